import {
  existsSync,
  type FSWatcher,
  lstatSync,
  readdirSync,
  statSync,
  type WatchListener,
  watch,
} from "node:fs";
import { basename, dirname, extname, join } from "node:path";
import { type Places, pressFile } from "../press/build/places.ts";
import { imageExtensions } from "../press/pictures/check-image.ts";

/** What changed: what the publication is made of, or the press, which is code. */
export type Changed = "sources" | "press";

/**
 * Watches all that a publication is made from, and the press where it is being worked on.
 *
 * @param onChange told of each change; editors write a file in several steps, so of one save several times
 */
export function watchFiles(
  { articles, metadata, authors, front, theme, pages, files }: Places,
  onChange: (what: Changed) => void,
): void {
  const sources = () => onChange("sources");
  const press = () => onChange("press");
  for (const { path } of [articles, metadata, authors, front, pages, files]) watchPlace(path, sources);
  // Portraits lie beside the file that names them.
  watchNames(dirname(authors.path), (_, name) => {
    if (name !== null && imageExtensions.includes(extname(name).toLowerCase())) sources();
  });
  // A theme has code in it, and a process cannot forget a module.
  watchPlace(theme.path, press);
  for (const folder of ["_includes", "src/outputs", "src/press"]) watchFolder(pressFile(folder), press);
}

interface Watch {
  close: () => void;
}

/** Watches a file, or a folder and all in it. It may come and go: editors put a new file in the place of the old one. */
function watchPlace(path: string, onChange: () => void): void {
  const name = basename(path);
  let inside: Watch | undefined;
  // The folder in which it lies has others, too, such as the preview.
  watchNames(dirname(path), (event, changed) => {
    if (changed !== null && changed !== name) return;
    if (event === "rename") {
      inside?.close();
      inside = watchFolder(path, onChange);
    }
    onChange();
  });
  inside = watchFolder(path, onChange);
}

/**
 * Watches a folder and the folders in it, each by itself: where Node watches all at once, it asks for each file in turn. A folder
 * that goes takes its watch along, so whatever gets a name is watched anew, even if a folder of that name is watched.
 */
function watchFolder(folder: string, onChange: () => void): Watch | undefined {
  if (!isFolder(folder, statSync)) return undefined;
  const below = new Map<string, Watch>();
  const look = (name: string) => {
    below.get(name)?.close();
    below.delete(name);
    const path = join(folder, name);
    const inside = isFolder(path, lstatSync) ? watchFolder(path, onChange) : undefined;
    if (inside) below.set(name, inside);
  };
  // Before the names are read: what comes meanwhile is looked at twice.
  const own = watchNames(folder, (event, changed) => {
    if (event === "rename") for (const name of changed === null ? namesIn(folder) : [changed]) look(name);
    onChange();
  });
  for (const name of namesIn(folder)) look(name);
  return {
    close() {
      own?.close();
      for (const each of below.values()) each.close();
    },
  };
}

/** Whether a path is a folder. It may go at any time, and so may the one in which it lies. */
function isFolder(path: string, stat: typeof statSync | typeof lstatSync): boolean {
  try {
    return stat(path).isDirectory();
  } catch {
    return false;
  }
}

/** The names in a folder; none if it has gone. */
function namesIn(folder: string): string[] {
  try {
    return readdirSync(folder);
  } catch {
    return [];
  }
}

/** Watches the names in a folder. Where the system has no more watches to give, it says so, and the rest is watched. */
function watchNames(folder: string, listener: WatchListener<string>): FSWatcher | undefined {
  try {
    const watcher = watch(folder, listener);
    return watcher.on("error", () => watcher.close());
  } catch (thrown) {
    if (existsSync(folder))
      console.error(`${folder} cannot be watched, so what changes in it does not show by itself: ${thrown}`);
    return undefined;
  }
}
