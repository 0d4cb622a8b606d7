import { expect, test } from "@playwright/test";
import { oneLine } from "../../src/press/faults/fault.ts";
import { commentFaults } from "../../src/press/source/comments.ts";
import { parseMarkdown } from "../../src/press/source/markdown.ts";
import { buildSite } from "../support/build.ts";

/* Notes to the desk, in the comments of any dialect, never reach a page. */

const faults = (text: string) => commentFaults("a.md", parseMarkdown(text), 1).map(oneLine);
const told = (line: number, written: string) =>
  `a.md:${line}:1: a comment would be published: "${written}" (remove it, or keep it from being published with \`withhold\` in the metadata: the source is served, too)`;

test("comments of any dialect are errors", () => {
  for (const comment of [
    "<!-- LAWYER: do not print the name -->",
    "<!-- never closed",
    "{# todo check #}",
    "%% hidden %%",
    "{{/* hugo */}}",
    "{{!-- handlebars --}}",
    "{% comment %}",
    "{% # liquid %}",
    "{/* mdx */}",
    "{::comment}",
    "{>> critic <<}",
    "<%# erb %>",
    "<![CDATA[ x ]]>",
  ])
    expect(faults(`The council voted.\n\nA line\n${comment}\n`)).toEqual([told(4, comment)]);
  expect(faults("One.\n\n    <!-- note -->\n")).toEqual(
    [told(3, "<!-- note -->".replace(/^/, "    "))].map((line) => line.replace('"    <', '"<')),
  );
});

test("code, percentages, identifiers of headings and escaped signs are none", () => {
  for (const text of [
    "`<!-- x -->` is HTML",
    "```html\n<!-- x -->\n```",
    "100%% and 5%",
    "## Head {#custom}",
    "\\<!-- x",
    "{{ x }}",
  ])
    expect(faults(text)).toEqual([]);
});

test("a build tells them, with their lines", () => {
  const site = buildSite({
    articles: {
      "a.md":
        "---\nheadline: Council vote\ndate: 2024-05-01\n---\nThe council voted.\n\n<!-- LAWYER: do not print the name of the witness -->\n\nThe vote was 5-4.\n",
      "b.md":
        "---\nheadline: Council vote two\ndate: 2024-05-02\n---\nThe council voted again. {# todo check #} %% hidden %%\n",
    },
  });
  expect(site.status).toBe(1);
  expect(site.stderr).toContain(
    'a.md:7:1: a comment would be published: "<!-- LAWYER: do not print the name',
  );
  expect(site.stderr).toContain('b.md:5:1: a comment would be published: "{# todo check #} %% hidden %%"');
});
