import { styleHash } from "../site/headers.ts";
import type { Style } from "../site/style.ts";
import type { Html } from "./html.ts";

const tableCss =
  ".table{margin-block:1.2em;overflow-x:auto}" +
  "table{border-collapse:collapse;font-size:.85em;font-variant-numeric:tabular-nums lining-nums}" +
  "th,td{padding-block:.35em;padding-inline:0 1.2em;border-block-end:1px solid var(--hair);text-align:start;vertical-align:top}" +
  "th{border-color:var(--rule);vertical-align:bottom}" +
  ".center{text-align:center}" +
  ".right,[dir=rtl] .left{text-align:end}" +
  "[dir=rtl] .right{text-align:start}" +
  "caption{padding-block-end:.4em;text-align:start;font-weight:700}" +
  "tbody th{border-color:var(--hair);vertical-align:top}" +
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
  "@media print{.table{overflow:visible}table,tr{break-inside:avoid}}";

const paperCss =
  "@media print{" +
  ".fine{font-size:7.5pt}" +
  ".fine th,.fine td{padding-inline-end:.6em}" +
  ".rows,.rows caption,.rows tbody,.rows tr,.rows td,.rows th{display:block;padding:0;border:0}" +
  ".rows thead{display:none}" +
  ".rows tr{margin-block-end:1em;border-block-start:1px solid var(--rule);padding-block-start:.3em;columns:13em}" +
  ".rows td,.rows [scope]{break-inside:avoid;text-align:start}" +
  '.rows [data-label]::before{content:attr(data-label) ": ";font-weight:700}' +
  "}";

const markCss =
  ".n4{padding-inline-start:5.2ch}" +
  ".n7{padding-inline-start:8.2ch}" +
  ".n10{padding-inline-start:11.2ch}" +
  ".arabext:not([dir=ltr]){list-style-type:persian}" +
  ".beng{list-style-type:bengali}" +
  "li[dir]{list-style-position:inside}" +
  ":is(h1,h2,h3,h4,h5,h6)[dir]{line-height:var(--head)}" +
  ":is(th,td)[dir]{padding-inline:1.2em 0}" +
  ":is(th,td)[dir]:not([class]){text-align:-webkit-match-parent;text-align:match-parent}" +
  ".turn [dir]{text-align:-webkit-match-parent;text-align:match-parent}" +
  ".left[dir]{text-align:left}" +
  ".right[dir]{text-align:right}" +
  ".center[dir]{text-align:center}";

const pullCss =
  ".pull{border-block-start:3px solid var(--accent);margin:1.5em 0;padding-block-start:.6em;font-size:1.3em;line-height:calc(var(--head) + .15);color:var(--accent)}" +
  ".pull p{text-wrap:balance;hyphens:manual}" +
  ".pull strong{font-weight:400}" +
  ".pull>:nth-child(n+2){margin:0;font-size:.65em;color:var(--soft)}";

const noticeCss =
  "mark{background:var(--accent);color:var(--paper);padding-inline:.35em}" +
  ".corrections:first-child{margin-block:0 1.6em}";

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

const questionCss =
  "p.q{border-inline-start:3px solid var(--accent);padding-inline-start:.8em;margin-block-start:1.8em;font-style:italic;hyphens:manual}" +
  ":is([lang|=ar],[lang|=fa],[lang|=ur],[lang|=ps],[lang|=prs],[lang|=hi],[lang|=bn],[lang|=ta],[lang|=zh],[lang|=ja],[lang|=ko]) .q{font-style:normal}";

/** A drawing that has no colours for dark pages is drawn for a light one. */
const chartCss =
  "@media screen and (prefers-color-scheme:dark){.chart{background:#fffefc;box-shadow:0 0 0 .5rem #fffefc;margin-block:.5rem}}";

const galleryCss =
  ".gallery{margin-block:1.5em}" +
  ".gallery figure{margin-block:0 1.2em;break-inside:avoid}" +
  ".gallery img{inline-size:100%;max-block-size:none}" +
  ".full{display:block}" +
  "@media (min-width:30rem){" +
  ".gallery img{aspect-ratio:3/2;object-fit:cover;object-position:50%}" +
  ".gallery{display:grid;grid-template-columns:1fr 1fr;gap:0 1rem}" +
  ".gallery figure:first-child:nth-last-child(odd){grid-column:1/-1}}" +
  "@media screen and (min-width:61rem){.e-content>.gallery{margin-inline:calc(50% - 28rem)}}";

