import { constants, copyFileSync, existsSync } from "node:fs";
import { join } from "node:path";
import { error, type Fault } from "../fault.ts";
import { digest } from "../read.ts";
import { compose, headlineOf, titleOf, type Workshop } from "./compose.ts";
import { type Entered, enter, standing } from "./enter.ts";
import type { Copy } from "./folder.ts";
import { digestOf, writeLedger } from "./ledger.ts";
import { addressKey, bookOf } from "./links.ts";
import type { Mapping } from "./mapping.ts";
import { openMedia } from "./media.ts";
import { type Found, readAll } from "./read-any.ts";
import type { Loss, Options, Picture, Reading, Story } from "./story.ts";
import { type NewFile, type Shelf, toYaml, writeFiles } from "./write.ts";

/** What came of one file or folder. */
export interface Imported {
  /** As it was named on the command line. */
  file: string;
  /** What it turned out to be, for people; empty if that could not be told. */
  kind: string;
  /** The articles that were written, by the paths of their texts. */
  written: string[];
  /** How many of them are drafts. */
  drafts: number;
  /** How many pieces were imported before and say the same, or stand in this run twice. */
  same: number;
  /** Articles whose piece says something else at the source by now; they stay as they are. */
  changed: Passed[];
  /** Articles that a maintainer has removed or renamed since they were imported; they are not written again. */
  gone: Passed[];
  losses: Loss[];
  /** How many pictures stand in the articles, beside them. */
  placed: number;
  /** Pictures whose files were not found, each with the article it belongs to. */
  pictures: (Picture & { article: string })[];
  faults: Fault[];
}

/** An article that an import passed over, and the piece that would have been it. */
export interface Passed {
  path: string;
  loss: Pick<Loss, "place" | "what">;
}

/**
 * Imports exports, feeds and folders. What cannot be read or carried is told, and the rest goes on.
 *
 * @param files paths
 * @param shelf where the articles go
 * @param media folders with the old site's files
 */
export function importFiles(
  files: readonly string[],
  shelf: Shelf,
  options: Options,
  { mapping = {}, media = [] }: { mapping?: Mapping; media?: readonly string[] } = {},
): Imported[] {
  const found = readAll(files, options);
  const workshop: Workshop = {
    shelf,
    options,
    mapping,
    media: openMedia([...media, ...found.flatMap(({ media: own }) => own ?? [])]),
    book: bookOf(shelf.ledger),
    aliases: new Map(),
  };
  const planned = plan(found, workshop);
  if (!shelf.dry) writeLedger(shelf.folder, shelf.ledger);
  const imported = found.map((one, index) => importOne(one, planned[index] ?? [], workshop));
  // Pieces that came to nothing are tried anew next time.
  for (const [id, { digest: said }] of shelf.ledger) if (said === undefined) shelf.ledger.delete(id);
  if (!shelf.dry) writeLedger(shelf.folder, shelf.ledger);
  return imported;
}

/** A piece in its place on the shelf. */
type Planned = { entered: Entered } & ({ story: Story } | { copy: Copy });

/** Gives every piece its name before any is written, so that all of them can link to all. */
function plan(found: readonly Found[], { shelf, options, book }: Workshop): Planned[][] {
  const seen = new Map<string, Entered>();
  return found.map(({ reading, copies }) => {
    const inFile = new Map<string, string>();
    const stories = (reading?.stories ?? []).map((story): Planned => {
      const digest = digestOf(story);
      const day = (story.metadata.date ?? options.date)?.slice(0, 10);
      // One export gives one identity to one piece; where it does not, its texts tell them apart.
      const twice = (inFile.get(story.id) ?? digest) !== digest;
      const id = twice ? `${story.id}#${digest.slice(0, 12)}` : story.id;
      inFile.set(story.id, inFile.get(story.id) ?? digest);
      const draft = story.metadata.status === "draft";
      const addresses = [...story.addresses, ...(story.links ?? [])].flatMap(
        (address) => addressKey(address, reading?.site ?? story.base) ?? [],
      );
      const proposals = [story.name ?? "", headlineOf(story)];
      const entered = enter(shelf, { id, digest, proposals, day, addresses, draft, ending: ".md" }, seen);
      if (!draft) for (const address of addresses) book.set(address, entered.name);
      return { story, entered };
    });
    return [...stories, ...(copies ?? []).map((copy) => planCopy(copy, shelf, options, seen))];
  });
}

