import { spawn } from "node:child_process";
import {
  chmodSync,
  existsSync,
  mkdirSync,
  readdirSync,
  readFileSync,
  renameSync,
  rmSync,
  statSync,
  symlinkSync,
  writeFileSync,
} from "node:fs";
import { homedir } from "node:os";
import { join } from "node:path";
import { expect, test } from "@playwright/test";
import type { Fault } from "../../src/press/faults/fault.ts";
import { diskError } from "../../src/press/publish/disk-error.ts";
import { withLock } from "../../src/press/publish/lock.ts";
import { checkOutput } from "../../src/press/publish/output.ts";
import { openStaging, publish } from "../../src/press/publish/publish.ts";
import { recover } from "../../src/press/publish/recover.ts";
import { buildSite, plainMetadata, rebuildSite } from "../support/build.ts";
import { leftovers, makeReadOnly, mountMemory, readTree, unmount } from "../support/publish/disk.ts";
import { follow, here, program, start, startPress } from "../support/publish/run.ts";
import { temporaryFolder } from "../support/temporary.ts";

let folder = "";
let dist = "";

test.beforeEach(() => {
  folder = temporaryFolder();
  dist = join(folder, "dist");
});

test.afterEach(() => {
  unmount(join(folder, "mount"));
  rmSync(folder, { recursive: true, force: true });
});

/** Which version every page of a site names, or that they differ. */
function versionOf(site: string): string {
  if (!existsSync(site)) return "missing";
  const versions = readdirSync(site, { recursive: true, encoding: "utf8" })
    .filter((name) => name.endsWith("index.html"))
    .map((name) => readFileSync(join(site, name), "utf8"))
    .flatMap((text) => text.match(/(?<=version )./g) ?? ["torn"]);
  return [...new Set(versions)].join(" and ");
}

/** Writes a site of one page, as a build would. */
function writeSite(site: string, version: string): void {
  mkdirSync(site, { recursive: true });
  writeFileSync(join(site, "index.html"), `version ${version}\n`);
  writeFileSync(join(site, "proof.json"), "{}\n");
}

/** Publishes a site of one page, as a command would. */
async function publishSite(version: string): Promise<Fault[]> {
  return withLock(dist, async () => {
    await recover(dist);
    const staging = await openStaging(dist, []);
    writeSite(staging, version);
    return publish(staging, dist);
  });
}

