import sharp from "sharp";

/*
 * A newspaper of forty articles in six sections, with pages, a menu and a few pictures: as much as a front page has to bear.
 */

const stories: Readonly<Record<string, readonly (readonly [headline: string, standfirst?: string])[]>> = {
  Harbour: [
    [
      "Harbour wall breached as storm surge tops the 1953 mark",
      "Neither side would say how long the talks might last",
    ],
    ["Ferry returns to the north quay after eleven weeks", "The crew found the lamp lit and the log wet"],
    ["Two rescued as trawler founders off Ashby", "The lifeboat was out for nine hours"],
    ["Pilots vote to keep the old signal", "It has stood on the mole since 1871"],
    ["A tide table for people who do not sail"],
    ["Dredging begins, and the oyster men object", "The beds were sown by hand in the spring"],
    ["What the divers saw under the breakwater", "Concrete laid in 1961 has gone soft, the survey says"],
  ],
  Politics: [
    [
      "Ministers agree to publish the peat survey after eleven years",
      "The figures show the third fall in a row",
    ],
    [
      "Court of appeal to hear the ferrymen’s case in May",
      "We will rebuild it, with money or without it, said the mayor",
    ],
    [
      "Council votes to keep the market where it is",
      "A spokeswoman said that the timetable remains under review",
    ],
    ["Teachers’ strike enters a second week"],
    ["The mayor’s third budget has a hole in it", "Four million, or six, depending on who counts the lamps"],
    ["Voters’ roll to be read aloud for a third night", "It is the custom, and nobody remembers why"],
    ["Bridge toll goes to a vote, and then to another"],
  ],
  Business: [
    [
      "Grain prices fall for a third month, and bakers say nobody has noticed",
      "Residents heard nothing from the authority since March",
    ],
    ["Night trains return to the northern line", "The first of them was late by a minute"],
    ["Interest rate held at 4.25 per cent"],
    ["The accountant who found eleven million in a drawer", "It was in cash, and it was somebody else’s"],
    ["Rope works closes after two hundred years", "Nine people will go, and a cat"],
    ["Shares in the shipyard rise on a rumour of a ship"],
    ["A cooperative buys the last cannery", "The fishermen own it, and the fish have been told"],
  ],
  Science: [
    ["The swifts that did not come back", "Researchers had followed the birds for nine winters"],
    [
      "How a village taught itself to dig wells",
      "What happens next depends on a report that nobody has read",
    ],
    ["Radio telescope hears nothing, beautifully"],
    [
      "What the ice cores say about the year without a summer",
      "In the square the market went on as it has every Saturday",
    ],
    ["A moss that remembers rain", "It curls a day before the first drop falls"],
    ["Counting eels by the sound they make"],
    [
      "The clock in the cathedral is right, and the town is wrong",
      "Four minutes were lost in 1904 and never found",
    ],
  ],
  Culture: [
    ["A library on a boat sails again", "It carries nine hundred books and one rule"],
    [
      "The last typesetter of Low Quay retires",
      "It is the first time in eleven years that he has sat in public",
    ],
    ["A hundred years of the harbour crane"],
    [
      "Counterinstitutionalization and other words the dictionary let go",
      "Researchers followed the words for nine winters",
    ],
    ["The choir that sings only weather", "The forecast is in four parts, and often flat"],
    ["Lost film of the regatta turns up in a bakery"],
  ],
  Opinion: [
    ["The toll on the bridge is a tax on being poor", "Neither side would say how long it might last"],
    ["Print the corrections on page one", "A paper is what it admits"],
    ["In defence of the slow ferry"],
    ["Let the herring decide", "They were here before the quota"],
    ["Nobody needs a second lighthouse", "The first one still turns, and nobody looks at it"],
    ["The bells are too loud, and should be"],
  ],
};

/** The names of the sections, in their order. */
export const sectionNames = Object.keys(stories);

const accents: Readonly<Record<string, string>> = { Harbour: "#0b5563", Opinion: "#8b1a1a" };

