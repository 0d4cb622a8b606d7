/**
 * The first steps of every workflow's job: the publication's files, Node, and the packages, none of whose scripts runs. Actions are named
 * by the commit of a release, which nobody can move.
 */
export const installSteps = `      - uses: actions/checkout@3d3c42e5aac5ba805825da76410c181273ba90b1 # v7.0.1
      - uses: actions/setup-node@820762786026740c76f36085b0efc47a31fe5020 # v7.0.0
        with:
          node-version: "24"
      - run: npm ci --ignore-scripts`;
