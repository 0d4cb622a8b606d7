import { installSteps } from "./install-steps.ts";

/** The workflow that verifies a publication's live site every day. Actions are named by the commit of a release, which nobody can move. */
export const watchWorkflow = `# Verifies the live site against the sources every day, and opens an issue where it differs.
# It runs where the variable STET_PUBLISH is true, as publish.yml does.
name: watch

on:
  schedule:
    - cron: "43 5 * * *"
  workflow_dispatch:

permissions:
  contents: read

# Not while a new edition is published.
concurrency:
  group: pages
  cancel-in-progress: false

jobs:
  verify:
    if: vars.STET_PUBLISH == 'true'
    runs-on: ubuntu-latest
    timeout-minutes: 60
    permissions:
      contents: read
      pages: read
    steps:
${installSteps}
      - run: npx stet verify --site "$(gh api "repos/$GITHUB_REPOSITORY/pages" --jq .html_url)"
        env:
          GH_TOKEN: \${{ github.token }}
  # A job of its own: nothing that is installed runs where issues can be written.
  report:
    needs: verify
    if: failure()
    runs-on: ubuntu-latest
    timeout-minutes: 5
    permissions:
      issues: write
    env:
      GH_TOKEN: \${{ github.token }}
      GH_REPO: \${{ github.repository }}
      TITLE: The live site could not be verified
      BODY: "What differs stands in the log: \${{ github.server_url }}/\${{ github.repository }}/actions/runs/\${{ github.run_id }}"
    steps:
      - run: |
          number=$(gh issue list --state open --search "in:title \\"$TITLE\\"" --json number --jq '.[0].number // empty')
          if [ -n "$number" ]; then gh issue comment "$number" --body "$BODY"
          else gh issue create --title "$TITLE" --body "$BODY"; fi
`;
