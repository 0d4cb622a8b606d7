import { expect, test } from "@playwright/test";
import { bodyOf, folderForEach, importCase, importText, rss } from "../support/import.ts";

/*
 * Cases that came up in real feeds and exports: dates, encodings, drafts, names, notes, old characters.
 */

const folder = folderForEach();

/** The date of each article by name. */
function dates(files: Record<string, string>): Record<string, string | undefined> {
  return Object.fromEntries(
    Object.entries(files).map(([name, text]) => [name.replace(".md", ""), /^date: (.*)$/m.exec(text)?.[1]]),
  );
}

test.describe("dates", () => {
  test("of WordPress: zones of quarter hours, drafts without one, the feed's date where the post has none", () => {
    const { status, files, stdout, stderr } = importCase(folder(), ["08-dates.xml"]);
    expect(status).toBe(1);
    expect(dates(files)).toEqual({
      kathmandu: "2024-03-05T01:00:00+05:45",
      "draft-none": "2024-03-05",
      pending: "2024-03-05T08:30:00+01:00",
      "only-pub": "2024-03-05T07:30:00Z",
      old: "1969-12-31T23:59:59Z",
      "acf-status": "2024-03-05T08:30:00+01:00",
      "archive-2024-03-05": "2024-03-05T08:30:00+01:00",
    });
    expect(stderr).toBe(
      `08-dates.xml:14: "Both zero": its date "0000-00-00 00:00:00" cannot be read (give one with --date YYYY-MM-DD)\n1 error\n`,
    );
    expect(stdout).toContain(`    pieces that were not surely public (kept as drafts): 4
      08-dates.xml:11: Draft none (draft)
      08-dates.xml:17: Pending (pending)
      08-dates.xml:26: Acf status (acf-disabled)
      08-dates.xml:29: Archive (archive)
`);
    for (const name of ["draft-none.md", "pending.md", "acf-status.md", "archive-2024-03-05.md"])
      expect(files[name]).toContain("\nstatus: draft\n---\n");
    for (const name of ["kathmandu.md", "only-pub.md", "old.md"]) expect(files[name]).not.toContain("status");
  });

  test("of feeds: with their zones and slips; without a zone, the day alone; one that is two days is refused", () => {
    const { status, files, stderr } = importCase(folder(), ["11-dates.xml"]);
    expect(status).toBe(1);
    expect(dates(files)).toEqual({
      "d0-x": "2024-03-05T08:30:00+01:00",
      "d1-x": "2024-03-05T08:30:00+01:00",
      "d2-x": "2024-03-05T08:30:00Z",
      "d3-x": "2024-03-05T08:30:00Z",
      "d4-x": "2024-03-05T08:30:00Z",
      "d5-x": "2024-03-05T08:30:00+01:00",
      "d6-x": "2024-03-05T08:30:00Z",
      "d7-x": "2024-03-05T08:30:00+01:00",
      "d8-x": "2024-03-05",
      "d9-x": "2024-03-05",
      "d10-x": "2024-03-05T08:30:00Z",
      "d11-x": "2024-03-05T08:30:00+01:00",
      "d12-x": "2024-03-05T08:30:00+01:00",
      "d13-x": "2024-03-05",
      "d14-x": "2024-03-05T08:30:00Z",
      "d16-x": "2024-03-05T07:30:00Z",
      "d17-x": "2024-03-06T00:00:00Z",
      "d18-x": "2024-03-05T08:30:00+01:00",
      "d19-x": "2024-03-05T08:30:00+11:00",
      "d20-x": "2024-03-05T08:30:00-05:00",
      "d21-x": "2024-03-05T08:30:00+01:00",
      "d22-x": "2024-03-05T08:30:00Z",
      "d23-x": "2024-03-05T08:30:00-05:00",
      "d24-x": "2024-03-05T08:30:00Z",
    });
    expect(stderr).toBe(
      `11-dates.xml:19: "D15 05/03/2024 08:30": its date "05/03/2024 08:30" cannot be read: it is 2024-05-03 or 2024-03-05 (give one with --date YYYY-MM-DD)\n1 error\n`,
    );
  });

  test("--timezone says where the site's clock hung, in summer and in winter", () => {
    const { files } = importCase(folder(), ["08-dates.xml", "11-dates.xml"], ["--timezone", "Europe/Oslo"]);
    const found = dates(files);
    expect(found["draft-none"]).toBe("2024-03-05T01:00:00+01:00");
    expect(found["d8-x"]).toBe("2024-03-05T08:30:00+01:00");
    expect(found["d9-x"]).toBe("2024-03-05T08:30:00+01:00");
    expect(found["d2-x"]).toBe("2024-03-05T08:30:00Z");
    const summer = rss("<description>x</description>").replace(
      "Sat, 02 Dec 2023 10:00:00 GMT",
      "2023-07-02 10:00:00",
    );
    const ran = importText(folder(), summer, { options: ["--timezone", "Europe/Oslo"] });
    expect(dates(ran.files).one).toBe("2023-07-02T10:00:00+02:00");
    expect(importText(folder(), summer, { options: ["--timezone", "Oslo"] }).stderr).toBe(
      '--timezone: "Oslo" is no time zone; write a name such as Europe/Berlin\n',
    );
  });
});

