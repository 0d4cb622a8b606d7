import { transform } from "lightningcss";
import { accentsOf } from "../pictures/accent.ts";
import { type ServedFamily, scarceFamily } from "../theme/scarce.ts";
import { hasAddresses, sheetFor } from "../theme/sheet.ts";
import type { Theme } from "../theme/theme.ts";
import { styleHash } from "./headers.ts";

/** The style that stands in a page. */
export interface Style {
  css: string;
  /** The digest by which the content policy allows it. */
  hash: string;
}

/** How many folders below the site's root a page lies; 404 is served at any depth. */
export type Depth = number | "any";

/** The styles of a site: one for all pages, or one for each depth where the theme's style has addresses. */
export type Styles = ReadonlyMap<Depth, Style>;

/** Every depth at which a page of the first paper lies: an older page of a month's list lies deepest. */
const depths: readonly Depth[] = [0, 1, 2, 3, 4, "any"];

/** How deep that page lies in another paper. */
const deepest = 5;

/** A logo is as high as two lines until the theme's style says otherwise. */
const logoStyle = ".name img{display:block;block-size:2.5rem;inline-size:auto;max-inline-size:100%}";

/** Where a reader is among the entries of a menu, told by more than its colour. */
export const menuStyle = "nav [aria-current]{font-weight:700;box-shadow:inset 0 -2px var(--accent)}";

/** What leads on from an article: in the style of all pages, for each style of its own is a digest more in a page's policy. */
export const moreStyle =
  ".more-on{margin-block-start:2rem;border-block-start:3px solid var(--accent)}" +
  ".more-on h2{margin:.5em 0 0;font-size:1em;color:var(--accent)}" +
  ".more-on h2 a{padding-block:.25em}" +
  ".more-on .list a{padding-block-end:.25rem;margin:0;text-wrap:balance}" +
  ".more-on small{display:block}" +
  "@media print{.more-on{display:none}}";

/**
 * The style of a section's pages: its own colour in place of the publication's, on screens only.
 *
 * @param accent as #rrggbb
 */
export function accentStyle(accent: string): Style {
  const known = accentStyles.get(accent);
  if (known) return known;
  const { light, dark } = accentsOf(accent);
  const style = styleOf(
    `@media screen{:root{--accent:${light}}@media(prefers-color-scheme:dark){:root{--accent:${dark}}}}`,
  );
  accentStyles.set(accent, style);
  return style;
}

const accentStyles = new Map<string, Style>();

/**
 * Makes a style sheet small, with the publication's accent in it.
 *
 * @param source the style sheet
 * @param accent as #rrggbb
 */
export function makeStyle(source: string, accent: string): Style {
  const { light, dark } = accentsOf(accent);
  const accented = source.replaceAll("var(--accent-light)", light).replaceAll("var(--accent-dark)", dark);
  const { code } = transform({ filename: "style.css", code: Buffer.from(accented), minify: true });
  return styleOf(code.toString());
}

/**
 * Makes the styles of a site's pages: the press' own, and the theme's after it.
 *
 * @param own the press' own style
 * @param link a path of the site as a page at a depth writes it
 * @param hasFolders whether papers have folders of their own
 */
export function makeStyles(
  own: Style,
  { sheet, logo }: Theme,
  link: (path: string, depth: Depth) => string,
  hasFolders = false,
): Styles {
  const all = depthsOf(hasFolders);
  const before = own.css + (logo ? logoStyle : "");
  const make = (depth: Depth) => styleOf(before + sheetFor(sheet, (path) => link(path, depth)));
  if (hasAddresses(sheet)) return new Map(all.map((depth) => [depth, make(depth)]));
  const style = make(0);
  return new Map(all.map((depth) => [depth, style]));
}

function depthsOf(hasFolders: boolean): readonly Depth[] {
  return hasFolders ? [...depths, deepest] : depths;
}

/** The styles that bring letters along, by their family. */
export type FontStyles = ReadonlyMap<string, Styles>;

/**
 * Makes the styles of the pages that bring letters along. Text never waits for them: a page shows them if they have come with one
 * before it, or come at once, and machines that have the family fetch nothing.
 *
 * @param link a path of the site as a page at a depth writes it
 * @param hasFolders whether papers have folders of their own
 */
export function fontStyles(
  served: readonly ServedFamily[],
  link: (path: string, depth: Depth) => string,
  hasFolders: boolean,
): FontStyles {
  return new Map(
    served.map(({ name, instead, faces }) => {
      const face = ({ weight, path }: ServedFamily["faces"][number], depth: Depth) =>
        `@font-face{font-family:"${name}";font-weight:${weight};font-display:optional;` +
        `src:local("${name}${weight === 700 ? " Bold" : ""}"),url(${link(path, depth)})format("woff2")}`;
      const stack = [name, ...instead].map((each) => JSON.stringify(each)).join();
      const css = (depth: Depth) =>
        `${faces.map((each) => face(each, depth)).join("")}html[dir] body{font-family:${stack},var(--serif)}`;
      return [name, new Map(depthsOf(hasFolders).map((depth) => [depth, styleOf(css(depth))]))];
    }),
  );
}

/** The style that brings along the letters of a page's language, if its site has one. */
export function fontStyleFor(styles: FontStyles, language: string, depth: Depth): Style | undefined {
  const family = styles.size === 0 ? undefined : scarceFamily(language);
  return family && styles.get(family.name)?.get(depth);
}

/** The style of a page at a depth. */
export function styleAt(styles: Styles, depth: Depth): Style {
  const style = styles.get(depth);
  if (!style) throw new Error(`no page lies ${depth} folders deep`);
  return style;
}

/** The digests of all styles of a site, each once. */
export function styleHashes(styles: Styles): string[] {
  return [...new Set([...styles.values()].map(({ hash }) => hash))];
}

function styleOf(css: string): Style {
  return { css, hash: styleHash(css) };
}
