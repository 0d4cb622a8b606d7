import { spawn, spawnSync } from "node:child_process";
import { existsSync, readdirSync, readFileSync, writeFileSync } from "node:fs";
import { join, resolve } from "node:path";
import { fileURLToPath } from "node:url";
import { expect, test } from "@playwright/test";
import sharp from "sharp";
import { oneLine } from "../../src/press/faults/fault.ts";
import { checkSvg } from "../../src/press/pictures/svg.ts";
import { headersFile } from "../../src/press/site/headers.ts";
import { serverPolicies } from "../../src/press/site/server-policies.ts";
import { checkHead } from "../../src/press/theme/head.ts";
import {
  documentedTheme,
  faultsOf,
  font,
  type Publication,
  stet,
  writePublication,
} from "../support/theme.ts";

const stylesOf = (page: string) =>
  [...page.matchAll(/<style>([\s\S]*?)<\/style>/g)].map(([, css = ""]) => css);

const pageOf = ({ output }: Publication, path: string) => readFileSync(join(output, path), "utf8");

const none = { script: [], connect: [], form: [], frame: [], media: [] };

test.describe("a theme as docs/theme.md shows it", () => {
  let publication: Publication;

  test.beforeAll(() => {
    publication = writePublication(documentedTheme());
    const { status, stderr } = stet(publication, "build", "--strict");
    expect(status, stderr).toBe(0);
  });

  test("an address in the style leads to the font from every depth, and each variant's digest is in `_headers`", () => {
    const address = /url\("([^"]*)"\)format/;
    const found = {
      "index.html": "theme/fonts/herald.02194deb92d3975d.woff2",
      "ferry/index.html": "../theme/fonts/herald.02194deb92d3975d.woff2",
      "topics/harbour/index.html": "../../theme/fonts/herald.02194deb92d3975d.woff2",
      "archive/2024/05/index.html": "../../../theme/fonts/herald.02194deb92d3975d.woff2",
      "404.html": "/theme/fonts/herald.02194deb92d3975d.woff2",
    };
    const headers = pageOf(publication, "_headers");
    for (const [path, link] of Object.entries(found)) {
      const page = pageOf(publication, path);
      expect.soft(address.exec(stylesOf(page)[0] ?? "")?.[1], path).toBe(link);
      const digest = /style-src '(sha256-[^']*)'/.exec(page)?.[1] ?? "none";
      expect.soft(headers, path).toContain(digest);
    }
    expect(readFileSync(join(publication.output, found["index.html"])).equals(font)).toBe(true);
  });

  test("the theme's rules stand after the press' own", () => {
    expect(stylesOf(pageOf(publication, "ferry/index.html"))[0]).toMatch(
      /^:root\{.*body\{font-family:Herald,serif\}\.name img\{block-size:3rem\}$/,
    );
  });

  test("the logo stands for the name, which is its text, with the size of its viewBox", () => {
    expect(pageOf(publication, "ferry/index.html")).toContain(
      '<a class="name" href="../index.html"><img src="../theme/logo.7360861e2044cd04.svg" width="240" height="60" alt="The Test Post"></a>',
    );
  });

  test("the icon is the theme's, and the touch icon is drawn from it", async () => {
    expect(pageOf(publication, "icon.svg")).toBe(documentedTheme()["icon.svg"]);
    const { data, info } = await sharp(join(publication.output, "icon.png"))
      .removeAlpha()
      .raw()
      .toBuffer({ resolveWithObject: true });
    const pixel = (x: number, y: number) => [...data.subarray((y * 180 + x) * 3, (y * 180 + x) * 3 + 3)];
    expect([info.width, info.height]).toEqual([180, 180]);
    expect(pixel(90, 90)).toEqual([0x14, 0x45, 0x3d]);
    expect(pixel(0, 0)).toEqual([0xff, 0xfe, 0xfc]);
  });

  test("each part stands in the place of the press' own", () => {
    const front = pageOf(publication, "index.html");
    const article = pageOf(publication, "ferry/index.html");
    expect(front).toContain('<main id="main"><p class="count">2 stories</p><article class="h-entry">');
    expect(article).toContain('</header><p class="motto">The Test Post, and nothing but</p><main');
    expect(article).toContain(
      '<footer><a href="../archive/index.html">All we ever wrote</a></footer></body>',
    );
    expect(article).toContain('<p class="end">8 words, by us</p><footer>');
    expect(article).not.toContain("Atom feed</a>");
  });

  test("the head stands at the end of each head, and its script's digest in every policy", () => {
    // As `openssl dgst -sha256 -binary | base64` gives it of the script.
    const digest = "script-src 'sha256-oKJhYmpKZNlOnhrnb90LNJoPdsIqU2/N8zPHmI9EDoQ='";
    for (const path of [
      "index.html",
      "ferry/index.html",
      "archive/2024/05/index.html",
      "404.html",
      "_headers",
    ])
      expect.soft(pageOf(publication, path), path).toContain(digest);
    expect(pageOf(publication, "ferry/index.html")).toContain(
      '<meta name="theme-color" content="#14453d">\n<script>document.documentElement.dataset.ready = "yes";</script></head>',
    );
  });

  test("a second build takes pages over, and a changed part makes them anew", () => {
    const changed = writePublication(documentedTheme());
    const script = join(changed.folder, "theme/parts.js");
    expect(stet(changed, "build").status).toBe(0);
    writeFileSync(script, readFileSync(script, "utf8").replace("All we ever wrote", "All of it"));
    expect(stet(changed, "build").status).toBe(0);
    expect(pageOf(changed, "tide/index.html")).toContain("All of it</a>");
    expect(pageOf(changed, "archive/2024/05/index.html")).toContain("All of it</a>");
  });

  test("the site verifies", () => {
    const { status, stdout } = stet(publication, "verify");
    expect(stdout).toContain("every word stands");
    expect(status).toBe(0);
  });
});

