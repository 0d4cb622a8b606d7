import { join } from "node:path";
import { error, type Fault, isFault, quoted } from "../faults/fault.ts";
import { parseDate } from "../record/date.ts";
import { readArticleMetadata } from "../record/metadata.ts";
import type { ArticleMetadata } from "../record/schema.ts";
import { readMarkdown } from "../source/markdown.ts";
import { read } from "../source/utf8.ts";
import { type AddressBook, addressKey, hostOf, neighbour, nowhere, oldPaths } from "./links.ts";
import { applyMapping, type Mapping } from "./mapping.ts";
import type { Media } from "./media.ts";
import { isForeign } from "./metadata.ts";
import { type Placed, placer } from "./place-picture.ts";
import type { Loss, Options, Picture, Story } from "./story.ts";
import { toMarkdown } from "./to-markdown.ts";
import { type Groups, translationsOf } from "./translations.ts";
import { plainText } from "./visible-text.ts";
import { type Shelf, toMarkdownFile } from "./write.ts";

/** What turning stories into articles draws on. */
export interface Workshop {
  shelf: Shelf;
  options: Options;
  mapping: Mapping;
  media: Media;
  /** Where links between imported pieces lead. */
  book: AddressBook;
  /** The pieces that say the same in several languages. */
  groups: Groups;
  /** The new site's address. */
  home?: string | undefined;
  /** The aliases given in this run and before, each with the article that has it. */
  aliases: Map<string, string>;
}

/** An article that is ready to be written. */
export interface Composed {
  data: string;
  draft: boolean;
  losses: Loss[];
  /** Pictures whose files were not found. */
  pictures: Picture[];
  /** Pictures that stand in the article. */
  placed: Placed[];
}

/** What keeps a story from becoming an article, or what is lost with it. */
export interface Refused {
  faults: Fault[];
  losses: Loss[];
}

/**
 * A story as an article.
 *
 * @param name the article's name
 * @param site the old site's address
 */
export function compose(
  story: Story,
  name: string,
  site: string | undefined,
  workshop: Workshop,
): Composed | Refused {
  const refuse = (...reasons: [reason: string, remedy?: string | undefined][]): Refused => ({
    faults: reasons.map(([reason, remedy]) => refusal(story, reason, remedy)),
    losses: [],
  });
  const converted = convert(story, site, workshop);
  if (typeof converted === "string") return refuse([converted, "mend it on the old site and export again"]);
  const { markdown, difference, placed } = converted;
  const losses = [...story.losses, ...converted.losses];
  const what = titleOf(story);
  const lead = leadOf(story, workshop, placed);
  const pictures = [...story.pictures, ...converted.pictures].filter(
    ({ src }) => !placed.some((picture) => picture.src === src),
  );
  if (markdown === "") {
    const names = [...story.pictures, ...converted.pictures].map(({ src }) => src);
    return {
      faults: [],
      losses: [
        ...losses,
        { kind: "entries with no text", place: story.place, what: [what, ...names].join("; ") },
      ],
    };
  }
  if (difference) {
    const { expected, found } = difference;
    return refuse([
      `its Markdown would read ${quoted(found)} for ${quoted(expected)}`,
      "write this article by hand",
    ]);
  }
  const date = story.metadata.date ?? workshop.options.date;
  if (date === undefined) return refuse(noDate(story));
  const mapped = applyMapping(
    { ...story, headline: what, metadata: { ...story.metadata, date } },
    workshop.mapping,
  );
  const metadata = {
    ...mapped.metadata,
    headline: headlineOf(story),
    ...lead,
    ...aliasesOf(story, name, site, workshop, losses),
    ...translationsOf(story, name, workshop.groups, workshop.home),
  };
  losses.push(...mapped.losses, ...doubts(story, metadata, markdown));
  const data = toMarkdownFile(metadata, markdown);
  const faults = check(join(workshop.shelf.folder, `${name}.md`), data);
  if (faults.length > 0)
    return refuse(...faults.map(({ reason, remedy }): [string, string | undefined] => [reason, remedy]));
  return { data, draft: metadata.status === "draft", losses, pictures, placed };
}

/** How reports name a story. */
export function titleOf({ headline, name, id }: Story): string {
  return headline || name || id || "(no title)";
}

function refusal(story: Story, reason: string, remedy?: string): Fault {
  const title = story.headline || story.name || "";
  return error(story.place, title === "" ? reason : `${quoted(title)}: ${reason}`, remedy);
}

function noDate({ undated }: Story): [reason: string, remedy: string] {
  const remedy = "give one with --date YYYY-MM-DD";
  if (undated === undefined || undated.trim() === "") return ["it has no date", remedy];
  const meant = parseDate(undated.trim().replace(/ .*$/, ""));
  const hint = "reason" in meant ? /[\d-]{10} or [\d-]{10}/.exec(meant.remedy)?.[0] : undefined;
  const reason = `its date ${quoted(undated)} cannot be read`;
  return [hint ? `${reason}: it is ${hint}` : reason, remedy];
}

