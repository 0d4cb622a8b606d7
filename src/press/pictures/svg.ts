import { createRequire } from "node:module";
import { Parser } from "htmlparser2";
import { error, type Fault, messageOf, placeAt, quoted } from "../faults/fault.ts";
import { growthProblem } from "./svg-growth.ts";

/** A drawing that holds nothing but a drawing. */
export interface Drawing {
  svg: string;
  /** From its viewBox. */
  width: number;
  height: number;
  /** The size that it says it has, in pixels. */
  stated?: { width: number; height: number } | undefined;
}

/** Elements that draw, or say how. Nothing here runs, and nothing fetches but `image`, whose address is looked at. */
const elements = new Set(
  `svg g defs symbol use title desc style path rect circle ellipse line polyline polygon text tspan textPath image
  linearGradient radialGradient stop clipPath mask pattern marker switch filter feBlend feColorMatrix feComponentTransfer
  feComposite feConvolveMatrix feDiffuseLighting feDisplacementMap feDistantLight feDropShadow feFlood feFuncA feFuncB feFuncG
  feFuncR feGaussianBlur feMerge feMergeNode feMorphology feOffset fePointLight feSpecularLighting feSpotLight feTile
  feTurbulence`.split(/\s+/),
);

/** Attributes with a colon that are allowed; of the others, all whose names have letters and hyphens only and begin other than with `on`. */
const prefixed = new Set(["xmlns:xlink", "xlink:href", "xml:space", "xml:lang"]);

const svgNamespace = "http://www.w3.org/2000/svg";

/** A picture within the drawing. */
const innerPicture = /^data:image\/(?:png|jpeg|webp|gif);base64,[A-Za-z\d+/=\s]*$/;

/**
 * Checks an SVG file against a list of what a drawing may hold: no script, no handler, no reference outside, no declaration.
 *
 * @param file how messages name it
 */
export function checkSvg(file: string, svg: string): Drawing | Fault[] {
  const faults: Fault[] = [];
  const at = (offset: number) => placeAt(file, svg, offset);
  const open: string[] = [];
  let size: Drawing | undefined;
  const fault = (offset: number, reason: string, remedy?: string) =>
    faults.push(error(at(offset), reason, remedy));
  const parser = new Parser(
    {
      onopentagname(name) {
        if (open.length === 0 && name !== "svg")
          fault(parser.startIndex, `the file begins with \`${name}\``, "an SVG file begins with `svg`");
        if (!elements.has(name)) fault(parser.startIndex, `\`${name}\` has no place in a drawing`, plain);
        open.push(name);
      },
      onattribute(name, value) {
        const reason = attributeProblem(name, value, open.at(-1) ?? "");
        if (reason) fault(parser.startIndex, reason, plain);
      },
      onopentag(_, attributes) {
        if (open.length > 1) return;
        const found = sizeOf(attributes);
        if (typeof found === "string") fault(parser.startIndex, found, 'write viewBox="0 0 WIDTH HEIGHT"');
        else size ??= { svg, ...found, stated: statedSize(attributes) };
        if (attributes.xmlns !== svgNamespace)
          fault(parser.startIndex, "the namespace is not SVG's", `write xmlns="${svgNamespace}"`);
      },
      ontext(text) {
        if (open.at(-1) !== "style") return;
        const reason = styleProblem(text);
        if (reason) fault(parser.startIndex, reason, plain);
      },
      onclosetag(name, implied) {
        open.pop();
        // An element that closes itself counts as closed by implication.
        const closesItself =
          svg[parser.startIndex + 1] !== "/" && svg.slice(parser.endIndex - 1, parser.endIndex + 1) === "/>";
        if (implied && !closesItself) fault(parser.startIndex, `\`${name}\` is not closed`, "close it");
      },
      onprocessinginstruction(name, data) {
        if (name.toLowerCase() === "?xml") return;
        const what = data.startsWith("!") ? "a declaration" : "an instruction";
        fault(parser.startIndex, `${what}: ${quoted(`<${data}>`)}`, "remove it");
      },
    },
    { xmlMode: true },
  );
  parser.end(svg);
  if (!size && faults.length === 0) fault(0, "the file holds no `svg`", "save the drawing as SVG");
  const growth = faults.length === 0 ? growthProblem(svg) : undefined;
  if (growth) fault(0, `the drawing takes too long to draw: ${growth}`, "draw it with fewer elements");
  const problem = faults.length === 0 ? malformed(svg) : undefined;
  if (problem) fault(0, `the drawing cannot be read: ${problem}`, plain);
  return size && faults.length === 0 ? size : faults;
}

