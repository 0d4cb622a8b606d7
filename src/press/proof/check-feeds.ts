import { Parser } from "htmlparser2";
import { z } from "zod";
import { paths } from "../address/paths.ts";
import { slugPath } from "../address/slug.ts";
import { error, type Fault, quoted } from "../faults/fault.ts";
import { escapeHtml } from "../page/html.ts";
import { compareDates, parseDate, toInstant } from "../record/date.ts";
import type { ProofRecord } from "./proof-json.ts";
import { compare, described } from "./prove.ts";
import { slugOf } from "./read-served.ts";
import type { Served } from "./served.ts";
import { nameOf, readListed } from "./served-files.ts";
import type { Facts } from "./site-records.ts";

/** An article in a feed. */
interface FeedEntry {
  id: string;
  title: string;
  summary: string;
  published: string;
  content: string;
}

/** What a feed's entries are held against. */
export interface Articles {
  records: readonly ProofRecord[];
  facts: ReadonlyMap<string, Facts>;
  /** The text of an article's source, if it can be had. */
  textOf: (record: ProofRecord) => Promise<string | undefined>;
}

const remedy = "something changed one of them after the site was built";

/**
 * Holds every feed of a site against its articles: what an entry says, its text, word for word, and that the site's own feeds have the
 * newest articles in their order, and the same ones.
 *
 * @param listed the files that `SHA256SUMS` lists
 */
export async function checkFeeds(
  served: Served,
  listed: ReadonlyMap<string, string>,
  articles: Articles,
  faults: Fault[],
): Promise<void> {
  const lengths = new Map<string, number>();
  for (const path of listed.keys()) {
    // Elsewhere a publication may have feeds that are none of the press'.
    if (!/^(?:sections\/[^/]+\/)?feed\.(?:xml|json)$/.test(path)) continue;
    const data = await readListed(served, path, faults);
    if (!data) continue;
    const text = data.toString("utf8");
    const entries = path.endsWith(".json") ? jsonEntries(text) : atomEntries(text);
    const file = nameOf(served, path);
    if (!entries) {
      faults.push(
        error({ file }, "this is no feed of Stet's", "build the site again, and publish all of it"),
      );
      continue;
    }
    for (const entry of entries) faults.push(...(await entryFaults(entry, articles, file)));
    if (path !== paths.atom && path !== paths.jsonFeed) continue;
    lengths.set(path, entries.length);
    const order = orderFault(entries, articles.facts);
    if (order !== undefined) faults.push(error({ file }, order, remedy));
  }
  const [atom, json] = [lengths.get(paths.atom), lengths.get(paths.jsonFeed)];
  if (atom !== undefined && json !== undefined && atom !== json) {
    const reason = `it has ${json} ${json === 1 ? "article" : "articles"}, and ${paths.atom} has ${atom}`;
    faults.push(error({ file: served.name + paths.jsonFeed }, reason, remedy));
  }
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
  const date = parseDate(article.published);
  const fields = [
    ["headline", entry.title, article.headline],
    ["standfirst", entry.summary, article.standfirst],
    ["date", entry.published, "reason" in date ? article.published : toInstant(date)],
  ] as const;
  const faults = fields
    .filter(([, is, should]) => is !== should)
    .map(([field, is, should]) => {
      const reason = `the ${field} of ${slug} is ${quoted(is)}, article.json says ${quoted(should)}`;
      return error({ file }, reason, remedy);
    });
  const text = await textOf(record);
  if (text === undefined) return faults;
  const html = `<main><article>${headlineOf(article)}<div class="e-content">${withoutLead(entry.content)}</div></article></main>`;
  const { differences } = compare({ form: record.form, text, html, base: `${slugPath(slug)}/` });
  const told = differences.slice(0, mostTold).map((difference) => {
    return error({ file }, `a word of ${slug} ${described(difference)}`, remedy);
  });
  return [...faults, ...told];
}

/** How many words of an entry are told. */
const mostTold = 5;

/** A headline that is the text's own first heading, as the article's page has it: it was compared with the entry's title. */
function headlineOf({ headline, headlineLines }: Facts): string {
  if (headlineLines === undefined) return "";
  return `<header><h1 data-lines="${escapeHtml(headlineLines)}">${escapeHtml(headline)}</h1></header>`;
}

/** A lead image stands before the text, and its caption is no part of it. */
function withoutLead(content: string): string {
  return content.replace(/^\s*<figure[\s\S]*?<\/figure>/, "");
}

/** What is wrong with the articles that a feed has: they are the newest, in their order. */
function orderFault(entries: readonly FeedEntry[], facts: ReadonlyMap<string, Facts>): string | undefined {
  const dated = [...facts].flatMap(([slug, { published, withdrawn, isPage }]) => {
    const date = parseDate(published);
    return "reason" in date || withdrawn || isPage ? [] : [{ slug, date }];
  });
  dated.sort((a, b) => compareDates(b.date, a.date) || (a.slug < b.slug ? -1 : 1));
  const slugs = entries.map(({ id }) => slugOf(id));
  const at = slugs.findIndex((slug, index) => slug !== dated[index]?.slug);
  if (at === -1) return undefined;
  return `article ${at + 1} is ${slugs[at]}, and by the articles' dates it is ${dated[at]?.slug ?? "none"}`;
}

const feedShape = z.object({
  items: z.array(
    z.object({
      id: z.string(),
      title: z.string(),
      summary: z.string().default(""),
      date_published: z.string(),
      content_html: z.string(),
    }),
  ),
});

function jsonEntries(text: string): FeedEntry[] | undefined {
  try {
    const { items } = feedShape.parse(JSON.parse(text));
    return items.map(({ id, title, summary, date_published, content_html }) => ({
      id,
      title,
      summary,
      published: date_published,
      content: content_html,
    }));
  } catch {
    return undefined;
  }
}

/** An entry's elements, by the names that Atom has for them. */
const atomNames: Readonly<Record<string, keyof FeedEntry>> = {
  id: "id",
  title: "title",
  summary: "summary",
  published: "published",
  content: "content",
};

function atomEntries(text: string): FeedEntry[] | undefined {
  const entries: FeedEntry[] = [];
  let entry: FeedEntry | undefined;
  let field: keyof FeedEntry | undefined;
  let isFeed = false;
  const parser = new Parser(
    {
      onopentag: (name) => {
        if (name === "feed") isFeed = true;
        if (name === "entry") entry = { id: "", title: "", summary: "", published: "", content: "" };
        field = atomNames[name];
      },
      ontext: (piece) => {
        if (entry && field) entry[field] += piece;
      },
      onclosetag: (name) => {
        field = undefined;
        if (name !== "entry" || !entry) return;
        entries.push(entry);
        entry = undefined;
      },
    },
    { xmlMode: true },
  );
  parser.end(text);
  return isFeed ? entries : undefined;
}
