import { existsSync, mkdirSync, readFileSync, writeFileSync } from "node:fs";
import { join } from "node:path";
import { expect, test } from "@playwright/test";
import { buildSite, rebuildSite } from "../support/build.ts";
import { bodyOf, contents, importInto, type Ran } from "../support/import.ts";
import { temporaryFolder } from "../support/temporary.ts";

/*
 * The formats of news agencies. All files are imported in one run, and each test reads what came of one.
 */

const ninjs1 = {
  uri: "urn:quay:1",
  type: "text",
  versioncreated: "2024-03-05T10:00:00Z",
  firstcreated: "2024-03-05T08:00:00Z",
  pubstatus: "usable",
  language: "en-GB",
  headline: "Ferry returns",
  byline: "By Ada Marsh, Quay News",
  located: "PORT MALO",
  subject: [{ name: "transport" }, { code: "20000001" }],
  description_text: "The crossing is free.",
  ednote: "Corrects the spelling of the pilot's name",
  copyrightnotice: "Copyright Quay News",
  body_text: "Plain text.",
  body_xhtml: "<p>The <b>ferry</b> is back.</p><p>It sails at noon.</p>",
  associations: {
    main: {
      uri: "https://quay.example/p1",
      type: "picture",
      description_text: "The ferry at dawn",
      byline: "Ann Lee",
      renditions: {
        small: { href: "https://quay.example/small.jpg", width: 100 },
        large: { href: "https://quay.example/large.jpg", width: 2000 },
      },
    },
  },
};

const ninjs3 = [
  {
    uri: "urn:quay:2",
    type: "text",
    versionCreated: "2024-03-06T10:00:00Z",
    embargoedUntil: "2031-01-01T06:00:00Z",
    headlines: [{ value: "Under embargo" }],
    bodies: [{ contentType: "text/plain", value: "First paragraph.\n\nSecond paragraph." }],
    by: "Ada Marsh, Bo Dahl and Cy Eck",
    rightsInfo: { linkedRights: "https://creativecommons.org/licenses/by/4.0/" },
  },
  {
    uri: "urn:quay:3",
    type: "text",
    versionCreated: "2024-03-06T11:00:00Z",
    pubStatus: "canceled",
    headlines: [{ value: "Taken back" }],
    bodies: [{ contentType: "text/html", value: "<p>Never mind.</p>" }],
  },
];

const nitf = `<?xml version="1.0" encoding="UTF-8"?>
<!DOCTYPE nitf SYSTEM "nitf-3-6.dtd">
<nitf baselang="en">
<head><title>Unused</title>
<tobject><tobject.subject tobject.subject.type="Weather" tobject.subject.matter="Tides"/><tobject.subject tobject.subject.refnum="17000000"/></tobject>
<docdata management-status="usable"><doc-id id-string="quay-tides"/><date.issue norm="20240307T143000-0500"/>
<ed-msg info="Call the desk at 555 0100"/><doc.copyright year="2024" holder="Quay News"/>
<key-list><keyword key="harbour"/></key-list></docdata></head>
<body><body.head><hedline><hl1>Tides &amp; weather</hl1><hl2>High water at noon</hl2></hedline>
<note type="npa"><p>For the desk alone.</p></note>
<byline>By <person>Ada Marsh</person> <byttl>Weather editor</byttl></byline>
<dateline><location><city>Port Malo</city>, <state>VA</state></location></dateline></body.head>
<body.content>
<media media-type="image"><media-reference mime-type="image/jpeg" source="tide.jpg" alternate-text="The tide" width="300"/><media-caption>High tide</media-caption><media-producer>Ann Lee</media-producer></media>
<p>The weather was&nbsp;superb, said <org value="x">Acme Boats</org>.</p>
<hl2>The tides are high</hl2>
<table><tr><th>Day</th><th>Hour</th></tr><tr><td>Monday</td><td>12</td></tr></table>
<block><ul><li><em>Deer Creek:</em> bass</li></ul></block>
<media media-type="video"><media-reference mime-type="video/mp4" source="tide.mp4"/></media>
</body.content><body.end><tagline>Bo Dahl contributed.</tagline></body.end></body></nitf>
`;

