import { createHash } from "node:crypto";
import { mkdirSync, readdirSync, readFileSync, writeFileSync } from "node:fs";
import { join } from "node:path";
import { expect, test } from "@playwright/test";
import { plainMetadata, runBuild } from "../support/build.ts";
import { copyProject } from "../support/project.ts";

/*
 * The proof, proved: a typesetter, or a template, that is broken in a copy of the project, and a real build with it.
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
    "linked(paragraph)",
    'linked(paragraph.replace(/ [^ ]+$/, ""))',
    [
      'articles/wire.txt:1: a word is lost: expected "here." in wire/index.html',
      'articles/wire.txt:3: a word is lost: expected "said." in wire/index.html',
      'articles/wire.txt:5: a word is lost: expected "too." in wire/index.html',
    ],
  ],
  [
    "swap two paragraphs",
    "of copy.paragraphs.entries())",
    "of [...copy.paragraphs.slice(2), ...copy.paragraphs.slice(0, 2)].entries())",
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
    "linked(paragraph)",
    'linked(paragraph).replace("&quot;", "“")',
    ['articles/wire.txt:3: a word is changed: expected "\\"We", found "“We" in wire/index.html'],
  ],
  [
    "eat an angle bracket",
    "linked(paragraph)",
    'linked(paragraph).replace("&lt;", "")',
    ['articles/wire.txt:3: a word is changed: expected "<AP>,”", found "AP>,”" in wire/index.html'],
  ],
  [
    "lose a footnote",
    "renderer.render(tokens, options, environment)",
    'renderer.render(tokens, options, environment).replace(/<li id="fn2"[^]*?<.li>/, "")',
    [
      'articles/notes.md:9: a word is lost: expected "The" in notes/index.html',
      'articles/notes.md:9: a word is lost: expected "second." in notes/index.html',
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
  writeFileSync(join(project, "articles/wire.yaml"), "headline: Wire copy\nstandfirst: Said three times\n");
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

// biome-ignore-start lint/suspicious/noTemplateCurlyInString: the templates' own code.
/** Drops a word from what a template writes of an article: its file, what stands in its code, and what takes its place. */
const dropped: [file: string, original: string, broken: string][] = [
  ["_includes/article.ts", "}>${article.headline}</h1>", '}>${article.headline.replace(" copy", "")}</h1>'],
  [
    "_includes/article.ts",
    "}>${article.standfirst}</p>",
    '}>${article.standfirst.replace(" three", "")}</p>',
  ],
  ["_includes/front.ts", ">${article.headline}</a>", '>${article.headline.replace(" copy", "")}</a>'],
  ["_includes/front.ts", ">${article.standfirst}</p>", '>${article.standfirst.replace(" three", "")}</p>'],
  ["_includes/list.ts", ">${article.headline}</a>", '>${article.headline.replace(" copy", "")}</a>'],
  ["_includes/list.ts", "}>${article.standfirst}</p>", '}>${article.standfirst.replace(" three", "")}</p>'],
  [
    "_includes/feed-entry.ts",
    "const body = typeset(leaf, language, url);",
    'const body = raw(typeset(leaf, language, url).html.replace(" ends too", " ends").replace("second.", ""));',
  ],
  ["_includes/feed-entry.ts", "import { type Html, html }", "import { type Html, html, raw }"],
  [
    "src/outputs/atom.ts",
    "<title>${article.headline}</title>",
    '<title>${article.headline.replace(" copy", "")}</title>',
  ],
  ["src/outputs/news-sitemap.ts", "<news:title>${headline}", '<news:title>${headline.replace(" copy", "")}'],
  ["src/outputs/json-feed.ts", "title: article.headline", 'title: article.headline.replace(" copy", "")'],
  [
    "src/outputs/json-feed.ts",
    "summary: article.standfirst",
    'summary: article.standfirst?.replace(" three", "")',
  ],
  ["src/outputs/ninjs.ts", "[plain(article.headline)]", '[plain(article.headline.replace(" copy", ""))]'],
  [
    "src/outputs/ninjs.ts",
    'plain(text.join("\\n\\n"))',
    'plain(text.join("\\n\\n").replace(" ends too", " ends"))',
  ],
  [
    "src/outputs/ninjs.ts",
    "portable(bodyOf(leaf, frame), uri)",
    'portable(bodyOf(leaf, frame), uri).replace("second.", "").replace(" ends too", " ends")',
  ],
  [
    "src/press/page/article-json.ts",
    "headline: article.headline",
    'headline: article.headline.replace(" copy", "")',
  ],
  [
    "src/press/page/article-json.ts",
    "    text,\n",
    '    text: text.map((paragraph) => paragraph.replace(/ ends too| second/, "")),\n',
  ],
  [
    "src/outputs/check.ts",
    "JSON.stringify([slug, headline, language])",
    'JSON.stringify([slug, headline.replace(" copy", ""), language])',
  ],
];
// biome-ignore-end lint/suspicious/noTemplateCurlyInString: the templates' own code.

