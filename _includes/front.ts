import { articlePath, depthOf, inPaper, relativeLink } from "../src/press/address/address.ts";
import { paths } from "../src/press/address/paths.ts";
import { slugPath } from "../src/press/address/slug.ts";
import { formatDate } from "../src/press/languages/dates.ts";
import { direction, languageFor, separators } from "../src/press/languages/index.ts";
import type { Language } from "../src/press/languages/language.ts";
import { dirOf } from "../src/press/page/dir.ts";
import { foreignName } from "../src/press/page/foreign.ts";
import { type Html, html } from "../src/press/page/html.ts";
import { picture } from "../src/press/page/picture.ts";
import { accentsOf } from "../src/press/pictures/accent.ts";
import type { Article } from "../src/press/record/article.ts";
import { sectionNamed, textIn } from "../src/press/record/sections.ts";
import type { Block, FrontPlan } from "../src/press/site/front.ts";
import { styleHash } from "../src/press/site/headers.ts";
import { sectionOf } from "../src/press/site/menu.ts";
import type { PaperSite } from "../src/press/site/site.ts";
import type { Style } from "../src/press/site/style.ts";
import { kindName, warningLine } from "./kind.ts";

/** How wide pictures are on the front page, for the attribute `sizes`. */
const leadSizes = "(min-width: 76rem) 46rem, (min-width: 56rem) 60vw, 92vw";
const blockSizes = "(min-width: 76rem) 22rem, (min-width: 42rem) 44vw, 92vw";

const css =
  "body{max-inline-size:72rem}" +
  "body>header{display:block;margin-block-end:1.3rem;text-align:center}" +
  "body>header::after{display:block}" +
  "body>header h1{margin:0;font-size:clamp(2.1rem,1rem + 5.5vw,4.5rem)}" +
  ".name{font-size:1em;padding-block:.1em}" +
  ".name img{margin-inline:auto}" +
  "body>header ul{justify-content:center}" +
  ".edition{margin:0;border-block:1px solid var(--hair);padding-block:.35em;text-wrap:balance}" +
  ".notice{border-inline-start:4px solid var(--accent);padding-inline-start:.8em;font-weight:700}" +
  ".top,.blocks{display:grid;gap:0 2rem}" +
  ".story{padding-block:.8rem 1rem}" +
  ".story+.story{border-block-start:1px solid var(--hair)}" +
  ".story h2,.story h3{margin:0 0 .2em;font-size:1.05em;line-height:var(--head)}" +
  ".lead.story{padding-block-start:0}" +
  ".lead h2{font-size:clamp(1.8rem,1.3rem + 2.2vw,2.9rem);margin-block:.1em .25em}" +
  ".story h2 a,.story h3 a,.block h2 a{padding-block-end:.2em;color:inherit;text-decoration:none}" +
  ".story a:hover,.block h2 a:hover{text-decoration:underline}" +
  ".story p{margin:0}" +
  ".story .section a{text-decoration:none;padding-block:.25em}" +
  ".deck,.edition,.story .by{font-size:.85em;color:var(--soft)}" +
  ".lead .deck{font-size:1.05em}" +
  ".story img{inline-size:100%}" +
  ".story picture{display:block;margin-block-end:.6rem}" +
  ".beside{border-block-start:1px solid var(--hair)}" +
  ".block{border-block-start:3px solid var(--accent);margin-block-start:1.2rem}" +
  ".block>h2{margin:.5em 0 0;font-size:.95em;color:var(--accent)}" +
  ".block>h2 a{display:inline-block;padding-block:.25em}" +
  "@media(min-width:42rem){.blocks{grid-template-columns:repeat(2,minmax(0,1fr))}}" +
  "@media(min-width:56rem){.top{grid-template-columns:minmax(0,2fr) minmax(0,1fr)}" +
  ".beside{border-block:0;border-inline-start:1px solid var(--hair);padding-inline-start:2rem;display:flex;flex-direction:column;justify-content:space-between}" +
  ".beside .story:first-child{padding-block-start:0}" +
  ".blocks{grid-template-columns:repeat(3,minmax(0,1fr))}}" +
  "@media print{.story{break-inside:avoid}}";

/** The style of the front page's own parts, with the colours of the sections in it. */
export function frontStyle({ publication }: Pick<PaperSite, "publication">): Style {
  const accents = accentsIn(publication.sections);
  const rules = (key: "light" | "dark") =>
    accents.map((accent, index) => `.c${index + 1}{--accent:${accentsOf(accent)[key]}}`).join("");
  const colours =
    accents.length === 0
      ? ""
      : `@media screen{${rules("light")}@media(prefers-color-scheme:dark){${rules("dark")}}}`;
  return { css: css + colours, hash: styleHash(css + colours) };
}

function accentsIn(sections: PaperSite["publication"]["sections"]): string[] {
  return [...new Set(sections.flatMap(({ accent }) => accent ?? []))];
}

/** The class that gives a colour of a section. */
function colourClass(accent: string | undefined, { publication }: PaperSite): string {
  return accent === undefined ? "" : ` c${accentsIn(publication.sections).indexOf(accent) + 1}`;
}

