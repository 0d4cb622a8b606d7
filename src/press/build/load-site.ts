import { readFileSync } from "node:fs";
import { linkAt } from "../address/address.ts";
import { folders } from "../address/paths.ts";
import { error, type Fault, isError } from "../faults/fault.ts";
import { loadParts } from "../page/parts.ts";
import { type CheckedImages, checkImages } from "../pictures/article-images.ts";
import { type CheckedMedia, checkMedia } from "../pictures/media.ts";
import { makePictures, type Pictures } from "../pictures/pictures.ts";
import { type CheckedPortraits, checkPortraits } from "../pictures/portraits.ts";
import type { Article } from "../record/article.ts";
import { type Known, loadArticles, newestFirst } from "../record/articles.ts";
import type { Now } from "../record/now.ts";
import { loadPages } from "../record/pages.ts";
import { loadPublication, type Publication, pageFaults, standIn } from "../record/publication.ts";
import { unlistedSections } from "../record/sections.ts";
import { editorScript } from "../site/editor.ts";
import { followLinks, type Links } from "../site/links.ts";
import { moreCount } from "../site/more.ts";
import { noParts, type Parts } from "../site/parts.ts";
import { makeSite, type OwnOfPaper, type Site, type SiteKind } from "../site/site.ts";
import { type Depth, fontStyles, makeStyle, makeStyles, menuStyle, moreStyle } from "../site/style.ts";
import { listFiles, type OwnFile } from "../source/files.ts";
import type { Store } from "../store/store.ts";
import type { ServedFamily } from "../theme/scarce.ts";
import { loadTheme, type Theme } from "../theme/theme.ts";
import { placeMedia } from "./attachments.ts";
import { loadPapers } from "./load-papers.ts";
import type { Memory } from "./memory.ts";
import { fontFaults, loadFonts } from "./own-fonts.ts";
import { type Place, type Places, pressFile } from "./places.ts";

/** What a site is made from, read and checked. */
export interface Records {
  publication: Publication;
  /** Newest first; but for readers' sites with what is withheld. */
  articles: readonly Article[];
  pages: readonly Article[];
  /** What is copied into the site as it is. */
  files: readonly OwnFile[];
  /** What each paper has of its own, in the order of their languages. */
  papers: readonly OwnOfPaper[];
  checked: CheckedImages;
  portraits: CheckedPortraits;
  media: CheckedMedia["files"];
  links: Links;
  theme: Theme;
  parts: Parts;
  kind: SiteKind;
}

export interface LoadedRecords extends Withheld {
  /** Absent where an error was found. */
  records?: Records;
  faults: readonly Fault[];
}

/** Articles that are not published. */
export interface Withheld {
  drafts: readonly Article[];
  /** Dated after now. */
  toCome: readonly Article[];
}

/**
 * Reads everything that a site is made from and finds every fault in it.
 *
 * @param kind whom the site is for
 * @param now what is dated later is withheld
 * @param store what earlier builds made of images
 * @param known what earlier builds read
 */
export async function loadRecords(
  places: Places,
  kind: SiteKind,
  now: Now,
  store: Store,
  known?: Known,
): Promise<LoadedRecords> {
  const found = loadPublication(places.metadata, places.authors);
  const publication = Array.isArray(found) ? standIn : found;
  const { pages, beside: besidePages, faults: ownFaults } = loadPages(places.pages, publication);
  const loaded = loadArticles(places.articles, publication, now, known, pages);
  const { drafts, toCome } = loaded;
  const all = [...loaded.articles, ...toCome, ...drafts];
  const { checked, media, faults: imageFaults } = await checkAll(all, pages, places, store);
  const { checked: portraits, faults: portraitFaults } = await checkPortraits(
    publication.authors,
    places.authors.path,
    store,
  );
  const withAll = kind !== "site";
  const { theme, parts, faults: themeFaults } = await loadLooks(places.theme, publication);
  const { files, faults: fileFaults } = listFiles(places.files);
  const shown = withAll ? all : loaded.articles;
  const links = followLinks({
    publication,
    articles: [...(withAll ? all : loaded.articles), ...pages],
    withheld: withAll ? [] : [...toCome, ...drafts],
    beside: [...loaded.beside, ...besidePages],
    files,
  });
  const mediaFaults = placeMedia(media, shown, links);
  const named = [
    ...pageFaults(publication, pages),
    ...unlistedSections(all, publication.sections),
    ...fontFaults(publication, [...shown, ...pages], places.metadata.shown),
  ];
  const own = Array.isArray(found) ? found : named;
  const { papers, faults: paperOnes } = loadPapers(places, publication, loaded, { shown, pages });
  const told = [
    ownFaults,
    loaded.faults,
    imageFaults,
    portraitFaults,
    links.faults,
    mediaFaults,
    themeFaults,
    fileFaults,
    paperOnes,
  ];
  const faults = [...own, ...told.flat()];
  if (faults.some(isError)) return { drafts, toCome, faults };
  const articles = withAll ? all.sort(newestFirst) : loaded.articles;
  if (articles.length === 0) {
    return { drafts, toCome, faults: [...faults, emptiness(places.articles, { drafts, toCome })] };
  }
  const records = {
    publication,
    articles,
    pages,
    files,
    papers,
    checked,
    media,
    portraits,
    links,
    theme,
    parts,
    kind,
  };
  return { records, drafts, toCome, faults };
}

