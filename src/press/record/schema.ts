import { z } from "zod";
import { slugProblem } from "../address/slug.ts";
import { kindSchema, seriesSchema } from "./kinds.ts";
import { localized, menuSchema, sectionsSchema, themeSchema } from "./layout-schema.ts";
import { liveSchema } from "./live-schema.ts";
import { obituarySchema } from "./obituary.ts";
import {
  addressOrPage,
  checked,
  contact,
  date,
  expires,
  language,
  license,
  line,
  lineParts,
  lineRange,
  oldPath,
  origins,
  siteUrl,
  text,
  url,
  urlOrSlug,
} from "./values.ts";

/*
 * What the two metadata files may say. Types, checks and the editors' JSON Schemas all come from here. Every value is text,
 * a list or a map of text: YAML is read so that nothing turns into anything else by itself.
 */

const person = z.strictObject({
  name: text.describe("The name as it is to stand in the byline."),
  url: url.optional().describe("The author's own page."),
});

const correction = z.strictObject({
  date: date.describe("When the article was corrected: YYYY-MM-DD."),
  text: text.describe("What was wrong, in a sentence, as readers are to see it."),
  was: text.optional().describe("The words that stood there. They must not stand in the article any more."),
  now: text.optional().describe("The words that stand there instead. They must stand in the article."),
});

/** `src/articles/NAME.yaml`, or the front matter of `NAME.md`. */
export const articleSchema = z.strictObject({
  headline: text.optional().describe("The headline. Without it, the first sentence of the text serves."),
  standfirst: text.optional().describe("One or two sentences under the headline."),
  date: date
    .optional()
    .describe("YYYY-MM-DD, or a full ISO 8601 instant with offset. Needed if the text has none."),
  updated: date.optional().describe("When the article last changed in substance; never before its date."),
  authors: z
    .array(
      z.union([text, person], "must be a name, an id of authors.yaml, or a `name` and a `url`"),
      "must be a list of authors",
    )
    .optional()
    .describe("Who wrote it, in the order of the byline: names, or ids of authors.yaml."),
  dateline: text.optional().describe("The place of filing, such as KABUL."),
  section: text.optional().describe("The section of the publication."),
  kind: kindSchema
    .optional()
    .describe("What it is, where it is no news: readers are told, and so are machines. Default: news."),
  sponsor: text.optional().describe("Who paid for it, of `kind: sponsored`."),
  warning: text
    .optional()
    .describe("What readers should know before they read on, such as: Tells of violence."),
  obituary: obituarySchema.optional().describe("Of whom an article of `kind: obituary` is."),
  live: liveSchema.optional().describe("More of an article of `kind: live`."),
  contents: z
    .enum(["true", "false"], "must be `true` or `false`")
    .optional()
    .describe("Whether a list of its headings stands above the text."),
  series: seriesSchema.optional().describe("The series that it is a part of."),
  topics: z.array(text, "must be a list").optional().describe("What it is about: each topic gets a page."),
  language: language.optional().describe("BCP 47 tag, such as en or fa-AF. Default: the publication's."),
  source: z
    .strictObject({
      name: text.describe("The source's name."),
      url: url.optional().describe("The original's address."),
    })
    .optional()
    .describe("Whom the text came from."),
  image: z
    .strictObject({
      src: text.describe("A file beside the article."),
      alt: line.describe("What the image shows, for those who cannot see it."),
      caption: text.optional().describe("The caption."),
      credit: text.optional().describe("Whose picture it is."),
      copyright: text.optional().describe("Who has the rights to it, such as © 2026 Ada Marsh."),
      license: license.optional().describe("What others may do with it: an address or an SPDX identifier."),
      licensing: url.optional().describe("Where a licence for it can be had."),
    })
    .optional()
    .describe("The lead image."),
  corrections: z
    .array(correction, "must be a list of corrections, each with a `date` and a `text`")
    .optional()
    .describe("Corrections, shown on the article and in the log."),
  slug: checked(slugProblem)
    .optional()
    .describe("The article's folder on the site. Default: the file's name."),
  status: z
    .enum(["published", "draft", "withdrawn"], "must be `published`, `draft` or `withdrawn`")
    .optional()
    .describe("A draft is never built into the site; of what is withdrawn the address stays, with a notice."),
  withdrawal: z
    .strictObject({
      date: date.describe("When the article was withdrawn: YYYY-MM-DD."),
      text: text.describe("Why, in a sentence, as readers are to see it."),
      keep: z
        .enum(["true", "false"], "must be `true` or `false`")
        .optional()
        .describe(
          "Whether the text stays below the notice. Default: false, and its source is not served either.",
        ),
    })
    .optional()
    .describe("The notice of an article with `status: withdrawn`."),
  license: license.optional().describe("An address or an SPDX identifier. Default: the publication's."),
  aliases: z
    .array(oldPath, "must be a list of paths")
    .optional()
    .describe(
      "The paths below the site's address where the article stood before, such as /2019/05/old-name/.",
    ),
  translations: z
    .array(
      z.strictObject({
        language: language.describe("BCP 47 tag of the translation."),
        url: urlOrSlug.describe("Its address, or its slug if it is an article of this publication."),
      }),
      "must be a list of `language` and `url`",
    )
    .optional()
    .describe("The same article in other languages."),
  paragraphs: z
    .enum(["blank", "indent", "lines", "verse"], "must be `blank`, `indent`, `lines` or `verse`")
    .optional()
    .describe(
      "Wire copy only: what parts paragraphs, blank lines, indents or every line end; verse keeps its line ends.",
    ),
  parts: lineParts
    .optional()
    .describe(
      "Wire copy only: what lines of the text's file are that are no body, counted from 1, as in {1: headline, 2-3: byline}.",
    ),
  withhold: z
    .array(
      z
        .strictObject({
          lines: text
            .refine((value) => lineRange.test(value), "must be a line such as 12, or lines such as 12-14")
            .optional()
            .describe("Lines of the text's file, counted from 1: 12, or 12-14."),
          words: text.optional().describe("Exact words, wherever they stand in the text."),
        })
        .refine(
          ({ lines, words }) => (lines === undefined) !== (words === undefined),
          "must have either `lines` or `words`",
        ),
      "must be a list of `lines` or `words`",
    )
    .optional()
    .describe(
      "What of the text must not be published: a mark stands in its place, in the served source, too.",
    ),
  acknowledge: z
    .array(text, "must be a list")
    .optional()
    .describe(
      "Warnings that an editor has read and that are to be silent: what each of them says to add here.",
    ),
});

