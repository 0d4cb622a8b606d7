import { type ChildProcess, fork } from "node:child_process";
import { stripVTControlCharacters } from "node:util";
import DevServer from "@11ty/eleventy-dev-server";
import { type Places, placesOf, pressFile } from "../press/build/places.ts";
import { escapeHtml } from "../press/page/html.ts";
import { folderOf, readArguments } from "./arguments.ts";
import type { Outcome } from "./preview.ts";
import { tell } from "./report.ts";
import { watchFiles } from "./watch.ts";

const help = `
stet start [FOLDER] [options]

Shows the site of the publication in FOLDER (the current folder), drafts included, and shows it anew whenever an article, its
metadata, the theme or the press changes.

  --articles DIR   the folder of articles (FOLDER/articles)
  --metadata FILE  the publication's metadata (FOLDER/metadata.yaml)
  --output DIR     where the preview goes (FOLDER/.cache/preview)
  --port NUMBER    the port, or the next free one (8080); 0 for any free one
  --help           this text
`;

/** `stet start`. */
export async function run(args: readonly string[]): Promise<void> {
  const { values, positionals } = readArguments(help, args, {
    articles: { type: "string" },
    metadata: { type: "string" },
    output: { type: "string" },
    port: { type: "string", default: "8080" },
  });
  const port = Number(values.port);
  if (!/^\d+$/.test(values.port) || port > 65_535) {
    console.error(`--port ${values.port} is no port: give a whole number from 0 to 65535`);
    process.exit(2);
  }
  try {
    const places = placesOf(folderOf(positionals), values, ".cache/preview");
    await show(places, port);
  } catch (thrown) {
    tell(thrown, true);
  }
}

/** How long the folders must be quiet before a build, in milliseconds: editors write a file in several steps. */
const quiet = 40;

async function show(places: Places, port: number): Promise<void> {
  const builder = new Builder(places);
  const server = DevServer.getServer("stet", places.output.path, {
    domDiff: false,
    onRequest: {
      "/*": ({ url }) =>
        builder.failure !== undefined && isPage(url.pathname) ? errorPage(builder.failure) : undefined,
    },
    messageOnStart: ({ hosts }) => `The site stands at ${hosts?.join(" or ")}; Ctrl+C ends.`,
  });
  let timer: NodeJS.Timeout | undefined;
  // Before the first build, which takes its time in an archive: what is saved meanwhile is to show, too.
  watchFiles(places, (what) => {
    if (what === "press") builder.forget();
    clearTimeout(timer);
    timer = setTimeout(() => builder.build(() => server.reload({ files: [] })), quiet);
  });
  await builder.build(() => server.reload({ files: [] }));
  await server.serve(port);
}

/** Has the preview built, one build at a time. */
class Builder {
  /** What the last build said, if it failed. */
  failure: string | undefined;
  readonly #places: Places;
  /** The process that builds. It is replaced when the press itself changes, for a process cannot forget a module. */
  #press: ChildProcess | undefined;
  #building = false;
  #again = false;

  constructor(places: Places) {
    this.#places = places;
  }

  /** Has the next build begin with the press as it is then. */
  forget(): void {
    if (this.#press?.connected) this.#press.disconnect();
    this.#press = undefined;
  }

  /** Builds, or has the build that goes on begin again. */
  async build(onDone: () => void): Promise<void> {
    this.#again = this.#building;
    if (this.#building) return;
    this.#building = true;
    do {
      this.#again = false;
      const { ok, text } = await this.#outcome();
      this.failure = ok ? undefined : text;
      console.log(text);
      onDone();
    } while (this.#again);
    this.#building = false;
  }

  /** Has the press build once. */
  #outcome(): Promise<Outcome> {
    const child = this.#press?.connected ? this.#press : this.#begin();
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
  #begin(): ChildProcess {
    const child = fork(pressFile("bin/stet.js"), ["preview", JSON.stringify(this.#places)]);
    child.once("exit", () => {
      if (this.#press === child) this.#press = undefined;
    });
    this.#press = child;
    return child;
  }
}

function isPage(path: string): boolean {
  return path.endsWith("/") || path.endsWith(".html");
}

/** What went wrong, in the browser: the same text as on the terminal. The page reloads itself when all is well again. */
function errorPage(text: string) {
  const body = `<!doctype html><html lang="en"><meta charset="utf-8"><title>Stet: errors</title><body style="font:1rem/1.5 system-ui;margin:2rem"><h1>The site cannot be built</h1><pre style="white-space:pre-wrap">${escapeHtml(stripVTControlCharacters(text))}</pre></body></html>`;
  return { status: 500, headers: { "content-type": "text/html; charset=utf-8" }, body };
}
