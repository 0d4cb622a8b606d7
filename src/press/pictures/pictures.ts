import { mkdirSync, writeFileSync } from "node:fs";
import { join } from "node:path";
import { paths } from "../address/address.ts";
import { slugPath } from "../address/slug.ts";
import { type Fault, notice } from "../faults/fault.ts";
import { direction, languageFor } from "../languages/index.ts";
import { formatDate } from "../record/date.ts";
import type { Article } from "../record/make-article.ts";
import type { Picture, Site } from "../site/site.ts";
import { makeImages } from "./article-images.ts";
import type { Card } from "./card.ts";
import type { Icons } from "./icon.ts";

/** Where drawn cards are kept between builds. */
const cache = ".cache/cards";

/** The size of a social card, in pixels. */
const cardSize = { width: 1200, height: 630 };

/**
 * Makes the pictures that stand beside the pages (the articles' images, social cards, icons), and tells the site of them.
 *
 * @param folder the site's folder
 * @param memory what the last build with the same settings drew; what is drawn is put into it
 * @returns notices of what could not be drawn
 */
export async function makePictures(
  site: Site,
  folder: string,
  memory: { icons?: Icons } = {},
): Promise<Fault[]> {
  const images = await makeImages(site.articles, site.checked, folder);
  for (const [slug, files] of images) site.images.set(slug, files);
  memory.icons ??= await newIcons(site);
  mkdirSync(folder, { recursive: true });
  writeFileSync(join(folder, paths.icon), memory.icons.svg);
  writeFileSync(join(folder, paths.touchIcon), Buffer.from(memory.icons.touch, "base64"));
  return makeCards(site, folder);
}

async function makeCards(site: Site, folder: string): Promise<Fault[]> {
  const { cards, title } = site.publication;
  // Nobody sees a card in a preview, and drawing those of an archive takes minutes.
  if (cards === "none" || site.preview) return [];
  if (cards === "article") return articleCards(site, folder);
  const { cachedCard } = await drawing();
  const { png } = await cachedCard(publicationCard(site), cache);
  writeFileSync(join(folder, paths.card), png);
  const picture: Picture = { path: paths.card, ...cardSize, alt: title };
  for (const { slug } of site.articles) site.cards.set(slug, picture);
  return [];
}

/** The engine that shapes letters is loaded only where something is to be drawn. */
async function newIcons({ publication }: Site): Promise<Icons> {
  const { drawIcons } = await import("./icon.ts");
  return drawIcons(publication);
}

/** As with icons: what draws cards is loaded only for a site that has cards. */
function drawing(): Promise<typeof import("./card.ts")> {
  return import("./card.ts");
}

/** One after the other: drawing keeps the processor busy, and ten thousand pictures at once would fill the memory. */
async function articleCards(site: Site, folder: string): Promise<Fault[]> {
  const { cachedCard } = await drawing();
  const notices: Fault[] = [];
  for (const article of site.articles) {
    const { png, notice: missing } = await cachedCard(cardOf(article, site), cache);
    mkdirSync(join(folder, article.slug), { recursive: true });
    writeFileSync(join(folder, article.slug, "card.png"), png);
    const path = `${slugPath(article.slug)}/card.png`;
    site.cards.set(article.slug, { path, ...cardSize, alt: article.headline });
    if (missing !== undefined) notices.push(notice({ file: article.file }, `social card: ${missing}`));
  }
  return notices;
}

function cardOf(article: Article, { publication }: Site): Card {
  const language = languageFor(article.language, publication.language);
  return {
    headline: article.headline,
    publication: publication.title,
    date: formatDate(article.date, language, publication.calendars),
    language: article.language,
    direction: direction(article.language),
    accent: publication.accent,
  };
}

function publicationCard({ publication }: Site): Card {
  const { title, language, accent } = publication;
  return { headline: "", publication: title, date: "", language, direction: direction(language), accent };
}
