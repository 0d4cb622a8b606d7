import { mkdirSync, readFileSync, writeFileSync } from "node:fs";
import { dirname, join } from "node:path";
import { fileURLToPath } from "node:url";
import { type Ran, runStet } from "./press.ts";
import { temporaryFolder } from "./temporary.ts";

const project = fileURLToPath(new URL("../../", import.meta.url));

/** A font that is at hand. */
export const font = readFileSync(
  join(project, "node_modules/@fontsource/source-serif-4/files/source-serif-4-latin-400-normal.woff2"),
);

/** The files of the theme that docs/theme.md shows, by their names. */
export function documentedTheme(): Record<string, string | Buffer> {
  const page = readFileSync(join(project, "docs/theme.md"), "utf8");
  const examples = [...page.matchAll(/<!-- theme\/(\S+) -->\n```\w+\n([\s\S]*?)```\n/g)];
  return {
    ...Object.fromEntries(examples.map(([, name = "", text = ""]) => [name, text])),
    "fonts/herald.woff2": font,
  };
}

/** A publication's folder and the site that is built in it. */
export interface Publication {
  folder: string;
  output: string;
}

/** Writes a publication of two articles with a theme, in a temporary folder that goes with the tests' process. */
export function writePublication(
  theme: Readonly<Record<string, string | Buffer>>,
  metadata = "",
): Publication {
  const folder = temporaryFolder();
  const files: Record<string, string | Buffer> = {
    "metadata.yaml": `title: The Test Post\nurl: https://example.org/\nlanguage: en\n${metadata}`,
    "articles/ferry.txt": " date 2024-05-02 The boat returned.\nNobody waited at the quay.\n",
    "articles/ferry.yaml": "headline: The ferry returns\ntopics: [Harbour]\n",
    "articles/tide.txt": " date 2024-04-01 The tide went out.\n",
    "articles/tide.yaml": "headline: Low water\n",
    ...Object.fromEntries(Object.entries(theme).map(([name, text]) => [`theme/${name}`, text])),
  };
  for (const [name, content] of Object.entries(files)) {
    mkdirSync(dirname(join(folder, name)), { recursive: true });
    writeFileSync(join(folder, name), content);
  }
  return { folder, output: join(folder, "dist") };
}

/** Runs the command in a publication's folder. */
export function stet({ folder }: Publication, ...args: readonly string[]): Ran {
  return runStet(args, { cwd: folder });
}

/** The first lines of a failed build's faults, each `file:line:column: reason (remedy)`. */
export function faultsOf(publication: Publication): string[] {
  const { stderr } = stet(publication, "build");
  return stderr.split("\n").filter((line) => line.startsWith("theme") || line.startsWith("metadata.yaml"));
}
