import { error, type Fault, quoted } from "../faults/fault.ts";
import type { Source } from "../source/utf8.ts";

/** A time of WebVTT: hours may be missing. */
const time = /^(?:(\d{2,}):)?([0-5]\d):([0-5]\d\.\d{3})$/;

/**
 * What is wrong with captions: a file that is none, one without words, a time that is none or goes back.
 *
 * @see https://www.w3.org/TR/webvtt1/
 */
export function captionProblem({ file, text }: Source): Fault | undefined {
  const lines = text.replace(/^\ufeff/, "").split(/\r\n|\r|\n/);
  if (!/^WEBVTT(?:[ \t]|$)/.test(lines[0] ?? ""))
    return error(
      { file, line: 1, column: 1 },
      "these are no captions",
      "begin the file with a line `WEBVTT`",
    );
  let cues = 0;
  for (const [index, line] of lines.entries()) {
    if (!line.includes("-->")) continue;
    const place = { file, line: index + 1, column: 1 };
    const [start = "", after = ""] = line.split("-->", 2);
    const [from, to] = [start.trim(), after.trim().split(/[ \t]/, 1)[0] ?? ""].map(secondsOf);
    if (from === undefined || to === undefined)
      return error(
        place,
        `this is no time of a caption: ${quoted(line)}`,
        "write 00:00:01.000 --> 00:00:04.000",
      );
    if (to <= from)
      return error(place, `the caption ends before it begins: ${quoted(line)}`, "correct one of the two");
    if ((lines[index + 1] ?? "").trim() === "")
      return error(place, "the caption has no words", "write them below its time");
    cues++;
  }
  if (cues > 0) return undefined;
  return error(
    { file, line: 1, column: 1 },
    "there is no caption in the file",
    "write 00:00:01.000 --> 00:00:04.000 and the words below it",
  );
}

function secondsOf(written: string): number | undefined {
  const found = time.exec(written);
  return found ? Number(found[1] ?? 0) * 3600 + Number(found[2]) * 60 + Number(found[3]) : undefined;
}
