import { execFileSync } from "node:child_process";
import { existsSync, readdirSync, readFileSync } from "node:fs";
import { join } from "node:path";
import { expect, test } from "@playwright/test";

/*
 * The rules of the house, held against the compiler's own view of who imports whom, types included.
 */

/** The rooms in the order in which a word travels. Templates stand between the page and its publishing. */
const rooms = [
  "src/press/faults",
  "src/press/text",
  "src/press/address",
  "src/press/source",
  "src/press/account",
  "src/press/record",
  "src/press/languages",
  "src/press/store",
  "src/press/pictures",
  "src/press/theme",
  "src/press/site",
  "src/press/page",
  "_includes",
  "src/outputs",
  "src/press/publish",
  "src/press/proof",
  "src/press/search",
  "src/press/build",
  "src/press/import",
  "src/cli",
];

interface Import {
  from: string;
  to: string;
}

const imports = readImports();

/** What imports what, as `tsc --explainFiles` tells it: a file, and below it every place that it is imported from. */
function readImports(): Import[] {
  const options = ["tsc", "-p", "src", "--noEmit", "--listFilesOnly", "--explainFiles"];
  const told = execFileSync("npx", options, { encoding: "utf8", maxBuffer: 64 * 1024 * 1024 });
  const found: Import[] = [];
  let to = "";
  for (const line of told.split("\n")) {
    if (!line.startsWith(" ")) to = line.trim();
    const from = /Imported via .* from file '([^']+)'/.exec(line)?.[1];
    if (from && isOurs(from) && isOurs(to)) found.push({ from, to });
  }
  return found;
}

function isOurs(path: string): boolean {
  return path.startsWith("src/") || path.startsWith("_includes/");
}

function roomOf(path: string): number {
  return rooms.findIndex((room) => path.startsWith(`${room}/`));
}

function shown({ from, to }: Import): string {
  return `${from} imports ${to}`;
}

test("the compiler tells who imports whom", () => {
  expect(imports.length).toBeGreaterThan(500);
  expect(imports.map(shown)).toContain("src/press/record/articles.ts imports src/press/source/folder.ts");
});

test("every file of the press lies in a room that is known", () => {
  const known = new Set(rooms);
  const folders = readdirSync("src/press").map((name) => `src/press/${name}`);
  expect(folders.length).toBeGreaterThan(10);
  expect(folders.filter((folder) => !known.has(folder))).toEqual([]);
  expect(rooms.filter((room) => !existsSync(room))).toEqual([]);
});

test("no step imports a later one", () => {
  const wrong = imports.filter(
    ({ from, to }) => roomOf(from) >= 0 && roomOf(to) >= 0 && roomOf(from) < roomOf(to),
  );
  expect(wrong.map(shown)).toEqual([]);
});

test("nothing imports in a circle", () => {
  const next = new Map<string, string[]>();
  for (const { from, to } of imports) next.set(from, [...(next.get(from) ?? []), to]);
  const done = new Set<string>();
  const circles: string[] = [];
  const visit = (file: string, way: readonly string[]): void => {
    if (way.includes(file)) circles.push([...way.slice(way.indexOf(file)), file].join(" → "));
    if (done.has(file) || way.includes(file)) return;
    for (const to of next.get(file) ?? []) visit(to, [...way, file]);
    done.add(file);
  };
  for (const file of next.keys()) visit(file, []);
  expect(circles).toEqual([]);
});

test("the current folder and the way up from a file are known in one module only", () => {
  const knowing = sourceFiles().filter((file) =>
    /import\.meta\.(?:url|dirname|filename)|process\.cwd\(/.test(readFileSync(file, "utf8")),
  );
  // The others are the launcher and a page's script, find packages by their own file, ask whether an output would swallow the current folder, or name a path as it is typed.
  expect(knowing.sort()).toEqual([
    "_includes/search.js",
    "bin/stet.js",
    "src/press/build/places.ts",
    "src/press/pictures/fonts.ts",
    "src/press/pictures/make-image.ts",
    "src/press/pictures/svg.ts",
    "src/press/publish/beside.ts",
    "src/press/publish/output.ts",
  ]);
});

test("no file has over 300 lines", () => {
  const files = sourceFiles();
  expect(files.length).toBeGreaterThan(100);
  const long = files
    .map((file) => ({ file, lines: readFileSync(file, "utf8").split("\n").length - 1 }))
    .filter(({ file, lines }) => lines > 300 && !file.startsWith("src/press/languages/"));
  expect(long).toEqual([]);
});

test("no spec has over 600 lines", () => {
  const specs = readdirSync("tests", { recursive: true, encoding: "utf8" })
    .filter((name) => name.endsWith(".spec.ts"))
    .map((name) => ({ name, lines: readFileSync(join("tests", name), "utf8").split("\n").length - 1 }));
  expect(specs.length).toBeGreaterThan(100);
  expect(specs.filter(({ lines }) => lines > 600)).toEqual([]);
});

/** All code of the press. */
function sourceFiles(): string[] {
  return ["src/press", "src/outputs", "src/cli", "_includes", "bin"].flatMap((folder) =>
    readdirSync(folder, { recursive: true, encoding: "utf8" })
      .filter((name) => /\.[jt]s$/.test(name))
      .map((name) => join(folder, name)),
  );
}
