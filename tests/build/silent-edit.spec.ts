import { cpSync, readFileSync, rmSync, writeFileSync } from "node:fs";
import { join } from "node:path";
import { expect, test } from "@playwright/test";
import { build, oneLine, PressError } from "../../src/index.ts";
import { readEdition } from "../../src/press/proof/last-edition.ts";
import { servedSite } from "../../src/press/proof/served.ts";
import { silentEdits } from "../../src/press/proof/silent-edits.ts";
import type { Article } from "../../src/press/record/article.ts";
import { type BuiltSite, buildSite, rebuildSite } from "../support/build.ts";
import { serve } from "../support/serve.ts";
import { temporaryFolder } from "../support/temporary.ts";

const metadata = "title: The Test Post\nurl: https://example.org/\nlanguage: en\ncards: none\nsearch: off\n";
const text = (words: string) => ` date 2024-03-01 ${words}\n`;

/** What was published. */
const before = {
  "quay.txt": text("The ferry left the south quay at nine and met no other boat."),
  "quay.yaml": "headline: Ferry leaves\n",
  "head.txt": text("Tides were low."),
  "head.yaml": "headline: Low tides\n",
  "oldname.txt": text("The crane was sold."),
  "oldname.yaml": "headline: Crane sold\n",
  "led.txt": text("The lamp was lit."),
  "led.yaml": "headline: Lamp lit\n",
  "gone.txt": text("The mayor swore."),
  "gone.yaml": "headline: Mayor swears\n",
  "hidden.txt": text("The price is nine."),
  "hidden.yaml": "headline: Price\n",
  "back.txt": text("The mate spoke."),
  "back.yaml": "headline: Mate\n",
  "told.txt": text("Nine boats came."),
  "told.yaml": "headline: Boats\nupdated: 2024-03-02\n",
  "stale.txt": text("Nine nets tore."),
  "stale.yaml": "headline: Nets\nupdated: 2024-03-02\n",
  "corrected.md": "---\nheadline: Eel\ndate: 2024-03-01\n---\n\nThe eel is a snake.\n",
  "marks.md": "---\nheadline: Marks\ndate: 2024-03-01\n---\n\nA *plain* text.\n",
};

/** What is to be published next, and what goes. */
const after = {
  "quay.txt": text("The ferry left the north quay at nine and met no boat. It rained."),
  "head.yaml": "headline: High tides\n",
  "newname.txt": before["oldname.txt"],
  "newname.yaml": before["oldname.yaml"],
  "lamp.txt": before["led.txt"],
  "lamp.yaml": "headline: Lamp lit\naliases: [/led/]\n",
  "hidden.yaml": "headline: Price\nstatus: draft\n",
  "back.yaml": "headline: Mate\nstatus: withdrawn\nwithdrawal:\n  date: 2024-03-04\n  text: He did not.\n",
  "told.txt": text("Ten boats came."),
  "told.yaml": "headline: Boats\nupdated: 2024-03-03\n",
  "stale.txt": text("Ten nets tore."),
  "corrected.md":
    "---\nheadline: Eel\ndate: 2024-03-01\ncorrections:\n  - date: 2024-03-04\n    text: It is none.\n---\n\nThe eel is a fish.\n",
  "marks.md": "---\nheadline: Marks\ndate: 2024-03-01\ntopics: [Marks]\n---\n\nA **plain**\ntext.\n",
};
const removed = ["oldname.txt", "oldname.yaml", "led.txt", "led.yaml", "gone.txt", "gone.yaml"];

const remedy = (slug: string) =>
  `(add \`updated: YYYY-MM-DD\` or a correction to the metadata; \`stet correct ${slug}\` writes one)`;

/** The warnings, in the order of files. */
const warnings = [
  'articles: warning: the article at /gone/, "Mayor swears", of the last edition is gone (bring it back with `status: withdrawn` and a `withdrawal` with `date` and `text`, or add `aliases: [/gone/]` to the article in its place)',
  `articles/head.txt: warning: the headline changed since the last edition, and readers are not told: "Low tides" became "High tides" ${remedy("head")}`,
  "articles/hidden.txt: warning: the article stands at /hidden/ in the last edition, and is withheld from this one (publish it, or give it `status: withdrawn` and a `withdrawal` with `date` and `text`)",
  "articles/newname.txt: warning: the article stands at /oldname/ in the last edition, and that address would lead nowhere (add `aliases: [/oldname/]` to its metadata)",
  `articles/quay.txt:1: warning: words changed since the last edition, and readers are not told: "south" became "north"; "other boat." became "boat. It rained." ${remedy("quay")}`,
  `articles/stale.txt:1: warning: words changed since the last edition, and readers are not told: "Nine" became "Ten" ${remedy("stale")}`,
];

