import { expect, test } from "@playwright/test";
import { oneLine } from "../../src/press/faults/fault.ts";
import { compareWords } from "../../src/press/proof/compare-words.ts";
import { type ProofRecord, proofFile } from "../../src/press/proof/proof-json.ts";
import { provePage } from "../../src/press/proof/prove.ts";
import { readBack, wordsOf } from "../../src/press/proof/read-back.ts";

/** A page with this body, as the templates make it. */
function page(body: string): string {
  return `<!doctype html><html lang="en"><head><title>Title words</title><style>p{margin:0}</style>
    <script type="application/ld+json">{"text":"\\u003cmain>script words"}</script></head>
    <body><header>Name words</header><main id="main"><article class="h-entry"><header><h1>Head words</h1></header>
    <div class="e-content wire">${body}<section class="corrections"><h2>Corrections</h2><p>Mended.</p></section></div>
    <footer><p>Foot words</p></footer></article></main></body></html>`;
}

/** What the proof says of a page, one line for each fault, without the remedy. */
function faults(form: "wire" | "markdown", text: string, html: string): string[] {
  const file = form === "wire" ? "a.txt" : "a.md";
  return provePage({ form, file, text, page: "a/index.html", html }).faults.map((fault) =>
    oneLine(fault).replace(/ \(this is a fault of the press.*\)$/, ""),
  );
}

function words(text: string) {
  return (text.match(/\S+/g) ?? []).map((word, index) => ({ text: word, line: index + 1 }));
}

test.describe("reading back", () => {
  test("only the body is read: not the head, the header, the corrections or the footer", () => {
    expect(wordsOf(readBack(page("<p>One two</p>")))).toEqual(["One", "two"]);
  });

  test("elements in a line do not part a word, blocks do", () => {
    const body = "<p>a<b>b</b>c<em>d</em> e</p><p>f</p><ul><li>g</li><li>h</li></ul><p>i<br>j</p>";
    expect(wordsOf(readBack(page(body)))).toEqual(["abcd", "e", "f", "g", "h", "i", "j"]);
  });

  test("entities are characters, and markup that was escaped is text", () => {
    expect(wordsOf(readBack(page("<p>&lt;AP&gt; &amp;amp; &quot;x&quot; a&nbsp;b</p>")))).toEqual([
      "<AP>",
      "&amp;",
      '"x"',
      "a\u00a0b",
    ]);
  });

  test("references without a semicolon are read as a browser reads them, in texts and in attributes", () => {
    const found = readBack(
      page('<p>&lt 5 &notit; &copy2 &#8217; &#x2019 <3 &am <a href="?a=1&copy=2&amp;b=3">&rarr;</a></p>'),
    );
    expect(wordsOf(found)).toEqual(["<", "5", "¬it;", "©2", "’", "’", "<3", "&am", "→"]);
    expect(found.attributes).toEqual([{ name: "href", value: "?a=1&copy=2&b=3" }]);
  });

  test("table cells, code and notes part words as a browser does", () => {
    const body =
      "<table><tr><td>a</td><td>b</td></tr></table><pre><code>c\n  d</code></pre>" +
      '<p>e<sup class="footnote-ref"><a href="#fn1" id="fnref1">[1]</a></sup>.</p>' +
      '<section class="footnotes"><ol><li><p>f <a href="#fnref1" class="footnote-backref">[↩︎]</a></p></li></ol></section>';
    const found = readBack(page(body));
    expect(wordsOf(found)).toEqual(["a", "b", "c", "d", "e.", "f"]);
    expect(found.marks).toEqual(["[1]", "[↩︎]"]);
  });

  test("a page without an article has no body", () => {
    expect(readBack("<main><div class='e-content'><p>x</p></div></main>").found).toBe(false);
    expect(faults("wire", "One", "<p>One</p>")).toEqual([
      'a.txt:1: a word is lost: expected "One" in a/index.html',
      "a.txt: the page has no article, in a/index.html",
    ]);
  });
});

