import { resolve } from "node:path";
import type { Article } from "./article.ts";
import { loadArticles } from "./articles.ts";
import type { Fault } from "./fault.ts";
import { loadPublication, type Publication } from "./publication.ts";
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
  /** Newest first. */
  articles: readonly Article[];
  /** Where each article stands in that order. */
  positions: ReadonlyMap<Article, number>;
  style: Style;
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
  drafts: readonly Article[];
  faults: readonly Fault[];
}

/** Reads everything that a site is made from and finds every fault in it. */
export function loadSite(sources: Sources): LoadedSite {
  const publication = loadPublication(resolve(sources.metadata), sources.metadata);
  if (Array.isArray(publication)) {
    const { faults } = loadArticles(resolve(sources.articles), sources.articles, standIn);
    return { drafts: [], faults: [...publication, ...faults] };
  }
  const { articles, drafts, faults } = loadArticles(resolve(sources.articles), sources.articles, publication);
  if (faults.some((fault) => fault.level === "error")) return { drafts, faults };
  const style = makeStyle(resolve("_includes/style.css"), publication.accent);
  const positions = new Map(articles.map((article, index) => [article, index]));
  return { site: { publication, articles, positions, style }, drafts, faults };
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

/** An article with its neighbours in time. */
export function leafOf(article: Article, site: Site): Leaf {
  const index = site.positions.get(article) ?? 0;
  return { article, newer: site.articles[index - 1], older: site.articles[index + 1], pictures: [] };
}
