import type { UserConfig } from "@11ty/eleventy";
import { templates } from "./src/outputs/index.ts";
import { illustrate, loadRecords } from "./src/press/build/load-site.ts";
import { placesOf } from "./src/press/build/places.ts";
import { PressError } from "./src/press/faults/fault.ts";
import { addTemplates } from "./src/press/page/render.ts";
import { placePictures } from "./src/press/pictures/pictures.ts";
import { clock } from "./src/press/record/now.ts";
import { openStore } from "./src/press/store/store.ts";

/*
 * Articles are data, not templates: they are read and checked into typed records, and one paginated template turns each into a page.
 * `stet build` does the same and proves it; with this file the stock command line of Eleventy makes the pages alone.
 */
export default async function (config: UserConfig) {
  const places = placesOf(".");
  const store = openStore(places.cache);
  const { records, faults } = await loadRecords(places, "site", clock(), store);
  if (!records) throw new PressError(faults);
  const { site, pictures } = await illustrate(records, store);
  addTemplates(config, site, site, templates);
  // The command line may name another folder, which is known from then on.
  config.on("eleventy.before", ({ directories }) => placePictures(pictures, directories.output));
  return { dir: { input: "src/outputs", output: "dist" } };
}
