import { writeFileSync } from "node:fs";
import { join } from "node:path";
import { expect, test } from "@playwright/test";
import { keepSource, sourceOf } from "../../src/press/source/kept.ts";
import { digest } from "../../src/press/text/bytes.ts";
import { temporaryFolder } from "../support/temporary.ts";

/** A file of an article, as a record would know it. */
function written(text: string) {
  const path = join(temporaryFolder(), "letter.txt");
  writeFileSync(path, text);
  const data = Buffer.from(text);
  return {
    article: { file: "articles/letter.txt", path, sha256: digest(data), bytes: data.length },
    bytes: { data, sha256: digest(data) },
  };
}

const changed = "articles/letter.txt: the file changed during the build (build again)";

test("a page is made from what was read for the record, though the file is another by then", () => {
  const { article, bytes } = written("As it was read.");
  keepSource(article.path, bytes);
  writeFileSync(article.path, "As somebody saved it meanwhile.");
  expect(sourceOf(article).source.text).toBe("As it was read.");
  expect(sourceOf(article).data.toString()).toBe("As it was read.");
});

test("what was kept for an older record is not taken for the new one's", () => {
  const { article, bytes } = written("The second edition.");
  const data = Buffer.from("The first edition.");
  keepSource(article.path, { data, sha256: digest(data) });
  expect(sourceOf(article).source.text).toBe("The second edition.");
  expect(sourceOf({ ...article }).source.sha256).toBe(bytes.sha256);
});

test("what was not kept is read again, and a file that changed stops the build", () => {
  const { article } = written("As it was read.");
  writeFileSync(article.path, "As somebody saved it meanwhile.");
  expect(() => sourceOf(article)).toThrow(changed);
});

test("no more than 32 MB wait in memory", () => {
  const large = ["a", "b", "c", "d", "e", "f", "g"].map((letter) => written(letter.repeat(5_000_000)));
  for (const { article, bytes } of large) {
    keepSource(article.path, bytes);
    writeFileSync(article.path, "Another text.");
  }
  for (const { article } of large.slice(0, 6)) expect(sourceOf(article).source.bytes).toBe(5_000_000);
  const [seventh] = large.slice(6);
  expect(() => seventh && sourceOf(seventh.article)).toThrow(changed);
});
