import { existsSync, readdirSync, renameSync, rmdirSync, rmSync } from "node:fs";
import { basename, dirname, join, resolve } from "node:path";
import { type BuildOptions, type Built, count, makePages } from "./build.ts";
import { PressError } from "./fault.ts";
import { withLock } from "./lock.ts";
import { type Memory, type Pages, recall, remember } from "./memory.ts";
import { makePictures } from "./pictures.ts";
import { openStaging, recover } from "./publish.ts";
import { standing, unchanged } from "./reuse.ts";
import { indexSearch } from "./search.ts";
import { loadSite, type Site } from "./site.ts";

/** A site that this process built and goes on building. */
export interface Preview {
  memory: Memory;
  pages: Pages;
  /** Every folder that the site's articles and lists have. */
  folders: ReadonlySet<string>;
}

/** What came of a refresh, and what may be done once it was shown. */
export interface Refreshed {
  built: Built;
  preview: Preview;
  /** Makes the search index and keeps the memory: nobody waits for these to see a change. */
  settle: () => Promise<void>;
}

/**
 * Brings a preview up to date: reads everything, makes what changed, and puts it into the site file by file. Only whoever writes
 * the articles looks at a preview, so it need not be whole at every moment, and ten thousand pages are left where they are.
 *
 * @param last what the last refresh of this process came to; without it, the preview is built as a whole
 * @throws PressError with every fault found; the preview is as it was then
 */
export async function refresh(options: BuildOptions, last?: Preview): Promise<Refreshed> {
  const output = resolve(options.output);
  const memory = recall(options, output, "preview", last?.memory);
  return withLock(options.output, async () => {
    await recover(output);
    const { site, drafts, faults } = await loadSite(options, true, memory);
    if (!site) throw new PressError(faults);
    const staging = await openStaging(output, [resolve(options.articles), resolve(options.metadata)]);
    const notices = await makePictures(site, staging);
    const known = last?.memory === memory ? last : undefined;
    const pages = known ? unchanged(site, memory, known.pages) : standing(site, memory, output);
    const lost = await makePages(site, pages, staging, options.onProgress);
    if (lost.length > 0) throw new PressError([...faults, ...lost]);
    const folders = foldersOf(site);
    for (const folder of last?.folders ?? foldersIn(output))
      if (!folders.has(folder)) rmSync(join(output, folder), { recursive: true, force: true });
    moveInto(output, staging);
    const built = {
      output: options.output,
      ...count(site, pages, output),
      drafts,
      faults: [...faults, ...notices],
    };
    const settle = async () => {
      await indexSearch(site, output, memory.press);
      remember(memory, pages);
    };
    return { built, preview: { memory, pages, folders }, settle };
  });
}

function foldersOf(site: Site): Set<string> {
  return new Set([
    ...site.articles.map(({ slug }) => slug),
    ...site.listings.map(({ folder }) => decodeURIComponent(folder)),
  ]);
}

/** The folders of articles and lists that another process left. */
function foldersIn(output: string): string[] {
  if (!existsSync(output)) return [];
  const articles = readdirSync(output).filter((name) => existsSync(join(output, name, "article.json")));
  return [...articles, ...["archive", "topics", "authors"].flatMap((name) => listsIn(output, name))];
}

/** The folders of lists below one folder, each with a slash at its end. */
function listsIn(output: string, name: string): string[] {
  if (!existsSync(join(output, name))) return [];
  return readdirSync(join(output, name), { recursive: true, encoding: "utf8" })
    .filter((path) => basename(path) === "index.html" && dirname(path) !== ".")
    .map((path) => `${name}/${dirname(path).replaceAll("\\", "/")}/`);
}

/** Moves a folder into the place of another one, of which it leaves what it does not have itself. */
function moveInto(to: string, from: string): void {
  if (!existsSync(to)) {
    renameSync(from, to);
    return;
  }
  for (const entry of readdirSync(from, { withFileTypes: true })) {
    const [source, target] = [join(from, entry.name), join(to, entry.name)];
    if (entry.isDirectory()) moveInto(target, source);
    else renameSync(source, target);
  }
  rmdirSync(from);
}
