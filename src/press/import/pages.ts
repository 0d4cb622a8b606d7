import { DomUtils } from "htmlparser2";
import { isFault } from "../faults/fault.ts";
import { fold } from "../text/white-space.ts";
import { decodeAs } from "./decode.ts";
import { type Entry, toStory } from "./entry.ts";
import { nowhere } from "./links.ts";
import { isPicture } from "./media.ts";
import { newStories } from "./stories.ts";
import type { Listed, Options, Reading } from "./story.ts";
import { counted, readIn, shownIn, type Tree } from "./tree.ts";
import { type Document, type Element, isElement, parseHtmlFile } from "./xml.ts";

/** Whether a file is a page. */
export function isPage(name: string): boolean {
  return /\.x?html?$/i.test(name);
}

/** A folder of HTML pages, as a site mirror or an old content system leaves them: each page with a text of its own is a piece. */
export function readPages(tree: Tree, options: Options): Reading {
  const reading: Listed = { kind: "folder of HTML pages", stories: newStories(), losses: [], faults: [] };
  for (const name of counted(tree.names, options)) {
    const file = shownIn(tree, name);
    if (!isPage(name)) {
      if (!isPicture(name) && !/\.(?:css|js|ico|svg|woff2?|ttf|map|json|xml|txt)$/i.test(name))
        reading.losses.push({ kind: "files that are no pages", place: { file }, what: name });
      continue;
    }
    const data = readIn(tree, name);
    const text = decodeAs(file, data, encodingOf(data));
    const page = typeof text === "string" ? parseHtmlFile(file, text) : text;
    if (isFault(page)) reading.faults?.push(page);
    else addPage(page, name, file, options, reading);
  }
  return reading;
}

/** @see https://html.spec.whatwg.org/multipage/parsing.html#determining-the-character-encoding */
function encodingOf(data: Buffer): string {
  const head = data.toString("latin1", 0, 2_048);
  return /<meta[^>]+charset\s*=\s*["']?\s*([\w-]+)/i.exec(head)?.[1] ?? "utf-8";
}

function addPage(document: Document, name: string, file: string, options: Options, reading: Listed): void {
  const place = { file, line: 1 };
  const date = dateOf(document);
  const title = titleOf(document);
  const type = date === undefined ? "page" : "post";
  if (!options.types.includes(type)) {
    reading.losses.push({
      kind: `items of the kind "page": they tell no date (--types takes them)`,
      place,
      what: title || name,
    });
    return;
  }
  const text = textElement(document);
  const canonical = DomUtils.findOne(
    ({ name: tag, attribs }) => tag === "link" && attribs.rel === "canonical",
    document.children,
  )?.attribs.href;
  const path = `/${name.replace(/(?:^|(?<=\/))index\.x?html?$/i, "")}`;
  const base = canonical && URL.canParse(canonical) ? canonical : new URL(name, nowhere).href;
  const language = DomUtils.findOne(({ name: tag }) => tag === "html", document.children)?.attribs.lang;
  const author = meta(document, "author", "article:author", "dc.creator");
  const entry: Entry = {
    id: canonical ?? `page:${name}`,
    place,
    title,
    link: canonical && URL.canParse(canonical) ? canonical : path,
    addresses: [canonical, path],
    body: { html: text ? DomUtils.getInnerHTML(text) : "", breaks: "space" },
    standfirst: meta(document, "description", "og:description"),
    base,
    date,
    updated: meta(document, "article:modified_time", "last-modified", "dc.date.modified"),
    authors: author === undefined || /^https?:/.test(author) ? [] : [{ name: author }],
    section: meta(document, "article:section"),
    topics: (meta(document, "keywords", "news_keywords") ?? "").split(",").map((topic) => topic.trim()),
    language,
    files: [meta(document, "og:image")].flatMap((url) => (url === undefined ? [] : { url, type: "image" })),
    draft: /\b(?:noindex|none)\b/i.test(meta(document, "robots") ?? ""),
  };
  reading.stories.push(toStory(entry, options));
}

/** The values of `<meta>`, under the first of several names that has one. */
function meta(document: Document, ...names: string[]): string | undefined {
  for (const wanted of names) {
    const found = DomUtils.findOne(
      ({ name, attribs }) =>
        name === "meta" &&
        (attribs.name ?? attribs.property ?? attribs["http-equiv"] ?? "").toLowerCase() === wanted,
      document.children,
    );
    const content = fold(found?.attribs.content ?? "");
    if (content !== "") return content;
  }
  return undefined;
}

function dateOf(document: Document): string | undefined {
  const told = meta(
    document,
    "article:published_time",
    "date",
    "dc.date",
    "dc.date.issued",
    "pubdate",
    "publish-date",
    "parsely-pub-date",
  );
  if (told !== undefined) return told;
  const inData = /"datePublished"\s*:\s*"([^"]+)"/.exec(scriptsOf(document))?.[1];
  const time = DomUtils.findOne(
    ({ name, attribs }) => name === "time" && Boolean(attribs.datetime),
    document.children,
  );
  return inData ?? time?.attribs.datetime;
}

function scriptsOf(document: Document): string {
  const scripts = DomUtils.findAll(
    ({ name, attribs }) => name === "script" && attribs.type === "application/ld+json",
    document.children,
  );
  return scripts.map((script) => DomUtils.textContent(script)).join("\n");
}

function titleOf(document: Document): string {
  const first = (tag: string) => DomUtils.findOne(({ name }) => name === tag, document.children);
  const heading = first("h1");
  const title = first("title");
  return fold(
    heading
      ? DomUtils.textContent(heading)
      : (meta(document, "og:title") ?? (title ? DomUtils.textContent(title) : "")),
  );
}

/** The element that holds a page's own text, without what surrounds it on every page and without the headline. */
function textElement(document: Document): Element | undefined {
  const all = DomUtils.findAll(() => true, document.children);
  const found =
    all.find(
      ({ attribs }) =>
        /\b(?:entry-content|post-content|article-body|e-content)\b/.test(attribs.class ?? "") ||
        attribs.itemprop === "articleBody",
    ) ??
    all.find(({ name }) => name === "article") ??
    all.find(({ name, attribs }) => name === "main" || attribs.role === "main") ??
    all.find(({ name }) => name === "body") ??
    all.find(({ name }) => name === "html");
  const root = found ?? document;
  const around = DomUtils.findAll(
    ({ name }) => ["nav", "header", "footer", "aside", "head", "title", "h1"].includes(name),
    root.children,
  );
  const [heading] = around.filter(({ name }) => name === "h1");
  for (const element of around)
    if (element.name !== "h1" || element === heading) DomUtils.removeElement(element);
  return isElement(root) ? root : undefined;
}
