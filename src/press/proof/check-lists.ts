import { z } from "zod";
import { authorPath, inPaper, seriesPath, topicPath } from "../address/address.ts";
import { paths } from "../address/paths.ts";
import { topicSlug } from "../address/slug.ts";
import { error, type Fault, quoted } from "../faults/fault.ts";
import { type Paper, paperOf } from "../record/papers.ts";
import { newsReasons } from "./news-entries.ts";
import { type Entry, entriesOf } from "./page-facts.ts";
import type { ProofRecord } from "./proof-json.ts";
import { parseJson } from "./read-served.ts";
import type { Served } from "./served.ts";
import { inParallel, nameOf, readListed } from "./served-files.ts";
import type { Facts } from "./site-records.ts";

const remedy = "something changed one of them after the site was built";

/**
 * Holds every list of a site against its articles' records: what an entry says of its article, and that each article stands in the
 * archive of its paper and in the lists of its topics, its series, its authors and its section.
 *
 * @param listed the files that `SHA256SUMS` lists
 */
export async function checkLists(
  served: Served,
  listed: ReadonlyMap<string, string>,
  records: readonly ProofRecord[],
  { facts, papers }: { facts: ReadonlyMap<string, Facts>; papers: readonly Paper[] },
  faults: Fault[],
): Promise<void> {
  /** The lists that name an article, by its slug. */
  const lists = new Map<string, string[]>();
  const own = new Set(records.map(({ slug }) => `${slug}/index.html`));
  const isList = (path: string) => path.endsWith("index.html") && !own.has(path);
  await inParallel(served, [...listed.keys()].filter(isList), async (path) => {
    const data = await readListed(served, path, faults);
    for (const entry of entriesOf(data?.toString("utf8") ?? "")) {
      if (entry.published === "") continue;
      const slug = slugOfEntry(entry, path);
      const article = facts.get(slug);
      if (article) {
        lists.set(slug, [...(lists.get(slug) ?? []), path]);
        if (!belongs(article, path, papers)) {
          const reason = `the list names the article ${slug}, which by its article.json and its page is in another`;
          faults.push(error({ file: nameOf(served, path) }, reason, remedy));
        }
      }
      faults.push(...entryFaults(entry, article, fieldsOf(path), nameOf(served, path)));
    }
  });
  if (listed.has(paths.checkArticles)) await checkNames(served, facts, faults);
  if (listed.has(paths.newsSitemap)) {
    const news = await readListed(served, paths.newsSitemap, faults);
    const reasons = newsReasons(news?.toString("utf8") ?? "", (slug) => facts.get(slug));
    const place = { file: nameOf(served, paths.newsSitemap) };
    faults.push(...reasons.map((reason) => error(place, reason, remedy)));
  }
  for (const [slug, reason] of sectionReasons(facts, papers))
    faults.push(error({ file: `${served.name}${slug}/` }, reason, remedy));
  if (served.ended?.() !== undefined) return;
  for (const [slug, article] of facts) {
    for (const entry of article.more ?? []) {
      const told = facts.get(slugOfEntry(entry, `${slug}/index.html`));
      faults.push(...entryFaults(entry, told, moreFields, `${served.name}${slug}/`));
    }
    if (article.withdrawn || article.isPage) continue;
    const named = lists.get(slug) ?? [];
    for (const folder of foldersOf(article, papers)) {
      if (named.some((path) => path.startsWith(folder))) continue;
      faults.push(
        error({ file: served.name + folder }, `the list does not name the article ${slug}`, remedy),
      );
    }
  }
}

const namesShape = z.array(z.tuple([z.string(), z.string()]).rest(z.unknown()));

/** The list from which a reader of the check page chooses: each article's slug and headline. */
async function checkNames(served: Served, facts: ReadonlyMap<string, Facts>, faults: Fault[]): Promise<void> {
  const place = { file: nameOf(served, paths.checkArticles) };
  const data = await readListed(served, paths.checkArticles, faults);
  if (!data) return;
  const names = namesShape.safeParse(parseJson(data));
  if (!names.success) {
    faults.push(error(place, "this is no list of Stet's", "build the site again, and publish all of it"));
    return;
  }
  const headlines = new Map(names.data.map(([slug, headline]) => [slug, headline]));
  for (const [slug, { headline, withdrawn }] of facts) {
    const is = headlines.get(slug);
    if (is === headline || (withdrawn && is === undefined)) continue;
    const said = is === undefined ? "is not there" : `is ${quoted(is)}`;
    faults.push(
      error(place, `the headline of ${slug} ${said}, article.json says ${quoted(headline)}`, remedy),
    );
  }
}

