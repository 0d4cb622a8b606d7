import { transform } from "lightningcss";
import { error, type Fault, quoted } from "../faults/fault.ts";

/** A theme's style, made small: text and addresses by turns, so that each page can have the addresses that fit its depth. */
export interface Sheet {
  pieces: readonly SheetPiece[];
}

/** A text, or the place of a file on the site with what may follow it (`#mark`). */
export type SheetPiece = { css: string } | { path: string; rest: string };

/** What a browser's style parser has to say, in its own words. */
interface CssError {
  message: string;
  loc: { line: number; column: number };
}

/**
 * Reads a theme's style.
 *
 * @param file how messages name it
 * @param places the theme's files' places on the site, by their names in the theme
 */
export function readSheet(file: string, text: string, places: ReadonlyMap<string, string>): Sheet | Fault[] {
  try {
    const { code, dependencies } = transform({
      filename: file,
      code: Buffer.from(text),
      minify: true,
      analyzeDependencies: true,
    });
    // The end of a style element must not stand in a text of the style.
    const css = code.toString().replace(/<\/(?=style)/gi, "<\\/");
    return assemble(file, css, dependencies || [], places);
  } catch (thrown) {
    if (!isCssError(thrown)) throw thrown;
    const { message, loc } = thrown;
    return [error({ file, line: loc.line, column: loc.column }, `the style cannot be read: ${message}`)];
  }
}

function isCssError(thrown: unknown): thrown is CssError {
  return thrown instanceof Error && "loc" in thrown && typeof thrown.loc === "object" && thrown.loc !== null;
}

type Dependency = NonNullable<Exclude<ReturnType<typeof transform>["dependencies"], void>>[number];

function assemble(
  file: string,
  css: string,
  dependencies: readonly Dependency[],
  places: ReadonlyMap<string, string>,
): Sheet | Fault[] {
  const faults: Fault[] = [];
  let pieces: SheetPiece[] = [{ css }];
  for (const dependency of dependencies) {
    if (dependency.type !== "import" && dependency.type !== "url") continue;
    const { type, url, placeholder, loc } = dependency;
    const place = { file, line: loc.start.line, column: loc.start.column };
    if (type === "import") {
      faults.push(error(place, `\`@import\` of ${quoted(url)}`, "write its rules into this file"));
      continue;
    }
    const target = targetOf(url, places);
    if (typeof target === "string") faults.push(error(place, target, remedyFor(url, places)));
    else
      pieces = pieces.flatMap((piece) => ("css" in piece ? parted(piece.css, placeholder, target) : piece));
  }
  return faults.length > 0 ? faults : { pieces };
}

/** A text with an address in place of each `"placeholder"` of it. */
function parted(css: string, placeholder: string, target: SheetPiece): SheetPiece[] {
  return css
    .split(`"${placeholder}"`)
    .flatMap((text, index) => (index === 0 ? [{ css: text }] : [target, { css: text }]));
}

/** Where an address leads on the site, or what is wrong with it. */
function targetOf(url: string, places: ReadonlyMap<string, string>): SheetPiece | string {
  if (url.startsWith("#")) return { css: JSON.stringify(url) };
  if (/^(?:[a-z][a-z\d+.-]*:|\/)/i.test(url)) return `an address outside the theme: ${quoted(url)}`;
  const [, name = "", rest = ""] = /^(?:\.\/)?([^?#]*)(.*)$/s.exec(url) ?? [];
  const path = places.get(name);
  return path === undefined ? `the theme has no file ${quoted(name)}` : { path, rest };
}

function remedyFor(url: string, places: ReadonlyMap<string, string>): string {
  if (/^(?:[a-z][a-z\d+.-]*:|\/)/i.test(url)) return "pages ask nobody else: put the file into theme/fonts/";
  return places.size > 0 ? `its files are ${[...places.keys()].join(", ")}` : "put it into theme/fonts/";
}

/**
 * The style for a page.
 *
 * @param link a path of the site as the page writes it
 */
export function sheetFor({ pieces }: Sheet, link: (path: string) => string): string {
  return pieces
    .map((piece) => ("css" in piece ? piece.css : JSON.stringify(link(piece.path) + piece.rest)))
    .join("");
}

/** Whether pages at different depths need different styles. */
export function hasAddresses({ pieces }: Sheet): boolean {
  return pieces.some((piece) => "path" in piece);
}
