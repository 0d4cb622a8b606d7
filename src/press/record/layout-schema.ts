import { z } from "zod";
import { slugProblem } from "../address/slug.ts";
import { checked, language, oldPath, text } from "./values.ts";

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
