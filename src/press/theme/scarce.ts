import { languageFor } from "../languages/index.ts";

/** A family of letters that many readers' machines lack, and that text is ill set without. */
export interface ScarceFamily {
  /** As styles name it. */
  name: string;
  /** What machines have in its place. */
  instead: readonly string[];
  /** The package that has it, one of `@fontsource/…`, and what its files' names begin with. */
  files: string;
  /** The tags of the languages that are set in it. */
  languages: readonly string[];
  /** The languages' own letters: a file that has them stays the same while a publication grows. */
  letters: string;
}

/*
 * Other scripts of Stet's languages have a good font on every system of the last ten years. Windows and Android have no Nastaliq that
 * is fit to read, and what they have for Arabic lacks letters of Pashto or draws them out of another font.
 */
const families: readonly ScarceFamily[] = [
  {
    name: "Noto Nastaliq Urdu",
    instead: ["Urdu Typesetting"],
    files: "noto-nastaliq-urdu",
    languages: ["ur"],
    letters: "ءآأؤئابپتٹثجچحخدڈذرڑزژسشصضطظعغفقکگلمنںوہۂۃھیےۓ",
  },
  {
    name: "Noto Naskh Arabic",
    instead: [],
    files: "noto-naskh-arabic",
    languages: ["ps", "prs"],
    letters: "ءآأؤئابپتټثجځچڅحخدډذرړزژږسشښصضطظعغفقکګگلمنڼهوۀيۍېیئ",
  },
];

/** The family that a language is set in, if it is a scarce one. */
export function scarceFamily(language: string): ScarceFamily | undefined {
  const { tag } = languageFor(language);
  return families.find(({ languages }) => languages.includes(tag));
}

/** The languages that are set in scarce families. */
export const scarceLanguages: readonly string[] = families.flatMap(({ languages }) => languages);

/** A family of which the site has files of its own, with the letters that its texts need. */
export interface ServedFamily extends Pick<ScarceFamily, "name" | "instead"> {
  faces: readonly ServedFace[];
}

export interface ServedFace {
  weight: 400 | 700;
  /** Its place on the site. */
  path: string;
  /** Where it lies. */
  file: string;
  /** What it weighs. */
  bytes: number;
}
