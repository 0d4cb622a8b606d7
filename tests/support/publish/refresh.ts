/* One refresh of a preview, as `npm start` does it after each save: `refresh.ts FOLDER`, which holds what a publication has. */
import { placesOf } from "../../../src/press/build/places.ts";
import { refresh } from "../../../src/press/build/preview.ts";

const [folder = ""] = process.argv.slice(2);
await refresh(placesOf(folder, {}, "preview"));
