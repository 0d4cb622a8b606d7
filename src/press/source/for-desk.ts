/*
 * Lines of a text that are for the desk and not for readers, told by their words.
 */

/** A notebook for the desk, or the words that all behind them is not for publication. A story may speak of such words, too. */
const unpublished = [
  /^#*\s*(?:dpa[- ])?(?:Notebook|Notizblock)$/iu,
  /\b(?:following|below)\b.{0,60}\bnot (?:intended )?for publication\b/iu,
  /^\W*not (?:intended )?for publication\b/iu,
  /\bfolgende\p{L}*\b.{0,60}\bnicht (?:zur|für die) Veröffentlichung (?:bestimmt|gedacht)/iu,
];

/** Whether words say that what follows is not for publication. */
export function beginsNotes(text: string): boolean {
  return unpublished.some((words) => words.test(text.trim()));
}

/** Whether a line only leads to notes for the desk, such as `# dpa NOTEBOOK` and `* * * *`. */
export function leadsToNotes(text: string): boolean {
  return /^(?:[*\s]*|(?:#\s*)?(?:dpa[- ])?(?:NOTEBOOK|Notebook|Notizblock))$/u.test(text.trim());
}
