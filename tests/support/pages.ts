import { readdirSync, readFileSync } from "node:fs";
import { join } from "node:path";
import { fileURLToPath } from "node:url";
import { type BuiltSite, buildSite } from "./build.ts";

const project = fileURLToPath(new URL("../../", import.meta.url));

/** Where the first article's page stands on its site. */
export const firstArticle = "taliban-afghan-missions-india";

/** The project's own site: its first article and its publication's metadata. */
export function firstSite(): BuiltSite {
  const folder = join(project, "src/articles");
  const articles = Object.fromEntries(
    [".txt", ".yaml"].map((ending) => [
      firstArticle + ending,
      readFileSync(join(folder, firstArticle + ending)),
    ]),
  );
  return built({ articles, metadata: readFileSync(join(project, "_data/metadata.yaml"), "utf8") });
}

/** A site with a wire article and a Markdown article that has everything: in English (`en`) or in Persian (`fa`). */
export function sampleSite(language: "en" | "fa"): BuiltSite {
  const folder = join(project, "tests/fixtures/page", language);
  const articles = Object.fromEntries(
    readdirSync(join(folder, "articles")).map((name) => [name, readFileSync(join(folder, "articles", name))]),
  );
  return built({ articles, metadata: readFileSync(join(folder, "metadata.yaml"), "utf8") });
}

function built(sources: Parameters<typeof buildSite>[0]): BuiltSite {
  const site = buildSite({ ...sources, args: ["--strict"] });
  if (site.status !== 0) throw new Error(site.stderr);
  return site;
}
