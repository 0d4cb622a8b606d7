import { createHash } from "node:crypto";
import { readFileSync } from "node:fs";
import { join } from "node:path";
import { pathToFileURL } from "node:url";
import { brotliCompressSync } from "node:zlib";
import { expect, test } from "@playwright/test";
import { runBuild } from "./support/build.ts";
import { temporaryFolder } from "./support/temporary.ts";

/*
 * The publication that lies in this repository, `src/articles` and `_data/metadata.yaml`, and it alone: all other tests have
 * publications of their own. Whoever puts other articles in its place replaces this file, too.
 */

/** The first article, character for character. It opens a quotation with `"` and closes it with `”`; so must its page. */
const paragraphs = [
  "More than two years after ousting the US-backed government in Kabul, the Taliban have taken de facto control of the Afghan diplomatic missions in India.",
  "“Our consulates in Mumbai and Hyderabad are functioning and in contact with the Ministry of Foreign Affairs,” Sher Mohammad Abbas Stanekzai, a Taliban deputy foreign minister, said during a TV interview this week.",
  "Stanekzai's assertions came after diplomats loyal to the US-backed ousted Afghan government announced last week they were permanently shutting down the embassy over alleged lack of cooperation from the host country, among other issues.",
  "He said that consuls at both missions moved to New Delhi earlier this week and reopened offices at the Afghan embassy. “God willing, our embassy will resume regular services in two to three days.”",
  "The Taliban reclaimed power in Afghanistan two years ago, but India and the world at large have not granted them diplomatic legitimacy, mainly over human rights violations and their harsh treatment of Afghan women.",
  "Last Friday, the Afghan embassy posted a statement on X, formerly known as Twitter, saying the mission was shutting down and the keys had been given to the host government. It alleged pressure from both India and the Taliban had forced the decision.",
  `"Unfortunately, despite an eight-week wait, the objectives of visa extension for diplomats and a shift in the Indian government's conduct were not realized," the statement quoted the then-Ambassador Farid Mamundzay as saying.`,
  "It noted that Afghan diplomats had reached third countries, and none remained in India. They are reportedly seeking asylum in the US and Europe.",
  '"The only individuals present in India are diplomats affiliated with the Taliban, visibly attending their regular online meetings,” the embassy said, without discussing the status of the consulates in Mumbai and Hyderabad.',
  "The Indian foreign ministry so far has not commented on the status of the Afghan diplomatic missions in the country.",
  "India is among the more than a dozen countries that have kept open or returned to reopen their embassies in Afghanistan after the Taliban takeover. They included neighboring Pakistan, China, Iran, and Russia.",
];

const slug = "taliban-afghan-missions-india";

/** The digest of the agency's file. */
const sha256 = "b81652bcfe4e10ce1509d3e2c2a83d2d9824d4e6d016ab59ac0cae3b84ab0e99";

const project = join(import.meta.dirname, "..");

test.describe("this repository's own publication", () => {
  let output: string;

  test.beforeAll(() => {
    output = join(temporaryFolder(), "dist");
    const { status, stdout, stderr } = runBuild(project, ["--strict", "--output", output]);
    expect(stderr).toBe("");
    expect(stdout).toContain("1 article, 344 words, ");
    expect(status).toBe(0);
  });

  for (const path of ["index.html", `${slug}/index.html`]) {
    test(`has its first article on ${path}, all 11 paragraphs, character for character`, async ({ page }) => {
      await page.goto(pathToFileURL(join(output, path)).href);
      expect(await page.locator(".e-content > *").allInnerTexts()).toEqual(paragraphs);
      await expect(page.locator("h1")).toHaveText(
        "Taliban take de facto control of Afghan diplomatic missions in India",
      );
      await expect(page.locator("main article header time")).toHaveText("2 December 2023");
      await page.getByText("All 344 words stand as in the source").click();
      const proof = page.locator("article details").filter({ hasText: sha256 });
      await expect(proof.getByRole("link", { name: "Source text" })).toHaveAttribute(
        "href",
        path === "index.html" ? `${slug}/source.txt` : `../${slug}/source.txt`,
      );
    });
  }

  test("has the agency's file beside the page, byte for byte", () => {
    const source = readFileSync(join(output, slug, "source.txt"));
    expect(createHash("sha256").update(source).digest("hex")).toBe(sha256);
    expect(source.length).toBe(2221);
  });

  test("sends the first article's page in at most 4,400 bytes, with brotli 11", () => {
    const page = readFileSync(join(output, slug, "index.html"));
    expect(brotliCompressSync(page).length).toBeLessThanOrEqual(4400);
  });
});
