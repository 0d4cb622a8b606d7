import { expect, test } from "@playwright/test";
import { formatDate } from "../../src/press/languages/dates.ts";
import { languageFor, separators } from "../../src/press/languages/index.ts";
import type { Language } from "../../src/press/languages/language.ts";
import { formatNumber } from "../../src/press/languages/numerals.ts";
import { civilDate } from "../../src/press/record/date.ts";

const tags = [
  ...["en", "fr", "de", "es", "pt", "hi", "ur", "ar", "fa", "ps", "prs"],
  ...["ja", "zh-Hans", "zh-Hant", "ko", "ru", "it", "tr", "id", "bn", "ta", "sw", "nl", "pl", "uk"],
];
const day = { iso: "2023-12-02", day: "2023-12-02" };

/** What stands on a page with its values, in each language. */
const pages: Record<string, Record<string, string>> = {
  en: {
    published: "Published 2 December 2023",
    byline: "By Ada, Ben and Cyd",
    articles: "1 article; 2 articles; 11 articles",
    page: "Page 2 of 12",
    proof: "All 583 words stand as in the source",
    source: "Source: Stet",
  },
  fr: {
    published: "Publié le 2 décembre 2023",
    byline: "Par Ada, Ben et Cyd",
    articles: "1 article; 2 articles; 11 articles",
    page: "Page 2 sur 12",
    proof: "583 mots, tous conformes au texte source",
    source: "Source\u00A0: Stet",
  },
  de: {
    published: "Veröffentlicht am 2. Dezember 2023",
    byline: "Von Ada, Ben und Cyd",
    articles: "1 Artikel; 2 Artikel; 11 Artikel",
    page: "Seite 2 von 12",
    proof: "Alle 583 Wörter stehen da wie im Originaltext",
    source: "Quelle: Stet",
  },
  es: {
    published: "Publicado el 2 de diciembre de 2023",
    byline: "Por Ada, Ben y Cyd",
    articles: "1 artículo; 2 artículos; 11 artículos",
    page: "Página 2 de 12",
    proof: "Las 583 palabras están como en el texto original",
    source: "Fuente: Stet",
  },
  pt: {
    published: "Publicado em 2 de dezembro de 2023",
    byline: "Por Ada, Ben e Cyd",
    articles: "1 artigo; 2 artigos; 11 artigos",
    page: "Página 2 de 12",
    proof: "Todas as 583 palavras estão como no texto original",
    source: "Fonte: Stet",
  },
  hi: {
    published: "प्रकाशित: 2 दिसंबर 2023",
    byline: "लेखक: Ada, Ben और Cyd",
    articles: "1 लेख; 2 लेख; 11 लेख",
    page: "कुल 12 में से पृष्ठ 2",
    proof: "सभी 583 शब्द वैसे ही हैं जैसे मूल पाठ में",
    source: "स्रोत: Stet",
  },
  ur: {
    published: "تاریخِ اشاعت: 2 دسمبر 2023",
    byline: "تحریر: Ada، Ben اور Cyd",
    articles: "1 مضمون; 2 مضامین; 11 مضامین",
    page: "صفحہ 2 از 12",
    proof: "تمام 583 الفاظ اصل متن کے مطابق ہیں",
    source: "ماخذ: Stet",
  },
  ar: {
    published: "نُشر في 2 ديسمبر 2023",
    byline: "بقلم Ada وBen وCyd",
    articles: "مقال واحد; مقالان; 11 مقالًا",
    page: "الصفحة 2 من 12",
    proof: "عدد الكلمات: 583، وكلها مطابقة للنص الأصلي",
    source: "المصدر: Stet",
  },
  fa: {
    published: "تاریخ انتشار: ۲ دسامبر ۲۰۲۳",
    byline: "نوشتهٔ Ada، Ben و Cyd",
    articles: "۱ مقاله; ۲ مقاله; ۱۱ مقاله",
    page: "صفحهٔ ۲ از ۱۲",
    proof: "همهٔ ۵۸۳ کلمه همان است که در متن اصلی آمده است",
    source: "منبع: Stet",
  },
  ps: {
    published: "د خپرېدو نېټه: ۲ دسمبر ۲۰۲۳",
    byline: "لیکوال: Ada، Ben او Cyd",
    articles: "۱ لیکنه; ۲ لیکنې; ۱۱ لیکنې",
    page: "پاڼه ۲ له ۱۲ څخه",
    proof: "ټولې ۵۸۳ کلمې د اصلي متن په څېر دي",
    source: "سرچینه: Stet",
  },
  prs: {
    published: "تاریخ نشر: ۲ دسمبر ۲۰۲۳",
    byline: "نوشتهٔ Ada، Ben و Cyd",
    articles: "۱ مقاله; ۲ مقاله; ۱۱ مقاله",
    page: "صفحهٔ ۲ از ۱۲",
    proof: "تمام ۵۸۳ کلمه همان است که در متن اصلی آمده است",
    source: "منبع: Stet",
  },
  ja: {
    published: "公開 2023年12月2日",
    byline: "文 Ada、Ben、Cyd",
    articles: "1本; 2本; 11本",
    page: "12ページ中2ページ目",
    proof: "583語すべて原文のとおり",
    source: "出典：Stet",
  },
  "zh-Hans": {
    published: "发布于 2023年12月2日",
    byline: "撰文 Ada、Ben和Cyd",
    articles: "1篇文章; 2篇文章; 11篇文章",
    page: "第2页，共12页",
    proof: "共583个词，均与原文核对一致",
    source: "来源：Stet",
  },
  "zh-Hant": {
    published: "發布於 2023年12月2日",
    byline: "撰文 Ada、Ben和Cyd",
    articles: "1篇文章; 2篇文章; 11篇文章",
    page: "第2頁，共12頁",
    proof: "共583個詞，均與原文核對無誤",
    source: "來源：Stet",
  },
  ko: {
    published: "입력 2023년 12월 2일",
    byline: "글 Ada, Ben, Cyd",
    articles: "기사 1건; 기사 2건; 기사 11건",
    page: "전체 12쪽 중 2쪽",
    proof: "583단어 모두 원문 그대로",
    source: "출처: Stet",
  },
  ru: {
    published: "Опубликовано 2 декабря 2023",
    byline: "Текст: Ada, Ben и Cyd",
    articles: "1 статья; 2 статьи; 11 статей",
    page: "Страница 2 из 12",
    proof: "583 слова, всё как в исходном тексте",
    source: "Источник: Stet",
  },
  it: {
    published: "Pubblicato: 2 dicembre 2023",
    byline: "Di Ada, Ben e Cyd",
    articles: "1 articolo; 2 articoli; 11 articoli",
    page: "Pagina 2 di 12",
    proof: "Tutte le 583 parole sono come nel testo originale",
    source: "Fonte: Stet",
  },
  tr: {
    published: "Yayımlanma: 2 Aralık 2023",
    byline: "Yazan: Ada, Ben ve Cyd",
    articles: "1 yazı; 2 yazı; 11 yazı",
    page: "Sayfa 2/12",
    proof: "583 sözcüğün tümü özgün metindeki gibi",
    source: "Kaynak: Stet",
  },
  id: {
    published: "Terbit 2 Desember 2023",
    byline: "Oleh Ada, Ben, dan Cyd",
    articles: "1 artikel; 2 artikel; 11 artikel",
    page: "Halaman 2 dari 12",
    proof: "Semua 583 kata sama seperti dalam naskah asli",
    source: "Sumber: Stet",
  },
  bn: {
    published: "প্রকাশ: ২ ডিসেম্বর ২০২৩",
    byline: "লেখা: Ada, Ben ও Cyd",
    articles: "১টি লেখা; ২টি লেখা; ১১টি লেখা",
    page: "পৃষ্ঠা ২, মোট ১২",
    proof: "৫৮৩টি শব্দের সবই মূল পাঠের মতো আছে",
    source: "সূত্র: Stet",
  },
  ta: {
    published: "வெளியீடு: 2 டிசம்பர் 2023",
    byline: "எழுதியவர்: Ada, Ben மற்றும் Cyd",
    articles: "1 கட்டுரை; 2 கட்டுரைகள்; 11 கட்டுரைகள்",
    page: "பக்கம் 2 / 12",
    proof: "583 சொற்கள், அனைத்தும் மூல உரையில் உள்ளபடியே",
    source: "ஆதாரம்: Stet",
  },
  sw: {
    published: "Imechapishwa Desemba 2, 2023",
    byline: "Na Ada, Ben na Cyd",
    articles: "Makala 1; Makala 2; Makala 11",
    page: "Ukurasa wa 2 kati ya 12",
    proof: "Maneno yote 583 yako kama katika matini asilia",
    source: "Chanzo: Stet",
  },
  nl: {
    published: "Gepubliceerd op 2 december 2023",
    byline: "Door Ada, Ben en Cyd",
    articles: "1 artikel; 2 artikelen; 11 artikelen",
    page: "Pagina 2 van 12",
    proof: "Alle 583 woorden staan er zoals in de brontekst",
    source: "Bron: Stet",
  },
  pl: {
    published: "Opublikowano 2 grudnia 2023",
    byline: "Tekst: Ada, Ben i Cyd",
    articles: "1 artykuł; 2 artykuły; 11 artykułów",
    page: "Strona 2 z 12",
    proof: "583 słowa, wszystkie takie jak w tekście źródłowym",
    source: "Źródło: Stet",
  },
  uk: {
    published: "Опубліковано 2 грудня 2023",
    byline: "Текст: Ada, Ben та Cyd",
    articles: "1 стаття; 2 статті; 11 статей",
    page: "Сторінка 2 з 12",
    proof: "583 слова, усе як у вихідному тексті",
    source: "Джерело: Stet",
  },
};

