import { spawnSync } from "node:child_process";
import { mkdirSync, symlinkSync, writeFileSync } from "node:fs";
import { join } from "node:path";
import { gzipSync } from "node:zlib";
import { articleKeys, type Bad, bytes, copy, front, pair } from "./inputs.ts";

/** What is wrong with files and what is in them, by its kind. */
export const badFiles: Record<string, readonly Bad[]> = {
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
        "image-3.md": front("", "Of fish:\n\n![A cod](cod.png)\n\nAnd ![notes](notes.png).\n"),
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
        `src/articles/sum-2.yaml:1:1: unknown key \`zoo\` (${articleKeys})`,
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
