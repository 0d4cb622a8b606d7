import { readdirSync, readFileSync, rmSync, writeFileSync } from "node:fs";
import { join } from "node:path";
import { expect, test } from "@playwright/test";
import { writeFiles } from "../../src/press/import/write.ts";
import {
  bodyOf,
  contents,
  fixtures,
  folderForEach,
  importCase,
  importInto,
  importText,
  rss,
} from "../support/import.ts";

const folder = folderForEach();

/** A feed with entries of these titles, addresses and texts. */
function feed(...entries: [title: string, path: string, text: string][]): string {
  const item = /<item>.*<\/item>/s.exec(rss(""))?.[0] ?? "";
  const items = entries.map(([title, path, text]) =>
    item
      .replace("<title>One", `<title>${title}`)
      .replace("/one<", `/${path}<`)
      .replace("</item>", `<content:encoded>&lt;p&gt;${text}&lt;/p&gt;</content:encoded></item>`),
  );
  return rss("").replace(item, items.join("\n"));
}

test.describe("an import after an import", () => {
  const first = feed(["One", "one", "First."], ["Two", "two", "Second."]);

  test("of the same export changes nothing, and says so", () => {
    const before = importText(folder(), first).files;
    const again = importText(folder(), first);
    expect(again.status).toBe(0);
    expect(again.files).toEqual(before);
    expect(again.stdout).toBe(`${folder()}/export.xml: RSS feed
  wrote 0 articles
  imported before, and the same: 2
`);
  });

  test("adds what is new, tells what has changed at its source, and overwrites nothing", () => {
    importText(folder(), first);
    const later = feed(
      ["One", "one", "First, corrected."],
      ["Two", "two", "Second."],
      ["Three", "three", "Third."],
    );
    const ran = importText(folder(), later);
    expect(ran.status).toBe(3);
    expect(ran.stdout).toBe(`${folder()}/export.xml: RSS feed
  wrote 1 article
    ${folder()}/articles/three.md
  imported before, and the same: 1
  changed at the source since it was imported; the article stays as it is: 1
    ${folder()}/articles/one.md (${folder()}/export.xml:4: One)
next: stet build
`);
    expect(ran.files["one.md"]).toContain("\nFirst.\n");
  });

  test("leaves an article away that a maintainer has removed since, and one that was edited as it is", () => {
    importText(folder(), first);
    rmSync(join(folder(), "articles/one.md"));
    writeFileSync(join(folder(), "articles/two.md"), "mine");
    const ran = importText(folder(), first);
    expect(ran.files).toEqual({ "two.md": "mine" });
    expect(ran.stdout).toContain(`  removed or renamed here since it was imported; not written again: 1
    ${folder()}/articles/one.md (${folder()}/export.xml:4: One)
`);
  });

  test("takes a new piece of a known name for new: Tuesday's briefing is not Wednesday's", () => {
    importCase(folder(), ["17-incremental-a.xml"]);
    const ran = importCase(folder(), ["17-incremental-b.xml"]);
    expect(Object.keys(ran.files)).toEqual(["morning-briefing-2024-03-06.md", "morning-briefing.md"]);
    expect(bodyOf(ran.files["morning-briefing.md"])).toBe("Tuesday's news: the ferry is back.\n");
    expect(bodyOf(ran.files["morning-briefing-2024-03-06.md"])).toBe("Wednesday news: the mayor resigns.\n");
    expect(ran.files["morning-briefing-2024-03-06.md"]).toContain(
      "\naliases:\n  - /2024/03/06/morning-briefing/\n",
    );
    const again = importCase(folder(), ["17-incremental-a.xml", "17-incremental-b.xml"]);
    expect(again.files).toEqual(ran.files);
  });

  test("links to what was imported before", () => {
    importText(folder(), feed(["One", "one", "First."]));
    const { files } = importText(
      folder(),
      feed([
        "Two",
        "two",
        "See &lt;a href=&quot;https://wire.example/one?utm_source=rss&quot;&gt;one&lt;/a&gt;.",
      ]),
    );
    expect(bodyOf(files["two.md"])).toBe("See [one](../one/).\n");
  });

  test("of wire copy knows it by its bytes", () => {
    const file = join(folder(), "wire.txt");
    writeFileSync(file, " date 2024-01-31 T One text.\n");
    const articles = join(folder(), "articles");
    importInto(articles, [file]);
    expect(importInto(articles, [file]).stdout).toContain("imported before, and the same: 1");
    writeFileSync(file, " date 2024-02-01 T Another text.\n");
    importInto(articles, [file]);
    expect(contents(articles)).toEqual({
      "wire.txt": " date 2024-01-31 T One text.\n",
      "wire-2024-02-01.txt": " date 2024-02-01 T Another text.\n",
    });
  });

  test("with a ledger that cannot be read is refused, for it would bring everything twice", () => {
    importText(folder(), first);
    writeFileSync(join(folder(), "articles/.stet-import.json"), "{");
    const ran = importText(folder(), first);
    expect(ran.status).toBe(1);
    expect(ran.stderr).toBe(
      `${folder()}/articles/.stet-import.json: the ledger of imports is not JSON (restore the file; without it every piece would be imported again)\n1 error\n`,
    );
  });

  test("that was cut off goes on where it stopped: a piece whose file was never written is new", () => {
    importText(folder(), first);
    const ledger = join(folder(), "articles/.stet-import.json");
    const pending = readFileSync(ledger, "utf8")
      .replace(/,\n *"digest": "[0-9a-f]+"/, "")
      .replace(/ *"digest": "[0-9a-f]+",\n/, "");
    expect(pending).not.toBe(readFileSync(ledger, "utf8"));
    rmSync(join(folder(), "articles/one.md"));
    writeFileSync(ledger, pending);
    expect(importText(folder(), first).files["one.md"]).toContain("\nFirst.\n");
  });
});

