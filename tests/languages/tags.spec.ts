import { expect, test } from "@playwright/test";
import { direction, languageFor, languageName } from "../../src/press/languages/index.ts";

/*
 * What a language's tag comes to: whose texts a page has, how the language is named, where its lines begin.
 */

test.describe("a language is found", () => {
  const found: [tag: string, texts: string][] = [
    ["en", "en"],
    ["en-GB", "en"],
    ["EN-us", "en-US"],
    ["en-US-x-private", "en-US"],
    ["pt-PT", "pt"],
    ["ur-IN", "ur"],
    ["fa-IR", "fa"],
    ["fa-AF", "prs"],
    ["prs-AF", "prs"],
    ["ps-PK", "ps"],
    ["ar-EG-u-nu-arab", "ar"],
    ["de-Latn-DE-1996", "de"],
    ["ja-JP", "ja"],
    ["ko-KR", "ko"],
    ["uk-UA", "uk"],
    ["bn-BD", "bn"],
    ["nl-BE", "nl"],
    ["zh", "zh-Hans"],
    ["zh-CN", "zh-Hans"],
    ["zh-SG", "zh-Hans"],
    ["zh-MY", "zh-Hans"],
    ["zh-Hans-HK", "zh-Hans"],
    ["zh-TW", "zh-Hant"],
    ["ZH-hk", "zh-Hant"],
    ["zh-MO-x-private", "zh-Hant"],
    ["zh-TW-u-nu-latn", "zh-Hant"],
    ["zh-Hant", "zh-Hant"],
    ["zh-Hant-CN", "zh-Hant"],
    ["yue", "zh-Hant"],
    ["yue-HK", "zh-Hant"],
    ["zh-yue-HK", "zh-Hant"],
    ["yue-Hant", "zh-Hant"],
    ["yue-Hans", "zh-Hans"],
    ["yue-CN", "zh-Hans"],
  ];
  for (const [tag, texts] of found) {
    test(`${tag} is served by ${texts}`, () => {
      expect(languageFor(tag).tag).toBe(texts);
    });
  }

  test("one that Stet does not speak by the publication's, and by English where Stet does not speak that either", () => {
    expect(languageFor("fi").tag).toBe("en");
    expect(languageFor("fi", "fr-CA").tag).toBe("fr");
    expect(languageFor("fi", "sv").tag).toBe("en");
    // Not by the beginning of its tag alone.
    expect(languageFor("fro", "fr").tag).toBe("fr");
    expect(languageFor("fro").tag).toBe("en");
    expect(languageFor("").tag).toBe("en");
  });
});

test("a translation is named in its own language", () => {
  const names = [
    "en",
    "fr",
    "de",
    "es",
    "pt",
    "hi",
    "ur",
    "ar",
    "fa",
    "ps",
    "prs",
    "fa-AF",
    "he",
    "ckb",
    ...["ja", "zh-Hans", "zh-Hant", "zh", "zh-TW", "yue", "ko", "ru", "it", "tr", "id", "bn", "ta"],
    ...["sw", "nl", "pl", "uk"],
  ];
  expect(names.map(languageName)).toEqual([
    "English",
    "français",
    "Deutsch",
    "español",
    "português",
    "हिन्दी",
    "اردو",
    "العربية",
    "فارسی",
    "پښتو",
    "دری",
    "دری",
    "עברית",
    "کوردیی ناوەندی",
    ...[
      "日本語",
      "简体中文",
      "繁體中文",
      "简体中文",
      "繁體中文",
      "粵語",
      "한국어",
      "русский",
      "italiano",
      "Türkçe",
    ],
    ...["Bahasa Indonesia", "বাংলা", "தமிழ்", "Kiswahili", "Nederlands", "polski", "українська"],
  ]);
  expect(languageName("xyz")).toBe("xyz");
});

test("right to left are the scripts that are, and the languages that use them", () => {
  const rtl = [
    ...[
      "ar",
      "fa",
      "ur",
      "ps",
      "prs",
      "fa-AF",
      "sd",
      "ug",
      "ckb",
      "he",
      "iw",
      "yi",
      "dv",
      "ks",
      "nqo",
      "syr",
      "arz",
    ],
    ...[
      "az-Arab",
      "ku-Arab",
      "pa-Arab",
      "ff-Adlm",
      "man-Nkoo",
      "en-Hebr",
      "und-Arab",
      "ms-Arab-MY",
      "rhg-Rohg",
    ],
    ...["AR-eg", "uz-AF", "az-IR", "pa-PK", "kk-CN", "ar-EG-u-nu-latn", "he-IL-x-latn", "ur-Aran-PK"],
  ];
  const ltr = [
    ...[
      "en",
      "fr",
      "hi",
      "ja",
      "ku",
      "az",
      "pa",
      "uz",
      "ff",
      "ms",
      "ha",
      "grc",
      "tr-TR",
      "zh-Hant-TW",
      "mn-Mong",
    ],
    ...[
      "ar-Latn",
      "fa-Latn",
      "ur-Latn-PK",
      "sd-IN",
      "sd-Deva",
      "ks-Deva",
      "yi-Latn",
      "und",
      "x-arab",
      "",
      "arx",
    ],
    ...["en-x-arab", "en-u-co-arab", "de-AT"],
  ];
  expect(rtl.filter((tag) => direction(tag) !== "rtl")).toEqual([]);
  expect(ltr.filter((tag) => direction(tag) !== "ltr")).toEqual([]);
});
