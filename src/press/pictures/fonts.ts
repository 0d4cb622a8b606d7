import { existsSync, readFileSync } from "node:fs";
import { createRequire } from "node:module";
import { dirname, join } from "node:path";
import { Blob, Face, Font, versionString } from "harfbuzzjs";
import { unpackWoff } from "./woff.ts";

/** The weights that text is drawn in. */
export type Weight = 400 | 700;

/** One font file, ready to be shaped with. */
export interface FontFile {
  font: Font;
  /** How many of the file's units make an em of the text. */
  unitsPerEm: number;
  family: Family;
  /** The code points that it has glyphs for. */
  codePoints: ReadonlySet<number>;
}

/** A family of the packages `@fontsource/…`. */
export interface Family {
  name: string;
  /** Its files, one for each script, in the order in which they are asked for a glyph. */
  subsets: readonly string[];
  /** How much larger it is set, so that its letters look as large as the Latin ones beside them. */
  scale: number;
  /** From one base line to the next, in ems. */
  leading: number;
  /** From the base line up to where most letters end, in ems. */
  ascent: number;
  /** From the base line down to where most letters end, in ems. */
  descent: number;
}

const latin: Family = {
  name: "source-serif-4",
  subsets: ["latin", "latin-ext", "vietnamese", "cyrillic", "cyrillic-ext", "greek"],
  scale: 1,
  leading: 1.14,
  ascent: 0.7,
  descent: 0.22,
};
const naskh: Family = {
  name: "noto-naskh-arabic",
  subsets: ["arabic"],
  scale: 1.16,
  leading: 1.52,
  ascent: 0.8,
  descent: 0.4,
};
const nastaliq: Family = {
  name: "noto-nastaliq-urdu",
  subsets: ["arabic"],
  scale: 0.9,
  leading: 2.1,
  ascent: 1.1,
  descent: 0.5,
};
const devanagari: Family = {
  name: "noto-serif-devanagari",
  subsets: ["devanagari"],
  scale: 1,
  leading: 1.36,
  ascent: 0.86,
  descent: 0.3,
};
const emoji: Family = {
  name: "noto-emoji",
  subsets: ["emoji"],
  scale: 0.92,
  leading: 1.2,
  ascent: 0.84,
  descent: 0.22,
};

/** Chinese, Japanese and Korean take 90 MB each, so that they are no dependencies: who needs one installs it. */
const eastAsian = {
  ja: eastAsianFamily("noto-serif-jp", "japanese"),
  ko: eastAsianFamily("noto-serif-kr", "korean"),
  hans: eastAsianFamily("noto-serif-sc", "chinese-simplified"),
  hant: eastAsianFamily("noto-serif-tc", "chinese-traditional"),
};

function eastAsianFamily(name: string, subset: string): Family {
  return { name, subsets: [subset], scale: 1, leading: 1.3, ascent: 0.86, descent: 0.12 };
}

const eastAsianScript =
  /[\p{Script=Han}\p{Script=Hiragana}\p{Script=Katakana}\p{Script=Hangul}\p{Script=Bopomofo}]/u;

/** Needs no glyph of its own: joiners, direction marks, variation selectors. */
const invisible = /^\p{Default_Ignorable_Code_Point}$/u;

const space = 0x20;
const hyphen = 0x2010;
const emojiSelector = "\ufe0f";

const requireHere = createRequire(import.meta.url);
const loaded = new Map<string, FontFile | undefined>();
const found = new Map<string, FontFile | undefined>();
const versions: string[] = [];

/**
 * The font file to draw a character with: the first that has a glyph for it.
 *
 * @param next the character after it; an emoji selector there asks for the emoji
 * @returns undefined where no installed font has the character
 */
export function fontFor(
  character: string,
  next: string | undefined,
  language: string,
  weight: Weight,
): FontFile | undefined {
  const emojiFirst = next === emojiSelector;
  const key = `${character} ${emojiFirst} ${language} ${weight}`;
  if (!found.has(key)) found.set(key, findFont(character, emojiFirst, language, weight));
  return found.get(key);
}

