import fc from "fast-check";

/** The seed where none is given, so that a run of the tests comes to the same as the one before. */
const fixed = 20_231_202;

/** What random runs start from: `STET_SEED`, a whole number, or the fixed seed. */
export const seed = seedOf(process.env.STET_SEED);

function seedOf(given: string | undefined): number {
  if (given === undefined || given === "") return fixed;
  if (!/^\d{1,9}$/.test(given)) throw new Error(`STET_SEED=${given} is no whole number of up to nine digits`);
  return Number(given);
}

/** Whether a run is the one whose figures the documents tell. */
export const isFixed = seed === fixed;

/** Holds a property against random cases, and prints the seed, with which `STET_SEED` repeats the run. */
export function checkRandom<T>(property: fc.IRawProperty<T>, numRuns: number): void {
  console.log(`${numRuns} random cases, STET_SEED=${seed}`);
  fc.assert(property, { numRuns, seed });
}
