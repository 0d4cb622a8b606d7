import { Parser } from "htmlparser2";

/** How many elements a drawing may have where each reference is followed. */
const mostElements = 100_000;

/** How deep elements and references may lie in one another. */
const deepest = 200;

/** An element: what stands in it, and what it refers to. */
interface Node {
  children: Node[];
  refers: string[];
  /** How many elements it comes to, once that is known; while it is being counted, nothing. */
  size?: number | undefined;
  counting?: boolean;
}

/**
 * What is wrong with a drawing whose elements show one another: ten that show ten that show ten would keep a browser busy for hours.
 *
 * @param svg one that holds nothing but a drawing
 */
export function growthProblem(svg: string): string | undefined {
  const root: Node = { children: [], refers: [] };
  const open: Node[] = [root];
  const byId = new Map<string, Node>();
  let depth = 0;
  const parser = new Parser(
    {
      onopentag(_, attributes) {
        const node: Node = { children: [], refers: referencesIn(Object.values(attributes)) };
        open.at(-1)?.children.push(node);
        if (attributes.id !== undefined) byId.set(attributes.id, node);
        depth = Math.max(depth, open.push(node));
      },
      onclosetag: () => void open.pop(),
    },
    { xmlMode: true },
  );
  parser.end(svg);
  const tooDeep = `its elements lie over ${deepest} deep in one another`;
  if (depth > deepest) return tooDeep;
  const count = (node: Node, level: number): number => {
    if (node.counting || level > deepest) return Number.POSITIVE_INFINITY;
    if (node.size !== undefined) return node.size;
    node.counting = true;
    const shown = node.refers.flatMap((id) => byId.get(id) ?? []);
    node.size = [...node.children, ...shown].reduce((sum, inner) => sum + count(inner, level + 1), 1);
    node.counting = false;
    return node.size;
  };
  const size = count(root, 0);
  if (size === Number.POSITIVE_INFINITY)
    return "it has an element that shows itself, or one another too deep";
  return size > mostElements ? `it shows over ${mostElements} elements` : undefined;
}

function referencesIn(values: readonly string[]): string[] {
  return values.flatMap((value) => [
    ...(value.startsWith("#") ? [value.slice(1)] : []),
    ...Array.from(value.matchAll(/url\(\s*["']?#([^"')]*)/gi), ([, id = ""]) => id.trim()),
  ]);
}
