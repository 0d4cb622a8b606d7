import { createHash } from "node:crypto";
import { mkdirSync, readdirSync, readFileSync, writeFileSync } from "node:fs";
import { join } from "node:path";
import { expect, test } from "@playwright/test";
import { plainMetadata, runBuild } from "../support/build.ts";
import { copyProject } from "../support/project.ts";

/*
 * The proof, proved: a typesetter that is broken in a copy of the project, and a real build with it.
 */

const wire = `date 2023-12-02 The first paragraph ends here.

"We heard it from <AP>,” he said.

The third ends too.
`;

const markdown = `---
headline: Notes
date: 2023-12-02
---
One[^a] and two[^b].

[^a]: The first note.

[^b]: The second.
`;

/** Ways to break the typesetter: what stands in its code, what takes its place, and what the build must say. */
const mutations: [name: string, original: string, broken: string, expected: string[]][] = [
  [
    "drop a paragraph's last word",
    "escapeHtml(paragraph)",
    'escapeHtml(paragraph.replace(/ [^ ]+$/, ""))',
    [
      'articles/wire.txt:1: a word is lost: expected "here." in wire/index.html',
      'articles/wire.txt:3: a word is lost: expected "said." in wire/index.html',
      'articles/wire.txt:5: a word is lost: expected "too." in wire/index.html',
    ],
  ],
  [
    "swap two paragraphs",
    "of copy.paragraphs)",
    "of [...copy.paragraphs.slice(2), ...copy.paragraphs.slice(0, 2)])",
    [
      'articles/wire.txt:1: a word is added: found "third" in wire/index.html',
      'articles/wire.txt:1: a word is added: found "ends" in wire/index.html',
      'articles/wire.txt:1: a word is added: found "too." in wire/index.html',
      'articles/wire.txt:1: a word is added: found "The" in wire/index.html',
      'articles/wire.txt:5: a word is lost: expected "The" in wire/index.html',
      'articles/wire.txt:5: a word is lost: expected "third" in wire/index.html',
      'articles/wire.txt:5: a word is lost: expected "ends" in wire/index.html',
      'articles/wire.txt:5: a word is lost: expected "too." in wire/index.html',
    ],
  ],
  [
    "turn a quote",
    "escapeHtml(paragraph)",
    'escapeHtml(paragraph).replace("&quot;", "“")',
    ['articles/wire.txt:3: a word is changed: expected "\\"We", found "“We" in wire/index.html'],
  ],
  [
    "eat an angle bracket",
    "escapeHtml(paragraph)",
    'escapeHtml(paragraph).replace("&lt;", "")',
    ['articles/wire.txt:3: a word is changed: expected "<AP>,”", found "AP>,”" in wire/index.html'],
  ],
  [
    "lose a footnote",
    "renderer.render(tokens, options, environment)",
    'renderer.render(tokens, options, environment).replace(/<li id="fn2"[^]*?<.li>/, "")',
    [
      'articles/notes.md:9: a word is lost: expected "The" in index.html',
      'articles/notes.md:9: a word is lost: expected "The" in notes/index.html',
      'articles/notes.md:9: a word is lost: expected "second." in index.html',
      'articles/notes.md:9: a word is lost: expected "second." in notes/index.html',
      'articles/notes.md:9: a note\'s mark is lost: expected "[↩︎]", in index.html',
      'articles/notes.md:9: a note\'s mark is lost: expected "[↩︎]", in notes/index.html',
    ],
  ],
];

const project = copyProject();
const typesetter = join(project, "src/press/page/typeset.ts");
const whole = readFileSync(typesetter, "utf8");

function build() {
  const paths = ["--articles=articles", "--metadata=metadata.yaml", "--output=dist"];
  return runBuild(project, paths);
}

/** Every file of the built site, with its digest. */
function files(): string[] {
  const all = readdirSync(join(project, "dist"), { recursive: true, withFileTypes: true });
  return all
    .filter((entry) => entry.isFile())
    .map((entry) => join(entry.parentPath, entry.name))
    .map((path) => `${path} ${createHash("sha256").update(readFileSync(path)).digest("hex")}`)
    .sort();
}

test.beforeAll(() => {
  mkdirSync(join(project, "articles"));
  writeFileSync(join(project, "articles/wire.txt"), wire);
  writeFileSync(join(project, "articles/wire.yaml"), "headline: Wire\n");
  writeFileSync(join(project, "articles/notes.md"), markdown);
  writeFileSync(join(project, "metadata.yaml"), `${plainMetadata}search: off\ncards: none\n`);
  // A typesetter that is whole builds.
  const built = build();
  expect(built.stderr).toBe("");
  expect(built.status).toBe(0);
});

for (const [name, original, broken, expected] of mutations) {
  test(`${name}: the build's proof catches it, and the old site stands`, () => {
    expect(whole.split(original), "the typesetter is patched in one place").toHaveLength(2);
    const before = files();
    writeFileSync(
      typesetter,
      whole.replace(original, () => broken),
    );
    const built = build();
    writeFileSync(typesetter, whole);
    const told = built.stderr.split("\n").filter((line) => line.startsWith("articles/"));
    const remedy = " (this is a fault of the press, not of the text; nothing was published)";
    expect(told.map((line) => line.replace(remedy, "")).sort()).toEqual([...expected].sort());
    expect(built.status).toBe(1);
    expect(files()).toEqual(before);
  });
}
