import { type Dispatch, emptyDispatch } from "./agency.ts";
import { linesToHtml } from "./agency-text.ts";
import { datedInYear, type Transmission } from "./transmission.ts";

/*
 * IPTC 7901: a header line with the source, the number, the priority, the category; the keywords; STX, the text, ETX; the time.
 */

/** The header: source and number, priority, category, count of words, more. */
const header = /^([a-z]*)(\d+) (\S) ([a-z]{1,3}) (\d*) *(.*)$/i;

/** Whether a transmission begins as IPTC 7901 has it. */
export function isIptc7901({ head }: Transmission): boolean {
  return header.test(head[0] ?? "");
}

/**
 * A transmission as a dispatch.
 *
 * @see https://iptc.org/std/IPTC7901/1.0/specification/7901V5.pdf
 */
export function readIptc7901(transmission: Transmission): Dispatch {
  const { head, text, tail, place, year } = transmission;
  const dispatch = emptyDispatch(place);
  const [, source = "", number = "", , , , more = ""] = header.exec(head[0] ?? "") ?? [];
  const keywords = head
    .slice(1)
    .map(unquadded)
    .filter((line) => line !== "");
  dispatch.topics = keywords.flatMap((line) => line.split("/")).filter((word) => word.trim() !== "");
  const agency = /([a-z][a-z-]*) +\d+$/i.exec(more)?.[1];
  dispatch.source = agency;
  const { date, loss } = datedInYear(tail.join(" "), year);
  dispatch.date = date;
  if (loss !== undefined)
    dispatch.losses.push({
      kind: "years that the transmission does not tell (`--date` names one)",
      place,
      what: loss,
      kept: true,
    });
  dispatch.id = `iptc7901:${[source + number, more, tail.join(" ")].join(" ").replace(/\s+/g, " ").trim()}`;
  readHeading(text, dispatch);
  return dispatch;
}

/** A quad at the end of a line says how it is to be set, and is no text. */
function unquadded(line: string): string {
  return line
    .trimEnd()
    .replace(/[<=>]$/, "")
    .trim();
}

/** The lines above the text end at the quad: what kind of piece it is, the headline, the byline. */
function readHeading(text: readonly string[], dispatch: Dispatch): void {
  const quad = text.findIndex((line) => /\s[<=>]$/u.test(line.trimEnd()));
  const blank = text.findIndex((line) => line.trim() === "");
  const end = quad >= 0 && (blank < 0 || quad < blank) && quad < 8 ? quad : 0;
  const heading = text
    .slice(0, end + 1)
    .map(unquadded)
    .filter((line) => line !== "");
  const isKicker = (line: string) => /^(?:\(?\p{Lu}[\p{Lu}\p{N} ]*\)?|\d+\S{1,2} LEAD|\(.*\))$/u.test(line);
  const kickers = heading.filter(isKicker);
  const byline = heading.slice(1).find((line) => /^(?:By|Von|Par|Por) \S/u.test(line));
  const headline = heading.filter(
    (line) => line !== byline && (!isKicker(line) || kickers.length === heading.length),
  );
  dispatch.headline = headline.join(" ");
  dispatch.byline = byline;
  for (const kicker of kickers) if (!headline.includes(kicker)) dispatch.notes.push(kicker);
  const body = text.slice(end + 1);
  const signed = body.findLastIndex((line) => line.trim() !== "");
  // The last line has the initials of those who edited the piece.
  if (/^(?:dpa|afp|apa|sda)(?: \p{Ll}{2,4})+$/u.test(body[signed]?.trim() ?? ""))
    dispatch.notes.push(...body.splice(signed));
  dispatch.body = { html: linesToHtml(body, dispatch), breaks: "space" };
}
