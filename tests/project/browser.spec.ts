import { chmod, readFile, writeFile } from "node:fs/promises";
import { basename, join } from "node:path";
import { expect, test } from "@playwright/test";
import {
  browserArguments,
  findBrowser,
  type Machine,
  searchBrowser,
  thisMachine,
} from "../support/browser.ts";
import { temporaryFolder } from "../support/temporary.ts";

/** What a machine has where these programs are installed. */
const where =
  (...paths: string[]): Machine["installed"] =>
  (names) =>
    paths.filter((path) => names.includes(basename(path)));

const own = "/home/ada/.cache/ms-playwright/chrome";

/** A machine on which nothing is there and nothing can be had; `ran` tells what the search tried. */
function bareMachine(changes: Partial<Machine> = {}): Machine & { ran: string[] } {
  const ran: string[] = [];
  return {
    ran,
    named: undefined,
    playwrights: own,
    root: true,
    installed: () => [],
    run: async (command, args) => {
      ran.push([command === process.execPath ? "node" : command, ...args].join(" "));
      if (command === process.execPath) return "exit status 1, Error: getaddrinfo ENOTFOUND cdn.example";
      if (command === "apt-get") return "exit status 100, E: Unable to locate package chromium";
      return "no such file";
    },
    say: () => {},
    ...changes,
  };
}

/** A bare machine on which the given programs start, and the given commands succeed. */
function machineWhere(works: (command: string) => boolean, changes: Partial<Machine> = {}) {
  const bare = bareMachine();
  const run: Machine["run"] = async (command, args, limit) => {
    const problem = await bare.run(command, args, limit);
    return works(command) ? undefined : problem;
  };
  return { ...bare, run, ...changes };
}

test.describe("the order of the search", () => {
  test("the browser that STET_CHROMIUM names comes first, and nothing else is tried", async () => {
    const machine = machineWhere(() => true, {
      named: "/opt/chrome",
      installed: where("/usr/bin/chromium"),
    });
    expect(await searchBrowser(machine)).toBe("/opt/chrome");
    expect(machine.ran).toEqual(["/opt/chrome --version"]);
  });

  test("a browser that STET_CHROMIUM names and that does not start is an error, not passed over", async () => {
    const machine = machineWhere((command) => command === own, { named: "/opt/chrome" });
    await expect(searchBrowser(machine)).rejects.toThrow(
      "STET_CHROMIUM names a browser that does not start: /opt/chrome: no such file\n" +
        "Name the program itself (STET_CHROMIUM=/path/to/chromium), or unset it to have one found.",
    );
    expect(machine.ran).toEqual(["/opt/chrome --version"]);
  });

  test("an empty STET_CHROMIUM names nothing", async () => {
    expect(await searchBrowser(machineWhere((command) => command === own, { named: "" }))).toBe(own);
  });

  test("Chromium without windows comes first: its pages cost the least", async () => {
    const machine = machineWhere(() => true, {
      installed: where("/usr/bin/chromium", "/usr/bin/chromium-headless-shell"),
    });
    expect(await searchBrowser(machine)).toBe("/usr/bin/chromium-headless-shell");
    expect(machine.ran).toEqual(["/usr/bin/chromium-headless-shell --version"]);
  });

  test("Playwright's own Chromium comes before the system's", async () => {
    const machine = machineWhere(() => true, { installed: where("/usr/bin/chromium") });
    expect(await searchBrowser(machine)).toBe(own);
    expect(machine.ran).toEqual([`${own} --version`]);
  });

  test("the system's browser comes before a download; one that does not start is passed over", async () => {
    const paths = ["/snap/bin/chromium", "/usr/bin/chromium"];
    const machine = machineWhere((command) => command === "/usr/bin/chromium", {
      installed: where(...paths),
    });
    expect(await searchBrowser(machine)).toBe("/usr/bin/chromium");
    expect(machine.ran).toEqual([
      `${own} --version`,
      "/snap/bin/chromium --version",
      "/usr/bin/chromium --version",
    ]);
  });

  test("Playwright's download comes before Debian's package", async () => {
    let downloaded = false;
    const machine = bareMachine({
      run: async (command, args) => {
        if (args.includes("install")) downloaded = true;
        return downloaded && command !== "apt-get" ? undefined : "no such file";
      },
    });
    expect(await searchBrowser(machine)).toBe(own);
  });

  test("Debian's package comes last, after its lists, and the user is told of the wait", async () => {
    const said: string[] = [];
    let packaged = false;
    const shell = "/usr/bin/chromium-headless-shell";
    const machine = machineWhere((command) => command === "apt-get" || command === shell, {
      installed: (names) => (packaged ? where(shell)(names) : []),
      say: (line) => said.push(line),
    });
    const { run } = machine;
    machine.run = async (command, args, limit) => {
      packaged ||= command === "apt-get" && args.includes("install");
      return run(command, args, limit);
    };
    expect(await searchBrowser(machine)).toBe(shell);
    expect(machine.ran.slice(2)).toEqual([
      "apt-get update -o APT::Update::Error-Mode=any",
      "apt-get install --yes --no-install-recommends -o DPkg::Lock::Timeout=120 chromium-headless-shell fonts-dejavu-core fonts-liberation",
      "/usr/bin/chromium-headless-shell --version",
    ]);
    expect(said).toEqual([
      "The tests need a browser, and there is none yet. Playwright tries to download its Chromium …",
      "That failed. Debian's Chromium is being installed; this takes a minute or two …",
    ]);
  });
});

