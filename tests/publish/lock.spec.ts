import { spawn, spawnSync } from "node:child_process";
import {
  chmodSync,
  chownSync,
  lstatSync,
  mkdirSync,
  readdirSync,
  readFileSync,
  symlinkSync,
  writeFileSync,
} from "node:fs";
import { hostname } from "node:os";
import { join } from "node:path";
import { expect, test } from "@playwright/test";
import { withLock } from "../../src/press/publish/lock.ts";
import { follow, here, program, startPress } from "../support/publish/run.ts";
import { temporaryFolder } from "../support/temporary.ts";

let folder = "";
let dist = "";

test.beforeEach(() => {
  folder = temporaryFolder();
  dist = join(folder, "dist");
});

/** Puts a lock there by hand, as a process that was killed would have left it. */
function plantLock(mark: string): void {
  mkdirSync(join(folder, ".dist.lock"));
  writeFileSync(join(folder, ".dist.lock", mark), "");
}

/** The mark by which this very process holds a lock: its number, where that counts, and chance. */
async function ownMark(): Promise<string> {
  return await withLock(dist, async () => readdirSync(join(folder, ".dist.lock")).join());
}

async function message(work: Promise<unknown>): Promise<string> {
  return await work.then(
    () => "it was let in",
    (thrown: unknown) =>
      thrown instanceof Error ? thrown.message.replaceAll(folder, "FOLDER") : String(thrown),
  );
}

test("the lock lies beside the output while the work goes on, and not after", async () => {
  const names = await withLock(dist, async () => readdirSync(folder));
  expect(names).toEqual([".dist.lock"]);
  expect(readdirSync(folder)).toEqual([]);
});

test("the lock goes when the work fails, and what it threw comes out", async () => {
  const work = withLock(dist, async () => {
    writeFileSync(join(folder, "begun"), "");
    throw new TypeError("a mistake");
  });
  await expect(work).rejects.toThrow(TypeError);
  expect(readdirSync(folder)).toEqual(["begun"]);
});

test("an output that is refused is refused before there is a lock", async () => {
  writeFileSync(dist, "");
  await expect(withLock(dist, async () => "done")).rejects.toThrow("is not a folder");
  expect(readdirSync(folder)).toEqual(["dist"]);
});

test("a second build says which process holds the lock and touches nothing", async () => {
  const first = startPress(dist, "A", 20, "hold");
  await first.said("staged");
  const before = readdirSync(folder, { recursive: true }).sort();
  const second = await startPress(dist, "B", 20).ended;
  expect(second).toEqual({
    end: 1,
    stdout: "",
    stderr: `${dist}: is being built by process ${first.process.pid} (wait for it, or stop it)\n`,
  });
  expect(readdirSync(folder, { recursive: true }).sort()).toEqual(before);
  first.goOn();
  expect((await first.ended).end).toBe(0);
  expect(readFileSync(join(dist, "page-7", "index.html"), "utf8")).toContain("version A, page 7\n");
  expect(readdirSync(folder)).toEqual(["dist"]);
});

test("of three builds started at once those that are not let in say who was", async () => {
  const builds = ["A", "B", "C"].map((version) => startPress(dist, version, 20, "hold"));
  const [, ...others] = await Promise.all(
    builds.map(async (build) => {
      const outcome = await Promise.race([
        build.said("staged").then(() => "in"),
        build.ended.then(() => "out"),
      ]).catch(() => "out");
      return { build, outcome };
    }),
  ).then((all) => all.sort((one, two) => one.outcome.localeCompare(two.outcome)));
  expect(others.map(({ outcome }) => outcome)).toEqual(["out", "out"]);
  const holder = builds.find((build) => build.process.exitCode === null);
  for (const { build } of others) {
    const { end, stderr } = await build.ended;
    expect(end).toBe(1);
    expect(stderr).toBe(
      `${dist}: is being built by process ${holder?.process.pid} (wait for it, or stop it)\n`,
    );
  }
  holder?.goOn();
  expect((await holder?.ended)?.end).toBe(0);
  expect(readdirSync(folder)).toEqual(["dist"]);
});

