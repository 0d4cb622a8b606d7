import { symlinkSync } from "node:fs";
import { join } from "node:path";

/** A copy of a built site, as a forger has it. */
export interface Site {
  folder: string;
  /** Every file's path. */
  files(): string[];
  read(file: string): string;
  write(file: string, content: string | Buffer): void;
  /** Replaces a text wherever it stands in a file. */
  edit(file: string, from: string, to: string): void;
  digest(file: string): string;
  remove(path: string): void;
  copy(from: string, to: string): void;
  /** Rewrites every digest in `proof.json` and `SHA256SUMS` to match. */
  reseal(): void;
}

/** A way to change a site, and every difference that a verification tells. */
export interface Tampering {
  what: string;
  tamper: (site: Site) => void;
  /** With the sources at hand. */
  says: readonly string[];
  /** Without them; nothing where a forger hides it. */
  alone: readonly string[];
}

const edit = (file: string, from: string, to: string) => (site: Site) => site.edit(file, from, to);

/** Changes a file, and rewrites all digests. */
const forge = (file: string, from: string, to: string) => (site: Site) => {
  site.edit(file, from, to);
  site.reseal();
};

/** Changes a text in every file, and rewrites all digests, those of sources too. */
function forgeAll(site: Site, from: string, to: string): void {
  const digests = () =>
    site
      .files()
      .filter((file) => /source\.\w+$/.test(file))
      .map((file) => site.digest(file));
  const before = digests();
  const change = (was: string, is: string) => {
    for (const file of site.files()) {
      if (/\.(?:html|json|xml|txt|md)$/.test(file) && site.read(file).includes(was)) site.edit(file, was, is);
    }
  };
  change(from, to);
  for (const [index, is] of digests().entries()) {
    const was = before[index] ?? "";
    if (was !== is) change(was, is);
  }
  site.reseal();
}

function first(site: Site, form: RegExp): string {
  const path = site.files().find((file) => form.test(file));
  if (path === undefined) throw new Error(`the site has no file ${form}`);
  return path;
}

