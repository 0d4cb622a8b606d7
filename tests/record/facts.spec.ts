import { expect, test } from "@playwright/test";
import { checkFacts } from "../../src/press/record/facts.ts";
import { buildSite } from "../support/build.ts";

/** What is told of a headline: the words that quiet it, and what the article has. */
function told(headline: string, text: string, language = "en"): string[] {
  const claim = { name: "headline" as const, text: headline, place: { file: "a.yaml", line: 1 } };
  return checkFacts([claim], { text, language, year: "2023" }).map(
    ({ token, warning }) => `${token} <- ${/the article has "([^"]*)"/.exec(warning.remedy ?? "")?.[1]}`,
  );
}

const ferry =
  "The harbour board said on Friday that the ferry Aurora Borealis will sail again from the north quay, and that " +
  "Captain Ingrid Stanekzai has 1,043 tickets for 27 crossings to Port Marlowe. “Our boats in the harbour are ready " +
  "for the winter storms,” she said. The Norwegian owner, Halvorsen Shipping, lost 3.58 million euros in 1986, " +
  "against 3,480,000 before, and 146 passengers in 2021. It has a lease in Oslo until 2032. The Baltic Labour " +
  "Organisation of Argentine sailors of Delta in Tromsø asked for 12 percent more. The board of the Winter Fund gave 300 tonnes.";

test.describe("a slip is told with what the article has", () => {
  for (const [headline, expected] of [
    ["Minister Stanikzai says boats are ready", "name Stanikzai <- Stanekzai"],
    ["Stanekzia says boats are ready", "name Stanekzia <- Stanekzai"],
    ["Boats for Port Marlowe run by Halvorsn", "name Halvorsn <- Halvorsen"],
    ["Boats for Port Marloowe", "name Marloowe <- Marlowe"],
    ["STANIKZAI SAYS BOATS ARE READY", "name STANIKZAI <- Stanekzai"],
    ["Auroxa Borealis To Sail Again From the North Quay", "name Auroxa <- Aurora"],
    ["Nurwegian owner sells 1,043 tickets", "name Nurwegian <- Norwegian"],
    ["1,034 tickets for the ferry", "number 1,034 <- 1,043"],
    ["1943 tickets for the ferry", "number 1943 <- 1,043"],
    ["Ferry makes 28 crossings", "number 28 <- 27"],
    ["FERRY MAKES 72 CROSSINGS", "number 72 <- 27"],
    ["Sailors ask for 13 percent", "number 13 <- 12"],
    ["Owner lost 3.85m euros", "number 3.85 <- 3.58"],
    ["Owner lost millions in 1968", "number 1968 <- 1986"],
    ["Stanekzai: 145 passengers lost", "number 145 <- 146"],
    [
      "“Our boats in the harbour are prepared for the winter storms”",
      "quotation Our boats in the harbour are prepared for the winter storms <- Our boats in the harbour are ready for the winter storms",
    ],
    [
      "'our boats in the harbour ready for the ... storms'",
      "quotation our boats in the harbour ready for the ... storms <- Our boats in the harbour are ready for the",
    ],
    [
      'Captain: "in the harbour are ready for the winter snow storms"',
      "quotation in the harbour are ready for the winter snow storms <- in the harbour are ready for the winter storms",
    ],
    [
      "Captain: «the harbour are ready the for winter storms»",
      "quotation the harbour are ready the for winter storms <- the harbour are ready for the winter storms",
    ],
  ] as const) {
    test(headline, () => expect(told(headline, ferry)).toEqual([`headline: ${expected}`]));
  }

  test("once", () => {
    expect(told("Stanikzai: 28 crossings and Stanikzai’s 28 crossings", ferry)).toEqual([
      "headline: number 28 <- 27",
      "headline: name Stanikzai <- Stanekzai",
    ]);
  });

  test("each of several", () => {
    expect(told("Stanikzai sells 1,034 tickets to Port Marlewe", ferry)).toEqual([
      "headline: number 1,034 <- 1,043",
      "headline: name Stanikzai <- Stanekzai",
      "headline: name Marlewe <- Marlowe",
    ]);
  });
});

