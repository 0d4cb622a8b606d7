import { articlePath, linkAt } from "../src/press/address/address.ts";
import { paths } from "../src/press/address/paths.ts";
import { direction, languageFor } from "../src/press/languages/index.ts";
import type { Language } from "../src/press/languages/language.ts";
import { type Html, html, raw } from "../src/press/page/html.ts";
import { part } from "../src/press/page/parts.ts";
import { wideStyleFor } from "../src/press/page/wide.ts";
import { contactAddress, type Publication } from "../src/press/record/publication.ts";
import { metaPolicy } from "../src/press/site/headers.ts";
import type { PartInput } from "../src/press/site/parts.ts";
import type { Frame } from "../src/press/site/site.ts";
import { type Depth, type Style, styleAt } from "../src/press/site/style.ts";
import { feedLinks } from "./head.ts";

/** What a page tells the shell that all pages share. */
export interface Page {
  /** The title in the browser's tab. */
  title: string;
  description?: string | undefined;
  /** The page's own absolute address, or that of the page it repeats; 404 has none. */
  canonical?: string | undefined;
  /** BCP 47 tag of the page's text. */
  language: string;
  /** How many folders below the site's root the page lies; 404 is served at any depth. */
  depth: Depth;
  /** Whether search engines are to leave it out: it is told by its address alone. */
  unlisted?: boolean;
  /** More for the head. */
  head?: Html;
  main: Html;
  /** What a page with a script of its own has besides: a second style, and a policy that lets the script run. */
  scripted?: Scripted;
}

/** A page that runs a script of the press. */
interface Scripted {
  page: "search" | "check";
  style: Style;
}

/** A whole page: one file, its style inside, nothing to fetch but pictures. */
export function page(
  frame: Frame,
  { title, description, canonical, language, depth, unlisted, head, main, scripted }: Page,
): string {
  const { publication } = frame;
  const texts = languageFor(language, publication.language);
  const styles = [styleAt(frame.styles, depth), wideStyleFor(main) ?? []].flat();
  const input = { publication, texts, depth, link: (path: string) => linkAt(path, depth, publication) };
  const { link } = input;
  return html`<!DOCTYPE html>
    <html lang="${language}" dir="${direction(language)}">
    <head>
    <meta charset="utf-8">
    ${frame.preview ? null : html`<meta http-equiv="Content-Security-Policy" content="${policyOf(frame, styles, scripted)}">`}
    <meta name="viewport" content="width=device-width,initial-scale=1">
    <title>${title}</title>
    ${description ? html`<meta name="description" content="${description}">` : null}
    ${canonical ? html`<link rel="canonical" href="${canonical}">` : null}
    <meta name="robots" content="${canonical && !unlisted ? "max-image-preview:large" : "noindex"}">
    <link rel="icon" type="image/svg+xml" href="${link(paths.icon)}">
    <link rel="apple-touch-icon" href="${link(paths.touchIcon)}">
    ${feedLinks(texts, link)}
    ${head ?? null}
    ${styles.map(({ css }) => html`<style>${raw(css)}</style>`)}
    ${raw(frame.head.html)}
    </head>
    <body>
    <a class="skip" href="#main">${texts.skipToContent}</a>
    ${part(frame.parts, "masthead", { ...input, standard: masthead(input, frame) })}
    <main id="main">${main}</main>
    ${part(frame.parts, "footer", { ...input, standard: footer(input) })}
    </body>
    </html>`.html;
}

function policyOf(
  { head, widened }: Frame,
  styles: readonly Style[],
  scripted: Scripted | undefined,
): string {
  const own = [...styles, scripted?.style ?? []].flat().map(({ hash }) => hash);
  const runs = scripted && { [scripted.page]: true };
  return metaPolicy({ styleHashes: [...own, ...head.styles], ...runs, widened });
}

type Input = Omit<PartInput, "standard" | "html" | "raw">;

function masthead({ publication, texts, link }: Input, { logo }: Frame): Html {
  const name = logo
    ? html`<img src="${link(logo.path)}" width="${logo.width}" height="${logo.height}" alt="${publication.title}">`
    : publication.title;
  return html`<header>
    <a class="name" href="${link(paths.front)}">${name}</a>
    <nav aria-label="${texts.navigation}"><ul>
    <li><a href="${link(paths.archive)}">${texts.archive}</a></li>
    ${publication.search ? html`<li><a href="${link(paths.search)}">${texts.search}</a></li>` : null}
    </ul></nav>
    </header>`;
}

function footer({ publication, texts, link }: Input): Html {
  const contact = contactAddress(publication);
  return html`<footer><ul>
    <li><a href="${link(paths.corrections)}">${texts.corrections}</a></li>
    ${contact ? html`<li><a href="${contact}">${texts.contact}</a></li>` : null}
    ${policyLinks(publication, texts, link)}
    <li><a href="${link(paths.atom)}">${texts.atomFeed}</a></li>
    <li><a href="${link(paths.jsonFeed)}">${texts.jsonFeed}</a></li>
    </ul></footer>`;
}

/** What guides the publication, in the order of its texts. */
function policyLinks(
  { policies, policyPages }: Publication,
  { policies: names }: Language,
  link: Input["link"],
): Html[] {
  return (Object.keys(names) as (keyof typeof names)[]).flatMap((key) => {
    const own = policyPages.find(({ policy }) => policy === key);
    const address = own ? link(articlePath(own)) : policies[key];
    return address ? [html`<li><a href="${address}">${names[key]}</a></li>`] : [];
  });
}
