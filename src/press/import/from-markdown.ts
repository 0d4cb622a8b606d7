import MarkdownIt from "markdown-it";
import footnote from "markdown-it-footnote";

/** Markdown as other systems write it, with HTML in it. */
const reader = new MarkdownIt({ html: true, linkify: false, typographer: false }).use(footnote);
// Addresses stay as they are written; the tidying decides about them.
reader.validateLink = () => true;

/** Markdown of another system as HTML. */
export function fromMarkdown(text: string): string {
  return reader.render(text);
}

const blockTags = /<(?:p|div|h[1-6]|ul|ol|li|table|blockquote|pre|figure|section)\b|<!-- wp:/i;
const strong = [/(?<!!)\[[^\]\n]+\]\(https?:[^)\s]+\)/, /!\[[^\]\n]*\]\([^)\s]+/, /^```/m, /^#{2,6} \S/m];
const weak = [
  /^# \S/m,
  /(?<![\w*])\*\*[^\s*][^*\n]*\*\*/,
  /(?:^[-*] \S.*\n){2}/m,
  /^> \S/m,
  /^\d+\. \S.*\n\d+\. \S/m,
];

/** Whether a post's body was written in Markdown, which some plugins turn into HTML only when a page is asked for. */
export function isMarkdown(body: string): boolean {
  if (blockTags.test(body)) return false;
  return strong.some((sign) => sign.test(body)) || weak.filter((sign) => sign.test(body)).length > 1;
}
