import { existsSync, readdirSync, statSync, watch } from "node:fs";
import { basename, dirname, join } from "node:path";
import { type Places, pressFile } from "../press/build/places.ts";

/** What changed: what the publication is made of, or the press, which is code. */
export type Changed = "sources" | "press";

/**
 * Watches all that a publication is made from, and the press where it is being worked on.
 *
 * @param onChange told of each change; editors write a file in several steps, so of one save several times
 */
export function watchFiles({ articles, metadata, theme }: Places, onChange: (what: Changed) => void): void {
  const watched = new Set<string>();
  const sources = () => onChange("sources");
  watchFolder(articles.path, watched, sources);
  // A theme has code in it, and a process cannot forget a module.
  watchFolder(theme.path, watched, () => onChange("press"));
  const name = basename(metadata.path);
  watch(dirname(metadata.path), (_, changed) => {
    // The preview itself may lie beside it.
    if (changed === null || changed === name) sources();
  });
  for (const folder of ["_includes", "src/outputs", "src/press"])
    watchFolder(pressFile(folder), watched, () => onChange("press"));
}

/** Watches a folder and the folders in it, each by itself: where Node watches all at once, it asks for each file in turn. */
function watchFolder(folder: string, watched: Set<string>, onChange: () => void): void {
  if (watched.has(folder) || !existsSync(folder) || !statSync(folder).isDirectory()) return;
  watched.add(folder);
  const watcher = watch(folder, () => {
    if (existsSync(folder)) watchInside(folder, watched, onChange);
    else watched.delete(folder);
    onChange();
  });
  // A folder that goes takes its watcher along.
  watcher.on("error", () => watcher.close());
  watchInside(folder, watched, onChange);
}

function watchInside(folder: string, watched: Set<string>, onChange: () => void): void {
  for (const entry of readdirSync(folder, { withFileTypes: true }))
    if (entry.isDirectory()) watchFolder(join(folder, entry.name), watched, onChange);
}
