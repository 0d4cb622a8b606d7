import { spawnSync } from "node:child_process";
import { mkdirSync, readdirSync, readFileSync, rmSync, symlinkSync, writeFileSync } from "node:fs";
import path from "node:path";
import { crc32 } from "node:zlib";
import { expect, test } from "@playwright/test";
import sharp, { type Sharp } from "sharp";
import { isFault, oneLine } from "../../src/press/faults/fault.ts";
import { checkImage } from "../../src/press/pictures/check-image.ts";
import { type CheckedImage, makeImage, type ProcessedImage } from "../../src/press/pictures/make-image.ts";
import { openStore, putFile } from "../../src/press/store/store.ts";
import { temporaryFolder } from "../support/temporary.ts";

const place = { file: "bridge.yaml", line: 4, column: 8 };

let root: string;
let articles: string;
let cache: string;
let output: string;

test.beforeEach(() => {
  root = temporaryFolder();
  articles = path.join(root, "articles");
  cache = path.join(root, "cache");
  output = path.join(root, "output");
  mkdirSync(articles);
});

/** A picture with some detail in it: a smooth gradient, the same every time. */
function drawing(width: number, height: number): Sharp {
  const svg = `<svg xmlns="http://www.w3.org/2000/svg" width="${width}" height="${height}"><defs><linearGradient id="g">
    <stop stop-color="#c33"/><stop offset="1" stop-color="#36c"/></linearGradient></defs>
    <rect width="100%" height="100%" fill="url(#g)"/></svg>`;
  return sharp(Buffer.from(svg)).removeAlpha();
}

function save(name: string, bytes: Buffer | string): void {
  writeFileSync(path.join(articles, name), bytes);
}

/** Grey noise, the same every time. */
function noise(width: number, height: number): Buffer {
  let state = 1;
  return Buffer.alloc(width * height).map(() => {
    state = (Math.imul(state, 1664525) + 1013904223) >>> 0;
    return state >>> 24;
  }) as Buffer;
}

/** The line that a maintainer reads about an image, or `right`. */
async function told(src: string): Promise<string> {
  const result = await checkImage(place, src, { beside: articles, articles }, openStore(cache));
  return isFault(result) ? oneLine(result) : "right";
}

async function checked(src: string): Promise<CheckedImage> {
  const result = await checkImage(place, src, { beside: articles, articles }, openStore(cache));
  if (isFault(result)) throw new Error(oneLine(result));
  return result;
}

/** What the site says of an image, whose files are put into the output. */
async function processed(src: string): Promise<ProcessedImage> {
  const { value, files } = await makeImage(await checked(src), openStore(cache));
  mkdirSync(output, { recursive: true });
  for (const [name, file] of files) {
    rmSync(path.join(output, name), { force: true });
    putFile(file, path.join(output, name));
  }
  return value;
}

function made(file: string): Buffer {
  return readFileSync(path.join(output, file));
}

function widthsOf(image: ProcessedImage): string[] {
  return image.sources.map(({ type, srcset }) => `${type} ${srcset.map(({ width }) => width).join(" ")}`);
}

/** A JPEG as a telephone takes it: lying on its side, with the place, the owner and an editor's notes in it. */
async function telling(): Promise<Buffer> {
  const left = { create: { width: 300, height: 400, channels: 3 as const, background: "#f00" } };
  const right = { create: { width: 300, height: 400, channels: 3 as const, background: "#00f" } };
  const jpeg = await sharp({ create: { width: 600, height: 400, channels: 3, background: "#000" } })
    .composite([
      { input: left, left: 0, top: 0 },
      { input: right, left: 300, top: 0 },
    ])
    .withMetadata({ orientation: 6, icc: "p3" })
    .withExifMerge({
      IFD0: { Artist: "Zaphod Owner" },
      IFD3: { GPSLatitudeRef: "N", GPSLatitude: "34/1 31/1 0/1" },
    })
    .jpeg()
    .toBuffer();
  const xmp = Buffer.from(
    'http://ns.adobe.com/xap/1.0/\0<x:xmpmeta xmlns:x="adobe:ns:meta/">Zaphod Notes</x:xmpmeta>',
  );
  const head = Buffer.from([0xff, 0xe1, 0, 0]);
  head.writeUInt16BE(xmp.length + 2, 2);
  return Buffer.concat([jpeg.subarray(0, 2), head, xmp, jpeg.subarray(2)]);
}

