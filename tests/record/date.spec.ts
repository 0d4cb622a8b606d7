import { execFile } from "node:child_process";
import { promisify } from "node:util";
import { expect, test } from "@playwright/test";
import { type Calendar, formatDate, formatMonth, formatYear } from "../../src/press/languages/dates.ts";
import { languageFor } from "../../src/press/languages/index.ts";
import { type CivilDate, compareDates, isBefore, parseDate, toInstant } from "../../src/press/record/date.ts";

function date(text: string): CivilDate {
  const read = parseDate(text);
  if ("reason" in read) throw new Error(read.reason);
  return read;
}

function shown(text: string, tag: string, ...calendars: Calendar[]): string {
  return formatDate(date(text), languageFor(tag), calendars);
}

test.describe("a date is read", () => {
  test("as a day, which stays a day", () => {
    expect(parseDate("2023-12-02")).toEqual({ iso: "2023-12-02", day: "2023-12-02" });
    expect(parseDate("2024-02-29")).toEqual({ iso: "2024-02-29", day: "2024-02-29" });
    expect(parseDate("1583-01-01")).toEqual({ iso: "1583-01-01", day: "1583-01-01" });
    expect(parseDate("2123-12-31")).toEqual({ iso: "2123-12-31", day: "2123-12-31" });
  });

  test("as an instant, to the second, on the day at its own offset", () => {
    expect(parseDate("2023-12-02T00:30:00+05:00")).toEqual({
      iso: "2023-12-02T00:30:00+05:00",
      day: "2023-12-02",
      instant: Date.UTC(2023, 11, 1, 19, 30),
    });
    expect(parseDate("2023-12-02T09:30Z")).toEqual({
      iso: "2023-12-02T09:30:00Z",
      day: "2023-12-02",
      instant: Date.UTC(2023, 11, 2, 9, 30),
    });
    expect(date("2023-12-02T09:30:15.125-03:30").iso).toBe("2023-12-02T09:30:15-03:30");
    expect(date("2023-12-02T09:30:15+14:00").iso).toBe("2023-12-02T09:30:15+14:00");
  });
});

const refused: [text: string, reason: string, remedy: string][] = [
  ["2023-13-45", '"2023-13-45": there is no month 13', "write a month from 01 to 12"],
  ["2023-31-12", '"2023-31-12": there is no month 31', "write the month before the day: 2023-12-31"],
  ["2023-00-10", '"2023-00-10": there is no month 00', "write a month from 01 to 12"],
  ["2023-02-30", '"2023-02-30": February 2023 has 28 days', "write a day from 01 to 28"],
  ["2100-02-29", '"2100-02-29": February 2100 has 28 days', "write a day from 01 to 28"],
  ["2024-02-30", '"2024-02-30": February 2024 has 29 days', "write a day from 01 to 29"],
  ["2023-04-31", '"2023-04-31": April 2023 has 30 days', "write a day from 01 to 30"],
  ["2023-12-00", '"2023-12-00": December 2023 has 31 days', "write a day from 01 to 31"],
  ["12/02/2023", '"12/02/2023": it does not begin with the year', "write it as 2023-12-02 or 2023-02-12"],
  ["31/12/2023", '"31/12/2023": it does not begin with the year', "write it as 2023-12-31"],
  ["02.12.2023", '"02.12.2023": it does not begin with the year', "write it as 2023-02-12 or 2023-12-02"],
  ["2023/12/2", '"2023/12/2": its parts are joined by hyphens', "write it as 2023-12-02"],
  ["2023-1-2", '"2023-1-2": month and day have two digits each', "write it as 2023-01-02"],
  ["2023-12", '"2023-12": it names no day', "write it as YYYY-MM-DD"],
  ["2023", '"2023": it names no month and no day', "write it as YYYY-MM-DD"],
  ["2023-W48-6", '"2023-W48-6": it is a week date', "write it as 2023-12-02"],
  ["2023-W48", '"2023-W48": it is a week date', "write it as YYYY-MM-DD"],
  ["2023-336", '"2023-336": it numbers the day within the year', "write it as 2023-12-02"],
  ["20231202", '"20231202": it has no hyphens', "write it as 2023-12-02"],
  ["1701475200", '"1701475200": it is a count of seconds', "write it as 2023-12-02"],
  ["1701475200000", '"1701475200000": it is a count of milliseconds', "write it as 2023-12-02"],
  ["", '"": no date is given', "write it as YYYY-MM-DD"],
  [" 2023-12-02", '" 2023-12-02": there is white space around it', "write it as 2023-12-02"],
  ["2023-12-02\n", '"2023-12-02\\n": there is white space around it', "write it as 2023-12-02"],
  ["۲۰۲۳-۱۲-۰۲", '"۲۰۲۳-۱۲-۰۲": a date is written with the digits 0 to 9', "write it as YYYY-MM-DD"],
  ["2 December 2023", '"2 December 2023" is not a date', "write it as YYYY-MM-DD, for example 2023-12-02"],
  ["yesterday", '"yesterday" is not a date', "write it as YYYY-MM-DD, for example 2023-12-02"],
  [
    "1402-09-11",
    '"1402-09-11": the year 1402 is not within 1583 to 2123',
    "write the date of the Gregorian calendar, whichever calendars the page shows",
  ],
  [
    "2566-12-02",
    '"2566-12-02": the year 2566 is not within 1583 to 2123',
    "write the date of the Gregorian calendar, whichever calendars the page shows",
  ],
  [
    "2023-12-02T09:30:00",
    '"2023-12-02T09:30:00": it has a time and no offset from UTC',
    "write it as 2023-12-02 or 2023-12-02T09:30:00Z",
  ],
  [
    "2023-12-02 09:30:00 +0500",
    '"2023-12-02 09:30:00 +0500": it is not in the form of ISO 8601',
    "write it as 2023-12-02T09:30:00+05:00",
  ],
  [
    "2023-12-02T24:00:00Z",
    '"2023-12-02T24:00:00Z": there is no time 24:00:00',
    "write a time from 00:00:00 to 23:59:59",
  ],
  [
    "2023-12-02T09:60Z",
    '"2023-12-02T09:60Z": there is no time 09:60:00',
    "write a time from 00:00:00 to 23:59:59",
  ],
  [
    "2023-12-02T09:30:00+14:30",
    '"2023-12-02T09:30:00+14:30": there is no offset +14:30',
    "write an offset from -12:00 to +14:00",
  ],
  [
    "2023-12-02T09:30:00-13:00",
    '"2023-12-02T09:30:00-13:00": there is no offset -13:00',
    "write an offset from -12:00 to +14:00",
  ],
  ["2023-12-02T09:30:00-00:00", '"2023-12-02T09:30:00-00:00": there is no offset -00:00', "write Z for UTC"],
  ["2023-02-30T09:30:00Z", '"2023-02-30T09:30:00Z": February 2023 has 28 days', "write a day from 01 to 28"],
];

