import { isFed } from "../../_includes/feed-entry.ts";
import { ownFeedLinks } from "../../_includes/head.ts";
import { foreignGroup, headlines, listPage, monthName, type Step } from "../../_includes/list.ts";
import { profileElement, profileJsonLd, profileStyle } from "../../_includes/profile.ts";
import { depthOf, inPaper, relativeLink } from "../press/address/address.ts";
import { paths } from "../press/address/paths.ts";
import { formatDate } from "../press/languages/dates.ts";
import { languageFor } from "../press/languages/index.ts";
import type { Language } from "../press/languages/language.ts";
import { type Html, html, scriptJson } from "../press/page/html.ts";
import { textIn } from "../press/record/sections.ts";
import type { Listing } from "../press/site/listings.ts";
import { type OwnSection, sectionOf } from "../press/site/menu.ts";
import type { Frame } from "../press/site/site.ts";

/** One page of the list of a month, a topic or an author. */
export function listingPage(listing: Listing, frame: Frame): string {
  const language = languageFor(frame.publication.language);
  const { name, path: list } = aboveOf(listing.kind, language);
  const above = { name, path: inPaper(frame.publication, list) };
  const title = titleOf(listing, language);
  const path = `${listing.folder}index.html`;
  const depth = depthOf(path);
  const { whole, newer, older, profile } = listing;
  const place = whole ? language.pageOf(1, whole.pages) : spanOf(listing, language);
  const position = newer || older ? ` · ${place}` : "";
  const section =
    listing.kind === "section" ? sectionOf({ section: listing.name }, frame.publication) : undefined;
  const fed = isFed(listing, frame.publication);
  return listPage(frame, {
    title,
    titled: foreignGroup(title, listing.articles, frame.publication),
    position,
    trail: [above, { name: title, path }],
    depth,
    head: html`${fed ? ownFeedLinks(title, language) : null}${profile ? html`<script type="application/ld+json">${scriptJson(profileJsonLd(profile, frame.publication))}</script>` : null}`,
    section,
    versions: listing.versions,
    heading: profile && {
      html: profileElement(profile, language.tag, depth),
      style: profileStyle,
    },
    body: html`${whole ? descriptionOf(section, language) : null}${whole?.total === 0 ? null : html`<p>${whole ? language.articleCount(whole.total) + position : place}</p>`}
      ${headlines(listing.articles, frame, depth)}${turns(listing, language, depth)}${fed ? feedLine(language) : null}`,
  });
}

function descriptionOf(section: OwnSection | undefined, { tag }: Language): Html | null {
  const description = section?.listed?.description;
  return description ? html`<p class="standfirst">${textIn(description, tag).text}</p>` : null;
}

/** The ways to the list's feeds, which lie beside its list. */
function feedLine({ atomFeed, jsonFeed }: Language): Html {
  return html`<p class="more"><a href="feed.xml">${atomFeed}</a> · <a href="feed.json">${jsonFeed}</a></p>`;
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
  if (kind === "section") return { name: language.sections, path: paths.sections };
  if (kind === "series") return { name: language.series, path: paths.series };
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