const newsml = `<?xml version="1.0" encoding="UTF-8"?>
<n:newsMessage xmlns:n="http://iptc.org/std/nar/2006-10-01/" xmlns:h="http://www.w3.org/1999/xhtml">
<n:header><n:sent>2024-03-08T10:00:00Z</n:sent></n:header><n:itemSet>
<n:newsItem guid="urn:newsml:quay:1" version="2" xml:lang="fi-FI">
<n:rightsInfo><n:copyrightHolder literal="Quay News"/></n:rightsInfo>
<n:itemMeta><n:itemClass qcode="ninat:text"/><n:provider literal="QN"/><n:versionCreated>2024-03-08T10:00:00+02:00</n:versionCreated><n:firstCreated>2024-03-08T08:00:00+02:00</n:firstCreated><n:pubStatus qcode="stat:usable"/><n:edNote>Vain toimitukselle</n:edNote></n:itemMeta>
<n:contentMeta><n:urgency>3</n:urgency><n:slugline>quay</n:slugline><n:headline>Lautta palaa</n:headline><n:headline role="hld:subHeadline">Matka on ilmainen</n:headline><n:by>Ada Marsh</n:by><n:dateline>Helsinki</n:dateline><n:creditline>QN–</n:creditline>
<n:subject qcode="a:1"><n:name xml:lang="en">Ferries</n:name><n:name xml:lang="fi">Lautat</n:name></n:subject><n:subject qcode="a:2"/></n:contentMeta>
<n:contentSet><n:inlineXML contenttype="application/xhtml+xml"><h:html><h:head><h:title>x</h:title></h:head><h:body><h:p>Lautta <Company>Quay Oy</Company> palaa.</h:p><h:h2>Hinnat</h:h2><h:p>Ilmainen.</h:p></h:body></h:html></n:inlineXML>
<n:remoteContent contenttype="image/jpeg" href="small.jpg" width="100"/><n:remoteContent contenttype="image/jpeg" href="big.jpg" width="900"/></n:contentSet>
</n:newsItem>
<n:newsItem guid="urn:newsml:quay:2"><n:itemMeta><n:versionCreated>2024-03-09T10:00:00Z</n:versionCreated><n:pubStatus qcode="stat:withheld"/></n:itemMeta>
<n:contentMeta><n:headline>Held back</n:headline></n:contentMeta>
<n:contentSet><n:inlineXML contenttype="application/nitf+xml"><nitf><body><body.head><byline>By Bo Dahl</byline></body.head><body.content><p>Hold this.</p></body.content></body></nitf></n:inlineXML></n:contentSet></n:newsItem>
<n:newsItem guid="urn:newsml:quay:3"><n:itemMeta><n:versionCreated>2024-03-10T10:00:00Z</n:versionCreated></n:itemMeta>
<n:contentMeta><n:headline>Plain</n:headline></n:contentMeta>
<n:contentSet><n:inlineData contenttype="text/plain">One &lt; two.

* * * *
The following information is not intended for publication
Editing by: Cy Eck</n:inlineData></n:contentSet></n:newsItem>
<n:packageItem guid="urn:newsml:quay:4"><n:itemMeta><n:title>Top stories</n:title></n:itemMeta></n:packageItem>
</n:itemSet></n:newsMessage>
`;

const iptc7901 =
  "\u0001qna062 4 i 211 abc   qn 061\r\n\r\nQuay/ferries/\r\n\u0002EXTRA\r\nFerry talks could fail, \r\nsays the master\r\nBy Ada Marsh =\r\n\r\n" +
  '   Port Malo (qn) - Talks about the\r\nferry could fail.\r\n   "Wait," he said.\r\n\r\n# Notebook\r\n\r\n* * * *\r\n' +
  "The following information is not for publication\r\nTel: 555 0100\r\n\r\n\u0003131137 GMT Nov 23\r\n\u007f\r\n\u007f\u0004" +
  "\u0001qna063 4 i 20   qn 062\r\n\r\n\u0002Zweite Meldung =\r\n\r\nDas ist f}r alle, [rger gegen}ber Stra~en.\r\nEr m}sste es k|nnen.\r\n\u0003141137 GMT Nov 23\r\n\u0004";

