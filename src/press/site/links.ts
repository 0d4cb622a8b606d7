import { dirname, posix } from "node:path";
import { articlePath, articleUrl, relativeLink } from "../address/address.ts";
import { error, type Fault, isError, isFault, warning } from "../faults/fault.ts";
import type { Article } from "../record/article.ts";
import { isInner } from "../record/links.ts";
import type { Publication } from "../record/publication.ts";
import { readAttachment } from "../source/attachments.ts";
import type { OwnFile } from "../source/files.ts";
import type { BesideFile } from "../source/folder.ts";
import { decoded } from "../source/links.ts";
import { besideMedia } from "../source/media.ts";
import { type Destination, destinationsOf } from "./destinations.ts";
import type { Leaf } from "./leaf.ts";
import { type DeadEnd, type Names, suggester, told } from "./link-faults.ts";

/** Where the articles' links into the site lead. */
export interface Links {
  /** By slug, those that a page writes in another way than the text. */
  addresses: Map<string, Leaf["links"]>;
  /** The files that go beside articles' pages, by their paths from the site's root. */
  attachments: Map<string, BesideFile>;
  faults: Fault[];
}

/** All that links may lead to. */
export interface Reach {
  publication: Publication;
  /** Articles that have a page, and the publication's pages. */
  articles: readonly Article[];
  /** Those that are withheld: only each other sees them. */
  withheld: readonly Article[];
  /** Pictures and other files beside articles and pages. */
  beside: readonly BesideFile[];
  /** What is copied into the site as it is. */
  files: readonly OwnFile[];
}

/** What a link leads to, and how the article's page writes it. */
interface Way {
  destination: Destination;
  /** Whether nothing is known of its ids: a file, or what lies outside of the site. */
  isElsewhere?: boolean;
  /** How messages name the destination; nothing for the article itself. */
  name?: string;
  /** The address from the article's page, without its fragment; the link's own without it. */
  address?: string;
  attachment?: BesideFile;
}

/**
 * Follows every link into the site.
 *
 * @returns a fault for each that leads to no page, no heading, no file, and a warning for each file that nothing links
 */
export function followLinks(reach: Reach): Links {
  const links: Links = { addresses: new Map(), attachments: new Map(), faults: [] };
  const linked = new Set<string>();
  const { articles, withheld } = reach;
  const all = [...articles, ...withheld];
  const linking = all.filter((article) => article.links.length > 0);
  if (linking.length > 0) {
    const index = indexOf(reach, all);
    const near = suggester(index);
    for (const article of linking) followAll(article, index, near, links, linked);
  }
  // A link with a slip in its name would be told twice.
  if (!links.faults.some(isError)) links.faults.push(...unlinked(reach, all, linked));
  return links;
}

function followAll(
  article: Article,
  index: Index,
  near: ReturnType<typeof suggester>,
  { addresses, attachments, faults }: Links,
  linked: Set<string>,
): void {
  const own = new Map<string, Leaf["links"][number]>();
  for (const link of article.links) {
    const way = wayOf(link.href, article, index);
    if ("reason" in way) {
      faults.push(told(way, link, article, near));
      continue;
    }
    const { address, attachment } = way;
    const written = address === undefined ? link.href : address + hashOf(link.href);
    if (written !== link.href) own.set(link.href, [link.href, written]);
    if (attachment === undefined) continue;
    const file = readAttachment(attachment);
    if (isFault(file)) {
      faults.push(file);
      continue;
    }
    own.set(link.href, [link.href, written, file]);
    const place = `${article.slug}/${decoded(address ?? "")}`;
    const other = attachments.get(place) ?? attachment;
    if (other !== attachment) {
      const reason = `${other.shown} and ${attachment.shown} have one name, and both would go beside the page`;
      faults.push(error(link.place, reason, "rename one of them"));
    }
    linked.add(attachment.path);
    // What a withheld article links to is withheld with it.
    if (!index.withheld.has(article)) attachments.set(place, attachment);
  }
  if (own.size > 0) addresses.set(article.slug, [...own.values()]);
}

function hashOf(href: string): string {
  const start = href.indexOf("#");
  return start < 0 ? "" : href.slice(start);
}

/** What is known of a site, by the ways that links name it. */
interface Index extends Names {
  publication: Publication;
  withheld: ReadonlySet<Article>;
  images: ReadonlyMap<string, BesideFile>;
}

function indexOf({ publication, articles, withheld, beside, files }: Reach, all: readonly Article[]): Index {
  const ofKind = (wanted: BesideFile["kind"]) =>
    new Map(beside.filter(({ kind }) => kind === wanted).map((file) => [file.path.normalize("NFC"), file]));
  const destinations = destinationsOf(articles, publication);
  for (const { path } of files) destinations.set(path, noIds);
  return {
    publication,
    withheld: new Set(withheld),
    files: new Map(all.map((article) => [article.path.normalize("NFC"), article])),
    slugs: new Map(all.map((article) => [article.slug, article])),
    destinations,
    images: ofKind("image"),
    attachments: ofKind("attachment"),
  };
}

