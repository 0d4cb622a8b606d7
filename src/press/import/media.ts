import { readdirSync } from "node:fs";
import { basename, extname, join, relative, sep } from "node:path";
import { imageExtensions } from "../source/folder.ts";
import { nowhere } from "./links.ts";
import { slugOf } from "./write.ts";

/** Files of the old site, by their addresses. */
export interface Media {
  /** The file behind an address; nothing where the folders hold none. */
  find(address: string): string | undefined;
}

/**
 * The files of folders such as `wp-content/uploads`. A file is found by the end of its address, whatever stands before it; of a picture
 * in several sizes the largest is taken.
 */
export function openMedia(folders: readonly string[]): Media {
  const byPath = new Map<string, string>();
  const byName = new Map<string, string[]>();
  for (const folder of folders) {
    for (const entry of readdirSync(folder, { withFileTypes: true, recursive: true })) {
      if (!entry.isFile()) continue;
      const file = join(entry.parentPath, entry.name);
      const name = folded(entry.name);
      byPath.set(folded(relative(folder, file).split(sep).join("/")), file);
      byName.set(name, [...(byName.get(name) ?? []), file]);
    }
  }
  const exact = (path: string): string | undefined => {
    const parts = path.split("/").filter((part) => part !== "");
    for (let from = 0; from < parts.length; from++) {
      const found = byPath.get(folded(parts.slice(from).join("/")));
      if (found) return found;
    }
    const named = byName.get(folded(parts.at(-1) ?? "")) ?? [];
    return named.length === 1 ? named[0] : undefined;
  };
  return {
    find: (address) => {
      const path = pathOf(address);
      return exact(fullSize(path)) ?? exact(path);
    },
  };
}

function folded(path: string): string {
  return path.normalize("NFC").toLowerCase();
}

function pathOf(address: string): string {
  try {
    return decodeURIComponent(new URL(address, nowhere).pathname);
  } catch {
    return address;
  }
}

/** The address of a picture in full: WordPress writes sizes into the names of its copies, Blogger and Substack into their paths. */
export function fullSize(path: string): string {
  return path.replace(/-(?:\d+x\d+|scaled|rotated|e\d{10,13})(?=\.\w+$)/g, "");
}

/** Whether pages can show a file as a picture. */
export function isPicture(file: string): boolean {
  return imageExtensions.includes(extname(file).toLowerCase());
}

/** The name that a file gets beside its article. */
export function pictureName(file: string): string {
  const ending = extname(file);
  return `${slugOf(basename(file, ending)) || "picture"}${ending.toLowerCase()}`;
}
