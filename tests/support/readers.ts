import { mkdirSync, readFileSync, writeFileSync } from "node:fs";
import { dirname, join } from "node:path";
import { type Fault, isError, isFault } from "../../src/press/faults/fault.ts";
import { importFiles } from "../../src/press/import/import.ts";
import { openShelf } from "../../src/press/import/write.ts";
import { languageFor } from "../../src/press/languages/index.ts";
import { articleRecord, textOf } from "../../src/press/page/article-json.ts";
import { typesetMarkdown, typesetWire } from "../../src/press/page/typeset.ts";
import { compare } from "../../src/press/proof/prove.ts";
import { type Served, servedFolder } from "../../src/press/proof/served.ts";
import { verify } from "../../src/press/proof/verify.ts";
import { standIn } from "../../src/press/record/publication.ts";
import { readArticle } from "../../src/press/record/read-article.ts";
import { read } from "../../src/press/source/utf8.ts";
import { digest } from "../../src/press/text/bytes.ts";
import { buildSite } from "./build.ts";
import { temporaryFolder } from "./temporary.ts";

/* What reads a maintainer's files, each as a function from a text to the faults found in it. */

/** An article of one file, or of two: read, and where it is good, typeset, proved, and recorded for programs and for the search. */
export function readWhole(form: "wire" | "markdown", text: string, metadata?: string): Fault[] {
  const name = `articles/a${form === "wire" ? ".txt" : ".md"}`;
  const bytes = (content: string) => ({ data: Buffer.from(content), sha256: digest(content) });
  const faults: Fault[] = [];
  const article = readArticle(
    { name: "a", form, text: name, ...(metadata !== undefined && { metadata: "articles/a.yaml" }) },
    {
      path: "/articles/a",
      origin: "",
      text: bytes(text),
      ...(metadata !== undefined && { metadata: bytes(metadata) }),
    },
    standIn,
    faults,
  );
  if (!article || faults.some(isError)) return faults;
  const source = read(name, Buffer.from(text));
  if (isFault(source)) throw new Error("a source is read once and not again");
  const labels = languageFor("en", "en");
  const { html } =
    form === "wire"
      ? typesetWire(source, "ltr", article.parting)
      : typesetMarkdown(source, {
          folder: "",
          direction: "ltr",
          labels,
          images: new Map(),
          leadImage: false,
        });
  const page = `<main><article><div class="e-content">${html}</div></article></main>`;
  const { differences, problems } = compare({ form, text, html: page });
  if (differences.length + problems.length > 0) throw new Error("the page does not hold its source");
  articleRecord(article, textOf(article, source), standIn);
  return faults;
}

let imports: string | undefined;

/** A file of another system, imported without writing anything; where it has a folder, the folder is imported. */
export function importDry(name: string, text: string): Fault[] {
  imports ??= temporaryFolder();
  const path = join(imports, name);
  const file = name.includes("/") ? dirname(path) : path;
  mkdirSync(dirname(path), { recursive: true });
  writeFileSync(path, text);
  const shelf = openShelf(join(imports, "articles"), true);
  if (isFault(shelf)) throw new Error("the shelf cannot be opened");
  const options = { date: undefined, timezone: undefined, types: ["post"] };
  return importFiles([file], shelf, options).flatMap(({ faults }) => faults);
}

let site: string | undefined;

/** What verifying a built site without its sources finds, where one of its files is another text. */
export async function verifyWith(path: string, change: (text: string) => string): Promise<readonly Fault[]> {
  site ??= buildSite({
    articles: {
      "ferry.txt": "date 2023-12-02 The ferry sails.\n",
      "ferry.yaml": "headline: Ferry\ntopics: [Ships]\n",
      "quay.md": "---\ndate: 2023-12-01\n---\n# Quay\n\nThe quay.\n",
    },
  }).output;
  const folder = servedFolder(site);
  const changed = Buffer.from(change(readFileSync(join(site, path), "utf8")));
  const name = path.replace(/(?:^|\/)index\.html$/, "");
  const served: Served = {
    ...folder,
    read: async (asked) =>
      asked.join("/").replace(/(?:^|\/)index\.html$/, "") === name ? changed : folder.read(asked),
  };
  return (await verify(served)).faults;
}
