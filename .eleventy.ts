import type { UserConfig } from "@11ty/eleventy";
import { PressError } from "./src/press/faults/fault.ts";
import { makePictures } from "./src/press/pictures/pictures.ts";
import { defaultSources, loadSite } from "./src/press/site/site.ts";

/*
 * Articles are data, not templates: they lie outside the input folder, are read and checked into typed records, and one paginated
 * template turns each into a page. `npm run build` hands the site over; the stock command line finds it here.
 */
export default async function (eleventyConfig: UserConfig) {
  const dir = { input: "src/outputs", includes: "../../_includes", data: "../../_data" };
  eleventyConfig.addExtension("11ty.ts", { key: "11ty.js" });
  eleventyConfig.setTemplateFormats(["11ty.ts"]);
  // The build gives Eleventy a folder for the pages' names, and writes them itself: one that this function returned would win over it.
  if ("site" in eleventyConfig.globalData) return { dir };
  const { site, faults } = await loadSite(defaultSources);
  if (!site) throw new PressError(faults);
  // The command line may name another folder, which is known from then on.
  eleventyConfig.on("eleventy.before", async ({ directories }) => {
    await makePictures(site, directories.output);
  });
  eleventyConfig.addGlobalData("site", site);
  eleventyConfig.addGlobalData("articles", site.articles);
  eleventyConfig.addGlobalData("listings", site.listings);
  return { dir: { ...dir, output: "dist" } };
}
