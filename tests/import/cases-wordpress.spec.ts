import { mkdirSync, readdirSync, writeFileSync } from "node:fs";
import { join } from "node:path";
import { expect, test } from "@playwright/test";
import { bodyOf, folderForEach, importCase } from "../support/import.ts";

/*
 * Cases that came up in real exports of WordPress, each with what a maintainer wants of it.
 */

const folder = folderForEach();

/** The lines of a report below a kind of loss. */
function told(report: string, kind: string): string[] {
  const lines = report.split("\n");
  const start = lines.findIndex((line) => line.startsWith(`    ${kind}: `));
  const rest = lines.slice(start + 1);
  const end = rest.findIndex((line) => !line.startsWith("      "));
  return start < 0 ? [] : rest.slice(0, end < 0 ? rest.length : end).map((line) => line.trim());
}

test("old addresses become aliases, and links between imported pieces lead from one to the other", () => {
  const { status, files, stdout } = importCase(folder(), ["01-permalinks.xml"]);
  expect(status).toBe(0);
  expect(files["ferry-returns.md"]).toBe(`---
headline: Ferry returns
date: 2024-03-05T08:30:00+01:00
authors:
  - name: Ada Marsh
language: en-GB
aliases:
  - /2024/03/05/ferry-returns/
  - /?p=101
---

The ferry is back. See [the quay story](../quay-reopens/) and [the shortlink](../quay-reopens/).
`);
  expect(files["quay-reopens.md"]).toContain("\naliases:\n  - /2024/03/05/quay-reopens/\n  - /?p=777\n---\n");
  expect(stdout).toBe(`01-permalinks.xml: WordPress export
  wrote 2 articles
    ferry-returns.md
    quay-reopens.md
next: stet build
`);
});

test.describe("shortcodes", () => {
  test("that embed a page become a link to it, with an end or without; [sic] stays", () => {
    const { files, stdout } = importCase(folder(), ["02-shortcodes.xml"]);
    expect(bodyOf(files["videos.md"])).toBe(`Before the clip.

[https://www.youtube.com/watch?v=abc123XYZ](https://www.youtube.com/watch?v=abc123XYZ)

[https://vimeo.com/76979871](https://vimeo.com/76979871)

[https://www.youtube.com/watch?v=def456](https://www.youtube.com/watch?v=def456)

[https://twitter.com/harbour/status/1](https://twitter.com/harbour/status/1)

[https://api.soundcloud.com/tracks/1](https://api.soundcloud.com/tracks/1)

[https://maps.example/x?y=1&z=2](https://maps.example/x?y=1&z=2)

After the clip [sic].
`);
    expect(told(stdout, "embedded pages")).toHaveLength(6);
    expect(told(stdout, "shortcodes")).toEqual([
      "02-shortcodes.xml:8: [scribd id=1234 key=key-abc mode=list]",
      '02-shortcodes.xml:61: [contact-form-7 id="12" title="Contact"]',
    ]);
    expect(told(stdout, "galleries of which the export tells no picture")).toEqual([
      "02-shortcodes.xml:8: on “Videos”",
    ]);
  });

  test("of page builders go, and the words in them stay, packed ones too", () => {
    const { files } = importCase(folder(), ["02-shortcodes.xml"]);
    expect(bodyOf(files["builder.md"])).toBe("Divi words stay.\n\nComposer words stay.\n\nHidden words\n");
  });

  test("of code become code, with every indentation and with PHP", () => {
    const { files } = importCase(folder(), ["02-shortcodes.xml"]);
    expect(bodyOf(files["code.md"])).toBe(`Run this:

\`\`\`python
def f(x):
    if x < 2:
        return x
    return f(x-1)
\`\`\`

and \`ls -l\` then.

\`\`\`php
<?php
$a = 1;
  echo $a;
?>
\`\`\`

End.
`);
  });

  test("of notes become notes", () => {
    const { files } = importCase(folder(), ["02-shortcodes.xml"]);
    expect(
      bodyOf(files["notes.md"]),
    ).toBe(`The council voted 5 to 4.[^1] It met again.[^2] Then it rose.[^3] Done.[^4]

[^1]: Minutes of 3 March, page 2.

[^2]: See the agenda.

[^3]: Clerk, by phone.

[^4]: Last note.
`);
  });

  test("of formulas become their TeX as code, and are told", () => {
    const { files, stdout } = importCase(folder(), ["02-shortcodes.xml"]);
    expect(bodyOf(files["maths.md"])).toBe(
      "Energy is `E=mc^2` here, and `a_b^c` there. \\\\(x_1 + x_2\\\\) too.\n",
    );
    expect(told(stdout, "formulas (kept as TeX)")).toEqual([
      "02-shortcodes.xml:58: E=mc^2",
      "02-shortcodes.xml:58: a_b^c",
      "02-shortcodes.xml:58: \\(x_1 + x_2\\)",
    ]);
  });

  test("around words leave the words; a name in an attribute is told as lost", () => {
    const { files, stdout } = importCase(folder(), ["02-shortcodes.xml"]);
    expect(bodyOf(files["tooltip.md"])).toBe(
      "He said Never again and Then left. Never again [Give now](https://harbour.example/donate)\n",
    );
    const [carried = "", lost = ""] = stdout.split("  not carried:\n");
    expect(told(carried, "shortcodes (the words between their tags stay)")).toEqual([
      '02-shortcodes.xml:61: [pullquote align="left"]',
    ]);
    expect(told(lost, "shortcodes (the words between their tags stay)")).toEqual([
      '02-shortcodes.xml:61: [su_quote cite="B. Lund"]',
    ]);
  });
});

