import { spawnSync } from "node:child_process";
import { createHash } from "node:crypto";
import { readdirSync, readFileSync, writeFileSync } from "node:fs";
import { join } from "node:path";
import { pathToFileURL } from "node:url";
import { expect, type Page, test } from "@playwright/test";
import { type BuiltSite, buildSite, runBuild } from "../support/build.ts";
import { sourcesOf } from "../support/pages.ts";
import { copyProject } from "../support/project.ts";
import { leftovers, readTree } from "../support/publish/disk.ts";

const slug = "north-quay-bridge";

/** The article's file, of which each paragraph but the first is a line between blank ones. It opens a quotation with `"` and closes it with `”`. */
const copy = String(sourcesOf("publication").articles[`${slug}.txt`]);
const paragraphs = copy.replace(" date 2023-12-02 ", "").trim().split("\n\n");

async function open(page: Page, output: string, path: string): Promise<void> {
  await page.goto(pathToFileURL(join(output, path)).href);
}

/** What a reader sees of an article's body: its blocks. */
function shown(page: Page): Promise<string[]> {
  return page.locator(".e-content > *").allInnerTexts();
}

test.describe("an article", () => {
  let project: string;

  /** The built sites, by the time zone of their builds: the machine's own, and those at both ends of the day. */
  const outputs = {
    "": "dist",
    "America/Los_Angeles": "dist-west",
    "Pacific/Auckland": "dist-east",
  } as const;

  test.beforeAll(() => {
    project = copyProject();
    for (const [zone, output] of Object.entries(outputs)) {
      const built = runBuild(project, [`--output=${output}`], zone === "" ? {} : { TZ: zone });
      expect(built.stderr).toBe("");
      expect(built.stdout).toContain("1 article, 379 words, ");
      expect(built.status).toBe(0);
    }
  });

  for (const path of ["index.html", `${slug}/index.html`]) {
    test(`stands on dist/${path}, all 11 paragraphs, character for character`, async ({ page }) => {
      await open(page, join(project, "dist"), path);
      expect(paragraphs).toHaveLength(11);
      expect(await shown(page)).toEqual(paragraphs);
      await expect(page.locator("h1")).toHaveText(
        "North Quay bridge opens to traffic after three years of repairs",
      );
      await expect(page.locator("main article")).toHaveCount(1);
      // Nothing stands between the paragraphs that is not seen: the body's own text is theirs.
      const body = await page.locator(".e-content").evaluate((element) => element.textContent);
      expect(body).toBe(paragraphs.join(""));
    });
  }

  test("lies beside its page, byte for byte, and the page names its digest", async ({ page }) => {
    const source = readFileSync(join(project, "dist", slug, "source.txt"));
    expect(source.toString()).toBe(copy);
    const sha256 = createHash("sha256").update(source).digest("hex");
    await open(page, join(project, "dist"), `${slug}/index.html`);
    await page.getByText("All 379 words stand as in the source").click();
    const proof = page.locator("article details").filter({ hasText: sha256 });
    await expect(proof.getByRole("link", { name: "Source text" })).toHaveAttribute(
      "href",
      `../${slug}/source.txt`,
    );
  });

  for (const [zone, output] of Object.entries(outputs)) {
    const place = zone || "UTC";
    test.describe(`in a browser and from a build in ${place}`, () => {
      test.use({ timezoneId: place, locale: "en-GB" });

      test("is of 2 December 2023", async ({ page }) => {
        for (const path of ["index.html", `${slug}/index.html`]) {
          await open(page, join(project, output), path);
          expect(await page.evaluate(() => Intl.DateTimeFormat().resolvedOptions().timeZone)).toBe(place);
          const time = page.locator("main article header time");
          await expect(time).toHaveText("2 December 2023");
          await expect(time).toHaveAttribute("datetime", "2023-12-02");
        }
      });
    });
  }

  test("is built by Eleventy's own command line, too", async ({ page }) => {
    const before = readTree(join(project, "dist"));
    const eleventy = ["--import", "tsx", "node_modules/@11ty/eleventy/cmd.cjs"];
    const options = ["--config=.eleventy.ts", "--output=stock", "--quiet"];
    const stock = spawnSync(process.execPath, [...eleventy, ...options], { cwd: project, encoding: "utf8" });
    expect(stock.stderr).toBe("");
    expect(stock.status).toBe(0);
    // Every page and picture goes where the command says, and nothing anywhere else; sources, records and proof are the build's.
    const ours = readTree(join(project, "dist"));
    const records = ["article.json", "ninjs.json", "source.txt"].map((name) => `${slug}/${name}`);
    const beyond = [...records, "proof.json", "SHA256SUMS"];
    expect([...readTree(join(project, "stock"))].sort()).toEqual(
      [...ours].filter(([path]) => !beyond.includes(path) && !path.startsWith("pagefind/")).sort(),
    );
    expect(ours).toEqual(before);
    for (const path of ["index.html", `${slug}/index.html`]) {
      await open(page, join(project, "stock"), path);
      expect(await shown(page)).toEqual(paragraphs);
      const [ours, theirs] = ["dist", "stock"].map((output) =>
        readFileSync(join(project, output, path), "utf8"),
      );
      expect(theirs).toBe(ours);
    }
  });

  test("stays as it is when a wrong date, an unknown key and invalid UTF-8 come beside it", () => {
    const before = readTree(join(project, "dist"));
    const articles = join(project, "src/articles");
    writeFileSync(join(articles, "wrong-date.txt"), " date 2023-02-30 Fish rose.\n");
    writeFileSync(
      join(articles, "unknown-key.md"),
      "---\nheadlin: Fish\nheadline: Fish\ndate: 2023-12-02\n---\nFish.\n",
    );
    writeFileSync(
      join(articles, "invalid.txt"),
      Buffer.from(" date 2023-12-02 Fish.\n\nThe caf\xe9.\n", "latin1"),
    );
    const { status, stdout, stderr } = runBuild(project);
    expect(
      stderr,
    ).toBe(`src/articles/invalid.txt:3:8: byte 0xE9 is not valid UTF-8 (save the file as UTF-8; it looks like Latin-1)
    3 | The caf\ufffd.
      |        ^
src/articles/unknown-key.md:2:1: unknown key \`headlin\` (did you mean \`headline\`?)
    2 | headlin: Fish
      | ^
src/articles/wrong-date.txt:1:7: \`date\`: "2023-02-30": February 2023 has 28 days (write a day from 01 to 28)
    1 |  date 2023-02-30 Fish rose.
      |       ^
3 errors
dist is as it was.
`);
    expect(stdout).toBe("");
    expect(status).toBe(1);
    expect(readTree(join(project, "dist"))).toEqual(before);
    expect(leftovers(join(project, "dist"))).toEqual([]);
  });
});

