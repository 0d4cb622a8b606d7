import { Parser } from "htmlparser2";

/**
 * The rules by which MDN's HTTP Observatory scores a site, for a site that sets no cookies: the tests, their results and
 * what each adds or takes. Written after github.com/mdn/mdn-http-observatory at commit 048ff59,
 * src/analyzer/tests/*.js, src/analyzer/cspParser.js, src/grader/charts.js and src/scanner/index.js. What only the
 * Observatory's servers can tell is left out: whether a host is on the HSTS preload list (it would add 5).
 */

/** What a server answered for a site's front page. */
export interface Answer {
  /** By lower-case name; a header that was sent more than once has several values. */
  headers: ReadonlyMap<string, readonly string[]>;
  body: string;
}

/** What the Observatory asks of a site. */
export interface Site {
  /** The front page over HTTPS, with a certificate that the client trusts. */
  page: Answer;
  /** The addresses that the front page's `http:` address leads to, itself first; empty where nothing listens. */
  route: readonly string[];
}

/** The result of one rule. */
export interface Result {
  rule: string;
  result: string;
  /** What it adds to the 100 that each site starts with, or takes from it. */
  modifier: number;
}

/** A site's score, from 0 to 135, its grade, and how it came about. */
export interface Score {
  results: readonly Result[];
  score: number;
  grade: string;
}

/** Scores a site. Bonuses count only for a site that has 90 points or more without them. */
export function score(site: Site): Score {
  const results = [
    contentPolicy(site.page),
    cookies(site.page),
    sharing(site.page),
    redirection(site.route),
    referrers(site.page),
    strictTransport(site.page),
    integrity(site.page),
    contentType(site.page),
    framing(site.page),
    embedding(site.page),
  ];
  const sum = (modifiers: readonly number[]) => modifiers.reduce((total, modifier) => total + modifier, 100);
  const modifiers = results.map((result) => result.modifier);
  const penalised = sum(modifiers.filter((modifier) => modifier < 0));
  const points = Math.max(0, penalised >= 90 ? sum(modifiers) : penalised);
  return { results, score: points, grade: grade(points) };
}

const GRADES: readonly [number, string][] = [
  [100, "A+"],
  [90, "A"],
  [85, "A-"],
  [80, "B+"],
  [70, "B"],
  [65, "B-"],
  [60, "C+"],
  [50, "C"],
  [45, "C-"],
  [40, "D+"],
  [30, "D"],
  [25, "D-"],
];

function grade(points: number): string {
  return GRADES.find(([least]) => points >= least)?.[1] ?? "F";
}

type Policy = ReadonlyMap<string, readonly string[]>;

const BROAD = ["ftp:", "http:", "https:", "*", "http://*", "http://*.*", "https://*", "https://*.*"];
const UNSAFE = [...BROAD, "'unsafe-inline'", "data:"];

function contentPolicy(page: Answer): Result {
  const rule = "content-security-policy";
  const header = policies(page.headers.get("content-security-policy") ?? []);
  const meta = policies(metaValues(page.body, "content-security-policy"));
  if (header.length + meta.length === 0) return { rule, result: "not implemented", modifier: -25 };
  const all = [...header, ...meta].map(parsePolicy);
  if (all.includes(undefined)) return { rule, result: "invalid", modifier: -25 };
  const policy = intersection(all.filter((parsed) => parsed !== undefined));
  const sources = (name: string) => policy.get(name) ?? policy.get("default-src") ?? ["*"];
  const scripts = withoutNeedlessInline(sources("script-src"));
  const styles = withoutNeedlessInline(sources("style-src"));
  const insecure = (list: readonly string[]) => list.some((source) => /^(http|ftp):/.test(source));
  const active = [...policy].filter(([name]) => !["img-src", "media-src", "script-src"].includes(name));
  if (anyOf(scripts, UNSAFE) || anyOf(sources("object-src"), BROAD)) {
    return { rule, result: "unsafe scripts or objects", modifier: -20 };
  }
  if (insecure([...active.flatMap(([, list]) => list), ...scripts])) {
    return { rule, result: "insecure scheme", modifier: -20 };
  }
  if (anyOf([...scripts, ...styles], ["'unsafe-eval'"]))
    return { rule, result: "unsafe-eval", modifier: -10 };
  if (insecure([...sources("img-src"), ...sources("media-src")])) {
    return { rule, result: "insecure scheme for images or media", modifier: -10 };
  }
  if (anyOf(styles, UNSAFE)) return { rule, result: "unsafe sources in style-src only", modifier: 0 };
  if (policy.get("default-src")?.join() === "'none'")
    return { rule, result: "default-src 'none'", modifier: 10 };
  return { rule, result: "nothing unsafe", modifier: 5 };
}

