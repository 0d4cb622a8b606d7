/*
 * The public face: what programs, and themes, may ask of the press.
 */

export type { ArticleEndInput, FrontPageInput, PartInput, Parts } from "./press/site/parts.ts";
export type { Html, Value } from "./press/text/html.ts";
