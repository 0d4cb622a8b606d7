import { expect, test } from "@playwright/test";
import { markdownWords } from "../../src/press/account/markdown-words.ts";
import { leftoverInMarkdown, leftoverInWire } from "../../src/press/source/leftover-markup.ts";
import { parseMarkdown } from "../../src/press/source/markdown.ts";
import { buildSite, plainMetadata } from "../support/build.ts";

/* Markup that readers would see as it stands, in any dialect. */

const found = (text: string) =>
  leftoverInMarkdown(parseMarkdown(text)).map(({ kind, written, line }) => `${line + 1} ${kind}: ${written}`);

test("every dialect's markup is known, each kind once, with its line", () => {
  const cases: [text: string, told: string[]][] = [
    ["Water is H<sub>2</sub>O.<br>Next.\n", ["1 HTML: <sub>"]],
    ['One.\n\n<iframe src="https://x.org/v"></iframe>\n', ['3 HTML: <iframe src="https://x.org/v">']],
    ["One &amp;nbsp; two\n", ["1 an entity: &nbsp;"]],
    ["The **mayor ** said so.\n", ["1 emphasis: **mayor ** said so."]],
    ["A line\n*bold *and more\n", ["2 emphasis: *bold *"]],
    ["An __open mark\n", ["1 emphasis: __"]],
    ["It is s**t\n", ["1 emphasis: s**t"]],
    ["It ~~was.\n", ["1 emphasis: ~~"]],
    ["[[Wiki link]] and ![[embed.jpg]]\n", ["1 a wiki's link: [[Wiki link]]"]],
    ["{{< youtube abc >}}\n", ["1 a shortcode: {{< youtube abc >}}"]],
    ["{% include x %} {{ site.title }}\n", ["1 a template: {% include x %}"]],
    [":::note\nText.\n:::\n", ["1 a container: :::note"]],
    ["!!! warning\n", ["1 a container: !!! warning"]],
    ["> [!NOTE]\n> Text.\n", ["1 an alert: [!NOTE]"]],
    ["- [ ] task\n- [x] done\n", ["1 a task: [ ] task"]],
    ["A ==marked== word, ++new++\n", ["1 a highlight: ==marked==", "1 an insertion: ++new++"]],
    ["H~2~O and 10^th^\n", ["1 a subscript or a superscript: H~2~"]],
    ["#Heading\n", ["1 a heading without a space: #Heading"]],
    ["Text {.lead}\n", ["1 an attribute: {.lead}"]],
    ["See [this](my file.pdf)\n", ["1 an image or a link: [this](my file.pdf)"]],
    ["A claim.[^1]\n", ["1 a note without its text: [^1]"]],
    ["[b]bold[/b]\n", ["1 BBCode: [/b]"]],
    ["h2. A heading\n", ["1 Textile: h2. A heading"]],
    ["It is '''bold''' there\n", ["1 a wiki's markup: '''bold'''"]],
    [".. note:: Text\n", ["1 reStructuredText: .. note:: Text"]],
    ["Term\n: Meaning\n", ["2 a definition: : Meaning"]],
    ["*[HTML]: Hyper Text\n", ["1 an abbreviation: *[HTML]: Hyper Text"]],
    ["Well :smile: then\n", ["1 an emoji's name: :smile:"]],
    ["It is \\emph{so}\n", ["1 LaTeX: \\emph{so}"]],
    ["It is 5*3*2.\n", ["1 emphasis inside a word or a number: 5*3"]],
    ["http://x.org/*x* here\n", ["1 emphasis inside a word or a number: http://x.org/*x"]],
  ];
  for (const [text, told] of cases) expect(found(text), text).toEqual(told);
});

