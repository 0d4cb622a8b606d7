import { languageFor } from "../src/press/languages/index.ts";
import { html } from "../src/press/page/html.ts";
import type { Site } from "../src/press/site/site.ts";
import { page } from "./page.ts";

/** The page for addresses that are not there. It is served at any depth, so its links begin at the server's root. */
export function notFoundPage(site: Site): string {
  const { language } = site.publication;
  const texts = languageFor(language);
  return page(site, {
    title: `${texts.notFoundTitle} · ${site.publication.title}`,
    language,
    depth: "any",
    main: html`<h1>${texts.notFoundTitle}</h1><p>${texts.notFoundText}</p>`,
  });
}
