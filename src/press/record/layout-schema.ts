import { z } from "zod";
import { slugProblem } from "../address/slug.ts";
import { kindSchema } from "./kinds.ts";
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
export const localized = z.union(
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

/** `theme` of the publication's metadata. */
export const themeSchema = z.strictObject({
  accent: colour.optional().describe("The one colour, as #rrggbb."),
  fonts: z
    .enum(["system", "served"], "must be `system` or `served`")
    .optional()
    .describe(
      "Whether pages in Urdu, Pashto and Dari bring letters along that many machines lack. Default: system.",
    ),
});

/** An author in `authors.yaml`, by an id. */
export const authorSchema = z.strictObject({
  name: text.describe("The name as it is to stand in bylines."),
  role: localized.optional().describe("What the author does, such as Harbour editor; or in each language."),
  about: localized.optional().describe("One line about the author; or one in each language."),
  portrait: text.optional().describe("A picture beside authors.yaml."),
  url: url.optional().describe("The author's own page."),
  same: z
    .array(url, "must be a list of addresses")
    .optional()
    .describe("Where else on the web the author is: profiles, accounts."),
});

/** `authors.yaml`, for editors: a map of ids. */
export const authorsSchema = z.record(z.string().regex(/^[^\sA-Z]+$/), authorSchema);

/** A text as metadata give it. */
export type WrittenText = z.output<typeof localized>;

const block = z
  .strictObject({
    section: text.optional().describe("The name of a section, whose newest articles are shown."),
    topic: text.optional().describe("A topic, whose newest articles are shown."),
    series: text.optional().describe("The name of a series, whose newest parts are shown."),
    kind: kindSchema.optional().describe("A kind, such as opinion, whose newest articles are shown."),
    articles: z.array(text, "must be a list of slugs").optional().describe("Slugs of articles."),
    title: text
      .optional()
      .describe("What stands above the block. Default: the section's or the topic's name."),
    count: text
      .refine((value) => /^[1-9]\d?$/.test(value), "must be a number from 1 to 99")
      .optional()
      .describe("How many articles of a section or a topic. Default: 3."),
    pictures: z
      .enum(["true", "false"], "must be `true` or `false`")
      .optional()
      .describe("Whether the block's first story has its picture. Default: true."),
  })
  .refine(
    ({ section, topic, series, kind, articles }) =>
      [section, topic, series, kind, articles].filter((one) => one !== undefined).length === 1,
    "must have one of `section`, `topic`, `series`, `kind` and `articles`",
  );

/** `front.yaml`. */
export const frontSchema = z.strictObject({
  lead: text.optional().describe("The slug of the article that leads. Default: the newest."),
  blocks: z
    .array(
      block,
      "must be a list of blocks, each with a `section`, a `topic`, a `series`, a `kind` or `articles`",
    )
    .optional()
    .describe("What follows, in this order. Default: each section."),
  notice: text.optional().describe("A line at the top of the front page, until it is taken out."),
});
