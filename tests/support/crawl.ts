import { existsSync, readdirSync, readFileSync, statSync } from "node:fs";
import { join } from "node:path";
import { Parser } from "htmlparser2";

/** An address that a file of a site names. */
export interface Link {
  /** The file, from the site's folder. */
  from: string;
  /** As it stands there. */
  written: string;
  /** What it leads to. */
  url: URL;
}

/** All files of a folder, in the order of their names. */
export function filesIn(folder: string): string[] {
  return readdirSync(folder, { recursive: true, encoding: "utf8" })
    .filter((name) => statSync(join(folder, name)).isFile())
    .sort();
}

/** Every address in every page, feed, sitemap and record of a site. */
export function linksOf(folder: string, base: string): Link[] {
  return filesIn(folder).flatMap((file) => {
    const page = new URL(
      file
        .split("/")
        .map(encodeURIComponent)
        .join("/")
        .replace(/(^|\/)index\.html$/, "$1"),
      base,
    );
    return addressesIn(file, readFileSync(join(folder, file), "utf8")).map((written) => ({
      from: file,
      written,
      url: new URL(written, page),
    }));
  });
}

function addressesIn(file: string, text: string): string[] {
  if (file.endsWith(".html")) return addressesInHtml(text);
  if (file.endsWith(".xml")) return addressesInXml(text);
  if (/(?:^|\/)(?:feed|article)\.json$/.test(file)) return addressesInJson(JSON.parse(text));
  if (file === "robots.txt" || file.startsWith(".well-known/")) return text.match(/https?:\S+/g) ?? [];
  return [];
}

/** Links, pictures and scripts, and the addresses that the head tells to programs. */
function addressesInHtml(html: string): string[] {
  const addresses: string[] = [];
  let script = "";
  let inJson = false;
  const parser = new Parser({
    onopentag(name, { href, src, srcset, content = "", type }) {
      if (href !== undefined) addresses.push(href);
      if (src !== undefined) addresses.push(src);
      if (srcset !== undefined)
        addresses.push(...srcset.split(/,\s+/).map((candidate) => candidate.split(" ")[0] ?? ""));
      if (name === "meta" && /^https?:/.test(content)) addresses.push(content);
      inJson = name === "script" && type === "application/ld+json";
    },
    ontext(text) {
      if (inJson) script += text;
    },
    onclosetag() {
      if (inJson) addresses.push(...addressesInJson(JSON.parse(script)));
      inJson = false;
      script = "";
    },
  });
  parser.end(html);
  return addresses;
}

function addressesInXml(xml: string): string[] {
  const addresses: string[] = [];
  let element = "";
  let text = "";
  const parser = new Parser(
    {
      onopentag(name, { href }) {
        if (href !== undefined) addresses.push(href);
        element = name;
        text = "";
      },
      ontext(part) {
        text += part;
      },
      onclosetag(name) {
        if (name === "content") addresses.push(...addressesInHtml(text));
        if (name === element && ["loc", "id", "uri"].includes(name)) addresses.push(text);
      },
    },
    { xmlMode: true },
  );
  parser.end(xml);
  return addresses;
}

function addressesInJson(value: unknown, key = ""): string[] {
  if (typeof value === "string") {
    if (key === "content_html") return addressesInHtml(value);
    return /^https?:\/\/\S+$/.test(value) && key !== "@context" ? [value] : [];
  }
  if (typeof value !== "object" || value === null) return [];
  return Object.entries(value).flatMap(([name, inner]) => addressesInJson(inner, name));
}

/**
 * The links that lead to nothing in the site: no file, or no element of that id in it. Links to other sites are passed over.
 *
 * @param base the site's address, ending in a slash
 */
export function brokenLinks(links: readonly Link[], folder: string, base: string): Link[] {
  const ids = new Map<string, ReadonlySet<string>>();
  const idsOf = (file: string) => {
    const known = ids.get(file) ?? new Set(idsIn(readFileSync(join(folder, file), "utf8")));
    ids.set(file, known);
    return known;
  };
  return links.filter(({ url }) => {
    const file = fileOf(url, base);
    if (file === undefined) return false;
    if (!existsSync(join(folder, file)) || !statSync(join(folder, file)).isFile()) return true;
    return url.hash !== "" && !idsOf(file).has(decodeURIComponent(url.hash.slice(1)));
  });
}

/** The file that a server answers an address of the site with; nothing for other sites. */
export function fileOf(url: URL, base: string): string | undefined {
  const address = url.origin + url.pathname;
  if (url.origin !== new URL(base).origin) return undefined;
  if (!address.startsWith(base)) return `outside the site: ${address}`;
  return decodeURIComponent(address.slice(base.length)).replace(/(^|\/)$/, "$1index.html");
}

function idsIn(html: string): string[] {
  const ids: string[] = [];
  new Parser({ onattribute: (name, value) => name === "id" && ids.push(value) }).end(html);
  return ids;
}
