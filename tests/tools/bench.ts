import { appendFileSync, existsSync, mkdirSync, mkdtempSync, rmSync, writeFileSync } from "node:fs";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { countOf, readArguments } from "../../src/cli/arguments.ts";
import { copyProject } from "../support/project.ts";
import { writeForHugo, writeForStet } from "./bench/articles.ts";
import { type Cost, isThere, measure, median } from "./bench/measure.ts";
import { timeSave } from "./bench/save.ts";

const help = `
npm run bench -- [options]

Builds generated articles and prints what it costs: the full output but for social cards, the same after one edit, and the same
without search. Where Hugo is on the machine, the same articles go through it with a bare template, in turn, as a ratio to the build
without search, which such a site has not. Output goes to memory where the machine has /dev/shm. Then an article is saved five times
while npm start runs, and a browser waits for it.

  --sizes LIST  numbers of articles (1,100,1000,10000)
  --large       100,000 articles, too
  --runs N      how often each size is built; medians are printed (3)
  --help        this text
`;

const { values } = readArguments(help, process.argv.slice(2), {
  sizes: { type: "string", default: "1,100,1000,10000" },
  large: { type: "boolean", default: false },
  runs: { type: "string", default: "3" },
});

const small = values.sizes.split(",").map((size) => countOf("sizes", size));
const sizes = [...small, ...(values.large ? [100_000] : [])];
const runs = countOf("runs", values.runs);
const hugo = isThere("hugo");
const room = mkdtempSync(join(existsSync("/dev/shm") ? "/dev/shm" : tmpdir(), "stet-bench-"));
process.once("exit", () => rmSync(room, { recursive: true, force: true, maxRetries: 3 }));
process.once("SIGINT", () => process.exit(130)).once("SIGTERM", () => process.exit(143));
/** Builds run in a copy of the project, whose caches no other build fills. */
const project = copyProject();
const metadata = { full: join(room, "full.yaml"), plain: join(room, "plain.yaml") };
const common = "title: Bench\nurl: https://example.org/\nlanguage: en\ncards: none\n";
writeFileSync(metadata.full, common);
writeFileSync(metadata.plain, `${common}search: off\n`);
/** What `npm run build` runs, without npm. */
const buildCommand = ["bin/stet.js", "build"];

// What runs first in a copy compiles it.
writeForStet(join(room, "first/articles"), 1);
await stet(join(room, "first"), "plain");
console.log("articles | build | CPU s | wall s | peak MB | CPU ms an article");
let before: { size: number; cpu: number } | undefined;
for (const size of sizes) before = await benchSize(size, before);
if (!hugo) console.log("Hugo: skipped, for it is not on this machine");

async function benchSize(size: number, smaller: typeof before): Promise<{ size: number; cpu: number }> {
  const folder = join(room, String(size));
  writeForStet(join(folder, "articles"), size);
  if (hugo) prepareHugo(join(folder, "hugo"), size);
  const costs = { cold: [] as Cost[], edit: [] as Cost[], plain: [] as Cost[], hugo: [] as Cost[] };
  for (let run = 0; run < runs; run++) {
    costs.cold.push(await coldBuild(folder, "full"));
    appendFileSync(join(folder, "articles/article-000000.txt"), `\n\nEdit number ${run + 1}.\n`);
    costs.edit.push(await stet(folder, "full"));
    costs.plain.push(await coldBuild(folder, "plain"));
    if (hugo) costs.hugo.push(await runHugo(join(folder, "hugo")));
  }
  row(size, "cold", costs.cold);
  row(size, "one edit", costs.edit);
  row(size, "cold, without search", costs.plain);
  if (hugo) row(size, "Hugo", costs.hugo);
  console.log(`  one edit / cold: ${ratio(costs.edit, costs.cold)}`);
  if (hugo) console.log(`  cold without search / Hugo: ${ratio(costs.plain, costs.hugo)}`);
  const saves = await timeSave(join(folder, "articles"), metadata.full, 5, project);
  console.log(
    `  npm start, from a save to the browser: ${median(saves).toFixed(2)} s, at most ${Math.max(...saves).toFixed(2)} s`,
  );
  const cpu = cpuOf(costs.cold);
  if (smaller)
    console.log(
      `  CPU per article against ${smaller.size} articles: ${(cpu / size / (smaller.cpu / smaller.size)).toFixed(2)}`,
    );
  rmSync(folder, { recursive: true, force: true });
  return { size, cpu };
}

/** The median of the ratios of runs that followed each other, for the machine's speed may drift. */
function ratio(costs: readonly Cost[], others: readonly Cost[]): string {
  return median(costs.map(({ cpu }, run) => cpu / (others[run]?.cpu ?? Number.NaN))).toFixed(2);
}

function cpuOf(costs: readonly Cost[]): number {
  return median(costs.map((cost) => cost.cpu));
}

function row(size: number, build: string, costs: readonly Cost[]): void {
  const cpu = cpuOf(costs);
  const wall = median(costs.map((cost) => cost.wall));
  const memory = Math.max(...costs.map((cost) => cost.memory));
  console.log(
    [size, build, cpu.toFixed(2), wall.toFixed(2), memory.toFixed(0), ((cpu / size) * 1000).toFixed(2)].join(
      " | ",
    ),
  );
}

/** Builds without what an earlier build left. */
function coldBuild(folder: string, kind: keyof typeof metadata): Promise<Cost> {
  for (const left of [join(folder, "dist"), join(project, ".cache")])
    rmSync(left, { recursive: true, force: true });
  return stet(folder, kind);
}

function stet(folder: string, kind: keyof typeof metadata): Promise<Cost> {
  const paths = [
    `--articles=${join(folder, "articles")}`,
    `--metadata=${metadata[kind]}`,
    `--output=${join(folder, "dist")}`,
  ];
  return measure(process.execPath, [...buildCommand, ...paths], project);
}

/** A bare Hugo site of the same pages: articles, lists of a hundred headlines by topic and author, Hugo's own feeds and sitemap. */
function prepareHugo(folder: string, size: number): void {
  writeForHugo(join(folder, "content"), size);
  const layouts = join(folder, "layouts/_default");
  mkdirSync(layouts, { recursive: true });
  writeFileSync(
    join(folder, "config.toml"),
    'baseURL = "https://example.org/"\ntitle = "Bench"\npaginate = 100\n[taxonomies]\ntopic = "topics"\nauthor = "writers"\n',
  );
  writeFileSync(
    join(layouts, "single.html"),
    bare(
      '<h1>{{ .Title }}</h1><time datetime="{{ .Date.Format "2006-01-02" }}">{{ .Date.Format "2 January 2006" }}</time>{{ .Content }}',
    ),
  );
  writeFileSync(
    join(layouts, "list.html"),
    bare(
      '<h1>{{ .Title }}</h1>{{ range .Paginator.Pages }}<a href="{{ .RelPermalink }}">{{ .Title }}</a>{{ end }}',
    ),
  );
}

function bare(body: string): string {
  return `<!doctype html><html lang="en"><head><meta charset="utf-8"><title>{{ .Title }}</title></head><body>${body}</body></html>\n`;
}

async function runHugo(folder: string): Promise<Cost> {
  const cost = await measure("hugo", [
    "--quiet",
    "--source",
    folder,
    "--destination",
    join(folder, "public"),
  ]);
  rmSync(join(folder, "public"), { recursive: true, force: true });
  return cost;
}
