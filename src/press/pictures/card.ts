import { createHash } from "node:crypto";
import { writeFileSync } from "node:fs";
import { join } from "node:path";
import { renderAsync } from "@resvg/resvg-js";
import type { Store } from "../store/store.ts";
import { accentsOf } from "./accent.ts";
import { letterVersions, packageFor, type Weight } from "./fonts.ts";
import { type Setting, setText } from "./lines.ts";
import { drawable, drawLine, missingCharacters, type TextStyle } from "./shape.ts";

/** What stands on a social card. */
export interface Card {
  /** Empty for the publication's card. */
  headline: string;
  publication: string;
  /** As readers read it, in the article's language; before it what they should know first. */
  date: string;
  language: string;
  direction: "ltr" | "rtl";
  /** As #rrggbb. */
  accent: string;
}

/** A drawn card. */
export interface DrawnCard {
  /** 1200×630 pixels. */
  png: Buffer;
  /** What could not be drawn, for the maintainer. */
  notice?: string;
}

/** A card whose texts can be drawn, with what had to be left out. */
interface Plan {
  card: Card;
  notice?: string;
}

/** Raised when cards come to look different. */
const design = 1;

const width = 1200;
const height = 630;
const margin = 72;
const measure = width - 2 * margin;

/** As in `_includes/style.css`, but for the paper, which is a shade darker: cards stand on white pages. */
const colours = { paper: "#faf7f0", ink: "#1b1a18", soft: "#54524d", hair: "#c9c4b8" };

const headlineSizes = [144, 132, 122, 114, 106, 98, 91, 85, 79, 74, 69, 64, 60, 56, 52, 48, 45, 42, 39];
const mastheadSizes = [46, 42, 38, 34, 30];
const dateSizes = [28, 25, 22];
const publicationSizes = [144, 128, 112, 96, 84, 72, 64, 56];

/**
 * Draws the card that other sites show for an article. The same card is the same bytes everywhere: all letters come from
 * packaged fonts. A headline with letters that no installed font has gives the publication's card, and a notice.
 *
 * @returns a PNG of 1200×630 pixels
 */
export async function drawCard(card: Card): Promise<DrawnCard> {
  const { card: drawn, notice } = plan(card);
  const png = await render(drawn);
  return { png, ...(notice === undefined ? {} : { notice }) };
}

/**
 * What decides how a card looks, as a name for it: a digest over its texts, the design, and the fonts.
 *
 * @returns 64 hexadecimal digits
 */
export function cardKey(card: Card): string {
  const { headline, publication, date, language, direction, accent } = card;
  const inputs = [design, ...letterVersions(), headline, publication, date, language, direction, accent];
  return createHash("sha256").update(JSON.stringify(inputs)).digest("hex");
}

/** As `drawCard`, but each card is drawn once and kept. */
export async function keptCard(card: Card, store: Store): Promise<{ file: string; notice?: string }> {
  const key = cardKey(card);
  const { card: drawn, notice } = plan(card);
  const entry =
    store.take("cards", key) ??
    (await store.keep("cards", key, async (folder) =>
      writeFileSync(join(folder, cardName), await render(drawn)),
    ));
  const file = entry.files.get(cardName) ?? "";
  return { file, ...(notice === undefined ? {} : { notice }) };
}

const cardName = "card.png";

/** Leaves out what cannot be drawn: without its headline, a card is the publication's. */
function plan(card: Card): Plan {
  const headline = part(card, "headline", drawable(card.headline));
  const publication = part(card, "publication", drawable(card.publication));
  const date = part(card, "date", drawable(card.date));
  const notices = [headline, publication, date].flatMap(({ notice }) => notice ?? []);
  return {
    card: { ...card, headline: headline.text, publication: publication.text, date: date.text },
    ...(notices.length > 0 && { notice: notices.join("; ") }),
  };
}

function part({ language, direction }: Card, name: string, text: string): { text: string; notice?: string } {
  const missing = missingCharacters(text, { language, direction, weight: name === "date" ? 400 : 700 });
  if (missing.length === 0) return { text };
  const shown = missing.slice(0, 5).map(nameOf).join(" ");
  const cause = `the social card shows no ${name}, because no font here has ${shown}`;
  const remedy = packageFor(missing.join(""), language);
  return { text: "", notice: remedy ? `${cause} (install ${remedy})` : cause };
}

/** A character as a message shows it: by its number where it cannot stand by itself. */
function nameOf(character: string): string {
  if (/^[\p{L}\p{N}\p{P}\p{S}]$/u.test(character)) return character;
  return `U+${(character.codePointAt(0) ?? 0).toString(16).toUpperCase().padStart(4, "0")}`;
}

async function render(card: Card): Promise<Buffer> {
  const svg = card.headline === "" ? publicationCard(card) : articleCard(card);
  const image = await renderAsync(svg, { font: { loadSystemFonts: false } });
  return image.asPng();
}

function articleCard(card: Card): string {
  const { direction } = card;
  const accent = accentsOf(card.accent).light;
  const [bold, regular] = [styleOf(card, 700), styleOf(card, 400)];
  const publication = setText(
    card.publication,
    bold,
    { width: measure, height: 90, lines: 1 },
    mastheadSizes,
  );
  const headline = setText(card.headline, bold, { width: measure, height: 320 }, headlineSizes);
  const date = setText(card.date, regular, { width: measure, height: 70, lines: 2 }, dateSizes);
  return page(
    colours.paper,
    lines(publication, 108, direction),
    rule(132, 6, accent),
    rule(142, 2, accent),
    lines(headline, 186 + headline.ascent, direction),
    rule(528, 1, colours.hair),
    `<g fill="${colours.soft}">${lines(date, 569, direction)}</g>`,
  );
}

/** The publication's name between rules; where it cannot be drawn, a card in the publication's colour. */
function publicationCard(card: Card): string {
  const accent = accentsOf(card.accent).light;
  if (card.publication === "") return page(accent);
  const room = { width: measure, height: 380 };
  const publication = setText(card.publication, styleOf(card, 700), room, publicationSizes);
  const top = (height - publication.height) / 2;
  return page(
    colours.paper,
    rule(margin, 6, accent),
    rule(margin + 10, 2, accent),
    lines(publication, top + publication.ascent, "center"),
    rule(height - margin - 12, 2, accent),
    rule(height - margin - 6, 6, accent),
  );
}

function styleOf({ language, direction }: Card, weight: Weight): TextStyle {
  return { language, direction, weight };
}

function page(paper: string, ...parts: readonly string[]): string {
  return `<svg xmlns="http://www.w3.org/2000/svg" width="${width}" height="${height}" fill="${colours.ink}">
<path fill="${paper}" d="M0 0h${width}v${height}H0z"/>${parts.join("")}</svg>`;
}

function rule(top: number, thickness: number, colour: string): string {
  return `<path fill="${colour}" d="M${margin} ${top}h${measure}v${thickness}h-${measure}z"/>`;
}

function lines(
  { lines, size, leading }: Setting,
  baseLine: number,
  alignment: "ltr" | "rtl" | "center",
): string {
  const share = { ltr: 0, center: 0.5, rtl: 1 }[alignment];
  return lines
    .map((line, index) =>
      drawLine(line, margin + share * (measure - line.width * size), baseLine + index * leading, size),
    )
    .join("");
}
