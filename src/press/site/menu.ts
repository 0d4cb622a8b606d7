import { articlePath, articleUrl, inPaper, sectionPath } from "../address/address.ts";
import { error, type Fault, quoted } from "../faults/fault.ts";
import { nearest } from "../faults/nearest.ts";
import type { Article } from "../record/article.ts";
import { paperIn } from "../record/papers.ts";
import type { Publication } from "../record/publication.ts";
import { type Localized, type Section, sectionNamed } from "../record/sections.ts";

/** What leads from the head of every page to somewhere. */
export interface MenuEntry {
  titles: Localized;
  /** A place of the site. */
  path?: string | undefined;
  /** An address elsewhere. */
  url?: string | undefined;
}

/** A section that articles are in, whether the publication lists it or not. */
export interface OwnSection {
  /** Its name, from which its address is made. */
  name: string;
  path: string;
  listed?: Section | undefined;
}

/** The section that an article is in. */
export function sectionOf(
  { section: name }: Pick<Article, "section">,
  { sections, home }: Pick<Publication, "sections" | "home">,
): OwnSection | undefined {
  if (name === undefined) return undefined;
  const listed = sectionNamed(name, sections);
  const own = listed?.name ?? name;
  return { name: own, path: inPaper({ home }, sectionPath(own)), listed };
}

/**
 * Finds what the menu of a paper leads to, and tells what is not there.
 *
 * @param articles those that have lists
 */
export function makeMenu(
  publication: Publication,
  articles: readonly Article[],
  pages: readonly Article[],
): { menu: MenuEntry[]; faults: Fault[] } {
  const { menu, sections, language } = publication;
  const faults: Fault[] = [];
  const used = new Set(articles.flatMap(({ section }) => section ?? []));
  const entries = menu.flatMap(({ named, address, place }): MenuEntry | MenuEntry[] => {
    if (address) return address;
    const name = named ?? "";
    const section = sectionNamed(name, sections);
    if (section) return { titles: section.names, path: inPaper(publication, sectionPath(section.name)) };
    const page = pageIn(publication, name, pages);
    if (page) return { titles: { [page.language]: page.headline }, path: articlePath(page) };
    if (used.has(name))
      return { titles: { [language]: name }, path: inPaper(publication, sectionPath(name)) };
    const known = [
      ...sections.flatMap(({ names }) => Object.values(names)),
      ...used,
      ...pages.map(({ slug }) => slug),
    ];
    const near = nearest(name, known);
    const remedy = near === undefined ? "name a section, or the slug of a page" : `did you mean \`${near}\`?`;
    faults.push(error(place, `there is neither a section nor a page ${quoted(name)}`, remedy));
    return [];
  });
  return { menu: entries, faults };
}

/** A publication in one of its papers: its policies are the pages in the paper's language, where there are such. */
export function withPolicies(publication: Publication, pages: readonly Article[]): Publication {
  const policyPages = publication.policyPages.map((named) => ({
    ...named,
    slug: pageIn(publication, named.slug, pages)?.slug ?? named.slug,
  }));
  const own = policyPages.map((named) => [named.policy, articleUrl(publication, named)]);
  return { ...publication, policyPages, policies: { ...publication.policies, ...Object.fromEntries(own) } };
}

/** A page of the publication by its slug; in a paper, that page in its language where there is one. */
function pageIn(publication: Publication, name: string, pages: readonly Article[]): Article | undefined {
  const named = pages.find(({ slug }) => slug === name);
  const { url } =
    named?.translations.find(
      ({ language }) => paperIn(language, publication.papers)?.home === publication.home,
    ) ?? {};
  return pages.find((page) => articleUrl(publication, page) === url) ?? named;
}