test.describe("publishing", () => {
  test("puts the first site in place, and then a second, with nothing of the first left", async () => {
    await publishSite("A");
    expect(versionOf(dist)).toBe("A");
    writeFileSync(join(dist, "old-page.html"), "");
    await publishSite("B");
    expect(versionOf(dist)).toBe("B");
    expect(readdirSync(dist).sort()).toEqual(["index.html", "proof.json"]);
    expect(readdirSync(folder)).toEqual(["dist"]);
  });

  test("stages beside the output, under the same name for every build", async () => {
    expect(await openStaging(dist, [])).toBe(join(folder, ".dist.staging"));
    expect(readdirSync(join(folder, ".dist.staging"))).toEqual(["proof.json"]);
    expect(readFileSync(join(folder, ".dist.staging", "proof.json"), "utf8")).toBe("");
  });

  test("does not publish a folder without proof.json", async () => {
    await publishSite("A");
    const staging = await openStaging(dist, []);
    await expect(publish(staging, dist)).rejects.toThrow("this is not a finished site");
    expect(versionOf(dist)).toBe("A");
  });

  test("replaces an empty folder", async () => {
    mkdirSync(dist);
    await publishSite("A");
    expect(versionOf(dist)).toBe("A");
  });

  test("does not replace what somebody put in the output's place during the build", async () => {
    const staging = await openStaging(dist, []);
    writeSite(staging, "A");
    mkdirSync(dist);
    writeFileSync(join(dist, "thesis.txt"), "the only copy");
    await expect(publish(staging, dist)).rejects.toThrow("is not empty, and Stet did not write it");
    expect(readFileSync(join(dist, "thesis.txt"), "utf8")).toBe("the only copy");
  });

  test("removes symbolic links inside the old site and leaves alone what they point to", async () => {
    const outside = join(folder, "outside");
    mkdirSync(outside);
    writeFileSync(join(outside, "letter.txt"), "keep me");
    await publishSite("A");
    symlinkSync(outside, join(dist, "folder-link"));
    symlinkSync(join(outside, "letter.txt"), join(dist, "file-link"));
    symlinkSync("/nowhere", join(dist, "dangling"));
    rmSync(join(dist, "index.html"));
    symlinkSync(join(outside, "letter.txt"), join(dist, "index.html"));
    await publishSite("B");
    expect(readFileSync(join(outside, "letter.txt"), "utf8")).toBe("keep me");
    expect(readdirSync(outside)).toEqual(["letter.txt"]);
    expect(versionOf(dist)).toBe("B");
    expect(readdirSync(folder).sort()).toEqual(["dist", "outside"]);
  });

  for (const name of [".dist.staging", ".dist.removing", ".dist.previous"]) {
    test(`refuses what somebody else keeps as ${name}, and leaves it alone`, async () => {
      const path = join(folder, name);
      const outside = join(folder, "outside");
      await publishSite("A");
      mkdirSync(outside);
      writeSite(outside, "X");
      const refusal = `${path}: stands in a place that Stet needs, and Stet did not make it (move it away, or build into another folder)`;
      const keeps = async (made: () => void) => {
        made();
        const before = readTree(folder);
        expect(await publishSite("B").catch((thrown: Error) => thrown.message)).toBe(refusal);
        expect(readTree(folder)).toEqual(before);
        rmSync(path, { recursive: true });
      };
      await keeps(() => {
        mkdirSync(path);
        writeFileSync(join(path, "thesis.txt"), "the only copy");
      });
      await keeps(() => mkdirSync(join(path, "proof.json"), { recursive: true }));
      await keeps(() => writeFileSync(path, "the only copy"));
      await keeps(() => symlinkSync(outside, path));
      await keeps(() => symlinkSync("/nowhere", path));
      await publishSite("B");
      expect(versionOf(dist)).toBe("B");
      expect(readdirSync(folder).sort()).toEqual(["dist", "outside"]);
    });
  }

  test("does not follow a symbolic link that takes the staging folder's place during a build that fails", async () => {
    const outside = join(folder, "outside");
    mkdirSync(outside);
    writeSite(outside, "X");
    const failed = withLock(dist, async () => {
      const staging = await openStaging(dist, []);
      rmSync(staging, { recursive: true });
      symlinkSync(outside, staging);
      throw new TypeError("a mistake");
    });
    await expect(failed).rejects.toThrow("a mistake");
    expect(readdirSync(outside).sort()).toEqual(["index.html", "proof.json"]);
    expect(readdirSync(folder)).toEqual(["outside"]);
  });
});

