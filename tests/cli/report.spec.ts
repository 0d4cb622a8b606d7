import { mkdirSync, readdirSync, readFileSync, rmSync, writeFileSync } from "node:fs";
import { join } from "node:path";
import { expect, test } from "@playwright/test";
import { type Manner, mannerFor, report } from "../../src/cli/report.ts";
import { error, type Fault, notice, warning } from "../../src/press/faults/fault.ts";
import { runBuild } from "../support/build.ts";
import { copyProject } from "../support/project.ts";
import { temporaryFolder } from "../support/temporary.ts";

const folder = temporaryFolder();

const plain: Manner = { colour: false, github: false };

/** Reports one fault in a file of this content, without the count at the end; the file is shown as `copy.txt`. */
function shown(content: string, line: number, column: number, manner = plain): string {
  const file = join(folder, "copy.txt");
  writeFileSync(file, content);
  const text = report([error({ file, line, column }, "wrong", "mend it")], manner);
  return text.replaceAll(file, "copy.txt").replace("\n1 error", "");
}

test("faults are sorted by file, line and column, each told once, and counted", () => {
  const repeated = warning({ file: "b.txt", line: 10, column: 2 }, "tenth line");
  const faults: Fault[] = [
    repeated,
    error({ file: "b.txt", line: 9, column: 11 }, "ninth line, eleventh column"),
    error({ file: "b.txt", line: 9, column: 2 }, "ninth line, second column", "do this"),
    repeated,
    notice({ file: "b.txt" }, "the whole file"),
    error({ file: "a.txt", line: 100, column: 1 }, "another file"),
    notice({ file: "C.txt" }, "capitals first, as `ls` in the C locale has it"),
  ];
  expect(report(faults, plain)).toBe(
    `C.txt: notice: capitals first, as \`ls\` in the C locale has it
a.txt:100:1: another file
b.txt: notice: the whole file
b.txt:9:2: ninth line, second column (do this)
b.txt:9:11: ninth line, eleventh column
b.txt:10:2: warning: tenth line
3 errors, 1 warning, 2 notices`,
  );
});

test("one of each is counted without an s", () => {
  const file = "a.txt";
  const faults = [error({ file }, "x"), warning({ file }, "y"), notice({ file }, "z")];
  expect(report(faults, plain)).toBe(
    "a.txt: x\na.txt: warning: y\na.txt: notice: z\n1 error, 1 warning, 1 notice",
  );
});

