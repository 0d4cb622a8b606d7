import { mkdirSync, readFileSync, writeFileSync } from "node:fs";
import { dirname, join } from "node:path";
import { expect, test } from "@playwright/test";
import { zipSync } from "fflate";
import {
  bodyOf,
  contents,
  folderForEach,
  importCase,
  importInto,
  importText,
  type Ran,
} from "../support/import.ts";

/*
 * Other systems than WordPress and feeds: what comes along from each, and what does not.
 */

const folder = folderForEach();

/** Imports a folder of files that are written first. */
function importTree(
  files: Record<string, string>,
  options: readonly string[] = [],
): Ran & { files: Record<string, string> } {
  const root = join(folder(), "old");
  for (const [name, text] of Object.entries(files)) {
    mkdirSync(dirname(join(root, name)), { recursive: true });
    writeFileSync(join(root, name), text);
  }
  const ran = importInto(join(folder(), "articles"), [...options, root]);
  return {
    ...ran,
    stdout: ran.stdout.replaceAll(`${folder()}/`, ""),
    files: contents(join(folder(), "articles")),
  };
}

test.describe("a folder of Markdown", () => {
  test("of Jekyll: permalink, redirects, tags, and what its templates filled in is told", () => {
    const { status, files, stdout } = importCase(folder(), ["ssg/jekyll"]);
    expect(status).toBe(3);
    expect(files).toEqual({
      "ferry-returns.md": `---
headline: "Ferry returns: at last"
standfirst: The crossing is free.
date: 2024-03-05T08:30:00+01:00
authors:
  - name: Ada Marsh
section: news
topics:
  - harbour
  - ferry
  - quay
aliases:
  - /2024/03/ferry-returns.html
  - /old/ferry/
---

The ferry is back.

See the story.

\`\`\`js
x = 1
\`\`\`
`,
    });
    expect(stdout).toContain(
      "ferry-returns.md: /assets/quay.jpg, after “The ferry is back.”; alt: The quay\n",
    );
    expect(stdout).toContain(`    links to pieces that are not here: 1
      ssg/jekyll/2024-03-05-ferry-returns.md:1: {% post_url 2024-03-01-quay %}
    tags that the old site filled in: 1
      ssg/jekyll/2024-03-05-ferry-returns.md:1: {{ site.title }}
`);
  });

  test("of Hugo: TOML, slug, a draft, a figure, notes, a bundle", () => {
    const { files, stdout } = importCase(folder(), ["ssg/hugo"]);
    expect(files).toEqual({
      "ferry-is-back.md": `---
headline: Ferry returns
standfirst: The crossing is free.
date: 2024-03-05T08:30:00+01:00
updated: 2024-03-06T08:30:00+01:00
authors:
  - name: Ada Marsh
section: News
topics:
  - ferry
  - quay
aliases:
  - /old/ferry/
status: draft
---

The ferry is back.

The quay

Text with a note.[^1]

[^1]: A note.
`,
      "bundle-post.md": "---\nheadline: Bundle\ndate: 2024-03-05\n---\n\nText of a page bundle.\n",
    });
    expect(stdout).toContain(
      "ferry-is-back.md: /quay.jpg, after “The ferry is back.”; alt: (none); caption: The quay\n",
    );
  });

  test("of Eleventy: a permalink that a template makes of the title, and the tag that only gathers", () => {
    const { status, files } = importCase(folder(), ["ssg/eleventy"]);
    expect(status).toBe(0);
    expect(files).toEqual({
      "ferry-returns.md":
        "---\nheadline: Ferry returns\nstandfirst: The crossing is free.\ndate: 2024-03-05\ntopics:\n  - ferry\naliases:\n  - /news/ferry-returns/\n---\n\nThe ferry is back.\n",
    });
  });

  test("has its pieces linked to each other, its pictures beside them, and its own addresses as aliases", () => {
    const { status, files, stdout } = importTree({
      "_config.yml": "url: https://harbour.example\npermalink: pretty\n",
      "_posts/2024-03-01-quay.md": "---\ntitle: The quay\ncategories: [News]\n---\nOpen again.\n",
      "_posts/2024-03-05-ferry.md":
        "---\ntitle: Ferry\n---\nSee [the quay]({% post_url 2024-03-01-quay %}), [again](/news/2024/03/01/quay/) and [the file](2024-03-01-quay.md).\n\n![A pier](/assets/pier.jpg)\n",
      "assets/pier.jpg": "pier",
      "_drafts/secret.md": "---\ntitle: Secret\ndate: 2024-03-06\n---\nNot yet.\n",
      "about.md": "---\ntitle: About\n---\nUs.\n",
      "notes.docx": "x",
    });
    expect(status).toBe(3);
    expect(Object.keys(files).sort()).toEqual(["ferry.md", "pier.jpg", "quay.md", "secret.md"]);
    expect(files["quay.md"]).toContain("\naliases:\n  - /news/2024/03/01/quay/\n");
    expect(bodyOf(files["ferry.md"])).toBe(
      "See [the quay](../quay/), [again](../quay/) and [the file](../quay/).\n\n![A pier](pier.jpg)\n",
    );
    expect(files["secret.md"]).toContain("\nstatus: draft\n");
    expect(stdout).toContain("    files that are no Markdown: 1\n      old/notes.docx: notes.docx\n");
    expect(stdout).toContain(
      '    items of the kind "page" (--types takes them): 1\n      old/about.md:1: About\n',
    );
  });

  test("of Zola and Astro: taxonomies, content folders, a time without a zone", () => {
    const { files } = importTree(
      {
        "content/blog/one.md":
          '+++\ntitle = "One"\ndate = 2024-03-05T08:30:00\n[taxonomies]\ntags = ["a", "b"]\n+++\n# In the text\n\nText.\n',
        "src/content/blog/two.mdx":
          '---\ntitle: Two\npubDate: Mar 05 2024\nheroImage: ./two.jpg\n---\nimport X from "./x.astro"\n\nText {1}.\n',
      },
      ["--timezone", "Europe/Oslo"],
    );
    expect(files["one.md"]).toBe(
      "---\nheadline: One\ndate: 2024-03-05T08:30:00+01:00\ntopics:\n  - a\n  - b\naliases:\n  - /blog/one/\n---\n\n# In the text\n\nText.\n",
    );
    expect(files["two.md"]).toBe(
      "---\nheadline: Two\ndate: 2024-03-05\naliases:\n  - /blog/two/\n---\n\nText {1}.\n",
    );
  });

  test("keeps code as it is shown: in lists and quotations, by two backticks, without its last fence", () => {
    const tag = '{{ site.title }} {% if "x" %}';
    const body = `- A list

  \`\`\`liquid
  ${tag}
  \`\`\`

> \`\`\`
> ${tag}
> \`\`\`

Words \`\`{{ a \` b }}\`\` end.

\`\`\`
${tag}
`;
    const { status, files, stdout } = importTree({ "2024-03-05-code.md": `---\ntitle: Code\n---\n${body}` });
    expect(stdout).not.toContain("tags that the old site filled in");
    expect(status).toBe(0);
    expect(bodyOf(files["code.md"])).toBe(`- A list

  \`\`\`liquid
  ${tag}
  \`\`\`

> \`\`\`
> ${tag}
> \`\`\`

Words \`\`{{ a \` b }}\`\` end.

\`\`\`
${tag}
\`\`\`
`);
  });

  test("of Hugo has no tags that run: what looks like one is text", () => {
    const text = (title: string) => `---\ntitle: ${title}\ndate: 2024-03-05\n---\nWrite {{ .Title }} here.\n`;
    const jekyll = importTree({ "jekyll/content/one.md": text("One") });
    expect(bodyOf(jekyll.files["one.md"])).toBe("Write here.\n");
    expect(jekyll.stdout).toContain("    tags that the old site filled in: 1\n");
    const hugo = importTree({ "hugo.toml": 'title = "Old"\n', "content/two.md": text("Two") });
    expect(bodyOf(hugo.files["two.md"])).toBe("Write {{ .Title }} here.\n");
  });

  test("is read below folders of any name; those of a site's own that programs keep are passed over and told", () => {
    const text = (title: string) => `---\ntitle: ${title}\ndate: 2024-03-05\n---\nText.\n`;
    const { status, files, stdout } = importTree({
      "content/resources/one.md": text("One"),
      "content/public/two.md": text("Two"),
      "themes/plain/README.md": "A theme.\n",
      "public/index.html": "<p>Made by a program.</p>",
    });
    expect(Object.keys(files).sort()).toEqual(["one.md", "two.md"]);
    expect(status).toBe(3);
    expect(stdout).toContain(
      "    folders that programs keep (passed over; name one to import it): 1\n      old/themes: themes\n",
    );
  });

  test("with front matter that cannot be read is refused by its file, and the rest comes along", () => {
    const { status, files, stderr } = importTree({
      "2024-03-01-good.md": "---\ntitle: Good\n---\nText.\n",
      "2024-03-02-bad.md": "---\ntitle: [Bad\n---\nText.\n",
    });
    expect(status).toBe(1);
    expect(Object.keys(files)).toEqual(["good.md"]);
    expect(stderr).toContain("old/2024-03-02-bad.md:1: its front matter cannot be read: ");
  });
});

