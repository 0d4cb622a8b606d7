import { readdirSync, readFileSync, statSync } from "node:fs";
import { join, resolve } from "node:path";
import { brotliCompressSync } from "node:zlib";
import type { Article } from "./article.ts";
import { type Fault, PressError } from "./fault.ts";
import { withLock } from "./lock.ts";
import { makePictures } from "./pictures.ts";
import type { Progress } from "./progress.ts";
import { openStaging, publish, recover } from "./publish.ts";
import { render } from "./render.ts";
import { loadSite, type Sources } from "./site.ts";
import { finish } from "./stage.ts";

export interface BuildOptions extends Sources {
  /** Where the site goes. */
  output: string;
  /** Whether warnings stop the build, too. */
  strict: boolean;
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
  const output = resolve(options.output);
  const { site, drafts, faults } = await loadSite(options);
  if (!site || (options.strict && faults.some((fault) => fault.level === "warning")))
    throw new PressError(faults);
  return withLock(options.output, async () => {
    await recover(output);
    const staging = await openStaging(output, [resolve(options.articles), resolve(options.metadata)]);
    await makePictures(site, staging);
    await render(site, site.articles, staging, (done) =>
      options.onProgress("pages", done, site.articles.length),
    );
    const lost = finish(site, staging, (done) => options.onProgress("proof", done, site.articles.length));
    if (lost.length > 0) throw new PressError([...faults, ...lost]);
    const { pages, largest } = measure(staging);
    await publish(staging, output);
    const words = site.articles.reduce((sum, article) => sum + article.words, 0);
    return { output: options.output, articles: site.articles.length, words, pages, largest, drafts, faults };
  });
}

/** Counts a site's pages and weighs the largest. */
function measure(folder: string): Pick<Built, "pages" | "largest"> {
  const pages = readdirSync(folder, { recursive: true, encoding: "utf8" }).filter((path) =>
    path.endsWith(".html"),
  );
  const sizes = pages.map((path) => statSync(join(folder, path)).size);
  const path = pages[sizes.indexOf(Math.max(...sizes))] ?? "";
  return {
    pages: pages.length,
    largest: { path, bytes: brotliCompressSync(readFileSync(join(folder, path))).length },
  };
}
