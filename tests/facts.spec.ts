import { readFileSync } from "node:fs";
import { expect, test } from "@playwright/test";
import { checkFacts } from "../src/press/record/facts.ts";
import { buildSite } from "./support/build.ts";

/** What a headline's warnings say of an article. */
function warnings(headline: string, text: string, language = "en"): string[] {
  const claim = { name: "headline" as const, text: headline, place: { file: "a.yaml", line: 1 } };
  const faults = checkFacts([claim], { text, language, year: "2023" });
  expect(
    faults.every(({ level, file, line }) => level === "warning" && file === "a.yaml" && line === 1),
  ).toBe(true);
  return faults.map(({ reason, remedy }) => `${reason} (${remedy})`);
}

const copy = readFileSync("src/articles/taliban-afghan-missions-india.txt", "utf8")
  .replace(" date 2023-12-02 ", "")
  .split(/\s+/)
  .join(" ");

test.describe("what does not stand in the article gets a warning with the nearest that does", () => {
  for (const [headline, ...expected] of [
    [
      "Taliban take control of Afghan missions in Iceland",
      'the headline\'s name "Iceland" does not stand in the article (write it as the article has it)',
    ],
    [
      "Minister Stanikzai says consulates work",
      'the headline\'s name "Stanikzai" does not stand in the article (the article has "Stanekzai")',
    ],
    [
      "Stanikzai says consulates work",
      'the headline\'s name "Stanikzai" does not stand in the article (the article has "Stanekzai")',
    ],
    [
      "Farid Mamunzay Quits Embassy in New Delhi",
      'the headline\'s name "Mamunzay" does not stand in the article (the article has "Mamundzay")',
    ],
    [
      "Embassy to open in 10 days",
      'the headline\'s number "10" does not stand in the article (the article has "eight")',
    ],
    [
      "Five countries keep their embassies",
      'the headline\'s number "Five" does not stand in the article (the article has "eight")',
    ],
    [
      "“Our consulates in Mumbai and Hyderabad are open”",
      'the headline\'s quotation "Our consulates in Mumbai and Hyderabad are open" does not stand in the article ' +
        '(the article has "“Our consulates in Mumbai and Hyderabad are functioning")',
    ],
    [
      "Envoy 'expelled' from Kabul",
      'the headline\'s quotation "expelled" does not stand in the article (write it as the article has it)',
    ],
    [
      "Johnson and Ortega leave Kabul in 2021",
      'the headline\'s number "2021" does not stand in the article (the article has "eight")',
      'the headline\'s name "Ortega" does not stand in the article (write it as the article has it)',
    ],
  ] as const) {
    test(headline, () => expect(warnings(headline, copy)).toEqual(expected));
  }
});

test.describe("what stands in the article gets none, however it is written", () => {
  for (const headline of [
    "Taliban take de facto control of Afghan diplomatic missions in India",
    "Taliban Take De Facto Control of Afghan Diplomatic Missions in India",
    "TALIBAN TAKE CONTROL OF MISSIONS IN INDIA",
    "Protests as consulates reopen: Why Afghan diplomats left India",
    "Stanekzai’s embassy; Stanekzai's consulates",
    "“God willing, our embassy will resume regular services”, says Taliban’s Stanekzai",
    "'god willing': embassy \"will resume ... services\"",
    "Embassy ‘shutting down’ after 8-week wait, U.S.-backed diplomats say",
    "Consulates open in 2 to 3 days",
    "Afghanistan, Iranian and Russian embassies in 2023",
    "The Ministry of Foreign Affairs (MFA) on the US-backed diplomats' wait",
  ]) {
    test(headline, () => expect(warnings(headline, copy)).toEqual([]));
  }
});

test.describe("numbers are the same in all their forms", () => {
  for (const [headline, text, language = "en"] of [
    ["1.2 million flee", "More than 1,200,000 people fled."],
    ["1,200,000 flee", "More than 1.2 million people fled."],
    ["$3bn deal", "The deal is worth 3,000 million dollars."],
    ["25 killed", "Twenty-five people were killed."],
    ["Twelve killed", "12 people were killed."],
    ["A dozen killed; both 2nd in line", "12 were killed; the second, too."],
    [
      "Open at 10:30 on F-16 day in the '90s, 2023-24",
      "It opens at half past ten. F-16s of 1990, 2023–2024.",
    ],
    ["1.500 Menschen", "Es kamen 1500 Menschen.", "de"],
    ["10 000 personnes", "Dix mille, ou 10\u202f000 personnes.", "fr"],
    ["2,5 Prozent am 2.12.2023", "Am 2. und 12. waren es 2,50 Prozent im Jahr 2023.", "de"],
    ["۱٬۵۰۰ نفر", "حدود 1500 نفر آمدند", "fa"],
    ["१२ लाख लोग", "1,200,000 लोग", "hi"],
    ["3人死亡、20万人避難", "三人が死亡し、200,000人が避難した。", "ja"],
    ["3 tués, 4 blessés", "Trois personnes sont mortes ; quatre blessés.", "fr"],
    ["Les neuf musiciens", "Ils sont jeunes.", "fr"],
  ] as const) {
    test(headline, () => expect(warnings(headline, text, language)).toEqual([]));
  }

  for (const [headline, text, language, expected] of [
    [
      "1.2 million flee",
      "1,300,000 people fled.",
      "en",
      '"1.2" does not stand in the article (the article has "1,300,000")',
    ],
    [
      "۱٬۵۰۰ نفر",
      "حدود ۱۶۰۰ نفر آمدند",
      "fa",
      '"۱٬۵۰۰" does not stand in the article (the article has "۱۶۰۰")',
    ],
    [
      "Drei Tote",
      "Vier Menschen starben.",
      "de",
      '"Drei" does not stand in the article (the article has "vier")',
    ],
  ] as const) {
    test(`but not these: ${headline}`, () =>
      expect(warnings(headline, text, language)).toEqual([`the headline's number ${expected}`]));
  }
});

