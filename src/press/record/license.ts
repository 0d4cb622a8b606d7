/** A licence as readers and machines need it. */
export interface License {
  /** How it is named: `CC BY 4.0`, or the address's host and path. */
  name: string;
  url: string;
}

/** Creative Commons identifiers: their deeds are what people link to. */
const creativeCommons = /^CC-(BY(?:-NC)?(?:-SA|-ND)?)-(\d\.\d)$/;

/**
 * An address or an SPDX identifier as a licence.
 *
 * @returns nothing if it is neither
 * @see https://spdx.github.io/spdx-spec/v3.0.1/annexes/spdx-license-expressions/
 */
export function readLicense(text: string): License | undefined {
  if (/^https?:\/\//.test(text)) {
    return URL.canParse(text)
      ? { name: text.replace(/^https?:\/\/(?:www\.)?|\/$/g, ""), url: text }
      : undefined;
  }
  const cc = creativeCommons.exec(text);
  if (cc?.[1] && cc[2]) {
    return {
      name: `CC ${cc[1]} ${cc[2]}`,
      url: `https://creativecommons.org/licenses/${cc[1].toLowerCase()}/${cc[2]}/`,
    };
  }
  if (text === "CC0-1.0")
    return { name: "CC0 1.0", url: "https://creativecommons.org/publicdomain/zero/1.0/" };
  if (/^[A-Za-z0-9][A-Za-z0-9.+-]*$/.test(text))
    return { name: text, url: `https://spdx.org/licenses/${text}.html` };
  return undefined;
}
