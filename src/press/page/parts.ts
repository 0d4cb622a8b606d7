import { pathToFileURL } from "node:url";
import { error, type Fault, type Place, PressError, quoted } from "../faults/fault.ts";
import { nearest } from "../faults/nearest.ts";
import { type PartInput, type Parts, partNames } from "../site/parts.ts";
import type { OwnParts } from "../site/site.ts";
import { digest } from "../text/bytes.ts";
import type { ThemeFile } from "../theme/folder.ts";
import { type Html, html, raw } from "./html.ts";

/**
 * Loads a theme's parts: runs the file, and takes the functions that it exports by name or in its default export.
 *
 * @param file the file, JavaScript or, where Node reads it, TypeScript
 */
export async function loadParts(file: ThemeFile): Promise<Parts | Fault[]> {
  let exported: Readonly<Record<string, unknown>>;
  try {
    // A process keeps every module that it loaded: other bytes get another address.
    exported = await import(`${pathToFileURL(file.path)}?${digest(file.data).slice(0, 16)}`);
  } catch (thrown) {
    return [unloaded(file, thrown)];
  }
  const { default: whole, ...named } = exported;
  if (whole !== undefined && (typeof whole !== "object" || whole === null))
    return [error({ file: file.shown }, "the default export is no object", "export default { masthead, … }")];
  // A CommonJS file's exports come twice: by name, where Node finds them, and as a whole under two names.
  const parts = Object.entries({ ...whole, ...named }).filter(
    ([name]) => !/^module\.exports$|^__esModule$/.test(name),
  );
  const faults = parts.flatMap(([name, value]) => problemOf(file.shown, name, value));
  return faults.length > 0 ? faults : Object.fromEntries(parts);
}

function problemOf(file: string, name: string, value: unknown): Fault[] {
  if (!(partNames as readonly string[]).includes(name)) {
    const near = nearest(name, partNames);
    const remedy = near ? `did you mean \`${near}\`?` : `the parts are ${partNames.join(", ")}`;
    return [error({ file }, `there is no part \`${name}\``, remedy)];
  }
  if (typeof value === "function") return [];
  return [
    error({ file }, `the part \`${name}\` is ${kindOf(value)}`, "export a function that returns html`…`"),
  ];
}

function unloaded({ shown, path }: ThemeFile, thrown: unknown): Fault {
  if (thrown instanceof Error && "code" in thrown && thrown.code === "ERR_UNKNOWN_FILE_EXTENSION")
    return error(
      { file: shown },
      "this Node reads no TypeScript",
      "write parts.js, or build with Node 22.18 or newer",
    );
  return error(placeOf(shown, path, thrown), `the file cannot be run: ${said(thrown)}`, "mend it");
}

/**
 * A part of a page: the publication's own where it has one, else the press'.
 *
 * @param input what the part is given besides the template tags
 * @throws PressError if the publication's own part fails, or returns something else than HTML
 */
export function part<K extends keyof Parts>(
  own: OwnParts,
  name: K,
  input: Omit<Parameters<NonNullable<Parts[K]>>[0], "html" | "raw">,
): Html {
  const replacement = own.parts[name] as ((input: PartInput) => Html) | undefined;
  if (!replacement) return input.standard;
  const made = attempt(own.file, name, () =>
    replacement({ ...(input as Omit<PartInput, "html" | "raw">), html, raw }),
  );
  if (isHtml(made)) return made;
  const fault = error(
    { file: own.file },
    `the part \`${name}\` returned ${kindOf(made)}`,
    "return html`…`, which is given to it",
  );
  throw new PressError([fault]);
}

function attempt(file: string, name: string, work: () => unknown): unknown {
  try {
    return work();
  } catch (thrown) {
    if (thrown instanceof PressError) throw thrown;
    throw new PressError([
      error(placeOf(file, file, thrown), `the part \`${name}\` failed: ${said(thrown)}`, "mend it"),
    ]);
  }
}

function isHtml(value: unknown): value is Html {
  return typeof value === "object" && value !== null && "html" in value && typeof value.html === "string";
}

/** Where in a theme's file an error came from, as its stack tells. */
function placeOf(file: string, path: string, thrown: unknown): Place {
  const name = path.replace(/^.*[\\/]/, "").replace(/\./g, "\\.");
  const stack = thrown instanceof Error ? (thrown.stack ?? "") : "";
  const [, line, column] = new RegExp(`[\\\\/]${name}(?:\\?[0-9a-f]*)?:(\\d+)(?::(\\d+))?`).exec(stack) ?? [];
  return { file, ...(line && { line: Number(line) }), ...(column && { column: Number(column) }) };
}

function said(thrown: unknown): string {
  return thrown instanceof Error
    ? `${thrown.name}: ${thrown.message.split("\n")[0]}`
    : quoted(String(thrown));
}

function kindOf(value: unknown): string {
  if (value === null || value === undefined) return String(value);
  if (typeof value === "string") return `a string: ${quoted(value)}`;
  if (value instanceof Promise) return "a promise";
  return Array.isArray(value) ? "a list" : `${/^[aeiou]/.test(typeof value) ? "an" : "a"} ${typeof value}`;
}
