import { randomUUID } from "node:crypto";
import {
  copyFileSync,
  linkSync,
  lstatSync,
  mkdirSync,
  readdirSync,
  readFileSync,
  renameSync,
  rmSync,
  statSync,
  writeFileSync,
} from "node:fs";
import { basename, dirname, join } from "node:path";
import { digest } from "../text/bytes.ts";

/*
 * What builds keep for the next ones: processed images, social cards, fonts, parts of the search index, and what was read. It spares work
 * and never decides: an entry's key is the digest of all that it was made from, and the entry holds the digests of what was made,
 * so that a torn or changed byte is noticed, and made anew.
 */

/** What is kept, each kind in a folder of its own. */
export type Kind = "images" | "cards" | "fonts" | "search" | "records";

/** What was kept under a key, whole and as it was made. */
export interface Entry<V = unknown> {
  value: V;
  /** The paths of its files, by name. */
  files: ReadonlyMap<string, string>;
}

/** A store of what was made before. */
export interface Store {
  /**
   * What was kept under a key.
   *
   * @returns nothing if there is none, or not a single byte of it may have changed
   */
  take<V>(kind: Kind, key: string): Entry<V> | undefined;
  /**
   * Keeps something under a key that nothing whole was found under; records replace what was there.
   *
   * @param write writes the entry's files into a folder, and says what else to keep: plain data
   * @throws Error from the system, where the store cannot be written
   */
  keep<V>(kind: Kind, key: string, write: (folder: string) => V | Promise<V>): Promise<Entry<V>>;
  /** The digests of the files of all entries that were taken or kept, by their paths. */
  digests: ReadonlyMap<string, string>;
  /** Removes what no output's last build used. Called when a build of this output is done. */
  prune(output: string): void;
}

/** What is written beside an entry's files. */
interface Manifest {
  value: unknown;
  /** The digest of each file. */
  files: Record<string, string>;
}

const manifestName = "entry";

/** What is younger than this may belong to a build that goes on, in milliseconds. */
const youngest = 3_600_000;

/**
 * Opens a store in a folder, which is made where it does not exist. Any number of processes may share it.
 *
 * @param folder the store's folder
 */
export function openStore(folder: string): Store {
  const used = new Set<string>();
  const digests = new Map<string, string>();
  return {
    digests,
    take: <V>(kind: Kind, key: string) => {
      const entry = readEntry<V>(join(folder, kind, key), digests);
      if (entry) used.add(`${kind}/${key}`);
      return entry;
    },
    keep: async (kind, key, write) => {
      used.add(`${kind}/${key}`);
      return keepEntry(join(folder, kind, key), write, kind === "records", digests);
    },
    prune: (output) => {
      try {
        writeWhole(join(folder, "used", digest(output).slice(0, 16)), [...used].sort().join("\n"));
        removeUnused(folder);
      } catch {
        // A read-only folder or a full disk does not make a site wrong.
      }
    },
  };
}

/** Puts a kept file into a site: as a hard link, which costs a thirtieth of a copy, or as a copy where there are no links. */
export function putFile(from: string, to: string): void {
  try {
    linkSync(from, to);
  } catch {
    copyFileSync(from, to);
  }
}

/** The manifest's first line is the digest of the rest. */
function readEntry<V>(folder: string, digests: Map<string, string>): Entry<V> | undefined {
  try {
    const written = readFileSync(join(folder, manifestName), "utf8");
    const end = written.indexOf("\n");
    const rest = written.slice(end + 1);
    if (digest(rest) !== written.slice(0, end)) return undefined;
    const { value, files }: Manifest = JSON.parse(rest);
    for (const [name, expected] of Object.entries(files)) {
      const path = join(folder, name);
      // A link would lead to whatever stands behind it later.
      if (!lstatSync(path).isFile() || digest(readFileSync(path)) !== expected) return undefined;
    }
    return { value: value as V, files: pathsIn(folder, files, digests) };
  } catch {
    return undefined;
  }
}

/** The paths of an entry's files by name; their digests are noted. */
function pathsIn(
  folder: string,
  files: Manifest["files"],
  digests: Map<string, string>,
): ReadonlyMap<string, string> {
  const paths = new Map<string, string>();
  for (const [name, sha256] of Object.entries(files)) {
    paths.set(name, join(folder, name));
    digests.set(join(folder, name), sha256);
  }
  return paths;
}

/** Writes an entry in a folder of its own, which takes its name when all is written. */
async function keepEntry<V>(
  folder: string,
  write: (folder: string) => V | Promise<V>,
  replace: boolean,
  digests: Map<string, string>,
): Promise<Entry<V>> {
  const work = `${folder}.${randomUUID()}`;
  mkdirSync(work, { recursive: true });
  try {
    const value = await write(work);
    const names = readdirSync(work).sort();
    const files = Object.fromEntries(names.map((name) => [name, digest(readFileSync(join(work, name)))]));
    const rest = JSON.stringify({ value, files } satisfies Manifest);
    writeFileSync(join(work, manifestName), `${digest(rest)}\n${rest}`);
    if (replace) rmSync(folder, { recursive: true, force: true });
    put(work, folder);
    return { value, files: pathsIn(folder, files, digests) };
  } finally {
    rmSync(work, { recursive: true, force: true });
  }
}

/** Gives an entry its name. What another process has put there meanwhile is as good, and may be about to be linked: it stays. */
function put(work: string, folder: string): void {
  try {
    renameSync(work, folder);
  } catch {
    if (readEntry(folder, new Map())) return;
    rmSync(folder, { recursive: true, force: true });
    renameSync(work, folder);
  }
}

function writeWhole(file: string, text: string): void {
  mkdirSync(dirname(file), { recursive: true });
  const work = `${file}.${randomUUID()}`;
  writeFileSync(work, text);
  renameSync(work, file);
}

/** Removes entries that no output's list names, but for those that a build may be about to use. */
function removeUnused(folder: string): void {
  const lists = readdirSync(join(folder, "used")).map((name) =>
    readFileSync(join(folder, "used", name), "utf8"),
  );
  const used = new Set(lists.flatMap((list) => list.split("\n")));
  const oldest = Date.now() - youngest;
  for (const kind of ["images", "cards", "fonts", "search", "records"] satisfies Kind[]) {
    for (const path of entriesOf(join(folder, kind))) {
      if (used.has(`${kind}/${basename(path)}`) || statSync(path).mtimeMs > oldest) continue;
      rmSync(path, { recursive: true, force: true });
    }
  }
}

function entriesOf(folder: string): string[] {
  try {
    return readdirSync(folder).map((name) => join(folder, name));
  } catch {
    return [];
  }
}
