import { readFileSync } from "node:fs";
import { basename, extname, join } from "node:path";
import { DateTime } from "luxon";
import { slugProblem } from "../press/address/slug.ts";
import { articlesOf, type Place } from "../press/build/places.ts";
import { error, type Fault, isFault, PressError, quoted } from "../press/faults/fault.ts";
import { readCopy } from "../press/import/folder.ts";
import { slugOf, takenBy, toMarkdownFile, toYaml, writeFiles } from "../press/import/write.ts";
import { parseDate } from "../press/record/date.ts";
import { readArticleMetadata } from "../press/record/metadata.ts";
import type { ArticleMetadata } from "../press/record/schema.ts";
import { type GuessedLine, guessParts } from "../press/source/guess-parts.ts";
import { readMarkdown } from "../press/source/markdown.ts";
import { read } from "../press/source/utf8.ts";
import { readArguments } from "./arguments.ts";
import { guessOf } from "./guessed.ts";
import { mannerFor, report } from "./report.ts";
import { modeline } from "./schema.ts";

const help = `
stet new [options] "Headline"
stet new --from FILE

Writes a new article and its metadata, ready to build: NAME.txt for wire copy, in which every character is text, and NAME.yaml.
NAME is made of the headline. Nothing is overwritten.

  --from FILE|-    takes the text from a file, or from standard input, byte for byte, and the date from its first line; writes into
                   the metadata which lines seem to be headline, byline, subheads and notes, for you to confirm
  --date DATE      the article's date, YYYY-MM-DD or a full instant; default: the text's own, else today's
  --slug NAME      the name, where the headline's does not serve
  --markdown       Markdown, with the metadata on top of it (of a text that exists: beside it)
  --articles DIR   the folder of articles (articles)
  --publication FOLDER  the publication, where it is not the current folder
  --help           this text
`;

/** What was asked for. */
interface Wish {
  from?: string | undefined;
  date?: string | undefined;
  slug?: string | undefined;
  markdown: boolean;
  publication: string;
  articles: Place;
}

/** `stet new`. */
export function run(args: readonly string[]): void {
  const { values, positionals } = readArguments(help, args, {
    from: { type: "string" },
    date: { type: "string" },
    slug: { type: "string" },
    markdown: { type: "boolean", default: false },
    articles: { type: "string" },
    publication: { type: "string", default: "." },
  });
  const made = attempt(positionals, values);
  if (Array.isArray(made)) {
    console.error(report(made, mannerFor(process.stderr)));
    process.exitCode = 1;
  } else if (typeof made === "string") {
    console.error(made);
    process.exitCode = 2;
  } else {
    for (const path of made.written) console.log(`wrote ${path}`);
    const write = values.from === undefined ? `write the article into ${made.text}, then ` : "";
    console.log(`next: ${write}stet build`);
  }
}

function attempt(
  headlines: readonly string[],
  { articles, ...wish }: Omit<Wish, "articles"> & { articles?: string | undefined },
): Made | Fault[] | string {
  try {
    return start(headlines, { ...wish, articles: articlesOf(wish.publication, articles) });
  } catch (thrown) {
    if (thrown instanceof PressError) return [...thrown.faults];
    throw thrown;
  }
}

interface Made {
  written: string[];
  /** The path of the article's text. */
  text: string;
}

/** Writes the article, or says why not: faults in the text, or, as a string, what is wrong with the command. */
function start(headlines: readonly string[], wish: Wish): Made | Fault[] | string {
  const [given = "", ...others] = headlines;
  if (others.length > 0)
    return `write the headline in quotation marks: stet new ${quoted(headlines.join(" "))}`;
  const copy = wish.from === undefined ? undefined : readFrom(wish.from, wish);
  if (Array.isArray(copy)) return copy;
  const guess = guessOf(copy?.lines ?? [], given.trim());
  const headline = guess.headline ?? given;
  if (headline.trim() === "") return 'what is the headline? stet new "Headline"; --help says more';
  const name = wish.slug ?? slugOf(headline);
  if (name === "") {
    return `the headline ${quoted(headline)} has neither letters nor digits to make a name of; give one with --slug`;
  }
  const problem = slugProblem(name);
  if (problem && wish.slug === undefined)
    return `the headline ${quoted(headline)} makes no name: ${problem.reason}; give one with --slug`;
  if (problem) return `--slug: ${problem.reason}; ${problem.remedy}`;
  const date = dateOf(wish, copy);
  if ("problem" in date) return date.problem;
  const own = guess.headline === undefined && { headline };
  return write(name, { ...own, ...(date.date && { date: date.date }) }, copy, guess.yaml, wish);
}

