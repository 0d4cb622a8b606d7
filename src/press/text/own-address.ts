/**
 * Whether a link leads to nothing but the address that it shows: a web address with or without its scheme, or an e-mail address.
 *
 * @param text what the link shows
 * @param href where it leads
 */
export function showsAddress(text: string, href: string): boolean {
  if (!/^(?:https?|mailto):/i.test(href) || !URL.canParse(href)) return false;
  const target = new URL(href);
  if (target.username !== "") return false;
  return [text, `https://${text}`, `mailto:${text}`].some(
    (address) => URL.canParse(address) && new URL(address).href === target.href,
  );
}
