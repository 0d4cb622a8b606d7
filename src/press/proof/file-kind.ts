/** How the bytes of a file are read. */
export type FileKind = "html" | "xml" | "json" | "text" | "binary";

const kinds: Readonly<Record<string, FileKind>> = {
  html: "html",
  xml: "xml",
  svg: "xml",
  json: "json",
  txt: "text",
  md: "text",
  js: "text",
  css: "text",
  conf: "text",
  caddy: "text",
};

/** How a file of a site is read, by its name. Files without an ending, such as `_headers`, are texts. */
export function mainKind(path: string): FileKind {
  const name = path.slice(path.lastIndexOf("/") + 1);
  const end = name.lastIndexOf(".");
  return end === -1 ? "text" : (kinds[name.slice(end + 1)] ?? "binary");
}