test("without a theme nothing of one is in the site", () => {
  const plain = writePublication({});
  expect(stet(plain, "build", "--strict").status).toBe(0);
  expect(readdirSync(plain.output)).not.toContain("theme");
  expect(readdirSync(plain.output)).not.toContain("_server");
  expect(pageOf(plain, "ferry/index.html")).toContain(
    '<a class="name" href="../index.html">The Test Post</a>',
  );
});

test.describe("what a theme may not have", () => {
  const cases: readonly (readonly [string, Readonly<Record<string, string | Buffer>>, readonly string[]])[] =
    [
      [
        "files that nobody knows",
        {
          "styles.css": "p{}",
          "readme.doc": "",
          "fonts/herald.ttf": "x",
          "style.css~": "x",
          ".DS_Store": "x",
        },
        [
          "theme/fonts/herald.ttf: fonts are WOFF2 (make one with woff2_compress, or move the file away)",
          "theme/readme.doc: a file of unknown kind (a theme has style.css, logo.svg, icon.svg, head.html, parts.js, parts.ts and fonts/*.woff2; move everything else away)",
          "theme/styles.css: a file of unknown kind (did you mean style.css?)",
        ],
      ],
      [
        "a font that is none, one that is too large, and one with a space in its name",
        { "fonts/a.woff2": "<html>", "fonts/b.woff2": Buffer.alloc(2_000_001), "fonts/c d.woff2": font },
        [
          "theme/fonts/a.woff2: this is no WOFF2 font (make one with woff2_compress)",
          "theme/fonts/b.woff2: the file has 2000001 bytes, the limit is 2000000 (leave out the characters that the site does not need)",
          "theme/fonts/c d.woff2: the font's name has other characters than letters, digits, `-`, `_` and `.` (rename it, with .woff2 at its end)",
        ],
      ],
      [
        "addresses outside it in the style",
        {
          "style.css":
            '@import "more.css";\nbody {\n  background: url(https://example.org/paper.png);\n}\np { cursor: url(fonts/no.woff2); mask: url(#here) }\na { background: url(//example.org/x.png) }\n',
        },
        [
          'theme/style.css:1:9: `@import` of "more.css" (write its rules into this file)',
          'theme/style.css:3:19: an address outside the theme: "https://example.org/paper.png" (pages ask nobody else: put the file into theme/fonts/)',
          'theme/style.css:5:17: the theme has no file "fonts/no.woff2" (put it into theme/fonts/)',
          'theme/style.css:6:21: an address outside the theme: "//example.org/x.png" (pages ask nobody else: put the file into theme/fonts/)',
        ],
      ],
      [
        "a style that cannot be read",
        { "style.css": "p {\n  color: red;\n} } p { }\n" },
        ["theme/style.css:3:3: the style cannot be read: Invalid empty selector"],
      ],
      [
        "an icon that is no square",
        { "icon.svg": '<svg xmlns="http://www.w3.org/2000/svg" viewBox="0 0 40 20"></svg>' },
        ["theme/icon.svg: the icon is 40 × 20 (draw it in a square viewBox)"],
      ],
      [
        "parts that there are not, and parts that are no functions",
        {
          "parts.js":
            "export const masthed = () => 1;\nexport const footer = 'text';\nexport const sidebar = [];\n",
        },
        [
          'theme/parts.js: the part `footer` is a string: "text" (export a function that returns html`…`)',
          "theme/parts.js: there is no part `masthed` (did you mean `masthead`?)",
          "theme/parts.js: there is no part `sidebar` (the parts are masthead, footer, articleEnd, frontPage)",
        ],
      ],
      [
        "code that cannot be read",
        { "parts.js": "export function masthead( {\n" },
        ["theme/parts.js: the file cannot be run: "],
      ],
      [
        "a part that returns a string",
        { "parts.js": "export const masthead = () => '<header></header>';\n" },
        [
          'theme/parts.js: the part `masthead` returned a string: "<header></header>" (return html`…`, which is given to it)',
        ],
      ],
      [
        "a part that returns a promise",
        { "parts.js": "export const articleEnd = async ({ standard }) => standard;\n" },
        ["theme/parts.js: the part `articleEnd` returned a promise (return html`…`, which is given to it)"],
      ],
      [
        "a part that fails, with its place",
        { "parts.js": "export const footer = ({ html }) => {\n  throw new RangeError('no such day');\n};\n" },
        ["theme/parts.js:2:9: the part `footer` failed: RangeError: no such day (mend it)"],
      ],
      [
        "a front page that loses words of the newest article",
        {
          "parts.js":
            "export const frontPage = ({ raw, newest }) => raw(newest.html.replace('Nobody waited', 'Nobody'));\n",
        },
        [],
      ],
      [
        "two files of parts",
        { "parts.js": "", "parts.ts": "" },
        ["theme/parts.ts: parts.js stands beside it (keep one of the two)"],
      ],
      [
        "what has no place in the head",
        {
          "head.html":
            '<base href="/">\n<meta http-equiv="refresh" content="0">\n<script src="https://stats.example.org/a.js"></script>\n<link rel="stylesheet" href="https://example.org/a.css">\n',
        },
        [
          "theme/head.html:1:1: `base` has no place in the head (the elements are meta, link, script, style)",
          "theme/head.html:2:1: a `meta` with `http-equiv` would change how the page is read (remove it)",
          'theme/head.html:3:1: the policy lets in no script of https://stats.example.org (write `policy: {script: ["https://stats.example.org"]}` into the metadata)',
          "theme/head.html:4:1: a style sheet, which the policy stops (write the rules into theme/style.css)",
        ],
      ],
    ];

  for (const [what, theme, wanted] of cases) {
    test(what, () => {
      const publication = writePublication(theme);
      const found = faultsOf(publication);
      expect(existsSync(publication.output)).toBe(false);
      expect(found.length).toBe(wanted.length);
      for (const [index, line] of wanted.entries()) expect.soft(found[index]).toContain(line);
    });
  }

  test("lost words of a front page are told with their place in the source", () => {
    const parts =
      "export const frontPage = ({ raw, newest }) => raw(newest.html.replace('Nobody waited', 'Nobody'));\n";
    const { status, stderr } = stet(writePublication({ "parts.js": parts }), "build");
    expect(status).toBe(1);
    expect(stderr).toContain(
      'articles/ferry.txt:2: a word is lost: expected "waited" in index.html (the part `frontPage` of the theme shows it: let it hold `newest` whole)',
    );
  });
});

