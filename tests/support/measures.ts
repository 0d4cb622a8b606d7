import type { Page } from "@playwright/test";

/* What the browser says of how a page is set. */

/** The number of characters of each full line of the text, in ascending order. */
export function lineLengths(page: Page): Promise<number[]> {
  return page.evaluate(() => {
    const lengths = [...document.querySelectorAll(".e-content > p")].flatMap((paragraph) => {
      const tops = new Map<number, number>();
      const walker = document.createTreeWalker(paragraph, NodeFilter.SHOW_TEXT);
      const range = document.createRange();
      for (let node = walker.nextNode(); node; node = walker.nextNode()) {
        if (node.parentElement?.closest("sup, code")) continue;
        for (let index = 0; index < (node.textContent?.length ?? 0); index++) {
          range.setStart(node, index);
          range.setEnd(node, index + 1);
          const rect = range.getClientRects()[0];
          // Joiners have no width, and no reader counts them.
          if (rect && rect.width > 0)
            tops.set(Math.round(rect.top), (tops.get(Math.round(rect.top)) ?? 0) + 1);
        }
      }
      return [...tops.values()].slice(0, -1);
    });
    return lengths.sort((a, b) => a - b);
  });
}

/** What of the page stands beyond its sides: elements that hold text, and are not within a table that scrolls. */
export function outside(page: Page): Promise<string[]> {
  return page.evaluate(() => {
    const { clientWidth, scrollWidth } = document.documentElement;
    const found = scrollWidth > clientWidth ? [`the page is ${scrollWidth} pixels wide`] : [];
    // Of code the words count: white space at the end of a line hangs over the edge, and nobody sees it.
    const words = [...document.querySelectorAll("pre code")].flatMap((code) => {
      const text = code.firstChild;
      return [...(text?.textContent ?? "").matchAll(/\S+/g)].map(({ 0: word, index }) => {
        const range = document.createRange();
        range.setStart(text as Node, index);
        range.setEnd(text as Node, index + word.length);
        return { word, right: range.getBoundingClientRect().right };
      });
    });
    for (const { word, right } of words)
      if (right > clientWidth + 0.5) found.push(`code to ${right}: ${word}`);
    for (const element of document.querySelectorAll("body *:not(.table *, .skip, picture *, pre code)")) {
      const { left, right, width } = element.getBoundingClientRect();
      if (width > 0 && (left < -0.5 || right > clientWidth + 0.5)) {
        found.push(`${element.tagName} from ${left} to ${right}: ${element.textContent?.slice(0, 40)}`);
      }
      const { overflowX, overflowY, display } = getComputedStyle(element);
      const cut = (overflowX !== "visible" || overflowY !== "visible") && !element.matches(".table");
      if (cut && display !== "none" && element.scrollHeight > element.clientHeight + 1)
        found.push(`${element.tagName} cuts off`);
    }
    return found;
  });
}

/** Lines of text that lie over each other. */
export function overlaps(page: Page): Promise<string[]> {
  return page.evaluate(() => {
    const blocks = [
      ...document.querySelectorAll("h1, h2, h3, h4, main p, li, figcaption, pre, td, summary"),
    ].filter(
      (block) => block.checkVisibility() && !block.matches(".print") && !block.querySelector("p, li, ul, ol"),
    );
    const boxes = blocks.map((block) => {
      const range = document.createRange();
      range.selectNodeContents(block);
      return { text: block.textContent?.slice(0, 30), box: range.getBoundingClientRect() };
    });
    return boxes.flatMap(({ text, box }, index) =>
      boxes
        .slice(index + 1)
        .filter(
          ({ box: other }) =>
            Math.min(box.bottom, other.bottom) - Math.max(box.top, other.top) > 4 &&
            Math.min(box.right, other.right) - Math.max(box.left, other.left) > 1,
        )
        .map((other) => `${text} | ${other.text}`),
    );
  });
}

/** The values of a property that elements have, each once, sorted. `line-height-ratio`: of the line height to the type's size. */
export function styles(page: Page, selector: string, property: string): Promise<string[]> {
  return page.evaluate(
    ([selector, property]) => {
      const values = [...document.querySelectorAll(selector)].map((element) => {
        const style = getComputedStyle(element);
        if (property !== "line-height-ratio") return style.getPropertyValue(property);
        const ratio = Number.parseFloat(style.lineHeight) / Number.parseFloat(style.fontSize);
        return String(Math.round(ratio * 100) / 100);
      });
      return [...new Set(values)].sort();
    },
    [selector, property] as const,
  );
}

export async function pixels(page: Page, selector: string, property: string): Promise<number> {
  const [first] = await page
    .locator(selector)
    .first()
    .evaluate((element, property) => [getComputedStyle(element).getPropertyValue(property)], property);
  return Number.parseFloat(first ?? "");
}

export async function lineHeight(page: Page, selector: string): Promise<number> {
  return Number((await styles(page, selector, "line-height-ratio"))[0]);
}
