import { type ChildProcess, spawn } from "node:child_process";
import { readFileSync, writeFileSync } from "node:fs";
import { join } from "node:path";
import { expect, test } from "@playwright/test";
import { copyProject } from "./support/project.ts";

/*
 * `npm start` in a real browser: what a writer sees after each save, without touching the browser or the terminal.
 */

let folder: string;
let server: ChildProcess;
let site: string;

test.beforeAll(async () => {
  folder = copyProject();
  writeFileSync(join(folder, "src/articles/second.txt"), " date 2024-03-01 The bridge opened.\n");
  writeFileSync(join(folder, "src/articles/second.yaml"), "headline: Bridge opens\nstatus: draft\n");
  server = spawn(process.execPath, ["--import", "tsx", "src/commands/start.ts", "--port", "18080"], {
    cwd: folder,
  });
  site = await new Promise<string>((found, failed) => {
    let said = "";
    const listen = (data: Buffer) => {
      said += data;
      const address = /http:\/\/localhost:\d+\//.exec(said)?.[0];
      if (address) found(address);
    };
    server.stdout?.on("data", listen);
    server.stderr?.on("data", listen);
    server.once("exit", () => failed(new Error(said)));
  });
});

test.afterAll(() => {
  server.kill("SIGTERM");
});

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
    code.replace('<h1 class="p-name">', '<h1 class="p-name" title="changed">'),
  );
  await expect(page.getByRole("heading", { level: 1 })).toHaveAttribute("title", "changed");

  edit("src/press/languages/en.ts", (code) => code.replaceAll("Cite this article", "Quote this article"));
  await expect(page.getByText("Quote this article")).toBeVisible();

  edit("_data/metadata.yaml", (yaml) => yaml.replace("title: Stet", "title: The Bridge Post"));
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

function edit(name: string, change: (text: string) => string): void {
  const path = join(folder, name);
  const before = readFileSync(path, "utf8");
  const after = change(before);
  expect(after, `${name} has what the test changes`).not.toBe(before);
  writeFileSync(path, after);
}
