import { mkdirSync, writeFileSync } from "node:fs";
import { join } from "node:path";
import { expect, test } from "@playwright/test";
import { feedDate, wordpressDate } from "../../src/press/import/dates.ts";
import { contents, folderForEach, importInto, importText, rss } from "../support/import.ts";

const folder = folderForEach();

test.describe("what cannot be read", () => {
  const good = rss("<description>Body.</description>");

  test("is refused with its place, and the other files go on", () => {
    const cases: Record<string, [string | Buffer, string]> = {
      "crossed.xml": [
        good.replace("<title>One</title>", "<title>One</link>"),
        ":4:17: `</link>` stands where `<title>` of line 4 must be closed",
      ],
      "cut.xml": [good.slice(0, 260), ":4:71: the file ends inside `<pubDate>` of line 4"],
      "html.xml": [
        "<html><body><p>Hello</p></body></html>",
        ": `<html>` begins neither a WordPress export, a feed, NITF nor NewsML-G2",
      ],
      "text.xml": ["just words", ":1:1: text stands outside the document"],
      "empty.xml": ["", ": the file is empty"],
      "latin.xml": [Buffer.from(good.replace("Body.", "Caf\u00e9."), "latin1"), ":4:"],
      "klingon.xml": [
        good.replace('version="1.0"', 'version="1.0" encoding="klingon"'),
        ':1: the encoding "klingon" is not known',
      ],
    };
    for (const [name, [data]] of Object.entries(cases)) writeFileSync(join(folder(), name), data);
    writeFileSync(join(folder(), "good.xml"), good);
    const names = [...Object.keys(cases), "missing.xml", "good.xml"];
    const ran = importInto(
      join(folder(), "articles"),
      names.map((name) => join(folder(), name)),
    );
    expect(ran.status).toBe(1);
    for (const [name, [, message]] of Object.entries(cases))
      expect(ran.stderr).toContain(join(folder(), name) + message);
    expect(ran.stderr).toContain(`${join(folder(), "missing.xml")}: cannot be read: ENOENT`);
    expect(ran.stderr).toContain("8 errors");
    expect(Object.keys(contents(join(folder(), "articles")))).toEqual(["one.md"]);
  });

  test("a file that names its encoding is read in it", () => {
    const latin = good.replace('1.0"', '1.0" encoding="ISO-8859-1"').replace("Body.", "Caf\u00e9.");
    expect(importText(folder(), Buffer.from(latin, "latin1")).files["one.md"]).toContain("\nCafé.\n");
    const wide = Buffer.from(`\ufeff${good.replace("One", "Wide").replace("/one<", "/wide<")}`, "utf16le");
    expect(importText(folder(), wide).files["wide.md"]).toContain("headline: Wide");
  });

  test("an article whose characters a build would refuse is refused by its line", () => {
    const ran = importText(folder(), good.replace("Body.", "Body \u202e turned."));
    expect(ran.status).toBe(1);
    expect(ran.stderr).toContain(
      'export.xml:4: "One": U+202E turns the direction of the text around it (remove it)',
    );
    expect(ran.files).toEqual({});
  });

  test("entities that a file declares are not opened, and nothing is fetched", () => {
    writeFileSync(join(folder(), "secret.txt"), "the secret");
    const letters = [..."abcdefghi"];
    const bomb = letters
      .map((name, index) => `<!ENTITY ${name} "${`&${letters[index - 1]};`.repeat(10)}">`)
      .join("");
    const external = `<!ENTITY file SYSTEM "file://${join(folder(), "secret.txt")}">`;
    const feed = good.replace("<rss", `<!DOCTYPE rss [${bomb}]><rss`).replace("Body.", "Body &i;.");
    expect(importText(folder(), feed).files["one.md"]).toContain("\nBody \\&i;.\n");
    const { stderr } = importText(folder(), feed.replace("]>", `${external}]>`).replace("&i;", "&file;"));
    expect(stderr).toContain(
      "export.xml:1: this is no feed that can be read: External entities are not supported",
    );
    const wordpress = `<!DOCTYPE rss [${bomb}${external}]><rss><channel><title>W</title><wp:wxr_version>1.2</wp:wxr_version>
      <item><title>Two</title><content:encoded>Body &i; and &file;.</content:encoded><wp:post_date>2023-12-02 10:00:00</wp:post_date>
      <wp:post_type>post</wp:post_type><wp:status>publish</wp:status></item></channel></rss>`;
    expect(importText(folder(), wordpress).files["two.md"]).toContain("\nBody \\&i; and \\&file;.\n");
  });

  test("HTML nested thousands deep is refused, not a crash", () => {
    const ran = importText(
      folder(),
      rss(`<content:encoded><![CDATA[${"<div>".repeat(20_000)}deep]]></content:encoded>`),
    );
    expect(ran.status).toBe(1);
    expect(ran.stderr).toContain('"One": its HTML is nested too deep');
    const page = `<title>Two</title><main>${"<b>".repeat(20_000)}deep</main>`;
    mkdirSync(join(folder(), "pages"));
    writeFileSync(join(folder(), "pages/two.html"), page);
    const pages = importInto(join(folder(), "articles"), [join(folder(), "pages")]);
    expect(pages.stderr).toContain(
      `${join(folder(), "pages/two.html")}: its HTML is nested too deep (mend it on the old site and export again)`,
    );
  });
});

