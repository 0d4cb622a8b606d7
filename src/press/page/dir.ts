import { blockDirection } from "../text/block-direction.ts";
import type { Direction } from "../text/screen-order.ts";
import { type Html, html } from "./html.ts";

/** The attribute for a text whose direction is not that of what it stands in; else nothing. */
export function dirOf(text: string, around: Direction): Html | null {
  const own = blockDirection(text, around);
  return own === around ? null : html` dir="${own}"`;
}
