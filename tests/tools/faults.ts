import {
  appendFileSync,
  linkSync,
  lstatSync,
  mkdirSync,
  mkdtempSync,
  realpathSync,
  renameSync,
  rmSync,
  statfsSync,
  symlinkSync,
  writeFileSync,
} from "node:fs";
import { tmpdir } from "node:os";
import { basename, dirname, join } from "node:path";
import { readArguments } from "../../src/cli/arguments.ts";
import { beside } from "../../src/press/publish/beside.ts";
import { withLock } from "../../src/press/publish/lock.ts";
import { openStaging, publish } from "../../src/press/publish/publish.ts";
import { recover } from "../../src/press/publish/recover.ts";
import { compilePress } from "../support/compile.ts";
import { leftovers, makeReadOnly, mountMemory, readTree, unmount } from "../support/publish/disk.ts";
import { type Ended, here, program, start } from "../support/publish/run.ts";

const help = `
npm run faults -- [options]

Kills builds, fills disks, starts builds at once, and looks at what is left of the site each time. Exit status 1 if a promise was
broken. Takes minutes, and works in a temporary folder; full and read-only disks need Linux and root, and are skipped elsewhere.

  --seed N  a whole number, for the random moments (1)
  --help    this text
`;

const { values } = readArguments(help, process.argv.slice(2), { seed: { type: "string", default: "1" } });
if (!/^\d+$/.test(values.seed)) {
  console.error(`--seed ${values.seed} is no whole number; --help lists the options`);
  process.exit(2);
}

const ARTICLES = 60;
const RANDOM_KILLS = 22;
const PUBLISHES = 120;
const ROUNDS_AT_ONCE = 2;

/** Points of a build before it publishes, at which it ends itself (see kill-at.ts), in the order it reaches them. */
const POINTS_BEFORE: readonly Record<string, string>[] = [
  { call: "mkdirSync", name: ".dist.lock.*" },
  { call: "renameSync", name: ".dist.lock", when: "before" },
  { call: "renameSync", name: ".dist.lock" },
  { call: "mkdirSync", name: ".dist.staging" },
  { call: "write" },
  { call: "write", nth: String(ARTICLES / 2) },
  { call: "write", nth: String(ARTICLES) },
  { call: "write", nth: String(2 * ARTICLES) },
  { call: "write", name: "proof.*", nth: "2" },
];

/** Points while it publishes. */
const POINTS_OF_PUBLISHING: readonly Record<string, string>[] = [
  { call: "renameSync", name: ".dist.previous", when: "before" },
  { call: "renameSync", name: ".dist.previous" },
  { call: "renameSync", name: "dist" },
  { call: "renameSync", name: ".dist.removing" },
  { call: "unlinkSync", name: "index.html", nth: String(ARTICLES / 2) },
  { call: "rmSync", name: "proof.*", when: "before" },
  { call: "rmSync", name: "proof.*" },
  { call: "rmdirSync", name: ".dist.lock", when: "before" },
];

type Tree = ReturnType<typeof readTree>;

/** One edition of a publication: what a build is given, and what it makes of it. */
interface Edition {
  name: string;
  sources: string;
  /** A site built from it, undisturbed. */
  site: string;
  tree: Tree;
}

/** What one killed build left, and what came of it. */
interface Kill {
  /** An edition's name, "aside" for a whole previous site that is to be restored, "missing", "mixed" or "torn". */
  left: string;
  recovered: boolean;
  tidy: boolean;
  /** Which of Stet's own files stood beside the site. */
  beside: string;
}

type Job = (output: string, next: Edition) => Promise<Kill | undefined>;

type Recovery = (output: string, next: Edition) => Promise<boolean>;

let failures = 0;
const folder = realpathSync(mkdtempSync(join(tmpdir(), "stet-faults-")));
const mounted = join(folder, "mounted");
process.on("exit", () => {
  unmount(mounted);
  rmSync(folder, { recursive: true, force: true });
});
for (const signal of ["SIGINT", "SIGTERM"] as const) process.on(signal, () => process.exit(1));
process.env.STET_PRESS = compilePress(join(folder, "press"));