const anpa =
  "\u0016\u0016\u0001W2870\u001fasian\r\nf l\u0013\u0011 BC-Quay     11-13 1049\r\n\u0002^BC-Quay-Ferry,466<\r\n^Ferry's `last' trip<\r\n" +
  "^AP Photo XNP101<\r\n^Eds: With AP Photos.<\r\n^The ferry sails no more.<\r\n^By ADA MARSH and BO DAHL=\r\n^Quay Press Writers=\r\n" +
  "\t   PORT MALO (QP) _ ``Gone,'' she said.\r\n \r\n\t   It sailed\u0010 twice.\r\n^STANDINGS=\r\n\b^;W;L\r\n\bQuay\u0010 Town;6{;1\r\n\t   ___\r\n\t   The end.\r\n" +
  "\r\n\t   \u0003AP-WF-11-13-13 1509GMT<\r\n\f\r\n\u0004";

const dump =
  " date 2023-12-02 First story of the quay.\n\n  It has two paragraphs.\n\n date 2023-12-03 Second story, über alles. date 2023-12-04 A third one.\n" +
  "date 2023-12-05 The talks went on.\n\nEditors: ask Cy at 777 0100\n\nThe quay is open.\n\n* * * *\nThe following information is not for publication\nTel: 777 0200\n";

const sources: Record<string, string> = {
  "one.json": JSON.stringify(ninjs1),
  "three.json": JSON.stringify({ total: 2, items: ninjs3 }),
  "tides.xml": nitf,
  "message.xml": newsml,
  "wire.iptc": iptc7901,
  "wire.tst": anpa,
  "dump.txt": dump,
};

let ran: Ran;
let files: Record<string, string>;
/** What the report says of one file. */
const reportOf = (name: string) =>
  ran.stdout.split(/^(?=\S)/m).find((part) => part.startsWith(`${name}: `)) ?? "";

test.beforeAll(() => {
  const folder = temporaryFolder();
  mkdirSync(join(folder, "in"));
  for (const [name, text] of Object.entries(sources)) writeFileSync(join(folder, "in", name), text);
  const articles = join(folder, "articles");
  const names = Object.keys(sources).map((name) => join(folder, "in", name));
  ran = importInto(articles, names);
  ran.stdout = ran.stdout.replaceAll(`${folder}/in/`, "").replaceAll(`${articles}/`, "");
  files = contents(articles);
});

test("all of them are read, and what does not come along is told", () => {
  expect(ran.stderr).toBe("");
  expect(ran.status).toBe(3);
  expect(Object.keys(files).sort()).toEqual(
    [
      "a-third-one.txt",
      "ferry-returns.md",
      "ferrys-last-trip.md",
      "ferry-talks-could-fail-says-the-master.md",
      "first-story-of-the-quay-it-has-two.txt",
      "held-back.md",
      "lautta-palaa.md",
      "plain.md",
      "second-story-über-alles.txt",
      "taken-back.md",
      "the-talks-went-on-editors-ask-cy-at.txt",
      "the-talks-went-on-editors-ask-cy-at.yaml",
      "tides-weather.md",
      "under-embargo.md",
      "zweite-meldung.md",
    ].sort(),
  );
});

