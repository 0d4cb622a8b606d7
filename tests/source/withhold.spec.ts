import { spawnSync } from "node:child_process";
import { createHash } from "node:crypto";
import { readdirSync, readFileSync, statSync } from "node:fs";
import { join } from "node:path";
import { expect, test } from "@playwright/test";
import { findWithheld, redact } from "../../src/press/source/withhold.ts";
import { type BuiltSite, buildSite, rebuildSite, stetProgram } from "../support/build.ts";

/* What the metadata withhold is in no output, and a mark stands in its place in the source that is served. */

const served = (text: string, items: Parameters<typeof findWithheld>[2], start = 0) =>
  redact(text, findWithheld(text, start, items).ranges);

test("lines and words give way to a mark; line ends and the marks of lists stay", () => {
  expect(served("One two.\r\n  Note to desk\r\nThree.", [{ lines: "2" }])).toBe(
    "One two.\r\n  [███]\r\nThree.",
  );
  expect(served("a\n- b c\n> d\n\n## e", [{ lines: "2-5" }])).toBe("a\n- [███]\n> [███]\n\n## [███]");
  expect(served("Ann said. Announce Ann’s Ann\nRoe", [{ words: "Ann" }])).toBe(
    "[███] said. Announce [███]’s [███]\nRoe",
  );
  expect(served("said Jane\nDoe of C++ (1)", [{ words: "Jane Doe of C++ (1)" }])).toBe("said [███]\n[███]");
  expect(served("証人の田中太郎は", [{ words: "田中太郎" }])).toBe("証人の[███]は");
  expect(served("abc def ghi", [{ words: "abc def" }, { words: "def ghi" }])).toBe("[███]");
  expect(served("head text", [{ lines: "1" }], 5)).toBe("head [███]");
});

const secret = "Jane Quimby";
const note = "Editors: the lawyers ask for a call at 212";

function everyFile(folder: string): string[] {
  return readdirSync(folder, { recursive: true, encoding: "utf8" })
    .map((name) => join(folder, name))
    .filter((path) => statSync(path).isFile());
}

test.describe("a built site", () => {
  let site: BuiltSite;
  const wire = ` date 2023-12-02 The witness, ${secret}, spoke on Friday.\r\n\r\n${note}\r\n\r\nJane\r\nQuimby left. Nothing more was said.\r\n`;
  const markdown = `The vote was *5-4*, ${secret} said.\n\n<!-- LAWYER: do not print this -->\n\n- one\n- two\n`;
  const read = (file: string) => readFileSync(join(site.output, file), "utf8");

  test.beforeAll(() => {
    site = buildSite({
      articles: {
        "court.txt": wire,
        "court.yaml": `headline: In court\nwithhold:\n  - lines: 3\n  - words: ${secret}\n`,
        "vote.md": markdown,
        "vote.yaml": `headline: The vote\ndate: 2023-12-01\nwithhold: [{lines: 3-3}, {words: ${secret}}]\n`,
        "open.txt": " date 2023-11-30 Nothing is withheld here.\n",
        "open.yaml": "headline: Open\n",
      },
    });
    expect(site.stderr).not.toContain("error");
    expect(site.status).toBe(0);
  });

  test("serves the source with marks, and its digest", () => {
    const source = read("court/source.txt");
    expect(source).toBe(
      " date 2023-12-02 The witness, [███], spoke on Friday.\r\n\r\n[███]\r\n\r\n[███]\r\n[███] left. Nothing more was said.\r\n",
    );
    expect(read("vote/source.md")).toBe("The vote was *5-4*, [███] said.\n\n[███]\n\n- one\n- two\n");
    const sha256 = createHash("sha256").update(source).digest("hex");
    expect(read("court/index.html")).toContain(sha256);
    expect(JSON.parse(read("court/article.json")).proof.sha256).toBe(sha256);
  });

  test("tells on the page how many words are withheld", () => {
    expect(read("court/index.html")).toContain(" · 13 words withheld</summary>");
    expect(read("vote/index.html")).toContain(" · 9 words withheld</summary>");
    expect(read("court/index.html")).toContain("<p>The witness, [███], spoke on Friday.</p><p>[███]</p>");
    expect(read("open/index.html")).not.toContain("withheld<");
  });

  test("has neither the words nor the original's digest in any file", () => {
    const digests = [wire, markdown].map((text) => createHash("sha256").update(text).digest("hex"));
    for (const path of everyFile(site.output)) {
      const text = readFileSync(path, "latin1");
      for (const word of ["Quimby", "LAWYER", "lawyers ask", ...digests])
        expect(text.includes(word), path).toBe(false);
    }
  });

  test("comes out the same from what was kept, and is verified against its sources", () => {
    const before = read("court/index.html");
    expect(rebuildSite(site.folder).status).toBe(0);
    expect(read("court/index.html")).toBe(before);
    const ran = spawnSync(process.execPath, [stetProgram, "verify", "--site", site.output], {
      encoding: "utf8",
      cwd: site.folder,
    });
    expect(ran.stderr).toBe("");
    expect(ran.status).toBe(0);
  });
});

test("what cannot be withheld, and what is still told elsewhere, stops the build", () => {
  const site = buildSite({
    articles: {
      "quimby-case.txt": ` date 2023-12-02 The witness, ${secret}, spoke. JANE QUIMBY left.\n`,
      "quimby-case.yaml": `headline: Court hears Jane Quimby\nwithhold:\n  - words: ${secret}\n  - words: Quimby\n  - lines: 9\n  - words: nobody\n`,
      "front.md": `---\nheadline: Front\ndate: 2023-12-02\nwithhold: [{words: ${secret}}]\n---\n${secret} spoke.\n`,
      "form.txt": " date 2023-12-02 Fish.\n",
      "form.yaml": "headline: Form\nwithhold:\n  - lines: two\n  - lines: 1\n    words: Fish\n",
    },
  });
  expect(site.status).toBe(1);
  const told = site.stderr.split("\n").flatMap((line) => /^\S*articles\/(\S+ .*)$/.exec(line)?.[1] ?? []);
  for (const [place, reason] of [
    ["quimby-case.yaml:5:5", "the text has no words on line 9"],
    ["quimby-case.yaml:6:5", 'the words "nobody" do not stand in the text'],
    ["quimby-case.txt:", 'the withheld words "Jane Quimby" stand in the text in another form or place'],
    ["quimby-case.yaml:1:11", '`headline` has the withheld words "Jane Quimby"'],
    ["quimby-case.txt:", 'the slug "quimby-case" has words that are withheld'],
    ["front.md:4:", "the front matter is served with the text, and has the withheld words"],
    ["form.yaml:3:", "must be a line such as 12, or lines such as 12-14"],
    ["form.yaml:4:", "must have either `lines` or `words`"],
  ] as const)
    expect(
      told.filter((line) => line.startsWith(place) && line.includes(reason)),
      `${place} ${reason}`,
    ).toHaveLength(1);
});

test("withholding takes time that grows with the text", () => {
  const cost = (count: number) => {
    const text = "Jane Doe said so, and Jane left.\n".repeat(count);
    const start = process.cpuUsage();
    redact(text, findWithheld(text, 0, [{ words: "Jane Doe" }, { lines: `1-${count}` }]).ranges);
    const { user, system } = process.cpuUsage(start);
    return user + system;
  };
  cost(2_000);
  const [small, large] = [20_000, 160_000].map(cost) as [number, number];
  expect(Math.log(large / small) / Math.log(8)).toBeLessThan(1.4);
});
