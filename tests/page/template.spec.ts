import { mkdirSync, readdirSync, readFileSync, rmSync, writeFileSync } from "node:fs";
import { join } from "node:path";
import { expect, test } from "@playwright/test";
import { html, join as joinHtml, raw, scriptJson } from "../../src/press/page/html.ts";
import { runBuild } from "../support/build.ts";
import { copyProject } from "../support/project.ts";

test.describe("the template tag", () => {
  test("escapes text, in elements and in attributes", () => {
    const text = `<b> & "quoted" 'single'`;
    expect(html`<p title="${text}">${text}</p>`.html).toBe(
      `<p title="&lt;b&gt; &amp; &quot;quoted&quot; 'single'">&lt;b&gt; &amp; &quot;quoted&quot; 'single'</p>`,
    );
  });

  test("takes templates within templates as they are, and prints nothing for null and false", () => {
    expect(html`<ul>${["a<", "b"].map((text) => html`<li>${text}</li>`)}</ul>${null}${false}${7}`.html).toBe(
      "<ul><li>a&lt;</li><li>b</li></ul>7",
    );
    expect(joinHtml([raw("<i>"), html`${"&"}`]).html).toBe("<i>&amp;");
  });

  test("refuses a forgotten value, and says where it stood", () => {
    const article: { headline?: string } = {};
    expect(() => html`<h1 class="p-name">${article.headline as string}</h1>`).toThrow(
      'a template was given undefined after "<h1 class=\\"p-name\\">"',
    );
    expect(() => html`<p>${Number.NaN}</p>`).toThrow("a template was given NaN");
  });

  test("writes JSON so that no text in it can end its script", () => {
    expect(scriptJson({ headline: "</script><b>&\u2028" }).html).toBe(
      '{"headline":"\\u003c/script\\u003e\\u003cb\\u003e\\u0026\\u2028"}',
    );
  });
});

test.describe("a template that fails", () => {
  let folder: string;

  test.beforeAll(() => {
    folder = copyProject();
    rmSync(join(folder, "src/articles"), { recursive: true });
    mkdirSync(join(folder, "src/articles"));
    for (let number = 10; number < 70; number++) {
      writeFileSync(
        join(folder, `src/articles/article-${number}.txt`),
        ` date 2024-03-01 Ferry number ${number} is back.\n`,
      );
    }
    writeFileSync(
      join(folder, "_data/metadata.yaml"),
      "title: The Test Post\nurl: https://example.org/\nlanguage: en\ncards: none\nsearch: off\n",
    );
    expect(runBuild(folder).status).toBe(0);
  });

  for (const [what, code, message] of [
    [
      "throws for one article in 60",
      'if (article.slug === "article-33") throw new Error("no such ferry");',
      "src/articles/article-33.txt: no such ferry",
    ],
    [
      "prints an undefined value for one article in 60",
      'if (article.slug === "article-33") (article as { headline?: string }).headline = undefined;',
      "src/articles/article-33.txt: a template was given undefined after",
    ],
  ] as const) {
    test(`and ${what} leaves all 60 old pages as they were`, () => {
      const before = pages();
      expect(Object.keys(before).filter((path) => /^article-\d+\/index.html$/.test(path))).toHaveLength(60);
      const template = join(folder, "src/outputs/article.ts");
      const whole = readFileSync(template, "utf8");
      const marker =
        "export function articlePage(leaf: Leaf, frame: Frame): string {\n  const { article } = leaf;\n";
      expect(whole).toContain(marker);
      writeFileSync(template, whole.replace(marker, `${marker}  ${code}\n`));
      const broken = runBuild(folder);
      writeFileSync(template, whole);
      expect(broken.status).toBe(1);
      expect(broken.stderr).toContain(message);
      expect(broken.stderr).toContain("dist is as it was.");
      expect(pages()).toEqual(before);
      expect(readdirSync(folder).filter((name) => name.startsWith(".dist"))).toEqual([]);
    });
  }

  /** Every file of the site, by its path. */
  function pages(): Record<string, string> {
    const paths = readdirSync(join(folder, "dist"), { recursive: true, withFileTypes: true }).filter(
      (entry) => entry.isFile(),
    );
    return Object.fromEntries(
      paths.map((entry) => {
        const path = join(entry.parentPath, entry.name);
        return [path.slice(join(folder, "dist").length + 1), readFileSync(path, "base64")];
      }),
    );
  }
});