test("ninjs 1: the text in its best form, the metadata, the largest picture; notes and rights are told", () => {
  expect(files["ferry-returns.md"]).toBe(`---
headline: Ferry returns
standfirst: The crossing is free.
date: 2024-03-05T08:00:00Z
updated: 2024-03-05T10:00:00Z
authors:
  - name: Ada Marsh
dateline: PORT MALO
topics:
  - transport
language: en-GB
---

The **ferry** is back.

It sails at noon.
`);
  const report = reportOf("one.json");
  expect(report).toContain("ninjs");
  for (const told of [
    "https://quay.example/large.jpg, attached to the entry; alt: (none); caption: The ferry at dawn",
    "notes to the desk (never published): 1\n      one.json: Corrects the spelling of the pilot's name",
    "statements of rights (name a `license` yourself): 1\n      one.json: Copyright Quay News",
    "subjects by their codes alone: 20000001",
    "words of bylines that are no names: 1\n      one.json: Ada Marsh, Quay News: Quay News",
    "other forms of a text: 1",
  ])
    expect(report).toContain(told);
});

test("ninjs 3: an embargo is a date to come, what was taken back is a draft", () => {
  expect(files["under-embargo.md"]).toBe(`---
headline: Under embargo
date: 2031-01-01T06:00:00Z
authors:
  - name: Ada Marsh
  - name: Bo Dahl
  - name: Cy Eck
license: https://creativecommons.org/licenses/by/4.0/
---

First paragraph.

Second paragraph.
`);
  expect(files["taken-back.md"]).toContain("\nstatus: draft\n");
  expect(reportOf("three.json")).toContain(
    "embargoes (their end is the date of the article): 1\n      three.json: Under embargo: 2031-01-01T06:00:00Z",
  );
  expect(reportOf("three.json")).toContain("three.json: Taken back: canceled");
});

test("an embargoed piece is not on the site before its instant, and is from then on", () => {
  const articles = { "under-embargo.md": files["under-embargo.md"] ?? "", "old.txt": "date 2023-12-02 Old." };
  const site = buildSite({ articles, args: ["--now", "2031-01-01T05:59:59Z"] });
  expect(site.status).toBe(0);
  expect(existsSync(join(site.output, "under-embargo"))).toBe(false);
  expect(rebuildSite(site.folder, ["--now", "2031-01-01T06:00:00Z"]).status).toBe(0);
  expect(existsSync(join(site.output, "under-embargo/ninjs.json"))).toBe(true);
});

test("NITF: head, subheads, tables, closing line; what is for the desk is not published", () => {
  expect(files["tides-weather.md"]).toBe(`---
headline: Tides & weather
standfirst: High water at noon
date: 2024-03-07T14:30:00-05:00
authors:
  - name: Ada Marsh
dateline: Port Malo, VA
topics:
  - Tides
  - harbour
language: en
---

The weather was\u00a0superb, said Acme Boats.

### The tides are high

| Day | Hour |
| --- | --- |
| Monday | 12 |

- _Deer Creek:_ bass

Bo Dahl contributed.
`);
  const report = reportOf("tides.xml");
  for (const told of [
    "tide.jpg, attached to the entry; alt: The tide; caption: High tide",
    "Call the desk at 555 0100",
    "For the desk alone.",
    "© 2024 Quay News",
    "byline: Weather editor",
    "subjects by their codes alone: 17000000",
    "video: tide.mp4",
  ])
    expect(report).toContain(told);
  expect(Object.values(files).join("")).not.toMatch(/555|desk alone/);
});

test("NewsML-G2: XHTML, NITF or plain text within; packages are told", () => {
  expect(files["lautta-palaa.md"]).toBe(`---
headline: Lautta palaa
standfirst: Matka on ilmainen
date: 2024-03-08T08:00:00+02:00
updated: 2024-03-08T10:00:00+02:00
authors:
  - name: Ada Marsh
dateline: Helsinki
topics:
  - Lautat
language: fi-FI
source:
  name: QN
---

Lautta Quay Oy palaa.

## Hinnat

Ilmainen.
`);
  expect(files["held-back.md"]).toContain("authors:\n  - name: Bo Dahl\n");
  expect(files["held-back.md"]).toContain("\nstatus: draft\n---\n\nHold this.\n");
  expect(bodyOf(files["plain.md"])).toBe("One < two.\n");
  const report = reportOf("message.xml");
  for (const told of [
    "big.jpg",
    "Vain toimitukselle",
    "slugline: quay",
    "packageItem Top stories urn:newsml:quay:4",
    "Editing by: Cy Eck",
  ])
    expect(report).toContain(told);
});

