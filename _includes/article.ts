import { authorPath, inPaper, relativeLink } from "../src/press/address/address.ts";
import { slugPath } from "../src/press/address/slug.ts";
import { formatDate } from "../src/press/languages/dates.ts";
import { direction, languageFor, languageName, separators } from "../src/press/languages/index.ts";
import type { Language } from "../src/press/languages/language.ts";
import { dirOf } from "../src/press/page/dir.ts";
import { foreignName } from "../src/press/page/foreign.ts";
import { type Html, html, join } from "../src/press/page/html.ts";
import { typeset } from "../src/press/page/typeset.ts";
import type { Article, Correction, Person } from "../src/press/record/article.ts";
import type { CivilDate } from "../src/press/record/date.ts";
import { isOpinion } from "../src/press/record/kinds.ts";
import type { Leaf } from "../src/press/site/leaf.ts";
import { sectionOf } from "../src/press/site/menu.ts";
import type { Frame } from "../src/press/site/site.ts";
import { type LinePart, partOf } from "../src/press/source/line-parts.ts";
import { articleEnd } from "./article-end.ts";
import { contentsElement } from "./contents.ts";
import { leadFigure } from "./figure.ts";
import { type Context, interleave, labelled, languagesOf } from "./inline.ts";
import { kindName, warningLine } from "./kind.ts";
import { lifeLine } from "./life.ts";
import { liveLines } from "./live.ts";
import { portraitOf, roleIn } from "./profile.ts";
import { seriesLine } from "./series.ts";

/**
 * The article itself, as it stands on its own page and on the front page.
 *
 * @param depth how many folders below the site's root the page lies
 * @param isFront whether it is the front page
 */
export function articleElement(leaf: Leaf, frame: Frame, depth: number, isFront = false): Html {
  const { article } = leaf;
  const language = languageFor(article.language, frame.publication.language);
  const context = { article, frame, depth, language };
  const base = isFront ? relativeLink(`${slugPath(article.slug)}/`, depth) : "";
  // Around it, on the front page, the publication's language counts.
  const isForeign = isFront && article.language !== frame.publication.language;
  const said = isForeign ? html` lang="${article.language}" dir="${direction(article.language)}"` : null;
  const body = typeset(leaf, language, base);
  return html`<article class="h-entry"${said}>
    ${header(context, leaf.portrait, seriesLine(leaf, language, depth), liveLines(leaf, frame, language, base))}
    ${leadFigure(leaf, `${base}images/`)}
    ${article.contents ? contentsElement(body, language) : null}
    <div class="e-content ${article.form}">${keptNotice(context)}${body}${corrections(context)}</div>
    ${articleEnd(leaf, context)}
    </article>`;
}

function header(
  { article, frame, depth, language }: Context,
  portrait: Leaf["portrait"],
  series: Html | null,
  live: Html | null,
): Html {
  const base = direction(article.language);
  return html`<header${isOpinion(article.kind) ? html` class="opinion"` : null}>
    ${portrait ? portraitOf(portrait, article.authors[0]?.name ?? "", depth) : null}
    ${article.draft ? html`<p><mark>${language.draftBanner}</mark></p>` : null}
    ${label({ article, frame, depth, language })}
    <h1 class="p-name"${dirOf(article.headline, base)}${dataLines(partOf(article.parts, "headline"))}>${article.headline}</h1>
    ${article.standfirst ? html`<p class="p-summary standfirst"${dirOf(article.standfirst, base)}>${article.standfirst}</p>` : null}
    ${lifeLine(article, frame.publication, language)}
    ${bylines({ article, frame, depth, language })}
    ${metaLine({ article, frame, language })}
    ${series}
    ${article.translations.length > 0 ? html`<p class="by">${labelled(language.alsoIn, language, article.translations.map(translationLink))}</p>` : null}
    ${warningLine(article, language)}
    ${live}
    </header>`;
}

/** Where and when: parts between which a line may end. */
function metaLine({ article, frame, language }: Omit<Context, "depth">): Html {
  const parts = [
    article.dateline && !partOf(article.parts, "dateline") ? article.dateline : [],
    html`${language.published} ${time("dt-published", article.date, language, frame)}`,
    changed({ article, frame, language }) ?? [],
    article.withdrawal ? [] : language.readingTime(article.minutes),
  ].flat();
  // What parts them ends a line, and never begins one.
  const spans = parts.map(
    (part, index) => html`<span>${part}${index < parts.length - 1 ? " ·" : null}</span>`,
  );
  return html`<p class="by">${interleave(
    spans,
    spans.slice(1).map(() => " "),
  )}</p>`;
}

/** What stands above the headline: the section, and what the article is, where it is no news. */
function label({ article, frame, depth, language }: Context): Html | null {
  const section = sectionLabel(article, frame, depth);
  const kind = kindName(article, language, sectionNameOf(article, frame));
  if (!section && kind === null) return null;
  return html`<p class="section">${section}${section && kind !== null ? " · " : null}${kind}</p>`;
}

/** The way to the section's list, by its name in the article's language. Of a withdrawn article there may be no list. */
function sectionLabel(article: Article, { publication }: Frame, depth: number): Html | null {
  const section = sectionOf(article, publication);
  const name = sectionNameOf(article, { publication });
  if (!section || name === undefined) return null;
  if (article.withdrawal && !section.listed) return html`${name}`;
  return html`<a href="${relativeLink(section.path, depth)}">${name}</a>`;
}

function sectionNameOf(article: Article, { publication }: Pick<Frame, "publication">): string | undefined {
  const names = sectionOf(article, publication)?.listed?.names ?? {};
  return Object.hasOwn(names, article.language) ? names[article.language] : article.section;
}

/** Where what was changed stands on an article's page. */
const changesId = "corrections";

