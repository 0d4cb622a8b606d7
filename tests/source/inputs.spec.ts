import { spawnSync } from "node:child_process";
import {
  existsSync,
  mkdirSync,
  readdirSync,
  readFileSync,
  rmSync,
  symlinkSync,
  writeFileSync,
} from "node:fs";
import { join } from "node:path";
import { pathToFileURL } from "node:url";
import { gzipSync } from "node:zlib";
import { expect, test } from "@playwright/test";
import { Parser } from "htmlparser2";
import { runBuild } from "../support/build.ts";
import { copyProject } from "../support/project.ts";
import { leftovers, readTree } from "../support/publish/disk.ts";

/*
 * What maintainers, agencies and attackers may put among the articles. All of what must be refused lies in one folder and is
 * built in one run; so does all of what must be built.
 */

/** Something wrong, and every line that the build says of it. */
interface Bad {
  what: string;
  files?: Record<string, string | Buffer>;
  /** Makes what is no file. */
  make?: (folder: string) => void;
  says: readonly string[];
}

/** Wire copy with nothing wrong. */
const copy = " date 2023-12-02 Fish rose on Friday.\n";

/** An article whose metadata are wrong. */
function pair(name: string, metadata: string | Buffer, text: string | Buffer = copy) {
  return { [`${name}.txt`]: text, [`${name}.yaml`]: metadata };
}

/** Markdown with front matter. */
function front(metadata: string, text = "Fish rose.\n"): string {
  return `---\nheadline: Fish\ndate: 2023-12-02\n${metadata}---\n${text}`;
}

/** Bytes, each a character of Latin-1. */
function bytes(text: string): Buffer {
  return Buffer.from(text, "latin1");
}