for (const [text, reason, remedy] of refused) {
  test(`${JSON.stringify(text)} is refused, and the remedy says what to write`, () => {
    expect(parseDate(text)).toEqual({ reason, remedy });
  });
}

test("a long text is not repeated in full", () => {
  const read = parseDate("word ".repeat(1000));
  expect("reason" in read && read.reason.length).toBeLessThan(80);
});

test.describe("the order of dates", () => {
  const ordered = [
    "2023-12-01T23:59:59-12:00",
    "2023-12-02",
    "2023-12-02T00:00:00+14:00",
    "2023-12-02T09:30:00+05:00",
    "2023-12-02T09:30:00Z",
    "2023-12-03",
  ].map(date);

  test("sorts by day, then by instant, however they came", () => {
    for (let turn = 0; turn < ordered.length; turn++) {
      const turned = [...ordered.slice(turn), ...ordered.slice(0, turn)].reverse();
      expect(turned.sort(compareDates)).toEqual(ordered);
    }
    expect(compareDates(date("2023-12-02"), date("2023-12-02"))).toBe(0);
    expect(compareDates(date("2023-12-02T09:30:00Z"), date("2023-12-02T10:30:00+01:00"))).toBe(0);
  });

  test("an update on the day of publication is not before it, with or without a time", () => {
    expect(isBefore(date("2023-12-02"), date("2023-12-02T09:30:00Z"))).toBe(false);
    expect(isBefore(date("2023-12-02T09:30:00Z"), date("2023-12-02"))).toBe(false);
    expect(isBefore(date("2023-12-02"), date("2023-12-02"))).toBe(false);
    expect(isBefore(date("2023-12-01"), date("2023-12-02"))).toBe(true);
    expect(isBefore(date("2023-12-02T09:29:59Z"), date("2023-12-02T09:30:00Z"))).toBe(true);
  });

  test("of two instants the earlier is before, whatever their days are called", () => {
    const kabul = date("2023-12-03T00:30:00+04:30");
    const california = date("2023-12-02T13:00:00-08:00");
    expect(isBefore(kabul, california)).toBe(true);
    expect(isBefore(california, kabul)).toBe(false);
  });
});

