import { expect, test } from "@playwright/test";
import { readLicense } from "../../src/press/record/license.ts";
import { buildSite, plainMetadata } from "../support/build.ts";

/*
 * What a build says of settings, pages, series, sections and live articles that are not as they should be.
 */

interface Row {
  what: string;
  articles?: Record<string, string | Buffer>;
  files?: Record<string, string | Buffer>;
  metadata?: string;
  args?: string[];
  says: string[];
}

const latin1 = Buffer.from("title: Caf\xe9\n", "latin1");
const notUtf8 = "1:11: byte 0xE9 is not valid UTF-8 (save the file as UTF-8; it looks like Latin-1)";

const plain = { "quay.md": "---\ndate: 2023-12-01\n---\n# Quay\n\nThe quay.\n" };

/** An article that is told live, with entries. */
const live = (more: string, entries: string) => ({
  "live.md": `---\nheadline: Storm\nkind: live\n${more}---\nIt blows.\n\n${entries}`,
});

/** An article of a series, or of a section. */
const article = (headline: string, more: string) =>
  `---\nheadline: ${headline}\ndate: 2023-12-01\n${more}---\nThe ${headline} text.\n`;

const rows: Row[] = [
  {
    what: "a file of authors in another encoding",
    files: { "authors.yaml": latin1 },
    says: [`authors.yaml:${notUtf8}`],
  },
  {
    what: "a file of authors that is no YAML",
    files: { "authors.yaml": "ines: [\n" },
    says: ['authors.yaml:1:7: "[" is never closed (close the bracket)'],
  },
  {
    what: "an author's id without a letter",
    files: { "authors.yaml": '"!": {name: Ines}\n' },
    says: [
      'authors.yaml:1:1: the id "!" has other characters than lower-case letters, digits and single hyphens (write a word such as `ines`)',
    ],
  },
  {
    what: "a front page in another encoding",
    files: { "front.yaml": latin1 },
    says: [`front.yaml:${notUtf8}`],
  },
  {
    what: "a page in another encoding",
    files: { "pages/about.md": latin1 },
    says: [`pages/about.md:${notUtf8}`],
  },
  {
    what: "a page without letters in its name",
    files: { "pages/!.md": "# About\n\nText.\n" },
    says: [
      'pages/!.md: the slug "!" has neither letters nor digits (give a `slug` of lower-case letters, digits and hyphens)',
    ],
  },
  {
    what: "a page without a title, whose slug is none",
    files: { "pages/about.md": "---\nslug: A B\n---\nText.\n" },
    says: [
      "pages/about.md:2:1: the page has no title (begin it with `# Some words`, or add a `title` to its metadata)",
      'pages/about.md:2:7: the slug "A B" has other characters than lower-case letters, digits and single hyphens (write `a-b`)',
    ],
  },
  {
    what: "a page without a title or metadata",
    files: { "pages/about.md": "Text.\n" },
    says: [
      "pages/about.md:1:1: the page has no title (begin it with `# Some words`, or add a `title` to its metadata)",
    ],
  },
  {
    what: "a file where the folder of pages should be",
    files: { pages: "x" },
    says: ["pages: the folder of pages cannot be read: ENOTDIR: not a directory (check its permissions)"],
  },
  {
    what: "a file where the folder of files should be",
    files: { files: "x" },
    says: ["files: this is no folder (files/ is a folder of files)"],
  },
  {
    what: "wire copy of which all is the headline",
    articles: { "a.txt": "date 2023-12-01 The quay.\n", "a.yaml": "parts: {1: headline}\n" },
    says: [
      "articles/a.txt:1:16: no text stands beside the lines that `parts` names (leave lines to the text)",
    ],
  },
  {
    what: "a live article without a date",
    articles: live("date: 2023-13-01\n", "## 14:05 Rain\n\nIt rains.\n"),
    says: [
      'articles/live.md:4:7: `date`: "2023-13-01": there is no month 13 (write the month before the day: 2023-01-13)',
    ],
  },
  {
    what: "a live article that ended on a day",
    articles: live("date: 2023-12-01T10:00Z\nlive: {ended: 2023-12-01}\n", "## 14:05 Rain\n\nIt rains.\n"),
    says: [
      "articles/live.md:5:15: 2023-12-01 has no time (write an instant, such as 2023-12-01T18:00+01:00)",
    ],
  },
  {
    what: "entries that go both ways",
    articles: live(
      "date: 2023-12-01T10:00Z\n",
      "## 14:05 Rain\n\nIt rains.\n\n## 13:00 Hail\n\nIt hails.\n\n## 14:00 Snow\n\nIt snows.\n",
    ),
    says: [
      'articles/live.md:16: "Snow" is out of order: the entries before it begin with the newest (correct the time, or write the day before it, as in `## 2026-10-04 00:10 The lamps go out`)',
    ],
  },
  {
    what: "entries that begin with the oldest, and one that does not follow",
    articles: live(
      "date: 2023-12-01T10:00+01:00\n",
      "## 11:05 Rain\n\nIt rains.\n\n## 12:00 Hail\n\nIt hails.\n\n## 11:30 Snow\n\nIt snows.\n",
    ),
    says: [
      'articles/live.md:16: "Snow" is out of order: the entries before it begin with the oldest (correct the time, or write the day before it, as in `## 2026-10-04 00:10 The lamps go out`)',
    ],
  },
  {
    what: "parts of a series that are missing",
    articles: {
      "one.md": article("One", "series: {name: Tides, part: 1}\n"),
      "four.md": article("Four", "series: {name: Tides, part: 4}\n"),
    },
    says: [
      'articles/four.md: warning: "Tides" has no parts 2 to 3 before part 4 (correct the number, or write what is missing)',
    ],
  },
  {
    what: "sections that are mistyped or not listed, each once",
    metadata: `${plainMetadata}sections: [{name: Harbour}]\n`,
    articles: {
      "one.md": article("One", "section: Harbuor\n"),
      "two.md": article("Two", "section: Harbuor\n"),
      "three.md": article("Three", "section: Sports\n"),
    },
    says: [
      'articles/one.md: warning: the section "Harbuor" of 2 articles is not listed (did you mean `Harbour`?)',
      'articles/three.md: warning: the section "Sports" is not listed (add it to `sections` in metadata.yaml)',
    ],
  },
  {
    what: "languages that no paper is for, each once",
    metadata: "title: The Post\nurl: https://example.org/\nlanguages: [en, fr]\n",
    articles: {
      "one.md": article("One", "language: sv\n"),
      "two.md": article("Two", "language: sv\n"),
      "three.md": article("Three", "language: fr\n"),
    },
    says: [
      "articles/one.md: warning: the language sv of 2 texts is not listed, and stands in the paper in en (add it to `languages` in metadata.yaml, or correct it)",
    ],
  },
  {
    what: "a present without a time",
    args: ["--now", "2023-12-01"],
    says: ['--now: "2023-12-01" has no time; write an instant, such as 2023-12-01T06:00Z'],
  },
  {
    what: "a present that is no date",
    args: ["--now", "today"],
    says: ['--now: "today" is not a date; write it as YYYY-MM-DD, for example 2023-12-02'],
  },
  {
    what: "a link with an unknown scheme",
    articles: { "a.md": article("A", "").replace("text", "[x](zzzzqq:y)") },
    says: [
      'articles/a.md:5:11: the link "zzzzqq:y" has a scheme that no browser opens (correct it, or write only the words)',
    ],
  },
  {
    what: "a backslash in double quotes",
    articles: { "a.txt": " date 2023-12-01 The quay.\n", "a.yaml": 'headline: "C:\\quay"\n' },
    says: [
      "articles/a.yaml:1:14: `\\` means nothing between double quotes (write `\\\\` for a backslash, or put the value in single quotes)",
    ],
  },
  {
    what: "a list that is not indented alike",
    articles: {
      "a.txt": " date 2023-12-01 The quay.\n",
      "a.yaml": "headline: Quay\ntopics:\n  - One\n - Two\n",
    },
    says: [
      'articles/a.yaml:4:1: the line after " - Two" is indented deeper (indent all keys alike)',
      'articles/a.yaml:4:2: "- Two" is no `key: value` (write a key, a colon and a space before it)',
    ],
  },
  {
    what: "a correction that says nothing yet",
    articles: {
      "a.md": article("A", "corrections:\n  - {date: 2023-12-02, text: Say here what was wrong.}\n"),
    },
    says: [
      "articles/a.md:5:30: the correction says nothing yet (say what was wrong, in a sentence for readers)",
    ],
  },
  {
    what: "a caption in the text, and another in the metadata",
    articles: {
      "a.txt": " date 2023-12-01 The quay.\n\nThe quay in rain\n\nMore.\n",
      "a.yaml": "headline: A\nparts: {3: caption}\nimage: {src: q.png, alt: Q, caption: The pier}\n",
    },
    says: [
      'articles/a.yaml:3:14: the image "q.png" does not exist (save the file beside the article)',
      'articles/a.yaml:3:38: the image has the caption "The pier", line 3 says "The quay in rain" (remove `caption`, or the line from `parts`)',
    ],
  },
  {
    what: "paragraphs of Markdown",
    articles: { "a.md": article("A", "paragraphs: lines\n") },
    says: ["articles/a.md:4:13: `paragraphs` is for wire copy only (remove it)"],
  },
];

for (const { what, articles = plain, files = {}, metadata = plainMetadata, args = [], says } of rows) {
  test(what, () => {
    const { stderr, folder } = buildSite({ articles, files, args, metadata });
    // Without the lines that show the place, and the count.
    const told = stderr.split("\n").filter((line) => /^\S+:/.test(line));
    expect(told.map((line) => line.replace(`${folder}/`, ""))).toEqual(says);
  });
}

test("a licence is an address or SPDX's name of one", () => {
  expect(readLicense("CC-BY-SA-4.0")).toEqual({
    name: "CC BY-SA 4.0",
    url: "https://creativecommons.org/licenses/by-sa/4.0/",
  });
  expect(readLicense("CC0-1.0")).toEqual({
    name: "CC0 1.0",
    url: "https://creativecommons.org/publicdomain/zero/1.0/",
  });
  expect(readLicense("MIT")).toEqual({ name: "MIT", url: "https://spdx.org/licenses/MIT.html" });
  expect(readLicense("https://www.example.org/terms/")).toEqual({
    name: "example.org/terms",
    url: "https://www.example.org/terms/",
  });
  expect(readLicense("https://[")).toBeUndefined();
  expect(readLicense("all rights reserved")).toBeUndefined();
});