test("makes AVIF, WebP and JPEG in three widths", async () => {
  save("bridge.jpg", await drawing(2000, 1000).jpeg().toBuffer());
  const image = await processed("bridge.jpg");
  expect(widthsOf(image)).toEqual([
    "image/avif 400 800 1400",
    "image/webp 400 800 1400",
    "image/jpeg 400 800 1400",
  ]);
  expect([image.width, image.height]).toEqual([1400, 700]);
  expect(image.fallback.file).toMatch(/^[0-9a-f]{16}-1400\.jpeg$/);
  for (const { type, srcset } of image.sources) {
    for (const { file, width } of srcset) {
      const found = await sharp(made(file)).metadata();
      expect(found.width).toBe(width);
      expect(found.height).toBe(width / 2);
      expect(found.format).toBe(
        { "image/avif": "heif", "image/webp": "webp", "image/jpeg": "jpeg" }[type as string],
      );
    }
  }
  expect(readdirSync(output)).toHaveLength(9);
});

test("never makes an image larger than it is", async () => {
  const cases: [number, string][] = [
    [1, "image/avif 1"],
    [300, "image/avif 300"],
    [450, "image/avif 450"],
    [500, "image/avif 400 500"],
    [900, "image/avif 400 900"],
    [1000, "image/avif 400 800 1000"],
    [1399, "image/avif 400 800 1399"],
  ];
  for (const [width, widths] of cases) {
    save(`${width}.png`, await drawing(width, 10).png().toBuffer());
    const image = await processed(`${width}.png`);
    expect(widthsOf(image)[0]).toBe(widths);
    expect([image.width, image.height]).toEqual([width, 10]);
  }
});

test("turns the image upright and takes every trace of its maker out", async () => {
  const bytes = await telling();
  const before = await sharp(bytes).metadata();
  expect([before.width, before.height, before.orientation]).toEqual([600, 400, 6]);
  expect(bytes.includes("Zaphod Owner") && bytes.includes("Zaphod Notes")).toBe(true);
  expect(Boolean(before.exif && before.xmp && before.icc)).toBe(true);
  save("telling.jpg", bytes);
  const image = await processed("telling.jpg");
  expect([image.width, image.height]).toEqual([400, 600]);
  for (const file of readdirSync(output)) {
    const { exif, xmp, iptc, icc, orientation } = await sharp(made(file)).metadata();
    expect([file, exif, xmp, iptc, icc, orientation]).toEqual([
      file,
      undefined,
      undefined,
      undefined,
      undefined,
      undefined,
    ]);
    for (const trace of ["Zaphod", "GPS", "Exif", "xmpmeta", "ICC_PROFILE"]) {
      expect(made(file).includes(trace), `${file} holds ${trace}`).toBe(false);
    }
    const { data } = await sharp(made(file)).raw().toBuffer({ resolveWithObject: true });
    const [red = 0, , blue = 0] = data;
    expect(red, `the top of ${file} is red`).toBeGreaterThan(200);
    expect(blue).toBeLessThan(60);
  }
});