test.describe("a caret stands right under its place", () => {
  test("in plain text", () => {
    expect(shown("First.\nThe salmon rose.\n", 2, 5)).toBe(
      `copy.txt:2:5: wrong (mend it)
    2 | The salmon rose.
      |     ^`,
    );
  });

  test("behind the end of a line, and in a line of a high number", () => {
    expect(shown(`${"\n".repeat(1233)}Salmon`, 1234, 7)).toBe(
      `copy.txt:1234:7: wrong (mend it)
 1234 | Salmon
      |       ^`,
    );
  });

  test("behind tabs, which take four cells each", () => {
    expect(shown("\tThe\tsalmon", 1, 6)).toBe(
      `copy.txt:1:6: wrong (mend it)
    1 |     The    salmon
      |            ^`,
    );
  });

  test("behind Chinese, Japanese, Korean and full-width characters, which take two cells each", () => {
    for (const word of ["阿富汗驻", "日本ﾃﾞカ", "日本語ｶﾅ", "한국어로", "ＡＢ！。"]) {
      expect(shown(`${word}x`, 1, word.length + 1)).toBe(
        `copy.txt:1:${word.length + 1}: wrong (mend it)
    1 | ${word}x
      |         ^`,
      );
    }
  });

  test("behind pictures: a family, a flag, a skin tone, a key, a heart", () => {
    expect(shown("👨‍👩‍👧🇦🇫👩🏽‍🚒1️⃣❤️x", 1, "👨‍👩‍👧🇦🇫👩🏽‍🚒1️⃣❤️".length + 1)).toBe(
      `copy.txt:1:25: wrong (mend it)
    1 | 👨‍👩‍👧🇦🇫👩🏽‍🚒1️⃣❤️x
      |           ^`,
    );
  });

  test("behind accents of their own, joiners and vowel signs, which take no cell", () => {
    expect(shown("cafe\u0301 می\u200cخواهم x", 1, 16)).toBe(
      `copy.txt:1:16: wrong (mend it)
    1 | cafe\u0301 می\u200cخواهم x
      |              ^`,
    );
    expect(shown("हिन्दी x", 1, 8)).toBe(
      `copy.txt:1:8: wrong (mend it)
    1 | हिन्दी x
      |     ^`,
    );
  });

  test("whatever ends the lines, and whether a byte order mark stands before them", () => {
    for (const end of ["\n", "\r\n", "\r"]) {
      expect(shown(`\ufeffFirst.${end}${end}Third.${end}`, 3, 2)).toBe(
        `copy.txt:3:2: wrong (mend it)
    3 | Third.
      |  ^`,
      );
    }
    expect(shown("\ufeffFirst.\n", 1, 1)).toBe(
      `copy.txt:1:1: wrong (mend it)
    1 | First.
      | ^`,
    );
  });

  test("in a long line, of which a hundred characters are shown", () => {
    const words = "0123456789".repeat(30);
    expect(shown(`${words}\n`, 1, 155)).toBe(
      `copy.txt:1:155: wrong (mend it)
    1 | …4567890123456789012345678901234567890123456789012345678901234567890123456789012345678901234567890123…
      |                                                    ^`,
    );
    expect(shown(`${words}\n`, 1, 50)).toBe(
      `copy.txt:1:50: wrong (mend it)
    1 | 0123456789012345678901234567890123456789012345678901234567890123456789012345678901234567890123456789…
      |                                                  ^`,
    );
    expect(shown(`${words}\n`, 1, 301)).toBe(
      `copy.txt:1:301: wrong (mend it)
    1 | …01234567890123456789012345678901234567890123456789
      |                                                    ^`,
    );
  });

  test("in a long line of pictures, or of letters with accents, none of which is cut in half", () => {
    // Behind the odd letter characters begin at odd offsets, before it at even ones: both ends of the excerpt fall into one.
    expect(shown(`${"🚀".repeat(60)}a${"🚀".repeat(90)}`, 1, 162)).toBe(
      `copy.txt:1:162: wrong (mend it)
    1 | …${"🚀".repeat(4)}a${"🚀".repeat(46)}…
      |  ${" ".repeat(49)}^`,
    );
    expect(shown(`${"e\u0301".repeat(60)}a${"e\u0301".repeat(90)}`, 1, 162)).toBe(
      `copy.txt:1:162: wrong (mend it)
    1 | …${"e\u0301".repeat(4)}a${"e\u0301".repeat(46)}…
      |  ${" ".repeat(25)}^`,
    );
  });

  test("in a line with white space at its end, which is not shown", () => {
    expect(shown("Salmon \t\n", 1, 8)).toBe(
      `copy.txt:1:8: wrong (mend it)
    1 | Salmon
      |        ^`,
    );
  });
});

test("what would move a terminal's cursor or turn a line around is shown as a dot", () => {
  expect(shown("a\u001b[31mb\u0000c\u202ed\u2066e\u0085f\u2028g\u2029h", 1, 2)).toBe(
    `copy.txt:1:2: wrong (mend it)
    1 | a·[31mb·c·d·e·f·g·h
      |  ^`,
  );
  const fault = error({ file: "\u202etxt.a" }, "unknown key `\u001b]0;owned\u0007`\nb.txt: faked");
  expect(report([fault], plain)).toBe("·txt.a: unknown key `·]0;owned·`·b.txt: faked\n1 error");
  expect(report([fault], { colour: false, github: true })).toBe(
    "·txt.a: unknown key `·]0;owned·`·b.txt: faked\n" +
      "::error file=\u202etxt.a::unknown key `·]0;owned·`·b.txt: faked\n1 error",
  );
});

