import { spawnSync } from "node:child_process";
import { appendFileSync, existsSync, readFileSync, symlinkSync, writeFileSync } from "node:fs";
import { join } from "node:path";
import { expect, test } from "@playwright/test";
import { type BuiltSite, buildSite, rebuildSite } from "../support/build.ts";
import { type Ran, runStet } from "../support/press.ts";
import { temporaryFolder } from "../support/temporary.ts";

const articles = {
  "ferry.txt": "date 2024-05-02 The ferry sails again.\n",
  "ferry.yaml": "headline: The ferry\n",
};

let keys: string;
let site: BuiltSite;

/** Runs OpenSSH's key generator; it must be there. */
function keygen(...args: string[]): void {
  expect(spawnSync("ssh-keygen", args, { input: "", encoding: "utf8" }).status).toBe(0);
}

function verify(...args: string[]): Ran {
  return runStet(["verify", site.folder, ...args]);
}

test.beforeAll(() => {
  test.skip(
    spawnSync("ssh-keygen", ["-?"]).error !== undefined,
    "this machine has no ssh-keygen: install openssh-client",
  );
  keys = temporaryFolder();
  keygen("-q", "-t", "ed25519", "-N", "", "-C", "desk", "-f", join(keys, "key"));
  keygen("-q", "-t", "ed25519", "-N", "", "-C", "other", "-f", join(keys, "other"));
  keygen("-q", "-t", "ed25519", "-N", "a long passphrase", "-C", "locked", "-f", join(keys, "locked"));
  for (const name of ["key", "other"])
    writeFileSync(
      join(keys, `${name}.signers`),
      `${name}@example.org ${readFileSync(join(keys, `${name}.pub`), "utf8")}`,
    );
  site = buildSite({
    articles,
    metadata: "title: Post\nurl: https://example.org/\nlanguage: en\ncards: none\nsearch: off\n",
  });
  expect(site.status, site.stderr).toBe(0);
});

test("an edition is signed, the same each time, and its signer known", () => {
  expect(rebuildSite(site.folder, ["--sign", join(keys, "key")]).stderr).toBe("");
  const signature = readFileSync(join(site.output, "SHA256SUMS.sig"), "utf8");
  expect(signature).toMatch(/^-----BEGIN SSH SIGNATURE-----\n/);
  expect(readFileSync(join(site.output, "SHA256SUMS"), "utf8")).not.toContain("SHA256SUMS");
  rebuildSite(site.folder, ["--no-cache", "--sign", join(keys, "key")]);
  expect(readFileSync(join(site.output, "SHA256SUMS.sig"), "utf8")).toBe(signature);
  for (const how of [[], ["--own-sources"]]) {
    const { status, stdout, stderr } = verify("--signers", join(keys, "key.signers"), ...how);
    expect(stderr).toBe("");
    expect(stdout).toContain("signed by key@example.org\n");
    expect(status).toBe(0);
  }
});

test("a signature of somebody else, or over another edition, or none at all is told", () => {
  rebuildSite(site.folder, ["--sign", join(keys, "key")]);
  const other = verify("--signers", join(keys, "other.signers"));
  expect(other.stderr).toContain("SHA256SUMS.sig: none of the signers in");
  expect(other.status).toBe(1);
  appendFileSync(join(site.output, "SHA256SUMS"), `${"0".repeat(64)}  more.txt\n`);
  const changed = verify("--signers", join(keys, "key.signers"), "--own-sources");
  expect(changed.stderr).toContain("SHA256SUMS.sig: it is no signature of key@example.org over SHA256SUMS");
  expect(changed.status).toBe(1);
  rebuildSite(site.folder);
  const none = verify("--signers", join(keys, "key.signers"));
  expect(none.stderr).toContain("SHA256SUMS.sig: the edition is not signed (build it with --sign KEY)");
  expect(none.status).toBe(1);
});

test("a key that is missing or has a passphrase, and a machine without OpenSSH, stop the build before anything is published", () => {
  writeFileSync(join(site.folder, "articles/ferry.txt"), "date 2024-05-02 The ferry sails no more.\n");
  const before = readFileSync(join(site.output, "ferry/source.txt"), "utf8");
  const missing = rebuildSite(site.folder, ["--sign", join(keys, "nothing")]);
  expect(missing.stderr).toContain("nothing: there is no such key");
  const locked = rebuildSite(site.folder, ["--sign", join(keys, "locked")]);
  expect(locked.stderr).toContain("locked: the edition could not be signed: ");
  expect(locked.stderr).toContain(
    "(give a key without a passphrase, or one that ssh-agent holds, by its public half)",
  );
  // A machine that has what every build needs, and no more.
  const flock = spawnSync("sh", ["-c", "command -v flock"], { encoding: "utf8" }).stdout.trim();
  symlinkSync(flock, join(keys, "flock"));
  const without = rebuildSite(site.folder, ["--sign", join(keys, "key")], { PATH: keys });
  expect(without.stderr).toContain("ssh-keygen: cannot be run: ");
  for (const { status } of [missing, locked, without]) expect(status).toBe(1);
  expect(readFileSync(join(site.output, "ferry/source.txt"), "utf8")).toBe(before);
  expect(existsSync(join(site.output, "SHA256SUMS.sig"))).toBe(false);
});
