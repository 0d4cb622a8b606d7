import { join } from "node:path";
import { pathToFileURL } from "node:url";
import { expect, type Page, test } from "@playwright/test";
import { languageFor } from "../../src/press/languages/index.ts";
import { buildSite } from "../support/build.ts";

async function open(page: Page, output: string, path: string): Promise<void> {
  await page.goto(pathToFileURL(join(output, path)).href);
}

/** What a page says of itself: language and direction, and the texts of its parts. */
async function labels(page: Page, ...parts: string[]): Promise<string[]> {
  const root = page.locator("html");
  const texts = await Promise.all(parts.map((part) => page.locator(part).allInnerTexts()));
  return [
    `${await root.getAttribute("lang")} ${await root.getAttribute("dir")}`,
    ...texts.flat().map((text) =>
      text
        .replace(/\s+/g, " ")
        .replace(/[0-9a-f]{64}/, "…")
        .trim(),
    ),
  ];
}

test("a Japanese page is Japanese in every label", async ({ page }) => {
  const { status, stderr, output } = buildSite({
    metadata: "title: 試験新聞\nurl: https://example.org/\nlanguage: ja\ncalendars: [gregorian, persian]\n",
    articles: {
      "taishi.txt": " date 2023-12-02 大使館は火曜日に閉鎖された。\n",
      "taishi.yaml": `headline: 大使館が閉鎖
language: ja
authors: [{ name: 山田太郎 }, { name: 佐藤花子 }]
topics: [外交, アフガニスタン]
source: { name: 試験通信 }
updated: 2023-12-05
corrections:
  - date: 2023-12-05
    text: 曜日を訂正しました。
    was: 水曜日
    now: 火曜日
`,
    },
  });
  // The fonts that come along draw no Japanese on the social card.
  expect(stderr).not.toMatch(/error|warning/);
  expect(status).toBe(0);
  await open(page, output, "taishi/index.html");
  expect(
    await labels(page, ".skip", "nav li", "p.by", ".corrections", "article footer > p", "summary"),
  ).toEqual([
    "ja ltr",
    "本文へ移動",
    "過去の記事",
    "検索",
    "文 山田太郎、佐藤花子",
    "公開 2023年12月2日（1402年アーザル月11日） · 訂正 2023年12月5日（1402年アーザル月14日） · 読了時間：約1分",
    "訂正 2023年12月5日（1402年アーザル月14日）：曜日を訂正しました。 訂正前：水曜日 訂正後：火曜日",
    "出典：試験通信",
    "テーマ：外交、アフガニスタン",
    "共有：メール、https://example.org/taishi/",
    "https://example.org/taishi/SHA-256 …",
    "14文字すべて原文のとおり",
    "この記事を引用する",
  ]);
});

test("a Russian page is Russian in every label, and the archive names the month alone", async ({ page }) => {
  const { status, stderr, output } = buildSite({
    metadata: "title: Проба\nurl: https://example.org/\nlanguage: ru\n",
    articles: {
      "posolstvo.txt": " date 2023-12-02 Посольство закрыто.\n",
      "posolstvo.yaml": `headline: Посольство закрыто
language: ru
authors: [{ name: Анна Петрова }, { name: Иван Сидоров }]
topics: [Дипломатия, Индия]
source: { name: Проба }
`,
      "vtoroe.txt": " date 2023-12-03 Дипломаты уехали.\n",
      "vtoroe.yaml": "headline: Дипломаты уехали\nlanguage: ru\n",
    },
  });
  expect(stderr).toBe("");
  expect(status).toBe(0);
  await open(page, output, "posolstvo/index.html");
  expect(await labels(page, ".skip", "nav li", "p.by", "article footer > p", "summary")).toEqual([
    "ru ltr",
    "Перейти к содержанию",
    "Архив",
    "Поиск",
    "Следующая статья: Дипломаты уехали",
    "Текст: Анна Петрова и Иван Сидоров",
    "Опубликовано 2 декабря 2023 · 1 минута чтения",
    "Источник: Проба",
    "Темы: Дипломатия, Индия",
    "Поделиться: Эл. почта, https://example.org/posolstvo/",
    "https://example.org/posolstvo/SHA-256 …",
    "2 слова, всё как в исходном тексте",
    "Цитировать статью",
  ]);
  await open(page, output, "archive/index.html");
  expect(await labels(page, "h1", "h2", ".list li")).toEqual([
    "ru ltr",
    "Архив",
    "2023",
    "Декабрь 2023 2 статьи",
  ]);
});

test("Bengali and Korean say what their newspapers say of updates and of the way between articles", () => {
  expect(languageFor("bn").updated).toBe("আপডেট:");
  const { newer, older, previousArticle, nextArticle } = languageFor("ko");
  expect([newer, older, previousArticle, nextArticle]).toEqual([
    ...["더 최근 기사", "더 이전 기사"],
    ...["이전 기사", "다음 기사"],
  ]);
});
