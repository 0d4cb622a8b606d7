import { spawnSync } from "node:child_process";
import { mkdirSync, readdirSync, readFileSync, rmSync, symlinkSync, writeFileSync } from "node:fs";
import { dirname, join } from "node:path";
import { expect, test } from "@playwright/test";
import { buildSite, plainMetadata, stetProgram } from "../support/build.ts";
import { temporaryFolder } from "../support/temporary.ts";

let publication: string;
let folder: string;

test.beforeEach(() => {
  publication = temporaryFolder();
  folder = join(publication, "articles");
  mkdirSync(folder);
  writeFileSync(join(publication, "metadata.yaml"), plainMetadata);
  mkdirSync(join(publication, "node_modules"));
  symlinkSync(dirname(dirname(stetProgram)), join(publication, "node_modules/stet"));
});

interface Ran {
  status: number | null;
  stdout: string;
  stderr: string;
}

/** `stet new …` in a publication's folder. */
function create(
  args: readonly string[],
  { input = "", env = {} }: { input?: string | Buffer; env?: NodeJS.ProcessEnv } = {},
): Ran {
  const command = [stetProgram, "new", ...args];
  const { status, stdout, stderr } = spawnSync(process.execPath, command, {
    cwd: publication,
    encoding: "utf8",
    input,
    env: { ...process.env, GITHUB_ACTIONS: "", ...env },
  });
  return {
    status,
    stdout: stdout.replaceAll(folder, "articles"),
    stderr: stderr.replaceAll(folder, "articles"),
  };
}

function contents(): Record<string, string> {
  return Object.fromEntries(
    readdirSync(folder).map((name) => [name, readFileSync(join(folder, name), "utf8")]),
  );
}

const modeline = "# yaml-language-server: $schema=../node_modules/stet/schemas/article.schema.json\n";

test("a headline makes a text and its metadata, ready to build", () => {
  expect(create(["--date", "2024-01-31", "Bridge closed: no date set"])).toEqual({
    status: 0,
    stdout:
      "wrote articles/bridge-closed-no-date-set.txt\n" +
      "wrote articles/bridge-closed-no-date-set.yaml\n" +
      "next: write the article into articles/bridge-closed-no-date-set.txt, then stet build\n",
    stderr: "",
  });
  expect(contents()).toEqual({
    "bridge-closed-no-date-set.txt": "Replace this line with the article.\n",
    "bridge-closed-no-date-set.yaml": `${modeline}headline: "Bridge closed: no date set"\ndate: 2024-01-31\n`,
  });
  const built = buildSite({ articles: contents() });
  expect(built.status).toBe(0);
  const page = readFileSync(join(built.output, "bridge-closed-no-date-set/index.html"), "utf8");
  expect(page).toContain(">Bridge closed: no date set</h1>");
  expect(page).toContain('datetime="2024-01-31"');
});

test("--markdown makes one file with the metadata on top, and it builds", () => {
  create(["--markdown", "--date=2024-01-31T09:30+05:00", "Salt prices"]);
  expect(contents()).toEqual({
    "salt-prices.md":
      "---\nheadline: Salt prices\ndate: 2024-01-31T09:30:00+05:00\n---\n\nReplace this line with the article.\n",
  });
  expect(buildSite({ articles: contents() }).status).toBe(0);
});

test("without --date it is dated today, in the zone of whoever writes it", () => {
  // Their clocks are 25 hours apart: it is never the same day at both.
  create(["East"], { env: { TZ: "Pacific/Kiritimati" } });
  create(["West"], { env: { TZ: "Pacific/Pago_Pago" } });
  const day = (name: string) => /^date: (\d{4}-\d{2}-\d{2})$/m.exec(contents()[name] ?? "")?.[1] ?? "";
  expect(day("east.yaml")).toMatch(/^\d{4}-\d{2}-\d{2}$/);
  expect(day("west.yaml") < day("east.yaml")).toBe(true);
});

