import { lengthOf } from "../account/length.ts";
import { error, type Fault } from "../faults/fault.ts";
import { decoded } from "../source/links.ts";
import { digest } from "../text/bytes.ts";
import { fold } from "../text/white-space.ts";
import type { Article, ImageUse, LinkUse, Withdrawal } from "./article.ts";
import { type CivilDate, civilDate, compareDates, isBefore } from "./date.ts";
import type { Locator } from "./material.ts";
import type { ArticleMetadata } from "./schema.ts";

/**
 * That an article was withdrawn, when and why; its status and its notice need each other.
 *
 * @param refused whether there is a notice with a fault that is told already
 */
export function readWithdrawal(
  { status, withdrawal }: ArticleMetadata,
  refused: boolean,
  at: Locator,
  published: CivilDate | undefined,
  faults: Fault[],
): Withdrawal | undefined {
  if (!withdrawal) {
    const remedy = "add `withdrawal:` with a `date` and a `text` that says why";
    if (status === "withdrawn" && !refused)
      faults.push(error(at("status"), "the article is withdrawn, and its notice is missing", remedy));
    return undefined;
  }
  if (status !== "withdrawn") {
    const remedy = "write `status: withdrawn`, or remove the notice";
    faults.push(error(at("withdrawal"), "there is a notice, and the article is not withdrawn", remedy));
  }
  const date = civilDate(withdrawal.date);
  if (!date) return undefined;
  if (published && isBefore(date, published)) {
    const reason = `the withdrawal of ${date.iso} is before the article's date ${published.iso}`;
    faults.push(error(at("withdrawal", "date"), reason, "correct one of the two"));
  }
  return { date, text: fold(withdrawal.text), keep: withdrawal.keep === "true", gone: [] };
}

/**
 * The record of a withdrawn article. No list has it, so it names none. Unless its text is kept, the notice takes the text's place in
 * everything, as wire copy: on the page, as the source that is served, in what is proved.
 */
export function withdrawn(article: Article, withdrawal: Withdrawal | undefined): Article {
  if (!withdrawal) return article;
  const { date, text, keep } = withdrawal;
  const modified = compareDates(article.modified, date) < 0 ? date : article.modified;
  const unlisted = { ...article, modified, topics: [], series: undefined, live: undefined, withdrawal };
  if (keep) return unlisted;
  const notice = `date ${date.day} ${text}\n`;
  const { words, characters } = lengthOf("wire", notice);
  return {
    ...unlisted,
    withdrawal: { ...withdrawal, gone: [...article.images, ...article.media, ...article.links.map(fileOf)] },
    form: "wire",
    sourceName: "source.txt",
    notice,
    withheld: undefined,
    sha256: digest(notice),
    bytes: Buffer.byteLength(notice),
    words,
    characters,
    standfirst: undefined,
    warning: undefined,
    obituary: undefined,
    image: undefined,
    images: [],
    media: [],
    links: article.links.filter(({ kind }) => kind === "translation"),
    ids: [],
    parting: undefined,
    parts: [],
  };
}

function fileOf({ href, place }: LinkUse): ImageUse {
  return { src: decoded(href), place };
}
