import { spawnSync } from "node:child_process";
import { readdirSync, readFileSync, writeFileSync } from "node:fs";
import { join } from "node:path";
import { expect, test } from "@playwright/test";
import { isFault, oneLine } from "../../src/press/faults/fault.ts";
import { readWire } from "../../src/press/source/wire.ts";
import { type BuiltSite, buildSite, stetProgram } from "../support/build.ts";
import { temporaryFolder } from "../support/temporary.ts";

/* The header of wire copy: what is read as one, what is meant as one and is none, and what stays text. */

/** What is read of copy: its date and its first paragraph, or the fault. */
function read(text: string): string {
  const copy = readWire({ file: "a.txt", text, bytes: 0, sha256: "" });
  return isFault(copy) ? oneLine(copy) : `${copy.date?.text ?? "no date"} | ${copy.paragraphs[0]}`;
}

const meant = (place: string, written: string) =>
  `a.txt:${place}: the copy begins with \`${written}\`, which is meant as its date and is none (write \`date YYYY-MM-DD \` and then the text; before text that begins so, too)`;

test("what is a header, and what is text", () => {
  expect(read(" date 2023-12-02 Text with BOM.\n\nSecond.\n")).toBe("2023-12-02 | Text with BOM.");
  expect(read(" date 2023-12 Fish rose.")).toBe("2023-12 | Fish rose.");
  expect(read(" date 2023-12-02T09:30:00Z Fish rose.")).toBe("2023-12-02T09:30:00Z | Fish rose.");
  expect(read("date 5 of the tour")).toBe("no date | date 5 of the tour");
  expect(read("Date palms grow there.")).toBe("no date | Date palms grow there.");
  expect(read("Date unknown, she said.")).toBe("no date | Date unknown, she said.");
  expect(read(" date 2023-12-02 date 2023-12-02 was the day.")).toBe(
    "2023-12-02 | date 2023-12-02 was the day.",
  );
  expect(read(" date 2023-12-02 On the date 2023-12-03 it rose. The date 2023-12-04 is kept.")).toContain(
    "On the date",
  );
  expect(read(" date 2023-12-02 10:30 was the hour.")).toBe("2023-12-02 | 10:30 was the hour.");
});

test("what is meant as a header and is none is never text", () => {
  expect(read(" date None Text with no date.")).toBe(meant("1:2", "date None"));
  expect(read("\n Date: 2023-12-02 Fish rose.")).toBe(meant("2:2", "Date: 2023-12-02"));
  expect(read("DATE 2 December 2023 Fish rose.")).toBe(meant("1:1", "DATE 2 December 2"));
  expect(read("date Dec. 2, 2023 Fish rose.")).toBe(meant("1:1", "date Dec. 2"));
  expect(read("date=20231202 Fish rose.")).toBe(meant("1:1", "date=20231202"));
  expect(read("date  2023-12-02 Fish rose.")).toBe(meant("1:1", "date  2023-12-02"));
  expect(read("date 2023-12-02, Fish rose.")).toBe(meant("1:1", "date 2023-12-02"));
  expect(read("date ۲۰۲۳-۱۲-۰۲ Fish rose.")).toBe(meant("1:1", "date ۲۰۲۳-۱۲-۰۲"));
});

test("an hour behind the day is never text", () => {
  for (const hour of ["10:30:00", "10:30Z", "10:30:00+04:30", "10:30 UTC"])
    expect(read(` date 2023-12-02 ${hour} Fish rose.`)).toBe(
      `a.txt:1:18: the hour ${hour} stands where the text begins (write it into the date, as in 2023-12-02T09:30:00Z, or into \`date\` of the metadata)`,
    );
});

test("the header of another record is never text", () => {
  const remedy = "(part the file into articles with `stet import FILE`)";
  expect(read(" date 2023-12-02 One article.\n date 2023-12-04 Third article on its own line.")).toBe(
    `a.txt:2:2: another record begins here: \`date 2023-12-04\` ${remedy}`,
  );
  expect(read(" date 2023-12-02 One article. date 2023-12-03 Second article glued.")).toBe(
    `a.txt:1:31: another record begins here: \`date 2023-12-03\` ${remedy}`,
  );
});