test("a day as an instant is that day in Honolulu and in Auckland", () => {
  const instant = toInstant(date("2023-12-02"));
  expect(instant).toBe("2023-12-02T10:00:00Z");
  for (const timeZone of ["Pacific/Honolulu", "America/Los_Angeles", "Asia/Kabul", "Pacific/Auckland"]) {
    expect(new Date(instant).toLocaleDateString("en-CA", { timeZone })).toBe("2023-12-02");
  }
  expect(toInstant(date("2023-12-02T09:30+05:00"))).toBe("2023-12-02T09:30:00+05:00");
});

/** 2 December 2023 in each language: the Gregorian calendar, both calendars, the month. */
const golden: Record<string, [gregorian: string, both: string, month: string]> = {
  en: ["2 December 2023", "2 December 2023 (11 Azar 1402)", "December 2023"],
  "en-US": ["December 2, 2023", "December 2, 2023 (Azar 11, 1402)", "December 2023"],
  fr: ["2 décembre 2023", "2 décembre 2023 (11 azar 1402)", "décembre 2023"],
  de: ["2. Dezember 2023", "2. Dezember 2023 (11. Asar 1402)", "Dezember 2023"],
  es: ["2 de diciembre de 2023", "2 de diciembre de 2023 (11 de azar de 1402)", "diciembre de 2023"],
  pt: ["2 de dezembro de 2023", "2 de dezembro de 2023 (11 de azar de 1402)", "dezembro de 2023"],
  hi: ["2 दिसंबर 2023", "2 दिसंबर 2023 (11 आज़र 1402)", "दिसंबर 2023"],
  ur: ["2 دسمبر 2023", "2 دسمبر 2023 (11 آذر 1402)", "دسمبر 2023"],
  ar: ["2 ديسمبر 2023", "2 ديسمبر 2023 (11 آذر 1402)", "ديسمبر 2023"],
  fa: ["۲ دسامبر ۲۰۲۳", "۲ دسامبر ۲۰۲۳ (۱۱ آذر ۱۴۰۲)", "دسامبر ۲۰۲۳"],
  ps: ["۲ دسمبر ۲۰۲۳", "۲ دسمبر ۲۰۲۳ (۱۱ لیندۍ ۱۴۰۲)", "دسمبر ۲۰۲۳"],
  prs: ["۲ دسمبر ۲۰۲۳", "۲ دسمبر ۲۰۲۳ (۱۱ قوس ۱۴۰۲)", "دسمبر ۲۰۲۳"],
  ja: ["2023年12月2日", "2023年12月2日（1402年アーザル月11日）", "2023年12月"],
  "zh-Hans": ["2023年12月2日", "2023年12月2日（1402年阿扎尔月11日）", "2023年12月"],
  "zh-Hant": ["2023年12月2日", "2023年12月2日（1402年阿扎爾月11日）", "2023年12月"],
  ko: ["2023년 12월 2일", "2023년 12월 2일(1402년 아자르월 11일)", "2023년 12월"],
  ru: ["2 декабря 2023", "2 декабря 2023 (11 азара 1402)", "Декабрь 2023"],
  it: ["2 dicembre 2023", "2 dicembre 2023 (11 azar 1402)", "dicembre 2023"],
  tr: ["2 Aralık 2023", "2 Aralık 2023 (11 Azer 1402)", "Aralık 2023"],
  id: ["2 Desember 2023", "2 Desember 2023 (11 Azar 1402)", "Desember 2023"],
  bn: ["২ ডিসেম্বর ২০২৩", "২ ডিসেম্বর ২০২৩ (১১ আজার ১৪০২)", "ডিসেম্বর ২০২৩"],
  ta: ["2 டிசம்பர் 2023", "2 டிசம்பர் 2023 (11 அசர் 1402)", "டிசம்பர் 2023"],
  sw: ["Desemba 2, 2023", "Desemba 2, 2023 (Azar 11, 1402)", "Desemba 2023"],
  nl: ["2 december 2023", "2 december 2023 (11 azar 1402)", "december 2023"],
  pl: ["2 grudnia 2023", "2 grudnia 2023 (11 azara 1402)", "Grudzień 2023"],
  uk: ["2 грудня 2023", "2 грудня 2023 (11 азара 1402)", "Грудень 2023"],
};

for (const [tag, [gregorian, both, month]] of Object.entries(golden)) {
  test(`2 December 2023 in ${tag}`, () => {
    expect(formatDate(date("2023-12-02"), languageFor(tag))).toBe(gregorian);
    expect(shown("2023-12-02", tag, "gregorian", "persian")).toBe(both);
    expect(formatMonth(2023, 12, languageFor(tag))).toBe(month);
  });
}

