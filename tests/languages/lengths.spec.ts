import { readFileSync } from "node:fs";
import { join } from "node:path";
import { expect, test } from "@playwright/test";
import { lengthOf } from "../../src/press/account/length.ts";
import { languageFor } from "../../src/press/languages/index.ts";
import { minutesToRead } from "../../src/press/record/reading-time.ts";
import { type BuiltSite, buildSite } from "../support/build.ts";
import { runStet } from "../support/press.ts";

/*
 * How long a text is. Scripts without spaces have no words that could be counted without a dictionary: their characters are.
 */

const wire = (text: string) => lengthOf("wire", `date 2024-05-01 ${text}\n`);

test("texts without spaces are counted in characters: letters with their marks, digits, punctuation", () => {
  expect(wire("大桥今天上午正式通车。")).toEqual({ words: 1, characters: 11, alphabetic: false });
  expect(wire("橋は2024年に\n\n完成した。")).toEqual({ words: 2, characters: 13, alphabetic: false });
  expect(wire("ガ行のカ\u3099")).toEqual({ words: 1, characters: 4, alphabetic: false });
  expect(wire("𠮷野家")).toEqual({ words: 1, characters: 3, alphabetic: false });
  // Of the second word one letter is left, below two marks.
  expect(wire("ผู้ว่าการฯ ที่")).toEqual({ words: 2, characters: 8, alphabetic: true });
  expect(wire("ສະບາຍດີ")).toMatchObject({ characters: 6, alphabetic: true });
  expect(wire("ភាសាខ្មែរ")).toMatchObject({ characters: 5, alphabetic: true });
  expect(wire("မြန်မာ")).toMatchObject({ characters: 3, alphabetic: true });
  expect(wire("日")).toMatchObject({ characters: 1 });
});

test("texts with spaces are counted in words, also where they quote one without", () => {
  expect(wire("The mayor said 大桥通车 and left the hall.")).toEqual({ words: 8 });
  expect(wire("시장은 다리가 열린다고 말했다.")).toEqual({ words: 4 });
  expect(wire("أعلنت الشركة أنها باعت")).toEqual({ words: 4 });
  expect(wire("मेयर ने कहा।")).toEqual({ words: 3 });
});

test("a Japanese text with Latin names in it is counted in characters", () => {
  expect(wire("市長は GitHub と Eleventy を使って記事を公開した。")).toMatchObject({ characters: 30 });
});

test("Markdown is counted by its words, without its marks and its front matter", () => {
  const text = "---\nheadline: 换行测试\nlanguage: zh-Hans\n---\n大桥**今天**上午\n正式通车。\n";
  expect(lengthOf("markdown", text)).toEqual({ words: 1, characters: 11, alphabetic: false });
  expect(lengthOf("markdown", "Two *words*.\n")).toEqual({ words: 2 });
});

test.describe("reading time, in whole minutes, rounded up and never none", () => {
  const minutes = (words: number, text = "word") => minutesToRead({ words }, text);

  test("is 238 words a minute", () => {
    expect([0, 1, 238, 239, 583, 10_000].map((words) => minutes(words))).toEqual([1, 1, 1, 2, 3, 43]);
    expect(minutes(239, "слово")).toBe(2);
  });

  test("is 180 words a minute in Arabic script", () => {
    expect([180, 181, 239].map((words) => minutes(words, "كلمة BBC کہا"))).toEqual([1, 2, 2]);
    expect(minutes(238, "The word كلمة")).toBe(1);
  });

  test("is 500 characters a minute of Han and kana, 800 of Thai and its like", () => {
    const read = (characters: number, alphabetic: boolean) =>
      minutesToRead({ words: 1, characters, alphabetic }, "");
    expect([1, 500, 501, 10_000].map((characters) => read(characters, false))).toEqual([1, 1, 2, 20]);
    expect([800, 801, 10_000].map((characters) => read(characters, true))).toEqual([1, 2, 13]);
  });
});