test.describe("dates", () => {
  test("of WordPress carry the site's own offset", () => {
    expect(wordpressDate("2023-12-03 01:15:00", "2023-12-02 12:15:00")).toBe("2023-12-03T01:15:00+13:00");
    expect(wordpressDate("2023-12-02 05:15:00", "2023-12-02 12:15:00")).toBe("2023-12-02T05:15:00-07:00");
    expect(wordpressDate("2023-12-02 12:15:00", "2023-12-02 12:15:00")).toBe("2023-12-02T12:15:00Z");
    expect(wordpressDate("2023-12-02 16:45:00", "2023-12-02 12:15:00")).toBe("2023-12-02T16:45:00+04:30");
    expect(wordpressDate("2023-12-03 01:15:00", "0000-00-00 00:00:00")).toBe("2023-12-03");
    expect(wordpressDate("", "2023-12-02 12:15:00")).toBe("2023-12-02T12:15:00Z");
    expect(wordpressDate("2023-12-30 01:15:00", "2023-12-02 12:15:00")).toBe("2023-12-02T12:15:00Z");
    expect(wordpressDate("0000-00-00 00:00:00", "0000-00-00 00:00:00")).toBeUndefined();
  });

  test("of feeds are read as RFC 822, RFC 3339, and as they are in the wild", () => {
    expect(feedDate("Sat, 02 Dec 2023 10:15:00 +0430")).toBe("2023-12-02T10:15:00+04:30");
    expect(feedDate("Sat, 02 Dec 2023 10:15:00 GMT")).toBe("2023-12-02T10:15:00Z");
    expect(feedDate("Saturday, 02 Dec 2023 10:15:00 EST")).toBe("2023-12-02T10:15:00-05:00");
    expect(feedDate("2 Dec 23 10:15 +0000")).toBe("2023-12-02T10:15:00Z");
    expect(feedDate("2023-12-02T10:15:00.250+13:00")).toBe("2023-12-02T10:15:00+13:00");
    expect(feedDate("2023-12-02 10:15:00 +1300")).toBe("2023-12-02T10:15:00+13:00");
    expect(feedDate("2023-12-02")).toBe("2023-12-02");
    expect(feedDate("2023-12-02T10:15:00")).toBe("2023-12-02");
    expect(feedDate("yesterday")).toBeUndefined();
    expect(feedDate("")).toBeUndefined();
  });
});
