/** A page: what it was made from, and what it came to. */
export interface Page {
  /** The digest of all that the page says. */
  key: string;
  /** The page's size in bytes. */
  bytes: number;
  /** The page's digest. */
  html: string;
}

/** An article's page, once it was proved. */
export interface ArticlePage extends Page {
  /** The digest of `article.json`. */
  record: string;
  /** The digest of `ninjs.json`, which agencies exchange: a page of the publication has none. */
  ninjs?: string | undefined;
}

/** The pages of a site that a build can take over: the articles' by slug, the lists' by folder. */
export interface Pages {
  articles: Map<string, ArticlePage>;
  lists: Map<string, Page>;
}