/** `_data/metadata.yaml`. */
export const publicationSchema = z.strictObject({
  title: localized.describe("The publication's name; or its name in each of its languages."),
  url: siteUrl.describe("Where the site will stand. Its path is the site's base path."),
  language: language
    .optional()
    .describe("BCP 47 tag of the publication's language. Needed without `languages`."),
  languages: z
    .array(language, "must be a list of languages")
    .optional()
    .describe(
      "BCP 47 tags: each language is a paper, with a front page, lists and feeds. The first is the publication's.",
    ),
  description: localized
    .optional()
    .describe("One sentence about the publication; or one in each of its languages."),
  publisher: z
    .strictObject({
      name: text.describe("Who publishes."),
      url: url.optional().describe("The publisher's own site. Default: the publication's."),
      logo: url.optional().describe("The address of the publisher's logo."),
    })
    .optional()
    .describe("Who publishes. Default: the publication itself."),
  contact: contact
    .optional()
    .describe("An e-mail address or a web address for readers and for security reports."),
  license: license
    .optional()
    .describe("An address or an SPDX identifier for all articles that name no other."),
  sections: sectionsSchema.optional().describe("The sections, in the order of lists and of the front page."),
  menu: menuSchema.optional().describe("What stands in the head of every page, in this order."),
  policies: z
    .strictObject({
      principles: addressOrPage.optional().describe("Publishing principles."),
      corrections: addressOrPage.optional().describe("How corrections are made."),
      ethics: addressOrPage.optional().describe("The code of ethics."),
      verification: addressOrPage.optional().describe("How facts are checked."),
      masthead: addressOrPage.optional().describe("Who works here."),
      ownership: addressOrPage.optional().describe("Who owns and funds the publication."),
    })
    .optional()
    .describe("Where the publication's policies stand: addresses, or slugs of its pages."),
  calendars: z
    .array(
      z.enum(["gregorian", "persian"], "must be `gregorian` or `persian`"),
      "must be a list of calendars",
    )
    .optional()
    .describe("The calendars that dates are shown in. Default: gregorian."),
  cards: z
    .enum(["article", "publication", "none"], "must be `article`, `publication` or `none`")
    .optional()
    .describe(
      "The picture that link previews show: one for each article (the default), one for all, or none.",
    ),
  search: z
    .enum(["on", "off"], "must be `on` or `off`")
    .optional()
    .describe("Whether the site has a search page. Default: on."),
  sponsored: z
    .enum(["apart", "among"], "must be `apart` or `among`")
    .optional()
    .describe(
      "Whether sponsored articles stand among the news in feeds, in the news sitemap and on the front page. Default: apart.",
    ),
  theme: themeSchema.optional().describe("How the publication looks."),
  policy: z
    .strictObject({
      script: origins.describe("Where scripts of theme/head.html may come from."),
      connect: origins.describe("Where scripts may send to and read from."),
      form: origins.describe("Where forms may send to."),
      frame: origins.describe("Whose pages may stand in a frame."),
      media: origins.describe("Where sound and moving pictures may come from."),
    })
    .optional()
    .describe("Origins that the content policy lets in besides the site, such as https://stats.example.org."),
  robots: z
    .strictObject({
      ai: z
        .enum(["allow", "disallow"], "must be `allow` or `disallow`")
        .optional()
        .describe("Whether crawlers that gather texts to train models may read the site. Default: allow."),
    })
    .optional()
    .describe("What programs that read the site are told."),
  fediverse: text.optional().describe("The publication's handle, such as @name@example.social."),
  security: z
    .strictObject({
      expires: expires.describe("Until when security.txt holds: an ISO 8601 instant (RFC 9116, 2.5.5)."),
      policy: url.optional().describe("The address of the disclosure policy."),
    })
    .optional()
    .describe("With `contact`, makes .well-known/security.txt."),
  trust: z
    .strictObject({
      member: z
        .array(url, "must be a list of addresses")
        .optional()
        .describe("An association's own members."),
      belongto: z
        .array(url, "must be a list of addresses")
        .optional()
        .describe("Associations the publisher belongs to."),
      control: z
        .array(url, "must be a list of addresses")
        .optional()
        .describe("Sites the publisher controls."),
      controlledby: url.optional().describe("Who controls the publisher."),
      social: z
        .array(url, "must be a list of addresses")
        .optional()
        .describe("The publisher's own accounts."),
      disclosure: url.optional().describe("Where the publisher discloses its interests."),
    })
    .optional()
    .describe("Makes .well-known/trust.txt (JournalList)."),
});

/** An article's metadata as a maintainer writes them. */
export type ArticleMetadata = z.output<typeof articleSchema>;

/** The publication's metadata as a maintainer writes them. */
export type PublicationMetadata = z.output<typeof publicationSchema>;
