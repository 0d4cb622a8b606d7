/**
 * A copy that shares no memory with the text that it was cut from. Node holds the whole of a text for as long as a cut of it is held, so
 * a title that is kept would keep its export.
 */
export function kept<T>(value: T): T {
  return structuredClone(value);
}