test.describe("bytes", () => {
  const article = `---
headline: Grüße “quoted” – dash
date: 2024-03-05T08:30:00+01:00
language: en-GB
aliases:
  - /2024/03/one/
---

Café — “smart” €5 ’tis
`;

  test("blank lines before the prolog are passed over", () => {
    const { status, files } = importCase(folder(), ["12-leading-blank.xml"]);
    expect(status).toBe(0);
    expect(files).toEqual({ "one.md": article });
  });

  test("a server's notices before it are left out and told", () => {
    const { status, files, stdout } = importCase(folder(), ["12-php-notice.xml"]);
    expect(status).toBe(3);
    expect(files).toEqual({ "one.md": article });
    expect(stdout).toContain(`    text around the export, such as a server's warnings: 1
      12-php-notice.xml:1: Notice: Undefined index in x.php on line 3
`);
  });

  test("windows-1252 is read as the web reads it, under its own name and as ISO-8859-1", () => {
    expect(importCase(folder(), ["12-win1252.xml"]).files).toEqual({ "one.md": article });
    const feed = rss("<description>Caf\u00e9 \u0093smart\u0094 \u00805</description>");
    const latin = Buffer.from(feed.replace('"1.0"?>', '"1.0" encoding="ISO-8859-1"?>'), "latin1");
    expect(
      bodyOf(
        importText(folder(), latin).files["one-2023-12-02.md"] ?? importText(folder(), latin).files["one.md"],
      ),
    ).toContain("Café “smart” €5");
  });

  test("text after the end of the document is left out and told", () => {
    const { files, stdout } = importText(
      folder(),
      `${rss("<description>x</description>")}\nWarning: too late\n`,
    );
    expect(Object.keys(files)).toEqual(["one.md"]);
    expect(stdout).toContain("export.xml:7: Warning: too late");
  });

  test("characters told by their number in windows-1252, Word's lists, Google's marks, PHP and stray brackets", () => {
    const { status, files, stdout } = importCase(folder(), ["19-oldchars.xml"]);
    expect(status).toBe(3);
    expect(files["its-back.md"]).toContain("headline: It’s back – again\n");
    expect(bodyOf(files["num-body.md"])).toBe("It’s – café €5\n");
    expect(bodyOf(files["ls.md"])).toBe("one\u2028two\u2029three\ufeffx\n");
    expect(bodyOf(files["word.md"])).toBe("Text\n\n- First\n");
    expect(bodyOf(files["gdocs.md"])).toBe("**Bold words** _slanted words_ ~~gone words~~ plain\n");
    expect(bodyOf(files["bold-para.md"])).toBe(
      "**_Intro words_**: text\n\n## **Sub**\n\na\\\n\\- b\\\n\\- c\n",
    );
    expect(bodyOf(files["underscore.md"])).toBe(
      "Write to a_b_c@x.example, file_name_here, 2\\*3\\*4, ~/x, $5~$6, C# #tag, 1986. A year, +1 more, http://x.example/a_b_c_d and https://harbour.example/(x)\n",
    );
    expect(bodyOf(files["php.md"])).toBe("Use\n\n```php\n<?php echo 1; ?>\n```\n\nand `<?php x(); ?>` end\n");
    expect(bodyOf(files["less.md"])).toBe("if a\\<b and c>d then 5 <6 ok <3 love \\<name@x.example>\n");
    expect(bodyOf(files["links.md"])).toBe(
      "empty spaces [umlaut](https://a.example/?q=ä&b=„x“) share [proto](https://cdn.example/x) m [one slash](http://one.example/) [bare](http://www.harbour.example/x) bad\n",
    );
    expect(bodyOf(files["data.md"])).toBe("Before after.\n");
    expect(stdout).toContain("data.md: (in the text itself, as data), after “Before”; alt: Chart of turnout");
    for (const address of [
      "http://",
      "http://foo bar.example/x y",
      "whatsapp://send?text=hi",
      "mailto:",
      "https://[bad",
    ])
      expect(stdout).toContain(`      19-oldchars.xml:23: ${address}\n`);
  });

  test("text that was decoded wrongly before is carried, and told", () => {
    const { files, stdout } = importText(folder(), rss("<description>The cafÃ© reopens</description>"));
    expect(bodyOf(files["one.md"])).toBe("The cafÃ© reopens\n");
    expect(stdout).toContain("    text that seems to have been decoded wrongly: 1\n");
  });
});