test.describe("a Ghost export", () => {
  const post = (id: string, more: Record<string, unknown>) => ({
    id,
    uuid: `u-${id}`,
    title: `Title ${id}`,
    slug: `post-${id}`,
    html: `<p>Text ${id}.</p>`,
    status: "published",
    visibility: "public",
    type: "post",
    published_at: "2024-03-05T07:30:00.000Z",
    ...more,
  });
  const data = {
    posts: [
      post("1", {
        custom_excerpt: "In short.",
        feature_image: "__GHOST_URL__/content/images/2024/03/quay.jpg",
        html: '<p>See <a href="__GHOST_URL__/post-2/">the second</a>.</p>',
      }),
      post("2", { visibility: "members" }),
      post("3", { status: "draft", published_at: null, created_at: "2024-03-06T00:00:00.000Z" }),
      post("4", { type: "page" }),
      post("5", { html: '<p>See <a href="__GHOST_URL__/post-1/">the first</a>.</p>' }),
      post("6", { html: null, mobiledoc: '{"cards":[["markdown",{"markdown":"Some **Markdown**."}]]}' }),
    ],
    tags: [
      { id: "t1", name: "News", slug: "news" },
      { id: "t2", name: "#internal", slug: "hash-internal" },
      { id: "t3", name: "Ferries", slug: "ferries" },
    ],
    posts_tags: [
      { post_id: "1", tag_id: "t3", sort_order: 1 },
      { post_id: "1", tag_id: "t1", sort_order: 0 },
      { post_id: "1", tag_id: "t2", sort_order: 2 },
    ],
    users: [{ id: "a1", name: "Ada Marsh", website: "https://ada.example/" }],
    posts_authors: [{ post_id: "1", author_id: "a1", sort_order: 0 }],
    posts_meta: [{ post_id: "1", feature_image_alt: "A quay", feature_image_caption: "The quay" }],
  };
  const text = JSON.stringify({ db: [{ meta: { version: "5.0.0" }, data }] });

  test("brings posts with authors, tags and pictures; what members alone read is a draft", () => {
    const media = join(folder(), "content");
    mkdirSync(join(media, "images/2024/03"), { recursive: true });
    writeFileSync(join(media, "images/2024/03/quay.jpg"), "quay");
    const { status, files, stdout } = importText(folder(), text, {
      name: "ghost.json",
      options: ["--media", media],
    });
    expect(status).toBe(3);
    expect(files["post-1.md"]).toBe(`---
headline: Title 1
standfirst: In short.
date: 2024-03-05T07:30:00Z
authors:
  - name: Ada Marsh
    url: https://ada.example/
section: News
topics:
  - Ferries
image:
  src: quay.jpg
  alt: A quay
  caption: The quay
---

See the second.
`);
    expect(bodyOf(files["post-5.md"])).toBe("See [the first](../post-1/).\n");
    expect(bodyOf(files["post-6.md"])).toBe("Some **Markdown**.\n");
    for (const name of ["post-2.md", "post-3.md"]) expect(files[name]).toContain("\nstatus: draft\n");
    expect(Object.keys(files)).not.toContain("post-4.md");
    expect(stdout).toContain("Title 2\n");
    expect(stdout).toContain("    pieces that were not surely public (kept as drafts): 2\n");
    expect(stdout).toContain('    items of the kind "page" (--types takes them): 1\n');
  });
});

