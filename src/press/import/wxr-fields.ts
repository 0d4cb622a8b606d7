import { DomUtils } from "htmlparser2";
import { isLanguageTag } from "../record/language-tag.ts";
import type { ArticleMetadata } from "../record/schema.ts";
import { feedDate, isLater, wordpressDate } from "./dates.ts";
import { isWeb, languageOf } from "./metadata.ts";
import { authorOf } from "./people.ts";
import type { Fields, Options } from "./story.ts";
import { plainText } from "./visible-text.ts";
import { metaOf, metasOf, type Site } from "./wxr-site.ts";
import { children, childText, type Element, rawChildText } from "./xml.ts";

type Lose = (kind: string, what: string, kept?: boolean) => void;

/** What a WordPress post says of itself, as an article's metadata. */
export function metadataOf(item: Element, site: Site, options: Options, lose: Lose): ArticleMetadata {
  const date = dateOf(item, options);
  const modified = stamp(item, "wp:post_modified", options);
  const status = childText(item, "wp:status");
  const authors = authorsOf(item, site, lose);
  const { section, topics } = sectionAndTopics(item, site);
  const standfirst = plainText(rawChildText(item, "excerpt:encoded"));
  const language = languageIn(item) ?? languageOf(site.language);
  const source = sourceOf(item);
  return {
    ...(standfirst && { standfirst }),
    ...(date && { date }),
    ...(date && modified && status === "publish" && isLater(date, modified) && { updated: modified }),
    ...(authors.length > 0 && { authors }),
    ...(section && { section }),
    ...(topics.length > 0 && { topics }),
    ...(language && { language }),
    ...(source && { source }),
    ...(status !== "publish" && { status: "draft" as const }),
  };
}

function dateOf(item: Element, options: Options): string | undefined {
  return (
    stamp(item, "wp:post_date", options) ??
    feedDate(childText(item, "pubDate"), options.timezone) ??
    stamp(item, "wp:post_modified", options)
  );
}

function stamp(item: Element, name: string, { timezone }: Options): string | undefined {
  return wordpressDate(childText(item, name), childText(item, `${name}_gmt`), timezone);
}

/** The post's authors: those of Co-Authors Plus and PublishPress, which are terms, or else the one who wrote it down. */
function authorsOf(item: Element, site: Site, lose: Lose): { name: string }[] {
  const terms = children(item, "category").filter(({ attribs }) => attribs.domain === "author");
  const names =
    terms.length > 0
      ? terms.map((term) => {
          const text = plainText(DomUtils.textContent(term));
          const nicename = term.attribs.nicename ?? "";
          const login = nicename.replace(/^cap-/, "");
          return site.authors.get(text) ?? site.authors.get(login) ?? site.authors.get(nicename) ?? text;
        })
      : [creatorOf(item, site)];
  return names.flatMap((text) => {
    if (text === "") return [];
    const author = authorOf(text);
    // A login is no name, unless the export gives it as one.
    const isLogin = !("name" in author) || /^[a-z0-9._-]+$/.test(author.name);
    if ("name" in author && (!isLogin || [...site.authors.values()].includes(text))) return author;
    lose("authors known by a login or an e-mail address alone (no byline)", text);
    return [];
  });
}

function creatorOf(item: Element, site: Site): string {
  const login = childText(item, "dc:creator");
  return site.authors.get(login) || plainText(login);
}

/** The primary category, as the common plugins note it, is the section; the other categories and the tags are topics. */
function sectionAndTopics(item: Element, site: Site): { section?: string | undefined; topics: string[] } {
  const names = termsOf(item, "category");
  const number = metaOf(item, "_yoast_wpseo_primary_category") || metaOf(item, "rank_math_primary_category");
  const primary = site.categories.get(number);
  const section = primary !== undefined && names.includes(primary) ? primary : names[0];
  const others = names.filter((name) => name !== section);
  return { section, topics: [...new Set([...others, ...termsOf(item, "post_tag")])] };
}

/** Terms of a taxonomy. WordPress gives the category of posts without one the same nicename in every language. */
function termsOf(item: Element, domain: string): string[] {
  return children(item, "category")
    .filter(({ attribs }) => attribs.domain === domain && !/^uncategori[sz]ed$/.test(attribs.nicename ?? ""))
    .map((category) => plainText(DomUtils.textContent(category)))
    .filter((name) => name !== "" && name !== "Uncategorized");
}

/** The language that Polylang or WPML gives a post. */
function languageIn(item: Element): string | undefined {
  const term = children(item, "category").find(({ attribs }) => attribs.domain === "language");
  const tag =
    term?.attribs.nicename || metaOf(item, "_wpml_language") || metaOf(item, "_wpml_import_language_code");
  return tag && isLanguageTag(tag) ? languageOf(tag) : undefined;
}

/** The group of a post's translations: a term of Polylang, or what WPML's export says; empty for a post without any. */
export function groupOf(item: Element): string {
  const term = children(item, "category").find(({ attribs }) => attribs.domain === "post_translations");
  return term?.attribs.nicename || metaOf(item, "_wpml_import_translation_group");
}

/** Whom a post was taken from: FeedWordPress notes it. A site's own posts have no source. */
function sourceOf(item: Element): { name: string; url?: string } | undefined {
  const name = plainText(metaOf(item, "syndication_source"));
  const url = metaOf(item, "syndication_permalink");
  return name === "" ? undefined : { name, ...(isWeb(url) && { url }) };
}

/** Taxonomies and fields that have their place elsewhere, or say how the old site looked. */
const known = new Set(
  "category post_tag author language post_translations term_language term_translations post_format nav_menu wp_theme"
    .split(" ")
    .concat(
      "_yoast_wpseo_primary_category rank_math_primary_category _wp_old_slug _wp_old_date _thumbnail_id footnotes enclosure".split(
        " ",
      ),
      "_wpml_language _wpml_import_language_code _wpml_import_source_language_code _wpml_import_translation_group syndication_source syndication_permalink _wpcom_is_markdown".split(
        " ",
      ),
    ),
);

/** Values that programs wrote for themselves: serialized data, and templates of titles. */
const machine = /^(?:[aOsbidN]:\d|[[{<]|field_[0-9a-f]+$)|%%\w+%%/;

/** A post's custom fields and terms of other taxonomies. Fields whose names WordPress hides are taken where they hold words. */
export function fieldsOf(item: Element): Fields {
  const fields = new Map<string, string[]>();
  const add = (name: string, value: string) => fields.set(name, [...(fields.get(name) ?? []), value]);
  for (const category of children(item, "category")) {
    const { domain = "" } = category.attribs;
    if (domain !== "" && !known.has(domain)) add(domain, plainText(DomUtils.textContent(category)));
  }
  for (const { key, value } of metasOf(item)) {
    const text = plainText(value);
    if (known.has(key) || text === "" || machine.test(value)) continue;
    if (!key.startsWith("_") || /\p{L}{2,}[\p{P}]?\s+\p{L}{2,}/u.test(text)) add(key, text);
  }
  return fields;
}

/** What stands where a post's date is, for the message that it cannot be read. */
export function dateText(item: Element): string {
  return childText(item, "wp:post_date") || childText(item, "pubDate");
}
