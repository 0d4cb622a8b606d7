import { markdownWords } from "../account/markdown-words.ts";
import { live as files } from "../address/paths.ts";
import { slugPath } from "../address/slug.ts";
import { quoted } from "../faults/fault.ts";
import { escapeHtml } from "../page/html.ts";
import { feedEntries } from "./feed-entries.ts";
import { compare, described } from "./prove.ts";
import { readBack } from "./read-back.ts";
import { slugOf } from "./read-served.ts";

/*
 * What stands beside the page of an article that is told live: a feed of its entries, and the page that loads itself again.
 */

/** Of whose article a file beside a page is, if it is such a feed or page. */
export function liveSlug(path: string): string | undefined {
  const [slug, name, ...more] = path.split("/");
  return more.length === 0 && (name === files.feed || name === files.page) ? slug : undefined;
}

/**
 * What is wrong with such a file.
 *
 * @param path its place on the site
 * @param content what it says
 * @param source the text of the article's source
 */
export function liveReasons(path: string, content: string, source: string): string[] {
  return path.endsWith(files.feed)
    ? feedReasons(path, content, source)
    : compare({ form: "markdown", text: source, html: content }).differences.map(
        (difference) => `a word ${described(difference)}`,
      );
}

/** The words of each entry stand in the source, one after the other, and nothing between them. */
function feedReasons(path: string, content: string, source: string): string[] {
  const entries = feedEntries(path, content);
  if (!entries) return ["this is no feed of Stet's"];
  const words = ` ${markdownWords(source)
    .map(({ text }) => text)
    .join(" ")} `;
  const slug = liveSlug(path) ?? "";
  return entries.flatMap(({ id, title, content: body }) => {
    if (slugOf(id) !== slug) return [`the entry ${quoted(id)} is none of ${slugPath(slug)}`];
    const said = readBack(
      `<main><article><div class="e-content"><p>${escapeHtml(title)}</p>${body}</div></article></main>`,
    );
    const told = said.blocks.join(" ");
    return words.includes(` ${told} `)
      ? []
      : [`the entry ${quoted(title)} does not say what the source says`];
  });
}
