import { latest, portable, xmlDocument } from "../../_includes/feed-entry.ts";
import { isRefreshed } from "../../_includes/live.ts";
import { articleUrl, entryUrl } from "../press/address/address.ts";
import { live as files } from "../press/address/paths.ts";
import { languageFor } from "../press/languages/index.ts";
import { html } from "../press/page/html.ts";
import type { OutputFile } from "../press/page/render.ts";
import { typeset } from "../press/page/typeset.ts";
import type { Article } from "../press/record/article.ts";
import { type CivilDate, compareDates, toInstant } from "../press/record/date.ts";
import type { LiveEntry } from "../press/record/live.ts";
import { leafOf } from "../press/site/neighbours.ts";
import { frameOf, type PaperSite } from "../press/site/site.ts";
import { articlePage } from "./article.ts";

/** Beside the page of an article that is told live: a feed of its entries, and the page that loads itself again. */
export function live(site: PaperSite): OutputFile[] {
  return site.articles.flatMap((article) => {
    const entries = article.live?.entries;
    if (!entries) return [];
    const leaf = leafOf(article, site);
    const feed = { path: `${article.slug}/${files.feed}`, render: () => liveFeed(article, entries, site) };
    const again = () => articlePage({ ...leaf, refreshing: true }, frameOf(site));
    return isRefreshed(leaf) ? [feed, { path: `${article.slug}/${files.page}`, render: again }] : [feed];
  });
}

/**
 * The entries of a live article, the newest first, as Atom. An entry's id is the address that leads to it.
 *
 * @see https://www.rfc-editor.org/rfc/rfc4287
 */
function liveFeed(article: Article, entries: readonly LiveEntry[], site: PaperSite): string {
  const { publication } = site;
  const { publisher } = publication;
  const url = articleUrl(publication, article);
  const bodies = bodiesOf(
    typeset(leafOf(article, site), languageFor(article.language, publication.language), url).html,
    entries,
  );
  const newestFirst = [...entries].sort((a, b) => compareDates(b.date, a.date));
  const feed = html`<feed xmlns="http://www.w3.org/2005/Atom" xml:lang="${article.language}">
    <id>${url}</id>
    <title>${article.headline}</title>
    <updated>${latest([article.modified])}</updated>
    <author><name>${publisher.name}</name></author>
    <link rel="self" type="application/atom+xml" href="${url}${files.feed}"/>
    <link rel="alternate" type="text/html" href="${url}"/>
    <generator>Stet</generator>
    ${newestFirst.map(({ id, date, title }) => {
      const own = entryUrl(url, id);
      return html`
    <entry>
    <id>${own}</id>
    <title>${title}</title>
    ${moments(date)}
    <link rel="alternate" type="text/html" href="${own}"/>
    <content type="html">${portable(bodies.get(id) ?? "", url)}</content>
    </entry>`;
    })}
    </feed>`;
  return xmlDocument(feed);
}

function moments(date: CivilDate) {
  return html`<published>${toInstant(date)}</published><updated>${toInstant(date)}</updated>`;
}

/** What stands below the headings of entries, by their ids, up to the next entry or the notes. */
function bodiesOf(body: string, entries: readonly LiveEntry[]): Map<string, string> {
  const ids = new Set(entries.map(({ id }) => id));
  const [text = ""] = body.split('<hr class="footnotes-sep">');
  const starts = [...text.matchAll(/<h[1-6] id="([^"]*)"/g)].filter(([, id = ""]) => ids.has(id));
  return new Map(
    starts.map(({ 1: id = "", index }, number) => {
      const piece = text.slice(index, starts[number + 1]?.index);
      return [id, piece.slice(piece.indexOf("</h") + "</h2>".length)];
    }),
  );
}
