import { readArguments } from "./arguments.ts";

const help = `
stet init FOLDER [options]

  --help   this text
`;

/** `stet init`. */
export function run(args: readonly string[]): void {
  readArguments(help, args, {});
}