/** Wire copy with all that Markdown and templates would take for their own. */
const odd = ` date 2023-12-02 1986. A great year, 5*3*2 = 30, said <AP>.

{{ msg }} {% if true %} {# no #} &amp; &lt;b&gt; (c) (tm) ...

    Four spaces begin this line.

- 30 -

# No heading, *no stress*, _none_, ~~none~~, \`none\`, [no](link), ![no](image), <https://no.example/>

===

> No quotation -- "straight" and 'straight', “curly” and ‘curly’

1) first\\
2) second  two  spaces\tand a tab

|no|table|
|--|-----|

[^1] [no]: /definition

![CDATA[ ]]> <!-- no comment --> </p></article> <script>alert(1)</script>`;

const oddShown = [
  "1986. A great year, 5*3*2 = 30, said <AP>.",
  "{{ msg }} {% if true %} {# no #} &amp; &lt;b&gt; (c) (tm) ...",
  "    Four spaces begin this line.",
  "- 30 -",
  "# No heading, *no stress*, _none_, ~~none~~, `none`, [no](link), ![no](image), <https://no.example/>",
  "===",
  "> No quotation -- \"straight\" and 'straight', “curly” and ‘curly’",
  "1) first\\ 2) second  two  spaces\tand a tab",
  "|no|table| |--|-----|",
  "[^1] [no]: /definition",
  "![CDATA[ ]]> <!-- no comment --> </p></article> <script>alert(1)</script>",
];

/** One paragraph to a line. */
const lines = ` date 2023-12-02 1986. A great year.
5*3*2 is 30.
    Four spaces.
- 30 -
`;

const essay = `---
headline: On fish
date: 2023-12-01
standfirst: What rose, and what did not.
authors:
  - name: Ann Doe
section: Science
topics: [Fish, Weirs]
---
Fish *rose* on **Friday**.[^weir]

# Salmon

They leapt over [the weir](https://weir.example/?a=1&b=2 "The weir"):

- cod
- salmon
  1. young
  2. old

## What was said

> “Fish rise,” she said.
>
> So they did.

\`5*3*2\` stays, and {{ msg }} does, at https://bare.example/ too.

[^weir]: It is *old*.
`;

