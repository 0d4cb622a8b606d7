import { cpSync, existsSync, readdirSync, readFileSync, renameSync } from "node:fs";
import { join } from "node:path";
import { fileURLToPath } from "node:url";
import { type BuiltSite, buildSite, type SiteSources } from "./build.ts";
import { temporaryFolder } from "./temporary.ts";

const fixtures = fileURLToPath(new URL("../fixtures", import.meta.url));

/** Where the page of the tests' own article stands on its site. */
export const firstArticle = "north-quay-bridge";

/** A publication of the tests: one of a wire article, and two that have everything. */
type Fixture = "publication" | "page/en" | "page/fa";

/** The sources of a publication of the tests. */
export function sourcesOf(name: Fixture): Required<Pick<SiteSources, "articles" | "metadata">> {
  const folder = join(fixtures, name);
  return {
    articles: filesOf(join(folder, "articles")),
    metadata: readFileSync(join(folder, "metadata.yaml"), "utf8"),
  };
}

/** The files of a folder, by their names. */
export function filesOf(folder: string): Record<string, Buffer> {
  return Object.fromEntries(readdirSync(folder).map((name) => [name, readFileSync(join(folder, name))]));
}

/** A site of one wire article. */
export function firstSite(): BuiltSite {
  return shared("publication");
}

/** A site with a wire article and a Markdown article that has everything: in English (`en`) or in Persian (`fa`). */
export function sampleSite(language: "en" | "fa"): BuiltSite {
  return shared(`page/${language}`);
}

/** A site that is built once in a run, and copied for whoever asks for it. */
function shared(name: Fixture): BuiltSite {
  const room = process.env.STET_ROOM;
  if (room === undefined) return builtSite(sourcesOf(name));
  const standing = join(room, name.replace("/", "-"));
  if (!existsSync(standing)) settle(builtSite(sourcesOf(name)).folder, standing);
  const folder = temporaryFolder();
  cpSync(standing, folder, { recursive: true });
  return { status: 0, stdout: "", stderr: "", output: join(folder, "dist"), folder };
}

/** Gives a folder its name, unless another worker was first. */
function settle(from: string, to: string): void {
  try {
    renameSync(from, to);
  } catch (thrown) {
    if (!existsSync(to)) throw thrown;
  }
}

/** A site that must build without a warning. */
export function builtSite(sources: SiteSources): BuiltSite {
  const site = buildSite({ ...sources, args: ["--strict"] });
  if (site.status !== 0) throw new Error(site.stderr);
  return site;
}
