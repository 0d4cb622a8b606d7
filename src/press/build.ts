import { readFileSync, writeFileSync } from "node:fs";
import { join, resolve } from "node:path";
import { brotliCompressSync } from "node:zlib";
import type { Article } from "./article.ts";
import { attach } from "./attachments.ts";
import { type Fault, PressError } from "./fault.ts";
import { withLock } from "./lock.ts";
import type { Progress } from "./progress.ts";
import { openStaging, publish, recover } from "./publish.ts";
import { render } from "./render.ts";
import { loadSite, type Site, type Sources } from "./site.ts";

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
  const { site, drafts, faults } = loadSite(options);
  if (!site || (options.strict && faults.some((fault) => fault.level === "warning")))
    throw new PressError(faults);
  return withLock(options.output, async () => {
    await recover(output);
    const staging = await openStaging(output, [resolve(options.articles), resolve(options.metadata)]);
    await render(site, site.articles, staging, (done) =>
      options.onProgress("pages", done, site.articles.length),
    );
    finish(site, staging, options.onProgress);
    await publish(staging, output);
    return { output: options.output, ...figures(site, output), drafts, faults };
  });
}

function finish(site: Site, staging: string, onProgress: Progress): void {
  for (const [index, article] of site.articles.entries()) {
    attach(article, site.publication, staging);
    onProgress("proof", index + 1, site.articles.length);
  }
  writeFileSync(join(staging, "proof.json"), "{}\n");
}

function figures(site: Site, output: string) {
  const longest = site.articles.reduce((a, b) => (b.bytes > a.bytes ? b : a));
  const path = `${longest.slug}/index.html`;
  return {
    articles: site.articles.length,
    words: site.articles.reduce((sum, article) => sum + article.words, 0),
    pages: site.articles.length + 2,
    largest: { path, bytes: brotliCompressSync(readFileSync(join(output, path))).length },
  };
}
