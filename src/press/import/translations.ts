import { articleUrl } from "../address/address.ts";
import type { ArticleMetadata } from "../record/schema.ts";
import { kept } from "./kept.ts";
import type { Story } from "./story.ts";

/*
 * Pieces that say the same in several languages: an old site names a group, and each article names the others of it.
 */

/** One piece of a group. */
interface Member {
  language: string;
  /** The article's name. */
  name: string;
  /** Where the old site had it. */
  address: string | undefined;
}

/** The pieces of each group that readers can reach. */
export type Groups = Map<string, Member[]>;

/** Notes a piece in its group. A draft is in none, for no page would answer. */
export function joinGroup(groups: Groups, { translation, metadata, addresses }: Story, name: string): void {
  const { language, status } = metadata;
  if (translation === undefined || language === undefined || status === "draft") return;
  const members = groups.get(translation) ?? [];
  groups.set(kept(translation), members);
  const address = addresses.find((found) => /^https?:/.test(found));
  if (!members.some((member) => member.language === language))
    members.push(kept({ language, name, address }));
}

/**
 * The other pieces of a story's group.
 *
 * @param name the story's own article
 * @param home the new site's address; without it, the old addresses stand, which lead on where the site keeps its server
 */
export function translationsOf(
  { translation }: Story,
  name: string,
  groups: Groups,
  home: string | undefined,
): Pick<ArticleMetadata, "translations"> {
  const others = (groups.get(translation ?? "") ?? []).filter((member) => member.name !== name);
  const translations = others.flatMap(({ language, name: slug, address }) => {
    const url = home === undefined ? address : articleUrl({ url: home }, { slug });
    return url === undefined ? [] : { language, url };
  });
  return translations.length > 0 ? { translations } : {};
}
