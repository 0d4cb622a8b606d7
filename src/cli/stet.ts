import { nearest } from "../press/faults/nearest.ts";

/** A command: reads its arguments, does its work, and sets the process' exit status. */
interface Command {
  run: (args: readonly string[]) => Promise<void> | void;
}

/** Each is loaded only when it is called. */
const commands: Record<string, () => Promise<Command>> = {
  init: () => import("./init.ts"),
  build: () => import("./build.ts"),
  start: () => import("./start.ts"),
  new: () => import("./new.ts"),
  correct: () => import("./correct.ts"),
  import: () => import("./import.ts"),
  verify: () => import("./verify.ts"),
  schema: () => import("./schema.ts"),
  admin: () => import("./admin.ts"),
  // Not for people: the building half of `start`.
  preview: () => import("./preview.ts"),
};

const help = `
stet COMMAND [options]

A static press for articles: every word of the source stands on the page, and the build proves it.

  init FOLDER      begins a publication
  build [FOLDER]   builds the site, proves it, and publishes it into FOLDER/dist
  start [FOLDER]   shows the site while you write
  new "Headline"   begins an article
  correct SLUG     shows what changed of an article, and begins its correction
  import FILE…     takes articles over from other systems
  verify [FOLDER]  checks a built or a hosted site against the sources
  admin [FOLDER]   puts an editor in the browser beside the site
  schema           writes the JSON Schemas of the metadata

stet COMMAND --help says more. Without FOLDER, the publication is the current folder.
`;

/**
 * Runs a command. An unknown one ends the process with exit status 2.
 *
 * @param args what was typed after `stet`
 */
export async function stet([name, ...args]: readonly string[]): Promise<void> {
  if (name === undefined || name === "--help" || name === "-h" || name === "help") {
    console.log(help.trim());
    return;
  }
  const command = Object.hasOwn(commands, name) ? commands[name] : undefined;
  if (command) {
    const { run } = await command();
    await run(args);
    return;
  }
  const near = nearest(name, Object.keys(commands));
  console.error(`unknown command ${name}; ${near ? `did you mean stet ${near}?` : "stet --help lists them"}`);
  process.exitCode = 2;
}
