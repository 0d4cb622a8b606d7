import { DomUtils } from "htmlparser2";
import { error, type Fault } from "../faults/fault.ts";
import { trimEndOf } from "../text/white-space.ts";
import { type Dispatch, emptyDispatch, fromDispatch } from "./agency.ts";
import { all, bare, bodyHtml, textOf } from "./agency-markup.ts";
import { plainBody } from "./agency-text.ts";
import { readNitf } from "./nitf.ts";
import { newStories } from "./stories.ts";
import type { Listed, Loss, Options, Reading } from "./story.ts";
import { child, children, type Document, type Element, isElement, lineFinder, parseHtml } from "./xml.ts";

/** The items of NewsML-G2 that are no articles. */
const otherItems = ["packageItem", "conceptItem", "knowledgeItem", "planningItem", "catalogItem"];

/**
 * News items in NITF or NewsML-G2, if a document is either.
 *
 * @param file the path for messages
 * @see https://iptc.org/std/NewsML-G2/guidelines/
 */
export function readAgencyXml(
  file: string,
  text: string,
  document: Document,
  options: Options,
): Reading | Fault | undefined {
  const root = document.children.find((node): node is Element => isElement(node));
  const name = root?.name.replace(/^.*:/, "") ?? "";
  if (name === "NewsML")
    return error({ file, line: 1 }, "this is NewsML 1", "ask the agency for NewsML-G2, NITF or ninjs");
  if (!root || !["nitf", "newsMessage", "newsItem", ...otherItems].includes(name)) return undefined;
  bare(document);
  const lineOf = lineFinder(text);
  const place = (element: Element) => ({ file, line: lineOf(element) });
  if (name === "nitf")
    return { kind: "NITF", stories: [fromDispatch(readNitf(root, place(root)), options)], losses: [] };
  const reading: Listed = { kind: "NewsML-G2", stories: newStories(), losses: [] };
  for (const item of all(document, "newsItem"))
    reading.stories.push(fromDispatch(readItem(item, emptyDispatch(place(item))), options));
  for (const other of otherItems)
    for (const item of all(document, other))
      reading.losses.push({ kind: "items that are no news items", place: place(item), what: titleOf(item) });
  return reading;
}

function titleOf(item: Element): string {
  const title = [...all(item, "headline"), ...all(item, "title"), ...all(item, "name")].map(textOf)[0];
  return [item.name, title, item.attribs.guid].filter(Boolean).join(" ");
}

function readItem(item: Element, empty: Dispatch): Dispatch {
  const contents = child(item, "contentSet");
  const dispatch = (contents && readContents(contents, empty)) ?? empty;
  dispatch.id = item.attribs.guid;
  dispatch.language = item.attribs["xml:lang"] ?? dispatch.language;
  const meta = child(item, "itemMeta");
  if (meta) readMeta(meta, dispatch);
  const content = child(item, "contentMeta");
  if (content) readContentMeta(content, dispatch);
  for (const rights of children(item, "rightsInfo"))
    for (const node of rights.children) if (isElement(node)) dispatch.rights.push(...statementsOf(node));
  for (const part of children(item, "partMeta")) dispatch.rest.push(`part: ${textOf(part)}`);
  return dispatch;
}

function statementsOf(node: Element): string[] {
  return [nameOf(node), node.attribs.href ?? ""].filter((text) => text !== "");
}

/** What an element names: by its text, its name, or its literal. */
function nameOf(element: Element | undefined): string {
  if (!element) return "";
  const own = child(element, "name");
  return (own ? textOf(own) : textOf(element)) || element.attribs.literal || "";
}

/** Fields that say how an item was sent, and nothing of what it says. */
const technical = new Set(
  "itemClass provider generator role fileName profile service signal link versionedId urgency altId rating language language catalogRef incomingFeedId isManagedBy standard dopesheet transmitId message icon memberOf".split(
    " ",
  ),
);

