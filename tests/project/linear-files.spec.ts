import { expect, test } from "@playwright/test";
import { growth } from "../support/growth.ts";
import { importDry, verifyWith } from "../support/readers.ts";

/*
 * What linear.spec.ts has no row for: the formats that few systems export, and files of a site that only some have.
 */

/** The exponent by which time and memory may grow. */
const limit = 1.3;

const inRecord = (mark: string, text: string) => (built: string) => {
  expect(built).toContain(mark);
  return built.replace(mark, () => mark + text);
};

/** A Ghost export of one post in Mobiledoc. */
const mobiledoc = (paragraphs: string) =>
  JSON.stringify({
    db: [
      {
        data: {
          posts: [
            {
              id: "1",
              title: "One",
              slug: "one",
              status: "published",
              html: null,
              mobiledoc: `{"version":"0.3.1","markups":[],"atoms":[],"cards":[],"sections":[${paragraphs.slice(1)}]}`,
            },
          ],
        },
      },
    ],
  });

/** Each reads so many pieces. */
const rows: [
  what: string,
  pieces: number,
  make: (count: number) => string,
  read: (text: string) => unknown,
][] = [
  [
    "a dump of records",
    60,
    (count) => " date 2023-12-02 The quay is wet.\n\n".repeat(count),
    (text) => importDry("dump.txt", text),
  ],
  [
    "Medium's archive",
    100,
    (count) => "<p>a</p>".repeat(count),
    (body) =>
      importDry(
        "medium/posts/2023-12-02_One-1.html",
        `<title>One</title><section data-field="body">${body}</section><time class="dt-published" datetime="2023-12-02T10:00:00Z">x</time>`,
      ),
  ],
  [
    "front matter in TOML",
    200,
    (count) => '"a", '.repeat(count),
    (tags) =>
      importDry("content/a.md", `+++\ntitle = "One"\ndate = 2023-12-02\ntags = [${tags}]\n+++\nText.\n`),
  ],
  [
    "Ghost's Mobiledoc",
    50,
    (count) => ',[1,"p",[[0,[],0,"a"]]]'.repeat(count),
    (paragraphs) => importDry("ghost.json", mobiledoc(paragraphs)),
  ],
  [
    "verify, the check page's names",
    500,
    (count) => '["a","b"],'.repeat(count),
    (names) => verifyWith("check/articles.json", inRecord("[", names)),
  ],
  [
    "verify, a record for agencies",
    500,
    (count) => '{"value":"a"},'.repeat(count),
    (bodies) => verifyWith("ferry/ninjs.json", inRecord('"bodies":[', bodies)),
  ],
];

for (const [what, pieces, make, read] of rows)
  test(what, async () => {
    const { timeExponent, memoryExponent, told } = await growth(make, read, pieces, limit);
    expect(timeExponent, told).toBeLessThan(limit);
    expect(memoryExponent, told).toBeLessThan(limit);
  });
