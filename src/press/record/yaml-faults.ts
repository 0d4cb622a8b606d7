import type { YAMLError } from "yaml";
import type { Sign, Tokens } from "./yaml-tokens.ts";

/** What is wrong with metadata, in a maintainer's words. */
export interface Problem {
  reason: string;
  remedy: string;
}

export const inQuotes = "write the value in quotes";

const alike = "indent the lines of one list or map alike";

/**
 * Explains what is wrong with the tokens of a text that is to be YAML, and what metadata cannot use of it.
 *
 * @param text the YAML, its lines ended by line feeds
 * @returns problems by their offsets, one at each place: one mistake often makes the parser stumble twice
 */
export function explainTokens(tokens: Tokens, text: string): Map<number, Problem> {
  const problems = new Map<number, Problem>();
  const tell = (offset: number, problem: Problem | undefined) => {
    if (problem && !problems.has(offset)) problems.set(offset, problem);
  };
  for (const offset of tokens.unclosed) tell(offset, unclosed(text, offset));
  for (const sign of tokens.signs) tell(sign.offset, useless(sign));
  for (const offset of tokens.comments) {
    const remedy = "write the value in quotes, or the comment on a line of its own";
    tell(offset, { reason: `${shorten(text, offset)} would be lost as a comment of YAML's`, remedy });
  }
  if (tokens.second !== undefined) {
    const line = text.startsWith("---", tokens.second) ? "---" : "...";
    const remedy = `remove the line \`${line}\``;
    tell(tokens.second, { reason: "a second document begins here", remedy });
  }
  for (const problem of tokens.document.errors) tell(problem.pos[0], explain(problem, text));
  return problems;
}

function unclosed(text: string, offset: number): Problem {
  if (/["']/.test(text.charAt(offset))) {
    const reason = `the quotation mark before ${shorten(text, offset + 1)} is never closed`;
    return { reason, remedy: "close it, or write the value without quotation marks" };
  }
  return { reason: `${shorten(text, offset)} is never closed`, remedy: "close the bracket" };
}

const signs = { anchor: "anchor", alias: "alias", tag: "tag", "directive-line": "directive" };

function useless({ kind, source, isOfKey }: Sign): Problem {
  const reason = `\`${source}\` is a YAML ${signs[kind]}, which metadata cannot use`;
  if (kind === "directive-line") return { reason, remedy: "remove the line" };
  return { reason, remedy: isOfKey ? "write the key without it" : inQuotes };
}

/** A mistake of YAML's grammar as maintainers make it; what is rare keeps the parser's words. Nothing where it is told by its tokens. */
function explain({ code, message, pos }: YAMLError, text: string): Problem | undefined {
  const at = pos[0];
  const here = shorten(text, at);
  if (/closing ["']quote|end with a? ?[\]}]$/.test(message)) return undefined;
  switch (code) {
    case "TAB_AS_INDENT":
      return { reason: "the line is indented with a tab", remedy: "indent it with spaces" };
    case "BLOCK_AS_IMPLICIT_KEY":
      if (/^[^\n]*:(?:[ \t\n]|$)/.test(text.slice(at)))
        return { reason: `${here} holds a colon and a space`, remedy: inQuotes };
      return { reason: `the line after ${here} is indented deeper`, remedy: "indent all keys alike" };
    case "BAD_SCALAR_START":
      return { reason: `a value cannot begin with ${JSON.stringify(text.charAt(at))}`, remedy: inQuotes };
    case "BAD_DQ_ESCAPE": {
      const remedy = "write `\\\\` for a backslash, or put the value in single quotes";
      return { reason: `\`${text.slice(at, pos[1])}\` means nothing between double quotes`, remedy };
    }
    case "MULTILINE_IMPLICIT_KEY":
      return { reason: `${here} is no \`key: value\``, remedy: "write a key, a colon and a space before it" };
    case "MISSING_CHAR":
      if (message.startsWith("Sequence item")) return { reason: sentence(message), remedy: alike };
      if (!message.startsWith("Implicit map keys")) break;
      return { reason: `${here} is no \`key: value\``, remedy: "write a key, a colon and a space before it" };
    case "UNEXPECTED_TOKEN":
      if (!/at node end$|^Not a YAML token/.test(message)) break;
      return { reason: `${here} stands after the end of a value`, remedy: "put all of the value in quotes" };
    case "BAD_INDENT":
      return { reason: sentence(message), remedy: alike };
  }
  return { reason: sentence(message), remedy: inQuotes };
}

function sentence(message: string): string {
  return `YAML: ${message.charAt(0).toLowerCase()}${message.slice(1, 200)}`;
}

/** What stands from an offset up to the end of its line, as a message shows it. */
export function shorten(text: string, offset: number): string {
  const start = text.slice(offset, offset + 200);
  const line = start.split("\n", 1).join("").trimEnd();
  return JSON.stringify(line.length > 60 ? `${line.slice(0, 60)}…` : line);
}
