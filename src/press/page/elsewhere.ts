import type { Token } from "markdown-it";
import { addressesIn } from "../source/addresses.ts";
import { providerOf } from "../source/providers.ts";

/**
 * Makes a card of each paragraph that holds nothing but a link to what a known provider shows: `[title](address)`, `<address>`, the bare
 * address, or a link around a picture and a title. The words are the text's; what the card says besides is an attribute.
 */
export function markElsewhere(tokens: readonly Token[]): void {
  for (const [index, paragraph] of tokens.entries()) {
    if (paragraph.type !== "paragraph_open" || paragraph.hidden) continue;
    const address = onlyAddress(tokens[index + 1]?.children ?? []);
    const provider = address === undefined ? undefined : providerOf(address);
    if (provider === undefined) continue;
    paragraph.attrSet("class", "elsewhere");
    paragraph.attrSet("data-provider", provider);
  }
}

/** Where a paragraph leads that has nothing but one link, or one address. */
function onlyAddress(children: readonly Token[]): string | undefined {
  const [first, ...others] = children;
  if (first?.type === "link_open") {
    const close = others.findIndex(({ type }) => type === "link_close");
    return close === others.length - 1 ? String(first.attrGet("href")) : undefined;
  }
  if (first?.type !== "text" || others.length > 0) return undefined;
  const [address] = addressesIn(first.content);
  return address?.start === 0 && address.end === first.content.length ? address.href : undefined;
}
