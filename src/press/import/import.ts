import { constants, copyFileSync, existsSync } from "node:fs";
import { join } from "node:path";
import { error, type Fault } from "../faults/fault.ts";
import { digest } from "../text/bytes.ts";
import { compose, headlineOf, titleOf, type Workshop } from "./compose.ts";
import { type Entered, enter, standing } from "./enter.ts";
import type { Copy } from "./folder.ts";
import { kept } from "./kept.ts";
import { digestOf, writeLedger } from "./ledger.ts";
import { addressKey, bookOf } from "./links.ts";
import type { Mapping } from "./mapping.ts";
import { openMedia } from "./media.ts";
import { type Found, readAll } from "./read-any.ts";
import type { Loss, Options, Picture, Reading, Story } from "./story.ts";
import { joinGroup } from "./translations.ts";
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
 * @param home the new site's address
 */
export function importFiles(
  files: readonly string[],
  shelf: Shelf,
  options: Options,
  {
    mapping = {},
    media = [],
    home,
  }: { mapping?: Mapping; media?: readonly string[]; home?: string | undefined } = {},
): Imported[] {
  const found = readAll(files, options);
  const workshop: Workshop = {
    shelf,
    options,
    mapping,
    media: openMedia([...media, ...found.flatMap(({ media: own }) => own ?? [])]),
    book: bookOf(shelf.ledger),
    aliases: new Map(),
    groups: new Map(),
    home,
  };
  const planned = plan(found, workshop);
  if (!shelf.dry) writeLedger(shelf.folder, shelf.ledger);
  const total = planned.reduce((sum, { stories, copies }) => sum + stories.length + copies.length, 0);
  let done = 0;
  const tick = () => options.progress?.("articles", ++done, total);
  const none: Plan = { stories: [], copies: [] };
  const imported = found.map((one, index) => importOne(one, planned[index] ?? none, workshop, tick));
  // Pieces that came to nothing are tried anew next time.
  for (const [id, { digest: said }] of shelf.ledger) if (said === undefined) shelf.ledger.delete(id);
  if (!shelf.dry) writeLedger(shelf.folder, shelf.ledger);
  return imported;
}

/** The pieces of a file in their places on the shelf, in the order in which the file has them. */
interface Plan {
  stories: Entered[];
  copies: Entered[];
}

/** Gives every piece its name before any is written, so that all of them can link to all. */
function plan(found: readonly Found[], workshop: Workshop): Plan[] {
  const seen = new Map<string, Entered>();
  return found.map(({ reading, copies }) => {
    const inFile = new Map<string, string>();
    const stories: Entered[] = [];
    for (const story of reading?.stories ?? [])
      stories.push(planStory(story, reading?.site, workshop, seen, inFile));
    const { shelf, options } = workshop;
    return { stories, copies: (copies ?? []).map((copy) => planCopy(copy, shelf, options, seen)) };
  });
}

function planStory(
  story: Story,
  site: string | undefined,
  { shelf, options, book, groups }: Workshop,
  seen: Map<string, Entered>,
  inFile: Map<string, string>,
): Entered {
  const digest = digestOf(story);
  const day = (story.metadata.date ?? options.date)?.slice(0, 10);
  // One export gives one identity to one piece; where it does not, its texts tell them apart.
  const twice = (inFile.get(story.id) ?? digest) !== digest;
  const own = kept(story.id);
  const id = twice ? `${own}#${digest.slice(0, 12)}` : own;
  inFile.set(own, inFile.get(own) ?? digest);
  const draft = story.metadata.status === "draft";
  const known = [...story.addresses, ...(story.links ?? [])];
  const addresses = kept(known.flatMap((address) => addressKey(address, site ?? story.base) ?? []));
  const proposals = kept([story.name ?? "", headlineOf(story)]);
  const entered = enter(shelf, { id, digest, proposals, day, addresses, draft, ending: ".md" }, seen);
  if (!draft) for (const address of addresses) book.set(address, entered.name);
  joinGroup(groups, story, entered.name);
  return entered;
}

