import { existsSync, readdirSync, readFileSync } from "node:fs";
import { join } from "node:path";
import { expect, test } from "@playwright/test";
import { isFault } from "../../src/press/faults/fault.ts";
import { guessParts } from "../../src/press/source/guess-parts.ts";
import { read } from "../../src/press/source/utf8.ts";
import { type BuiltSite, buildSite } from "../support/build.ts";

/* What came up on real copy: each kind of text, and what its maintainer is told or its readers see. */

const picture = Buffer.from(
  "iVBORw0KGgoAAAANSUhEUgAAAAEAAAABCAIAAACQd1PeAAAADElEQVR4nGP4z8AAAAMBAQDJ/pLvAAAAAElFTkSuQmCC",
  "base64",
);

const front = (headline: string, text: string, more = "") =>
  `---\nheadline: ${headline}\ndate: 2024-05-01\n${more}---\n${text}\n`;

/** A name with its accent apart from its letter, as some systems write it, and as one character. */
const [apart, composed] = ["Hafenbru\u0308cke.png", "Hafenbr\u00fccke.png"];

const good: Record<string, string | Buffer> = {
  // dateline
  "staff.txt":
    "date 2023-12-02 By INES MARLOW\nHarbour Press\n\nQUAY TOWN (HP) — The crane stood still on Friday. Mayor B. Q. Lind Jr. saw it.\n",
  "filed.txt": "date 2023-12-02 QUAY TOWN, Dec. 2 (Agency) - The crane moved on Saturday.\n",
  "short.txt": "date 2023-12-02 U.S. cranes stood. Ms. Lind said so.\n",
  "update.txt":
    "date 2023-12-02 UPDATE 3-Crane moves again; port up 2 pct\n* Port up\n(Adds detail)\nBy Ines Marlow\nQUAY TOWN, Dec 2 (Agency) - The crane moved.\n",
  "quote.txt": 'date 2023-12-02 "It moves," said the master. The crane stood.\n',
  "titles.txt": "date 2023-12-02 Prof. K. Lind of St. Ann vs. No. 9 et al. lost. Then more.\n",
  // fm12
  "titled.md": "---\ndate: 2024-05-01\n---\n# The crane is the headline\n\nText of the article.\n",
  // fmtail
  "spaced.md": "---\nheadline: Spaced\ndate: 2024-05-01\n--- \nText.\n",
  // dup, duph
  "first.md": front("The same crane", "The same text."),
  "second.md": front("The same crane", "The same text."),
  "again.txt": "date 2024-05-01 Crane moves at last\n\nIt moved on Friday.\n",
  "again.yaml": "headline: Crane moves at last\n",
  // futuretypo
  "tomorrow.md": "---\nheadline: Tomorrow\ndate: 2072-05-01\n---\nThis text is not out.\n",
  // img-nfd: the name in the text and the file's are the same
  "bridge.md": front("Bridge", `A bridge.\n\n![A bridge](${composed})`),
  [apart]: picture,
  // indent
  "indent.md": front(
    "Indented",
    "First paragraph.\n\n    A paragraph of a writer who indents them.\n\n\tIt has another one.",
  ),
  // topiccase
  "upper.md": front("Upper", "One.", "topics: [EU]\n"),
  "lower.md": front("Lower", "Two.", "topics: [eu]\n"),
  "dotted.md": front("Dotted", "Three.", "topics: [E.U., C++, C]\n"),
  // winpath
  "a:b.txt": "date 2024-05-01 A colon.\n",
  // hdr: a byte order mark
  "mark.txt": "\ufeff date 2023-12-02 Behind a mark.\n",
};

