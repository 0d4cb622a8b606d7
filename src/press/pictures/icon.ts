import { Resvg } from "@resvg/resvg-js";
import { accentsOf } from "./accent.ts";
import {
  composeLine,
  drawable,
  drawLine,
  figure,
  graphemesOf,
  inkOf,
  missingCharacters,
  type TextStyle,
} from "./shape.ts";

/** What an icon shows. */
export interface Icon {
  /** One letter of any script, as from `initialOf`. */
  initial: string;
  /** As #rrggbb. */
  accent: string;
}

/** The papers of light and dark pages, as in `_includes/style.css`: the letter's colours. */
const papers = { light: "#fffefc", dark: "#161514" };

/** No language: a letter by itself has the form that its font gives it first. */
const style: TextStyle = { language: "und", direction: "ltr", weight: 700 };

/** The letter's height and width at most, as shares of the icon's side. */
const room = { height: 0.56, width: 0.66 };

/** The side of a telephone's icon, in pixels. */
const touchSide = 180;

/** A publication's icons, in the forms that are kept between builds. */
export interface Icons {
  svg: string;
  /** The touch icon, in Base64. */
  touch: string;
}

/** Draws a publication's icons. */
export function drawIcons({ title, accent }: { title: string; accent: string }): Icons {
  const icon = { initial: initialOf(title), accent };
  return { svg: iconSvg(icon), touch: touchIcon(icon).toString("base64") };
}

/** The icons of a publication that has one of its own: a telephone shows it on the paper of light pages. */
export function iconsOf(svg: string): Icons {
  const drawn = new Resvg(svg, {
    font: { loadSystemFonts: false },
    background: papers.light,
    fitTo: { mode: "width", value: touchSide },
  });
  return { svg, touch: drawn.render().asPng().toString("base64") };
}

/** The first letter or digit of a publication's title, as a capital; its first character where it has none. */
export function initialOf(title: string): string {
  const graphemes = graphemesOf(drawable(title));
  const letter = graphemes.find((grapheme) => /[\p{L}\p{N}]/u.test(grapheme)) ?? graphemes[0] ?? "";
  const capital = /^[\p{Script=Latin}\p{Script=Greek}\p{Script=Cyrillic}]/u.test(letter)
    ? letter.toUpperCase()
    : letter;
  return graphemesOf(capital).length > 1 ? letter : capital;
}

/**
 * The publication's icon as SVG: its initial on a tile in its accent, for light and for dark tab bars. A letter that no packaged
 * font has is drawn by the browser.
 */
export function iconSvg({ initial, accent }: Icon): string {
  const { light, dark } = accentsOf(accent);
  const side = 64;
  return `<svg xmlns="http://www.w3.org/2000/svg" viewBox="0 0 ${side} ${side}">\
<style>@media(prefers-color-scheme:dark){rect{fill:${dark}}g{fill:${papers.dark}}}</style>\
<rect width="${side}" height="${side}" rx="12" fill="${light}"/>\
<g fill="${papers.light}">${letterPath(initial, side) ?? letterText(initial, side)}</g></svg>\n`;
}

/**
 * The icon for a telephone's home screen, which rounds it itself: the tile alone where no packaged font has the initial.
 *
 * @returns a PNG of 180×180 pixels
 */
export function touchIcon({ initial, accent }: Icon): Buffer {
  const side = touchSide;
  const svg = `<svg xmlns="http://www.w3.org/2000/svg" width="${side}" height="${side}">\
<rect width="${side}" height="${side}" fill="${accentsOf(accent).light}"/>\
<g fill="${papers.light}">${letterPath(initial, side) ?? ""}</g></svg>`;
  return new Resvg(svg, { font: { loadSystemFonts: false } }).render().asPng();
}

/** The letter in the middle of a square, as large as there is room; undefined where no packaged font has it. */
function letterPath(initial: string, side: number): string | undefined {
  const text = drawable(initial);
  if (missingCharacters(text, style).length > 0) return undefined;
  const line = composeLine(text, { start: 0, end: text.length }, style);
  const ink = inkOf(line);
  if (!ink) return undefined;
  const size = Math.min(
    (room.height * side) / (ink.top - ink.bottom),
    (room.width * side) / (ink.right - ink.left),
  );
  const x = side / 2 - ((ink.left + ink.right) / 2) * size;
  const y = side / 2 + ((ink.top + ink.bottom) / 2) * size;
  return drawLine(line, x, y, size);
}

function letterText(initial: string, side: number): string {
  const [x, y, size] = [side / 2, side * 0.69, side * 0.55].map(figure);
  const text = initial.replace(/[&<>]/g, (character) => `&#${character.charCodeAt(0)};`);
  return `<text x="${x}" y="${y}" font-family="serif" font-size="${size}" font-weight="700" text-anchor="middle">${text}</text>`;
}
