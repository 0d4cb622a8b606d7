import { articlePath, inPaper, linkAt } from "../src/press/address/address.ts";
import { paths } from "../src/press/address/paths.ts";
import { direction, languageFor, languageName } from "../src/press/languages/index.ts";
import type { Language } from "../src/press/languages/language.ts";
import { foreignName } from "../src/press/page/foreign.ts";
import { type Html, html, raw } from "../src/press/page/html.ts";
import { part } from "../src/press/page/parts.ts";
import { hasMedia, stylesFor } from "../src/press/page/wide.ts";
import { contactAddress, type Publication } from "../src/press/record/publication.ts";
import { textIn } from "../src/press/record/sections.ts";
import { metaPolicy } from "../src/press/site/headers.ts";
import type { MenuEntry, OwnSection } from "../src/press/site/menu.ts";
import type { PartInput } from "../src/press/site/parts.ts";
import type { Frame } from "../src/press/site/site.ts";
import { accentStyle, type Depth, fontStyleFor, type Style, styleAt } from "../src/press/site/style.ts";
import { otherFronts, type Version } from "../src/press/site/versions.ts";
import { feedLinks } from "./head.ts";
import { languagesOf } from "./inline.ts";

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
  /** The page's place on the site, by which the menu tells where it stands. */
  path?: string | undefined;
  /** The section that the page is in: its place, and its own colour. */
  section?: Pick<OwnSection, "path" | "listed"> | undefined;
  /** Where the other papers have what the page is; without it, the switch leads to their front pages. */
  versions?: readonly Version[] | undefined;
  /** More styles, which most pages do without. */
  style?: Style | readonly Style[] | undefined;
  /** Of a page that shows what the publication is: its name is the page's headline, and this stands below it. */
  edition?: Html | undefined;
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
  {
    title,
    description,
    canonical,
    language,
    depth,
    unlisted,
    head,
    path,
    section,
    versions,
    style,
    edition,
    main,
    scripted,
  }: Page,
): string {
  const { publication } = frame;
  const texts = languageFor(language, publication.language);
  const accent = section?.listed?.accent;
  // The theme's own rules stand at the end of the second, so that they count for tables, too.
  const styles = [
    fontStyleFor(frame.fonts, language, depth) ?? [],
    stylesFor(main),
    styleAt(frame.styles, depth),
    accent === undefined ? [] : accentStyle(accent),
    style ?? [],
  ].flat();
  const input = { publication, texts, depth, link: (path: string) => linkAt(path, depth, publication) };
  const { link } = input;
  return html`<!DOCTYPE html>
    <html lang="${language}" dir="${direction(language)}">
    <head>
    <meta charset="utf-8">
    ${frame.kind === "preview" ? null : html`<meta http-equiv="Content-Security-Policy" content="${policyOf(frame, styles, hasMedia(main), scripted)}">`}
    <meta name="viewport" content="width=device-width,initial-scale=1">
    <title>${title}</title>
    ${description ? html`<meta name="description" content="${description}">` : null}
    ${canonical ? html`<link rel="canonical" href="${canonical}">` : null}
    <meta name="robots" content="${canonical && !unlisted && frame.kind !== "drafts" ? "max-image-preview:large" : "noindex"}">
    ${publication.robots.ai === "disallow" ? html`<meta name="tdm-reservation" content="1">` : null}
    <link rel="icon" type="image/svg+xml" href="${link(paths.icon)}">
    <link rel="apple-touch-icon" href="${link(paths.touchIcon)}">
    ${feedLinks(texts, (path) => link(inPaper(publication, path)))}
    ${head ?? null}
    ${styles.map(({ css }) => html`<style>${raw(css)}</style>`)}
    ${raw(frame.head.html)}
    </head>
    <body>
    <a class="skip" href="#main">${texts.skipToContent}</a>
    ${frame.kind === "drafts" ? html`<aside><mark>${texts.draftEdition}</mark></aside>` : null}
    ${part(frame.parts, "masthead", { ...input, standard: masthead(input, frame, { path, section: section?.path, edition, versions }) })}
    <main id="main">${main}</main>
    ${part(frame.parts, "footer", { ...input, standard: footer(input, path) })}
    </body>
    </html>`.html;
}