test.describe("an output folder that must not be replaced", () => {
  const refusal = (output: string, sources: string[] = [], precious: string[] = []): string => {
    try {
      checkOutput(output, sources, precious);
      return "accepted";
    } catch (thrown) {
      return String(thrown instanceof Error ? thrown.message : thrown).replaceAll(folder, "FOLDER");
    }
  };

  test("is the root, the home folder, the working folder, a precious one, or one above them", () => {
    const ownFolder = "(build into a folder of its own, such as dist)";
    expect(refusal("/")).toMatch(`/: holds `);
    expect(refusal(homedir())).toBe(`${homedir()}: holds your home folder ${ownFolder}`);
    expect(refusal(".")).toBe(`.: holds the folder you are in ${ownFolder}`);
    expect(refusal("..")).toBe(`..: holds the folder you are in ${ownFolder}`);
    mkdirSync(join(dist, "press"), { recursive: true });
    const reason = `FOLDER/dist/press, which the build reads ${ownFolder}`;
    expect(refusal(dist, [], [join(dist, "press")])).toBe(`FOLDER/dist: holds ${reason}`);
    expect(refusal(join(dist, "press"), [], [join(dist, "press")])).toBe(
      `FOLDER/dist/press: holds ${reason}`,
    );
    expect(refusal(join(dist, "press", "dist"), [], [join(dist, "press")])).toBe("accepted");
  });

  test("holds the sources or lies in them, also by way of a symbolic link", () => {
    mkdirSync(join(folder, "all", "articles"), { recursive: true });
    symlinkSync(join(folder, "all", "articles"), join(folder, "link"));
    const sources = [join(folder, "link")];
    expect(refusal(join(folder, "all"), sources)).toBe(
      "FOLDER/all: holds FOLDER/link, which the build reads (build into a folder of its own, such as dist)",
    );
    expect(refusal(join(folder, "all", "articles", "dist"), sources)).toBe(
      "FOLDER/all/articles/dist: lies in FOLDER/link, which the build reads (build into a folder outside the sources)",
    );
    expect(refusal(dist, sources)).toBe("accepted");
  });

  test("is a symbolic link, a file, or has no parent", () => {
    mkdirSync(join(folder, "elsewhere"));
    symlinkSync("elsewhere", dist);
    expect(refusal(dist)).toBe(
      "FOLDER/dist: is a symbolic link to elsewhere (give the path of the folder itself)",
    );
    expect(refusal(`${dist}/`)).toBe(
      "FOLDER/dist/: is a symbolic link to elsewhere (give the path of the folder itself)",
    );
    writeFileSync(join(folder, "notes"), "");
    expect(refusal(join(folder, "notes"))).toBe(
      "FOLDER/notes: is not a folder (move it away, or build into another folder)",
    );
    expect(refusal(join(folder, "a", "b"))).toBe(
      "FOLDER/a/b: there is no folder FOLDER/a to build it in (create that folder first)",
    );
    expect(refusal(join(folder, "notes", "b"))).toBe(
      "FOLDER/notes/b: there is no folder FOLDER/notes to build it in (create that folder first)",
    );
  });

  test("holds files that Stet did not write, or a repository", async () => {
    mkdirSync(dist);
    expect(refusal(dist)).toBe("accepted");
    writeFileSync(join(dist, "thesis.txt"), "the only copy");
    expect(refusal(dist)).toBe(
      "FOLDER/dist: is not empty, and Stet did not write it (it has no proof.json) (empty it, or build into another folder)",
    );
    await expect(openStaging(dist, [])).rejects.toThrow("Stet did not write it");
    expect(readdirSync(folder)).toEqual(["dist"]);

    writeFileSync(join(dist, "proof.json"), "{}");
    expect(refusal(dist)).toBe("accepted");
    mkdirSync(join(dist, ".git"));
    expect(refusal(dist)).toBe(
      "FOLDER/dist: holds a Git repository, which a build would delete (keep the repository outside the built site)",
    );
  });

  test("is a mount point", () => {
    const failed = mountMemory(join(folder, "mount"), "1m");
    test.skip(failed !== undefined, failed?.reason);
    expect(refusal(join(folder, "mount"))).toBe(
      "FOLDER/mount: is a mount point (build into a folder inside it)",
    );
  });
});

