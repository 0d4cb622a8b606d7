import { fold } from "../text/white-space.ts";
import type { Work } from "./tidy-work.ts";
import { visibleText } from "./visible-text.ts";
import type { Node } from "./xml.ts";

/** The text of nodes as a browser shows it, on one line. */
export function excerpt(nodes: readonly Node[], work: Work): string {
  return fold(visibleText(nodes, work.notes));
}

/** A text as reports show it. */
export function shortened(text: string): string {
  return text.length > 160 ? `${text.slice(0, 160)}…` : text;
}
