import {
  closeSync,
  fsyncSync,
  lstatSync,
  openSync,
  readdirSync,
  renameSync,
  rmdirSync,
  rmSync,
  unlinkSync,
} from "node:fs";
import { dirname, join, resolve } from "node:path";
import { beside, exists } from "./beside.ts";
import { MARK } from "./mark.ts";

/**
 * Removes a folder of ours, if it is there. It is renamed first: a half-removed site is never taken for a whole one,
 * and what a stopped build is still about to write finds no folder.
 */
export function retire(folder: string, output: string): void {
  if (!exists(folder)) return;
  const removing = beside(output, "removing");
  renameSync(folder, removing);
  remove(removing);
}

/**
 * Removes a folder of ours, if it is there, its mark last: whatever a kill leaves of it is still known as ours. Of a symbolic link
 * the link goes, never what it points to.
 */
export function remove(folder: string): void {
  const patient = { recursive: true, force: true, maxRetries: 3 };
  if (lstatSync(folder, { throwIfNoEntry: false })?.isDirectory()) {
    empty(folder, MARK);
    for (const name of readdirSync(folder)) if (name !== MARK) rmSync(join(folder, name), patient);
    rmSync(join(folder, MARK), patient);
  }
  rmSync(folder, patient);
}

/**
 * Removes what a folder holds, as far as that is easy; `rmSync` does the rest, with patience. On Node 20 it asks the disk thrice
 * about each file, which is a tenth of the price of a build after one edit.
 */
function empty(folder: string, but?: string): void {
  try {
    for (const entry of readdirSync(folder, { withFileTypes: true })) {
      if (entry.name === but) continue;
      const path = `${folder}/${entry.name}`;
      if (!entry.isDirectory()) unlinkSync(path);
      else {
        empty(path);
        rmdirSync(path);
      }
    }
  } catch {
    // Somebody writes into the folder, or may not remove what is in it.
  }
}

/** Puts the names beside an output folder on the disk, and returns when they are there. */
export function syncParent(output: string): void {
  const handle = openSync(dirname(resolve(output)), "r");
  try {
    fsyncSync(handle);
  } finally {
    closeSync(handle);
  }
}
