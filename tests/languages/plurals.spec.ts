import { expect, test } from "@playwright/test";
import { languageFor } from "../../src/press/languages/index.ts";

/** Counts that languages tell apart in different ways: Russian takes 21 as one, Polish does not. */
const counts = [1, 2, 5, 21, 22, 25];

/** What counts articles, minutes of reading and words says at 1, 2, 5, 21, 22 and 25. */
const golden: Record<string, { articles: string[]; minutes: string[]; words: string[] }> = {
  ru: {
    articles: ["1 статья", "2 статьи", "5 статей", "21 статья", "22 статьи", "25 статей"],
    minutes: [
      "1 минута чтения",
      "2 минуты чтения",
      "5 минут чтения",
      "21 минута чтения",
      "22 минуты чтения",
      "25 минут чтения",
    ],
    words: [
      "1 слово, всё как в исходном тексте",
      "2 слова, всё как в исходном тексте",
      "5 слов, всё как в исходном тексте",
      "21 слово, всё как в исходном тексте",
      "22 слова, всё как в исходном тексте",
      "25 слов, всё как в исходном тексте",
    ],
  },
  uk: {
    articles: ["1 стаття", "2 статті", "5 статей", "21 стаття", "22 статті", "25 статей"],
    minutes: [
      "1 хвилина читання",
      "2 хвилини читання",
      "5 хвилин читання",
      "21 хвилина читання",
      "22 хвилини читання",
      "25 хвилин читання",
    ],
    words: [
      "1 слово, усе як у вихідному тексті",
      "2 слова, усе як у вихідному тексті",
      "5 слів, усе як у вихідному тексті",
      "21 слово, усе як у вихідному тексті",
      "22 слова, усе як у вихідному тексті",
      "25 слів, усе як у вихідному тексті",
    ],
  },
  pl: {
    articles: ["1 artykuł", "2 artykuły", "5 artykułów", "21 artykułów", "22 artykuły", "25 artykułów"],
    minutes: [
      "1 minuta czytania",
      "2 minuty czytania",
      "5 minut czytania",
      "21 minut czytania",
      "22 minuty czytania",
      "25 minut czytania",
    ],
    words: [
      "1 słowo, takie jak w tekście źródłowym",
      "2 słowa, wszystkie takie jak w tekście źródłowym",
      "5 słów, wszystkie takie jak w tekście źródłowym",
      "21 słów, wszystkie takie jak w tekście źródłowym",
      "22 słowa, wszystkie takie jak w tekście źródłowym",
      "25 słów, wszystkie takie jak w tekście źródłowym",
    ],
  },
};

for (const [tag, { articles, minutes, words }] of Object.entries(golden)) {
  test(`counts in ${tag}`, () => {
    const language = languageFor(tag);
    expect(counts.map(language.articleCount)).toEqual(articles);
    expect(counts.map(language.readingTime)).toEqual(minutes);
    expect(counts.map(language.proof)).toEqual(words);
  });
}

test("Slavic counts go by the last two digits", () => {
  const articles = (tag: string) => [0, 4, 11, 12, 14, 101, 111, 112, 122].map(languageFor(tag).articleCount);
  expect(articles("ru")).toEqual([
    ...["0 статей", "4 статьи", "11 статей", "12 статей", "14 статей"],
    ...["101 статья", "111 статей", "112 статей", "122 статьи"],
  ]);
  expect(articles("uk")).toEqual([
    ...["0 статей", "4 статті", "11 статей", "12 статей", "14 статей"],
    ...["101 стаття", "111 статей", "112 статей", "122 статті"],
  ]);
  expect(articles("pl")).toEqual([
    ...["0 artykułów", "4 artykuły", "11 artykułów", "12 artykułów", "14 artykułów"],
    ...["101 artykułów", "111 artykułów", "112 artykułów", "122 artykuły"],
  ]);
});

/** One, two and twenty-one articles, minutes and words, where a language has two forms or none. */
const two: Record<string, [articles: string, minutes: string, words: string]> = {
  it: [
    "1 articolo; 2 articoli; 21 articoli",
    "1 minuto di lettura; 2 minuti di lettura; 21 minuti di lettura",
    "1 parola, come nel testo originale; Tutte le 2 parole sono come nel testo originale; " +
      "Tutte le 21 parole sono come nel testo originale",
  ],
  nl: [
    "1 artikel; 2 artikelen; 21 artikelen",
    "Leestijd 1 minuut; Leestijd 2 minuten; Leestijd 21 minuten",
    "1 woord staat er zoals in de brontekst; Alle 2 woorden staan er zoals in de brontekst; " +
      "Alle 21 woorden staan er zoals in de brontekst",
  ],
  sw: [
    "Makala 1; Makala 2; Makala 21",
    "Dakika 1 ya kusoma; Dakika 2 za kusoma; Dakika 21 za kusoma",
    "Neno 1 liko kama katika matini asilia; Maneno yote 2 yako kama katika matini asilia; " +
      "Maneno yote 21 yako kama katika matini asilia",
  ],
  ta: [
    "1 கட்டுரை; 2 கட்டுரைகள்; 21 கட்டுரைகள்",
    "வாசிக்க 1 நிமிடம்; வாசிக்க 2 நிமிடங்கள்; வாசிக்க 21 நிமிடங்கள்",
    "1 சொல், மூல உரையில் உள்ளபடியே; 2 சொற்கள், அனைத்தும் மூல உரையில் உள்ளபடியே; " +
      "21 சொற்கள், அனைத்தும் மூல உரையில் உள்ளபடியே",
  ],
  tr: [
    "1 yazı; 2 yazı; 21 yazı",
    "Okuma süresi: 1 dakika; Okuma süresi: 2 dakika; Okuma süresi: 21 dakika",
    "1 sözcük, özgün metindeki gibi; 2 sözcüğün tümü özgün metindeki gibi; " +
      "21 sözcüğün tümü özgün metindeki gibi",
  ],
  bn: [
    "১টি লেখা; ২টি লেখা; ২১টি লেখা",
    "পড়ার সময়: ১ মিনিট; পড়ার সময়: ২ মিনিট; পড়ার সময়: ২১ মিনিট",
    "১টি শব্দ, মূল পাঠে যেমন আছে; ২টি শব্দের সবই মূল পাঠের মতো আছে; ২১টি শব্দের সবই মূল পাঠের মতো আছে",
  ],
};

for (const [tag, [articles, minutes, words]] of Object.entries(two)) {
  test(`one and more in ${tag}`, () => {
    const language = languageFor(tag);
    expect([1, 2, 21].map(language.articleCount).join("; ")).toBe(articles);
    expect([1, 2, 21].map(language.readingTime).join("; ")).toBe(minutes);
    expect([1, 2, 21].map(language.proof).join("; ")).toBe(words);
  });
}

test("Arabic counts in five forms", () => {
  const ar = languageFor("ar");
  expect([0, 1, 2, 3, 10, 11, 99, 100, 103, 111].map(ar.articleCount)).toEqual([
    "لا مقالات",
    "مقال واحد",
    "مقالان",
    "3 مقالات",
    "10 مقالات",
    "11 مقالًا",
    "99 مقالًا",
    "100 مقال",
    "103 مقالات",
    "111 مقالًا",
  ]);
  expect([1, 2, 3, 11].map(ar.readingTime)).toEqual([
    "مدة القراءة: دقيقة واحدة",
    "مدة القراءة: دقيقتان",
    "مدة القراءة: 3 دقائق",
    "مدة القراءة: 11 دقيقة",
  ]);
});