test.describe("--from", () => {
  const copy = " date 2023-12-02 The bridge reopened — \u201cat last\u201d.\r\n\r\n- 30 -\r\n";

  test("takes a file byte for byte, and its date from its first line", () => {
    const file = join(folder, "..", `${process.pid}-wire.txt`);
    writeFileSync(file, copy);
    const ran = create(["--from", file, "The bridge"]);
    rmSync(file);
    expect(ran.stderr).toBe("");
    expect(contents()).toEqual({
      "the-bridge.txt": copy,
      "the-bridge.yaml": `${modeline}headline: The bridge\n# Guessed from the text's lines: confirm or change.\nparts:\n  # - 30 -\n  3: note\n`,
    });
    expect(ran.stdout).toContain("next: stet build\n");
    const built = buildSite({ articles: contents() });
    expect(built.status).toBe(0);
    expect(readFileSync(join(built.output, "the-bridge/index.html"), "utf8")).toContain(
      'datetime="2023-12-02"',
    );
  });

  test("takes standard input; without a header the date is --date's", () => {
    create(["--from", "-", "--date", "2024-02-29", "Leap day"], { input: "Only text.\n" });
    expect(contents()).toEqual({
      "leap-day.txt": "Only text.\n",
      "leap-day.yaml": `${modeline}headline: Leap day\ndate: 2024-02-29\n`,
    });
  });

  test("guesses what lines are, and writes it down with their words, for the maintainer to confirm", () => {
    const prose =
      "The ferry returned on Friday, the operator said, and the quay was full of people who had waited.";
    const input = [
      "date 2023-12-02 ZCZC slug-1",
      "Ferry returns: crowds on quay",
      "",
      "By ADA MARSH",
      "Harbour Press",
      "",
      "HARBOUR TOWN, Dec. 2 —",
      "",
      prose,
      "",
      "What happened",
      "",
      prose,
      "",
      "(Reporting by Ada Marsh)",
      "ENDS",
    ].join("\n");
    expect(create(["--from", "-"], { input }).stderr).toBe("");
    expect(contents()["ferry-returns-crowds-on-quay.yaml"]).toBe(
      `${modeline}# Guessed from the text's lines: confirm or change.
parts:
  # Ferry returns: crowds on quay
  2: headline
  # By ADA MARSH Harbour Press
  4-5: byline
  # HARBOUR TOWN, Dec. 2 —
  7: dateline
  # What happened
  11: subhead
  # (Reporting by Ada Marsh)
  15: note
  # ENDS
  16: note
# Guessed, too: lines for the desk, which are not published.
withhold:
  # ZCZC slug-1
  - lines: 1
`,
    );
    const built = buildSite({ articles: contents() });
    expect(built.status, built.stderr).toBe(0);
    const page = readFileSync(join(built.output, "ferry-returns-crowds-on-quay/index.html"), "utf8");
    expect(page).toContain('data-lines="2">Ferry returns: crowds on quay</h1>');
    expect(page).toContain("2 words withheld");
  });

  test("guesses nothing of plain prose, and no headline where another one is typed", () => {
    create(["--from", "-", "Plain"], {
      input: "date 2023-12-02 One line.\nAnother line.\nA third\nOf names\n",
    });
    create(["--from", "-", "Typed"], { input: "date 2023-12-02 A headline\n\nBy Ann Lee\n\nThe text.\n" });
    expect(contents()["plain.yaml"]).toBe(`${modeline}headline: Plain\n`);
    expect(contents()["typed.yaml"]).toBe(
      `${modeline}headline: Typed\n# Guessed from the text's lines: confirm or change.\nparts:\n  # By Ann Lee\n  3: byline\n`,
    );
    expect(create(["--from", "-"], { input: "Only prose, and no date.\n" }).stderr).toContain(
      "what is the headline?",
    );
  });

  test("keeps Markdown byte for byte, with the metadata beside it", () => {
    create(["--from", "-", "--markdown", "--date", "2024-02-29", "Leap day"], { input: "Some *text*.\n" });
    expect(Object.keys(contents())).toEqual(["leap-day.md", "leap-day.yaml"]);
    expect(contents()["leap-day.md"]).toBe("Some *text*.\n");
  });

  test("refuses what a build would refuse, with its place, and writes nothing", () => {
    const cases: [string | Buffer, string[], string][] = [
      [Buffer.from("a\nb \xff c\n", "latin1"), [], "standard input:2:3: byte 0xFF is not valid UTF-8"],
      ["", [], ": the file is empty"],
      [" \n", [], ": the file holds nothing but white space"],
      ["a\u0000b", [], "standard input:1:2: U+0000 is a control character"],
      ["a \u202e b", [], "standard input:1:3: U+202E turns the direction of the text around it"],
      [" date 2023-02-30 T", [], 'standard input:1:7: "2023-02-30": February 2023 has 28 days'],
      [
        " date 2023-12-02 T",
        ["--date", "2023-12-03"],
        "--date says 2023-12-03, the text says 2023-12-02; correct one of the two",
      ],
      [
        "---\nheadline: x\n---\ntext\n",
        ["--markdown"],
        "standard input:1:1: the text has its metadata on top already",
      ],
    ];
    for (const [input, args, message] of cases) {
      const ran = create(["--from", "-", ...args, "Headline"], { input });
      expect(ran.stderr).toContain(message);
      expect(ran.status).not.toBe(0);
      expect(ran.stdout).toBe("");
    }
    expect(create(["--from", "missing.txt", "Headline"]).stderr).toContain(
      "missing.txt: cannot be read: ENOENT: no such file or directory (check the path and its permissions)",
    );
    expect(readdirSync(folder)).toEqual([]);
  });
});