function planCopy(copy: Copy, shelf: Shelf, options: Options, seen: Map<string, Entered>): Planned {
  const said = digest(copy.data);
  const day = copy.date ?? options.date;
  const piece = {
    id: `sha256:${said}`,
    digest: said,
    proposals: [copy.name],
    day,
    addresses: [],
    ending: ".txt" as const,
  };
  return { copy, entered: enter(shelf, piece, seen) };
}

function importOne(found: Found, planned: readonly Planned[], workshop: Workshop): Imported {
  const imported: Imported = {
    file: found.file,
    kind: found.kind,
    written: [],
    drafts: 0,
    same: 0,
    changed: [],
    gone: [],
    losses: [...found.losses],
    placed: 0,
    pictures: [],
    faults: [...found.faults],
  };
  for (const piece of planned) {
    const { entered } = piece;
    const path = join(workshop.shelf.folder, entered.entry.file);
    const loss =
      "story" in piece
        ? { place: piece.story.place, what: titleOf(piece.story) }
        : { place: { file: piece.copy.file }, what: piece.copy.name };
    if (entered.state === "changed") imported.changed.push({ path, loss });
    else if (entered.state === "gone") imported.gone.push({ path, loss });
    else if (entered.state !== "new") imported.same += 1;
    else if ("story" in piece) importStory(piece.story, entered, found.reading, workshop, imported);
    else importCopy(piece.copy, entered, workshop, imported);
  }
  return imported;
}

function importCopy(copy: Copy, entered: Entered, { shelf, options }: Workshop, imported: Imported): void {
  const { date } = options;
  if (copy.date === undefined && date === undefined) {
    const place = { file: copy.file, line: 1, column: 1 };
    imported.faults.push(error(place, "the text tells no date", "give one with --date YYYY-MM-DD"));
    return;
  }
  const { name } = entered;
  const metadata =
    copy.date === undefined && date !== undefined ? [{ name: `${name}.yaml`, data: toYaml({ date }) }] : [];
  write([{ name: `${name}.txt`, data: copy.data }, ...metadata], entered, shelf, copy.file, imported);
}

function importStory(
  story: Story,
  entered: Entered,
  reading: Reading | undefined,
  workshop: Workshop,
  imported: Imported,
): void {
  const made = compose(story, entered.name, reading?.site, workshop);
  if ("faults" in made) {
    imported.faults.push(...made.faults);
    imported.losses.push(...made.losses);
    return;
  }
  const { shelf } = workshop;
  const file = { name: `${entered.name}.md`, data: made.data };
  if (!write([file], entered, shelf, story.place.file, imported)) return;
  for (const { from, name } of made.placed) copyPicture(from, join(shelf.folder, name), shelf, imported);
  if (made.draft) imported.drafts += 1;
  imported.placed += made.placed.length;
  imported.losses.push(...made.losses);
  const article = join(shelf.folder, file.name);
  imported.pictures.push(...made.pictures.map((picture) => ({ ...picture, article })));
}

/** Copies a picture beside its article; one that is there already is the same, for its name was chosen so. */
function copyPicture(from: string, to: string, shelf: Shelf, imported: Imported): void {
  if (shelf.dry || existsSync(to)) return;
  try {
    copyFileSync(from, to, constants.COPYFILE_EXCL);
  } catch (thrown) {
    imported.faults.push(
      error({ file: from }, `${to} cannot be written: ${reasonOf(thrown)}`, "check the folder"),
    );
  }
}

function write(files: NewFile[], entered: Entered, shelf: Shelf, from: string, imported: Imported): boolean {
  const path = join(shelf.folder, files[0]?.name ?? "");
  try {
    if (!shelf.dry) writeFiles(shelf.folder, files);
    standing(entered);
    imported.written.push(path);
    return true;
  } catch (thrown) {
    imported.faults.push(
      error({ file: from }, `${path} cannot be written: ${reasonOf(thrown)}`, "check the folder"),
    );
    return false;
  }
}

function reasonOf(thrown: unknown): string {
  return thrown instanceof Error ? thrown.message : String(thrown);
}
