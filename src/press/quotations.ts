import type { Slip } from "./facts.ts";
export function misquotations(_claim: string, _text: string): Slip[] { return []; }
