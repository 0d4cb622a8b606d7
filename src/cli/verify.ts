import { existsSync, readdirSync } from "node:fs";
import { oneLine, PressError } from "../press/faults/fault.ts";
import { type Served, servedFolder, servedSite } from "../press/proof/served.ts";
import { type Verified, verify } from "../press/proof/verify.ts";
import { defaultSources, type Sources } from "../press/site/site.ts";
import { readArguments } from "./arguments.ts";

const help = `
npm run verify -- [options]

Checks a built or a hosted site from the bytes it serves: that every word of every source stands on its page, in its
place, and that every digest is true. Exit status 1 if anything differs.

  --site WHERE     the site: its address, such as https://example.org/, or its folder (dist)
  --articles DIR   the sources to check against (src/articles)
  --metadata FILE  the publication's metadata (_data/metadata.yaml)
  --own-sources    check against the source files that the site itself serves; this is also done where there are no
                   articles in src/articles
  --help           this text
`;

const { values } = readArguments(help, {
  site: { type: "string", default: "dist" },
  articles: { type: "string" },
  metadata: { type: "string", default: defaultSources.metadata },
  "own-sources": { type: "boolean", default: false },
});

const served = servedBy(values.site);
const sources = chooseSources();
try {
  const verified = await verify(served, sources);
  for (const fault of verified.faults) console.error(oneLine(fault));
  console.log(summary(verified));
  if (verified.faults.length > 0) process.exitCode = 1;
} catch (thrown) {
  if (!(thrown instanceof PressError)) throw thrown;
  console.error(`${thrown.message}\nthe sources are faulty, so nothing was checked`);
  process.exitCode = 1;
}

function servedBy(where: string): Served {
  if (!/^https?:\/\//i.test(where)) return servedFolder(where);
  if (URL.canParse(where)) return servedSite(new URL(where));
  console.error(`--site ${where} is neither an address nor a folder; --help lists the options`);
  process.exit(2);
}

/** The sources to check against. Without a word from the user, those of the project, if it has any. */
function chooseSources(): Sources | undefined {
  if (values["own-sources"]) {
    if (values.articles === undefined) return undefined;
    console.error("--own-sources and --articles contradict each other; give one of them");
    process.exit(2);
  }
  const folder = values.articles ?? defaultSources.articles;
  const atHand = values.articles !== undefined || (existsSync(folder) && readdirSync(folder).some(isText));
  return atHand ? { articles: folder, metadata: values.metadata } : undefined;
}

function isText(name: string): boolean {
  return /\.(?:txt|md)$/.test(name);
}

function summary({ articles, words, lost, added, changed, faults }: Verified): string {
  const number = new Intl.NumberFormat("en-GB");
  const against = sources ? sources.articles : "its own source files";
  return [
    `${served.name} against ${against}`,
    `${number.format(articles)} ${articles === 1 ? "article" : "articles"}, ${number.format(words)} words: ` +
      `${number.format(lost)} lost, ${number.format(added)} added, ${number.format(changed)} changed`,
    faults.length === 0
      ? "every word stands"
      : `${number.format(faults.length)} ${faults.length === 1 ? "difference" : "differences"}`,
  ].join("\n");
}
