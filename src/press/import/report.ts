import type { Imported, Passed } from "./import.ts";
import type { Loss } from "./story.ts";

/**
 * What an import did with one file, and all that the maintainer still has to see to.
 *
 * @param dry whether nothing was written
 */
export function importReport(imported: Imported, dry = false): string {
  const { file, kind, written, drafts, same, changed, gone, losses, placed, pictures, faults } = imported;
  const wrote = dry ? "would write" : "wrote";
  const among = drafts > 0 ? `, ${plural(drafts, "draft")} among them` : "";
  // Lists go into one another and never into arguments: of those a call takes some ten thousands, and an import may tell more.
  const lines = [
    `${file}${kind === "" ? "" : `: ${kind}`}`,
    `  ${wrote} ${plural(written.length, "article")}${among}`,
    ...written.map((path) => `    ${path}`),
    ...(same > 0 ? [`  imported before, and the same: ${same}`] : []),
    ...passed("changed at the source since it was imported; the article stays as it is", changed),
    ...passed("removed or renamed here since it was imported; not written again", gone),
    ...(placed > 0 ? [`  pictures beside the articles: ${placed}`] : []),
    ...toFetch(pictures),
    ...list(
      "  carried in another form:",
      losses.filter(({ kept }) => kept),
    ),
    ...list(
      "  not carried:",
      losses.filter(({ kept }) => !kept),
    ),
    ...(faults.length > 0 ? [`  refused: ${faults.length}`] : []),
  ];
  return lines.join("\n");
}

function toFetch(pictures: Imported["pictures"]): string[] {
  if (pictures.length === 0) return [];
  return [
    `  pictures to fetch: ${pictures.length}; save each beside its article and write ![alt](file "caption") where it stood, or import with --media FOLDER`,
    ...pictures.map((picture) => `    ${pictureLine(picture)}`),
  ];
}

/** Whether something of a file did not come along. */
export function hasLosses({ losses, pictures, changed }: Imported): boolean {
  return pictures.length > 0 || changed.length > 0 || losses.some(({ kept }) => !kept);
}

function passed(title: string, articles: readonly Passed[]): string[] {
  if (articles.length === 0) return [];
  return [
    `  ${title}: ${articles.length}`,
    ...articles.map(({ path, loss }) => `    ${path} (${placeOf(loss)}: ${loss.what})`),
  ];
}

/** A picture on one line. */
export function pictureLine({ article, src, alt, caption, where }: Imported["pictures"][number]): string {
  return [
    `${article}: ${src}, ${where}`,
    `alt: ${alt || "(none)"}`,
    ...(caption ? [`caption: ${caption}`] : []),
  ].join("; ");
}

function list(title: string, losses: readonly Loss[]): string[] {
  const groups = grouped(losses);
  return [
    ...(groups.size > 0 ? [title] : []),
    ...[...groups].flatMap(([name, group]) => [
      `    ${name}: ${group.length}`,
      ...group.map((loss) => `      ${placeOf(loss)}: ${loss.what}`),
    ]),
  ];
}

/** Where something stands, as an editor takes it. */
export function placeOf({ place }: Pick<Loss, "place">): string {
  return [place.file, place.line].filter((part) => part !== undefined).join(":");
}

/** Losses by kind, the kinds in alphabetical order. */
export function grouped(losses: readonly Loss[]): Map<string, Loss[]> {
  const groups = new Map<string, Loss[]>();
  for (const loss of [...losses].sort((a, b) => (a.kind < b.kind ? -1 : a.kind > b.kind ? 1 : 0))) {
    const group = groups.get(loss.kind);
    if (group) group.push(loss);
    else groups.set(loss.kind, [loss]);
  }
  return groups;
}

export function plural(count: number, noun: string): string {
  return `${count} ${noun}${count === 1 ? "" : "s"}`;
}