test.describe("a JSON Feed", () => {
  test("such as Stet's own comes back as it was", () => {
    const feed = {
      version: "https://jsonfeed.org/version/1.1",
      title: "Harbour Post",
      home_page_url: "https://harbour.example/",
      language: "en",
      items: [
        {
          id: "https://harbour.example/ferry/",
          url: "https://harbour.example/ferry/",
          title: "Ferry",
          content_html: "<h2>Back</h2><p>It <em>is</em> back.</p>",
          summary: "In short.",
          date_published: "2024-03-05T08:30:00+01:00",
          authors: [{ name: "Ada Marsh" }],
          tags: ["Ferries"],
        },
        { id: "2", content_text: "One.\n\nTwo.", date_published: "2024-03-05" },
      ],
    };
    const { status, files } = importText(folder(), JSON.stringify(feed), { name: "feed.json" });
    expect(status).toBe(0);
    expect(files["ferry.md"]).toBe(
      "---\nheadline: Ferry\nstandfirst: In short.\ndate: 2024-03-05T08:30:00+01:00\nauthors:\n  - name: Ada Marsh\ntopics:\n  - Ferries\nlanguage: en\n---\n\n## Back\n\nIt _is_ back.\n",
    );
    expect(bodyOf(files["one.md"])).toBe("One.\n\nTwo.\n");
  });
});

