/*
 * Specs import the press' TypeScript, and commands run what was compiled of it. To count both as one, imports lead to the compiled files.
 */

const project = new URL("../../../", import.meta.url).href;

/**
 * @param {string} specifier
 * @param {object} context
 * @param {(specifier: string, context: object) => Promise<{ url: string }>} next
 */
export async function resolve(specifier, context, next) {
  const found = await next(specifier, context);
  const compiled = found.url.startsWith(`${project}src/`) || found.url.startsWith(`${project}_includes/`);
  // What is JavaScript already is not compiled.
  if (!compiled || !/\.ts(?:\?|$)/.test(found.url)) return found;
  const path = found.url.slice(project.length).replace(/\.ts(?=\?|$)/, ".js");
  return { url: `${project}coverage/press/lib/${path}`, format: "module", shortCircuit: true };
}
