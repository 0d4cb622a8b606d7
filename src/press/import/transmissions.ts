import iconv from "iconv-lite";
import { error } from "../faults/fault.ts";
import { fromDispatch } from "./agency.ts";
import { isAnpa1312, readAnpa1312 } from "./anpa-1312.ts";
import { isIptc7901, readIptc7901 } from "./iptc-7901.ts";
import { nationalText } from "./seven-bit.ts";
import type { Loss, Options, Reading, Story } from "./story.ts";
import { transmissionOf } from "./transmission.ts";

/** Pieces in IPTC 7901 or ANPA 1312, of which one file may hold many. */
export function readTransmissions(file: string, data: Buffer, options: Options): Reading {
  const losses: Loss[] = [];
  const stories: Story[] = [];
  const reading: Reading & { faults: NonNullable<Reading["faults"]> } = {
    kind: "IPTC 7901",
    stories,
    losses,
    faults: [],
  };
  let line = 1;
  const [before = "", ...parts] = textIn(file, data, losses).split("\u0001");
  line += count(before);
  for (const part of parts) {
    const transmission = transmissionOf(part, { file, line });
    transmission.year = options.date?.slice(0, 4);
    line += count(part);
    if (isAnpa1312(transmission)) {
      reading.kind = "ANPA 1312";
      stories.push(fromDispatch(readAnpa1312(transmission), options));
    } else if (isIptc7901(transmission)) stories.push(fromDispatch(readIptc7901(transmission), options));
    else {
      const reason = "the header is neither IPTC 7901's nor ANPA 1312's";
      reading.faults.push(
        error(transmission.place, reason, "send the piece again, or save its text as .txt"),
      );
    }
  }
  return reading;
}

function count(text: string): number {
  return text.match(/\n/g)?.length ?? 0;
}

/** Seven bits of a national set, UTF-8, or windows-1252, as the bytes have it. */
function textIn(file: string, data: Buffer, losses: Loss[]): string {
  if (data.every((byte) => byte < 0x80)) {
    const { text, set } = nationalText(data.toString("latin1"));
    if (set !== undefined) {
      const what = `${set}: look whether its letters are right`;
      losses.push({ kind: "characters of a national set of seven bits", place: { file }, what, kept: true });
    }
    return text;
  }
  const text = data.toString("utf8");
  return text.includes("\ufffd") ? iconv.decode(data, "win1252") : text;
}
