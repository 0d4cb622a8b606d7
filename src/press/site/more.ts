import { inPaper, topicPath } from "../address/address.ts";
import type { Article } from "../record/article.ts";
import type { Publication } from "../record/publication.ts";
import type { More } from "./leaf.ts";
import { sectionOf } from "./menu.ts";

/** How many stories lead on from an article. */
export const moreCount = 3;

/** How many of them may be newer: what happened next comes first, and an archive's pages stay as they are. */
const newest = 2;

/** Articles of one language that share a topic or a section, newest first. */
interface Group {
  path: string;
  articles: Article[];
}

/** An article's place in a group. */
interface Place {
  name: string;
  group: Group;
  index: number;
}

/**
 * What to read after each article: those nearest to it in time that share its language and a topic, in the order in which it names
 * its topics, or else its section. Those that the page names already, as the one before and the one after, are left out.
 *
 * @param articles those that lists have, newest first
 */
export function moreOf(
  articles: readonly Article[],
  publication: Pick<Publication, "sections" | "home">,
): ReadonlyMap<Article, More> {
  const groups = new Map<string, Group>();
  const places = articles.map((article) =>
    subjectsOf(article, publication).map(({ name, path }): Place => {
      const key = `${article.language} ${path}`;
      const group = groups.get(key) ?? { path, articles: [] };
      groups.set(key, group);
      return { name, group, index: group.articles.push(article) - 1 };
    }),
  );
  const found = new Map<Article, More>();
  for (const [index, article] of articles.entries()) {
    const named = [articles[index - 1], article, articles[index + 1]];
    const more = bestOf((places[index] ?? []).map((place) => near(place, named)));
    if (more) found.set(article, more);
  }
  return found;
}

/** The lists that an article stands in: its topics', each once, and its section's. */
function subjectsOf(article: Article, publication: Pick<Publication, "sections" | "home">) {
  const topics = article.topics.map((name) => [inPaper(publication, topicPath(name)), name] as const);
  const section = sectionOf(article, publication);
  const names = section?.listed?.names ?? {};
  const name = Object.hasOwn(names, article.language) ? names[article.language] : article.section;
  const all = new Map([...topics, ...(section ? [[section.path, name ?? ""] as const] : [])]);
  return [...all].map(([path, name]) => ({ path, name }));
}

/** The stories of a group that are nearest to one of them. */
function near(
  { name, group: { path, articles }, index }: Place,
  named: readonly (Article | undefined)[],
): More {
  const isNew = (article: Article) => !named.includes(article);
  // What is left out stands next to it.
  const newer = articles
    .slice(Math.max(index - moreCount - 1, 0), index)
    .filter(isNew)
    .slice(-moreCount);
  const older = articles
    .slice(index + 1, index + moreCount + 2)
    .filter(isNew)
    .slice(0, moreCount);
  const least = Math.max(newest, moreCount - older.length);
  const stories = [...newer.slice(-least), ...older].slice(0, moreCount);
  return {
    name,
    path,
    articles: stories.map(({ slug, headline, language, date }) => ({ slug, headline, language, date })),
  };
}

/** The first that has as many stories as may be, or the one that has most. */
function bestOf(all: readonly More[]): More | undefined {
  const most = Math.max(1, ...all.map(({ articles }) => articles.length));
  return all.find(({ articles }) => articles.length === most);
}
