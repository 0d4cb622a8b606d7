import { readFileSync } from "node:fs";
import { articleUrl } from "../address/address.ts";
import { error, type Fault, isFault, type Place, quoted } from "../faults/fault.ts";
import { nearest } from "../faults/nearest.ts";
import { read } from "../source/utf8.ts";
import { direction } from "../text/direction.ts";
import { type Authors, loadAuthors, noAuthors } from "./authors.ts";
import { type License, readLicense } from "./license.ts";
import { siftPublicationMetadata } from "./metadata.ts";
import { metadataOrderFaults } from "./order-faults.ts";
import { type Paper, papersOf, readLanguages } from "./papers.ts";
import type { PublicationMetadata } from "./schema.ts";
import {
  type Localized,
  localize,
  type MenuItem,
  readMenu,
  readSections,
  type Section,
  textIn,
} from "./sections.ts";
import type { Locate } from "./yaml.ts";

/** The publication: its metadata with every default filled in. */
export interface Publication {
  /** Its name in its own language, or in that of the paper that it is seen as. */
  title: string;
  titles: Localized;
  /** Where the site stands, ending in a slash. */
  url: string;
  language: string;
  /** The folder of the paper in this language from the site's root, with a slash at its end; empty for the first. */
  home: string;
  /** A paper for each language, the publication's own first. */
  papers: readonly Paper[];
  description?: string | undefined;
  descriptions: Localized;
  publisher: { name: string; url: string; logo?: string | undefined };
  contact?: string | undefined;
  license?: License | undefined;
  /** Those whom it presents. */
  authors: Authors;
  /** In the order of lists and of the front page. */
  sections: readonly Section[];
  menu: readonly MenuItem[];
  /** Addresses. */
  policies: NonNullable<PublicationMetadata["policies"]>;
  /** Those policies that are pages of the publication. */
  policyPages: readonly NamedPage[];
  calendars: readonly ("gregorian" | "persian")[];
  cards: "article" | "publication" | "none";
  search: boolean;
  /** Where sponsored articles stand: see `isNews`. */
  sponsored: "apart" | "among";
  /** The one colour, as #rrggbb. */
  accent: string;
  /** Whether pages bring along letters that are scarce on readers' machines. */
  fonts: "system" | "served";
  /** What the content policy lets in besides the site. */
  policy: Origins;
  /** What programs that read the site are told. */
  robots: { ai: "allow" | "disallow" };
  fediverse?: string | undefined;
  security?: PublicationMetadata["security"];
  trust?: PublicationMetadata["trust"];
}

/** A policy that is a page: which, the page's slug, and where the metadata name it. */
export interface NamedPage {
  policy: string;
  slug: string;
  place: Place;
}

/** Origins, by what may come from them or go to them. */
export type Origins = Readonly<Record<"script" | "connect" | "form" | "frame" | "media", readonly string[]>>;

const noOrigins: Origins = { script: [], connect: [], form: [], frame: [], media: [] };

const defaultAccent = "#8b1a1a";

/** Stands for a publication whose metadata are faulty, so that the articles' faults are found in the same run. */
export const standIn: Publication = {
  title: "",
  titles: { en: "" },
  descriptions: {},
  url: "https://example.invalid/",
  language: "en",
  home: "",
  papers: papersOf(["en"]),
  publisher: { name: "", url: "" },
  authors: noAuthors,
  sections: [],
  menu: [],
  policies: {},
  policyPages: [],
  calendars: ["gregorian"],
  cards: "none",
  search: false,
  sponsored: "apart",
  accent: "#000000",
  fonts: "system",
  policy: noOrigins,
  robots: { ai: "allow" },
};

/** A file, and how messages name it. */
interface File {
  path: string;
  shown: string;
}

/**
 * Reads what the publication says of itself.
 *
 * @param metadata its metadata
 * @param authors the file of its authors, if they are asked for
 */
