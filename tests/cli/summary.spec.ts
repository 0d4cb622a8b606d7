import { appendFileSync, readFileSync } from "node:fs";
import { join } from "node:path";
import { brotliCompressSync } from "node:zlib";
import { expect, test } from "@playwright/test";
import { type BuiltSite, buildSite, rebuildSite } from "../support/build.ts";

/* What a build says when it is done. */

/** The largest page, as the summary names it, and as it is. */
function largestOf({ stdout, output }: BuiltSite): { said: string | undefined; is: string } {
  const said = /^largest page: .*$/m.exec(stdout)?.[0];
  const page = readFileSync(join(output, "long/index.html"));
  const bytes = brotliCompressSync(page).length.toLocaleString("en");
  return { said, is: `largest page: long/index.html, ${bytes} bytes compressed` };
}

test("the largest page is weighed, again when it changed, and is the same when nothing did", () => {
  const words = Array.from({ length: 3000 }, (_, number) => `word${number * 7919}`).join(" ");
  const first = buildSite({
    articles: {
      "long.txt": ` date 2023-12-02 ${words}\n`,
      "short.txt": " date 2023-12-03 A short text stands here.\n",
    },
  });
  expect(first.status, first.stderr).toBe(0);
  expect(first.stdout).toContain("2 articles, 3,005 words");
  const weight = largestOf(first);
  expect(weight.said).toBe(weight.is);
  expect(largestOf(rebuildSite(first.folder)).said).toBe(weight.is);
  appendFileSync(join(first.folder, "articles/long.txt"), `\n${words.replaceAll("word", "other")}\n`);
  const longer = largestOf(rebuildSite(first.folder));
  expect(longer.said).toBe(longer.is);
  expect(longer.said).not.toBe(weight.said);
});
