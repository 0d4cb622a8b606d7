import { expect, test } from "@playwright/test";
import { countOf, lengthOf } from "../../src/press/account/length.ts";
import {
  joinPieces,
  markdownCopy,
  markdownFaults,
  markdownWords,
} from "../../src/press/account/markdown-words.ts";
import { wireLines, wireWords } from "../../src/press/account/wire-words.ts";
import type { Source } from "../../src/press/source/utf8.ts";

/** Words with their lines, as `word@line`. */
function placed(words: readonly { text: string; line: number }[]): string {
  return words.map(({ text, line }) => `${text}@${line}`).join(" ");
}

/** The faults of a Markdown text, as `line: reason (remedy)`. */
function faults(text: string): string[] {
  const source: Source = { file: "a.md", text, sha256: "", bytes: 0 };
  return markdownFaults(source).map(({ line, reason, remedy }) => `${line}: ${reason} (${remedy})`);
}

function attributes(text: string): string[] {
  return markdownCopy(text).attributes.map(({ name, value, line }) => `${name}=${value}@${line}`);
}

test.describe("wire copy", () => {
  test("its words stand behind the header, each with its line", () => {
    expect(placed(wireWords(" date 2023-12-02 More than two\n\nyears.\n"))).toBe(
      "More@1 than@1 two@1 years.@3",
    );
    expect(placed(wireWords("\n\ndate 2023-12-02\r\nOne\rtwo\r\n\r\nthree"))).toBe("One@4 two@5 three@7");
    expect(placed(wireWords("date 2023-12-02T10:00:00+04:30 One"))).toBe("One@1");
  });

  test("a text without a header is text from its first character", () => {
    expect(placed(wireWords("date 5 of the tour"))).toBe("date@1 5@1 of@1 the@1 tour@1");
    expect(placed(wireWords("No date 2023-12-02 here"))).toBe("No@1 date@1 2023-12-02@1 here@1");
    expect(placed(wireWords("date 2023-12-02x"))).toBe("date@1 2023-12-02x@1");
  });

  test("nothing in it is a mark", () => {
    const text = "1986. A\n5*3*2 <AP> {{ msg }} - 30 - (c)\n===\n    four\n---";
    expect(wireWords(text).map((word) => word.text)).toEqual(
      "1986. A 5*3*2 <AP> {{ msg }} - 30 - (c) === four ---".split(" "),
    );
  });

  test("no-break spaces, joiners and line separators are characters of their word", () => {
    const text = "a\u00a0b c\u3000d می\u200cخواهم 👨\u200d👩 e\u2028f \ufeffg";
    expect(wireWords(text).map((word) => word.text)).toEqual([
      "a\u00a0b",
      "c\u3000d",
      "می\u200cخواهم",
      "👨\u200d👩",
      "e\u2028f",
      "\ufeffg",
    ]);
  });

  test("its lines tell where a paragraph must begin", () => {
    expect(wireLines("date 2023-12-02 One\ntwo  three\n \t\nfour")).toEqual([
      { text: "One", blankBefore: true, line: 1 },
      { text: "two three", blankBefore: false, line: 2 },
      { text: "four", blankBefore: true, line: 4 },
    ]);
  });
});