test.describe("a run that writes nothing", () => {
  test("tells what it would write, and leaves no file, no folder and no ledger", () => {
    const file = join(folder(), "export.xml");
    writeFileSync(file, feed(["One", "one", "First."]));
    const articles = join(folder(), "articles");
    const ran = importInto(articles, ["--dry-run", file]);
    expect(ran).toEqual({
      status: 0,
      stdout: `${file}: RSS feed\n  would write 1 article\n    ${articles}/one.md\n`,
      stderr: "",
    });
    expect(readdirSync(folder())).toEqual(["export.xml"]);
  });
});

test.describe("names", () => {
  test("that are taken get their day, in any form, spelling and case", () => {
    writeFileSync(join(folder(), "PLAIN.txt"), "mine");
    writeFileSync(join(folder(), "turm-am-grat.yaml"), "mine");
    importInto(folder(), [`${fixtures}/ridge-review.atom.xml`]);
    expect(Object.keys(contents(folder())).sort()).toEqual([
      "PLAIN.txt",
      "plain-2024-02-02.md",
      "turm-am-grat-2024-02-01.md",
      "turm-am-grat.yaml",
    ]);
    expect(contents(folder())["PLAIN.txt"]).toBe("mine");
  });

  test("that two pieces of one day share get the day, then a number, the same on every run", () => {
    const three = feed(["One", "a/one", "First."], ["One", "b/one", "Second."], ["One", "c/one", "Third."]);
    const { files } = importText(folder(), three);
    expect(Object.fromEntries(Object.entries(files).map(([name, text]) => [name, bodyOf(text)]))).toEqual({
      "one.md": "First.\n",
      "one-2023-12-02.md": "Second.\n",
      "one-2023-12-02-2.md": "Third.\n",
    });
    expect(importText(folder(), three).files).toEqual(files);
  });

  test("that the site needs itself get the day", () => {
    expect(Object.keys(importText(folder(), feed(["One", "archive", "Text."])).files)).toEqual([
      "archive-2023-12-02.md",
    ]);
  });

  test("an article's files are written all or none", () => {
    writeFileSync(join(folder(), "x.yaml"), "mine");
    const files = [
      { name: "x.txt", data: "text" },
      { name: "x.yaml", data: "date: 2024-01-31" },
    ];
    expect(() => writeFiles(folder(), files)).toThrow("EEXIST");
    expect(contents(folder())).toEqual({ "x.yaml": "mine" });
  });
});
