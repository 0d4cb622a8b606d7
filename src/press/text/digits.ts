/** The first digits of scripts that write decimal numbers as Europe does: Persian and Bengali ones. */
const zeros = [0x6f0, 0x9e6];

/** A text with European digits in place of those that pages write numbers in. */
export function europeanDigits(text: string): string {
  return text.replace(/[\u06f0-\u06f9\u09e6-\u09ef]/g, (digit) => {
    const code = digit.charCodeAt(0);
    return String(code - (zeros.findLast((zero) => zero <= code) ?? code));
  });
}