const urdu: Readonly<Record<string, string>> = { Harbour: "بندرگاہ", Politics: "سیاست" };

/** The metadata of the paper. */
export const paperMetadata = `title: The Harbour Courier
url: https://example.org/
language: en
description: News from the coast, and every word of it checked
contact: desk@courier.example
theme: { accent: "#0b5563" }
cards: none
sections:
${sectionNames
  .map((name) => {
    const names = urdu[name] === undefined ? name : `{ en: ${name}, ur: ${urdu[name]} }`;
    const accent = accents[name] === undefined ? "" : `\n    accent: "${accents[name]}"`;
    return `  - name: ${names}\n    description: What we know of ${name.toLowerCase()}, told daily${accent}\n`;
  })
  .join(
    "",
  )}menu: [Harbour, Politics, Business, Science, Culture, Opinion, about, { title: Tip line, url: "https://example.com/tips" }]
policies: { ethics: about }
`;

/** What lies beside the articles. */
export const paperFiles = {
  "pages/about.md": "# About us\n\nThe Courier is written by five people on the north quay.\n",
};

/** A landscape, 1600 pixels wide. */
function landscape(hue: number): Promise<Buffer> {
  const hill = (y: number, light: number) =>
    `<path d="M0 ${y} Q 300 ${y - 130} 620 ${y} T 1600 ${y - 60} V 1000 H 0 Z" fill="hsl(${hue} 24% ${light}%)"/>`;
  const svg = `<svg xmlns="http://www.w3.org/2000/svg" width="1600" height="1000">
    <linearGradient id="g" x2="0" y2="1"><stop stop-color="hsl(${hue} 45% 38%)"/><stop offset="1" stop-color="hsl(24 40% 66%)"/></linearGradient>
    <rect width="1600" height="1000" fill="url(#g)"/><circle cx="1120" cy="310" r="78" fill="#ffe3b0"/>
    ${hill(620, 44)}${hill(740, 32)}${hill(860, 20)}</svg>`;
  return sharp(Buffer.from(svg)).jpeg({ quality: 82 }).toBuffer();
}

/** The headlines that have a picture, and the hue of each. */
const pictured = new Map([
  ["Harbour wall breached as storm surge tops the 1953 mark", 220],
  ["How a village taught itself to dig wells", 140],
  ["The last typesetter of Low Quay retires", 20],
]);

/** The paper's articles: forty files and their pictures. The newest of each section come first, the sections in turn. */
export async function paperArticles(): Promise<Record<string, string | Buffer>> {
  const files: Record<string, string | Buffer> = {};
  const all = sectionNames.flatMap((section, turn) =>
    (stories[section] ?? []).map((story, index) => ({
      section,
      story,
      rank: index * sectionNames.length + turn,
    })),
  );
  all.sort((a, b) => a.rank - b.rank);
  for (const [
    index,
    {
      section,
      story: [headline, standfirst],
    },
  ] of all.entries()) {
    const date = new Date(Date.UTC(2026, 10, 24 - index)).toISOString().slice(0, 10);
    const name = headline
      .toLowerCase()
      .replace(/’/g, "")
      .replace(/[^a-z\d]+/g, "-")
      .slice(0, 40)
      .replace(/-$/, "");
    const hue = pictured.get(headline);
    if (hue !== undefined) files[`${name}.jpg`] = await landscape(hue);
    const image = hue === undefined ? "" : `image: { src: ${name}.jpg, alt: Hills at dusk }\n`;
    const deck = standfirst === undefined ? "" : `standfirst: ${JSON.stringify(standfirst)}\n`;
    files[`${name}.md`] = `---
headline: ${JSON.stringify(headline)}
${deck}date: ${date}
section: ${section}
authors: [{ name: Ines Marlow }]
topics: [${index % 3 === 0 ? "Ships, Weather" : "Bread"}]
${image}---
The quay was quiet in the morning. By noon the boats had gone out, and by night they had come back.

Nobody would say more, though everyone had seen it.
`;
  }
  return files;
}