/** What a strict reader of XML says. Its engine is loaded only for a publication that has drawings. */
function malformed(svg: string): string | undefined {
  const { Resvg } = createRequire(import.meta.url)("@resvg/resvg-js") as typeof import("@resvg/resvg-js");
  try {
    new Resvg(svg, { font: { loadSystemFonts: false } });
    return undefined;
  } catch (thrown) {
    return messageOf(thrown);
  }
}

const plain = "save the drawing as plain SVG, or remove it";

function attributeProblem(name: string, value: string, element: string): string | undefined {
  if (/^on/i.test(name)) return `\`${name}\` would run a script`;
  if (!prefixed.has(name) && !/^[a-zA-Z][a-zA-Z\d-]*$/.test(name))
    return `\`${name}\` has no place in a drawing`;
  if (name === "href" || name === "xlink:href") {
    const isInner = /^#[^\s]+$/.test(value) || (element === "image" && innerPicture.test(value));
    return isInner ? undefined : `\`${name}\` leads out of the drawing: ${quoted(value)}`;
  }
  if (name === "src") return "`src` leads out of the drawing";
  if (/javascript:|data:/i.test(value)) return `\`${name}\` holds an address: ${quoted(value)}`;
  return styleProblem(value);
}

/** What is wrong with style rules, or with an attribute that may hold a part of one. */
function styleProblem(css: string): string | undefined {
  if (/\\/.test(css)) return `an escape, which may hide an address: ${quoted(css.trim())}`;
  if (/@import/i.test(css)) return "`@import` leads out of the drawing";
  if (/@font-face/i.test(css)) return "`@font-face` leads out of the drawing";
  const reference = [...css.matchAll(/\b(?:url|src|image-set|image)\(\s*["']?([^"')]*)/gi)].find(
    ([whole, target = ""]) => !/^url/i.test(whole) || !target.startsWith("#"),
  );
  return reference ? `\`${reference[0]}\` leads out of the drawing` : undefined;
}

function sizeOf({ viewBox }: Readonly<Record<string, string>>): { width: number; height: number } | string {
  if (viewBox === undefined) return "the drawing has no `viewBox`, from which its size is taken";
  const [x, y, width, height, ...more] = viewBox
    .trim()
    .split(/[\s,]+/)
    .map(Number);
  const isSize = [x, y, width, height].every(Number.isFinite) && more.length === 0;
  return isSize && width !== undefined && height !== undefined && width > 0 && height > 0
    ? { width, height }
    : `the \`viewBox\` ${quoted(viewBox)} is not four numbers`;
}

/** Units of length, in pixels. */
const units: Readonly<Record<string, number>> = {
  "": 1,
  px: 1,
  pt: 4 / 3,
  pc: 16,
  mm: 96 / 25.4,
  cm: 96 / 2.54,
  in: 96,
};

function statedSize({ width, height }: Readonly<Record<string, string>>): Drawing["stated"] {
  const [across, down] = [width, height].map((written) => {
    const [, number, unit = ""] = /^\s*(\d+(?:\.\d+)?)([a-z]*)\s*$/.exec(written ?? "") ?? [];
    const factor = Object.hasOwn(units, unit) ? (units[unit] ?? 0) : 0;
    return Number(number ?? 0) * factor;
  });
  return across && down ? { width: across, height: down } : undefined;
}