// Every page of A and B differs; C is B but for one article, so that a build may take over what is as it was.
const a = await makeEdition("A", 0, "A");
const b = await makeEdition("B", 1, "B");
const c = await makeEdition("C", 1, "B");
const editions = [a, b, c];
showEditions();
const duration = await measureBuild();
const random = mulberry32(Number(values.seed));
showKills(await killEverywhere());
await stopBuilds();
await disturb();
await fullDisk();
await readOnly();
await threeAtOnce();
await readThrough();
console.log(failures === 0 ? "every promise held" : `${failures} promises broken`);
process.exit(failures === 0 ? 0 : 1);

/** Prints a figure as "n of m"; it fails unless n is m (or the number given). */
function show(what: string, n: number, m: number, wanted = m): void {
  const holds = n === wanted && m > 0;
  if (!holds) failures += 1;
  console.log(`${holds ? "ok    " : "FAILED"} ${what}: ${n} of ${m}`);
}

function skip(what: string, reason: string): void {
  console.log(`skipped ${what}: ${reason}`);
}

/**
 * Writes an edition's sources, each page of which names it, and builds it.
 *
 * @param first the number of its first article
 * @param text the edition whose text it has, but for one article
 */
async function makeEdition(name: string, first: number, text: string): Promise<Edition> {
  const sources = join(folder, `sources-${name}`);
  const articles = join(sources, "articles");
  mkdirSync(articles, { recursive: true });
  for (let i = first; i < first + ARTICLES; i += 1) {
    const edition = i === ARTICLES / 2 ? name : text;
    const words = `Edition ${edition} has this paragraph.\n`.repeat(30);
    writeFileSync(join(articles, `article-${i}.txt`), ` date 2023-12-02 Article ${i}.\n${words}`);
    writeFileSync(join(articles, `article-${i}.yaml`), `headline: Article ${i} of edition ${edition}\n`);
  }
  const metadata = [
    `title: The ${text} Gazette`,
    "url: https://press.example/",
    "language: en",
    "cards: none",
  ];
  writeFileSync(join(sources, "metadata.yaml"), `${metadata.join("\n")}\n`);
  const site = join(folder, `site-${name}`, "dist");
  mkdirSync(dirname(site));
  const edition = { name, sources, site, tree: new Map() };
  const { end, stderr } = await startBuild(edition, site).ended;
  if (end !== 0) throw new Error(`the build of ${name} failed: ${stderr}`);
  return { ...edition, tree: readTree(site) };
}

/** Starts a build from sources that are always in the same place for one output, so that it may build on the last one. */
function startBuild(edition: Edition, output: string, preloads: readonly string[] = []) {
  const sources = join(folder, `current-${basename(dirname(output))}`);
  rmSync(sources, { force: true });
  symlinkSync(edition.sources, sources);
  return startBuildFrom(sources, output, preloads);
}

function startBuildFrom(sources: string, output: string, preloads: readonly string[] = []) {
  const articles = join(sources, "articles");
  const metadata = join(sources, "metadata.yaml");
  return start(
    join(process.env.STET_PRESS ?? "", "bin/stet.js"),
    ["build", "--articles", articles, "--metadata", metadata, "--output", output],
    preloads,
  );
}

function showEditions(): void {
  const pages = [...a.tree.keys()].filter((path) => path.endsWith(".html") && b.tree.has(path));
  const differing = pages.filter((path) => a.tree.get(path) !== b.tree.get(path));
  console.log(`editions of ${ARTICLES} articles, ${a.tree.size} files each; seed ${values.seed}`);
  show("pages that differ between editions A and B", differing.length, pages.length);
}

/** How long a build takes, in milliseconds, as two run side by side. */
async function measureBuild(): Promise<number> {
  const begun = performance.now();
  const ended = await Promise.all([a, b].map((edition) => startBuild(edition, edition.site).ended));
  if (ended.some(({ end }) => end !== 0)) throw new Error("a build failed");
  return performance.now() - begun;
}

/** An output folder with an edition's site in it, its files linked to those of the reference. */
function setUp(name: string, edition: Edition): string {
  const output = join(folder, name, "dist");
  mkdirSync(dirname(output));
  linkSite(edition, output);
  return output;
}

function linkSite({ site, tree }: Edition, to: string): void {
  for (const path of tree.keys()) {
    mkdirSync(dirname(join(to, path)), { recursive: true });
    linkSync(join(site, path), join(to, path));
  }
}

function same(one: Tree, other: Tree): boolean {
  return one.size === other.size && [...one].every(([path, digest]) => other.get(path) === digest);
}

