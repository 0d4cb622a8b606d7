import { existsSync, readFileSync, statSync } from "node:fs";
import { createServer } from "node:http";
import { extname, join } from "node:path";
import { brotliCompressSync } from "node:zlib";
import { responseHeaders } from "../../src/press/site/headers.ts";

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
};

/** What brotli makes smaller; pictures are compressed already. */
const compressed = new Set([".html", ".css", ".js", ".json", ".xml", ".txt", ".md", ".svg"]);

/** A site served from this machine. */
export interface Served {
  /** Where it is, without a slash at the end: `http://127.0.0.1:41234`. */
  address: string;
  /** The paths that were asked for, in their order. */
  asked: string[];
  close(): Promise<void>;
}

/**
 * Serves a built site as a good host would: with the headers of `dist/_headers`, and brotli 11.
 *
 * @param folder the built site
 * @param extra pages besides those of the site, by path
 */
export async function serve(folder: string, extra: Readonly<Record<string, string>> = {}): Promise<Served> {
  const asked: string[] = [];
  const bodies = new Map<string, Buffer>();
  const server = createServer((request, response) => {
    const path = decodeURIComponent((request.url ?? "/").replace(/[?#].*/, ""));
    asked.push(path);
    const file = fileOf(folder, path);
    const name = file ?? join(folder, "404.html");
    const found = extra[path] !== undefined || file !== undefined;
    const type = extra[path] === undefined ? extname(name) : ".html";
    const squeeze = compressed.has(type) && /\bbr\b/.test(request.headers["accept-encoding"] ?? "");
    const key = `${squeeze} ${extra[path] === undefined ? name : path}`;
    const body = bodies.get(key) ?? bodyOf(extra[path] ?? readFileSync(name), squeeze);
    bodies.set(key, body);
    response.writeHead(found ? 200 : 404, {
      ...responseHeaders(path),
      "Content-Type": types[type] ?? "application/octet-stream",
      "Content-Length": body.length,
      ...(squeeze && { "Content-Encoding": "br" }),
    });
    response.end(body);
  });
  await new Promise<void>((resolve) => void server.listen(0, "127.0.0.1", resolve));
  const address = server.address();
  if (typeof address !== "object" || address === null) throw new Error("the server has no port");
  return {
    address: `http://127.0.0.1:${address.port}`,
    asked,
    close: () => {
      server.closeAllConnections();
      return new Promise((resolve) => void server.close(() => resolve()));
    },
  };
}

function bodyOf(content: string | Buffer, squeeze: boolean): Buffer {
  return squeeze ? brotliCompressSync(content) : Buffer.from(content);
}

function fileOf(folder: string, path: string): string | undefined {
  const file = join(folder, path.endsWith("/") ? `${path}index.html` : path);
  return existsSync(file) && statSync(file).isFile() ? file : undefined;
}
