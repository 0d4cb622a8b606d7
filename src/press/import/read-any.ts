import { readFileSync, statSync } from "node:fs";
import { error, type Fault } from "../fault.ts";
import { isFault } from "../read.ts";
import { decodeXml } from "./decode.ts";
import { readFeed } from "./feed.ts";
import { type Copy, readFile, readFolder } from "./folder.ts";
import { bound, withoutControls } from "./prolog.ts";
import type { Loss, Options, Reading } from "./story.ts";
import { isWxr, type Opened, readWxr, sitesOf } from "./wxr.ts";
import { parseXml } from "./xml.ts";

/** What was found in one file or folder. */
export interface Found {
  file: string;
  /** What it is, for people; empty if that could not be told. */
  kind: string;
  reading?: Reading;
  copies?: Copy[];
  /** Folders in which the files of its pictures lie. */
  media?: string[];
  losses: Loss[];
  faults: Fault[];
}

/** Reads files and folders. The parts of a WordPress export are read as one. */
export function readAll(files: readonly string[], options: Options): Found[] {
  const opened = files.map((file) => ({ file, found: openAny(file, options) }));
  const exports = opened.flatMap(({ found }) => ("document" in found ? found : []));
  const sites = sitesOf(exports.map(({ document }) => document));
  return opened.map(({ file, found }) => {
    if (isFault(found)) return { file, kind: "", losses: [], faults: [found] };
    if ("document" in found) return fromReading(file, readWxr(found, sites, options), found.losses);
    return found;
  });
}

function fromReading(file: string, reading: Reading, losses: Loss[] = []): Found {
  return {
    file,
    kind: reading.kind,
    reading,
    losses: [...losses, ...reading.losses],
    faults: reading.faults ?? [],
  };
}

function openAny(file: string, options: Options): Found | Opened | Fault {
  try {
    if (statSync(file).isDirectory()) return { file, kind: "wire copy", ...readFolder(file) };
    if (/\.txt$/i.test(file)) return { file, kind: "wire copy", ...readFile(file) };
    return openExport(file, readFileSync(file), options);
  } catch (thrown) {
    const reason =
      thrown instanceof Error ? thrown.message.replace(/^(\w+: [^,]*),.*$/, "$1") : String(thrown);
    return error({ file }, `cannot be read: ${reason}`, "check the path and its permissions");
  }
}

function openExport(file: string, data: Buffer, options: Options): Found | Opened | Fault {
  const decoded = decodeXml(file, data);
  if (typeof decoded !== "string") return decoded;
  if (/^\s*\{/.test(decoded))
    return error({ file }, "this is JSON", "import the site's RSS or Atom feed, or its WordPress export");
  const bounded = bound(file, withoutControls(decoded));
  const document = parseXml(file, bounded.text);
  if (isFault(document)) return document;
  const { text, losses } = bounded;
  if (isWxr(document)) return { file, text, document, losses };
  const root = document.children.find((node) => "attribs" in node);
  const name = root && "name" in root ? root.name : "";
  if (!/(?:^|:)(?:rss|feed|RDF)$/.test(name)) {
    return error(
      { file },
      `\`<${name}>\` begins neither a WordPress export nor a feed`,
      "import an .xml file of one of these kinds",
    );
  }
  const reading = readFeed(file, text, document, options);
  return isFault(reading) ? reading : fromReading(file, reading, losses);
}