test.describe("authors, categories and fields", () => {
  test("all authors, the primary category as section, the old slug as alias; every other field is told", () => {
    const { status, files, stdout } = importCase(folder(), ["03-terms-meta.xml"]);
    expect(status).toBe(3);
    expect(files["two-writers.md"]).toBe(`---
headline: Two writers
date: 2024-03-05T08:30:00+01:00
authors:
  - name: Ada Marsh
  - name: Bo Lund
  - name: Guest Writer
section: Sport
topics:
  - Athletics
  - Run
language: fr
aliases:
  - /2024/03/05/two-writers/
  - /2024/03/05/two-authors/
  - /?p=109
---

Text by two people.
`);
    expect(told(stdout, "custom fields and other terms (a --map file gives them a place)")).toEqual([
      "03-terms-meta.xml:8: “Two writers”: series: The Marathon Series",
      "03-terms-meta.xml:8: “Two writers”: location: Bergen",
      "03-terms-meta.xml:8: “Two writers”: _yoast_wpseo_metadesc: A written description.",
      "03-terms-meta.xml:8: “Two writers”: _subtitle: The deck that ran under the headline",
      "03-terms-meta.xml:8: “Two writers”: byline: By Ada Marsh in Bergen",
      "03-terms-meta.xml:8: “Two writers”: dateline: BERGEN",
      "03-terms-meta.xml:8: “Two writers”: correction: Corrected 6 March: the distance was 42 km.",
    ]);
  });

  test("the category of posts without one is no section in any language; an e-mail address is no byline", () => {
    const { files, stdout } = importCase(folder(), ["03-terms-meta.xml"]);
    expect(files["localised-uncategorised.md"]).not.toContain("section");
    expect(files["login-byline.md"]).not.toContain("authors");
    expect(files["nobody.md"]).not.toContain("authors");
    expect(told(stdout, "authors known by a login or an e-mail address alone (no byline)")).toEqual([
      "03-terms-meta.xml:14: jane.roe@harbour.example",
    ]);
  });

  test("a map gives them their places", () => {
    const map = join(folder(), "map.yaml");
    writeFileSync(
      map,
      "standfirst: _subtitle\ndateline: dateline\ncorrections: correction\ntopics: [series, location]\n",
    );
    const { files, stdout } = importCase(folder(), ["03-terms-meta.xml"], ["--map", map]);
    expect(files["two-writers.md"]).toBe(`---
headline: Two writers
standfirst: The deck that ran under the headline
date: 2024-03-05T08:30:00+01:00
authors:
  - name: Ada Marsh
  - name: Bo Lund
  - name: Guest Writer
dateline: BERGEN
section: Sport
topics:
  - Athletics
  - Run
  - The Marathon Series
  - Bergen
language: fr
corrections:
  - date: 2024-03-05T08:30:00+01:00
    text: "Corrected 6 March: the distance was 42 km."
aliases:
  - /2024/03/05/two-writers/
  - /2024/03/05/two-authors/
  - /?p=109
---

Text by two people.
`);
    expect(told(stdout, "custom fields and other terms (a --map file gives them a place)")).toEqual([
      "03-terms-meta.xml:8: “Two writers”: _yoast_wpseo_metadesc: A written description.",
      "03-terms-meta.xml:8: “Two writers”: byline: By Ada Marsh in Bergen",
    ]);
  });

  test("a mistake in a map is told by its line", () => {
    const map = join(folder(), "map.yaml");
    writeFileSync(map, "dateline: dateline\nheadline: _title\n");
    const { status, stderr } = importCase(folder(), ["03-terms-meta.xml"], ["--map", map]);
    expect(status).toBe(1);
    expect(stderr).toContain(
      `${map}:2:1: unknown key \`headline\` (a map has the keys standfirst, authors, dateline, section, topics, language, corrections)`,
    );
  });
});

