import type { Person, ProfilePage, WithContext } from "schema-dts";
import { absolute, authorPath, authorUrl, inPaper, relativeLink } from "../src/press/address/address.ts";
import { direction } from "../src/press/languages/index.ts";
import { type Html, html } from "../src/press/page/html.ts";
import type { Author, Authors } from "../src/press/record/authors.ts";
import type { Publication } from "../src/press/record/publication.ts";
import { type Localized, textIn } from "../src/press/record/sections.ts";
import { styleHash } from "../src/press/site/headers.ts";
import type { Profile } from "../src/press/site/profile.ts";
import type { Style } from "../src/press/site/style.ts";

const css =
  ".profile{display:flow-root}" +
  ".profile img{float:inline-end;inline-size:8rem;block-size:auto;margin-inline-start:1rem}" +
  ".profile ul{display:flex;flex-wrap:wrap;gap:0 1.2rem;padding:0;list-style:none}" +
  ".profile li{overflow-wrap:anywhere}";

/** The style of what stands above an author's list. */
export const profileStyle: Style = { css, hash: styleHash(css) };

/**
 * An author as their own page presents them.
 *
 * @param language the page's
 * @param depth how many folders below the site's root the page lies
 * @see https://microformats.org/wiki/h-card
 */
export function profileElement(profile: Profile, language: string, depth: number): Html {
  const { name, role, about, url, same } = profile;
  const addresses = [...(url === undefined ? [] : [url]), ...same];
  return html`<div class="h-card profile">${portraitOf(profile.portrait, profile.name, depth)}
    <h1 class="p-name">${name}</h1>
    ${role ? html`<p class="p-job-title"${foreign(role, language)}>${textIn(role, language).text}</p>` : null}
    ${about ? html`<p class="p-note standfirst"${foreign(about, language)}>${textIn(about, language).text}</p>` : null}
    ${addresses.length > 0 ? html`<ul>${addresses.map(address)}</ul>` : null}</div>`;
}

/** An author's picture. */
export function portraitOf(files: Profile["portrait"], name: string, depth: number): Html | null {
  const last = files?.sources.at(-1);
  if (!files || !last) return null;
  const others = files.sources.slice(0, -1);
  return html`<picture>${others.map(
    ({ type, path }) => html`<source type="${type}" srcset="${relativeLink(path, depth)}">`,
  )}<img class="u-photo" src="${relativeLink(last.path, depth)}" alt="${name}" width="${files.width}" height="${files.height}"></picture>`;
}

/** An address as people read it. */
function address(url: string): Html {
  const { host, pathname } = new URL(url);
  return html`<li><a class="u-url" rel="me" href="${url}">${host.replace(/^www\./, "")}${decoded(pathname).replace(/\/$/, "")}</a></li>`;
}

function decoded(path: string): string {
  try {
    return decodeURI(path);
  } catch {
    return path;
  }
}

/** The language of a text that is not in its page's. */
function foreign(texts: Localized, language: string): Html | null {
  const { language: own } = textIn(texts, language);
  return isSame(own, language) ? null : html` lang="${own}" dir="${direction(own)}"`;
}

function isSame(one: string, other: string): boolean {
  return one.replace(/-.*$/, "") === other.replace(/-.*$/, "");
}

/** What an author does, where the publication says it in a language. */
export function roleIn(name: string, authors: Authors, language: string): string | undefined {
  return saidIn(authors.get(name)?.role, language);
}

/** Who an author is, in a line, where the publication says it in a language. */
export function aboutIn(name: string, authors: Authors, language: string): string | undefined {
  return saidIn(authors.get(name)?.about, language);
}

function saidIn(texts: Localized | undefined, language: string): string | undefined {
  const found = texts && textIn(texts, language);
  return found && isSame(found.language, language) ? found.text : undefined;
}

/** What the publication says of an author for machines, besides name and address. */
export function presented(
  { role, url, same }: Pick<Author, "role" | "url" | "same">,
  language: string,
): Partial<Extract<Person, object>> {
  const addresses = [...(url === undefined ? [] : [url]), ...same];
  return {
    ...(role && { jobTitle: textIn(role, language).text }),
    ...(addresses.length > 0 && { sameAs: addresses }),
  };
}

/**
 * An author's own page, for search engines.
 *
 * @see https://developers.google.com/search/docs/appearance/structured-data/profile-page
 */
export function profileJsonLd(profile: Profile, publication: Publication): WithContext<ProfilePage> {
  const { name, about, portrait: files } = profile;
  const { language } = publication;
  const file = files?.sources.at(-1);
  return {
    "@context": "https://schema.org",
    "@type": "ProfilePage",
    url: absolute(publication, inPaper(publication, authorPath(name))),
    inLanguage: language,
    mainEntity: {
      "@type": "Person",
      name,
      url: authorUrl(publication, { name }),
      ...presented(profile, language),
      ...(about && { description: textIn(about, language).text }),
      ...(file && { image: absolute(publication, file.path) }),
    },
  };
}
