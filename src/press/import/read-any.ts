import { readFileSync, statSync } from "node:fs";
import { join } from "node:path";
import { error, type Fault, isFault, PressError } from "../faults/fault.ts";
import { isMedium, isSubstack, readMedium, readSubstack } from "./archives.ts";
import { firstBytes } from "./chunks.ts";
import { decoderOf, decodeXml, unreadable, xmlEncoding } from "./decode.ts";
import { readDump } from "./dump.ts";
import { readFeed } from "./feed.ts";
import { type Copy, readFile, readFolder } from "./folder.ts";
import { readGenerator } from "./generator.ts";
import { isMarkdownFile } from "./generator-addresses.ts";
import { type Items, openItems } from "./items.ts";
import { readJson } from "./json.ts";
import { readAgencyXml } from "./newsml-g2.ts";
import { isPage, readPages } from "./pages.ts";
import { bound, withoutControls } from "./prolog.ts";
import type { Loss, Options, Reading } from "./story.ts";
import { isTransmission } from "./transmission.ts";
import { readTransmissions } from "./transmissions.ts";
import { openTree, shownIn, type Tree } from "./tree.ts";
import { isWxr, noteSite, readWxr } from "./wxr.ts";
import { newSites, type Site } from "./wxr-site.ts";
import { isElement, parseXml } from "./xml.ts";
import { isZip, unpack } from "./zip.ts";

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
  const sites = newSites();
  const opened = files.map((file) => ({ file, found: tried(file, () => openAny(file, options, sites)) }));
  return opened.map(({ file, found }) => {
    if (isFault(found)) return { file, kind: "", losses: [], faults: [found] };
    if (!("items" in found)) return found;
    const { items, media } = found;
    const reading = tried(file, () => readWxr(items, sites, options));
    if (isFault(reading)) return { file, kind: "", losses: [], faults: [reading] };
    return { ...fromReading(file, reading, items.losses), ...(media && { media }) };
  });
}

/** A WordPress export that is to be read together with the others of its site. */
interface Opened {
  items: Items;
  /** Folders in which the files of its pictures lie. */
  media?: string[];
}

/** A file that cannot be read is told as a fault, and the others go on. */
function tried<T>(file: string, open: () => T): T | Fault {
  try {
    return open();
  } catch (thrown) {
    if (thrown instanceof PressError && thrown.faults[0]) return thrown.faults[0];
    const reason =
      thrown instanceof Error ? thrown.message.replace(/^(\w+: [^,]*),.*$/, "$1") : String(thrown);
    return error({ file }, `cannot be read: ${reason}`, "check the path and its permissions");
  }
}

function fromReading(file: string, reading: Reading, losses: Loss[] = []): Found {
  return {
    file,
    kind: reading.kind,
    reading,
    losses,
    faults: reading.faults ?? [],
  };
}

function openAny(file: string, options: Options, sites: Map<string, Site>): Found | Opened | Fault {
  if (statSync(file).isDirectory()) return openHouse(openTree(file), options, sites);
  if (isTransmission(firstBytes(file)))
    return fromReading(file, readTransmissions(file, readFileSync(file), options));
  if (/\.txt$/i.test(file)) return openCopy(file);
  if (!isZip(file)) return openExport(file, file, options, sites);
  const tree = unpack(file, options);
  return isFault(tree) ? tree : openHouse(tree, options, sites);
}

/** Wire copy: one text, or a dump of many. */
function openCopy(file: string): Found {
  const dump = readDump(file, readFileSync(file));
  return dump ? { file, kind: "dump of wire copy", ...dump } : { file, kind: "wire copy", ...readFile(file) };
}

/** A folder, or an archive that was unpacked into one, by what lies in it. */
function openHouse(tree: Tree, options: Options, sites: Map<string, Site>): Found | Opened | Fault {
  const { shown, root, names } = tree;
  const house = (reading: Reading): Found => ({ ...fromReading(shown, reading), media: [root] });
  if (isSubstack(tree)) return house(readSubstack(tree, options));
  if (isMedium(tree)) return house(readMedium(tree, options));
  if (names.some(isMarkdownFile)) return house(readGenerator(tree, options));
  const exported = names.filter((name) => /\.(?:xml|json)$/i.test(name));
  if (exported.length === 1 && exported[0] !== undefined && !names.some(isPage)) {
    const opened = openExport(join(root, exported[0]), shownIn(tree, exported[0]), options, sites);
    return isFault(opened) ? opened : { ...opened, media: [root] };
  }
  if (names.some(isPage)) return house(readPages(tree, options));
  return { file: shown, kind: "wire copy", ...readFolder(root) };
}

/**
 * An export or a feed.
 *
 * @param path where it lies
 * @param file the path for messages
 */
function openExport(
  path: string,
  file: string,
  options: Options,
  sites: Map<string, Site>,
): Found | Opened | Fault {
  const items = openItems(path, file);
  if (items === undefined) return openWhole(path, file, options);
  if (isFault(items)) return items;
  if (!isWxr(items)) return fromReading(file, readFeed(items, options), items.losses);
  noteSite(sites, items);
  return { items };
}

/** A file that begins with no item: JSON, a feed without entries, or nothing that can be read. */
function openWhole(path: string, file: string, options: Options): Found | Fault {
  const start = firstBytes(path);
  if (/^\ufeff?\s*[{[]/.test(decoderOf(xmlEncoding(start))?.write(start) ?? "")) {
    const read = readJson(path, file, options);
    return isFault(read) ? read : fromReading(file, read);
  }
  const unread = unreadable(file, statSync(path).size, start);
  if (unread) return unread;
  const decoded = decodeXml(file, readFileSync(path));
  if (typeof decoded !== "string") return decoded;
  const { text, losses } = bound(file, withoutControls(decoded));
  const document = parseXml(file, text);
  if (isFault(document)) return document;
  const agency = readAgencyXml(file, text, document, options);
  if (agency) return isFault(agency) ? agency : fromReading(file, agency, losses);
  const root = document.children.find((node) => isElement(node));
  const name = root?.name ?? "";
  if (/(?:^|:)(?:rss|feed|RDF)$/.test(name) && !/<(?:\w+:)?(?:item|entry)[\s>]/.test(text))
    return fromReading(file, { kind: "feed without entries", stories: [], losses: [] }, losses);
  const reason = `\`<${name}>\` begins neither a WordPress export, a feed, NITF nor NewsML-G2`;
  return error({ file }, reason, "import an .xml file of one of these kinds");
}
