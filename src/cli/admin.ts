import { cpSync, existsSync, mkdirSync, readFileSync, writeFileSync } from "node:fs";
import { createRequire } from "node:module";
import { dirname, join, relative, sep } from "node:path";
import { stringify } from "yaml";
import { folders } from "../press/address/paths.ts";
import { type Places, placesOf } from "../press/build/places.ts";
import { PressError } from "../press/faults/fault.ts";
import { html } from "../press/page/html.ts";
import { loadPublication, type Publication } from "../press/record/publication.ts";
import { editorMeta, editorScript } from "../press/site/editor.ts";
import { editorConfig } from "./admin/config.ts";
import { folderOf, readArguments } from "./arguments.ts";
import { tell } from "./report.ts";

const help = `
stet admin [FOLDER] --repo OWNER/NAME [options]

Writes files/admin/: an editor in the browser for the publication in FOLDER (the current folder), which the site serves itself at
/admin/. It is Sveltia CMS, which must be installed first: npm install --save-dev @sveltia/cms

  --repo OWNER/NAME  the publication's repository on GitHub
  --branch NAME      the branch that is edited (main)
  --help             this text
`;

const missing = `Sveltia CMS is not installed here: npm install --save-dev @sveltia/cms`;

/** `stet admin`. */
export function run(args: readonly string[]): void {
  const { values, positionals } = readArguments(help, args, {
    repo: { type: "string" },
    branch: { type: "string", default: "main" },
  });
  const { repo, branch } = values;
  if (repo === undefined || !/^[\w.-]+\/[\w.-]+$/.test(repo)) {
    console.error("--repo OWNER/NAME must name the publication's repository on GitHub; --help says more");
    process.exit(2);
  }
  try {
    const places = placesOf(folderOf(positionals));
    const script = editorIn(places.publication.path);
    if (script === undefined) {
      console.error(missing);
      process.exitCode = 1;
      return;
    }
    const publication = loadPublication(places.metadata, places.authors);
    if (Array.isArray(publication)) throw new PressError(publication);
    write(places, publication, { repo, branch, script });
  } catch (thrown) {
    tell(thrown, false);
  }
}

/** The editor's script, where a publication has the package; it may lie in a folder above. */
function editorIn(folder: string): string | undefined {
  const lookups = createRequire(join(folder, "package.json")).resolve.paths("@sveltia/cms") ?? [];
  const files = lookups.map((modules) => join(modules, "@sveltia/cms/dist/sveltia-cms.js"));
  return files.find((file) => existsSync(file));
}

function write(
  { publication: folder, files, articles, pages, metadata, authors }: Places,
  publication: Publication,
  { repo, branch, script }: { repo: string; branch: string; script: string },
): void {
  const inRepository = (path: string) => relative(folder.path, path).split(sep).join("/");
  const config = editorConfig({
    repository: repo,
    branch,
    url: publication.url,
    paths: {
      articles: inRepository(articles.path),
      pages: inRepository(pages.path),
      metadata: inRepository(metadata.path),
      authors: inRepository(authors.path),
    },
    authors: [...new Set(publication.authors.values())].map(({ id }) => id),
    translated: [publication.titles, publication.descriptions].some((texts) => Object.keys(texts).length > 1),
  });
  const place = join(files.path, folders.admin);
  mkdirSync(place, { recursive: true });
  writeFileSync(join(place, "index.html"), pageOf(publication));
  writeFileSync(join(place, "config.yml"), stringify(config));
  cpSync(script, join(place, editorScript));
  const { version }: { version: string } = JSON.parse(
    readFileSync(join(dirname(script), "../package.json"), "utf8"),
  );
  console.log(`wrote ${files.shown}/admin/ with Sveltia CMS ${version}`);
  console.log(
    "next: build and publish; the editor stands at /admin/, and asks for an access token of GitHub",
  );
}

function pageOf({ title, language }: Publication): string {
  return `${
    html`<!doctype html>
    <html lang="${language}">
    <head>
    <meta charset="utf-8">
    <meta http-equiv="Content-Security-Policy" content="${editorMeta}">
    <meta name="viewport" content="width=device-width,initial-scale=1">
    <meta name="robots" content="noindex">
    <title>${title}</title>
    <link href="config.yml" type="text/yaml" rel="cms-config-url">
    </head>
    <body>
    <script src="${editorScript}"></script>
    </body>
    </html>`.html
  }\n`;
}
