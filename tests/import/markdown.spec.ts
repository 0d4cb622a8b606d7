import { createRequire } from "node:module";
import { expect, test } from "@playwright/test";
import fc from "fast-check";
import { parseDocument } from "htmlparser2";
import { toMarkdown } from "../../src/press/import/to-markdown.ts";
import { newMarkdown } from "../../src/press/source/markdown.ts";
import { checkRandom } from "../support/random.ts";

const markdown = newMarkdown();

function inMarkdown(html: string): string {
  const setting = { place: { file: "x" }, breaks: "space", base: "https://old.example/2023/a/" } as const;
  return toMarkdown(html, setting).markdown;
}

test.describe("HTML to Markdown", () => {
  const cases: [name: string, html: string, expected: string][] = [
    ["emphasis beside letters", "<p><b>bold,</b>next <i>it</i>alic</p>", "**bold**,next *it*alic"],
    ["emphasis in Chinese", "<p>強調<strong>これは。</strong>次の文</p>", "強調**これは。**次の文"],
    ["marks that touch", "<p><b>a</b><b>b</b> <i>c</i><b>d</b></p>", "**ab** _c_**d**"],
    ["marks around blocks", "<b><p>one</p><p>two</p></b>", "**one**\n\n**two**"],
    [
      "a link around a card",
      "<a href='/x'><h2>T</h2><p>p</p></a>",
      "## [T](https://old.example/x)\n\n[p](https://old.example/x)",
    ],
    ["struck-out words", "<p><s>old</s> new</p>", "~~old~~ new"],
    ["line breaks", "<p>a<br>b<br><br>c<br></p>", "a\\\nb\n\nc"],
    ["text outside blocks", "a<p>b</p>c", "a\n\nb\n\nc"],
    [
      "text that looks like a list",
      "<p>- a</p><p>1. b</p><p>2) c</p><p>+ d</p>",
      "\\- a\n\n1\\. b\n\n2\\) c\n\n\\+ d",
    ],
    [
      "text that looks like a heading",
      "<p># a</p><p>b<br>===</p><p>c<br>---</p>",
      "\\# a\n\nb\\\n\\===\n\nc\\\n\\---",
    ],
    ["text that looks like a table", "<p>a | b<br>--- | ---</p>", "a | b\\\n\\--- | ---"],
    [
      "text that looks like links and notes",
      "<p>[a](b) [^1] ^[x] ![i](j) [sic]</p>",
      "\\[a\\](b) \\[^1\\] ^\\[x\\] !\\[i\\](j) [sic]",
    ],
    [
      "text that looks like HTML",
      "<p>&lt;AP&gt; &amp;amp; &lt;http://a.b&gt;</p>",
      "\\<AP> \\&amp; \\<http://a.b>",
    ],
    ["exclamation before a link", "<p>Oh!<a href='https://a.b/'>x</a></p>", "Oh\\![x](https://a.b/)"],
    ["a heading that ends in a number sign", "<h2>C #</h2>", "## C \\#"],
    ["code with backticks", "<p><code>a`b</code></p>", "``a`b``"],
    ["code with marks in it", "<p><code>a<b>*</b>b</code></p>", "`a*b`"],
    ["code blocks", "<pre><code class='language-js'>a\n  ```\nb</code></pre>", "````js\na\n  ```\nb\n````"],
    [
      "a table of layout",
      "<table><tr><td><h2>A</h2><p>b</p></td><td><ul><li>c</li></ul></td></tr></table>",
      "## A\n\nb\n\n- c",
    ],
    [
      "a table with pipes",
      "<table><tr><td>a|b</td><td>`</td></tr></table>",
      "| a\\|b | \\` |\n| --- | --- |",
    ],
    ["lists that follow each other", "<ul><li>a</li></ul><ul><li>b</li></ul>", "- a\n\n* b"],
    ["a list from 3", "<ol start=3><li>a</li><li>b</li></ol>", "3. a\n4. b"],
    ["a list in a list from 2", "<ul><li>a<ol start=2><li>b</li></ol></li></ul>", "- a\n\n  2. b"],
    ["paragraphs in a list", "<ul><li><p>a</p><p>b</p></li><li>c</li></ul>", "- a\n\n  b\n\n- c"],
    ["a quotation in a quotation", "<blockquote>a<blockquote>b</blockquote></blockquote>", "> a\n>\n> > b"],
    [
      "powers and formulas",
      "<p>10<sup>6</sup> m<sup>2</sup>, H<sub>2</sub>O, 1<sup>st</sup></p>",
      "10⁶ m², H₂O, 1st",
    ],
    ["empty paragraphs", "<p>a</p><p>&nbsp;</p><p><b> </b></p><p>b</p>", "a\n\nb"],
    [
      "addresses with parentheses",
      "<a href='https://en.wikipedia.org/wiki/A_(b)'>x</a>",
      "[x](https://en.wikipedia.org/wiki/A_%28b%29)",
    ],
    [
      "a link that looks like a note",
      "<p><a href='https://a.example/'>^[x]:</a> y</p>",
      "[\\^\\[x\\]:](https://a.example/) y",
    ],
    [
      "a link that looks like a definition",
      "<p><a href='https://a.example/'><code>]:</code></a></p>",
      "[`]:`](https://a.example/ )",
    ],
    ["addresses that run code", "<a href=' java&#10;script:alert(1)'>x</a>", "x"],
    ["emoji pictures", "<p>Hi <img class='emoji' alt='🙂' src='https://s.w.org/1f642.png'></p>", "Hi 🙂"],
    ["a rule", "<p>a</p><hr><p>b</p>", "a\n\n***\n\nb"],
  ];
  for (const [name, html, expected] of cases) {
    test(name, () => expect(inMarkdown(html)).toBe(`${expected}\n`));
  }

  test("scripts, forms and embedded pages go, and are reported", () => {
    const { markdown: text, losses } = toMarkdown(
      "<p>a<script>x()</script></p><form><label>Mail</label><input></form><iframe src='https://v.example/1'></iframe><video src=v.mp4></video><p>b</p>",
      { place: { file: "f", line: 3 }, breaks: "space" },
    );
    expect(text).toBe("a\n\nb\n");
    expect(losses).toEqual([
      { kind: "scripts and styles", place: { file: "f", line: 3 }, what: "<script>" },
      { kind: "forms", place: { file: "f", line: 3 }, what: "<form>: Mail" },
      { kind: "embedded pages", place: { file: "f", line: 3 }, what: "<iframe> https://v.example/1" },
      { kind: "audio and video", place: { file: "f", line: 3 }, what: "<video> v.mp4" },
    ]);
  });
});

