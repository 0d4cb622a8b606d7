import { existsSync, readdirSync, readFileSync, type Stats, statSync } from "node:fs";
import { join, relative, sep } from "node:path";
import { paths } from "../address/paths.ts";

/** A site as it is served, from a folder or from an address. */
export interface Served {
  /** How messages name it, with a slash at its end. */
  name: string;
  /**
   * The bytes of a file, or nothing if it is not there. Of an old address that a server leads on, those of the page it leads to.
   *
   * @param path the names of the folders and of the file; `index.html` is asked for as its folder
   * @throws Error that says why the file could not be had
   */
  read(path: readonly string[]): Promise<Buffer | undefined>;
  /** The slugs of all folders with an article's source, where they can be listed. */
  slugs?(): string[];
  /** The paths of all files, where they can be listed. */
  files?(): string[];
  /** Whether a file is for the server's own use, so that it need not serve it. */
  keepsBack?(path: string): boolean;
  /** What lies in a folder and is neither a file nor a folder, each with its path from there. */
  oddities?(): { path: string; reason: string }[];
  /** Why nothing more can be had in this run: its time or its bytes are used up. Nothing while it goes on. */
  ended?(): string | undefined;
}

/** What one verification of a site on the web may take. */
export interface ServedLimits {
  /** For the whole run. */
  milliseconds: number;
  /** For all answers together, unpacked. */
  bytes: number;
}

/** An archive of 100,000 articles is read in far less. */
const generous: ServedLimits = { milliseconds: 3_600_000, bytes: 50_000_000_000 };

/** A site in a folder. */
export function servedFolder(folder: string): Served {
  return {
    name: folder.endsWith("/") ? folder : `${folder}/`,
    read: async (path) => {
      const file = join(folder, ...path);
      const stats = statsOf(file);
      if (!stats) return undefined;
      // Reading a pipe would wait for a writer.
      if (!stats.isFile()) throw new Error("it is no regular file");
      return readFileSync(file);
    },
    slugs: () =>
      readdirSync(folder)
        .filter((name) => statsOf(join(folder, name))?.isDirectory())
        .filter((name) => ["source.txt", "source.md"].some((file) => existsSync(join(folder, name, file)))),
    files: () => (existsSync(folder) ? filesOf(folder) : []),
    oddities: () => (existsSync(folder) ? odditiesOf(folder) : []),
  };
}

/** What a path leads to, links followed; nothing if it leads nowhere. */
function statsOf(path: string): Stats | undefined {
  return statSync(path, { throwIfNoEntry: false });
}

function filesOf(folder: string): string[] {
  const entries = readdirSync(folder, { recursive: true, withFileTypes: true });
  const paths = entries.map((entry) => join(entry.parentPath, entry.name));
  return paths
    .filter((path) => statsOf(path)?.isFile())
    .map((path) => relative(folder, path).replaceAll(sep, "/"));
}

function odditiesOf(folder: string): { path: string; reason: string }[] {
  const found: { path: string; reason: string }[] = [];
  for (const entry of readdirSync(folder, { recursive: true, withFileTypes: true })) {
    if (entry.isFile() || entry.isDirectory()) continue;
    const path = join(entry.parentPath, entry.name);
    const stats = statsOf(path);
    if (stats?.isFile() || stats?.isDirectory()) continue;
    const reason = stats ? "it is neither a file nor a folder" : "it is a link that leads nowhere";
    found.push({ path: relative(folder, path), reason });
  }
  return found;
}

/** Milliseconds for one answer, with its body. */
const patience = 30_000;

/** The largest answer in bytes. A source of 5 MB, typeset, is far smaller. */
const largest = 100_000_000;

const mostRedirects = 3;

/** A run against a server: when it ends, and what it may still read. */
interface Run {
  base: URL;
  limits: ServedLimits;
  /** Aborted when the time is over, or the bytes are used up. */
  end: AbortController;
  bytesLeft: number;
}

/**
 * A site on the web. Redirects are followed within the site only: what another server says is no proof.
 *
 * @param address the address of the site's front page, with its path
 * @param limits what the whole run may take, from this moment on
 */
