import { paths } from "../address/paths.ts";
import { error, type Fault, quoted } from "../faults/fault.ts";
import { compareDates, parseDate } from "../record/date.ts";
import { type Paper, paperOf } from "../record/papers.ts";
import { foldersOf } from "./check-lists.ts";
import {
  type FeedEntry,
  feedEntries,
  headlineElsewhere,
  isFeed,
  sayingReasons,
  textReasons,
} from "./feed-entries.ts";
import { liveReasons, liveSlug } from "./live-files.ts";
import type { ProofRecord } from "./proof-json.ts";
import { slugOf } from "./read-served.ts";
import type { Served } from "./served.ts";
import { nameOf, readListed } from "./served-files.ts";
import type { Facts } from "./site-records.ts";

/** What a feed's entries are held against. */
export interface Articles {
  records: readonly ProofRecord[];
  facts: ReadonlyMap<string, Facts>;
  papers: readonly Paper[];
  /** The text of an article's source, if it can be had. */
  textOf: (record: ProofRecord) => Promise<string | undefined>;
}

const remedy = "something changed one of them after the site was built";

/**
 * Holds every feed of a site against its articles: what an entry says, its text, word for word, and that those of
 * a paper, of a section or of an author have their newest articles in their order, and the same ones.
 *
 * @param listed the files that `SHA256SUMS` lists
 */
export async function checkFeeds(
  served: Served,
  listed: ReadonlyMap<string, string>,
  articles: Articles,
  faults: Fault[],
): Promise<void> {
  const newest = newestOf(articles);
  const lengths = new Map<string, number>();
  for (const path of listed.keys()) {
    await checkLive(served, path, articles, faults);
    if (!isFeed(path)) continue;
    const data = await readListed(served, path, faults);
    if (!data) continue;
    const entries = feedEntries(path, data.toString("utf8"));
    const file = nameOf(served, path);
    if (!entries) {
      faults.push(
        error({ file }, "this is no feed of Stet's", "build the site again, and publish all of it"),
      );
      continue;
    }
    for (const entry of entries) faults.push(...(await entryFaults(entry, articles, file)));
    lengths.set(path, entries.length);
    const order = orderFault(entries, newest.get(folderOf(path)) ?? []);
    if (order !== undefined) faults.push(error({ file }, order, remedy));
  }
  for (const [path, length] of lengths) {
    const other = lengths.get(folderOf(path) + paths.atom);
    if (other === undefined || length === other) continue;
    const reason = `it has ${length} ${length === 1 ? "article" : "articles"}, and ${paths.atom} has ${other}`;
    faults.push(error({ file: nameOf(served, path) }, reason, remedy));
  }
}

/** Holds a feed or a page beside that of an article that is told live against the article's source. */
async function checkLive(
  served: Served,
  path: string,
  { records, facts, textOf }: Articles,
  faults: Fault[],
): Promise<void> {
  const slug = liveSlug(path);
  if (slug === undefined || !facts.get(slug)?.live) return;
  const record = records.find((each) => each.slug === slug);
  const text = record && (await textOf(record));
  const data = await readListed(served, path, faults);
  if (!data || text === undefined) return;
  for (const reason of liveReasons(path, data.toString("utf8"), text))
    faults.push(error({ file: nameOf(served, path) }, reason, remedy));
}

function folderOf(path: string): string {
  return path.slice(0, path.lastIndexOf("/") + 1);
}

async function entryFaults(
  entry: FeedEntry,
  { records, facts, textOf }: Articles,
  file: string,
): Promise<Fault[]> {
  const slug = slugOf(entry.id) ?? "";
  const article = facts.get(slug);
  const record = records.find((each) => each.slug === slug);
  if (!article || !record)
    return [error({ file }, `the entry ${quoted(entry.id)} is no article of the site`, remedy)];
  const text = await textOf(record);
  const reasons = [
    ...sayingReasons(entry, slug, article),
    ...(text === undefined
      ? []
      : textReasons(entry.content, {
          slug,
          form: record.form,
          text,
          lead: article.lead,
          warning: article.warning,
          elsewhere: headlineElsewhere(article),
        })),
  ];
  return reasons.map((reason) => error({ file }, reason, remedy));
}

/** The slugs of the articles that a feed may have, newest first, by the folder of the feed. */
function newestOf({ facts, papers }: Articles): Map<string, string[]> {
  const dated = [...facts].flatMap(([slug, article]) => {
    const date = parseDate(article.published);
    return "reason" in date || article.withdrawn || article.isPage ? [] : [{ slug, article, date }];
  });
  dated.sort((a, b) => compareDates(b.date, a.date) || (a.slug < b.slug ? -1 : 1));
  const newest = new Map<string, string[]>();
  for (const { slug, article } of dated) {
    for (const folder of new Set([paperOf(article, papers).home, ...foldersOf(article, papers)])) {
      const slugs = newest.get(folder);
      if (slugs) slugs.push(slug);
      else newest.set(folder, [slug]);
    }
  }
  return newest;
}

/** What is wrong with the articles that a feed has: they are the newest, in their order. */
function orderFault(entries: readonly FeedEntry[], newest: readonly string[]): string | undefined {
  const slugs = entries.map(({ id }) => slugOf(id));
  const at = slugs.findIndex((slug, index) => slug !== newest[index]);
  if (at === -1) return undefined;
  return `article ${at + 1} is ${slugs[at]}, and by the articles' dates it is ${newest[at] ?? "none"}`;
}
