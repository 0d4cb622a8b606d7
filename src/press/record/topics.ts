import { type Fault, quoted, warning } from "../faults/fault.ts";
import type { Article } from "./article.ts";

/** A warning for each topic that is written as another one but for case, spaces and full stops: readers would find half of the articles. */
export function topicFaults(articles: readonly Pick<Article, "file" | "topics">[]): Fault[] {
  const known = new Map<string, Map<string, string>>();
  const faults: Fault[] = [];
  for (const { file, topics } of articles) {
    for (const topic of topics) {
      const key = topic.normalize("NFKC").toLowerCase().replace(/[ .]+/g, "");
      const forms = known.get(key) ?? new Map<string, string>();
      known.set(key, forms);
      const [first] = forms;
      if (forms.has(topic)) continue;
      forms.set(topic, file);
      if (!first) continue;
      const [other, where] = first;
      const reason = `the topic ${quoted(topic)} is written ${quoted(other)} in ${where}`;
      faults.push(warning({ file }, reason, "write it one way everywhere"));
    }
  }
  return faults;
}
