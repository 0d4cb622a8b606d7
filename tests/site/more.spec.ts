import { expect, test } from "@playwright/test";
import type { Article } from "../../src/press/record/article.ts";
import { civilDate } from "../../src/press/record/date.ts";
import { moreOf } from "../../src/press/site/more.ts";

/*
 * What leads on from an article: three of its topic or its section.
 */

/** An article of a day of May; of its record only what decides here. */
function article(day: number, fields: Partial<Article> = {}): Article {
  const date = civilDate(`2024-05-${String(day).padStart(2, "0")}`);
  const some = { slug: `a${day}`, headline: `Headline ${day}`, language: "en", topics: ["Ferries"], date };
  return { ...some, ...fields } as Article;
}

/** The more of an article, by its slug: the name, and the slugs. */
function more(articles: readonly Article[], slug: string): string | undefined {
  const found = [...moreOf(articles, { sections: [], home: "" })].find(
    ([{ slug: own }]) => own === slug,
  )?.[1];
  return found && `${found.name}: ${found.articles.map((each) => each.slug).join(" ")}`;
}

const nine = [9, 8, 7, 6, 5, 4, 3, 2, 1].map((day) => article(day));

test("two newer ones and one older lead on, and not those that stand before and after it", () => {
  expect(more(nine, "a5")).toBe("Ferries: a8 a7 a3");
});

test("the newest has three older ones, the oldest three newer ones", () => {
  expect(more(nine, "a9")).toBe("Ferries: a7 a6 a5");
  expect(more(nine, "a1")).toBe("Ferries: a5 a4 a3");
});

test("a new article changes the pages of two before it, besides its neighbour's, and no other", () => {
  const before = moreOf(nine, { sections: [], home: "" });
  const after = moreOf([article(10), ...nine], { sections: [], home: "" });
  const changed = nine.filter((each) => JSON.stringify(before.get(each)) !== JSON.stringify(after.get(each)));
  expect(changed.map(({ slug }) => slug)).toEqual(["a8", "a7"]);
});

test("another language, another topic and no topic at all do not count", () => {
  const mixed = [
    article(9),
    article(8, { topics: [] }),
    article(7, { language: "ur" }),
    article(6, { topics: ["Bread"] }),
    article(5),
  ];
  expect(more(mixed, "a9")).toBe("Ferries: a5");
  expect(more(mixed, "a8")).toBe(undefined);
  expect(more(mixed, "a7")).toBe(undefined);
});

test("the first topic that has three counts, then the section, in the article's own spelling", () => {
  const mixed = [
    article(9, { topics: ["Rare", "bread"], section: "Town" }),
    article(8, { topics: ["Rare"] }),
    article(7, { topics: ["Rare"] }),
    article(6, { topics: ["Bread"] }),
    article(5, { topics: ["Bread"] }),
    article(4, { topics: ["Bread"] }),
    article(3, { topics: [], section: "Town" }),
  ];
  expect(more(mixed, "a9")).toBe("bread: a6 a5 a4");
  expect(more(mixed, "a3")).toBe("Town: a9");
});

test("10,000 articles of one topic take less than a second, and eight times as many not much more than eight times that", () => {
  const many = (count: number) =>
    Array.from({ length: count }, (_, index) => article(1, { slug: `s${index}` }));
  const seconds = (articles: readonly Article[]) => {
    const start = process.cpuUsage();
    expect(moreOf(articles, { sections: [], home: "" }).size).toBe(articles.length);
    const { user, system } = process.cpuUsage(start);
    return (user + system) / 1e6;
  };
  seconds(many(10_000));
  const once = seconds(many(10_000));
  expect(once).toBeLessThan(1);
  expect(seconds(many(80_000))).toBeLessThan(Math.max(once * 24, 1));
});
