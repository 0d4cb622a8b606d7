// The package's own types describe a default export that Node does not see: it is CommonJS and exports the function itself.
declare module "bidi-js" {
  interface Bidi {
    getEmbeddingLevels(text: string, direction: "ltr" | "rtl"): { levels: Uint8Array };
  }
  export default function bidiFactory(): Bidi;
}