test.describe("the name", () => {
  test("is made of letters of any script", () => {
    create(["--date=2024-01-01", "بازگشت سفارت‌ها به کار"]);
    create(["--date=2024-01-01", "Grüße aus Łódź, l’été!"]);
    create(["--date=2024-01-01", "दिल्ली में बाढ़"]);
    expect(
      readdirSync(folder)
        .filter((name) => name.endsWith(".txt"))
        .sort(),
    ).toEqual(
      ["grüße-aus-łódź-lété.txt", "दिल्ली-में-बाढ़.txt".normalize("NFC"), "بازگشت-سفارتها-به-کار.txt"].sort(),
    );
  });

  test("of a long headline is shortened at a word", () => {
    const headline = `${"Very ".repeat(59)}long`;
    expect(headline.length).toBe(299);
    create(["--date=2024-01-01", headline]);
    expect(readdirSync(folder)[0]).toBe(`${"very-".repeat(36).slice(0, -1)}.txt`);
    expect(buildSite({ articles: contents() }).status).toBe(0);
  });

  test("is asked for where the headline makes none", () => {
    expect(create(["🚀🔥"])).toEqual({
      status: 2,
      stdout: "",
      stderr: 'the headline "🚀🔥" has neither letters nor digits to make a name of; give one with --slug\n',
    });
    expect(create(["Search"]).stderr).toContain(
      "the slug `search` is taken by the site's own pages; give one with --slug",
    );
    expect(create(["--slug", "../x", "Search"]).stderr).toContain(
      '--slug: the slug "../x" has other characters',
    );
    expect(readdirSync(folder)).toEqual([]);
    create(["--slug", "rocket", "--date=2024-01-01", "🚀🔥"]);
    expect(contents()["rocket.yaml"]).toContain("headline: 🚀🔥\n");
  });

  test("of a file that exists is never given again, whatever its kind and case", () => {
    for (const taken of ["x.txt", "x.md", "x.yaml", "X.md"]) {
      writeFileSync(join(folder, taken), "mine");
      expect(create(["--date=2024-01-01", "X"])).toEqual({
        status: 2,
        stdout: "",
        stderr: `articles/${taken} is there already; give another name with --slug\n`,
      });
      expect(contents()).toEqual({ [taken]: "mine" });
      rmSync(join(folder, taken));
    }
  });
});

test("--help says what it takes; mistakes are told apart", () => {
  expect(create(["--help"]).stdout).toContain('stet new [options] "Headline"');
  expect(create([]).stderr).toBe('what is the headline? stet new "Headline"; --help says more\n');
  expect(create(["  "]).status).toBe(2);
  expect(create(["Two", "words"]).stderr).toBe(
    'write the headline in quotation marks: stet new "Two words"\n',
  );
  expect(create(["--form", "x", "Headline"]).stderr).toBe("unknown option --form; did you mean --from?\n");
  expect(create(["--date", "02/12/2023", "Headline"]).stderr).toContain(
    '--date: "02/12/2023": it does not begin with the year; write it as 2023-02-12 or 2023-12-02',
  );
  expect(create(["A \u0007 bell"]).stderr).toContain("`headline` holds a control character");
  expect(readdirSync(folder)).toEqual([]);
});
