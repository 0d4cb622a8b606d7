import { existsSync, readdirSync, readFileSync, statSync } from "node:fs";
import { join } from "node:path";

/** A site as it is served, from a folder or from an address. */
export interface Served {
  /** How messages name it, with a slash at its end. */
  name: string;
  /**
   * The bytes of a file, or nothing if it is not there.
   *
   * @param path the names of the folders and of the file; `index.html` is asked for as its folder
   * @throws Error that says why the file could not be had
   */
  read(path: readonly string[]): Promise<Buffer | undefined>;
  /** The slugs of all folders with an article's source, where they can be listed. */
  slugs?(): string[];
}

/** A site in a folder. */
export function servedFolder(folder: string): Served {
  return {
    name: folder.endsWith("/") ? folder : `${folder}/`,
    read: async (path) => {
      const file = join(folder, ...path);
      return existsSync(file) ? readFileSync(file) : undefined;
    },
    slugs: () =>
      readdirSync(folder)
        .filter((name) => statSync(join(folder, name)).isDirectory())
        .filter((name) => ["source.txt", "source.md"].some((file) => existsSync(join(folder, name, file)))),
  };
}

/** Milliseconds for one answer, with its body. */
const patience = 30_000;

/** The largest answer in bytes. A source of 5 MB, typeset, is far smaller. */
const largest = 100_000_000;

const mostRedirects = 3;

/**
 * A site on the web. Redirects are followed within the site only: what another server says is no proof.
 *
 * @param address the address of the site's front page, with its path
 */
export function servedSite(address: URL): Served {
  const base = new URL(address);
  base.search = "";
  base.hash = "";
  if (!base.pathname.endsWith("/")) base.pathname += "/";
  return {
    name: base.href,
    read: async (path) => {
      const names = path.at(-1) === "index.html" ? [...path.slice(0, -1), ""] : path;
      const response = await get(new URL(names.map(encodeURIComponent).join("/"), base), base);
      if (!response) return undefined;
      if (path.at(-1) === "index.html") checkCharset(response);
      return body(response);
    },
  };
}

/** Asks for a file; nothing if the server has none. */
async function get(url: URL, base: URL, redirects = 0): Promise<Response | undefined> {
  const response = await fetch(url, { redirect: "manual", signal: AbortSignal.timeout(patience) }).catch(
    (cause: unknown) => {
      throw new Error(`no answer: ${reasonOf(cause)}`);
    },
  );
  if (response.status === 404 || response.status === 410) return undefined;
  if (response.ok) return response;
  const target = response.headers.get("location");
  if (response.status < 300 || response.status >= 400 || target === null) {
    throw new Error(`the server answers ${response.status} ${response.statusText}`.trimEnd());
  }
  const next = new URL(target, url);
  if (next.origin !== base.origin || !next.pathname.startsWith(base.pathname)) {
    throw new Error(`the server sends elsewhere, to ${next.href}`);
  }
  if (redirects === mostRedirects) throw new Error(`the server redirects more than ${mostRedirects} times`);
  return get(next, base, redirects + 1);
}

/** The server's word on the encoding counts more than the page's own. */
function checkCharset(response: Response): void {
  const type = response.headers.get("content-type") ?? "";
  const charset = /charset\s*=\s*"?([^\s;"]+)/i.exec(type)?.[1];
  if (charset === undefined || /^utf-?8$/i.test(charset)) return;
  throw new Error(`it is served as ${type}, and browsers read it wrongly`);
}

async function body(response: Response): Promise<Buffer> {
  const chunks: Uint8Array[] = [];
  let size = 0;
  try {
    for await (const chunk of response.body ?? []) {
      size += chunk.length;
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
  if (!(thrown instanceof Error)) return String(thrown);
  if (thrown.name === "TimeoutError") return `nothing came in ${patience / 1000} seconds`;
  return thrown.cause instanceof Error ? thrown.cause.message || String(thrown.cause) : thrown.message;
}
