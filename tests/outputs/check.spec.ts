import { execFile } from "node:child_process";
import { cpSync, readFileSync, writeFileSync } from "node:fs";
import { join } from "node:path";
import { promisify } from "node:util";
import { expect, type Page, test } from "@playwright/test";
import axe from "axe-core";
import { compare } from "../../_includes/check-compare.js";
import { markdownSigns } from "../../_includes/check-markdown.js";
import { pageSigns } from "../../_includes/check-text.js";
import { type BuiltSite, buildSite } from "../support/build.ts";
import { type Served, serve } from "../support/serve.ts";
import { temporaryFolder } from "../support/temporary.ts";

const articles = {
  "quay.md":
    "---\nheadline: Work on the quay ends\ndate: 2024-05-03\n" +
    "corrections:\n  - date: 2024-05-04\n    text: The master’s title was wrong.\n    was: dock master\n    now: harbour master\n---\n" +
    '## The last stone\n\n“It is *done*,” the [harbour master](https://example.net/master_of_the_quay "Who she is") said &mdash; at last.[^late]\n\n' +
    "1. Stone\n2. Rope\n\n[^late]: Two years late.\n\n| ship | from |\n| --- | --- |\n| *Sea Mew* | Ghent |\n",
  "ferry.txt":
    "date 2024-05-02 The ferry sails again, the <AP> was told on Thursday.\n\nIt cost €5 — “no more”.\n",
  "safarat.txt": "date 2024-05-01 سخنگوی وزارت خارجه می‌گوید که نمایندگی‌ها در هند بسته شده‌اند.\n",
  "safarat.yaml": "headline: بسته شدن سفارت\nlanguage: fa-AF\n",
  "dutavas.txt": "date 2024-04-30 राजनयिकों ने कहा कि नई दिल्ली में अफगान दूतावास बंद कर दिया गया है।\n",
  "dutavas.yaml": "headline: दरवाज़े बंद\nlanguage: hi\n",
  "ferry.yaml": "headline: The ferry sails again\n",
  "court.txt": "date 2024-04-28 The witness, Jane Quimby, spoke.\n\nA line for the desk.\n",
  "court.yaml": "headline: In court\nwithhold: [{words: Jane Quimby}, {lines: 3}]\n",
  "vote.md": "*The witness*, Jane Quimby, spoke.\n",
  "vote.yaml": "headline: The vote\ndate: 2024-04-27\nwithhold: [{words: Jane Quimby}]\n",
  "doubt.md":
    "---\nheadline: A doubt\ndate: 2024-04-29\n---\nAs it is written:\n\n    Rope^[hemp] and stone.\n",
};

/** Two folders below the server's root. */
const metadata = "title: The Test Post\nurl: https://example.org/a/b/\nlanguage: en\ncards: none\n";
const below = "/a/b/";

let site: BuiltSite;
let server: Served;

test.beforeAll(async () => {
  site = buildSite({ articles, metadata });
  expect(site.status, site.stderr).toBe(0);
  server = await serve(site.output, { below });
});

test.afterAll(() => server?.close());

/** Opens the check page; returns what it asks other servers for, what its policy refuses and what it says to the console. */
async function open(page: Page, query = "", at = `${server.address}${below}`): Promise<string[]> {
  const trouble: string[] = [];
  page.on("console", (message) => trouble.push(message.text()));
  page.on("request", (request) => {
    if (!request.url().startsWith(at)) trouble.push(request.url());
  });
  await page.goto(`${at}check/${query}`);
  return trouble;
}

const stands = "Every word of the source text stands on the page.";
const differs = "The page and the source text differ in the marked words.";

for (const slug of ["ferry", "quay", "safarat", "dutavas"]) {
  test(`${slug}: every word stands, and both digests are those of proof.json`, async ({ page }) => {
    const trouble = await open(page, `?${slug}`);
    await expect(page.getByRole("status")).toHaveText(stands);
    await expect(page.getByText("the same as in proof.json")).toHaveCount(2);
    await expect(page.locator("mark")).toHaveCount(0);
    expect(trouble).toEqual([]);
  });
}

for (const [slug, source] of [
  ["court", "The witness, [███], spoke."],
  ["vote", "*The witness*, [███], spoke."],
] as const) {
  test(`${slug}: where words are withheld, their mark stands on both sides`, async ({ page }) => {
    await open(page, `?${slug}`);
    await expect(page.getByRole("status")).toHaveText(stands);
    await expect(page.locator("#source")).toContainText(source);
    await expect(page.locator("#page")).toContainText("The witness, [███], spoke.");
    await expect(page.getByRole("main")).not.toContainText("Quimby");
  });
}

