import { expect, test } from "@playwright/test";
import { foreignScripts } from "../../src/press/text/scripts.ts";
import { buildSite } from "../support/build.ts";

/** What a build says besides notices, without the folder's name. */
function warnings(articles: Record<string, string>, args: readonly string[] = []): string[] {
  const { stderr } = buildSite({ articles, args });
  return stderr
    .split("\n")
    .filter((line) => / (?:warning|error): /.test(line))
    .map((line) => line.replace(/^.*articles\//, ""));
}

const arabic = "أعلنت الشركة أنها باعت ثلاثة آلاف سيارة في عام 2023.";

test("a text in a script that its language does not use is a warning at the language", () => {
  const articles = {
    "a.txt": ` date 2024-05-01 ${arabic}\n`,
    "a.yaml": "headline: أعلنت الشركة\nlanguage: de\n",
  };
  expect(warnings(articles)).toEqual([
    'a.yaml:2:11: warning: the text is in Arabic script, and the language "de" is written in Latin (correct the `language` ' +
      '(`ar`, `fa`, `ur` …); if it is right, add to the metadata: acknowledge: ["script: Arabic"])',
  ]);
  expect(buildSite({ articles, args: ["--strict"] }).status).toBe(1);
});

test("a text in another script without a language is a warning at its first line", () => {
  expect(warnings({ "a.txt": `\n date 2024-05-01 ${arabic}\n\nالفقرة الثانية.\n` })).toEqual([
    "a.txt:2:1: warning: the text is in Arabic script, and \"en\", the publication's language, is written in Latin (name the text's " +
      '`language` in the metadata (`ar`, `fa`, `ur` …); if it is right, add to the metadata: acknowledge: ["script: Arabic"])',
  ]);
});

test("an editor who has read the warning is rid of it", () => {
  const articles = {
    "a.txt": ` date 2024-05-01 ${arabic}\n`,
    "a.yaml": 'headline: أعلنت الشركة\nlanguage: de\nacknowledge: ["script: Arabic"]\n',
  };
  expect(warnings(articles)).toEqual([]);
  expect(warnings({ ...articles, "a.yaml": articles["a.yaml"].replace("de", "ar") })).toEqual([
    'a.yaml:3:15: warning: `acknowledge`: no warning says "script: Arabic" (remove it)',
  ]);
});

/** The scripts that a text is told to be in, and what it may be in. */
function told(text: string, language: string): string | undefined {
  const foreign = foreignScripts(text, language);
  return (
    foreign && `${foreign.found.join(" ")}, not ${foreign.expected.join(" ")}: ${foreign.languages.join(" ")}`
  );
}

test("scripts are told by Unicode's names, with languages that use them", () => {
  expect(told("橋は完成したと述べた。", "zh-Hans")).toBe("Hiragana, not Han Bopomofo: ja");
  expect(told("橋は完成した。", "en")).toBe("Han Hiragana, not Latin: ja");
  expect(told("大桥今天上午正式通车。", "ko-Hang")).toBe("Han, not Hangul: zh-Hans zh-Hant");
  expect(told("Посольство закрыто.", "pl")).toBe("Cyrillic, not Latin: ru uk");
  expect(told("The embassy is closed.", "ru")).toBe("Latin, not Cyrillic: en fr id");
  expect(told("मेयर ने कहा।", "ur")).toBe("Devanagari, not Arabic: hi mr ne");
  expect(told("ខ្មែរ ไทย ไทย", "en")).toBe("Thai Khmer, not Latin: th");
  expect(told("𐐔𐐯𐑅𐐨𐑉𐐯𐐻", "en")).toBe("another, not Latin: ");
});

test("a script that the language is written in is none to tell of", () => {
  const texts: [text: string, ...languages: string[]][] = [
    ["Мост је отворен.", "sr", "sr-Cyrl", "uz", "kk"],
    ["Most je otvoren.", "sr", "sr-Latn", "bs", "en"],
    ["橋は完成した。コンクリート", "ja"],
    ["大桥今天通车", "zh", "zh-Hans", "zh-TW", "ja", "ko"],
    ["다리가 열렸다", "ko", "ko-KR"],
    ["ਪੁਲ ਖੁੱਲ੍ਹ ਗਿਆ", "pa"],
    [arabic, "ar", "fa", "ur", "ps", "prs", "ks", "pa", "ug", "und", "mul", "zxx"],
    ["Łódź, œuvre, İstanbul, ﬁne", "en"],
    ["2023, 1 + 1 = 2 😀", "ar", "ja"],
  ];
  for (const [text, ...languages] of texts)
    for (const language of languages) expect(told(text, language), `${text} ${language}`).toBeUndefined();
});

test("a quotation in another script is none to tell of, up to half of the words", () => {
  expect(told("Он сказал: hello", "ru")).toBeUndefined();
  expect(told("Слово word", "ru")).toBeUndefined();
  expect(told("وزیر نے Foreign Office میں کہا۔", "ur")).toBeUndefined();
  expect(told("Слово two words", "ru")).toBe("Latin, not Cyrillic: en fr id");
});
