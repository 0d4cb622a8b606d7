import { readFileSync, writeFileSync } from "node:fs";
import { join } from "node:path";
import { pathToFileURL } from "node:url";
import { expect, test } from "@playwright/test";
import { Parser } from "htmlparser2";
import { runBuild } from "../support/build.ts";
import { copy, emptyProject } from "../support/inputs.ts";

/*
 * What maintainers and agencies may put among the articles and must be built, odd as it is: all of it in one run.
 */

/** An article that must be built, and the paragraphs that its page must show, character for character. */
interface Good {
  what: string;
  file: string;
  content: string;
  metadata?: string;
  headline: string;
  shows: readonly string[];
}

/** 300 characters. */
const longHeadline =
  "A headline of three hundred characters is longer than any reader will ever want to read, yet some agency somewhere files one on a Friday night, and then the press must set it whole, with every word and every comma in its place, for the reader and for the search engine alike, until its last full stop.";

const good: readonly Good[] = [
  {
    what: "line ends that are a carriage return each",
    file: "cr.txt",
    content: " date 2023-12-02 Fish rose.\r\rSalmon leapt\rover the weir.\r\rCod slept.\r",
    headline: "Fish rose.",
    shows: ["Fish rose.", "Salmon leapt over the weir.", "Cod slept."],
  },
  {
    what: "the same in Markdown with front matter",
    file: "cr-front.md",
    content: "---\rheadline: Fish\rdate: 2023-12-02\r---\rFish *rose*.\r\rSalmon leapt\rover the weir.\r",
    headline: "Fish",
    shows: ["Fish rose.", "Salmon leapt over the weir."],
  },
  {
    what: "line ends that are two characters each",
    file: "crlf.txt",
    content: " date 2023-12-02 Fish rose.\r\n\r\nSalmon leapt\r\nover the weir.\r\n \t\r\nCod slept.\r\n",
    headline: "Fish rose.",
    shows: ["Fish rose.", "Salmon leapt over the weir.", "Cod slept."],
  },
  {
    what: "the same in Markdown with front matter, and in metadata",
    file: "crlf-front.md",
    content:
      "---\r\nheadline: Fish\r\ndate: 2023-12-02\r\n---\r\nFish *rose*.\r\n\r\nSalmon leapt\r\nover the weir.\r\n",
    headline: "Fish",
    shows: ["Fish rose.", "Salmon leapt over the weir."],
  },
  {
    what: "metadata with a byte order mark and all three kinds of line ends",
    file: "mark-metadata.txt",
    content: copy,
    metadata: "\ufeffheadline: Fish on Friday\rsection: World\r\nstatus: published\n",
    headline: "Fish on Friday",
    shows: ["Fish rose on Friday."],
  },
  {
    what: "a byte order mark before wire copy",
    file: "mark.txt",
    content: "\ufeff date 2023-12-02 Fish rose.\n",
    headline: "Fish rose.",
    shows: ["Fish rose."],
  },
  {
    what: "a byte order mark before front matter",
    file: "mark-front.md",
    content: "\ufeff---\nheadline: Fish\ndate: 2023-12-02\n---\nFish rose.\n",
    headline: "Fish",
    shows: ["Fish rose."],
  },
  {
    what: "a headline of 300 characters",
    file: "long-headline.txt",
    content: copy,
    metadata: `headline: ${longHeadline}\n`,
    headline: longHeadline,
    shows: ["Fish rose on Friday."],
  },
  {
    what: "template syntax in wire copy",
    file: "braces.txt",
    content: " date 2023-12-02 Write {{ msg }} {% raw to {# stay #} <%= here %> \u0024{now}.\n",
    headline: "Write {{ msg }} {% raw to {# stay #} <%= here %> \u0024{now}.",
    shows: ["Write {{ msg }} {% raw to {# stay #} <%= here %> \u0024{now}."],
  },
  {
    what: "template syntax in Markdown and in a headline",
    file: "braces-front.md",
    content: '---\nheadline: "{{ msg }} {% raw"\ndate: 2023-12-02\n---\nWrite {{ msg }} {% raw to stay.\n',
    headline: "{{ msg }} {% raw",
    shows: ["Write {{ msg }} {% raw to stay."],
  },
  {
    what: "`---` inside wire copy",
    file: "dashes.txt",
    content: " date 2023-12-02 Fish rose.\n\n---\n\nheadline: Salmon\n---\nCod slept.\n",
    headline: "Fish rose.",
    shows: ["Fish rose.", "---", "headline: Salmon --- Cod slept."],
  },
  {
    what: "`---` at the beginning of wire copy, which has no front matter",
    file: "dashes-first.txt",
    content: "---\nheadline: Salmon\n---\n\nFish rose.\n",
    metadata: "headline: Fish\ndate: 2023-12-02\n",
    headline: "Fish",
    shows: ["--- headline: Salmon ---", "Fish rose."],
  },
  {
    what: "joiners and non-joiners, which Persian, Hindi and pictures need",
    file: "joiners.txt",
    content:
      " date 2023-12-02 می\u200cخواهم خانه\u200cها را ببینم.\n\nक्\u200dष और क्\u200cष\n\n👨\u200d👩\u200d👧\u200d👦 came.\n",
    metadata: "headline: Joiners\n",
    headline: "Joiners",
    shows: [
      "می\u200cخواهم خانه\u200cها را ببینم.",
      "क्\u200dष और क्\u200cष",
      "👨\u200d👩\u200d👧\u200d👦 came.",
    ],
  },
  {
    what: "one word of 5,000 letters, which is its own headline, shortened",
    file: "word.txt",
    content: ` date 2023-12-02 ${"x".repeat(5000)}\n`,
    headline: `${"x".repeat(100)}…`,
    shows: ["x".repeat(5000)],
  },
  {
    what: "Arabic script",
    file: "arabic.txt",
    content:
      ' date 2023-12-02 سفارت افغانستان در دهلی نو بسته شد؟ وزارت خارجه «اظهار نظر» نکرد.\n\nقال المتحدث: "نعم"، ثم ١٢٣.\n',
    metadata: "language: fa-AF\n",
    headline: "سفارت افغانستان در دهلی نو بسته شد؟",
    shows: [
      "سفارت افغانستان در دهلی نو بسته شد؟ وزارت خارجه «اظهار نظر» نکرد.",
      'قال المتحدث: "نعم"، ثم ١٢٣.',
    ],
  },
  {
    what: "Devanagari",
    file: "devanagari.txt",
    content: " date 2023-12-02 नई दिल्ली में अफ़ग़ान दूतावास बंद हुआ। विदेश मंत्रालय चुप है।\n",
    headline: "नई दिल्ली में अफ़ग़ान दूतावास बंद हुआ।",
    shows: ["नई दिल्ली में अफ़ग़ान दूतावास बंद हुआ। विदेश मंत्रालय चुप है।"],
  },
  {
    what: "Chinese, Japanese and Korean",
    file: "cjk.txt",
    content:
      " date 2023-12-02 阿富汗驻印度使馆已关闭。外交部未置评。\n\n大使館は閉鎖された。\u3000「はい」と言った。\n\n대사관이 문을 닫았다.\n",
    headline: "阿富汗驻印度使馆已关闭。",
    shows: [
      "阿富汗驻印度使馆已关闭。外交部未置评。",
      "大使館は閉鎖された。\u3000「はい」と言った。",
      "대사관이 문을 닫았다.",
    ],
  },
  {
    what: "pictures: flags, skin tones, keys and hearts",
    file: "pictures.txt",
    content:
      " date 2023-12-02 🚀🔥 👩🏽\u200d🚒 🇦🇫 1️⃣ ❤️ 🏴\u{e0067}\u{e0062}\u{e0073}\u{e0063}\u{e0074}\u{e007f} rose.\n",
    headline: "🚀🔥 👩🏽\u200d🚒 🇦🇫 1️⃣ ❤️ 🏴\u{e0067}\u{e0062}\u{e0073}\u{e0063}\u{e0074}\u{e007f} rose.",
    shows: ["🚀🔥 👩🏽\u200d🚒 🇦🇫 1️⃣ ❤️ 🏴\u{e0067}\u{e0062}\u{e0073}\u{e0063}\u{e0074}\u{e007f} rose."],
  },
  {
    what: "one paragraph with no line end",
    file: "one.txt",
    content: " date 2023-12-02 Fish rose.",
    headline: "Fish rose.",
    shows: ["Fish rose."],
  },
  {
    what: "a headline from the first sentence, past its abbreviations and shortened at a word",
    file: "sentence.txt",
    content:
      " date 2023-12-02 The U.S. Senate on Friday passed a bill that Sen. Ann Doe of Ohio had brought in with Mr. Roe, and more. Then it rose.\n",
    headline:
      "The U.S. Senate on Friday passed a bill that Sen. Ann Doe of Ohio had brought in with Mr. Roe, and…",
    shows: [
      "The U.S. Senate on Friday passed a bill that Sen. Ann Doe of Ohio had brought in with Mr. Roe, and more. Then it rose.",
    ],
  },
  {
    what: "a first sentence of a short word and one of 200 letters, shortened within the long one",
    file: "short-long.txt",
    content: ` date 2023-12-02 Fish ${"x".repeat(200)}.\n`,
    headline: `Fish ${"x".repeat(95)}…`,
    shows: [`Fish ${"x".repeat(200)}.`],
  },
  {
    what: "a line of a no-break space, which is a character, and so no blank line",
    file: "no-break.txt",
    content: " date 2023-12-02 Fish rose.\n\u00a0\nSalmon leapt.\n",
    headline: "Fish rose.",
    shows: ["Fish rose.", "\u00a0", "Salmon leapt."],
  },
];

