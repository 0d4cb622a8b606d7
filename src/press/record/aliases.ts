import { takenNames } from "../address/paths.ts";
import { error, type Fault } from "../faults/fault.ts";
import type { Article } from "./article.ts";

/** The file that answers an old address where a host knows no rules; nothing for one that a query tells apart. */
export function aliasFile(alias: string): string | undefined {
  if (alias.includes("?")) return undefined;
  const path = decodedPath(alias).replace(/^\/+/, "");
  if (path === "") return undefined;
  return /\.html?$/.test(path) ? path : `${path.replace(/\/+$/, "")}/index.html`;
}

function decodedPath(path: string): string {
  try {
    return decodeURIComponent(path);
  } catch {
    return path;
  }
}

/** What is wrong with old addresses: one that is a living page's, one that two articles claim, one that is the article's own. */
export function aliasFaults(articles: readonly Article[]): Fault[] {
  const slugs = new Map(articles.map((article) => [article.slug, article]));
  const owners = new Map<string, Article>();
  return articles.flatMap((article) =>
    article.aliases.flatMap((alias) => {
      const reason = objection(alias, article, slugs, owners);
      owners.set(keyOf(alias), article);
      return reason === undefined
        ? []
        : [
            error(
              { file: article.file },
              `the old address ${JSON.stringify(alias)} ${reason}`,
              "remove it there",
            ),
          ];
    }),
  );
}

function keyOf(alias: string): string {
  return aliasFile(alias)?.toLowerCase() ?? alias;
}

function objection(
  alias: string,
  article: Article,
  slugs: ReadonlyMap<string, Article>,
  owners: ReadonlyMap<string, Article>,
): string | undefined {
  const [folder = "", ...rest] = (aliasFile(alias) ?? "").split("/");
  const living = slugs.get(folder);
  if (living && rest.join("/") === "index.html")
    return living === article ? "is the article's own" : `is that of ${living.file}`;
  if (takenNames.has(folder.replace(/\.html?$/, ""))) return "is taken by the site's own pages";
  const owner = owners.get(keyOf(alias));
  return owner && owner !== article ? `stands in ${owner.file}, too` : undefined;
}
