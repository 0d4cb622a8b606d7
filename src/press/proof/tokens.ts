import { Parser } from "htmlparser2";
import { mainKind } from "./file-kind.ts";

/** A word of a file, or an attribute of an element, and where it stands. */
export interface Token {
  text: string;
  /** The element, the key or the field that it stands in, as messages name it; nothing where the line says it. */
  place: string;
  /** The line, in a text of lines; 0 in any other file. */
  line: number;
  /** Whether it is an attribute. */
  attribute?: boolean;
  /** Whether it stands in an article's body. */
  body?: boolean;
}

/** Elements within a line: their words are told as those of the element around them. */
const inline = new Set("a abbr b bdi cite code em i ins del mark q s small span strong sub sup u".split(" "));

/** What a file says, word for word; nothing for what is no text. */
export function tokensOf(path: string, data: Buffer): Token[] | undefined {
  const kind = mainKind(path);
  if (kind === "binary") return undefined;
  const text = data.toString("utf8");
  if (kind === "html" || kind === "xml") return markupTokens(text, kind === "xml");
  return (kind === "json" && jsonTokens(text)) || lineTokens(text);
}

function lineTokens(text: string): Token[] {
  return text.split("\n").flatMap((line, index) => wordTokens(line, "", { line: index + 1 }));
}

function wordTokens(text: string, place: string, more: Partial<Token> = {}): Token[] {
  const words = text.match(/[^ \t\r\n\f]+/g) ?? [];
  return words.map((word) => ({ text: word, place, line: 0, ...more }));
}

/** The words of every value of a JSON text, each with the keys that lead to it; nothing for what is no JSON. */
function jsonTokens(text: string, above = ""): Token[] | undefined {
  try {
    return valueTokens(JSON.parse(text), above);
  } catch {
    return undefined;
  }
}

function valueTokens(value: unknown, place: string): Token[] {
  if (typeof value === "string" && value.startsWith("<")) return markupTokens(value, false, place);
  if (typeof value !== "object" || value === null) {
    const words = wordTokens(String(value), place);
    return words.length > 0 ? words : [{ text: "", place, line: 0 }];
  }
  const entries = Object.entries(value);
  return entries.flatMap(([key, inner]) => valueTokens(inner, place === "" ? key : `${place}.${key}`));
}

/** Markup while it is read. */
interface Reader {
  tokens: Token[];
  /** The names of the elements that are open, as messages show them, and whether each is one within a line. */
  path: { name: string; inline: boolean }[];
  /** The text since the last tag. */
  text: string;
  /** The depth at which a body was opened, from 1; 0 outside. */
  body: number;
  /** Whether the element that is open holds data or code. */
  raw: "" | "json" | "code";
}

/** The words and the attributes of an HTML or XML file, in its order. */
function markupTokens(text: string, isXml: boolean, above = ""): Token[] {
  const reader: Reader = { tokens: [], path: [], text: "", body: 0, raw: "" };
  const parser = new Parser(
    {
      onopentag: (name, attributes) => open(reader, name, attributes, isXml),
      ontext: (piece) => {
        reader.text += piece;
      },
      onclosetag: () => {
        flush(reader);
        if (reader.path.length === reader.body) reader.body = 0;
        reader.path.pop();
        reader.raw = "";
      },
    },
    { xmlMode: isXml },
  );
  parser.end(text);
  flush(reader);
  if (above === "") return reader.tokens;
  return reader.tokens.map((token) => ({ ...token, place: `${above} ${token.place}`.trimEnd() }));
}

function open(reader: Reader, name: string, attributes: { [name: string]: string }, isXml: boolean): void {
  flush(reader);
  const [first = ""] = (attributes.class ?? "").split(" ");
  const place = first === "" ? name : `${name}.${first}`;
  reader.path.push({ name: place, inline: !isXml && inline.has(name) });
  if (reader.body === 0 && (attributes.class ?? "").split(" ").includes("e-content"))
    reader.body = reader.path.length;
  if (name === "script" || name === "style")
    reader.raw = attributes.type === "application/ld+json" ? "json" : "code";
  const body = reader.body > 0;
  for (const [key, value] of Object.entries(attributes))
    reader.tokens.push({ text: `${key}=${value}`, place, line: 0, attribute: true, body });
}

function flush(reader: Reader): void {
  const { text, raw, body } = reader;
  if (text === "") return;
  reader.text = "";
  const place = placeIn(reader);
  const json = raw === "json" ? jsonTokens(text, place) : undefined;
  // Code has few spaces: its statements are its words.
  const code = raw === "code" ? wordTokens(text.replace(/[;{}]/g, "$& "), place) : undefined;
  // Feeds carry pages' HTML as text.
  const inner = text.startsWith("<") && raw === "" ? markupTokens(text, false, place) : undefined;
  reader.tokens.push(...(json ?? code ?? inner ?? wordTokens(text, place, { body: body > 0 })));
}

/** The element that text stands in, but for those within its line. */
function placeIn({ path }: Reader): string {
  return (path.findLast((element) => !element.inline) ?? path[0])?.name ?? "";
}
