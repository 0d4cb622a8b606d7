import { expect, test } from "@playwright/test";
import { leadFigure } from "../../_includes/figure.ts";
import { isFault, oneLine } from "../../src/press/faults/fault.ts";
import { languageFor } from "../../src/press/languages/index.ts";
import { typesetMarkdown } from "../../src/press/page/typeset.ts";
import type { ProcessedImage } from "../../src/press/pictures/make-image.ts";
import type { Leaf } from "../../src/press/site/leaf.ts";
import { captionOf, imageFaults, imagesOf } from "../../src/press/source/figures.ts";
import { markdownText, parseMarkdown } from "../../src/press/source/markdown.ts";
import { read } from "../../src/press/source/utf8.ts";

/** Two widths in two formats. */
const bridge: ProcessedImage = {
  width: 800,
  height: 500,
  sources: [
    { type: "image/avif", srcset: [400, 800].map((width) => ({ file: `b-${width}.avif`, width })) },
    { type: "image/jpeg", srcset: [400, 800].map((width) => ({ file: `b-${width}.jpeg`, width })) },
  ],
  fallback: { file: "b-800.jpeg", width: 800, height: 500 },
};

const small: ProcessedImage = {
  width: 90,
  height: 60,
  sources: [
    { type: "image/webp", srcset: [{ file: "s-90.webp", width: 90 }] },
    { type: "image/png", srcset: [{ file: "s-90.png", width: 90 }] },
  ],
  fallback: { file: "s-90.png", width: 90, height: 60 },
};

const images = new Map([
  ["bridge.jpg", bridge],
  ["the small one.png", small],
]);

function rendered(text: string, leadImage = false): string {
  const file = read("bridge.md", Buffer.from(text));
  if (isFault(file)) throw new Error(oneLine(file));
  return typesetMarkdown(file, { folder: "", direction: "ltr", labels: languageFor("en"), images, leadImage })
    .html;
}

const source =
  '<source type="image/avif" srcset="images/b-400.avif 400w, images/b-800.avif 800w" sizes="(min-width: 45rem) 41rem, 92vw">';
const candidates =
  'src="images/b-800.jpeg" srcset="images/b-400.jpeg 400w, images/b-800.jpeg 800w" sizes="(min-width: 45rem) 41rem, 92vw"';
const lazy = 'loading="lazy" decoding="async"';

test("an image in a paragraph of its own is a figure, its title the caption and the credit", () => {
  expect(rendered('Text.\n\n![The bridge](bridge.jpg "The bridge in May. | Photo: A. Name")\n')).toBe(
    `<p>Text.</p>\n<figure><picture>${source}<img ${candidates} alt="The bridge" width="800" height="500" ${lazy}></picture>` +
      '<figcaption>The bridge in May. <span class="credit">Photo: A. Name</span></figcaption>\n</figure>\n',
  );
});

test("an image with one width has no list of widths", () => {
  expect(rendered("Text.\n\n![Small](<the small one.png>)\n")).toBe(
    '<p>Text.</p>\n<figure><picture><source type="image/webp" srcset="images/s-90.webp">' +
      `<img src="images/s-90.png" alt="Small" width="90" height="60" ${lazy}></picture></figure>\n`,
  );
});

test("an image within a line stays there", () => {
  expect(rendered("Press ![the small button](the%20small%20one.png) twice.")).toBe(
    '<p>Press <picture><source type="image/webp" srcset="images/s-90.webp">' +
      `<img src="images/s-90.png" alt="the small button" width="90" height="60" ${lazy}></picture> twice.</p>\n`,
  );
});

test("a figure that opens the text is fetched first, unless a lead image stands above it", () => {
  const text = "![Opening](bridge.jpg)\n\n![Second](bridge.jpg)\n";
  const loadings = (html: string) => html.match(/alt="\w+"|fetchpriority="high"|loading="lazy"/g);
  expect(loadings(rendered(text))).toEqual([
    'alt="Opening"',
    'fetchpriority="high"',
    'alt="Second"',
    'loading="lazy"',
  ]);
  expect(loadings(rendered(text, true))).toEqual([
    'alt="Opening"',
    'loading="lazy"',
    'alt="Second"',
    'loading="lazy"',
  ]);
});

test("images on lines that follow each other are a figure each, in lists and quotations too", () => {
  const tags = (text: string) =>
    rendered(text)
      .match(/<\/?(?:p|figure|li|blockquote|td)>/g)
      ?.join("");
  expect(tags("![a](bridge.jpg)\n![b](bridge.jpg)")).toBe("<figure></figure><figure></figure>");
  expect(tags("- ![a](bridge.jpg)\n- text")).toBe("<li><figure></figure></li><li></li>");
  expect(tags("> ![a](bridge.jpg)")).toBe("<blockquote><figure></figure></blockquote>");
  expect(tags("| x |\n|---|\n| ![a](bridge.jpg) |")).toBe("<td></td>");
  expect(tags("[![a](bridge.jpg)](https://example.org/)")).toBe("<p></p>");
});