test("IPTC 7901: heading, paragraphs by their indent, no control character, no note to the desk", () => {
  expect(files["ferry-talks-could-fail-says-the-master.md"]).toBe(`---
headline: Ferry talks could fail, says the master
date: 2023-11-13T11:37:00Z
authors:
  - name: Ada Marsh
topics:
  - Quay
  - ferries
source:
  name: qn
---

Port Malo (qn) - Talks about the ferry could fail.

"Wait," he said.
`);
  expect(reportOf("wire.iptc")).toContain("wire.iptc:1: EXTRA");
});

test("IPTC 7901: the second piece of a file, in the German set of seven bits", () => {
  expect(bodyOf(files["zweite-meldung.md"])).toBe(
    "Das ist für alle, Ärger gegenüber Straßen. Er müsste es können.\n",
  );
  expect(reportOf("wire.iptc")).toContain("German (DIN 66003): look whether its letters are right");
});

test("ANPA 1312: the wire's own signs, tables, headings", () => {
  expect(files["ferrys-last-trip.md"]).toBe(`---
headline: Ferry's \`last' trip
standfirst: The ferry sails no more.
date: 2013-11-13T15:09:00Z
authors:
  - name: ADA MARSH
  - name: BO DAHL
source:
  name: Associated Press
---

PORT MALO (QP) — “Gone,” she said.

It sailed twice.

### STANDINGS

|  | W | L |
| --- | --- | --- |
| Quay Town | 6½ | 1 |

***

The end.
`);
  expect(reportOf("wire.tst")).toContain("Eds: With AP Photos.");
});

test("a dump of wire copy is parted, each record byte for byte", () => {
  expect(files["first-story-of-the-quay-it-has-two.txt"]).toBe(
    " date 2023-12-02 First story of the quay.\n\n  It has two paragraphs.",
  );
  expect(files["second-story-über-alles.txt"]).toBe("date 2023-12-03 Second story, über alles.");
  expect(files["a-third-one.txt"]).toBe("date 2023-12-04 A third one.");
});

test("what a copy says to the desk is withheld by its metadata, and told", () => {
  expect(files["the-talks-went-on-editors-ask-cy-at.yaml"]).toBe(
    'withhold:\n  - lines: "3"\n  - lines: "7"\n  - lines: "8"\n  - lines: "9"\n',
  );
  const report = reportOf("dump.txt");
  for (const told of ["Editors: ask Cy at 777 0100", "Tel: 777 0200"]) expect(report).toContain(told);
  const built = buildSite({
    articles: {
      "talks.txt": files["the-talks-went-on-editors-ask-cy-at.txt"] ?? "",
      "talks.yaml": files["the-talks-went-on-editors-ask-cy-at.yaml"] ?? "",
    },
  });
  expect(built.status, built.stderr).toBe(0);
  const page = readFileSync(join(built.output, "talks/index.html"), "utf8");
  expect(page).toContain("<p>The quay is open.</p>");
  expect(page).not.toMatch(/ask Cy|Tel:/);
});

test("NewsML 1, and what begins as a transmission and goes on as none, are refused with a remedy", () => {
  const folder = temporaryFolder();
  writeFileSync(join(folder, "one.xml"), "<NewsML><NewsItem/></NewsML>");
  writeFileSync(join(folder, "odd.txt"), "\u0001what is this\r\n\u0002Text.\u0003\u0004");
  const names = ["one.xml", "odd.txt"].map((name) => join(folder, name));
  const refused = importInto(join(folder, "articles"), names);
  expect(refused.status).toBe(1);
  expect(refused.stderr.replaceAll(`${folder}/`, "")).toBe(
    "odd.txt:1: the header is neither IPTC 7901's nor ANPA 1312's (send the piece again, or save its text as .txt)\n" +
      "one.xml:1: this is NewsML 1 (ask the agency for NewsML-G2, NITF or ninjs)\n2 errors\n",
  );
});