/** The folders of the lists that an article must stand in. */
export function foldersOf(article: Facts, papers: readonly Paper[]): string[] {
  const { topics, series, authors, section } = article;
  const paper = paperOf(article, papers);
  const lists = [...topics.map(topicPath), ...(series === undefined ? [] : [seriesPath(series)])];
  const pages = [paths.archive, ...lists, ...authors.map(authorPath)];
  const folders = pages
    .map((path) => inPaper(paper, path))
    .map((path) => decodeURIComponent(path.slice(0, path.lastIndexOf("/") + 1)));
  return section === undefined ? folders : [...folders, section];
}

/** A list of the articles that have something in common. */
const listPath =
  /^(?:[a-z]{2,8}(?:-[a-z\d]{1,8})*\/)?(?:archive|(?:sections|topics|series|authors)\/[^/]+)\//;

/** Whether an article has its place in a list; in a log or on a front page every one has. */
function belongs(article: Facts, path: string, papers: readonly Paper[]): boolean {
  return !listPath.test(path) || foldersOf(article, papers).some((folder) => path.startsWith(folder));
}

/** Tells articles whose label leads to another list than that of others in their section, by what article.json calls it. */
function sectionReasons(facts: ReadonlyMap<string, Facts>, papers: readonly Paper[]): Map<string, string> {
  const folders = new Map<string, string>();
  const reasons = new Map<string, string>();
  for (const [slug, article] of facts) {
    const { sectionName, section, withdrawn, isPage } = article;
    if (withdrawn || isPage) continue;
    if ((sectionName === undefined) !== (section === undefined)) {
      const [is, should] = [section ?? "none", sectionName ?? "none"].map(quoted);
      reasons.set(slug, `the section's list is ${is}, article.json says ${should}`);
    }
    if (sectionName === undefined || section === undefined) continue;
    const key = `${paperOf(article, papers).home} ${topicSlug(sectionName)}`;
    const known = folders.get(key) ?? section;
    folders.set(key, known);
    if (known !== section)
      reasons.set(slug, `the section ${quoted(sectionName)} leads to ${section}, and elsewhere to ${known}`);
  }
  return reasons;
}

/** The slug of the article that an entry leads to. */
export function slugOfEntry({ href }: Entry, path: string): string {
  const base = `http://site/${path.split("/").map(encodeURIComponent).join("/")}`;
  if (!URL.canParse(href, base)) return "";
  // The site may lie in a folder of its server, from whose root the links of the page for lost addresses lead.
  const place = path === paths.notFound ? /\/([^/]+)\/index\.html$/ : /^\/([^/]+)\/(?:index\.html)?$/;
  return place.exec(decodeURI(new URL(href, base).pathname))?.[1] ?? "";
}

/** What an entry says of its article. */
const fields = ["headline", "standfirst", "published"] as const;

type Field = (typeof fields)[number];

/** What a page's entries say of their articles: the log of corrections has their dates, and their texts. */
export function fieldsOf(path: string): readonly Field[] {
  return `/${path}`.endsWith(`/${paths.corrections}`) ? ["headline"] : fields;
}

/** What an article's page says of those that lead on from it. */
export const moreFields: readonly Field[] = ["headline", "published"];

/** What is wrong with what an entry says of its article. */
export function entryFaults(
  entry: Entry,
  article: Facts | undefined,
  said: readonly Field[],
  file: string,
): Fault[] {
  if (!article) {
    const reason = `the list leads to ${quoted(entry.href)}, which is no article of the site`;
    return [error({ file }, reason, remedy)];
  }
  return said
    .filter((field) => entry[field] !== article[field])
    .map((field) => {
      const reason = `the ${field} in the list is ${quoted(entry[field])}, article.json says ${quoted(article[field])}`;
      return error({ file }, reason, remedy);
    });
}