test("descriptions and captions are text: marks and HTML in them do nothing", () => {
  const html = rendered('![*A* "b" <c> `d` 5\\*3 &amp; e](bridge.jpg "*E* <b>f</b> & g")');
  expect(html).toContain('alt="A &quot;b&quot; &lt;c&gt; d 5*3 &amp; e"');
  expect(html).toContain("<figcaption>*E* &lt;b&gt;f&lt;/b&gt; &amp; g</figcaption>");
});

test("a caption's words are words of the text, a description's are not", () => {
  const tokens = parseMarkdown(
    'One.\n\n![unseen](bridge.jpg "The caption. | The credit")\n\nTwo ![unseen](b.jpg).',
    {},
  );
  expect(markdownText(tokens)).toBe("One. The caption. The credit Two .");
});

test("captionOf parts a title at its last bar", () => {
  expect(captionOf("A caption.")).toEqual({ caption: "A caption." });
  expect(captionOf("A caption. | A credit")).toEqual({ caption: "A caption.", credit: "A credit" });
  expect(captionOf("Either | or\n| A credit")).toEqual({ caption: "Either | or", credit: "A credit" });
  expect(captionOf("| A credit")).toEqual({ credit: "A credit" });
  expect(captionOf("a|b")).toEqual({ caption: "a|b" });
  expect(captionOf("A caption |")).toEqual({ caption: "A caption |" });
  expect(captionOf(" ")).toEqual({});
});

test("imagesOf finds every image, with its line", () => {
  const text = [
    '![one](a%20b.jpg "T | C")',
    "",
    "text and",
    "![two *strong*](<c.jpg>) and ![three](%D9%BE%D9%84.jpg)",
    "",
    "- item",
    "- ![four](d.jpg)",
    "",
    "| x |",
    "|---|",
    "| ![five](100%.jpg) |",
    "",
    "![six][ref]",
    "![seven](e.jpg)",
    "",
    "note[^1]",
    "",
    "[^1]: ![eight](f.jpg)",
    "",
    "[ref]: g.jpg",
  ].join("\n");
  const found = imagesOf(parseMarkdown(text, {}), 11);
  expect(
    found.map(({ line, src, alt, figure }) => `${line} ${src} ${alt}${figure ? " figure" : ""}`),
  ).toEqual([
    "11 a b.jpg one figure",
    "14 c.jpg two strong",
    "14 پل.jpg three",
    "17 d.jpg four figure",
    "21 100%.jpg five",
    "23 g.jpg six figure",
    "24 e.jpg seven figure",
    "28 f.jpg eight",
  ]);
  expect(found[0]?.title).toBe("T | C");
  expect(found[1]).not.toHaveProperty("title");
});

test("an image without a description, and a caption without a place, are errors", () => {
  const text =
    '![](a.jpg)\n\ntext\n![ ](b.jpg "A caption") more ![good](c.jpg)\n\n![good](d.jpg "A caption")\n';
  expect(imageFaults("bridge.md", imagesOf(parseMarkdown(text, {}), 5)).map(oneLine)).toEqual([
    'bridge.md:5: the image "a.jpg" has no description (say what it shows: ![description](a.jpg))',
    'bridge.md:8: the image "b.jpg" has no description (say what it shows: ![description](b.jpg))',
    'bridge.md:8: the image "b.jpg" stands within a line of text, where the caption "A caption" has no place (give the image a paragraph of its own)',
  ]);
});

test("an image that was not processed stops the rendering", () => {
  expect(() => rendered("![x](other.jpg)")).toThrow('the image "other.jpg" was not processed');
});

test("a lead image is fetched first and has its caption and credit below it", () => {
  const start = `<figure><picture>${source}<img ${candidates} alt="A &quot;bridge&quot;" width="800" height="500" fetchpriority="high"></picture>`;
  const figure = (words: { caption?: string; credit?: string }) =>
    lead("bridge.jpg", { alt: 'A "bridge"', ...words }, "images/");
  expect(figure({})).toBe(`${start}</figure>`);
  expect(figure({ caption: "May & June." })).toBe(
    `${start}<figcaption>May &amp; June.</figcaption></figure>`,
  );
  expect(figure({ credit: "A. Name" })).toBe(
    `${start}<figcaption><span class="credit">A. Name</span></figcaption></figure>`,
  );
  expect(figure({ caption: "May.", credit: "A. Name" })).toBe(
    `${start}<figcaption>May. <span class="credit">A. Name</span></figcaption></figure>`,
  );
  expect(lead("the small one.png", { alt: "" }, "")).toBe(
    '<figure><picture><source type="image/webp" srcset="s-90.webp"><img src="s-90.png" alt="" width="90" height="60" fetchpriority="high"></picture></figure>',
  );
});

/** A lead image with what stands under it. */
function lead(src: string, words: { alt: string; caption?: string; credit?: string }, base: string): string {
  const leaf = {
    article: { language: "en", parts: [], image: { src, ...words } },
    images: [...images],
  } as unknown as Leaf;
  return leadFigure(leaf, base)?.html ?? "";
}
