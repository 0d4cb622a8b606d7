import { Parser } from "htmlparser2";
import { paths } from "../address/paths.ts";
import { quoted } from "../faults/fault.ts";
import { slugOf } from "./read-served.ts";
import type { Facts } from "./site-records.ts";

/** An article in the news sitemap, by the names that the file has. */
type NewsEntry = Record<"loc" | "news:title" | "news:publication_date", string>;

/** Whether a file is the list of the newest articles for search engines of news. */
export function isNews(path: string): boolean {
  return path === paths.newsSitemap;
}

/** What is wrong with what the news sitemap says of its articles. */
export function newsReasons(xml: string, factsOf: (slug: string) => Facts | undefined): string[] {
  return newsEntries(xml).flatMap((entry) => {
    const slug = slugOf(entry.loc) ?? "";
    const article = factsOf(slug);
    if (!article) return [`the entry ${quoted(entry.loc)} is no article of the site`];
    const fields = [
      ["headline", entry["news:title"], article.headline],
      ["date", entry["news:publication_date"], article.published],
    ] as const;
    return fields
      .filter(([, is, should]) => is !== should)
      .map(
        ([field, is, should]) =>
          `the ${field} of ${slug} is ${quoted(is)}, article.json says ${quoted(should)}`,
      );
  });
}

function newsEntries(xml: string): NewsEntry[] {
  const entries: NewsEntry[] = [];
  let field = "";
  const parser = new Parser(
    {
      onopentag: (name) => {
        if (name === "url") entries.push({ loc: "", "news:title": "", "news:publication_date": "" });
        field = name;
      },
      ontext: (text) => {
        const entry = entries.at(-1);
        if (entry && isField(field, entry)) entry[field] += text;
      },
      onclosetag: () => {
        field = "";
      },
    },
    { xmlMode: true },
  );
  parser.end(xml);
  return entries;
}

function isField(name: string, entry: NewsEntry): name is keyof NewsEntry {
  return Object.hasOwn(entry, name);
}