test("keeps transparency: the last format is PNG then", async () => {
  const clear = await sharp({
    create: { width: 500, height: 300, channels: 4, background: { r: 9, g: 9, b: 9, alpha: 0.5 } },
  })
    .png()
    .toBuffer();
  save("clear.png", clear);
  expect(widthsOf(await processed("clear.png"))).toEqual([
    "image/avif 400 500",
    "image/webp 400 500",
    "image/png 400 500",
  ]);
  for (const file of readdirSync(output)) {
    expect((await sharp(made(file)).stats()).isOpaque, `${file} is transparent`).toBe(false);
  }
  save(
    "opaque.png",
    await sharp(clear).ensureAlpha().flatten({ background: "#fff" }).ensureAlpha(1).png().toBuffer(),
  );
  expect(widthsOf(await processed("opaque.png"))[2]).toBe("image/jpeg 400 500");
});

test("takes every format that browsers show, whatever its name says", async () => {
  save("a.webp", await drawing(20, 10).webp().toBuffer());
  save("b.avif", await drawing(20, 10).avif().toBuffer());
  save("c.gif", await drawing(20, 10).gif().toBuffer());
  save("d.JPG", await drawing(20, 10).jpeg().toBuffer());
  save("e.jpg", await drawing(20, 10).png().toBuffer());
  save("عکس پل.jpg", await drawing(20, 10).jpeg().toBuffer());
  for (const name of readdirSync(articles)) {
    const image = await processed(name);
    expect([name, ...widthsOf(image)]).toEqual([name, "image/avif 20", "image/webp 20", "image/jpeg 20"]);
  }
});

test("shows CMYK, 16-bit and grey images in the colours of the web", async () => {
  save("cmyk.jpg", await drawing(60, 40).toColourspace("cmyk").jpeg().toBuffer());
  save("deep.png", await drawing(60, 40).toColourspace("rgb16").png().toBuffer());
  save("grey.jpg", await drawing(60, 40).greyscale().jpeg().toBuffer());
  for (const name of ["cmyk.jpg", "deep.png", "grey.jpg"]) {
    const found = await sharp(made((await processed(name)).fallback.file)).metadata();
    expect([name, found.space === "srgb" || found.space === "b-w", found.depth]).toEqual([
      name,
      true,
      "uchar",
    ]);
  }
});

test("refuses what is not a file beside the article", async () => {
  const jpeg = await drawing(20, 10).jpeg().toBuffer();
  writeFileSync(path.join(root, "secret.jpg"), jpeg);
  save("Bridge.jpg", jpeg);
  symlinkSync("../secret.jpg", path.join(articles, "leaving.jpg"));
  symlinkSync("Bridge.jpg", path.join(articles, "staying.jpg"));
  symlinkSync("gone.jpg", path.join(articles, "dangling.jpg"));
  mkdirSync(path.join(articles, "folder.jpg"));
  const save_ = "(save it beside the article and write its file name)";
  const at = "bridge.yaml:4:8:";
  expect(await told("staying.jpg")).toBe("right");
  expect(await told("./Bridge.jpg")).toBe("right");
  expect(await told("bridge.jpg")).toBe(
    `${at} the image "bridge.jpg" does not exist (did you mean "Bridge.jpg"?)`,
  );
  expect(await told("tower.png")).toBe(
    `${at} the image "tower.png" does not exist (save the file beside the article)`,
  );
  expect(await told("Bridge.jpg/x.jpg")).toBe(
    `${at} the image "Bridge.jpg/x.jpg" does not exist (save the file beside the article)`,
  );
  expect(await told("../secret.jpg")).toBe(
    `${at} the image "../secret.jpg" is outside the article's folder ${save_}`,
  );
  expect(await told("../articles/Bridge.jpg")).toBe("right");
  expect(await told("leaving.jpg")).toBe(
    `${at} the image "leaving.jpg" is outside the article's folder ${save_}`,
  );
  expect(await told("dangling.jpg")).toBe(
    `${at} the image "dangling.jpg" is a link to a file that does not exist (put the file itself there)`,
  );
  expect(await told("folder.jpg")).toBe(
    `${at} the image "folder.jpg" is not a file (name a file, or remove it)`,
  );
  const long = "x".repeat(300);
  expect(await told(`${long}.jpg`)).toBe(
    `${at} the image "${"x".repeat(80)}…" cannot be read: ENAMETOOLONG (check the file's name and permissions)`,
  );
  expect(await told("/etc/x.jpg")).toBe(`${at} the image's path "/etc/x.jpg" is absolute ${save_}`);
  expect(await told("C:/x.jpg")).toBe(`${at} the image's path "C:/x.jpg" is absolute ${save_}`);
  expect(await told("a\\b.jpg")).toBe(
    `${at} the image's path "a\\\\b.jpg" has a backslash (part folders with a slash: /)`,
  );
  for (const remote of ["https://example.org/x.jpg", "HTTP://example.org/x.jpg", "//example.org/x.jpg"]) {
    expect(await told(remote)).toBe(
      `${at} the image "${remote}" is on another server, and a page of Stet asks no other server ${save_}`,
    );
  }
  expect(await told("data:image/png;base64,AA")).toBe(
    `${at} the image "data:image/png;base64,AA" is not a file ${save_}`,
  );
  expect(await told("file:///etc/x.jpg")).toBe(`${at} the image "file:///etc/x.jpg" is not a file ${save_}`);
  expect(await told(" ")).toBe(`${at} the image has no file name ${save_}`);
  expect(await told("a\0.jpg")).toBe(
    `${at} the image's file name "a\\u0000.jpg" holds a control character ${save_}`,
  );
});