/** A comma parts the policies of a joined header. */
function policies(values: readonly string[]): string[] {
  return values.flatMap((value) => value.split(",")).map((value) => value.trim());
}

/** A policy as its directives; undefined where one is given twice, or nothing is. */
function parsePolicy(text: string): Policy | undefined {
  const policy = new Map<string, readonly string[]>();
  for (const directive of text.split(";")) {
    const [name = "", ...sources] = directive.trim().toLowerCase().split(/\s+/);
    if (name === "") continue;
    if (policy.has(name)) return undefined;
    policy.set(name, sources.length === 0 && name.endsWith("-src") ? ["'none'"] : sources);
  }
  return policy.size === 0 ? undefined : policy;
}

/**
 * What several policies allow together. The Observatory's own reading: of a directive that both have, a source counts if both
 * name it; of one that only a later policy has, none does.
 */
function intersection(all: readonly Policy[]): Policy {
  const [first = new Map<string, readonly string[]>(), ...others] = all;
  return others.reduce<Policy>((so_far, policy) => {
    const joint = new Map(so_far);
    for (const [name, sources] of policy) {
      const kept = (so_far.get(name) ?? []).filter((source) => sources.includes(source));
      joint.set(name, kept.length === 0 ? ["'none'"] : kept);
    }
    return joint;
  }, first);
}