export function loadPublication({ path, shown }: File, authors?: File): Publication | Fault[] {
  let data: Buffer;
  try {
    data = readFileSync(path);
  } catch {
    const reason = "the publication's metadata cannot be read";
    return [error({ file: shown }, reason, "name the file with --metadata FILE")];
  }
  const source = read(shown, data);
  if (isFault(source)) return [source];
  const { metadata: written, locate, faults, refused } = siftPublicationMetadata(shown, source.text);
  const { languages, faults: languageFaults } = readLanguages(written, refused, locate);
  const [language = standIn.language] = languages;
  const metadata = { ...written, language };
  // `security.txt` needs somebody to write to (RFC 9116, 2.5.3).
  const has = (key: "security" | "contact") => metadata[key] !== undefined || refused.has(key);
  if (has("security") && !has("contact")) {
    const remedy = "add `contact: name@example.org`";
    faults.push(error(locate(["security"]), "`security` needs a `contact`", remedy));
  }
  const { sections, faults: sectionFaults } = readSections(metadata, locate);
  faults.push(...languageFaults, ...sectionFaults, ...titleFaults(metadata, locate));
  faults.push(...metadataOrderFaults(metadata, locate, direction(language)));
  const known = authors && loadAuthors(authors, language);
  faults.push(...(known?.faults ?? []));
  // Without a fault nothing was left out.
  if (faults.length > 0) return faults;
  return {
    ...complete({ ...(metadata as PublicationMetadata), language }, locate),
    language,
    home: "",
    papers: papersOf(languages),
    authors: known?.authors ?? noAuthors,
    sections,
    menu: readMenu(metadata, locate),
  };
}

/** Tells a title that the publication's own language has no words for. */
function titleFaults({ title, language }: Partial<PublicationMetadata>, locate: Locate): Fault[] {
  if (title === undefined || typeof title === "string" || language === undefined) return [];
  if (Object.hasOwn(title, language)) return [];
  return [
    error(locate(["title"]), `the title has no words in ${language}`, `add \`${language}: Some words\``),
  ];
}

/** Tells the pages that the metadata name and that are not there. */
export function pageFaults({ policyPages }: Publication, pages: readonly { slug: string }[]): Fault[] {
  const slugs = pages.map(({ slug }) => slug);
  return policyPages
    .filter(({ slug }) => !slugs.includes(slug))
    .map(({ slug, place }) => error(place, `there is no page ${quoted(slug)}`, remedyFor(slug, slugs)));
}

function remedyFor(slug: string, slugs: readonly string[]): string {
  const near = nearest(slug, slugs);
  return near === undefined ? `write pages/${slug}.md, or an address` : `did you mean \`${near}\`?`;
}

/** The publication's contact as an address that a program can open. */
export function contactAddress({ contact }: Pick<Publication, "contact">): string | undefined {
  if (contact === undefined || /^(?:https|mailto):/.test(contact)) return contact;
  return contact.includes("@") ? `mailto:${contact}` : `https://${contact}`;
}

function complete(
  metadata: PublicationMetadata & { language: string },
  locate: Locate,
): Omit<Publication, "authors" | "sections" | "menu" | "papers" | keyof Paper> {
  const address = new URL(metadata.url);
  const url = `${address.origin}${address.pathname.replace(/\/*$/, "/")}`;
  const { language, contact, policies = {}, fediverse, security, trust } = metadata;
  const titles = localize(metadata.title, language);
  const descriptions = metadata.description === undefined ? {} : localize(metadata.description, language);
  const title = textIn(titles, language).text;
  const policyPages = Object.entries(policies).flatMap(([policy, value]) =>
    value === undefined || /^https?:/i.test(value)
      ? []
      : { policy, slug: value, place: locate(["policies", policy]) },
  );
  const ownPolicies = policyPages.map(({ policy, slug }) => [policy, articleUrl({ url }, { slug })]);
  return {
    title,
    titles,
    url,
    description: textIn(descriptions, language).text || undefined,
    descriptions,
    publisher: { name: title, ...metadata.publisher, url: metadata.publisher?.url ?? url },
    contact,
    license: metadata.license === undefined ? undefined : readLicense(metadata.license),
    policies: { ...policies, ...Object.fromEntries(ownPolicies) },
    policyPages,
    calendars: metadata.calendars?.length ? metadata.calendars : ["gregorian"],
    cards: metadata.cards ?? "article",
    search: metadata.search !== "off",
    sponsored: metadata.sponsored ?? "apart",
    accent: metadata.theme?.accent ?? defaultAccent,
    fonts: metadata.theme?.fonts ?? "system",
    policy: originsOf(metadata.policy),
    robots: { ai: metadata.robots?.ai ?? "allow" },
    fediverse,
    security,
    trust,
  };
}

function originsOf(policy: PublicationMetadata["policy"]): Origins {
  const { script = [], connect = [], form = [], frame = [], media = [] } = policy ?? {};
  return { script, connect, form, frame, media };
}
