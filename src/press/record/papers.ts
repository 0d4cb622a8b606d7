import { slugProblem } from "../address/slug.ts";
import { error, type Fault, quoted, warning } from "../faults/fault.ts";
import type { PublicationMetadata } from "./schema.ts";
import { type Localized, textIn } from "./sections.ts";
import type { Locate } from "./yaml.ts";

/** What a publication has in one language: a front page, lists and feeds of their own. */
export interface Paper {
  language: string;
  /** The paper's folder from the site's root, in address form and with a slash at its end; empty for the first. */
  home: string;
}

/** The papers of some languages, the publication's own first. */
export function papersOf(languages: readonly string[]): Paper[] {
  return languages.map((language, index) => ({
    language,
    home: index === 0 ? "" : `${language.toLowerCase()}/`,
  }));
}

/**
 * The paper that a text in a language is in: that of the language, of a broader one (`en` has `en-GB`), or of the only one of its kind
 * (`en-GB` has `en`).
 */
export function paperIn(language: string, papers: readonly Paper[]): Paper | undefined {
  const tags = papers.map((paper) => paper.language.toLowerCase());
  const [main = "", ...subtags] = language.toLowerCase().split("-");
  for (let length = subtags.length; length >= 0; length--) {
    const index = tags.indexOf([main, ...subtags.slice(0, length)].join("-"));
    if (index >= 0) return papers[index];
  }
  const [near, ...others] = papers.filter((_, index) => tags[index]?.startsWith(`${main}-`));
  return others.length > 0 ? undefined : near;
}

/** The same; what no paper is for stands in the first. */
export function paperOf({ language }: { language: string }, papers: readonly Paper[]): Paper {
  const [first = { language, home: "" }] = papers;
  return paperIn(language, papers) ?? first;
}

/** What a publication is called, and what it is, in its languages. */
interface Named extends Paper {
  title: string;
  titles: Localized;
  description?: string | undefined;
  descriptions: Localized;
}

/** A publication as one of its papers has it. */
export function publicationIn<P extends Named>(publication: P, { language, home }: Paper): P {
  const { titles, descriptions } = publication;
  const description = textIn(descriptions, language).text || undefined;
  return { ...publication, language, home, title: textIn(titles, language).text, description };
}

/** Reads in which languages a publication appears, its own first, and tells what cannot be. */
export function readLanguages(
  { language, languages }: Partial<PublicationMetadata>,
  refused: ReadonlySet<string>,
  locate: Locate,
): { languages: string[]; faults: Fault[] } {
  const [first] = languages ?? [];
  if (languages === undefined) {
    const isMissing = language === undefined && !refused.has("language") && !refused.has("languages");
    const faults = isMissing ? [error(locate(["language"]), "`language` is missing", "add it")] : [];
    return { languages: language === undefined ? [] : [language], faults };
  }
  const faults = languages.flatMap((tag, index) => {
    const earlier = languages.findIndex((other) => other.toLowerCase() === tag.toLowerCase());
    const problem =
      earlier < index ? { reason: "is named twice", remedy: "name it once" } : folderProblem(tag, index);
    return problem
      ? [error(locate(["languages", index]), `the language ${quoted(tag)} ${problem.reason}`, problem.remedy)]
      : [];
  });
  if (first === undefined)
    faults.push(error(locate(["languages"]), "`languages` names none", "name one, or remove it"));
  else if (language !== undefined && language !== first) {
    const reason = `\`language\` is ${language}, and \`languages\` begins with ${first}`;
    faults.push(error(locate(["language"]), reason, "remove it, or let the list begin with it"));
  }
  return { languages: [...languages], faults };
}

/** Why a paper cannot have a folder of its language's name. */
function folderProblem(tag: string, index: number): { reason: string; remedy: string } | undefined {
  if (index === 0 || slugProblem(tag.toLowerCase()) === undefined) return undefined;
  return {
    reason: "cannot name a folder of the site",
    remedy: "write another tag, such as one with a country",
  };
}

/** A text that has an address, and a language. */
interface Text {
  file: string;
  slug: string;
  language: string;
}

/**
 * Tells texts that have the address of a paper, languages that no paper is for, each once, and papers without a text.
 *
 * @param metadata the file that lists the languages, as messages name it
 */
export function paperFaults(texts: readonly Text[], papers: readonly Paper[], metadata: string): Fault[] {
  if (papers.length < 2) return [];
  const taken = texts
    .filter(({ slug }) => papers.some(({ home }) => home === `${slug}/`))
    .map(({ file, slug }) =>
      error({ file }, `the slug \`${slug}\` is the folder of a paper`, "give another `slug`"),
    );
  const filled = new Set(texts.map((text) => paperOf(text, papers)));
  const empty = papers
    .filter((paper) => !filled.has(paper))
    .map(({ language }) => {
      const reason = `no article is in ${language}, and the paper in it has nothing to read`;
      return warning({ file: metadata }, reason, "write one, or take the language out of `languages`");
    });
  return [...taken, ...unlisted(texts, papers), ...empty];
}

function unlisted(articles: readonly Text[], papers: readonly Paper[]): Fault[] {
  const found = new Map<string, string[]>();
  for (const { file, language } of articles) {
    const known = found.get(language);
    if (known) known.push(file);
    else if (!paperIn(language, papers)) found.set(language, [file]);
  }
  return [...found].map(([language, [file = "", ...others]]) => {
    const of = others.length === 0 ? "" : ` of ${others.length + 1} texts`;
    const reason = `the language ${language}${of} is not listed, and stands in the paper in ${papers[0]?.language}`;
    return warning({ file }, reason, "add it to `languages` in metadata.yaml, or correct it");
  });
}
