import { basename, dirname, relative } from "node:path";
import { slugPath } from "../address/slug.ts";
import { error, type Fault, quoted, warning } from "../faults/fault.ts";
import { nearest } from "../faults/nearest.ts";
import type { Article, LinkUse } from "../record/article.ts";
import type { BesideFile } from "../source/folder.ts";
import { decoded } from "../source/links.ts";
import type { Destination } from "./destinations.ts";

/** Why a link leads nowhere. */
export interface DeadEnd {
  /** What is to be read behind the link. */
  reason: string;
  remedy?: string;
  /** The path that has no page, where one with nearly its name may be meant. */
  path?: string;
  /** The id that the page has not, and those that it has. */
  id?: string;
  ids?: readonly string[];
}

/** What links may name. */
export interface Names {
  /** Articles and pages by the paths of their files. */
  files: ReadonlyMap<string, Article>;
  slugs: ReadonlyMap<string, Article>;
  destinations: ReadonlyMap<string, Destination>;
  /** The paths of other files that may be linked, by their normal form. */
  attachments: ReadonlyMap<string, BesideFile>;
}

/** How many links of a build are held against all names: each takes as long as there are names. */
const mostSuggested = 50;

/** What finds the address that is nearest to a dead one, as a link from an article would write it. */
export function suggester({ files, slugs, destinations, attachments }: Names) {
  let names: Map<string, (from: Article) => string> | undefined;
  let left = mostSuggested;
  return (href: string, from: Article, isSlug = false): string | undefined => {
    if (left-- <= 0) return undefined;
    names ??= new Map([
      ...[...destinations.keys()].map((path) => {
        const page = path.replace(/index\.html$/, "");
        return [lastOf(page), () => `../${page}`] as const;
      }),
      ...[...slugs.keys()].map((slug) => [slug, () => `../${slugPath(slug)}/`] as const),
      ...[...files.keys(), ...attachments.keys()].map(
        (file) => [lastOf(file), (article: Article) => relative(dirname(article.path), file)] as const,
      ),
    ]);
    const near = nearest(lastOf(href), [...names.keys()]);
    const address = near === undefined ? undefined : names.get(near)?.(from);
    if (address === basename(from.path)) return undefined;
    return isSlug ? address?.replace(/^\.\.\/|\/$/g, "") : address;
  };
}

/** The last name of a path. */
function lastOf(path: string): string {
  return decoded(path.replace(/[?#].*$/s, "").replace(/\/(?:index\.html)?$/, "")).replace(/^.*\//s, "");
}

/** A dead link as a fault: of a draft, and of an address that no link was made of, only a warning. */
export function told(
  { reason, remedy, path, id, ids }: DeadEnd,
  { href, place, kind }: LinkUse,
  article: Article,
  near: ReturnType<typeof suggester>,
): Fault {
  const close =
    id === undefined
      ? path !== undefined && near(href, article, kind === "translation")
      : nearest(id, ids ?? []);
  const meant =
    close && `did you mean \`${id === undefined ? close : `${href.slice(0, href.indexOf("#"))}#${close}`}\`?`;
  const what = kind === "mention" ? "address" : (kind ?? "link");
  const tell = kind === "mention" || article.draft ? warning : error;
  return tell(
    place,
    `the ${what} ${quoted(decoded(href))} ${reason}`,
    remedy ?? (meant || "correct it, or take it out"),
  );
}