/** What the build says of what it took, and of what it left. */
const notices = [
  "src/articles/forgotten.png: warning: no article shows this image (name it in one, or move it away)",
  'src/articles/arabic.txt: notice: no headline is given; the text\'s first sentence serves: "سفارت افغانستان در دهلی نو بسته شد؟"',
  'src/articles/cr.txt: notice: no headline is given; the text\'s first sentence serves: "Fish rose."',
  'src/articles/sentence.txt: notice: no headline is given; the text\'s first sentence serves: "The U.S. Senate on Friday passed a bill that Sen. Ann Doe of Ohio had brought in with Mr. Roe, and…"',
];

test.describe("built, with nothing lost", () => {
  let output: string;
  let said: string;

  test.beforeAll(() => {
    const { project, articles } = emptyProject();
    for (const { file, content, metadata } of good) {
      writeFileSync(join(articles, file), content);
      if (metadata !== undefined) writeFileSync(join(articles, file.replace(/\.\w+$/, ".yaml")), metadata);
    }
    // What editors and systems leave behind is passed over.
    const left = [
      ".DS_Store",
      "._cr.txt",
      "cr.txt~",
      ".cr.txt.swp",
      "Thumbs.db",
      "~$cr.docx",
      ".~lock.cr.txt#",
    ];
    for (const name of left) writeFileSync(join(articles, name), "\0");
    writeFileSync(join(articles, "forgotten.png"), "not even an image");
    const { status, stderr } = runBuild(project);
    expect(stderr).not.toMatch(/error/);
    expect(status).toBe(0);
    said = stderr;
    output = join(project, "dist");
  });

  for (const { what, file, headline, shows } of good) {
    test(what, async ({ page }) => {
      await page.goto(pathToFileURL(join(output, file.replace(/\.\w+$/, ""), "index.html")).href);
      const seen = {
        headline: await page.locator("h1").allInnerTexts(),
        shows: await page.locator(".e-content > *").allInnerTexts(),
      };
      expect(seen).toEqual({ headline: [headline], shows });
    });
  }

  test("the build says which headlines it took from the text, and which image nobody shows", () => {
    const lines = said.split("\n");
    for (const notice of notices) expect(lines).toContain(notice);
  });
});

