import { posix } from "node:path";
import { slugify } from "../address/slug.ts";
import { feedDate } from "./dates.ts";
import { type Data, listAt, textAt } from "./front-matter.ts";
import { permalinkOf } from "./generator-text.ts";
import type { Tree } from "./tree.ts";

/** Whether a file is Markdown. */
export function isMarkdownFile(name: string): boolean {
  return /\.(?:md|markdown|mdx|mkd)$/i.test(name);
}

/** What tells where a generator puts a file's page. */
export interface Placed {
  name: string;
  title: string;
  /** The date as it is written. */
  date: string;
  slug: string;
  sections: string[];
  /** The form of addresses that the generator's settings ask for. */
  style: string | undefined;
}

/** Where a piece stood: its own address, if it can be told, and those that led to it. */
export function addressesOf(
  data: Data,
  { name, title, date, slug, sections, style }: Placed,
  lose: (kind: string, what: string) => void,
): { permalink?: string | undefined; redirects: string[] } {
  const redirects = [...listAt(data, "aliases"), ...listAt(data, "redirect_from")].map(rooted);
  const day = feedDate(date)?.slice(0, 10) ?? "";
  const [year = "", month = "", dayOfMonth = ""] = day.split("-");
  const values = {
    ...{
      title,
      year,
      month,
      day: dayOfMonth,
      slug,
      "page.fileSlug": slug,
      "page.date": day,
      output_ext: ".html",
    },
    categories: sections.map(slugify).join("/"),
  };
  const given = textAt(data, "permalink", "url");
  if (given === "false") return { redirects };
  const jekyll = /(?:^|\/)_posts\//.test(name) ? (styles[style ?? "date"] ?? style ?? "") : "";
  const template = given || jekyll;
  if (template === "") return { permalink: rooted(pathOf(name, slug)), redirects };
  const permalink = permalinkOf(template, given ? values : { ...values, title: slug });
  if (permalink === undefined) lose("old addresses that a template makes", template);
  return { permalink: permalink === undefined ? undefined : rooted(permalink), redirects };
}

/** Jekyll's own styles of addresses. @see https://jekyllrb.com/docs/permalinks/ */
const styles: Record<string, string> = {
  date: "/:categories/:year/:month/:day/:title:output_ext",
  pretty: "/:categories/:year/:month/:day/:title/",
  none: "/:categories/:title:output_ext",
};

/** The address that generators give a file by its folder. */
function pathOf(name: string, slug: string): string {
  const folders = posix
    .dirname(name)
    .replace(/^.*?\bcontent\b\/?/, "")
    .split("/");
  const own = /(?:^|\/)_?index\.\w+$/.test(name) ? folders.slice(0, -1) : folders;
  return `/${[...own.filter((part) => part !== "." && part !== ""), slug].join("/")}/`;
}

function rooted(path: string): string {
  return /^(?:https?:\/)?\//.test(path) ? path : `/${path}`;
}

/** The address of a piece that a tag names by its file, with or without its folder and its ending. */
export function addressOf(tree: Tree, wanted: string, site: string): string | undefined {
  const bare = wanted.replace(/^\/|\.\w+$|#.*$/g, "");
  const name = tree.names.find((file) => {
    const own = file.replace(/(?:\/index)?\.\w+$/, "");
    return isMarkdownFile(file) && (own === bare || own.endsWith(`/${bare}`));
  });
  return name === undefined ? undefined : new URL(name, site).href;
}
