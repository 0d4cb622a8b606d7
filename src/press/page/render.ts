import { Eleventy, type UserConfig } from "@11ty/eleventy";
import type { Article } from "../record/make-article.ts";
import type { Listing } from "../site/listings.ts";
import type { Site } from "../site/site.ts";
import { forgetPages } from "./page-bytes.ts";

/** How many articles go through Eleventy at once: all pages of a run stay in memory until it ends, and a run has its price. */
const articlesAtOnce = 1_000;

/** How large their sources may be together, in bytes, unless one alone is larger. */
const sourcesAtOnce = 5_000_000;

/** How many pages of lists go with them: theirs are the larger ones. */
const listsAtOnce = 250;

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
 * @param site everything, for lists and feeds
 * @param fresh what needs a page
 * @param onRun told of the pages of each run, and of the articles that are among them; the pages are good until it returns
 * @throws PressError with the faults that templates found; any other error is a template's own
 */
export async function render(
  site: Site,
  { articles, listings }: Fresh,
  onRun: (pages: readonly Rendered[], articles: readonly Article[]) => void,
): Promise<void> {
  const batches = batchesOf(articles);
  const runs = Math.max(batches.length, Math.ceil(listings.length / listsAtOnce), 1);
  for (let index = 0; index < runs; index++) {
    const batch = batches[index] ?? [];
    const firstList = index * listsAtOnce;
    forgetPages();
    const pages = await run((eleventyConfig) => {
      eleventyConfig.addGlobalData("site", site);
      eleventyConfig.addGlobalData("articles", batch);
      eleventyConfig.addGlobalData("listings", listings.slice(firstList, firstList + listsAtOnce));
      // Feeds and all other pages are made once, with the first batch.
      if (index > 0) eleventyConfig.ignores.add("src/outputs/!(article|list).11ty.ts");
    });
    onRun(pages, batch);
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

/** A folder that Eleventy writes nothing into. */
const nowhere = "site";

/** Runs Eleventy without its writing: it would look for each page's folder first, which takes as long as making it. */
async function run(config: (eleventyConfig: UserConfig) => void): Promise<Rendered[]> {
  const eleventy = new Eleventy("src/outputs", nowhere, {
    configPath: ".eleventy.ts",
    quietMode: true,
    config: (eleventyConfig) => {
      // This group is made before Eleventy hears that it is to be quiet.
      eleventyConfig.benchmarkManager.get("Configuration").setIsVerbose(false);
      config(eleventyConfig);
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
  }
}

/** Eleventy wraps what a template throws, once for each of its own layers. */
function rootOf(thrown: unknown): unknown {
  if (!(thrown instanceof Error) || !("originalError" in thrown)) return thrown;
  return thrown.originalError instanceof Error ? rootOf(thrown.originalError) : thrown;
}