test("what is meant is not: code, escapes, marks that did their work, plain signs", () => {
  for (const text of [
    "`<br>` and `**`\n",
    "```\n<div> {% x %}\n```\n",
    "\\*\\*so\\*\\* \\<br> \\[\\[x]] \\#Head\n",
    "*un*believable **bold** ~~gone~~ [x](https://x.org/) ![y](y.png)\n",
    "A note.[^1]\n\n[^1]: Text.\n",
    "5 * 3 * 2 = 30, a_b_c, 2**3\u00a0= 8?\n".replace("2**3\u00a0= 8", "2 ** 3"),
    "AT&T, R&D; 1 < 2 > 0, <AP>, <GM> fell\n",
    "At 10:30: the vote. [sic] and [applause] {braces}\n",
    "C++ and C# and ~50 and 100% and don''t\n".replace("''", "'"),
    "中**文**字\n",
    "| a | b |\n|---|---|\n| c | d |\n",
  ])
    expect(found(text), text).toEqual([]);
});

test("in wire copy only tags and entities are told: nothing else can be markup there", () => {
  const wire = (text: string) =>
    leftoverInWire(text).map(({ kind, written, line }) => `${line + 1} ${kind}: ${written}`);
  expect(wire("One<br>\nAT&amp;T &nbsp; <p>")).toEqual(["1 HTML: <br>", "2 an entity: &amp;"]);
  expect(wire("<GM> <Foo Corp> <A> R&D; **x** [[x]] {% x %} #x 5*3*2 [b]")).toEqual([]);
});

test("emphasis works beside the punctuation of Chinese, Japanese and Korean, and the second way reads the same words", () => {
  for (const [text, words] of [
    ["**「橋は完成した。」**と市長は述べた。", "「橋は完成した。」と市長は述べた。"],
    ['시장은 **"다리가 열린다."**라고 말했다.', '시장은 "다리가 열린다."라고 말했다.'],
    ["**桥已经修好了，**市长说。", "桥已经修好了，市长说。"],
    ["他说：**“周一通车。”**记者都在场。", "他说：“周一通车。”记者都在场。"],
    ["* **具体：**写明时间。", "具体：写明时间。"],
  ] as const) {
    expect(
      markdownWords(text)
        .map((word) => word.text)
        .join(" "),
    ).toBe(words);
    expect(found(text)).toEqual([]);
  }
});

test("200,000 characters of what begins like markup take seconds", () => {
  const started = process.cpuUsage();
  for (const part of [
    "[[",
    "{{",
    "{%",
    "**a",
    "*a ",
    "==a",
    "<a ",
    "'' ",
    "[a](",
    "&a",
    "~a",
    "\\a{",
    ':a "',
  ])
    found(`${part.repeat(200_000 / part.length)}\n`);
  expect(process.cpuUsage(started).user / 1e6).toBeLessThan(20);
});

test("a build warns with place and remedy, `acknowledge` silences, and --strict stops", () => {
  const front = "---\nheadline: Bridge\ndate: 2024-05-01\n";
  const articles = {
    "a.md": `${front}---\nOne.\n\nThe <b>mayor</b> and <i>others</i>.\n`,
    "b.md": `${front}slug: c\nacknowledge: ["markup: HTML"]\n---\nTwo words: the <b>mayor</b>.\n`,
    "d.txt": "date 2024-05-01 R&amp;D\n",
    "d.yaml": "headline: Third\n",
  };
  const site = buildSite({ articles, metadata: `${plainMetadata}cards: none\n` });
  const told = site.stderr
    .replaceAll(`${site.folder}/articles/`, "")
    .split("\n")
    .filter((line) => line.includes("readers"));
  expect(told).toEqual([
    'a.md:7:5: warning: readers would see HTML: "<b>" (take it out, or write it as the press reads it; if it is meant, add to the metadata: acknowledge: ["markup: HTML"])',
    'd.txt:1:18: warning: readers would see an entity: "&amp;" (take it out, or write it as the press reads it; if it is meant, add to the metadata: acknowledge: ["markup: an entity"])',
  ]);
  expect(site.status).toBe(0);
});