test.describe("Markdown", () => {
  test("words are what a reader sees, without marks, with their lines", () => {
    const text = "---\nheadline: x\n---\n# Title #\n\nHello *w*orld\\\nnext `co de` &amp; a<b>c\n> quoted\n";
    expect(placed(markdownWords(text))).toBe("Title@4 Hello@6 world@6 next@7 co@7 de@7 &@7 a<b>c@7 quoted@8");
  });

  test("lists, tables and code keep their words; list numbers stand in an attribute", () => {
    const text =
      "3. three\n4. four\n\n| a | b |\n|---|---|\n| c | d \\| e |\n\n```js\ncode  here\n```\n\n    more\n";
    expect(placed(markdownWords(text))).toBe("three@1 four@2 a@4 b@4 c@6 d@6 |@6 e@6 code@9 here@9 more@12");
    expect(attributes(text)).toEqual(["start=3@1", "language=js@8"]);
  });

  test("link addresses, titles and alternative texts are attributes", () => {
    const text =
      'A [link](/u "T &amp; t") and [other][o]\nand ![a *b*\nc](p.png).\n\n[o]: <https://x.org/ä> (Two)\n';
    expect(placed(markdownWords(text))).toBe("A@1 link@1 and@1 other@1 and@2 .@3");
    expect(attributes(text)).toEqual([
      "href=/u@1",
      "title=T & t@1",
      "href=https://x.org/%C3%A4@1",
      "title=Two@1",
      "alt=a b\nc@2",
    ]);
    expect(faults(text)).toEqual([]);
  });

  test("an address in angle brackets is shown as it is written", () => {
    expect(placed(markdownWords("<https://x.org/%C3%A4%20b> <a@b.c>"))).toBe(
      "https://x.org/%C3%A4%20b@1 a@b.c@1",
    );
  });

  test("the title of an image by itself is its caption, and stands in the text", () => {
    const text = 'Text\n\n![The bridge](b.jpg "The bridge in May. | Photo: A. Name")\n';
    expect(placed(markdownWords(text))).toBe("Text@1 The@3 bridge@3 in@3 May.@3 Photo:@3 A.@3 Name@3");
    expect(attributes(text)).toEqual(["alt=The bridge@3"]);
  });

  test("an image's title within a line is an attribute", () => {
    expect(markdownCopy('See ![the *quay*](q.png "At noon") there.\n').attributes).toEqual([
      { name: "alt", value: "the quay", line: 1 },
      { name: "title", value: "At noon", line: 1 },
    ]);
  });

  test("a table's caption loses its colon and no word", () => {
    const text = ": The boats of *1986*\n\n| a | b |\n|---|---|\n| c | d |\n";
    expect(markdownWords(text).map((word) => word.text)).toEqual("The boats of 1986 a b c d".split(" "));
    expect(markdownWords(": No *table* follows\n").map((word) => word.text)).toEqual(
      ": No table follows".split(" "),
    );
  });

  test("a note without words has its mark and its way back", () => {
    const { pieces } = markdownCopy("One.[^1]\n\n[^1]:\n");
    const texts = pieces.map(({ text }) => text.trim()).filter((text) => text !== "");
    expect(texts).toEqual(["One.", "[1]", "[↩︎]"]);
  });

  test("length is told in words, and in characters where a script has no spaces", () => {
    expect(countOf(lengthOf("markdown", "The **ferry** sails.\n"))).toEqual({ words: 3 });
    expect(countOf(lengthOf("markdown", "大橋は今日、完成した。\n"))).toEqual({ characters: 11 });
    expect(countOf(lengthOf("wire", "date 2023-12-02 \n"))).toEqual({ words: 0 });
  });

  test("notes stand behind the text in the order of their marks, and the page's own marks are told apart", () => {
    const text =
      "[^b]: Second.\n\nOne[^a] two[^b]. Three^[In *the* text] four[^a]\n\n[^a]: First\n\n    goes on.\n";
    expect(placed(markdownWords(text))).toBe(
      "One@3 two.@3 Three@3 four@3 First@5 goes@7 on.@7 Second.@1 In@3 the@3 text@3",
    );
    const { pieces } = markdownCopy(text);
    expect(joinPieces(pieces).map((word) => word.text)).toEqual(
      "One[1] two[2]. Three[3] four[1:1] First goes on. [↩︎] [↩︎] Second. [↩︎] In the text [↩︎]".split(" "),
    );
    expect(faults(text)).toEqual([]);
  });
});

