import { styleHash } from "../site/headers.ts";
import type { Style } from "../site/style.ts";
import type { Html } from "./html.ts";

const css =
  ".n4{padding-inline-start:5.2ch}" +
  ".n7{padding-inline-start:8.2ch}" +
  ".n10{padding-inline-start:11.2ch}" +
  ".arabext:not([dir=ltr]){list-style-type:persian}" +
  ".beng{list-style-type:bengali}" +
  "caption{padding-block-end:.4em;text-align:start;font-weight:700}" +
  "th[scope]{border-color:var(--hair);vertical-align:top}" +
  "li[dir]{list-style-position:inside}" +
  ":is(h1,h2,h3,h4,h5,h6)[dir]{line-height:var(--head)}" +
  ":is(th,td)[dir]{padding-inline:1.2em 0}" +
  ":is(th,td)[dir]:not([class]){text-align:-webkit-match-parent;text-align:match-parent}" +
  ".left[dir]{text-align:left}" +
  ".right[dir]{text-align:right}" +
  ".center[dir]{text-align:center}" +
  "@media print{" +
  ".fine{font-size:7.5pt}" +
  ".fine th,.fine td{padding-inline-end:.6em}" +
  ".rows,.rows caption,.rows tbody,.rows tr,.rows td,.rows th{display:block;padding:0;border:0}" +
  ".rows thead{display:none}" +
  ".rows tr{margin-block-end:1em;border-block-start:1px solid var(--rule);padding-block-start:.3em;columns:13em}" +
  ".rows td,.rows [scope]{break-inside:avoid;text-align:start}" +
  '.rows [data-label]::before{content:attr(data-label) ": ";font-weight:700}' +
  "}";

/**
 * The style of lists with long numbers or other digits, of items whose mark would stand at the other end, outside of the list, and of
 * tables that are too wide for paper, or have a caption or names of rows; of cells, which stay aligned with their column. It is a second one, with its digest in the
 * policy, for pages that have either: few do, and every byte of the first style stands in all of them.
 */
export const wideStyle: Style = { css, hash: styleHash(css) };

/** The classes that `lists.ts` and `tables.ts` give, and items, cells and headings with a direction of their own. In text the quotation marks would be escaped. */
const wideClass =
  / class="(?:fine"|rows"|(?:footnotes-list )?(?:n(?:4|7|10)|arabext|beng)[" ])|<caption| scope="row"|<(?:li|t[dh]|h[1-6])(?: [a-z-]+="[^"]*")* dir="/;

/** The second style, if a page needs it. */
export function wideStyleFor({ html }: Html): Style | undefined {
  return wideClass.test(html) ? wideStyle : undefined;
}