export function servedSite(address: URL, limits: ServedLimits = generous): Served {
  const base = new URL(address);
  base.search = "";
  base.hash = "";
  if (!base.pathname.endsWith("/")) base.pathname += "/";
  const run: Run = { base, limits, end: new AbortController(), bytesLeft: limits.bytes };
  const late = `the whole check takes more than ${limits.milliseconds / 1000} seconds`;
  setTimeout(() => run.end.abort(late), limits.milliseconds).unref();
  return {
    name: base.href,
    keepsBack: (path) => path === paths.headers || path === paths.redirects || path.startsWith(serverFolder),
    ended: () => (run.end.signal.aborted ? String(run.end.signal.reason) : undefined),
    read: async (path) => {
      const names = path.at(-1) === "index.html" ? [...path.slice(0, -1), ""] : path;
      const url = new URL(names.map(encodeURIComponent).join("/"), base);
      // Servers send this page with the answer that it is for.
      const found = path.length === 1 && path[0] === paths.notFound ? [404] : [];
      const response = await get(url, run, found);
      if (!response) return undefined;
      try {
        if (path.at(-1) === "index.html") checkHeaders(response.headers);
        return await body(response, run);
      } finally {
        // A body that is not read to its end would keep its connection.
        await response.body?.cancel().catch(() => {});
      }
    },
  };
}

const serverFolder = paths.nginxPolicy.slice(0, paths.nginxPolicy.indexOf("/") + 1);

/** Asks for a file; nothing if the server has none. */
async function get(
  url: URL,
  run: Run,
  found: readonly number[],
  redirects = 0,
): Promise<Response | undefined> {
  const { base, end } = run;
  const signal = AbortSignal.any([AbortSignal.timeout(patience), end.signal]);
  const response = await fetch(url, { redirect: "manual", signal }).catch((cause: unknown) => {
    throw new Error(`no answer: ${reasonOf(cause)}`);
  });
  if (response.ok || found.includes(response.status)) return response;
  await response.body?.cancel().catch(() => {});
  if (response.status === 404 || response.status === 410) return undefined;
  const target = response.headers.get("location");
  if (response.status < 300 || response.status >= 400 || target === null) {
    throw new Error(`the server answers ${response.status} ${response.statusText}`.trimEnd());
  }
  const next = new URL(target, url);
  if (next.origin !== base.origin || !next.pathname.startsWith(base.pathname)) {
    throw new Error(`the server sends elsewhere, to ${next.href}`);
  }
  if (redirects === mostRedirects) throw new Error(`the server redirects more than ${mostRedirects} times`);
  return get(next, run, found, redirects + 1);
}

/** What a server says of a page counts more than the page: it may not be shown as HTML, or lead elsewhere. */
function checkHeaders(headers: Headers): void {
  const type = headers.get("content-type");
  const kind = type?.replace(/;.*/s, "").trim().toLowerCase();
  const sniffed = type === null && headers.get("x-content-type-options") === null;
  if (kind !== "text/html" && !sniffed) {
    throw new Error(`it is served as ${type ?? "nothing"}, and browsers do not show it as a page`);
  }
  const charset = /charset\s*=\s*"?([^\s;"]+)/i.exec(type ?? "")?.[1];
  if (charset !== undefined && !/^utf-?8$/i.test(charset)) {
    throw new Error(`it is served as ${type}, and browsers read it wrongly`);
  }
  const disposition = headers.get("content-disposition");
  if (disposition !== null && !/^\s*inline\b/i.test(disposition)) {
    throw new Error(`it is served with Content-Disposition: ${disposition}, and browsers save it unread`);
  }
  for (const name of ["Refresh", "Link"]) {
    const value = headers.get(name);
    if (value !== null) throw new Error(`it is served with ${name}: ${value}, which is not Stet's`);
  }
}

async function body(response: Response, run: Run): Promise<Buffer> {
  const chunks: Uint8Array[] = [];
  let size = 0;
  try {
    for await (const chunk of response.body ?? []) {
      size += chunk.length;
      run.bytesLeft -= chunk.length;
      if (run.bytesLeft < 0) run.end.abort(`the whole check takes more than ${run.limits.bytes} bytes`);
      if (run.bytesLeft < 0) break;
      if (size > largest) throw new Error(`more than ${largest} bytes`);
      chunks.push(chunk);
    }
  } catch (cause) {
    throw new Error(`the answer breaks off: ${reasonOf(cause)}`);
  }
  return Buffer.concat(chunks);
}

/** What `fetch` says lies in its cause. */
function reasonOf(thrown: unknown): string {
  // A run that ended gives its reason as a text.
  if (!(thrown instanceof Error)) return String(thrown);
  if (thrown.name === "TimeoutError") return `nothing came in ${patience / 1000} seconds`;
  return thrown.cause instanceof Error ? thrown.cause.message || String(thrown.cause) : thrown.message;
}
