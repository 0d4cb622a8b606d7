// @ts-check

import { compare } from "./check-compare.js";
import { markdownSigns } from "./check-markdown.js";
import { pageSigns, pageText, wireSigns } from "./check-text.js";

/*
 * The check page's script. The address names an article by its slug, behind a question mark; without one, or beside it, the page offers
 * all articles. What the page's settings say is written by src/outputs/check.ts.
 */

/**
 * @typedef {object} Settings
 * @property {string} address the site's
 * @property {Record<string, "ltr" | "rtl">} directions by the articles' languages
 * @property {Record<"colon" | "sourceText" | "page" | "noResults" | "corrections" | "checking" | "failed" | "stands" | "differs" | "unsure" | "same" | "other" | "insecure" | "strange" | "markdown", string>} texts
 */

/** @typedef {[slug: string, headline: string, language: string]} Article */
/** @typedef {{ slug: string, source: string, form: "wire" | "markdown", sha256: string, page: string }} ProofRecord */
/** @typedef {import("./check-compare.js").Stretch} Stretch */

/** How many articles are offered at once. */
const pageLength = 10;

/** How many differences are told one by one. */
const mostTold = 20;

/** @type {Settings} */
const settings = JSON.parse(byId("settings", HTMLScriptElement).text);
const { texts } = settings;
const field = byId("query", HTMLInputElement);
const list = byId("articles", HTMLOListElement);
const more = byId("more", HTMLButtonElement);
const status = byId("status", HTMLParagraphElement);
const said = byId("said", HTMLUListElement);

/** @type {Article[]} */
let articles = [];
let offered = pageLength;

byId("choose", HTMLFormElement).addEventListener("submit", (event) => event.preventDefault());
field.addEventListener("input", () => {
  offered = pageLength;
  offer();
});
more.addEventListener("click", () => {
  const first = offered;
  offered += pageLength;
  offer();
  list.children[first]?.querySelector("a")?.focus();
});
start();

/** Offers the articles, and checks the one that the address names. */
async function start() {
  const query = location.search.slice(1).replace(/&.*$/s, "");
  if (query !== "") byId("result", HTMLElement).hidden = false;
  if (query !== "") status.textContent = texts.checking;
  try {
    articles = JSON.parse(decoded(await load("articles.json")));
    byId("choose", HTMLFormElement).hidden = false;
    offer();
    if (query !== "") await check(decodeURIComponent(query));
  } catch (reason) {
    console.error(reason);
    byId("result", HTMLElement).hidden = false;
    byId("pair", HTMLElement).hidden = true;
    status.textContent = texts.failed;
  }
}

/** Shows the articles whose headline has what the field says. */
function offer() {
  const wanted = field.value.trim().toLocaleLowerCase();
  const found = articles.filter(([, headline]) => headline.toLocaleLowerCase().includes(wanted));
  list.replaceChildren(...found.slice(0, offered).map(entry));
  if (found.length === 0) list.replaceChildren(element("li", texts.noResults));
  more.hidden = found.length <= offered;
}

/**
 * @param {Article} article
 */
function entry([slug, headline, language]) {
  const link = element("a", headline);
  link.href = `?${encodeURIComponent(slug)}`;
  const item = element("li", link);
  speak(item, language);
  return item;
}

/**
 * Compares an article's page with its source, and says what comes out.
 *
 * @param {string} slug
 * @throws {Error} where a part cannot be loaded
 */
async function check(slug) {
  const article = articles.find(([name]) => name === slug);
  if (!article) throw new Error(`no article is called ${slug}`);
  const [, headline, language] = article;
  const title = byId("headline", HTMLHeadingElement);
  title.textContent = headline;
  speak(title, language);
  document.title = `${headline} · ${document.title}`;
  const folder = `../${encodeURIComponent(slug)}/`;
  /** @type {{ articles: ProofRecord[] }} */
  const proof = JSON.parse(decoded(await load("../proof.json")));
  const record = proof.articles.find((each) => each.slug === slug);
  if (!record || !/^source\.(?:txt|md)$/.test(record.source.slice(slug.length + 1)))
    throw new Error(`proof.json does not name ${slug}`);
  const sourceAddress = folder + record.source.slice(slug.length + 1);
  byId("source-link", HTMLAnchorElement).href = sourceAddress;
  byId("page-link", HTMLAnchorElement).href = `${folder}index.html`;
  const commands = document.getElementById("commands");
  if (commands?.textContent)
    commands.textContent = commands.textContent.replace(
      /^.*/,
      () => `article=${settings.address}${encodeURIComponent(slug)}/`,
    );
  const [source, page] = await Promise.all([load(sourceAddress), load(folder)]);
  const outcome = show(record, decoded(source), decoded(page), language);
  const digests = [
    await tellDigest(record.source, source, record.sha256),
    await tellDigest(`${slug}/`, page, record.page),
  ];
  if (!globalThis.crypto.subtle) tell(undefined, texts.insecure);
  status.textContent = texts[outcome];
  if (outcome === "stands" && digests.includes(false))
    status.textContent += ` SHA-256${texts.colon}${texts.other}.`;
}