const bad: Record<string, readonly Bad[]> = {
  YAML: [
    {
      what: "a quotation mark that is never closed",
      files: pair("yaml-quote", 'section: World\nheadline: "Fish\n'),
      says: [
        'src/articles/yaml-quote.yaml:2:11: the quotation mark before "Fish" is never closed (close it, or write the value without quotation marks)',
      ],
    },
    {
      what: "a bracket that is never closed",
      files: pair("yaml-bracket", "headline: Fish\ntopics: [Fish, World\n"),
      says: ['src/articles/yaml-bracket.yaml:2:9: "[Fish, World" is never closed (close the bracket)'],
    },
    {
      what: "an indent with a tab",
      files: pair("yaml-tab", "headline: Fish\nauthors:\n\t- name: Ann\n"),
      says: ["src/articles/yaml-tab.yaml:3:1: the line is indented with a tab (indent it with spaces)"],
    },
    {
      what: "a key that stands twice",
      files: pair("yaml-twice", "headline: Fish\nsection: World\nheadline: More fish\n"),
      says: ["src/articles/yaml-twice.yaml:3:1: the key `headline` stands twice (keep one of the two)"],
    },
    {
      what: "a map where text belongs",
      files: pair("yaml-map", "headline:\n  en: Fish\n"),
      says: [
        "src/articles/yaml-map.yaml:2:3: `headline` must be text, not a map of keys (write the value in quotes)",
      ],
    },
    {
      what: "a list where text belongs",
      files: pair("yaml-list", "headline:\n  - Fish\n  - More fish\n"),
      says: [
        "src/articles/yaml-list.yaml:2:3: `headline` must be text, not a list (write the value in quotes)",
      ],
    },
    {
      what: "text where a list belongs",
      files: pair("yaml-text", "topics: Fish\nauthors: Ann\n"),
      says: [
        'src/articles/yaml-text.yaml:1:9: `topics` must be a list, not "Fish" (write each item on a line of its own that begins with `- `)',
        'src/articles/yaml-text.yaml:2:10: `authors` must be a list of authors, each with a `name`, not "Ann" (write each item on a line of its own that begins with `- `)',
      ],
    },
    {
      what: "text where a map belongs",
      files: pair("yaml-source", "source: The Wire\n"),
      says: [
        'src/articles/yaml-source.yaml:1:9: `source` must have the keys name, url, not "The Wire" (write each key on a line of its own, indented below)',
      ],
    },
    {
      what: "front matter that is never closed",
      files: { "yaml-open.md": "---\nheadline: Fish\ndate: 2023-12-02\n\nFish rose.\n" },
      says: ["src/articles/yaml-open.md:1:1: the front matter is not closed (end it with a line `---`)"],
    },
    {
      what: "unknown keys, at the top and within another",
      files: pair(
        "yaml-unknown",
        "headlin: Fish\ntitle: Fish\nzoo: 1\nsource:\n  name: The Wire\n  link: x\n",
      ),
      says: [
        "src/articles/yaml-unknown.yaml:1:1: unknown key `headlin` (did you mean `headline`?)",
        "src/articles/yaml-unknown.yaml:2:1: unknown key `title` (did you mean `headline`?)",
        "src/articles/yaml-unknown.yaml:3:1: unknown key `zoo` (the keys are headline, standfirst, date, updated, authors, dateline, section, topics, language, source, image, corrections, slug, status, license, translations, paragraphs, acknowledge)",
        "src/articles/yaml-unknown.yaml:6:3: unknown key `link` (the keys are name, url)",
      ],
    },
    {
      what: "keys that every object of JavaScript has",
      files: pair(
        "yaml-object",
        "__proto__:\n  headline: Fish\nconstructor: Fish\nsource:\n  __proto__: x\n  name: A\n",
      ),
      says: [
        "src/articles/yaml-object.yaml:1:1: unknown key `__proto__` (the keys are headline, standfirst, date, updated, authors, dateline, section, topics, language, source, image, corrections, slug, status, license, translations, paragraphs, acknowledge)",
        "src/articles/yaml-object.yaml:3:1: unknown key `constructor` (the keys are headline, standfirst, date, updated, authors, dateline, section, topics, language, source, image, corrections, slug, status, license, translations, paragraphs, acknowledge)",
        "src/articles/yaml-object.yaml:5:3: unknown key `__proto__` (the keys are name, url)",
      ],
    },
    {
      what: "a colon and a space in a value",
      files: pair("yaml-colon", "headline: Fish: the return\n"),
      says: [
        'src/articles/yaml-colon.yaml:1:11: "Fish: the return" holds a colon and a space (write the value in quotes)',
      ],
    },
    {
      what: "what YAML would drop as a comment, an anchor or an alias",
      files: {
        ...pair("yaml-comment", "headline: Ranked #1 of fish\n"),
        ...pair("yaml-anchor", "headline: &c Fish\n"),
        ...pair("yaml-alias", "headline: *fish\n"),
      },
      says: [
        "src/articles/yaml-alias.yaml:1:11: `*fish` is a YAML alias, which metadata cannot use (write the value in quotes)",
        "src/articles/yaml-anchor.yaml:1:11: `&c` is a YAML anchor, which metadata cannot use (write the value in quotes)",
        'src/articles/yaml-comment.yaml:1:18: "#1 of fish" would be lost as a comment of YAML\'s (write the value in quotes, or the comment on a line of its own)',
      ],
    },
    {
      what: "anchors and tags before keys, and a tag that YAML knows",
      files: {
        ...pair("yaml-key", "headline: Fish\nsection: World\n&a topics: [Fish]\nsource: {!!str name: Ann}\n"),
        ...pair("yaml-known", "section: World\nheadline: !!str Fish\n"),
      },
      says: [
        "src/articles/yaml-key.yaml:3:1: `&a` is a YAML anchor, which metadata cannot use (write the key without it)",
        "src/articles/yaml-key.yaml:4:10: `!!str` is a YAML tag, which metadata cannot use (write the key without it)",
        "src/articles/yaml-known.yaml:2:11: `!!str` is a YAML tag, which metadata cannot use (write the value in quotes)",
      ],
    },
    {
      what: "items of lists and keys of maps with no value",
      files: {
        ...pair("yaml-item-1", "headline: Fish\ntopics:\n  - Fish\n  -\n"),
        ...pair("yaml-item-2", 'topics:\n- "- Fish"\n# - World\n-\n- - Fish\n  -\n'),
        ...pair("yaml-item-3", "authors:\n  -\n  # to come\n  - name: Ann\n  -\n"),
        ...pair("yaml-item-4", "headline: Fish\nsource: {name}\n"),
      },
      says: [
        "src/articles/yaml-item-1.yaml:4:4: `topics` is empty (write a value, or remove the key)",
        "src/articles/yaml-item-2.yaml:4:2: `topics` is empty (write a value, or remove the key)",
        "src/articles/yaml-item-2.yaml:5:3: `topics` must be text, not a list (write the value in quotes)",
        "src/articles/yaml-item-3.yaml:2:4: `authors` is empty (write a value, or remove the key)",
        "src/articles/yaml-item-3.yaml:5:4: `authors` is empty (write a value, or remove the key)",
        "src/articles/yaml-item-4.yaml:2:14: `source.name` is empty (write a value, or remove the key)",
      ],
    },
    {
      what: "lists and maps in one another, deeper than any stack goes",
      files: {
        ...pair("yaml-deep-1", `topics: ${"[".repeat(20_000)}\n`),
        ...pair("yaml-deep-2", `headline: Fish\ntopics:\n  ${"- ".repeat(1000)}Fish\n`),
      },
      says: [
        "src/articles/yaml-deep-1.yaml:1:108: lists and maps stand over 100 deep in one another (write the value in quotes)",
        "src/articles/yaml-deep-2.yaml:3:201: lists and maps stand over 100 deep in one another (write the value in quotes)",
      ],
    },
    {
      what: "a tag, which other parsers run",
      files: pair("yaml-tag", "headline: !!js/function 'function () {}'\n"),
      says: [
        "src/articles/yaml-tag.yaml:1:11: `!!js/function` is a YAML tag, which metadata cannot use (write the value in quotes)",
      ],
    },
    {
      what: "a line without a colon, words behind a quotation, a sign that YAML keeps for itself",
      files: {
        ...pair("yaml-line", "section: World\nheadline Fish\n"),
        ...pair("yaml-behind", 'headline: "Fish" and chips\n'),
        ...pair("yaml-sign", "headline: @fish\n"),
      },
      says: [
        'src/articles/yaml-behind.yaml:1:18: "and chips" stands after the end of a value (put all of the value in quotes)',
        'src/articles/yaml-line.yaml:2:1: "headline Fish" is no `key: value` (write a key, a colon and a space before it)',
        'src/articles/yaml-sign.yaml:1:11: a value cannot begin with "@" (write the value in quotes)',
      ],
    },
    {
      what: "two documents, and no map at all",
      files: {
        ...pair("yaml-two", "headline: Fish\n---\nheadline: Fish\n"),
        ...pair("yaml-no-map", "- Fish\n"),
      },
      says: [
        "src/articles/yaml-no-map.yaml:1:1: the metadata are not a list of keys (write lines such as `headline: Some words`)",
        "src/articles/yaml-two.yaml:2:1: a second document begins here (remove the line `---`)",
      ],
    },
  ],

  dates: [
    {
      what: "dates of metadata that are none",
      files: {
        ...pair("date-1", "headline: Fish\ndate: 2023-13-45\n", "Fish rose.\n"),
        ...pair("date-2", "headline: Fish\ndate: 2023-02-30\n", "Fish rose.\n"),
        ...pair("date-3", "headline: Fish\ndate: 12/02/2023\n", "Fish rose.\n"),
        ...pair("date-4", "headline: Fish\ndate: 2023-1-2\n", "Fish rose.\n"),
        ...pair("date-5", "headline: Fish\ndate: 2023-12\n", "Fish rose.\n"),
        ...pair("date-6", "headline: Fish\ndate: 2023-W48-6\n", "Fish rose.\n"),
        ...pair("date-7", "headline: Fish\ndate: 1701475200\n", "Fish rose.\n"),
        ...pair("date-8", "headline: Fish\ndate:\n", "Fish rose.\n"),
      },
      says: [
        'src/articles/date-1.yaml:2:7: `date`: "2023-13-45": there is no month 13 (write a month from 01 to 12)',
        'src/articles/date-2.yaml:2:7: `date`: "2023-02-30": February 2023 has 28 days (write a day from 01 to 28)',
        'src/articles/date-3.yaml:2:7: `date`: "12/02/2023": it does not begin with the year (write it as 2023-12-02 or 2023-02-12)',
        'src/articles/date-4.yaml:2:7: `date`: "2023-1-2": month and day have two digits each (write it as 2023-01-02)',
        'src/articles/date-5.yaml:2:7: `date`: "2023-12": it names no day (write it as YYYY-MM-DD)',
        'src/articles/date-6.yaml:2:7: `date`: "2023-W48-6": it is a week date (write it as 2023-12-02)',
        'src/articles/date-7.yaml:2:7: `date`: "1701475200": it is a count of seconds (write it as 2023-12-02)',
        "src/articles/date-8.yaml:2:6: `date` is empty (write a value, or remove the key)",
      ],
    },
    {
      what: "dates of wire copy that are none",
      files: {
        "wire-1.txt": " date 2023-13-45 T",
        "wire-2.txt": "\n\n date 2023-02-30 Fish rose.\n",
        "wire-3.txt": "date 12/02/2023 Fish rose.\n",
        "wire-4.txt": " date 2023-1-2 Fish rose.\n",
        "wire-5.txt": " date 2023-12 Fish rose.\n",
        "wire-6.txt": " date 2023-W48-6 Fish rose.\n",
        "wire-7.txt": " date 1701475200 Fish rose.\n",
      },
      says: [
        'src/articles/wire-1.txt:1:7: `date`: "2023-13-45": there is no month 13 (write a month from 01 to 12)',
        'src/articles/wire-2.txt:3:7: `date`: "2023-02-30": February 2023 has 28 days (write a day from 01 to 28)',
        'src/articles/wire-3.txt:1:6: `date`: "12/02/2023": it does not begin with the year (write it as 2023-12-02 or 2023-02-12)',
        'src/articles/wire-4.txt:1:7: `date`: "2023-1-2": month and day have two digits each (write it as 2023-01-02)',
        'src/articles/wire-5.txt:1:7: `date`: "2023-12": it names no day (write it as YYYY-MM-DD)',
        'src/articles/wire-6.txt:1:7: `date`: "2023-W48-6": it is a week date (write it as 2023-12-02)',
        'src/articles/wire-7.txt:1:7: `date`: "1701475200": it is a count of seconds (write it as 2023-12-02)',
      ],
    },
    {
      what: "no date anywhere",
      files: {
        "date-none.txt": "Fish rose.\n",
        "date-none-front.md": "---\nheadline: Fish\n---\nFish rose.\n",
        ...pair("date-none-yaml", "headline: Fish\n", "Fish rose.\n"),
      },
      says: [
        "src/articles/date-none-front.md:1:1: the article has no date (add `date: YYYY-MM-DD` to the metadata)",
        "src/articles/date-none-yaml.txt:1:1: the article has no date (add `date: YYYY-MM-DD` to the metadata)",
        "src/articles/date-none.txt:1:1: the article has no date (add `date: YYYY-MM-DD` to the metadata)",
      ],
    },
    {
      what: "text and metadata that contradict each other",
      files: pair("date-two", "headline: Fish\ndate: 2023-12-03\n"),
      says: [
        "src/articles/date-two.yaml:2:7: the metadata say 2023-12-03, the text says 2023-12-02 (correct one of the two)",
      ],
    },
    {
      what: "an update and a correction before the date",
      files: pair(
        "date-before",
        "headline: Fish\nupdated: 2023-12-01\ncorrections:\n  - date: 2023-11-30\n    text: We erred.\n",
      ),
      says: [
        "src/articles/date-before.yaml:2:10: updated 2023-12-01 is before the date 2023-12-02 (correct one of the two)",
        "src/articles/date-before.yaml:4:11: the correction of 2023-11-30 is before the article's date 2023-12-02 (correct one of the two)",
      ],
    },
  ],

  "headlines and slugs": [
    {
      what: "a headline that is empty, or shows nothing",
      files: {
        ...pair("head-1", 'headline: ""\n'),
        ...pair("head-2", "section: World\nheadline:\n"),
        ...pair("head-3", 'headline: "   "\n'),
        ...pair("head-4", 'headline: "\u200b\u200d"\n'),
        "head-5.md": "---\ndate: 2023-12-02\n---\nFish rose.\n",
      },
      says: [
        "src/articles/head-1.yaml:1:11: `headline` is empty (write a text, or remove the key)",
        "src/articles/head-2.yaml:2:10: `headline` is empty (write a value, or remove the key)",
        'src/articles/head-3.yaml:1:11: `headline` is empty: "   " (write a text, or remove the key)',
        'src/articles/head-4.yaml:1:11: `headline` is empty: "U+200BU+200D" (write a text, or remove the key)',
        "src/articles/head-5.md:2:1: the article has no `headline` (add `headline: Some words` to the metadata)",
      ],
    },
    {
      what: "slugs that come out empty",
      files: {
        ...pair("slug-1", 'headline: Fish\nslug: "🚀🔥"\n'),
        ...pair("slug-2", 'headline: Fish\nslug: "!!!"\n'),
        "🚀🔥.txt": copy,
        "!!!.md": front(""),
      },
      says: [
        'src/articles/!!!.md: the slug "!!!" has neither letters nor digits (give a `slug` of lower-case letters, digits and hyphens)',
        'src/articles/slug-1.yaml:2:7: the slug "🚀🔥" has neither letters nor digits (give a `slug` of lower-case letters, digits and hyphens)',
        'src/articles/slug-2.yaml:2:7: the slug "!!!" has neither letters nor digits (give a `slug` of lower-case letters, digits and hyphens)',
        'src/articles/🚀🔥.txt: the slug "🚀🔥" has neither letters nor digits (give a `slug` of lower-case letters, digits and hyphens)',
      ],
    },
    {
      what: "slugs that leave the site, that have capitals or joiners, that are the site's own, that are not in normal form",
      files: {
        ...pair("slug-3", "headline: Fish\nslug: ../x\n"),
        ...pair("slug-4", "headline: Fish\nslug: Fish/Two\n"),
        ...pair("slug-5", "headline: Fish\nslug: search\n"),
        ...pair("slug-6", 'headline: Fish\nslug: "no\u0308dig"\n'),
        ...pair("slug-7", `headline: Fish\nslug: ${"x".repeat(201)}\n`),
        ...pair("slug-8", 'headline: Fish\nslug: "خانه\u200cها"\n'),
        ...pair("slug-9", 'headline: Fish\nslug: "\u0915\u094d\u200d\u0937"\n'),
      },
      says: [
        'src/articles/slug-3.yaml:2:7: the slug "../x" has other characters than lower-case letters, digits and single hyphens (write `x`)',
        'src/articles/slug-4.yaml:2:7: the slug "Fish/Two" has other characters than lower-case letters, digits and single hyphens (write `fish-two`)',
        "src/articles/slug-5.yaml:2:7: the slug `search` is taken by the site's own pages (give another `slug`)",
        'src/articles/slug-6.yaml:2:7: the slug "no\u0308dig" has letters and their accents apart, not in Unicode\'s normal form NFC (type it anew)',
        "src/articles/slug-7.yaml:2:7: the slug has 201 bytes, the limit is 200 (give a shorter `slug`)",
        'src/articles/slug-8.yaml:2:7: the slug "خانه\u200cها" has other characters than lower-case letters, digits and single hyphens (write `خانهها`)',
        'src/articles/slug-9.yaml:2:7: the slug "\u0915\u094d\u200d\u0937" has other characters than lower-case letters, digits and single hyphens (write `\u0915\u094d\u0937`)',
      ],
    },
    {
      what: "two articles with one slug, also in another case and in another normal form",
      files: {
        ...pair("one-1", "headline: Fish\nslug: one\n"),
        ...pair("one-2", "headline: Fish\nslug: one\n"),
        "Twin.txt": copy,
        "twin.md": front(""),
        "n\u00f6dig.txt": copy,
        "no\u0308dig.md": front(""),
      },
      says: [
        "src/articles/n\u00f6dig.txt: src/articles/no\u0308dig.md has the same name (rename one of them)",
        "src/articles/one-2.txt: src/articles/one-1.txt has the same slug `one` (give one of them another `slug`)",
        "src/articles/twin.md: src/articles/Twin.txt has the same slug `twin` (give one of them another `slug`)",
      ],
    },
    {
      what: "two texts with one name, and metadata in two places",
      files: {
        "same.md": front(""),
        "same.txt": copy,
        "both.md": front(""),
        "both.yaml": "headline: Fish\n",
      },
      says: [
        "src/articles/both.md:1:1: metadata stand both here and in the .yaml file (keep one of the two)",
        "src/articles/same.txt: src/articles/same.md has the same name (rename one of them)",
      ],
    },
  ],

  "hostile keys": [
    {
      what: "keys by which Eleventy's templates write elsewhere and run other engines",
      files: {
        "key-1.md": front("permalink: ../../owned.html\n"),
        "key-2.md": front("layout: owned\n"),
        "key-3.md": front("templateEngineOverride: njk\n", "{{ 7 * 7 }}\n"),
        "key-4.md": front("permalinkBypassOutputDir: true\n"),
      },
      says: [
        "src/articles/key-1.md:4:1: unknown key `permalink` (did you mean `slug`?)",
        "src/articles/key-2.md:4:1: unknown key `layout` (the keys are headline, standfirst, date, updated, authors, dateline, section, topics, language, source, image, corrections, slug, status, license, translations, paragraphs, acknowledge)",
        "src/articles/key-3.md:4:1: unknown key `templateEngineOverride` (the keys are headline, standfirst, date, updated, authors, dateline, section, topics, language, source, image, corrections, slug, status, license, translations, paragraphs, acknowledge)",
        "src/articles/key-4.md:4:1: unknown key `permalinkBypassOutputDir` (the keys are headline, standfirst, date, updated, authors, dateline, section, topics, language, source, image, corrections, slug, status, license, translations, paragraphs, acknowledge)",
      ],
    },
    {
      what: "front matter that is a program",
      files: {
        "key-js.md":
          "---js\n{ headline: require('node:fs').writeFileSync('executed', '') }\n---\nFish rose.\n",
        "key-json.md": '---json\n{ "headline": "Fish" }\n---\nFish rose.\n',
      },
      says: [
        "src/articles/key-js.md:1:1: front matter cannot begin with `---js` (begin it with a line `---` and write YAML)",
        "src/articles/key-json.md:1:1: front matter cannot begin with `---json` (begin it with a line `---` and write YAML)",
      ],
    },
  ],

  bytes: [
    {
      what: "Latin-1 and Windows-1252",
      files: {
        "bytes-1.txt": bytes(" date 2023-12-02 The caf\xe9 opened.\n"),
        "bytes-2.md": bytes(front("", "First.\n\nThe caf\xe9")),
        "bytes-3.txt": bytes(" date 2023-12-02 Fish.\r\nHe said \x93fish\x94.\r\n"),
        ...pair("bytes-4", bytes("headline: Caf\xe9\n")),
      },
      says: [
        "src/articles/bytes-1.txt:1:25: byte 0xE9 is not valid UTF-8 (save the file as UTF-8; it looks like Latin-1)",
        "src/articles/bytes-2.md:7:8: byte 0xE9 is not valid UTF-8 (save the file as UTF-8; it looks like Latin-1)",
        "src/articles/bytes-3.txt:2:9: byte 0x93 is not valid UTF-8 (save the file as UTF-8; it looks like Windows-1252)",
        "src/articles/bytes-4.yaml:1:14: byte 0xE9 is not valid UTF-8 (save the file as UTF-8; it looks like Latin-1)",
      ],
    },
    {
      what: "UTF-16, with and without a byte order mark",
      files: {
        "utf16-1.txt": Buffer.from(`\ufeff${copy}`, "utf16le"),
        "utf16-2.txt": Buffer.from(`\ufeff${copy}`, "utf16le").swap16(),
        "utf16-3.txt": Buffer.from(copy, "utf16le"),
        "utf16-4.txt": Buffer.from(copy, "utf16le").swap16(),
      },
      says: [
        "src/articles/utf16-1.txt:1:1: this is UTF-16, not UTF-8 text (save it as UTF-8 text)",
        "src/articles/utf16-2.txt:1:1: this is UTF-16, not UTF-8 text (save it as UTF-8 text)",
        "src/articles/utf16-3.txt:1:1: this is UTF-16, not UTF-8 text (save it as UTF-8 text)",
        "src/articles/utf16-4.txt:1:1: this is UTF-16, not UTF-8 text (save it as UTF-8 text)",
      ],
    },
    {
      what: "UTF-8 that is truncated, overlong, or encodes half a pair",
      files: {
        "utf8-1.txt": bytes(" date 2023-12-02 Fish \xe2\x82"),
        "utf8-2.txt": bytes(" date 2023-12-02 Fish \xc0\xaf rose.\n"),
        "utf8-3.txt": bytes(" date 2023-12-02 Fish \xed\xa0\x80 rose.\n"),
        "utf8-4.txt": bytes(" date 2023-12-02 \xe2\x80\x9cFish\xe2\x80\x9d \xe2\x80 rose.\n"),
      },
      says: [
        "src/articles/utf8-1.txt:1:23: the file ends within a character, at byte 0xE2 (it was cut off: copy it anew)",
        "src/articles/utf8-2.txt:1:23: byte 0xC0 begins an overlong form, which is not valid UTF-8 (save the file as UTF-8 anew)",
        "src/articles/utf8-3.txt:1:23: byte 0xED begins half of a surrogate pair, which is not valid UTF-8 (save the file as UTF-8 anew)",
        "src/articles/utf8-4.txt:1:25: byte 0xE2 is not valid UTF-8 (save the file as UTF-8; it looks like Latin-1)",
      ],
    },
    {
      what: "NUL and other controls",
      files: {
        "control-1.txt": " date 2023-12-02 Fish.\n\nSalm\0on.\n",
        "control-2.txt": " date 2023-12-02 Fish.\r\rSalm\u0007on.\r",
        "control-3.txt": " date 2023-12-02 Fish.\u000b\n",
        "control-4.txt": " date 2023-12-02 Fish.\u000c\n",
        "control-5.md": front("", "Fish \u001b[31mrose.\n"),
        "control-6.txt": " date 2023-12-02 Fish\u007f.\n",
        "control-7.txt": " date 2023-12-02 Fish\u0080.\n",
        ...pair("control-8", "section: A\u0007b\n"),
        ...pair("control-9", 'headline: Fish\nsection: "A\\u0007b"\n'),
      },
      says: [
        "src/articles/control-1.txt:3:5: U+0000 is a control character (remove it)",
        "src/articles/control-2.txt:3:5: U+0007 is a control character (remove it)",
        "src/articles/control-3.txt:1:23: U+000B is a control character (remove it)",
        "src/articles/control-4.txt:1:23: U+000C is a control character (remove it)",
        "src/articles/control-5.md:5:6: U+001B is a control character (remove it)",
        "src/articles/control-6.txt:1:22: U+007F is a control character (remove it)",
        "src/articles/control-7.txt:1:22: U+0080 is a control character (remove it)",
        "src/articles/control-8.yaml:1:11: U+0007 is a control character (remove it)",
        'src/articles/control-9.yaml:2:10: `section` holds a control character: "A\\u0007b" (remove it)',
      ],
    },
    {
      what: "the bidi overrides, also where YAML writes them as escapes",
      files: {
        "bidi-1.txt": " date 2023-12-02 Fish.\n\nSalm\u202eon.\n",
        "bidi-2.md": front("", "Salm\u202don.\n"),
        ...pair("bidi-3", 'headline: "Salm\\u202eon"\n'),
      },
      says: [
        "src/articles/bidi-1.txt:3:5: U+202E turns the direction of the text around it (remove it)",
        "src/articles/bidi-2.md:5:5: U+202D turns the direction of the text around it (remove it)",
        'src/articles/bidi-3.yaml:1:11: `headline` holds a control character: "SalmU+202Eon" (remove it)',
      ],
    },
    {
      what: "nothing, white space, a date and nothing else",
      files: {
        "empty-1.txt": "",
        "empty-2.md": "",
        ...pair("empty-3", ""),
        "empty-4.txt": " \n\t\n\u00a0",
        "empty-5.txt": "\ufeff",
        "empty-6.txt": " date 2023-12-02 \n\n",
        "empty-7.md": front("", " \n"),
      },
      says: [
        "src/articles/empty-1.txt:1:1: the file is empty (write the text into it, or remove the file)",
        "src/articles/empty-2.md:1:1: the file is empty (write the text into it, or remove the file)",
        "src/articles/empty-3.yaml:1:1: the file is empty (write the text into it, or remove the file)",
        "src/articles/empty-4.txt:1:1: the file holds nothing but white space (write the text into it, or remove the file)",
        "src/articles/empty-5.txt:1:1: the file holds nothing but white space (write the text into it, or remove the file)",
        "src/articles/empty-6.txt:1:17: no text stands after the date (write the text after it)",
        "src/articles/empty-7.md:4:4: no text stands after the front matter (write the text after it)",
      ],
    },
    {
      what: "archives, images and documents by another name",
      files: {
        "kind-1.txt": gzipSync(copy),
        "kind-2.md": bytes("\x89PNG\r\n\x1a\n\0\0\0\rIHDR"),
        "kind-3.txt": bytes("\xff\xd8\xff\xe0\0\x10JFIF\0"),
        "kind-4.txt": bytes("%PDF-1.7\n%\xe2\xe3\xcf\xd3\n"),
        "kind-5.txt": bytes("PK\x03\x04\x14\0\x06\0"),
      },
      says: [
        "src/articles/kind-1.txt:1:1: this is a gzip archive, not UTF-8 text (unpack it)",
        "src/articles/kind-2.md:1:1: this is a PNG image, not UTF-8 text (move it away, or give it the ending of an image)",
        "src/articles/kind-3.txt:1:1: this is a JPEG image, not UTF-8 text (move it away, or give it the ending of an image)",
        "src/articles/kind-4.txt:1:1: this is a PDF document, not UTF-8 text (save its text as UTF-8 text)",
        "src/articles/kind-5.txt:1:1: this is a ZIP archive or an office document, not UTF-8 text (save its text as UTF-8 text)",
      ],
    },
  ],

  files: [
    {
      what: "symbolic links that leave the folder, lead nowhere, in a circle or to a folder",
      make(folder) {
        writeFileSync(join(folder, "../secret.txt"), copy);
        symlinkSync("../secret.txt", join(folder, "link-1.txt"));
        symlinkSync("nowhere.txt", join(folder, "link-2.txt"));
        symlinkSync("link-3.txt", join(folder, "link-3.txt"));
        symlinkSync("folder", join(folder, "link-4.txt"));
        mkdirSync(join(folder, "folder"));
      },
      says: [
        "src/articles/link-1.txt: the symbolic link leaves the folder of articles (copy the file here)",
        "src/articles/link-2.txt: the symbolic link leads nowhere (remove it, or restore the file it names)",
        "src/articles/link-3.txt: the symbolic link leads nowhere (remove it, or restore the file it names)",
        "src/articles/link-4.txt: the symbolic link leads to no file (remove it)",
      ],
    },
    {
      what: "folders in one another without end",
      make(folder) {
        mkdirSync(join(folder, "deep/".repeat(40)), { recursive: true });
      },
      says: [
        `src/articles/${"deep/".repeat(32)}deep: folders stand in one another over 32 deep (nest them less deeply)`,
      ],
    },
    {
      what: "a pipe",
      make(folder) {
        spawnSync("mkfifo", [join(folder, "pipe.txt")]);
      },
      says: ["src/articles/pipe.txt: this is not a regular file (remove it)"],
    },
    {
      what: "files of unknown kind, among them programs that Eleventy would run",
      files: {
        "kinds.11tydata.js": "require('node:fs').writeFileSync('executed', '')",
        "kinds.11ty.js": "require('node:fs').writeFileSync('executed', '')",
        "kinds.html": "<p>Fish</p>",
        "kinds.njk": "{{ 7 * 7 }}",
        "kinds.yml": "headline: Fish\n",
        "KINDS.TXT": copy,
        kinds: copy,
        ".kinds.txt": copy,
      },
      says: [
        "src/articles/.kinds.txt: a hidden file: its name begins with a dot (rename it, or move it away)",
        "src/articles/KINDS.TXT: this ending is not known (name wire copy .txt, Markdown .md and metadata .yaml, in lower case)",
        "src/articles/kinds: a file of unknown kind (articles are .txt or .md, metadata .yaml; move everything else away)",
        "src/articles/kinds.11ty.js: a file of unknown kind (articles are .txt or .md, metadata .yaml; move everything else away)",
        "src/articles/kinds.11tydata.js: a file of unknown kind (articles are .txt or .md, metadata .yaml; move everything else away)",
        "src/articles/kinds.html: a file of unknown kind (articles are .txt or .md, metadata .yaml; move everything else away)",
        "src/articles/kinds.njk: a file of unknown kind (articles are .txt or .md, metadata .yaml; move everything else away)",
        "src/articles/kinds.yml: metadata files end in `.yaml` (rename it)",
      ],
    },
    {
      what: "metadata with no text",
      files: { "orphan.yaml": "headline: Fish\n" },
      says: [
        "src/articles/orphan.yaml: metadata with no text (write the article into orphan.txt or orphan.md, or remove this file)",
      ],
    },
  ],

  sizes: [
    {
      what: "a source over 5 MB",
      files: { "size-1.txt": Buffer.alloc(5_000_001, " date 2023-12-02 Fish ") },
      says: [
        "src/articles/size-1.txt:1:1: the file has 5000001 bytes, the limit is 5000000 (divide it into several articles)",
      ],
    },
    {
      what: "a bomb of references: a page of over 50 times its source",
      files: {
        "size-2.md": front("", `[a]: https://example.org/${"x".repeat(4000)}\n\n${"[a] ".repeat(1000)}\n`),
      },
      says: [
        "src/articles/size-2.md:1:1: the text grows to 500 times its size as a page (keep it under 50 times: refer to long addresses less often)",
      ],
    },
    {
      what: "quotations and lists that nest deeper than markdown-it goes",
      files: {
        "size-3.md": front("", `Fish.\n\n${">".repeat(150)} Fish\n`),
        "size-4.md": front("", `${"- ".repeat(150)}Fish\n`),
      },
      says: [
        "src/articles/size-3.md:7:1: quotations and lists stand in one another 100 levels deep, and Markdown drops what is deeper (nest them less deeply)",
        "src/articles/size-4.md:5:1: quotations and lists stand in one another 100 levels deep, and Markdown drops what is deeper (nest them less deeply)",
      ],
    },
    {
      what: "a flood of notes",
      files: { "size-5.md": front("", `${"Fish^[note] ".repeat(10_001)}\n`) },
      says: [
        "src/articles/size-5.md:5:1: the text has 10001 marks of notes, the limit is 10000 (divide it into several articles)",
      ],
    },
  ],

  images: [
    {
      what: "files that are missing, or no images",
      files: {
        ...pair("image-1", "headline: Fish\nimage:\n  src: salmon.jpg\n  alt: A salmon\n"),
        ...pair("image-2", "headline: Fish\nimage:\n  src: notes.png\n  alt: Notes\n"),
        "notes.png": "Notes on fish.\n",
        "image-3.md": front("", "Fish:\n\n![A cod](cod.png)\n\nAnd ![notes](notes.png).\n"),
      },
      says: [
        'src/articles/image-1.yaml:3:8: the image "salmon.jpg" does not exist (save the file beside the article)',
        'src/articles/image-2.yaml:3:8: "notes.png" is not an image: it is text (save it as JPEG, PNG, WebP, AVIF or GIF)',
        'src/articles/image-3.md:7:1: the image "cod.png" does not exist (save the file beside the article)',
        'src/articles/image-3.md:9:5: "notes.png" is not an image: it is text (save it as JPEG, PNG, WebP, AVIF or GIF)',
      ],
    },
    {
      what: "images without a description",
      files: {
        ...pair("alt-1", "headline: Fish\nimage:\n  src: salmon.jpg\n"),
        ...pair("alt-2", "headline: Fish\nimage:\n  src: salmon.jpg\n  alt:\n"),
        "alt-3.md": front("", "![](notes.png)\n"),
      },
      says: [
        'src/articles/alt-1.yaml:3:3: `image.alt` is missing (describe the image, or write `alt: ""` if it only decorates)',
        'src/articles/alt-2.yaml:4:7: `image.alt` is empty (describe the image, or write `alt: ""` if it only decorates)',
        'src/articles/alt-3.md:5:1: the image "notes.png" has no description (say what it shows: ![description](notes.png))',
        'src/articles/alt-3.md:5:1: "notes.png" is not an image: it is text (save it as JPEG, PNG, WebP, AVIF or GIF)',
      ],
    },
  ],

  "all of one article's faults": [
    {
      what: "bytes, an unknown key and a wrong date in its two files",
      files: pair(
        "sum-1",
        "headlin: Fish\ndate: 2023-02-30\nlanguage: english_x\nlicense: a b\n",
        bytes("The caf\xe9 opened.\n"),
      ),
      says: [
        "src/articles/sum-1.txt:1:8: byte 0xE9 is not valid UTF-8 (save the file as UTF-8; it looks like Latin-1)",
        "src/articles/sum-1.yaml:1:1: unknown key `headlin` (did you mean `headline`?)",
        'src/articles/sum-1.yaml:2:7: `date`: "2023-02-30": February 2023 has 28 days (write a day from 01 to 28)',
        'src/articles/sum-1.yaml:3:11: `language`: "english_x" is not a language tag (write a BCP 47 tag such as en, fr-CA or fa-AF)',
        'src/articles/sum-1.yaml:4:10: `license`: "a b" is no licence (write an address or an SPDX identifier such as CC-BY-4.0)',
      ],
    },
    {
      what: "an unknown key, two dates, corrections, an image and a slug that another has",
      files: {
        ...pair(
          "sum-2",
          "zoo: 1\ndate: 2023-12-03\nslug: one\nimage:\n  src: pike.jpg\n  alt: A pike\ncorrections:\n  - date: 2023-12-04\n    text: We erred.\n    was: Fish\n    now: salmon\n",
        ),
      },
      says: [
        "src/articles/sum-2.txt: src/articles/one-1.txt has the same slug `one` (give one of them another `slug`)",
        "src/articles/sum-2.yaml:1:1: unknown key `zoo` (the keys are headline, standfirst, date, updated, authors, dateline, section, topics, language, source, image, corrections, slug, status, license, translations, paragraphs, acknowledge)",
        "src/articles/sum-2.yaml:2:7: the metadata say 2023-12-03, the text says 2023-12-02 (correct one of the two)",
        'src/articles/sum-2.yaml:5:8: the image "pike.jpg" does not exist (save the file beside the article)',
        'src/articles/sum-2.yaml:10:10: "Fish" still stands in the article (correct the text, or give more of the old words)',
        'src/articles/sum-2.yaml:11:10: "salmon" does not stand in the article (write it as the text has it)',
      ],
    },
    {
      what: "a wrong date in the text, and metadata that cannot be read",
      files: pair("sum-3", 'headline: "Fish\n', " date 2023-02-30 Fish rose.\n"),
      says: [
        'src/articles/sum-3.txt:1:7: `date`: "2023-02-30": February 2023 has 28 days (write a day from 01 to 28)',
        'src/articles/sum-3.yaml:1:11: the quotation mark before "Fish" is never closed (close it, or write the value without quotation marks)',
      ],
    },
  ],
};

