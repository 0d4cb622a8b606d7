import { spawnSync } from "node:child_process";
import { existsSync, mkdtempSync, rmSync, writeFileSync } from "node:fs";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { paths } from "../address/paths.ts";
import { error, type Fault, PressError } from "../faults/fault.ts";
import { readOrReport } from "./read-served.ts";
import type { Served } from "./served.ts";

/*
 * Signed editions: OpenSSH's signature over `SHA256SUMS`, and so over every file of a site.
 *
 * @see https://man.openbsd.org/ssh-keygen.1#Y
 */

/** What a signature is for: one that was made for anything else does not count. */
const namespace = "stet";

/** Runs `ssh-keygen` without anybody whom it could ask for a passphrase. */
function sshKeygen(
  args: readonly string[],
  input?: Buffer,
): { status: number | null; stdout: string; said: string } {
  const env = { ...process.env, SSH_ASKPASS: "false", SSH_ASKPASS_REQUIRE: "force" };
  const run = spawnSync("ssh-keygen", ["-Y", ...args], { env, input: input ?? "", encoding: "utf8" });
  if (run.error)
    throw new PressError([
      error({ file: "ssh-keygen" }, `cannot be run: ${run.error.message}`, "install OpenSSH 8.4 or newer"),
    ]);
  return { status: run.status, stdout: run.stdout, said: run.stderr.trim().replace(/\s*[\r\n]+\s*/g, "; ") };
}

/**
 * Signs the finished `SHA256SUMS` of a site: writes `SHA256SUMS.sig` beside it.
 *
 * @param folder the site
 * @param key the path of a private key without a passphrase, or of a public key whose private one an agent holds
 * @throws PressError if there is no such key, it cannot be used, or there is no OpenSSH
 */
export function signSums(folder: string, key: string): void {
  const place = { file: key };
  if (!existsSync(key))
    throw new PressError([error(place, "there is no such key", "make one: ssh-keygen -t ed25519 -f KEY")]);
  const { status, said } = sshKeygen(["sign", "-q", "-n", namespace, "-f", key, join(folder, paths.sums)]);
  if (status === 0) return;
  const remedy = "give a key without a passphrase, or one that ssh-agent holds, by its public half";
  throw new PressError([error(place, `the edition could not be signed: ${said}`, remedy)]);
}

/**
 * Checks that one of the known signers signed a site's `SHA256SUMS`.
 *
 * @param signers the path of a file of allowed signers
 * @returns who signed it; or what is wrong
 * @see https://man.openbsd.org/ssh-keygen.1#ALLOWED_SIGNERS
 */
export async function checkSignature(served: Served, signers: string): Promise<{ signer: string } | Fault[]> {
  const place = { file: served.name + paths.signature };
  if (!existsSync(signers))
    return [error({ file: signers }, "there is no such file of signers", "write a line: NAME KEY")];
  const faults: Fault[] = [];
  const sums = await readOrReport(served, [paths.sums], { file: served.name + paths.sums }, faults);
  const signature = await readOrReport(served, [paths.signature], place, faults);
  if (sums === "unreadable" || signature === "unreadable") return faults;
  if (!sums || !signature) return [error(place, "the edition is not signed", "build it with --sign KEY")];
  const folder = mkdtempSync(join(tmpdir(), "stet-"));
  try {
    const file = join(folder, paths.signature);
    writeFileSync(file, signature);
    const known = ["-n", namespace, "-s", file, "-f", signers];
    const found = sshKeygen(["find-principals", ...known]);
    const signer = found.stdout.replace(/[\r\n].*/s, "");
    if (found.status !== 0 || signer === "")
      return [error(place, `none of the signers in ${signers} made this signature: ${found.said}`)];
    const { status, said, stdout } = sshKeygen(["verify", ...known, "-I", signer], sums);
    const reason = `it is no signature of ${signer} over ${paths.sums}: ${said || stdout.trim()}`;
    return status === 0 ? { signer } : [error(place, reason)];
  } catch (thrown) {
    if (thrown instanceof PressError) return [...thrown.faults];
    throw thrown;
  } finally {
    rmSync(folder, { recursive: true, force: true });
  }
}
