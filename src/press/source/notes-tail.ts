import type { StateCore, Token } from "markdown-it";

/** A note as markdown-it-footnote keeps it: one in the text itself has tokens, any other a label. */
interface Note {
  label?: string;
  count?: number;
  content?: string;
  tokens?: Token[];
}

interface Notes {
  list?: Note[];
}

/**
 * Puts the notes at the end of the tokens, as the rule `footnote_tail` of markdown-it-footnote does. That one copies all tokens for
 * each note, so its time grows with the square of the notes.
 */
export function notesTail(state: StateCore): void {
  const notes = (state.env as { footnotes?: Notes } | undefined)?.footnotes;
  if (!notes) return;
  const { text, definitions } = parted(state.tokens);
  state.tokens = text;
  if (!notes.list) return;
  const add = (type: string, nesting: -1 | 0 | 1, meta?: unknown): void => {
    const token = new state.Token(type, "", nesting);
    if (meta !== undefined) token.meta = meta as Token["meta"];
    text.push(token);
  };
  add("footnote_block_open", 1);
  for (const [id, note] of notes.list.entries()) {
    const { label } = note;
    add("footnote_open", 1, { id, label });
    const body = note.tokens ? paragraph(state, note, note.tokens) : definitions.get(String(label));
    for (const token of body ?? []) text.push(token);
    // The way back stands in the last paragraph, if the note ends with one.
    const end = text.at(-1)?.type === "paragraph_close" ? text.pop() : undefined;
    for (let subId = 0; subId < Math.max(note.count ?? 1, 1); subId++) {
      add("footnote_anchor", 0, { id, subId, label });
    }
    if (end) text.push(end);
    add("footnote_close", -1);
  }
  add("footnote_block_close", -1);
}

/** Parts the tokens of notes' definitions from those of the text. The last definition of a label counts. */
function parted(tokens: readonly Token[]): { text: Token[]; definitions: Map<string, Token[]> } {
  const text: Token[] = [];
  const definitions = new Map<string, Token[]>();
  let label = "";
  let current: Token[] | undefined;
  for (const token of tokens) {
    if (token.type === "footnote_reference_open") {
      current = [];
      label = String(token.meta?.label);
    } else if (token.type === "footnote_reference_close") {
      if (current) definitions.set(label, current);
      current = undefined;
    } else (current ?? text).push(token);
  }
  return { text, definitions };
}

/** A note in the text itself, as a paragraph. */
function paragraph(state: StateCore, { content = "" }: Note, tokens: Token[]): Token[] {
  const open = new state.Token("paragraph_open", "p", 1);
  open.block = true;
  const inline = new state.Token("inline", "", 0);
  inline.children = tokens;
  inline.content = content;
  const close = new state.Token("paragraph_close", "p", -1);
  close.block = true;
  return [open, inline, close];
}
