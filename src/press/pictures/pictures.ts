import { mkdirSync, writeFileSync } from "node:fs";
import { dirname, join } from "node:path";
import { paths } from "../address/paths.ts";
import { slugPath } from "../address/slug.ts";
import { type Fault, notice } from "../faults/fault.ts";
import { formatDate } from "../languages/dates.ts";
import { direction, languageFor } from "../languages/index.ts";
import { warningOf } from "../languages/warning.ts";
import type { Article } from "../record/article.ts";
import { paperOf, publicationIn } from "../record/papers.ts";
import type { Publication } from "../record/publication.ts";
import { putFile, type Store } from "../store/store.ts";
import { blockDirection } from "../text/block-direction.ts";
import { type ArticleImages, type CheckedImages, makeImages } from "./article-images.ts";
import type { Card } from "./card.ts";
import type { Icons } from "./icon.ts";
import type { CheckedMedia, MediaFile } from "./media.ts";
import { type CheckedPortraits, makePortraits, type Portrait } from "./portraits.ts";

/** The size of a social card, in pixels. */
const cardSize = { width: 1200, height: 630 };

/** A picture that link previews show. */
export interface Picture {
  /** Its place on the site. */
  path: string;
  width: number;
  height: number;
  alt: string;
}

/** The pictures that stand beside a site's pages. */
export interface Pictures {
  /** The articles' images, by slug. */
  images: ReadonlyMap<string, ArticleImages>;
  /** The social cards, by slug. */
  cards: ReadonlyMap<string, Picture>;
  /** What was found of the articles' sounds and films, by slug. */
  media: ReadonlyMap<string, ReadonlyMap<string, MediaFile>>;
  /** The authors' portraits, by their ids. */
  portraits: ReadonlyMap<string, Portrait>;
  icons: Icons;
  /** Where files lie, by their places on the site; slugs as they are in folders' names. */
  files: ReadonlyMap<string, string>;
  /** The theme's files, by their places on the site. */
  theme: ReadonlyMap<string, Buffer>;
  /** What could not be drawn. */
  notices: readonly Fault[];
}

/** What pictures are made from. */
export interface Illustrated {
  publication: Publication;
  articles: readonly Article[];
  checked: CheckedImages;
  media: CheckedMedia["files"];
  portraits: CheckedPortraits;
  /** Nobody sees a card in a preview, and drawing those of an archive takes minutes. */
  preview: boolean;
  /** The theme's icon and files. */
  theme: { icon?: string | undefined; files: ReadonlyMap<string, Buffer> };
}

/**
 * Makes the pictures that stand beside the pages: the articles' images, social cards, icons.
 *
 * @param store what earlier builds made; what is made is kept in it
 * @param icons the icons, where they are known
 */
export async function makePictures(site: Illustrated, store: Store, icons?: Icons): Promise<Pictures> {
  const images = await makeImages(site.articles, site.checked, store);
  const files = new Map<string, string>();
  for (const [slug, entries] of images)
    for (const entry of entries.values())
      for (const [name, file] of entry.files) files.set(`${slug}/images/${name}`, file);
  const living = site.articles.filter((article) => !article.withdrawal && !article.isPage);
  const { cards, notices } = await makeCards({ ...site, articles: living }, store, files);
  const { theme, publication } = site;
  const portraits = await makePortraits(publication.authors, living, site.portraits, store, files);
  const made = icons ?? (await newIcons(publication, theme.icon));
  const media = new Map([...site.media].map(([{ slug }, found]) => [slug, found]));
  return { images, media, cards, portraits, icons: made, files, theme: theme.files, notices };
}

/** Puts pictures into a site's folder. */
export function placePictures({ files, theme, icons }: Pictures, folder: string): void {
  const placeOf = (path: string) => {
    const place = join(folder, path);
    mkdirSync(dirname(place), { recursive: true });
    return place;
  };
  for (const [path, file] of files) putFile(file, placeOf(path));
  for (const [path, data] of theme) writeFileSync(placeOf(path), data);
  writeFileSync(join(folder, paths.icon), icons.svg);
  writeFileSync(join(folder, paths.touchIcon), Buffer.from(icons.touch, "base64"));
}

/** The engine that shapes letters is loaded only where something is to be drawn. */
async function newIcons(publication: Publication, svg: string | undefined): Promise<Icons> {
  const { drawIcons, iconsOf } = await import("./icon.ts");
  return svg === undefined ? drawIcons(publication) : iconsOf(svg);
}

type Cards = Pick<Pictures, "cards" | "notices">;

async function makeCards(site: Illustrated, store: Store, files: Map<string, string>): Promise<Cards> {
  const { cards, title } = site.publication;
  if (cards === "none" || site.preview) return { cards: new Map(), notices: [] };
  // As with icons: what draws cards is loaded only for a site that has cards.
  const { keptCard } = await import("./card.ts");
  if (cards === "article") return articleCards(site, (card) => keptCard(card, store), files);
  const { file } = await keptCard(publicationCard(site.publication), store);
  files.set(paths.card, file);
  const picture: Picture = { path: paths.card, ...cardSize, alt: title };
  return { cards: new Map(site.articles.map(({ slug }) => [slug, picture])), notices: [] };
}

/** One after the other: drawing keeps the processor busy, and ten thousand pictures at once would fill the memory. */
async function articleCards(
  { articles, publication }: Illustrated,
  draw: (card: Card) => Promise<{ file: string; notice?: string }>,
  files: Map<string, string>,
): Promise<Cards> {
  const cards = new Map<string, Picture>();
  const notices: Fault[] = [];
  for (const article of articles) {
    const { file, notice: missing } = await draw(cardOf(article, publication));
    files.set(`${article.slug}/card.png`, file);
    const path = `${slugPath(article.slug)}/card.png`;
    cards.set(article.slug, { path, ...cardSize, alt: article.headline });
    if (missing !== undefined) notices.push(notice({ file: article.file }, `social card: ${missing}`));
  }
  return { cards, notices };
}

function cardOf(article: Article, publication: Publication): Card {
  const language = languageFor(article.language, publication.language);
  return {
    headline: article.headline,
    publication: publicationIn(publication, paperOf(article, publication.papers)).title,
    date: [warningOf(article, language) ?? [], formatDate(article.date, language, publication.calendars)]
      .flat()
      .join(" · "),
    language: article.language,
    direction: blockDirection(article.headline, direction(article.language)),
    accent: publication.accent,
  };
}

function publicationCard({ title, language, accent }: Publication): Card {
  return { headline: "", publication: title, date: "", language, direction: direction(language), accent };
}