test("posts of Micropub come along; one that is not public is a draft, an answer to another's is none", () => {
  const entry = (properties: Record<string, unknown[]>) => ({
    type: ["h-entry"],
    properties: { published: ["2024-03-05T08:30:00Z"], ...properties },
  });
  const { files, stdout } = importText(
    folder(),
    JSON.stringify([
      entry({
        name: ["One"],
        content: [{ html: "<p>Text.</p>" }],
        url: ["https://x.example/2024/one"],
        category: ["a"],
      }),
      entry({ name: ["Two"], content: ["Text."], visibility: ["private"] }),
      entry({ name: ["Three"], content: ["Yes!"], "in-reply-to": ["https://y.example/"] }),
    ]),
    { name: "posts.json" },
  );
  expect(files["one.md"]).toBe(
    "---\nheadline: One\ndate: 2024-03-05T08:30:00Z\ntopics:\n  - a\naliases:\n  - /2024/one\n---\n\nText.\n",
  );
  expect(files["two.md"]).toContain("\nstatus: draft\n");
  expect(Object.keys(files)).toEqual(["one.md", "two.md"]);
  expect(stdout).toContain("    comments: 1\n");
});

test.describe("archives of newsletters", () => {
  const substack = {
    "posts.csv": `post_id,post_date,is_published,email_sent_at,type,audience,title,subtitle,podcast_url
101.the-quay,2024-03-05T08:30:00.000Z,true,,newsletter,everyone,"The quay, again",Open at last,
102.for-payers,2024-03-06T08:30:00.000Z,true,,newsletter,only_paid,For payers,,
103.later,2024-03-07T08:30:00.000Z,false,,newsletter,everyone,Later,,
104.lost,2024-03-08T08:30:00.000Z,true,,newsletter,everyone,Lost,,
`,
    "posts/101.the-quay.html": '<p>Open. <a href="/p/the-quay">Again</a></p>',
    "posts/102.for-payers.html": "<p>Secret.</p>",
    "posts/103.later.html": "<p>Later.</p>",
  };

  test("Substack: what everybody could read is an article, the rest are drafts", () => {
    const { files, stdout } = importTree(substack);
    expect(files["the-quay.md"]).toBe(
      "---\nheadline: The quay, again\nstandfirst: Open at last\ndate: 2024-03-05T08:30:00Z\naliases:\n  - /p/the-quay\n---\n\nOpen. Again\n",
    );
    for (const name of ["for-payers.md", "later.md"]) expect(files[name]).toContain("\nstatus: draft\n");
    expect(stdout).toContain(
      "    posts whose text the archive does not hold: 1\n      old/posts.csv: Lost\n",
    );
  });

  test("as a ZIP archive is the same; nothing is written outside of it", () => {
    const bytes = Object.fromEntries(
      Object.entries({ ...substack, "../evil.html": "<p>x</p>" }).map(([name, text]) => [
        name,
        Buffer.from(text),
      ]),
    );
    const file = join(folder(), "substack.zip");
    writeFileSync(file, zipSync(bytes));
    const articles = join(folder(), "articles");
    importInto(articles, [file]);
    expect(Object.keys(contents(articles))).toEqual(["for-payers.md", "later.md", "the-quay.md"]);
  });

  test("Medium: the title is not said twice, and a draft stays one", () => {
    const page = (more: string) =>
      `<!DOCTYPE html><html><body><article class="h-entry"><header><h1 class="p-name">The quay</h1></header><section data-field="subtitle" class="p-summary">Open at last.</section><section data-field="body" class="e-content"><section><h3 class="graf graf--h3 graf--title">The quay</h3><h4 class="graf graf--h4 graf--subtitle">Open at last.</h4><p class="graf graf--p">It is <strong>open</strong>.</p></section></section><footer>${more}</footer></article></body></html>`;
    const { files } = importTree(
      {
        "posts/2024-03-05_The-quay-abcdef123456.html": page(
          '<p>By <a href="https://medium.com/@ada" class="p-author h-card">Ada Marsh</a> on <a href="https://medium.com/p/abcdef123456"><time class="dt-published" datetime="2024-03-05T08:30:00.000Z">March 5</time></a>.</p><p><a href="https://medium.com/@ada/the-quay-abcdef123456" class="p-canonical">Canonical link</a></p>',
        ),
        "posts/draft_Later-abcdef123457.html": page("").replace(">The quay</h1>", ">Later</h1>"),
      },
      ["--date", "2024-03-09"],
    );
    expect(files["the-quay.md"]).toBe(
      "---\nheadline: The quay\nstandfirst: Open at last.\ndate: 2024-03-05T08:30:00Z\nauthors:\n  - name: Ada Marsh\n    url: https://medium.com/@ada\naliases:\n  - /@ada/the-quay-abcdef123456\n---\n\nIt is **open**.\n",
    );
    expect(files["later.md"]).toContain("\nstatus: draft\n");
  });

  test("Medium: a text whose first words stand for its title may answer another's story, and is a draft", () => {
    const page = (title: string, body: string) =>
      `<!DOCTYPE html><html><body><article class="h-entry"><header><h1 class="p-name">${title}</h1></header><section data-field="body" class="e-content"><section><hr><p class="graf graf--p">${body}</p></section></section><footer><time class="dt-published" datetime="2024-03-05T08:30:00.000Z">March 5</time></footer></article></body></html>`;
    const { files, stdout } = importTree({
      "posts/2024-03-05_Well-said-abcdef123456.html": page(
        "Well said, and the ferry…",
        "Well said, and the ferry is back.",
      ),
      "posts/2024-03-05_The-quay-abcdef123457.html": page("The quay", "It is open."),
    });
    expect(files["well-said.md"]).toContain("\nstatus: draft\n---\n\nWell said, and the ferry is back.\n");
    expect(files["the-quay.md"]).not.toContain("status");
    expect(stdout).toContain("    pieces that were not surely public (kept as drafts): 1\n");
  });
});

