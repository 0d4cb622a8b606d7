import { readFileSync, statSync } from "node:fs";
import { join } from "node:path";
import { error, type Fault, isFault, quoted } from "../faults/fault.ts";
import { readArticleMetadata } from "../record/metadata.ts";
import type { ArticleMetadata } from "../record/schema.ts";
import { readMarkdown } from "../source/markdown.ts";
import { read } from "../source/utf8.ts";
import { decodeXml } from "./decode.ts";
import { readFeed } from "./feed.ts";
import { type Copies, type Copy, readFile, readFolder } from "./folder.ts";
import { isForeign } from "./metadata.ts";
import type { Loss, Picture, Reading, Story } from "./story.ts";
import { toMarkdown } from "./to-markdown.ts";
import { type NewFile, type Shelf, takeName, toMarkdownFile, toYaml, writeFiles } from "./write.ts";
import { isWxr, readWxr } from "./wxr.ts";
import { parseXml } from "./xml.ts";

/** What came of one file or folder. */
export interface Imported {
  /** As it was named on the command line. */
  file: string;
  /** What it turned out to be, for people; empty if that could not be told. */
  kind: string;
  /** The articles that were written, by the paths of their texts. */
  written: string[];
  /** How many of them are drafts. */
  drafts: number;
  /** Files that were there before and stay as they are, each with what would have gone there. */
  leftAlone: { path: string; what: string }[];
  losses: Loss[];
  /** Pictures, each with the article it belongs to. */
  pictures: (Picture & { article: string })[];
  faults: Fault[];
}

/**
 * Imports a WordPress export, a feed, a folder of wire copy or a file of it. What cannot be read or carried is told, and the rest goes on.
 *
 * @param file a path
 * @param shelf where the articles go
 * @param date the day of texts that tell none, `YYYY-MM-DD`
 */
export function importFile(file: string, shelf: Shelf, date?: string): Imported {
  const imported: Imported = {
    file,
    kind: "",
    written: [],
    drafts: 0,
    leftAlone: [],
    losses: [],
    pictures: [],
    faults: [],
  };
  const found = readAny(file);
  if (isFault(found)) imported.faults.push(found);
  else if ("copies" in found) {
    imported.kind = "wire copy";
    imported.losses.push(...found.losses);
    imported.faults.push(...found.faults);
    for (const copy of found.copies) importCopy(copy, shelf, date, imported);
  } else {
    imported.kind = found.kind;
    imported.losses.push(...found.losses);
    for (const story of found.stories) importStory(story, shelf, date, imported);
  }
  return imported;
}

function readAny(file: string): Reading | Copies | Fault {
  try {
    if (statSync(file).isDirectory()) return readFolder(file);
    return /\.txt$/i.test(file) ? readFile(file) : readExport(file, readFileSync(file));
  } catch (thrown) {
    const reason =
      thrown instanceof Error ? thrown.message.replace(/^(\w+: [^,]*),.*$/, "$1") : String(thrown);
    return error({ file }, `cannot be read: ${reason}`, "check the path and its permissions");
  }
}

