/*
 * What ninjs 3.1 asks of the keys that Stet writes, after IPTC's specification; whatever else stands in a record is a mistake.
 * Agencies check against IPTC's own schema: https://www.iptc.org/std/ninjs/ninjs-schema_3.1.json
 */

const text = { type: "string" };
const uri = { type: "string", format: "uri" };
const instant = { type: "string", format: "date-time" };
const count = { type: "integer" };
const kind = { enum: ["text", "audio", "video", "picture", "graphic", "composite"] };

/** An object with these keys and no others. */
function closed(properties: Record<string, object>, required: string[] = []): object {
  return { type: "object", properties, required, additionalProperties: false };
}

function listOf(items: object): object {
  return { type: "array", items };
}

const value = (more: Record<string, object> = {}) =>
  listOf(closed({ role: text, contentType: text, value: text, ...more }, ["value"]));
const concept = { name: text, rel: text, uri, literal: text };
const source = closed({ name: text, role: text, uri, literal: text });
const rendition = closed(
  { name: text, href: uri, contentType: text, title: text, width: count, height: count, sizeInBytes: count },
  ["name"],
);

export const ninjsSchema = closed(
  {
    standard: closed({ name: text, version: text, schema: uri }),
    uri,
    type: kind,
    representationType: { enum: ["full", "partial"] },
    pubStatus: { enum: ["usable", "withheld", "canceled"] },
    language: text,
    versionCreated: instant,
    firstCreated: instant,
    headlines: value(),
    descriptions: value(),
    by: text,
    people: listOf(closed(concept)),
    located: text,
    subjects: listOf(closed(concept)),
    genres: listOf(closed({ name: text, uri: text, literal: text })),
    infoSources: listOf(source),
    bodies: value({ charCount: count, wordCount: count }),
    associations: listOf(
      closed(
        {
          name: text,
          uri,
          type: kind,
          descriptions: value(),
          infoSources: listOf(source),
          renditions: listOf(rendition),
        },
        ["name", "uri"],
      ),
    ),
    renditions: listOf(rendition),
    rightsInfo: closed({ linkedRights: uri }, ["linkedRights"]),
    altIds: listOf(closed({ role: text, value: text })),
  },
  ["uri"],
);
