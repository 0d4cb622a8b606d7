import { build } from "../press/build/build.ts";
import { placesOf } from "../press/build/places.ts";
import { folderOf, nowFrom, readArguments } from "./arguments.ts";
import { progressOn } from "./progress.ts";
import { mannerFor, report, tell } from "./report.ts";
import { summary } from "./summary.ts";

const help = `
stet build [FOLDER] [options]

Builds the publication in FOLDER (the current folder), proves that every word of every source stands on its page, and publishes the
site. Exit status 1 if an error stopped it: the old site stands as it was.

  --articles DIR   the folder of articles (FOLDER/articles)
  --metadata FILE  the publication's metadata (FOLDER/metadata.yaml)
  --output DIR     where the site goes (FOLDER/dist)
  --drafts         for editors: with drafts and what is dated later, kept from search engines, with a banner on each page; it needs an
                   --output of its own
  --now INSTANT    takes the clock's place (so does SOURCE_DATE_EPOCH): what is dated later is withheld
  --sign KEY       signs the edition: SHA256SUMS.sig, by OpenSSH's ssh-keygen
  --since WHERE    the last edition, by its address or its folder (what stands in --output): what changed since then without
                   a word to the reader is a warning
  --strict         warnings stop the build, too
  --no-cache       takes nothing over from earlier builds
  --verbose        a stack with an error of Stet's own
  --help           this text
`;

/** `stet build`. */
export async function run(args: readonly string[]): Promise<void> {
  const { values, positionals } = readArguments(help, args, {
    articles: { type: "string" },
    metadata: { type: "string" },
    output: { type: "string" },
    drafts: { type: "boolean", default: false },
    now: { type: "string" },
    sign: { type: "string" },
    since: { type: "string" },
    strict: { type: "boolean", default: false },
    "no-cache": { type: "boolean", default: false },
    verbose: { type: "boolean", default: false },
  });
  if (values.drafts && values.output === undefined) {
    console.error("--drafts needs --output DIR: a folder of its own, beside the public site's");
    process.exit(2);
  }
  const now = nowFrom(values.now);
  const started = process.hrtime.bigint();
  let shown = values.output ?? "dist";
  try {
    const places = placesOf(folderOf(positionals), values);
    shown = places.output.shown;
    const { strict, "no-cache": anew } = values;
    const built = await build(places, {
      strict,
      drafts: values.drafts,
      cache: !anew,
      since: values.since,
      now,
      sign: values.sign,
      onProgress: progressOn(process.stderr),
    });
    if (built.faults.length > 0) console.error(report(built.faults, mannerFor(process.stderr)));
    console.log(summary(built, Number(process.hrtime.bigint() - started) / 1e9, values.drafts));
  } catch (thrown) {
    tell(thrown, values.verbose);
    console.error(`${shown} is as it was.`);
  }
}
