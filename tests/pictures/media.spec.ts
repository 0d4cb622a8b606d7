import { existsSync, readFileSync } from "node:fs";
import { join } from "node:path";
import { expect, test } from "@playwright/test";
import { HtmlValidate } from "html-validate";
import sharp from "sharp";
import { axeFindings } from "../support/axe.ts";
import { type BuiltSite, buildSite } from "../support/build.ts";
import { examplesIn } from "../support/examples.ts";
import { runStet } from "../support/press.ts";
import { type Served, serve } from "../support/serve.ts";

const { "articles/horn.md": horn = "", "articles/ship.vtt": captions = "" } = examplesIn("docs/media.md");

/** The first frames of a sound, and the head of a film: nothing that could be heard or seen. */
const sound = Buffer.concat([Buffer.from("ID3\x03\0\0\0\0\0\0", "latin1"), Buffer.alloc(3_190, 0xff)]);
const film = Buffer.concat([
  Buffer.from("\0\0\0\x18ftypisom\0\0\0\0isommp42", "latin1"),
  Buffer.alloc(120_000),
]);
const metadata = "title: The Test Post\nurl: https://example.org/\nlanguage: en\ncards: none\n";
const plain = "---\nheadline: Without\ndate: 2026-10-01\n---\nNothing is heard here.\n";

let site: BuiltSite;
let served: Served;

test.beforeAll(async () => {
  const poster = await sharp({ create: { width: 320, height: 180, channels: 3, background: "#146" } })
    .jpeg()
    .toBuffer();
  const articles = {
    "horn.md": horn,
    "brine.mp3": sound,
    "ship.mp4": film,
    "ship.vtt": captions,
    "ship.jpg": poster,
    "plain.md": plain,
  };
  site = buildSite({ articles, metadata, args: ["--strict"] });
  served = await serve(site.output);
});

test.afterAll(() => served.close());

const read = (path: string) => readFileSync(join(site.output, path), "utf8");

const jsonLd = (path: string) =>
  JSON.parse(/<script type="application\/ld\+json">(.*?)<\/script>/s.exec(read(path))?.[1] ?? "{}");

test("a sound plays, has its transcript as details, and tells its size; nothing is loaded before", async ({
  page,
}) => {
  expect([site.status, site.stderr]).toEqual([0, ""]);
  await page.goto(`${served.address}/horn/`, { waitUntil: "networkidle" });
  const audio = page.locator("audio");
  await expect(audio).toHaveAccessibleName("Ada Brine on the day of the first test");
  await expect(audio).toHaveAttribute("preload", "none");
  await expect(page.locator(`[id="${await audio.getAttribute("aria-details")}"]`)).toHaveText(
    "What Ada Brine says",
  );
  await expect(page.locator("figure").first()).toHaveText("Recorded on 2 October. Sound: Tobias Reed");
  const told = await page
    .locator(".player")
    .evaluateAll((figures) => figures.map((figure) => getComputedStyle(figure, "::after").content));
  expect(told).toEqual(['"MP3, 3\u00a0kB"', '"MP4, 120\u00a0kB"']);
  expect(served.asked.filter((path) => /\.(?:mp3|mp4)$/.test(path))).toEqual([]);
});

test("a film has captions and a poster, and its page's policy lets it and its captions load", async ({
  page,
}) => {
  const refused: string[] = [];
  page.on(
    "console",
    (message) => message.text().includes("Content Security Policy") && refused.push(message.text()),
  );
  await page.goto(`${served.address}/horn/`);
  const video = page.locator("video");
  await expect(video).toHaveAccessibleName("A ship sounds its horn and the quay waves");
  await expect(video).toHaveAttribute("poster", /^images\/[0-9a-f]{16}-320\.jpeg$/);
  await expect(video).toHaveAttribute("width", "320");
  await expect(video.locator("track")).toHaveAttribute("src", "ship.vtt");
  await expect(video.locator("track")).toHaveAttribute("srclang", "en");
  await video.evaluate((film: HTMLVideoElement) => {
    for (const track of film.textTracks) track.mode = "showing";
  });
  await expect
    .poll(() => video.evaluate((film: HTMLVideoElement) => film.textTracks[0]?.cues?.length))
    .toBe(1);
  served.asked.splice(0);
  await page.locator("audio").evaluate((sound: HTMLAudioElement) => sound.load());
  await expect.poll(() => served.asked).toContain("/horn/brine.mp3");
  expect(refused).toEqual([]);
});

