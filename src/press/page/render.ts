import { mkdtempSync, rmdirSync } from "node:fs";
import { tmpdir } from "node:os";
import { join, relative } from "node:path";
import { Eleventy, type UserConfig } from "@11ty/eleventy";
import { PressError } from "../faults/fault.ts";
import type { Article } from "../record/article.ts";
import type { Leaf } from "../site/leaf.ts";
import type { Listing } from "../site/listings.ts";
import { leafOf } from "../site/neighbours.ts";
import { type Frame, frameOf, paperWith, paperWithList, type Site } from "../site/site.ts";
import { forgetPages, pageBytes } from "./page-bytes.ts";

/*
 * The one door to Eleventy. It is given virtual templates only, so that no folder's files, settings or path can touch a site.
 */

/** How many articles go through Eleventy at once: all pages of a run stay in memory until it ends, and a run has its price. */
const articlesAtOnce = 1_000;

/** How large their sources may be together, in bytes, unless one alone is larger. */
const sourcesAtOnce = 5_000_000;

/** How many pages of lists go with them: theirs are the larger ones. */
const listsAtOnce = 250;

/** A file of a site that is made once, and how. */
export interface OutputFile {
  /** Its place on the site. */
  path: string;
  render: () => string;
}

/** What makes a site's files. A template of articles or lists sees what its page's key holds, and what every page has. */
export interface Templates {
  article: (leaf: Leaf, frame: Frame) => string;
  list: (listing: Listing, frame: Frame) => string;
  /** All other files, each kind of output a function. */
  others: readonly ((site: Site) => readonly OutputFile[])[];
}

/** What needs a page of its own. */
export interface Fresh {
  articles: readonly Article[];
  listings: readonly Listing[];
}

/** A rendered page, or another file: its place in the site, and what it says. */
export interface Rendered {
  path: string;
  content: string | Buffer;
}

/**
 * Renders a site's pages.
 *
 * @param site everything, for feeds and the like
 * @param fresh what needs a page
 * @param onRun told of the pages of each run, and of the articles that are among them; the pages are good until it returns
 * @throws PressError with the faults that templates found; any other error is a template's own
 */
export async function render(
  site: Site,
  { articles, listings }: Fresh,
  templates: Templates,
  onRun: (pages: readonly Rendered[], articles: readonly Article[]) => void,
): Promise<void> {
  const batches = batchesOf(articles);
  const runs = Math.max(batches.length, Math.ceil(listings.length / listsAtOnce), 1);
  for (let index = 0; index < runs; index++) {
    const batch = batches[index] ?? [];
    const firstList = index * listsAtOnce;
    forgetPages();
    const fresh = { articles: batch, listings: listings.slice(firstList, firstList + listsAtOnce) };
    // Feeds and all other files are made once, with the first batch.
    const others = index === 0 ? templates.others : [];
    onRun(await run((config) => addTemplates(config, site, fresh, { ...templates, others })), batch);
  }
}

/** Divides articles, in their order, into what goes through Eleventy at once. */
export function batchesOf<A extends Pick<Article, "bytes">>(articles: readonly A[]): A[][] {
  const batches: A[][] = [];
  let bytes = 0;
  for (const article of articles) {
    const batch = batches.at(-1);
    bytes += article.bytes;
    if (batch && batch.length < articlesAtOnce && bytes <= sourcesAtOnce) {
      batch.push(article);
    } else {
      batches.push([article]);
      bytes = article.bytes;
    }
  }
  return batches;
}

/** Tells Eleventy all that it is to render. */
export function addTemplates(config: UserConfig, site: Site, fresh: Fresh, templates: Templates): void {
  config.setTemplateFormats(["11ty.js"]);
  config.addGlobalData("articles", fresh.articles.map(boxed));
  config.addGlobalData("listings", fresh.listings.map(boxed));
  config.addTemplate("article.11ty.js", {
    data: paginated("articles", ({ item }: Paged<Article>) => `${item.value.slug}/index.html`),
    // Bytes that come later: Eleventy would make a text again of bytes that come at once.
    render: async ({ item }: Paged<Article>) => {
      await turn();
      return pageBytes(articlePage(item.value, site, templates));
    },
  });
  config.addTemplate("list.11ty.js", {
    data: paginated(
      "listings",
      ({ item }: Paged<Listing>) => `${decodeURIComponent(item.value.folder)}index.html`,
    ),
    render: async ({ item }: Paged<Listing>) =>
      pageBytes(templates.list(item.value, frameOf(paperWithList(site, item.value)))),
  });
  for (const { path, render } of templates.others.flatMap((output) => output(site)))
    config.addTemplate(`${path.replaceAll("/", "-")}.11ty.js`, {
      data: { eleventyExcludeFromCollections: true, permalink: path },
      render,
    });
}

/** How many pages are made in a row. */
const pagesAtOnce = 16;

let pagesMade = 0;

/** Lets other work have its turn: Eleventy makes all pages in one go, and the process that makes the search index would wait. */
async function turn(): Promise<void> {
  pagesMade++;
  if (pagesMade % pagesAtOnce === 0) await new Promise(setImmediate);
}

/** What a paginated template is given of Eleventy's data. */
interface Paged<T> {
  item: { value: T };
}

/** A thing in a frozen box: Eleventy copies any other object for each of its pages, and reads it through a proxy. */
function boxed<T>(value: T): { value: T } {
  return Object.freeze({ value });
}

/** A page for each item of a list. */
function paginated<T>(data: string, permalink: (data: Paged<T>) => string): object {
  return {
    pagination: { data, size: 1, alias: "item", addAllPagesToCollections: false },
    eleventyExcludeFromCollections: true,
    permalink,
  };
}

function articlePage(article: Article, site: Site, templates: Templates): string {
  try {
    const paper = paperWith(site, article);
    return templates.article(leafOf(article, paper), frameOf(paper));
  } catch (cause) {
    // The fault is a template's; the article tells where to look. The stack stays the template's, too.
    if (cause instanceof Error && !(cause instanceof PressError))
      cause.message = `${article.file}: ${cause.message}`;
    throw cause;
  }
}

/** A folder that Eleventy writes nothing into. */
const nowhere = "site";

/** Runs Eleventy without its writing: it would look for each page's folder first, which takes as long as making it. */
async function run(add: (config: UserConfig) => void): Promise<Rendered[]> {
  // Eleventy asks for an input folder, and would read the templates in it.
  const empty = mkdtempSync(join(tmpdir(), "stet-"));
  const eleventy = new Eleventy(relative("", empty), nowhere, {
    // No settings but these, whatever lies in the current folder.
    configPath: "",
    quietMode: true,
    config: (config) => {
      // This group is made before Eleventy hears that it is to be quiet.
      config.benchmarkManager.get("Configuration").setIsVerbose(false);
      config.setUseGitIgnore(false);
      add(config);
    },
  });
  eleventy.disableLogger();
  try {
    const made = await eleventy.toJSON();
    const start = `./${nowhere}/`.length;
    return made.flatMap(({ outputPath, content }) =>
      outputPath === false ? [] : { path: outputPath.slice(start), content },
    );
  } catch (thrown) {
    throw rootOf(thrown);
  } finally {
    rmdirSync(empty);
  }
}

/** Eleventy wraps what a template throws, once for each of its own layers. */
function rootOf(thrown: unknown): unknown {
  if (!(thrown instanceof Error) || !("originalError" in thrown)) return thrown;
  return thrown.originalError instanceof Error ? rootOf(thrown.originalError) : thrown;
}
