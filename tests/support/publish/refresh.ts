/* One refresh of a preview, as `npm start` does it after each save: `refresh.ts FOLDER`, which holds what a publication has. */
import { join } from "node:path";
import { refresh } from "../../../src/press/build/preview.ts";

const [folder = ""] = process.argv.slice(2);
await refresh({
  articles: join(folder, "articles"),
  metadata: join(folder, "metadata.yaml"),
  output: join(folder, "preview"),
  strict: false,
  onProgress: () => {},
});
