import { writeFileSync } from "node:fs";
import { oneLine } from "../faults/fault.ts";
import type { Imported } from "./import.ts";
import { grouped, pictureLine, placeOf, plural } from "./report.ts";

/**
 * Writes the report of an import into a file: JSON for programs where its name ends in `.json`, Markdown for people otherwise.
 *
 * @throws Error if the file cannot be written
 */
export function writeReport(file: string, imported: readonly Imported[]): void {
  const data = file.endsWith(".json")
    ? `${JSON.stringify(imported, undefined, 2)}\n`
    : markdownReport(imported);
  writeFileSync(file, data);
}

function markdownReport(imported: readonly Imported[]): string {
  const parts = imported.flatMap((one) => [
    `## ${one.file}`,
    [one.kind, plural(one.written.length, "article"), plural(one.drafts, "draft")]
      .filter((part) => part !== "")
      .join(", "),
    section("Written", one.written),
    section(
      "Changed at the source; the article stays as it is",
      one.changed.map(({ path, loss }) => `${path} (${placeOf(loss)})`),
    ),
    section(
      "Removed or renamed here; not written again",
      one.gone.map(({ path, loss }) => `${path} (${placeOf(loss)})`),
    ),
    section("Pictures to fetch", one.pictures.map(pictureLine)),
    ...losses(
      "Carried in another form",
      one.losses.filter(({ kept }) => kept),
    ),
    ...losses(
      "Not carried",
      one.losses.filter(({ kept }) => !kept),
    ),
    section("Refused", one.faults.map(oneLine)),
  ]);
  return `# Import\n\n${parts.filter((part) => part !== "").join("\n\n")}\n`;
}

function section(title: string, lines: readonly string[]): string {
  return lines.length === 0 ? "" : `### ${title}: ${lines.length}\n\n${lines.map(item).join("\n")}`;
}

function losses(title: string, found: Imported["losses"]): string[] {
  const groups = [...grouped(found)];
  if (groups.length === 0) return [];
  return [
    `### ${title}`,
    ...groups.map(([kind, group]) =>
      [`${kind}: ${group.length}`, "", ...group.map((loss) => item(`${placeOf(loss)}: ${loss.what}`))].join(
        "\n",
      ),
    ),
  ];
}

/** A list item whose words stay what they are. */
function item(text: string): string {
  return `- ${text.replace(/[\\`*_[\]<>]/g, "\\$&").replace(/\s+/g, " ")}`;
}
