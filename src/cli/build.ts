import { build } from "../press/build/build.ts";
import { PressError } from "../press/faults/fault.ts";
import { checkPlace } from "../press/place.ts";
import { defaultSources } from "../press/site/site.ts";
import { readArguments } from "./arguments.ts";
import { progressOn } from "./progress.ts";
import { mannerFor, report } from "./report.ts";
import { summary } from "./summary.ts";

const help = `
npm run build -- [options]

Builds the site, proves that every word of every source stands on its page, and publishes it. Exit status 1 if an error stopped
it: the old site stands as it was.

  --articles DIR   the folder of articles (src/articles)
  --metadata FILE  the publication's metadata (_data/metadata.yaml)
  --output DIR     where the site goes (dist)
  --strict         warnings stop the build, too
  --verbose        a stack with an error of Stet's own
  --help           this text
`;

const { values } = readArguments(help, {
  articles: { type: "string", default: defaultSources.articles },
  metadata: { type: "string", default: defaultSources.metadata },
  output: { type: "string", default: "dist" },
  strict: { type: "boolean", default: false },
  verbose: { type: "boolean", default: false },
});

try {
  const started = process.hrtime.bigint();
  checkPlace(process.cwd());
  const built = await build({ ...values, onProgress: await progressOn(process.stderr) });
  if (built.faults.length > 0) console.error(report(built.faults, mannerFor(process.stderr)));
  console.log(summary(built, Number(process.hrtime.bigint() - started) / 1e9));
} catch (thrown) {
  process.exitCode = 1;
  if (thrown instanceof PressError) console.error(report(thrown.faults, mannerFor(process.stderr)));
  else
    console.error(
      values.verbose || !(thrown instanceof Error)
        ? thrown
        : `${thrown.name}: ${thrown.message} (--verbose shows where)`,
    );
  console.error(`${values.output} is as it was.`);
}
