import { existsSync, readdirSync } from "node:fs";
import { type Places, placesOf } from "../press/build/places.ts";
import { verifyPublication } from "../press/build/rebuild.ts";
import { oneLine, PressError } from "../press/faults/fault.ts";
import { type Served, servedFolder, servedSite } from "../press/proof/served.ts";
import { checkSignature } from "../press/proof/signature.ts";
import { type Verified, verify } from "../press/proof/verify.ts";
import { folderOf, nowFrom, readArguments } from "./arguments.ts";
import { lengthIn } from "./summary.ts";

const help = `
stet verify [FOLDER] [options]

Checks a built or a hosted site from the bytes it serves, against the publication in FOLDER (the current folder): that every word of
every source stands on its page, in its place, and that every byte of every file is the one that the sources make, for which the site
is built anew in a temporary folder. Exit status 1 if anything differs.

  --site WHERE     the site: its address, such as https://example.org/, or its folder (FOLDER/dist)
  --articles DIR   the sources to check against (FOLDER/articles)
  --metadata FILE  the publication's metadata (FOLDER/metadata.yaml)
  --now INSTANT    takes the clock's place (so does SOURCE_DATE_EPOCH): what is dated later need not be on the site
  --signers FILE   also check SHA256SUMS.sig: that one of these signers (OpenSSH's allowed signers) signed this edition
  --own-sources    check against the source files that the site itself serves; this is also done where there are no sources at hand
  --help           this text
`;

/** `stet verify`. */
export async function run(args: readonly string[]): Promise<void> {
  const { values, positionals } = readArguments(help, args, {
    site: { type: "string" },
    articles: { type: "string" },
    metadata: { type: "string" },
    now: { type: "string" },
    signers: { type: "string" },
    "own-sources": { type: "boolean", default: false },
  });
  if (values["own-sources"] && values.articles !== undefined) {
    console.error("--own-sources and --articles contradict each other; give one of them");
    process.exit(2);
  }
  const folder = folderOf(positionals);
  try {
    const places = placesAtHand(folder, values);
    const served = servedBy(
      values.site ?? placesOf(folder, { ...values, articles: "", metadata: "" }).output.shown,
    );
    const sources = values["own-sources"] ? undefined : places;
    const now = nowFrom(values.now);
    const verified = sources
      ? await verifyPublication(served, sources, now)
      : await verify(served, undefined, now);
    const signed = values.signers === undefined ? undefined : await checkSignature(served, values.signers);
    if (Array.isArray(signed)) verified.faults.push(...signed);
    else if (signed) console.log(`signed by ${signed.signer}`);
    for (const fault of verified.faults) console.error(oneLine(fault));
    console.log(summary(verified, served, sources));
    if (verified.faults.length > 0) process.exitCode = 1;
  } catch (thrown) {
    if (!(thrown instanceof PressError)) throw thrown;
    console.error(`${thrown.message}\nthe sources are faulty, so nothing was checked`);
    process.exitCode = 1;
  }
}

function servedBy(where: string): Served {
  if (!/^https?:\/\//i.test(where)) return servedFolder(where);
  if (URL.canParse(where)) return servedSite(new URL(where));
  console.error(`--site ${where} is neither an address nor a folder; --help lists the options`);
  process.exit(2);
}

/** The sources to check against: those that are named, else the publication's, if it has any. */
function placesAtHand(
  folder: string,
  named: { articles?: string | undefined; metadata?: string | undefined },
): Places | undefined {
  try {
    const places = placesOf(folder, named);
    const atHand = named.articles !== undefined || hasText(places.articles.path);
    return atHand ? places : undefined;
  } catch (thrown) {
    if (thrown instanceof PressError && named.articles === undefined) return undefined;
    throw thrown;
  }
}

function hasText(folder: string): boolean {
  return (
    existsSync(folder) &&
    readdirSync(folder, { recursive: true }).some((name) => /\.(?:txt|md)$/.test(String(name)))
  );
}

function summary(
  { articles, lost, added, changed, faults, ...length }: Verified,
  served: Served,
  sources: Places | undefined,
): string {
  const number = new Intl.NumberFormat("en-GB");
  const plural = (count: number, noun: string) => `${number.format(count)} ${noun}${count === 1 ? "" : "s"}`;
  const against = sources ? sources.articles.shown : "its own source files";
  return [
    `${served.name} against ${against}`,
    `${number.format(articles)} ${articles === 1 ? "article" : "articles"}, ${lengthIn(length, plural)}: ` +
      `${number.format(lost)} lost, ${number.format(added)} added, ${number.format(changed)} changed`,
    faults.length === 0
      ? "every word stands"
      : `${number.format(faults.length)} ${faults.length === 1 ? "difference" : "differences"}`,
  ].join("\n");
}
