import { createHash } from "node:crypto";
import { inPaper } from "../address/address.ts";
import { folders } from "../address/paths.ts";
import { type Paper, papersOf } from "../record/papers.ts";
import type { Origins } from "../record/publication.ts";
import { editorPolicy } from "./editor.ts";

/**
 * Every response header and content policy of a site, in one place. `dist/_headers` is written from here;
 * `docs/hosting/nginx.conf` and `docs/hosting/Caddyfile` say the same in their own words, and tests/publish/servers.spec.ts holds
 * what the real servers answer against `responseHeaders`.
 */

/** What a page's policy must allow. */
export interface PolicyNeeds {
  /** The SHA-256 of each inline `<style>` of the page, base64, as `styleHash` gives it. */
  styleHashes: readonly string[];
  /** Whether it is the search page, which runs a script of the press (Pagefind). */
  search?: boolean;
  /** Whether it is the check page, which runs a script of the press that reads other pages of the site. */
  check?: boolean;
  /** Whether it shows a sound or a film of the site. */
  media?: boolean;
  /** What the publication adds. */
  widened?: Widening | undefined;
}

/** What a publication's own head and settings add to every policy of a page. */
export interface Widening {
  /** The SHA-256 of each inline script of the publication's head, base64. */
  scripts: readonly string[];
  origins: Origins;
  /** Whether the editor in the browser stands among its files. */
  editor?: boolean;
  /** Whether the site has sounds or films of its own. */
  media?: boolean;
}

/** One rule of a `_headers` file: a path pattern (`*` any characters, `:name` one segment) and what it sets. */
export interface HeaderRule {
  pattern: string;
  headers: Readonly<Record<string, string>>;
}

/** A line of `_headers` may have 2,000 characters on Cloudflare Pages; past this many hashes the policy goes without. */
const MOST_HASHES = 24;

/** How long a policy may be, so that its line has room for the header's name. */
const LONGEST_POLICY = 1_950;

const YEAR = 365 * 24 * 60 * 60;

/** Served anew at each visit unless unchanged (304), so that a correction reaches every reader at once. */
const REVALIDATED = "public, max-age=0, must-revalidate";

/** Only for files whose name holds a digest of their content. */
const IMMUTABLE = `public, max-age=${YEAR}, immutable`;

const PICTURES = ["png", "jpeg", "webp", "avif"];

/** Browser features that no article needs. */
const DENIED_FEATURES = [
  "accelerometer",
  "autoplay",
  "camera",
  "display-capture",
  "encrypted-media",
  "geolocation",
  "gyroscope",
  "hid",
  "idle-detection",
  "local-fonts",
  "magnetometer",
  "microphone",
  "midi",
  "payment",
  "publickey-credentials-get",
  "screen-wake-lock",
  "serial",
  "usb",
  "xr-spatial-tracking",
];

/**
 * The digest by which a policy allows an inline style: SHA-256 in base64, of exactly the characters between
 * `<style>` and `</style>` (CSP 3, section 6.7.3.3).
 */
export function styleHash(css: string): string {
  return createHash("sha256").update(css, "utf8").digest("base64");
}

/**
 * The policy for `<meta http-equiv="Content-Security-Policy">`. It is exact: nothing loads but the site's own
 * images and fonts and the page's own style, and nothing runs but what the publication lets in. It lacks `frame-ancestors`, which browsers ignore there.
 */
export function metaPolicy(needs: PolicyNeeds): string {
  return directives(sources(needs.styleHashes) || "'none'", needs);
}

/**
 * The policy for the response header. A browser applies header and meta both, so the narrower of the two counts.
 *
 * With no hashes, inline style is allowed here and narrowed to one digest by the page's meta: so it is for servers
 * whose settings do not change with each build. A stale digest in a header would strip every page of its style.
 */
