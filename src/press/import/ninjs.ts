import type { Place } from "../faults/fault.ts";
import { fold } from "../text/white-space.ts";
import { type Dispatch, emptyDispatch, fromDispatch } from "./agency.ts";
import { plainBody, withoutNotes } from "./agency-text.ts";
import { newStories } from "./stories.ts";
import type { Listed, Options, Reading } from "./story.ts";

type Values = Readonly<Record<string, unknown>>;

/** The types of news objects that ninjs knows. */
const types = new Set(
  "text audio video picture graphic composite component event planning package".split(" "),
);

/**
 * Items in ninjs 1 to 3, if a file holds them: one item, a list of items, or an object with such a list.
 *
 * @see https://iptc.org/std/ninjs/
 */
export function readNinjs(file: string, value: unknown, options: Options): Reading | undefined {
  const items = itemsIn(value);
  if (items.length === 0 || !items.every(isItem)) return undefined;
  const reading: Listed = { kind: "ninjs", stories: newStories(), losses: [] };
  for (const item of items) reading.stories.push(fromDispatch(readItem(lowered(item), { file }), options));
  return reading;
}

function itemsIn(value: unknown): readonly Values[] {
  if (Array.isArray(value)) return value.filter(isObject);
  if (!isObject(value)) return [];
  if (isItem(value)) return [value];
  const inner = value.items ?? value.item ?? value._items ?? value.data;
  return inner === undefined ? [] : itemsIn(inner);
}

function isObject(value: unknown): value is Values {
  return typeof value === "object" && value !== null && !Array.isArray(value);
}

function isItem(value: Values): boolean {
  const keys = new Set(Object.keys(value).map((key) => key.toLowerCase()));
  const identified = ["uri", "guid", "versioncreated"].filter((key) => keys.has(key)).length;
  const isTyped = typeof value.type === "string" && types.has(value.type);
  return (
    identified > 0 &&
    (isTyped ||
      [...keys].some((key) => /^(?:body_|bodies$|headlines?$|descriptions$|associations$)/.test(key)))
  );
}

/** Version 1 writes `versioncreated`, the others `versionCreated`. */
function lowered(item: Values): Values {
  return Object.fromEntries(Object.entries(item).map(([key, value]) => [key.toLowerCase(), value]));
}

function text(value: unknown): string | undefined {
  return typeof value === "string" && value.trim() !== "" ? value : undefined;
}

function list(value: unknown): readonly Values[] {
  if (Array.isArray(value)) return value.filter(isObject);
  // Version 1 keeps associated items by name.
  return isObject(value) ? Object.values(value).filter(isObject) : [];
}

const used = new Set(
  "uri guid type headline headlines byline by located versioncreated firstcreated embargoed embargoeduntil pubstatus language subject subjects keywords description_text description_html descriptions copyrightholder copyrightnotice usageterms rightsinfo ednote source infosource infosources associations renditions bodies title".split(
    " ",
  ),
);

/** Fields that say how an item was sent, and nothing of what it says. */
const technical = new Set(
  "standard version profile representationtype urgency priority charcount wordcount readtime mimetype altids evolvedfrom service products contentcreated _id _etag _created _updated _links id contracts".split(
    " ",
  ),
);

function readItem(item: Values, place: Place): Dispatch {
  const dispatch = emptyDispatch(place);
  dispatch.id = text(item.uri) ?? text(item.guid);
  const [headline, ...headlines] = valuesOf(item, "headline", "headlines");
  dispatch.headline = headline ?? text(item.title) ?? "";
  const [standfirst, ...descriptions] = valuesOf(
    item,
    "description_text",
    "descriptions",
    "description_html",
  );
  dispatch.standfirst = standfirst && plain(standfirst);
  dispatch.rest.push(
    ...[...headlines, ...descriptions]
      .map(plain)
      .filter((other) => fold(other) !== fold(plain(standfirst ?? ""))),
  );
  const warnings = list(item.descriptions).filter(isWarning);
  dispatch.rest.push(...warnings.map(({ value }) => `content warning: ${text(value) ?? ""}`));
  dispatch.body = bodyOf(item, dispatch);
  dispatch.byline = text(item.byline) ?? text(item.by);
  dispatch.dateline = text(item.located);
  dispatch.date = text(item.firstcreated) ?? text(item.contentcreated) ?? text(item.versioncreated);
  dispatch.updated = text(item.versioncreated);
  dispatch.embargo = text(item.embargoeduntil) ?? text(item.embargoed);
  dispatch.status = text(item.pubstatus);
  dispatch.language = text(item.language);
  dispatch.source =
    list(item.infosources ?? item.infosource).map(({ name }) => text(name) ?? "")[0] || text(item.source);
  dispatch.notes.push(text(item.ednote) ?? "");
  readRights(item, dispatch);
  readSubjects(item, dispatch);
  for (const association of list(item.associations)) addAssociation(lowered(association), dispatch);
  if (item.type === "picture") addPicture(item, dispatch, "");
  for (const [key, value] of Object.entries(item))
    if (!used.has(key) && !technical.has(key) && !key.startsWith("body_") && said(value) !== "")
      dispatch.rest.push(`${key}: ${said(value)}`);
  return dispatch;
}