for (const tag of tags) {
  test(`a page in ${tag}`, () => {
    const language = languageFor(tag);
    expect(language.tag).toBe(tag);
    expect({
      published: `${language.published} ${formatDate(day, language)}`,
      byline: `${language.by} ${listOf(["Ada", "Ben", "Cyd"], language)}`,
      articles: [1, 2, 11].map(language.articleCount).join("; "),
      page: language.pageOf(2, 12),
      proof: language.proof(583),
      source: `${language.sourceCredit}${language.colon}Stet`,
    }).toEqual(pages[tag]);
  });
}

const instant = civilDate("2023-12-02T09:05+04:30");

/** How the same instant stands in each language. */
const instants: Record<string, string> = {
  en: "2 December 2023, 09:05",
  "en-US": "December 2, 2023, 9:05 a.m.",
  fr: "2 décembre 2023 à 09h05",
  de: "2. Dezember 2023, 09:05 Uhr",
  es: "2 de diciembre de 2023, 09:05",
  pt: "2 de dezembro de 2023 às 09h05",
  it: "2 dicembre 2023, ore 09:05",
  nl: "2 december 2023, 09:05",
  pl: "2 grudnia 2023, 09:05",
  ru: "2 декабря 2023, 09:05",
  uk: "2 грудня 2023, 09:05",
  tr: "2 Aralık 2023, 09:05",
  sw: "Desemba 2, 2023, 09:05",
  id: "2 Desember 2023, 09.05",
  hi: "2 दिसंबर 2023, 09:05",
  bn: "২ ডিসেম্বর ২০২৩, ০৯:০৫",
  ta: "2 டிசம்பர் 2023, 09:05",
  ur: "2 دسمبر 2023، 09:05",
  ar: "2 ديسمبر 2023، 09:05",
  fa: "۲ دسامبر ۲۰۲۳، ساعت ۰۹:۰۵",
  prs: "۲ دسمبر ۲۰۲۳، ساعت ۰۹:۰۵",
  ps: "۲ دسمبر ۲۰۲۳، ۰۹:۰۵",
  ja: "2023年12月2日 9時05分",
  "zh-Hans": "2023年12月2日 09:05",
  "zh-Hant": "2023年12月2日 09:05",
  ko: "2023년 12월 2일 09:05",
};

