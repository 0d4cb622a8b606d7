import { paths } from "../press/address/paths.ts";
import type { OutputFile } from "../press/page/render.ts";
import { wideStyle } from "../press/page/wide.ts";
import { headersFile } from "../press/site/headers.ts";
import type { Site } from "../press/site/site.ts";
import { searchStyle } from "./search.ts";

/** `_headers`: the response headers for hosts that read them from the site, Netlify and Cloudflare Pages. */
export function headers({ style, publication }: Site): OutputFile[] {
  const hashes = [style, wideStyle, publication.search ? searchStyle : []].flat().map(({ hash }) => hash);
  return [{ path: paths.headers, render: () => headersFile(hashes) }];
}