test("a front page may name articles only, and then says that it is itself", () => {
  const parts =
    // biome-ignore lint/suspicious/noTemplateCurlyInString: the template is the theme's
    "export default { frontPage: ({ html, articles }) => html`<h1>${articles[0].headline}</h1>` };\n";
  const publication = writePublication({ "parts.js": parts });
  expect(stet(publication, "build").status).toBe(0);
  expect(pageOf(publication, "index.html")).toContain('<link rel="canonical" href="https://example.org/">');
  expect(pageOf(publication, "index.html")).toContain('<main id="main"><h1>The ferry returns</h1></main>');
  expect(stet(publication, "verify").status).toBe(0);
});

test("parts may be TypeScript where it is read", () => {
  const parts =
    'import type { Parts } from "stet";\nexport const footer: Parts["footer"] = ({ html }) => html`<footer>Typed</footer>`;\n';
  const publication = writePublication({ "parts.ts": parts, "../package.json": '{"type":"module"}' });
  // From a clone every Node reads it; the compiled press leaves that to Node itself.
  const { status } = spawnSync(process.execPath, [resolve("bin/stet.js"), "build"], {
    cwd: publication.folder,
  });
  expect(status).toBe(0);
  expect(pageOf(publication, "ferry/index.html")).toContain("<footer>Typed</footer></body>");
});