/** Who speaks is seen first, and the headline says that somebody does. */
const opinionCss =
  ".opinion{display:flow-root}" +
  ".opinion picture{float:inline-end;margin-inline-start:1.2rem}" +
  ".opinion img{inline-size:clamp(4.5rem,22vw,8rem);block-size:auto;border-radius:50%;aspect-ratio:1;object-fit:cover}" +
  ".opinion h1{font-weight:400;font-style:italic}" +
  ".opinion h1:is(:lang(ar),:lang(fa),:lang(ur),:lang(ps),:lang(prs),:lang(hi),:lang(bn),:lang(ta),:lang(zh),:lang(ja),:lang(ko)){font-style:normal}";

const fileCss = '[data-file]::after{content:" (" attr(data-file) ")";font-size:.85em;color:var(--soft)}';

const contentsCss =
  ".contents{margin-block:0 2em;border-block:1px solid var(--hair);padding-block:.6em}" +
  ".contents p{margin:0;font-weight:700}" +
  ".contents ul{display:block}" +
  ".contents .sub{margin-inline-start:1.2em}" +
  ".contents a{display:inline-block;padding-block:.25em}" +
  "@media print{.contents a::after{content:none}}";

/** A card that leads to another site: all of it is the link. */
const elsewhereCss =
  ".elsewhere{position:relative;margin-block:1.2em;border:1px solid var(--rule);border-inline-start:3px solid var(--accent);padding:.8em 1em;overflow-wrap:anywhere;hyphens:manual}" +
  ".elsewhere::before{content:attr(data-provider);display:block;font-size:.85em;font-weight:700;color:var(--accent)}" +
  ".elsewhere img{display:block;margin-block:.4em .6em}" +
  "@media screen{.elsewhere a::after{content:'';position:absolute;inset:0}" +
  ".elsewhere:focus-within{outline:2px solid var(--accent);outline-offset:2px}}" +
  "@media print{.elsewhere{break-inside:avoid}}";

const mediaCss =
  ".player>*{display:block;inline-size:100%}" +
  ".player video{block-size:auto;max-block-size:88vh;background:#000}" +
  ".player video:not([width]){aspect-ratio:16/9}" +
  ".player::after{content:attr(data-size);font-size:.85em;color:var(--soft)}" +
  "@media print{" +
  ".player>*{display:none}" +
  ".player::before{content:attr(data-title);display:block;font-weight:700}" +
  '.player::after{content:attr(data-size) ", " attr(data-url);overflow-wrap:anywhere}}';

/** A style, and what it is for: the class or element by which a page is known to need it. In text the quotation marks would be escaped. */
const styles: readonly (readonly [needed: RegExp, style: Style])[] = (
  [
    [/<div class="table"/, tableCss],
    // Tables that are too wide for paper.
    [/ class="(?:fine|rows)"/, paperCss],
    // Lists with long numbers or other digits; items whose mark would stand at the other end, outside of the list; cells and headings
    // with a direction of their own, of which cells stay aligned with their column. Items of lists of articles say their language first.
    [
      / class="(?:footnotes-list )?(?:n(?:4|7|10)|arabext|beng)[" ]|<(?:li|t[dh]|h[1-6] lang="[^"]*"|h[1-6]|a rel="(?:prev|next)" lang="[^"]*"|a rel="(?:prev|next)")(?: (?!lang)[a-z-]+="[^"]*")* dir="/,
      markCss,
    ],
    [/<blockquote class="pull"/, pullCss],
    // What is told live.
    [/<a class="moment"/, liveCss],
    // A list of headings.
    [/<nav class="contents"/, contentsCss],
    // What other sites show.
    [/<p class="elsewhere"/, elsewhereCss],
    // Files that a text links to.
    [/<a [^>]*data-file="/, fileCss],
    // What somebody thinks.
    [/<header class="opinion"/, opinionCss],
    // An interview's questions.
    [/<p class="q"/, questionCss],
    [/<img [^>]* class="chart"/, chartCss],
    [/<div class="gallery"/, galleryCss],
    [/<div class="player"/, mediaCss],
    // That an article is a draft, or was withdrawn.
    [/<mark>/, noticeCss],
  ] as const
).map(([needed, css]) => [needed, { css, hash: styleHash(css) }]);

/** The digests of these styles, for the policy: every byte of the first style stands in all pages, so that they are styles of their own. */
export const furtherHashes: readonly string[] = styles.map(([, { hash }]) => hash);

/** The styles that a page needs besides the first. */
export function stylesFor({ html }: Html): Style[] {
  return styles.flatMap(([needed, style]) => (needed.test(html) ? style : []));
}

/** Whether a page shows a sound or a film. In text the quotation marks would be escaped. */
export function hasMedia({ html }: Html): boolean {
  return html.includes('<div class="player"');
}
