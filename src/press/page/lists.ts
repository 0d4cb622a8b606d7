import type { Token } from "markdown-it";
import type { Numerals } from "../languages/numerals.ts";

/** How many digits the room before a list's items can hold: each class of the style says how wide it is. */
const rooms = [2, 4, 7, 10] as const;

/**
 * The classes of a list of numbers. A browser writes them into the room before the items, and what has no room there is cut off. It
 * writes them in the language's digits: the number is the source's.
 *
 * @param last the list's last number
 * @returns nothing where a plain list has room enough, and European digits
 */
export function listClasses(last: number, digits: Numerals["digits"]): string[] {
  const length = String(last).length;
  const room = rooms.find((most) => length <= most);
  return [...(room === rooms[0] ? [] : [`n${room ?? 10}`]), ...(digits === "latn" ? [] : [digits])];
}

/** Gives each ordered list the classes of its last number. */
export function setNumbers(tokens: readonly Token[], digits: Numerals["digits"]): void {
  for (const { list, last } of numberedLists(tokens)) {
    const names = listClasses(last, digits);
    if (names.length > 0) list.attrSet("class", names.join(" "));
  }
}

/** The ordered lists, each with the number that a browser writes before its last item. */
function numberedLists(tokens: readonly Token[]): { list: Token; last: number }[] {
  const found: { list: Token; last: number }[] = [];
  const open: { list: Token; last: number }[] = [];
  for (const token of tokens) {
    if (token.type === "ordered_list_open" || token.type === "bullet_list_open")
      open.push({ list: token, last: firstNumber(token) - 1 });
    const inner = open.at(-1);
    if (token.type === "list_item_open" && inner) inner.last++;
    if (token.type === "ordered_list_close" && inner) found.push(inner);
    if (token.type === "ordered_list_close" || token.type === "bullet_list_close") open.pop();
  }
  return found;
}

/** The first number of an ordered list. */
export function firstNumber(list: Token): number {
  return Number(list.attrGet("start") ?? 1);
}
