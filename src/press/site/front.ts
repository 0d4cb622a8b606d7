import { inPaper, sectionPath, seriesPath, topicPath } from "../address/address.ts";
import { topicSlug } from "../address/slug.ts";
import { error, type Fault, quoted } from "../faults/fault.ts";
import { nearest } from "../faults/nearest.ts";
import type { Article } from "../record/article.ts";
import type { Front, FrontBlock, Named } from "../record/front.ts";
import { isNews, type Kind } from "../record/kinds.ts";
import type { Publication } from "../record/publication.ts";
import { sectionNamed } from "../record/sections.ts";
import { bySection } from "./listings.ts";
import { sectionOf } from "./menu.ts";

/** A block of the front page. */
export interface Block {
  /** What stands above it; a section's or a topic's own name without it. */
  title?: string | undefined;
  name?: string | undefined;
  /** The kind of its articles. */
  kind?: Kind | undefined;
  /** Its list's place on the site. */
  path?: string | undefined;
  /** The section's own colour, as #rrggbb. */
  accent?: string | undefined;
  articles: readonly Article[];
  pictures: boolean;
}

/** What stands on the front page. */
export interface FrontPlan {
  lead: Article;
  beside: readonly Article[];
  blocks: readonly Block[];
  notice?: string | undefined;
}

/** How many stories stand beside the lead, in a block, and in the last one of a publication without sections. */
const beside = 4;
const inBlock = 3;
const inLast = 16;

/** What the front page is made from. */
interface Paper {
  publication: Pick<Publication, "sections" | "sponsored" | "home" | "language">;
  /** Newest first. */
  articles: readonly Article[];
}

/** Lays out the front page. No story stands there twice, but where the publication says so. */
export function planFront({ lead, blocks, notice }: Front, paper: Paper, newest: Article): FrontPlan {
  const bySlug = new Map(paper.articles.map((article) => [article.slug, article]));
  const first = (lead && bySlug.get(lead.name)) ?? firstNews(paper) ?? newest;
  const own = blocks?.flatMap(({ articles }) => articles ?? []) ?? [];
  const taken = new Set([first, ...own.flatMap(({ name }) => bySlug.get(name) ?? [])]);
  const take = (articles: readonly Article[], count: number) => {
    const found = articles
      .filter((article) => !taken.has(article) && isNews(article, paper.publication))
      .slice(0, count);
    for (const article of found) taken.add(article);
    return found;
  };
  const next = take(paper.articles, beside);
  const made = blocks
    ? blocks.map((block) => blockOf(block, paper, bySlug, take))
    : sectionBlocks(paper, take);
  return { lead: first, beside: next, blocks: made.filter(({ articles }) => articles.length > 0), notice };
}

function firstNews({ articles, publication }: Paper): Article | undefined {
  return articles.find((article) => isNews(article, publication));
}

type Take = (articles: readonly Article[], count: number) => Article[];

/** A block for each section, and one of what is in none. */
function sectionBlocks({ publication, articles }: Paper, take: Take): Block[] {
  const blocks = bySection(articles, publication).map(({ name, articles: own }) => ({
    ...ofSection(name, publication),
    articles: take(own, inBlock),
    pictures: true,
  }));
  const others = articles.filter(({ section }) => section === undefined);
  return [...blocks, { articles: take(others, blocks.length === 0 ? inLast : inBlock), pictures: true }];
}

function blockOf(block: FrontBlock, paper: Paper, bySlug: ReadonlyMap<string, Article>, take: Take): Block {
  const { section, topic, series, kind, articles = [], title, count = inBlock, pictures } = block;
  const { publication } = paper;
  if (section) {
    const name = sectionOf({ section: section.name }, publication)?.name;
    const own = paper.articles.filter((article) => sectionOf(article, publication)?.name === name);
    return { ...ofSection(section.name, publication), title, articles: take(own, count), pictures };
  }
  const ofList = (name: string, path: string, isIn: (article: Article) => boolean) => {
    const own = paper.articles.filter(isIn);
    return { title, name, path: inPaper(publication, path), articles: take(own, count), pictures };
  };
  if (topic) return ofList(topic.name, topicPath(topic.name), ({ topics }) => hasTopic(topics, topic.name));
  if (series) return ofList(series.name, seriesPath(series.name), isPartOf(series.name));
  if (kind) {
    const own = paper.articles.filter(isOfKind(kind.name));
    return { title, kind: kind.name, articles: take(own, count), pictures };
  }
  return { title, articles: articles.flatMap(({ name }) => bySlug.get(name) ?? []), pictures };
}

