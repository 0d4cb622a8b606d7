import { z } from "zod";
import { slugProblem } from "../address/slug.ts";
import { isLanguageTag } from "../record/language-tag.ts";

/** One article in `proof.json`. */
export interface ProofRecord {
  slug: string;
  /** The headline, by which the next edition tells a change; absent where an earlier version of the press wrote the file. */
  headline?: string | undefined;
  /** The source's place, relative to the site's root: `SLUG/source.txt`. */
  source: string;
  form: "wire" | "markdown";
  /** SHA-256 of the source, hexadecimal, as `sha256sum` prints it. */
  sha256: string;
  /** The source's size in bytes. */
  bytes: number;
  /** The words of the source's text: runs of characters between white space. */
  words?: number | undefined;
  /** Its characters in their place, where its script has no spaces. */
  characters?: number | undefined;
  /** SHA-256 of the page. */
  page: string;
}

/** `proof.json`: what was proved of a site. */
export interface ProofFile {
  version: 1;
  /** The version of Stet that made the site. */
  press: string;
  /** Whether it is an edition for editors, with drafts. */
  drafts?: true;
  /** The languages of its papers, the publication's own first, where it has several. */
  languages?: readonly string[];
  /** The articles, sorted by slug, by code unit. */
  articles: ProofRecord[];
  totals: { articles: number; words: number; characters?: number; lost: 0; added: 0; changed: 0 };
}

/**
 * Writes `proof.json`: an article to a line, so that two versions can be compared by eye.
 *
 * @param press the version of Stet that made the site
 * @param drafts whether it is an edition for editors
 * @param languages those of its papers
 */
export function proofFile(
  records: readonly ProofRecord[],
  press: string,
  { drafts = false, languages = [] }: { drafts?: boolean; languages?: readonly string[] } = {},
): string {
  const sorted = [...records].sort((a, b) => (a.slug < b.slug ? -1 : 1));
  const totals = { articles: sorted.length, ...sumOf(sorted), lost: 0, added: 0, changed: 0 };
  const lines = sorted.map(({ slug, headline, source, form, sha256, bytes, words, characters, page }) =>
    JSON.stringify({ slug, headline, source, form, sha256, bytes, words, characters, page }),
  );
  const papers = languages.length > 1 ? `,"languages":${JSON.stringify(languages)}` : "";
  return `{"version":1,"press":${JSON.stringify(press)}${drafts ? ',"drafts":true' : ""}${papers},"articles":[\n${lines.join(",\n")}\n],"totals":${JSON.stringify(totals)}}\n`;
}

/** How long articles are together; characters only where some are counted in them. */
export function sumOf(records: readonly Pick<ProofRecord, "words" | "characters">[]): {
  words: number;
  characters?: number;
} {
  const words = records.reduce((sum, record) => sum + (record.words ?? 0), 0);
  const characters = records.reduce((sum, record) => sum + (record.characters ?? 0), 0);
  return { words, ...(characters > 0 && { characters }) };
}

const digestText = z.string().regex(/^[0-9a-f]{64}$/);
const count = z.number().int().nonnegative();

/** What a `proof.json` must be for `verify` to believe that Stet wrote it. */
export const proofShape = z.object({
  version: z.literal(1),
  press: z.string().optional(),
  drafts: z.literal(true).optional(),
  languages: z.array(z.string().refine(isLanguageTag)).optional(),
  articles: z.array(
    z
      .object({
        slug: z.string().refine((slug) => slugProblem(slug) === undefined),
        headline: z.string().optional(),
        source: z.string(),
        form: z.enum(["wire", "markdown"]),
        sha256: digestText,
        bytes: count,
        words: count.optional(),
        characters: count.optional(),
        page: digestText,
      })
      .refine(({ words, characters }) => (words === undefined) !== (characters === undefined))
      .refine(({ slug, source, form }) => source === `${slug}/source.${form === "wire" ? "txt" : "md"}`),
  ),
  totals: z.object({ articles: count, words: count, characters: count.optional() }),
});
