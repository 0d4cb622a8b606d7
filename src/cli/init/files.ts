import { stringify } from "yaml";
import { draftsWorkflow } from "./drafts.ts";
import { installSteps } from "./install-steps.ts";
import { watchWorkflow } from "./watch.ts";

/** What a publication begins with. */
export interface Beginning {
  title: string;
  /** BCP 47 tag. */
  language: string;
  /** The name of the npm package that holds the publication: lower case, without spaces. */
  name: string;
  /** How package.json names the press. */
  press: string;
  /** The first article's date, YYYY-MM-DD. */
  day: string;
}

/** The files that a publication begins with, by their paths. */
export function publicationFiles(beginning: Beginning): Record<string, string> {
  return {
    "package.json": packageJson(beginning),
    "metadata.yaml": metadata(beginning),
    "articles/first-article.md": firstArticle(beginning),
    "README.md": readme(beginning),
    ".gitignore": "node_modules/\ndist/\ndrafts/\n.cache/\n.dist.*\n",
    ".gitattributes":
      "# Sources are kept byte for byte: git must not touch their line ends.\narticles/** -text\npages/** -text\nfiles/** -text\n",
    ".github/workflows/publish.yml": workflow,
    ".github/workflows/drafts.yml": draftsWorkflow,
    ".github/workflows/watch.yml": watchWorkflow,
  };
}

function packageJson({ name, press }: Beginning): string {
  const content = {
    name,
    private: true,
    type: "module",
    scripts: {
      build: "stet build",
      start: "stet start",
      new: "stet new",
      import: "stet import",
      verify: "stet verify",
    },
    dependencies: { stet: press },
    // It only looks whether the machine has a build of its own; npm asks about it at each install otherwise.
    allowScripts: { sharp: false },
  };
  return `${JSON.stringify(content, null, 2)}\n`;
}

function metadata({ title, language }: Beginning): string {
  return `# yaml-language-server: $schema=node_modules/stet/schemas/publication.schema.json
${stringify({ title })}# Where the site will stand: feeds, the sitemap and link previews name it.
url: https://example.org/
${stringify({ language })}`;
}

function firstArticle({ day, language }: Beginning): string {
  const foreign = /^en\b/i.test(language) ? "" : "language: en\n";
  return `---
headline: The first article
standfirst: It shows what a text can have, and goes when its file is removed
date: ${day}
${foreign}---
This is Markdown: *emphasis*, [links](https://commonmark.org/help/), lists, quotations, tables and notes.[^1]

Wire copy is another way to write an article. A file that ends in \`.txt\` and begins with \`date YYYY-MM-DD\` comes out as it went in,
character by character.

[^1]: A note stands at the end of the page.
`;
}

function readme({ title }: Beginning): string {
  return `# ${title}

A publication made with Stet: every word of each source stands on its page, and the build proves it.

| | |
| --- | --- |
| \`articles/\` | a text (\`NAME.txt\` or \`NAME.md\`), its metadata (\`NAME.yaml\`, or on top of the Markdown), its pictures; folders as you like |
| \`pages/\` | "About", "Contact": \`NAME.md\` with a title; optional |
| \`files/\` | what is copied into the site as it is: optional |
| \`metadata.yaml\` | the publication: title, address, language and so on |
| \`front.yaml\` | what leads the front page, and what follows: optional |
| \`authors.yaml\` | who writes: name, role, a line of biography, a portrait; optional |
| \`theme/\` | a style, a logo, fonts: all optional |

\`\`\`sh
npm install                  # once; \`npm update\` brings a newer press
npm run new -- "Headline"    # begins an article
npm start                    # shows the site while you write
npm run build                # builds, proves and publishes into dist/
npm run verify               # checks dist/ against the sources
\`\`\`

\`.github/workflows/publish.yml\` publishes on GitHub Pages: set \`url\` in \`metadata.yaml\`, choose Settings → Pages → Source: GitHub
Actions, and set the repository's variable \`STET_PUBLISH\` to \`true\`. \`.github/workflows/drafts.yml\` puts the whole site, drafts included,
up for each pull request, as a file to download.
`;
}

/** Actions are named by the commit of a release, which nobody can move. */
const workflow = `# Builds the site strictly, publishes it on GitHub Pages, and then checks the live address against the sources.
# To use it: Settings → Pages → Source: GitHub Actions; set \`url\` in metadata.yaml; set the variable STET_PUBLISH to true.
name: publish

on:
  push:
    branches: [main]
  # What is dated later comes out at the first run after its date.
  schedule:
    - cron: "17 * * * *"
  workflow_dispatch:

permissions:
  contents: read

concurrency:
  group: pages
  cancel-in-progress: false

jobs:
  build:
    if: vars.STET_PUBLISH == 'true'
    runs-on: ubuntu-latest
    timeout-minutes: 30
    outputs:
      digest: \${{ steps.sums.outputs.digest }}
    steps:
${installSteps}
      # Nothing that an earlier run kept has a say in what is published.
      - run: npx stet build --strict --no-cache
      - run: npx stet verify
      # It lists every file of the site by its digest, and so its own stands for them all.
      - id: sums
        run: echo "digest=$(sha256sum < dist/SHA256SUMS | cut -c 1-64)" >> "$GITHUB_OUTPUT"
      - uses: actions/upload-pages-artifact@fc324d3547104276b827a68afc52ff2a11cc49c9 # v5.0.0
        with:
          path: dist
  # The one job that may write, and so the one in which nothing that is installed runs.
  deploy:
    needs: build
    runs-on: ubuntu-latest
    timeout-minutes: 10
    permissions:
      pages: write
      id-token: write
      attestations: write
    environment:
      name: github-pages
      url: \${{ steps.deployment.outputs.page_url }}
    outputs:
      address: \${{ steps.deployment.outputs.page_url }}
    steps:
      - id: deployment
        uses: actions/deploy-pages@cd2ce8fcbc39b97be8ca5fce6e763baed58fa128 # v5.0.0
      - uses: actions/attest-build-provenance@a2bbfa25375fe432b6a289bc6b6cd05ecd0c4c32 # v4.1.0
        # Not every private repository may have attestations: the site is up without one, too.
        continue-on-error: true
        with:
          subject-name: SHA256SUMS
          subject-digest: sha256:\${{ needs.build.outputs.digest }}
  verify:
    needs: deploy
    runs-on: ubuntu-latest
    timeout-minutes: 30
    steps:
${installSteps}
      - run: npx stet verify --site "\${{ needs.deploy.outputs.address }}"
`;
