import { paths, takenNames } from "../address/paths.ts";
import { error, type Fault } from "../faults/fault.ts";
import type { Article } from "./article.ts";
import type { Paper } from "./papers.ts";

/** The file that answers an old address where a host knows no rules; nothing for one that a query tells apart. */
export function aliasFile(alias: string): string | undefined {
  if (alias.includes("?")) return undefined;
  const path = decodedPath(alias).replace(/^\/+/, "");
  if (path === "") return undefined;
  return /\.html?$/.test(path) ? path : `${path.replace(/\/+$/, "")}/index.html`;
}

/**
 * What a server is asked for by whoever follows an old address: its path decoded, its query as it is written. A folder is asked for
 * with a slash at its end and without.
 */
export function aliasRequests(alias: string): string[] {
  const [path = "", ...query] = alias.split("?");
  const decoded = decodedPath(path);
  if (query.length > 0) return [`${decoded}?${query.join("?")}`];
  if (/\.html?$/.test(decoded)) return [decoded];
  const folder = decoded.replace(/\/+$/, "");
  return [folder, `${folder}/`];
}

function decodedPath(path: string): string {
  try {
    return decodeURIComponent(path);
  } catch {
    return path;
  }
}

/** The articles that an old address may clash with. */
interface Owners {
  /** By slug, as file systems fold it. */
  slugs: ReadonlyMap<string, Article>;
  /** By old address, as file systems fold it: those that came before. */
  aliases: Map<string, Article>;
  /** By every folder that the page of an old address lies in. */
  folders: Map<string, Article>;
  /** The folders of papers. */
  homes: readonly string[];
}

/**
 * What is wrong with old addresses: one that is a living page's or a file's, one that two articles claim, one that is the article's
 * own. Where none leads to a living page's address, none leads in a circle.
 *
 * @param papers the publication's
 */
export function aliasFaults(articles: readonly Article[], papers: readonly Paper[]): Fault[] {
  const slugs = new Map(articles.map((article) => [folded(article.slug), article]));
  const homes = papers.map(({ home }) => home.replace("/", "")).filter((home) => home !== "");
  const owners: Owners = { slugs, aliases: new Map(), folders: new Map(), homes };
  return articles.flatMap((article) =>
    article.aliases.flatMap((alias) => {
      const reason = objection(alias, article, owners);
      enter(alias, article, owners);
      if (reason === undefined) return [];
      const told = `the old address ${JSON.stringify(alias)} ${reason}`;
      return [error({ file: article.file }, told, "remove it there")];
    }),
  );
}

function enter(alias: string, article: Article, { aliases, folders }: Owners): void {
  aliases.set(keyOf(alias), article);
  for (const folder of foldersOf(aliasFile(alias) ?? "")) folders.set(folder, article);
}

/** Some file systems take letters for the same that differ in case or normal form, and so does nginx. */
function folded(name: string): string {
  return name.normalize("NFKC").toLowerCase();
}

function keyOf(alias: string): string {
  return folded(aliasFile(alias) ?? alias);
}

/** Every folder that a file lies in, folded. */
function foldersOf(file: string): string[] {
  const names = folded(file).split("/").slice(0, -1);
  return names.map((_, index) => names.slice(0, index + 1).join("/"));
}

/** Files at the site's root. */
const ownFiles: ReadonlySet<string> = new Set(Object.values(paths).map((path) => path.toLowerCase()));

/** What lies in an article's folder. */
const articleFiles =
  /^(?:images(?:\/|$)|(?:index\.html|(?:article|ninjs)\.json|source\.(?:txt|md)|card\.png)(?:\/|$))/;

function objection(alias: string, article: Article, owners: Owners): string | undefined {
  if (/^\/*$/.test(alias)) return "is the front page's";
  const [folder = "", ...rest] = (aliasFile(alias) ?? "").split("/");
  const living = owners.slugs.get(folded(folder));
  const inside = folded(rest.join("/"));
  if (living && inside === "index.html")
    return living === article ? "is the article's own" : `is that of ${living.file}`;
  if (living && articleFiles.test(inside)) return `is that of a file of ${living.file}`;
  if (owners.homes.includes(folded(folder)) && inside === "index.html") return "is the front page's";
  const [name = ""] = owners.homes.includes(folded(folder)) ? rest : [folder];
  if (takenNames.has(folded(name).replace(/\.html?$/, ""))) return "is taken by the site's own pages";
  if (ownFiles.has(folded(name)) || /^(?:\.|sitemap-\d)/.test(folder))
    return "is taken by the site's own files";
  const owner = owners.aliases.get(keyOf(alias));
  if (owner && owner !== article) return `stands in ${owner.file}, too`;
  const file = folded(aliasFile(alias) ?? "");
  const around = foldersOf(file).find((name) => owners.aliases.has(name)) ?? "";
  const other = owners.aliases.get(around) ?? owners.folders.get(file);
  return other && `is a page in one old address and a folder in another, of ${other.file}`;
}
