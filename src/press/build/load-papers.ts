import { readdirSync } from "node:fs";
import { basename, dirname } from "node:path";
import { type Fault, isError, warning } from "../faults/fault.ts";
import type { Article } from "../record/article.ts";
import type { Loaded } from "../record/articles.ts";
import { type Front, loadFront } from "../record/front.ts";
import { type Paper, paperFaults, paperOf, publicationIn } from "../record/papers.ts";
import type { Publication } from "../record/publication.ts";
import { frontFaults } from "../site/front.ts";
import { makeMenu } from "../site/menu.ts";
import type { OwnOfPaper } from "../site/site.ts";
import { translationFaults } from "../site/translations.ts";
import type { Place, Places } from "./places.ts";

/** What may stand on the pages of a publication's papers. */
interface Texts {
  /** The articles that have a page. */
  shown: readonly Article[];
  pages: readonly Article[];
}

/** Reads what the papers of a publication differ in, and tells what is wrong with it. The front page of the one in Urdu is `front.ur.yaml`. */
export function loadPapers(
  { front: place, metadata }: Pick<Places, "front" | "metadata">,
  publication: Publication,
  loaded: Loaded,
  { shown, pages }: Texts,
): { papers: OwnOfPaper[]; faults: Fault[] } {
  const { papers } = publication;
  const faults = [
    ...makeMenu(publication, loaded.articles, pages).faults,
    ...strayFronts(place, papers),
    ...translationFaults(loaded.articles, publication),
    ...paperFaults([...shown, ...pages], papers, metadata.shown),
  ];
  const read = papers.map((paper): OwnOfPaper => {
    const own = publicationIn(publication, paper);
    const isIn = (article: Article) => paperOf(article, papers) === paper;
    const { front, faults: told } = readFront(placeFor(paper, place), own, shown.filter(isIn), loaded);
    faults.push(...told);
    return { menu: makeMenu(own, loaded.articles.filter(isIn), pages).menu, front };
  });
  return { papers: read, faults };
}

function placeFor({ language, home }: Paper, place: Place): Place {
  const named = (path: string) => (home === "" ? path : path.replace(/\.yaml$/, `.${language}.yaml`));
  return { path: named(place.path), shown: named(place.shown) };
}

/** Reads what the publication says of a front page. Where an article is faulty, nothing is said of what is not there. */
function readFront(
  place: Place,
  publication: Publication,
  articles: readonly Article[],
  { drafts, toCome, faults }: Loaded,
): { front: Front; faults: Fault[] } {
  const front = loadFront(place, publication.language);
  if (Array.isArray(front)) return { front: {}, faults: front };
  if (faults.some(isError)) return { front, faults: [] };
  return { front, faults: frontFaults(front, { publication, articles }, [...drafts, ...toCome]) };
}

/** Tells files of front pages that no paper has. */
function strayFronts(place: Place, papers: readonly Paper[]): Fault[] {
  const known = papers.map((paper) => basename(placeFor(paper, place).path));
  return readdirSync(dirname(place.path))
    .filter((name) => /^front\.[\w-]+\.yaml$/.test(name) && !known.includes(name))
    .sort()
    .map((name) => {
      const shown = place.shown.replace(/[^/\\]*$/, name);
      return warning(
        { file: shown },
        "no paper has this front page",
        `call it ${known.join(" or ")}, or add its language to \`languages\``,
      );
    });
}
