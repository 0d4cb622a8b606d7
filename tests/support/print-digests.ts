import { digests } from "./drawings.ts";

console.log(await digests());
