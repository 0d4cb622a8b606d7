import { absolute } from "../press/address/address.ts";
import { paths } from "../press/address/paths.ts";
import type { OutputFile } from "../press/page/render.ts";
import type { Site } from "../press/site/site.ts";

/** Crawlers whose operators say that they gather texts to train models, by the names that robots.txt knows them by. */
const trainers = [
  "AI2Bot",
  "Amazonbot",
  "anthropic-ai",
  "Applebot-Extended",
  "Bytespider",
  "CCBot",
  "ClaudeBot",
  "cohere-training-data-crawler",
  "Diffbot",
  "Google-Extended",
  "GPTBot",
  "ImagesiftBot",
  "meta-externalagent",
  "omgili",
  "PanguBot",
  "Timpibot",
  "Webzio-Extended",
];

/**
 * What crawlers may read, and where to find it (RFC 9309): everything, but for those that train models where the publication says so;
 * nothing of an edition with drafts.
 */
export function robots({ publication, articles, kind }: Site): OutputFile[] {
  if (kind === "drafts") return [{ path: paths.robots, render: () => `${agent("*")}\nDisallow: /\n` }];
  const refused = publication.robots.ai === "disallow" ? trainers : [];
  const groups = [
    ...(refused.length > 0 ? [[...refused.map(agent), "Disallow: /"]] : []),
    [agent("*"), "Allow: /"],
  ];
  const sitemaps = [paths.sitemap, ...(articles.length > 0 ? [paths.newsSitemap] : [])];
  const places = sitemaps.map((path) => `Sitemap: ${absolute(publication, path)}`);
  const text = `${[...groups, places].map((lines) => lines.join("\n")).join("\n\n")}\n`;
  return [{ path: paths.robots, render: () => text }];
}

function agent(name: string): string {
  return `User-agent: ${name}`;
}
