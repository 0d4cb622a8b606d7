import { readFileSync, statSync } from "node:fs";
import { error, type Fault } from "../fault.ts";
import { isFault } from "../read.ts";
import { isMedium, isSubstack, readMedium, readSubstack } from "./archives.ts";
import { decodeXml } from "./decode.ts";
import { readFeed } from "./feed.ts";
import { type Copy, readFile, readFolder } from "./folder.ts";
import { isMarkdownFile, readGenerator } from "./generator.ts";
import { readJson } from "./json.ts";
import { isPage, readPages } from "./pages.ts";
import { bound, withoutControls } from "./prolog.ts";
import type { Loss, Options, Reading } from "./story.ts";
import { openTree, readIn, shownIn, type Tree, unpack } from "./tree.ts";
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
    if ("document" in found)
      return {
        ...fromReading(file, readWxr(found, sites, options), found.losses),
        ...(found.media && { media: found.media }),
      };
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
    if (statSync(file).isDirectory()) return openHouse(openTree(file), options);
    if (/\.txt$/i.test(file)) return { file, kind: "wire copy", ...readFile(file) };
    const data = readFileSync(file);
    if (!data.subarray(0, 4).equals(Buffer.from("PK\u0003\u0004"))) return openExport(file, data, options);
    const tree = unpack(file, data);
    return isFault(tree) ? tree : openHouse(tree, options);
  } catch (thrown) {
    const reason =
      thrown instanceof Error ? thrown.message.replace(/^(\w+: [^,]*),.*$/, "$1") : String(thrown);
    return error({ file }, `cannot be read: ${reason}`, "check the path and its permissions");
  }
}

/** A folder, or an archive that was unpacked into one, by what lies in it. */
function openHouse(tree: Tree, options: Options): Found | Opened | Fault {
  const { shown, root, names } = tree;
  const house = (reading: Reading): Found => ({ ...fromReading(shown, reading), media: [root] });
  if (isSubstack(tree)) return house(readSubstack(tree, options));
  if (isMedium(tree)) return house(readMedium(tree, options));
  if (names.some(isMarkdownFile)) return house(readGenerator(tree, options));
  const exported = names.filter((name) => /\.(?:xml|json)$/i.test(name));
  if (exported.length === 1 && exported[0] !== undefined && !names.some(isPage)) {
    const opened = openExport(shownIn(tree, exported[0]), readIn(tree, exported[0]), options);
    return isFault(opened) ? opened : { ...opened, media: [root] };
  }
  if (names.some(isPage)) return house(readPages(tree, options));
  return { file: shown, kind: "wire copy", ...readFolder(root) };
}

function openExport(file: string, data: Buffer, options: Options): Found | Opened | Fault {
  const decoded = decodeXml(file, data);
  if (typeof decoded !== "string") return decoded;
  if (/^\ufeff?\s*[{[]/.test(decoded)) {
    const read = readJson(file, decoded, options);
    return isFault(read) ? read : fromReading(file, read);
  }
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