/** 1 and 2,345 characters under an article: the singular, and the language's own grouping. */
const proofs: Record<string, string> = {
  en: "1 character stands as in the source; All 2,345 characters stand as in the source",
  fr: "1 caractère, conforme au texte source; 2 345 caractères, tous conformes au texte source",
  de: "1 Zeichen steht da wie im Originaltext; Alle 2.345 Zeichen stehen da wie im Originaltext",
  es: "1 carácter, tal como está en el texto original; Los 2.345 caracteres están como en el texto original",
  pt: "1 caractere, tal como está no texto original; Todos os 2.345 caracteres estão como no texto original",
  it: "1 carattere, come nel testo originale; Tutti i 2.345 caratteri sono come nel testo originale",
  nl: "1 teken staat er zoals in de brontekst; Alle 2.345 tekens staan er zoals in de brontekst",
  pl: "1 znak, taki jak w tekście źródłowym; 2 345 znaków, wszystkie takie jak w tekście źródłowym",
  ru: "1 знак, всё как в исходном тексте; 2 345 знаков, всё как в исходном тексте",
  uk: "1 знак, усе як у вихідному тексті; 2 345 знаків, усе як у вихідному тексті",
  tr: "1 karakter, özgün metindeki gibi; 2.345 karakterin tümü özgün metindeki gibi",
  sw: "Herufi 1 iko kama katika matini asilia; Herufi zote 2,345 ziko kama katika matini asilia",
  id: "Semua 1 karakter sama seperti dalam naskah asli; Semua 2.345 karakter sama seperti dalam naskah asli",
  hi: "1 अक्षर, जैसा मूल पाठ में है; सभी 2,345 अक्षर वैसे ही हैं जैसे मूल पाठ में",
  bn: "১টি অক্ষর, মূল পাঠে যেমন আছে; ২,৩৪৫টি অক্ষরের সবই মূল পাঠের মতো আছে",
  ta: "1 எழுத்து, மூல உரையில் உள்ளபடியே; 2,345 எழுத்துகள், அனைத்தும் மூல உரையில் உள்ளபடியே",
  ur: "1 حرف، جیسا اصل متن میں ہے; تمام 2,345 حروف اصل متن کے مطابق ہیں",
  ar: "عدد الأحرف: 1، وكلها مطابقة للنص الأصلي; عدد الأحرف: 2,345، وكلها مطابقة للنص الأصلي",
  fa: "۱ نویسه همان است که در متن اصلی آمده است; همهٔ ۲٬۳۴۵ نویسه همان است که در متن اصلی آمده است",
  ps: "۱ توری، لکه په اصلي متن کې چې دی; ټول ۲٬۳۴۵ توري د اصلي متن په څېر دي",
  prs: "۱ حرف همان است که در متن اصلی آمده است; تمام ۲٬۳۴۵ حرف همان است که در متن اصلی آمده است",
  "zh-Hans": "共1字，均与原文核对一致; 共2,345字，均与原文核对一致",
  "zh-Hant": "共1字，均與原文核對無誤; 共2,345字，均與原文核對無誤",
  ja: "1文字すべて原文のとおり; 2,345文字すべて原文のとおり",
  ko: "1자 모두 원문 그대로; 2,345자 모두 원문 그대로",
};

for (const [tag, text] of Object.entries(proofs)) {
  test(`characters in ${tag}`, () => {
    const shown = [1, 2345].map(languageFor(tag).proofInCharacters).join("; ");
    expect(shown.replace(/[\u00a0\u202f]/g, " ")).toBe(text);
  });
}

test.describe("a site in Japanese", () => {
  let site: BuiltSite;
  const file = (path: string) => readFileSync(join(site.output, path), "utf8");
  test.beforeAll(() => {
    const text = `${"橋は完成した。".repeat(100)}\n\n市長は「次の工事の費用は秘密だ」と述べた。`;
    site = buildSite({
      metadata: "title: 試験新聞\nurl: https://example.org/\nlanguage: ja\n",
      articles: {
        "hashi.txt": ` date 2024-05-01 ${text}\n`,
        "hashi.yaml": "headline: 橋が完成\nwithhold: [{words: 次の工事の費用は秘密だ}]\n",
      },
    });
    expect(site.stderr).not.toMatch(/error|warning/);
    expect(site.status).toBe(0);
  });

  test("tells readers characters, and never words", () => {
    const page = file("hashi/index.html");
    // 700 of the first paragraph, 10 of the second and the mark of what is withheld.
    expect(page).toContain(">715文字すべて原文のとおり · 11文字は非公開</summary>");
    expect(page).toContain("読了時間：約2分");
    expect(page).not.toContain("1語");
    expect(page).not.toContain("wordCount");
  });

  test("tells programs characters, and never words", () => {
    const record = JSON.parse(file("hashi/article.json"));
    expect(record.proof).toMatchObject({ characters: 715, source: "source.txt" });
    expect(record.proof).not.toHaveProperty("words");
    const [body] = JSON.parse(file("hashi/ninjs.json")).bodies;
    expect(body.charCount).toBe(715);
    expect(body).not.toHaveProperty("wordCount");
    const proof = JSON.parse(file("proof.json"));
    expect(proof.articles[0]).toMatchObject({ slug: "hashi", characters: 715 });
    expect(proof.articles[0]).not.toHaveProperty("words");
    expect(proof.totals).toEqual({ articles: 1, words: 0, characters: 715, lost: 0, added: 0, changed: 0 });
  });

  test("tells maintainers characters, and never words", () => {
    expect(site.stdout).toContain("1 article, 715 characters, ");
    const { stdout, status } = runStet(["verify", site.folder]);
    expect(stdout).toContain("1 article, 715 characters: 0 lost, 0 added, 0 changed\nevery word stands");
    expect(status).toBe(0);
  });
});

test("a site in two scripts tells words and characters", () => {
  const { stdout } = buildSite({
    articles: {
      "a.md": "---\nheadline: ข่าว\ndate: 2024-05-01\nlanguage: th\n---\nสะพานเปิดแล้ว\n",
      "b.md": "---\nheadline: News\ndate: 2024-05-01\n---\nThe bridge is open.\n",
    },
  });
  expect(stdout).toContain("2 articles, 4 words and 11 characters, ");
});
