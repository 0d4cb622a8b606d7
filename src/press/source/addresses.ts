import { showsAddress } from "../text/own-address.ts";
import { newMarkdown } from "./markdown.ts";

/** An address that stands in a text as itself. */
export interface Address {
  /** Where it begins and ends, in characters. */
  start: number;
  end: number;
  /** Where it leads. */
  href: string;
}

const parser = newMarkdown();

/** What begins with `www.`, a scheme, or is an e-mail address. No other word is taken for one: `end.It` is none. */
const finder = parser.linkify
  .set({ fuzzyLink: false })
  .add("ftp:", null)
  .add("//", null)
  .add("www.", {
    validate: (text, position, { re }) => {
      const host = re.get_relative_proto_validator();
      host.lastIndex = position;
      return host.exec(text)?.[0].length ?? 0;
    },
    normalize: (match) => {
      match.url = `https://${match.url}`;
    },
  });

/** The web addresses and e-mail addresses in a text, in its order. */
export function addressesIn(text: string): Address[] {
  if (!text.includes("://") && !text.includes("@") && !/www\./i.test(text)) return [];
  return (finder.match(text) ?? []).flatMap(({ index: start, lastIndex: end, url }) => {
    const href = parser.normalizeLink(url);
    return isPublic(href) && showsAddress(text.slice(start, end), href) ? [{ start, end, href }] : [];
  });
}

/** Whether the server has a name that others know: what stands before a password has none. */
function isPublic(href: string): boolean {
  return href.startsWith("mailto:") || new URL(href).hostname.includes(".");
}
