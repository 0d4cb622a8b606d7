import { existsSync } from "node:fs";
import { readdir } from "node:fs/promises";
import { join, relative } from "node:path";
import type { Page } from "@playwright/test";
import { type Listening, serve } from "./serve.ts";

/* Opens the pages of a site in frames, with their content policy and without, and tells what they do and what they are made of. */

/** A built site on a loopback port. */
export interface Site extends Listening {
  output: string;
}

/** The page that holds the others in frames; the server makes it up. */
export const host = "frames-of-the-test.html";

/** Serves a folder without any header; with `?stripped`, pages come without their own content policy, too. */
export async function show(output: string): Promise<Site> {
  const served = await serve(output, {
    headers: false,
    extra: { [`/${host}`]: "<!doctype html><title>Frames</title>" },
    edit: (page, { pathname, search }) => {
      if (pathname === `/${host}` || !search.startsWith("?stripped")) return page;
      const policy = /<meta http-equiv="?Content-Security-Policy"?[^>]*>/;
      // A page whose policy is not found would pass for one without.
      if (!policy.test(page)) throw new Error(`no policy in ${pathname}`);
      return page.replace(policy, "");
    },
  });
  return { ...served, output };
}

export async function list(output: string): Promise<string[]> {
  if (!existsSync(output)) return [];
  const entries = await readdir(output, { recursive: true, withFileTypes: true });
  const files = entries.filter((entry) => entry.isFile());
  return files.map((entry) => relative(output, join(entry.parentPath, entry.name))).sort();
}

/** What was seen of a page: every element and attribute it is made of, with the values that could do harm. */
export interface Seen {
  path: string;
  made: string[];
}

/** What the pages of a browser tab did. */
export interface Marks {
  /** The calls of vectors, and dialogs. */
  ran: string[];
  /** Requests for anything off the site. */
  asked: string[];
  /** What a content policy forbade. */
  broken: string[];
}

const watched = new WeakMap<Page, Marks>();

/** From the first call on, notes whatever the pages of a tab run or ask for, in all their frames. */
export async function marksOf(page: Page): Promise<Marks> {
  const known = watched.get(page);
  // What a page calls arrives here in order: one round trip, and all of it has come.
  if (known !== undefined) return page.evaluate(() => {}).then(() => known);
  const marks: Marks = { ran: [], asked: [], broken: [] };
  watched.set(page, marks);
  await page.exposeFunction("__xss", (id: unknown) => void marks.ran.push(String(id)));
  await page.exposeFunction("__broken", (what: string) => void marks.broken.push(what));
  await page.addInitScript(() => {
    const call = (name: string) => Reflect.get(window, name);
    for (const name of ["alert", "confirm", "prompt"]) Reflect.set(window, name, call("__xss"));
    window.addEventListener("securitypolicyviolation", (event) =>
      call("__broken")(
        `${location.pathname}: ${event.violatedDirective} ${event.blockedURI} ${event.sample}`,
      ),
    );
  });
  await page.route(/^(?!http:\/\/127\.0\.0\.1:)/, (route) => {
    marks.asked.push(route.request().url());
    return route.abort();
  });
  return marks;
}

/** The pages of a site, as paths from its root. */
export async function pages(site: Site): Promise<string[]> {
  return (await list(site.output)).filter((path) => path.endsWith(".html"));
}

export function stripped(path: string): string {
  return `${path}?stripped`;
}

/** Opens pages of a site, some at once, does to each element what a reader may do, and looks at what they are made of. */
export async function visit(page: Page, site: Site, paths: readonly string[]): Promise<Seen[]> {
  await marksOf(page);
  await page.goto(`${site.address}/${host}`);
  const found: Seen[] = [];
  for (let start = 0; start < paths.length; start += 20) {
    const addresses = paths.slice(start, start + 20).map((path) => `/${encodeURI(path)}`);
    found.push(...(await page.evaluate(openFrames, addresses)));
  }
  return found;
}

/** In the browser: opens pages in frames, and tells what each is made of. */
async function openFrames(addresses: readonly string[]): Promise<Seen[]> {
  const harmful = ["type", "http-equiv", "rel", "target"];
  const links = ["href", "src", "action", "formaction", "data", "xlink:href", "srcset", "content"];
  const frames = addresses.map((address) => {
    const frame = document.createElement("iframe");
    frame.src = address;
    const loaded = new Promise((resolve) => frame.addEventListener("load", resolve, { once: true }));
    document.body.append(frame);
    return { address, frame, loaded };
  });
  await Promise.all(frames.map(({ loaded }) => loaded));
  const seen = frames.map(({ address, frame }) => {
    const inside = frame.contentDocument;
    // A page that has left for another site cannot be looked into, and that it left is a finding.
    if (inside === null) return { path: address, made: ["left the site"] };
    const made = [...new Set([...elements(inside), ...counts(inside)])];
    handle(inside);
    return { path: address, made };
  });
  // What a click or an animation starts, runs within two frames of the screen.
  for (let frame = 0; frame < 2; frame++) await new Promise((resolve) => requestAnimationFrame(resolve));
  for (const { frame } of frames) frame.remove();
  return seen;

  function handle(inside: Document): void {
    // A click may run a script; where it would lead to another page, it is held back.
    inside.addEventListener("click", (event) => {
      const link = (event.target as Element).closest("[href]");
      if (link && !/^\s*j/i.test(link.getAttribute("href") ?? "")) event.preventDefault();
    });
    for (const element of inside.querySelectorAll("*")) {
      for (const type of ["mouseover", "focus", "pointerenter", "animationstart", "toggle"]) {
        element.dispatchEvent(new Event(type, { bubbles: true }));
      }
      element.dispatchEvent(new MouseEvent("click", { bubbles: true, cancelable: true }));
    }
  }

  function elements(inside: Document): string[] {
    return [...inside.querySelectorAll("*")].flatMap((element) => {
      const own =
        element.namespaceURI === "http://www.w3.org/1999/xhtml"
          ? element.localName
          : `${element.namespaceURI} ${element.localName}`;
      const attributes = [...element.attributes].map(
        ({ name, value }) => `${own} ${name}${detail(name, value, inside)}`,
      );
      const untyped = own === "script" && !element.hasAttribute("type") ? ["script without a type"] : [];
      return [own, ...attributes, ...untyped];
    });
  }

  function detail(name: string, value: string, inside: Document): string {
    if (harmful.includes(name)) return `=${value}`;
    if (!links.includes(name) || name === "content") return "";
    return URL.canParse(value, inside.baseURI)
      ? ` ${new URL(value, inside.baseURI).protocol}`
      : " no address";
  }

  /** Elements that a page has one of, comments, and data that do not parse. */
  function counts(inside: Document): string[] {
    const many = ["style", "title", "base", "h1", "main"].filter(
      (name) => inside.querySelectorAll(name).length > 1,
    );
    const comments = document.createTreeWalker(inside, NodeFilter.SHOW_COMMENT).nextNode()
      ? ["a comment"]
      : [];
    const data = [...inside.querySelectorAll('script[type="application/ld+json"]')].filter(
      (script) => !parses(script.textContent),
    );
    return [
      ...many.map((name) => `more than one ${name}`),
      ...comments,
      ...data.map(() => "JSON-LD that does not parse"),
    ];
  }

  function parses(text: string | null): boolean {
    try {
      return typeof JSON.parse(text ?? "") === "object";
    } catch {
      return false;
    }
  }
}
