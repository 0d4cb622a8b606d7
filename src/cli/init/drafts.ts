import { installSteps } from "./install-steps.ts";

/** The workflow that builds an edition for editors for each pull request. Actions are named by the commit of a release, which nobody can move. */
export const draftsWorkflow = `# Builds the whole site for each pull request, with drafts and what is dated later, and puts it up as a file to download:
# see the summary of the run. Nobody but those who may read the repository can have it, and no key or secret takes part.
name: drafts

on:
  pull_request:

permissions:
  contents: read

concurrency:
  group: drafts-\${{ github.ref }}
  cancel-in-progress: true

jobs:
  drafts:
    runs-on: ubuntu-latest
    timeout-minutes: 30
    steps:
${installSteps}
      - run: npx stet build --drafts --output drafts
      - uses: actions/upload-artifact@bbbca2ddaa5d8feaa63e36b76fdaad77386f024f # v7.0.0
        with:
          name: drafts
          path: drafts
          retention-days: 14
`;
