import { page } from "../../_includes/page.ts";
import { paths } from "../press/address/paths.ts";
import { languageFor } from "../press/languages/index.ts";
import { html } from "../press/page/html.ts";
import type { OutputFile } from "../press/page/render.ts";
import type { Site } from "../press/site/site.ts";

/** The page for addresses that are not there. It is served at any depth, so its links begin at the server's root. */
export function notFound(site: Site): OutputFile[] {
  return [{ path: paths.notFound, render: () => notFoundPage(site) }];
}

function notFoundPage(site: Site): string {
  const { language } = site.publication;
  const texts = languageFor(language);
  return page(site, {
    title: `${texts.notFoundTitle} · ${site.publication.title}`,
    language,
    depth: "any",
    main: html`<h1>${texts.notFoundTitle}</h1><p>${texts.notFoundText}</p>`,
  });
}