/** The publication's metadata, wrong in the same run. */
const badMetadata = `title: The Test Post
url: ftp://example.org/
language: english_x
langauge: en
cards: maybe
theme:
  accent: red
security:
  expires: 2027-06-30
`;

const badMetadataSays = [
  '_data/metadata.yaml:2:6: `url` must be an address that begins with https:// or http://, not "ftp://example.org/"',
  '_data/metadata.yaml:3:11: `language`: "english_x" is not a language tag (write a BCP 47 tag such as en, fr-CA or fa-AF)',
  "_data/metadata.yaml:4:1: unknown key `langauge` (did you mean `language`?)",
  '_data/metadata.yaml:5:8: `cards` must be `article`, `publication` or `none`, not "maybe"',
  '_data/metadata.yaml:7:11: `theme.accent` must be a colour such as #8a1c1c, not "red"',
  "_data/metadata.yaml:9:3: `security` needs a `contact` (add `contact: name@example.org`)",
  '_data/metadata.yaml:9:12: `expires`: "2027-06-30" is a whole day (write an instant, such as 2027-06-30T00:00:00Z)',
];

/** A copy of the project with no articles. */
function emptyProject(): { project: string; articles: string } {
  const project = copyProject();
  const articles = join(project, "src/articles");
  for (const name of readdirSync(articles)) rmSync(join(articles, name));
  return { project, articles };
}