test("refuses what is not an image", async () => {
  const at = "bridge.yaml:4:8:";
  const remedy = "(save it as JPEG, PNG, WebP, AVIF or GIF)";
  expect(await told("chart.svg")).toBe(
    `${at} the image "chart.svg" is SVG, which can carry scripts (export it as PNG, 1400 pixels wide)`,
  );
  expect(await told("scan.tiff")).toBe(
    `${at} the image's name "scan.tiff" does not end in .jpg, .jpeg, .png, .webp, .avif, .gif (save it as JPEG or PNG)`,
  );
  const cases: [string, Buffer | string][] = [
    ["text", "An article, by mistake."],
    ["an empty file", ""],
    ["SVG", '<?xml version="1.0"?>\n<svg xmlns="http://www.w3.org/2000/svg"><script>1</script></svg>'],
    ["a web page", "<!DOCTYPE html><title>404</title>"],
    ["a PDF document", "%PDF-1.7\n"],
    ["a TIFF image", await drawing(20, 10).tiff().toBuffer()],
    ["a HEIC image", Buffer.from("\0\0\0\x18ftypheic\0\0\0\0mif1heic", "latin1")],
    ["a film", Buffer.from("\0\0\0\x18ftypisom\0\0\0\0isommp42", "latin1")],
    [
      "a Git LFS pointer, not the file itself",
      "version https://git-lfs.github.com/spec/v1\noid sha256:0\nsize 1\n",
    ],
    ["of an unknown kind", Buffer.from([0, 1, 2, 3])],
  ];
  for (const [name, bytes] of cases) {
    save("photo.jpg", bytes);
    expect(await told("photo.jpg")).toBe(`${at} "photo.jpg" is not an image: it is ${name} ${remedy}`);
  }
});