test("of many builds that find a dead build's lock, one is let in", async () => {
  const preload = here("kill-at", { call: "renameSync", name: ".dist.lock" });
  expect((await startPress(dist, "A", 1, "", [preload]).ended).end).toBe("SIGKILL");
  expect(readdirSync(folder)).toEqual([".dist.lock"]);
  const builds = Array.from({ length: 6 }, (_, index) => startPress(dist, String(index), 1, "hold"));
  const settled = builds.map((build) =>
    Promise.race([build.said("staged"), build.ended]).catch(() => undefined),
  );
  await Promise.all(settled);
  const running = builds.filter((build) => build.process.exitCode === null);
  expect(running.length).toBe(1);
  running[0]?.goOn();
  expect((await running[0]?.ended)?.end).toBe(0);
  expect(readdirSync(folder)).toEqual(["dist"]);
});

test.describe("the lock of another process", () => {
  test("that ended is taken over at once, with whatever it left", async () => {
    const holder = startPress(dist, "A", 20, "hold");
    await holder.said("staged");
    holder.process.kill("SIGKILL");
    expect((await holder.ended).end).toBe("SIGKILL");
    expect(readdirSync(folder).sort()).toEqual([".dist.lock", ".dist.staging"]);
    expect(await startPress(dist, "B", 20).ended).toEqual({
      end: 0,
      stdout: "staged\npublished\n",
      stderr: "",
    });
    expect(readdirSync(folder)).toEqual(["dist"]);
  });

  test("that nobody holds is taken over, though a process with its number runs", async () => {
    plantLock(await ownMark());
    expect(await withLock(dist, async () => "done")).toBe("done");
    plantLock("7-42-press.example-0123456789abcdef");
    expect(await withLock(dist, async () => "done")).toBe("done");
    expect(readdirSync(folder)).toEqual([]);
  });

  test("that runs is respected, this process's own too", async () => {
    const [second, names] = await withLock(dist, async () => [
      await message(withLock(dist, async () => "done")),
      readdirSync(folder),
    ]);
    expect(second).toBe(`FOLDER/dist: is being built by process ${process.pid} (wait for it, or stop it)`);
    expect(names).toEqual([".dist.lock"]);
  });

  test("that was killed is taken over while others ask about it", async () => {
    test.skip(process.platform !== "linux", "needs the program flock");
    plantLock("7-42-press.example-0123456789abcdef");
    const mark = join(folder, ".dist.lock", "7-42-press.example-0123456789abcdef");
    const asking = follow(spawn("flock", ["-s", mark, "sh", "-c", "echo asking; cat"], { stdio: "pipe" }));
    await asking.said("asking");
    expect(await withLock(dist, async () => "done")).toBe("done");
    asking.process.stdin?.end();
    await asking.ended;
  });

  test("of another user is respected while it runs", async () => {
    test.skip(process.getuid?.() !== 0, "only root can be somebody else for a moment");
    chmodSync(folder, 0o777);
    expect(await withLock(dist, () => asNobody(() => message(withLock(dist, async () => "done"))))).toBe(
      `FOLDER/dist: is being built by process ${process.pid} (wait for it, or stop it)`,
    );
    expect(await asNobody(() => withLock(dist, async () => "done"))).toBe("done");
  });

  test("of another user, who was killed, is taken over, or the error says what this user may not", async () => {
    test.skip(process.getuid?.() !== 0, "only root can be somebody else for a moment");
    chmodSync(folder, 0o777);
    const mark = "7-42-press.example-0123456789abcdef";
    plantLock(mark);
    expect(await asNobody(() => message(withLock(dist, async () => "done")))).toBe(
      `FOLDER/.dist.lock/${mark}: permission denied (give this user the right to read and write there)`,
    );
    chownSync(join(folder, ".dist.lock"), 65534, 65534);
    expect(await asNobody(() => withLock(dist, async () => "done"))).toBe("done");
    expect(readdirSync(folder)).toEqual([]);
  });
});