test.describe("refused", () => {
  let errors: readonly string[];
  let status: number | null;
  let says: string;
  let project: string;
  let before: ReturnType<typeof stateOf>;

  /** All that a build could leave behind, wherever it could. */
  function stateOf(folder: string) {
    return {
      top: readdirSync(folder).sort(),
      dist: [...readTree(join(folder, "dist"))].sort(),
      cache: [...readTree(join(folder, ".cache"))].sort(),
      templates: readdirSync(join(folder, "src/outputs")).sort(),
    };
  }

  test.beforeAll(() => {
    const made = emptyProject();
    project = made.project;
    const { articles } = made;
    writeFileSync(join(articles, "good.txt"), " date 2023-12-02 Fish rose on Friday, as fish do.\n");
    const first = runBuild(project);
    expect(first.stderr).not.toContain("error");
    expect(first.status).toBe(0);
    before = stateOf(project);
    writeFileSync(join(project, "_data/metadata.yaml"), badMetadata);
    for (const { files = {}, make } of Object.values(bad).flat()) {
      for (const [name, content] of Object.entries(files)) {
        expect(existsSync(join(articles, name)), `${name} is taken`).toBe(false);
        writeFileSync(join(articles, name), content);
      }
      make?.(articles);
    }
    const second = runBuild(project);
    status = second.status;
    says = second.stderr;
    const lines = says.split("\n").filter((line) => /^(?:src|_data)\//.test(line));
    errors = lines.filter((line) => !line.includes(": notice: "));
  });

  for (const [group, rows] of Object.entries(bad)) {
    test.describe(group, () => {
      for (const { what, files = {}, says } of rows) {
        test(what, () => {
          const own = [
            ...Object.keys(files),
            ...says.map((line) => /^src\/articles\/([^:]*):/.exec(line)?.[1]),
          ];
          const found = errors.filter((line) => own.some((name) => line.startsWith(`src/articles/${name}:`)));
          expect(found).toEqual(says);
        });
      }
    });
  }

  test("the publication's metadata, in the same run", () => {
    expect(errors.filter((line) => line.startsWith("_data/"))).toEqual(badMetadataSays);
  });

  test("nothing else: all errors stand in one run, sorted by file, and are counted", () => {
    const expected = [
      ...badMetadataSays,
      ...Object.values(bad).flatMap((rows) => rows.flatMap(({ says }) => says)),
    ];
    expect([...errors].sort()).toEqual([...expected].sort());
    const files = errors.map((line) => line.split(":", 1)[0] ?? "");
    expect(files).toEqual([...files].sort());
    expect(says).toContain(`\n${expected.length} errors, `);
    expect(says.trimEnd()).toMatch(/\ndist is as it was\.$/);
    expect(status).toBe(1);
  });

  test("and the old site stands byte for byte, no lock and no temporary file is left, and nothing was executed", () => {
    expect(before.dist.length).toBeGreaterThan(10);
    expect(leftovers(join(project, "dist"))).toEqual([]);
    expect(stateOf(project)).toEqual(before);
    expect(existsSync(join(project, "executed"))).toBe(false);
  });
});

test("a folder with no article, with drafts only, or that is not there never empties the site", () => {
  const { project, articles } = emptyProject();
  writeFileSync(join(articles, "fish.txt"), copy);
  expect(runBuild(project).status).toBe(0);
  const before = readTree(join(project, "dist"));
  writeFileSync(join(articles, "fish.yaml"), "headline: Fish\nstatus: draft\n");
  expect(runBuild(project).stderr).toBe(
    "src/articles: every article in the folder is a draft (remove `status: draft` from one)\n1 error\ndist is as it was.\n",
  );
  for (const name of readdirSync(articles)) rmSync(join(articles, name));
  expect(runBuild(project).stderr).toBe(
    "src/articles: there is no article in the folder (put one there, NAME.txt or NAME.md, or name another folder with --articles DIR)\n1 error\ndist is as it was.\n",
  );
  rmSync(articles, { recursive: true });
  const { status, stderr } = runBuild(project);
  expect(stderr).toBe(
    "src/articles: the folder of articles cannot be read: ENOENT: no such file or directory (name it with --articles DIR)\n1 error\ndist is as it was.\n",
  );
  expect(status).toBe(1);
  expect(readTree(join(project, "dist"))).toEqual(before);
});

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
    shows: ["Fish rose.", "Salmon leapt\nover the weir.", "Cod slept."],
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
    shows: ["Fish rose.", "Salmon leapt\nover the weir.", "Cod slept."],
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
    shows: ["Fish rose.", "---", "headline: Salmon\n---\nCod slept."],
  },
  {
    what: "`---` at the beginning of wire copy, which has no front matter",
    file: "dashes-first.txt",
    content: "---\nheadline: Salmon\n---\n\nFish rose.\n",
    metadata: "headline: Fish\ndate: 2023-12-02\n",
    headline: "Fish",
    shows: ["---\nheadline: Salmon\n---", "Fish rose."],
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
    for (const name of [".DS_Store", "._cr.txt", "cr.txt~", ".cr.txt.swp", "Thumbs.db"])
      writeFileSync(join(articles, name), "\0");
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
    const few = buildLong(20_000);
    const many = buildLong(100_000);
    console.log(`20,000 paragraphs: ${few.seconds} s of processor time; 100,000: ${many.seconds} s`);
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
    // Five times as many take at most five times as long; work that grows with the square would take up to 25 times.
    expect(many.seconds / few.seconds).toBeLessThan(6);
  });
});
