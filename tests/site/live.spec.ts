import { readFileSync, writeFileSync } from "node:fs";
import { join } from "node:path";
import { expect, test } from "@playwright/test";
import { axeFindings } from "../support/axe.ts";
import { type BuiltSite, buildSite } from "../support/build.ts";
import { examplesIn } from "../support/examples.ts";
import { runStet } from "../support/press.ts";
import { type Served, serve } from "../support/serve.ts";

const { "articles/bridge.md": bridge = "" } = examplesIn("docs/kinds.md");

const metadata = "title: The Test Post\nurl: https://example.org/\nlanguage: en\ncards: none\nsearch: off\n";

const other = "---\nheadline: The last week\ndate: 2026-10-02\n---\nThe ferry goes on until Saturday.\n";

const ended = bridge
  .replace("live: { refresh: 60 }", "live: { refresh: 60, ended: 2026-10-04T01:00+01:00 }")
  .replace("The bridge opens: minute by minute", "How the bridge opened");

const persian = `---
headline: گشایش پل، لحظه به لحظه
kind: live
language: fa
date: 2026-10-03T08:00+03:30
---
پل امروز گشوده می‌شود و ما از هر دو کرانه گزارش می‌دهیم.

## ۱۳:۵۰ روبان بریده شد

شهردار نه دقیقه سخن گفت.

## ۱۴:۰۵ **نخستین خودرو گذشت**

خودروی نان بود.
`;

let site: BuiltSite;
let served: Served;

test.beforeAll(async () => {
  const articles = { "bridge.md": bridge, "ended.md": ended, "other.md": other, "pol.md": persian };
  site = buildSite({ articles, metadata });
  served = await serve(site.output);
});

test.afterAll(() => served.close());

const read = (path: string) => readFileSync(join(site.output, path), "utf8");

test("an entry's time is a moment that leads to the entry, and the page was updated with the latest", async ({
  page,
}) => {
  expect(site.stderr).toBe("");
  await page.goto(`${served.address}/bridge/`);
  await expect(page.locator("article header .section")).toHaveText("Live");
  await expect(page.locator("article header .by").first()).toHaveText(
    "Published 3 October 2026, 08:00 · Updated 4 October 2026, 00:10 · 1 min read",
  );
  await expect(page.locator(".e-content h2")).toHaveText([
    "2026-10-04 00:10 The lamps go out",
    "2026-10-03 22:40 A late crossing",
    "14:05 The first car is across",
  ]);
  await expect(page.locator(".e-content time").last()).toHaveAttribute(
    "datetime",
    "2026-10-03T14:05:00+01:00",
  );
  await page.getByRole("link", { name: "14:05" }).click();
  expect(new URL(page.url()).hash).toBe("#14-05-the-first-car-is-across");
});

test("what is bold is a key moment, and the list above the text leads to it", async ({ page }) => {
  await page.goto(`${served.address}/bridge/`);
  const key = page.getByRole("navigation", { name: "Key moments" });
  await expect(key.getByRole("listitem")).toHaveText(["22:40 A late crossing"]);
  await key.getByRole("link").click();
  expect(new URL(page.url()).hash).toBe("#2026-10-03-22-40-a-late-crossing");
  await page.goto(`${served.address}/pol/`);
  await expect(page.locator("article header .section")).toHaveText("زنده");
  await expect(page.getByRole("navigation", { name: "لحظه‌های مهم" }).getByRole("listitem")).toHaveText([
    "۱۴:۰۵ نخستین خودرو گذشت",
  ]);
  await expect(page.locator(".e-content time").last()).toHaveAttribute(
    "datetime",
    "2026-10-03T14:05:00+03:30",
  );
});