test.describe("100,000 paragraphs", () => {
  /** Prints the processor time of a build, in seconds, when it ends. */
  const clock = `data:text/javascript,${encodeURIComponent(
    'process.on("exit", () => { const { user, system } = process.cpuUsage(); console.log("CPU " + (user + system) / 1e6); });',
  )}`;

  function buildLong(paragraphs: number): { output: string; seconds: number } {
    const { project, articles } = emptyProject();
    const text = Array.from({ length: paragraphs }, (_, index) => `Paragraph ${index + 1} of many rose.`);
    writeFileSync(join(articles, "long.txt"), ` date 2023-12-02 ${text.join("\n\n")}\n`);
    const { status, stdout, stderr } = runBuild(project, [], { NODE_OPTIONS: `--import=${clock}` });
    expect(stderr).not.toContain("error");
    expect(status).toBe(0);
    return { output: join(project, "dist"), seconds: Number(/^CPU ([\d.]+)$/m.exec(stdout)?.[1]) };
  }

  test("are all on the page, and take no more time than their number", () => {
    const few = buildLong(12_500);
    const many = buildLong(100_000);
    console.log(`12,500 paragraphs: ${few.seconds} s of processor time; 100,000: ${many.seconds} s`);
    const found: string[] = [];
    let inside = false;
    const parser = new Parser({
      onopentag(name, { class: classes = "" }) {
        if (classes.split(" ").includes("e-content")) inside = true;
        if (inside && name === "p") found.push("");
      },
      ontext(text) {
        if (inside) found[found.length - 1] += text;
      },
      onclosetag(name) {
        if (name === "div") inside = false;
      },
    });
    parser.write(readFileSync(join(many.output, "long/index.html"), "utf8"));
    expect(found.length).toBe(100_000);
    expect(found.findIndex((text, index) => text !== `Paragraph ${index + 1} of many rose.`)).toBe(-1);
    // Eight times as many take at most eight times as long; work that grows with the square would take up to 64 times.
    expect(many.seconds / few.seconds).toBeLessThan(10);
  });
});
