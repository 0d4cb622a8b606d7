import { spawnSync } from "node:child_process";
import { readFileSync, statSync, writeFileSync } from "node:fs";
import { join } from "node:path";
import { expect, test } from "@playwright/test";
import { buildSite, stetProgram } from "../support/build.ts";
import { contents, fixtures, folderForEach, importInto, project, rss } from "../support/import.ts";

const folder = folderForEach();

test.describe("the command", () => {
  test("what it writes builds, and every word is proved", () => {
    const names = ["valley-herald.wxr.xml", "wire-service.rss.xml", "ridge-review.atom.xml", "wire"];
    importInto(
      folder(),
      names.map((name) => `${fixtures}/${name}`),
    );
    const { status, stdout, stderr, output } = buildSite({ articles: contents(folder()) });
    expect(stderr).not.toContain("error");
    expect(status).toBe(0);
    expect(stdout).toContain("9 articles, ");
    expect(stdout).toContain("withheld: 1 draft");
    const page = readFileSync(join(output, "flood-leaves-mill-under-water/index.html"), "utf8");
    expect(page).toContain("<strong>four metres</strong>,and the old mill");
    expect(page).toContain('datetime="2023-12-03T01:15:00+13:00"');
    expect(statSync(join(output, "سیلاب-در-دره/index.html")).size).toBeGreaterThan(0);
  });

  test("--report writes the report for people and for programs", () => {
    const [text, data] = [join(folder(), "report.md"), join(folder(), "report.json")];
    const file = `${fixtures}/cases/12-php-notice.xml`;
    const { status } = importInto(join(folder(), "articles"), ["--report", text, "--report", data, file]);
    expect(status).toBe(3);
    expect(readFileSync(text, "utf8")).toBe(`# Import

## ${file}

RSS feed, 1 article, 0 drafts

### Written: 1

- ${folder()}/articles/one.md

### Not carried

text around the export, such as a server's warnings: 1

- ${file}:1: Notice: Undefined index in x.php on line 3
`);
    const [report] = JSON.parse(readFileSync(data, "utf8"));
    expect(report).toEqual({
      file,
      kind: "RSS feed",
      written: [`${folder()}/articles/one.md`],
      drafts: 0,
      same: 0,
      changed: [],
      gone: [],
      losses: [
        {
          kind: "text around the export, such as a server's warnings",
          place: { file, line: 1 },
          what: "Notice: Undefined index in x.php on line 3",
        },
      ],
      placed: 0,
      pictures: [],
      faults: [],
    });
  });

  test("a table of one long row and thousands of short ones is told, in memory that does not grow with both", () => {
    const table = `<table><tr>${"<td>a</td>".repeat(4_000)}</tr>${"<tr><td>b</td></tr>".repeat(2_000)}</table>`;
    const file = join(folder(), "table.xml");
    writeFileSync(file, rss(`<content:encoded><![CDATA[${table}]]></content:encoded>`));
    const articles = join(folder(), "articles");
    const command = ["--max-old-space-size=200", stetProgram, "import", "--articles", articles, file];
    const { status, stdout } = spawnSync(process.execPath, command, { cwd: project, encoding: "utf8" });
    expect(status).toBe(0);
    expect(stdout).toContain("    tables whose rows are of very different lengths: 1\n");
    expect(contents(articles)["one.md"]?.match(/^b$/gm)).toHaveLength(2_000);
  });

  test("--help says what it takes; mistakes are told apart", () => {
    expect(importInto(folder(), ["--help"]).stdout).toContain("stet import [options] FILE…");
    expect(importInto(folder(), [])).toEqual({
      status: 2,
      stdout: "",
      stderr: "which file is to be imported? stet import FILE…; --help says more\n",
    });
    expect(importInto(folder(), ["--dat", "x"])).toEqual({
      status: 2,
      stdout: "",
      stderr: "unknown option --dat; did you mean --date?\n",
    });
    expect(importInto(folder(), ["--date", "02/12/2023", "x.xml"]).stderr).toContain(
      '--date: "02/12/2023": it does not begin with the year',
    );
  });
});
