// @ts-check

/*
 * The search page's script, the only one of the site. It puts the form in the place of the way to the archive, asks Pagefind, and
 * shows what it finds; the query stands in the address. What the page's settings say is written by _includes/search.ts.
 */

/**
 * @typedef {object} Settings
 * @property {Index[]} indexes one for each language that articles are written in
 * @property {Record<string, "ltr" | "rtl">} directions by the articles' languages
 * @property {string} locale the page's, as `Intl` knows it
 * @property {string} digits a numbering system of `Intl`
 * @property {Record<"colon" | "searching" | "results" | "noResults" | "searchFailed", string>} texts
 */

/**
 * @typedef {object} Index
 * @property {string} language a primary subtag: `fa`
 * @property {string[]} folders under `pagefind/`; the first also holds the engine
 */

/**
 * The part of Pagefind's interface that is used here.
 *
 * @typedef {object} Engine
 * @property {(query: string) => Promise<{ results: Found[] }>} search
 * @property {(query: string) => Promise<void>} preload
 * @property {(folder: string, options: Excerpts & { language: string }) => Promise<void>} mergeIndex
 * @property {(options: Excerpts) => Promise<void>} options
 * @property {() => Promise<void>} destroy
 */

/** @typedef {{ excerptEllipsis: string }} Excerpts how they say that the text goes on */

/** @typedef {{ score: number, data: () => Promise<Article> }} Found */

/**
 * @typedef {object} Article
 * @property {string} raw_url its place from the site's root
 * @property {string} excerpt of the text, with "…" where it goes on. HTML: text with `<`, `>` escaped and the words found in `<mark>`
 * @property {{ title: string, warning?: string, standfirst?: string, date?: string }} meta a page of the publication has no date
 * @property {{ language: string[], date?: string[] }} filters
 */

/** How many results are shown at once. */
const pageLength = 10;

/** @type {Settings} */
const settings = JSON.parse(byId("settings", HTMLScriptElement).text);
const { texts } = settings;
const form = byId("search", HTMLFormElement);
const field = byId("query", HTMLInputElement);
const status = byId("status", HTMLParagraphElement);
const list = byId("results", HTMLOListElement);
const more = byId("more", HTMLButtonElement);
const title = document.title;
const start = byId("start", HTMLDivElement);
const excerpts = { excerptEllipsis: "…" };
const number = new Intl.NumberFormat(settings.locale, { numberingSystem: settings.digits });

/** @type {Map<string, Promise<Engine>>} */
const engines = new Map();

/** Counts searches, so that a slow one does not overwrite a later one's results. */
let latest = 0;

/** @type {Found[]} */
let found = [];

form.addEventListener("submit", (event) => {
  event.preventDefault();
  const query = field.value.trim();
  if (query !== queryInAddress())
    history.pushState(null, "", query ? `?q=${encodeURIComponent(query)}` : location.pathname);
  search(query);
});
more.addEventListener("click", () => showMore());
addEventListener("popstate", () => searchAddress());

byId("instead", HTMLParagraphElement).hidden = true;
form.hidden = false;
searchAddress();

/** Searches for what the address asks for. */
function searchAddress() {
  field.value = queryInAddress();
  search(field.value);
}

function queryInAddress() {
  return (new URLSearchParams(location.search).get("q") ?? "").trim();
}

/** @param {string} query */
async function search(query) {
  latest += 1;
  const own = latest;
  document.title = query ? `${query} · ${title}` : title;
  list.replaceChildren();
  more.hidden = true;
  start.hidden = query !== "";
  status.textContent = query && texts.searching;
  if (query === "") return;
  try {
    const results = await Promise.all(settings.indexes.map((index) => searchIndex(index, query)));
    if (own !== latest) return;
    found = results.flat().sort((a, b) => b.score - a.score);
    await showMore();
    if (own !== latest) return;
    status.textContent =
      found.length > 0 ? texts.results + texts.colon + number.format(found.length) : texts.noResults;
  } catch (reason) {
    console.error(reason);
    if (own === latest) status.textContent = texts.searchFailed;
  }
}