function findFont(
  character: string,
  emojiFirst: boolean,
  language: string,
  weight: Weight,
): FontFile | undefined {
  const families = familiesFor(language);
  for (const family of emojiFirst ? [emoji, ...families] : families)
    for (const subset of family.subsets) {
      const file = load(family, subset, weight);
      if (file && hasGlyph(file, character)) return file;
    }
  return undefined;
}

/** Whether a font file can draw a character, by itself or as HarfBuzz makes up for it. */
export function hasGlyph(file: FontFile, character: string): boolean {
  const codePoint = character.codePointAt(0) ?? 0;
  if (file.codePoints.has(codePoint) || invisible.test(character)) return true;
  if (/^\p{Space_Separator}$/u.test(character)) return file.codePoints.has(space);
  return character === "\u2011" && file.codePoints.has(hyphen);
}

/** Whether a font file has pictures in place of letters. */
export function isEmoji(file: FontFile): boolean {
  return file.family === emoji;
}

/** The package that a maintainer can add so that a text is drawn, where Stet knows one. */
export function packageFor(text: string, language: string): string | undefined {
  const [first] = eastAsianFamilies(language, text);
  return eastAsianScript.test(text) && first ? packageOf(first) : undefined;
}

/** What decides the shapes of letters: the shaper, what draws them, and every font there is, each with its version. */
export function letterVersions(): readonly string[] {
  if (versions.length === 0) {
    const families = [latin, naskh, nastaliq, devanagari, emoji, ...Object.values(eastAsian)];
    const packages = ["bidi-js", "@resvg/resvg-js", ...families.map(packageOf)];
    versions.push(`harfbuzz@${versionString()}`, ...packages.flatMap(versionOf));
  }
  return versions;
}

function familiesFor(language: string): readonly Family[] {
  const arabic = /^ur\b/i.test(language) ? [nastaliq, naskh] : [naskh];
  return [latin, ...arabic, devanagari, ...eastAsianFamilies(language), emoji];
}

/** The same character is drawn otherwise in Tokyo, Seoul, Taipei and Beijing: the text's own language comes first. */
function eastAsianFamilies(language: string, text = ""): readonly Family[] {
  const { ja, ko, hans, hant } = eastAsian;
  const kana = /[\p{Script=Hiragana}\p{Script=Katakana}]/u;
  const first =
    firstEastAsian(language) ?? (/\p{Script=Hangul}/u.test(text) ? ko : kana.test(text) ? ja : hans);
  return [first, ...[hans, hant, ja, ko].filter((family) => family !== first)];
}

function firstEastAsian(language: string): Family | undefined {
  if (/^ja\b/i.test(language)) return eastAsian.ja;
  if (/^ko\b/i.test(language)) return eastAsian.ko;
  if (/^(?:zh|yue)\b.*-(?:hant|tw|hk|mo)\b|^yue$/i.test(language)) return eastAsian.hant;
  return /^zh\b/i.test(language) ? eastAsian.hans : undefined;
}

function packageOf(family: Family): string {
  return `@fontsource/${family.name}`;
}

function load(family: Family, subset: string, weight: Weight): FontFile | undefined {
  const name = `${family.name}-${subset}-${weight}-normal.woff`;
  if (!loaded.has(name)) loaded.set(name, read(family, name));
  return loaded.get(name);
}

function read(family: Family, name: string): FontFile | undefined {
  const folder = folderOf(packageOf(family));
  const path = folder === undefined ? "" : join(folder, "files", name);
  if (!existsSync(path)) return undefined;
  const face = new Face(new Blob(unpackWoff(readFileSync(path))));
  return {
    font: new Font(face),
    unitsPerEm: face.upem / family.scale,
    family,
    codePoints: new Set(face.collectUnicodes()),
  };
}

/** A package's folder, if it is installed. Asked for a file inside, Node goes astray where a folder on the way has `*` in its name. */
export function folderOf(name: string): string | undefined {
  try {
    return dirname(requireHere.resolve(`${name}/package.json`));
  } catch {
    return undefined;
  }
}

/** A package with its version; none where it is not installed. */
export function versionOf(name: string): string[] {
  const folder = folderOf(name);
  if (folder === undefined) return [];
  const { version }: { version: string } = JSON.parse(readFileSync(join(folder, "package.json"), "utf8"));
  return [`${name}@${version}`];
}
