import type { Imported } from "./import.ts";
import type { Loss } from "./story.ts";

/** What an import did with one file, and all that the maintainer still has to see to. */
export function importReport(imported: Imported): string {
  const { file, kind, written, drafts, leftAlone, losses, pictures, faults } = imported;
  const lines = [`${file}${kind === "" ? "" : `: ${kind}`}`];
  lines.push(
    `  wrote ${plural(written.length, "article")}${drafts > 0 ? `, ${plural(drafts, "draft")} among them` : ""}`,
  );
  lines.push(...written.map((path) => `    ${path}`));
  if (leftAlone.length > 0) {
    lines.push(
      `  left alone, there before: ${leftAlone.length}`,
      ...leftAlone.map(({ path, what }) => `    ${path} (for ${what})`),
    );
  }
  if (pictures.length > 0) {
    lines.push(
      `  pictures to fetch: ${pictures.length}; save each beside its article and write ![alt](file "caption") where it stood`,
    );
    lines.push(
      ...pictures.map(({ article, src, alt, caption, where }) =>
        [
          `    ${article}: ${src}, ${where}`,
          `alt: ${alt || "(none)"}`,
          ...(caption ? [`caption: ${caption}`] : []),
        ].join("; "),
      ),
    );
  }
  const groups = grouped(losses);
  if (groups.size > 0) lines.push("  not carried:");
  for (const [name, group] of groups) {
    lines.push(
      `    ${name}: ${group.length}`,
      ...group.map(
        ({ place, what }) =>
          `      ${[place.file, place.line].filter((part) => part !== undefined).join(":")}: ${what}`,
      ),
    );
  }
  if (faults.length > 0) lines.push(`  refused: ${faults.length}`);
  return lines.join("\n");
}

/** Losses by kind, the kinds in alphabetical order. */
function grouped(losses: readonly Loss[]): Map<string, Loss[]> {
  const groups = new Map<string, Loss[]>();
  for (const loss of [...losses].sort((a, b) => (a.kind < b.kind ? -1 : a.kind > b.kind ? 1 : 0))) {
    groups.set(loss.kind, [...(groups.get(loss.kind) ?? []), loss]);
  }
  return groups;
}

function plural(count: number, noun: string): string {
  return `${count} ${noun}${count === 1 ? "" : "s"}`;
}
