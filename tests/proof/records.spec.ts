import { expect, test } from "@playwright/test";
import { differencesOf } from "../../src/press/proof/file-difference.ts";
import { compare } from "../../src/press/proof/prove.ts";
import { proveRecords } from "../../src/press/proof/prove-records.ts";
import { proveListing, proveOther } from "../../src/press/proof/prove-site.ts";
import { readSums, sumsFile } from "../../src/press/proof/sums.ts";
import type { Article } from "../../src/press/record/article.ts";
import { standIn } from "../../src/press/record/publication.ts";
import { readArticle } from "../../src/press/record/read-article.ts";
import { digest } from "../../src/press/text/bytes.ts";

/*
 * What a build says of records, lists and feeds that its templates made wrongly, and how differences between files are told.
 */

const bytes = (text: string) => ({ data: Buffer.from(text), sha256: digest(text) });

function read(name: string, text: string, metadata: string): Article {
  const files = { name, form: "wire" as const, text: `${name}.txt`, metadata: `${name}.yaml` };
  const data = { path: `/articles/${name}`, origin: "", text: bytes(text), metadata: bytes(metadata) };
  const article = readArticle(files, data, standIn, []);
  if (!article) throw new Error(`${name} is not read`);
  return article;
}

const ferryText = "date 2023-12-02 By Ada Marsh\n\nThe ferry sails at nine.\n";
const ferry = read("ferry", ferryText, "headline: Ferry\nstandfirst: It is back\nparts: {1: byline}\n");
const quay = read("quay", "date 2023-12-01 The quay is wet.\n", "headline: Quay\n");
const told = new Map([ferry, quay].map((article) => [article.slug, article]));

const html = '<div class="e-content wire"><p>The ferry sails at nine.</p></div>';
const own = {
  headline: "Ferry",
  standfirst: "It is back",
  byline: "By Ada Marsh",
  text: ["The ferry sails at nine."],
};
const theirs = {
  headlines: [{ value: "Ferry" }],
  descriptions: [{ value: "It is back" }],
  by: "By Ada Marsh",
  bodies: [{ value: "The ferry sails at nine." }, { value: "<p>The ferry sails at nine.</p>" }],
};

/** What is said of records that differ in this from those that they should be. */
function recordFaults(more: object, agency: object | undefined = {}): string[] {
  const faults = proveRecords({
    article: ferry,
    text: ferryText,
    record: JSON.stringify({ ...own, ...more }),
    agency: agency && JSON.stringify({ ...theirs, ...agency }),
    html,
    body: "The ferry sails at nine.",
  });
  return faults.map(({ reason }) => reason);
}

test("a record that says something else than the metadata, or loses a word of the text, is a fault", () => {
  expect(recordFaults({})).toEqual([]);
  expect(recordFaults({}, undefined)).toEqual([]);
  expect(recordFaults({ headline: "Fairy" })).toEqual([
    'the headline is "Fairy", and the metadata say "Ferry", in ferry/article.json',
  ]);
  expect(recordFaults({ standfirst: undefined })).toEqual([
    'the standfirst is "", and the metadata say "It is back", in ferry/article.json',
  ]);
  expect(recordFaults({ byline: undefined }, { by: undefined })).toEqual([
    'the byline is "", and the metadata say "By Ada Marsh", in ferry/article.json',
    'the byline is "", and the metadata say "By Ada Marsh", in ferry/ninjs.json',
  ]);
  expect(recordFaults({ text: ["The ferry sails."] }, undefined)).toEqual([
    'the text is not the same: found "sails.", expected "sails" as the page has it, in ferry/article.json',
  ]);
  expect(recordFaults({ text: ["The ferry sails at nine.", "", "Twice."] }, undefined)).toEqual([
    'the text is not the same: found "Twice.", expected "" as the page has it, in ferry/article.json',
  ]);
});

test("likewise the record for agencies, in both of its bodies", () => {
  expect(recordFaults({}, { headlines: [{ value: "Fairy" }], descriptions: undefined })).toEqual([
    'the headline is "Fairy", and the metadata say "Ferry", in ferry/ninjs.json',
    'the standfirst is "", and the metadata say "It is back", in ferry/ninjs.json',
  ]);
  expect(recordFaults({}, { bodies: [{ value: "The ferry sails." }, theirs.bodies[1]] })).toEqual([
    'the text is not the same: found "sails.", expected "sails" as the page has it, in ferry/ninjs.json',
  ]);
  expect(recordFaults({}, { bodies: [theirs.bodies[0], { value: "<p>The ferry at nine.</p>" }] })).toEqual([
    'a word of ferry is lost: expected "sails", in ferry/ninjs.json',
  ]);
});

const item = (slug: string, headline: string, day: string) =>
  `<li><time datetime="${day}">${day}</time> <a href="../${slug}/index.html">${headline}</a></li>`;

const list = (...items: string[]) => `<main><ul class="list">${items.join("")}</ul></main>`;

const quayItem = item("quay", "Quay", "2023-12-01");

const ferryItem = item("ferry", "Ferry", "2023-12-02").replace("</li>", "<p>It is back</p></li>");