test("a folder of HTML pages: the text without what surrounds it, by its own encoding; pages without a date stay behind", () => {
  const latin = Buffer.from(
    '<html lang="en"><head><meta charset="iso-8859-1"><title>The caf\u00e9 | Harbour</title><meta name="author" content="Ada Marsh"><meta name="date" content="2024-03-05"><meta name="description" content="In short."></head><body><nav>Home</nav><h1>The caf\u00e9</h1><p>Open. See <a href="two.html">two</a>.</p><footer>\u00a9</footer></body></html>',
    "latin1",
  );
  const root = join(folder(), "old/news");
  mkdirSync(root, { recursive: true });
  writeFileSync(join(root, "one.html"), latin);
  const { files, stdout } = importTree({
    "news/two.html":
      '<html><body><article><h1>Two</h1><time datetime="2024-03-06">6 March</time><p>Text.</p></article></body></html>',
    "about.html": "<html><body><h1>About</h1><p>Us.</p></body></html>",
  });
  expect(files["one.md"]).toBe(
    "---\nheadline: The café\nstandfirst: In short.\ndate: 2024-03-05\nauthors:\n  - name: Ada Marsh\nlanguage: en\naliases:\n  - /news/one.html\n---\n\nOpen. See [two](../two/).\n",
  );
  expect(bodyOf(files["two.md"])).toBe("6 March\n\nText.\n");
  expect(Object.keys(files)).toEqual(["one.md", "two.md"]);
  expect(stdout).toContain("About");
});

test("JSON of another kind is refused with what would be read", () => {
  const { status, stderr } = importText(folder(), '{"name": "x"}', { name: "x.json" });
  expect(status).toBe(1);
  expect(stderr).toBe(
    `${folder()}/x.json: this JSON is neither a Ghost export, a JSON Feed nor ninjs (export from Ghost, save the site's feed.json, or ask the agency for ninjs)\n1 error\n`,
  );
  expect(importText(folder(), '{"name": ', { name: "cut.json" }).stderr).toContain(
    "cut.json: this is no JSON: ",
  );
});

test("a ledger is text that people can read", () => {
  importCase(folder(), ["ssg/eleventy"]);
  const ledger = JSON.parse(readFileSync(join(folder(), "articles/.stet-import.json"), "utf8"));
  expect(ledger.version).toBe(1);
  expect(ledger.pieces["eleventy/ferry-returns.md"].file).toBe("ferry-returns.md");
});