test.describe("what was not public", () => {
  test("in Blogger: posts come along, drafts stay drafts, and comments, settings and templates never do", () => {
    const { status, files, stdout } = importCase(folder(), ["14-blogger.xml"]);
    expect(status).toBe(3);
    expect(files).toEqual({
      "ferry-back.md": `---
headline: Ferry back
date: 2024-03-05T08:30:00+01:00
updated: 2024-03-06T08:30:00+01:00
authors:
  - name: Ada Marsh
topics:
  - Harbour
aliases:
  - /2024/03/ferry-back.html
---

The ferry is back.

Second line.

Third.
`,
      "secret-draft.md": `---
headline: Secret draft
date: 2024-03-05T08:30:00+01:00
updated: 2024-03-06T08:30:00+01:00
authors:
  - name: Ada Marsh
status: draft
---

Not for the public yet: the mayor will resign.
`,
    });
    expect(stdout).toContain(`    comments: 1
      14-blogger.xml:8: Nice article
    items of the kind "page" (--types takes them): 1
      14-blogger.xml:9: About
    settings and templates of the old site: 3
      14-blogger.xml:3: Template: Harbour Post
      14-blogger.xml:4: The blog admin email
      14-blogger.xml:5: Whether this blog is published
`);
  });

  test("in Blogger: the full picture behind a small one is taken, and --types takes pages", () => {
    const { files, stdout } = importCase(folder(), ["14-blogger.xml"], ["--types", "post,page"]);
    expect(Object.keys(files)).toEqual(["about.md", "ferry-back.md", "secret-draft.md"]);
    expect(files["about.md"]).toContain("\naliases:\n  - /p/about.html\n");
    expect(stdout).toContain("ferry-back.md: https://b.example/s1600/q.jpg, after “The ferry is back.”");
  });

  test("in Atom: an entry under embargo is a draft", () => {
    const { status, files, stdout } = importCase(folder(), ["22-atom-draft.xml"]);
    expect(status).toBe(0);
    expect(files).toEqual({
      "embargoed.md":
        "---\nheadline: Embargoed\ndate: 2024-03-05T00:00:00Z\nstatus: draft\n---\n\nNot yet public.\n",
    });
    expect(stdout).toContain(
      "    pieces that were not surely public (kept as drafts): 1\n      22-atom-draft.xml:1: Embargoed\n",
    );
  });

  test("in a feed with WordPress's own fields and no version: private, binned and locked posts stay behind", () => {
    const item = (name: string, fields: string) =>
      `<item><title>${name}</title><link>https://x.example/${name}</link><pubDate>Sat, 02 Dec 2023 10:00:00 GMT</pubDate><description>Text.</description><wp:post_type>post</wp:post_type>${fields}</item>`;
    const feed = `<rss version="2.0" xmlns:wp="w" xmlns:content="c"><channel><title>T</title><link>https://x.example/</link>${item("a", "<wp:status>publish</wp:status><content:encoded>Text.</content:encoded>")}${item("b", "<wp:status>private</wp:status>")}${item("c", "<wp:status>publish</wp:status><wp:post_password>x</wp:post_password>")}${item("d", "<wp:status>trash</wp:status>")}</channel></rss>`;
    expect(Object.keys(importText(folder(), feed).files)).toEqual(["a.md"]);
  });
});