test("an instant shows its time of day, at its own offset, in every language", () => {
  const shown = [...tags, "en-US"].map((tag) => [tag, instant && formatDate(instant, languageFor(tag))]);
  expect(Object.fromEntries(shown)).toEqual(instants);
});

test("an instant of an unknown local time is UTC's, and a second calendar stands before the time", () => {
  const date = civilDate("2023-12-02T19:30:00Z");
  expect(date && formatDate(date, languageFor("en"))).toBe("2 December 2023, 19:30 UTC");
  expect(date && formatDate(date, languageFor("en-US"))).toBe("December 2, 2023, 7:30 p.m. UTC");
  expect(date && formatDate(date, languageFor("en"), ["gregorian", "persian"])).toBe(
    "2 December 2023 (11 Azar 1402), 19:30 UTC",
  );
});

/** Every text of a language, those of functions with the numbers that need other forms. */
function textsOf(language: Language): [key: string, text: string][] {
  const {
    tag,
    locale,
    digits,
    policies,
    searchNeedsScript,
    date,
    time,
    month,
    aside,
    and,
    pageOf,
    partOf,
    kinds,
    ...rest
  } = language;
  const texts: [string, string][] = [];
  for (const [key, value] of Object.entries({ ...rest, ...policies, ...searchNeedsScript })) {
    if (typeof value === "string") texts.push([key, value]);
    else if (typeof value === "function") {
      for (const count of [0, 1, 2, 3, 11, 100, 1000]) texts.push([`${key}(${count})`, value(count)]);
    } else if (Array.isArray(value)) {
      for (const [index, name] of value.entries()) texts.push([`${key}.${index}`, String(name)]);
    }
  }
  texts.push(["date", date("2", "x", "3")], ["month", month("x", "3")], ["pageOf", pageOf(1, 2)]);
  texts.push(["partOf", partOf(1, 2)], ...Object.entries(kinds));
  texts.push(["time", time?.(14, "14", "05") ?? "14:05"]);
  return [...texts, ["aside", aside?.("x") ?? "x"], ["and", and("Ada", 3)]];
}