test.describe("a drawing", () => {
  const head = '<svg xmlns="http://www.w3.org/2000/svg" viewBox="0 0 8 4">';
  const told = (inside: string) => {
    const found = checkSvg(
      "logo.svg",
      inside.startsWith("<svg") || inside.startsWith("<!") ? inside : `${head}${inside}</svg>`,
    );
    return Array.isArray(found) ? found.map(oneLine) : [`${found.width} × ${found.height}`];
  };

  for (const [inside, wanted] of [
    ['<path d="M0 0h4"/>', "8 × 4"],
    ['<use href="#a"/><g id="a" fill="url(#b)"/>', "8 × 4"],
    ['<image href="data:image/png;base64,iVBORw0KGgo="/>', "8 × 4"],
    ["<script>alert(1)</script>", "logo.svg:1:59: `script` has no place in a drawing"],
    ['<g onload="alert(1)"/>', "logo.svg:1:62: `onload` would run a script"],
    ['<g ONCLICK="alert(1)"/>', "logo.svg:1:62: `ONCLICK` would run a script"],
    ["<foreignObject><p>x</p></foreignObject>", "logo.svg:1:59: `foreignObject` has no place in a drawing"],
    ['<use href="other.svg#a"/>', 'logo.svg:1:64: `href` leads out of the drawing: "other.svg#a"'],
    [
      '<image href="https://example.org/a.png"/>',
      'logo.svg:1:66: `href` leads out of the drawing: "https://example.org/a.png"',
    ],
    [
      '<image href="data:image/svg+xml;base64,AAAA"/>',
      'logo.svg:1:66: `href` leads out of the drawing: "data:image/svg+xml;base64,AAAA"',
    ],
    ['<a href="javascript:alert(1)"/>', "logo.svg:1:59: `a` has no place in a drawing"],
    [
      '<g fill="url(https://example.org/#a)"/>',
      "logo.svg:1:62: `url(https://example.org/#a` leads out of the drawing",
    ],
    [
      '<g style="fill:u\\72l(x)"/>',
      'logo.svg:1:62: an escape, which may hide an address: "fill:u\\\\72l(x)"',
    ],
    ["<style>@import 'x.css';</style>", "logo.svg:1:66: `@import` leads out of the drawing"],
    ["<style>@font-face{src:url(x)}</style>", "logo.svg:1:66: `@font-face` leads out of the drawing"],
    ['<set attributeName="href" to="x"/>', "logo.svg:1:59: `set` has no place in a drawing"],
    ['<g xlink:title="x"/>', "logo.svg:1:62: `xlink:title` has no place in a drawing"],
    ["<g>", "logo.svg:1:62: `g` is not closed (close it)"],
    ["</g>", "logo.svg:1:1: the drawing cannot be read: "],
    [`<!DOCTYPE svg [<!ENTITY a "b">]>${head}</svg>`, "logo.svg:1:1: a declaration: "],
    [
      '<svg xmlns="http://www.w3.org/2000/svg"></svg>',
      "logo.svg:1:1: the drawing has no `viewBox`, from which its size is taken",
    ],
    ['<svg viewBox="0 0 8 4"></svg>', "logo.svg:1:1: the namespace is not SVG's"],
  ] as const) {
    test(inside, () => expect(told(inside)[0]).toContain(wanted));
  }
});

