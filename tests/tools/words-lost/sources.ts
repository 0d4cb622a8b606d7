import { readdirSync, readFileSync, statSync } from "node:fs";
import { basename, join, relative } from "node:path";
import type { Page } from "@playwright/test";
import { HtmlRenderer, Parser } from "commonmark";
import { unzipSync } from "fflate";

/** What an export says of a piece that everybody could read, by other means than the import's: a browser's, and the reference parser's. */
export interface Piece {
  /** What its identity in the ledger ends with. */
  id: string;
  title: string;
  html: string;
}

/** The public pieces of an export, a feed, an archive or a folder. */
export async function piecesOf(path: string, page: Page): Promise<Piece[]> {
  const files = filesOf(path);
  const list = [...files.keys()].find((name) => /(?:^|\/)posts\.csv$/.test(name));
  if (list !== undefined) return substack(files, list);
  const found: Piece[] = [];
  for (const [name, data] of files) {
    const text = data.toString("utf8");
    if (/\.xml$/i.test(name)) found.push(...(await xml(text, page)));
    else if (/\.json$/i.test(name)) found.push(...json(text));
    else if (/\.(?:md|mdx|markdown|mkdn?|mkdown)$/i.test(name)) found.push(...markdown(text, name));
    else if (/(?:^|\/)posts\/[^/]+\.html$/.test(name)) found.push(...(await medium(text, name, page)));
  }
  return found;
}

function filesOf(path: string): Map<string, Buffer> {
  if (/\.zip$/i.test(path))
    return new Map(
      Object.entries(unzipSync(readFileSync(path))).map(([name, data]) => [name, Buffer.from(data)]),
    );
  if (!statSync(path).isDirectory()) return new Map([[basename(path), readFileSync(path)]]);
  const entries = readdirSync(path, { recursive: true, withFileTypes: true });
  return new Map(
    entries.flatMap((entry) => {
      const file = join(entry.parentPath, entry.name);
      return entry.isFile() && !/[/\\](?:_includes|_layouts|themes)[/\\]/.test(file)
        ? [[relative(path, file), readFileSync(file)] as const]
        : [];
    }),
  );
}