test.describe("pictures", () => {
  /** A folder of uploads with the files of the case: the bytes are no pictures, for an import only copies them. */
  function uploads(): string {
    const media = join(folder(), "uploads");
    mkdirSync(join(media, "2024/03"), { recursive: true });
    for (const name of ["quay.jpg", "lead.jpg", "two.jpg"]) writeFileSync(join(media, "2024/03", name), name);
    return media;
  }

  test("without their files are listed, each with its place, alt text and caption, brackets and all", () => {
    const { files, stdout } = importCase(folder(), ["05-media.xml"]);
    expect(bodyOf(files["captions.md"])).toBe(`The quay _at dawn_. Photo: [A. Marsh](https://p.example)

Text after.

Old [bracketed] caption

More text.
`);
    const address = "https://harbour.example/wp-content/uploads/2024/03";
    expect(stdout).toContain("  pictures to fetch: 4; save each");
    expect(stdout).toContain(`
    captions.md: ${address}/lead.jpg, the lead image; alt: (none); caption: Lead caption
    captions.md: ${address}/quay.jpg, at the beginning; alt: The quay; caption: The quay at dawn. Photo: A. Marsh
    captions.md: ${address}/quay.jpg, after “dawn. Photo: A. Marsh Text after.”; alt: The quay; caption: Old [bracketed] caption
`);
    expect(told(stdout, "entries with no text")).toEqual([
      `05-media.xml:19: Photo post; ${address}/quay.jpg`,
      `05-media.xml:24: Photo essay; ${address}/lead.jpg; ${address}/two.jpg`,
    ]);
  });

  test("with their files stand where they stood, with captions and credits, and the featured one leads", () => {
    const { files, stdout } = importCase(folder(), ["05-media.xml"], ["--media", uploads()]);
    expect(files["captions.md"]).toBe(`---
headline: Captions
date: 2024-03-05T08:30:00+01:00
authors:
  - name: Ada Marsh
language: en-GB
image:
  src: lead.jpg
  alt: ""
  caption: Lead caption
aliases:
  - /2024/03/05/captions/
  - /?p=119
---

![The quay](quay.jpg "The quay at dawn. | Photo: A. Marsh")

Text after.

![The quay](quay.jpg "Old [bracketed] caption")

![The quay](quay.jpg)

More text.
`);
    expect(bodyOf(files["photo-post.md"])).toBe("![The quay](quay.jpg)\n");
    expect(bodyOf(files["photo-essay.md"])).toBe(
      '![Lead caption](lead.jpg "Lead caption")\n\n![Photo essay](two.jpg)\n',
    );
    expect(files["quay.jpg"]).toBe("quay.jpg");
    expect(
      readdirSync(join(folder(), "articles"))
        .filter((name) => name.endsWith(".jpg"))
        .sort(),
    ).toEqual(["lead.jpg", "quay.jpg", "two.jpg"]);
    expect(stdout).not.toContain("pictures to fetch");
    expect(told(stdout, "links in captions")).toEqual(["05-media.xml:8: https://p.example, at “A. Marsh”"]);
    expect(told(stdout, "pictures without a description (another text serves)")).toHaveLength(2);
  });

  test("a small copy leads to the full size, and a missing file is told by its address", () => {
    const media = join(folder(), "wp-content");
    mkdirSync(join(media, "uploads/2024/03"), { recursive: true });
    writeFileSync(join(media, "uploads/2024/03/lead.jpg"), "lead.jpg");
    const { files, stdout } = importCase(folder(), ["05-media.xml"], ["--media", media]);
    expect(files["captions.md"]).toContain("\nimage:\n  src: lead.jpg\n");
    expect(stdout).toContain(
      "captions.md: https://harbour.example/wp-content/uploads/2024/03/quay.jpg, at the beginning",
    );
  });

  test("documents stay links, and are told; a button to fetch them goes", () => {
    const { files, stdout } = importCase(folder(), ["05-media.xml"]);
    expect(
      bodyOf(files["documents.md"]),
    ).toBe(`[Minutes](https://harbour.example/wp-content/uploads/2024/03/minutes.pdf)

See [the plan](https://harbour.example/wp-content/uploads/2024/03/plan.pdf).
`);
    expect(told(stdout, "files of the old site (the links lead there still)")).toEqual([
      "05-media.xml:27: https://harbour.example/wp-content/uploads/2024/03/minutes.pdf",
      "05-media.xml:27: https://harbour.example/wp-content/uploads/2024/03/plan.pdf",
    ]);
  });

  test("players, charts and blocks that the old site drew are told with their names", () => {
    const { files, stdout } = importCase(folder(), ["05-media.xml"]);
    expect(bodyOf(files["iframe.md"])).toBe(`Watch:

[Council meeting](https://www.youtube.com/watch?v=abc)

Listen:

Chart:

[Turnout by ward](https://datawrapper.dwcdn.net/xyz/1/)

> The ferry is back.
>
> — Harbour (@harbour) [March 5](https://twitter.com/harbour/status/1)
`);
    expect(bodyOf(files["cover.md"])).toBe(`On the picture

> Never again
>
> _Bo Lund_

More

Hidden

[https://youtu.be/q](https://youtu.be/q)

The clip
`);
    expect(stdout).toContain("05-media.xml:34: https://datawrapper.dwcdn.net/xyz/1/ (kept as a link)");
    expect(told(stdout, "audio and video")).toEqual([
      "05-media.xml:34: <audio> https://harbour.example/a.mp3",
    ]);
    expect(told(stdout, "pictures behind a text")).toEqual([
      "05-media.xml:37: https://harbour.example/wp-content/uploads/c.jpg",
    ]);
    expect(told(stdout, "blocks that the old site drew")).toEqual([
      '05-media.xml:37: wp:acf/fact {"name":"acf/fact","data":{"text":"Only in attributes"}}',
    ]);
  });
});

