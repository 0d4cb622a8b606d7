import { existsSync, readdirSync, readFileSync } from "node:fs";
import { join } from "node:path";
import { expect, test } from "@playwright/test";
import { placesOf } from "../../src/press/build/places.ts";
import { refresh } from "../../src/press/build/preview.ts";
import { type BuiltSite, buildSite, rebuildSite } from "../support/build.ts";

/* What is dated after now is withheld, and told. */

const articles = {
  "bridge.txt": " date 2024-03-09 The bridge opens in May.\n",
  "embargo.md":
    "---\nheadline: The minister resigns\ndate: 2024-03-11T06:00+01:00\n---\nShe said so at the lighthouse.\n",
  "tomorrow.txt": " date 2024-03-12 The harbour freezes.\n",
};

let site: BuiltSite;

test.beforeAll(() => {
  site = buildSite({ articles, args: ["--now", "2024-03-11T04:59:59Z"] });
});

/** Every text file of a site, with its path. */
function everything({ output }: BuiltSite): string {
  return readdirSync(output, { recursive: true, withFileTypes: true })
    .filter((entry) => entry.isFile() && !/\.(png|ico|jpg)$/.test(entry.name))
    .map((entry) => `${entry.name} ${readFileSync(join(entry.parentPath, entry.name), "utf8")}`)
    .join("\n");
}

function slugs({ output }: BuiltSite): string[] {
  return ["bridge", "embargo", "tomorrow"].filter((slug) => existsSync(join(output, slug)));
}

test("an embargoed article is nowhere on the site before its instant, and told with when it comes out", () => {
  expect(site.status, site.stderr).toBe(0);
  expect(slugs(site)).toEqual(["bridge"]);
  expect(everything(site)).not.toMatch(/embargo|minister|lighthouse|tomorrow|freezes/);
  expect(site.stdout).toContain(
    `withheld until its date: 2 articles: ${join(site.folder, "articles")}/tomorrow.txt, ${join(site.folder, "articles")}/embargo.md`,
  );
  expect(site.stdout).toContain("the next build falls due at 2024-03-11T06:00:00+01:00");
});

test("it stands there from its instant on", () => {
  const later = rebuildSite(site.folder, ["--now", "2024-03-11T05:00:00Z"]);
  expect(later.status, later.stderr).toBe(0);
  expect(slugs(later)).toEqual(["bridge", "embargo"]);
  expect(readFileSync(join(later.output, "embargo/index.html"), "utf8")).toContain(
    '<time class="dt-published" datetime="2024-03-11T06:00:00+01:00">11 March 2024, 06:00</time>',
  );
  expect(later.stdout).toContain("withheld until its date: 1 article: ");
  expect(later.stdout).toContain("the next build falls due on 2024-03-12");
});

test("a day comes when it comes where the clock hangs", () => {
  const auckland = rebuildSite(site.folder, ["--now", "2024-03-12T00:30+13:00"]);
  expect(slugs(auckland)).toEqual(["bridge", "embargo", "tomorrow"]);
  const london = rebuildSite(site.folder, ["--now", "2024-03-11T11:30Z"]);
  expect(slugs(london)).toEqual(["bridge", "embargo"]);
});

test("SOURCE_DATE_EPOCH takes the clock's place, and --now takes its", () => {
  const early = { SOURCE_DATE_EPOCH: "1710104400" }; // 2024-03-10T21:00:00Z
  expect(slugs(rebuildSite(site.folder, [], early))).toEqual(["bridge"]);
  expect(slugs(rebuildSite(site.folder, ["--now=2024-03-12T00:00Z"], early))).toEqual([
    "bridge",
    "embargo",
    "tomorrow",
  ]);
});

test("by the clock, what is long past is published", () => {
  expect(slugs(rebuildSite(site.folder))).toEqual(["bridge", "embargo", "tomorrow"]);
});

test("what is no instant is refused before anything is built", () => {
  const refused = (args: string[], env = {}) => rebuildSite(site.folder, args, env);
  const day = refused(["--now", "2024-03-11"]);
  expect([day.status, day.stderr]).toEqual([
    2,
    '--now: "2024-03-11" has no time; write an instant, such as 2024-03-11T06:00Z\n',
  ]);
  const local = refused(["--now", "2024-03-11T06:00"]);
  expect([local.status, local.stderr]).toEqual([
    2,
    '--now: "2024-03-11T06:00": it has a time and no offset from UTC; write it as 2024-03-11 or 2024-03-11T06:00Z\n',
  ]);
  const epoch = refused([], { SOURCE_DATE_EPOCH: "yesterday" });
  expect([epoch.status, epoch.stderr]).toEqual([
    2,
    'SOURCE_DATE_EPOCH: "yesterday" is no number of seconds since 1970\n',
  ]);
});

test("a site without any article is not published, and the error says when the first comes out", () => {
  const none = rebuildSite(site.folder, ["--now", "2024-03-08T00:00Z"]);
  expect(none.status).toBe(1);
  expect(none.stderr).toContain("articles: no article is to be published before 2024-03-09");
  expect(none.stderr).toContain("build again then, or correct a `date`");
});

test("a preview shows what is to come", async () => {
  const { folder } = buildSite({
    articles: { ...articles, "later.txt": " date 2123-01-01 The comet returns.\n" },
  });
  const { built } = await refresh(placesOf(folder, {}, "preview"));
  expect(built.toCome.map(({ slug }) => slug)).toEqual(["later"]);
  expect(readFileSync(join(folder, "preview/later/index.html"), "utf8")).toContain("The comet returns.");
});