/** Which edition stands in a folder, if it is one, all of it and nothing else; "torn" if a file is no edition's. */
function look(site: string): string {
  if (lstatSync(site, { throwIfNoEntry: false }) === undefined) return "missing";
  const tree = readTree(site);
  const edition = editions.find((each) => same(each.tree, tree));
  if (edition !== undefined) return edition.name;
  const whole = [...tree].every(([path, digest]) => editions.some((each) => each.tree.get(path) === digest));
  return whole ? "mixed" : "torn";
}

function isEdition(name: string): boolean {
  return editions.some((edition) => edition.name === name);
}

/** Kills builds in two output folders at a time. */
async function killEverywhere(): Promise<Kill[]> {
  const jobs: Job[] = [
    ...Array.from({ length: RANDOM_KILLS / 2 }, () => killAfter(random() * duration, recoverAlone)),
    ...Array.from({ length: RANDOM_KILLS / 2 }, () => killAfter(random() * duration, buildAgain)),
    ...POINTS_BEFORE.map((point) => killAt(point, recoverAlone)),
    ...POINTS_OF_PUBLISHING.flatMap((point) => [killAt(point, recoverAlone), killAt(point, buildAgain)]),
  ];
  const lanes = [a, b].map((edition) => setUp(`kills-${edition.name}`, edition));
  const done = await Promise.all(lanes.map((output) => runLane(output, jobs)));
  return done.flat();
}

/** Takes jobs until there are none; one whose build had ended before the kill is done again. */
async function runLane(output: string, jobs: Job[]): Promise<Kill[]> {
  const done: Kill[] = [];
  for (let job = jobs.shift(); job !== undefined; job = jobs.shift()) {
    let kill: Kill | undefined;
    for (let tries = 0; kill === undefined && tries < 10; tries += 1)
      kill = await job(output, after(look(output)));
    if (kill !== undefined) done.push(kill);
  }
  return done;
}

/** The editions follow each other, A, B, C and A again. */
function after(name: string): Edition {
  return name === "A" ? b : name === "B" ? c : a;
}

/** Kills a build some milliseconds after its start; earlier at the next try, if it was done by then. */
function killAfter(moment: number, recovery: Recovery): Job {
  let delay = moment;
  return async (output, next) => {
    const build = startBuild(next, output);
    const timer = setTimeout(() => build.process.kill("SIGKILL"), delay);
    const ended = await build.ended;
    clearTimeout(timer);
    delay *= 0.8;
    return await inspect(ended, output, next, recovery);
  };
}

function killAt(point: Record<string, string>, recovery: Recovery): Job {
  return async (output, next) => {
    const ended = await startBuild(next, output, [here("kill-at", point)]).ended;
    return await inspect(ended, output, next, recovery);
  };
}

/** What every command does first. */
async function recoverAlone(output: string): Promise<boolean> {
  await withLock(output, () => recover(output));
  return isEdition(look(output));
}

/** The same build once more. */
async function buildAgain(output: string, next: Edition): Promise<boolean> {
  const { end } = await startBuild(next, output).ended;
  return end === 0 && look(output) === next.name;
}

async function inspect(
  { end }: Ended,
  output: string,
  next: Edition,
  recovery: Recovery,
): Promise<Kill | undefined> {
  if (end !== "SIGKILL") return undefined;
  const left = look(output);
  const isAside = left === "missing" && isEdition(look(beside(output, "previous")));
  const names = leftovers(output).map((name) => name.replace(/^\.dist\.(\w+).*/, "$1"));
  const recovered = await recovery(output, next);
  return {
    left: isAside ? "aside" : left,
    recovered,
    tidy: leftovers(output).length === 0,
    beside: [...new Set(names)].sort().join(" + ") || "nothing",
  };
}

function showKills(all: Kill[]): void {
  const planned = RANDOM_KILLS + POINTS_BEFORE.length + 2 * POINTS_OF_PUBLISHING.length;
  const count = (matches: (kill: Kill) => boolean) => all.filter(matches).length;
  show(`builds killed with SIGKILL, ${RANDOM_KILLS} at random and the rest aimed`, all.length, planned);
  show(
    "killed builds that left a mixed site",
    count((kill) => kill.left === "mixed"),
    all.length,
    0,
  );
  show(
    "killed builds that left a torn page",
    count((kill) => kill.left === "torn"),
    all.length,
    0,
  );
  show(
    "killed builds that left no site, not even aside",
    count((kill) => kill.left === "missing"),
    all.length,
    0,
  );
  show(
    "killed builds recovered by the next command",
    count((kill) => kill.recovered),
    all.length,
  );
  show(
    "recoveries that left no lock and no temporary files",
    count((kill) => kill.tidy),
    all.length,
  );
  console.log(
    `       between the renames (the old site stood aside): ${count((kill) => kill.left === "aside")}`,
  );
  for (const names of [...new Set(all.map((kill) => kill.beside))].sort()) {
    console.log(`       with ${names} beside the site: ${count((kill) => kill.beside === names)}`);
  }
}