test("every text is there, composed, without forgotten marks, bidi controls or doubled spaces", () => {
  for (const tag of tags) {
    for (const [key, text] of textsOf(languageFor(tag))) {
      const name = `${tag} ${key}: ${text}`;
      expect(text, name).not.toBe("");
      expect(text, name).not.toMatch(
        /[#{}<>]|undefined|\[object| {2}|[\u061C\u200E\u200F\u202A-\u202E\u2066-\u2069]/,
      );
      expect(text.normalize("NFC"), name).toBe(text);
    }
  }
});

test("a language that lacks a text is a type error", () => {
  const { articleCount, ...incomplete } = languageFor("en");
  // @ts-expect-error
  const language: Language = incomplete;
  expect(language).not.toHaveProperty("articleCount");
  expect(articleCount(2)).toBe("2 articles");
});

test("each language keeps to its own letters", () => {
  // The Arabic script's languages share letters that look alike: a Persian word with an Arabic yeh is misspelt.
  const foreign: Record<string, RegExp> = {
    en: /[^ -~…]/,
    hi: /[^\p{Script=Devanagari}\p{Script=Common}]/u,
    ur: /[يكه]|[^\p{Script=Arabic}\p{Script=Common}\p{Script=Inherited}]/u,
    ar: /[یکہھگ]|[^\p{Script=Arabic}\p{Script=Common}\p{Script=Inherited}]/u,
    fa: /[يكہھٹڈڑےۀ]|[^\p{Script=Arabic}\p{Script=Common}\p{Script=Inherited}]/u,
    prs: /[يكہھٹڈڑےۀ]|[^\p{Script=Arabic}\p{Script=Common}\p{Script=Inherited}]/u,
    ps: /[كہھٹڈڑےگ]|[^\p{Script=Arabic}\p{Script=Common}\p{Script=Inherited}]/u,
    ja: /[^\p{Script=Han}\p{Script=Hiragana}\p{Script=Katakana}\p{Script=Common}]|[ :()]|,(?!\d)/u,
    "zh-Hans":
      /[發佈於閱讀時間鐘來題許協議語釋頁條紀錄資網編審實團權規職這個詞與對無誤舊篩選單體檢載]|[^\p{Script=Han}\p{Script=Common}]|[ :()]|,(?!\d)/u,
    "zh-Hant":
      /[发于阅读时间钟来题许协议语释页条记录资网编审实团权规职这个词与对无误旧筛选单体检载]|[^\p{Script=Han}\p{Script=Common}]|[ :()]|,(?!\d)/u,
    ko: /[^\p{Script=Hangul}\p{Script=Common}]/u,
    ru: /[іїєґ]|[^\p{Script=Cyrillic}\p{Script=Common}]/iu,
    uk: /[ыэъё]|[^\p{Script=Cyrillic}\p{Script=Common}]/iu,
    it: /[^ -~…’°àèéìòù]/i,
    tr: /[qwx]|[^ -~…çğıöşüÇĞİÖŞÜ]/,
    id: /[^ -~…]/,
    sw: /[qx]|[^ -~…]/i,
    nl: /[^ -~…’]/,
    pl: /[qvx]|[^ -~…\u00A0ąćęłńóśźż]/i,
    bn: /[0-9]|[^\p{Script=Bengali}\p{Script=Common}]/u,
    ta: /[^\p{Script=Tamil}\p{Script=Common}]/u,
  };
  const names = /SHA-256|Atom|JSON|JavaScript|^[kMG]B$/g;
  for (const [tag, letters] of Object.entries(foreign)) {
    for (const [key, text] of textsOf(languageFor(tag))) {
      if (["date", "beforeTime", "time", "month", "aside"].includes(key)) continue;
      expect(text.replace(names, ""), `${tag} ${key}`).not.toMatch(letters);
    }
  }
});

test("month names are the language's own, whatever the version of Intl calls them", () => {
  const october = Object.fromEntries(tags.map((tag) => [tag, languageFor(tag).months[9]]));
  expect(october).toEqual({
    en: "October",
    fr: "octobre",
    de: "Oktober",
    es: "octubre",
    pt: "outubro",
    // ICU 76, in Node 20.19 and 22.12, says अक्तूबर.
    hi: "अक्टूबर",
    ur: "اکتوبر",
    ar: "أكتوبر",
    fa: "اکتبر",
    ps: "اکتوبر",
    prs: "اکتوبر",
    ja: "10月",
    "zh-Hans": "10月",
    "zh-Hant": "10月",
    ko: "10월",
    ru: "октября",
    it: "ottobre",
    tr: "Ekim",
    id: "Oktober",
    bn: "অক্টোবর",
    ta: "அக்டோபர்",
    sw: "Oktoba",
    nl: "oktober",
    pl: "października",
    uk: "жовтня",
  });
  const sixth = tags.map((tag) => languageFor(tag).persianMonths[5]).join(" ");
  expect(sixth).toBe(
    "Shahrivar shahrivar Schahriwar shahrivar shahrivar शहरीवर شہریور شهريور شهریور وږی سنبله " +
      "シャハリーヴァル月 沙赫里瓦尔月 沙赫里瓦爾月 샤흐리바르월 шахривара shahrivar Şehriver Shahrivar শাহরিভার ஷஹ்ரிவர் " +
      "Shahrivar shahrivar szahriwara шахрівара",
  );
});

test("numbers are grouped as each language groups them", () => {
  const shown = tags.map((tag) => [tag, formatNumber(1_234_567, languageFor(tag))]);
  expect(Object.fromEntries(shown)).toEqual({
    en: "1,234,567",
    fr: "1\u202F234\u202F567",
    de: "1.234.567",
    es: "1.234.567",
    pt: "1.234.567",
    hi: "12,34,567",
    ur: "1,234,567",
    ar: "1,234,567",
    fa: "۱٬۲۳۴٬۵۶۷",
    ps: "۱٬۲۳۴٬۵۶۷",
    prs: "۱٬۲۳۴٬۵۶۷",
    ja: "1,234,567",
    "zh-Hans": "1,234,567",
    "zh-Hant": "1,234,567",
    ko: "1,234,567",
    ru: "1\u00A0234\u00A0567",
    it: "1.234.567",
    tr: "1.234.567",
    id: "1.234.567",
    bn: "১২,৩৪,৫৬৭",
    ta: "12,34,567",
    sw: "1,234,567",
    nl: "1.234.567",
    pl: "1\u00A0234\u00A0567",
    uk: "1\u00A0234\u00A0567",
  });
});

test("names make a list: none, one, two, many", () => {
  const list = (tag: string, ...names: string[]) => listOf(names, languageFor(tag));
  expect(list("en")).toBe("");
  expect(list("en", "Ada")).toBe("Ada");
  expect(list("en", "Ada", "Ben")).toBe("Ada and Ben");
  expect(list("en", "Ada", "Ben", "Cyd", "Dee")).toBe("Ada, Ben, Cyd and Dee");
  expect(list("ar", "أحمد", "محمد", "علي")).toBe("أحمد ومحمد وعلي");
  expect(separators(["Ada", "Ben", "Cyd"], languageFor("de"))).toEqual([", ", " und "]);
  expect(separators(["Ada"], languageFor("de"))).toEqual([]);
});

test("Spanish says «e» before the sound i", () => {
  const pair = (last: string) => listOf(["Ana", last], languageFor("es"));
  expect(["Inés", "Íñigo", "Hilario", "Hierro", "Ian", "Luis"].map(pair)).toEqual([
    "Ana e Inés",
    "Ana e Íñigo",
    "Ana e Hilario",
    "Ana y Hierro",
    "Ana y Ian",
    "Ana y Luis",
  ]);
});

test("Italian says «ed» before the letter e, and Indonesian has a comma before the last of three", () => {
  const list = (tag: string, ...names: string[]) => listOf(names, languageFor(tag));
  expect(list("it", "Ada", "Elena")).toBe("Ada ed Elena");
  expect(list("it", "Ada", "Anna")).toBe("Ada e Anna");
  expect(list("id", "Ada", "Ben")).toBe("Ada dan Ben");
  expect(list("id", "Ada", "Ben", "Cyd")).toBe("Ada, Ben, dan Cyd");
});

/** Names as a page puts them into a sentence. */
function listOf(names: readonly string[], language: Language): string {
  const between = ["", ...separators(names, language)];
  return names.map((name, index) => `${between[index]}${name}`).join("");
}
