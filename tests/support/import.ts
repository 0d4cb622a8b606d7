import { existsSync, readdirSync, readFileSync, writeFileSync } from "node:fs";
import { join } from "node:path";
import { test } from "@playwright/test";
import { type Ran, runStet } from "./press.ts";
import { temporaryFolder } from "./temporary.ts";

export { project, type Ran } from "./press.ts";
export const fixtures = "tests/fixtures/import";

/** `stet import --articles FOLDER …` */
export function importInto(articles: string, files: readonly string[], env: NodeJS.ProcessEnv = {}): Ran {
  return runStet(["import", "--articles", articles, ...files], { env });
}

/** A folder's files by name, but for the ledger of imports. */
export function contents(path: string): Record<string, string> {
  if (!existsSync(path)) return {};
  const names = readdirSync(path).filter((name) => name !== ".stet-import.json");
  return Object.fromEntries(names.map((name) => [name, readFileSync(join(path, name), "utf8")]));
}

/** A folder of its own for each test. */
export function folderForEach(): () => string {
  let folder: string;
  test.beforeEach(() => {
    folder = temporaryFolder();
  });
  return () => folder;
}

/** Imports a text that is written to a file first. */
export function importText(
  folder: string,
  text: string | Buffer,
  { name = "export.xml", options = [] }: { name?: string; options?: readonly string[] } = {},
): Ran & { files: Record<string, string> } {
  const file = join(folder, name);
  writeFileSync(file, text);
  const ran = importInto(join(folder, "articles"), [...options, file]);
  return { ...ran, files: contents(join(folder, "articles")) };
}

/** A case as it came up, imported: the articles by name, and the report with the case's name for its path. */
export function importCase(
  folder: string,
  names: readonly string[],
  options: readonly string[] = [],
): Ran & { files: Record<string, string> } {
  const files = names.map((name) => `${fixtures}/cases/${name}`);
  const articles = join(folder, "articles");
  const ran = importInto(articles, [...options, ...files]);
  const short = (text: string) => text.replaceAll(`${fixtures}/cases/`, "").replaceAll(`${articles}/`, "");
  return { ...ran, stdout: short(ran.stdout), stderr: short(ran.stderr), files: contents(articles) };
}

/** The text of an article, without its metadata. */
export function bodyOf(article: string | undefined): string {
  return (article ?? "").replace(/^---\n[\s\S]*?\n---\n\n/, "");
}

/** A feed with one entry. */
export function rss(item: string): string {
  return `<?xml version="1.0"?>
<rss version="2.0" xmlns:content="http://purl.org/rss/1.0/modules/content/">
<channel><title>Wire</title><link>https://wire.example/</link><description>d</description>
<item><title>One</title><link>https://wire.example/one</link><pubDate>Sat, 02 Dec 2023 10:00:00 GMT</pubDate>${item}</item>
</channel></rss>
`;
}
