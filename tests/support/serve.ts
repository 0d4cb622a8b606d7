import { existsSync, readFileSync, statSync } from "node:fs";
import { createServer, type RequestListener } from "node:http";
import { extname, join } from "node:path";
import { brotliCompressSync } from "node:zlib";
import { papersOf } from "../../src/press/record/papers.ts";
import { headerRules, responseHeaders } from "../../src/press/site/headers.ts";

const types: Record<string, string> = {
  ".html": "text/html; charset=utf-8",
  ".css": "text/css; charset=utf-8",
  ".js": "text/javascript; charset=utf-8",
  ".json": "application/json",
  ".xml": "application/xml",
  ".txt": "text/plain; charset=utf-8",
  ".md": "text/markdown; charset=utf-8",
  ".svg": "image/svg+xml",
  ".png": "image/png",
  ".jpeg": "image/jpeg",
  ".webp": "image/webp",
  ".avif": "image/avif",
  ".mp3": "audio/mpeg",
  ".mp4": "video/mp4",
  ".vtt": "text/vtt",
};

/** What brotli makes smaller; pictures are compressed already. */
const compressed = new Set([".html", ".css", ".js", ".json", ".xml", ".txt", ".md", ".svg"]);

/** A server on a free port of this machine. */
export interface Listening {
  /** Where it is, without a slash at the end: `http://127.0.0.1:41234`. */
  address: string;
  close(): Promise<void>;
}

/** A site served from this machine. */
export interface Served extends Listening {
  /** The paths that were asked for, in their order. */
  asked: string[];
}

/** How a site is served. */
export interface Serving {
  /** Where the site stands on the server: `/`, or `/a/b/`. */
  below?: string;
  /** Pages besides those of the site, by path. */
  extra?: Readonly<Record<string, string>>;
  /** Whether the server sends the headers of `_headers` and compresses; a plain one sends files as they are, and their type alone. */
  headers?: boolean;
  /** Changes a page as it is sent. */
  edit?: (page: string, url: URL) => string;
}

/** Listens on a free port. */
export async function listen(answer: RequestListener): Promise<Listening> {
  const server = createServer(answer);
  await new Promise<void>((resolve) => void server.listen(0, "127.0.0.1", resolve));
  const address = server.address();
  if (typeof address !== "object" || address === null) throw new Error("the server has no port");
  return {
    address: `http://127.0.0.1:${address.port}`,
    close: () => {
      server.closeAllConnections();
      return new Promise((resolve) => void server.close(() => resolve()));
    },
  };
}

/**
 * Serves a built site as a good host would: with the headers of its `_headers`, and brotli 11.
 *
 * @param folder the built site
 */
export async function serve(folder: string, serving: Serving = {}): Promise<Served> {
  const asked: string[] = [];
  const answer = answerFrom(folder, serving, asked);
  return { ...(await listen(answer)), asked };
}

/**
 * What a host answers from a site's folder.
 *
 * @param asked is told the paths that are asked for
 */
export function answerFrom(folder: string, serving: Serving = {}, asked: string[] = []): RequestListener {
  const { below = "/", extra = {}, headers = true, edit = (page: string) => page } = serving;
  const bodies = new Map<string, Buffer>();
  const rules = rulesOf(folder);
  return (request, response) => {
    const url = new URL(request.url ?? "/", "http://localhost");
    const path = decodeURIComponent(url.pathname);
    asked.push(path);
    const place = path.startsWith(below) ? `/${path.slice(below.length)}` : undefined;
    const file = place === undefined ? undefined : fileOf(folder, place);
    const content = extra[path] ?? readOrNothing(file ?? join(folder, "404.html"));
    const type = extra[path] === undefined ? extname(file ?? "404.html") : ".html";
    const text = type === ".html" ? edit(String(content), url) : content;
    // The script of the editor in the browser would take seconds.
    const isWorthIt = headers && text.length < 1_000_000;
    const squeeze =
      isWorthIt && compressed.has(type) && /\bbr\b/.test(request.headers["accept-encoding"] ?? "");
    const key = `${squeeze} ${url.href}`;
    const body = bodies.get(key) ?? bodyOf(text, squeeze);
    if (squeeze) bodies.set(key, body);
    response.writeHead(file === undefined && extra[path] === undefined ? 404 : 200, {
      ...(headers && responseHeaders(place ?? "/404.html", rules)),
      "Content-Type": types[type] ?? "application/octet-stream",
      "Content-Length": body.length,
      ...(squeeze && { "Content-Encoding": "br" }),
    });
    response.end(body);
  };
}

/** The rules of a site's `_headers`, which name the digests of its styles. */
function rulesOf(folder: string): ReturnType<typeof headerRules> {
  const written = String(readOrNothing(join(folder, "_headers")));
  const hashes = Array.from(written.matchAll(/'sha256-([^']+)'/g), ([, hash = ""]) => hash);
  const origins = { script: [], connect: [], form: [], frame: [], media: [] };
  const languages = Array.from(
    written.matchAll(/^\/([\w-]+)\/search\/\*$/gm),
    ([, language = ""]) => language,
  );
  const widened = {
    scripts: [],
    origins,
    editor: written.includes("\n/admin/*\n"),
    media: written.includes("media-src 'self'"),
  };
  return headerRules([...new Set(hashes)], widened, papersOf(["en", ...languages]));
}

function readOrNothing(file: string): Buffer | string {
  return existsSync(file) ? readFileSync(file) : "";
}

function bodyOf(content: string | Buffer, squeeze: boolean): Buffer {
  return squeeze ? brotliCompressSync(content) : Buffer.from(content);
}

function fileOf(folder: string, path: string): string | undefined {
  const file = join(folder, path.endsWith("/") ? `${path}index.html` : path);
  return existsSync(file) && statSync(file).isFile() ? file : undefined;
}
