import { mkdirSync, writeFileSync } from "node:fs";
import { join } from "node:path";

/** An article made for measuring. */
export interface Sample {
  name: string;
  headline: string;
  standfirst: string;
  date: string;
  section: string;
  topics: string[];
  author: string;
  paragraphs: string[];
}

const words =
  `government ministry talks region water election court border trade port market school hospital railway harvest festival
  river council budget report minister spokesman residents officials company workers union energy climate storm bridge
  announced agreed denied opened closed warned promised delayed approved reviewed signed said met left returned the a of
  in and to for with after before during under over between against without new old large small first second third last
  local national public private early late “quoted” (in brackets) 2023 12,500 per cent half twice nearly almost about`.split(
    /\s+/,
  );

const sections = ["World", "Politics", "Business", "Culture", "Science", "Sport"];

const topics = Array.from({ length: 40 }, (_, index) => `Topic ${index + 1}`);

/** Pseudo-random numbers from a seed, the same on every machine (mulberry32). */
function randomFrom(seed: number): (below: number) => number {
  let state = seed >>> 0;
  return (below) => {
    state = (state + 0x6d2b79f5) >>> 0;
    let mixed = Math.imul(state ^ (state >>> 15), state | 1);
    mixed ^= mixed + Math.imul(mixed ^ (mixed >>> 7), mixed | 61);
    return ((mixed ^ (mixed >>> 14)) >>> 0) % below;
  };
}

/** The article of a number: about 380 words in 11 paragraphs, like the first real one. */
export function sample(number: number): Sample {
  const random = randomFrom(number + 1);
  const pick = <T>(list: readonly T[]): T => list[random(list.length)] as T;
  const sentence = (length: number) => {
    const text = Array.from({ length }, () => pick(words)).join(" ");
    return `${text.charAt(0).toUpperCase()}${text.slice(1)}.`;
  };
  const paragraphs = Array.from(
    { length: 11 },
    () => `${sentence(14 + random(10))} ${sentence(10 + random(12))}`,
  );
  const opening = (paragraphs[0] ?? "").replace(/\.$/, "");
  return {
    name: `article-${String(number).padStart(6, "0")}`,
    headline: opening.split(" ").slice(0, 9).join(" "),
    standfirst: opening.split(" ").slice(0, 20).join(" "),
    date: dateOf(number),
    section: pick(sections),
    topics: [...new Set([pick(topics), pick(topics), pick(topics)])],
    author: `Reporter ${1 + random(60)}`,
    paragraphs,
  };
}

/** Ten articles a day, from 1990 on. */
function dateOf(number: number): string {
  return new Date(Date.UTC(1990, 0, 1 + Math.floor(number / 10))).toISOString().slice(0, 10);
}

/** Writes articles as Stet takes them: wire copy with its metadata beside it. */
export function writeForStet(folder: string, count: number): void {
  mkdirSync(folder, { recursive: true });
  for (let number = 0; number < count; number++) {
    const article = sample(number);
    writeFileSync(
      join(folder, `${article.name}.txt`),
      ` date ${article.date} ${article.paragraphs.join("\n\n")}\n`,
    );
    writeFileSync(join(folder, `${article.name}.yaml`), frontMatter(article));
  }
}

/** Writes the same articles as Hugo takes them: Markdown with front matter. */
export function writeForHugo(folder: string, count: number): void {
  mkdirSync(folder, { recursive: true });
  for (let number = 0; number < count; number++) {
    const article = sample(number);
    const front = `---\n${frontMatter(article)}title: ${JSON.stringify(article.headline)}\ndate: ${article.date}\nwriters: ${JSON.stringify([article.author])}\n---\n`;
    writeFileSync(join(folder, `${article.name}.md`), `${front}${article.paragraphs.join("\n\n")}\n`);
  }
}

function frontMatter(article: Sample): string {
  return [
    `headline: ${JSON.stringify(article.headline)}`,
    `standfirst: ${JSON.stringify(article.standfirst)}`,
    `section: ${article.section}`,
    `topics: ${JSON.stringify(article.topics)}`,
    `authors:\n  - name: ${article.author}`,
    "",
  ].join("\n");
}
