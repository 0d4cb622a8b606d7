import { readFileSync } from "node:fs";
import { join } from "node:path";
import { project } from "./press.ts";

/**
 * The files that a document shows: each code block under a comment with the file's path.
 *
 * @param name the document, from the project's folder
 */
export function examplesIn(name: string): Record<string, string> {
  const text = readFileSync(join(project, name), "utf8");
  const blocks = text.matchAll(/<!-- (\S+) -->\n(`{3,})\w*\n([\s\S]*?)\2/g);
  return Object.fromEntries([...blocks].map(([, path = "", , content = ""]) => [path, content]));
}
