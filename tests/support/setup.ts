import { findBrowser } from "./browser.ts";

/** Playwright's global setup: finds the browser once for a run. The workers, which inherit the environment, take it from there. */
export default async function setup(): Promise<void> {
  process.env.STET_CHROMIUM = await findBrowser();
}
