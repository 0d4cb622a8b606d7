import { mkdirSync, writeFileSync } from "node:fs";
import { dirname, join } from "node:path";
import { expect, test } from "@playwright/test";
import { bodyOf, contents, folderForEach, importInto, importText } from "../support/import.ts";

/*
 * What single systems do in ways of their own: the feeds of Drupal and Joomla, Ghost's editor, groups of translations.
 */

const folder = folderForEach();

const text = (html: string) => html.replaceAll("&", "&amp;").replaceAll("<", "&lt;");

function channel(generator: string, ...items: string[]): string {
  return `<?xml version="1.0" encoding="utf-8"?>
<rss version="2.0" xmlns:dc="http://purl.org/dc/elements/1.1/" xml:base="https://old.example/">
<channel><title>Old</title><link>https://old.example/</link>${generator}
${items.join("\n")}
</channel></rss>
`;
}

test("a feed of Drupal 10: the body alone is the text, its tags are topics, its other fields are told", () => {
  const description = `<span class="field field--name-title field--type-string field--label-hidden">Ferry returns</span>

<div class="field field--name-field-image field--type-image field--label-hidden field__item"><img src="/sites/default/files/quay.jpg" alt="The quay" /></div>
<div class="clearfix text-formatted field field--name-body field--type-text-with-summary field--label-hidden field__item"><p>The ferry is <em>back</em>.</p><p>It is free.</p></div>
<span class="field field--name-uid field--type-entity-reference field--label-hidden"><span>ada</span></span>
<span class="field field--name-created field--type-created field--label-hidden"><time datetime="2024-03-05T08:30:00+01:00">Tue, 03/05/2024 - 08:30</time></span>
<div class="field field--name-field-tags field--type-entity-reference field--label-above clearfix"><h3 class="field__label">Tags</h3><ul class="links field__items"><li><a href="/taxonomy/term/2" hreflang="en">Harbour</a></li><li><a href="/taxonomy/term/3" hreflang="en">Ferries</a></li></ul></div>
<div class="field field--name-field-dateline field--type-string field--label-inline"><div class="field__label">Dateline</div><div class="field__item">NORTH QUAY</div></div>
<ul class="links inline"><li><a href="/user/login">Log in to post comments</a></li></ul>`;
  const item = `<item><title>Ferry returns</title><link>https://old.example/news/ferry-returns</link><description>${text(description)}</description><pubDate>Tue, 05 Mar 2024 07:30:00 +0000</pubDate><dc:creator>Ada Marsh</dc:creator><guid isPermaLink="false">123 at https://old.example</guid></item>`;
  const { files, stdout } = importText(folder(), channel("", item));
  expect(files["ferry-returns.md"]).toBe(`---
headline: Ferry returns
date: 2024-03-05T07:30:00Z
authors:
  - name: Ada Marsh
topics:
  - Harbour
  - Ferries
aliases:
  - /news/ferry-returns
  - /node/123
---

The ferry is _back_.

It is free.
`);
  expect(stdout).toContain(`    words that the old site showed around a text: 1
      ${folder()}/export.xml:4: Log in to post comments
`);
  expect(stdout).toContain("export.xml:4: “Ferry returns”: field_dateline: NORTH QUAY\n");
  expect(stdout).toContain("/sites/default/files/quay.jpg, attached to the entry; alt: The quay\n");
  expect(stdout).not.toContain("full texts");
});

test("a feed of Drupal 7: the fields as it names them", () => {
  const description = `<div class="field field-name-body field-type-text-with-summary field-label-hidden"><div class="field-items"><div class="field-item even" property="content:encoded"><p>Seven words stand in this short text.</p></div></div></div><div class="field field-name-field-tags field-type-taxonomy-term-reference field-label-above"><div class="field-label">Tags:&nbsp;</div><div class="field-items"><div class="field-item even"><a href="/tags/harbour">Harbour</a></div></div></div>`;
  const item = `<item><title>Seven</title><link>https://old.example/seven</link><description>${text(description)}</description><pubDate>Tue, 05 Mar 2024 07:30:00 +0000</pubDate><guid isPermaLink="false">7 at https://old.example</guid></item>`;
  const { status, files } = importText(folder(), channel("", item));
  expect(status).toBe(0);
  expect(files["seven.md"]).toContain("topics:\n  - Harbour\naliases:\n  - /node/7\n");
  expect(bodyOf(files["seven.md"])).toBe("Seven words stand in this short text.\n");
});

test("a feed of Joomla: whole texts, names without their numbers; one to read more of is told", () => {
  const item = (id: string, more: string) =>
    `<item><title>Piece ${id}</title><link>https://old.example/index.php/news/${id}-piece-of-news</link><guid isPermaLink="true">https://old.example/index.php/news/${id}-piece-of-news</guid><description><![CDATA[<p>Text ${id}.</p>${more}]]></description><author>ada@old.example (Ada Marsh)</author><category>Uncategorised</category><pubDate>Tue, 05 Mar 2024 08:30:00 +0100</pubDate></item>`;
  const readMore =
    '<p class="feed-readmore"><a target="_blank" href="/index.php/news/13-piece-of-news">Read more ...</a></p>';
  const generator = "<generator>Joomla! - Open Source Content Management</generator>";
  const { files, stdout } = importText(folder(), channel(generator, item("12", ""), item("13", readMore)));
  expect(files["piece-of-news.md"]).toBe(`---
headline: Piece 12
date: 2024-03-05T08:30:00+01:00
authors:
  - name: Ada Marsh
aliases:
  - /index.php/news/12-piece-of-news
---

Text 12.
`);
  expect(bodyOf(files["piece-of-news-2024-03-05.md"])).toBe("Text 13.\n");
  expect(stdout).toContain("    full texts (the feed has only a summary): 1\n");
  expect(stdout).toContain("export.xml:5: Piece 13\n");
});

