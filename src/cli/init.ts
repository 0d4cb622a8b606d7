import { existsSync, lstatSync, mkdirSync, readFileSync, writeFileSync } from "node:fs";
import { basename, dirname, join, relative, resolve, sep } from "node:path";
import { DateTime } from "luxon";
import { slugify } from "../press/address/slug.ts";
import { pressFolder } from "../press/build/places.ts";
import { isLanguageTag } from "../press/record/language-tag.ts";
import { readArguments } from "./arguments.ts";
import { publicationFiles } from "./init/files.ts";
import { tell } from "./report.ts";

const help = `
stet init FOLDER [options]

Begins a publication in FOLDER: a package.json that names this press, the metadata, a first article, a README, and a workflow that
builds, publishes and checks the site. Nothing is overwritten.

  --title TEXT    the publication's title (the folder's name)
  --language TAG  its language, a BCP 47 tag such as en or fa-AF (en)
  --help          this text
`;

/** `stet init`. */
export function run(args: readonly string[]): void {
  const problem = begin(args);
  if (problem === undefined) return;
  console.error(problem);
  process.exitCode = 2;
}

/** Writes a publication's files; returns what is wrong with the command, if anything is. */
function begin(args: readonly string[]): string | undefined {
  const { values, positionals } = readArguments(help, args, {
    title: { type: "string" },
    language: { type: "string", default: "en" },
  });
  const [folder, ...others] = positionals;
  if (folder === undefined || others.length > 0)
    return "which folder is the publication to stand in? stet init FOLDER; --help says more";
  if (!isLanguageTag(values.language))
    return `--language ${values.language} is not a language tag: write one such as en, fr-CA or fa-AF`;
  const title = values.title ?? titleOf(folder);
  if (title.trim() === "") return "--title is empty: write the publication's name";
  const files = publicationFiles({
    title,
    language: values.language,
    name: slugify(basename(resolve(folder))).replace(/[^a-z\d-]/g, "") || "publication",
    press: pressFor(resolve(folder)),
    // Like `stet new`, it writes a source, which may not change when the day does.
    day: DateTime.local().toISODate(),
  });
  const taken = Object.keys(files).filter((name) => lstatSync(join(folder, name), { throwIfNoEntry: false }));
  if (taken.length > 0) {
    const what = taken.map((name) => join(folder, name)).join(", ");
    return `there already: ${what}; nothing was written. Give another folder, or move them away`;
  }
  try {
    for (const [name, text] of Object.entries(files)) {
      mkdirSync(dirname(join(folder, name)), { recursive: true });
      writeFileSync(join(folder, name), text, { flag: "wx" });
      console.log(`wrote ${join(folder, name)}`);
    }
    console.log(`next: cd ${shellWord(folder)} && npm install && npm run build`);
  } catch (thrown) {
    tell(thrown);
  }
  return undefined;
}

/** A folder's name as a title: `the-ferry-post` is "The ferry post". */
function titleOf(folder: string): string {
  const name = basename(resolve(folder)).replace(/[-_]+/g, " ").trim();
  return name.charAt(0).toUpperCase() + name.slice(1);
}

/** How a publication's package.json names this press: as the package that it was called from does. */
function pressFor(folder: string): string {
  const own: { version: string } = readJson(join(pressFolder, "package.json")) ?? { version: "" };
  const modules = dirname(pressFolder);
  // A clone is linked to where it is.
  if (basename(modules) !== "node_modules") return `file:${pathFrom(folder, pressFolder)}`;
  const installer = dirname(modules);
  const named: Installer = readJson(join(installer, "package.json")) ?? {};
  const spec = named.dependencies?.stet ?? named.devDependencies?.stet ?? own.version;
  const file = /^file:(.*)$/s.exec(spec)?.[1];
  return file === undefined ? spec : `file:${pathFrom(folder, resolve(installer, file))}`;
}

/** What of a package.json says which press was installed. */
interface Installer {
  dependencies?: Record<string, string>;
  devDependencies?: Record<string, string>;
}

function readJson<T>(path: string): T | undefined {
  return existsSync(path) ? JSON.parse(readFileSync(path, "utf8")) : undefined;
}

function pathFrom(folder: string, path: string): string {
  return relative(folder, path).split(sep).join("/");
}

/** A path as a shell takes it. */
function shellWord(path: string): string {
  return /^[\w./-]+$/.test(path) ? path : `'${path.replaceAll("'", "'\\''")}'`;
}
