import { breadcrumbs } from "../../_includes/json-ld.ts";
import { groupList, listStyle, newest } from "../../_includes/list.ts";
import { page } from "../../_includes/page.ts";
import { absolute, depthOf, inPaper, relativeLink } from "../press/address/address.ts";
import { paths } from "../press/address/paths.ts";
import { direction, languageFor } from "../press/languages/index.ts";
import type { Language } from "../press/languages/language.ts";
import { type Html, html, raw, scriptJson } from "../press/page/html.ts";
import type { OutputFile } from "../press/page/render.ts";
import { styleHash } from "../press/site/headers.ts";
import { bySection, byTopic } from "../press/site/listings.ts";
import { searchIndexes } from "../press/site/search-parts.ts";
import { type PaperSite, searchable } from "../press/site/site.ts";
import type { Style } from "../press/site/style.ts";

/** A field with its button, and other buttons, as on the check page. */
export const fieldCss =
  ".find{display:flex;flex-wrap:wrap;gap:.5rem;margin-block:.3em 1em}" +
  ".find input{flex:1 1 10rem;min-inline-size:0}" +
  ".find input,main button{box-sizing:border-box;min-block-size:2.75rem;padding-inline:.8rem;border:1px solid var(--rule);" +
  "border-radius:2px;background:var(--paper);color:var(--ink);font:inherit}" +
  "main button{color:var(--accent);cursor:pointer}" +
  "main>h1{margin-block-start:1.6rem}";

const css = `${fieldCss}main>form{max-inline-size:36rem}mark{background:none;color:var(--ink);font-weight:700}.dated .deck{color:var(--ink)}`;

/** The style of the search page's own parts. This page and the check page alone have a second style, with its digest in the policy. */
export const searchStyle: Style = { css, hash: styleHash(css) };

/** A paper's search page and its script; neither where search is off. */
export function search(site: PaperSite): OutputFile[] {
  const { publication, scripts } = site;
  if (!publication.search) return [];
  const path = inPaper(publication, paths.search);
  // The script names the index and the articles by their way from its own folder.
  const root = relativeLink("", depthOf(path));
  return [
    { path, render: () => searchPage(site, path) },
    {
      path: inPaper(publication, paths.searchScript),
      render: () => scripts["search.js"].replaceAll("../", root),
    },
  ];
}

/**
 * The search page: without a script, a way to the archive. `search.js` puts the form in its place, and tells by the settings in
 * the page what to search and what to say.
 */
function searchPage(site: PaperSite, path: string): string {
  const { publication } = site;
  const depth = depthOf(path);
  const language = languageFor(publication.language);
  const { before, link, after } = language.searchNeedsScript;
  const steps = [
    { name: language.frontPage, path: inPaper(publication, paths.front) },
    { name: language.search, path },
  ];
  return page(site, {
    title: `${language.search} · ${publication.title}`,
    canonical: absolute(publication, path),
    language: publication.language,
    depth,
    path,
    versions: site.versions.get(path),
    style: listStyle,
    scripted: { page: "search", style: searchStyle },
    head: html`<script type="application/ld+json">${scriptJson(breadcrumbs(publication, steps))}</script>
      <style>${raw(searchStyle.css)}</style>
      <script type="application/json" id="settings">${scriptJson(settings(site))}</script>
      <script type="module" src="search.js"></script>`,
    main: html`<h1>${language.search}</h1>
      <p id="instead">${before}<a href="${relativeLink(inPaper(publication, paths.archive), depth)}">${link}</a>${after}</p>
      <form id="search" role="search" hidden>
      <label for="query">${language.searchPrompt}</label>
      <div class="find"><input id="query" name="q" type="search" autocomplete="off" enterkeyhint="search">
      <button type="submit">${language.search}</button></div></form>
      <p id="status" role="status"></p>
      <ol id="results" class="list dated" role="list"></ol>
      <p><button id="more" type="button" hidden>${language.moreResults}</button></p>
      <div id="start">${lists(site, language, depth)}${newest(site, depth)}</div>`,
  });
}

/** How many topics stand below the field. */
const mostTopics = 18;

/** What there is to read, for whoever has not typed a word: the sections, and the topics of most articles by their names. */
function lists(site: PaperSite, language: Language, depth: number): Html {
  const topics = byTopic(site.articles, site.publication.home);
  const most = new Set(topics.toSorted((a, b) => b.articles.length - a.articles.length).slice(0, mostTopics));
  const shown = [
    { title: language.sections, groups: bySection(site.articles, site.publication) },
    { title: language.topics, groups: topics.filter((topic) => most.has(topic)) },
  ];
  return html`${shown
    .filter(({ groups }) => groups.length > 0)
    .map(({ title, groups }) => html`<h2>${title}</h2>${groupList(groups, site, depth, (name) => name)}`)}`;
}

/** What `search.js` must know; its `Settings`. */
function settings(site: PaperSite): object {
  const { publication } = site;
  const articles = searchable(site);
  const { locale, digits, colon, searching, results, noResults, searchFailed } = languageFor(
    publication.language,
  );
  const languages = [...new Set(articles.map((article) => article.language))].sort();
  return {
    indexes: searchIndexes(site).map(({ language, parts }) => ({
      language,
      folders: parts.map(({ folder }) => folder),
    })),
    directions: Object.fromEntries(languages.map((language) => [language, direction(language)])),
    locale,
    digits,
    texts: { colon, searching, results, noResults, searchFailed },
  };
}
