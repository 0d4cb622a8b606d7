import { mkdirSync, readFileSync, writeFileSync } from "node:fs";
import { join } from "node:path";
import { expect, test } from "@playwright/test";
import { plainMetadata, runBuild } from "../support/build.ts";
import { sourcesOf } from "../support/pages.ts";
import { copyProject } from "../support/project.ts";

/** How many articles are built. PROOF_ARTICLES=10000 gives the figure in docs/proof.md. */
const count = Number(process.env.PROOF_ARTICLES ?? 1000);

const project = copyProject();
const seed = String(sourcesOf("publication").articles["north-quay-bridge.txt"]);

/** What the proof does in a build: reads what must stand there, and compares it with the page. */
const steps = [
  ["src/press/proof/prove.ts", "provePage"],
  ["src/press/proof/prove-records.ts", "proveRecords"],
  ["src/press/proof/prove-site.ts", "proveListing"],
  ["src/press/proof/prove-site.ts", "proveOther"],
  ["src/press/account/markdown-words.ts", "markdownCopy"],
] as const;

/** Makes a function of the copied project count its processor time. One step calls the other, and counts only once. */
function measure(file: string, name: string): void {
  const path = join(project, file);
  const code = readFileSync(path, "utf8");
  const opening = `export function ${name}(`;
  expect(code.split(opening), `${file} is patched in one place`).toHaveLength(2);
  const wrapper = `export function ${name}(...given) {
    globalThis.proof ??= { depth: 0, cost: 0 };
    const before = process.cpuUsage();
    globalThis.proof.depth++;
    try {
      return ${name}Unmeasured(...given);
    } finally {
      const { user, system } = process.cpuUsage(before);
      if (--globalThis.proof.depth === 0) globalThis.proof.cost += user + system;
    }
  }
  function ${name}Unmeasured(`;
  writeFileSync(
    path,
    code.replace(opening, () => wrapper),
  );
}

/** Tells at the build's end what it cost, and what of that the proof. */
const report = `process.on("exit", () => {
  const { user, system } = process.cpuUsage();
  console.log(["cost", globalThis.proof.cost, user + system].join(" "));
})`;

function writeArticles(): void {
  mkdirSync(join(project, "articles"));
  const markdown = seed
    .replace(/^ date \S+ /, "---\nheadline: A headline\ndate: 2023-12-02\n---\n")
    .replaceAll("bridge", "**bridge**")
    .replace("again.", "[again](https://example.org/).[^note]");
  for (let number = 0; number < count; number++) {
    // One in five is Markdown.
    const isMarkdown = number % 5 === 0;
    const text = isMarkdown
      ? `${markdown}\n\n[^note]: Number ${number}.\n`
      : `${seed}\n\nNumber ${number}.\n`;
    writeFileSync(join(project, `articles/a${number}.${isMarkdown ? "md" : "txt"}`), text);
    if (!isMarkdown) writeFileSync(join(project, `articles/a${number}.yaml`), "headline: A headline\n");
  }
  writeFileSync(join(project, "metadata.yaml"), `${plainMetadata}search: off\ncards: none\n`);
}

test("the proof costs at most a quarter of a build's processor time", () => {
  test.setTimeout(1_200_000);
  writeArticles();
  for (const [file, name] of steps) measure(file, name);
  const paths = ["--articles=articles", "--metadata=metadata.yaml", "--output=dist"];
  const preload = `--import=data:text/javascript,${encodeURIComponent(report)}`;
  const build = runBuild(project, paths, { NODE_OPTIONS: preload });
  expect(build.status, build.stderr.slice(0, 1000)).toBe(0);
  const [, proof, all] = /^cost (\d+) (\d+)$/m.exec(build.stdout) ?? [];
  const [seconds, total] = [Number(proof) / 1e6, Number(all) / 1e6];
  const share = Math.round((seconds / total) * 100);
  console.log(
    `${count} articles: ${seconds.toFixed(2)} s of ${total.toFixed(2)} s for the proof, ${share} %`,
  );
  expect(share).toBeLessThanOrEqual(25);
});