/** The tags of shortcodes, which no reader saw; the words between them stay. */
const shortcode = /\[\/?[a-z][\w-]*(?:\s+[\w-]+\s*=\s*(?:"[^"]*"|'[^']*'|[^\s"'\]]+))*\s*\/?\]/g;

/** XML that a browser reads, too: no server's notices before it, no `&` by itself, and every prefix is declared. */
function wellFormed(text: string): string {
  const bare = text
    .replace(/^(?:[\s\S]*?(?=<\?xml )|[^<]+)/, "")
    .replace(/<!\[CDATA\[[\s\S]*?\]\]>|&(?!(?:#\w+|amp|lt|gt|quot|apos);)/g, (found) =>
      found === "&" ? "&amp;" : found,
    );
  const prefixes = new Set([...bare.matchAll(/<([a-z]\w*):/gi)].map(([, prefix = ""]) => prefix));
  return bare.replace(/<(?:rss|feed)\b/, (root) =>
    [
      root,
      ...[...prefixes].filter((one) => !bare.includes(`xmlns:${one}=`)).map((one) => `xmlns:${one}="${one}"`),
    ].join(" "),
  );
}

/** The entries of an RSS or Atom feed or a WordPress export, read by the browser. */
async function xml(text: string, page: Page): Promise<Piece[]> {
  const pieces = await page.evaluate((source) => {
    const document = new DOMParser().parseFromString(source, "text/xml");
    const fault = document.querySelector("parsererror");
    if (fault) console.warn(fault.textContent);
    const all = [...document.querySelectorAll("item, entry")];
    const value = (item: Element, ...names: string[]) => {
      for (const name of names) {
        const found = [...item.children].find((child) => child.nodeName === name);
        if (found?.textContent?.trim()) return found.textContent.trim();
      }
      return "";
    };
    return all
      .filter((item) => {
        const kind = [...item.children].find((child) => /#kind$/.test(child.getAttribute("scheme") ?? ""));
        if (!/^(?:.*#post|)$/.test(kind?.getAttribute("term") ?? "")) return false;
        if ([...item.children].some(({ nodeName }) => nodeName === "app:control")) return false;
        if (!/^(?:POST|)$/.test(value(item, "blogger:type"))) return false;
        if (!/^(?:LIVE|)$/.test(value(item, "blogger:status"))) return false;
        if (!/^(?:publish|)$/.test(value(item, "wp:status")) || value(item, "wp:post_password")) return false;
        return /^(?:post|page|)$/.test(value(item, "wp:post_type"));
      })
      .map((item) => ({
        id: value(item, "guid", "id") || value(item, "link"),
        title: value(item, "title"),
        html: value(item, "content:encoded", "content", "description", "summary"),
      }));
  }, wellFormed(text));
  return pieces.map((piece) => ({ ...piece, html: piece.html.replace(shortcode, " ") }));
}

interface GhostPost {
  id: string | number;
  uuid?: string;
  title?: string;
  html?: string;
  plaintext?: string;
  mobiledoc?: string;
  lexical?: string;
  markdown?: string;
  status?: string;
  visibility?: string;
}

/** Ghost's posts, a JSON Feed's items. */
function json(text: string): Piece[] {
  const data = JSON.parse(text);
  const posts: GhostPost[] = (data.db?.[0]?.data ?? data.data)?.posts ?? [];
  const items: { id: string; title?: string; content_html?: string; content_text?: string }[] =
    data.items ?? [];
  return [
    ...posts
      .filter(({ status, visibility }) => status === "published" && (visibility ?? "public") === "public")
      .map(({ id, uuid, title = "", html, mobiledoc, lexical, markdown: source, plaintext }) => ({
        id: uuid ?? String(id),
        // Ghost's own word for a post without one.
        title: title === "(Untitled)" ? "" : title,
        html: html || rendered(source ?? "") || editors(lexical ?? mobiledoc ?? "") || (plaintext ?? ""),
      })),
    ...items.map(({ id, title = "", content_html, content_text }) => ({
      id,
      title,
      html: content_html ?? escaped(content_text ?? ""),
    })),
  ];
}

/** Every text in what an editor keeps as JSON, in its order. */
function editors(kept: string): string {
  const texts: string[] = [];
  const walk = (value: unknown, key: string): void => {
    if (typeof value === "string") {
      if (["text", "html", "caption", "markdown", "code"].includes(key)) texts.push(value);
    } else if (Array.isArray(value)) {
      const [type, , , text] = value;
      if (type === 0 && value.length === 4 && typeof text === "string") texts.push(text);
      for (const one of value) walk(one, "");
    } else if (typeof value === "object" && value !== null)
      for (const [name, one] of Object.entries(value)) walk(one, name);
  };
  walk(kept === "" ? {} : JSON.parse(kept), "");
  return texts.join(" ");
}

function escaped(text: string): string {
  return text.replaceAll("&", "&amp;").replaceAll("<", "&lt;");
}

function rendered(source: string): string {
  return new HtmlRenderer().render(new Parser().parse(source));
}

/** Tags of Liquid that only say how what stands between them is to be read: as it is, where it is raw. */
const raw = /\{%-?\s*raw\s*-?%\}([\s\S]*?)\{%-?\s*endraw\s*-?%\}/g;
const fences = /\{%-?\s*(?:end)?highlight\b[^%]*%\}/g;

/** Tags that stand for an address: in one word, as an address is, so that a link stays one. */
const address = /\{(?:\{-?\s*["']?|%-?\s*(?:link|post_url)\s+)([\w./#-]+)[^}]*\}\}?(?=[^\s{]*\)|\S*$)/gm;

/** The picture of a shortcode, of which readers saw the caption alone; and what says how a text looks. */
const pictures = /\{\{<\s*(?:figure|img)\s[^>]*?(?:\b(?:caption|title)="([^"]*)"[^>]*)?>\}\}/g;
const attributes = /\{:[^}\n]*\}/g;
/** A note, whose further blocks are moved in: the reference parser knows no notes, and would take them for code. */
const notes = /^\[\^[^\]]+\]:.*(?:\n(?: {4}.*|[ \t]*(?=\n)))*/gm;
const names = /^(#{1,6} .*?)\{#[\w:-]+\}[ \t]*$/gm;

function withoutTags(text: string): string {
  return text
    .split(raw)
    .map((part, index) => (index % 2 === 1 ? part : part.replace(fences, "")))
    .join("")
    .replace(notes, (note) => note.replace(/^ {4}|^\[\^[^\]]+\]:/gm, ""))
    .replace(pictures, "$1")
    .replace(names, "$1")
    .replace(attributes, "")
    .replace(address, "$1");
}

/** A file of Markdown; front matter is cut off by its fences, and its title is all that is taken of it. */
function markdown(text: string, name: string): Piece[] {
  const [, fence, front = "", body = text] =
    /^\ufeff?(---|\+\+\+)[ \t]*\r?\n(?:([\s\S]*?)\r?\n)?\1[ \t]*(?:\r?\n([\s\S]*))?$/.exec(text) ?? [];
  if (/^\s*(?:draft\s*[:=]\s*["']?(?:true|yes)|published\s*[:=]\s*false)/m.test(front)) return [];
  const title = fence ? (/^title\s*[:=]\s*(.*)$/m.exec(front)?.[1] ?? "") : "";
  const own = name.endsWith(".mdx") ? body.replace(/^(?:import|export)\s.*$/gm, "") : body;
  return [{ id: `/${name}`, title, html: rendered(withoutTags(own)) }];
}

async function medium(text: string, name: string, page: Page): Promise<Piece[]> {
  if (/(?:^|\/)draft_/.test(name)) return [];
  return page.evaluate(
    ([html, file]) => {
      const document = new DOMParser().parseFromString(html ?? "", "text/html");
      const canonical = document.querySelector(".p-canonical")?.getAttribute("href");
      return [
        {
          id: canonical ?? file ?? "",
          // The body says it again.
          title: document.querySelector(".graf--title")
            ? ""
            : (document.querySelector(".p-name")?.textContent ?? ""),
          html: document.querySelector(".e-content")?.innerHTML ?? "",
        },
      ];
    },
    [text, name],
  );
}

/** Substack's posts: the file of each begins with its number. A row may go over several lines; its number begins one. */
function substack(files: ReadonlyMap<string, Buffer>, list: string): Piece[] {
  const rows = (files.get(list) ?? "").toString().split(/\r?\n(?=\d+\.)/);
  return [...files].flatMap(([name, data]) => {
    const id = /(?:^|\/)(\d+)\.[^/]*\.html$/.exec(name)?.[1];
    const row = rows.find((line) => line.startsWith(`${id}.`));
    if (row === undefined || !/,true,/i.test(row) || /,(?:only_\w+|founding),/.test(row)) return [];
    return [{ id: `substack:${id}`, title: "", html: data.toString("utf8") }];
  });
}