test("Dari goes by the tag of Afghanistan's Persian, too", () => {
  expect(shown("2023-12-02", "fa-AF", "gregorian")).toBe("۲ دسمبر ۲۰۲۳");
  expect(shown("2023-12-02", "fa-AF", "persian")).toBe("۱۱ قوس ۱۴۰۲");
});

test("the first calendar named comes first", () => {
  expect(shown("2023-12-02", "fa", "persian", "gregorian")).toBe("۱۱ آذر ۱۴۰۲ (۲ دسامبر ۲۰۲۳)");
  expect(shown("2023-12-02", "fa", "persian")).toBe("۱۱ آذر ۱۴۰۲");
});

test("the Persian year turns at the spring equinox, and has a thirtieth of its last month in leap years", () => {
  const days = ["2024-03-19", "2024-03-20", "2021-03-20", "2025-03-20", "2025-03-21", "1979-02-11"];
  expect(days.map((day) => shown(day, "en", "persian"))).toEqual([
    "29 Esfand 1402",
    "1 Farvardin 1403",
    "30 Esfand 1399",
    "30 Esfand 1403",
    "1 Farvardin 1404",
    "22 Bahman 1357",
  ]);
});

test("the first of a month is an ordinal in French, Portuguese and Italian, and only the first", () => {
  expect(shown("2023-12-01", "fr", "gregorian")).toBe("1er décembre 2023");
  expect(shown("2023-12-11", "fr", "gregorian")).toBe("11 décembre 2023");
  expect(shown("2023-12-01", "pt-BR", "gregorian")).toBe("1º de dezembro de 2023");
  expect(shown("2023-12-21", "pt-BR", "gregorian")).toBe("21 de dezembro de 2023");
  expect(shown("2023-12-01", "it", "gregorian")).toBe("1° dicembre 2023");
  expect(shown("2023-12-11", "it", "gregorian")).toBe("11 dicembre 2023");
});

test("an instant is shown as the day and the time at its own offset", () => {
  expect(shown("2023-12-02T00:30:00+05:00", "en", "gregorian")).toBe("2 December 2023, 00:30");
  expect(shown("2023-12-02T23:30:00-10:00", "en", "gregorian")).toBe("2 December 2023, 23:30");
});

test("years have no grouping, in the language's digits", () => {
  expect(["en", "ar", "prs"].map((tag) => formatYear(2023, languageFor(tag)))).toEqual([
    "2023",
    "2023",
    "۲۰۲۳",
  ]);
});

test.describe("the same on every machine", () => {
  const places: Record<string, string>[] = [
    { TZ: "America/Los_Angeles", LANG: "de_DE.UTF-8", LC_ALL: "de_DE.UTF-8" },
    { TZ: "Pacific/Auckland", LANG: "tr_TR.UTF-8", LC_ALL: "tr_TR.UTF-8" },
    { TZ: "Asia/Kabul", LANG: "C", LC_ALL: "C" },
    { TZ: "Asia/Tehran", LANG: "fa_IR.UTF-8", LC_ALL: "fa_IR.UTF-8" },
  ];
  const program = `
    import { formatDate, formatMonth } from "./src/press/languages/dates.ts";
    import { parseDate } from "./src/press/record/date.ts";
    import { languageFor } from "./src/press/languages/index.ts";
    const date = parseDate("2023-12-02");
    const calendars = ["gregorian", "persian"];
    const shown = ${JSON.stringify(Object.keys(golden))}.map((tag) => {
      const language = languageFor(tag);
      return [tag, [formatDate(date, language), formatDate(date, language, calendars), formatMonth(2023, 12, language)]];
    });
    const instant = parseDate("2023-12-02T00:30:00+05:00");
    console.log(JSON.stringify({ date, instant, shown: Object.fromEntries(shown), fault: parseDate("2023-02-30") }));
  `;

  for (const place of places) {
    test(`under TZ=${place.TZ} and LANG=${place.LANG}`, async () => {
      const { stdout } = await promisify(execFile)(
        process.execPath,
        ["--import", "tsx", "--input-type=module", "--eval", program],
        { env: { ...process.env, ...place } },
      );
      expect(JSON.parse(stdout)).toEqual({
        date: { iso: "2023-12-02", day: "2023-12-02" },
        instant: {
          iso: "2023-12-02T00:30:00+05:00",
          day: "2023-12-02",
          instant: Date.UTC(2023, 11, 1, 19, 30),
        },
        shown: golden,
        fault: { reason: '"2023-02-30": February 2023 has 28 days', remedy: "write a day from 01 to 28" },
      });
    });
  }
});