test.describe("wire copy", () => {
  const text = 'date 2023-12-02 "One two\nthree,” said\n\nFour <AP> five.\n';

  test("a true page has no faults", () => {
    expect(
      faults("wire", text, page("<p>&quot;One two\nthree,” said</p><p>Four &lt;AP&gt; five.</p>")),
    ).toEqual([]);
  });

  const broken: [name: string, body: string, expected: string[]][] = [
    [
      "a lost word",
      '<p>"One two three,”</p><p>Four &lt;AP> five.</p>',
      ['a.txt:2: a word is lost: expected "said" in a/index.html'],
    ],
    [
      "an added word",
      '<p>"One two three,” said</p><p>Four &lt;AP> five. More</p>',
      ['a.txt:4: a word is added: found "More" in a/index.html'],
    ],
    [
      "a quotation mark that was turned",
      "<p>“One two three,” said</p><p>Four &lt;AP> five.</p>",
      ['a.txt:1: a word is changed: expected "\\"One", found "“One" in a/index.html'],
    ],
    [
      "an angle bracket that was eaten",
      '<p>"One two three,” said</p><p>Four AP five.</p>',
      ['a.txt:4: a word is changed: expected "<AP>", found "AP" in a/index.html'],
    ],
    [
      "markup that came through",
      '<p>"One two three,” said</p><p>Four <AP> five.</p>',
      [
        'a.txt:4: a word is lost: expected "<AP>" in a/index.html',
        "a.txt: the article holds a `ap`, whose text a reader may not see, in a/index.html",
      ],
    ],
    [
      "a space that became a no-break space",
      '<p>"One\u00a0two three,” said</p><p>Four &lt;AP> five.</p>',
      [
        'a.txt:1: a word is changed: expected "\\"One", found "\\"OneU+00A0two" in a/index.html',
        'a.txt:1: a word is lost: expected "two" in a/index.html',
      ],
    ],
    [
      "two paragraphs made one",
      '<p>"One two three,” said Four &lt;AP> five.</p>',
      ["a.txt:4: no paragraph of the page begins here, in a/index.html"],
    ],
    [
      "a paragraph that was parted",
      '<p>"One two three,”</p><p>said</p><p>Four &lt;AP> five.</p>',
      ["a.txt:2: a paragraph of the page ends within this line, in a/index.html"],
    ],
    [
      "a link that the source does not have",
      '<p>"One two three,” said</p><p>Four &lt;<a href="/ap">AP</a>> five.</p>',
      ['a.txt: the attribute href="/ap" is none of the source, in a/index.html'],
    ],
    [
      "a list in place of a paragraph",
      '<p>"One two three,” said</p><ul><li>Four &lt;AP> five.</li></ul>',
      [
        "a.txt: the article holds a `ul`, and wire copy has paragraphs only, in a/index.html",
        "a.txt: the article holds a `li`, and wire copy has paragraphs only, in a/index.html",
      ],
    ],
    [
      "a hidden paragraph",
      '<p>"One two three,” said</p><p hidden>Four &lt;AP> five.</p>',
      ["a.txt: the article holds a `p hidden`, whose text a reader may not see, in a/index.html"],
    ],
  ];
  for (const [name, body, expected] of broken) {
    test(`${name} is found`, () => {
      expect(faults("wire", text, page(body))).toEqual(expected);
    });
  }

  test("a text of one paragraph a line may be parted at every line", () => {
    expect(faults("wire", "One\ntwo\nthree", page("<p>One</p><p>two</p><p>three</p>"))).toEqual([]);
    expect(faults("wire", "One\ntwo\nthree", page("<p>One\ntwo\nthree</p>"))).toEqual([]);
  });

  test("past ten words a count takes the place of the list", () => {
    const many = Array.from({ length: 40 }, (_, index) => `w${index}`).join(" ");
    const told = faults("wire", many, page(`<p>${many.toUpperCase()}</p>`));
    expect(told).toHaveLength(11);
    expect(told[10]).toBe("a.txt: 30 more words differ in a/index.html");
  });
});

