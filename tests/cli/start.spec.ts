import { type ChildProcess, spawn, spawnSync } from "node:child_process";
import { cpSync, existsSync, mkdirSync, readFileSync, renameSync, rmSync, writeFileSync } from "node:fs";
import { join } from "node:path";
import { expect, test } from "@playwright/test";
import { addressOf } from "../support/address.ts";
import { plainMetadata, stetProgram } from "../support/build.ts";
import { copyProject } from "../support/project.ts";

/*
 * `npm start` in a real browser: what a writer sees after each save, without touching the browser or the terminal.
 */

let folder: string;
let site: string;

const started: ChildProcess[] = [];

test.beforeAll(async () => {
  folder = projectWithDraft();
  site = await addressOf(start(folder));
});

test.afterAll(() => {
  for (const server of started) server.kill("SIGTERM");
});

function projectWithDraft(): string {
  const project = copyProject();
  writeFileSync(join(project, "src/articles/second.txt"), " date 2024-03-01 The bridge opened.\n");
  writeFileSync(join(project, "src/articles/second.yaml"), "headline: Bridge opens\nstatus: draft\n");
  return project;
}

/** `npm start` on any free port. */
function start(
  project: string,
  { env = {}, args = [] }: { env?: NodeJS.ProcessEnv; args?: readonly string[] } = {},
): ChildProcess {
  // The copy's own press, which a test edits.
  const command = ["bin/stet.js", "start", "--port", "0", ...args];
  const server = spawn(process.execPath, command, { cwd: project, env: { ...process.env, ...env } });
  started.push(server);
  return server;
}

test("a draft shows, and a saved article, metadata file, style, template and press file each show by themselves", async ({
  page,
}) => {
  await page.goto(`${site}second/`);
  await expect(page.getByRole("heading", { level: 1 })).toHaveText("Bridge opens");

  writeFileSync(join(folder, "src/articles/second.txt"), " date 2024-03-01 The bridge opened at noon.\n");
  await expect(page.getByText("The bridge opened at noon.")).toBeVisible();

  writeFileSync(join(folder, "src/articles/second.yaml"), "headline: New bridge opens\nstatus: draft\n");
  await expect(page.getByRole("heading", { level: 1 })).toHaveText("New bridge opens");

  edit("_includes/style.css", (css) => `${css}\nh1 { color: rgb(1, 2, 3); }\n`);
  await expect(page.getByRole("heading", { level: 1 })).toHaveCSS("color", "rgb(1, 2, 3)");

  edit("_includes/article.ts", (code) =>
    code.replace('<h1 class="p-name"', '<h1 title="changed" class="p-name"'),
  );
  await expect(page.getByRole("heading", { level: 1 })).toHaveAttribute("title", "changed");

  edit("src/press/languages/en.ts", (code) => code.replaceAll("Cite this article", "Quote this article"));
  await expect(page.getByText("Quote this article")).toBeVisible();

  edit("_data/metadata.yaml", (yaml) => yaml.replace("title: The Quay Post", "title: The Bridge Post"));
  await expect(page).toHaveTitle("New bridge opens · The Bridge Post");
});

test("a mistake shows in the browser with its file and line, and mending it brings the page back", async ({
  page,
}) => {
  await page.goto(`${site}second/`);
  writeFileSync(
    join(folder, "src/articles/second.yaml"),
    "headline: Bridge opens\nstandfrist: Oh\nstatus: draft\n",
  );
  await expect(page.getByRole("heading")).toHaveText("The site cannot be built");
  await expect(page.locator("pre")).toContainText(
    "src/articles/second.yaml:2:1: unknown key `standfrist` (did you mean `standfirst`?)",
  );
  writeFileSync(join(folder, "src/articles/second.yaml"), "headline: Bridge opens again\nstatus: draft\n");
  await expect(page.getByRole("heading", { level: 1 })).toHaveText("Bridge opens again");
});

