/*
 * The editor in the browser that `stet admin` puts among a publication's files, and what it may do.
 */

/** The editor's script, in the folder of its page. */
export const editorScript = "sveltia-cms.js";

/** The policy of its page's `<meta>`: its own script, its letters and icons, and what it needs of GitHub. */
export const editorMeta = [
  "default-src 'none'",
  "script-src 'self'",
  // It makes its styles while it runs.
  "style-src 'self' 'unsafe-inline'",
  "img-src 'self' blob: data: https://avatars.githubusercontent.com",
  "font-src 'self' https://cdn.jsdelivr.net",
  "media-src blob:",
  "connect-src 'self' blob: data: https://api.github.com",
  "worker-src 'self' blob:",
  "frame-src blob:",
  "base-uri 'none'",
  "form-action 'none'",
].join("; ");

/** The policy of the response header, for all of its folder. */
export const editorPolicy = `${editorMeta}; frame-ancestors 'none'`;