test("tables keep their columns where a cell reaches over rows; lists that nest in a slip stay nested", () => {
  const { files, stdout } = importCase(folder(), ["07-tables.xml"]);
  expect(bodyOf(files["results.md"])).toBe(`Votes

| Ward | Votes |
| --- | --- |
| North | 1,204 |
|  | 990 |
| Source: [Council](https://c.example) |  |

- a
- b

x\\
y

Term

Meaning

1. alpha
2. epsilon

- one
  - inner
- two
`);
  expect(told(stdout, "table cells that span rows or columns (each stands once)")).toEqual([
    "07-tables.xml:8: Votes Ward Votes North 1,204 990 Source: Council",
  ]);
  expect(told(stdout, "the numbering of lists")).toEqual(["07-tables.xml:8: <ol>: alpha epsilon"]);
});

test("the parts of an export are read as one: a post in both stands once, a picture lies in the other part", () => {
  const { files, stdout } = importCase(folder(), ["09-part1.xml", "09-part2.xml"]);
  expect(Object.keys(files)).toEqual(["only-in-one.md", "shared-post.md"]);
  expect(stdout).toContain("only-in-one.md: https://harbour.example/p.jpg, the lead image");
  expect(stdout).toContain(
    "09-part2.xml: WordPress export\n  wrote 0 articles\n  imported before, and the same: 1\n",
  );
});

test("a post in another language than its site's says so", () => {
  const { files } = importCase(folder(), ["23-multilang.xml"]);
  expect(files["le-bac-revient.md"]).toContain("\nlanguage: fr\n");
  expect(files["ferry-returns.md"]).toContain("\nlanguage: en\n");
});
