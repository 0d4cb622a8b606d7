import { expect, test } from "@playwright/test";
import { slugify, slugProblem } from "../../src/press/address/slug.ts";

test("a name becomes small letters of any script, whatever language the machine speaks", () => {
  expect(["İstanbul", "ISTANBUL", "Quay & Tow", "L’ÉTÉ"].map(slugify)).toEqual([
    "istanbul",
    "istanbul",
    "quay-tow",
    "lété",
  ]);
});

test("no slug is a name that Windows keeps for a device", () => {
  for (const device of ["con", "prn", "aux", "nul", "com1", "com9", "lpt1"])
    expect(slugProblem(device)?.reason).toBe(`the slug \`${device}\` names a device on Windows`);
  for (const good of ["cons", "console", "com", "com10", "aux-2"]) expect(slugProblem(good)).toBeUndefined();
});
