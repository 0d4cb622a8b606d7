/** The accent for light and for dark pages, as #rrggbb. */
export interface Accents {
  light: string;
  dark: string;
}

type Colour = readonly [number, number, number];

/** The papers that the accent stands on; they are those of `_includes/style.css`. */
const papers: { light: Colour; dark: Colour } = { light: [255, 254, 252], dark: [22, 21, 20] };

/** What text needs on its paper: WCAG 2.2, 1.4.6, level AAA, and a little for rounding. */
const leastContrast = 7.1;

/** How bright a dark colour's strongest channel is made for dark pages: mixed with white alone it would turn to grey. */
const brightest = 200;

/**
 * A colour of the maintainer's choice, darkened for light pages and lightened for dark ones until it can be read there.
 *
 * @param accent as #rrggbb
 */
export function accentsOf(accent: string): Accents {
  const colour = parse(accent);
  return {
    light: toward(colour, [0, 0, 0], papers.light),
    dark: toward(brightened(colour, papers.dark), [255, 255, 255], papers.dark),
  };
}

function brightened(colour: Colour, paper: Colour): Colour {
  const strongest = Math.max(...colour);
  if (strongest === 0 || strongest >= brightest || contrast(colour, paper) >= leastContrast) return colour;
  const [red, green, blue] = colour;
  const scale = brightest / strongest;
  return [red * scale, green * scale, blue * scale];
}

function toward(colour: Colour, end: Colour, paper: Colour): string {
  for (let share = 0; share <= 1; share += 0.02) {
    const mixed = mix(colour, end, share);
    if (contrast(mixed, paper) >= leastContrast) return hex(mixed);
  }
  return hex(end);
}

function mix(a: Colour, b: Colour, share: number): Colour {
  const channel = (index: 0 | 1 | 2) => Math.round(a[index] + (b[index] - a[index]) * share);
  return [channel(0), channel(1), channel(2)];
}

/** @see https://www.w3.org/TR/WCAG22/#dfn-contrast-ratio */
function contrast(a: Colour, b: Colour): number {
  const [light, dark] = [luminance(a), luminance(b)].sort((x, y) => y - x) as [number, number];
  return (light + 0.05) / (dark + 0.05);
}

function luminance(colour: Colour): number {
  const [red, green, blue] = colour.map((channel) => {
    const share = channel / 255;
    return share <= 0.04045 ? share / 12.92 : ((share + 0.055) / 1.055) ** 2.4;
  }) as [number, number, number];
  return 0.2126 * red + 0.7152 * green + 0.0722 * blue;
}

function parse(text: string): Colour {
  const value = Number.parseInt(text.slice(1), 16);
  return [(value >> 16) & 255, (value >> 8) & 255, value & 255];
}

function hex(colour: Colour): string {
  return `#${colour.map((channel) => channel.toString(16).padStart(2, "0")).join("")}`;
}
