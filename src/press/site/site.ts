import { resolve } from "node:path";
import { slugPath } from "../address/slug.ts";
import type { Memory } from "../build/memory.ts";
import { error, type Fault } from "../faults/fault.ts";
import { type CheckedImages, checkImages } from "../pictures/article-images.ts";
import type { ProcessedImage } from "../pictures/make-image.ts";
import { loadArticles, newestFirst } from "../record/articles.ts";
import type { Article } from "../record/make-article.ts";
import { loadPublication, type Publication } from "../record/publication.ts";
import { type Listing, listings } from "./listings.ts";
import { makeStyle, type Style } from "./style.ts";

/** Where the sources of a site lie. */
export interface Sources {
  /** The folder of articles. */
  articles: string;
  /** The file of the publication's metadata. */
  metadata: string;
}

export const defaultSources: Sources = { articles: "src/articles", metadata: "_data/metadata.yaml" };

/** All that pages are made from. */
export interface Site {
  publication: Publication;
  /** Whether the dev server shows it: drafts are in it, and its pages let the server's script run. */
  preview: boolean;
  /** Newest first. */
  articles: readonly Article[];
  /** Where each article stands in that order. */
  positions: ReadonlyMap<Article, number>;
  /** Every page of every list. */
  listings: readonly Listing[];
  style: Style;
  /** The articles' images, found and proved. */
  checked: CheckedImages;
  /** What was made of the articles' images, by slug and by the name that the article gives them. Filled before pages are rendered. */
  images: Map<string, ReadonlyMap<string, ProcessedImage>>;
  /** The pictures that link previews show, by slug. Filled likewise. */
  cards: Map<string, Picture>;
}

/** A picture that previews of an article show. */
export interface Picture {
  /** Its place on the site. */
  path: string;
  width: number;
  height: number;
  alt: string;
}

/** An article among the others. */
export interface Leaf {
  article: Article;
  newer?: Article | undefined;
  older?: Article | undefined;
  pictures: readonly Picture[];
}

export interface LoadedSite {
  /** Absent where an error was found. */
  site?: Site;
  /** Withheld from the site. */
  drafts: readonly Article[];
  faults: readonly Fault[];
}

/**
 * Reads everything that a site is made from and finds every fault in it.
 *
 * @param preview whether the site is for the dev server: with drafts
 * @param memory what earlier builds read
 */
export async function loadSite(sources: Sources, preview = false, memory?: Memory): Promise<LoadedSite> {
  const found = loadPublication(resolve(sources.metadata), sources.metadata);
  const publication = Array.isArray(found) ? standIn : found;
  const loaded = loadArticles(resolve(sources.articles), sources.articles, publication, memory);
  const all = [...loaded.articles, ...loaded.drafts];
  const { checked, faults: imageFaults } = await checkImages(all, resolve(sources.articles));
  const faults = [...(Array.isArray(found) ? found : []), ...loaded.faults, ...imageFaults];
  const drafts = preview ? [] : loaded.drafts;
  if (faults.some((fault) => fault.level === "error")) return { drafts, faults };
  const articles = preview ? all.sort(newestFirst) : loaded.articles;
  if (articles.length === 0) return { drafts, faults: [...faults, emptiness(sources.articles, drafts)] };
  const positions = new Map(articles.map((article, index) => [article, index]));
  const style = makeStyle(resolve("_includes/style.css"), publication.accent);
  // Frozen, for Eleventy copies any other object for each of its pages, and reads it through a proxy.
  const site: Site = Object.freeze({
    publication,
    preview,
    articles,
    positions,
    listings: listings(articles),
    style,
    checked,
    images: new Map(),
    cards: new Map(),
  });
  return { site, drafts, faults };
}

/** A site of no articles would take the place of one that has some. */
function emptiness(folder: string, drafts: readonly Article[]): Fault {
  return drafts.length > 0
    ? error({ file: folder }, "every article in the folder is a draft", "remove `status: draft` from one")
    : error(
        { file: folder },
        "there is no article in the folder",
        "put one there, NAME.txt or NAME.md, or name another folder with --articles DIR",
      );
}

/** Stands for a publication whose metadata are faulty, so that the articles' faults are found in the same run. */
const standIn: Publication = {
  title: "",
  url: "https://example.invalid/",
  language: "en",
  publisher: { name: "", url: "" },
  policies: {},
  calendars: ["gregorian"],
  cards: "none",
  search: false,
  accent: "#000000",
};

/** An article with its neighbours in time, and its pictures: the lead image first. */
export function leafOf(article: Article, site: Site): Leaf {
  const index = site.positions.get(article) ?? 0;
  const card = site.cards.get(article.slug);
  const lead = leadPicture(article, site);
  return {
    article,
    newer: site.articles[index - 1],
    older: site.articles[index + 1],
    pictures: [...(lead ? [lead] : []), ...(card ? [card] : [])],
  };
}

function leadPicture({ image, slug }: Article, site: Site): Picture | undefined {
  const files = image && site.images.get(slug)?.get(image.src);
  if (!image || !files) return undefined;
  const { file, width, height } = files.fallback;
  return { path: `${slugPath(slug)}/images/${file}`, width, height, alt: image.alt };
}
