import { readdirSync, readFileSync, statSync } from "node:fs";
import { join, resolve } from "node:path";
import { brotliCompressSync } from "node:zlib";
import type { Article } from "./article.ts";
import { type Fault, PressError } from "./fault.ts";
import { withLock } from "./lock.ts";
import { recall, remember } from "./memory.ts";
import { makePictures } from "./pictures.ts";
import type { Progress } from "./progress.ts";
import { openStaging, publish, recover } from "./publish.ts";
import { render } from "./render.ts";
import { reuse } from "./reuse.ts";
import { indexSearch } from "./search.ts";
import { loadSite, type Site, type Sources } from "./site.ts";
import { finishArticles, finishSite } from "./stage.ts";

export interface BuildOptions extends Sources {
  /** Where the site goes. */
  output: string;
  /** Whether warnings stop the build, too. */
  strict: boolean;
  /** Whether it is built to be looked at while it is written: with drafts, and open to the dev server's script. */
  preview?: boolean;
  onProgress: Progress;
}

/** What a build did, for its summary. */
export interface Built {
  output: string;
  articles: number;
  words: number;
  pages: number;
  /** The largest page: its place in the site, and its size in bytes as it travels (brotli 11). */
  largest: { path: string; bytes: number };
  drafts: readonly Article[];
  /** Warnings and notices; an error would have stopped the build. */
  faults: readonly Fault[];
}

/**
 * Builds a site: reads everything, renders it into a folder beside the output, proves it, and only then puts it in the old
 * one's place.
 *
 * @throws PressError with every fault found; the output is as it was then
 */
export async function build(options: BuildOptions): Promise<Built> {
  return withLock(options.output, async () => {
    const { preview = false } = options;
    const output = resolve(options.output);
    await recover(output);
    const memory = recall(options, output, { preview });
    const { site, drafts, faults } = await loadSite(options, preview, memory);
    if (!site || (options.strict && faults.some(isWarning))) throw new PressError(faults);
    const staging = await openStaging(output, [resolve(options.articles), resolve(options.metadata)]);
    const notices = await makePictures(site, staging);
    const pages = reuse(site, memory, output, staging);
    const fresh = site.articles.filter((article) => !pages.has(article.slug));
    const lost: Fault[] = [];
    await render(site, fresh, staging, (batch) => {
      lost.push(...finishArticles(batch, site, staging, pages));
      options.onProgress("pages", pages.size - (site.articles.length - fresh.length), fresh.length);
    });
    lost.push(...finishSite(site, staging, pages));
    if (lost.length > 0) throw new PressError([...faults, ...lost]);
    await indexSearch(site, staging, memory.press);
    const measured = measure(site, staging);
    await publish(staging, output);
    remember(memory, pages);
    const words = site.articles.reduce((sum, article) => sum + article.words, 0);
    return {
      output: options.output,
      articles: site.articles.length,
      words,
      ...measured,
      drafts,
      faults: [...faults, ...notices],
    };
  });
}

function isWarning(fault: Fault): boolean {
  return fault.level === "warning";
}

/** Counts a site's pages and weighs the largest. */
function measure(site: Site, folder: string): Pick<Built, "pages" | "largest"> {
  const pages = [...site.articles.map(({ slug }) => `${slug}/index.html`), ...otherPages(site, folder)];
  const sizes = pages.map((path) => statSync(join(folder, path)).size);
  const size = sizes.reduce((a, b) => Math.max(a, b), 0);
  const path = pages[sizes.indexOf(size)] ?? "";
  return {
    pages: pages.length,
    largest: { path, bytes: brotliCompressSync(readFileSync(join(folder, path))).length },
  };
}

/** The pages that are no article's. */
function otherPages(site: Site, folder: string): string[] {
  const slugs = new Set(site.articles.map(({ slug }) => slug));
  return readdirSync(folder)
    .filter((name) => !slugs.has(name))
    .flatMap((name) => (name.endsWith(".html") ? [name] : pagesIn(folder, name)));
}

function pagesIn(folder: string, name: string): string[] {
  if (!statSync(join(folder, name)).isDirectory()) return [];
  const paths = readdirSync(join(folder, name), { recursive: true, encoding: "utf8" });
  return paths.filter((path) => path.endsWith(".html")).map((path) => join(name, path));
}
