import { z } from "zod";
import { slugProblem } from "../address/slug.ts";
import { checked, colour, language, oldPath, text, url } from "./values.ts";

/*
 * What a publication says besides its articles: its pages. As with `schema.ts`, types, checks and the editors' JSON Schemas come from here.
 */

/** The front matter of `pages/NAME.md`. */
export const pageSchema = z.strictObject({
  title: text
    .optional()
    .describe("The page's headline. Without it, the heading that begins the text serves."),
  description: text.optional().describe("One sentence for search engines and link previews."),
  language: language
    .optional()
    .describe("BCP 47 tag, such as en or fa-AF. Default: the folder's, or the publication's."),
  slug: checked(slugProblem).optional().describe("The page's folder on the site. Default: the file's name."),
  aliases: z
    .array(oldPath, "must be a list of paths")
    .optional()
    .describe("The paths below the site's address where the page stood before, such as /about-us.html."),
});

/** A text, or one for each language. */
const localized = z.union(
  [text, z.record(language, text)],
  "must be a text, or a text for each language such as `en`",
);

/** `sections` of the publication's metadata. */
export const sectionsSchema = z.array(
  z.strictObject({
    name: localized.describe("The section's name, as articles have it; or its name in each language."),
    description: localized.optional().describe("One sentence about the section, for its page."),
    accent: colour.optional().describe("The section's colour, as #rrggbb. Default: the publication's."),
  }),
  "must be a list of sections, each with a `name`",
);

/** `menu` of the publication's metadata. */
export const menuSchema = z.array(
  z.union(
    [text, z.strictObject({ title: localized, url })],
    "must be the name of a section, the slug of a page, or a `title` and a `url`",
  ),
  "must be a list of sections, pages and addresses",
);

/** A text as metadata give it. */
export type WrittenText = z.output<typeof localized>;
