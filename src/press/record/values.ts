import { z } from "zod";
import { slugify } from "../address/slug.ts";
import { type PartKind, partKinds } from "../source/line-parts.ts";
import { turning } from "../text/screen-order.ts";
import { parseDate } from "./date.ts";
import { isLanguageTag } from "./language-tag.ts";
import { readLicense } from "./license.ts";

/*
 * What single values of metadata may be: lines of text, dates, addresses, languages, licences.
 */

/** Why a text is not what it should be, and what to write instead. */
interface Problem {
  reason: string;
  remedy?: string;
}

/** What no text holds: controls, what turns the text around it, and code points that are no characters. */
const forbidden = new RegExp(
  `[\\u0000-\\u001f\\u007f-\\u009f]|${turning.source}|[\\p{Surrogate}\\p{Noncharacter_Code_Point}]`,
  "u",
);

/** Text that a reader sees something of. */
const visible = /[\p{L}\p{N}\p{P}\p{S}]/u;

/** One line of text, or none. White space between words is folded, as a page would. */
export const line = z
  .string({ error: ({ input }) => (input === undefined ? "is missing" : "must be text") })
  .transform((value) => value.replace(/[ \t\r\n]+/g, " ").replace(/^ | $/g, ""))
  .refine((value) => !forbidden.test(value), "holds a control character");

export const text = line.refine((value) => visible.test(value), { error: "is empty", abort: true });

/** Text that a check of its own must let pass. */
export function checked(problemIn: (value: string) => Problem | undefined) {
  return text.superRefine((value, context) => {
    const problem = problemIn(value);
    if (problem)
      context.addIssue({ code: "custom", message: problem.reason, params: { remedy: problem.remedy } });
  });
}

/** Lines of a file, counted from 1. */
export const lineRange = /^[1-9]\d*(?:-[1-9]\d*)?$/;

/** What lines of a text are, by the lines. */
export const lineParts = z
  .record(
    z.string(),
    z.enum(partKinds, `must be one of ${partKinds.join(", ")}`),
    "must be a map such as {1: headline, 2-3: byline}",
  )
  .superRefine((parts, context) => {
    for (const lines of Object.keys(parts)) {
      const [first = 0, last = first] = lines.split("-").map(Number);
      if (lineRange.test(lines) && first <= last) continue;
      const message = `\`parts\`: ${JSON.stringify(lines)} are no lines`;
      const remedy = "write a line such as 2, or lines such as 2-3, and behind it what they are";
      context.addIssue({ code: "custom", message, path: [lines], params: { remedy } });
    }
  })
  .meta({ propertyNames: { pattern: lineRange.source } })
  .transform((parts) => Object.entries<PartKind>(parts).map(([lines, kind]) => ({ lines, kind })));

export const url = text.refine(isWebAddress, "must be an address that begins with https:// or http://");

/** A web address, or the slug of one of the publication's pages. */
export const addressOrPage = text.refine(
  (value) => isWebAddress(value) || !/[\s:/.]/.test(value),
  "must be an address that begins with https:// or http://, or the slug of a page",
);

/** An address, or the slug of an article. */
export const urlOrSlug = text.refine(
  (value) => isWebAddress(value) || slugify(value) === value,
  "must be a slug, or an address that begins with https:// or http://",
);

export const date = checked((value) => {
  const read = parseDate(value);
  return "reason" in read ? read : undefined;
});

export const language = checked((value) =>
  isLanguageTag(value)
    ? undefined
    : {
        reason: `${JSON.stringify(value)} is not a language tag`,
        remedy: "write a BCP 47 tag such as en, fr-CA or fa-AF",
      },
);

export const license = checked((value) =>
  readLicense(value)
    ? undefined
    : {
        reason: `${JSON.stringify(value)} is no licence`,
        remedy: "write an address or an SPDX identifier such as CC-BY-4.0",
      },
);

/** A path of the old site, as its addresses had it. */
export const oldPath = checked((value) => {
  const shown = JSON.stringify(value);
  if (!value.startsWith("/") || value.startsWith("//"))
    return {
      reason: `the old address ${shown} is no path`,
      remedy: "write what follows the site's address, beginning with `/`",
    };
  if (/[\s#\\<>"]/.test(value))
    return {
      reason: `the old address ${shown} has a character that no path has`,
      remedy: "write it as a browser's address bar has it",
    };
  return value.split(/[/?]/).some((part) => /^(?:\.|%2e){1,2}$/i.test(part))
    ? {
        reason: `the old address ${shown} has a part that leads elsewhere`,
        remedy: "write the path without `.` and `..`",
      }
    : undefined;
});

export const siteUrl = url.superRefine((value, context) => {
  if (!/[?#]/.test(value)) return;
  const message = `${JSON.stringify(value)} has a query or a fragment`;
  context.addIssue({ code: "custom", message, params: { remedy: "end it after the path" } });
});

export const contact = checked((value) =>
  /^(?:https:\/\/|mailto:)?(?!http:)[^\s@]+(?:@[^\s@]+\.[^\s@]+|\.[^\s@]+)$/.test(value)
    ? undefined
    : {
        reason: `${JSON.stringify(value)} is neither an e-mail address nor a web address`,
        remedy: "write one of the two",
      },
);

/** An origin, as a content policy names it (CSP 3, section 2.3.1). */
const origin = checked((value) => {
  if (
    /^https:\/\/[a-z0-9.-]+(?::\d+)?$/.test(value) &&
    URL.canParse(value) &&
    new URL(value).origin === value
  )
    return undefined;
  const address = /^https:\/\//i.test(value) && URL.canParse(value) ? new URL(value).origin : "https://HOST";
  return {
    reason: `${JSON.stringify(value)} is no origin`,
    remedy: `write ${address === "null" ? "https://HOST" : address}, in lower case and with nothing behind it`,
  };
});

export const colour = text.refine(
  (value) => /^#[0-9a-f]{6}$/i.test(value),
  "must be a colour such as #8a1c1c",
);

export const origins = z.array(origin, "must be a list of origins").optional();

/** The instant at which `security.txt` stops being true (RFC 9116, 2.5.5). */
export const expires = checked((value) => {
  const read = parseDate(value);
  if ("reason" in read) return read;
  if (read.instant !== undefined) return undefined;
  return {
    reason: `${JSON.stringify(value)} is a whole day`,
    remedy: `write an instant, such as ${read.day}T00:00:00Z`,
  };
});

function isWebAddress(value: string): boolean {
  return /^https?:\/\/[^\s<>"\\]+$/i.test(value) && URL.canParse(value) && new URL(value).username === "";
}
