import { readFileSync, writeFileSync } from "node:fs";
import { join } from "node:path";
import { expect, test } from "@playwright/test";
import { proveMore } from "../../src/press/proof/prove-site.ts";
import type { Article } from "../../src/press/record/article.ts";
import { buildSite, plainMetadata } from "../support/build.ts";
import { runStet } from "../support/press.ts";

/*
 * What an article's page says of those that lead on from it.
 */

const more = (headline: string, date: string) =>
  `<section class="more-on"><h2>More on Ferries</h2><ul class="list"><li><a href="../ferry/index.html">${headline}</a> <small><time datetime="${date}">1 May</time></small></li></ul></section>`;

test("a build tells a headline and a date that are not the article's, and an article that is none", () => {
  const ferry = {
    slug: "ferry",
    headline: "The ferry & the bridge",
    date: { iso: "2024-05-01" },
    authors: [],
  };
  const told = new Map([["ferry", ferry as unknown as Article]]);
  const reasons = (text: string, articles = told) =>
    proveMore({ path: "bridge/index.html", text }, articles).map(({ reason }) => reason);
  expect(reasons(more("The ferry &amp; the bridge", "2024-05-01"))).toEqual([]);
  expect(reasons(more("The ferry", "2024-05-02"))).toEqual([
    'the headline in the list is "The ferry", article.json says "The ferry & the bridge"',
    'the published in the list is "2024-05-02", article.json says "2024-05-01"',
  ]);
  expect(reasons(more("The ferry", "2024-05-02"), new Map())).toEqual([
    'the list leads to "../ferry/index.html", which is no article of the site',
  ]);
  expect(reasons("<p>No list.</p>")).toEqual([]);
});

test("stet verify tells it of a site, without its sources", () => {
  const story = (day: number) =>
    `---\nheadline: Story ${day}\ndate: 2024-05-0${day}\ntopics: [Ferries]\n---\nThe boat came back.\n`;
  const { output } = buildSite({
    metadata: `${plainMetadata}cards: none\nsearch: off\n`,
    articles: Object.fromEntries([1, 2, 3, 4].map((day) => [`story-${day}.md`, story(day)])),
  });
  const page = join(output, "story-1/index.html");
  const whole = readFileSync(page, "utf8");
  expect(whole).toContain(">Story 4</a>");
  writeFileSync(page, whole.replace(">Story 4</a>", ">Story 5</a>"));
  const { status, stdout, stderr } = runStet(["verify", "--site", output, "--own-sources"]);
  expect(status).toBe(1);
  expect(stdout + stderr).toContain(
    'story-1/: the headline in the list is "Story 5", article.json says "Story 4"',
  );
});
