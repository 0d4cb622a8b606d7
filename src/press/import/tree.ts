import { mkdirSync, mkdtempSync, readdirSync, readFileSync, rmSync, writeFileSync } from "node:fs";
import { tmpdir } from "node:os";
import { dirname, join, relative, sep } from "node:path";
import { unzipSync } from "fflate";
import { error, type Fault } from "../faults/fault.ts";

/** A folder with all that is in it. */
export interface Tree {
  /** How messages name the folder. */
  shown: string;
  root: string;
  /** The files' paths within the folder, with slashes, in their order. */
  names: string[];
}

/** Folders that hold programs, or pages that a program made of what is imported. */
const passed = /^(?:\..*|node_modules|_site|public|dist|resources|themes|_layouts|_includes|_sass|vendor)$/;

/** Lists a folder, but for hidden files and what programs made. */
export function openTree(root: string, shown = root): Tree {
  const names: string[] = [];
  const walk = (folder: string) => {
    const entries = readdirSync(folder, { withFileTypes: true }).sort((a, b) => (a.name < b.name ? -1 : 1));
    for (const entry of entries) {
      const path = join(folder, entry.name);
      if (entry.isDirectory() && !passed.test(entry.name)) walk(path);
      else if (entry.isFile() && !entry.name.startsWith("."))
        names.push(relative(root, path).split(sep).join("/"));
    }
  };
  walk(root);
  return { shown, root, names };
}

/** The bytes of a file in a tree. */
export function readIn(tree: Tree, name: string): Buffer {
  return readFileSync(join(tree.root, name));
}

/** How messages name a file in a tree. */
export function shownIn(tree: Tree, name: string): string {
  return join(tree.shown, name);
}

/** The most that an archive may unpack to, in bytes and in files. */
const largestArchive = 4_000_000_000;
const mostFiles = 200_000;

/**
 * Unpacks a ZIP archive into a folder of its own, which goes when the process ends. A name that leads out of the archive is not written.
 *
 * @param file the path for messages
 */
export function unpack(file: string, data: Buffer): Tree | Fault {
  let bytes = 0;
  let files = 0;
  let tooLarge = false;
  let found: Record<string, Uint8Array>;
  try {
    found = unzipSync(data, {
      filter: ({ name, originalSize }) => {
        bytes += originalSize;
        files += 1;
        tooLarge ||= bytes > largestArchive || files > mostFiles;
        return (
          !tooLarge &&
          !name.endsWith("/") &&
          !name.split(/[/\\]/).includes("..") &&
          !/^[/\\]|^[a-z]:/i.test(name)
        );
      },
    });
  } catch (thrown) {
    const reason = thrown instanceof Error ? thrown.message : String(thrown);
    return error({ file }, `the ZIP archive cannot be read: ${reason}`, "unpack it and name the folder");
  }
  if (tooLarge)
    return error({ file }, "the ZIP archive unpacks to too much", "unpack it and name its folders");
  const root = mkdtempSync(join(tmpdir(), "stet-unpacked-"));
  process.once("exit", () => rmSync(root, { recursive: true, force: true }));
  for (const [name, content] of Object.entries(found)) {
    mkdirSync(dirname(join(root, name)), { recursive: true });
    writeFileSync(join(root, name), content);
  }
  return openTree(root, file);
}
