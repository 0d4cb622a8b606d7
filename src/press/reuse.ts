import { copyFileSync, linkSync, lstatSync, mkdirSync, readFileSync } from "node:fs";
import { join } from "node:path";
import type { Article } from "./article.ts";
import type { Memory, Page } from "./memory.ts";
import { digest } from "./read.ts";
import { leafOf, type Site } from "./site.ts";

/**
 * Takes over the pages that would come out as they stand on the published site: what they say is the same, and so are their
 * bytes, which were proved when they were made.
 *
 * @param output the published site
 * @param staging the folder of the new one
 * @returns the pages taken over, by slug
 */
export function reuse(site: Site, memory: Memory, output: string, staging: string): Map<string, Page> {
  const reused = new Map<string, Page>();
  for (const entry of memory.entries.values()) {
    const { article, page } = entry;
    if (
      page &&
      site.positions.has(article) &&
      page.key === pageKey(article, site) &&
      take(article, page, output, staging)
    ) {
      reused.set(article.slug, page);
    }
  }
  return reused;
}

/** The digest of all that an article's page says, its neighbours' headlines included. */
export function pageKey(article: Article, site: Site): string {
  const { newer, older, pictures } = leafOf(article, site);
  const images = [...(site.images.get(article.slug) ?? [])];
  return digest(JSON.stringify([article, brief(newer), brief(older), pictures, images]));
}

function brief(article: Article | undefined): readonly string[] {
  return article ? [article.slug, article.headline, article.language] : [];
}

/** Takes over an article's files as hard links, if they are what was proved; as copies where there are no links. */
function take(article: Article, page: Page, output: string, staging: string): boolean {
  const from = join(output, article.slug);
  const files = [
    ["index.html", page.html],
    ["article.json", page.record],
    [article.sourceName, article.sha256],
  ] as const;
  // Never through a symbolic link that somebody put into the site: its file would become a part of the new one.
  if (!lstatSync(from, { throwIfNoEntry: false })?.isDirectory()) return false;
  if (!files.every(([name]) => lstatSync(join(from, name), { throwIfNoEntry: false })?.isFile()))
    return false;
  if (!files.every(([name, proved]) => digestOf(join(from, name)) === proved)) return false;
  const to = join(staging, article.slug);
  mkdirSync(to, { recursive: true });
  for (const [name] of files) link(join(from, name), join(to, name));
  return true;
}

function digestOf(path: string): string {
  try {
    return digest(readFileSync(path));
  } catch {
    return "";
  }
}

function link(from: string, to: string): void {
  try {
    linkSync(from, to);
  } catch {
    copyFileSync(from, to);
  }
}
