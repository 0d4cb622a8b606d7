import { readFileSync, statSync } from "node:fs";
import { join } from "node:path";
import { expect, test } from "@playwright/test";
import { buildSite } from "./support/build.ts";
import { contents, fixtures, folderForEach, importInto } from "./support/import.ts";

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

  test("--help says what it takes; mistakes are told apart", () => {
    expect(importInto(folder(), ["--help"]).stdout).toContain("npm run import -- [options] FILE…");
    expect(importInto(folder(), [])).toEqual({
      status: 2,
      stdout: "",
      stderr: "which file is to be imported? npm run import -- FILE…; --help says more\n",
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