/** The front page of more than one article: the lead, stories beside it, and blocks. */
export function frontElements({ lead, beside, blocks, notice }: FrontPlan, site: PaperSite): Html {
  const { publication } = site;
  const texts = languageFor(publication.language);
  return html`
    ${notice === undefined ? null : html`<p class="notice">${notice}</p>`}
    <div class="top">${story(lead, site, { level: 2, label: true, image: leadSizes })}
    ${beside.length > 0 ? html`<div class="beside">${beside.map((article) => story(article, site, { level: 3, label: true }))}</div>` : null}</div>
    ${blocks.length > 0 ? html`<div class="blocks">${blocks.map((block) => blockElement(block, site, texts))}</div>` : null}
    <p class="more"><a href="${linkFrom(site, inPaper(publication, paths.archive))}">${texts.allArticles}</a></p>`;
}

/** A place of the site as a link from the front page of a paper. */
function linkFrom({ publication }: PaperSite, path: string): string {
  return relativeLink(path, depthOf(publication.home));
}

function blockElement(block: Block, site: PaperSite, texts: Language): Html {
  const { language, sections } = site.publication;
  const listed = block.name === undefined ? undefined : sectionNamed(block.name, sections);
  const name = listed && block.accent === listed.accent ? textIn(listed.names, language).text : block.name;
  const kind = block.kind && block.kind !== "news" ? texts.kinds[block.kind] : undefined;
  const title = block.title ?? name ?? kind ?? texts.earlier;
  const foreign = foreignName(
    title,
    language,
    block.articles.map((article) => article.language),
  );
  const head =
    block.path === undefined ? title : html`<a${foreign} href="${linkFrom(site, block.path)}">${title}</a>`;
  const shown = block.articles.map((article, index) =>
    story(article, site, { level: 3, ...(block.pictures && index === 0 && { image: blockSizes }) }),
  );
  return html`<section class="block${colourClass(block.accent, site)}"><h2>${head}</h2>${shown}</section>`;
}

/** How a story is shown. */
interface Showing {
  level: 2 | 3;
  /** Whether its section stands above it. */
  label?: boolean;
  /** Whether its picture stands above it, and how wide: the attribute `sizes`. */
  image?: string;
}

/** A story: its headline leads to the article; what it says is the article's own. */
function story(article: Article, site: PaperSite, { level, label = false, image }: Showing): Html {
  const { publication } = site;
  const texts = languageFor(article.language, publication.language);
  const isForeign = article.language !== publication.language;
  const said = isForeign ? html` lang="${article.language}" dir="${direction(article.language)}"` : null;
  const section = label ? sectionOf(article, publication) : undefined;
  const base = direction(article.language);
  const turned = dirOf(article.headline, base);
  const link = html`<a href="${linkFrom(site, articlePath(article))}">${article.headline}</a>`;
  return html`<article class="${level === 2 ? "lead " : ""}story${colourClass(section?.listed?.accent, site)}"${said}>
    ${image === undefined ? null : storyPicture(article, site, image, level === 2)}
    ${storyLabel(article, section && linkFrom(site, section.path), texts)}
    ${level === 2 ? html`<h2${turned}>${link}</h2>` : html`<h3${turned}>${link}</h3>`}
    ${article.standfirst ? html`<p class="deck"${dirOf(article.standfirst, base)}>${article.standfirst}</p>` : null}
    ${warningLine(article, texts)}
    <p class="by">${level === 2 ? byline(article, texts) : null}<time datetime="${article.date.iso}">${formatDate(article.date, texts, publication.calendars)}</time></p></article>`;
}

/** What stands above a headline: the section, and what the article is, where it is no news. */
function storyLabel(article: Article, section: string | undefined, texts: Language): Html | null {
  const kind = kindName(article, texts, section && article.section);
  if (!section) return kind === null ? null : html`<p class="section">${kind}</p>`;
  return html`<p class="section"><a href="${section}">${article.section ?? ""}</a>${kind === null ? null : ` · ${kind}`}</p>`;
}

/** Who wrote the lead; the ways to their lists stand on the article's page. */
function byline({ authors }: Article, texts: Language): Html | null {
  const names = authors.map(({ name }) => name);
  if (names.length === 0) return null;
  const between = separators(names, texts);
  return html`${texts.by} ${names.map((name, index) => name + (between[index] ?? "")).join("")} · `;
}

function storyPicture({ image, slug }: Article, site: PaperSite, sizes: string, eager: boolean): Html | null {
  const files = image && site.images.get(slug)?.get(image.src)?.value;
  if (!image || !files) return null;
  return picture(files, { alt: image.alt, base: linkFrom(site, `${slugPath(slug)}/images/`), eager, sizes });
}

/** The line under the publication's name: the day of its newest article, and what it is. */
export function editionLine({ publication, articles: [newest] }: PaperSite): Html {
  const { language, calendars, descriptions } = publication;
  const { text: description, language: own } = textIn(descriptions, language);
  const day = newest && { iso: newest.date.day, day: newest.date.day };
  const date =
    day && html`<time datetime="${day.iso}">${formatDate(day, languageFor(language), calendars)}</time>`;
  const said = own === language ? null : html` lang="${own}" dir="${direction(own)}"`;
  const described = description === "" ? null : said ? html`<span${said}>${description}</span>` : description;
  return html`<p class="edition">${date ?? null}${date && description ? " · " : null}${described}</p>`;
}