test("only its page may play, and the headers of the site let it", () => {
  const policy = (path: string) => /Content-Security-Policy" content="([^"]*)"/.exec(read(path))?.[1];
  expect(policy("horn/index.html")).toContain("media-src &#39;self&#39;".replaceAll("&#39;", "'"));
  expect(policy("plain/index.html")).not.toContain("media-src");
  expect(read("_headers")).toContain("media-src 'self'");
  expect(read("_server/policy.nginx.conf")).toContain("media-src 'self'");
  const closed = buildSite({ articles: { "plain.md": plain }, metadata });
  expect(readFileSync(join(closed.output, "_headers"), "utf8")).not.toContain("media-src");
  expect(readFileSync(join(closed.output, "plain/index.html"), "utf8")).not.toContain(".player");
});

test("machines are told of both, and feeds bring them", () => {
  const { audio, video } = jsonLd("horn/index.html");
  expect(audio).toEqual([
    {
      "@type": "AudioObject",
      name: "Ada Brine on the day of the first test",
      description: "Recorded on 2 October.",
      contentUrl: "https://example.org/horn/brine.mp3",
      encodingFormat: "audio/mpeg",
      contentSize: "3200",
      uploadDate: "2026-10-10",
      inLanguage: "en",
      creditText: "Sound: Tobias Reed",
      transcript: "I wept a little. Then I had breakfast.",
    },
  ]);
  expect(video[0]).toMatchObject({ "@type": "VideoObject", contentUrl: "https://example.org/horn/ship.mp4" });
  expect(video[0].thumbnailUrl).toMatch(/^https:\/\/example\.org\/horn\/images\/[0-9a-f]{16}-320\.jpeg$/);
  expect(read("feed.xml")).toContain(
    '<link rel="enclosure" type="audio/mpeg" length="3200" href="https://example.org/horn/brine.mp3"/>',
  );
  expect(read("feed.xml")).toContain("src=&quot;https://example.org/horn/ship.vtt&quot;");
  expect(JSON.parse(read("feed.json")).items[0].attachments[1]).toEqual({
    url: "https://example.org/horn/ship.mp4",
    mime_type: "video/mp4",
    title: "A ship sounds its horn and the quay waves",
    size_in_bytes: 120_024,
  });
  const { associations } = JSON.parse(read("horn/ninjs.json"));
  expect(associations.map(({ type }: { type: string }) => type)).toEqual(["picture", "audio", "video"]);
  expect(JSON.parse(read("horn/article.json")).media[0].transcript.id).toBe("what-ada-brine-says");
});

test("every word stands, a changed name is told, and the files are the maintainer's own", () => {
  expect(runStet(["verify", site.folder]).stdout).toContain("every word stands");
  expect(readFileSync(join(site.output, "horn/brine.mp3")).equals(sound)).toBe(true);
  expect(read("horn/ship.vtt")).toBe(captions);
  expect(read("SHA256SUMS")).toContain("  horn/ship.mp4\n");
});

test("the page is valid, axe finds nothing, and paper has names and addresses", async ({ page, browser }) => {
  const validator = new HtmlValidate({ extends: ["html-validate:recommended"] });
  const { results } = await validator.validateString(read("horn/index.html"));
  expect(results.flatMap(({ messages }) => messages.map(({ message }) => message))).toEqual([]);
  expect(await axeFindings(browser, `${served.address}/horn/`)).toEqual([]);
  await page.emulateMedia({ media: "print" });
  await page.goto(`${served.address}/horn/`);
  await expect(page.locator("audio")).toBeHidden();
  const figure = page.locator(".player").first();
  expect(await figure.evaluate((element) => getComputedStyle(element, "::before").content)).toBe(
    '"Ada Brine on the day of the first test"',
  );
  expect(await figure.evaluate((element) => getComputedStyle(element, "::after").content)).toContain(
    "https://example.org/horn/brine.mp3",
  );
});

test("what is missing or is not what its name says stops the build, each with its place", () => {
  const text = [
    "![A](page.mp3)",
    "![B](none.mp4)",
    "![C](film.webm)",
    "![D](bad.mp4)",
    "![E](late.mp4)",
    "Listen: ![F](ok.mp3) now.",
    "![](ok.mp3)",
  ].join("\n\n");
  const { status, stderr } = buildSite({
    articles: {
      "a.md": `---\nheadline: A\ndate: 2024-03-09\n---\n${text}\n`,
      "page.mp3": "<!DOCTYPE html><title>404</title>",
      "ok.mp3": sound,
      "film.webm": Buffer.from("\x1a\x45\xdf\xa3 and more", "latin1"),
      "bad.mp4": film,
      "bad.vtt": "1\n00:00 --> 00:02\nWords",
      "late.mp4": film,
      "late.vtt": "WEBVTT\n\n00:00:04.000 --> 00:00:01.000\nWords\n",
    },
  });
  expect(status).toBe(1);
  for (const line of [
    'articles/a.md:5:1: the sound "page.mp3" is not what its name says: its first bytes are of another kind of file (save it as MP3, M4A or Ogg)',
    'articles/a.md:7:1: the film "none.mp4" does not exist',
    'articles/a.md:9:1: the film "film.webm" has no captions (save them beside it as film.vtt (WebVTT); where nothing is heard, say so in them)',
    "articles/bad.vtt:1:1: these are no captions (begin the file with a line `WEBVTT`)",
    "articles/late.vtt:3:1: the caption ends before it begins",
    'articles/a.md:15:9: the sound "ok.mp3" stands within a line of text (give it a paragraph of its own)',
    'articles/a.md:17:1: the image "ok.mp3" has no description',
  ])
    expect(stderr).toContain(line);
});

test("a sound without a transcript is a warning that an editor can silence, and a file that nothing shows is told", () => {
  const article = (more: string) =>
    `---\nheadline: Music\ndate: 2024-03-09\n${more}---\nThe band plays.\n\n![A march](march.mp3)\n`;
  const built = (more: string) =>
    buildSite({ articles: { "a.md": article(more), "march.mp3": sound, "left.mp3": sound }, metadata });
  expect(built("").stderr).toContain('articles/a.md:7:1: warning: the sound "march.mp3" has no transcript');
  const { stderr } = built('acknowledge: ["transcript: march.mp3"]\n');
  expect(stderr).not.toContain("transcript");
  expect(stderr).toContain("articles/left.mp3: warning: no article links to this file");
});

test("two sounds of one name in two folders stop the build: both would go beside the page", () => {
  const text = "---\nheadline: A\ndate: 2024-03-09\n---\n![A](x/a.mp3)\n\n![B](y/a.mp3)\n";
  const { status, stderr } = buildSite({ articles: { "a.md": text, "x/a.mp3": sound, "y/a.mp3": sound } });
  expect(status).toBe(1);
  expect(stderr).toContain("have one name, and both would go beside the page (rename one of them)");
});

test("neither sounds nor other files of a draft are published", () => {
  const draft = `---\nheadline: A\ndate: 2024-03-09\nstatus: draft\n---\nThe [report](r.pdf).\n\n![A](a.mp3)\n\n## A\n\nWords.\n`;
  const articles = { "a.md": draft, "r.pdf": "%PDF-1.7\n", "a.mp3": sound, "plain.md": plain };
  const { output, status } = buildSite({ articles, metadata });
  expect(status).toBe(0);
  expect(existsSync(join(output, "plain"))).toBe(true);
  expect(existsSync(join(output, "a"))).toBe(false);
});
