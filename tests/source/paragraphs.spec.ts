import { readFileSync } from "node:fs";
import { join } from "node:path";
import { pathToFileURL } from "node:url";
import { expect, test } from "@playwright/test";
import { typesetWire } from "../../src/press/page/typeset.ts";
import { compare } from "../../src/press/proof/prove.ts";
import type { Parting } from "../../src/press/source/wire.ts";
import { type BuiltSite, buildSite } from "../support/build.ts";

/* What stands on the page for copy as agencies, writers and poets wrap it. */

/** The paragraphs that wire copy is set in. */
function set(text: string, parting?: Parting): string[] {
  const source = { file: "a.txt", text: `date 2024-05-01 ${text}`, bytes: 0, sha256: "" };
  return typesetWire(source, "ltr", parting).html.slice(3, -4).split("</p><p>");
}

const indented = `Showers continued throughout the week in
the cocoa zone, alleviating the drought since early
January, the review said.
    The dry period means the harvest will be late this
year.
 Reuter
`;

test("in wrapped copy an indent begins a paragraph", () => {
  expect(set(indented)).toEqual([
    "Showers continued throughout the week in the cocoa zone, alleviating the drought since early January, the review said.",
    "The dry period means the harvest will be late this year.",
    "Reuter",
  ]);
});

test("the same with a blank line in it", () => {
  expect(set(indented.replace(" Reuter", "\n Reuter"))).toEqual(set(indented));
});

test("in wrapped copy a line that ends its sentence well short of the width ends a paragraph", () => {
  const text = `The council met on Tuesday evening to speak of the
bridge, which has been shut for a year and
more. It rose late.
The mayor said that work would begin again in
the spring of next year, and that nothing was lost.
Nobody asked a question.
`;
  expect(set(text)).toEqual([
    "The council met on Tuesday evening to speak of the bridge, which has been shut for a year and more. It rose late.",
    "The mayor said that work would begin again in the spring of next year, and that nothing was lost. Nobody asked a question.",
  ]);
});

test("rows of figures stay rows, with their columns", () => {
  const text = `The department reported the reserve price through
February as follows.
         Natl   Loan
 Wheat   2.55   2.40
 Corn    1.35   1.92
`;
  expect(set(text)).toEqual([
    "The department reported the reserve price through February as follows.",
    "         Natl   Loan",
    " Wheat   2.55   2.40",
    " Corn    1.35   1.92",
  ]);
});

test("lines of a list are paragraphs, however alike in length", () => {
  const text =
    "Ferry returns to the north quay on Friday\nCouncil votes for a new school building\nHarvest festival moves to the market square\n";
  expect(set(text)).toEqual(text.trimEnd().split("\n"));
});

test("a line end is a space, and nothing between two Japanese characters; Korean has spaces", () => {
  expect(set("One\ntwo.\n\n東京で\n会議が、\n「開かれた」。\n\n다리가\n열린다\n\n全部で\n12 人")).toEqual([
    "One two.",
    "東京で会議が、「開かれた」。",
    "다리가 열린다",
    "全部で 12 人",
  ]);
});

test("Chinese that is wrapped at a width comes out whole", () => {
  const line = "大桥今天上午正式通车市长和居民都来到了现场他们说等了很久";
  expect(set(`${line}\n${line}\n${line}。\n`)).toEqual([`${line}${line}${line}。`]);
});

test("the metadata decide otherwise", () => {
  expect(set("One\ntwo.\n\nThree.", "lines")).toEqual(["One", "two.", "Three."]);
  expect(set("One\ntwo.\n  Three.", "blank")).toEqual(["One two. Three."]);
  expect(set("One\ntwo.\n  Three.", "indent")).toEqual(["One two.", "Three."]);
  expect(set("The sea\n  is calm.\n\nTonight", "verse")).toEqual(["The sea<br>  is calm.", "Tonight"]);
});