test.describe("posts of which a Ghost export has no HTML", () => {
  const ghost = (post: Record<string, unknown>) => {
    const row = {
      id: "1",
      title: "One",
      slug: "one",
      status: "published",
      published_at: "2024-03-05T07:30:00.000Z",
    };
    const data = { posts: [{ ...row, html: null, ...post }] };
    return importText(folder(), JSON.stringify({ db: [{ data }] }), { name: "ghost.json" });
  };
  const words = (said: string, format = 0) => ({ type: "extended-text", text: said, format });

  test("are read as the editor kept them: Lexical", () => {
    const children = [
      { type: "extended-heading", tag: "h2", children: [words("Quay")] },
      {
        type: "paragraph",
        children: [
          words("The "),
          words("ferry", 1),
          words(" is "),
          words("back", 2),
          { type: "linebreak" },
          { type: "link", url: "https://ferry.example/", children: [words("for free")] },
          words("."),
        ],
      },
      {
        type: "list",
        listType: "number",
        start: 1,
        children: [
          { type: "listitem", children: [words("One")] },
          { type: "listitem", children: [words("Two")] },
        ],
      },
      { type: "extended-quote", children: [words("We waited.")] },
      { type: "codeblock", language: "js", code: "if (a < b) {\n  go();\n}" },
      { type: "callout", calloutEmoji: "⚓", calloutText: "<p>Mind the gap.</p>" },
      { type: "toggle", heading: "Fares", content: "<p>None.</p>" },
      { type: "bookmark", url: "https://b.example/", metadata: { title: "The book" }, caption: "" },
      { type: "markdown", markdown: "Some **more**." },
      { type: "html", html: "<p>Raw.</p>" },
      { type: "horizontalrule" },
      { type: "image", src: "__GHOST_URL__/content/images/a.jpg", alt: "A quay", caption: "The quay" },
      { type: "signup", header: "Join us" },
    ];
    const { files, stdout } = ghost({ lexical: JSON.stringify({ root: { type: "root", children } }) });
    expect(bodyOf(files["one.md"])).toBe(`## Quay

The **ferry** is _back_\\
[for free](https://ferry.example/).

1. One
2. Two

> We waited.

\`\`\`js
if (a < b) {
  go();
}
\`\`\`

> ⚓ Mind the gap.

**Fares**

None.

[The book](https://b.example/)

Some **more**.

Raw.

***

The quay
`);
    expect(stdout).toContain("    cards of the old site that no page shows: 1\n");
    expect(stdout).toContain("ghost.json: signup: Join us\n");
    expect(stdout).toContain("/content/images/a.jpg");
  });

  test("are read as the editor kept them: Mobiledoc", () => {
    const mobiledoc = {
      version: "0.3.1",
      atoms: [["soft-return", "", {}]],
      cards: [["code", { code: "a = 1" }]],
      markups: [["strong"], ["a", ["href", "https://ferry.example/"]]],
      sections: [
        [1, "h2", [[0, [], 0, "Quay"]]],
        [
          1,
          "p",
          [
            [0, [], 0, "The "],
            [0, [0], 0, "ferry "],
            [0, [1], 2, "is back"],
            [1, [], 0, 0],
            [0, [], 0, "at last."],
          ],
        ],
        [10, 0],
        [3, "ul", [[[0, [], 0, "One"]], [[0, [], 0, "Two"]]]],
      ],
    };
    const { status, files } = ghost({ mobiledoc: JSON.stringify(mobiledoc) });
    expect(status).toBe(0);
    expect(bodyOf(files["one.md"])).toBe(`## Quay

The **ferry [is back](https://ferry.example/)**\\
at last.

\`\`\`
a = 1
\`\`\`

- One
- Two
`);
  });
});

test.describe("pieces that say the same in several languages", () => {
  /** Imports into a publication whose address is known. */
  function importAt(options: readonly string[]): Record<string, string> {
    const publication = join(folder(), "publication");
    mkdirSync(publication);
    const data =
      "title: New\nurl: https://new.example/press/\nlanguage: en\ndescription: D\npublisher:\n  name: P\n  url: https://p.example/\n";
    writeFileSync(join(publication, "metadata.yaml"), data);
    importInto(join(folder(), "articles"), ["--publication", publication, ...options]);
    return contents(join(folder(), "articles"));
  }

  test("name each other by their new addresses: Polylang's groups", () => {
    const files = importAt(["tests/fixtures/import/cases/23-multilang.xml"]);
    expect(files["ferry-returns.md"]).toContain(
      "translations:\n  - language: fr\n    url: https://new.example/press/le-bac-revient/\n",
    );
    expect(files["le-bac-revient.md"]).toContain(
      "translations:\n  - language: en\n    url: https://new.example/press/ferry-returns/\n",
    );
  });

  test("name each other: Hugo's translationKey; a draft is not named", () => {
    const root = join(folder(), "old");
    const piece = (language: string, more = "") =>
      `---\ntitle: Piece ${language}\ndate: 2024-03-05\nlang: ${language}\ntranslationKey: ferry\n${more}---\n\nText.\n`;
    for (const [name, said] of Object.entries({
      "content/en/ferry.md": piece("en"),
      "content/de/faehre.md": piece("de"),
      "content/fr/bac.md": piece("fr", "draft: true\n"),
    })) {
      mkdirSync(dirname(join(root, name)), { recursive: true });
      writeFileSync(join(root, name), said);
    }
    const files = importAt([root]);
    expect(files["ferry.md"]).toContain(
      "translations:\n  - language: de\n    url: https://new.example/press/faehre/\n---\n",
    );
  });
});
