import { importFile } from "../press/import/import.ts";
import { importReport } from "../press/import/report.ts";
import { openShelf } from "../press/import/write.ts";
import { parseDate } from "../press/record/date.ts";
import { readArguments } from "./arguments.ts";
import { mannerFor, report } from "./report.ts";

const help = `
npm run import -- [options] FILE…

Turns what other systems wrote into articles: a WordPress export (Tools, Export, an .xml file), an RSS or Atom feed that was saved to
a file, a folder of wire copy (.txt), or a file of it. Each becomes one article; wire copy is kept byte for byte, everything else
becomes Markdown that says the same words. Nothing is overwritten, nothing is fetched; the report lists the pictures to fetch and all
that could not be carried. Exit status 1 if something was refused.

  --articles DIR   the folder of articles (src/articles)
  --date DATE      the date of texts that tell none, YYYY-MM-DD
  --help           this text
`;

const { values, positionals } = readArguments(
  help,
  { articles: { type: "string", default: "src/articles" }, date: { type: "string" } },
  true,
);

try {
  process.exitCode = run(positionals);
} catch (thrown) {
  console.error(`${values.articles}: ${thrown instanceof Error ? thrown.message : thrown}`);
  process.exitCode = 1;
}

/** Imports the files, prints what came of it, and returns the exit status. */
function run(files: readonly string[]): number {
  const date = values.date === undefined ? undefined : parseDate(values.date);
  if (date && "reason" in date) {
    console.error(`--date: ${date.reason}; ${date.remedy}`);
    return 2;
  }
  if (files.length === 0) {
    console.error("which file is to be imported? npm run import -- FILE…; --help says more");
    return 2;
  }
  const shelf = openShelf(values.articles);
  const imports = files.map((file) => importFile(file, shelf, date?.iso));
  console.log(imports.map(importReport).join("\n"));
  if (imports.some(({ written }) => written.length > 0)) console.log("next: npm run build");
  const faults = imports.flatMap((imported) => imported.faults);
  if (faults.length === 0) return 0;
  console.error(report(faults, mannerFor(process.stderr)));
  return 1;
}