function isPartOf(name: string): (article: Article) => boolean {
  const path = seriesPath(name);
  return ({ series }) => series !== undefined && seriesPath(series.name) === path;
}

function isOfKind(name: string): (article: Article) => boolean {
  return ({ kind = "news" }) => kind === name;
}

function ofSection(written: string, publication: Paper["publication"]) {
  const listed = sectionNamed(written, publication.sections);
  const name = listed?.name ?? written;
  return { name, path: inPaper(publication, sectionPath(name)), accent: listed?.accent };
}

function hasTopic(topics: readonly string[], name: string): boolean {
  return topics.some((topic) => topicSlug(topic) === topicSlug(name));
}

/**
 * Tells what `front.yaml` names and the site does not have.
 *
 * @param withheld drafts, and articles to come
 */
export function frontFaults(
  { lead, blocks = [] }: Front,
  paper: Paper,
  withheld: readonly Article[],
): Fault[] {
  const slugs = paper.articles.map(({ slug }) => slug);
  const slugFault = ({ name, place }: Named) => {
    if (slugs.includes(name)) return [];
    const held = withheld.find(({ slug }) => slug === name);
    if (held) {
      const reason = `the article ${quoted(name)} is withheld: ${held.draft ? "it is a draft" : `it is dated ${held.date.iso}`}`;
      return [error(place, reason, "name another, or publish it")];
    }
    return [
      error(
        place,
        `there is no article ${quoted(name)}`,
        remedyFor(name, slugs, "name the slug of an article"),
      ),
    ];
  };
  return [
    ...(lead ? slugFault(lead) : []),
    ...blocks.flatMap(({ section, topic, series, kind, articles = [] }) => [
      ...(section ? sectionFault(section, paper) : []),
      ...(topic ? topicFault(topic, paper) : []),
      ...(series ? seriesFault(series, paper) : []),
      ...(kind ? kindFault(kind, paper) : []),
      ...articles.flatMap(slugFault),
    ]),
  ];
}

function sectionFault({ name, place }: Named, { publication, articles }: Paper): Fault[] {
  const used = new Set(articles.flatMap(({ section }) => section ?? []));
  if (sectionNamed(name, publication.sections) || used.has(name)) return [];
  const known = [...publication.sections.flatMap(({ names }) => Object.values(names)), ...used];
  return [error(place, `there is no section ${quoted(name)}`, remedyFor(name, known, "name a section"))];
}

function topicFault({ name, place }: Named, { articles }: Paper): Fault[] {
  if (articles.some(({ topics }) => hasTopic(topics, name))) return [];
  const known = [...new Set(articles.flatMap(({ topics }) => topics))];
  return [
    error(
      place,
      `no article has the topic ${quoted(name)}`,
      remedyFor(name, known, "name a topic of an article"),
    ),
  ];
}

function seriesFault({ name, place }: Named, { articles }: Paper): Fault[] {
  if (articles.some(isPartOf(name))) return [];
  const known = [...new Set(articles.flatMap(({ series }) => series?.name ?? []))];
  const reason = `there is no series ${quoted(name)}`;
  return [error(place, reason, remedyFor(name, known, "name the series of an article"))];
}

function kindFault({ name, place }: Named, { articles }: Paper): Fault[] {
  if (articles.some(isOfKind(name))) return [];
  return [
    error(place, `no article is of the kind ${quoted(name)}`, "name another kind, or remove the block"),
  ];
}

function remedyFor(name: string, known: readonly string[], otherwise: string): string {
  const near = nearest(name, known);
  return near === undefined ? otherwise : `did you mean \`${near}\`?`;
}