test.describe("a build", () => {
  let site: BuiltSite;

  test.beforeAll(() => {
    site = buildSite({
      articles: {
        "month.txt": " date 2023-12 Fish rose on the weir.\n",
        "month.yaml": "headline: Fish\ndate: 2023-12-07\n",
        "hour.txt": " date 2023-12-02T09:30:00+04:30 Salmon leapt over it.\n",
        "hour.yaml": "headline: Salmon\ndate: 2023-12-02\n",
        "same.txt": " date 2023-12-02T23:30:00Z Cod slept.\n",
        "same.yaml": "headline: Cod\ndate: 2023-12-03T04:00:00+04:30\n",
      },
    });
    expect(site.stderr).not.toContain("error");
    expect(site.status).toBe(0);
  });

  test("takes the day of a month from the metadata, and the hour from the header", () => {
    const published = (slug: string) =>
      JSON.parse(readFileSync(join(site.output, slug, "article.json"), "utf8")).published;
    expect(published("month")).toBe("2023-12-07");
    expect(published("hour")).toBe("2023-12-02T09:30:00+04:30");
    expect(published("same")).toBe("2023-12-03T04:00:00+04:30");
    expect(readFileSync(join(site.output, "month/index.html"), "utf8")).toContain(
      "<p>Fish rose on the weir.</p>",
    );
  });

  test("says where header and metadata contradict each other", () => {
    const bad = buildSite({
      articles: {
        "a.txt": " date 2023 Text of a year.\n",
        "a.yaml": "headline: A\ndate: 2023-05-01\n",
        "d.txt": " date 2023-12-02 Text differs from yaml.\n",
        "d.yaml": "headline: D\ndate: 2023-12-05\n",
        "hours.txt": " date 2023-12-02T09:30:00Z Fish rose.\n",
        "hours.yaml": "headline: H\ndate: 2023-12-02T10:30:00Z\n",
        "month.txt": " date 2023-12 Fish rose.\n",
        "month.yaml": "headline: M\ndate: 2023-11-30\n",
        "none.txt": " date 2023-12 Fish rose.\n",
      },
    });
    expect(bad.status).toBe(1);
    const lines = bad.stderr.split("\n").filter((line) => line.includes("articles/"));
    expect(lines.map((line) => line.replace(/^.*articles\//, ""))).toEqual([
      'a.txt:1:7: `date`: "2023": it names no month and no day (write it as YYYY-MM-DD)',
      "d.yaml:2:7: the metadata say 2023-12-05, the text says 2023-12-02 (correct one of the two)",
      "hours.yaml:2:7: the metadata say 2023-12-02T10:30:00Z, the text says 2023-12-02T09:30:00Z (correct one of the two)",
      "month.txt:1:7: the text says 2023-12, the metadata say 2023-11-30 (correct one of the two)",
      'none.txt:1:7: `date`: "2023-12": it names no day (add `date: 2023-12-DD` with the day to the metadata)',
    ]);
  });
});

test.describe("`stet new --from` and `stet import` take the day from --date", () => {
  const run = (args: string[], input?: string) => {
    const folder = temporaryFolder();
    const ran = spawnSync(process.execPath, [stetProgram, ...args, "--articles", folder], {
      encoding: "utf8",
      input,
    });
    return { said: ran.stderr + ran.stdout, files: readdirSync(folder), folder };
  };
  const copy = " date 2023-12 Fish rose.\n";

  test("new", () => {
    const made = run(["new", "--from", "-", "--date", "2023-12-07", "Fish"], copy);
    expect(readFileSync(join(made.folder, "fish.yaml"), "utf8")).toContain("date: 2023-12-07\n");
    expect(run(["new", "--from", "-", "Fish"], copy).said).toBe(
      "the text says 2023-12 and no day; give it with --date 2023-12-DD\n",
    );
    expect(run(["new", "--from", "-", "--date", "2023-11-07", "Fish"], copy).said).toBe(
      "--date says 2023-11-07, the text says 2023-12; correct one of the two\n",
    );
  });

  test("import", () => {
    const file = join(temporaryFolder(), "fish.txt");
    writeFileSync(file, copy);
    const made = run(["import", "--date", "2023-12-07", file]);
    expect(made.files).toEqual(expect.arrayContaining(["fish.txt", "fish.yaml"]));
    expect(readFileSync(join(made.folder, "fish.yaml"), "utf8")).toContain("date: 2023-12-07\n");
    expect(run(["import", file]).said).toContain(
      "fish.txt:1:1: the text tells the month 2023-12 and no day (give one with --date 2023-12-DD)",
    );
    expect(run(["import", "--date", "2023-11-07", file]).said).toContain(
      "fish.txt:1:1: --date says 2023-11-07, the text says 2023-12 (import it by itself, with its own --date)",
    );
  });
});
