import { existsSync, readFileSync, writeFileSync } from "node:fs";
import { join } from "node:path";
import { expect, test } from "@playwright/test";
import { axeFindings } from "../support/axe.ts";
import { type BuiltSite, buildSite } from "../support/build.ts";
import { runStet } from "../support/press.ts";
import { type Served, serve } from "../support/serve.ts";

/* Files that articles link to. */

const article = (more: string, text: string) => `---\ndate: 2026-10-05\n${more}---\n${text}\n`;

const pdf = (size: number) => Buffer.concat([Buffer.from("%PDF-1.7\n"), Buffer.alloc(size - 9, 32)]);

const articles = {
  "ledger.md": article(
    "headline: The ledger is open\n",
    "Read [the ledger](papers/ledger 1871.pdf) or [its figures](figures.csv).".replace(
      "ledger 1871.pdf",
      "ledger%201871.pdf",
    ),
  ),
  "papers/ledger 1871.pdf": pdf(1_234_567),
  "figures.csv": "Year,Boats\n1871,9\n",
  "khata.md": article("headline: کھاتا کھل گیا\nlanguage: ur\n", "[کھاتا](khata.pdf) پڑھیے۔"),
  "khata.pdf": pdf(48_200),
  "livre.md": article("headline: Le livre est ouvert\nlanguage: fr\n", "Lire [le livre](livre.pdf)."),
  "livre.pdf": pdf(2_000_000),
  "kommt.md": article("headline: Was kommt\nlanguage: de\nstatus: draft\n", "[Der Plan](plan.pdf) steht."),
  "plan.pdf": pdf(20_000),
  "lost.ods": "PK\x03\x04 and more",
};

let site: BuiltSite;
let served: Served;

test.beforeAll(async () => {
  site = buildSite({ articles });
  served = await serve(site.output);
});

test.afterAll(() => served.close());

test("a link to a file says what kind of file it is and how large, in the article's language", async ({
  page,
  browser,
}) => {
  await page.goto(`${served.address}/ledger/`);
  await expect(page.locator(".e-content").getByRole("link")).toHaveCount(2);
  await expect(page.getByRole("link", { name: "the ledger (PDF, 1.2 MB)" })).toHaveAttribute(
    "href",
    "ledger%201871.pdf",
  );
  await expect(page.getByRole("link", { name: "its figures (CSV, 1 kB)" })).toBeVisible();
  await page.goto(`${served.address}/livre/`);
  await expect(page.getByRole("link", { name: /^le livre \(PDF, 2\sMo\)$/ })).toBeVisible();
  await page.goto(`${served.address}/khata/`);
  await expect(page.getByRole("link", { name: /^کھاتا \(PDF، 48\sکلوبائٹ\)$/ })).toBeVisible();
  for (const path of ["ledger/", "khata/"])
    expect(await axeFindings(browser, `${served.address}/${path}`), path).toEqual([]);
});

test("the file stands beside the page, in the sitemap, and is no word of the article", () => {
  expect(readFileSync(join(site.output, "ledger/ledger 1871.pdf"))).toEqual(
    articles["papers/ledger 1871.pdf"],
  );
  const sitemap = readFileSync(join(site.output, "sitemap.xml"), "utf8");
  expect(sitemap).toContain("<loc>https://example.org/ledger/ledger%201871.pdf</loc>");
  expect(sitemap).toContain("<loc>https://example.org/ledger/figures.csv</loc>");
  const { items } = JSON.parse(readFileSync(join(site.output, "feed.json"), "utf8"));
  const texts = items.map(({ content_html }: { content_html: string }) => content_html).join("");
  expect(texts).toContain('<a href="https://example.org/livre/livre.pdf">le livre</a>');
  expect(runStet(["verify", site.folder, "--site", site.output]).stdout).toContain("every word stands");
});

test("a draft's file is withheld with it, and one that nothing links is told", () => {
  expect(existsSync(join(site.output, "kommt"))).toBe(false);
  expect(site.stderr.replaceAll(`${site.folder}/`, "")).toContain(
    "articles/lost.ods: warning: no article links to this file (link it in one, or move it away)\n",
  );
  expect(site.stderr).not.toContain("plan.pdf");
});

test("a file that is not what its name says is refused", () => {
  const refused = buildSite({
    articles: {
      "a.md": article(
        "headline: Papers\n",
        "[One](a.pdf), [two](b.pdf), [three](c.xlsx), [four](d.csv), [five](e.zip)",
      ),
      "a.pdf": "<!DOCTYPE html><title>Sign in</title>",
      "b.pdf": "no document",
      "c.xlsx": "<html>Not found</html>",
      "d.csv": "\ufeff<html>Not found</html>",
      "e.zip": "",
    },
  });
  expect(refused.status).toBe(1);
  expect(refused.stderr.replaceAll(`${refused.folder}/articles/`, "").split("\n").slice(0, 6)).toEqual([
    "a.pdf: the file is a web page, not PDF (save a.pdf again from where it came, or name it rightly)",
    "b.pdf: the file does not begin as PDF does (save b.pdf again from where it came, or name it rightly)",
    "c.xlsx: the file is a web page, not XLSX (save c.xlsx again from where it came, or name it rightly)",
    "d.csv: the file is a web page, not CSV (save d.csv again from where it came, or name it rightly)",
    "e.zip: the file is empty (save it again from where it came)",
    "5 errors",
  ]);
});

test("a file that changed after the build is told", () => {
  const built = buildSite({ articles: { "livre.md": articles["livre.md"], "livre.pdf": pdf(2_000) } });
  writeFileSync(join(built.output, "livre/livre.pdf"), "%PDF-1.7 and other words");
  const told = runStet(["verify", built.folder, "--site", built.output, "--own-sources"]);
  expect(told.status).toBe(1);
  expect(told.stderr).toContain("livre/livre.pdf");
});
