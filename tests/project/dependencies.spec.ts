import { spawn } from "node:child_process";
import { cp, readdir, readFile, rm, stat } from "node:fs/promises";
import { basename, dirname, join } from "node:path";
import { fileURLToPath } from "node:url";
import { expect, test } from "@playwright/test";
import { stetProgram } from "../support/build.ts";
import { temporaryFolder } from "../support/temporary.ts";

/** An entry of package-lock.json (lock file version 3). */
interface Locked {
  version: string;
  license?: string;
  integrity?: string;
  dev?: boolean;
  hasInstallScript?: boolean;
}

interface Package extends Locked {
  /** Its folder, as `node_modules/yaml`. */
  path: string;
}

const project = fileURLToPath(new URL("../..", import.meta.url));

/** Licences that let anyone use, change and pass on a program; those that ask for source do so for the package itself. */
const free = [
  "0BSD",
  "Apache-2.0",
  "BlueOak-1.0.0",
  "BSD-2-Clause",
  "BSD-3-Clause",
  "CC0-1.0",
  "ISC",
  "LGPL-3.0-or-later",
  "MIT",
  "MPL-2.0",
  "OFL-1.1",
  "PSF-2.0",
  "Python-2.0",
  "Unlicense",
  "Zlib",
];

/** All packages, on any platform. */
async function lockedPackages(): Promise<Package[]> {
  const lock: { packages: Record<string, Locked> } = JSON.parse(
    await readFile(join(project, "package-lock.json"), "utf8"),
  );
  return Object.entries(lock.packages)
    .filter(([path]) => path !== "")
    .map(([path, locked]) => ({ path, ...locked }));
}

/** Those that a build needs. */
async function production(): Promise<Package[]> {
  return (await lockedPackages()).filter(({ dev }) => dev !== true);
}

test("every package that a build needs has a free licence", async () => {
  const packages = await production();
  const unfree: string[] = [];
  for (const { path, license, version } of packages) {
    if (license === undefined ? !(await hasLicenceFile(path)) : !isFree(license)) {
      unfree.push(`${path}@${version}: ${license ?? "none"}`);
    }
  }
  console.log(`${packages.length - unfree.length} of ${packages.length} packages have a free licence`);
  expect(unfree).toEqual([]);
});

test("every package is pinned by its digest, and package.json names exact versions", async () => {
  const packages = await lockedPackages();
  const loose = packages.filter(({ integrity }) => !integrity?.startsWith("sha512-"));
  console.log(`${packages.length - loose.length} of ${packages.length} packages pinned by SHA-512`);
  expect(loose.map(({ path }) => path)).toEqual([]);
  const { dependencies, devDependencies } = JSON.parse(await readFile(join(project, "package.json"), "utf8"));
  const ranges = Object.entries({ ...dependencies, ...devDependencies }).filter(
    ([, version]) => !/^\d+\.\d+\.\d+$/.test(String(version)),
  );
  expect(ranges).toEqual([]);
});

test("a site builds from the production packages alone, with no install script run", async () => {
  test.setTimeout(300_000);
  const folder = temporaryFolder();
  try {
    // The press as its package has it: without TypeScript, for what runs that is not installed.
    await cp(dirname(dirname(stetProgram)), folder, {
      recursive: true,
      filter: (path) => basename(path) !== "node_modules",
    });
    await cp(join(project, ".npmrc"), join(folder, ".npmrc"));
    await cp(join(project, "tests/fixtures/publication"), join(folder, "paper"), { recursive: true });
    const options = ["--omit=dev", "--ignore-scripts", "--prefer-offline", "--no-audit", "--no-fund"];
    const install = await run("npm", ["ci", ...options], folder);
    test.skip(
      /ENOTFOUND|ECONNREFUSED|EAI_AGAIN|ETIMEDOUT/.test(install.said),
      `no registry: ${install.said.slice(-200)}`,
    );
    expect(install.status, install.said).toBe(0);
    const built = await run("node", ["bin/stet.js", "build", "paper", "--strict"], folder);
    expect(built.status, built.said).toBe(0);
    expect(await readdir(join(folder, "paper/dist"))).toContain("index.html");

    const packages = await production();
    const scripts = packages.filter(({ hasInstallScript }) => hasInstallScript).map(({ path }) => path);
    const installed = (await Promise.all(packages.map(({ path }) => exists(join(folder, path))))).filter(
      Boolean,
    );
    const bytes = await sizeOf(join(folder, "node_modules"));
    console.log(
      `${installed.length} of ${packages.length} packages on this platform, ${Math.round(bytes / 1e6)} MB; ` +
        `${scripts.length} of ${packages.length} have an install script (${scripts.join(", ")}), 0 were run`,
    );
  } finally {
    await rm(folder, { recursive: true, force: true });
  }
});

/** Whether each licence of an SPDX expression such as `A AND (B OR C)` is free: more than it asks for where there is a choice. */
function isFree(expression: string): boolean {
  return expression
    .split(/[()\s]+|\b(?:AND|OR)\b/)
    .filter(Boolean)
    .every((license) => free.includes(license));
}

async function hasLicenceFile(path: string): Promise<boolean> {
  const names = await readdir(join(project, path));
  const file = names.find((name) => /^licen[cs]e(\.|$)/i.test(name));
  return (
    file !== undefined &&
    /Permission is hereby granted, free of charge/.test(await readFile(join(project, path, file), "utf8"))
  );
}

function run(
  command: string,
  args: readonly string[],
  cwd: string,
): Promise<{ status: number | null; said: string }> {
  return new Promise((resolve, reject) => {
    const child = spawn(command, args, { cwd, stdio: ["ignore", "pipe", "pipe"] });
    let said = "";
    for (const stream of [child.stdout, child.stderr]) {
      stream.setEncoding("utf8").on("data", (text: string) => {
        said += text;
      });
    }
    child.on("error", reject);
    child.on("close", (status) => resolve({ status, said }));
  });
}

function exists(path: string): Promise<boolean> {
  return stat(path).then(
    () => true,
    () => false,
  );
}

async function sizeOf(folder: string): Promise<number> {
  const entries = await readdir(folder, { recursive: true, withFileTypes: true });
  const files = entries.filter((entry) => entry.isFile());
  let bytes = 0;
  for (const file of files) bytes += (await stat(join(file.parentPath, file.name))).size;
  return bytes;
}
