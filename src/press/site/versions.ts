import { inPaper } from "../address/address.ts";
import { paths } from "../address/paths.ts";
import type { Article } from "../record/article.ts";
import { paperIn } from "../record/papers.ts";
import type { Publication } from "../record/publication.ts";

/** Where another paper has what a page is, or else that paper's front page. */
export interface Version {
  language: string;
  /** A place of the site. */
  path: string;
}

type Papers = Pick<Publication, "papers" | "home">;

/** The front pages of the other papers. */
export function otherFronts({ papers, home }: Papers): Version[] {
  return papers
    .filter((paper) => paper.home !== home)
    .map((paper) => ({ language: paper.language, path: inPaper(paper, paths.front) }));
}

/**
 * The versions of a page that is no article's.
 *
 * @param places every page of every paper
 */
export function versionsOf(path: string, publication: Papers, places: ReadonlySet<string>): Version[] {
  const own = path.slice(publication.home.length);
  return otherFronts(publication).map(({ language, path: front }) => {
    const same = front.replace(paths.front, own);
    return { language, path: places.has(same) ? same : front };
  });
}

/** The versions of an article, or of a page such as "About": its translations on this site. */
export function articleVersions(
  { translations }: Pick<Article, "translations">,
  publication: Papers & Pick<Publication, "url">,
): Version[] {
  const { url: site, papers } = publication;
  return otherFronts(publication).map((front) => {
    const found = translations.find(
      ({ language, url }) =>
        paperIn(language, papers)?.language === front.language && url.startsWith(site) && url.endsWith("/"),
    );
    if (!found) return front;
    return { language: found.language, path: `${found.url.slice(site.length)}${paths.front}` };
  });
}