/** Does something as the user nobody, whom root can become and cease to be. */
async function asNobody<T>(work: () => Promise<T>): Promise<T> {
  process.seteuid?.(65534);
  try {
    return await work();
  } finally {
    process.seteuid?.(0);
  }
}

test.describe("a build in another container", () => {
  /** Starts a press whose own number is 1, as a container's first process has it. */
  const startContained = (version: string, how: string) => {
    const unshare = ["--pid", "--fork", "--kill-child", "--mount-proc", process.execPath];
    return follow(
      spawn("unshare", [...unshare, program("press"), dist, version, "3", how], { stdio: "pipe" }),
    );
  };

  test.beforeEach(() => {
    const { status, stderr } = spawnSync("unshare", ["--pid", "--fork", "--mount-proc", "true"], {
      encoding: "utf8",
    });
    test.skip(status !== 0, `no second space of process numbers can be made here: ${stderr}`);
  });

  test("says which process holds the lock, and where", async () => {
    const held = startContained("A", "hold");
    await held.said("staged");
    const where = `in another container or on another machine (${hostname()})`;
    const refusal = `${dist}: is being built by process 1 ${where} (wait for it, or stop it)\n`;
    expect(await startPress(dist, "B", 3).ended).toEqual({ end: 1, stdout: "", stderr: refusal });
    expect(await startContained("C", "").ended).toEqual({ end: 1, stdout: "", stderr: refusal });
    held.goOn();
    expect((await held.ended).end).toBe(0);
    expect(readdirSync(folder)).toEqual(["dist"]);
  });

  test("that was killed does not lock out the next, whose number is the same", async () => {
    const killed = startContained("A", "hold");
    await killed.said("staged");
    killed.process.kill("SIGKILL");
    expect((await killed.ended).end).toBe("SIGKILL");
    expect(readdirSync(folder).sort()).toEqual([".dist.lock", ".dist.staging"]);
    expect(await startContained("B", "").ended).toEqual({
      end: 0,
      stdout: "staged\npublished\n",
      stderr: "",
    });
    expect(readdirSync(folder)).toEqual(["dist"]);
  });
});

test("a path of more than 200 bytes can be locked", async () => {
  const deep = join(folder, "a".repeat(150), "b".repeat(150));
  mkdirSync(deep, { recursive: true });
  const output = join(deep, "c".repeat(200));
  expect(await withLock(output, async () => readdirSync(deep))).toEqual([`.${"c".repeat(200)}.lock`]);
  expect(readdirSync(deep)).toEqual([]);
  expect(await message(withLock(join(deep, "c".repeat(250)), async () => "done"))).toContain(
    ": the name is too long (build into a folder with a shorter name)",
  );
});

