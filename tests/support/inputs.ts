import { mkdirSync, writeFileSync } from "node:fs";
import { join } from "node:path";
import { sourcesOf } from "./pages.ts";
import { temporaryFolder } from "./temporary.ts";

/** Something wrong, and every line that the build says of it. */
export interface Bad {
  what: string;
  files?: Record<string, string | Buffer>;
  /** Makes what is no file. */
  make?: (folder: string) => void;
  says: readonly string[];
}

/** What the error of an unknown key says of those of an article. */
export const articleKeys =
  "the keys are headline, standfirst, date, updated, authors, dateline, section, kind, sponsor, warning, obituary, live, contents, series, topics, language, source, image, corrections, slug, status, withdrawal, license, aliases, translations, paragraphs, parts, withhold, acknowledge";

/** Wire copy with nothing wrong. */
export const copy = " date 2023-12-02 Fish rose on Friday.\n";

/** An article whose metadata are wrong. */
export function pair(name: string, metadata: string | Buffer, text: string | Buffer = copy) {
  return { [`${name}.txt`]: text, [`${name}.yaml`]: metadata };
}

/** Markdown with front matter. */
export function front(metadata: string, text = "Fish rose.\n"): string {
  return `---\nheadline: Fish\ndate: 2023-12-02\n${metadata}---\n${text}`;
}

/** Bytes, each a character of Latin-1. */
export function bytes(text: string): Buffer {
  return Buffer.from(text, "latin1");
}

/** A publication with no articles, in the folders that the press' own repository has for one. */
export function emptyProject(): { project: string; articles: string } {
  const project = temporaryFolder();
  const articles = join(project, "src/articles");
  mkdirSync(articles, { recursive: true });
  mkdirSync(join(project, "_data"));
  writeFileSync(join(project, "_data/metadata.yaml"), sourcesOf("publication").metadata);
  return { project, articles };
}