test("refuses damaged images", async () => {
  const jpeg = await drawing(600, 400).jpeg().toBuffer();
  const remedy = "(take it from the original anew)";
  save("cut.jpg", jpeg.subarray(0, jpeg.length >> 1));
  expect(await told("cut.jpg")).toBe(
    `bridge.yaml:4:8: the image "cut.jpg" is damaged: Premature end of input file ${remedy}`,
  );
  save("head.jpg", jpeg.subarray(0, 20));
  expect(await told("head.jpg")).toBe(
    `bridge.yaml:4:8: the image "head.jpg" is damaged: Premature end of input file ${remedy}`,
  );
  const holed = Buffer.from(jpeg).fill("ffd5", jpeg.length >> 1, jpeg.length - 500, "hex");
  save("holed.jpg", holed);
  expect(await told("holed.jpg")).toBe(
    `bridge.yaml:4:8: the image "holed.jpg" is damaged: Corrupt JPEG data: premature end of data segment ${remedy}`,
  );
  const lost = await sharp(noise(1600, 1000), { raw: { width: 1600, height: 1000, channels: 1 } })
    .jpeg()
    .toBuffer();
  save("lost.jpg", Buffer.concat([lost.subarray(0, -8000), lost.subarray(-2)]));
  expect(await told("lost.jpg")).toBe(
    `bridge.yaml:4:8: the image "lost.jpg" is damaged: Corrupt JPEG data: premature end of data segment ${remedy}`,
  );
  for (const format of ["png", "webp", "avif", "gif"] as const) {
    const whole = await drawing(600, 400).toFormat(format).toBuffer();
    save(`cut.${format}`, whole.subarray(0, whole.length >> 1));
    expect(await told(`cut.${format}`)).toMatch(
      new RegExp(
        `^bridge\\.yaml:4:8: the image "cut\\.${format}" is damaged: [^\\n]+ \\(take it from the original anew\\)$`,
      ),
    );
  }
});

/** A PNG whose header claims another size than it has. */
async function claiming(width: number, height: number): Promise<Buffer> {
  const png = await drawing(1, 1).png().toBuffer();
  png.writeUInt32BE(width, 16);
  png.writeUInt32BE(height, 20);
  png.writeUInt32BE(crc32(png.subarray(12, 29)), 29);
  return png;
}

test("refuses images that would unpack to more than a machine can hold, or a format can", async () => {
  save("bomb.png", await claiming(60_000, 60_000));
  expect(await told("bomb.png")).toBe(
    'bridge.yaml:4:8: the image "bomb.png" has 60000 × 60000 pixels, the limit is 200000000 in all (save it smaller)',
  );
  save("tower.png", await drawing(10, 20_000).png().toBuffer());
  expect(await told("tower.png")).toBe(
    'bridge.yaml:4:8: the image "tower.png" has 10 × 20000 pixels: too high for its width (divide it into several images)',
  );
  save("fallen.jpg", await drawing(20_000, 10).withMetadata({ orientation: 6 }).jpeg().toBuffer());
  expect(await told("fallen.jpg")).toBe(
    'bridge.yaml:4:8: the image "fallen.jpg" has 20000 × 10 pixels: too high for its width (divide it into several images)',
  );
  save("wide.png", await drawing(20_000, 10).png().toBuffer());
  const wide = await processed("wide.png");
  expect([wide.width, wide.height]).toEqual([1400, 1]);
});

test("refuses animations: nobody can stop them without a script", async () => {
  const head = Buffer.from("GIF89a\x01\0\x01\0\x80\0\0\0\0\0\xff\xff\xff", "latin1");
  const frame = (colour: string) =>
    Buffer.from(`!\xf9\x04\0\x0a\0\0\0,\0\0\0\0\x01\0\x01\0\0\x02\x02${colour}\x01\0`, "latin1");
  const film = Buffer.concat([head, frame("D"), frame("L"), Buffer.from(";")]);
  save("film.gif", film);
  save("film.webp", await sharp(film, { animated: true }).webp().toBuffer());
  const png = await drawing(20, 10).png().toBuffer();
  const control = Buffer.from("\0\0\0\x08acTL\0\0\0\x02\0\0\0\0\0\0\0\0", "latin1");
  control.writeUInt32BE(crc32(control.subarray(4, 16)), 16);
  save("film.png", Buffer.concat([png.subarray(0, 33), control, png.subarray(33)]));
  for (const name of ["film.gif", "film.webp", "film.png"]) {
    expect(await told(name)).toBe(
      `bridge.yaml:4:8: the image "${name}" is animated, and readers could not stop it (save one frame of it as PNG)`,
    );
  }
});