test.describe("what may be meant as it stands is not told", () => {
  for (const [why, headline] of [
    ["it stands there", "Ferry Aurora Borealis will sail again"],
    ["all capitals", "AURORA BOREALIS TO SAIL AGAIN FROM QUAY"],
    ["all capitals, and words that the text has not", "WINTER FERRY FOR SCANDINAVIA ANNOUNCED BY JOHNSON"],
    ["title case", "Why Ferries Will Return, And Whom Delayed Boats Cost Most"],
    ["another name", "Ferry sails to Iceland under Captain Johnson"],
    ["an abbreviation", "HALV SHIPNG, INTL BOARD OF NW SAY PT MRLW"],
    ["initials", "ABC and U.S.-backed HSC on the NQ"],
    ["an ending", "Stanekzais, Halvorsens and Norwegians at Argentina’s quay"],
    ["another spelling", "Baltic Labor Organization of sailors in Tromso"],
    ["like a name that the text has in lower case, too", "WINNER OF THE FUND"],
    ["a word without a capital", "The norvegian owner of the aurona"],
    ["a name that the headline has, too", "Marlowe, not Harlowe: Captain explains"],
    ["a short word", "Owner sells its house in Osko"],
    ["a word of five letters with another beginning", "WELTA AND NELTA"],
    ["rounded", "Owner lost 4 million, or 3.6 million, or 3.5 million"],
    ["written with all its digits", "Owner lost 3,580,000 euros"],
    ["in other separators", "1043 tickets, 1 043 tickets, 1’043 tickets, 3,58 million"],
    ["a round number", "Board gives 400 tonnes"],
    ["a number of another length", "104 tickets, 10,043 tickets"],
    ["a number beside the one that it is like", "146 passengers, of whom 145 live"],
    ["of two digits, and of another thing", "28 sailors and 13 captains"],
    ["of one digit, and of another thing", "2 boats, 3 captains, 9 days"],
    ["another year", "Owner hopes for 1987; and for 2022, 2023 and 2024"],
    ["part of a name or a fraction", "A147, F-147 and P’147; 147/92, 92/147; #147"],
    ["a time, a range, a result", "At 147:28; 147-150 crossings; won 147–13; 1987/147"],
    ["a date", "Sails on 3.12.2023 or 2023-12-03"],
    ["a number in words", "Thirteen percent, twenty-eight crossings"],
    ["a short quotation", "Boats ‘are set’, 'for the snow storms', says \"Captain Ingrid\""],
    ["a quotation that ends otherwise", "“Our boats in the harbour are set”, says the captain"],
    ["another quotation", "“We have never been so well prepared for anything”"],
    ["a quotation with words put in", "“Our boats in [our] harbour are ready for … storms”"],
    ["a quotation with other marks", '"OUR BOATS — in the harbour — are ready for the winter storms!"'],
    ["an apostrophe", "The board’s ‘boats’ aren't in the owners' harbour, it's said"],
  ] as const) {
    test(`${why}: ${headline}`, () => expect(told(headline, ferry)).toEqual([]));
  }
});

test.describe("languages and scripts", () => {
  for (const [headline, text, language, ...expected] of [
    ["Crise à Bangai", "La crise touche la ville de Bangui.", "fr", "name Bangai <- Bangui"],
    ["Путен в Лондоне", "Москва ждала: Владимир Путин приехал.", "ru"],
    ["Лукошенко в Москве", "В Москву приехал Лукашенко.", "ru", "name Лукошенко <- Лукашенко"],
    ["Лукашенку ждут", "В Москву приехал Лукашенко.", "ru"],
    ["Atina'da deprem", "Deprem dün Atina’yı vurdu.", "tr"],
    ["DIŞİŞLERİ BAKANLIĞI", "Açıklamayı Dışişleri Bakanlığı yaptı.", "tr"],
    ["Kinder in Bayern", "Die Bauern zählten ihre Rinder, die Bayerin nicht.", "de"],
    ["Bundesräte fordern 1.520 Euro", "Der Bundesrat fordert 1.250 Euro.", "de", "number 1.520 <- 1.250"],
    ["2,6 Prozent mehr", "Es waren 2,5 Prozent mehr.", "de", "number 2,6 <- 2,5"],
    ["2,5 Prozent am 2.12.2023", "Am 3.12.2023 waren es 2,50 Prozent.", "de"],
    [
      "Er sagt: „Wir werden das auch morgen schaffen“",
      "Sie sagte: »Wir werden das auch heute schaffen.«",
      "de",
      "quotation Wir werden das auch morgen schaffen <- Wir werden das auch heute schaffen",
    ],
    ["Il dit « nous ne le ferons pas »", "Il a dit “nous ne le ferons pas”.", "fr"],
    ["۱٬۵۰۰ نفر در کابل", "حدود ۱۶۰۰ نفر آمدند", "fa", "number ۱٬۵۰۰ <- ۱۶۰۰"],
    ["۱٬۵۶۰ نفر در کابل", "حدود 1560 نفر آمدند", "fa"],
    ["۲۳ نفر کشته شدند", "در این رویداد ۲۴ نفر کشته شدند و ۲۳ تن زخمی", "fa"],
    ["طالبان کنترول سفارت BBC را گرفتند", "طالبان کنترل سفارت را گرفتند", "fa"],
    ["در سال ۱۴۰۲", "از سال ۱۴۰۱ تا امروز", "fa"],
    ["काबुल में 245 लोग", "काबूल में २५४ लोग", "hi", "number 245 <- २५४"],
    ["१२ लाख लोग", "1,200,000 लोग और 13 लाख", "hi"],
    ["12,35,000 लोग", "12,53,000 लोग", "hi", "number 12,35,000 <- 12,53,000"],
    ["3人死亡、21万人避難", "三人が死亡し、210,000人が避難、22万人が停電。", "ja"],
    ["23人死亡", "24人が死亡した。", "ja", "number 23 <- 24"],
    [
      "「本当に有難うございます」と首相",
      "首相は「本当に有難うございました」と「本当に有難うござります」と言った。",
      "ja",
      "quotation 本当に有難うございます <- 本当に有難うござります",
    ],
    ["「さようなら」と首相", "首相は「ありがとう」と言った。", "ja"],
  ] as const) {
    test(headline, () =>
      expect(told(headline, text, language)).toEqual(expected.map((slip) => `headline: ${slip}`)),
    );
  }
});