let site: BuiltSite;
/** The site before the edits, and the edited publication with no site. */
let published: string;
let edited: string;

test.beforeAll(() => {
  site = buildSite({ articles: before, metadata });
  expect(site.stderr).toBe("");
  published = join(temporaryFolder(), "site");
  cpSync(site.output, published, { recursive: true });
  for (const [name, content] of Object.entries(after))
    writeFileSync(join(site.folder, "articles", name), content);
  for (const name of removed) rmSync(join(site.folder, "articles", name));
  edited = temporaryFolder();
  cpSync(site.folder, edited, { recursive: true });
  rmSync(join(edited, "dist"), { recursive: true });
});

/** What a build says of faults, each by its line, with the publication's folder left out. */
function told({ stderr, folder }: BuiltSite): string[] {
  return stderr
    .replaceAll(`${folder}/`, "")
    .split("\n")
    .filter((line) => /warning:|error|is as it was/.test(line));
}

test("--strict stops at each silent edit, with the words before and after, and the old site stands", () => {
  const sums = readFileSync(join(site.output, "SHA256SUMS"), "utf8");
  const strict = rebuildSite(site.folder, ["--strict"]);
  expect(strict.status).toBe(1);
  expect(told(strict)).toEqual([...warnings, "dist is as it was."]);
  expect(readFileSync(join(site.output, "SHA256SUMS"), "utf8")).toBe(sums);
});

test("a hosted edition is compared in the same way, and a folder", async () => {
  const host = await serve(published);
  const thrown = await build(edited, { strict: true, since: `${host.address}/` }).catch((cause) => cause);
  await host.close();
  const lines = thrown instanceof PressError ? thrown.faults.map(oneLine) : [];
  expect(lines.map((line) => line.replaceAll(`${edited}/`, "")).sort()).toEqual([...warnings].sort());
  // Of articles that stayed as they are nothing is asked for.
  expect(host.asked.filter((path) => /back|marks|oldname/.test(path))).toEqual([
    "/marks/article.json",
    "/marks/source.md",
  ]);
  const folder = rebuildSite(edited, ["--strict", "--since", published]);
  expect(told(folder)).toEqual([...warnings, "dist is as it was."]);
});

test("of a host that sends more than was agreed, nothing is said to have changed but what was read", async () => {
  const host = await serve(published);
  const bytes = readFileSync(join(published, "proof.json")).length + 10;
  const served = servedSite(new URL(`${host.address}/`), { milliseconds: 60_000, bytes });
  const edition = await readEdition(served);
  const sha256 = Array.isArray(edition) ? "" : edition.records.get("quay")?.sha256;
  const quay = { slug: "quay", headline: "Ferry departs", sha256, aliases: [], corrections: [] };
  const articles = Array.from({ length: 20 }, () => quay) as unknown as Article[];
  const records = new Map(
    Array.isArray(edition) ? [] : [...edition.records].filter(([slug]) => slug === "quay"),
  );
  const faults = await silentEdits({ served, records }, { articles, withheld: [], folder: "articles" });
  await host.close();
  expect(faults.map(oneLine)).toEqual([
    `${host.address}/: the whole check takes more than ${bytes} bytes; the last edition was not read to its end`,
  ]);
  expect(host.asked.length).toBeLessThan(12);
});

test("without an edition nothing is told, and an edition that is named must be one", () => {
  const nowhere = rebuildSite(edited, ["--strict", "--since", join(edited, "articles")]);
  expect(nowhere.status).toBe(1);
  expect(nowhere.stderr).toContain(
    "articles/proof.json: there is none (give the address or the folder of a site that Stet built)",
  );
  expect(rebuildSite(edited, ["--strict", "--since", "https://"]).stderr).toContain(
    "--since https://: this is no address (name a site by its address or its folder)",
  );
  const first = rebuildSite(edited, ["--strict"]);
  expect(first.stderr).toBe("");
  expect(first.status).toBe(0);
});

test("a build that is not strict warns once: what it publishes is the next edition", () => {
  const { status, ...rest } = rebuildSite(site.folder);
  expect(status).toBe(0);
  expect(told({ status, ...rest })).toEqual(warnings);
  expect(rebuildSite(site.folder, ["--strict"]).stderr).toBe("");
});
