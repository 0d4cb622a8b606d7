import { expect, test } from "@playwright/test";
import { languageFor } from "../../src/press/languages/index.ts";
import { typesetMarkdown, typesetWire } from "../../src/press/page/typeset.ts";
import { addressesIn } from "../../src/press/source/addresses.ts";

/* Web and e-mail addresses in a text become links, and the text stays as it is. */

const found = (text: string) =>
  addressesIn(text).map(({ start, end, href }) => `${text.slice(start, end)} → ${href}`);
const source = (text: string) => ({ file: "a.md", text, sha256: "", bytes: 0 });
const markdown = (text: string) =>
  typesetMarkdown(source(text), {
    folder: "",
    direction: "ltr",
    labels: languageFor("en"),
    images: new Map(),
    leadImage: false,
  }).html;

test("addresses with a scheme, with www., and of mail are found, without the signs around them", () => {
  expect(
    found("See https://example.com/a_b_c, (http://x.org/ä) or www.example.com. Mail a@b.example; WWW.X.ORG"),
  ).toEqual([
    "https://example.com/a_b_c → https://example.com/a_b_c",
    "http://x.org/ä → http://x.org/%C3%A4",
    "www.example.com → https://www.example.com",
    "a@b.example → mailto:a@b.example",
    "WWW.X.ORG → https://WWW.X.ORG",
  ]);
  expect(found("地図（https://例え.jp/路）を見る")).toEqual([
    "https://例え.jp/路 → https://xn--r8jz45g.jp/%E8%B7%AF",
  ]);
});

test("nothing else is: words with dots, handles, passwords, other schemes", () => {
  for (const text of [
    "the end.It was",
    "foo.bar index.js 3.com U.S.is",
    "@user user@ a@b",
    "http://user:word@host.example/",
    "http://localhost/x",
    "javascript:alert(1) javascript://x.org/%0aalert(1) data:text/html,x",
    "ftp://x.org //x.org x://y.org",
  ])
    expect(found(text)).toEqual([]);
});

test("wire copy and Markdown show them as links, every character as it came", () => {
  expect(
    typesetWire(source("date 2024-05-01 Ask a@b.example & see\nhttps://x.org/?a=1&b=2 <now>"), "ltr").html,
  ).toBe(
    '<p>Ask <a href="mailto:a@b.example" class="bare found">a@b.example</a> &amp; see</p><p><a href="https://x.org/?a=1&amp;b=2" class="bare found">https://x.org/?a=1&amp;b=2</a> &lt;now&gt;</p>',
  );
  expect(markdown("Ask *a@b.example* or `c@d.example`, [mail e@f.example](https://x.org/).\n")).toBe(
    '<p>Ask <em><a href="mailto:a@b.example" class="bare found">a@b.example</a></em> or <code>c@d.example</code>, <a href="https://x.org/">mail e@f.example</a>.</p>\n',
  );
});

test("in verse an address ends with its line", () => {
  expect(typesetWire(source("date 2024-05-01 www.x.org\nb"), "ltr", "verse").html).toBe(
    '<p><a href="https://www.x.org" class="bare found">www.x.org</a><br>b</p>',
  );
});

test("half a million characters of addresses, or of what begins like one, take seconds", () => {
  const started = process.cpuUsage();
  for (const part of ["https://a.bc/x ", "a@b.cd ", "a@", "http://", "a.", "https://a.bc/(("])
    addressesIn(part.repeat(500_000 / part.length));
  expect(process.cpuUsage(started).user / 1e6).toBeLessThan(5);
});