test("an article with a picture shows after the first, the second and the third save", async ({ page }) => {
  const project = projectWithDraft();
  const articles = join(project, "src/articles");
  const picture = join(import.meta.dirname, "../fixtures/page/en/articles/quay.jpg");
  cpSync(picture, join(articles, "quay.jpg"));
  const text = (when: string) =>
    `---\nheadline: Quay\ndate: 2024-03-02\n---\nThe quay was empty ${when}.\n\n![The quay](quay.jpg)\n`;
  writeFileSync(join(articles, "quay.md"), text("at dawn"));
  const site = await addressOf(start(project));
  await page.goto(`${site}quay/`);
  for (const when of ["at dawn", "at noon", "at dusk", "at night"]) {
    writeFileSync(join(articles, "quay.md"), text(when));
    await expect(page.getByText(`The quay was empty ${when}.`)).toBeVisible();
    const shown = page.getByRole("img", { name: "The quay" });
    // The page may be loaded anew while it is asked.
    await expect(async () => {
      expect(await shown.evaluate((image: HTMLImageElement) => image.naturalWidth)).toBeGreaterThan(0);
    }).toPass();
  }
});

test("what is saved during the first build shows, too", async ({ request }) => {
  const project = projectWithDraft();
  const standing = addressOf(start(project));
  // Articles are read before there is a folder for what is made of them.
  await expect
    .poll(() => existsSync(join(project, ".cache/.preview.staging")), { intervals: [5], timeout: 30_000 })
    .toBe(true);
  writeFileSync(join(project, "src/articles/second.txt"), " date 2024-03-01 The bridge opened early.\n");
  const page = `${await standing}second/`;
  await expect.poll(async () => (await request.get(page)).text()).toContain("The bridge opened early.");
});

test("a press that dies after its answer is replaced at the next save", async ({ page }) => {
  const project = projectWithDraft();
  // Pagefind is started when a change was shown. This one kills whoever started it.
  const pagefind = join(project, "pagefind.sh");
  writeFileSync(pagefind, `#!/bin/sh\ntouch "${project}/died"\nkill -9 $PPID\n`, { mode: 0o755 });
  const site = await addressOf(start(project, { env: { PAGEFIND_EXTENDED_BINARY_PATH: pagefind } }));
  await page.goto(`${site}second/`);
  for (const when of ["at noon", "at night"]) {
    await expect.poll(() => existsSync(join(project, "died")), { timeout: 30_000 }).toBe(true);
    rmSync(join(project, "died"));
    writeFileSync(join(project, "src/articles/second.txt"), ` date 2024-03-01 The bridge opened ${when}.\n`);
    await expect(page.getByText(`The bridge opened ${when}.`)).toBeVisible();
  }
});

test("a preview may lie beside the publication's metadata: it does not set off another build", async ({
  request,
}) => {
  const project = projectWithDraft();
  mkdirSync(join(project, "post"));
  renameSync(join(project, "_data/metadata.yaml"), join(project, "post/metadata.yaml"));
  const places = ["--articles=src/articles", "--metadata=post/metadata.yaml", "--output=post/preview"];
  const server = start(project, { args: places });
  let built = 0;
  server.stdout?.on("data", (data) => {
    built += String(data).match(/built in/g)?.length ?? 0;
  });
  const page = `${await addressOf(server)}second/`;
  expect(await (await request.get(page)).text()).toContain("The bridge opened.");
  expect(existsSync(join(project, ".cache/preview"))).toBe(false);
  // Time enough for several builds of two articles.
  await new Promise((done) => setTimeout(done, 2_000));
  expect(built).toBe(1);
  writeFileSync(join(project, "post/metadata.yaml"), plainMetadata);
  await expect.poll(async () => (await request.get(page)).text()).toContain("The Test Post</title>");
});

for (const port of ["x", "", "80.5", "-1", "65536", "1e3", " 80"]) {
  test(`--port=${JSON.stringify(port)} is refused`, () => {
    const args = [stetProgram, "start", `--port=${port}`];
    const { status, stderr } = spawnSync(process.execPath, args, { encoding: "utf8", timeout: 60_000 });
    expect(stderr).toBe(`--port ${port} is no port: give a whole number from 0 to 65535\n`);
    expect(status).toBe(2);
  });
}

function edit(name: string, change: (text: string) => string): void {
  const path = join(folder, name);
  const before = readFileSync(path, "utf8");
  const after = change(before);
  expect(after, `${name} has what the test changes`).not.toBe(before);
  writeFileSync(path, after);
}
