import { type ParseArgsConfig, parseArgs } from "node:util";
import { nearest } from "../press/faults/nearest.ts";
import { clock, type Now, nowAt, nowAtEpoch } from "../press/record/now.ts";

type Options = NonNullable<ParseArgsConfig["options"]>;

type Parsed<O extends Options> = ReturnType<typeof parseArgs<{ options: O; allowPositionals: true }>>;

/**
 * Reads a command's arguments. `--help` prints its help and ends the process; an unknown option does too, with the nearest one
 * there is and exit status 2.
 *
 * @param help the text of `--help`
 * @param args what was typed after the command
 * @param options the options, as `node:util` takes them
 * @param positionals whether arguments that are no options are allowed
 */
export function readArguments<const O extends Options>(
  help: string,
  args: readonly string[],
  options: O,
  positionals = true,
): Parsed<O> {
  try {
    const parsed = parseArgs({
      args: [...args],
      options: { ...options, help: { type: "boolean", short: "h" } },
      allowPositionals: positionals,
    });
    if ((parsed.values as { help?: boolean }).help) {
      console.log(help.trim());
      process.exit(0);
    }
    return parsed as unknown as Parsed<O>;
  } catch (thrown) {
    console.error(messageOf(thrown, Object.keys(options)));
    process.exit(2);
  }
}

/** The publication's folder, of a command that takes nothing else; the current one without it. Two end the process. */
export function folderOf([folder = ".", ...others]: readonly string[]): string {
  if (others.length === 0) return folder;
  console.error(`one publication at a time, not ${[folder, ...others].join(" and ")}; --help says more`);
  process.exit(2);
}

/** The value of an option that counts something. Anything but a whole number from 1 on ends the process, with exit status 2. */
export function countOf(option: string, value: string): number {
  if (/^[1-9]\d*$/.test(value)) return Number(value);
  console.error(
    `--${option} takes whole numbers from 1 on, not ${JSON.stringify(value)}; --help lists the options`,
  );
  process.exit(2);
}

/**
 * The present: what `--now` says, else the variable SOURCE_DATE_EPOCH, else the clock. What is no instant ends the process, with
 * exit status 2.
 */
export function nowFrom(option: string | undefined, epoch = process.env.SOURCE_DATE_EPOCH): Now {
  const [name, now] =
    option !== undefined
      ? ["--now", nowAt(option)]
      : epoch
        ? ["SOURCE_DATE_EPOCH", nowAtEpoch(epoch)]
        : ["", clock()];
  if (typeof now !== "string") return now;
  console.error(`${name}: ${now}`);
  process.exit(2);
}

function messageOf(thrown: unknown, known: readonly string[]): string {
  const message = thrown instanceof Error ? thrown.message : String(thrown);
  const option = /Unknown option '--?([^']+)'/.exec(message)?.[1];
  if (option === undefined) return `${message}; --help lists the options`;
  const near = nearest(option, [...known, "help"]);
  return `unknown option --${option}; ${near ? `did you mean --${near}?` : "--help lists the options"}`;
}
