import { defineConfig } from "@playwright/test";
import { browserArguments } from "./tests/support/browser.ts";

const ci = Boolean(process.env.CI);

// The global setup sets STET_CHROMIUM, and every worker reads this file again after it.
const executablePath = process.env.STET_CHROMIUM;

// Playwright asks what it starts for colours; the tests read plain text.
process.env.FORCE_COLOR = "0";

export default defineConfig({
  testDir: "tests",
  testMatch: "**/*.spec.ts",
  globalSetup: "./tests/support/setup.ts",
  // What is compiled for the tests is run as it is.
  build: { external: ["**/coverage/press/**"] },
  // Files run side by side, the tests of one file in order: what a file builds for its tests is built once.
  fullyParallel: false,
  workers: 2,
  retries: 0,
  forbidOnly: ci,
  timeout: 120_000,
  expect: { timeout: 15_000 },
  // .ci/run reads the figures of the run from the JSON report.
  reporter: ci ? [["list"], ["json", { outputFile: "test-results/report.json" }]] : "list",
  use: {
    launchOptions: {
      args: [...browserArguments],
      ...(executablePath ? { executablePath } : {}),
    },
  },
});
