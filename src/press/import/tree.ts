import { readdirSync, readFileSync } from "node:fs";
import { join, relative, sep } from "node:path";
import type { Options } from "./story.ts";

/** A folder with all that is in it. */
export interface Tree {
  /** How messages name the folder. */
  shown: string;
  root: string;
  /** The files' paths within the folder, with slashes, in their order. */
  names: string[];
  /** Folders with Markdown in them that were passed over, for programs keep theirs under such names. */
  passed: string[];
}

/** Folders that hold programs, wherever they stand. */
const programs = /^(?:\..*|node_modules|_site|_layouts|_includes|_sass)$/;
/** Folders in a site's own that hold programs, or pages that a program made of what is imported. */
const atTop = /^(?:public|dist|resources|themes|vendor)$/;

/** Lists a folder, but for hidden files and what programs made. */
export function openTree(root: string, shown = root): Tree {
  const names: string[] = [];
  const passed: string[] = [];
  const walk = (folder: string) => {
    const entries = readdirSync(folder, { withFileTypes: true }).sort((a, b) => (a.name < b.name ? -1 : 1));
    for (const entry of entries) {
      const path = join(folder, entry.name);
      const isPassed = programs.test(entry.name) || (folder === root && atTop.test(entry.name));
      if (entry.isDirectory() && !isPassed) walk(path);
      else if (entry.isDirectory() && atTop.test(entry.name) && hasMarkdown(path)) passed.push(entry.name);
      else if (entry.isFile() && !entry.name.startsWith("."))
        names.push(relative(root, path).split(sep).join("/"));
    }
  };
  walk(root);
  return { shown, root, names, passed };
}

function hasMarkdown(folder: string): boolean {
  return readdirSync(folder, { recursive: true }).some((name) =>
    /\.(?:md|markdown|mdx)$/i.test(String(name)),
  );
}

/** The parts of a long list, one after the other, while their reading is told. */
export function* counted<T>(parts: readonly T[], { progress }: Options): Generator<T> {
  for (const [index, part] of parts.entries()) {
    yield part;
    progress?.("files read", index + 1, parts.length);
  }
}

/** The bytes of a file in a tree. */
export function readIn(tree: Tree, name: string): Buffer {
  return readFileSync(join(tree.root, name));
}

/** How messages name a file in a tree. */
export function shownIn(tree: Tree, name: string): string {
  return join(tree.shown, name);
}
