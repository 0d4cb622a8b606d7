import { existsSync } from "node:fs";
import { articlesOf, placesOf } from "../press/build/places.ts";
import { type Fault, isFault, PressError } from "../press/faults/fault.ts";
import { isTimezone } from "../press/import/dates.ts";
import { importFiles } from "../press/import/import.ts";
import { readMapping } from "../press/import/mapping.ts";
import { hasLosses, importReport } from "../press/import/report.ts";
import { writeReport } from "../press/import/report-file.ts";
import { openShelf } from "../press/import/write.ts";
import { parseDate } from "../press/record/date.ts";
import { loadPublication } from "../press/record/publication.ts";
import { readArguments } from "./arguments.ts";
import { progressOn } from "./progress.ts";
import { mannerFor, report, tell } from "./report.ts";

const help = `
stet import [options] FILE…

Turns what other systems wrote into articles: a WordPress export (Tools, Export, an .xml file; all parts of it at once), an RSS or Atom
feed or a Blogger backup, a Ghost export or a JSON Feed (.json), a folder or .zip of Substack or Medium, a folder of Markdown from
Jekyll, Hugo, Eleventy, Zola or Astro, a folder of HTML pages, or wire copy (.txt). Each piece becomes one article; wire copy is kept
byte for byte, everything else becomes Markdown that says the same words. Nothing is overwritten, nothing is fetched, and nothing that
was not public becomes more than a draft. docs/moving.md says what comes along.

  --articles DIR     the folder of articles (articles)
  --publication FOLDER  the publication, where it is not the current folder
  --media DIR        a folder with the old site's files, such as wp-content/uploads; may be given more than once
  --types LIST       the kinds of items that become articles (post); post,page takes pages, too
  --map FILE         a YAML file that gives custom fields and taxonomies a place
  --timezone ZONE    the zone of times that tell none, such as Europe/Berlin
  --date DATE        the date of texts that tell none, YYYY-MM-DD
  --report FILE      writes the report into a file, too: Markdown, or JSON if it ends in .json; may be given more than once
  --dry-run          writes nothing, and tells what would be written
  --help             this text

Exit status: 0 if everything came along, 3 if something did not, which the report lists; 1 if something was refused, 2 for a mistake
on the command line.
`;

const options = {
  articles: { type: "string" },
  publication: { type: "string", default: "." },
  media: { type: "string", multiple: true },
  types: { type: "string", default: "post" },
  map: { type: "string" },
  timezone: { type: "string" },
  date: { type: "string" },
  report: { type: "string", multiple: true },
  "dry-run": { type: "boolean", default: false },
} as const;

type Values = ReturnType<typeof readArguments<typeof options>>["values"];

/** `stet import`. */
export function run(args: readonly string[]): void {
  const { values, positionals } = readArguments(help, args, options);
  try {
    process.exitCode = importAll(positionals, values);
  } catch (thrown) {
    tell(thrown);
  }
}

/** Imports the files, prints what came of it, and returns the exit status. */
function importAll(files: readonly string[], values: Values): number {
  const mistake = mistakeIn(files, values);
  if (mistake !== undefined) {
    console.error(mistake);
    return 2;
  }
  const { media = [], "dry-run": dry } = values;
  const mapping = values.map === undefined ? {} : readMapping(values.map);
  if (Array.isArray(mapping)) return refuse(mapping);
  const shelf = openShelf(articlesOf(values.publication, values.articles).shown, dry);
  if (isFault(shelf)) return refuse([shelf]);
  const date = values.date === undefined ? undefined : parseDate(values.date);
  const told = {
    date: date && "iso" in date ? date.iso : undefined,
    timezone: values.timezone,
    types: values.types.split(",").map((type) => type.trim()),
    progress: progressOn(process.stderr),
  };
  const imports = importFiles(files, shelf, told, {
    mapping,
    media,
    home: homeOf(values.publication),
  });
  console.log(imports.map((imported) => importReport(imported, dry)).join("\n"));
  for (const file of values.report ?? []) writeReport(file, imports);
  if (!dry && imports.some(({ written }) => written.length > 0)) console.log("next: stet build");
  const faults = imports.flatMap((imported) => imported.faults);
  if (faults.length > 0) return refuse(faults);
  return imports.some(hasLosses) ? 3 : 0;
}

/** The address of the publication that the articles go to; nothing where it cannot be told, which is no fault of an import. */
function homeOf(publication: string): string | undefined {
  try {
    const found = loadPublication(placesOf(publication).metadata);
    return Array.isArray(found) ? undefined : found.url;
  } catch (thrown) {
    if (thrown instanceof PressError) return undefined;
    throw thrown;
  }
}

/** What is wrong with the command line, if anything is. */
function mistakeIn(files: readonly string[], values: Values): string | undefined {
  const date = values.date === undefined ? undefined : parseDate(values.date);
  if (date && "reason" in date) return `--date: ${date.reason}; ${date.remedy}`;
  if (values.timezone !== undefined && !isTimezone(values.timezone))
    return `--timezone: ${JSON.stringify(values.timezone)} is no time zone; write a name such as Europe/Berlin`;
  const noFolder = (values.media ?? []).find((folder) => !existsSync(folder));
  if (noFolder !== undefined) return `--media: there is no folder ${JSON.stringify(noFolder)}`;
  return files.length === 0 ? "which file is to be imported? stet import FILE…; --help says more" : undefined;
}

function refuse(faults: readonly Fault[]): number {
  console.error(report(faults, mannerFor(process.stderr)));
  return 1;
}
