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
      - uses: actions/checkout@3d3c42e5aac5ba805825da76410c181273ba90b1 # v7.0.1
      - uses: actions/setup-node@820762786026740c76f36085b0efc47a31fe5020 # v7.0.0
        with:
          node-version: "24"
      - run: npm ci --ignore-scripts
      - run: npx stet build --drafts --output drafts
      - uses: actions/upload-artifact@bbbca2ddaa5d8feaa63e36b76fdaad77386f024f # v7.0.0
        with:
          name: drafts
          path: drafts
          retention-days: 14
`;
