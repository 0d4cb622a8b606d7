/** How grave a fault is: an error stops the build, a warning does too under `--strict`, a notice only informs. */
export type Level = "error" | "warning" | "notice";

/** One thing that is wrong with a file that a maintainer wrote, and what to do about it. */
export interface Fault {
  level: Level;
  /** The path of the file, as the maintainer would type it. */
  file: string;
  /** Counted from 1; absent where the fault concerns the file as a whole. */
  line?: number;
  /** Counted from 1, in characters as an editor counts them (UTF-16 code units). */
  column?: number;
  /** What is wrong, with the offending value. */
  reason: string;
  /** What to do about it. */
  remedy?: string;
}

/** Where in a file something stands. */
export type Place = Pick<Fault, "file" | "line" | "column">;

/** Thrown to stop a run; carries every fault that was found until then. */
export class PressError extends Error {
  readonly faults: readonly Fault[];

  constructor(faults: readonly Fault[]) {
    super(faults.map(oneLine).join("\n"));
    this.name = "PressError";
    this.faults = faults;
  }
}

/** An error at a place. */
export function error(place: Place, reason: string, remedy?: string): Fault {
  return { level: "error", ...place, reason, ...(remedy === undefined ? {} : { remedy }) };
}

/** A warning at a place. */
export function warning(place: Place, reason: string, remedy?: string): Fault {
  return { ...error(place, reason, remedy), level: "warning" };
}

/** A notice at a place. */
export function notice(place: Place, reason: string, remedy?: string): Fault {
  return { ...error(place, reason, remedy), level: "notice" };
}

/** The place of a character in a text: line and column, counted from 1. */
export function placeAt(file: string, text: string, offset: number): Required<Place> {
  const before = text.slice(0, offset);
  const lines = before.split(/\r\n|\r|\n/);
  return { file, line: lines.length, column: (lines.at(-1) ?? "").length + 1 };
}

/** A fault as one line, `file:line:column: reason (remedy)`, the form that editors and log readers know. */
export function oneLine(fault: Fault): string {
  const place = [fault.file, fault.line, fault.column].filter((part) => part !== undefined).join(":");
  const level = fault.level === "error" ? "" : `${fault.level}: `;
  return `${place}: ${level}${fault.reason}${fault.remedy === undefined ? "" : ` (${fault.remedy})`}`;
}

/** Whether a reading came out as a fault. */
export function isFault(result: object): result is Fault {
  return "reason" in result && "level" in result;
}

/** Whether a fault stops the build. */
export function isError(fault: Fault): boolean {
  return fault.level === "error";
}

/** What something that was thrown says. */
export function messageOf(thrown: unknown): string {
  return thrown instanceof Error ? thrown.message : String(thrown);
}

/** A value as a message shows it: in quotes, on one line, shortened. */
export function quoted(value: string): string {
  return JSON.stringify(value.length > 80 ? `${value.slice(0, 80)}…` : value);
}

/** A text with its invisible characters named, for messages. */
export function visible(text: string): string {
  return text.replace(/[^\S ]|\p{Cf}/gu, (character) => {
    const code = (character.codePointAt(0) ?? 0).toString(16).toUpperCase();
    return `U+${code.padStart(4, "0")}`;
  });
}
