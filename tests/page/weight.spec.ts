import { readdirSync, readFileSync } from "node:fs";
import { join } from "node:path";
import { brotliCompressSync } from "node:zlib";
import { expect, test } from "@playwright/test";
import { buildSite } from "../support/build.ts";
import { newspaper } from "../support/newspaper.ts";

/*
 * What the pages of a newspaper weigh besides their words, as they travel: one of every kind, with a menu of ten.
 */

/** A page without what people wrote for it, and without the entries of its lists. */
function bare(html: string, written: readonly string[]): string {
  const rest = html
    .replace(/(<div class="e-content[^>]*>).*(?=<\/div><footer>)/s, "$1")
    .replace(/<ul class="list[^>]*>.*?<\/ul>/gs, "");
  return written.reduce((text, words) => text.replaceAll(words, ""), rest);
}

test("no page has more than 4,600 bytes besides its words, but for the one that has everything at once", async () => {
  test.setTimeout(120_000);
  const { output, status, stderr } = buildSite(await newspaper());
  expect(status, stderr).toBe(0);
  const { articles } = JSON.parse(readFileSync(join(output, "proof.json"), "utf8"));
  const written = articles.flatMap(({ slug }: { slug: string }) => {
    const {
      headline,
      standfirst,
      image,
      corrections = [],
    } = JSON.parse(readFileSync(join(output, slug, "article.json"), "utf8"));
    const { alt, caption, credit } = image ?? {};
    const texts = corrections.map(({ text }: { text: string }) => text);
    return [headline, encodeURIComponent(headline), standfirst, alt, caption, credit, ...texts].filter(
      Boolean,
    );
  });
  const weights = readdirSync(output, { recursive: true, encoding: "utf8" })
    .filter((path) => path.endsWith(".html"))
    .map((path) => ({
      path,
      bytes: brotliCompressSync(bare(readFileSync(join(output, path), "utf8"), written)).length,
    }));
  const heavy = weights.filter(({ bytes }) => bytes > 4_600).map(({ path }) => path);
  // An opinion with its author's portrait, a lead picture, a table, a pull-quote, corrections, a series, translations and two authors, under a menu of ten.
  expect(heavy).toEqual(["everything/index.html"]);
  expect(weights.find(({ path }) => path === "everything/index.html")?.bytes).toBeLessThanOrEqual(5_200);
  for (const kind of [
    "flood",
    "keeper",
    "ferryman",
    "paint",
    "gone",
    "kashti",
    "quay-1",
    "authors/ines-marlow",
    "about",
    "search",
  ])
    expect(weights.map(({ path }) => path)).toContain(`${kind}/index.html`);
});
