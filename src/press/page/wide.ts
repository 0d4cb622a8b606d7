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
  "@media screen{" +
  ".table{display:grid;justify-items:start}" +
  ".table>table,.table::before,.table::after{grid-area:1/1}" +
  // The shadow at the scroller's end; at the table's own end a strip of paper, in the room behind its last column, covers it.
  '.table::before,.table::after{content:"";justify-self:end;position:sticky;inset-inline-end:0;inline-size:.8rem;background:linear-gradient(90deg,transparent,var(--rule) 85%,transparent)}' +
  "[dir=rtl] .table::before{scale:-1 1}" +
  ".table::after{position:relative;inline-size:.9rem;background:var(--paper)}" +
  "}" +
  "@media screen and (min-width:61rem){" +
  ".e-content>.table{inline-size:max-content;min-inline-size:100%;max-inline-size:56rem;margin-inline-start:50%;translate:-50%}" +
  "[dir=rtl] .e-content>.table{translate:50%}}" +
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
 * The style of tables; of lists with long numbers or other digits, and of items whose mark would stand at the other end,
 * outside of the list; of tables that are too wide for paper, or have a caption or names of rows; of cells, which stay aligned with their
 * column. It is a second one, with its digest in the policy, for pages that have any of these: every byte of the first style stands in
 * all pages.
 */
export const wideStyle: Style = { css, hash: styleHash(css) };

/** The classes of tables, those that `lists.ts` and `tables.ts` give, and items, cells and headings with a direction of their own. In text the quotation marks would be escaped. */
const wideClass =
  / class="(?:table"|fine"|rows"|(?:footnotes-list )?(?:n(?:4|7|10)|arabext|beng)[" ])|<(?:li|t[dh]|h[1-6])(?: [a-z-]+="[^"]*")* dir="/;

const pullCss =
  ".pull{border-block-start:3px solid var(--accent);margin:1.5em 0;padding-block-start:.6em;font-size:1.3em;line-height:calc(var(--head) + .15);color:var(--accent);text-wrap:balance;hyphens:manual}" +
  ".pull strong{font-weight:400}" +
  ".pull>:nth-child(n+2){margin:0;font-size:.65em;color:var(--soft)}";

/** The style of pull-quotes, likewise. */
export const pullStyle: Style = { css: pullCss, hash: styleHash(pullCss) };

const liveCss =
  ".moment{color:inherit;font-variant-numeric:tabular-nums;text-decoration:none}" +
  ".moment:is(:hover,:focus-visible){text-decoration:underline}" +
  ".e-content :is(h2,h3):has(>.moment,>strong>.moment){border-block-start:1px solid var(--rule);padding-block-start:.8em}" +
  ".moment time{color:var(--accent);margin-inline-end:.3em}" +
  ".key{border-block-start:3px solid var(--accent);margin-block:1.5rem 0;padding:0}" +
  ".key h2{margin:.5em 0 0;font-size:1em;color:var(--accent)}" +
  ".key ul{display:block;margin:0;padding:0;list-style:none}" +
  ".key li{margin:0;border-block-end:1px solid var(--hair)}" +
  ".key a{display:flex;gap:1em;align-items:baseline;min-block-size:2.75rem;padding-block:.5em;text-decoration:none;color:inherit}" +
  ".key a:hover span{text-decoration:underline}" +
  ".key time{flex:none;color:var(--accent);font-weight:700;font-variant-numeric:tabular-nums}" +
  "@media print{.key{display:none}}";

/** The style of articles that are told live, likewise. */
export const liveStyle: Style = { css: liveCss, hash: styleHash(liveCss) };

const questionCss =
  ".q{border-inline-start:3px solid var(--accent);padding-inline-start:.8em;margin-block-start:1.8em;font-style:italic;hyphens:manual}" +
  ":is([lang|=ar],[lang|=fa],[lang|=ur],[lang|=ps],[lang|=prs],[lang|=hi],[lang|=bn],[lang|=ta],[lang|=zh],[lang|=ja],[lang|=ko]) .q{font-style:normal}";

/** The style of an interview's questions, likewise. */
export const questionStyle: Style = { css: questionCss, hash: styleHash(questionCss) };

/** The styles that a page needs besides the first. */
export function stylesFor({ html }: Html): Style[] {
  return [
    ...(wideClass.test(html) ? [wideStyle] : []),
    ...(html.includes('<blockquote class="pull"') ? [pullStyle] : []),
    ...(html.includes('<a class="moment"') ? [liveStyle] : []),
    ...(html.includes('<p class="q"') ? [questionStyle] : []),
  ];
}
