import { existsSync, readFileSync } from "node:fs";
import { join } from "node:path";
import { expect, test } from "@playwright/test";
import { type BuiltSite, buildSite } from "../support/build.ts";

const metadata = `title: The Quay
url: https://example.org/news/
language: en-GB
description: News from the harbour
publisher:
  name: Quay Press
  url: https://quay.example/
  logo: https://quay.example/logo.png
contact: desk@quay.example
license: CC-BY-4.0
policies:
  principles: https://quay.example/principles
  corrections: https://quay.example/corrections
  ethics: https://quay.example/ethics
  verification: https://quay.example/facts
  masthead: https://quay.example/people
  ownership: https://quay.example/owners
fediverse: "@quay@social.example"
security:
  expires: 2027-06-30T00:00:00Z
  policy: https://quay.example/security
trust:
  belongto:
    - https://press.example/
  social:
    - https://social.example/@quay
    - https://video.example/quay
  controlledby: https://holding.example/
`;

const bare = " date 2023-11-01 Nothing but a text with a date, and six more words.";

let site: BuiltSite;

test.beforeAll(() => {
  site = buildSite({
    metadata,
    articles: { "bare.txt": bare, "bare.yaml": "headline: Nothing but a text\n" },
  });
  expect(site.stderr).toBe("");
  expect(site.status).toBe(0);
});

function file(...path: string[]): string {
  return readFileSync(join(site.output, ...path), "utf8");
}

test.describe("files at well-known places", () => {
  test("robots.txt allows everything and names the sitemaps", () => {
    expect(file("robots.txt")).toBe(
      "User-agent: *\nAllow: /\n\nSitemap: https://example.org/news/sitemap.xml\nSitemap: https://example.org/news/sitemap-news.xml\n",
    );
  });

  test("security.txt", () => {
    expect(file(".well-known", "security.txt")).toBe(`Contact: mailto:desk@quay.example
Expires: 2027-06-30T00:00:00Z
Preferred-Languages: en-GB
Canonical: https://example.org/news/.well-known/security.txt
Policy: https://quay.example/security
`);
  });

  test("trust.txt", () => {
    expect(file(".well-known", "trust.txt")).toBe(`belongto=https://press.example/
controlledby=https://holding.example/
social=https://social.example/@quay
social=https://video.example/quay
contact=mailto:desk@quay.example
`);
  });

  test("neither is there where the metadata do not have what it needs", () => {
    const { output, status } = buildSite({ articles: { "bare.txt": bare } });
    expect(status).toBe(0);
    expect(existsSync(join(output, "robots.txt"))).toBe(true);
    expect(existsSync(join(output, ".well-known"))).toBe(false);
  });

  test("a security.txt that would be false is refused", () => {
    const { stderr, status } = buildSite({
      articles: { "bare.txt": bare },
      metadata: "title: T\nurl: https://example.org/\nlanguage: en\nsecurity:\n  expires: 2027-06-30\n",
    });
    expect(status).toBe(1);
    expect(stderr).toContain(
      "metadata.yaml:5:3: `security` needs a `contact` (add `contact: name@example.org`)",
    );
    expect(stderr).toContain(
      'metadata.yaml:5:12: `expires`: "2027-06-30" is a whole day (write an instant, such as 2027-06-30T00:00:00Z)',
    );
  });
});
