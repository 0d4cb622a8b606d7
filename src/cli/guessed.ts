import type { GuessedLine } from "../press/source/guess-parts.ts";
import { joinLines, type PartKind } from "../press/source/line-parts.ts";

/** What was guessed of a text's lines, as metadata that a maintainer confirms. */
export interface Guess {
  /** The headline, if a line of the text serves: then the metadata have none. */
  headline?: string | undefined;
  /** Lines of YAML, or none. */
  yaml: string;
}

/** Lines that follow each other and are one thing. */
interface Run {
  kind: GuessedLine["kind"];
  first: number;
  last: number;
  texts: string[];
}

/** How much of a line's words a comment shows. In characters. */
const shown = 72;

/** Each of these an article has once. */
const once: ReadonlySet<string> = new Set<PartKind>(["headline", "byline", "dateline"]);

/**
 * Writes down what was guessed.
 *
 * @param headline what was typed, or nothing; a line with other words is not taken for the headline
 */
export function guessOf(lines: readonly GuessedLine[], headline: string): Guess {
  const runs = runsOf(lines);
  const written = runs.find(({ kind }) => kind === "headline");
  const text = written && joinLines(written.texts);
  const serves = text !== undefined && (headline === "" || headline === text);
  const parts = runs.filter(({ kind }) => kind !== "withhold" && (kind !== "headline" || serves));
  const withheld = runs.filter(({ kind }) => kind === "withhold");
  const yaml = [
    ...(parts.length > 0 ? ["# Guessed from the text's lines: confirm or change.", "parts:"] : []),
    ...parts.flatMap((run) => [comment(run), `  ${rangeOf(run)}: ${run.kind}`]),
    ...(withheld.length > 0
      ? ["# Guessed, too: lines for the desk, which are not published.", "withhold:"]
      : []),
    ...withheld.flatMap((run) => [comment(run), `  - lines: ${rangeOf(run)}`]),
  ];
  return { headline: serves ? text : undefined, yaml: yaml.map((line) => `${line}\n`).join("") };
}

function runsOf(lines: readonly GuessedLine[]): Run[] {
  const runs: Run[] = [];
  for (const { kind, line, text } of lines) {
    const run = runs.at(-1);
    if (run && run.kind === kind && run.last === line - 1 && (once.has(kind) || kind === "withhold")) {
      run.last = line;
      run.texts.push(text);
    } else if (!once.has(kind) || !runs.some((other) => other.kind === kind))
      runs.push({ kind, first: line, last: line, texts: [text] });
  }
  return runs;
}

function rangeOf({ first, last }: Run): string {
  return first === last ? String(first) : `${first}-${last}`;
}

/** The words of lines, so that they can be confirmed at a glance. */
function comment({ texts }: Run): string {
  const text = joinLines(texts).replace(/[\p{Cc}\p{Zl}\p{Zp}]+/gu, " ");
  return `  # ${text.length > shown ? `${text.slice(0, shown).replace(/[\ud800-\udbff]$/, "")}…` : text}`;
}
