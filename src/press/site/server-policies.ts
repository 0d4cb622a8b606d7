import { editorPolicy } from "./editor.ts";
import { headerPolicy, type Widening, WORKER_POLICY } from "./headers.ts";

/** The policies that a server which is set up once must be told of: with no digest of a style. */
export interface ServerPolicies {
  page: string;
  search: string;
  check: string;
  worker: string;
  /** Where there is an editor. */
  editor?: string | undefined;
}

/** What servers must be told where a publication widens its policy; undefined where it does not. */
export function serverPolicies(widened: Widening): ServerPolicies | undefined {
  const isClosed =
    !widened.editor &&
    !widened.media &&
    widened.scripts.length === 0 &&
    Object.values(widened.origins).every((list) => list.length === 0);
  if (isClosed) return undefined;
  const page = headerPolicy({ styleHashes: [], widened });
  const search = headerPolicy({ styleHashes: [], search: true, widened });
  const check = headerPolicy({ styleHashes: [], check: true, widened });
  return { page, search, check, worker: WORKER_POLICY, editor: widened.editor ? editorPolicy : undefined };
}