test.describe("links that a page makes of addresses", () => {
  const text = "See x.org/a or https://x.org.\n";
  const link = (href: string, shown: string, more = "bare found") =>
    `<a href="${href}" class="${more}">${shown}</a>`;
  const body = (first: string, second: string) => `<p>See ${first} or ${second}.</p>`;
  const true1 = link("https://x.org/a", "x.org/a");

  for (const form of ["wire", "markdown"] as const) {
    test(`in ${form}, they lead to what they show`, () => {
      const told = (html: string) => faults(form, text, page(html)).length;
      expect(told(body(true1, link("https://x.org", "https://x.org")))).toBe(0);
      expect(told(body("x.org/a", "https://x.org"))).toBe(0);
      for (const wrong of [
        link("https://x.org.evil.example/", "https://x.org"),
        link("https://user@x.org", "https://x.org"),
        link("javascript:https://x.org", "https://x.org"),
        link("https://x.org", "https://x.org", "bare"),
        '<a href="../b/index.html" data-link="https://x.org" class="bare found">https://x.org</a>',
      ])
        expect(told(body(true1, wrong)), wrong).toBe(1);
    });
  }

  test("an address that the press has resolved stands for the source's only within the site", () => {
    const resolved = (href: string) => `<p><a href="${href}" data-link="b.md">b</a></p>`;
    expect(faults("markdown", "[b](b.md)\n", page(resolved("../b/index.html")))).toEqual([]);
    for (const href of ["https://evil.example/", "//evil.example/", "/\\\\evil.example/", "javascript:x"])
      expect(faults("markdown", "[b](b.md)\n", page(resolved(href))), href).toHaveLength(1);
  });
});

test.describe("Markdown", () => {
  const text = 'One[^x] [two](/u "T").\n\n3. three\n\n[^x]: Note.\n';
  const mark = '<sup class="footnote-ref"><a href="#fn1" id="fnref1">[1]</a></sup>';
  const list = '<ol start="3"><li>three</li></ol>';
  const notes =
    '<hr class="footnotes-sep"><section class="footnotes"><ol class="footnotes-list"><li id="fn1" class="footnote-item">' +
    '<p>Note. <a href="#fnref1" class="footnote-backref">[↩︎]</a></p></li></ol></section>';

  const pages: [name: string, body: string, expected: string[]][] = [
    ["a true page has no faults", `<p>One${mark} <a href="/u" title="T">two</a>.</p>${list}${notes}`, []],
    [
      "a lost note is found",
      `<p>One${mark} <a href="/u" title="T">two</a>.</p>${list}`,
      [
        'a.md:5: a word is lost: expected "Note." in a/index.html',
        'a.md:5: a note\'s mark is lost: expected "[↩︎]", in a/index.html',
      ],
    ],
    [
      "a note's lost mark is found",
      `<p>One <a href="/u" title="T">two</a>.</p>${list}${notes}`,
      ['a.md:1: a note\'s mark is lost: expected "[1]", in a/index.html'],
    ],
    [
      "text in a note's mark is found",
      `<p>One${mark.replace("[1]", "[1] more")} <a href="/u" title="T">two</a>.</p>${list}${notes}`,
      ['a.md:1: a note\'s mark is changed: expected "[1]", found "[1] more", in a/index.html'],
    ],
    [
      "another address is found",
      `<p>One${mark} <a href="/v" title="T">two</a>.</p>${list}${notes}`,
      ['a.md:1: an attribute is changed: expected "href=\\"/u\\"", found "href=\\"/v\\"", in a/index.html'],
    ],
    [
      "a lost title is found",
      `<p>One${mark} <a href="/u">two</a>.</p>${list}${notes}`,
      ['a.md:1: an attribute is lost: expected "title=\\"T\\"", in a/index.html'],
    ],
    [
      "a list that begins at another number is found",
      `<p>One${mark} <a href="/u" title="T">two</a>.</p><ol><li>three</li></ol>${notes}`,
      ['a.md:3: an attribute is lost: expected "start=\\"3\\"", in a/index.html'],
    ],
  ];
  for (const [name, body, expected] of pages) {
    test(name, () => {
      expect(faults("markdown", text, page(body))).toEqual(expected);
    });
  }
});

