import { Parser } from "htmlparser2";
import { foldSpace } from "../account/words.ts";

/** What a page says of an article, and where: each place that its metadata are said to stand in. */
export type Saying = readonly [
  place: string,
  field: "headline" | "standfirst" | "published" | "byline",
  value: string,
];

/** An article in a list. */
export interface Entry {
  href: string;
  headline: string;
  standfirst: string;
  /** Empty where the entry tells no date: it is one of a list of lists then. */
  published: string;
}

/** What the head says by its `meta` elements. */
const metas: Readonly<Record<string, Saying[1]>> = {
  "og:title": "headline",
  "DC.title": "headline",
  "og:description": "standfirst",
  description: "standfirst",
  "article:published_time": "published",
  "DC.date.issued": "published",
};

/** What an article's header says by its classes. */
const classes: Readonly<Record<string, Saying[1]>> = {
  "h1 p-name": "headline",
  "p p-summary": "standfirst",
  "a p-name": "byline",
  // Of a withdrawn article an author's name leads nowhere.
  "span p-name": "byline",
};

type Attributes = { [name: string]: string };

/** What a page says of its article in its head and above its text; of a page with a body, the front page too. */
export function sayingsOf(html: string): Saying[] {
  const sayings: Saying[] = [];
  /** What is being read: its place, its field and its text. */
  let reading: { place: string; field: Saying[1] | "data"; text: string; depth: number } | undefined;
  let depth = 0;
  const parser = new Parser({
    onopentag: (name, attributes) => {
      depth++;
      const property = attributes.property ?? saidIn(attributes, "name");
      const meta = metas[property];
      if (name === "meta" && meta) sayings.push([property, meta, saidIn(attributes, "content")]);
      if (name === "time" && hasClass(attributes, "dt-published"))
        sayings.push(["time.dt-published", "published", saidIn(attributes, "datetime")]);
      const [place, field] = headerPlace(name, attributes);
      if (field) reading = { place, field, text: "", depth };
      if (attributes.type === "application/ld+json")
        reading = { place: "JSON-LD", field: "data", text: "", depth };
      if (hasClass(attributes, "e-content")) parser.pause();
    },
    ontext: (text) => {
      if (reading) reading.text += text;
    },
    onclosetag: () => {
      if (reading?.depth === depth) {
        const { place, field, text } = reading;
        if (field === "data") sayings.push(...dataSayings(text));
        else sayings.push([place, field, foldSpace(text)]);
        reading = undefined;
      }
      depth--;
    },
  });
  parser.write(html);
  return sayings;
}

/** What an attribute says, which may be missing. */
function saidIn(attributes: Attributes, name: string): string {
  return attributes[name] ?? "";
}

function hasClass(attributes: Attributes, name: string): boolean {
  return saidIn(attributes, "class").split(" ").includes(name);
}

function headerPlace(name: string, attributes: Attributes): [string, Saying[1] | undefined] {
  for (const written of saidIn(attributes, "class").split(" ")) {
    const field = classes[`${name} ${written}`];
    if (field) return [`${name}.${written}`, field];
  }
  return ["", undefined];
}

function dataSayings(text: string): Saying[] {
  const data = parsed(text);
  if (data === undefined || !("headline" in data)) return [];
  const fields = [
    ["headline", "headline"],
    ["description", "standfirst"],
    ["datePublished", "published"],
  ] as const;
  return fields.flatMap(([key, field]) =>
    key in data ? [[`JSON-LD ${key}`, field, String(data[key])] as const] : [],
  );
}

function parsed(text: string): Record<string, unknown> | undefined {
  try {
    const value: unknown = JSON.parse(text);
    return typeof value === "object" && value !== null ? { ...value } : undefined;
  } catch {
    return undefined;
  }
}

/** The folder of the section's list to which an article's label leads. */
export function sectionFolder(html: string): string | undefined {
  const path = /<p class="section"><a href="\.\.\/((?:[^"/.]+\/)?sections\/[^"/]+\/)index\.html">/.exec(
    html,
  )?.[1];
  return path && decodeURI(path);
}

/** The articles that a page names: the items of `ul.list`, and the stories of the front page. */
export function entriesOf(html: string): Entry[] {
  const entries: Entry[] = [];
  let lists = 0;
  let entry: Entry | undefined;
  let field: "headline" | "standfirst" | undefined;
  /** In a story the headline is a heading; in an item, the first link. */
  let inStory = false;
  const begin = (isStory: boolean) => {
    entry = { href: "", headline: "", standfirst: "", published: "" };
    inStory = isStory;
  };
  const end = () => {
    if (!entry) return;
    const { headline, standfirst } = entry;
    entries.push({ ...entry, headline: foldSpace(headline), standfirst: foldSpace(standfirst) });
    entry = undefined;
  };
  let heading = false;
  const parser = new Parser({
    onopentag: (name, attributes) => {
      if (name === "article" && hasClass(attributes, "story")) begin(true);
      if (name === "ul" && (lists > 0 || hasClass(attributes, "list"))) lists++;
      if (name === "li" && lists > 0) begin(false);
      if (!entry) return;
      if (isHeading(name)) heading = true;
      if (name === "a" && entry.href === "" && (heading || !inStory)) {
        entry.href = saidIn(attributes, "href");
        field = "headline";
      }
      if (name === "p" && (!inStory || hasClass(attributes, "deck"))) field = "standfirst";
      if (name === "time") entry.published = saidIn(attributes, "datetime");
    },
    ontext: (text) => {
      if (entry && field) entry[field] += text;
    },
    onclosetag: (name) => {
      if (name === "a" || name === "p") field = undefined;
      if (isHeading(name)) heading = false;
      if (name === (inStory ? "article" : "li")) end();
      if (name === "ul" && lists > 0) lists--;
    },
  });
  parser.end(html);
  return entries;
}

/** The articles that lead on from an article's page; it tells no standfirst of them. */
export function moreEntries(html: string): Entry[] {
  const start = html.indexOf('<section class="more-on">');
  return start < 0 ? [] : entriesOf(html.slice(start, html.indexOf("</section>", start)));
}

function isHeading(name: string): boolean {
  return name === "h2" || name === "h3";
}