test.describe("a build that is killed", () => {
  const points: [at: string, point: Record<string, string>, left: string][] = [
    ["with the lock prepared", { call: "mkdirSync", name: ".dist.lock.*" }, "A"],
    ["with the lock's file made", { call: "renameSync", name: ".dist.lock", when: "before" }, "A"],
    ["with the lock taken", { call: "renameSync", name: ".dist.lock" }, "A"],
    ["with staging opened", { call: "mkdirSync", name: ".dist.staging" }, "A"],
    ["with staging marked", { call: "writeFileSync", name: "proof.*" }, "A"],
    ["with some pages written", { call: "write", nth: "5" }, "A"],
    ["before the first rename", { call: "renameSync", name: ".dist.previous", when: "before" }, "A"],
    ["between the renames", { call: "renameSync", name: ".dist.previous" }, "missing"],
    ["after the second rename", { call: "renameSync", name: "dist" }, "B"],
    ["before the old site's removal", { call: "renameSync", name: ".dist.removing" }, "B"],
    ["half-way through the removal", { call: "unlinkSync", name: "index.html", nth: "10" }, "B"],
    ["with the old site's mark removed", { call: "rmSync", name: "proof.*" }, "B"],
    ["with the old site removed", { call: "rmdirSync", name: ".dist.lock", when: "before" }, "B"],
  ];

  for (const [at, point, left] of points) {
    test(`${at} leaves one version, which the next command finds`, async () => {
      expect(await startPress(dist, "A", 20).ended).toEqual({
        end: 0,
        stdout: "staged\npublished\n",
        stderr: "",
      });
      const preload = here("kill-at", point);
      expect((await startPress(dist, "B", 20, "", [preload]).ended).end).toBe("SIGKILL");
      expect(versionOf(dist)).toBe(left);
      expect(leftovers(dist)).not.toEqual([]);

      const next = startPress(dist, "C", 20, "hold");
      await next.said("staged");
      expect(versionOf(dist)).toBe(left === "missing" ? "A" : left);
      expect(readTree(dist).size).toBe(21);
      next.goOn();
      expect(await next.ended).toEqual({
        end: 0,
        stdout: `${left === "missing" ? "restored\n" : ""}staged\npublished\n`,
        stderr: "",
      });
      expect(versionOf(dist)).toBe("C");
      expect(readdirSync(folder)).toEqual(["dist"]);
    });
  }

  test("before there was any site leaves none", async () => {
    const preload = here("kill-at", { call: "renameSync", name: "dist", when: "before" });
    expect((await startPress(dist, "A", 3, "", [preload]).ended).end).toBe("SIGKILL");
    expect(await recover(dist)).toBe("nothing");
    expect(existsSync(dist)).toBe(false);
  });
});

test.describe("recovery", () => {
  test("does nothing where nothing is amiss", async () => {
    expect(await recover(dist)).toBe("nothing");
    await publishSite("A");
    expect(await recover(dist)).toBe("nothing");
    expect(versionOf(dist)).toBe("A");
  });

  test("restores the site where somebody has made an empty folder in its place", async () => {
    await publishSite("A");
    renameSync(dist, join(folder, ".dist.previous"));
    mkdirSync(dist);
    expect(await recover(dist)).toBe("restored");
    expect(versionOf(dist)).toBe("A");
  });

  test("keeps both where somebody has put files in the site's place", async () => {
    await publishSite("A");
    renameSync(dist, join(folder, ".dist.previous"));
    mkdirSync(dist);
    writeFileSync(join(dist, "thesis.txt"), "the only copy");
    await expect(recover(dist)).rejects.toThrow("is not empty, and Stet did not write it");
    expect(readdirSync(dist)).toEqual(["thesis.txt"]);
    expect(versionOf(join(folder, ".dist.previous"))).toBe("A");
  });
});

