import { expect, test } from "@playwright/test";
import MarkdownIt from "markdown-it";
import footnote from "markdown-it-footnote";
import { notesTail } from "../../src/press/source/notes-tail.ts";

test("notes stand where the package puts them", () => {
  const text =
    "One^[two *three*] four[^a][^b][^a].\n\n[^a]: Five\n\n    six\n\n[^b]:\n    ```\n    seven\n    ```\n\n[^c]: unused\n";
  const theirs = new MarkdownIt().use(footnote);
  const ours = new MarkdownIt().use(footnote);
  ours.core.ruler.at("footnote_tail", notesTail);
  expect(ours.render(text)).toContain("seven");
  expect(ours.render(text)).toBe(theirs.render(text));
});