test("a file of ten million bytes is quoted, a larger one is not read", () => {
  expect(shown(`Salmon\n${"x".repeat(9_999_993)}`, 1, 1)).toBe(
    `copy.txt:1:1: wrong (mend it)
    1 | Salmon
      | ^`,
  );
  expect(shown(`Salmon\n${"x".repeat(9_999_994)}`, 1, 1)).toBe("copy.txt:1:1: wrong (mend it)");
});

test("nothing is quoted of a line that is empty, of a file that is gone, and of a fault without a line", () => {
  expect(shown("First.\n\nThird.\n", 2, 1)).toBe("copy.txt:2:1: wrong (mend it)");
  expect(shown("First.\n", 7, 1)).toBe("copy.txt:7:1: wrong (mend it)");
  const place = { file: join(folder, "gone.txt"), line: 1, column: 1 };
  expect(report([error(place, "wrong")], plain)).toBe(`${place.file}:1:1: wrong\n1 error`);
  expect(report([error({ file: folder }, "wrong")], plain)).toBe(`${folder}: wrong\n1 error`);
});

test("in colour an error is red, a warning yellow, a notice cyan, and what is quoted is dim", () => {
  const colour: Manner = { colour: true, github: false };
  expect(shown("Salmon", 1, 2, colour)).toBe(
    "\u001b[31mcopy.txt:1:2: wrong (mend it)\u001b[39m\n\u001b[2m    1 | Salmon\n      |  ^\u001b[22m",
  );
  const file = "a.txt";
  expect(report([warning({ file }, "w"), notice({ file }, "n")], colour)).toBe(
    "\u001b[33ma.txt: warning: w\u001b[39m\n\u001b[36ma.txt: notice: n\u001b[39m\n1 warning, 1 notice",
  );
});

const manners: [what: string, isTTY: boolean, environment: Record<string, string>, colour: boolean][] = [
  ["a terminal", true, {}, true],
  ["a pipe", false, {}, false],
  ["a terminal with NO_COLOR", true, { NO_COLOR: "1" }, false],
  ["a terminal with an empty NO_COLOR, which asks for nothing", true, { NO_COLOR: "" }, true],
  ["a terminal that has no colours", true, { TERM: "dumb" }, false],
  ["a pipe with FORCE_COLOR", false, { FORCE_COLOR: "1" }, true],
  ["a terminal with FORCE_COLOR=0", true, { FORCE_COLOR: "0" }, false],
  ["a terminal with FORCE_COLOR=false", true, { FORCE_COLOR: "false" }, false],
  ["a pipe with an empty FORCE_COLOR, which asks for nothing", false, { FORCE_COLOR: "" }, false],
  ["a pipe with both, as Node has it", false, { FORCE_COLOR: "1", NO_COLOR: "1" }, true],
];

for (const [what, isTTY, environment, colour] of manners) {
  test(`${what} gets ${colour ? "colours" : "none"}`, () => {
    expect(mannerFor({ isTTY }, environment)).toEqual({ colour, github: false });
  });
}

test("GitHub gets annotations, which stand beside the lines, after everything that people read", () => {
  expect(mannerFor({ isTTY: false }, { GITHUB_ACTIONS: "true" })).toEqual({ colour: false, github: true });
  expect(mannerFor({ isTTY: false }, { GITHUB_ACTIONS: "false" })).toEqual({ colour: false, github: false });
  const faults = [
    notice({ file: "c.txt" }, "no headline is given"),
    error({ file: "a,\r\n50%: b.txt", line: 2, column: 7 }, "100 % wrong: yes", "write 50 %, or less"),
    warning({ file: "b.txt", line: 3 }, "doubtful"),
  ];
  expect(report(faults, { colour: false, github: true })).toBe(
    `a,··50%: b.txt:2:7: 100 % wrong: yes (write 50 %, or less)
b.txt:3: warning: doubtful
c.txt: notice: no headline is given
::error file=a%2C%0D%0A50%25%3A b.txt,line=2,col=7::100 %25 wrong: yes (write 50 %25, or less)
::warning file=b.txt,line=3::doubtful
::notice file=c.txt::no headline is given
1 error, 1 warning, 1 notice`,
  );
});