test.describe("a build that fails", () => {
  test("leaves the site as it was and nothing beside it, though other pages were still being written", async () => {
    await startPress(dist, "A", 3).ended;
    const before = readTree(dist);
    expect(await startPress(dist, "B", 3, "fail").ended).toEqual({
      end: 1,
      stdout: "",
      stderr: "a template threw\n",
    });
    expect(readTree(dist)).toEqual(before);
    expect(readdirSync(folder)).toEqual(["dist"]);
  });

  test("by process.exit leaves no more", async () => {
    await startPress(dist, "A", 3).ended;
    expect((await startPress(dist, "B", 3, "exit").ended).end).toBe(3);
    expect(versionOf(dist)).toBe("A");
    expect(readdirSync(folder)).toEqual(["dist"]);
  });

  const signals: [NodeJS.Signals, number][] = [
    ["SIGINT", 130],
    ["SIGTERM", 143],
    ["SIGHUP", 129],
  ];
  for (const [signal, status] of signals) {
    test(`by ${signal} leaves no more, and its status is ${status}`, async () => {
      await startPress(dist, "A", 3).ended;
      const build = startPress(dist, "B", 20, "hold");
      await build.said("staged");
      expect(leftovers(dist).sort()).toEqual([".dist.lock", ".dist.staging"]);
      build.process.kill(signal);
      expect((await build.ended).end).toBe(status);
      expect(versionOf(dist)).toBe("A");
      expect(readdirSync(folder)).toEqual(["dist"]);
    });
  }
});

test("a build that was too busy to hear SIGINT hears it before it publishes", async () => {
  await startPress(dist, "A", 3).ended;
  expect(await startPress(dist, "B", 3, "busy").ended).toEqual({ end: 130, stdout: "staged\n", stderr: "" });
  expect(versionOf(dist)).toBe("A");
  expect(readdirSync(folder)).toEqual(["dist"]);
});

test.describe("a disk that refuses", () => {
  test("because it is full leaves the old site whole and says so", async () => {
    const mounted = join(folder, "mount");
    const failed = mountMemory(mounted, "512k");
    test.skip(failed !== undefined, failed?.reason);
    const output = join(mounted, "dist");
    expect((await startPress(output, "A", 20).ended).end).toBe(0);
    const before = readTree(output);
    const { end, stdout, stderr } = await startPress(output, "B", 200).ended;
    expect({ end, stdout }).toEqual({ end: 1, stdout: "" });
    expect(stderr).toMatch(/dist.*: the disk is full \(free some space\)\n$/);
    expect(readTree(output)).toEqual(before);
    expect(readdirSync(mounted)).toEqual(["dist"]);
    expect((await startPress(output, "C", 20).ended).end).toBe(0);
  });

  test("because it is read-only leaves the old site whole and says so", async () => {
    const mounted = join(folder, "mount");
    const failed = mountMemory(mounted, "1m");
    test.skip(failed !== undefined, failed?.reason);
    const output = join(mounted, "dist");
    expect((await startPress(output, "A", 20).ended).end).toBe(0);
    const before = readTree(output);
    makeReadOnly(mounted);
    const { end, stderr } = await startPress(output, "B", 20).ended;
    expect(end).toBe(1);
    expect(stderr).toBe(
      `${mounted}: the file system is read-only (make it writable, or build into another folder)\n`,
    );
    expect(readTree(output)).toEqual(before);
    expect(leftovers(output)).toEqual([]);
  });

  test("because this user may not write there leaves the old site whole and says so", async () => {
    await publishSite("A");
    chmodSync(folder, 0o555);
    // Root may write everywhere, so it has to be nobody for a moment.
    const root = process.getuid?.() === 0;
    if (root) process.seteuid?.(65534);
    const outcome = await withLock(dist, async () => "done").catch((thrown: Error) => thrown.message);
    if (root) process.seteuid?.(0);
    chmodSync(folder, 0o755);
    expect(outcome).toBe(`${folder}: permission denied (give this user the right to read and write there)`);
    expect(versionOf(dist)).toBe("A");
    expect(readdirSync(folder)).toEqual(["dist"]);
  });

  test("because too many files are open leaves the old site whole and says so", async () => {
    test.skip(process.platform === "win32", "needs a POSIX shell");
    await startPress(dist, "A", 3).ended;
    const command = `ulimit -n 40 && exec "$0" "$@"`;
    const child = spawn("sh", ["-c", command, process.execPath, program("press"), dist, "B", "2000"], {
      stdio: "pipe",
    });
    const { end, stderr } = await follow(child).ended;
    expect(end).toBe(1);
    expect(stderr).toMatch(/: too many open files \(raise the limit, for instance with: ulimit -n 4096\)\n$/);
    expect(versionOf(dist)).toBe("A");
    expect(readdirSync(folder)).toEqual(["dist"]);
  });

  test("is found among the causes of another error", () => {
    const full = Object.assign(new Error("ENOSPC"), {
      code: "ENOSPC",
      path: "/x/.dist.staging/a/index.html",
    });
    const wrapped = Object.assign(new Error("Having trouble writing"), { originalError: full });
    const message = "/x/.dist.staging/a/index.html: the disk is full (free some space)";
    expect(diskError(wrapped, "dist")?.message).toBe(message);
    expect(diskError(new Error("wrapped", { cause: full }), "dist")?.message).toBe(message);
    expect(diskError(new TypeError("a mistake"), "dist")).toBeUndefined();
  });
});

