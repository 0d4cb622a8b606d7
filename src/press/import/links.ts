import { slugPath } from "../address/slug.ts";
import type { Ledger } from "./ledger.ts";

/*
 * The old site's addresses: which of them an article answers to, and where links between imported pieces lead.
 */

/** Stands for the server of a site whose address is not told. */
export const nowhere = "https://old.invalid/";

/** Parameters that tell where a reader came from. */
const tracking = /^(?:utm_\w+|fbclid|gclid|mc_cid|mc_eid)$/;

/**
 * An address in the form that two spellings of it share: no scheme, no `www.`, no fragment, no slash at its end.
 *
 * @param base the address of the page that names it
 */
export function addressKey(address: string, base?: string): string | undefined {
  if (!URL.canParse(address, base ?? nowhere)) return undefined;
  const url = cleaned(new URL(address, base ?? nowhere));
  const path = decoded(url.pathname).replace(/\/(?:index\.(?:html?|php))?$/, "");
  return `${url.hostname.replace(/^www\./, "")}${path}${decoded(url.search)}`;
}

function cleaned(url: URL): URL {
  for (const name of [...url.searchParams.keys()]) if (tracking.test(name)) url.searchParams.delete(name);
  return url;
}

function decoded(text: string): string {
  try {
    return decodeURIComponent(text);
  } catch {
    return text;
  }
}

/** The names of articles by the keys of their old addresses. */
export type AddressBook = Map<string, string>;

/** The address book of everything that was imported before. Drafts are not in it: no page would answer. */
export function bookOf(ledger: Ledger): AddressBook {
  const book: AddressBook = new Map();
  for (const { file, addresses, draft } of ledger.values()) {
    if (!draft) for (const address of addresses) book.set(address, file.replace(/\.[^.]*$/, ""));
  }
  return book;
}

/** The address of an article as another article links to it. */
export function neighbour(name: string): string {
  return `../${slugPath(name)}/`;
}

/** Where an article stood before: paths for its metadata, and addresses that no path can keep. */
export interface OldPaths {
  aliases: string[];
  lost: string[];
}

/**
 * The paths of old addresses below the site's own.
 *
 * @param site the old site's address: addresses on other servers cannot be answered
 * @param name the article's name, whose own address is no alias
 */
export function oldPaths(addresses: readonly string[], site: string | undefined, name: string): OldPaths {
  const found: OldPaths = { aliases: [], lost: [] };
  const base = site !== undefined && URL.canParse(site) ? site : nowhere;
  for (const address of addresses) {
    const url = URL.canParse(address, base) ? cleaned(new URL(address, base)) : undefined;
    const path = url && url.pathname.replace(/\/{2,}/g, "/") + url.search;
    if (!url || !path || (site !== undefined && hostOf(url.href) !== hostOf(base)) || !isPath(url, path)) {
      found.lost.push(address);
    } else if (decoded(path).replace(/^\/|\/$/g, "") !== name && !found.aliases.includes(path)) {
      found.aliases.push(path);
    }
  }
  return found;
}

/** An alias must name one page: the front page of a site and addresses that differ in their fragments alone do not. */
function isPath(url: URL, path: string): boolean {
  return path !== "/" && !url.hash.startsWith("#!");
}

/** A server's name without `www.`; empty for no address. */
export function hostOf(address: string): string {
  return URL.canParse(address) ? new URL(address).hostname.replace(/^www\./, "") : "";
}
