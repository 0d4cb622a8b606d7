import { inPaper } from "../press/address/address.ts";
import { paths } from "../press/address/paths.ts";
import type { OutputFile } from "../press/page/render.ts";
import type { Paper } from "../press/record/papers.ts";
import { type ServerPolicies, serverPolicies } from "../press/site/server-policies.ts";
import type { Site } from "../press/site/site.ts";

/**
 * What nginx and Caddy must know of a publication that widens its policy, or has an editor: their settings in `docs/hosting/` read these files where they
 * exist. Nothing for any other publication, which those settings fit as they stand.
 */
export function serverSettings({ widened, publication: { papers } }: Site): OutputFile[] {
  const policies = serverPolicies(widened);
  if (!policies) return [];
  return [
    { path: paths.nginxPolicy, render: () => nginxPolicy(policies, papers) },
    { path: paths.caddyPolicy, render: () => caddyPolicy(policies, papers) },
  ];
}

/** Lines of a `map`, of which the first that fits counts. */
function nginxPolicy(policies: ServerPolicies, papers: readonly Paper[]): string {
  return linesOf(policies, papers)
    .map((line) => `${line};\n`)
    .join("");
}

function caddyPolicy(policies: ServerPolicies, papers: readonly Paper[]): string {
  return linesOf(policies, papers)
    .map((line) => `${line}\n`)
    .join("");
}

function linesOf(
  { search, check, worker, editor, page }: ServerPolicies,
  papers: readonly Paper[],
): string[] {
  return [
    ...papers.map((paper) => `~^/(${inPaper(paper, "search")})/ "${search}"`),
    `~^/(check)/ "${check}"`,
    `~^/(pagefind)/ "${worker}"`,
    ...(editor === undefined ? [] : [`~^/(admin)/ "${editor}"`]),
    `~^(/) "${page}"`,
  ];
}