test.describe("every word stands", () => {
  const require = createRequire(import.meta.url);
  const spec: { tests: { html: string; markdown: string }[] } = require("commonmark-spec");
  const naughty: string[] = require("big-list-of-naughty-strings/blns.json");

  /** Elements between which text does not run on. */
  const blocks = new Set(
    "blockquote br dd div dl dt figcaption figure h1 h2 h3 h4 h5 h6 hr li ol p pre section table tbody td th thead tr ul".split(
      " ",
    ),
  );

  interface Part {
    type: string;
    name?: string;
    data?: string;
    attribs?: Record<string, string>;
    children?: Part[];
  }

  /** The words of HTML, read without any of the import's code; `skip` are elements that an article cannot hold. */
  function wordsOf(html: string): string[] {
    const skip = new Set(["script", "style", "textarea", "img"]);
    const text = (parts: readonly Part[]): string =>
      parts
        .map((part) => {
          if (part.type === "text") return part.data ?? "";
          if (skip.has(part.name ?? ""))
            return part.name === "img" ? " " : part.name === "textarea" ? " " : "";
          // Footnotes have marks that no source has.
          if (/\bfootnote-(?:ref|backref)\b/.test(part.attribs?.class ?? "")) return "";
          const inner = text(part.children ?? []);
          return blocks.has(part.name ?? "") ? ` ${inner} ` : inner;
        })
        .join("");
    return text(parseDocument(html).children as Part[])
      .split(/\s+/u)
      .filter(Boolean);
  }

  function escaped(text: string): string {
    return text.replace(/&/g, "&amp;").replace(/</g, "&lt;").replace(/>/g, "&gt;");
  }

  /** Whether HTML and its Markdown differ in a word. Noncharacters are no text: they go, and the report says so. */
  function isLost(html: string): boolean {
    const setting = { place: { file: "x" }, breaks: "space", base: "https://old.example/" } as const;
    const converted = toMarkdown(html, setting);
    const expected = wordsOf(html.replace(/\p{Noncharacter_Code_Point}/gu, ""));
    const found = wordsOf(markdown.render(converted.markdown));
    return converted.difference !== undefined || found.join(" ") !== expected.join(" ");
  }

  test("of the CommonMark specification's 652 examples, as HTML and as text in every place", () => {
    expect(spec.tests.length).toBe(652);
    const pieces = spec.tests.flatMap(({ html, markdown: source }) => {
      const text = escaped(source);
      return [
        html,
        `<p>${text}</p>`,
        `<h2>${text}</h2><blockquote><b>${text}</b>x</blockquote>`,
        `<ul><li>${text.replace(/\n/g, "<br>")}</li></ul><pre>${text}</pre>`,
        `<table><tr><td>${text}</td><td><code>${text}</code></td></tr></table>`,
      ];
    });
    expect(pieces.filter(isLost)).toEqual([]);
  });

  test("of the naughty strings, as text, marks, links and list items", () => {
    const pieces = naughty.flatMap((string) => {
      const text = escaped(string);
      return [
        `<p>${text}</p>`,
        `a<b>${text}</b>b<i>${text}</i> <s>${text}</s>`,
        `<ul><li><a href="https://a.b/${text.replace(/"/g, "&quot;")}">${text}</a></li></ul>`,
      ];
    });
    expect(pieces.filter(isLost)).toEqual([]);
  });

  test("of 3,000 random pieces of HTML", () => {
    const word = fc.constantFrom(
      ..."a b word 日本 。 ! * _ ** ` [ ] ( ) [x] # - + 1. 2) | ~~ ~ \\ = --- ^ [^1] http://x.y 🙂 é « ” : $ ![ {{".split(
        " ",
      ),
      ..."&amp; &lt; &gt; &nbsp; <br> <br><br>".split(" "),
      "\n",
      "\n\n",
      "\t",
      " ",
    );
    const text = fc.array(word, { maxLength: 6 }).map((parts) => parts.join(""));
    const tag = fc.constantFrom(
      ..."p b i em strong span div ul li ol blockquote h1 h3 table tr td th code pre s u figure figcaption dl dd section del".split(
        " ",
      ),
      "a href=/q",
      "ol start=3",
    );
    const { node } = fc.letrec<{ node: string }>((tie) => ({
      node: fc.oneof(
        { depthSize: "medium" },
        text,
        fc
          .tuple(tag, fc.array(tie("node"), { maxLength: 4 }))
          .map(([name, inner]) => `<${name}>${inner.join("")}</${name.split(" ")[0]}>`),
      ),
    }));
    const html = fc.array(node, { maxLength: 5 }).map((parts) => parts.join(""));
    checkRandom(
      fc.property(html, (piece) => !isLost(piece)),
      3_000,
    );
  });
});