test.describe("comparing words", () => {
  test("the smallest set of differences is told, a lost and an added word in one place as a changed one", () => {
    expect(compareWords(words("a b c d e"), "a c x e f".split(" "))).toEqual([
      { kind: "lost", line: 2, expected: "b", found: "" },
      { kind: "changed", line: 4, expected: "d", found: "x" },
      { kind: "added", line: 5, expected: "", found: "f" },
    ]);
    expect(compareWords([], ["a"])).toEqual([{ kind: "added", line: 1, expected: "", found: "a" }]);
    expect(compareWords(words("a"), [])).toEqual([{ kind: "lost", line: 1, expected: "a", found: "" }]);
  });

  test("20,000 pairs of lists come out as the longest common subsequence says", () => {
    let seed = 1;
    const random = (limit: number) => {
      seed = (seed * 1_103_515_245 + 12_345) % 2_147_483_648;
      return seed % limit;
    };
    const list = () => Array.from({ length: random(10) }, () => "abc".charAt(random(3)));
    const wrong: string[][] = [];
    for (let round = 0; round < 20_000; round++) {
      const [from, to] = [list(), list()];
      const differences = compareWords(words(from.join(" ")), to);
      const common = commonLength(from, to);
      const lost = differences.filter(({ kind }) => kind !== "added").length;
      const added = differences.filter(({ kind }) => kind !== "lost").length;
      if (lost !== from.length - common || added !== to.length - common) wrong.push(from, to);
    }
    expect(wrong).toEqual([]);
  });

  test("past a thousand words that differ each is told as lost or as added, those that both have more often as neither", () => {
    const own = Array.from({ length: 1_200 }, (_, index) => ({
      text: index < 2 ? "a" : `own${index}`,
      line: index,
    }));
    const others = ["b", "a", ...Array.from({ length: 1_200 }, (_, index) => `other${index}`), "b"];
    const differences = compareWords(own, others);
    const told = (text: string) =>
      differences.filter(({ expected, found }) => [expected, found].includes(text));
    expect(told("a")).toEqual([{ kind: "lost", line: 1, expected: "a", found: "" }]);
    const added = { kind: "added", line: 1_199, expected: "", found: "b" };
    expect(told("b")).toEqual([added, added]);
    expect(differences.filter(({ kind }) => kind === "lost")).toHaveLength(1_199);
    expect(differences.filter(({ kind }) => kind === "added")).toHaveLength(1_202);
  });

  test("400,000 words in another order are compared within seconds, and told as changed", () => {
    const many = Array.from({ length: 400_000 }, (_, index) => ({
      text: `w${(index * 7919) % 5000}`,
      line: index,
    }));
    const started = process.cpuUsage();
    const differences = compareWords(many, many.map((word) => word.text).reverse());
    expect(differences).toEqual([{ kind: "changed", line: 0, expected: "w0", found: "w2081" }]);
    expect(process.cpuUsage(started).user / 1e6).toBeLessThan(10);
  });
});

test("proof.json has an article to a line, sorted by slug, and the totals", () => {
  const record = (slug: string, count: number): ProofRecord => ({
    slug,
    source: `${slug}/source.txt`,
    form: "wire",
    sha256: "ab".repeat(32),
    bytes: 7 * count,
    words: count,
    page: "cd".repeat(32),
  });
  expect(proofFile([record("b", 2), record("a", 3)], "1.2.3")).toBe(
    `{"version":1,"press":"1.2.3","articles":[\n` +
      `{"slug":"a","source":"a/source.txt","form":"wire","sha256":"${"ab".repeat(32)}","bytes":21,"words":3,"page":"${"cd".repeat(32)}"},\n` +
      `{"slug":"b","source":"b/source.txt","form":"wire","sha256":"${"ab".repeat(32)}","bytes":14,"words":2,"page":"${"cd".repeat(32)}"}\n` +
      `],"totals":{"articles":2,"words":5,"lost":0,"added":0,"changed":0}}\n`,
  );
});

/** The length of the longest common subsequence, by the book. */
function commonLength(from: readonly string[], to: readonly string[]): number {
  const table = Array.from({ length: from.length + 1 }, () => new Array<number>(to.length + 1).fill(0));
  const at = (row: number, column: number) => table[row]?.[column] ?? 0;
  for (let row = 1; row <= from.length; row++) {
    for (let column = 1; column <= to.length; column++) {
      const length =
        from[row - 1] === to[column - 1]
          ? at(row - 1, column - 1) + 1
          : Math.max(at(row - 1, column), at(row, column - 1));
      table[row]?.splice(column, 1, length);
    }
  }
  return at(from.length, to.length);
}
