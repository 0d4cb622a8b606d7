import { existsSync, readFileSync } from "node:fs";
import { basename, extname, join, relative, sep } from "node:path";
import { DateTime } from "luxon";
import { parseDate } from "../press/date.ts";
import { error, type Fault } from "../press/fault.ts";
import { readCopy } from "../press/import/folder.ts";
import { slugOf, takenBy, toMarkdownFile, toYaml, writeFiles } from "../press/import/write.ts";
import { readMarkdown } from "../press/markdown.ts";
import { quoted, readArticleMetadata } from "../press/metadata.ts";
import { isFault, read } from "../press/read.ts";
import { mannerFor, report } from "../press/report.ts";
import type { ArticleMetadata } from "../press/schema.ts";
import { slugProblem } from "../press/slug.ts";
import { readArguments } from "./arguments.ts";

const help = `
npm run new -- [options] "Headline"

Writes a new article and its metadata, ready to build: NAME.txt for wire copy, in which every character is text, and NAME.yaml.
NAME is made of the headline. Nothing is overwritten.

  --from FILE|-    takes the text from a file, or from standard input, byte for byte, and the date from its first line
  --date DATE      the article's date, YYYY-MM-DD or a full instant; default: the text's own, else today's
  --slug NAME      the name, where the headline's does not serve
  --markdown       Markdown, with the metadata on top of it (of a text that exists: beside it)
  --articles DIR   the folder of articles (src/articles)
  --help           this text
`;

/** Editors complete and check metadata by it. */
const schema = "src/press/schemas/article.schema.json";

const { values, positionals } = readArguments(
  help,
  {
    from: { type: "string" },
    date: { type: "string" },
    slug: { type: "string" },
    markdown: { type: "boolean", default: false },
    articles: { type: "string", default: "src/articles" },
  },
  true,
);

const made = start(positionals);
if (Array.isArray(made)) {
  console.error(report(made, mannerFor(process.stderr)));
  process.exitCode = 1;
} else if (typeof made === "string") {
  console.error(made);
  process.exitCode = 2;
} else {
  for (const path of made.written) console.log(`wrote ${path}`);
  console.log(
    values.from === undefined
      ? `next: write the article into ${made.text}, then npm run build`
      : "next: npm run build",
  );
}

interface Made {
  written: string[];
  /** The path of the article's text. */
  text: string;
}

/** Writes the article, or says why not: faults in the text, or, as a string, what is wrong with the command. */
function start(headlines: readonly string[]): Made | Fault[] | string {
  const [headline = "", ...others] = headlines;
  if (headline.trim() === "") return 'what is the headline? npm run new -- "Headline"; --help says more';
  if (others.length > 0)
    return `write the headline in quotation marks: npm run new -- ${quoted(headlines.join(" "))}`;
  const name = values.slug ?? slugOf(headline);
  if (name === "") {
    return `the headline ${quoted(headline)} has neither letters nor digits to make a name of; give one with --slug`;
  }
  const problem = slugProblem(name);
  if (problem && values.slug === undefined)
    return `the headline ${quoted(headline)} makes no name: ${problem.reason}; give one with --slug`;
  if (problem) return `--slug: ${problem.reason}; ${problem.remedy}`;
  const given = values.date === undefined ? undefined : parseDate(values.date);
  if (given && "reason" in given) return `--date: ${given.reason}; ${given.remedy}`;
  const copy = values.from === undefined ? undefined : readFrom(values.from);
  if (Array.isArray(copy)) return copy;
  if (copy?.date !== undefined && given && given.day !== copy.date) {
    return `--date says ${given.day}, the text says ${copy.date}; correct one of the two`;
  }
  // The one command that asks what day it is: it writes a source, and a source may not change when the day does.
  const date = given?.iso ?? (copy?.date === undefined ? DateTime.local().toISODate() : undefined);
  return write(name, { headline, ...(date && { date }) }, copy);
}

interface From {
  data: Buffer;
  form: "wire" | "markdown";
  /** The day that the text itself tells. */
  date?: string;
}

/** Text that exists, checked as a build would. */
function readFrom(from: string): From | Fault[] {
  const file = from === "-" ? "standard input" : from;
  let data: Buffer;
  try {
    data = readFileSync(from === "-" ? 0 : from);
  } catch (thrown) {
    const reason =
      thrown instanceof Error ? thrown.message.replace(/^(\w+: [^,]*),.*$/, "$1") : String(thrown);
    return [error({ file }, `cannot be read: ${reason}`, "check the path and its permissions")];
  }
  if (values.markdown || /^\.(?:md|markdown)$/.test(extname(from))) return readMarkdownFrom(file, data);
  const copy = readCopy(file, basename(from), data);
  if (isFault(copy)) return [copy];
  return { data, form: "wire", ...(copy.date !== undefined && { date: copy.date }) };
}

function readMarkdownFrom(file: string, data: Buffer): From | Fault[] {
  const source = read(file, data);
  if (isFault(source)) return [source];
  const parts = readMarkdown(source);
  if (isFault(parts)) return [parts];
  if (!parts.frontMatter) return { data, form: "markdown" };
  const remedy = `copy the file to ${values.articles} as it is`;
  return [error({ file, line: 1, column: 1 }, "the text has its metadata on top already", remedy)];
}

function write(name: string, metadata: ArticleMetadata, copy: From | undefined): Made | Fault[] | string {
  const yaml = modeline() + toYaml(metadata);
  const problems = readArticleMetadata("the headline", yaml);
  if (Array.isArray(problems))
    return problems.map(({ reason }) => `${reason}; write another headline`).join("\n");
  const placeholder = "Replace this line with the article.\n";
  const markdown = copy ? copy.form === "markdown" : values.markdown;
  const text = `${name}.${markdown ? "md" : "txt"}`;
  const files =
    copy || !markdown
      ? [
          { name: text, data: copy?.data ?? placeholder },
          { name: `${name}.yaml`, data: yaml },
        ]
      : [{ name: text, data: toMarkdownFile(metadata, placeholder) }];
  try {
    const taken = takenBy(values.articles, name);
    if (taken !== undefined)
      return `${join(values.articles, taken)} is there already; give another name with --slug`;
    writeFiles(values.articles, files);
  } catch (thrown) {
    const reason = thrown instanceof Error ? thrown.message : String(thrown);
    return `${values.articles}: the article cannot be written: ${reason}`;
  }
  return {
    written: files.map((file) => join(values.articles, file.name)),
    text: join(values.articles, text),
  };
}

/** The line by which editors find the schema, where it is. */
function modeline(): string {
  if (!existsSync(schema)) return "";
  const path = relative(values.articles, schema).split(sep).join("/");
  return `# yaml-language-server: $schema=${encodeURI(path)}\n`;
}