test("an article's proof leads to its check, with what was corrected", async ({ page }) => {
  await page.goto(`${server.address}${below}quay/index.html`);
  await page.getByText("words stand as in the source").click();
  await page.getByRole("link", { name: "Check it yourself" }).click();
  await expect(page).toHaveURL(`${server.address}${below}check/index.html?quay`);
  await expect(page.getByRole("status")).toHaveText(stands);
  await expect(page.getByRole("heading", { level: 2 })).toHaveText("Work on the quay ends");
  await expect(page.locator("#source")).toContainText(
    "the [harbour master](https://example.net/master_of_the_quay",
  );
  await expect(page.locator("#page")).toContainText("“It is done,” the harbour master said — at last.");
  await expect(page.getByRole("main")).toContainText(
    "4 May 2024: The master’s title was wrong. Was: dock master Now: harbour master",
  );
  await expect(page.getByRole("listitem").filter({ hasText: "ASCII punctuation" })).toBeVisible();
});

/** What somebody makes of a page, and what the check shows of it: words of the source, words of the page. */
const changes = [
  { slug: "ferry", from: "sails again", to: "sank again", lost: ["sails"], added: ["sank"] },
  { slug: "ferry", from: "no more”.", to: "no more".concat('".'), lost: ["more”."], added: ['more".'] },
  { slug: "ferry", from: "It cost €5 — ", to: "", lost: ["It", "cost", "€5", "—"], added: [] },
  { slug: "quay", from: "Two years late", to: "Two years too late", lost: [], added: ["too"] },
  { slug: "quay", from: "at last", to: "atlast", lost: ["at", "last"], added: ["atlast"] },
  { slug: "safarat", from: "بسته شده‌اند", to: "باز شده‌اند", lost: ["بسته"], added: ["باز"] },
  { slug: "safarat", from: "شده‌اند.", to: "شدهاند.", lost: ["شده‌اند."], added: ["شدهاند."] },
  { slug: "dutavas", from: "बंद कर", to: "खोल कर", lost: ["बंद"], added: ["खोल"] },
];

for (const { slug, from, to, lost, added } of changes) {
  test(`${slug}: “${from}” that became “${to}” is found and marked`, async ({ page }) => {
    const at = ({ pathname }: URL) => pathname === `${below}${slug}/`;
    const changed = await serve(site.output, {
      below,
      edit: (html, url) => (at(url) ? changedBody(html, from, to) : html),
    });
    await open(page, `?${slug}`, `${changed.address}${below}`);
    await expect(page.getByRole("status")).toContainText(differs);
    expect(await page.locator("#source mark").allTextContents()).toEqual(lost);
    expect(await page.locator("#page mark").allTextContents()).toEqual(added);
    await expect(page.getByText(`${slug}/ · SHA-256`)).toContainText(
      "not the one in proof.json: the file has been changed",
    );
    const told = page.locator("#said");
    for (const word of lost) await expect(told).toContainText(`✗ Source text: ${word}`);
    for (const word of added) await expect(told).toContainText(`✗ Page: ${word}`);
    await changed.close();
  });
}

/** A page with other words in its text: not in its head. */
function changedBody(html: string, from: string, to: string): string {
  const start = html.indexOf('class="e-content');
  expect(html.slice(start)).toContain(from);
  return html.slice(0, start) + html.slice(start).replace(from, to);
}

test("words that a reader cannot see are no words of the page", async ({ page }) => {
  const edit = (html: string) =>
    html.replace(/(e-content[^>]*><p)>/, "$1 hidden>").replace("</p>", "<style>p{}</style></p>");
  const changed = await serve(site.output, {
    below,
    edit: (html, url) => (url.pathname.endsWith("/ferry/") ? edit(html) : html),
  });
  await open(page, "?ferry", `${changed.address}${below}`);
  await expect(page.getByRole("status")).toContainText(differs);
  await expect(page.locator("#said")).toContainText(
    "The page holds elements that articles do not have: p hidden",
  );
  await changed.close();
});

test("a source that was changed is found by its digest, even where no word of the text is another", async ({
  page,
}) => {
  const copy = join(site.folder, "changed");
  cpSync(site.output, copy, { recursive: true });
  const file = join(copy, "ferry/source.txt");
  writeFileSync(file, readFileSync(file, "utf8").replace("2024-05-02", "2024-05-01"));
  const changed = await serve(copy);
  await open(page, "?ferry", `${changed.address}/`);
  await expect(page.getByRole("status")).toHaveText(
    `${stands} SHA-256: not the one in proof.json: the file has been changed.`,
  );
  await expect(page.getByText("ferry/source.txt · SHA-256")).toContainText("not the one in proof.json");
  await changed.close();
});

