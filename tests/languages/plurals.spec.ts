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
      "1 слово, сверено с исходным текстом",
      "2 слова, каждое сверено с исходным текстом",
      "5 слов, каждое сверено с исходным текстом",
      "21 слово, сверено с исходным текстом",
      "22 слова, каждое сверено с исходным текстом",
      "25 слов, каждое сверено с исходным текстом",
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
      "1 слово, звірено з вихідним текстом",
      "2 слова, кожне звірено з вихідним текстом",
      "5 слів, кожне звірено з вихідним текстом",
      "21 слово, звірено з вихідним текстом",
      "22 слова, кожне звірено з вихідним текстом",
      "25 слів, кожне звірено з вихідним текстом",
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
      "1 słowo, porównane z tekstem źródłowym",
      "2 słowa, każde porównane z tekstem źródłowym",
      "5 słów, każde porównane z tekstem źródłowym",
      "21 słów, każde porównane z tekstem źródłowym",
      "22 słowa, każde porównane z tekstem źródłowym",
      "25 słów, każde porównane z tekstem źródłowym",
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
    "1 parola, confrontata con il testo originale; 2 parole, tutte confrontate con il testo originale; " +
      "21 parole, tutte confrontate con il testo originale",
  ],
  nl: [
    "1 artikel; 2 artikelen; 21 artikelen",
    "Leestijd 1 minuut; Leestijd 2 minuten; Leestijd 21 minuten",
    "1 woord, vergeleken met de brontekst; 2 woorden, stuk voor stuk vergeleken met de brontekst; " +
      "21 woorden, stuk voor stuk vergeleken met de brontekst",
  ],
  sw: [
    "Makala 1; Makala 2; Makala 21",
    "Dakika 1 ya kusoma; Dakika 2 za kusoma; Dakika 21 za kusoma",
    "Neno 1, limelinganishwa na matini asilia; Maneno 2, yote yamelinganishwa na matini asilia; " +
      "Maneno 21, yote yamelinganishwa na matini asilia",
  ],
  ta: [
    "1 கட்டுரை; 2 கட்டுரைகள்; 21 கட்டுரைகள்",
    "வாசிக்க 1 நிமிடம்; வாசிக்க 2 நிமிடங்கள்; வாசிக்க 21 நிமிடங்கள்",
    "1 சொல், மூல உரையுடன் சரிபார்க்கப்பட்டது; 2 சொற்கள், ஒவ்வொன்றும் மூல உரையுடன் சரிபார்க்கப்பட்டது; " +
      "21 சொற்கள், ஒவ்வொன்றும் மூல உரையுடன் சரிபார்க்கப்பட்டது",
  ],
  tr: [
    "1 yazı; 2 yazı; 21 yazı",
    "Okuma süresi: 1 dakika; Okuma süresi: 2 dakika; Okuma süresi: 21 dakika",
    "1 sözcük, özgün metinle karşılaştırıldı; 2 sözcük, her biri özgün metinle karşılaştırıldı; " +
      "21 sözcük, her biri özgün metinle karşılaştırıldı",
  ],
  bn: [
    "১টি লেখা; ২টি লেখা; ২১টি লেখা",
    "পড়ার সময়: ১ মিনিট; পড়ার সময়: ২ মিনিট; পড়ার সময়: ২১ মিনিট",
    "১টি শব্দ, মূল পাঠের সঙ্গে মেলানো; ২টি শব্দ, প্রতিটি মূল পাঠের সঙ্গে মেলানো; ২১টি শব্দ, প্রতিটি মূল পাঠের সঙ্গে মেলানো",
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
