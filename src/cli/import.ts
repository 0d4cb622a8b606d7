import { articlesOf } from "../press/build/places.ts";
import { importFile } from "../press/import/import.ts";
import { importReport } from "../press/import/report.ts";
import { openShelf } from "../press/import/write.ts";
import { parseDate } from "../press/record/date.ts";
import { readArguments } from "./arguments.ts";
import { mannerFor, report, tell } from "./report.ts";

const help = `
stet import [options] FILE…

Turns what other systems wrote into articles: a WordPress export (Tools, Export, an .xml file), an RSS or Atom feed that was saved to
a file, a folder of wire copy (.txt), or a file of it. Each becomes one article; wire copy is kept byte for byte, everything else
becomes Markdown that says the same words. Nothing is overwritten, nothing is fetched; the report lists the pictures to fetch and all
that could not be carried. Exit status 1 if something was refused.

  --articles DIR   the folder of articles (articles)
  --publication FOLDER  the publication, where it is not the current folder
  --date DATE      the date of texts that tell none, YYYY-MM-DD
  --help           this text
`;

/** `stet import`. */
export function run(args: readonly string[]): void {
  const { values, positionals } = readArguments(help, args, {
    articles: { type: "string" },
    publication: { type: "string", default: "." },
    date: { type: "string" },
  });
  try {
    const { shown } = articlesOf(values.publication, values.articles);
    process.exitCode = importAll(positionals, shown, values.date);
  } catch (thrown) {
    tell(thrown);
  }
}

/** Imports the files, prints what came of it, and returns the exit status. */
function importAll(files: readonly string[], articles: string, day: string | undefined): number {
  const date = day === undefined ? undefined : parseDate(day);
  if (date && "reason" in date) {
    console.error(`--date: ${date.reason}; ${date.remedy}`);
    return 2;
  }
  if (files.length === 0) {
    console.error("which file is to be imported? stet import FILE…; --help says more");
    return 2;
  }
  const shelf = openShelf(articles);
  const imports = files.map((file) => importFile(file, shelf, date?.iso));
  console.log(imports.map(importReport).join("\n"));
  if (imports.some(({ written }) => written.length > 0)) console.log("next: stet build");
  const faults = imports.flatMap((imported) => imported.faults);
  if (faults.length === 0) return 0;
  console.error(report(faults, mannerFor(process.stderr)));
  return 1;
}
