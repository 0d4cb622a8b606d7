/** Where films, posts, sounds, charts and maps stand elsewhere: the one list of them. */
interface Provider {
  name: string;
  /** The host without `www.` and `m.`, and the path of what it shows; its front page is a link like others. */
  page: RegExp;
}

const table: readonly (readonly [name: string, page: RegExp])[] = [
  [
    "YouTube",
    /^(?:(?:music\.)?youtube(?:-nocookie)?\.com\/(?:watch|embed\/.|shorts\/.|live\/.|playlist)|youtu\.be\/.)/,
  ],
  ["Vimeo", /^(?:player\.)?vimeo\.com\/.*\d/],
  ["Dailymotion", /^(?:dailymotion\.com\/(?:embed\/)?video\/.|dai\.ly\/.)/],
  ["X", /^(?:x|twitter)\.com\/[^/]+\/status\/\d/],
  ["Bluesky", /^(?:bsky\.app\/profile\/[^/]+\/post\/.|embed\.bsky\.app\/embed\/.)/],
  ["Threads", /^threads\.(?:net|com)\/@[^/]+\/post\/./],
  ["Instagram", /^instagram\.com\/(?:[^/]+\/)?(?:p|reel|reels|tv)\/./],
  ["TikTok", /^(?:tiktok\.com\/(?:@[^/]+\/video\/\d|embed\/.)|vm\.tiktok\.com\/.)/],
  [
    "Facebook",
    /^(?:facebook\.com\/(?:watch|reel\/|plugins\/|story\.php|[^/]+\/(?:posts|videos|photos)\/.)|fb\.watch\/.)/,
  ],
  ["LinkedIn", /^linkedin\.com\/(?:posts\/.|feed\/update\/.|embed\/feed\/update\/.)/],
  ["Telegram", /^t\.me\/(?:s\/)?[^/]+\/\d/],
  ["Reddit", /^(?:(?:old\.)?reddit\.com|embed\.reddit\.com)\/r\/[^/]+\/(?:comments|s)\/./],
  ["SoundCloud", /^(?:(?:w\.)?soundcloud\.com\/[^/]+\/.|w\.soundcloud\.com\/player|on\.soundcloud\.com\/.)/],
  [
    "Spotify",
    /^open\.spotify\.com\/(?:intl-[a-z]+\/)?(?:embed\/)?(?:track|album|playlist|episode|show|artist)\/./,
  ],
  ["Apple Podcasts", /^(?:embed\.)?podcasts\.apple\.com\/.+/],
  ["Bandcamp", /^[^./]+\.bandcamp\.com\/(?:track|album)\/./],
  ["Datawrapper", /^(?:datawrapper\.dwcdn\.net|datawrapper\.de\/_)\/./],
  ["Flourish", /^(?:public\.flourish\.studio|flo\.uri\.sh)\/(?:visualisation|story)\/\d/],
  ["Flickr", /^(?:flickr\.com\/photos\/[^/]+\/\d|flic\.kr\/p\/.)/],
  [
    "Google Maps",
    /^(?:google\.[a-z.]+\/maps\/.|maps\.google\.[a-z.]+\/.*[?@]|maps\.app\.goo\.gl\/.|goo\.gl\/maps\/.)/,
  ],
  ["OpenStreetMap", /^openstreetmap\.org\/(?:#map=.|\?|export\/embed|node\/\d|way\/\d|relation\/\d)/],
  ["DocumentCloud", /^(?:embed\.|beta\.)?documentcloud\.org\/documents\/\d/],
  ["Scribd", /^scribd\.com\/(?:document|doc|embeds)\/\d/],
  ["Issuu", /^issuu\.com\/[^/]+\/docs\/./],
  ["GitHub Gist", /^gist\.github\.com\/[^/]+\/./],
  // Servers of Mastodon have any name; their posts have this form.
  ["Mastodon", /^[^/]+\.[^/]+\/@[^/]+\/\d{10,}/],
];

const providers: readonly Provider[] = table.map(([name, page]) => ({ name, page }));

/** Who shows what an address leads to, if the press knows them. */
export function providerOf(address: string): string | undefined {
  if (!/^https?:\/\//i.test(address) || !URL.canParse(address)) return undefined;
  const { host, pathname, search, hash } = new URL(address);
  const place = `${host.replace(/^(?:www|m|mobile)\./, "")}${pathname}${search}${hash}`.slice(0, 2000);
  return providers.find(({ page }) => page.test(place))?.name;
}

/** The page that people visit, of an address that only a frame within another page asks for. */
export function visitedPage(address: string): string {
  if (!URL.canParse(address)) return address;
  const url = new URL(address);
  const { host, pathname, searchParams } = url;
  const path = pathname.split("/").filter((part) => part !== "");
  const last = path.at(-1) ?? "";
  if (/^(?:www\.)?youtube(?:-nocookie)?\.com$/.test(host) && path[0] === "embed")
    return `https://www.youtube.com/watch?v=${last}`;
  if (host === "player.vimeo.com" && path[0] === "video") return `https://vimeo.com/${last}`;
  if (host === "open.spotify.com" && path[0] === "embed")
    return `https://open.spotify.com/${path.slice(1).join("/")}`;
  if (host === "w.soundcloud.com") return webAddress(searchParams.get("url")) ?? address;
  if (host.endsWith("facebook.com") && path[0] === "plugins")
    return webAddress(searchParams.get("href")) ?? address;
  if (host.endsWith("instagram.com") && last === "embed")
    return `https://www.instagram.com/${path.slice(0, -1).join("/")}/`;
  return address;
}

function webAddress(value: string | null): string | undefined {
  return value !== null && /^https?:\/\//.test(value) ? value : undefined;
}
