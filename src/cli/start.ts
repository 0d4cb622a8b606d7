import { type ChildProcess, fork } from "node:child_process";
import { existsSync, watch } from "node:fs";
import { basename, dirname, resolve } from "node:path";
import { stripVTControlCharacters } from "node:util";
import DevServer from "@11ty/eleventy-dev-server";
import { PressError } from "../press/faults/fault.ts";
import { escapeHtml } from "../press/page/html.ts";
import { checkPlace } from "../press/place.ts";
import { defaultSources } from "../press/site/site.ts";
import { readArguments } from "./arguments.ts";
import type { Outcome } from "./preview.ts";
import { mannerFor, report } from "./report.ts";

const help = `
npm start -- [options]

Shows the site, drafts included, and shows it anew whenever an article, its metadata, a template, the style or the press changes.

  --articles DIR   the folder of articles (src/articles)
  --metadata FILE  the publication's metadata (_data/metadata.yaml)
  --output DIR     where the preview goes (.cache/preview)
  --port NUMBER    the port, or the next free one (8080); 0 for any free one
  --help           this text
`;

const { values } = readArguments(help, {
  articles: { type: "string", default: defaultSources.articles },
  metadata: { type: "string", default: defaultSources.metadata },
  output: { type: "string", default: ".cache/preview" },
  port: { type: "string", default: "8080" },
});

const port = Number(values.port);
if (!/^\d+$/.test(values.port) || port > 65_535) {
  console.error(`--port ${values.port} is no port: give a whole number from 0 to 65535`);
  process.exit(2);
}

try {
  checkPlace(process.cwd());
} catch (thrown) {
  if (!(thrown instanceof PressError)) throw thrown;
  console.error(report(thrown.faults, mannerFor(process.stderr)));
  process.exit(1);
}

/** How long the folders must be quiet before a build, in milliseconds: editors write a file in several steps. */
const quiet = 40;

/** What the last build said, if it failed. */
let failure: string | undefined;

/** The process that builds. It is replaced when the press itself changes, for a process cannot forget a module. */
let press: ChildProcess | undefined;
let building = false;
let again = false;
let timer: NodeJS.Timeout | undefined;

const server = DevServer.getServer("stet", values.output, {
  domDiff: false,
  onRequest: {
    "/*": ({ url }) => (failure !== undefined && isPage(url.pathname) ? errorPage(failure) : undefined),
  },
  messageOnStart: ({ hosts }) => `The site stands at ${hosts?.join(" or ")}; Ctrl+C ends.`,
});

// Before the first build, which takes its time in an archive: what is saved meanwhile is to show, too.
follow(values.articles, "sources");
follow(dirname(values.metadata), "sources", basename(values.metadata));
for (const folder of ["_includes", "src/outputs", "src/press", ".eleventy.ts"]) follow(folder, "press");
await build();
await server.serve(port);

/**
 * Watches a folder, or a file, and builds when something in it changes.
 *
 * @param only the one name in the folder that matters: the preview itself may lie beside it
 */
function follow(path: string, what: "sources" | "press", only?: string): void {
  if (!existsSync(path)) return;
  watch(path, { recursive: what === "press" }, (_, name) => {
    if (only !== undefined && name !== null && name !== only) return;
    // The style is read at every build; all else of the press is code.
    if (what === "press") {
      if (press?.connected) press.disconnect();
      press = undefined;
    }
    clearTimeout(timer);
    timer = setTimeout(build, quiet);
  });
}

async function build(): Promise<void> {
  if (building) {
    again = true;
    return;
  }
  building = true;
  do {
    again = false;
    show(await outcome());
  } while (again);
  building = false;
}

function show({ ok, text }: Outcome): void {
  failure = ok ? undefined : text;
  console.log(text);
  server.reload({ files: [] });
}

/** Has the press build once. */
function outcome(): Promise<Outcome> {
  const child = press?.connected ? press : beginPress();
  return new Promise((done) => {
    const ended = () => done({ ok: false, text: "the press stopped; what it said stands above" });
    child.once("exit", ended);
    child.once("message", (message) => {
      child.off("exit", ended);
      done(message as Outcome);
    });
    child.send("build", (unsent) => unsent && ended());
  });
}

/** Begins the process that builds. It may end at any time, for it goes on working once a change is shown. */
function beginPress(): ChildProcess {
  const child = fork(resolve("src/cli/preview.ts"), [JSON.stringify(values)]);
  child.once("exit", () => {
    if (press === child) press = undefined;
  });
  press = child;
  return child;
}

function isPage(path: string): boolean {
  return path.endsWith("/") || path.endsWith(".html");
}

/** What went wrong, in the browser: the same text as on the terminal. The page reloads itself when all is well again. */
function errorPage(text: string) {
  const body = `<!doctype html><html lang="en"><meta charset="utf-8"><title>Stet: errors</title><body style="font:1rem/1.5 system-ui;margin:2rem"><h1>The site cannot be built</h1><pre style="white-space:pre-wrap">${escapeHtml(stripVTControlCharacters(text))}</pre></body></html>`;
  return { status: 500, headers: { "content-type": "text/html; charset=utf-8" }, body };
}