test.describe("a head", () => {
  const told = (text: string, origins = {}) => {
    const found = checkHead("head.html", text, { ...none, ...origins });
    return Array.isArray(found)
      ? found.map(oneLine)
      : [`${found.scripts.length} scripts, ${found.styles.length} styles`];
  };

  test("inline scripts and styles are counted, data is not", () => {
    expect(
      told(
        '<script>a()</script>\n<style>p{}</style><script type="application/ld+json">{}</script><meta name="a" content="b">',
      ),
    ).toEqual(["1 scripts, 1 styles"]);
  });

  test("a script's origin must be let in", () => {
    const script = '<script async src="https://stats.example.org/a.js"></script>';
    expect(told(script, { script: ["https://stats.example.org"] })).toEqual(["0 scripts, 0 styles"]);
    expect(told(script, { connect: ["https://stats.example.org"] })).toHaveLength(1);
  });

  for (const [text, wanted] of [
    ["<script>a()", "head.html:1:1: the `script` is not closed (write </script>)"],
    ["<style>p{}</style></div>", 'head.html:1:19: markup that opens or closes nothing: "</div>" (remove it)'],
    ["\n <!-- x -->", "head.html:2:2: a comment, which would stand in each page (remove it)"],
    ["<meta name=a content=b> Hello", 'head.html:1:24: text outside an element: "Hello" (remove it)'],
    [
      "<script src=a.js></script>",
      'head.html:1:1: `src` is not a whole address: "a.js" (begin it with https://)',
    ],
    ["<script>'<!--'</script>", "head.html:1:1: the `script` holds `<!--` (write it in two pieces)"],
    [
      '<link rel="me" href="/x">',
      'head.html:1:1: `href` is not a whole address: "/x" (begin it with https://)',
    ],
    [
      '<link rel="preconnect" href="https://a.example">',
      'head.html:1:1: `rel="preconnect"` would ask https://a.example, which the policy does not let in (add it to `policy`)',
    ],
    [
      '<meta name="a" onclick="b()">',
      "head.html:1:1: `onclick` is a script that the policy stops (listen in a `script`)",
    ],
    ["</head><body>", 'head.html:1:1: markup that opens or closes nothing: "</head>" (remove it)'],
  ] as const) {
    test(text.trim(), () => expect(told(text)).toContain(wanted));
  }
});