test.describe("languages differ in what a capital and an ending mean", () => {
  for (const [headline, text, language] of [
    ["Taliban übernehmen die Kontrolle über Konsulate", "Die Taliban kontrollieren ein Konsulat.", "de"],
    ["Les talibans à Bombay : l’Afghanistan rouvre", "L'Afghanistan a rouvert son consulat à Bombay.", "fr"],
    ["Путин в Москве", "Москва ждала. Владимир Путин приехал.", "ru"],
    ["Atina'da deprem", "Deprem Atina’yı vurdu.", "tr"],
    ["طالبان کنترل سفارت BBC را گرفتند", "طالبان کنترل سفارت را گرفتند", "fa"],
    ["काबुल में भूकंप", "भूकंप आया", "hi"],
    ["「ありがとう」と首相", "首相は「ありがとう」と言った。", "ja"],
    ["Er sagt „nein“ zu »Plan B«", "Er sagte «Nein» zum Plan B.", "de"],
    ["Il dit « non »", "Il a dit “non”.", "fr"],
    ["La 1.ª edición en Madrid", "Madrid celebra la primera edición, la número 1.", "es"],
    [
      "UN and MPs at the World War II memorial",
      "The United Nations and Members of Parliament met at the memorial to the World War.",
      "en",
    ],
    ["United States leaves", "The US left.", "en"],
  ] as const) {
    test(headline, () => expect(warnings(headline, text, language)).toEqual([]));
  }

  for (const [headline, text, language, expected] of [
    [
      "Путин в Лондоне",
      "Москва ждала. Владимир Путин приехал.",
      "ru",
      'name "Лондоне" does not stand in the article (write it as the article has it)',
    ],
    [
      "「さようなら」と首相",
      "首相は「ありがとう」と言った。",
      "ja",
      'quotation "さようなら" does not stand in the article (write it as the article has it)',
    ],
    [
      "Crise à Bamako",
      "La crise touche Bangui.",
      "fr",
      'name "Bamako" does not stand in the article (write it as the article has it)',
    ],
  ] as const) {
    test(`but not these: ${headline}`, () =>
      expect(warnings(headline, text, language)).toEqual([`the headline's ${expected}`]));
  }
});

test.describe("in a build", () => {
  const articles = {
    "a.txt": " date 2023-12-02 The ferry left Dover with 12 people on board.",
    "a.yaml": "headline: A ferry leaves Calais\nstandfirst: 13 were on board\ndateline: LONDON\n",
  };

  test("warnings name place, value and remedy, and the site is built", () => {
    const { status, stderr } = buildSite({ articles });
    expect(stderr).toContain(
      'a.yaml:1:11: warning: the headline\'s name "Calais" does not stand in the article (write it as the article has it)',
    );
    expect(stderr).toContain(
      'a.yaml:2:13: warning: the standfirst\'s number "13" does not stand in the article (the article has "12")',
    );
    expect(stderr).toContain("\n2 warnings\n");
    expect(status).toBe(0);
  });

  test("under --strict they stop it", () => {
    const { status, stderr } = buildSite({ articles, args: ["--strict"] });
    expect(stderr).toContain("\n2 warnings\n");
    expect(status).toBe(1);
  });

  test("the dateline counts as text", () => {
    const { stderr } = buildSite({
      articles: { ...articles, "a.yaml": "headline: A ferry for London leaves Dover\ndateline: LONDON\n" },
    });
    expect(stderr).toBe("");
  });
});

test("an article costs so little that thousands can be checked at each build", () => {
  const claims = [
    {
      name: "headline" as const,
      text: "Taliban take de facto control of Afghan diplomatic missions in India",
      place: { file: "" },
    },
  ];
  const texts = Array.from({ length: 2_000 }, (_, index) => `${copy} ${index}`);
  const check = () => {
    for (const text of texts) checkFacts(claims, { text, language: "en", year: "2023" });
  };
  check();
  const before = process.cpuUsage();
  check();
  const { user, system } = process.cpuUsage(before);
  expect((user + system) / texts.length, "µs of processor time for an article").toBeLessThan(100);
});
