import {
  articleUrl,
  authorPath,
  inPaper,
  relativeLink,
  sourcePath,
  topicPath,
} from "../src/press/address/address.ts";
import { paths } from "../src/press/address/paths.ts";
import { slugPath } from "../src/press/address/slug.ts";
import { direction } from "../src/press/languages/index.ts";
import type { Language } from "../src/press/languages/language.ts";
import { foreignName } from "../src/press/page/foreign.ts";
import { type Html, html } from "../src/press/page/html.ts";
import { part } from "../src/press/page/parts.ts";
import type { Article, Person, Withheld } from "../src/press/record/article.ts";
import type { Leaf } from "../src/press/site/leaf.ts";
import { cite } from "./cite.ts";
import { type Context, labelled, languagesOf } from "./inline.ts";
import { aboutIn } from "./profile.ts";

/** What stands under an article's text. */
export function articleEnd(leaf: Leaf, { frame, depth, language: texts, article }: Context): Html {
  const { publication } = frame;
  const standard = footer({ article, frame, depth, language: texts });
  const link = (path: string) => relativeLink(path, depth);
  return part(frame.parts, "articleEnd", { publication, texts, depth, link, article, leaf, standard });
}

function footer(context: Context): Html {
  const { article, frame, language } = context;
  const { license, source, topics } = article;
  const line = (label: string, values: readonly Html[]) =>
    values.length > 0 ? html`<p>${labelled(label, language, values)}</p>` : null;
  return html`<footer>
    ${aboutAuthors(context)}
    ${line(language.sourceCredit, source ? [nameOf(source)] : [])}
    ${line(
      language.topics,
      topics.map((topic) =>
        topicLink(topic, context, foreignName(topic, article.language, languagesOf(frame))),
      ),
    )}
    ${line(language.license, license ? [html`<a rel="license" href="${license.url}">${license.name}</a>`] : [])}
    ${share(context)}
    ${proofLines(context)}
    ${cite(article, frame)}
    </footer>`;
}

/** Who the authors are, where the publication says it in the article's language. Of a withdrawn article they have no list. */
function aboutAuthors({ article, frame, depth }: Context): Html[] {
  if (article.withdrawal) return [];
  return article.authors.flatMap(({ name }) => {
    const about = aboutIn(name, frame.publication.authors, article.language);
    if (about === undefined) return [];
    const foreign = foreignName(name, article.language, languagesOf(frame));
    return html`<p><a${foreign} href="${relativeLink(inPaper(frame.publication, authorPath(name)), depth)}">${name}</a> · ${about}</p>`;
  });
}

/** The page's address to copy, and a letter that has it. */
function share({ article, frame, language }: Context): Html | null {
  if (article.withdrawal) return null;
  const url = articleUrl(frame.publication, article);
  const letter = `mailto:?subject=${encodeURIComponent(article.headline)}&body=${encodeURIComponent(url)}`;
  return html`<p class="share">${labelled(language.share, language, [html`<a href="${letter}">${language.email}</a>`, address(url, { article })])}</p>`;
}

/** An address as people read it: from left to right, also among words of the other direction. */
function address(url: string, { article }: Pick<Context, "article">): Html {
  const turned = direction(article.language) === "rtl" ? html` dir="ltr"` : null;
  return html`<span class="u-url"${turned}>${decodeURI(url)}</span>`;
}

/** What was proved of a text, the ways to check it, and for paper the page's address and the source's digest. */
export function proofLines({ article, frame, depth, language }: Context): Html {
  const { sha256, withheld } = article;
  // Nobody listens to 64 digits: the first ones are read aloud.
  const digest = html`<code>${sha256.slice(0, 8)}<span aria-hidden="true">${sha256.slice(8)}</span></code>`;
  return html`<details><summary>${proofLine(article, language)}${withheld ? ` · ${withheldLine(withheld, language)}` : null}</summary>
    <p><a href="${relativeLink(sourcePath(article), depth)}">${language.sourceText}</a> · <a href="${relativeLink(paths.check, depth)}?${slugPath(article.slug)}">${language.check.title}</a></p>
    <p>SHA-256 ${digest}</p></details>
    <p class="print">${address(articleUrl(frame.publication, article), { article })}<br>SHA-256 <code>${sha256}</code></p>`;
}

function proofLine({ words, characters }: Article, language: Language): string {
  return characters === undefined ? language.proof(words) : language.proofInCharacters(characters);
}

function withheldLine({ words, characters }: Withheld, language: Language): string {
  return characters === undefined ? language.withheld(words) : language.withheldInCharacters(characters);
}

function nameOf(source: Person): Html {
  return source.url ? html`<a href="${source.url}">${source.name}</a>` : html`${source.name}`;
}

function topicLink(topic: string, { frame, depth }: Context, said: Html | null): Html {
  const path = inPaper(frame.publication, topicPath(topic));
  return html`<a class="p-category" rel="tag"${said} href="${relativeLink(path, depth)}">${topic}</a>`;
}
