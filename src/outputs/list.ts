import { headlines, listPage, monthName, type Step } from "../../_includes/list.ts";
import { relativeLink } from "../press/address/address.ts";
import { paths } from "../press/address/paths.ts";
import { formatDate } from "../press/languages/dates.ts";
import { languageFor } from "../press/languages/index.ts";
import type { Language } from "../press/languages/language.ts";
import { type Html, html } from "../press/page/html.ts";
import type { Listing } from "../press/site/listings.ts";
import type { Frame } from "../press/site/site.ts";

/** One page of the list of a month, a topic or an author. */
export function listingPage(listing: Listing, frame: Frame): string {
  const language = languageFor(frame.publication.language);
  const above = aboveOf(listing.kind, language);
  const title = titleOf(listing, language);
  const path = `${listing.folder}index.html`;
  const depth = path.split("/").length - 1;
  const { whole, newer, older } = listing;
  const place = whole ? language.pageOf(1, whole.pages) : spanOf(listing, language);
  const position = newer || older ? ` · ${place}` : "";
  return listPage(frame, {
    title,
    position,
    trail: [above, { name: title, path }],
    depth,
    body: html`<p>${whole ? language.articleCount(whole.total) + position : place}</p>
      ${headlines(listing.articles, frame, depth)}${turns(listing, language, depth)}`,
  });
}

/** The days from an older page's first article to its last. Counts would change with each new article, and this page does not. */
function spanOf({ articles }: Listing, language: Language): string {
  const days = [articles.at(-1), articles[0]].map(
    (article) => article && formatDate({ iso: article.date.day, day: article.date.day }, language),
  );
  return [...new Set(days)].join(" – ");
}

function aboveOf(kind: Listing["kind"], language: Language): Step {
  if (kind === "month") return { name: language.archive, path: paths.archive };
  if (kind === "topic") return { name: language.topics, path: paths.topics };
  return { name: language.authors, path: paths.authors };
}

function titleOf({ kind, name }: Listing, language: Language): string {
  return kind === "month" ? monthName(name, language) : name;
}

/** The way to the list's newer and older pages. */
function turns({ newer, older }: Listing, language: Language, depth: number): Html | null {
  if (!newer && !older) return null;
  const link = (folder: string) => relativeLink(`${folder}index.html`, depth);
  return html`<nav class="turn" aria-label="${language.pages}"><ul>
    ${newer ? html`<li><a rel="prev" href="${link(newer)}">${language.newer}</a></li>` : null}
    ${older ? html`<li><a rel="next" href="${link(older)}">${language.older}</a></li>` : null}
    </ul></nav>`;
}