test.describe("what Stet did not make, in the place of the lock, is an error with its place and left alone:", () => {
  const name = "7-42-press.example-0123456789abcdef";
  const inLock = (make: (path: string) => void, file: string) => {
    mkdirSync(join(folder, ".dist.lock"));
    make(join(folder, ".dist.lock", file));
  };
  const things: [what: string, place: string, make: () => void][] = [
    ["a file", "/notes.txt", () => plantLock("notes.txt")],
    [
      "a name with a percent sign",
      "/7-42-%E0%A4%A-0123456789abcdef",
      () => plantLock("7-42-%E0%A4%A-0123456789abcdef"),
    ],
    ["a lock of another kind", "/7-42-ab-1-host", () => plantLock("7-42-ab-1-host")],
    ["a folder", `/${name}`, () => inLock(mkdirSync, name)],
    ["a symbolic link", `/${name}`, () => inLock((path) => symlinkSync("/etc/hostname", path), name)],
    ["a dangling symbolic link", "/x", () => inLock((path) => symlinkSync("/nowhere", path), "x")],
    ["a pipe", `/${name}`, () => inLock((path) => spawnSync("mkfifo", [path]), name)],
    ["a file for the folder", "", () => writeFileSync(join(folder, ".dist.lock"), "the only copy")],
    ["a symbolic link for the folder", "", () => symlinkSync("outside", join(folder, ".dist.lock"))],
    ["a dangling link for the folder", "", () => symlinkSync("/nowhere", join(folder, ".dist.lock"))],
  ];
  const namesAndKinds = () =>
    [folder, join(folder, ".dist.lock")]
      .filter((path) => lstatSync(path, { throwIfNoEntry: false })?.isDirectory())
      .flatMap((path) => readdirSync(path, { withFileTypes: true }))
      .map((entry) => [entry.name, entry.isFile(), entry.isDirectory(), entry.isSymbolicLink()]);
  for (const [what, place, make] of things) {
    test(what, async () => {
      mkdirSync(join(folder, "outside"));
      make();
      const before = namesAndKinds();
      expect(await message(withLock(dist, async () => "done"))).toBe(
        `FOLDER/.dist.lock${place}: stands in a place that Stet needs, and Stet did not make it (move it away, or build into another folder)`,
      );
      expect(namesAndKinds()).toEqual(before);
    });
  }
});

test("of names like those of prepared locks, Stet removes its own and no other", async () => {
  const own = "7-42-press.example-0123456789abcdef";
  const plant = (attempt: string, file: string) => {
    mkdirSync(join(folder, attempt));
    writeFileSync(join(folder, attempt, file), "");
  };
  plant(".dist.lock.0123456789abcdef", own);
  plant(".dist.lock.old", own);
  plant(".dist.lock.1123456789abcdef", "notes.txt");
  writeFileSync(join(folder, ".dist.lock.2123456789abcdef"), "");
  symlinkSync(join(folder, ".dist.lock.old"), join(folder, ".dist.lock.3123456789abcdef"));
  await withLock(dist, async () => "done");
  expect(readdirSync(folder).sort()).toEqual([
    ".dist.lock.1123456789abcdef",
    ".dist.lock.2123456789abcdef",
    ".dist.lock.3123456789abcdef",
    ".dist.lock.old",
  ]);
  expect(readdirSync(join(folder, ".dist.lock.old"))).toEqual([own]);
});

test.describe("where there are no locks, an error says so and nothing is left:", () => {
  test.skip(process.platform === "darwin", "macOS needs no program for locks");

  /** Builds with nothing on the path but what is given. */
  const buildWith = async (flock?: string, mode = 0o755) => {
    const bin = join(folder, "bin");
    mkdirSync(bin);
    if (flock !== undefined) writeFileSync(join(bin, "flock"), flock, { mode });
    const args = [program("press"), dist, "A", "3"];
    const { end, stderr } = await follow(
      spawn(process.execPath, args, { stdio: "pipe", env: { ...process.env, PATH: bin } }),
    ).ended;
    return { end, stderr, left: readdirSync(folder) };
  };

  test("without the program flock", async () => {
    expect(await buildWith()).toEqual({
      end: 1,
      stderr:
        "flock: is not installed; by it a build keeps others out of its output (install util-linux, which has it)\n",
      left: ["bin"],
    });
  });

  test("with a program flock that may not run", async () => {
    expect(await buildWith("#!/bin/sh\n", 0o644)).toEqual({
      end: 1,
      stderr: "flock: permission denied (give this user the right to read and write there)\n",
      left: ["bin"],
    });
  });

  test("on a file system that knows none", async () => {
    expect(await buildWith("#!/bin/sh\necho 'flock: 3: No locks available' >&2; exit 71\n")).toEqual({
      end: 1,
      stderr: `${dist}: the file system knows no locks (build into a folder on another disk)\n`,
      left: ["bin"],
    });
  });
});