test("a reader may choose a page that loads itself again, and leave it; not once the event is over", async ({
  page,
}) => {
  await page.goto(`${served.address}/bridge/`);
  expect(await page.locator("meta[http-equiv=refresh]").count()).toBe(0);
  await page.getByRole("link", { name: "Refresh automatically" }).click();
  await expect(page).toHaveURL(/\/bridge\/live\.html$/);
  await expect(page.locator("meta[http-equiv=refresh]")).toHaveAttribute("content", "60");
  await expect(page.locator("meta[name=robots]")).toHaveAttribute("content", "noindex");
  await expect(page.locator("link[rel=canonical]")).toHaveAttribute("href", "https://example.org/bridge/");
  await expect(page.locator(".e-content h2").first()).toHaveText("2026-10-04 00:10 The lamps go out");
  await page.getByRole("link", { name: "Stop refreshing" }).click();
  await expect(page).toHaveURL(/\/bridge\/index\.html$/);
  await page.goto(`${served.address}/ended/`);
  await expect(page.getByRole("link", { name: "Refresh automatically" })).toHaveCount(0);
  for (const path of ["ended/live.html", "pol/live.html"])
    expect((await page.goto(`${served.address}/${path}`))?.status(), path).toBe(404);
});

test("machines read the entries: as data, and in a feed of their own", () => {
  const [, json = ""] =
    /<script type="application\/ld\+json">(.*?)<\/script>/.exec(read("ended/index.html")) ?? [];
  expect(JSON.parse(json)).toMatchObject({
    "@type": "LiveBlogPosting",
    headline: "How the bridge opened",
    dateModified: "2026-10-04T00:10:00+01:00",
    coverageStartTime: "2026-10-03T08:00:00+01:00",
    coverageEndTime: "2026-10-04T01:00:00+01:00",
    liveBlogUpdate: [
      { "@type": "BlogPosting", headline: "The lamps go out", datePublished: "2026-10-04T00:10:00+01:00" },
      { headline: "A late crossing", datePublished: "2026-10-03T22:40:00+01:00" },
      {
        headline: "The first car is across",
        datePublished: "2026-10-03T14:05:00+01:00",
        url: "https://example.org/ended/#14-05-the-first-car-is-across",
      },
    ],
  });
  expect(read("ended/index.html")).toContain(
    '<link rel="alternate" type="application/atom+xml" title="How the bridge opened: Atom feed" href="live.xml">',
  );
  const entries = read("ended/live.xml").split("<entry>").slice(1);
  expect(entries).toHaveLength(3);
  expect(entries[2]).toBe(
    "<id>https://example.org/ended/#14-05-the-first-car-is-across</id><title>The first car is across</title>" +
      "<published>2026-10-03T14:05:00+01:00</published><updated>2026-10-03T14:05:00+01:00</updated>" +
      '<link rel="alternate" type="text/html" href="https://example.org/ended/#14-05-the-first-car-is-across"/>' +
      '<content type="html">\n&lt;p&gt;It was a bread van.&lt;/p&gt;\n</content></entry></feed>\n',
  );
  // In the feed of all articles the times lead nowhere.
  expect(read("feed.xml")).toContain(
    "&lt;time datetime=&quot;2026-10-03T14:05:00+01:00&quot;&gt;14:05&lt;/time&gt; The first",
  );
  // The newest come first, whatever the order on the page.
  expect(read("pol/live.xml").indexOf("نخستین خودرو گذشت")).toBeLessThan(
    read("pol/live.xml").indexOf("روبان بریده شد"),
  );
});

test("what an entry's feed and the page that loads itself again say is proved", () => {
  expect(runStet(["verify", site.folder, "--site", site.output]).stdout).toContain("every word stands");
  const built = buildSite({ articles: { "bridge.md": bridge, "other.md": other }, metadata });
  for (const [name, word, other] of [
    ["live.xml", "a bread van", "an old van"],
    ["live.html", "bread van", "old van"],
  ] as const) {
    const file = join(built.output, "bridge", name);
    writeFileSync(file, readFileSync(file, "utf8").replace(word, other));
  }
  const { status, stderr } = runStet(["verify", built.folder, "--site", built.output, "--own-sources"]);
  expect(status).toBe(1);
  expect(stderr).toContain('bridge/live.xml: the entry "The first car is across" does not say');
  expect(stderr).toContain('bridge/live.html: a word is changed: expected "bread", found "old"');
});