test.describe("other copy", () => {
  let site: BuiltSite;

  test.beforeAll(() => {
    const headline = "headline: Fish\n";
    site = buildSite({
      articles: {
        "odd.txt": odd,
        "lines.txt": lines,
        "lines-as-blocks.txt": lines,
        "lines-as-blocks.yaml": `${headline}paragraphs: blank\n`,
        "blocks.txt": " date 2023-12-02 One\ntwo.\n\nThree\nfour.\n",
        "blocks-as-lines.txt": " date 2023-12-02 One\ntwo.\n\nThree\nfour.\n",
        "blocks-as-lines.yaml": `${headline}paragraphs: lines\n`,
        "essay.md": essay,
        "kept.txt": "\ufeff date 2023-12-02 Kept\r\nas it came.\r\rWith all its line ends.\r\n \n",
      },
    });
    expect(site.stderr).not.toContain("error");
    expect(site.status).toBe(0);
  });

  const cases: [what: string, name: string, shows: readonly string[]][] = [
    ["markup, templates and indents in wire copy are its characters", "odd", oddShown],
    [
      "without blank lines each line is a paragraph",
      "lines",
      ["1986. A great year.", "5*3*2 is 30.", "    Four spaces.", "- 30 -"],
    ],
    [
      "unless the metadata say that blank lines part them",
      "lines-as-blocks",
      ["1986. A great year. 5*3*2 is 30. Four spaces. - 30 -"],
    ],
    ["with blank lines these part paragraphs", "blocks", ["One two.", "Three four."]],
    ["unless the metadata say that each line is one", "blocks-as-lines", ["One", "two.", "Three", "four."]],
    ["every kind of line end ends a line", "kept", ["Kept as it came.", "With all its line ends."]],
  ];

  for (const [what, name, shows] of cases) {
    test(what, async ({ page }) => {
      await open(page, site.output, `${name}/index.html`);
      expect(await shown(page)).toEqual(shows);
    });
  }

  test("Markdown has headings, lists, links, quotations and notes", async ({ page }) => {
    await open(page, site.output, "essay/index.html");
    await expect(page.locator("h1")).toHaveText("On fish");
    await expect(page.locator("header .standfirst")).toHaveText("What rose, and what did not.");
    await expect(page.locator("header time")).toHaveText("1 December 2023");
    await expect(page.locator("header .p-author")).toHaveText("Ann Doe");
    const body = page.locator(".e-content");
    await expect(body.getByRole("heading", { level: 2 })).toHaveText("Salmon");
    await expect(body.getByRole("heading", { level: 3 })).toHaveText("What was said");
    await expect(body.locator("em").first()).toHaveText("rose");
    await expect(body.locator("strong")).toHaveText("Friday");
    const link = body.getByRole("link", { name: "the weir" });
    await expect(link).toHaveAttribute("href", "https://weir.example/?a=1&b=2");
    await expect(body.locator("ul > li")).toHaveText([/^cod$/, /^salmon\s+young\s+old\s*$/]);
    await expect(body.locator("ol:not(.footnotes-list) > li")).toHaveText(["young", "old"]);
    await expect(body.locator("blockquote p")).toHaveText(["“Fish rise,” she said.", "So they did."]);
    await expect(body.locator("p", { hasText: "stays" })).toHaveText(
      "5*3*2 stays, and {{ msg }} does, at https://bare.example/ too.",
    );
    await expect(body.locator("a[href='https://bare.example/']")).toHaveText("https://bare.example/");
    await expect(body.locator("code")).toHaveText("5*3*2");
    const mark = body.locator("sup a");
    await expect(mark).toHaveText("[1]");
    await mark.click();
    await expect(page.locator(":target")).toContainText("It is old.");
  });

  test("every source lies beside its page, byte for byte", () => {
    const articles = join(site.folder, "articles");
    for (const name of readdirSync(articles).filter((name) => !name.endsWith(".yaml"))) {
      const [slug = "", ending] = name.split(".");
      const source = readFileSync(join(site.output, slug, `source.${ending}`));
      expect(source.equals(readFileSync(join(articles, name))), name).toBe(true);
    }
  });
});