/**
 * @param {Index} index
 * @param {string} query
 */
async function searchIndex(index, query) {
  const { language } = index;
  const known = engines.get(language) ?? open(index);
  engines.set(language, known);
  try {
    const engine = await known;
    return (await engine.search(terms(query, language))).results;
  } catch (reason) {
    engines.delete(language);
    throw reason;
  }
}

/**
 * Each language has an engine of its own, with a worker and the language's stems.
 *
 * @param {Index} index
 * @returns {Promise<Engine>}
 */
async function open({ language, folders: [first, ...others] }) {
  /** @type {Engine} */
  const engine = await import(`../pagefind/${first}/pagefind.js`);
  try {
    // This fails where the index cannot be loaded; merging would wait for it for ever.
    await engine.options(excerpts);
    await engine.preload("");
    const folder = (/** @type {string} */ name) => new URL(`../pagefind/${name}/`, import.meta.url).pathname;
    await Promise.all(others.map((name) => engine.mergeIndex(folder(name), { language, ...excerpts })));
    return engine;
  } catch (reason) {
    await engine.destroy();
    throw reason;
  }
}

/**
 * The query as the index has its words: parted where the language puts no spaces, in the small letters of no language in
 * particular (Pagefind would take the browser's).
 *
 * @param {string} query
 * @param {string} language
 */
function terms(query, language) {
  const small = query.toLowerCase();
  if (!["zh", "ja", "th"].includes(language)) return small;
  const words = new Intl.Segmenter(language, { granularity: "word" }).segment(small);
  return Array.from(words, ({ segment }) => segment).join(" ");
}

/** Shows the next results; on demand, the first of them takes the focus from the button. */
async function showMore() {
  const own = latest;
  const shown = list.children.length;
  const articles = await Promise.all(found.slice(shown, shown + pageLength).map((result) => result.data()));
  if (own !== latest || list.children.length !== shown) return;
  const demanded = document.activeElement === more;
  list.append(...articles.map(entry));
  more.hidden = list.children.length >= found.length;
  if (demanded) list.children[shown]?.querySelector("a")?.focus();
}

/**
 * @param {Article} article
 * @returns {HTMLLIElement}
 */
function entry({ raw_url, excerpt, meta, filters }) {
  const item = document.createElement("li");
  item.lang = filters.language[0] ?? "";
  item.dir = settings.directions[item.lang] ?? "auto";
  const link = document.createElement("a");
  link.href = `../${raw_url}`;
  link.textContent = meta.title;
  const text = document.createElement("p");
  text.append(...marked(excerpt));
  item.append(link);
  for (const [words, name] of [
    [meta.warning, "note"],
    [meta.standfirst, "deck"],
  ]) {
    if (!words || !name) continue;
    const line = document.createElement("p");
    line.className = name;
    line.textContent = words;
    item.append(line);
  }
  item.append(text);
  if (meta.date === undefined) return item;
  const time = document.createElement("time");
  time.dateTime = filters.date?.[0] ?? "";
  time.textContent = meta.date;
  const date = document.createElement("small");
  date.append(time);
  item.append(date);
  return item;
}

/**
 * An excerpt's text and marks as nodes. Never as HTML: it is an article's text.
 *
 * @param {string} excerpt
 */
function marked(excerpt) {
  return excerpt.split(/<\/?mark>/).map((part, index) => {
    // Pagefind parts words with U+200B where the language has no spaces.
    const text = part.replaceAll("&lt;", "<").replaceAll("&gt;", ">").replaceAll("\u200b", "");
    if (index % 2 === 0) return text;
    const mark = document.createElement("mark");
    mark.textContent = text;
    return mark;
  });
}

/**
 * @template {HTMLElement} Kind
 * @param {string} id
 * @param {new () => Kind} kind
 * @returns {Kind}
 */
function byId(id, kind) {
  const element = document.getElementById(id);
  if (!(element instanceof kind)) throw new Error(`the page has no ${id}`);
  return element;
}
