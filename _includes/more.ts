import { articlePath, relativeLink } from "../src/press/address/address.ts";
import { formatDate } from "../src/press/languages/dates.ts";
import { direction, languageFor } from "../src/press/languages/index.ts";
import { dirOf } from "../src/press/page/dir.ts";
import { foreignName } from "../src/press/page/foreign.ts";
import { type Html, html } from "../src/press/page/html.ts";
import type { Leaf } from "../src/press/site/leaf.ts";
import type { Frame } from "../src/press/site/site.ts";
import { languagesOf } from "./inline.ts";

/** What to read after an article, of its topic or its section. */
export function moreElement({ article, more }: Leaf, { publication }: Frame): Html | null {
  if (!more) return null;
  const language = languageFor(article.language, publication.language);
  const base = direction(article.language);
  const { before, after } = language.moreOn;
  const foreign = foreignName(more.name, article.language, languagesOf({ publication }));
  return html`<section class="more-on"><h2>${before}<a${foreign} href="${relativeLink(more.path, 1)}">${more.name}</a>${after}</h2>
    <ul class="list">${more.articles.map(
      (story) =>
        html`<li${dirOf(story.headline, base)}><a href="${relativeLink(articlePath(story), 1)}">${story.headline}</a>
          ${" "}<small><time datetime="${story.date.iso}">${formatDate(story.date, language, publication.calendars)}</time></small></li>`,
    )}</ul></section>`;
}