export function headerPolicy(needs: PolicyNeeds): string {
  const media = needs.widened?.media === true;
  const policy = (hashes: readonly string[]) =>
    `${directives(sources(hashes) || "'unsafe-inline'", { ...needs, media })}; frame-ancestors 'none'`;
  const exact = policy(needs.styleHashes);
  return needs.styleHashes.length > MOST_HASHES || exact.length > LONGEST_POLICY ? policy([]) : exact;
}

/** Digests, and then origins, as a directive lists them. */
function sources(hashes: readonly string[], origins: readonly string[] = []): string {
  return [...hashes.map((hash) => `'sha256-${hash}'`), ...origins].join(" ");
}

const CLOSED: Widening = {
  scripts: [],
  origins: { script: [], connect: [], form: [], frame: [], media: [] },
};

function directives(
  styles: string,
  { search = false, check = false, media: plays = false, widened = CLOSED }: PolicyNeeds,
): string {
  const { script, connect, form, frame, media } = widened.origins;
  // Where no script runs nothing connects, but Lighthouse reads robots.txt as the page itself would.
  const [scripts, connections] = [search || check ? "'self'" : "", search ? "" : "'self'"];
  const directive = (name: string, ...values: readonly string[]) => {
    const value = values.filter((each) => each !== "").join(" ");
    return value === "" ? [] : [`${name} ${value}`];
  };
  return [
    "default-src 'none'",
    `style-src ${styles}`,
    "img-src 'self'",
    // Whether or not a publication has fonts: no server's settings change when one is added.
    "font-src 'self'",
    ...directive("script-src", scripts, sources(widened.scripts, script)),
    ...directive("connect-src", connections, ...connect),
    ...directive("frame-src", ...frame),
    ...directive("media-src", plays ? "'self'" : "", ...media),
    "base-uri 'none'",
    `form-action ${form.join(" ") || "'none'"}`,
  ].join("; ");
}

/**
 * The header policy of Pagefind's files: its worker compiles WebAssembly and fetches the index. A worker obeys the policy
 * of its own response, not that of the page that starts it, so the search page itself needs neither.
 */
export const WORKER_POLICY =
  "default-src 'none'; script-src 'wasm-unsafe-eval'; connect-src 'self'; base-uri 'none'; form-action 'none'; " +
  "frame-ancestors 'none'";

/**
 * The rules for a site, general ones first: a later rule replaces what an earlier one set.
 *
 * @param styleHashes the digests of all inline styles of the site; none for a server that is set up once
 * @param widened what the publication adds
 * @param papers each has a search page and feeds
 */
export function headerRules(
  styleHashes: readonly string[] = [],
  widened?: Widening,
  papers: readonly Paper[] = papersOf(["en"]),
): readonly HeaderRule[] {
  const immutable = { "Cache-Control": IMMUTABLE };
  const embeddable = { "Cross-Origin-Resource-Policy": "cross-origin" };
  const text = { "Content-Type": "text/plain; charset=utf-8" };
  const atom = { "Content-Type": "application/atom+xml; charset=utf-8", ...embeddable };
  const jsonFeed = { "Content-Type": "application/feed+json", ...embeddable };
  return [
    { pattern: "/*", headers: everywhere({ styleHashes, widened }) },
    ...papers.map((paper) => ({
      pattern: `/${inPaper(paper, "search/*")}`,
      headers: { "Content-Security-Policy": headerPolicy({ styleHashes, search: true, widened }) },
    })),
    {
      pattern: "/check/*",
      headers: { "Content-Security-Policy": headerPolicy({ styleHashes, check: true, widened }) },
    },
    ...(widened?.editor
      ? [{ pattern: `/${folders.admin}/*`, headers: { "Content-Security-Policy": editorPolicy } }]
      : []),
    { pattern: "/pagefind/*", headers: { "Content-Security-Policy": WORKER_POLICY } },
    { pattern: "/pagefind/:part/fragment/*", headers: immutable },
    { pattern: "/pagefind/:part/index/*", headers: immutable },
    // By ending, since a topic may be called "images" and has a page of that name.
    ...PICTURES.map((kind) => ({ pattern: `/images/*.${kind}`, headers: immutable })),
    ...PICTURES.map((kind) => ({ pattern: `/:slug/images/*.${kind}`, headers: immutable })),
    { pattern: "/:slug/images/*.svg", headers: immutable },
    { pattern: "/theme/*.svg", headers: immutable },
    { pattern: "/theme/fonts/*.woff2", headers: immutable },
    // Feed readers show the pictures of an article within pages of their own.
    ...[...PICTURES, "svg"].map((kind) => ({ pattern: `/*.${kind}`, headers: embeddable })),
    { pattern: "/*/source.txt", headers: text },
    { pattern: "/*/source.md", headers: text },
    { pattern: "/.well-known/*", headers: text },
    ...papers.flatMap((paper) =>
      ["", "sections/:section/", "topics/:topic/", "authors/:author/"].flatMap((folder) => [
        { pattern: `/${inPaper(paper, folder)}feed.xml`, headers: atom },
        { pattern: `/${inPaper(paper, folder)}feed.json`, headers: jsonFeed },
      ]),
    ),
    { pattern: "/:slug/live.xml", headers: atom },
  ];
}

