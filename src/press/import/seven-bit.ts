/*
 * National sets of seven bits: ISO 646 gives letters of a language the places of brackets and the like.
 */

interface NationalSet {
  name: string;
  /** What stands at `[ \ ] { | } ~`. */
  letters: string;
  /** Words in which they are told from others. */
  words: RegExp;
}

const places = "[\\]{|}~";

const sets: readonly NationalSet[] = [
  {
    name: "German (DIN 66003)",
    letters: "ÄÖÜäöüß",
    words: /(?<!\S)(?:f}r|[\]}]ber|w{hrend|w}rde|k\|nn\w+|gegen}ber|m}ss\w+)(?!\S)/g,
  },
  {
    name: "Swedish and Finnish (SEN 850200)",
    letters: "ÄÖÅäöå~",
    words: /(?<!\S)(?:f\|r|{r|p}|{ven|m}ste|n}gra|sek{|eik{|t{m{)(?!\S)/g,
  },
  {
    name: "Danish and Norwegian (NS 4551)",
    letters: "ÆØÅæøå~",
    words: /(?<!\S)(?:v{re|n}r|ogs}|p}|s}|f}r|m}|blevet|l\|rdag|s\|ndag|k\|ben\w*)(?!\S)/g,
  },
  {
    name: "French (NF Z 62-010)",
    letters: "°ç§éùè¨",
    words: /(?<!\S)(?:{t{|apr}s|tr}s|[\w']+{e?s?|o\|)(?!\S)/g,
  },
];

/** How many of a set's words a text must hold. */
const enough = 3;

/** A text of seven bits in the letters of its language, where it tells which that is. */
export function nationalText(text: string): { text: string; set?: string } {
  const counts = sets.map((set) => ({ set, found: text.match(set.words)?.length ?? 0 }));
  const [best] = counts.sort((a, b) => b.found - a.found);
  if (!best || best.found < enough) return { text };
  const { letters, name } = best.set;
  return { text: text.replace(/[[\\\]{|}~]/g, (sign) => letters[places.indexOf(sign)] ?? sign), set: name };
}
