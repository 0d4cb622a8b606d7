import { Composer, CST, type Document, Lexer, Parser, Schema } from "yaml";

/** What metadata cannot use: a name that YAML gives or calls, a tag, a directive. */
export interface Sign {
  kind: "anchor" | "alias" | "tag" | "directive-line";
  offset: number;
  source: string;
  /** Whether it stands before a key. */
  isOfKey: boolean;
}

/** What a YAML text is made of. Offsets grow within each list. */
export interface Tokens {
  /** The first document, which is there for an empty text, too. */
  document: Document.Parsed;
  /** Where a second document begins. */
  second?: number;
  /** Where each key and value begins that is not empty. */
  texts: number[];
  /** Where comments begin that are more than a line of their own. */
  comments: number[];
  signs: Sign[];
  /** Where quotation marks, brackets and braces stand that are not closed. */
  unclosed: number[];
}

/** Shared by all texts: making one takes longer than reading a short text. */
const schema = new Schema({ schema: "failsafe" });

/**
 * Takes YAML apart. The lexer's tokens, one behind the other, are the text itself: what is neither white space nor an indicator nor
 * a comment on a line of its own is told here, or is an error of the document.
 *
 * @param text the YAML, its lines ended by line feeds
 * @param limits how deep lists and maps may stand in one another, and how many UTF-16 units one text may have
 * @returns what the text is made of, or where the first list or map stands too deep, or the first text that is too long
 * @see https://eemeli.org/yaml/#working-with-the-cst-parser
 */
export function readTokens(
  text: string,
  limits: { depth: number; length: number },
): Tokens | { tooDeep: number } | { tooLong: number } {
  const account = new Account();
  const parser = new Parser();
  // The package compares each key with each other; whoever reads the map finds doubles in one pass.
  const composer = new Composer({ schema, prettyErrors: false, uniqueKeys: false });
  const documents: Document.Parsed[] = [];
  for (const source of new Lexer().lex(text)) {
    // The package puts a text in quotes together character by character.
    if (source.length > limits.length) return { tooLong: parser.offset };
    account.take(source, parser.offset);
    for (const token of parser.next(source)) documents.push(...composer.next(token));
    const top = parser.stack.at(-1);
    // The parser's stack has the document at its bottom.
    if (parser.stack.length > limits.depth + 1 && CST.isCollection(top)) return { tooDeep: top.offset };
  }
  account.close();
  for (const token of parser.end()) documents.push(...composer.next(token));
  documents.push(...composer.end(true, text.length));
  const [document, second] = documents;
  if (!document) throw new Error("a text has no document");
  const { texts, comments, signs, unclosed } = account;
  return { document, ...(second && { second: second.range[0] }), texts, comments, signs, unclosed };
}

/** Keeps account of tokens as they come. */
class Account {
  readonly texts: number[] = [];
  readonly comments: number[] = [];
  readonly signs: Sign[] = [];
  readonly unclosed: number[] = [];
  /** The kind of the last token: the mark `scalar` says that the next one is text, whatever it looks like. */
  private last: string | null = null;
  /** Whether nothing but white space stands before in the line. */
  private isLineFree = true;
  private isBlock = false;
  private readonly brackets: { offset: number; end: string }[] = [];
  /** How many signs there were at the end of the last text, and at its start. */
  private signsBehind = 0;
  private signsBefore = 0;

  take(source: string, offset: number): void {
    const kind = this.last === "scalar" ? "text" : CST.tokenType(source);
    this.last = kind;
    switch (kind) {
      case "newline":
        this.isLineFree = true;
        return;
      // A space, or a mark of the lexer that takes no room.
      case "space":
      case "byte-order-mark":
      case "doc-mode":
      case "scalar":
        return;
      case "flow-error-end":
        this.close();
        return;
      case "comment":
        if (!this.isLineFree) this.comments.push(offset);
        break;
      case "text":
        if (!this.isBlock && source !== "") this.text(offset);
        this.isBlock = false;
        // The text of a block ends with its line.
        this.isLineFree = source === "" ? this.isLineFree : source.endsWith("\n");
        return;
      case "block-scalar-header":
        this.isBlock = true;
        this.text(offset);
        break;
      case "single-quoted-scalar":
      case "double-quoted-scalar":
        this.text(offset);
        if (!isClosed(source)) this.unclosed.push(offset);
        break;
      case "anchor":
      case "alias":
      case "tag":
      case "directive-line":
        this.signs.push({ kind, offset, source, isOfKey: false });
        break;
      case "map-value-ind":
        for (let at = this.signsBefore; at < this.signsBehind; at++) (this.signs[at] as Sign).isOfKey = true;
        this.signsBefore = this.signsBehind;
        break;
      default:
        this.bracket(source, offset);
    }
    this.isLineFree = false;
  }

  /** Brackets that are open are never closed: the innermost is told. */
  close(): void {
    const innermost = this.brackets.at(-1);
    if (innermost) this.unclosed.push(innermost.offset);
    this.brackets.length = 0;
  }

  private text(offset: number): void {
    this.texts.push(offset);
    this.signsBefore = this.signsBehind;
    this.signsBehind = this.signs.length;
  }

  private bracket(source: string, offset: number): void {
    if (source === "[") this.brackets.push({ offset, end: "]" });
    else if (source === "{") this.brackets.push({ offset, end: "}" });
    else if (source === this.brackets.at(-1)?.end) this.brackets.pop();
    else if (source === "]" || source === "}") this.close();
  }
}

/** Whether the last mark of a quoted text closes it, not being an escaped one, which the package takes for the end of a file's last. */
function isClosed(source: string): boolean {
  const mark = source.charAt(0);
  if (source.length === 1 || !source.endsWith(mark)) return false;
  if (mark === "'") return source.split("'").length % 2 === 1;
  let before = source.length - 2;
  while (source[before] === "\\") before--;
  return (source.length - before) % 2 === 0;
}