function readMeta(meta: Element, dispatch: Dispatch): void {
  const text = (name: string) => textOf(child(meta, name)) || undefined;
  dispatch.date = text("firstCreated") ?? dispatch.date;
  dispatch.updated = text("versionCreated");
  dispatch.embargo = text("embargoed");
  dispatch.status =
    child(meta, "pubStatus")?.attribs.qcode?.replace(/^.*:/, "") ??
    child(meta, "pubStatus")?.attribs.uri?.replace(/^.*\//, "");
  dispatch.source = nameOf(child(meta, "provider"));
  dispatch.headline ||= text("title") ?? "";
  for (const note of children(meta, "edNote")) dispatch.notes.push(textOf(note));
  tellRest(
    meta,
    new Set(["firstCreated", "versionCreated", "embargoed", "pubStatus", "edNote", "title"]),
    dispatch,
  );
}

function readContentMeta(meta: Element, dispatch: Dispatch): void {
  const text = (name: string) => textOf(child(meta, name));
  const headlines = children(meta, "headline").filter((node) => textOf(node) !== "");
  const main = headlines.find(({ attribs }) => !/sub|short/i.test(attribs.role ?? "")) ?? headlines[0];
  const sub = headlines.find((node) => node !== main && textOf(node) !== textOf(main));
  dispatch.headline = textOf(main) || dispatch.headline;
  const descriptions = children(meta, "description").filter((node) => textOf(node) !== "");
  const summary = descriptions.find(({ attribs }) =>
    /summary|abstract|lead|standfirst/i.test(attribs.role ?? ""),
  );
  const caption = descriptions.find(({ attribs }) => /caption/i.test(attribs.role ?? ""));
  const picture = dispatch.pictures[0];
  if (picture && caption) picture.caption ||= textOf(caption);
  dispatch.standfirst ||= textOf(summary) || textOf(sub);
  const used = [main, sub, summary, picture ? caption : undefined];
  const others = [...headlines, ...descriptions].filter((node) => !used.includes(node));
  dispatch.rest.push(...others.map((node) => `${node.name}: ${textOf(node)}`));
  dispatch.byline = text("by") || dispatch.byline || creatorOf(meta);
  dispatch.dateline = text("dateline") || dispatch.dateline || nameOf(child(meta, "located"));
  dispatch.date ??= text("contentCreated") || dispatch.updated;
  dispatch.updated ||= text("contentModified");
  dispatch.language = child(meta, "language")?.attribs.tag ?? dispatch.language;
  dispatch.source =
    trimEndOf(text("creditline"), /[\s–-]/) || nameOf(child(meta, "infoSource")) || dispatch.source;
  readSubjects(meta, dispatch);
  tellRest(meta, handled, dispatch);
}

const handled = new Set(
  "headline description by creator dateline located contentCreated contentModified language creditline infoSource subject keyword".split(
    " ",
  ),
);

/** Who wrote it: a person, not the agency or a system. */
function creatorOf(meta: Element): string {
  const people = children(meta, "creator").filter(
    ({ attribs }) => !/organisation|source|service/i.test(`${attribs.type ?? ""} ${attribs.role ?? ""}`),
  );
  return people
    .map((node) => textOf(child(node, "name")))
    .filter((name) => / /.test(name))
    .join(" and ");
}

function readSubjects(meta: Element, dispatch: Dispatch): void {
  const codes: string[] = [];
  for (const subject of [...children(meta, "subject"), ...children(meta, "keyword")]) {
    const name = nameIn(subject, dispatch.language) || (subject.name === "keyword" ? textOf(subject) : "");
    if (name.length > 1) dispatch.topics.push(name);
    else
      codes.push(subject.attribs.qcode ?? subject.attribs.uri ?? subject.attribs.literal ?? textOf(subject));
  }
  if (codes.length > 0) dispatch.rest.push(`subjects by their codes alone: ${codes.join(", ")}`);
}

/** A name in the item's own language, or else the first one. */
function nameIn(subject: Element, language = ""): string {
  const names = children(subject, "name");
  const own = names.find(({ attribs }) => attribs["xml:lang"]?.slice(0, 2) === language.slice(0, 2));
  return textOf(own ?? names[0]);
}

function tellRest(parent: Element, known: ReadonlySet<string>, dispatch: Dispatch): void {
  for (const node of parent.children) {
    if (!isElement(node) || known.has(node.name) || technical.has(node.name)) continue;
    const said = nameOf(node) || node.attribs.qcode || node.attribs.href || "";
    if (said !== "") dispatch.rest.push(`${node.name}: ${said}`);
  }
}

/** The text of an item, in the best of its forms, and its pictures. */
function readContents(contents: Element, empty: Dispatch): Dispatch {
  const inline = [...children(contents, "inlineXML"), ...children(contents, "inlineData")];
  const nitf = inline.flatMap((node) => children(node, "nitf"))[0];
  const dispatch = nitf ? readNitf(nitf, empty.place) : empty;
  let chosen: Element | undefined = nitf && inline.find((node) => children(node, "nitf").includes(nitf));
  for (const node of inline) {
    if (chosen) break;
    const body = bodyOf(node, dispatch);
    if (body) {
      dispatch.body = body;
      chosen = node;
    }
  }
  for (const node of inline) if (node !== chosen) dispatch.losses.push(otherForm(node, dispatch));
  addPictures(contents, dispatch);
  return dispatch;
}

function otherForm(node: Element, { place, body }: Dispatch): Loss {
  const what = [node.attribs.contenttype, node.attribs.rendition, textOf(node).slice(0, 60)]
    .filter(Boolean)
    .join(" ");
  return { kind: body ? "other forms of a text" : "contents that are no text", place, what };
}

function bodyOf(node: Element, dispatch: Dispatch): Dispatch["body"] {
  const type = node.attribs.contenttype ?? "";
  if (node.name === "inlineXML") {
    const [html] = all(node, "html");
    const [body] = html ? all(html, "body") : [];
    const root = body ?? html ?? children(node, "div")[0] ?? children(node, "body")[0];
    const [title] = html ? all(html, "title") : [];
    if (title) dispatch.headline ||= textOf(title);
    return root && textOf(root) !== "" ? { html: bodyHtml(root, dispatch), breaks: "space" } : undefined;
  }
  const coded = DomUtils.textContent(node);
  const data = /base64/i.test(node.attribs.encoding ?? "")
    ? Buffer.from(coded, "base64").toString("utf8")
    : coded;
  if (data.trim() === "" || !/^(?:text\/|application\/xhtml|$)/.test(type)) return undefined;
  // Some call HTML plain text.
  if (!/html/.test(type) && !/<(?:p|br|div)\b[^<>]*>/i.test(data)) return plainBody(data, dispatch);
  const document = parseHtml(data);
  const [body] = all(document, "body");
  return { html: bodyHtml(body ?? wrapped(document), dispatch), breaks: "space" };
}

/** A document's nodes within one element. */
function wrapped(document: Document): Element {
  const [root] = all(parseHtml("<div></div>"), "div") as [Element];
  root.children = document.children as Element["children"];
  for (const node of root.children) node.parent = root;
  return root;
}

/** Files that an item only names: of several sizes of a picture the largest. */
function addPictures(contents: Element, dispatch: Dispatch): void {
  const remote = children(contents, "remoteContent").map(({ attribs }) => attribs);
  const sizeOf = (attribs: Element["attribs"]) => Number(attribs.width ?? 0);
  const images = remote.filter((attribs) => /^image/.test(attribs.contenttype ?? ""));
  const [largest] = images.sort((a, b) => sizeOf(b) - sizeOf(a));
  if (largest?.href) dispatch.pictures.push({ url: largest.href, type: "image" });
  for (const attribs of remote)
    if (!images.includes(attribs))
      dispatch.rest.push(`${attribs.contenttype ?? "file"}: ${attribs.href ?? attribs.residref ?? ""}`);
}
