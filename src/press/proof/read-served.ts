import { posix } from "node:path";
import { Parser } from "htmlparser2";
import { error, type Fault, isFault, messageOf, type Place } from "../faults/fault.ts";
import { type Paper, papersOf } from "../record/papers.ts";
import { read, type Source } from "../source/utf8.ts";
import { digest } from "../text/bytes.ts";
import { type ProofRecord, proofShape, sumOf } from "./proof-json.ts";
import type { Served } from "./served.ts";

/*
 * Reads the parts of a served site that a verification needs, and reports what is missing or cannot be read.
 */

/** What was proved of a site. */
export interface ReadProof {
  records: readonly ProofRecord[];
  /** The version of Stet that made the site, if it says so. */
  press: string | undefined;
  papers: readonly Paper[];
}

/** `proof.json`, or nothing where it is missing or says nothing that could be checked. */
export async function readProof(served: Served, faults: Fault[]): Promise<ReadProof | undefined> {
  const place = { file: `${served.name}proof.json` };
  const remedy = "give the address or the folder of a site that Stet built";
  const data = await readOrReport(served, ["proof.json"], place, faults);
  if (data === "unreadable") return undefined;
  if (!data) {
    faults.push(error(place, "there is none", remedy));
    return undefined;
  }
  const proof = proofShape.safeParse(parseJson(data));
  if (!proof.success) {
    const [where] = proof.error.issues.map(({ path }) => (path.length > 0 ? ` at ${path.join(".")}` : ""));
    faults.push(error(place, `this is no proof of Stet's${where}`, remedy));
    return undefined;
  }
  const { articles, totals, press, drafts, languages = ["en"] } = proof.data;
  if (drafts) {
    const advice = "build without --drafts, and publish that";
    faults.push(error(place, "this is an edition with drafts, which is for editors alone", advice));
    return undefined;
  }
  const { words, characters } = sumOf(articles);
  const isSum = totals.words === words && totals.characters === characters;
  if (totals.articles !== articles.length || !isSum) {
    faults.push(error(place, "the totals are not those of its articles"));
  }
  return { records: articles, press, papers: papersOf(languages) };
}

/** Data as JSON; nothing where it is none. */
export function parseJson(data: Buffer): unknown {
  try {
    return JSON.parse(data.toString("utf8"));
  } catch {
    return undefined;
  }
}

/** A file of a served site, or a fault that says why it could not be had. */
export async function readOrReport(
  served: Served,
  path: readonly string[],
  place: Place,
  faults: Fault[],
): Promise<Buffer | undefined | "unreadable"> {
  try {
    const data = await served.read(path);
    return served.ended?.() === undefined ? data : "unreadable";
  } catch (thrown) {
    // The end of the whole run is told once, with the site.
    if (served.ended?.() !== undefined) return "unreadable";
    faults.push(error(place, messageOf(thrown)));
    return "unreadable";
  }
}

/** The page of a folder as text. */
export async function readPage(
  served: Served,
  folder: readonly string[],
  faults: Fault[],
): Promise<string | undefined> {
  const place = { file: served.name + folder.map((name) => `${name}/`).join("") };
  const data = await readOrReport(served, [...folder, "index.html"], place, faults);
  if (data === "unreadable") return undefined;
  if (!data) {
    faults.push(error(place, "the page is missing", "publish it"));
    return undefined;
  }
  const html = data.toString("utf8");
  if (Buffer.from(html).equals(data)) return html;
  faults.push(error(place, "the page is not valid UTF-8"));
  return undefined;
}

/** The source file that the site serves, if it is the one that `proof.json` tells of. */
export async function readSource(
  served: Served,
  record: ProofRecord,
  faults: Fault[],
): Promise<Source | undefined> {
  const file = served.name + record.source;
  const data = await readOrReport(served, record.source.split("/"), { file }, faults);
  if (data === "unreadable") return undefined;
  if (!data) {
    faults.push(error({ file }, "the source is missing", "publish it"));
    return undefined;
  }
  const found = digest(data);
  if (found !== record.sha256 || data.length !== record.bytes) {
    const reason = `the source's SHA-256 is ${found} at ${data.length} bytes, proof.json says ${record.sha256} at ${record.bytes}`;
    faults.push(error({ file }, reason, "something changed the file after it was built"));
  }
  const source = read(file, data);
  if (!isFault(source)) return source;
  faults.push(source);
  return undefined;
}

/** The canonical address of a page. */
export function canonical(html: string): string | undefined {
  let address: string | undefined;
  const parser = new Parser({
    onopentag(name, { rel, href }) {
      if (name === "link" && rel === "canonical") address ??= href;
      if (name === "body") parser.pause();
    },
  });
  parser.write(html);
  return address;
}

/** The last folder of an address. */
export function slugOf(address = ""): string | undefined {
  try {
    // The last folder is the name above whatever stands behind the last slash.
    return decodeURIComponent(posix.basename(posix.dirname(`${new URL(address).pathname}.`)));
  } catch {
    return undefined;
  }
}