test("makes the same bytes every time, and one set of files for one image", async () => {
  const jpeg = await drawing(1000, 500).jpeg().toBuffer();
  save("a.jpg", jpeg);
  save("b.jpg", jpeg);
  const [a, b] = await Promise.all([processed("a.jpg"), processed("b.jpg")]);
  expect(a).toEqual(b);
  expect(readdirSync(output)).toHaveLength(9);
  const files = readdirSync(output).map((file) => made(file));
  rmSync(cache, { recursive: true });
  rmSync(output, { recursive: true });
  expect(await processed("b.jpg")).toEqual(a);
  expect(readdirSync(output).map((file) => made(file))).toEqual(files);
});

test("makes an entry of the store anew if a file of it is missing or cut, and leaves no other files there", async () => {
  save("a.jpg", await drawing(500, 250).jpeg().toBuffer());
  const image = await processed("a.jpg");
  const kept = path.join(cache, "images");
  const [entry = ""] = readdirSync(kept);
  const whole = made(image.fallback.file);
  writeFileSync(path.join(kept, entry, image.fallback.file), whole.subarray(0, 100));
  rmSync(output, { recursive: true });
  expect(await processed("a.jpg")).toEqual(image);
  expect(made(image.fallback.file).equals(whole)).toBe(true);
  rmSync(path.join(kept, entry, "entry"));
  expect(await processed("a.jpg")).toEqual(image);
  expect(readdirSync(kept)).toEqual([entry]);
  expect(readdirSync(path.join(kept, entry)).sort()).toEqual([...readdirSync(output), "entry"].sort());
});

test("a file that somebody changes in the site does not come back in the next build", async () => {
  save("a.jpg", await drawing(500, 250).jpeg().toBuffer());
  const { file } = (await processed("a.jpg")).fallback;
  const whole = Buffer.from(made(file));
  writeFileSync(path.join(output, file), "changed in place");
  output = path.join(root, "next");
  await processed("a.jpg");
  expect(made(file).equals(whole)).toBe(true);
  await processed("a.jpg");
  expect(made(file).equals(whole), "made into the same folder again").toBe(true);
});

test("refuses an image that changes between the check and the making", async () => {
  save("a.jpg", await drawing(50, 25).jpeg().toBuffer());
  const image = await checked("a.jpg");
  save("a.jpg", await drawing(25, 50).jpeg().toBuffer());
  await expect(makeImage(image, openStore(cache))).rejects.toThrow(
    /a\.jpg: the image changed while the site was built \(build again\)$/,
  );
  expect(readdirSync(root).sort()).toEqual(["articles"]);
});

test("a second build loads no image library at all", async () => {
  save("a.jpg", await drawing(600, 300).jpeg().toBuffer());
  const program = path.join(root, "build.mts");
  const press = path.resolve("src/press");
  writeFileSync(
    program,
    `import { checkImage } from ${JSON.stringify(`${press}/pictures/check-image.ts`)};
     import { makeImage } from ${JSON.stringify(`${press}/pictures/make-image.ts`)};
     import { openStore } from ${JSON.stringify(`${press}/store/store.ts`)};
     const store = openStore(${JSON.stringify(cache)});
     const folders = ${JSON.stringify({ beside: articles, articles })};
     const { value: image } = await makeImage(await checkImage({ file: "a.yaml" }, "a.jpg", folders, store), store);
     const libraries = process.report.getReport().sharedObjects.filter((name) => /sharp|vips/.test(name));
     console.log(JSON.stringify({ file: image.fallback.file, libraries: libraries.length }));`,
  );
  const build = () => {
    const run = spawnSync(process.execPath, ["--import", "tsx", program], { encoding: "utf8" });
    expect(run.stderr).toBe("");
    return JSON.parse(run.stdout) as { file: string; libraries: number };
  };
  const first = build();
  expect(first.libraries).toBeGreaterThan(0);
  expect(build()).toEqual({ file: first.file, libraries: 0 });
});