function policyOf(
  { head, widened }: Frame,
  styles: readonly Style[],
  media: boolean,
  scripted: Scripted | undefined,
): string {
  const own = [...styles, scripted?.style ?? []].flat().map(({ hash }) => hash);
  const runs = scripted && { [scripted.page]: true };
  return metaPolicy({ styleHashes: [...own, ...head.styles], ...runs, media, widened });
}

type Input = Omit<PartInput, "standard" | "html" | "raw">;

/** Where a page stands among the entries of the menu. */
interface Standing {
  path: string | undefined;
  section: string | undefined;
  edition: Html | undefined;
  versions: readonly Version[] | undefined;
}

function masthead(input: Input, { logo, menu }: Frame, standing: Standing): Html {
  const { publication, texts, link } = input;
  const name = logo
    ? html`<img src="${link(logo.path)}" width="${logo.width}" height="${logo.height}" alt="${publication.title}">`
    : publication.title;
  const way = html`<a class="name"${logo ? null : foreignName(publication.title, texts.tag, languagesOf(input))} href="${link(inPaper(publication, paths.front))}">${name}</a>`;
  const { edition, versions = otherFronts(publication) } = standing;
  const archive = inPaper(publication, paths.archive);
  const search = inPaper(publication, paths.search);
  return html`<header>
    ${edition ? html`<h1>${way}</h1>${edition}` : way}
    <nav aria-label="${texts.navigation}"><ul>
    ${menu.map((entry) => menuItem(entry, input, standing))}
    <li><a href="${link(archive)}"${mark(archive, standing)}>${texts.archive}</a></li>
    ${publication.search ? html`<li><a href="${link(search)}"${mark(search, standing)}>${texts.search}</a></li>` : null}
    ${versions.map((version) => switchItem(version, link))}
    </ul></nav>
    </header>`;
}

/** The way to another paper, by the name of its language. */
function switchItem({ language, path }: Version, link: Input["link"]): Html {
  return html`<li><a lang="${language}" dir="${direction(language)}" hreflang="${language}" href="${link(path)}">${languageName(language)}</a></li>`;
}

function menuItem({ titles, path, url }: MenuEntry, { texts, link }: Input, standing: Standing): Html {
  const { text, language } = textIn(titles, texts.tag);
  const foreign = language.replace(/-.*$/, "") !== texts.tag.replace(/-.*$/, "");
  const said = foreign ? html` lang="${language}" dir="${direction(language)}"` : null;
  const current = path === undefined ? null : mark(path, standing);
  return html`<li><a href="${path === undefined ? (url ?? "") : link(path)}"${said}${current}>${text}</a></li>`;
}

/** That an entry leads to the page itself, or to the section or the archive that it is in. */
function mark(path: string, { path: own, section }: Pick<Standing, "path" | "section">): Html | null {
  if (path === own) return html` aria-current="page"`;
  const isArchive = path.endsWith(paths.archive) && own?.startsWith(path.replace(/index\.html$/, ""));
  return path === section || isArchive ? html` aria-current="true"` : null;
}

function footer({ publication, texts, link }: Input, own: string | undefined): Html {
  const contact = contactAddress(publication);
  const corrections = inPaper(publication, paths.corrections);
  const current = mark(corrections, { path: own, section: undefined });
  return html`<footer><ul>
    <li><a href="${link(corrections)}"${current}>${texts.corrections}</a></li>
    ${contact ? html`<li><a href="${contact}">${texts.contact}</a></li>` : null}
    ${policyLinks(publication, texts, link, own)}
    <li><a href="${link(inPaper(publication, paths.atom))}">${texts.atomFeed}</a></li>
    <li><a href="${link(inPaper(publication, paths.jsonFeed))}">${texts.jsonFeed}</a></li>
    </ul></footer>`;
}

/** What guides the publication, in the order of its texts. */
function policyLinks(
  { policies, policyPages }: Publication,
  { policies: names }: Language,
  link: Input["link"],
  path: string | undefined,
): Html[] {
  return (Object.keys(names) as (keyof typeof names)[]).flatMap((key) => {
    const own = policyPages.find(({ policy }) => policy === key);
    const address = own ? link(articlePath(own)) : policies[key];
    const current = own ? mark(articlePath(own), { path, section: undefined }) : null;
    return address ? [html`<li><a href="${address}"${current}>${names[key]}</a></li>`] : [];
  });
}