/** Finds and proves the images of articles and of pages, which lie in folders of their own. */
async function checkAll(
  articles: readonly Article[],
  pages: readonly Article[],
  places: Places,
  store: Store,
): Promise<Awaited<ReturnType<typeof checkImages>> & { media: CheckedMedia["files"] }> {
  const ofArticles = await checkImages(articles, places.articles.path, store);
  const ofPages = await checkImages(pages, places.pages.path, store);
  const media = await checkMedia(articles, places.articles.path, store);
  const checked = new Map([...ofArticles.checked, ...ofPages.checked]);
  for (const [article, posters] of media.posters)
    checked.set(article, new Map([...(checked.get(article) ?? []), ...posters]));
  const faults = [...ofArticles.faults, ...ofPages.faults, ...media.faults];
  return { checked, media: media.files, faults };
}

/** Reads a theme, and runs its code. */
async function loadLooks(folder: Place, { policy }: Publication) {
  const { theme, faults } = loadTheme(folder, policy);
  const parts = theme.parts ? await loadParts(theme.parts) : noParts;
  return Array.isArray(parts)
    ? { theme, parts: noParts, faults: [...faults, ...parts] }
    : { theme, parts, faults };
}

/** A site of no articles would take the place of one that has some. */
function emptiness({ shown }: Place, { drafts, toCome }: Withheld): Fault {
  const [next] = toCome.toReversed();
  if (next) {
    const reason = `no article is to be published before ${next.date.iso} (${next.file})`;
    return error({ file: shown }, reason, "build again then, or correct a `date`");
  }
  return drafts.length > 0
    ? error({ file: shown }, "every article in the folder is a draft", "remove `status: draft` from one")
    : error(
        { file: shown },
        "there is no article in the folder",
        "put one there, NAME.txt or NAME.md, or name another folder with --articles DIR",
      );
}

/** A whole site, and the pictures that stand in it. */
export interface Illustrated {
  site: Site;
  pictures: Pictures;
  /** What its pages bring along. */
  fonts: readonly ServedFamily[];
}

/** Makes a site's pictures, and then the site. */
export async function illustrate(
  {
    publication,
    articles,
    pages,
    files,
    papers,
    checked,
    media,
    portraits,
    links,
    theme,
    parts,
    kind,
  }: Records,
  store: Store,
  memory?: Memory,
): Promise<Illustrated> {
  const pictures = await makePictures(
    {
      publication,
      articles: [...articles, ...pages],
      checked,
      media,
      portraits,
      theme,
      preview: kind === "preview",
    },
    store,
    memory?.icons,
  );
  if (memory) memory.icons = pictures.icons;
  const text = (file: string) => readFileSync(pressFile(`_includes/${file}`), "utf8");
  const own = makeStyle(
    text("style.css") +
      (papers.some(({ menu }) => menu.length > 0) ? menuStyle : "") +
      (articles.length > moreCount ? moreStyle : ""),
    publication.accent,
  );
  const link = (path: string, depth: Depth) => linkAt(path, depth, publication);
  const hasFolders = publication.papers.length > 1;
  const fonts = await loadFonts(publication, [...articles, ...pages], store);
  const frame = {
    publication,
    kind,
    styles: makeStyles(own, theme, link, hasFolders),
    fonts: fontStyles(fonts, link, hasFolders),
    widened: {
      scripts: theme.head.scripts,
      origins: publication.policy,
      media: media.size > 0,
      editor: files.some(({ path }) => path === `${folders.admin}/${editorScript}`),
    },
    logo: theme.logo,
    head: theme.head,
    parts: { file: theme.parts?.shown ?? "", parts },
    scripts: {
      "search.js": text("search.js"),
      "check.js": text("check.js"),
      "check-text.js": text("check-text.js"),
      "check-markdown.js": text("check-markdown.js"),
      "check-inline.js": text("check-inline.js"),
      "check-compare.js": text("check-compare.js"),
    },
  };
  const faces = fonts.flatMap((family) => family.faces.map(({ path, file }) => [path, file] as const));
  return {
    site: makeSite(frame, papers, articles, pictures, pages, links.addresses, [...links.attachments.keys()]),
    pictures: { ...pictures, files: new Map([...pictures.files, ...faces]) },
    fonts,
  };
}
