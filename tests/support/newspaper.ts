import { fileURLToPath } from "node:url";
import type { SiteSources } from "./build.ts";
import { filesOf } from "./pages.ts";
import { paperArticles, paperFiles, paperMetadata } from "./paper.ts";

const sample = fileURLToPath(new URL("../fixtures/page/en/articles", import.meta.url));

function article(head: string, text: string): string {
  return `---\n${head}---\n${text}`;
}

const shared = "section: Harbour\nauthors: [ines]\ntopics: [Ships]\n";

/** Articles of the kinds that have something of their own on their pages, by their files. */
const ofKinds = {
  "flood.md": article(
    `headline: The flood, minute by minute\nkind: live\ndate: 2026-11-20T08:00+00:00\nlive: { refresh: 60 }\n${shared}`,
    "The water came on Friday.\n\n## 22:40 **A late boat**\n\nIt brought bread.\n\n## 14:05 The wall holds\n\nSo far.\n\n## 09:00 Rain\n\nIt began.\n",
  ),
  "keeper.md": article(
    `headline: I never learned to swim\nkind: interview\ndate: 2026-11-19\nwarning: Tells of a drowning.\n${shared}`,
    "Ada Brine has kept the lamp.\n\n**Q:** Were you afraid?\n\n**A:** Every night.\n",
  ),
  "ferryman.md": article(
    `headline: The last ferryman\nkind: obituary\nobituary: { name: Tom Sedge, born: 1931, died: 2026-10-04 }\ndate: 2026-11-18\n${shared}`,
    "He crossed the river.\n",
  ),
  "paint.md": article(
    "headline: A paint that lasts\nkind: sponsored\nsponsor: Brine & Sons\ndate: 2026-11-17\n",
    "Salt eats most paints. [Ours](https://example.com/paint) was made for boats.\n",
  ),
  "gone.md": article(
    `headline: The boat that never was\ndate: 2026-11-16\nstatus: withdrawn\nwithdrawal: { date: 2026-11-17, text: There was no boat. }\n${shared}`,
    "It came at night.\n",
  ),
  "kashti.md": article(
    `headline: کشتی لوٹ آئی\nlanguage: ur\ndate: 2026-11-15\n${shared}`,
    "کشتیاں گئیں اور رات کو واپس آئیں۔\n",
  ),
  "quay-1.md": article(
    `headline: The first stone\ndate: 2026-11-14\nseries: { name: The quay, part: 1 }\n${shared}`,
    "It was laid at low water.\n",
  ),
};

/** A newspaper of forty articles and one of each kind, with a menu of ten, authors, and an article that has everything. */
export async function newspaper(): Promise<Required<Pick<SiteSources, "articles" | "files" | "metadata">>> {
  const { "night-ferry.md": ferry = "", "quay.jpg": quay = "", "pulley.jpg": pulley = "" } = filesOf(sample);
  const everything = `${ferry}`
    .replace(
      /authors:\n(?: .*\n)+/,
      "authors: [ines, Tobias Achterberg]\nkind: opinion\nseries: { name: The quay, part: 2 }\n",
    )
    .replace("section: The river", "section: Harbour")
    .replace("  - Ferries", "  - Ships")
    .replace(
      "\n---\nThe ferry",
      '\ntranslations: [{ language: fr, url: "https://example.com/fr/bac" }]\n---\nThe ferry',
    )
    .replace(
      "### Passengers by year",
      "> **The third rule is the only one that has ever been broken.**\n>\n> — The clerk\n\n### Passengers by year",
    );
  return {
    articles: {
      ...(await paperArticles()),
      ...ofKinds,
      "everything.md": everything,
      "quay.jpg": quay,
      "pulley.jpg": pulley,
    },
    files: {
      ...paperFiles,
      "authors.yaml":
        'ines: { name: Ines Marlow, role: Harbour editor, about: Has written of ships since there were more of them., portrait: ines.jpg, same: ["https://example.com/ines"] }\ntobias: { name: Tobias Achterberg }\n',
      "ines.jpg": quay,
    },
    metadata: paperMetadata.replace(
      "about, {",
      'about, { title: The archive of maps, url: "https://example.com/maps" }, { title: Shop, url: "https://example.com/shop" }, {',
    ),
  };
}
