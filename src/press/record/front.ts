import { existsSync, readFileSync } from "node:fs";
import { type Fault, isFault, type Place } from "../faults/fault.ts";
import { read } from "../source/utf8.ts";
import { direction } from "../text/direction.ts";
import type { Kind } from "./kinds.ts";
import { siftFront } from "./metadata.ts";
import { metadataOrderFaults } from "./order-faults.ts";

/** A name that `front.yaml` has, and where. */
export interface Named {
  name: string;
  place: Place;
}

/** A block of the front page, as `front.yaml` has it: of a section, a topic, a series, a kind, or of articles. */
export interface FrontBlock {
  section?: Named | undefined;
  topic?: Named | undefined;
  series?: Named | undefined;
  kind?: (Named & { name: Kind }) | undefined;
  articles?: readonly Named[] | undefined;
  title?: string | undefined;
  count?: number | undefined;
  pictures: boolean;
}

/** What a publication says of its front page. */
export interface Front {
  lead?: Named | undefined;
  /** Without it, the sections. */
  blocks?: readonly FrontBlock[] | undefined;
  notice?: string | undefined;
}

/**
 * Reads `front.yaml`, which a publication need not have.
 *
 * @param language the publication's
 * @returns what it says, or every fault in it
 */
export function loadFront(
  { path, shown }: { path: string; shown: string },
  language: string,
): Front | Fault[] {
  if (!existsSync(path)) return {};
  const source = read(shown, readFileSync(path));
  if (isFault(source)) return [source];
  const { metadata, locate, faults } = siftFront(shown, source.text);
  faults.push(...metadataOrderFaults(metadata, locate, direction(language)));
  if (faults.length > 0) return faults;
  const { lead, blocks, notice } = metadata;
  const named = (name: string | undefined, ...steps: (string | number)[]) =>
    name === undefined ? undefined : { name, place: locate(steps) };
  return {
    lead: named(lead, "lead"),
    notice,
    blocks: blocks?.map(({ section, topic, series, kind, articles, title, count, pictures }, index) => ({
      section: named(section, "blocks", index, "section"),
      topic: named(topic, "blocks", index, "topic"),
      series: named(series, "blocks", index, "series"),
      kind: kind && { name: kind, place: locate(["blocks", index, "kind"]) },
      articles: articles?.map((name, at) => ({ name, place: locate(["blocks", index, "articles", at]) })),
      title,
      count: count === undefined ? undefined : Number(count),
      pictures: pictures !== "false",
    })),
  };
}