test("all of it is open to everyone; the page that loads itself again does so only for who chose it", async ({
  browser,
}) => {
  for (const path of ["bridge/", "pol/"])
    expect(await axeFindings(browser, `${served.address}/${path}`), path).toEqual([]);
  const found = await axeFindings(browser, `${served.address}/bridge/live.html`);
  expect(found.filter((finding) => !finding.includes("meta-refresh"))).toEqual([]);
});

/** What a build says of a text under the front matter of a live article. */
function told(text: string, more = "", date = "2026-10-03T08:00+01:00"): string[] {
  const article = `---\nheadline: A day\nkind: live\ndate: ${date}\n${more}---\n${text}\n`;
  const { stderr, folder } = buildSite({ articles: { "a.md": article, "other.md": other }, metadata });
  return stderr
    .replaceAll(`${folder}/articles/`, "")
    .split("\n")
    .filter((line) => line.startsWith("a.md"));
}

test("times that cannot be, stand in no order, or are missing are told with their lines", () => {
  expect(told("## 25:10 One\n\nA.\n\n## 14:05\n\nB.")).toEqual([
    'a.md:6: "2026-10-03T25:10+01:00": there is no time 25:10:00 (write a time from 00:00:00 to 23:59:59)',
    "a.md:10: nothing stands after the time 14:05 (write in a few words what happened)",
  ]);
  const remedy =
    "(correct the time, or write the day before it, as in `## 2026-10-04 00:10 The lamps go out`)";
  expect(
    told("## 09:00 One\n\nA.\n\n## 10:00 Two\n\nB.\n\n## 09:30 Three\n\nC.\n\n## 07:00 Four\n\nD."),
  ).toEqual([
    `a.md:14: "Three" is out of order: the entries before it begin with the oldest ${remedy}`,
    `a.md:18: "Four" is of 2026-10-03T07:00:00+01:00, before the article's date 2026-10-03T08:00:00+01:00 ${remedy}`,
  ]);
  expect(
    told("## 09:00 One\n\nA.\n\n### Not an entry\n\nB.\n\n## Ten o'clock\n\nC.\n\n## 09:00 Two\n\nD."),
  ).toEqual([
    `a.md:14: warning: the heading "Ten o'clock" stands among the entries without a time (begin it with its time, or set it one step lower)`,
    'a.md:18: warning: "Two" has the time of the entry before it (write both as one entry, or correct one of the times)',
  ]);
});

test("what a live article lacks is told", () => {
  expect(told("## A heading\n\nA.")).toEqual([
    "a.md:3:7: a live article needs entries, and no heading of its text begins with a time (write headings such as `## 14:05 The bridge opens`, in Markdown)",
  ]);
  expect(told("## 09:00 One\n\nA.", "", "2026-10-03")).toEqual([
    "a.md:4:7: the date of a live article needs a time and an offset (write the moment at which it began, such as 2026-10-03T14:00+01:00)",
  ]);
  expect(told("## 09:00 One\n\nA.", "live: { refresh: 5 }\n")[0]).toContain(
    "`live.refresh` must be a number of seconds from 15 to 3600",
  );
  expect(told("## 09:00 One\n\nA.", "live: { ended: 2026-10-03T08:30+01:00 }\n")).toEqual([
    'a.md:5:16: it ended at 2026-10-03T08:30:00+01:00, and the entry "One" is of 2026-10-03T09:00:00+01:00 (correct one of the two)',
  ]);
  const news = `---\nheadline: A day\ndate: 2026-10-03\nlive: { refresh: 60 }\n---\nA.\n`;
  expect(buildSite({ articles: { "a.md": news, "other.md": other }, metadata }).stderr).toContain(
    "a.md:4:7: `live` is for `kind: live` only (remove it)",
  );
});
