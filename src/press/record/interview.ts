import { quoted, warning } from "../faults/fault.ts";
import type { Doubt } from "./acknowledge.ts";
import type { Material } from "./material.ts";

/** A doubt for each question of an interview that nobody answers: who speaks first asks. */
export function doubtAnswers({ turns = [], source }: Material): Doubt[] {
  const asks = turns[0]?.speaker;
  return turns.flatMap(({ speaker, text, isFollowed, line }, index) => {
    if (speaker !== asks || isFollowed || (turns[index + 1] && turns[index + 1]?.speaker !== asks)) return [];
    const token = `question: ${[...text].slice(0, 60).join("")}`;
    const reason = `nobody answers ${quoted(text)}`;
    const read = `if it is right, add to the metadata: acknowledge: [${JSON.stringify(token)}]`;
    const remedy = `begin the answer with who gives it, as in \`**A:** Because …\`; ${read}`;
    return [{ token, warning: warning({ file: source.file, line }, reason, remedy) }];
  });
}
