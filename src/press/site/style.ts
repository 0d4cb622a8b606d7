import { transform } from "lightningcss";
import { accentsOf } from "../pictures/accent.ts";
import { styleHash } from "./headers.ts";

/** The style that stands in every page. */
export interface Style {
  css: string;
  /** The digest by which the content policy allows it. */
  hash: string;
}

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
  const css = code.toString();
  return { css, hash: styleHash(css) };
}