/** When the article last changed, and in what way; with a link to what changed, where the page tells it. */
function changed({ article, frame, language }: Omit<Context, "depth">): Html | null {
  const { date, modified, corrections, withdrawal } = article;
  if (withdrawal)
    return html`<mark>${language.withdrawn}</mark> ${time("dt-updated", withdrawal.date, language, frame)}`;
  if (modified.iso === date.iso && corrections.length === 0) return null;
  const when = time("dt-updated", modified, language, frame);
  const [latest] = corrections;
  if (!latest) return html`${language.updated} ${when}`;
  const label = latest.date.iso === modified.iso ? language.corrected : language.updated;
  return html`<a href="#${changesId}">${label} ${when}</a>`;
}

/** That an article was withdrawn whose text is kept. Otherwise the notice is the text. */
function keptNotice({ article, frame, language }: Context): Html | null {
  const { withdrawal } = article;
  if (!withdrawal?.keep) return null;
  const when = time("", withdrawal.date, language, frame);
  return html`<section class="corrections"><h2>${language.withdrawn}</h2><p>${when}${language.colon}${withdrawal.text}</p></section>`;
}

function dataLines(part: LinePart | undefined): Html | null {
  return part ? html` data-lines="${part.lines}"` : null;
}

/** The byline as the source writes it, with the names in it as links; the press' own for authors whom it does not name. */
function bylines(context: Context): Html {
  const { article, depth, frame } = context;
  const { authors, parts } = article;
  const part = partOf(parts, "byline");
  const written = part && writtenByline(article, part, linkerOf(frame, depth));
  const others = authors.filter((author) => !written?.named.has(author));
  return html`${written?.line ?? null}${others.length > 0 ? byline({ ...article, authors: others }, context) : null}`;
}

/** The source's byline, with the authors whom it names, in whatever case, as links. */
export function writtenByline(
  { authors, withdrawal }: Article,
  part: LinePart,
  linkTo: Linker,
): { line: Html; named: ReadonlySet<Person> } {
  const named = new Set<Person>();
  const pieces: Html[] = [];
  let read = 0;
  const found = authors.map((author) => ({ author, at: lower(part.text).indexOf(lower(author.name)) }));
  for (const { author, at } of found.sort((a, b) => a.at - b.at)) {
    if (at < read) continue;
    const end = at + author.name.length;
    const name = part.text.slice(at, end);
    pieces.push(
      html`${part.text.slice(read, at)}${nameLink(author.name, linkTo, withdrawal !== undefined, name)}`,
    );
    read = end;
    named.add(author);
  }
  const line = html`<p class="by byline"${dataLines(part)}>${join(pieces)}${part.text.slice(read)}</p>`;
  return { line, named };
}

/** A text in small letters, if each of them stays in its place. */
function lower(text: string): string {
  const small = text.toLowerCase();
  return small.length === text.length ? small : text;
}

/** The address of an author's list as a link. */
type Linker = (name: string) => string;

/** Links from a page of a paper to the lists of its authors. */
export function linkerOf({ publication }: Frame, depth: number): Linker {
  return (name) => relativeLink(inPaper(publication, authorPath(name)), depth);
}

function nameLink(
  name: string,
  linkTo: Linker,
  isWithdrawn: boolean,
  written = name,
  role: Html | null = null,
): Html {
  const shown = isWithdrawn
    ? html`<span class="p-name">${written}</span>`
    : html`<a class="p-name" rel="author" href="${linkTo(name)}">${written}</a>`;
  return html`<span class="p-author h-card">${shown}${role}</span>`;
}

/**
 * Who wrote it; of one alone also in what role, where that is known in the article's language. Of a withdrawn article no list of its
 * author's tells, so that there may be none.
 */
function byline({ authors, withdrawal }: Article, { article, frame, depth, language }: Context): Html {
  const names = authors.map((author) => author.name);
  const links = names.map((name) => {
    const role = names.length === 1 && roleIn(name, frame.publication.authors, article.language);
    const said = role ? html`${language.comma}<span class="p-job-title">${role}</span>` : null;
    const link = nameLink(name, linkerOf(frame, depth), withdrawal !== undefined, name, said);
    const foreign = foreignName(name, article.language, languagesOf(frame));
    return foreign ? html`<bdi${foreign}>${link}</bdi>` : link;
  });
  return html`<p class="by">${language.by} ${interleave(links, separators(names, language))}</p>`;
}

/** A date that people and machines can read. */
export function time(className: string, date: CivilDate, language: Language, frame: Frame): Html {
  return html`<time${className === "" ? null : html` class="${className}"`} datetime="${date.iso}">${formatDate(date, language, frame.publication.calendars)}</time>`;
}

/** Corrections stand in the body's container: reader views drop them elsewhere. */
export function corrections({ article, frame, language }: Omit<Context, "depth">): Html | null {
  if (article.corrections.length === 0) return null;
  const entries = article.corrections.map(
    (correction) =>
      html`<p>${time("", correction.date, language, frame)}${language.colon}${correctionText(correction, language)}</p>`,
  );
  return html`<section class="corrections" id="${changesId}"><h2>${language.corrections}</h2>${entries}</section>`;
}

/** What was wrong, and what stood and stands there. */
export function correctionText({ text, was, now }: Correction, language: Language): Html {
  const before = was === undefined ? null : html` ${language.was}${language.colon}<del>${was}</del>`;
  const after = now === undefined ? null : html` ${language.now}${language.colon}<ins>${now}</ins>`;
  return html`${text}${before}${after}`;
}

function translationLink({ language, url }: { language: string; url: string }): Html {
  return html`<a lang="${language}" dir="${direction(language)}" hreflang="${language}" href="${url}">${languageName(language)}</a>`;
}
