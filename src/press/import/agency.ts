import type { Place } from "../faults/fault.ts";
import { fold } from "../text/white-space.ts";
import { feedDate, isLater } from "./dates.ts";
import { type AttachedFile, type Body, type Entry, toStory } from "./entry.ts";
import { isWeb } from "./metadata.ts";
import type { Loss, Options, Story } from "./story.ts";

/** What every format of news agencies can say of a piece, in one form. Texts may have white space around them. */
export interface Dispatch {
  id?: string | undefined;
  place: Place;
  headline: string;
  body?: Body | undefined;
  standfirst?: string | undefined;
  /** As the agency has it: `By Jane Roe, Associated Press`. */
  byline?: string | undefined;
  dateline?: string | undefined;
  /** When it was first sent. */
  date?: string | undefined;
  /** When this version was made. */
  updated?: string | undefined;
  /** Until when it must not be published. */
  embargo?: string | undefined;
  /** `usable`, or what keeps it from being published: `canceled`, `withheld`. */
  status?: string | undefined;
  language?: string | undefined;
  section?: string | undefined;
  topics: string[];
  /** Whom it came from. */
  source?: string | undefined;
  /** Copyright notices, terms of use, addresses of licences. */
  rights: string[];
  /** Notes to the desk: they are never published. */
  notes: string[];
  pictures: AttachedFile[];
  /** What else it says, as a report names it. */
  rest: string[];
  losses: Loss[];
}

/** A dispatch with nothing in it. */
export function emptyDispatch(place: Place): Dispatch {
  return { place, headline: "", topics: [], rights: [], notes: [], pictures: [], rest: [], losses: [] };
}

/** A dispatch as a story. */
export function fromDispatch(dispatch: Dispatch, options: Options): Story {
  const { place } = dispatch;
  const headline = fold(dispatch.headline);
  const losses = [...dispatch.losses];
  const lose = (kind: string, what: string | undefined, kept = false) => {
    const text = fold(what ?? "");
    if (text !== "") losses.push({ kind, place, what: text, ...(kept && { kept }) });
  };
  const timing = timingOf(dispatch, options, lose);
  const license = dispatch.rights.map((text) => fold(text)).find(isLicence);
  for (const text of dispatch.rights)
    if (fold(text) !== license) lose("statements of rights (name a `license` yourself)", text);
  for (const note of dispatch.notes) lose("notes to the desk (never published)", note);
  for (const what of dispatch.rest) lose("fields that an article does not have", what);
  const source = named(dispatch.source);
  const entry: Entry = {
    id: named(dispatch.id),
    place,
    title: headline,
    addresses: [],
    body: dispatch.body,
    standfirst: named(dispatch.standfirst),
    ...timing,
    authors: authorsIn(dispatch, lose),
    dateline: datelineOf(dispatch, lose),
    section: named(dispatch.section),
    topics: dispatch.topics.map(fold),
    language: named(dispatch.language),
    source: source === undefined ? undefined : { name: source },
    license,
    files: dispatch.pictures,
    losses,
  };
  return toStory(entry, options);
}

type Lose = (kind: string, what: string | undefined, kept?: boolean) => void;

function named(text: string | undefined): string | undefined {
  const folded = fold(text ?? "");
  return folded === "" ? undefined : folded;
}

function isLicence(text: string): boolean {
  return isWeb(text) && /^https?:\/\/(?:creativecommons\.org\/|spdx\.org\/licenses\/)/.test(text);
}

/**
 * The dates of a dispatch. The end of an embargo is its date, for the press withholds what is dated after now. What is not usable, or
 * under an embargo without an end that can be read, is a draft.
 */
function timingOf(
  dispatch: Dispatch,
  { timezone }: Options,
  lose: Lose,
): Pick<Entry, "date" | "updated" | "draft"> {
  const { headline, status = "usable", embargo = "" } = dispatch;
  const created = named(dispatch.date) ?? named(dispatch.updated);
  const usable = /^(?:usable|embargoed|)$/i.test(status.trim());
  if (!usable)
    lose("pieces that the agency has taken back or holds (kept as drafts)", `${headline}: ${status}`, true);
  const until = feedDate(embargo, timezone);
  const open = until === undefined && (embargo.trim() !== "" || /^embargoed$/i.test(status.trim()));
  if (open) lose("embargoes without an end (kept as drafts)", `${headline}: ${embargo || status}`, true);
  const from = feedDate(created, timezone);
  const later = until !== undefined && (from === undefined || isLater(from, until));
  if (later) lose("embargoes (their end is the date of the article)", `${headline}: ${until}`, true);
  return {
    date: later ? until : created,
    updated: named(dispatch.updated),
    ...((!usable || open) && { draft: true }),
  };
}

const and = /\s+(?:and|und|et|y|e|en|og|och|ja|&|und)\s+/u;

/** The names in a byline. What stands behind them, such as an agency or an office, is told. */
function authorsIn({ byline, source }: Dispatch, lose: Lose): { name: string }[] {
  const plain = fold(byline ?? "")
    .replace(/^(?:by|von|par|por|av|af|di|door|da)\b:?\s+(?=\p{Lu})/iu, "")
    .replace(/[.,;]$/, "");
  if (plain === "") return [];
  const [before = "", ...after] = plain.split(/\s*[,/|;]\s*/u);
  // `Ann Lee, Bo Dahl and Cy Eck` are three; in `Ann Lee, Reuters` the second part is no name.
  const list = after.length > 0 && and.test(after.at(-1) ?? "") ? [before, ...after] : [before];
  const names = list.flatMap((part) => part.split(and)).map(fold);
  const people = names.filter((name) => isName(name) && name !== source);
  const others = [...names.filter((name) => !people.includes(name)), ...(list.length > 1 ? [] : after)];
  if (others.length > 0) lose("words of bylines that are no names", `${plain}: ${others.join(", ")}`);
  return people.map((name) => ({ name }));
}

/** Initials of a desk and names of agencies are nobody's name. */
function isName(text: string): boolean {
  return /\p{L}{2}/u.test(text) && !/^(?:\p{Ll}+|\p{Lu}{1,5})$/u.test(text);
}

/** Some agencies write a time where the place belongs. */
function datelineOf({ dateline }: Dispatch, lose: Lose): string | undefined {
  const text = named(dateline);
  if (text === undefined || !/\d{4}/.test(text)) return text;
  lose("fields that an article does not have", `dateline: ${text}`);
  return undefined;
}