test.describe("where all fails, the message tells what was tried and what to do", () => {
  test("as root", async () => {
    await expect(searchBrowser(bareMachine())).rejects.toThrow(
      `There is no browser for the tests, and none could be installed. What was tried:
- STET_CHROMIUM: not set
- chromium-headless-shell: no chromium-headless-shell on the PATH
- Playwright's own Chromium: /home/ada/.cache/ms-playwright/chrome: no such file
- Chrome or Chromium of the system: no google-chrome-stable, google-chrome, chromium, chromium-browser on the PATH
- playwright install chromium: exit status 1, Error: getaddrinfo ENOTFOUND cdn.example
- apt-get install chromium: exit status 100, E: Unable to locate package chromium (apt-get update: exit status 100, E: Unable to locate package chromium)
Install Chrome or Chromium, or name one: STET_CHROMIUM=/path/to/chromium npm test`,
    );
  });

  test("as another user, apt-get is not called", async () => {
    const machine = bareMachine({ root: false });
    await expect(searchBrowser(machine)).rejects.toThrow(
      "- apt-get install chromium: only root may install packages\n",
    );
    expect(machine.ran.filter((line) => line.startsWith("apt-get"))).toEqual([]);
  });
});

test.describe("on a real machine", () => {
  let folder: string;
  test.beforeEach(async () => {
    folder = temporaryFolder();
  });

  async function program(name: string, ...lines: string[]): Promise<string> {
    const path = join(folder, name);
    await writeFile(path, ["#!/bin/sh", ...lines, ""].join("\n"));
    await chmod(path, 0o755);
    return path;
  }

  /** This machine, but for the folder that it finds programs in, and for Playwright's download. */
  function machineHere(): Machine {
    const machine = thisMachine({ PATH: folder });
    const { run } = machine;
    return {
      ...machine,
      named: undefined,
      playwrights: join(folder, "none"),
      root: true,
      run: async (command, args, limit) =>
        command === process.execPath && args.includes("install") ? "no network" : run(command, args, limit),
      say: () => {},
    };
  }

  test("Chrome and Chromium are found on the PATH, Chrome first, and only if they can be executed", async () => {
    await writeFile(join(folder, "google-chrome-stable"), "not a program");
    const chromium = await program("chromium", "exit 0");
    const chrome = await program("google-chrome", "exit 0");
    expect(machineHere().installed(["google-chrome-stable", "google-chrome", "chromium"])).toEqual([
      chrome,
      chromium,
    ]);
  });

  test("a browser that lacks a library is passed over, and the message names the library", async () => {
    const chrome = await program(
      "google-chrome",
      'echo "chrome: error while loading shared libraries: libnspr4.so: cannot open" >&2',
      "exit 127",
    );
    await program("apt-get", "echo 'E: no such mirror' >&2; exit 100");
    await expect(searchBrowser(machineHere())).rejects.toThrow(
      `- Chrome or Chromium of the system: ${chrome}: exit status 127, ` +
        "chrome: error while loading shared libraries: libnspr4.so: cannot open\n",
    );
  });

  test("apt-get asks nobody anything, and what it installs is found: the whole browser where there is no other", async () => {
    await program(
      "apt-get",
      `echo "$DEBIAN_FRONTEND $*" >>"${folder}/log"`,
      `[ "$1" = update ] && exit 100`,
      'case "$*" in *headless-shell*) exit 100 ;; esac',
      `printf '#!/bin/sh\\n' >"${folder}/chromium"; /bin/chmod +x "${folder}/chromium"`,
    );
    expect(await searchBrowser(machineHere())).toBe(join(folder, "chromium"));
    expect(await readFile(join(folder, "log"), "utf8")).toBe(
      "noninteractive update -o APT::Update::Error-Mode=any\n" +
        "noninteractive install --yes --no-install-recommends -o DPkg::Lock::Timeout=120 chromium-headless-shell fonts-dejavu-core fonts-liberation\n" +
        "noninteractive install --yes --no-install-recommends -o DPkg::Lock::Timeout=120 chromium fonts-dejavu-core fonts-liberation\n",
    );
  });

  test("a command that does not end is ended, with its children", async () => {
    const slow = await program(
      "slow",
      `trap 'echo ended >"${folder}/child"; exit' TERM`,
      `echo $$ >"${folder}/pid"`,
      "/bin/sleep 600 & wait",
    );
    expect(await machineHere().run(slow, [], 0.5)).toBe("no end within 0.5 s");
    await expect.poll(() => readFile(join(folder, "child"), "utf8").catch(() => "")).toBe("ended\n");
    const leader = Number(await readFile(join(folder, "pid"), "utf8"));
    await expect.poll(() => isGone(-leader)).toBe(true);
  });

  function isGone(processGroup: number): boolean {
    try {
      process.kill(processGroup, 0);
      return false;
    } catch {
      return true;
    }
  }
});

test("the arguments switch the sandbox off for root alone", () => {
  expect(browserArguments.includes("--no-sandbox")).toBe(process.getuid?.() === 0);
});

test("the browser that was found is the one that the tests run in", async ({ page, launchOptions }) => {
  expect(launchOptions.executablePath).toBe(await findBrowser());
  await page.setContent("<h1>Stet</h1>");
  await expect(page.getByRole("heading", { name: "Stet" })).toBeVisible();
});