test.describe("the build", () => {
  let project: string;

  test.beforeAll(() => {
    project = copyProject();
    const articles = join(project, "src/articles");
    for (const name of readdirSync(articles)) rmSync(join(articles, name));
    writeFileSync(join(articles, "fish.txt"), " date 2023-13-02 Fish rose.\n");
    writeFileSync(join(articles, "fish.yaml"), "headlin: Fish\n");
  });

  function build(environment: NodeJS.ProcessEnv, args: readonly string[] = []) {
    return runBuild(project, args, { FORCE_COLOR: undefined, NO_COLOR: undefined, ...environment });
  }

  test("says it all on the standard error, without colours where that is no terminal", () => {
    const { status, stdout, stderr } = build({});
    expect(stderr).toBe(
      `src/articles/fish.txt:1:7: \`date\`: "2023-13-02": there is no month 13 (write the month before the day: 2023-02-13)
    1 |  date 2023-13-02 Fish rose.
      |       ^
src/articles/fish.yaml:1:1: unknown key \`headlin\` (did you mean \`headline\`?)
    1 | headlin: Fish
      | ^
2 errors
dist is as it was.
`,
    );
    expect(stdout).toBe("");
    expect(status).toBe(1);
  });

  test("in GitHub's workflow, with colours asked for, annotates the lines", () => {
    const { stderr } = build({ GITHUB_ACTIONS: "true", FORCE_COLOR: "1" });
    expect(stderr).toBe(
      `\u001b[31msrc/articles/fish.txt:1:7: \`date\`: "2023-13-02": there is no month 13 (write the month before the day: 2023-02-13)\u001b[39m
\u001b[2m    1 |  date 2023-13-02 Fish rose.
      |       ^\u001b[22m
\u001b[31msrc/articles/fish.yaml:1:1: unknown key \`headlin\` (did you mean \`headline\`?)\u001b[39m
\u001b[2m    1 | headlin: Fish
      | ^\u001b[22m
::error file=src/articles/fish.txt,line=1,col=7::\`date\`: "2023-13-02": there is no month 13 (write the month before the day: 2023-02-13)
::error file=src/articles/fish.yaml,line=1,col=1::unknown key \`headlin\` (did you mean \`headline\`?)
2 errors
dist is as it was.
`,
    );
  });

  test("tells where in a template an error of Stet's own arose with --verbose only", () => {
    writeFileSync(join(project, "src/articles/fish.txt"), " date 2023-12-02 Fish rose.\n");
    writeFileSync(join(project, "src/articles/fish.yaml"), "headline: Fish\n");
    mkdirSync(join(project, "dist"));
    const template = join(project, "src/outputs/not-found.ts");
    const whole = readFileSync(template, "utf8");
    const marker = "function notFoundPage(site: Site): string {\n";
    expect(whole).toContain(marker);
    writeFileSync(
      template,
      whole.replace(marker, `${marker}  throw new RangeError("the template is broken");\n`),
    );
    const brief = build({});
    expect(brief.stderr).toBe(
      "RangeError: the template is broken (--verbose shows where)\ndist is as it was.\n",
    );
    expect(brief.status).toBe(1);
    const { stderr, status } = build({}, ["--verbose"]);
    expect(stderr).toMatch(/^RangeError: the template is broken\n {4}at .*src\/outputs\/not-found\.ts/);
    expect(stderr).toContain("\ndist is as it was.\n");
    expect(status).toBe(1);
  });
});
