import { readFileSync, writeFileSync } from "node:fs";
import { join } from "node:path";
import { expect, test } from "@playwright/test";
import sharp from "sharp";
import { providerOf, visitedPage } from "../../src/press/source/providers.ts";
import { axeFindings } from "../support/axe.ts";
import { type BuiltSite, buildSite } from "../support/build.ts";
import { examplesIn } from "../support/examples.ts";
import { runStet } from "../support/press.ts";
import { type Served, serve } from "../support/serve.ts";

/* Cards that lead to what other sites show. */

const { "articles/film.md": film = "" } = examplesIn("docs/elsewhere.md");

const urdu =
  "---\nheadline: پل پر فلم\ndate: 2026-10-05\nlanguage: ur\n---\nفلم یہ ہے:\n\n[پل کا افتتاح](https://youtu.be/abc123)\n";

let site: BuiltSite;
let served: Served;

test.beforeAll(async () => {
  const dawn = await sharp({ create: { width: 640, height: 360, channels: 3, background: "#234" } })
    .png()
    .toBuffer();
  site = buildSite({
    articles: { "film.md": film, "film-ur.md": urdu, "dawn.png": dawn },
    args: ["--strict"],
  });
  expect(site.stderr).toBe("");
  served = await serve(site.output);
});

test.afterAll(() => served.close());

test("a link to a known provider alone in a paragraph is a card, and asks nobody", async ({
  page,
  browser,
}) => {
  const asked: string[] = [];
  page.on("request", (request) => asked.push(new URL(request.url()).origin));
  await page.goto(`${served.address}/film/`);
  const cards = page.locator(".elsewhere");
  await expect(cards).toHaveText([
    "The opening, minute by minute",
    "A still, and the film",
    "https://bsky.app/profile/harbour.example/post/3kabc",
  ]);
  const names = await cards.evaluateAll((all) =>
    all.map((card) => getComputedStyle(card, "::before").content),
  );
  expect(names).toEqual(['"YouTube"', '"Vimeo"', '"Bluesky"']);
  await expect(cards.getByRole("img", { name: "The bridge at dawn" })).toBeVisible();
  await expect(page.getByRole("link", { name: "same film" })).toBeVisible();
  // All of a card is the link.
  const box = await cards.first().boundingBox();
  const [right = 0, low = 0] = box ? [box.x + box.width - 5, box.y + box.height - 5] : [];
  const href = await page.evaluate(
    ([x, y]) => document.elementFromPoint(x ?? 0, y ?? 0)?.getAttribute("href"),
    [right, low],
  );
  expect(href).toBe("https://www.youtube.com/watch?v=abc123");
  expect([...new Set(asked)]).toEqual([new URL(served.address).origin]);
  for (const path of ["film/", "film-ur/"])
    expect(await axeFindings(browser, `${served.address}/${path}`), path).toEqual([]);
});

test("its words are proved, and feeds have the link", () => {
  expect(runStet(["verify", site.folder, "--site", site.output]).stdout).toContain("every word stands");
  const { items } = JSON.parse(readFileSync(join(site.output, "feed.json"), "utf8"));
  const texts = items.map(({ content_html }: { content_html: string }) => content_html).join("");
  expect(texts).toContain(
    '<a href="https://www.youtube.com/watch?v=abc123">The opening, minute by minute</a>',
  );
  expect(texts).not.toContain("data-provider");
  const file = join(site.output, "film/index.html");
  writeFileSync(file, readFileSync(file, "utf8").replace("v=abc123", "v=other"));
  const told = runStet(["verify", site.folder, "--site", site.output, "--own-sources"]);
  expect(told.stderr).toContain("https://www.youtube.com/watch?v=other");
});

test("providers are known by what they show, not by their front pages", () => {
  for (const [address, name] of [
    ["https://www.youtube.com/watch?v=a", "YouTube"],
    ["https://m.youtube.com/shorts/a", "YouTube"],
    ["https://www.youtube.com/", undefined],
    ["https://notyoutube.com/watch?v=a", undefined],
    ["https://youtube.com.evil.example/watch?v=a", undefined],
    ["https://twitter.com/harbour/status/1", "X"],
    ["https://x.com/harbour", undefined],
    ["https://mastodon.example/@harbour/112233445566778899", "Mastodon"],
    ["https://www.instagram.com/p/abc/", "Instagram"],
    ["https://www.tiktok.com/@harbour/video/1", "TikTok"],
    ["https://www.facebook.com/harbour/videos/1/", "Facebook"],
    ["https://soundcloud.com/harbour/bell", "SoundCloud"],
    ["https://open.spotify.com/intl-de/track/abc", "Spotify"],
    ["https://datawrapper.dwcdn.net/xyz/1/", "Datawrapper"],
    ["https://www.flickr.com/photos/harbour/123", "Flickr"],
    ["https://www.reddit.com/r/ferries/comments/abc/", "Reddit"],
    ["https://www.google.com/maps/place/Quay", "Google Maps"],
    ["https://www.openstreetmap.org/#map=12/1/2", "OpenStreetMap"],
    ["ftp://www.youtube.com/watch?v=a", undefined],
  ] as const)
    expect(providerOf(address), address).toBe(name);
  for (const [frame, page] of [
    ["https://www.youtube-nocookie.com/embed/abc?rel=0", "https://www.youtube.com/watch?v=abc"],
    ["https://player.vimeo.com/video/123", "https://vimeo.com/123"],
    ["https://open.spotify.com/embed/track/abc", "https://open.spotify.com/track/abc"],
    [
      "https://w.soundcloud.com/player/?url=https%3A//soundcloud.com/harbour/bell",
      "https://soundcloud.com/harbour/bell",
    ],
    [
      "https://www.facebook.com/plugins/video.php?href=https%3A%2F%2Fwww.facebook.com%2Fh%2Fvideos%2F1",
      "https://www.facebook.com/h/videos/1",
    ],
    ["https://www.instagram.com/p/abc/embed/", "https://www.instagram.com/p/abc/"],
    ["https://datawrapper.dwcdn.net/xyz/1/", "https://datawrapper.dwcdn.net/xyz/1/"],
  ] as const)
    expect(visitedPage(frame), frame).toBe(page);
});