/** What a link leads to, or why it leads nowhere. */
function wayOf(href: string, article: Article, index: Index): Way | DeadEnd {
  const hash = hashOf(href);
  const address = href.slice(0, href.length - hash.length);
  const way = address === "" ? { destination: article } : placeOf(address, article, index);
  if ("reason" in way || way.isElsewhere) return way;
  const id = decoded(hash.slice(1)).replace(/:~:.*$/s, "");
  const ids = idsOf(way.destination);
  if (id === "" || id === "top" || ids.includes(id)) return way;
  return { reason: `leads to no heading of ${way.name ?? "this text"}`, id, ids };
}

/** What links can lead to on a page, what it has besides its text among it. */
function idsOf(destination: Destination): readonly string[] {
  const corrected = "corrections" in destination ? ["corrections"] : [];
  return [...destination.ids, "main", ...corrected];
}

function placeOf(address: string, article: Article, index: Index): Way | DeadEnd {
  const isFile = !/^(?:[a-z][a-z\d+.-]*:|\/)/i.test(address);
  const file = isFile ? fileOf(address, article, index) : undefined;
  if (file) return file;
  const { publication } = index;
  if (!URL.canParse(address, articleUrl(publication, article))) return nowhere(address);
  const url = new URL(address, articleUrl(publication, article));
  if (!isInner(url.href, publication.url)) return { destination: noIds, isElsewhere: true };
  const path = url.pathname.slice(new URL(publication.url).pathname.length);
  const target = pageOf(decoded(path), url.search, article, index);
  if ("reason" in target || !address.startsWith("/")) return target;
  const page = /(?:^|\/)$/.test(path) ? `${path}index.html` : path;
  return { ...target, address: relativeLink(page + url.search, 1) };
}

const noIds: Destination = { ids: [] };

function nowhere(path: string): DeadEnd {
  return { reason: "leads to no page and no file of the site", path };
}

/** What a link leads to that names a file by its way from the article's. */
function fileOf(address: string, article: Article, index: Index): Way | DeadEnd | undefined {
  const [written = "", query] = address.split("?");
  const file = posix.join(dirname(article.path), decoded(written)).normalize("NFC");
  const target = index.files.get(file);
  if (target) {
    const way = articleWay(target, article, index);
    const search = query === undefined ? "" : `?${query}`;
    return "reason" in way ? way : { ...way, address: relativeLink(articlePath(target) + search, 1) };
  }
  if (index.images.has(file)) {
    return {
      reason: "leads to a picture, which has no page",
      remedy: `show it: \`![description](${written})\``,
    };
  }
  const attachment = index.attachments.get(file);
  if (attachment === undefined) return undefined;
  const name = posix.basename(file);
  if (ownFiles.test(name)) {
    return {
      reason: "leads to a file with the name of one of the page's own",
      remedy: "give it another name",
    };
  }
  return { destination: noIds, isElsewhere: true, address: encodeURIComponent(name), attachment };
}

/** The names of what stands beside every page. */
const ownFiles = /^(?:index\.html|source\.(?:txt|md)|(?:article|ninjs)\.json|card\.png|images)$/i;

function articleWay(target: Article, from: Article, { withheld }: Index): Way | DeadEnd {
  if (!withheld.has(target) || withheld.has(from)) return { destination: target, name: target.file };
  const what = target.draft ? "a draft" : `an article of ${target.date.iso}, which is to come`;
  return { reason: `leads to ${what}: ${target.file}`, remedy: "take the link out until then" };
}

/** What stands at a path from the site's root. */
function pageOf(path: string, query: string, from: Article, index: Index): Way | DeadEnd {
  const [slug = "", ...rest] = path.normalize("NFC").split("/");
  const inside = rest.join("/");
  const target = index.slugs.get(slug);
  if (target && /^(?:index\.html)?$/.test(inside)) return articleWay(target, from, index);
  if (target && [target.sourceName, "article.json", "ninjs.json"].includes(inside)) {
    return { ...articleWay(target, from, index), isElsewhere: true };
  }
  for (const name of [`${path}${query}`, path, `${path.replace(/\/$/, "")}/index.html`.replace(/^\//, "")]) {
    const destination = index.destinations.get(name);
    if (destination) return { destination, name };
  }
  return nowhere(path);
}

/** Files beside the articles that none of them links to: somebody forgot something. */
function unlinked({ beside }: Reach, all: readonly Article[], named: ReadonlySet<string>): Fault[] {
  const linked = new Set(named);
  for (const { path, withdrawal, media } of all) {
    for (const { src } of withdrawal?.gone ?? []) linked.add(posix.join(dirname(path), src));
    for (const { src } of media) {
      linked.add(posix.join(dirname(path), src));
      linked.add(posix.join(dirname(path), besideMedia(src, ".vtt")));
    }
  }
  return beside
    .filter(({ kind, path }) => kind === "attachment" && !linked.has(path))
    .map(({ shown }) =>
      warning({ file: shown }, "no article links to this file", "link it in one, or move it away"),
    );
}