test("with the keyboard alone, a reader finds an article by its headline and checks it", async ({ page }) => {
  await open(page);
  await expect(page.getByRole("main").getByRole("listitem")).toHaveText([
    "Work on the quay ends",
    "The ferry sails again",
    "بسته شدن سفارت",
    "दरवाज़े बंद",
    "A doubt",
    "In court",
    "The vote",
  ]);
  await expect(page.getByRole("listitem").filter({ hasText: "سفارت" })).toHaveAttribute("dir", "rtl");
  await page.getByRole("searchbox", { name: "Search the articles" }).focus();
  await page.keyboard.type("FERRY");
  await expect(page.getByRole("main").getByRole("listitem")).toHaveText(["The ferry sails again"]);
  await page.keyboard.press("Tab");
  await page.keyboard.press("Enter");
  await expect(page.getByRole("status")).toHaveText(stands);
  await page.getByRole("searchbox").fill("no such words");
  await expect(page.locator("#articles")).toHaveText("No articles found.");
});

test("a browser that computes no digests says so, and compares the words", async ({ page }) => {
  await page.addInitScript(() => Object.defineProperty(Crypto.prototype, "subtle", { value: undefined }));
  await open(page, "?ferry");
  await expect(page.getByRole("status")).toHaveText(stands);
  await expect(page.locator("#said")).toHaveText(
    "Your browser computes SHA-256 only on pages loaded over https, so only the words were compared.",
  );
});

test("an article that is not there is said to the reader", async ({ page }) => {
  for (const query of ["?no-such-article", "?..", "?%E0"]) {
    await open(page, query);
    await expect(page.getByRole("status")).toHaveText("The article could not be loaded.");
  }
});

/** What follows the article's address. */
const commands = [
  "curl -fsO \"$article\"'source.{txt,md}'",
  "sha256sum source.*",
  'curl -fs "$article" | grep -oE "[0-9a-f]{64}" | sort -u',
  "stet verify --own-sources --site https://example.org/a/b/",
];

test("with JavaScript the commands are those for the article that was chosen, and they do what the page does", async ({
  page,
}) => {
  await open(page, "?ferry");
  await expect(page.getByRole("status")).toHaveText(stands);
  await expect(page.locator("pre")).toHaveText(
    ["article=https://example.org/a/b/ferry/", ...commands].join("\n"),
  );
  for (const slug of ["ferry", "quay"]) {
    const folder = temporaryFolder();
    const script = [`article=${server.address}${below}${slug}/`, ...commands.slice(0, 3)].join("\n");
    const { stdout } = await promisify(execFile)("bash", ["-c", script], { cwd: folder });
    const [digest, name, onPage] = stdout.trim().split(/\s+/);
    expect(name).toBe(slug === "ferry" ? "source.txt" : "source.md");
    expect(onPage).toBe(digest);
  }
});

test("without JavaScript the page has the commands that do the same", async ({ browser }) => {
  const context = await browser.newContext({ javaScriptEnabled: false });
  const page = await context.newPage();
  await page.goto(`${server.address}${below}check/?ferry`);
  await expect(page.getByRole("main")).toContainText("Without JavaScript, these commands do the same");
  await expect(page.getByRole("main")).toContainText(
    "for any article whose address stands in the first line:",
  );
  await expect(page.locator("pre")).toHaveText(
    ["article=https://example.org/a/b/quay/", ...commands].join("\n"),
  );
  await expect(page.getByRole("searchbox")).toBeHidden();
  await expect(page.getByRole("status")).toBeHidden();
  await context.close();
});

for (const colorScheme of ["light", "dark"] as const) {
  test(`axe finds nothing on the check page, ${colorScheme}`, async ({ page }) => {
    await page.emulateMedia({ colorScheme });
    const changed = await serve(site.output, {
      below,
      headers: false,
      edit: (html, url) => uncovered(html, url),
    });
    await open(page, "?safarat", `${changed.address}${below}`);
    await expect(page.locator("mark").first()).toBeVisible();
    await page.evaluate(axe.source);
    const { violations } = await page.evaluate(() => (window as unknown as { axe: typeof axe }).axe.run());
    expect(violations.map(({ id, nodes }) => `${id} ${nodes.map((node) => node.html).join()}`)).toEqual([]);
    await changed.close();
  });
}

/** A changed word, so that marks are seen. Without the page's policy, which axe would have to break. */
function uncovered(html: string, { pathname }: URL): string {
  if (pathname.endsWith("/safarat/")) return changedBody(html, "بسته", "باز");
  return html.replace(/<meta http-equiv="Content-Security-Policy"[^>]*>/, "");
}

