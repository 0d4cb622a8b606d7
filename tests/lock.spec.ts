import {
  existsSync,
  mkdirSync,
  mkdtempSync,
  readdirSync,
  readFileSync,
  realpathSync,
  rmSync,
  writeFileSync,
} from "node:fs";
import { hostname, tmpdir } from "node:os";
import { join } from "node:path";
import { expect, test } from "@playwright/test";
import { withLock } from "../src/press/publish/lock.ts";
import { here, startPress } from "./support/publish/run.ts";

let folder = "";
let dist = "";

test.beforeEach(() => {
  folder = realpathSync(mkdtempSync(join(tmpdir(), "stet-lock-")));
  dist = join(folder, "dist");
});

test.afterEach(() => rmSync(folder, { recursive: true, force: true }));

/** Puts a lock there by hand, as a process with these properties would have left it. */
function plantLock(mark: string): void {
  mkdirSync(join(folder, ".dist.lock"));
  writeFileSync(join(folder, ".dist.lock", mark), "");
}

/** The mark by which this very process holds a lock: its number, start, machine's start, space and host. */
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
  const preload = here("kill-at.ts", { call: "renameSync", name: ".dist.lock" });
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

  test("whose number another process bears by now is taken over", async () => {
    test.skip(process.platform !== "linux", "only Linux says when a process started");
    plantLock((await ownMark()).replace(/^(\d+)-\d+-/, "$1-1-"));
    expect(await withLock(dist, async () => "done")).toBe("done");
  });

  test("from before the machine was restarted is taken over", async () => {
    test.skip(process.platform !== "linux", "only Linux says when it was started");
    plantLock((await ownMark()).replace(/^(\d+-\d+)-[0-9a-f]+-/, "$1-0123456789abcdef-"));
    expect(await withLock(dist, async () => "done")).toBe("done");
  });

  test("that runs is respected, this process's own too", async () => {
    plantLock(await ownMark());
    expect(await message(withLock(dist, async () => "done"))).toBe(
      `FOLDER/dist: is being built by process ${process.pid} (wait for it, or stop it)`,
    );
    expect(existsSync(join(folder, ".dist.lock"))).toBe(true);
  });

  test("on another machine or in another container is respected, as nobody can ask it", async () => {
    const mark = await ownMark();
    const remedy = "wait for it; if it is dead, remove FOLDER/.dist.lock";
    plantLock(mark.replace(encodeURIComponent(hostname()), "press.example"));
    expect(await message(withLock(dist, async () => "done"))).toBe(
      `FOLDER/dist: is being built by process ${process.pid} on another machine or in another container (press.example) (${remedy})`,
    );
    rmSync(join(folder, ".dist.lock"), { recursive: true });
    plantLock(mark.replace(/^(\d+-\d+-[0-9a-f]+)-\d+-/, "$1-42-"));
    expect(await message(withLock(dist, async () => "done"))).toContain("in another container");
  });

  test("that nobody can read is respected", async () => {
    plantLock("notes.txt");
    expect(await message(withLock(dist, async () => "done"))).toBe(
      "FOLDER/dist: is being built by an unknown process (wait for it; if it is dead, remove FOLDER/.dist.lock)",
    );
  });
});