test.describe("a widened policy", () => {
  const policy =
    'policy:\n  script: ["https://stats.example.org"]\n  connect: ["https://stats.example.org"]\n' +
    '  form: ["https://mail.example.org"]\n  frame: ["https://video.example.org"]\n  media: ["https://sound.example.org:8443"]\n';
  const widened =
    "font-src 'self'; script-src https://stats.example.org; connect-src 'self' https://stats.example.org; " +
    "frame-src https://video.example.org; media-src https://sound.example.org:8443; base-uri 'none'; form-action https://mail.example.org";

  test("stands in pages, in `_headers` and in what nginx and Caddy read", () => {
    const publication = writePublication({}, policy);
    expect(stet(publication, "build").status).toBe(0);
    expect(pageOf(publication, "ferry/index.html")).toContain(`${widened}"`);
    expect(pageOf(publication, "_headers")).toContain(`${widened}; frame-ancestors 'none'\n`);
    const page = `default-src 'none'; style-src 'unsafe-inline'; img-src 'self'; ${widened}; frame-ancestors 'none'`;
    expect(pageOf(publication, "_server/policy.nginx.conf")).toContain(`~^(/) "${page}";\n`);
    expect(pageOf(publication, "_server/policy.caddy")).toContain(`~^(/) "${page}"\n`);
  });

  test("is closed again in the same words without it", () => {
    expect(serverPolicies({ scripts: [], origins: none })).toBeUndefined();
    expect(headersFile(["a"], { scripts: [], origins: none })).toBe(headersFile(["a"]));
  });

  test("takes origins only", () => {
    const bad =
      'policy:\n  script: ["https://stats.example.org/a.js", "http://a.example", "*"]\n  frames: []\n  form: ["https://a.example; script-src *"]\n';
    expect(faultsOf(writePublication({}, bad))).toEqual([
      'metadata.yaml:5:12: `script`: "https://stats.example.org/a.js" is no origin (write https://stats.example.org, in lower case and with nothing behind it)',
      'metadata.yaml:5:46: `script`: "http://a.example" is no origin (write https://HOST, in lower case and with nothing behind it)',
      'metadata.yaml:5:66: `script`: "*" is no origin (write https://HOST, in lower case and with nothing behind it)',
      "metadata.yaml:6:3: unknown key `frames` (did you mean `frame`?)",
      'metadata.yaml:7:10: `form`: "https://a.example; script-src *" is no origin (write https://HOST, in lower case and with nothing behind it)',
    ]);
  });
});

test("two publications with different themes, built at the same moment, are each as when built alone", async () => {
  const themes = [
    documentedTheme(),
    {
      "style.css": "body{color:#123}",
      "parts.js": "export const footer = ({ raw }) => raw('<footer>Second</footer>');\n",
    },
  ] as const;
  const alone = themes.map((theme) => {
    const publication = writePublication(theme);
    expect(stet(publication, "build").status).toBe(0);
    return filesOf(publication);
  });
  const together = themes.map((theme) => writePublication(theme));
  const ended = together.map(
    ({ folder }) =>
      new Promise<number | null>((resolve) => {
        const command = [fileURLToPath(new URL("../../bin/stet.js", import.meta.url)), "build", folder];
        spawn(process.execPath, command, { stdio: "ignore" }).once("close", resolve);
      }),
  );
  expect(await Promise.all(ended)).toEqual([0, 0]);
  for (const [index, publication] of together.entries()) {
    const found = filesOf(publication);
    expect([...found.keys()]).toEqual([...(alone[index]?.keys() ?? [])]);
    for (const [path, data] of found) expect(alone[index]?.get(path)?.equals(data), path).toBe(true);
  }
  expect(pageOf(together[1] ?? { folder: "", output: "" }, "index.html")).toContain(
    "<footer>Second</footer>",
  );
});

/** A site's files by their places. */
function filesOf({ output }: Publication): Map<string, Buffer> {
  const entries = readdirSync(output, { recursive: true, withFileTypes: true }).filter((entry) =>
    entry.isFile(),
  );
  const paths = entries.map((entry) => join(entry.parentPath, entry.name).slice(output.length + 1)).sort();
  return new Map(paths.map((path) => [path, readFileSync(join(output, path))]));
}