function everywhere(needs: PolicyNeeds): Record<string, string> {
  return {
    "Content-Security-Policy": headerPolicy(needs),
    // Neither includeSubDomains nor preload: both bind hosts that are not this site, and for years.
    "Strict-Transport-Security": `max-age=${2 * YEAR}`,
    "X-Content-Type-Options": "nosniff",
    "X-Frame-Options": "DENY",
    "Referrer-Policy": "strict-origin-when-cross-origin",
    "Cross-Origin-Opener-Policy": "same-origin",
    "Cross-Origin-Resource-Policy": "same-origin",
    "Permissions-Policy": DENIED_FEATURES.map((feature) => `${feature}=()`).join(", "),
    "Cache-Control": REVALIDATED,
  };
}

/**
 * The headers that the rules give for a path.
 *
 * @param path the path of a request, as `/slug/source.txt`
 */
export function responseHeaders(
  path: string,
  rules: readonly HeaderRule[] = headerRules(),
): Record<string, string> {
  const matching = rules.filter((rule) => patternExpression(rule.pattern).test(path));
  return Object.assign({}, ...matching.map((rule) => rule.headers));
}

function patternExpression(pattern: string): RegExp {
  const source = pattern
    .split(/(\*|:[a-z]+)/)
    .map((part) =>
      part === "*" ? ".*" : part.startsWith(":") ? "[^/]+" : part.replace(/[.+?^${}()|[\]\\]/g, "\\$&"),
    )
    .join("");
  return new RegExp(`^${source}$`);
}

/**
 * The text of `dist/_headers`, for Netlify and for Cloudflare Pages.
 *
 * Where two rules match, Netlify lets the later one replace a header, and Cloudflare joins the two with a comma unless the
 * later one first takes the header off with `! Name`. Netlify's parser passes over a line without a colon, so the
 * same text means the same on both. Sources: developers.cloudflare.com/pages/configuration/headers ("Detach a
 * header") and github.com/netlify/build, packages/headers-parser/src/line_parser.ts.
 *
 * @param styleHashes the digests of all inline styles of the site
 * @param widened what the publication adds
 * @param papers its papers
 */
export function headersFile(
  styleHashes: readonly string[],
  widened?: Widening,
  papers?: readonly Paper[],
): string {
  const [first, ...rest] = headerRules(styleHashes, widened, papers);
  const general = first === undefined ? [] : ruleLines(first);
  return `${[...general, ...rest.flatMap((rule) => ["", ...replacingLines(rule)])].join("\n")}\n`;
}

function ruleLines({ pattern, headers }: HeaderRule): string[] {
  return [pattern, ...Object.entries(headers).map(([name, value]) => `  ${name}: ${value}`)];
}

function replacingLines({ pattern, headers }: HeaderRule): string[] {
  const detached = Object.keys(headers).map((name) => `  ! ${name}`);
  const [path = pattern, ...lines] = ruleLines({ pattern, headers });
  return [path, ...detached, ...lines];
}
