import { isMap, isScalar, isSeq, parseDocument } from "yaml";
import { readArticleMetadata } from "./metadata.ts";

/** What stands in a new correction until somebody says what was wrong. A build refuses it. */
export const unwritten = "Say here what was wrong.";

/** A correction that is to be completed. */
export interface NewCorrection {
  /** YYYY-MM-DD. */
  date: string;
  was?: string | undefined;
  now?: string | undefined;
}

/**
 * Adds a correction to an article's metadata, as the first of its list, and leaves every other line as it is.
 *
 * @param yaml the text of the metadata: of a `.yaml` file, or of a front matter without its fences
 * @returns the text with the correction; nothing where only another line could take it, as a list in brackets
 */
export function withCorrection(yaml: string, correction: NewCorrection): string | undefined {
  const end = yaml.includes("\r\n") ? "\r\n" : "\n";
  const list = listOf(yaml);
  const written = list ? inserted(yaml, list.offset, correction, end) : appended(yaml, correction, end);
  return written !== undefined && isOnlyAdded(yaml, written, correction) ? written : undefined;
}

/** Where the list of corrections begins, if there is one. */
function listOf(yaml: string): { offset: number } | undefined {
  const { contents } = parseDocument(yaml);
  if (!isMap(contents)) return undefined;
  const pair = contents.items.find(({ key }) => isScalar(key) && key.value === "corrections");
  if (!pair) return undefined;
  return { offset: isSeq(pair.value) ? (pair.value.range?.[0] ?? 0) : 0 };
}

/** Before the first item of a list: on lines of its own, with the same indent. */
function inserted(yaml: string, offset: number, correction: NewCorrection, end: string): string | undefined {
  const start = yaml.lastIndexOf("\n", offset - 1) + 1;
  const indent = yaml.slice(start, offset);
  if (yaml[offset] !== "-" || indent.trim() !== "") return undefined;
  return yaml.slice(0, start) + lines(correction, indent, end) + yaml.slice(start);
}

function appended(yaml: string, correction: NewCorrection, end: string): string {
  const break_ = yaml === "" || yaml.endsWith("\n") ? "" : end;
  return `${yaml}${break_}corrections:${end}${lines(correction, "  ", end)}`;
}

function lines({ date, was, now }: NewCorrection, indent: string, end: string): string {
  // JSON is YAML, and in its quotes every text stays text.
  const words = { was, now };
  const more = Object.entries(words).flatMap(([key, value]) =>
    value === undefined ? [] : [`  ${key}: ${JSON.stringify(value)}`],
  );
  return [`- date: ${date}`, `  text: ${unwritten}`, ...more].map((line) => indent + line + end).join("");
}

/** Whether the metadata say the same as before but for the correction. */
function isOnlyAdded(before: string, after: string, { date, was, now }: NewCorrection): boolean {
  const [old, own] = [before, after].map((text) => readArticleMetadata("", text));
  if (!own || Array.isArray(own)) return false;
  const metadata = old && !Array.isArray(old) ? old.metadata : {};
  const corrections = [{ date, text: unwritten, was, now }, ...(metadata.corrections ?? [])];
  const same = (value: object) => JSON.stringify(Object.entries(value).sort(([a], [b]) => (a < b ? -1 : 1)));
  return same(own.metadata) === same({ ...metadata, corrections: JSON.parse(JSON.stringify(corrections)) });
}