/** What a field says, in short. */
function said(value: unknown): string {
  if (Array.isArray(value))
    return value
      .map(said)
      .filter((part) => part !== "")
      .join("; ");
  if (isObject(value))
    return text(value.name) ?? text(value.value) ?? JSON.stringify(value).slice(0, 200).replace("{}", "");
  return value === undefined || value === null ? "" : String(value);
}

/** A text that version 1 has under one key, and the others in a list. */
function valuesOf(item: Values, single: string, several: string, other = ""): string[] {
  const listed = list(item[several]).flatMap((one) => (isWarning(one) ? [] : text(one.value)));
  return [text(item[single]), ...listed, text(item[other])].filter((value) => value !== undefined);
}

/** What Stet tells agencies of what an article may do to its readers. */
function isWarning({ role }: Values): boolean {
  return role === "content warning";
}

function plain(value: string): string {
  return value.replace(/<[^<>]*>/g, " ");
}

/** The text in the best of its forms: HTML, XHTML, plain. */
function bodyOf(item: Values, dispatch: Dispatch): Dispatch["body"] {
  const old = Object.entries(item)
    .filter(([key]) => key.startsWith("body_"))
    .map(([key, value]) => ({ type: key.slice("body_".length), value: text(value) }));
  const listed = list(item.bodies).map(({ contentType, contenttype, role, value }) => ({
    type: String(contentType ?? contenttype ?? role ?? "").toLowerCase(),
    value: text(value),
  }));
  const bodies = [...old, ...listed].filter(({ value }) => value !== undefined);
  const isMarkup = (type: string) => /html/.test(type);
  const best =
    bodies.find(({ type }) => isMarkup(type)) ??
    bodies.find(({ type }) => /text|plain|^$/.test(type)) ??
    bodies[0];
  if (best?.value === undefined) return undefined;
  for (const other of bodies)
    if (other !== best)
      dispatch.losses.push({
        kind: "other forms of a text",
        place: dispatch.place,
        what: `${dispatch.headline}: ${other.type}`,
        kept: true,
      });
  if (isMarkup(best.type) || /<p\b[^<>]*>/i.test(best.value))
    return { html: withoutNotes(best.value, dispatch), breaks: "space" };
  return plainBody(best.value, dispatch);
}

function readRights(item: Values, dispatch: Dispatch): void {
  const info = isObject(item.rightsinfo) ? item.rightsinfo : {};
  for (const value of [
    item.copyrightnotice,
    item.copyrightholder,
    item.usageterms,
    info.linkedRights,
    info.linkedrights,
    info.encodedRights,
    info.encodedrights,
  ])
    dispatch.rights.push(text(value) ?? "");
}

function readSubjects(item: Values, dispatch: Dispatch): void {
  const codes: string[] = [];
  for (const subject of list(item.subjects ?? item.subject)) {
    const name = text(subject.name) ?? text(subject.literal);
    const rel = String(subject.rel ?? "");
    if (name === undefined) codes.push(text(subject.code) ?? text(subject.uri) ?? "");
    else if (rel === "section" && dispatch.section === undefined) dispatch.section = name;
    else dispatch.topics.push(name);
  }
  if (Array.isArray(item.keywords))
    dispatch.topics.push(...item.keywords.filter((word) => typeof word === "string"));
  if (codes.length > 0) dispatch.rest.push(`subjects by their codes alone: ${codes.join(", ")}`);
}

function addAssociation(item: Values, dispatch: Dispatch): void {
  if (/^(?:picture|graphic)$/.test(String(item.type))) addPicture(item, dispatch, text(item.headline) ?? "");
  else
    dispatch.rest.push(
      `associated ${String(item.type ?? "item")}: ${text(item.headline) ?? text(item.uri) ?? text(item.guid) ?? text(item.name) ?? ""}`,
    );
}

/** Of several sizes of a picture the largest. */
function addPicture(item: Values, dispatch: Dispatch, name: string): void {
  const sizeOf = (rendition: Values) => Number(rendition.width ?? 0);
  const [largest] = [...list(item.renditions)].sort((a, b) => sizeOf(b) - sizeOf(a));
  const url = text(largest?.href) ?? text(item.uri) ?? text(item.guid);
  if (url === undefined) return;
  const described = list(item.descriptions);
  const isAlt = ({ role }: Values) => /alt/i.test(String(role ?? ""));
  const caption = text(item.description_text) ?? text(described.find((one) => !isAlt(one))?.value);
  const credit =
    text(item.byline) ??
    text(item.by) ??
    list(item.infosources).map((source) => text(source.name))[0] ??
    text(item.source);
  const alt = text(described.find(isAlt)?.value) ?? text(item.body_text) ?? name;
  dispatch.pictures.push({ url, type: "image", alt, caption: caption && plain(caption), credit });
}
