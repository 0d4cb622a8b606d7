import { error, type Fault, type Place, quoted } from "../faults/fault.ts";
import { nearest } from "../faults/nearest.ts";
import { addressesIn } from "../source/addresses.ts";
import type { LinkReference } from "../source/links.ts";
import type { LinkUse } from "./article.ts";

/*
 * An article's links, as far as they can be judged without the other articles. Those that lead into the site are kept: `site/links.ts`
 * holds them against all that the site has.
 */

/** The schemes that readers' programs open. */
const schemes = "http https mailto tel sms geo ftp xmpp matrix sip irc ircs magnet".split(" ");

const scheme = /^([a-z][a-z\d+.-]*):/i;

/**
 * Whether an address leads into the site.
 *
 * @param site the site's address, which ends in a slash
 */
export function isInner(href: string, site: string): boolean {
  if (!scheme.test(href) && !href.startsWith("//")) return true;
  return (
    withoutScheme(`${href}/`).startsWith(withoutScheme(site)) ||
    withoutScheme(href).startsWith(withoutScheme(site))
  );
}

function withoutScheme(address: string): string {
  return address
    .replace(/^(?:https?:)?\/\//i, "//")
    .replace(/^\/\/[^/?#]*/, (server) => server.toLowerCase());
}

/** A text's links into the site; what is wrong with links that can be no address is added to the faults. */
export function readLinks(
  file: string,
  links: readonly LinkReference[],
  site: string,
  faults: Fault[],
): LinkUse[] {
  return links.flatMap(({ href, line, column }) => {
    const place = { file, line, column };
    const fault = badAddress(href, place);
    if (fault) faults.push(fault);
    return !fault && isInner(href, site) ? [{ href, place }] : [];
  });
}

function badAddress(href: string, place: Place): Fault | undefined {
  if (href === "")
    return error(place, "a link has no address", "write one, `[words](address)`, or only the words");
  const name = scheme.exec(href)?.[1]?.toLowerCase();
  if (name !== undefined && !schemes.includes(name)) {
    const near = nearest(name, schemes);
    const remedy = near ? `did you mean \`${near}:\`?` : "correct it, or write only the words";
    return error(place, `the link ${quoted(href)} has a scheme that no browser opens`, remedy);
  }
  const isWeb = name === "http" || name === "https";
  if (!isWeb || (/^https?:\/\/[^/]/i.test(href) && URL.canParse(href))) return undefined;
  return error(place, `the link ${quoted(href)} is no web address`, "correct it");
}

/**
 * Addresses of the site that stand in a text without being links of it.
 *
 * @param lines the text's
 * @param firstLine the number of the first of them
 */
export function mentionsOf(file: string, text: string, firstLine: number, site: string): LinkUse[] {
  const { host } = new URL(site);
  if (!text.toLowerCase().includes(host)) return [];
  return text.split(/\r\n|\r|\n/).flatMap((line, index) =>
    addressesIn(line)
      .filter(({ href }) => isInner(href, site))
      .map(({ href, start }) => ({
        href,
        place: { file, line: firstLine + index, column: start + 1 },
        kind: "mention" as const,
      })),
  );
}