export const tamperings: readonly Tampering[] = [
  {
    what: "a letter of a page's text",
    tamper: edit("ferry/index.html", "sails at nine", "sails at nina"),
    says: ['articles/ferry.txt:1: a word is changed: expected "nine.", found "nina." in ferry/'],
    alone: [
      "ferry/: the page's SHA-256 is DIGEST, proof.json says DIGEST",
      'ferry/source.txt:1: a word is changed: expected "nine.", found "nina." in ferry/',
    ],
  },
  {
    what: "a word that is lost from a page of Markdown",
    tamper: edit("bridge/index.html", " opens", ""),
    says: ['articles/bridge.md:7: a word is lost: expected "opens" in bridge/'],
    alone: [
      "bridge/: the page's SHA-256 is DIGEST, proof.json says DIGEST",
      'bridge/source.md:7: a word is lost: expected "opens" in bridge/',
    ],
  },
  {
    what: "a paragraph before the text",
    tamper: edit("ferry/index.html", '<div class="e-content', '<p>It never sails.</p><div class="e-content'),
    says: ['ferry/: words in p are added: found "It never sails."'],
    alone: ["ferry/: the page's SHA-256 is DIGEST, proof.json says DIGEST"],
  },
  {
    what: "a paragraph that is hidden",
    tamper: edit("ferry/index.html", "<p>It calls", "<p hidden>It calls"),
    says: ["articles/ferry.txt: the article holds a `p hidden`, whose text a reader may not see, in ferry/"],
    alone: [
      "ferry/: the page's SHA-256 is DIGEST, proof.json says DIGEST",
      "ferry/source.txt: the article holds a `p hidden`, whose text a reader may not see, in ferry/",
    ],
  },
  {
    what: "a note",
    tamper: edit("bridge/index.html", "The old one.", "The new one."),
    says: ['articles/bridge.md:11: a word is changed: expected "old", found "new" in bridge/'],
    alone: [
      "bridge/: the page's SHA-256 is DIGEST, proof.json says DIGEST",
      'bridge/source.md:11: a word is changed: expected "old", found "new" in bridge/',
    ],
  },
  {
    what: "the address behind a link of the text",
    tamper: edit("bridge/index.html", 'href="https://example.com/"', 'href="https://example.net/"'),
    says: [
      'articles/bridge.md:7: an attribute is changed: expected "href=\\"https://example.com/\\"", found "href=\\"https://example.net/\\"", in bridge/',
    ],
    alone: [
      "bridge/: the page's SHA-256 is DIGEST, proof.json says DIGEST",
      'bridge/source.md:7: an attribute is changed: expected "href=\\"https://example.com/\\"", found "href=\\"https://example.net/\\"", in bridge/',
    ],
  },
  {
    what: "the standfirst of the front page's lead",
    tamper: edit("index.html", ">It sails again<", ">It sinks again<"),
    says: [': a word in p.deck is changed: expected "sails", found "sinks"'],
    alone: [
      ": its SHA-256 is DIGEST, SHA256SUMS says DIGEST",
      ': the standfirst in the list is "It sinks again", article.json says "It sails again"',
    ],
  },
  {
    what: "a front page that shows an article in full and does not name it",
    tamper: edit(
      "index.html",
      '<main id="main">',
      '<main id="main"><article><div class="e-content">It never sails.</div></article>',
    ),
    says: [
      ': words in div.e-content are added: found "It never sails."',
      ": the front page does not name the article that it shows as its canonical address",
    ],
    alone: [
      ": its SHA-256 is DIGEST, SHA256SUMS says DIGEST",
      ": the front page does not name the article that it shows as its canonical address",
    ],
  },
  {
    what: "an article in full on the front page, under another headline",
    tamper: (site) => {
      const [body = ""] = /<div class="e-content.*?<\/div>/s.exec(site.read("ferry/index.html")) ?? [];
      const article = `<article><header><h1 class="p-name">The fairy</h1></header>${body}</article>`;
      site.edit("index.html", '<main id="main">', `<main id="main">${article}`);
      site.edit(
        "index.html",
        'canonical" href="https://example.org/',
        'canonical" href="https://example.org/ferry/',
      );
    },
    says: [
      ': an attribute in link is changed: expected "href=https://example.org/", found "href=https://example.org/ferry/"',
      ': words in h1.p-name are added: found "The fairy The ferry sails at nine. It calls at <Ardmore>. Corrections 3 December…"',
    ],
    alone: [
      ": its SHA-256 is DIGEST, SHA256SUMS says DIGEST",
      ': the headline in h1.p-name is "The fairy", article.json says "The ferry returns"',
      ": the page does not show the article's published",
    ],
  },
  {
    what: "a letter of a Persian page",
    tamper: edit("nan/index.html", "تازه", "تازة"),
    says: ['articles/nan.txt:1: a word is changed: expected "تازه", found "تازة" in nan/'],
    alone: [
      "nan/: the page's SHA-256 is DIGEST, proof.json says DIGEST",
      'nan/source.txt:1: a word is changed: expected "تازه", found "تازة" in nan/',
    ],
  },
  {
    what: "a page's title",
    tamper: edit("ferry/index.html", "<title>The ferry", "<title>The fairy"),
    says: ['ferry/: a word in title is changed: expected "ferry", found "fairy"'],
    alone: ["ferry/: the page's SHA-256 is DIGEST, proof.json says DIGEST"],
  },
  {
    what: "a headline",
    tamper: edit("ferry/index.html", '<h1 class="p-name">The ferry', '<h1 class="p-name">The fairy'),
    says: ['ferry/: a word in h1.p-name is changed: expected "ferry", found "fairy"'],
    alone: [
      "ferry/: the page's SHA-256 is DIGEST, proof.json says DIGEST",
      'ferry/: the headline in h1.p-name is "The fairy returns", article.json says "The ferry returns"',
    ],
  },
  {
    what: "a standfirst",
    tamper: edit("ferry/index.html", 'standfirst">It sails', 'standfirst">It sinks'),
    says: ['ferry/: a word in p.p-summary is changed: expected "sails", found "sinks"'],
    alone: [
      "ferry/: the page's SHA-256 is DIGEST, proof.json says DIGEST",
      'ferry/: the standfirst in p.p-summary is "It sinks again", article.json says "It sails again"',
    ],
  },
  {
    what: "a byline",
    tamper: edit("ferry/index.html", ">Ines Marlow<", ">Ines Barlow<"),
    says: ['ferry/: a word in p.by is changed: expected "Marlow", found "Barlow"'],
    alone: [
      "ferry/: the page's SHA-256 is DIGEST, proof.json says DIGEST",
      'ferry/: the byline in the header is "Ines Barlow", article.json says "Ines Marlow"',
    ],
  },
  {
    what: "a day that is shown",
    tamper: edit("ferry/index.html", ">2 December 2023<", ">1 December 2023<"),
    says: ['ferry/: a word in time.dt-published is changed: expected "2", found "1"'],
    alone: ["ferry/: the page's SHA-256 is DIGEST, proof.json says DIGEST"],
  },
  {
    what: "a day that programs read",
    tamper: edit(
      "ferry/index.html",
      'dt-published" datetime="2023-12-02"',
      'dt-published" datetime="2023-12-01"',
    ),
    says: [
      'ferry/: an attribute in time.dt-published is changed: expected "datetime=2023-12-02", found "datetime=2023-12-01"',
    ],
    alone: [
      "ferry/: the page's SHA-256 is DIGEST, proof.json says DIGEST",
      'ferry/: the published in time.dt-published is "2023-12-01", article.json says "2023-12-02"',
    ],
  },
  {
    what: "a correction that is taken off its page",
    tamper: edit("ferry/index.html", "The hour was wrong.", "A slip."),
    says: [
      'ferry/: words in script.correction.0.text are changed: expected "The hour was wrong.", found "A slip."',
      'ferry/: words in p are changed: expected "The hour was wrong.", found "A slip."',
    ],
    alone: ["ferry/: the page's SHA-256 is DIGEST, proof.json says DIGEST"],
  },
  {
    what: "the description in a page's head",
    tamper: edit(
      "ferry/index.html",
      'name="description" content="It sails',
      'name="description" content="It sinks',
    ),
    says: [
      'ferry/: an attribute in meta is changed: expected "content=It sails again", found "content=It sinks again"',
    ],
    alone: [
      "ferry/: the page's SHA-256 is DIGEST, proof.json says DIGEST",
      'ferry/: the standfirst in description is "It sinks again", article.json says "It sails again"',
    ],
  },
  {
    what: "a page's canonical address",
    tamper: edit(
      "ferry/index.html",
      'rel="canonical" href="https://example.org/',
      'rel="canonical" href="https://example.net/',
    ),
    says: [
      'ferry/: an attribute in link is changed: expected "href=https://example.org/ferry/", found "href=https://example.net/ferry/"',
    ],
    alone: ["ferry/: the page's SHA-256 is DIGEST, proof.json says DIGEST"],
  },
  {
    what: "the headline in JSON-LD",
    tamper: edit("ferry/index.html", '"headline":"The ferry', '"headline":"The fairy'),
    says: ['ferry/: a word in script.headline is changed: expected "ferry", found "fairy"'],
    alone: [
      "ferry/: the page's SHA-256 is DIGEST, proof.json says DIGEST",
      'ferry/: the headline in JSON-LD headline is "The fairy returns", article.json says "The ferry returns"',
    ],
  },
  {
    what: "the picture of link previews",
    tamper: edit("ferry/index.html", "ferry/card.png", "bridge/card.png"),
    says: [
      'ferry/: an attribute in meta is changed: expected "content=https://example.org/ferry/card.png", found "content=https://example.org/bridge/card.png"',
      'ferry/: a word in script.image.0 is changed: expected "https://example.org/ferry/card.png", found "https://example.org/bridge/card.png"',
    ],
    alone: ["ferry/: the page's SHA-256 is DIGEST, proof.json says DIGEST"],
  },
  {
    what: "a policy that lets scripts in",
    tamper: edit("ferry/index.html", "default-src 'none'", "default-src *"),
    says: [
      "ferry/: an attribute in meta is changed: expected \"content=default-src 'none'; style-src 'sha256-DIGEST…\", found \"content=default-src *; style-src 'sha256-DIGEST…\"",
    ],
    alone: ["ferry/: the page's SHA-256 is DIGEST, proof.json says DIGEST"],
  },
  {
    what: "a style that hides the text",
    tamper: edit("ferry/index.html", "</style>", ".e-content{display:none}</style>"),
    says: ['ferry/: words in style are added: found ".e-content{ display:none}"'],
    alone: ["ferry/: the page's SHA-256 is DIGEST, proof.json says DIGEST"],
  },
  {
    what: "a script",
    tamper: edit("ferry/index.html", "</body>", '<script src="https://example.net/x.js"></script></body>'),
    says: ['ferry/: an attribute in script is added: found "src=https://example.net/x.js"'],
    alone: ["ferry/: the page's SHA-256 is DIGEST, proof.json says DIGEST"],
  },
  {
    what: "a comment in the markup",
    tamper: edit("ferry/index.html", "<main", "<!-- x --><main"),
    says: [
      'ferry/:1: the markup differs: expected "/ul></nav></header><main id=\\"main\\"><article class=", found "/ul></nav></header><!-- x --><main id=\\"main\\"><arti"',
    ],
    alone: ["ferry/: the page's SHA-256 is DIGEST, proof.json says DIGEST"],
  },
  {
    what: "a headline in the archive",
    tamper: edit("archive/2023/12/index.html", ">The ferry returns<", ">The ferry sinks<"),
    says: ['archive/2023/12/: a word in li is changed: expected "returns", found "sinks"'],
    alone: [
      'archive/2023/12/: the headline in the list is "The ferry sinks", article.json says "The ferry returns"',
      "archive/2023/12/: its SHA-256 is DIGEST, SHA256SUMS says DIGEST",
    ],
  },
  {
    what: "an article that is taken out of the archive",
    tamper: edit("archive/2023/12/index.html", '<li lang="en" dir="ltr">', "<!--"),
    says: [
      'archive/2023/12/: words in li are lost: expected "The ferry returns It sails again 2 December 2023 Corrections Contact Atom feed J…"',
    ],
    alone: [
      "archive/: the list does not name the article ferry",
      "archive/2023/12/: its SHA-256 is DIGEST, SHA256SUMS says DIGEST",
    ],
  },
  {
    what: "a list that leads to another article",
    tamper: edit("topics/roads/index.html", "../../bridge/", "../../nan/"),
    says: [
      'topics/roads/: an attribute in a is changed: expected "href=../../bridge/index.html", found "href=../../nan/index.html"',
    ],
    alone: [
      'topics/roads/: the headline in the list is "The bridge", article.json says "نان"',
      'topics/roads/: the published in the list is "2023-11-30", article.json says "2023-11-28"',
      "topics/roads/: the list does not name the article bridge",
      "topics/roads/: the list names the article nan, which by its article.json and its page is in another",
      "topics/roads/: its SHA-256 is DIGEST, SHA256SUMS says DIGEST",
    ],
  },
  {
    what: "an earlier headline on the front page",
    tamper: edit("index.html", ">The bridge<", ">The abyss<"),
    says: [': a word in h3 is changed: expected "bridge", found "abyss"'],
    alone: [
      ': the headline in the list is "The abyss", article.json says "The bridge"',
      ": its SHA-256 is DIGEST, SHA256SUMS says DIGEST",
    ],
  },
  {
    what: "the log of corrections",
    tamper: edit("corrections/index.html", "The hour was wrong.", "A slip."),
    says: ['corrections/: words in p are changed: expected "The hour was wrong.", found "A slip."'],
    alone: ["corrections/: its SHA-256 is DIGEST, SHA256SUMS says DIGEST"],
  },
  {
    what: "the number of articles of a topic",
    tamper: edit("topics/index.html", "2 articles", "3 articles"),
    says: ['topics/: a word in li is changed: expected "2", found "3"'],
    alone: ["topics/: its SHA-256 is DIGEST, SHA256SUMS says DIGEST"],
  },
  {
    what: "an address that is taken out of the sitemap",
    tamper: edit("sitemap.xml", "https://example.org/nan/", "https://example.org/none/"),
    says: [
      'sitemap.xml: a word in loc is changed: expected "https://example.org/nan/", found "https://example.org/none/"',
    ],
    alone: ["sitemap.xml: its SHA-256 is DIGEST, SHA256SUMS says DIGEST"],
  },
  {
    what: "an old address that leads elsewhere",
    tamper: edit("old/ferry.html", "https://example.org/ferry/", "https://example.net/"),
    says: [
      'old/ferry.html: an attribute in link is changed: expected "href=https://example.org/ferry/", found "href=https://example.net/"',
      'old/ferry.html: attributes in meta are changed: expected "content=0; url=https://example.org/ferry/ href=https://example.org/ferry/", found "content=0; url=https://example.net/ href=https://example.net/"',
    ],
    alone: ["old/ferry.html: its SHA-256 is DIGEST, SHA256SUMS says DIGEST"],
  },
  {
    what: "a rule that leads an old address elsewhere",
    tamper: edit("_redirects", "/ferry/ 301", "https://example.net/ 301"),
    says: ['_redirects:1: a word is changed: expected "/ferry/", found "https://example.net/"'],
    alone: ["_redirects: its SHA-256 is DIGEST, SHA256SUMS says DIGEST"],
  },
  {
    what: "a headline in the Atom feed",
    tamper: edit("feed.xml", "<title>The ferry returns", "<title>The ferry sinks"),
    says: ['feed.xml: a word in title is changed: expected "returns", found "sinks"'],
    alone: [
      'feed.xml: the headline of ferry is "The ferry sinks", article.json says "The ferry returns"',
      "feed.xml: its SHA-256 is DIGEST, SHA256SUMS says DIGEST",
    ],
  },
  {
    what: "a word of the text in the Atom feed",
    tamper: edit("feed.xml", "sails at nine", "sails at ten"),
    says: ['feed.xml: a word in content p is changed: expected "nine.", found "ten."'],
    alone: [
      'feed.xml: a word of ferry is changed: expected "nine.", found "ten."',
      "feed.xml: its SHA-256 is DIGEST, SHA256SUMS says DIGEST",
    ],
  },
  {
    what: "a day in the Atom feed",
    tamper: edit("feed.xml", "<published>2023-12-02", "<published>2023-12-01"),
    says: [
      'feed.xml: a word in published is changed: expected "2023-12-02T10:00:00Z", found "2023-12-01T10:00:00Z"',
    ],
    alone: [
      'feed.xml: the date of ferry is "2023-12-01T10:00:00Z", article.json says "2023-12-02T10:00:00Z"',
      "feed.xml: its SHA-256 is DIGEST, SHA256SUMS says DIGEST",
    ],
  },
  {
    what: "a word of the text in the JSON feed",
    tamper: edit("feed.json", "sails at nine", "sails at ten"),
    says: ['feed.json: a word in items.0.content_html p is changed: expected "nine.", found "ten."'],
    alone: [
      'feed.json: a word of ferry is changed: expected "nine.", found "ten."',
      "feed.json: its SHA-256 is DIGEST, SHA256SUMS says DIGEST",
    ],
  },
  {
    what: "a headline in article.json",
    tamper: edit("ferry/article.json", '"headline":"The ferry returns"', '"headline":"The ferry sinks"'),
    says: ['ferry/article.json: a word in headline is changed: expected "returns", found "sinks"'],
    alone: [
      'topics/ships/feed.json: the headline of ferry is "The ferry returns", article.json says "The ferry sinks"',
      'topics/ships/feed.xml: the headline of ferry is "The ferry returns", article.json says "The ferry sinks"',
      'search/: the headline in the list is "The ferry returns", article.json says "The ferry sinks"',
      'sections/harbour/feed.json: the headline of ferry is "The ferry returns", article.json says "The ferry sinks"',
      'sections/harbour/feed.xml: the headline of ferry is "The ferry returns", article.json says "The ferry sinks"',
      'sitemap-news.xml: the headline of ferry is "The ferry returns", article.json says "The ferry sinks"',
      'ferry/article.json: headline is "The ferry sinks", proof.json says "The ferry returns"',

      'check/articles.json: the headline of ferry is "The ferry returns", article.json says "The ferry sinks"',

      ': the headline in the list is "The ferry returns", article.json says "The ferry sinks"',
      'sections/harbour/: the headline in the list is "The ferry returns", article.json says "The ferry sinks"',
      'archive/2023/12/: the headline in the list is "The ferry returns", article.json says "The ferry sinks"',
      'authors/ines-marlow/: the headline in the list is "The ferry returns", article.json says "The ferry sinks"',
      'corrections/: the headline in the list is "The ferry returns", article.json says "The ferry sinks"',
      'feed.json: the headline of ferry is "The ferry returns", article.json says "The ferry sinks"',
      'feed.xml: the headline of ferry is "The ferry returns", article.json says "The ferry sinks"',
      'ferry/: the headline in DC.title is "The ferry returns", article.json says "The ferry sinks"',
      'ferry/: the headline in og:title is "The ferry returns", article.json says "The ferry sinks"',
      'ferry/: the headline in JSON-LD headline is "The ferry returns", article.json says "The ferry sinks"',
      'ferry/: the headline in h1.p-name is "The ferry returns", article.json says "The ferry sinks"',
      'ferry/article.json: citation.title is "The ferry returns", its headline is "The ferry sinks"',
      "ferry/article.json: its SHA-256 is DIGEST, SHA256SUMS says DIGEST",
      'ferry/ninjs.json: headlines is not the same: found "returns", expected "sinks" as article.json has it',
      'topics/ships/: the headline in the list is "The ferry returns", article.json says "The ferry sinks"',
    ],
  },
  {
    what: "a word in article.json",
    tamper: edit("ferry/article.json", "at nine.", "at ten."),
    says: ['ferry/article.json: a word in text.0 is changed: expected "nine.", found "ten."'],
    alone: [
      'ferry/article.json: text is not the same: found "ten.", expected "nine." as its source has it',
      "ferry/article.json: its SHA-256 is DIGEST, SHA256SUMS says DIGEST",
      'ferry/ninjs.json: bodies is not the same: found "nine.", expected "ten." as article.json has it',
    ],
  },
  {
    what: "a word in ninjs.json",
    tamper: edit("ferry/ninjs.json", "at nine.", "at ten."),
    says: [
      'ferry/ninjs.json: a word in bodies.0.value is changed: expected "nine.", found "ten."',
      'ferry/ninjs.json: a word in bodies.1.value p is changed: expected "nine.", found "ten."',
    ],
    alone: [
      'ferry/ninjs.json: bodies is not the same: found "ten.", expected "nine." as article.json has it',
      "ferry/ninjs.json: its SHA-256 is DIGEST, SHA256SUMS says DIGEST",
    ],
  },
  {
    what: "the words in proof.json",
    tamper: edit("proof.json", '"bytes":65,"words":9', '"bytes":65,"words":8'),
    says: [
      "articles/ferry.txt: the text has 9 words, proof.json says 8 words",
      "proof.json: the totals are not those of its articles",
      'proof.json: a word in articles.1.words is changed: expected "9", found "8"',
    ],
    alone: [
      'ferry/article.json: proof.words is "9", proof.json says "8"',
      "ferry/source.txt: the text has 9 words, proof.json says 8 words",
      "proof.json: the totals are not those of its articles",
      "proof.json: its SHA-256 is DIGEST, SHA256SUMS says DIGEST",
    ],
  },
  {
    what: "a source",
    tamper: edit("ferry/source.txt", "at nine", "at ten"),
    says: ['ferry/source.txt:1: a word is changed: expected "nine.", found "ten."'],
    alone: [
      'topics/ships/feed.json: a word of ferry is changed: expected "ten.", found "nine."',
      'topics/ships/feed.xml: a word of ferry is changed: expected "ten.", found "nine."',
      'sections/harbour/feed.json: a word of ferry is changed: expected "ten.", found "nine."',
      'sections/harbour/feed.xml: a word of ferry is changed: expected "ten.", found "nine."',
      'feed.json: a word of ferry is changed: expected "ten.", found "nine."',
      'feed.xml: a word of ferry is changed: expected "ten.", found "nine."',
      "ferry/source.txt: the source's SHA-256 is DIGEST at 64 bytes, proof.json says DIGEST at 65",
      'ferry/source.txt:1: a word is changed: expected "ten.", found "nine." in ferry/',
    ],
  },
  {
    what: "a picture of an article",
    tamper: (site) => site.write(first(site, /^bridge\/images\/.*\.webp$/), "no picture"),
    says: ["bridge/images/DIGEST-400.webp: it differs from byte N on: expected N bytes, found N"],
    alone: ["bridge/images/DIGEST-400.webp: its SHA-256 is DIGEST, SHA256SUMS says DIGEST"],
  },
  {
    what: "a social card in another's place",
    tamper: (site) => site.copy("bridge/card.png", "ferry/card.png"),
    says: ["ferry/card.png: it differs from byte N on: expected N bytes, found N"],
    alone: ["ferry/card.png: its SHA-256 is DIGEST, SHA256SUMS says DIGEST"],
  },
  {
    what: "the icon",
    tamper: edit("icon.svg", "</svg>", "<!-- x --></svg>"),
    says: [
      'icon.svg:1: it differs: expected "516,0L156,0Z\\"/></g></svg>\\n", found "516,0L156,0Z\\"/></g><!-- x --></svg>\\n"',
    ],
    alone: ["icon.svg: its SHA-256 is DIGEST, SHA256SUMS says DIGEST"],
  },
  {
    what: "a file of the search index",
    tamper: (site) => site.write(first(site, /\.pf_fragment$/), "nothing"),
    says: [
      "pagefind/en/fragment/en_DIGEST.pf_fragment: it differs from byte N on: expected N bytes, found N",
    ],
    alone: ["pagefind/en/fragment/en_DIGEST.pf_fragment: its SHA-256 is DIGEST, SHA256SUMS says DIGEST"],
  },
  {
    what: "the script of the search page",
    tamper: edit("search/search.js", "import", "/* x */ import"),
    says: [
      'search/search.js:144: words are added: found "/* x */"',
      'search/search.js:149: words are added: found "/* x */"',
    ],
    alone: ["search/search.js: its SHA-256 is DIGEST, SHA256SUMS says DIGEST"],
  },
  {
    what: "the headers",
    tamper: edit("_headers", "nosniff", "sniff"),
    says: ['_headers:4: a word is changed: expected "nosniff", found "sniff"'],
    alone: ["_headers: its SHA-256 is DIGEST, SHA256SUMS says DIGEST"],
  },
  {
    what: "the robots' rules",
    tamper: (site) => site.write("robots.txt", "User-agent: *\nDisallow: /\n"),
    says: [
      'robots.txt:1: words are changed: expected "AI2Bot User-agent: Amazonbot User-agent: anthropic-ai User-agent: Applebot-Exten…", found "*"',
      'robots.txt:20: words are lost: expected "User-agent: * Allow: / Sitemap: https://example.org/sitemap.xml Sitemap: https:/…"',
    ],
    alone: ["robots.txt: its SHA-256 is DIGEST, SHA256SUMS says DIGEST"],
  },
  {
    what: "whom to tell of a hole",
    tamper: edit(".well-known/security.txt", "desk@example.org", "desk@example.net"),
    says: [
      '.well-known/security.txt:1: a word is changed: expected "mailto:desk@example.org", found "mailto:desk@example.net"',
    ],
    alone: [".well-known/security.txt: its SHA-256 is DIGEST, SHA256SUMS says DIGEST"],
  },
  {
    what: "a file more",
    tamper: (site) => site.write("evil/index.html", "<p>Hello"),
    says: ["evil/: the sources make no such file"],
    alone: ["evil/: SHA256SUMS does not list this file"],
  },
  {
    what: "a hidden file more",
    tamper: (site) => site.write(".htaccess", "Redirect / https://example.net/\n"),
    says: [".htaccess: the sources make no such file"],
    alone: [".htaccess: SHA256SUMS does not list this file"],
  },
  {
    what: "a feed that is missing",
    tamper: (site) => site.remove("feed.json"),
    says: ["feed.json: the file is missing"],
    alone: ["feed.json: the file is missing"],
  },
  {
    what: "an article that is missing",
    tamper: (site) => site.remove("bridge"),
    says: [
      "bridge/: the page is missing",
      "bridge/article.json: the file is missing",
      "bridge/card.png: the file is missing",
      "bridge/images/DIGEST-400.avif: the file is missing",
      "bridge/images/DIGEST-400.jpeg: the file is missing",
      "bridge/images/DIGEST-400.webp: the file is missing",
      "bridge/images/DIGEST-640.avif: the file is missing",
      "bridge/images/DIGEST-640.jpeg: the file is missing",
      "bridge/images/DIGEST-640.webp: the file is missing",
      "bridge/ninjs.json: the file is missing",
      "bridge/source.md: the file is missing",
    ],
    alone: [
      ': the list leads to "bridge/index.html", which is no article of the site',
      'archive/2023/11/: the list leads to "../../../bridge/index.html", which is no article of the site',
      "bridge/: the page is missing",
      "bridge/article.json: the file is missing",
      "bridge/card.png: the file is missing",
      "bridge/images/DIGEST-400.avif: the file is missing",
      "bridge/images/DIGEST-400.jpeg: the file is missing",
      "bridge/images/DIGEST-400.webp: the file is missing",
      "bridge/images/DIGEST-640.avif: the file is missing",
      "bridge/images/DIGEST-640.jpeg: the file is missing",
      "bridge/images/DIGEST-640.webp: the file is missing",
      "bridge/ninjs.json: the file is missing",
      "bridge/source.md: the source is missing",
      'feed.json: the entry "https://example.org/bridge/" is no article of the site',
      "feed.json: article 2 is bridge, and by the articles' dates it is nan",
      'feed.xml: the entry "https://example.org/bridge/" is no article of the site',
      "feed.xml: article 2 is bridge, and by the articles' dates it is nan",
      "topics/roads/feed.json: article 1 is bridge, and by the articles' dates it is none",
      'topics/roads/feed.json: the entry "https://example.org/bridge/" is no article of the site',
      "topics/roads/feed.xml: article 1 is bridge, and by the articles' dates it is none",
      'topics/roads/feed.xml: the entry "https://example.org/bridge/" is no article of the site',
      "topics/ships/feed.json: article 2 is bridge, and by the articles' dates it is none",
      'topics/ships/feed.json: the entry "https://example.org/bridge/" is no article of the site',
      "topics/ships/feed.xml: article 2 is bridge, and by the articles' dates it is none",
      'topics/ships/feed.xml: the entry "https://example.org/bridge/" is no article of the site',
      'search/: the list leads to "../bridge/index.html", which is no article of the site',
      'topics/roads/: the list leads to "../../bridge/index.html", which is no article of the site',
      'topics/ships/: the list leads to "../../bridge/index.html", which is no article of the site',
    ],
  },
  {
    what: "an article that is smuggled in",
    tamper: (site) => site.copy("ferry", "smuggled"),
    says: ["smuggled/: proof.json does not name this article"],
    alone: ["smuggled/: proof.json does not name this article"],
  },
  {
    what: "a list of digests that is missing",
    tamper: (site) => site.remove("SHA256SUMS"),
    says: ["SHA256SUMS: there is none"],
    alone: ["SHA256SUMS: there is none"],
  },
  {
    what: "a line that is missing from the list of digests",
    tamper: (site) =>
      site.edit("SHA256SUMS", /\n[^\n]* {2}robots\.txt/.exec(site.read("SHA256SUMS"))?.[0] ?? "?", ""),
    says: ["SHA256SUMS: it does not list robots.txt"],
    alone: ["robots.txt: SHA256SUMS does not list this file"],
  },
  {
    what: "a word of a page whose digests match",
    tamper: forge("ferry/index.html", "sails at nine", "sails at ten"),
    says: [
      'articles/ferry.txt:1: a word is changed: expected "nine.", found "ten." in ferry/',
      'proof.json: a word in articles.1.page is changed: expected "DIGEST", found "DIGEST"',
    ],
    alone: ['ferry/source.txt:1: a word is changed: expected "nine.", found "ten." in ferry/'],
  },
  {
    what: "a headline of a page whose digests match",
    tamper: forge("ferry/index.html", '<h1 class="p-name">The ferry', '<h1 class="p-name">The fairy'),
    says: [
      'ferry/: a word in h1.p-name is changed: expected "ferry", found "fairy"',
      'proof.json: a word in articles.1.page is changed: expected "DIGEST", found "DIGEST"',
    ],
    alone: [
      'ferry/: the headline in h1.p-name is "The fairy returns", article.json says "The ferry returns"',
    ],
  },
  {
    what: "a date in a list whose digests match",
    tamper: forge("archive/2023/12/index.html", 'datetime="2023-12-02"', 'datetime="2023-12-01"'),
    says: [
      'archive/2023/12/: an attribute in time is changed: expected "datetime=2023-12-02", found "datetime=2023-12-01"',
    ],
    alone: ['archive/2023/12/: the published in the list is "2023-12-01", article.json says "2023-12-02"'],
  },
  {
    what: "a word of a feed whose digests match",
    tamper: forge("feed.xml", "sails at nine", "sails at ten"),
    says: ['feed.xml: a word in content p is changed: expected "nine.", found "ten."'],
    alone: ['feed.xml: a word of ferry is changed: expected "nine.", found "ten."'],
  },
  {
    what: "the newest article taken out of a feed whose digests match",
    tamper: (site) => {
      site.write("feed.xml", site.read("feed.xml").replace(/<entry[\s\S]*?<\/entry>/, ""));
      site.reseal();
    },
    says: [
      'feed.xml: words in id are lost: expected "https://example.org/ferry/ The ferry returns 2023-12-02T10:00:00Z 2023-12-03T10:…"',
    ],
    alone: [
      "feed.json: it has 3 articles, and feed.xml has 2",
      "feed.xml: article 1 is bridge, and by the articles' dates it is ferry",
    ],
  },
  {
    what: "a headline in the list of the check page whose digests match",
    tamper: forge("check/articles.json", "The ferry returns", "The ferry sinks"),
    says: ['check/articles.json: a word in 0.1 is changed: expected "returns", found "sinks"'],
    alone: [
      'check/articles.json: the headline of ferry is "The ferry sinks", article.json says "The ferry returns"',
    ],
  },
  {
    what: "a word of a record whose digests match",
    tamper: forge("ferry/article.json", "at nine.", "at ten."),
    says: ['ferry/article.json: a word in text.0 is changed: expected "nine.", found "ten."'],
    alone: [
      'ferry/article.json: text is not the same: found "ten.", expected "nine." as its source has it',
      'ferry/ninjs.json: bodies is not the same: found "nine.", expected "ten." as article.json has it',
    ],
  },
  {
    what: "a source whose digests match",
    tamper: forge("ferry/source.txt", "at nine", "at ten"),
    says: [
      "articles/ferry.txt: ferry/ was made from another text: SHA-256 DIGEST there, DIGEST here",
      'ferry/source.txt:1: a word is changed: expected "nine.", found "ten."',
      'proof.json: words in articles.1.sha256 are changed: expected "DIGEST 65", found "DIGEST 64"',
    ],
    alone: [
      'topics/ships/feed.json: a word of ferry is changed: expected "ten.", found "nine."',
      'topics/ships/feed.xml: a word of ferry is changed: expected "ten.", found "nine."',
      'sections/harbour/feed.json: a word of ferry is changed: expected "ten.", found "nine."',
      'sections/harbour/feed.xml: a word of ferry is changed: expected "ten.", found "nine."',
      'feed.json: a word of ferry is changed: expected "ten.", found "nine."',
      'feed.xml: a word of ferry is changed: expected "ten.", found "nine."',
      "ferry/: the page does not state its source's SHA-256 DIGEST",
      'ferry/article.json: proof.sha256 is "DIGEST", proof.json says "DIGEST"',
      'ferry/article.json: proof.bytes is "65", proof.json says "64"',
      'ferry/article.json: text is not the same: found "nine.", expected "ten." as its source has it',
      'ferry/source.txt:1: a word is changed: expected "ten.", found "nine." in ferry/',
    ],
  },
  {
    what: "a text in a page's margin whose digests match",
    tamper: forge("ferry/index.html", '<div class="e-content', '<p>It never sails.</p><div class="e-content'),
    says: [
      'ferry/: words in p are added: found "It never sails."',
      'proof.json: a word in articles.1.page is changed: expected "DIGEST", found "DIGEST"',
    ],
    alone: [],
  },
  {
    what: "a style whose digests match",
    tamper: forge("ferry/index.html", "</style>", ".e-content{display:none}</style>"),
    says: [
      'ferry/: words in style are added: found ".e-content{ display:none}"',
      'proof.json: a word in articles.1.page is changed: expected "DIGEST", found "DIGEST"',
    ],
    alone: [],
  },
  {
    what: "a picture whose digests match",
    tamper: (site) => {
      site.copy("bridge/card.png", "ferry/card.png");
      site.reseal();
    },
    says: ["ferry/card.png: it differs from byte N on: expected N bytes, found N"],
    alone: [],
  },
  {
    what: "a search index whose digests match",
    tamper: (site) => {
      site.write(first(site, /\.pf_fragment$/), "nothing");
      site.reseal();
    },
    says: [
      "pagefind/en/fragment/en_DIGEST.pf_fragment: it differs from byte N on: expected N bytes, found N",
    ],
    alone: [],
  },
  {
    what: "headers whose digests match",
    tamper: forge("_headers", "nosniff", "sniff"),
    says: ['_headers:4: a word is changed: expected "nosniff", found "sniff"'],
    alone: [],
  },
  {
    what: "a file more whose digest is listed",
    tamper: (site) => {
      site.write("evil/index.html", "<p>Hello");
      site.reseal();
    },
    says: ["evil/: the sources make no such file"],
    alone: [],
  },
  {
    what: "a headline wherever it stands, with all digests",
    tamper: (site) => forgeAll(site, "The ferry returns", "The ferry sinks"),
    says: [
      '404.html: a word in li is changed: expected "returns", found "sinks"',
      'search/: a word in li is changed: expected "returns", found "sinks"',
      'topics/ships/feed.json: a word in items.0.title is changed: expected "returns", found "sinks"',
      'topics/ships/feed.xml: a word in title is changed: expected "returns", found "sinks"',
      'sections/harbour/feed.json: a word in items.0.title is changed: expected "returns", found "sinks"',
      'sections/harbour/feed.xml: a word in title is changed: expected "returns", found "sinks"',
      ': a word in h2 is changed: expected "returns", found "sinks"',
      'sections/harbour/: a word in li is changed: expected "returns", found "sinks"',
      'archive/2023/12/: a word in li is changed: expected "returns", found "sinks"',
      'authors/ines-marlow/: a word in li is changed: expected "returns", found "sinks"',
      'check/articles.json: a word in 0.1 is changed: expected "returns", found "sinks"',
      'bridge/: a word in li is changed: expected "returns", found "sinks"',
      'corrections/: a word in li is changed: expected "returns", found "sinks"',
      'feed.json: a word in items.0.title is changed: expected "returns", found "sinks"',
      'feed.xml: a word in title is changed: expected "returns", found "sinks"',
      'ferry/: a word in title is changed: expected "returns", found "sinks"',
      'ferry/: an attribute in meta is changed: expected "content=The ferry returns", found "content=The ferry sinks"',
      'ferry/: an attribute in meta is changed: expected "content=The ferry returns", found "content=The ferry sinks"',
      'ferry/: an attribute in meta is changed: expected "content=The ferry returns", found "content=The ferry sinks"',
      'ferry/: a word in script.headline is changed: expected "returns", found "sinks"',
      "ferry/: it differs in 3 more places",
      'ferry/article.json: a word in headline is changed: expected "returns", found "sinks"',
      'ferry/article.json: a word in citation.title is changed: expected "returns", found "sinks"',
      'ferry/ninjs.json: a word in headlines.0.value is changed: expected "returns", found "sinks"',
      'old/ferry.html: a word in title is changed: expected "returns", found "sinks"',
      'old/ferry.html: a word in p is changed: expected "returns", found "sinks"',
      'proof.json: a word in articles.0.page is changed: expected "DIGEST", found "DIGEST"',
      'proof.json: a word in articles.1.headline is changed: expected "returns", found "sinks"',
      'proof.json: a word in articles.1.page is changed: expected "DIGEST", found "DIGEST"',
      'sitemap-news.xml: a word in news:title is changed: expected "returns", found "sinks"',
      'topics/ships/: a word in li is changed: expected "returns", found "sinks"',
    ],
    alone: [],
  },
  {
    what: "an hour wherever it stands, with all digests",
    tamper: (site) => forgeAll(site, "at nine", "at five"),
    says: [
      'topics/ships/feed.json: a word in items.0.content_html p is changed: expected "nine.", found "five."',
      'topics/ships/feed.xml: a word in content p is changed: expected "nine.", found "five."',
      'sections/harbour/feed.json: a word in items.0.content_html p is changed: expected "nine.", found "five."',
      'sections/harbour/feed.xml: a word in content p is changed: expected "nine.", found "five."',
      'feed.json: a word in items.0.content_html p is changed: expected "nine.", found "five."',
      'feed.xml: a word in content p is changed: expected "nine.", found "five."',
      'ferry/: a word in script.encoding.0.sha256 is changed: expected "DIGEST", found "DIGEST"',
      'ferry/: a word in p.print is changed: expected "DIGEST", found "DIGEST"',
      'ferry/article.json: a word in text.0 is changed: expected "nine.", found "five."',
      'ferry/article.json: a word in proof.sha256 is changed: expected "DIGEST", found "DIGEST"',
      'ferry/ninjs.json: a word in bodies.0.value is changed: expected "nine.", found "five."',
      'ferry/ninjs.json: a word in bodies.1.value p is changed: expected "nine.", found "five."',
      'ferry/ninjs.json: a word in altIds.0.value is changed: expected "DIGEST", found "DIGEST"',
      'ferry/source.txt:1: a word is changed: expected "nine.", found "five."',
      'proof.json: a word in articles.1.sha256 is changed: expected "DIGEST", found "DIGEST"',
      'proof.json: a word in articles.1.page is changed: expected "DIGEST", found "DIGEST"',
      "articles/ferry.txt: ferry/ was made from another text: SHA-256 DIGEST there, DIGEST here",
      'articles/ferry.txt:1: a word is changed: expected "nine.", found "five." in ferry/',
    ],
    alone: [],
  },
  {
    what: "a link to nowhere",
    tamper: ({ folder }) => symlinkSync(join(folder, "nowhere"), join(folder, "a.txt")),
    says: ["a.txt: it is a link that leads nowhere"],
    alone: ["a.txt: it is a link that leads nowhere"],
  },
  {
    what: "a word of a page of the publication",
    tamper: edit("terms/index.html", "may differ", "never differ"),
    says: ['pages/terms.md:3: a word is changed: expected "may", found "never" in terms/'],
    alone: [
      "terms/: the page's SHA-256 is DIGEST, proof.json says DIGEST",
      'terms/source.md:3: a word is changed: expected "may", found "never" in terms/',
    ],
  },
  {
    what: "a page of the publication that is missing",
    tamper: (site) => site.remove("terms"),
    says: [
      "terms/: the page is missing",
      "terms/article.json: the file is missing",
      "terms/source.md: the file is missing",
    ],
    alone: [
      "terms/: the page is missing",
      "terms/article.json: the file is missing",
      "terms/source.md: the source is missing",
    ],
  },
  {
    what: "a file of the publication",
    tamper: edit("ads.txt", "DIRECT", "RESELLER"),
    says: ['ads.txt:1: a word is changed: expected "DIRECT", found "RESELLER"'],
    alone: ["ads.txt: its SHA-256 is DIGEST, SHA256SUMS says DIGEST"],
  },
  {
    what: "a file of the publication whose digests match",
    tamper: forge("ads.txt", "DIRECT", "RESELLER"),
    says: ['ads.txt:1: a word is changed: expected "DIRECT", found "RESELLER"'],
    alone: [],
  },
  {
    what: "a headline on a section's page whose digests match",
    tamper: forge("sections/harbour/index.html", ">The ferry returns<", ">The ferry sinks<"),
    says: ['sections/harbour/: a word in li is changed: expected "returns", found "sinks"'],
    alone: [
      'sections/harbour/: the headline in the list is "The ferry sinks", article.json says "The ferry returns"',
    ],
  },
  {
    what: "an article that is taken out of its section's page, whose digests match",
    tamper: forge("sections/harbour/index.html", '<li lang="en" dir="ltr">', "<!--"),
    says: [
      'sections/harbour/: words in li are lost: expected "The ferry returns It sails again 2 December 2023 Atom feed · JSON feed Correctio…"',
    ],
    alone: ["sections/harbour/: the list does not name the article ferry"],
  },
  {
    what: "an article on a section's page of which it is not, whose digests match",
    tamper: (site) => {
      const [item = ""] =
        /<li[^>]*><a href="..\/..\/bridge\/[\s\S]*?<\/li>/.exec(site.read("topics/ships/index.html")) ?? [];
      site.edit("sections/harbour/index.html", '<li lang="en" dir="ltr">', `${item}<li lang="en" dir="ltr">`);
      site.reseal();
    },
    says: ['sections/harbour/: words in li are added: found "The bridge 30 November 2023"'],
    alone: [
      "sections/harbour/: the list names the article bridge, which by its article.json and its page is in another",
    ],
  },
  {
    what: "an article that is said to be of no section, whose digests match",
    tamper: forge("ferry/article.json", '"section":"Harbour",', ""),
    says: [
      'ferry/article.json: a word in citation.section is lost: expected "Harbour"',
      'ferry/article.json: a word in section is lost: expected "Harbour"',
    ],
    alone: ['ferry/: the section\'s list is "sections/harbour/", article.json says "none"'],
  },
  {
    what: "an article that is taken out of its section's feeds, whose digests match",
    tamper: (site) => {
      const feed = site.read("sections/harbour/feed.xml");
      site.write("sections/harbour/feed.xml", feed.replace(/<entry[\s\S]*?<\/entry>/, ""));
      site.reseal();
    },
    says: [
      'sections/harbour/feed.xml: words in id are lost: expected "https://example.org/ferry/ The ferry returns 2023-12-02T10:00:00Z 2023-12-03T10:…"',
    ],
    alone: ["sections/harbour/feed.json: it has 1 article, and feed.xml has 0"],
  },
  {
    what: "a word of a section's feed whose digests match",
    tamper: forge("sections/harbour/feed.json", "sails at nine", "sails at ten"),
    says: [
      'sections/harbour/feed.json: a word in items.0.content_html p is changed: expected "nine.", found "ten."',
    ],
    alone: ['sections/harbour/feed.json: a word of ferry is changed: expected "nine.", found "ten."'],
  },
  {
    what: "another section's article in a section's feed",
    tamper: (site) => {
      site.copy("feed.xml", "sections/harbour/feed.xml");
      site.reseal();
    },
    says: [
      'sections/harbour/feed.xml: a word in id is changed: expected "https://example.org/sections/harbour/", found "https://example.org/"',
      'sections/harbour/feed.xml: an attribute in link is changed: expected "href=https://example.org/sections/harbour/", found "href=https://example.org/"',
      'sections/harbour/feed.xml: an attribute in link is changed: expected "href=https://example.org/sections/harbour/feed.xml", found "href=https://example.org/feed.xml"',
      'sections/harbour/feed.xml: words in id are added: found "https://example.org/bridge/ The bridge 2023-11-30T10:00:00Z 2023-11-30T10:00:00Z…"',
      'sections/harbour/feed.xml: words in title are changed: expected "Post: Harbour", found "Post News of the quay"',
    ],
    alone: [
      "sections/harbour/feed.json: it has 1 article, and feed.xml has 3",
      "sections/harbour/feed.xml: article 2 is bridge, and by the articles' dates it is none",
    ],
  },
  {
    what: "the menu",
    tamper: edit("ferry/index.html", ">Terms<", ">Lies<"),
    says: ['ferry/: a word in li is changed: expected "Terms", found "Lies"'],
    alone: ["ferry/: the page's SHA-256 is DIGEST, proof.json says DIGEST"],
  },
  {
    what: "the menu of a page whose digests match",
    tamper: forge("ferry/index.html", ">Terms<", ">Lies<"),
    says: [
      'ferry/: a word in li is changed: expected "Terms", found "Lies"',
      'proof.json: a word in articles.1.page is changed: expected "DIGEST", found "DIGEST"',
    ],
    alone: [],
  },
  {
    what: "a headline in the news sitemap whose digests match",
    tamper: forge("sitemap-news.xml", "The ferry returns", "The ferry sinks"),
    says: ['sitemap-news.xml: a word in news:title is changed: expected "returns", found "sinks"'],
    alone: [
      'sitemap-news.xml: the headline of ferry is "The ferry sinks", article.json says "The ferry returns"',
    ],
  },
  {
    what: "what crawlers may take",
    tamper: edit(".well-known/tdmrep.json", '"tdm-reservation": 1', '"tdm-reservation": 0'),
    says: ['.well-known/tdmrep.json: a word in 0.tdm-reservation is changed: expected "1", found "0"'],
    alone: [".well-known/tdmrep.json: its SHA-256 is DIGEST, SHA256SUMS says DIGEST"],
  },
];