/** SIGINT and SIGTERM while the pages are being written. */
async function stopBuilds(): Promise<void> {
  const output = setUp("stopped", a);
  let held = 0;
  for (const [signal, status] of [["SIGINT", 130] as const, ["SIGTERM", 143] as const]) {
    const point = { call: "write", nth: String(ARTICLES / 2), signal };
    const { end } = await startBuild(b, output, [here("kill-at", point)]).ended;
    if (end === status && stands(a, output)) held += 1;
  }
  show("stopped by SIGINT or SIGTERM: status 130 or 143, old site whole, nothing left beside it", held, 2);
}

/** Whether an edition stands in a folder, and nothing beside it. */
function stands({ name }: Edition, output: string): boolean {
  return look(output) === name && leftovers(output).length === 0;
}

/** Symbolic links inside the site, also to files as the build itself would make them; and an article that is no more. */
async function disturb(): Promise<void> {
  const output = setUp("disturbed", a);
  const outside = join(folder, "outside");
  mkdirSync(outside);
  const { end } = await startBuild(b, output).ended;
  const ofDeleted = (tree: Tree) => [...tree.keys()].filter((path) => path.startsWith("article-0/")).length;
  show("files left of a deleted article", end === 0 ? ofDeleted(readTree(output)) : -1, ofDeleted(a.tree), 0);

  symlinkSync(outside, join(output, "link"));
  for (const name of ["article-7", join("article-8", "index.html")]) {
    const kept = join(outside, name.replaceAll("/", "-"));
    renameSync(join(output, name), kept);
    symlinkSync(kept, join(output, name));
  }
  const before = readTree(outside);
  await startBuild(c, output).ended;
  const after = readTree(outside);
  const untouched = [...before].filter(([path, digest]) => after.get(path) === digest).length;
  show("files behind symbolic links inside the site that are as they were", untouched, before.size);
  for (const path of after.keys()) appendFileSync(join(outside, path), "no part of the site");
  show("sites built over symbolic links that are whole and have none", stands(c, output) ? 1 : 0, 1);
}

/** Fills a small disk, so that more and more of what the new site needs is free, and yet not enough. */
async function fullDisk(): Promise<void> {
  const what = "full disk: status 1, a clear error, old site whole, nothing left beside it";
  const failed = mountMemory(mounted, "64m");
  if (failed !== undefined) return skip(what, failed.reason);
  const output = join(mounted, "dist");
  const built = await startBuild(a, output).ended;
  if (built.end !== 0) throw new Error(`the first build on the small disk failed: ${built.stderr}`);
  const used = usedBytes(mounted);
  const parts = [0, 0.3, 0.6];
  let held = 0;
  for (const part of parts) if (await refusesWithFree(used * part, b, a, output)) held += 1;
  rmSync(join(mounted, "filler"));
  const { end } = await startBuild(b, output).ended;
  const succeeded = end === 0 && stands(b, output);
  // Most of C is as it was in B: whatever a build takes over from there must stay whole, too.
  if (await refusesWithFree(0, c, b, output)) held += 1;
  show(what, held, parts.length + 1);
  show("builds that succeed once there is space again", succeeded ? 1 : 0, 1);
  unmount(mounted);
}

async function refusesWithFree(bytes: number, next: Edition, old: Edition, output: string): Promise<boolean> {
  fill(dirname(output), bytes);
  const { end, stderr } = await startBuild(next, output).ended;
  return end === 1 && stderr.includes("the disk is full (free some space)") && stands(old, output);
}

function usedBytes(path: string): number {
  const { blocks, bfree, bsize } = statfsSync(path);
  return (blocks - bfree) * bsize;
}

/** Writes a file so large that only so many bytes stay free. */
function fill(path: string, free: number): void {
  rmSync(join(path, "filler"), { force: true });
  const { bavail, bsize } = statfsSync(path);
  writeFileSync(join(path, "filler"), new Uint8Array(Math.max(0, bavail * bsize - Math.ceil(free))));
}

