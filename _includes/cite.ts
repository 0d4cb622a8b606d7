import { articleUrl } from "../src/press/address/address.ts";
import { languageFor } from "../src/press/languages/index.ts";
import { type Html, html } from "../src/press/page/html.ts";
import type { Article } from "../src/press/record/article.ts";
import type { Publication } from "../src/press/record/publication.ts";
import type { Frame } from "../src/press/site/site.ts";

/** "Cite this article": a plain citation and BibTeX, folded away. */
export function cite(article: Article, { publication }: Frame): Html {
  const texts = languageFor(article.language, publication.language);
  // Not in a `pre`: reader views would take the citation of a short article for its text.
  return html`<details><summary>${texts.citeThis}</summary><p>${plainCitation(article, publication)}</p><code class="bibtex">${bibtex(article, publication)}</code></details>`;
}

/** A citation that any reader can take: names. “Headline.” Publication, date. Address. */
export function plainCitation(article: Article, publication: Publication): string {
  const names = article.authors.map((author) => author.name).join(", ");
  const headline = /[.!?…]$/.test(article.headline) ? article.headline : `${article.headline}.`;
  return `${names === "" ? "" : `${names}. `}“${headline}” ${publication.title}, ${article.date.day}. ${articleUrl(publication, article)}`;
}

/** A BibTeX entry, its texts escaped for LaTeX. */
export function bibtex(article: Article, publication: Publication): string {
  const fields: [string, string][] = [
    ["title", `{${latex(article.headline)}}`],
    ["author", article.authors.map((author) => `{${latex(author.name)}}`).join(" and ")],
    ["journal", latex(publication.title)],
    ["date", article.date.day],
    ["year", article.date.day.slice(0, 4)],
    ["language", article.language],
    ["url", articleUrl(publication, article)],
  ];
  const lines = fields.filter(([, value]) => value !== "").map(([key, value]) => `  ${key} = {${value}}`);
  return `@article{${citationKey(article)},\n${lines.join(",\n")}\n}`;
}

/** A key of ASCII letters, digits and hyphens, as BibTeX wants it. */
function citationKey(article: Article): string {
  const ascii = article.slug
    .normalize("NFD")
    .replace(/[^a-z0-9-]+/g, "")
    .replace(/^-+|-+$/g, "");
  return ascii === "" ? `stet-${article.sha256.slice(0, 12)}` : ascii;
}

const latexEscapes: Record<string, string> = {
  "\\": "\\textbackslash{}",
  "{": "\\{",
  "}": "\\}",
  $: "\\$",
  "&": "\\&",
  "#": "\\#",
  "%": "\\%",
  _: "\\_",
  "^": "\\textasciicircum{}",
  "~": "\\textasciitilde{}",
  "<": "\\textless{}",
  ">": "\\textgreater{}",
  '"': "\\textquotedbl{}",
};

function latex(text: string): string {
  return text.replace(/[\\{}$&#%_^~<>"]/g, (character) => latexEscapes[character] ?? character);
}
