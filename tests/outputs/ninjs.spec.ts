import { readFileSync, writeFileSync } from "node:fs";
import { join } from "node:path";
import { expect, test } from "@playwright/test";
import { Ajv2020 } from "ajv/dist/2020.js";
import addFormats from "ajv-formats";
import { type BuiltSite, buildSite, rebuildSite } from "../support/build.ts";
import { ninjsSchema } from "../support/ninjs-schema.ts";

const picture = Buffer.from(
  "iVBORw0KGgoAAAANSUhEUgAAAAEAAAABCAIAAACQd1PeAAAADElEQVR4nGP4z8AAAAMBAQDJ/pLvAAAAAElFTkSuQmCC",
  "base64",
);

const articles = {
  "quay.md": `---
headline: 'The quay "opens" & closes'
standfirst: Boats, at last
date: 2023-12-02T09:30+05:00
updated: 2023-12-03T10:00:00Z
authors: [{ name: Ada Müller }, { name: José Sons, url: "https://sons.example/مرحبا" }]
dateline: KABUL
section: Harbour
topics: [C++, 港]
source: { name: Quay Press, url: "https://quay.example/" }
license: CC-BY-4.0
image: { src: quay.png, alt: The quay, caption: At dawn, credit: Ann Lee }
---

The *pier* is safe & sound.[^1]

1. Boats

![The pier](pier.png)

[^1]: So they say.
`,
  "quay.png": picture,
  "pier.png": picture,
  "wire.txt": "date 2023-12-01 Two boats sailed.\n\nNone <came> back.",
  "wire.yaml": "headline: Two boats\n",
};

let site: BuiltSite;
const recordOf = (slug: string) => JSON.parse(readFileSync(join(site.output, slug, "ninjs.json"), "utf8"));
const problemsOf = (record: unknown) => {
  const ajv = new Ajv2020({ strict: true, strictTypes: false, allErrors: true });
  addFormats.default(ajv);
  ajv.validate(ninjsSchema, record);
  return ajv.errors ?? [];
};

test.beforeAll(() => {
  site = buildSite({ articles });
  expect(site.stderr).not.toContain("error");
  expect(site.status).toBe(0);
});

test("every article has a record that ninjs 3.1 lets pass", () => {
  for (const slug of ["quay", "wire"]) expect(problemsOf(recordOf(slug)), slug).toEqual([]);
  // The check itself sees mistakes.
  expect(
    problemsOf({ ...recordOf("wire"), headline: "Two boats", versionCreated: "2023-12-01" }),
  ).toHaveLength(2);
});

test("says what the page says", () => {
  const { bodies, associations, ...record } = recordOf("quay");
  expect(record).toEqual({
    standard: {
      name: "ninjs",
      version: "3.1",
      schema: "http://www.iptc.org/std/ninjs/ninjs-schema_3.1.json#",
    },
    uri: "https://example.org/quay/",
    type: "text",
    representationType: "full",
    pubStatus: "usable",
    language: "en",
    versionCreated: "2023-12-03T10:00:00Z",
    firstCreated: "2023-12-02T09:30:00+05:00",
    headlines: [{ contentType: "text/plain", value: 'The quay "opens" & closes' }],
    descriptions: [{ contentType: "text/plain", value: "Boats, at last" }],
    by: "Ada Müller and José Sons",
    people: [
      { name: "Ada Müller", rel: "author", uri: "https://example.org/authors/ada-m%C3%BCller/" },
      { name: "José Sons", rel: "author", uri: "https://sons.example/%D9%85%D8%B1%D8%AD%D8%A8%D8%A7" },
    ],
    located: "KABUL",
    subjects: [
      { name: "Harbour", rel: "section" },
      { name: "C++", rel: "topic", uri: "https://example.org/topics/c-f1deb75f/" },
      { name: "港", rel: "topic", uri: "https://example.org/topics/%E6%B8%AF/" },
    ],
    infoSources: [{ name: "Quay Press", uri: "https://quay.example/" }],
    renditions: [
      { name: "page", href: "https://example.org/quay/", contentType: "text/html" },
      {
        name: "source",
        href: "https://example.org/quay/source.md",
        contentType: "text/markdown",
        sizeInBytes: Buffer.byteLength(articles["quay.md"]),
      },
      { name: "record", href: "https://example.org/quay/article.json", contentType: "application/json" },
    ],
    rightsInfo: { linkedRights: "https://creativecommons.org/licenses/by/4.0/" },
    altIds: [{ role: "sha256", value: expect.stringMatching(/^[0-9a-f]{64}$/) }],
  });
  expect(associations).toEqual([
    {
      name: "lead",
      uri: expect.stringMatching(/^https:\/\/example\.org\/quay\/images\/[\w-]+\.jpeg$/),
      type: "picture",
      descriptions: [
        { role: "alternative text", contentType: "text/plain", value: "The quay" },
        { role: "caption", contentType: "text/plain", value: "At dawn" },
      ],
      infoSources: [{ name: "Ann Lee", role: "credit" }],
      renditions: [{ name: "web", href: expect.any(String), contentType: "image/jpeg", width: 1, height: 1 }],
    },
    expect.objectContaining({ name: "pier.png", type: "picture" }),
  ]);
});

test("holds the text twice: plain, and as HTML that can stand anywhere", () => {
  const [plain, html] = recordOf("quay").bodies;
  expect(plain).toEqual({
    contentType: "text/plain",
    value: expect.stringContaining("The pier is safe & sound."),
    wordCount: 10,
  });
  expect(plain.value).toContain("\n\n1. Boats\n\n");
  expect(html.contentType).toBe("text/html");
  expect(html.value).toContain("<p>The <em>pier</em> is safe &amp; sound.");
  // Every address leads to the article's own page, and no id can meet another article's.
  const addresses = [...html.value.matchAll(/ (?:href|src|srcset)="([^"]*)"/g)].map(([, address]) => address);
  expect(addresses.length).toBeGreaterThan(3);
  for (const address of addresses) expect(address).toMatch(/^https:\/\/example\.org\/quay\//);
  expect(html.value).not.toContain(" id=");
});

test("a day is no instant, and what there is not is left out", () => {
  const { altIds, renditions, ...record } = recordOf("wire");
  expect(record).toEqual({
    standard: expect.anything(),
    uri: "https://example.org/wire/",
    type: "text",
    representationType: "full",
    pubStatus: "usable",
    language: "en",
    headlines: [{ contentType: "text/plain", value: "Two boats" }],
    bodies: [
      { contentType: "text/plain", value: "Two boats sailed.\n\nNone <came> back.", wordCount: 6 },
      { contentType: "text/html", value: "<p>Two boats sailed.</p><p>None &lt;came&gt; back.</p>" },
    ],
  });
});

test("a record that was changed or lost on the disk is made again", () => {
  const file = join(site.output, "wire", "ninjs.json");
  const made = readFileSync(file);
  writeFileSync(file, "{}");
  const again = rebuildSite(site.folder);
  expect(again.status).toBe(0);
  expect(readFileSync(file)).toEqual(made);
});
