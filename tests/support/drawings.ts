import { createHash } from "node:crypto";
import { type Card, drawCard } from "../../src/press/pictures/card.ts";
import { iconSvg, touchIcon } from "../../src/press/pictures/icon.ts";

/** A card whose headline a test replaces. */
export const plain: Card = {
  headline: "Taliban take over Afghan missions in India after embassy closes",
  publication: "The Daily Stet",
  date: "2 December 2023",
  language: "en",
  direction: "ltr",
  accent: "#8b1a1a",
};

const rightToLeft = { publication: "روزنامه", date: "۲ دسمبر ۲۰۲۳", direction: "rtl" } as const;

/** One card for each way of writing, and for each way in which a headline can be odd. */
export const cards: Record<string, Card> = {
  plain,
  publication: { ...plain, headline: "" },
  "300 characters": {
    ...plain,
    headline: "Every word of the source stands on the page ".repeat(7).slice(0, 300),
  },
  "one word of 5,000 letters": { ...plain, headline: "stet".repeat(1250) },
  "Greek, Cyrillic and Vietnamese": { ...plain, headline: "Łódź, Αθήνα, Москва, Tiếng Việt" },
  markup: { ...plain, headline: `<b>bold</b> & "quoted" {{ price }} {% raw %} &amp;` },
  emoji: { ...plain, headline: "Crew 👩‍🚀 and family 👨‍👩‍👧 land 👍🏽 with ❤️ under 🇦🇫" },
  Dari: {
    ...plain,
    ...rightToLeft,
    language: "prs",
    headline: "نخست‌وزیر (Keir Starmer) گفت: «۵۰٪ از نمی‌خواهم‌ها» در COVID-19 حل شد!",
  },
  Pashto: {
    ...plain,
    ...rightToLeft,
    language: "ps",
    headline: "د ولسمشر وینا: ښوونځي به (په ۲۰۲۴ کې) بېرته پرانيستل شي",
  },
  Urdu: {
    ...plain,
    ...rightToLeft,
    language: "ur",
    headline: "وزیرِ اعظم نے کہا: ٹیکس 15% بڑھے گا (IMF کی شرط)",
  },
  Hindi: {
    ...plain,
    publication: "दैनिक समाचार",
    date: "2 दिसंबर 2023",
    language: "hi",
    headline: "प्रधानमंत्री ने कहा: क्षेत्रीय शिक्षा में (2024) विश्व‑स्तरीय बदलाव",
  },
};

/** The digests of every card and icon, one a line: what another version of Node must draw too. */
export async function digests(): Promise<string> {
  const lines: string[] = [];
  const note = (name: string, data: Buffer | string) =>
    lines.push(`${createHash("sha256").update(data).digest("hex")} ${name}`);
  for (const [name, card] of Object.entries(cards)) note(name, (await drawCard(card)).png);
  for (const initial of ["S", "ه", "दै", "ไ"]) {
    note(`${initial}.svg`, iconSvg({ initial, accent: "#8b1a1a" }));
    note(`${initial}.png`, touchIcon({ initial, accent: "#8b1a1a" }));
  }
  return lines.join("\n");
}
