import { readFileSync } from "node:fs";
import { join } from "node:path";
import { expect, test } from "@playwright/test";
import { isFault } from "../../src/press/faults/fault.ts";
import { compare } from "../../src/press/proof/prove.ts";
import { lineKind, openingOf, withoutDateline } from "../../src/press/source/opening.ts";
import { readWire } from "../../src/press/source/wire.ts";
import { type BuiltSite, buildSite } from "../support/build.ts";

/* What the headline is where the metadata have none, and what is never taken for one. */

/** What a headline may be taken from. */
function opening(text: string): string {
  const copy = readWire({ file: "a.txt", text: ` date 2023-12-02 ${text}`, bytes: 0, sha256: "" });
  return isFault(copy) ? copy.reason : openingOf(copy.lines);
}

test("bylines, kickers, dates, lines of transmission and datelines are no headline", () => {
  expect(
    opening(
      "By ADA MARSH\nAssociated Press\n\nHARBOUR TOWN (AP) — The ferry returned to the north quay on Friday, the operator said. More.\n\nWHAT HAPPENED\n",
    ),
  ).toBe("The ferry returned to the north quay on Friday, the operator said. More.");
  expect(opening("HARBOUR TOWN, Dec. 2 (Reuters) - The ferry returned to the north quay on Friday.")).toBe(
    "The ferry returned to the north quay on Friday.",
  );
  expect(
    opening(
      'UPDATE 2-Ferry returns to quay; shares up 3.5 pct\n* Shares up\n* CEO says "good"\n(Adds detail, quotes)\nBy Ada Marsh\nHARBOUR TOWN, Dec 2 (Reuters) - The ferry returned.',
    ),
  ).toBe("Ferry returns to quay; shares up 3.5 pct");
  expect(opening("URGENT\nDecember 2, 2023\nFerry returns\nBy Ada Marsh\n\nIt returned.")).toBe(
    "Ferry returns",
  );
  expect(opening("Berlin (dpa) - Die Fähre ist zurück.")).toBe("Die Fähre ist zurück.");
});

test("a headline ends at its line, unless the sentence goes on in a small letter", () => {
  expect(opening("Ferry returns to north quay\nIt returned on Friday.\n\nMore.")).toBe(
    "Ferry returns to north quay",
  );
  expect(opening("Showers continued throughout the week in\nthe cocoa zone.\n    More came.")).toBe(
    "Showers continued throughout the week in the cocoa zone.",
  );
});

test("body is body", () => {
  for (const text of [
    "U.S. stocks rose. Mr. Smith said so.",
    '"We are back," said the captain. The ferry returned.',
    "By Friday the ferry had returned.",
    "NATO - an alliance - met.",
    "May 2023 was dry.",
  ])
    expect(opening(text)).toBe(text);
  expect(lineKind("Von Berlin aus fährt die Fähre.")).toBeUndefined();
  expect(lineKind("Von Ada Marsh und Ines Roe")).toBe("byline");
  expect(withoutDateline("COVID-19 cases rose.")).toBe("COVID-19 cases rose.");
  const long = `By ${"Ab".repeat(55)}?`;
  expect(lineKind(long)).toBeUndefined();
});

test.describe("a built site", () => {
  let site: BuiltSite;
  const read = (file: string) => readFileSync(join(site.output, file), "utf8");

  test.beforeAll(() => {
    site = buildSite({
      articles: {
        "a.md":
          "---\ndate: 2024-05-01\n---\n# The *headline* stands here\n\nText of the article.\n\n## More\n\nEnd.\n",
        "setext.md": "---\ndate: 2024-05-01\n---\nThe ferry\nis back\n=======\n\nText of the ferry.\n",
        "again.md": "---\nheadline: Ferry is back\ndate: 2024-05-02\n---\n# Ferry is back!\n\nText.\n",
        "duph.txt": " date 2024-05-01 Ferry returns to north quay\n\nThe ferry returned on Friday.\n",
        "duph.yaml": "headline: Ferry returns to north quay\n",
        "one.md": "---\nheadline: Same headline\ndate: 2024-05-01\n---\nSame text.\n",
        "two.md": "---\nheadline: Same headline\ndate: 2024-05-01\n---\nSame text.\n",
      },
    });
    expect(site.status).toBe(0);
  });

  test("a first `# Title` is the headline, and stands once", () => {
    const page = read("a/index.html");
    expect(page).toContain('<h1 class="p-name" data-lines="4">The headline stands here</h1>');
    expect(page).toMatch(
      /<div class="e-content markdown"><p>Text of the article\.<\/p>\s*<h2[^>]*>More<\/h2>/,
    );
    const record = JSON.parse(read("a/article.json"));
    expect(record.headline).toBe("The headline stands here");
    expect(record.text).toEqual(["Text of the article.", "More", "End."]);
    expect(record.proof.words).toBe(10);
    expect(read("setext/index.html")).toContain('<h1 class="p-name" data-lines="4-6">The ferry is back</h1>');
  });

  test("a headline that stands twice is told, and a text that was given twice", () => {
    const told = site.stderr
      .split("\n")
      .flatMap((line) => /^\S*articles\/(\S+ warning: .*)$/.exec(line)?.[1] ?? []);
    expect(told.map((line) => line.replace(/\S*articles\//, ""))).toEqual([
      "again.md:5:1: warning: the text begins with the headline, which stands above it already (take `headline` out of the metadata: the heading serves)",
      "duph.txt:1:1: warning: the text begins with the headline, which stands above it already (take it out of the text, or let it stand there alone)",
      "two.md: warning: the article has the day, the headline and the number of words of one.md (remove one of the two, or give it another headline)",
    ]);
  });

  test("a title with a link cannot be the headline", () => {
    const bad = buildSite({
      articles: { "a.md": "---\ndate: 2024-05-01\n---\n# A [link](https://example.org/)\n\nText.\n" },
    });
    expect(bad.stderr).toContain(
      "a.md:4:1: the heading that is the headline has a link, an image or a note (give the article a `headline` in its metadata)",
    );
    expect(bad.status).toBe(1);
  });
});

test("the proof holds a headline against the lines that it says it stands on", () => {
  const prove = (html: string, parts?: { kind: "headline"; lines: string }[]) => {
    const text = "---\ndate: 2024-05-01\n---\n# One two\n\nThree.\n";
    const page = `<main><article><header>${html}</header><div class="e-content"><p>Three.</p></div></article></main>`;
    const { differences, problems } = compare({
      form: "markdown",
      text,
      html: page,
      ...(parts && { parts }),
    });
    return [
      ...differences.map(({ kind, expected, found }) => `${kind} ${expected} ${found}`),
      ...problems.map(({ reason }) => reason),
    ];
  };
  expect(prove('<h1 data-lines="4">One two</h1>', [{ kind: "headline", lines: "4" }])).toEqual([]);
  expect(prove('<h1 data-lines="4">One two</h1>')).toEqual([]);
  expect(prove('<h1 data-lines="4">One</h1>')).not.toEqual([]);
  expect(prove("<h1>One two</h1>")).toEqual(["lost One ", "lost two "]);
  expect(prove('<h1 data-lines="4-6">One two Three.</h1>')).not.toEqual([]);
  expect(prove('<h1 data-lines="4">One two</h1>', [])).not.toEqual([]);
});