test("a word that a template drops from a header, a list, a feed or a record stops the build", () => {
  const places = dropped.filter(([, original]) => !original.startsWith("import")).length;
  const told = `(${places} places) | ${places} of ${places} caught by the build, the old site untouched |`;
  expect(readFileSync("docs/proof.md", "utf8")).toContain(told);
  const before = files();
  const wholes = new Map<string, string>();
  for (const [file, original, broken] of dropped) {
    const code = readFileSync(join(project, file), "utf8");
    if (!wholes.has(file)) wholes.set(file, code);
    expect(code.split(original), `${file} is patched in one place`).toHaveLength(2);
    writeFileSync(
      join(project, file),
      code.replace(original, () => broken),
    );
  }
  const built = build();
  for (const [file, code] of wholes) writeFileSync(join(project, file), code);
  const remedy = " (this is a fault of the press, not of the text; nothing was published)";
  const lines = built.stderr.split("\n").filter((line) => line.endsWith(remedy));
  expect(lines.map((line) => line.replace(remedy, "")).sort()).toEqual([
    '404.html: the headline in the list is "Wire", article.json says "Wire copy"',
    '404.html: the standfirst in the list is "Said times", article.json says "Said three times"',
    'archive/2023/12/index.html: the headline in the list is "Wire", article.json says "Wire copy"',
    'archive/2023/12/index.html: the standfirst in the list is "Said times", article.json says "Said three times"',
    'articles/notes.md: a word of notes is lost: expected "second.", in notes/ninjs.json',
    'articles/notes.md: the text is not the same: found "The.", expected "The" as the page has it, in notes/article.json',
    'articles/wire.txt: a word of wire is changed: expected "ends", found "ends.", in wire/ninjs.json',
    'articles/wire.txt: a word of wire is lost: expected "too.", in wire/ninjs.json',
    'articles/wire.txt: the headline is "Wire", and the metadata say "Wire copy", in wire/article.json',
    'articles/wire.txt: the headline is "Wire", and the metadata say "Wire copy", in wire/index.html',
    'articles/wire.txt: the headline is "Wire", and the metadata say "Wire copy", in wire/ninjs.json',
    'articles/wire.txt: the standfirst is "Said times", and the metadata say "Said three times", in wire/index.html',
    'articles/wire.txt: the text is not the same: found "ends.", expected "ends" as the page has it, in wire/ninjs.json',
    'articles/wire.txt: the text is not the same: found "third.", expected "third" as the page has it, in wire/article.json',
    'check/articles.json: the headline of wire is "Wire", and the metadata say "Wire copy"',
    'feed.json: a word of notes is lost: expected "second."',
    'feed.json: a word of wire is changed: expected "ends", found "ends."',
    'feed.json: a word of wire is lost: expected "too."',
    'feed.json: the headline of wire is "Wire", article.json says "Wire copy"',
    'feed.json: the standfirst of wire is "Said times", article.json says "Said three times"',
    'feed.xml: a word of notes is lost: expected "second."',
    'feed.xml: a word of wire is changed: expected "ends", found "ends."',
    'feed.xml: a word of wire is lost: expected "too."',
    'feed.xml: the headline of wire is "Wire", article.json says "Wire copy"',
    'index.html: the headline in the list is "Wire", article.json says "Wire copy"',
    'index.html: the standfirst in the list is "Said times", article.json says "Said three times"',
    'sitemap-news.xml: the headline of wire is "Wire", article.json says "Wire copy"',
  ]);
  expect(built.status).toBe(1);
  expect(files()).toEqual(before);
});
