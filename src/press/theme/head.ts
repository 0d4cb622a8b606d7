import { createHash } from "node:crypto";
import { Parser } from "htmlparser2";
import { error, type Fault, placeAt, quoted } from "../faults/fault.ts";
import type { Origins } from "../record/publication.ts";

/** What a publication adds to the head of each page. */
export interface Head {
  html: string;
  /** The SHA-256 of each inline script and style, base64, as a policy names it. */
  scripts: readonly string[];
  styles: readonly string[];
}

export const noHead: Head = { html: "", scripts: [], styles: [] };

const allowed = ["meta", "link", "script", "style"];

/** Relations for which a browser fetches something, or opens a connection. */
const fetching = /(?:^|\s)(?:preload|modulepreload|prefetch|preconnect|dns-prefetch|manifest|icon)(?:\s|$)/i;

/** Scripts that are data: a policy does not ask for their digests. */
const dataType = /^application\/(?:ld\+)?json$/i;

/**
 * Checks `head.html`: balanced, nothing but `meta`, `link`, `script` and `style`, and from outside only what the policy lets in.
 *
 * @param file how messages name it
 * @param text the file's text
 * @param origins what the publication's policy lets in
 */
export function checkHead(file: string, text: string, origins: Origins): Head | Fault[] {
  // Browsers read every line end as a line feed (HTML, section 13.2.3.5), and take digests of that.
  const whole = text.replace(/\r\n?/g, "\n");
  const html = whole.trim();
  const start = whole.length - whole.trimStart().length;
  const faults: Fault[] = [];
  const fault = (offset: number, reason: string, remedy?: string) =>
    faults.push(error(placeAt(file, whole, start + offset), reason, remedy));
  const reader = new HeadReader(html, origins, fault);
  reader.read();
  const { scripts, styles } = reader;
  return faults.length > 0 ? faults : { html, scripts, styles };
}

type Tell = (offset: number, reason: string, remedy?: string) => void;

/** A script or a style. */
interface Raw {
  name: string;
  attributes: Readonly<Record<string, string>>;
  /** Where it begins. */
  start: number;
  text: string;
}

/** Reads a head, element by element. */
class HeadReader {
  readonly scripts: string[] = [];
  readonly styles: string[] = [];
  readonly #html: string;
  readonly #origins: Origins;
  readonly #fault: Tell;
  /** The script or style that is open, with what stands in it. */
  #open: Raw | undefined;
  /** Where the markup that was read ends: a gap is markup that a browser would have to guess about. */
  #end = 0;

  constructor(html: string, origins: Origins, fault: Tell) {
    this.#html = html;
    this.#origins = origins;
    this.#fault = fault;
  }

  read(): void {
    const parser = new Parser({
      onopentag: (name, attributes) => {
        this.#account(parser.startIndex, parser.endIndex);
        this.#element(name, attributes, parser.startIndex);
      },
      ontext: (text) => {
        this.#account(parser.startIndex, parser.endIndex);
        if (this.#open) this.#open.text += text;
        else if (text.trim() !== "")
          this.#fault(parser.startIndex, `text outside an element: ${quoted(text.trim())}`, "remove it");
      },
      onclosetag: (name, implied) => {
        if (!implied) this.#account(parser.startIndex, parser.endIndex);
        if (this.#open?.name === name) this.#close(this.#open, implied);
      },
      oncomment: () => {
        this.#account(parser.startIndex, parser.endIndex);
        this.#fault(parser.startIndex, "a comment, which would stand in each page", "remove it");
      },
      onprocessinginstruction: (_, data) => {
        this.#account(parser.startIndex, parser.endIndex);
        this.#fault(parser.startIndex, `a declaration: ${quoted(`<${data}>`)}`, "remove it");
      },
    });
    parser.end(this.#html);
    this.#account(this.#html.length, this.#html.length);
  }

  #account(start: number, end: number): void {
    if (start > this.#end) {
      const what = this.#html.slice(this.#end, start);
      this.#fault(this.#end, `markup that opens or closes nothing: ${quoted(what)}`, "remove it");
    }
    this.#end = Math.max(this.#end, end + 1);
  }

  #element(name: string, attributes: Readonly<Record<string, string>>, start: number): void {
    if (!allowed.includes(name)) {
      this.#fault(start, `\`${name}\` has no place in the head`, `the elements are ${allowed.join(", ")}`);
      return;
    }
    for (const key of Object.keys(attributes))
      if (/^on/i.test(key))
        this.#fault(start, `\`${key}\` is a script that the policy stops`, "listen in a `script`");
    if (name === "meta") this.#meta(attributes, start);
    else if (name === "link") this.#link(attributes, start);
    else this.#open = { name, attributes, start, text: "" };
  }

  #meta(attributes: Readonly<Record<string, string>>, start: number): void {
    if ("http-equiv" in attributes || "charset" in attributes) {
      const key = "charset" in attributes ? "charset" : "http-equiv";
      this.#fault(start, `a \`meta\` with \`${key}\` would change how the page is read`, "remove it");
    }
  }

  #link({ rel = "", href = "" }: Readonly<Record<string, string>>, start: number): void {
    if (/(?:^|\s)stylesheet(?:\s|$)/i.test(rel)) {
      this.#fault(start, "a style sheet, which the policy stops", "write the rules into theme/style.css");
    } else if (!/^(?:https:\/\/|mailto:)/i.test(href)) {
      this.#fault(start, `\`href\` is not a whole address: ${quoted(href)}`, "begin it with https://");
    } else if (fetching.test(rel)) {
      const isKnown = Object.values(this.#origins).some((list) => list.includes(originOf(href) ?? ""));
      if (!isKnown)
        this.#fault(
          start,
          `\`rel="${rel}"\` would ask ${originOf(href)}, which the policy does not let in`,
          "add it to `policy`",
        );
    }
  }

  #close({ name, attributes, start, text }: Raw, implied: boolean): void {
    this.#open = undefined;
    if (implied) this.#fault(start, `the \`${name}\` is not closed`, `write </${name}>`);
    if (text.includes("<!--")) this.#fault(start, `the \`${name}\` holds \`<!--\``, "write it in two pieces");
    const { src, type = "" } = attributes;
    if (name === "style") this.styles.push(sha256(text));
    else if (src !== undefined) this.#outside(src, text, start);
    else if (!dataType.test(type.trim())) this.scripts.push(sha256(text));
  }

  /** A script from elsewhere. */
  #outside(src: string, text: string, start: number): void {
    const origin = originOf(src);
    if (text.trim() !== "")
      this.#fault(start, "a script with `src` holds text, which never runs", "remove it");
    if (origin === undefined)
      this.#fault(start, `\`src\` is not a whole address: ${quoted(src)}`, "begin it with https://");
    else if (!this.#origins.script.includes(origin))
      this.#fault(
        start,
        `the policy lets in no script of ${origin}`,
        `write \`policy: {script: ["${origin}"]}\` into the metadata`,
      );
  }
}

function originOf(address: string): string | undefined {
  return /^https:\/\//i.test(address) && URL.canParse(address) ? new URL(address).origin : undefined;
}

function sha256(text: string): string {
  return createHash("sha256").update(text, "utf8").digest("base64");
}