test.describe("what builds", () => {
  let site: BuiltSite;
  const page = (slug: string) => readFileSync(join(site.output, slug, "index.html"), "utf8");
  const said = (text: string) => text.replaceAll(`${site.folder}/`, "");
  const told = () =>
    said(site.stderr)
      .split("\n")
      .flatMap((line) => /^articles\/(.*)$/.exec(line)?.[1] ?? []);

  test.beforeAll(() => {
    site = buildSite({ articles: good, args: ["--now", "2024-06-01T00:00:00Z"] });
    expect(site.status, site.stderr).toBe(0);
  });

  test("dateline: the headline is the first sentence of the body, whatever stands above it", () => {
    const headlines = {
      staff: "The crane stood still on Friday.",
      filed: "The crane moved on Saturday.",
      short: "U.S. cranes stood.",
      update: "Crane moves again; port up 2 pct",
      quote: '"It moves," said the master.',
      titles: "Prof. K. Lind of St. Ann vs. No. 9 et al. lost.",
      mark: "Behind a mark.",
    };
    for (const [slug, headline] of Object.entries(headlines))
      expect(page(slug), slug).toContain(`<h1 class="p-name">${headline.replaceAll('"', "&quot;")}</h1>`);
  });

  test("fm12, fmtail: a first heading is the headline; white space behind the front matter is nothing", () => {
    expect(page("titled")).toContain('data-lines="4">The crane is the headline</h1>');
    expect(page("titled").split("The crane is the headline</h").length).toBe(2);
    expect(page("spaced")).toContain('<div class="e-content markdown"><p>Text.</p>');
  });

  test("dup, duph: what was given twice and what stands twice is told", () => {
    expect(told()).toContain(
      "second.md: warning: the article has the day, the headline and the number of words of articles/first.md (remove one of the two, or give it another headline)",
    );
    expect(told()).toContain(
      "again.txt:1:1: warning: the text begins with the headline, which stands above it already (take it out of the text, or let it stand there alone)",
    );
  });

  test("futuretypo: a date to come is withheld and told", () => {
    expect(said(site.stdout)).toContain("withheld until its date: 1 article: articles/tomorrow.md");
    expect(site.stdout).toContain("the next build falls due on 2072-05-01");
    expect(existsSync(join(site.output, "tomorrow"))).toBe(false);
  });

  test("img-nfd: a picture's name is the same in every normal form", () => {
    expect(readdirSync(join(site.output, "bridge/images")).length).toBeGreaterThan(0);
    expect(page("bridge")).toContain('alt="A bridge"');
    expect(site.stderr).not.toContain("no article shows this image");
  });

  test("indent: an indented paragraph is code, and told if it reads like prose", () => {
    expect(told()).toContain(
      'indent.md:7:5: warning: an indented paragraph is code in Markdown: "A paragraph of a writer who indents them." (take the indent out, or put code between lines ```)',
    );
    expect(told().filter((line) => line.startsWith("indent.md"))).toHaveLength(1);
  });

  test("topiccase: a topic that is written in two ways is told", () => {
    const topics = told().filter((line) => line.includes("the topic"));
    expect(topics).toEqual([
      'lower.md: warning: the topic "eu" is written "E.U." in articles/dotted.md (write it one way everywhere)',
      'upper.md: warning: the topic "EU" is written "E.U." in articles/dotted.md (write it one way everywhere)',
    ]);
    expect(page("upper")).toContain('href="../topics/eu/index.html">EU</a>');
  });

  test("winpath: a name that Windows cannot write makes an address that it can", () => {
    expect(page("a-b")).toContain("<p>A colon.</p>");
  });
});

test("what stops the build, with its place and a remedy", () => {
  const site = buildSite({
    articles: {
      // comment
      "note.md": front("Note", "The council met.\n\n<!-- DESK: hold the witness's name -->\n\nIt voted."),
      "notes.md": front("Notes", "The council met. {# check this #} %% hidden %%"),
      // hdr
      "year.txt": "date 2023 Text of a year.\n",
      "year.yaml": "date: 2023-05-01\n",
      "none.txt": "date None Text without a date.\n",
      "none.yaml": "date: 2023-05-02\n",
      "other.txt": "date 2023-12-02 Text of another day.\n",
      "other.yaml": "date: 2023-12-05\n",
      // hdr2
      "glued.txt":
        "date 2023-12-02 One article. date 2023-12-03 Another one, glued.\ndate 2023-12-04 A third.\n",
      // fmtail
      "blank.md": `\n${front("Blank", "Text.")}`,
      "dots.md": "---\nheadline: Dots\ndate: 2024-05-01\n...\nText.\n",
      // toml
      "toml.md": '+++\ntitle = "Toml"\ndate = 2024-05-01\n+++\nText.\n',
      "toml.yaml": "headline: Toml\ndate: 2024-05-01\n",
      // winpath
      "CON.txt": "date 2024-05-01 One.\n",
      "nul.txt": "date 2024-05-01 Two.\n",
    },
  });
  expect(site.status).toBe(1);
  const told = site.stderr.split("\n").flatMap((line) => /articles\/(\S+: .*)$/.exec(line)?.[1] ?? []);
  expect(told).toEqual([
    "CON.txt: the slug `con` names a device on Windows (give another `slug`)",
    "blank.md:2:1: the front matter does not begin on the file's first line (take out what stands before it)",
    "dots.md:1:1: the front matter is not closed (end it with a line `---`)",
    "glued.txt:1:30: another record begins here: `date 2023-12-03` (part the file into articles with `stet import FILE`)",
    "none.txt:1:1: the copy begins with `date None`, which is meant as its date and is none (write `date YYYY-MM-DD ` and then the text; before text that begins so, too)",
    'note.md:7:1: a comment would be published: "<!-- DESK: hold the witness\'s name -->" (remove it, or keep it from being published with `withhold` in the metadata: the source is served, too)',
    'notes.md:5:1: a comment would be published: "{# check this #} %% hidden %%" (remove it, or keep it from being published with `withhold` in the metadata: the source is served, too)',
    "nul.txt: the slug `nul` names a device on Windows (give another `slug`)",
    "other.yaml:1:7: the metadata say 2023-12-05, the text says 2023-12-02 (correct one of the two)",
    "toml.md:1:1: the front matter is TOML, and would be published as text (write YAML between two lines `---`)",
    'year.txt:1:6: `date`: "2023": it names no month and no day (write it as YYYY-MM-DD)',
  ]);
});

test("what a guess says of the lines of copy with a dateline", () => {
  const guessed = (name: string) => {
    const source = read(name, Buffer.from(String(good[name])));
    if (isFault(source)) throw new Error(source.reason);
    return guessParts(source).map(({ line, kind }) => `${line} ${kind}`);
  };
  expect(guessed("staff.txt")).toEqual(["1 byline", "2 byline"]);
  expect(guessed("update.txt")).toEqual(["1 headline", "3 withhold", "4 byline"]);
  for (const name of ["filed.txt", "short.txt", "quote.txt", "titles.txt"])
    expect(guessed(name), name).toEqual([]);
});
