/*
 * Names of months and zones as feeds write them.
 */

/** Offsets from UTC in minutes, by the names that mean one zone only. Those that mean several (IST, AST) are not here. */
const offsets: Record<string, number> = {
  UT: 0,
  UTC: 0,
  GMT: 0,
  Z: 0,
  WET: 0,
  WEST: 60,
  BST: 60,
  CET: 60,
  CEST: 120,
  MEZ: 60,
  MESZ: 120,
  EET: 120,
  EEST: 180,
  MSK: 180,
  SAST: 120,
  PKT: 300,
  JST: 540,
  KST: 540,
  AWST: 480,
  ACST: 570,
  ACDT: 630,
  AEST: 600,
  AEDT: 660,
  NZST: 720,
  NZDT: 780,
  NST: -210,
  NDT: -150,
  ADT: -180,
  EST: -300,
  EDT: -240,
  CST: -360,
  CDT: -300,
  MST: -420,
  MDT: -360,
  PST: -480,
  PDT: -420,
  AKST: -540,
  AKDT: -480,
  HST: -600,
};

/**
 * The offset of a zone in minutes: `+0430`, `+04:30`, `CET`, or several that agree, such as `+0000 UTC`.
 *
 * @returns nothing where the zone is not known, or the name means several
 */
export function offsetOf(zone: string): number | undefined {
  const found = zone.trim().split(/\s+/).map(offsetOfOne);
  return found.every((offset) => offset === found[0]) ? found[0] : undefined;
}

function offsetOfOne(zone: string): number | undefined {
  const [, sign, hours, minutes] = /^(?:GMT|UTC)?([+-])(\d{1,2}):?(\d\d)?$/.exec(zone) ?? [];
  if (sign && hours) return (Number(hours) * 60 + Number(minutes ?? 0)) * (sign === "-" ? -1 : 1);
  return offsets[zone.replace(/^\(|\)$/g, "").toUpperCase()];
}

/** The beginnings of the months' names, without accents, in English, German, French, Spanish, Italian, Portuguese, Dutch and Nordic. */
const months: readonly string[] = [
  "jan gen ene",
  "feb fev",
  "mar mrz mae mrt maa",
  "apr avr abr",
  "may mai mag maj mei",
  "jun juin giu",
  "jul juil lug",
  "aug aou ago",
  "sep set",
  "oct okt ott out",
  "nov",
  "dec dez dic des",
];

/** The number of the month that a name means, from 1; nothing for other words. */
export function monthOf(name: string): number | undefined {
  const plain = name
    .normalize("NFD")
    .replace(/\p{M}|\./gu, "")
    .toLowerCase();
  // The longest beginning decides: juin and juil share three letters.
  for (const length of [4, 3]) {
    const index = months.findIndex((names) => names.split(" ").includes(plain.slice(0, length)));
    if (index >= 0) return index + 1;
  }
  return undefined;
}