test.describe("names and addresses", () => {
  test("a name comes from the address where it has one, and else from the headline", () => {
    const { status, files, stdout } = importCase(folder(), ["13-slugs.xml"]);
    expect(status).toBe(3);
    const alias = (name: string) => /\naliases:\n((?: {2}- .*\n)+)/.exec(files[name] ?? "")?.[1];
    expect(Object.fromEntries(Object.keys(files).map((name) => [name, alias(name)]))).toEqual({
      "story-number-one.md": "  - /story.php?id=1\n",
      "story-number-two.md": "  - /story.php?id=2\n",
      "story-number-three.md": "  - /news/2024/03/05/index.html\n",
      "four.md": "  - /news/four/amp/\n",
      "story-number-five.md": "  - /a/12345\n",
      "story-number-six.md": "  - /node/6\n",
      "seven-boats.md": "  - /news/Seven-Boats.HTML\n",
      "story-number-eight.md": undefined,
      "story-number-nine.md": undefined,
      // Its address is the same on the new site.
      "港.md": undefined,
      "eleven.md": "  - /story/eleven/print\n",
    });
    expect(stdout).toContain(`    old addresses that no page can answer to: 2
      13-slugs.xml:11: https://feedproxy.google.com/~r/harbour/~3/AbCdEfG/
      13-slugs.xml:12: https://harbour.example/#!/story/nine
`);
  });

  test("a feed that went through a service says where its pieces stand", () => {
    const feed = rss(
      '<feedburner:origLink xmlns:feedburner="f">https://wire.example/2023/12/one.html</feedburner:origLink><description>x</description>',
    ).replace(
      "<link>https://wire.example/one</link>",
      "<link>https://feedproxy.google.com/~r/wire/~3/Ab/</link>",
    );
    const { files } = importText(folder(), feed);
    expect(files["one.md"]).toContain("\naliases:\n  - /2023/12/one.html\n---\n");
  });

  test("a source is named only for another's text", () => {
    const own = importText(folder(), rss("<description>x</description>"));
    expect(own.files["one.md"]).not.toContain("source");
    const other = rss(
      '<source url="https://agency.example/feed">The Agency</source><description>y</description>',
    );
    const { files } = importText(folder(), other.replaceAll("/one<", "/two<"));
    expect(files["two.md"]).toContain("\nsource:\n  name: The Agency\n  url: https://wire.example/two\n");
  });
});

test.describe("bylines", () => {
  test("are names: without By, and never an e-mail address", () => {
    const name = (author: string) => {
      const { files } = importText(folder(), rss(`<author>${author}</author><description>x</description>`), {
        name: `${author.length}.xml`,
      });
      return Object.values(files)
        .at(-1)
        ?.match(/authors:\n {2}- name: (.*)\n/)?.[1];
    };
    expect(name("jane@wire.example (Jane Roe)")).toBe("Jane Roe");
    const by = importText(
      folder(),
      rss(
        '<dc:creator xmlns:dc="http://purl.org/dc/elements/1.1/">By Jane Roe</dc:creator><description>x</description>',
      ).replaceAll("/one<", "/by<"),
    );
    expect(by.files["by.md"]).toContain("authors:\n  - name: Jane Roe\n");
    const mail = importText(
      folder(),
      rss(
        '<dc:creator xmlns:dc="http://purl.org/dc/elements/1.1/">jane@wire.example</dc:creator><description>x</description>',
      ).replaceAll("/one<", "/mail<"),
    );
    expect(mail.files["mail.md"]).not.toContain("authors");
    expect(mail.stdout).toContain("authors known by a login or an e-mail address alone (no byline): 1");
  });
});

test.describe("notes", () => {
  test("of Substack, markdown-it, kramdown and Word become notes; boxes to subscribe go, and are told", () => {
    const { files, stdout } = importCase(folder(), ["15-substack.xml"]);
    expect(bodyOf(files["the-quay.md"])).toBe(`The council voted 5 to 4.[^1] Then it rose.

The quay. Photo by Ada

Never again

\`\`\`
a  b
  c
\`\`\`

[^1]: Minutes of 3 March.
`);
    expect(bodyOf(files["notes.md"])).toBe(
      "Voted 5 to 4[^1] then rose[^2].\n\n[^1]: Minutes.\n\n[^2]: Clerk.\n",
    );
    expect(bodyOf(files["word.md"])).toBe("Voted[^1] once.\n\n[^1]: Minutes.\n");
    expect(stdout).toContain(`    buttons and boxes of the old page (to subscribe, share, download): 2
      15-substack.xml:4: Thanks for reading!
      15-substack.xml:4: Subscribe now
`);
  });
});