/**
 * A page without the styles in its head: the browser would hold them against this page's own policy, and say so.
 *
 * @param {string} html
 */
function withoutStyles(html) {
  const head = html.slice(0, html.indexOf("</head>"));
  return head.replace(/<style>[^<]*<\/style>/g, "") + html.slice(head.length);
}

/**
 * Compares the texts, and shows them side by side.
 *
 * @param {ProofRecord} record
 * @param {string} source
 * @param {string} html
 * @param {string} language
 * @returns {"stands" | "differs" | "unsure"} whether they say the same
 */
function show({ form }, source, html, language) {
  const { text, outside, corrections, strange } = pageText(
    new DOMParser().parseFromString(withoutStyles(html), "text/html"),
  );
  const isWire = form === "wire";
  const signs = isWire ? { ...wireSigns(source, outside), doubtful: false } : markdownSigns(source);
  const result = compare(signs, pageSigns(text, isWire));
  const isWrong = signs.doubtful ? undefined : false;
  fill("source", source, result.source, language);
  fill("page", text, result.page, language);
  tellWords(isWrong, texts.sourceText, source, result.source, language);
  tellWords(isWrong, texts.page, text, result.page, language);
  if (strange.length > 0) tell(false, `${texts.strange}${texts.colon}${strange.join(", ")}`);
  if (!isWire) tell(undefined, texts.markdown);
  if (corrections.length > 0) {
    const own = byId("page", HTMLDivElement).parentElement;
    const entries = corrections.map((correction) => element("p", correction));
    for (const paragraph of entries) speak(paragraph, language);
    own?.append(element("h3", texts.corrections), ...entries);
  }
  if (result.equal && strange.length === 0) return "stands";
  return signs.doubtful && strange.length === 0 ? "unsure" : "differs";
}

/**
 * Says which words differ.
 *
 * @param {false | undefined} isWrong nothing where that is not sure
 * @param {string} label
 * @param {string} text
 * @param {Stretch[]} stretches
 * @param {string} language
 */
function tellWords(isWrong, label, text, stretches, language) {
  for (const { start, end } of stretches.slice(0, mostTold)) {
    const word = element("bdi", text.slice(start, end));
    speak(word, language);
    tell(isWrong, `${label}${texts.colon}`, word);
  }
}

/**
 * Says a file's digest, and whether it is the one that the proof names.
 *
 * @param {string} name
 * @param {ArrayBuffer} data
 * @param {string} expected
 * @returns {Promise<boolean | undefined>} nothing where the browser computes none
 */
async function tellDigest(name, data, expected) {
  // Browsers have it on pages that came over https, or from this machine.
  if (!globalThis.crypto.subtle) return undefined;
  const digest = new Uint8Array(await crypto.subtle.digest("SHA-256", data));
  const hex = Array.from(digest, (byte) => byte.toString(16).padStart(2, "0")).join("");
  const isSame = hex === expected;
  const shown = element("code", hex);
  tell(isSame, name, " · SHA-256 ", shown, ` · ${isSame ? texts.same : texts.other}`);
  return isSame;
}

/**
 * One finding.
 *
 * @param {boolean | undefined} isRight nothing for what is only to be known
 * @param {string} text
 * @param {(string | HTMLElement)[]} others
 */
function tell(isRight, text, ...others) {
  const own = element("bdi", text);
  said.append(element("li", isRight === undefined ? "" : isRight ? "✓ " : "✗ ", own, ...others));
}

/**
 * Shows a text with stretches of it marked.
 *
 * @param {string} id
 * @param {string} text
 * @param {Stretch[]} stretches
 * @param {string} language
 */
function fill(id, text, stretches, language) {
  const into = byId(id, HTMLDivElement);
  speak(into, language);
  let at = 0;
  for (const { start, end } of stretches.toSorted((a, b) => a.start - b.start)) {
    into.append(text.slice(at, start), element("mark", text.slice(Math.max(at, start), end)));
    at = Math.max(at, end);
  }
  into.append(text.slice(at));
}

/**
 * What the site serves, not what a cache has.
 *
 * @param {string} address
 */
async function load(address) {
  const response = await fetch(address, { cache: "no-store" });
  if (!response.ok) throw new Error(`${address}: ${response.status}`);
  return response.arrayBuffer();
}

/** @param {ArrayBuffer} data */
function decoded(data) {
  return new TextDecoder().decode(data);
}

/**
 * @param {HTMLElement} of
 * @param {string} language
 */
function speak(of, language) {
  of.lang = language;
  of.dir = settings.directions[language] ?? "auto";
}

/**
 * @template {keyof HTMLElementTagNameMap} Name
 * @param {Name} name
 * @param {(string | HTMLElement)[]} content
 */
function element(name, ...content) {
  const made = document.createElement(name);
  made.append(...content);
  return made;
}

/**
 * @template {HTMLElement} Kind
 * @param {string} id
 * @param {new () => Kind} kind
 * @returns {Kind}
 */
function byId(id, kind) {
  const found = document.getElementById(id);
  if (!(found instanceof kind)) throw new Error(`the page has no ${id}`);
  return found;
}
