import { readdirSync, readFileSync } from "node:fs";
import { join } from "node:path";
import { expect, test } from "@playwright/test";
import { buildSite } from "../support/build.ts";
import {
  contents,
  fixtures,
  folderForEach,
  importInto,
  importText,
  project,
  rss,
} from "../support/import.ts";

const folder = folderForEach();

test.describe("a feed", () => {
  test("RSS: full text, all authors, the date with its own offset; the address gives the name", () => {
    const ran = importInto(folder(), [`${fixtures}/wire-service.rss.xml`]);
    const files = contents(folder());
    expect(Object.keys(files).sort()).toEqual([
      "2024-12-01.md",
      "ferry-and-bridge-closed.md",
      "snow-in-the-passes.md",
    ]);
    expect(files["ferry-and-bridge-closed.md"]).toBe(`---
headline: 'Ferry & bridge closed: "no" date set'
standfirst: Both crossings are shut until further notice.
date: 2024-11-29T23:30:00-05:00
authors:
  - name: Ines Ruiz
  - name: Tom Adeyemi
topics:
  - Transport
  - Weather
language: en
aliases:
  - /2024/ferry-and-bridge_closed.html
---

The ferry stopped at noon.

The bridge followed [an hour later](https://hillwire.example/bridge).

中文版：**渡轮停航。**桥也关闭了。

Share
`);
    expect(files["snow-in-the-passes.md"]).toContain(`
Forty centimetres fell overnight.

The plough is out. 5 < 6 lanes are open.
`);
    for (const line of [
      "attached files: 1",
      `${fixtures}/wire-service.rss.xml:8: https://hillwire.example/audio/brief.mp3`,
      "full texts (the feed has only a summary): 2",
      "links that lead nowhere: 1",
      `${fixtures}/wire-service.rss.xml:8: javascript:share()`,
      "https://hillwire.example/2024/photos/ferry.jpg, after “The bridge followed an hour later.”; alt: The ferry at its berth",
    ]) {
      expect(ran.stdout).toContain(line);
    }
  });

  test("an entry with no date is refused by its line, and --date gives it one", () => {
    const file = `${fixtures}/wire-service.rss.xml`;
    const ran = importInto(folder(), [file]);
    expect(ran.status).toBe(1);
    expect(ran.stderr).toBe(
      `${file}:39: "Undated note": it has no date (give one with --date YYYY-MM-DD)\n1 error\n`,
    );
    const again = importInto(folder(), ["--date", "2024-12-02", file]);
    expect(again.status).toBe(3);
    expect(contents(folder())["undated-note.md"]).toContain("\ndate: 2024-12-02\n");
  });

  test("Atom: XHTML and plain text, addresses by xml:base, language and licence", () => {
    const ran = importInto(folder(), [`${fixtures}/ridge-review.atom.xml`]);
    expect(ran.stderr).toBe("");
    const files = contents(folder());
    expect(Object.keys(files).sort()).toEqual(["plain.md", "turm-am-grat.md"]);
    expect(files["turm-am-grat.md"]).toBe(`---
headline: Der alte Turm & sein Wärter
standfirst: Seit 1912 wohnt jemand oben.
date: 2024-02-01T00:30:00+01:00
updated: 2024-02-03T08:00:00+01:00
authors:
  - name: Jörg Weiß
    url: https://ridge.example/jw
topics:
  - Türme
language: de
license: https://creativecommons.org/licenses/by/4.0/
aliases:
  - /review/2024/turm-am-grat
---

## Oben

Er sagt: “Nie wieder _runter_”, siehe [Notiz](https://ridge.example/review/2024/notiz).

| Jahr | Stufen |
| --- | --- |
| 1912 | 211 |
`);
    expect(files["plain.md"]).toContain(`
headline: Plain <text> & more
`);
    expect(files["plain.md"]).toContain(`
Two \\<AP> lines \\&amp; one.

Second paragraph with \\*stars\\*.
`);
  });

  test("text that looks like numbers, truths or markup stays text in the metadata", () => {
    const names = [
      "no",
      "1.10",
      "2023-02-30",
      "true",
      "~",
      "- x",
      "a: b",
      "# c",
      "'q'",
      "&amp;lt;AP&amp;gt;",
    ];
    const one = rss("<description>Body.</description>");
    const item = /<item>.*<\/item>/s.exec(one)?.[0] ?? "";
    const items = names.map((name, index) =>
      item.replace("<title>One", `<title>${name}`).replace("/one", `/x${index}`),
    );
    expect(importText(folder(), one.replace(item, items.join("\n"))).status).toBe(3);
    const headlines = names.map((_, index) => {
      const text = readFileSync(join(folder(), "articles", `x${index}.md`), "utf8");
      return /^headline: (.*)$/m.exec(text)?.[1];
    });
    expect(headlines).toEqual([
      "no",
      '"1.10"',
      "2023-02-30",
      '"true"',
      '"~"',
      '"- x"',
      '"a: b"',
      '"# c"',
      `"'q'"`,
      "<AP>",
    ]);
    const { status, stdout } = buildSite({ articles: contents(join(folder(), "articles")) });
    expect(status).toBe(0);
    expect(stdout).toContain("10 articles");
  });
});

test.describe("a folder of wire copy", () => {
  test("is kept byte for byte; what a build would refuse is refused here", () => {
    const ran = importInto(folder(), [`${fixtures}/wire`]);
    expect(ran.status).toBe(1);
    expect(readdirSync(folder()).sort()).toEqual([".stet-import.json", "bridge-reopens.txt"]);
    expect(readFileSync(join(folder(), "bridge-reopens.txt"))).toEqual(
      readFileSync(join(project, fixtures, "wire/bridge-reopens.txt")),
    );
    expect(ran.stdout).toContain("files that are not .txt: 1");
    expect(ran.stderr).toContain(
      `${fixtures}/wire/000_Undated.TXT:1:1: the text tells no date (give one with --date YYYY-MM-DD)`,
    );
    expect(ran.stderr).toContain(`${fixtures}/wire/latin.txt:1:`);
    expect(ran.stderr).toContain("is not valid UTF-8 (save the file as UTF-8; it looks like Latin-1)");
    expect(ran.stderr).toContain(
      `${fixtures}/wire/never.txt:1:7: "2023-02-30": February 2023 has 28 days (write a day from 01 to 28)`,
    );
    expect(ran.stderr).toContain("3 errors");
  });

  test("--date goes into the metadata of a text without one, and leaves the text alone", () => {
    const file = `${fixtures}/wire/000_Undated.TXT`;
    expect(importInto(folder(), ["--date=2024-01-31", file]).status).toBe(0);
    expect(contents(folder())).toEqual({
      "000-undated.txt": "No header stands here, only text.\r\nA second line.\r\n",
      "000-undated.yaml": "date: 2024-01-31\n",
    });
  });
});