/** A body as Markdown, or why there is none: HTML that nests thousands deep is past every parser. */
function convert(
  story: Story,
  site: string | undefined,
  workshop: Workshop,
): (ReturnType<typeof toMarkdown> & { placed: Placed[] }) | string {
  const link = linkFor(story, site, workshop);
  try {
    const pictures = placer(workshop.shelf, workshop.media, titleOf(story));
    const converted = toMarkdown(story.html, { ...story, link, picture: pictures.place });
    if (!converted.difference || pictures.placed.length === 0)
      return { ...converted, placed: pictures.placed };
    // A caption before its picture would stand after it: then the pictures are listed, and the words stay in their order.
    return { ...toMarkdown(story.html, { ...story, link }), placed: [] };
  } catch (thrown) {
    if (thrown instanceof RangeError) return "its HTML is nested too deep";
    throw thrown;
  }
}

/** Where a link of a story leads on the new site, and what is to be told of it. */
function linkFor(
  story: Story,
  site: string | undefined,
  { book }: Workshop,
): (href: string) => { href?: string; lost?: string } {
  const home = hostOf(site ?? story.base ?? "");
  return (href) => {
    const key = addressKey(href, story.base ?? site);
    const name = key === undefined ? undefined : book.get(key);
    if (name !== undefined) return { href: neighbour(name) };
    if (href.startsWith(nowhere)) return { lost: "links that lead nowhere" };
    if (home === "" || hostOf(href) !== home) return { href };
    const isFile = /\.(?!html?$|php$|aspx?$)[a-z0-9]{2,4}$/i.test(new URL(href).pathname);
    return {
      href,
      lost: isFile
        ? "files of the old site (the links lead there still)"
        : "links to the old site that lead to nothing imported (they lead there still)",
    };
  };
}

function leadOf(story: Story, workshop: Workshop, placed: Placed[]): Pick<ArticleMetadata, "image"> {
  const lead = story.pictures.find((picture) => picture.lead);
  const pictures = lead && placer(workshop.shelf, workshop.media, titleOf(story));
  const src = pictures?.place(lead as Picture);
  if (!lead || !pictures || src === undefined) return {};
  placed.push(...pictures.placed);
  const { alt, caption, credit } = lead;
  return { image: { src: src.file, alt, ...(caption && { caption }), ...(credit && { credit }) } };
}

function aliasesOf(
  story: Story,
  name: string,
  site: string | undefined,
  { aliases }: Workshop,
  losses: Loss[],
): Pick<ArticleMetadata, "aliases"> {
  const found = oldPaths(story.addresses, site, name);
  const lose = (kind: string, what: string) => losses.push({ kind, place: story.place, what });
  for (const address of found.lost) lose("old addresses that no page can answer to", address);
  const own = found.aliases.filter((path) => {
    const other = aliases.get(path);
    if (other !== undefined && other !== name)
      lose("old addresses of two pieces", `${path}, which ${other} has`);
    return other === undefined || other === name;
  });
  for (const path of own) aliases.set(path, name);
  return own.length > 0 ? { aliases: own } : {};
}

/** What a maintainer should look at: text that is carried and may be wrong. */
function doubts(story: Story, metadata: ArticleMetadata & { headline: string }, markdown: string): Loss[] {
  const { place } = story;
  const { language, headline } = metadata;
  const what = titleOf(story);
  const found: Loss[] = [];
  if (language !== undefined && isForeign(markdown, language))
    found.push({ kind: `languages to correct (the export says ${language})`, place, what, kept: true });
  if (story.headline === "")
    found.push({ kind: "headlines (the text's first words serve)", place, what: headline, kept: true });
  const text = `${headline}\n${markdown}`;
  const odd = text.search(/Ã[\u0080-\u00bf©®¼¶¤±]|â€[\u0080-\u00bf™œ“”˜¦]|Â[\u00a0-\u00bf]/u);
  if (odd >= 0) {
    const around = /[^\n]*$/.exec(text.slice(Math.max(0, odd - 20), odd))?.[0] ?? "";
    const from = /^[^\n]*/.exec(text.slice(odd, odd + 22))?.[0] ?? "";
    found.push({
      kind: "text that seems to have been decoded wrongly",
      place,
      what: around + from,
      kept: true,
    });
  }
  return found;
}

/** Every fault that a build would find in an article's file. */
function check(shown: string, data: string): Fault[] {
  const source = read(shown, Buffer.from(data));
  if (isFault(source)) return [source];
  const parts = readMarkdown(source);
  if (isFault(parts)) return [parts];
  const metadata = readArticleMetadata(shown, parts.frontMatter?.text ?? "", parts.frontMatter?.line);
  return Array.isArray(metadata) ? metadata : [];
}

/** The longest headline that is made of a text, in characters. */
const longestHeadline = 80;

/** A story's headline, or the first words of its text. */
export function headlineOf({ headline, html }: Story): string {
  if (headline !== "") return headline;
  const blocks = html.slice(0, 5_000).split(/<\/(?:p|div|h\d|li)>|<br\s*\/?>|\n\s*\n/i);
  const text = (blocks.map(plainText).find((block) => block !== "") ?? "").replace(/^[^\p{L}\p{N}]+/u, "");
  if (text.length <= longestHeadline) return text || "Untitled";
  return `${text.slice(0, longestHeadline).replace(/\s+\S*$/, "")}…`;
}
