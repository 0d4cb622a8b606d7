import { readFileSync } from "node:fs";
import { join } from "node:path";
import { expect, test } from "@playwright/test";
import sharp from "sharp";
import { buildSite } from "../support/build.ts";
import { examplesIn } from "../support/examples.ts";

const { "articles/lamp.yaml": lamp = "" } = examplesIn("docs/pictures.md");
const metadata = "title: The Test Post\nurl: https://example.org/\nlanguage: en\nsearch: off\n";

async function built(more: string) {
  const boats = await sharp({ create: { width: 300, height: 200, channels: 3, background: "#c33" } })
    .withExif({ IFD0: { Artist: "Zaphod Owner" } })
    .jpeg()
    .toBuffer();
  const site = buildSite({
    articles: { "lamp.txt": "The lamp is lit.", "lamp.yaml": more, "boats.jpg": boats },
    metadata,
  });
  const html = site.status === 0 ? readFileSync(join(site.output, "lamp/index.html"), "utf8") : "";
  return {
    ...site,
    html,
    data: JSON.parse(/<script type="application\/ld\+json">(.*?)<\/script>/s.exec(html)?.[1] ?? "{}"),
  };
}

test("machines are told whose the lead picture is, and what others may do with it; readers see the credit", async () => {
  const { status, stderr, html, data } = await built(lamp);
  expect([status, stderr]).toEqual([0, ""]);
  const [lead, card] = data.image;
  expect(lead).toEqual({
    "@type": "ImageObject",
    contentUrl: expect.stringMatching(/^https:\/\/example\.org\/lamp\/images\/[0-9a-f]{16}-300\.jpeg$/),
    creditText: "Photo: Ada Marsh",
    copyrightNotice: "© 2026 Ada Marsh",
    license: "https://creativecommons.org/licenses/by/4.0/",
    acquireLicensePage: "https://example.org/pictures/",
  });
  expect(card).toBe("https://example.org/lamp/card.png");
  expect(html).toContain('<figcaption><span class="credit">Photo: Ada Marsh</span></figcaption>');
  expect(html).not.toContain("Zaphod");
});

test("without rights a picture is its address, and a licence that is none stops the build", async () => {
  const bare = lamp.replace(/ {2}(?:credit|copyright|licens\w+):.*\n/g, "");
  const { data } = await built(bare);
  expect(data.image[0]).toMatch(/^https:\/\/example\.org\/lamp\/images\//);
  const { status, stderr } = await built(lamp.replace("CC-BY-4.0", '"free for all"'));
  expect(status).toBe(1);
  expect(stderr).toContain('lamp.yaml:8:12: `license`: "free for all" is no licence');
});
