import { page } from "../../_includes/page.ts";
import { articleUrl } from "../press/address/address.ts";
import { paths } from "../press/address/paths.ts";
import { direction, languageFor } from "../press/languages/index.ts";
import { html, raw, scriptJson } from "../press/page/html.ts";
import type { OutputFile } from "../press/page/render.ts";
import { styleHash } from "../press/site/headers.ts";
import { checkScripts, type Site, withPage } from "../press/site/site.ts";
import type { Style } from "../press/site/style.ts";
import { fieldCss } from "./search.ts";

const css = `${fieldCss}\
html body{max-inline-size:56rem}\
main>:is(p,form){max-inline-size:36rem}\
#pair{display:grid;gap:0 2rem;grid-template-columns:minmax(0,1fr)}\
@media(min-width:48rem){#pair{grid-template-columns:repeat(2,minmax(0,1fr))}}\
.text{white-space:pre-wrap;overflow-wrap:anywhere;border-block:1px solid var(--hair);padding-block:.8em}\
#said{padding:0;list-style:none}\
#choose{margin-block-start:2em}#pair h3{margin-block:1em .4em}\
code{overflow-wrap:anywhere}\
pre{overflow-x:auto}\
mark{background:var(--accent);color:var(--paper)}`;

/** The style of the check page's own parts. */
export const checkStyle: Style = { css, hash: styleHash(css) };

/** The check page, its scripts, and the list of articles that it offers. */
export function check(site: Site): OutputFile[] {
  const { scripts } = site;
  return [
    { path: paths.check, render: () => checkPage(site) },
    ...checkScripts.map((name) => ({ path: `check/${name}`, render: () => scripts[name] })),
    { path: paths.checkArticles, render: () => articleList(site) },
  ];
}

/**
 * The check page, on which a reader's browser compares an article's page with its source. Without a script it tells commands that do
 * the same. It has no address for search engines: what it shows depends on its query.
 */
function checkPage(site: Site): string {
  const { publication } = site;
  const language = languageFor(publication.language);
  const texts = language.check;
  return page(site, {
    title: `${texts.title} · ${publication.title}`,
    language: publication.language,
    depth: 1,
    scripted: { page: "check", style: checkStyle },
    head: html`<style>${raw(checkStyle.css)}</style>
      <script type="application/json" id="settings">${scriptJson(settings(site))}</script>
      <script type="module" src="check.js"></script>`,
    main: html`<h1>${texts.title}</h1>
      <p>${texts.intro}</p>
      <section id="result" hidden>
      <h2 id="headline" tabindex="-1"></h2>
      <p id="status" role="status"></p>
      <ul id="said"></ul>
      <div id="pair">
      <section><h3><a id="source-link">${language.sourceText}</a></h3><div id="source" class="text"></div></section>
      <section><h3><a id="page-link">${texts.page}</a></h3><div id="page" class="text"></div></section>
      </div></section>
      <form id="choose" role="search" hidden>
      <label for="query">${language.searchPrompt}</label>
      <div class="find"><input id="query" type="search" autocomplete="off" enterkeyhint="search"></div></form>
      <ol id="articles" class="list" role="list"></ol>
      <p><button id="more" type="button" hidden>${language.moreResults}</button></p>
      <p>${texts.byHand}</p>
      <pre><code id="commands">${commands(site)}</code></pre>`,
  });
}

/**
 * What does the same on any machine, for the article whose address the first line has: the newest, until the script puts the one that
 * a reader chose there.
 */
function commands({ publication, articles: [newest] }: Site): string {
  const article = newest ? articleUrl(publication, newest) : publication.url;
  return [
    `article=${article}`,
    "curl -fsO \"$article\"'source.{txt,md}'",
    "sha256sum source.*",
    'curl -fs "$article" | grep -oE "[0-9a-f]{64}" | sort -u',
    `stet verify --own-sources --site ${publication.url}`,
  ].join("\n");
}

/** Every article's slug, headline and language, newest first, an article to a line. */
function articleList(site: Site): string {
  const lines = withPage(site).map(({ slug, headline, language }) =>
    JSON.stringify([slug, headline, language]),
  );
  return `[\n${lines.join(",\n")}\n]\n`;
}

/** What `check.js` must know; its `Settings`. */
function settings(site: Site): object {
  const { publication } = site;
  const { colon, sourceText, noResults, corrections, check } = languageFor(publication.language);
  const { title, intro, byHand, ...texts } = check;
  const languages = [...new Set(withPage(site).map((article) => article.language))].sort();
  return {
    address: publication.url,
    directions: Object.fromEntries(languages.map((language) => [language, direction(language)])),
    texts: { colon, sourceText, noResults, corrections, ...texts },
  };
}
