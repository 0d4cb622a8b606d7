import type { Env, MarkdownIt, Token } from "markdown-it";
import type { Language } from "../languages/language.ts";
import { formatDigits } from "../languages/numerals.ts";
import { escapeHtml } from "./html.ts";
import { listClasses } from "./lists.ts";

type Labels = Pick<Language, "footnotes" | "backToText" | "locale" | "digits">;

/** A note as a token tells it: its number and, where the text refers to it again, how often it has done so before. */
function noteAt(tokens: readonly Token[], index: number): { id: number; subId: number } {
  const { id = 0, subId = 0 } = (tokens[index]?.meta ?? {}) as { id?: number; subId?: number };
  return { id, subId };
}

/** Sets notes: their marks in the text, and the list of them below it. */
export function setNoteRules(
  rules: MarkdownIt["renderer"]["rules"],
  labelsOf: (environment: Env | undefined) => Labels,
): void {
  rules.footnote_block_open = (_tokens, _index, _options, environment) => {
    const { footnotes } = environment as { footnotes?: { list?: unknown[] } };
    const { digits } = labelsOf(environment);
    const classes = ["footnotes-list", ...listClasses(footnotes?.list?.length ?? 0, digits)];
    return `<hr class="footnotes-sep"><section class="footnotes" role="doc-endnotes" aria-label="${escapeHtml(labelsOf(environment).footnotes)}"><ol class="${classes.join(" ")}">`;
  };

  /** A note's mark, in the language's digits. */
  rules.footnote_ref = (tokens, index, _options, environment) => {
    const { id, subId } = noteAt(tokens, index);
    const labels = labelsOf(environment);
    const [at, mark] = [String, (number: number) => formatDigits(number, labels)].map((written) =>
      subId > 0 ? `${written(id + 1)}:${written(subId)}` : written(id + 1),
    );
    return `<sup class="footnote-ref"><a href="#fn${id + 1}" id="fnref${at}" role="doc-noteref">[${mark}]</a></sup>`;
  };

  /** The way back from a note; the sign's second character keeps systems from drawing it as a picture. */
  rules.footnote_anchor = (tokens, index, _options, environment) => {
    const { id, subId } = noteAt(tokens, index);
    const number = subId > 0 ? `${id + 1}:${subId}` : `${id + 1}`;
    return ` <a href="#fnref${number}" class="footnote-backref" role="doc-backlink" aria-label="${escapeHtml(labelsOf(environment).backToText)} ${number}">[\u21a9\ufe0e]</a>`;
  };
}