function readExport(file: string, data: Buffer): Reading | Fault {
  const text = decodeXml(file, data);
  if (typeof text !== "string") return text;
  if (/^\s*\{/.test(text))
    return error({ file }, "this is JSON", "import the site's RSS or Atom feed, or its WordPress export");
  const document = parseXml(file, text);
  if (isFault(document)) return document;
  if (isWxr(document)) return readWxr(file, text, document);
  const root = document.children.find((node) => "attribs" in node);
  const name = root && "name" in root ? root.name : "";
  if (!/(?:^|:)(?:rss|feed|RDF)$/.test(name)) {
    return error(
      { file },
      `\`<${name}>\` begins neither a WordPress export nor a feed`,
      "import an .xml file of one of these kinds",
    );
  }
  return readFeed(file, text, document);
}

function importCopy(copy: Copy, shelf: Shelf, date: string | undefined, imported: Imported): void {
  if (copy.date === undefined && date === undefined) {
    imported.faults.push(
      error(
        { file: copy.file, line: 1, column: 1 },
        "the text tells no date",
        "give one with --date YYYY-MM-DD",
      ),
    );
    return;
  }
  const { name, taken } = takeName(shelf, [copy.name]);
  if (taken !== undefined) {
    imported.leftAlone.push({ path: join(shelf.folder, taken), what: copy.file });
    return;
  }
  const metadata =
    copy.date === undefined && date !== undefined ? [{ name: `${name}.yaml`, data: toYaml({ date }) }] : [];
  write([{ name: `${name}.txt`, data: copy.data }, ...metadata], shelf, copy.file, imported);
}

function importStory(story: Story, shelf: Shelf, date: string | undefined, imported: Imported): void {
  const made = compose(story, date);
  if ("faults" in made) imported.faults.push(...made.faults);
  if (!("markdown" in made)) {
    imported.losses.push(...made.losses);
    return;
  }
  const { metadata, markdown, losses, pictures } = made;
  const { name, taken } = takeName(shelf, [story.name ?? "", metadata.headline, metadata.date.slice(0, 10)]);
  if (taken !== undefined) {
    imported.leftAlone.push({ path: join(shelf.folder, taken), what: metadata.headline });
    return;
  }
  const file = { name: `${name}.md`, data: toMarkdownFile(metadata, markdown) };
  const article = join(shelf.folder, file.name);
  const refusals = check(article, file.data).map(({ reason, remedy }) => refusal(story, reason, remedy));
  imported.faults.push(...refusals);
  if (refusals.length > 0 || !write([file], shelf, story.place.file, imported)) return;
  if (metadata.status === "draft") imported.drafts += 1;
  imported.losses.push(...losses);
  imported.pictures.push(...pictures.map((picture) => ({ ...picture, article })));
}

/** An article that is ready to be written. */
interface Composed {
  metadata: ArticleMetadata & { headline: string; date: string };
  markdown: string;
  losses: Loss[];
  pictures: Picture[];
}

/** A story as an article, or what keeps it from being one. */
function compose(
  story: Story,
  date: string | undefined,
): Composed | { losses: Loss[] } | { faults: Fault[]; losses: Loss[] } {
  const refuse = (reason: string, remedy: string) => ({
    faults: [refusal(story, reason, remedy)],
    losses: [],
  });
  const converted = convert(story);
  if (typeof converted === "string") return refuse(converted, "mend it on the old site and export again");
  const { markdown, difference } = converted;
  const losses = [...story.losses, ...converted.losses];
  const what = story.headline || story.name || "(no title)";
  if (markdown === "") {
    const pictures = [...story.pictures, ...converted.pictures].map(({ src }) => src);
    const kind = "entries with no text";
    return { losses: [...losses, { kind, place: story.place, what: [what, ...pictures].join("; ") }] };
  }
  if (difference) {
    const { expected, found } = difference;
    return refuse(
      `its Markdown would read ${quoted(found)} for ${quoted(expected)}`,
      "write this article by hand",
    );
  }
  const day = story.metadata.date ?? date;
  if (day === undefined) return refuse("it has no date that can be read", "give one with --date YYYY-MM-DD");
  const headline = story.headline || firstWords(markdown);
  const { language } = story.metadata;
  if (language !== undefined && isForeign(markdown, language)) {
    losses.push({ kind: `languages to correct (the export says ${language})`, place: story.place, what });
  }
  if (story.headline === "") {
    losses.push({ kind: "headlines (the text's first words serve)", place: story.place, what: headline });
  }
  return {
    metadata: { ...story.metadata, headline, date: day },
    markdown,
    losses,
    pictures: [...story.pictures, ...converted.pictures],
  };
}

function refusal(story: Story, reason: string, remedy?: string): Fault {
  const title = story.headline || story.name || "";
  return error(story.place, title === "" ? reason : `${quoted(title)}: ${reason}`, remedy);
}

/** A body as Markdown, or why there is none: HTML that nests thousands deep is past every parser. */
function convert(story: Story): ReturnType<typeof toMarkdown> | string {
  try {
    return toMarkdown(story.html, story);
  } catch (thrown) {
    if (thrown instanceof RangeError) return "its HTML is nested too deep";
    throw thrown;
  }
}

/** Every fault that a build would find in an article's file. */
function check(shown: string, data: string): Fault[] {
  const source = read(shown, Buffer.from(data));
  if (isFault(source)) return [source];
  const parts = readMarkdown(source);
  if (isFault(parts)) return [parts];
  const metadata = readArticleMetadata(shown, parts.frontMatter?.text ?? "", parts.frontMatter?.line);
  return Array.isArray(metadata) ? metadata : [];
}

/** The longest headline that is made of a text, in characters. */
const longestHeadline = 80;

function firstWords(markdown: string): string {
  const line = markdown.replace(/^[^\p{L}\p{N}]+/u, "").split("\n")[0] ?? "";
  const text = line.replace(/\\(?=[!-/:-@[-`{-~])|[*_`[\]]|\]\([^)]*\)/g, "");
  if (text.length <= longestHeadline) return text || "Untitled";
  return `${text.slice(0, longestHeadline).replace(/\s+\S*$/, "")}…`;
}

function write(files: NewFile[], shelf: Shelf, from: string, imported: Imported): boolean {
  const path = join(shelf.folder, files[0]?.name ?? "");
  try {
    writeFiles(shelf.folder, files);
    imported.written.push(path);
    return true;
  } catch (thrown) {
    if (thrown instanceof Error && "code" in thrown && thrown.code === "EEXIST")
      imported.leftAlone.push({ path, what: from });
    else
      imported.faults.push(
        error(
          { file: from },
          `${path} cannot be written: ${thrown instanceof Error ? thrown.message : thrown}`,
          "check the folder",
        ),
      );
    return false;
  }
}