/** Markdown that is easily misread, and what its page says. */
const readings: [what: string, markdown: string, page: string][] = [
  // Notes follow the text.
  [
    "what looks like the mark of a note that is not there is text, and a note may begin within it",
    "The [^[Late.] sailed, and [^none] came.\n",
    "The [ sailed, and [^none] came.\nLate.",
  ],
  [
    "a row of a table may look like a note",
    "| ship | from |\n| - | - |\n| Mew | Ghent |\n[^1]: Late\n",
    "ship\nfrom\nMew\nGhent\n[^1]: Late",
  ],
  [
    "a table ends at a blank line, and a note may follow",
    "| ship[^1] |\n| - |\n| Mew |\n\n[^1]: Late\n",
    "ship\nMew\nLate",
  ],
  ["code ends with its cell", "| ^[a | b] |\n| - | - |\n| `c | d` |\n", "^[a\nb]\n`c\nd`"],
  ["below a quotation, a note is text", "> Mew\n[^1]: Late\n", "Mew\n[^1]: Late"],
  ["a heading ends a note", "Mew[^1]\n\n[^1]: Late\n# Ghent\n", "Mew\nGhent\nLate"],
  ["a rule ends a note", "Mew[^1]\n\n[^1]: Late\n---\nGhent\n", "Mew\nGhent\nLate"],
  ["a list ends a note", "Mew[^1]\n\n[^1]: Late\n7) Ghent\n", "Mew\nGhent\nLate"],
  [
    "code begins on a note's line",
    "Mew[^1]\n\n[^1]: ~~~\n    a](b) ^[c]\n    ~~~\n\nGhent\n",
    "Mew\nGhent\na](b) ^[c]",
  ],
  ["a heading's line ends a note in the text", "^[a\n===\nb] c\n", "^[a\nb] c"],
  ["no link begins before a bracket that closes nothing", "Mew](^[Late]) sails\n", "Mew]() sails\nLate"],
  ["a link stands in no link", "[a [b](c) d](^[Late]) e\n", "[a b d]() e\nLate"],
  ["an image has a link in its description", "![a [b](c) d](e)\n", "a b d"],
  ["a label may take two lines", "[Foo\n  bar]: /url\n\n[Baz][Foo bar]\n", "Baz"],
  ["a text in brackets is no label after one that opens nothing", "][a](/u)\n", "]a"],
  ["a note may begin between brackets", "[^1][2 ^[Late][b] Mew\n", "[^1][2 [b] Mew\nLate"],
  ["a note may stand behind brackets", "[a][^1]\n\n[^1]: Late\n", "[a]\nLate"],
];

for (const [what, markdown, page] of readings) {
  test(`Markdown is read as the press reads it: ${what}`, () => {
    const source = markdownSigns(markdown);
    expect(compare(source, pageSigns(page, false))).toEqual({ equal: true, source: [], page: [] });
    for (const other of ["other", ""])
      expect(compare(source, pageSigns(page.replace(/\w+/, other), false)).equal).toBe(false);
  });
}

/** Markdown of which the check does not know how the press reads it. */
const doubts: [what: string, markdown: string, isDoubtful: boolean][] = [
  ["a note in what may be code", "Mew\n\n    ^[Late]\n", true],
  ["a note in a list's code", "-     ^[Late]\n", true],
  ["a fence in what may be code", "Mew\n\n    ```\n    a\n    ```\n", true],
  ["a fence that its list ends", "- ```\n\nMew\n", true],
  ["a note that does not end", "Mew ^[Late\n", true],
  ["an address that is defined in a paragraph", "Mew\n[a]: /u\n", true],
  ["a note below a table", "| a |\n| - |\n[^1]: Late\n", true],
  ["a note below a quotation", "> a\n[^1]: Late\n", true],
  ["notes, code, a table", "a^[b] `c`[^1]\n\n```\nd\n```\n\n| e |\n| - |\n\n[^1]: f\n\n[g]: /h\n", false],
];

for (const [what, markdown, isDoubtful] of doubts) {
  test(`the check ${isDoubtful ? "does not know" : "knows"} how the press reads ${what}`, () => {
    expect(markdownSigns(markdown).doubtful).toBe(isDoubtful);
  });
}

test("words that may differ are marked, and not said to differ", async ({ page }) => {
  await open(page, "?doubt");
  await expect(page.getByRole("status")).toHaveText(
    "This page cannot tell whether the marked words differ; the commands below can.",
  );
  await expect(page.locator("#source mark")).not.toHaveCount(0);
  await expect(page.getByText("✗")).toHaveCount(0);
});