test.describe("an old site that cannot be removed", () => {
  /** Makes a function of node:fs refuse the old site's folder on its way out. */
  const refusing = (name: string) => `import fs from "node:fs";
    import { syncBuiltinESMExports } from "node:module";
    const own = fs.${name};
    fs.${name} = (...paths) => {
      const isMeant = paths.some((path) => String(path).endsWith("/.dist.removing"));
      if (isMeant && fs.existsSync(paths[0])) throw new Error("EBUSY: resource busy or locked");
      own(...paths);
    };
    syncBuiltinESMExports();`;

  for (const [when, name, left] of [
    ["nor given its last name", "renameSync", ".dist.previous"],
    ["though it has its last name", "rmSync", ".dist.removing"],
  ] as const) {
    test(`${when}, is a warning, and the new site stands and is remembered`, () => {
      const page = "fish/index.html";
      const first = buildSite({
        articles: { "fish.txt": " date 2023-12-02 Fish rose.\n", "fish.yaml": "headline: Fish\n" },
        metadata: `${plainMetadata}cards: none\nsearch: off\n`,
      });
      writeFileSync(join(first.folder, "articles/fish.yaml"), "headline: More fish\nupdated: 2023-12-03\n");
      const preload = `--import=data:text/javascript,${encodeURIComponent(refusing(name))}`;
      const { status, stdout, stderr, output, folder } = rebuildSite(first.folder, [], {
        NODE_OPTIONS: preload,
      });
      expect(stderr).toBe(
        `${folder}/${left}: warning: the old site could not be removed: EBUSY: resource busy or locked (the new site stands; remove this folder by hand)\n1 warning\n`,
      );
      expect(stdout).toMatch(/^1 article, 2 words, /);
      expect(status).toBe(0);
      expect(/<h1[^>]*>([^<]*)/.exec(readFileSync(join(output, page), "utf8"))?.[1]).toBe("More fish");
      expect(leftovers(output)).toEqual([left]);

      // The next build takes the page over, as the very same file, and the old site goes.
      const before = statSync(join(output, page)).ino;
      expect(rebuildSite(folder).stderr).toBe("");
      expect(statSync(join(output, page)).ino).toBe(before);
      expect(leftovers(output)).toEqual([]);
    });
  }
});

test("a visitor who reads all the while sees whole pages only", async () => {
  await publishSite("A");
  const page = join(dist, "index.html");
  const a = readTree(dist).get("index.html") ?? "";
  await publishSite("B");
  const b = readTree(dist).get("index.html") ?? "";
  const reader = start(program("reader"), [page, a, b]);
  await reader.said("reading");
  for (let i = 0; i < 50; i += 1) await publishSite(i % 2 === 0 ? "A" : "B");
  reader.process.stdin?.end();
  const { stdout, end } = await reader.ended;
  expect(end).toBe(0);
  const counts = JSON.parse(stdout.replace("reading\n", ""));
  expect(counts.torn).toBe(0);
  // The visitor did see the site change, and so did read through publishes.
  expect(counts.changes).toBeGreaterThan(5);
});
