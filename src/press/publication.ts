import { readFileSync } from "node:fs";
import { parseDate } from "./date.ts";
import { error, type Fault, type Place } from "./fault.ts";
import { isLanguageTag } from "./language-tag.ts";
import { type License, readLicense } from "./license.ts";
import { quoted, readPublicationMetadata } from "./metadata.ts";
import { isFault, read } from "./read.ts";
import type { PublicationMetadata } from "./schema.ts";

/** The publication: its metadata with every default filled in. */
export interface Publication {
  title: string;
  /** Where the site stands, ending in a slash. */
  url: string;
  language: string;
  description?: string | undefined;
  publisher: { name: string; url: string; logo?: string | undefined };
  contact?: string | undefined;
  license?: License | undefined;
  policies: NonNullable<PublicationMetadata["policies"]>;
  calendars: readonly ("gregorian" | "persian")[];
  cards: "article" | "publication" | "none";
  search: boolean;
  /** The one colour, as #rrggbb. */
  accent: string;
  fediverse?: string | undefined;
  security?: PublicationMetadata["security"];
  trust?: PublicationMetadata["trust"];
}

const defaultAccent = "#8b1a1a";

/**
 * Reads the publication's metadata.
 *
 * @param path the file's path
 * @param shown how messages name it
 */
export function loadPublication(path: string, shown: string): Publication | Fault[] {
  let data: Buffer;
  try {
    data = readFileSync(path);
  } catch {
    return [
      error(
        { file: shown },
        "the publication's metadata cannot be read",
        "name the file with --metadata FILE",
      ),
    ];
  }
  const source = read(shown, data);
  if (isFault(source)) return [source];
  const checked = readPublicationMetadata(shown, source.text);
  if (Array.isArray(checked)) return checked;
  const { metadata, locate } = checked;
  const at = (...path: string[]) => locate(path);
  const faults = [...problems(metadata, at), ...securityProblems(metadata, at)];
  return faults.length > 0 ? faults : complete(metadata);
}

function problems(metadata: PublicationMetadata, at: (key: string) => Place): Fault[] {
  const faults: Fault[] = [];
  const address = new URL(metadata.url);
  if (address.search !== "" || address.hash !== "") {
    faults.push(
      error(at("url"), `${quoted(metadata.url)} has a query or a fragment`, "end it after the path"),
    );
  }
  if (!isLanguageTag(metadata.language)) {
    faults.push(
      error(
        at("language"),
        `${quoted(metadata.language)} is not a language tag`,
        "write a BCP 47 tag such as en",
      ),
    );
  }
  if (metadata.license !== undefined && !readLicense(metadata.license)) {
    faults.push(
      error(
        at("license"),
        `${quoted(metadata.license)} is no licence`,
        "write an address or an SPDX identifier such as CC-BY-4.0",
      ),
    );
  }
  if (
    metadata.contact !== undefined &&
    !/^(?:https:\/\/|mailto:)?(?!http:)[^\s@]+(?:@[^\s@]+\.[^\s@]+|\.[^\s@]+)$/.test(metadata.contact)
  ) {
    faults.push(
      error(
        at("contact"),
        `${quoted(metadata.contact)} is neither an e-mail address nor a web address`,
        "write one of the two",
      ),
    );
  }
  return faults;
}

/** `security.txt` needs somebody to write to, and an instant at which it stops being true (RFC 9116, 2.5.3 and 2.5.5). */
function securityProblems(
  { security, contact }: PublicationMetadata,
  at: (...path: string[]) => Place,
): Fault[] {
  if (!security) return [];
  const faults: Fault[] = [];
  if (contact === undefined) {
    faults.push(error(at("security"), "`security` needs a `contact`", "add `contact: name@example.org`"));
  }
  const expires = parseDate(security.expires);
  if ("reason" in expires) {
    faults.push(error(at("security", "expires"), `\`expires\`: ${expires.reason}`, expires.remedy));
  } else if (expires.instant === undefined) {
    const remedy = `write an instant, such as ${expires.day}T00:00:00Z`;
    faults.push(
      error(at("security", "expires"), `\`expires\`: ${quoted(security.expires)} is a whole day`, remedy),
    );
  }
  return faults;
}

/** The publication's contact as an address that a program can open. */
export function contactAddress({ contact }: Pick<Publication, "contact">): string | undefined {
  if (contact === undefined || /^(?:https|mailto):/.test(contact)) return contact;
  return contact.includes("@") ? `mailto:${contact}` : `https://${contact}`;
}

function complete(metadata: PublicationMetadata): Publication {
  const address = new URL(metadata.url);
  const url = `${address.origin}${address.pathname.replace(/\/*$/, "/")}`;
  const { title, language, description, contact, policies, fediverse, security, trust } = metadata;
  return {
    title,
    url,
    language,
    description,
    publisher: { name: title, ...metadata.publisher, url: metadata.publisher?.url ?? url },
    contact,
    license: metadata.license === undefined ? undefined : readLicense(metadata.license),
    policies: policies ?? {},
    calendars: metadata.calendars?.length ? metadata.calendars : ["gregorian"],
    cards: metadata.cards ?? "article",
    search: metadata.search !== "off",
    accent: metadata.theme?.accent ?? defaultAccent,
    fediverse,
    security,
    trust,
  };
}
