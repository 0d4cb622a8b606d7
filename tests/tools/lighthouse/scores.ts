/** What of Lighthouse's result decides about scores. */
export interface Scored {
  categories: Record<string, { score: number | null; auditRefs: { id: string; weight: number }[] }>;
  audits: Record<string, { score: number | null; title: string }>;
}

/** A category's best score of several runs, of 100: other work on the machine only ever takes from it. */
export function bestScore(runs: readonly Scored[], category: string): number {
  return Math.max(...runs.map((run) => scoreOf(run, category)));
}

/** The audits that kept a category below 100 in its best run. */
export function failures(runs: readonly Scored[], category: string): string[] {
  const best = runs.find((run) => scoreOf(run, category) === bestScore(runs, category));
  if (!best || scoreOf(best, category) === 100) return [];
  const audits = best.categories[category]?.auditRefs ?? [];
  return audits.flatMap(({ id, weight }) => {
    const { score = null, title } = best.audits[id] ?? {};
    return weight > 0 && score !== null && score < 1 ? [`${id}: ${title}`] : [];
  });
}

function scoreOf(run: Scored, category: string): number {
  return 100 * (run.categories[category]?.score ?? 0);
}
