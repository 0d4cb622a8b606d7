import { articleKeys, type Bad, copy, front, pair } from "./inputs.ts";

/** What is wrong with metadata, by its kind. */
export const badMetadataFiles: Record<string, readonly Bad[]> = {
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
        'src/articles/yaml-text.yaml:2:10: `authors` must be a list of authors, not "Ann" (write each item on a line of its own that begins with `- `)',
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
        `src/articles/yaml-unknown.yaml:3:1: unknown key \`zoo\` (${articleKeys})`,
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
        `src/articles/yaml-object.yaml:1:1: unknown key \`__proto__\` (${articleKeys})`,
        `src/articles/yaml-object.yaml:3:1: unknown key \`constructor\` (${articleKeys})`,
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
        'src/articles/wire-5.txt:1:7: `date`: "2023-12": it names no day (add `date: 2023-12-DD` with the day to the metadata)',
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
        `src/articles/key-2.md:4:1: unknown key \`layout\` (${articleKeys})`,
        `src/articles/key-3.md:4:1: unknown key \`templateEngineOverride\` (${articleKeys})`,
        `src/articles/key-4.md:4:1: unknown key \`permalinkBypassOutputDir\` (${articleKeys})`,
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
};
