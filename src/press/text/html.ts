/** HTML that is safe to put on a page: written by a template, or text that was escaped. */
export type Html = { readonly html: string };

/** What a template may be given. `false` and `null` print nothing; `undefined` is an error, for it is a forgotten key. */
export type Value = string | number | Html | false | null | readonly Value[];