test.describe("what no page could show is refused", () => {
  const dropped = (text: string) =>
    `Markdown would drop something here: ${text} (put a backslash before brackets that are no link, and write \`&nbsp;\` for a no-break space)`;
  const cases: [name: string, text: string, expected: string[]][] = [
    [
      "a link definition that nothing refers to",
      "Text\n\n[name]: /u\n",
      [
        '3: nothing refers to the link "name", so no page shows it (refer to it with `[words][name]`, or remove it)',
      ],
    ],
    [
      "a comment written as a definition",
      "[//]: # (not for print)\n\nText\n",
      [
        '1: nothing refers to the link "//", so no page shows it (refer to it with `[words][name]`, or remove it)',
      ],
    ],
    [
      "a link defined twice",
      "[a]\n\n[a]: /u\n[A]: /v\n",
      ['4: the link "A" is defined twice, and only the first counts (remove one of them)'],
    ],
    [
      "a note that nothing refers to",
      "Text\n\n[^x]: Note\n",
      [
        '3: nothing refers to the note "x", so no page shows it (write `[^x]` where it belongs, or remove it)',
      ],
    ],
    [
      "a note defined twice",
      "A[^x]\n\n[^x]: One\n\n[^x]: Two\n",
      ['5: the note "x" is defined twice, and only the last counts (give one of them another name)'],
    ],
    [
      "a note inside a note's definition",
      "A[^x]\n\n[^x]: One\n    [^y]: Two[^x]\n\nB[^y]\n",
      [
        '4: the note "y" is defined inside another note, and tears it apart (begin its definition at the start of a line)',
      ],
    ],
    [
      "a note inside a note in the text",
      "One ^[two ^[three]] four\n",
      [
        "1: a note stands inside another note, and Markdown drops one of them (write them as `[^name]`, each with a definition of its own)",
      ],
    ],
    [
      "a named note inside a note in the text",
      "One ^[two [^x]] four\n\n[^x]: Three\n",
      [
        "1: a note stands inside another note, and Markdown drops one of them (write them as `[^name]`, each with a definition of its own)",
      ],
    ],
    [
      "a note's mark inside a link",
      "[words^[note]](/u)\n",
      ["1: a note's mark stands inside a link (move it behind the link)"],
    ],
    [
      "one cell too many",
      "| a | b |\n|---|---|\n| c | d | e | f |\n",
      [
        '3: the cell "e" is one more than the table has columns, and Markdown drops it (add a column to the table\'s first two lines, or write `\\|` for a bar in a cell)',
        '3: the cell "f" is one more than the table has columns, and Markdown drops it (add a column to the table\'s first two lines, or write `\\|` for a bar in a cell)',
      ],
    ],
    [
      "words behind the language of code",
      "Text\n\n``` ruby startline=3\nx\n```\n",
      [
        '3: "startline=3" stands after the language of the code, where no page shows it (move it into the text, or remove it)',
      ],
    ],
    [
      "numbers that a list would change",
      "Text\n\n1. one\n2. two\n5. five\n",
      [
        "5: the list's number 5 would become 3 (number the items one by one, or write `5\\.` where no list is meant)",
      ],
    ],
    [
      "nesting past the limit",
      `Text\n\n${"> ".repeat(100)}deep\n`,
      [
        "3: quotations and lists stand in one another 100 levels deep, and Markdown drops what is deeper (nest them less deeply)",
      ],
    ],
    [
      "an image in an alternative text",
      "![one ![two](b.png)](a.png)\n",
      [
        "1: an image stands in the alternative text of an image, where no page shows it (write plain words there)",
      ],
    ],
    [
      "a link in an alternative text",
      "![one [two](/u)](a.png)\n",
      [
        "1: a link stands in the alternative text of an image, where no page shows it (write plain words there)",
      ],
    ],
    [
      "text that markdown-it takes for the middle of a link",
      "Text\n[foo](bad x[bar]\n\n[bar]: /url\n",
      [`2: ${dropped('"](bad x[bar]"')}`],
    ],
    [
      "a no-break space at the end of a cell",
      "| a | b |\n|---|---|\n| c\u00a0| d |\n",
      [`3: ${dropped('"U+00A0|"')}`],
    ],
    ["an entity for no character", "One &#0; two\n", ['1: "&#0;" stands for no character (remove it)']],
    [
      "an entity that turns the text around it",
      "One\ntwo &#x202E; three\n",
      ['2: "&#x202E;" stands for a character that no text needs (remove it)'],
    ],
  ];
  for (const [name, text, expected] of cases) {
    test(name, () => {
      expect(faults(text)).toEqual(expected);
    });
  }

  test("front matter ends at its first closing line, also if it is empty", () => {
    expect(placed(markdownWords("---\n---\nOne\n\n---\nTwo\n"))).toBe("One@3 Two@6");
    expect(placed(markdownWords("---\nkey: value\n---\nOne\n---\n"))).toBe("One@4");
  });

  test("a fault's line counts from the top of the file, front matter included", () => {
    expect(faults("---\nheadline: x\n---\nText\n\n[name]: /u\n")).toEqual([
      '6: nothing refers to the link "name", so no page shows it (refer to it with `[words][name]`, or remove it)',
    ]);
  });
});

test.describe("what looks alike and loses nothing is taken", () => {
  const cases: [name: string, text: string][] = [
    ["the same number for every item", "1. one\n1. two\n1. three\n"],
    ["99 quotations in one another", `${"> ".repeat(99)}deep\n`],
    ["empty cells past a table's width", "| a | b |\n|---|---|\n| c | d | |\n"],
    ["rows that are too short", "| a | b |\n|---|---|\n| c |\n"],
    ["a table in a quotation", "> | a | b |\n> |---|---|\n> | c | d |\n"],
    ["a definition in a list", "- [a]: /u\n\n[a]\n"],
    ["a definition over three lines", "[a]:\n/u\n'A title'\n\n[a]\n"],
    ["a numbered list in a quotation in a list", "- > 3. x\n  > 4. y\n"],
    ["brackets past the nesting limit, which stay text", `${"[".repeat(150)}a${"](u)".repeat(150)}\n`],
    ["code in spaces and backticks", "`` a`b `` and ` c ` and `d\ne`\n"],
    ["emphasis of all kinds", "***a** b* _c_d_ ~~~e~~~ ~~f~~ **g*\n"],
    ["line breaks of all kinds", "a  \nb\\\nc \n   d\n"],
    ["escapes and entities", "\\*a\\* \\q &copy;&nbsp;&#38; &nosuch; 1986\\. x\n"],
    ["an underlined heading of two lines", "one\ntwo\n===\n\nthree\n---\n"],
    ["code that looks like a note", "```\n[^x]: y\n```\n\nA[^x]\n\n[^x]: Note\n"],
  ];
  for (const [name, text] of cases) {
    test(name, () => {
      expect(faults(text)).toEqual([]);
    });
  }
});

test("20,000 definitions and notes are read in time that grows with their number", () => {
  const count = 20_000;
  const lines = Array.from(
    { length: count },
    (_, index) => `[a${index}] b[^${index}]\n\n[a${index}]: /u\n\n[^${index}]: n\n`,
  );
  const started = process.cpuUsage();
  const copy = markdownCopy(lines.join("\n"));
  expect(copy.problems).toEqual([]);
  expect(process.cpuUsage(started).user / 1e6).toBeLessThan(10);
});