/** Browsers pass over 'unsafe-inline' where a digest or nonce is given. */
function withoutNeedlessInline(sources: readonly string[]): readonly string[] {
  const exact = sources.some((source) => /^'(sha256|sha384|sha512|nonce)-/.test(source));
  return exact ? sources.filter((source) => source !== "'unsafe-inline'") : sources;
}

function anyOf(sources: readonly string[], wanted: readonly string[]): boolean {
  return sources.some((source) => wanted.includes(source));
}

function cookies(page: Answer): Result {
  if (page.headers.has("set-cookie")) throw new Error("the rules for cookies are not written here");
  return { rule: "cookies", result: "none", modifier: 0 };
}

function sharing(page: Answer): Result {
  const rule = "cross-origin-resource-sharing";
  if (page.headers.has("access-control-allow-credentials")) {
    throw new Error("the rules for shared credentials are not written here");
  }
  return {
    rule,
    result: page.headers.has("access-control-allow-origin") ? "public" : "not shared",
    modifier: 0,
  };
}

function redirection(route: readonly string[]): Result {
  const rule = "redirection";
  const [from, first, ...rest] = route.map((address) => new URL(address));
  if (from === undefined) return { rule, result: "not needed, no HTTP", modifier: 0 };
  if (first === undefined) return { rule, result: "missing", modifier: -20 };
  if ((rest.at(-1) ?? first).protocol !== "https:") return { rule, result: "not to HTTPS", modifier: -20 };
  if (first.protocol === "http:") return { rule, result: "not at once to HTTPS", modifier: -10 };
  if (first.hostname !== from.hostname) return { rule, result: "to another host", modifier: -5 };
  return { rule, result: "to HTTPS", modifier: 0 };
}

const PRIVATE_REFERRERS = ["no-referrer", "same-origin", "strict-origin", "strict-origin-when-cross-origin"];
const OPEN_REFERRERS = ["origin", "origin-when-cross-origin", "unsafe-url", "no-referrer-when-downgrade"];

function referrers(page: Answer): Result {
  const rule = "referrer-policy";
  const values = [
    ...(page.headers.get("referrer-policy") ?? []),
    ...metaValues(page.body, "referrer-policy"),
  ];
  if (values.length === 0) return { rule, result: "not implemented", modifier: 0 };
  const known = values
    .flatMap((value) => value.split(","))
    .map((value) => value.trim().toLowerCase())
    .findLast((value) => [...PRIVATE_REFERRERS, ...OPEN_REFERRERS].includes(value));
  if (known === undefined) return { rule, result: "invalid", modifier: -5 };
  return PRIVATE_REFERRERS.includes(known)
    ? { rule, result: "private", modifier: 5 }
    : { rule, result: "unsafe", modifier: -5 };
}

/** Six months are 15,768,000 seconds; the Observatory lets 15,552,000 pass. */
const LEAST_TRANSPORT_SECONDS = 15_552_000;

function strictTransport(page: Answer): Result {
  const rule = "strict-transport-security";
  const value = page.headers.get("strict-transport-security")?.[0];
  if (value === undefined) return { rule, result: "not implemented", modifier: -20 };
  const age = /(?:^|;)\s*max-age=(\d+)\s*(?:;|$)/i.exec(value)?.[1];
  if (age === undefined || value.includes(",")) return { rule, result: "invalid", modifier: -20 };
  return Number(age) >= LEAST_TRANSPORT_SECONDS
    ? { rule, result: "six months or more", modifier: 0 }
    : { rule, result: "less than six months", modifier: -10 };
}

function integrity(page: Answer): Result {
  const rule = "subresource-integrity";
  const scripts = tags(page.body, "script").flatMap((attributes) => attributes.src ?? []);
  if (scripts.some((address) => /^(https?:)?\/\//i.test(address))) {
    throw new Error("the rules for scripts of other hosts are not written here");
  }
  return {
    rule,
    result: scripts.length === 0 ? "no scripts loaded" : "scripts of the same origin",
    modifier: 0,
  };
}

function contentType(page: Answer): Result {
  const rule = "x-content-type-options";
  const value = page.headers.get("x-content-type-options")?.[0];
  if (value === undefined) return { rule, result: "not implemented", modifier: -5 };
  return value.trim().toLowerCase() === "nosniff"
    ? { rule, result: "nosniff", modifier: 0 }
    : { rule, result: "invalid", modifier: -5 };
}

function framing(page: Answer): Result {
  const rule = "x-frame-options";
  const header = policies(page.headers.get("content-security-policy") ?? []).map(parsePolicy);
  if (header.some((policy) => policy?.has("frame-ancestors"))) {
    return { rule, result: "by frame-ancestors", modifier: 5 };
  }
  const value = page.headers.get("x-frame-options")?.[0]?.trim().toLowerCase();
  if (value === undefined) return { rule, result: "not implemented", modifier: -20 };
  return ["deny", "sameorigin"].includes(value)
    ? { rule, result: value, modifier: 0 }
    : { rule, result: "invalid", modifier: -20 };
}

function embedding(page: Answer): Result {
  const rule = "cross-origin-resource-policy";
  const value = page.headers.get("cross-origin-resource-policy")?.[0]?.trim().toLowerCase();
  if (value === undefined) return { rule, result: "not implemented", modifier: 0 };
  if (value === "cross-origin") return { rule, result: value, modifier: 0 };
  return ["same-origin", "same-site"].includes(value)
    ? { rule, result: value, modifier: 10 }
    : { rule, result: "invalid", modifier: -5 };
}

function metaValues(page: string, name: string): string[] {
  return tags(page, "meta")
    .filter((attributes) => attributes["http-equiv"]?.toLowerCase() === name)
    .flatMap((attributes) => attributes.content ?? []);
}

function tags(page: string, wanted: string): Record<string, string>[] {
  const found: Record<string, string>[] = [];
  const parser = new Parser({
    onopentag: (name, attributes) => {
      if (name === wanted) found.push(attributes);
    },
  });
  parser.end(page);
  return found;
}
