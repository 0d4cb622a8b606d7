import { type ChildProcess, fork } from "node:child_process";
import { isIP } from "node:net";
import { stripVTControlCharacters } from "node:util";
import { type Places, placesOf, pressFile } from "../press/build/places.ts";
import { escapeHtml } from "../press/page/html.ts";
import { folderOf, readArguments } from "./arguments.ts";
import { type DevServer, PreviewServer } from "./dev-server.ts";
import type { Outcome } from "./preview.ts";
import { tell } from "./report.ts";
import { watchFiles } from "./watch.ts";

const help = `
stet start [FOLDER] [options]

Shows the site of the publication in FOLDER (the current folder), drafts included, and shows it anew whenever an article, its
metadata, the theme or the press changes. Only browsers on this machine can read it (127.0.0.1 and ::1).

  --articles DIR   the folder of articles (FOLDER/articles)
  --metadata FILE  the publication's metadata (FOLDER/metadata.yaml)
  --output DIR     where the preview goes (FOLDER/.cache/preview)
  --port NUMBER    the port, or the next free one (8080); 0 for any free one
  --host ADDRESS   an IP address of this machine, over which others may read it, drafts included; 0.0.0.0 for all
  --help           this text
`;

/** `stet start`. */
export async function run(args: readonly string[]): Promise<void> {
  const { values, positionals } = readArguments(help, args, {
    articles: { type: "string" },
    metadata: { type: "string" },
    output: { type: "string" },
    port: { type: "string", default: "8080" },
    host: { type: "string" },
  });
  const port = Number(values.port);
  if (!/^\d+$/.test(values.port) || port > 65_535) {
    console.error(`--port ${values.port} is no port: give a whole number from 0 to 65535`);
    process.exit(2);
  }
  if (values.host !== undefined && (!isIP(values.host) || values.host.includes("%"))) {
    console.error(`--host ${values.host} is no IP address: give one of this machine's, or 0.0.0.0 for all`);
    process.exit(2);
  }
  try {
    const places = placesOf(folderOf(positionals), values, ".cache/preview");
    await show(places, port, values.host);
  } catch (thrown) {
    tell(thrown, true);
  }
}

/** How long the folders must be quiet before a build, in milliseconds: editors write a file in several steps. */
const quiet = 40;

async function show(places: Places, port: number, host: string | undefined): Promise<void> {
  const builder = new Builder(places);
  const server = new PreviewServer({
    folder: places.output.path,
    port,
    host,
    errorPage: () => (builder.failure === undefined ? undefined : errorPage(builder.failure)),
  });
  // First of all, for nobody wants to wait for a build to hear that the port is taken.
  const place = await begun(server);
  let timer: NodeJS.Timeout | undefined;
  // Before the first build, which takes its time in an archive: what is saved meanwhile is to show, too.
  watchFiles(places, (what) => {
    if (what === "press") builder.forget();
    clearTimeout(timer);
    timer = setTimeout(() => builder.build(() => server.reload()), quiet);
  });
  await builder.build(() => server.reload());
  console.log(place);
}

/** What the terminal says of where the site stands. A machine without a free port ends the process. */
async function begun(server: PreviewServer): Promise<string> {
  try {
    return standing(await server.start());
  } catch (thrown) {
    console.error(thrown instanceof Error ? thrown.message : thrown);
    process.exit(1);
  }
}

function standing({ url, widened }: DevServer): string {
  const wide = `--host lets others read it as well, drafts included: ${widened.join(" or ")}\n`;
  return `${widened.length > 0 ? wide : ""}The site stands at ${url}; Ctrl+C ends.`;
}

/** Has the preview built, one build at a time. */
class Builder {
  /** What the last build said, if it failed. */
  failure: string | undefined;
  readonly #places: Places;
  /** The process that builds. It is replaced when the press itself changes, for a process cannot forget a module. */
  #press: ChildProcess | undefined;
  /** Processes that were told to end. One that builds has no answer then, and its build begins again. */
  readonly #forgotten = new WeakSet<ChildProcess>();
  #building = false;
  #again = false;

  constructor(places: Places) {
    this.#places = places;
  }

  /** Has the next build begin with the press as it is then. */
  forget(): void {
    if (this.#press) this.#forgotten.add(this.#press);
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
      const outcome = await this.#outcome();
      if (outcome) {
        this.failure = outcome.ok ? undefined : outcome.text;
        console.log(outcome.text);
        onDone();
      } else this.#again = true;
    } while (this.#again);
    this.#building = false;
  }

  /** Has the press build once; undefined if it was forgotten meanwhile. */
  #outcome(): Promise<Outcome | undefined> {
    const child = this.#press?.connected ? this.#press : this.#begin();
    return new Promise((done) => {
      const stopped = { ok: false, text: "the press stopped; what it said stands above" };
      const ended = () => done(this.#forgotten.has(child) ? undefined : stopped);
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

/** What went wrong, in the browser: the same text as on the terminal. The page reloads itself when all is well again. */
function errorPage(text: string): string {
  return `<!doctype html><html lang="en"><meta charset="utf-8"><title>Stet: errors</title><body style="font:1rem/1.5 system-ui;margin:2rem"><h1>The site cannot be built</h1><pre style="white-space:pre-wrap">${escapeHtml(stripVTControlCharacters(text))}</pre></body></html>\n`;
}