test.describe("the proof", () => {
  const problemsOf = (text: string, body: string, verse?: boolean) => {
    const html = `<main><article><div class="e-content">${body}</div></article></main>`;
    const found = compare({ form: "wire", text, html, ...(verse !== undefined && { verse }) });
    return [
      ...found.differences.map(({ kind, line, expected }) => `${kind} ${expected}@${line}`),
      ...found.problems.map(({ reason, line }) => `${reason}@${line ?? ""}`),
    ];
  };

  test("takes lines joined by a space, or by nothing between two Chinese characters, and by nothing else", () => {
    expect(problemsOf("One\ntwo", "<p>One two</p>", false)).toEqual([]);
    expect(problemsOf("桥修\n好了", "<p>桥修好了</p>", false)).toEqual([]);
    expect(problemsOf("One\ntwo", "<p>Onetwo</p>", false)).toEqual(["changed One@1", "lost two@2"]);
    expect(problemsOf("桥修\n好了", "<p>桥修 好了</p>", false)).not.toEqual([]);
    expect(problemsOf("桥修\n\n好了", "<p>桥修好了</p>", false)).toEqual([
      "no paragraph of the page begins here@3",
    ]);
    expect(problemsOf("桥修好了", "<p>桥修</p><p>好了</p>", false)).toEqual([
      "a paragraph of the page ends within this line@1",
    ]);
    expect(problemsOf("桥修\n好了", "<p>桥修好</p>", false)).toEqual(["changed 桥修好了@1"]);
  });

  test("takes forced line ends in verse only, and there at every line end", () => {
    const text = "The sea\nis calm.\n\nTonight";
    expect(problemsOf(text, "<p>The sea<br>is calm.</p><p>Tonight</p>", true)).toEqual([]);
    expect(problemsOf(text, "<p>The sea<br>is calm.</p><p>Tonight</p>")).toEqual([]);
    expect(problemsOf(text, "<p>The sea<br>is calm.</p><p>Tonight</p>", false)).toEqual([
      "the article holds a `br`, and wire copy has paragraphs only@",
    ]);
    expect(problemsOf(text, "<p>The sea is calm.</p><p>Tonight</p>", true)).toEqual([
      "this line is none of the page@1",
    ]);
    expect(problemsOf(text, "<p>The sea<br>is calm.<br>Tonight</p>", true)).toEqual([
      "this line does not end on the page as it does here@2",
    ]);
  });
});

test.describe("a built site", () => {
  let site: BuiltSite;
  const read = (file: string) => readFileSync(join(site.output, file), "utf8");

  test.beforeAll(() => {
    site = buildSite({
      articles: {
        "zh.md":
          "---\nheadline: 换行测试\ndate: 2024-05-01\nlanguage: zh-Hans\n---\n大桥**今天上午**\n正式通车。\nOn\nFriday.\n",
        "zhw.txt": " date 2024-05-02 大桥今天上午\n正式通车。\n\n第二段。\n",
        "zhw.yaml": "headline: 换行\nlanguage: zh-Hans\n",
        "poem.txt": " date 2024-05-03 The sea\nis calm.\n\nTonight\n",
        "poem.yaml": "headline: Tide\nparagraphs: verse\n",
        "wrapped.txt": `date 2024-05-04 ${indented}`,
        "wrapped.yaml": "headline: Showers\n",
      },
    });
    expect(site.stderr).not.toContain("error");
    expect(site.status).toBe(0);
  });

  for (const [slug, shows, record] of [
    ["zh", ["大桥今天上午正式通车。 On Friday."], ["大桥今天上午正式通车。 On Friday."]],
    ["zhw", ["大桥今天上午正式通车。", "第二段。"], ["大桥今天上午正式通车。", "第二段。"]],
    ["poem", ["The sea\nis calm.", "Tonight"], ["The sea\nis calm.", "Tonight"]],
    ["wrapped", set(indented), set(indented)],
  ] as const) {
    test(`${slug}: page and record have the same paragraphs`, async ({ page }) => {
      await page.goto(pathToFileURL(join(site.output, slug, "index.html")).href);
      expect(await page.locator(".e-content > p").allInnerTexts()).toEqual(shows);
      expect(JSON.parse(read(`${slug}/article.json`)).text).toEqual(record);
    });
  }

  test("feeds have them, too", () => {
    const { items } = JSON.parse(read("feed.json"));
    const contents = items.map(({ content_html }: { content_html: string }) => content_html);
    expect(contents[1]).toContain("<p>The sea<br>is calm.</p><p>Tonight</p>");
    expect(contents[2]).toContain("<p>大桥今天上午正式通车。</p><p>第二段。</p>");
    expect(contents[3]).toContain("<strong>今天上午</strong>正式通车。\nOn\nFriday.");
  });

  test("a word is what white space parts in the source", () => {
    const { articles } = JSON.parse(read("proof.json"));
    const words = articles.map(({ slug, words }: { slug: string; words: number }) => [slug, words]);
    expect(words).toContainEqual(["poem", 5]);
  });
});
