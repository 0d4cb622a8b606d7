import { articleUrl } from "../address/address.ts";
import { type Fault, quoted, warning } from "../faults/fault.ts";
import type { Article } from "../record/article.ts";
import type { Publication } from "../record/publication.ts";

/**
 * Tells translations by slug that do not name the article in turn, or that are in another language than the article says: search engines
 * pass over those.
 *
 * @param articles those that readers see
 */
export function translationFaults(
  articles: readonly Article[],
  publication: Pick<Publication, "url">,
): Fault[] {
  const urlOf = (article: Article) => articleUrl(publication, article);
  const byUrl = new Map(articles.map((article) => [urlOf(article), article]));
  return articles.flatMap((article) =>
    article.links
      .filter(({ kind }) => kind === "translation")
      .flatMap(({ href, place }) => {
        const other = byUrl.get(href);
        // One that is not there is told as a link that leads nowhere.
        if (!other) return [];
        const said = article.translations.find(({ url }) => url === href)?.language ?? "";
        const named = quoted(other.slug);
        if (said.toLowerCase() !== other.language.toLowerCase()) {
          const reason = `the translation ${named} is in ${other.language}, not in ${said}`;
          return warning(place, reason, `write \`language: ${other.language}\``);
        }
        if (other.translations.some(({ url }) => url === urlOf(article))) return [];
        const answer = `{language: ${article.language}, url: ${article.slug}}`;
        return warning(
          place,
          `the translation ${named} does not name this article`,
          `add \`${answer}\` to its \`translations\``,
        );
      }),
  );
}