test.describe("in a build", () => {
  const text = " date 2023-12-02 The ferry for Marlowe left Dover with 1,043 people on board.";
  const yaml = "headline: A ferry for Marlewe\nstandfirst: 1,034 were on board\ndateline: LONDON\n";
  const name =
    'a.yaml:1:11: warning: the headline\'s name "Marlewe" does not stand in the article ' +
    '(the article has "Marlowe"; if it is right, add to the metadata: acknowledge: ["headline: name Marlewe"])\n';
  const number =
    'a.yaml:2:13: warning: the standfirst\'s number "1,034" does not stand in the article ' +
    '(the article has "1,043"; if it is right, add to the metadata: acknowledge: ["standfirst: number 1,034"])\n';

  test("a warning names place, value and remedy, and the site is built", () => {
    const { status, stderr } = buildSite({ articles: { "a.txt": text, "a.yaml": yaml } });
    expect(stderr).toContain(name);
    expect(stderr).toContain(number);
    expect(stderr).toContain("\n2 warnings\n");
    expect(status).toBe(0);
  });

  test("under --strict it stops the build", () => {
    const { status, stderr } = buildSite({ articles: { "a.txt": text, "a.yaml": yaml }, args: ["--strict"] });
    expect(stderr).toContain("\n2 warnings\n");
    expect(status).toBe(1);
  });

  test("what it says to add, pasted as it is, silences it, under --strict too", () => {
    const pasted = [name, number].map((line) => /metadata: acknowledge: \[(.*)\]\)/.exec(line)?.[1]);
    const { status, stderr } = buildSite({
      articles: { "a.txt": text, "a.yaml": `${yaml}acknowledge: [${pasted.join(", ")}]\n` },
      args: ["--strict"],
    });
    expect(stderr).toBe("");
    expect(status).toBe(0);
  });

  test("it silences nothing else", () => {
    const acknowledge = 'acknowledge:\n  - "headline: name Marlewe"\n';
    const { stderr } = buildSite({ articles: { "a.txt": text, "a.yaml": yaml + acknowledge } });
    expect(stderr).not.toContain("Marlewe");
    expect(stderr).toContain(number);
    expect(stderr).toContain("\n1 warning\n");
  });

  test("a quotation with quotes, a backslash and a colon is acknowledged as well", () => {
    const files = {
      "a.txt": ' date 2023-12-02 She said "all of our boats: are \\ ready for it" on Friday.',
      "a.yaml": "headline: 'He: «all of our \"boats: are \\ set for it»'\n",
    };
    const first = buildSite({ articles: files });
    const token = '["headline: quotation all of our \\"boats: are \\\\ set for it"]';
    expect(first.stderr).toContain(`add to the metadata: acknowledge: ${token})`);
    const second = buildSite({
      articles: { ...files, "a.yaml": `${files["a.yaml"]}acknowledge: ${token}\n` },
    });
    expect(second.stderr).toBe("");
  });

  test("an item that silences nothing is a warning", () => {
    const acknowledge = 'acknowledge:\n  - "headline: name Marlew"\n  - "standfirst: number 1,034"\n';
    const mistyped = buildSite({ articles: { "a.txt": text, "a.yaml": yaml + acknowledge } });
    expect(mistyped.stderr).toContain(name);
    expect(mistyped.stderr).toContain(
      'a.yaml:5:5: warning: `acknowledge`: no warning says "headline: name Marlew" (write it as the warning does, or remove it)',
    );
    expect(mistyped.stderr).toContain("\n2 warnings\n");

    const stale = buildSite({
      articles: { "a.txt": text, "a.yaml": 'headline: A ferry\nacknowledge: ["headline: name Marlewe"]\n' },
      args: ["--strict"],
    });
    expect(stale.stderr).toContain(
      'a.yaml:2:15: warning: `acknowledge`: no warning says "headline: name Marlewe" (remove it)',
    );
    expect(stale.status).toBe(1);
  });

  test("anything but a list of texts is an error", () => {
    const { status, stderr } = buildSite({
      articles: { "a.txt": text, "a.yaml": "headline: A ferry\nacknowledge: 'headline: name Marlewe'\n" },
    });
    expect(stderr).toContain(
      'a.yaml:2:14: `acknowledge` must be a list, not "headline: name Marlewe" (write each item on a line of its own that begins with `- `)',
    );
    expect(status).toBe(1);
  });

  test("the dateline counts as text", () => {
    const files = {
      "a.txt": " date 2023-12-02 The boats left Lomdon behind.",
      "a.yaml": "headline: A ferry leaves London\n",
    };
    expect(buildSite({ articles: files }).stderr).toContain('the article has "Lomdon"');
    const { stderr } = buildSite({
      articles: { ...files, "a.yaml": `${files["a.yaml"]}dateline: LONDON\n` },
    });
    expect(stderr).not.toContain("Lomdon");
  });
});
