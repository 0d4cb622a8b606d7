import { digest } from "../text/bytes.ts";
import { takenNames } from "./paths.ts";

/** Names of devices, which no file on Windows can have. */
const devices = /^(?:con|prn|aux|nul|com\d|lpt\d)$/;

/** The longest slug in UTF-8 bytes: file systems allow 255 for a name. */
const longest = 200;

/** In UTF-8 bytes, what no folding brings down to the longest slug: such a text is not looked at. */
const farTooLong = 10 * longest;

/** What most slugs are; they need no folding. */
const plainSlug = /^[a-z\d]+(?:-[a-z\d]+)*$/;

/**
 * Text as a slug: lower-case letters of any script with their marks, digits, and hyphens between words.
 *
 * @returns the slug, which is empty where the text has neither letters nor digits
 */
export function slugify(text: string): string {
  if (plainSlug.test(text)) return text;
  return (
    text
      .normalize("NFC")
      .toLowerCase()
      .normalize("NFC")
      // A dotted capital I comes apart when it is made small.
      .replaceAll("i\u0307", "i")
      .replace(/['’\u200c\u200d]/g, "")
      .replace(/[^\p{L}\p{M}\p{N}]+/gu, "-")
      .replace(/^[-\p{M}]+|-+$/gu, "")
  );
}

/** What is wrong with a slug, as a reason and a remedy; nothing if it is good. */
export function slugProblem(slug: string): { reason: string; remedy: string } | undefined {
  if (Buffer.byteLength(slug) > farTooLong) return tooLong(slug);
  const proposal = slugify(slug);
  const shown = JSON.stringify(slug);
  if (proposal === "") {
    return {
      reason: `the slug ${shown} has neither letters nor digits`,
      remedy: "give a `slug` of lower-case letters, digits and hyphens",
    };
  }
  if (proposal === slug.normalize("NFC") && proposal !== slug) {
    return {
      reason: `the slug ${shown} has letters and their accents apart, not in Unicode's normal form NFC`,
      remedy: "type it anew",
    };
  }
  if (proposal !== slug) {
    return {
      reason: `the slug ${shown} has other characters than lower-case letters, digits and single hyphens`,
      remedy: `write \`${proposal}\``,
    };
  }
  if (takenNames.has(slug))
    return { reason: `the slug \`${slug}\` is taken by the site's own pages`, remedy: "give another `slug`" };
  if (devices.test(slug))
    return { reason: `the slug \`${slug}\` names a device on Windows`, remedy: "give another `slug`" };
  return Buffer.byteLength(slug) > longest ? tooLong(slug) : undefined;
}

function tooLong(slug: string): { reason: string; remedy: string } {
  const reason = `the slug has ${Buffer.byteLength(slug)} bytes, the limit is ${longest}`;
  return { reason, remedy: "give a shorter `slug`" };
}

/** A slug as it stands in addresses. */
export function slugPath(slug: string): string {
  return encodeURIComponent(slug);
}

/**
 * The folder name of a topic or an author. Where the slug drops or folds anything, a digest of the name keeps `C`, `C++` and `C#`
 * apart, and names with no letters at all get a folder too.
 */
export function topicSlug(name: string): string {
  const known = topicSlugs.get(name);
  if (known !== undefined) return known;
  const slug = makeTopicSlug(name);
  topicSlugs.set(name, slug);
  return slug;
}

/** An archive names few topics, each many times. */
const topicSlugs = new Map<string, string>();

function makeTopicSlug(name: string): string {
  const slug = slugify(name).slice(0, 60).replace(/-$/, "");
  const plain = name.toLowerCase().replace(/ /g, "-");
  return slug === plain && slug !== "" ? slug : `${slug}${slug === "" ? "" : "-"}${digest(name).slice(0, 8)}`;
}