/** The date that the metadata are to say, or why there is none. */
function dateOf(wish: Wish, copy: From | undefined): { date?: string | undefined } | { problem: string } {
  const given = wish.date === undefined ? undefined : parseDate(wish.date);
  if (given && "reason" in given) return { problem: `--date: ${given.reason}; ${given.remedy}` };
  if (copy?.date !== undefined && given && given.day !== copy.date)
    return { problem: `--date says ${given.day}, the text says ${copy.date}; correct one of the two` };
  if (copy?.month !== undefined && !given?.day.startsWith(`${copy.month}-`)) {
    const problem =
      given === undefined
        ? `the text says ${copy.month} and no day; give it with --date ${copy.month}-DD`
        : `--date says ${given.day}, the text says ${copy.month}; correct one of the two`;
    return { problem };
  }
  // The one command that asks what day it is: it writes a source, and a source may not change when the day does.
  return {
    date: given?.iso ?? (copy?.date === undefined ? (DateTime.local().toISODate() ?? undefined) : undefined),
  };
}

interface From {
  data: Buffer;
  form: "wire" | "markdown";
  /** The day that the text itself tells. */
  date?: string;
  /** The month, where it tells no day. */
  month?: string;
  /** What its lines seem to be. */
  lines?: readonly GuessedLine[];
}

/** Text that exists, checked as a build would. */
function readFrom(from: string, wish: Wish): From | Fault[] {
  const file = from === "-" ? "standard input" : from;
  let data: Buffer;
  try {
    data = readFileSync(from === "-" ? 0 : from);
  } catch (thrown) {
    const reason =
      thrown instanceof Error ? thrown.message.replace(/^(\w+: [^,]*),.*$/, "$1") : String(thrown);
    return [error({ file }, `cannot be read: ${reason}`, "check the path and its permissions")];
  }
  if (wish.markdown || /^\.(?:md|markdown)$/.test(extname(from))) return readMarkdownFrom(file, data, wish);
  const copy = readCopy(file, basename(from), data);
  if (isFault(copy)) return [copy];
  const { date, month } = copy;
  const source = read(file, data);
  const lines = isFault(source) ? [] : guessParts(source);
  return {
    data,
    form: "wire",
    lines,
    ...(date !== undefined && { date }),
    ...(month !== undefined && { month }),
  };
}

function readMarkdownFrom(file: string, data: Buffer, { articles }: Wish): From | Fault[] {
  const source = read(file, data);
  if (isFault(source)) return [source];
  const parts = readMarkdown(source);
  if (isFault(parts)) return [parts];
  if (!parts.frontMatter) return { data, form: "markdown" };
  const remedy = `copy the file to ${articles.shown} as it is`;
  return [error({ file, line: 1, column: 1 }, "the text has its metadata on top already", remedy)];
}

function write(
  name: string,
  metadata: ArticleMetadata,
  copy: From | undefined,
  guess: string,
  { publication, articles: { shown: folder }, markdown }: Wish,
): Made | Fault[] | string {
  const yaml =
    modeline(publication, folder, "article") +
    (Object.keys(metadata).length > 0 ? toYaml(metadata) : "") +
    guess;
  const problems = readArticleMetadata("the headline", yaml);
  if (Array.isArray(problems))
    return problems.map(({ reason }) => `${reason}; write another headline`).join("\n");
  const placeholder = "Replace this line with the article.\n";
  const isMarkdown = copy ? copy.form === "markdown" : markdown;
  const text = `${name}.${isMarkdown ? "md" : "txt"}`;
  const files =
    copy || !isMarkdown
      ? [
          { name: text, data: copy?.data ?? placeholder },
          { name: `${name}.yaml`, data: yaml },
        ]
      : [{ name: text, data: toMarkdownFile(metadata, placeholder) }];
  try {
    const taken = takenBy(folder, name);
    if (taken !== undefined) return `${join(folder, taken)} is there already; give another name with --slug`;
    writeFiles(folder, files);
  } catch (thrown) {
    const reason = thrown instanceof Error ? thrown.message : String(thrown);
    return `${folder}: the article cannot be written: ${reason}`;
  }
  return { written: files.map((file) => join(folder, file.name)), text: join(folder, text) };
}
