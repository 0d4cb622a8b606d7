import { frontStyle } from "../../_includes/front.ts";
import { listStyle } from "../../_includes/list.ts";
import { profileStyle } from "../../_includes/profile.ts";
import { paths } from "../press/address/paths.ts";
import type { OutputFile } from "../press/page/render.ts";
import { furtherHashes } from "../press/page/wide.ts";
import { headersFile } from "../press/site/headers.ts";
import type { Site } from "../press/site/site.ts";
import { accentStyle, styleHashes } from "../press/site/style.ts";
import { checkStyle } from "./check.ts";
import { searchStyle } from "./search.ts";

/** `_headers`: the response headers for hosts that read them from the site, Netlify and Cloudflare Pages. */
export function headers(site: Site): OutputFile[] {
  const { styles, fonts, publication, head, widened, articles } = site;
  const accents = publication.sections.flatMap(({ accent }) => accent ?? []);
  const own = [
    ...styleHashes(styles),
    ...[...fonts.values()].flatMap(styleHashes),
    ...new Set(accents.map((accent) => accentStyle(accent).hash)),
    ...(articles.length > 1 ? [frontStyle(site).hash] : []),
    ...furtherHashes,
    listStyle.hash,
    ...(publication.authors.size > 0 ? [profileStyle.hash] : []),
    checkStyle.hash,
    ...(publication.search ? [searchStyle.hash] : []),
  ];
  return [
    { path: paths.headers, render: () => headersFile([...own, ...head.styles], widened, publication.papers) },
  ];
}
