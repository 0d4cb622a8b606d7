import { Parser } from "htmlparser2";
import { z } from "zod";
import { slugPath } from "../address/slug.ts";
import { quoted } from "../faults/fault.ts";
import { escapeHtml } from "../page/html.ts";
import { parseDate, toInstant } from "../record/date.ts";
import type { LinePart } from "../source/line-parts.ts";
import type { ProofRecord } from "./proof-json.ts";
import { compare, described } from "./prove.ts";
import type { Facts } from "./site-records.ts";

/** An article in a feed. */
export interface FeedEntry {
  id: string;
  title: string;
  summary: string;
  published: string;
  content: string;
}

/** A feed of a paper, which may lie in the folder of its language, or of one of its lists. */
const ownFeed =
  /^(?:[a-z]{2,8}(?:-[a-z\d]{1,8})*\/)?(?:(?:sections|topics|authors)\/[^/]+\/)?feed\.(?:xml|json)$/;

/** Whether a file of a site is a feed of the press': elsewhere a publication may have feeds of its own. */
export function isFeed(path: string): boolean {
  return ownFeed.test(path);
}

/** The articles that a feed of Stet's has; nothing of what is none. */
export function feedEntries(path: string, text: string): FeedEntry[] | undefined {
  return path.endsWith(".json") ? jsonEntries(text) : atomEntries(text);
}

/** What is wrong with what an entry says of its article besides its text. */
export function sayingReasons(entry: FeedEntry, slug: string, facts: Facts): string[] {
  const date = parseDate(facts.published);
  const fields = [
    ["headline", entry.title, facts.headline],
    ["standfirst", entry.summary, facts.standfirst],
    ["date", entry.published, "reason" in date ? facts.published : toInstant(date)],
  ] as const;
  return fields
    .filter(([, is, should]) => is !== should)
    .map(([field, is, should]) => {
      return `the ${field} of ${slug} is ${quoted(is)}, article.json says ${quoted(should)}`;
    });
}

/** An article as an entry's text is held against it. */
interface Told {
  slug: string;
  form: ProofRecord["form"];
  /** The text of its source. */
  text: string;
  /** Whether a lead image stands before the text. */
  lead: boolean;
  /** What readers are told before the text. */
  warning?: string | undefined;
  /** What of it stands elsewhere, and is compared by itself. */
  elsewhere: readonly LinePart[];
}

/** How many words of one text are told. */
const mostTold = 5;

/** What is wrong with an article's body where it stands away from its page: its words, one by one. */
export function textReasons(
  content: string,
  { slug, form, text, lead: hasLead, warning, elsewhere }: Told,
): string[] {
  const told = warning === undefined ? "" : warned(content, warning);
  if (told === undefined) return [`the warning of ${slug} does not stand before its text`];
  const { lead, byline, body } = divided(content.slice(told.length), hasLead);
  const html = `<main><article>${elsewhere.map(placed).join("")}<header>${byline}</header>${lead}<div class="e-content">${body}</div></article></main>`;
  const { differences } = compare({ form, text, html, base: `${slugPath(slug)}/` });
  return differences.slice(0, mostTold).map((difference) => `a word of ${slug} ${described(difference)}`);
}

/** The line that begins an article's text with its warning, if it is there. */
function warned(content: string, warning: string): string | undefined {
  const [line] = /^<p class="warning">[\s\S]*?<\/p>/.exec(content) ?? [];
  return line?.includes(`>${escapeHtml(warning)}</span>`) ? line : undefined;
}

/** A headline, a byline or a caption as the article's page has it. */
function placed({ kind, lines, text }: LinePart): string {
  const own = ` data-lines="${escapeHtml(lines)}">${escapeHtml(text)}`;
  if (kind === "caption") return `<figure><figcaption><span${own}</span></figcaption></figure>`;
  return kind === "headline" ? `<header><h1${own}</h1></header>` : `<header><p${own}</p></header>`;
}

/** A headline that stands in the source's own lines: feeds say it outside their text. */
export function headlineElsewhere({ headline, headlineLines }: Facts): LinePart[] {
  return headlineLines === undefined ? [] : [{ kind: "headline", lines: headlineLines, text: headline }];
}

/** A lead image and the source's own byline stand before the text, which may itself begin with a picture. */
function divided(content: string, hasLead: boolean): { lead: string; byline: string; body: string } {
  const lead = (hasLead && /^\s*<figure[\s\S]*?<\/figure>/.exec(content)?.[0]) || "";
  const rest = content.slice(lead.length);
  const byline = /^<p class="by byline"[\s\S]*?<\/p>/.exec(rest)?.[0] ?? "";
  return { lead, byline, body: rest.slice(byline.length) };
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