function planCopy(copy: Copy, shelf: Shelf, options: Options, seen: Map<string, Entered>): Entered {
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
  return enter(shelf, piece, seen);
}

function importOne(found: Found, plan: Plan, workshop: Workshop, tick: () => void): Imported {
  const imported: Imported = {
    file: found.file,
    kind: found.kind,
    written: [],
    drafts: 0,
    same: 0,
    changed: [],
    gone: [],
    losses: [...found.losses, ...(found.reading?.losses ?? [])],
    placed: 0,
    pictures: [],
    faults: [...found.faults],
  };
  let index = 0;
  for (const story of found.reading?.stories ?? []) {
    const entered = plan.stories[index++];
    const loss = kept({ place: story.place, what: titleOf(story) });
    if (entered && isNew(entered, loss, workshop.shelf, imported))
      importStory(story, entered, found.reading, workshop, imported);
    tick();
  }
  for (const [at, copy] of (found.copies ?? []).entries()) {
    const entered = plan.copies[at];
    const loss = { place: { file: copy.file }, what: copy.name };
    if (entered && isNew(entered, loss, workshop.shelf, imported))
      importCopy(copy, entered, workshop, imported);
    tick();
  }
  return imported;
}

/** Whether a piece is to be written; one that was imported before is told. */
function isNew({ entry, state }: Entered, loss: Passed["loss"], shelf: Shelf, imported: Imported): boolean {
  const path = join(shelf.folder, entry.file);
  if (state === "changed") imported.changed.push({ path, loss });
  else if (state === "gone") imported.gone.push({ path, loss });
  else if (state !== "new") imported.same += 1;
  return state === "new";
}

function importCopy(copy: Copy, entered: Entered, { shelf, options }: Workshop, imported: Imported): void {
  const { date } = options;
  if (copy.date === undefined && date === undefined) {
    const place = { file: copy.file, line: 1, column: 1 };
    const told = copy.month === undefined ? "no date" : `the month ${copy.month} and no day`;
    const remedy = `give one with --date ${copy.month ?? "YYYY-MM"}-DD`;
    imported.faults.push(error(place, `the text tells ${told}`, remedy));
    return;
  }
  if (copy.month !== undefined && !date?.startsWith(`${copy.month}-`)) {
    const place = { file: copy.file, line: 1, column: 1 };
    const reason = `--date says ${date}, the text says ${copy.month}`;
    imported.faults.push(error(place, reason, "import it by itself, with its own --date"));
    return;
  }
  const { name } = entered;
  const withhold = copy.forDesk.map(({ line }) => ({ lines: String(line) }));
  const said = {
    ...(copy.date === undefined && date !== undefined && { date }),
    ...(withhold.length > 0 && { withhold }),
  };
  const metadata = Object.keys(said).length > 0 ? [{ name: `${name}.yaml`, data: toYaml(said) }] : [];
  const files = [{ name: `${name}.txt`, data: copy.data }, ...metadata];
  if (!write(files, entered, shelf, copy.file, imported)) return;
  for (const { line, text } of copy.forDesk) {
    const place = { file: copy.file, line };
    imported.losses.push({ kind: "lines for the desk (withheld in the metadata)", place, what: text });
  }
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
    imported.faults.push(...kept(made.faults));
    imported.losses.push(...kept(made.losses));
    return;
  }
  const { shelf } = workshop;
  const file = { name: `${entered.name}.md`, data: made.data };
  if (!write([file], entered, shelf, story.place.file, imported)) return;
  for (const { from, name } of made.placed) copyPicture(from, join(shelf.folder, name), shelf, imported);
  if (made.draft) imported.drafts += 1;
  imported.placed += made.placed.length;
  imported.losses.push(...kept(made.losses));
  const article = join(shelf.folder, file.name);
  imported.pictures.push(...kept(made.pictures).map((picture) => ({ ...picture, article })));
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