test("a list names its articles, each as its metadata have it", () => {
  const faults = (text: string) =>
    proveListing({ path: "archive/index.html", text }, [ferry, quay]).map(({ reason }) => reason);
  expect(faults(list(ferryItem, quayItem))).toEqual([]);
  expect(faults(list(ferryItem))).toEqual(["the list does not name quay"]);
  expect(faults(list(ferryItem, item("quay", "Key", "2023-12-01")))).toEqual([
    'the headline in the list is "Key", article.json says "Quay"',
  ]);
  expect(faults(list(ferryItem, quayItem, item("pier", "Pier", "2023-12-01")))).toEqual([
    'the list leads to "../pier/index.html", which is no article of the site',
  ]);
});

const entry = (id: string, published: string) =>
  `<entry><id>${id}</id><title>Quay</title><published>${published}</published><content>&lt;p>The quay is wet.&lt;/p></content></entry>`;

test("a feed's entries are articles of the site, with their dates and texts", () => {
  const faults = (text: string, path = "feed.xml") =>
    proveOther({ path, text }, told).map(({ reason }) => reason);
  const address = "https://example.org/quay/";
  expect(faults("<feed/>")).toEqual([]);
  expect(faults(`<feed>${entry("https://example.org/pier/", "2023-12-01T00:00:00Z")}</feed>`)).toEqual([
    'the entry "https://example.org/pier/" is no article of the site',
  ]);
  expect(faults(`<feed>${entry("quay", "2023-12-01T00:00:00Z")}</feed>`)).toEqual([
    'the entry "quay" is no article of the site',
  ]);
  expect(faults(`<feed>${entry(address, "2023-12-03T00:00:00Z")}</feed>`)).toEqual([
    'the date of quay is "2023-12-03T00:00:00Z", article.json says "2023-12-01T10:00:00Z"',
  ]);
  // What names no article has nothing to prove.
  expect(faults("User-agent: *", "robots.txt")).toEqual([]);
});

test("a page in whose source a line has a place that the page has not, or has twice, is told", () => {
  const problems = (body: string, parts?: { kind: "subhead" | "note"; lines: string }[]) =>
    compare({
      form: "wire",
      text: "date 2023-12-02 The ferry.\nDECKS\nIt sails.\n",
      html: `<main><article><div class="e-content">${body}</div></article></main>`,
      ...(parts && { parts }),
    }).problems.map(({ reason }) => reason);
  const whole = '<p>The ferry.</p><h2 data-lines="2">DECKS</h2><p>It sails.</p>';
  expect(problems(whole)).toEqual([]);
  expect(problems(whole, [{ kind: "subhead", lines: "2" }])).toEqual([]);
  expect(problems("<p>The ferry. DECKS It sails.</p>", [{ kind: "subhead", lines: "2" }])).toEqual([
    "the page has no place of its own for the source's line 2 subhead",
  ]);
  expect(problems(whole, [])).toEqual(["the page sets apart the source's line 2 subhead"]);
});

test("Markdown whose words no page could show is told where a page is compared", () => {
  const { differences, problems } = compare({
    form: "markdown",
    text: "[quay]: https://example.org/quay/\n",
    html: '<main><article><div class="e-content"></div></article></main>',
  });
  expect(differences).toEqual([]);
  expect(problems.map(({ line }) => line)).toEqual([1]);
});

test("more places than five of one file are counted, and one that is there is one", () => {
  const differences = (before: string, after: string) =>
    differencesOf("a.txt", Buffer.from(before), Buffer.from(after)).map(({ reason }) => reason);
  const numbered = (count: number, word: string) =>
    Array.from({ length: count }, (_, index) => `${index} ${word} - `).join("");
  expect(differences(numbered(6, "x"), numbered(6, "y")).at(-1)).toBe("it differs in 1 more place");
  expect(differences(numbered(8, "x"), numbered(8, "y")).at(-1)).toBe("it differs in 3 more places");
  // Past a thousand words the search for the smallest difference ends: all of it is one.
  expect(differences(numbered(400, "x"), numbered(400, "y").replaceAll("-", "+"))).toHaveLength(1);
});

test("a value that was empty, and bytes that are no text, are told", () => {
  const reasons = (path: string, before: string | Buffer, after: string | Buffer) =>
    differencesOf(path, Buffer.from(before), Buffer.from(after)).map(({ reason }) => reason);
  expect(reasons("quay/article.json", '{"headline":""}', '{"headline":"Quay"}')).toEqual([
    'a word in headline is changed: expected "", found "Quay"',
  ]);
  expect(reasons("quay/article.json", "{}", "{")).toHaveLength(1);
  // Both are shown as the sign for what is no character.
  expect(reasons("a.txt", "\uFFFD", Buffer.from([0xff]))).toEqual([
    "it differs from byte 1 on: expected 3 bytes, found 1",
  ]);
});

test("names with the ends of all systems' lines stand in SHA256SUMS, and come back", () => {
  const sha256 = "a".repeat(64);
  const names = ["a\rb", "a\nb", "a\\b"];
  const file = sumsFile(new Map(names.map((name) => [name, sha256])));
  expect(String(file)).toBe(["\\n", "\\r", "\\\\"].map((end) => `\\${sha256}  a${end}b\n`).join(""));
  expect(readSums(file)).toEqual(new Map(["a\nb", "a\rb", "a\\b"].map((name) => [name, sha256])));
});