async function readOnly(): Promise<void> {
  const what = "read-only disk: status 1, a clear error, old site whole, nothing left beside it";
  const failed = mountMemory(mounted, "64m");
  if (failed !== undefined) return skip(what, failed.reason);
  const output = join(mounted, "dist");
  await startBuild(a, output).ended;
  makeReadOnly(mounted);
  const { end, stderr } = await startBuild(b, output).ended;
  const clear = stderr.includes(
    "the file system is read-only (make it writable, or build into another folder)",
  );
  const held = end === 1 && clear && stands(a, output);
  show(what, held ? 1 : 0, 1);
  unmount(mounted);
}

/** Three builds started at once, several times; and builds while this very process holds the lock. */
async function threeAtOnce(): Promise<void> {
  const output = setUp("at-once", a);
  const counts = { whole: 0, published: 0, refused: 0 };
  for (let round = 0; round < ROUNDS_AT_ONCE; round += 1) {
    const builds = editions.map(({ sources }) => startBuildFrom(sources, output));
    const pids = builds.map((build) => build.process.pid);
    const ended = await Promise.all(builds.map((build) => build.ended));
    const published = ended.filter(({ end }) => end === 0).length;
    counts.published += published;
    counts.refused += ended.filter((each) => each.end === 1 && pids.includes(holderIn(each))).length;
    const oneEdition = isEdition(look(output)) && leftovers(output).length === 0;
    if (published > 0 && oneEdition) counts.whole += 1;
  }
  show(
    "three builds at once that left one edition, whole, and nothing beside it",
    counts.whole,
    ROUNDS_AT_ONCE,
  );
  show(
    "  their builds that published, or said which process held the lock",
    counts.published + counts.refused,
    3 * ROUNDS_AT_ONCE,
  );

  const before = readTree(output);
  const blocked = await withLock(output, () =>
    Promise.all([a, b].map(({ sources }) => startBuildFrom(sources, output).ended)),
  );
  const said = blocked.filter((each) => each.end === 1 && holderIn(each) === process.pid).length;
  show("builds against a held lock that said which process held it", said, 2);
  show("  sites they left as they were", same(readTree(output), before) ? 1 : 0, 1);
}

function holderIn({ stderr }: Ended): number | undefined {
  const pid = /is being built by process (\d+) \(wait for it, or stop it\)/.exec(stderr)?.[1];
  return pid === undefined ? undefined : Number(pid);
}

/** A visitor reads the front page again and again while the editions take turns. */
async function readThrough(): Promise<void> {
  const output = setUp("read", a);
  const page = join(`article-${ARTICLES / 2}`, "index.html");
  const reader = start(program("reader"), [
    join(output, page),
    ...editions.map(({ tree }) => tree.get(page) ?? ""),
  ]);
  await reader.said("reading");
  let published = 0;
  for (let edition = b, i = 0; i < PUBLISHES; edition = after(edition.name), i += 1) {
    await withLock(output, async () => {
      const staging = await openStaging(output, []);
      rmSync(join(staging, "proof.json"));
      linkSite(edition, staging);
      await publish(staging, output);
    });
    if (stands(edition, output)) published += 1;
  }
  reader.process.stdin?.end();
  const { stdout } = await reader.ended;
  const counts: { reads: number; torn: number; missed: number; changes: number } = JSON.parse(
    stdout.slice(stdout.indexOf("{")),
  );
  show("publishes under a reading visitor", published, PUBLISHES);
  show("reads that got a torn page", counts.torn, counts.reads, 0);
  console.log(
    `       reads that missed, in the instant between two renames: ${counts.missed} of ${counts.reads}`,
  );
  console.log(`       times the visitor saw the edition change: ${counts.changes} of ${PUBLISHES}`);
}

/** Numbers from 0 to 1, the same for the same seed (mulberry32). */
function mulberry32(seed: number): () => number {
  let state = seed;
  return () => {
    state = (state + 0x6d2b79f5) | 0;
    let mixed = Math.imul(state ^ (state >>> 15), 1 | state);
    mixed = (mixed + Math.imul(mixed ^ (mixed >>> 7), 61 | mixed)) ^ mixed;
    return ((mixed ^ (mixed >>> 14)) >>> 0) / 4294967296;
  };
}
