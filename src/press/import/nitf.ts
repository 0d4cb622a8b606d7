import type { Place } from "../faults/fault.ts";
import { trimEndOf } from "../text/white-space.ts";
import { type Dispatch, emptyDispatch } from "./agency.ts";
import { all, bodyHtml, isForDesk, textOf } from "./agency-markup.ts";
import { child, children, type Element } from "./xml.ts";

/**
 * A document in NITF.
 *
 * @param root the element `nitf`, its names without prefixes
 * @see https://iptc.org/std/NITF/
 */
export function readNitf(root: Element, place: Place): Dispatch {
  const dispatch = emptyDispatch(place);
  const head = child(root, "head");
  const body = child(root, "body") ?? root;
  if (head) readHead(head, dispatch);
  readBodyHead(child(body, "body.head"), dispatch);
  dispatch.headline ||= textOf(child(head, "title"));
  dispatch.language ??= root.attribs.baselang ?? root.attribs["xml:lang"];
  const content = child(body, "body.content");
  let html = content ? bodyHtml(content, dispatch) : "";
  // The closing line stands below the text, as readers of the paper have it.
  for (const end of children(body, "body.end")) html += bodyHtml(end, dispatch);
  if (html !== "") dispatch.body = { html, breaks: "space" };
  return dispatch;
}

function readHead(head: Element, dispatch: Dispatch): void {
  const docdata = child(head, "docdata");
  const norm = (name: string) => child(docdata, name)?.attribs.norm;
  const publication = child(head, "pubdata")?.attribs ?? {};
  const [id] = docdata ? children(docdata, "doc-id") : [];
  dispatch.id = id?.attribs["id-string"];
  dispatch.date = norm("date.issue") ?? publication["date.publication"] ?? norm("date.release");
  const release = norm("date.release");
  dispatch.status = docdata?.attribs["management-status"];
  if (release !== undefined) dispatch.embargo = release;
  dispatch.section = publication["position.section"];
  for (const { attribs } of all(head, "ed-msg")) dispatch.notes.push(attribs.info ?? "");
  for (const { attribs } of all(head, "doc.copyright"))
    dispatch.rights.push(attribs.holder ? `© ${attribs.year ?? ""} ${attribs.holder}` : "");
  for (const { attribs } of all(head, "doc.rights"))
    dispatch.rights.push([attribs.owner, attribs.type, attribs.limitations].filter(Boolean).join("; "));
  readSubjects(head, dispatch);
  const expires = norm("date.expire");
  if (expires !== undefined) dispatch.rest.push(`expires: ${expires}`);
  for (const { attribs } of all(head, "series"))
    if (attribs["series.name"])
      dispatch.rest.push(`series: ${attribs["series.name"]} ${attribs["series.part"] ?? ""}`);
  for (const { attribs } of all(head, "revision-history"))
    dispatch.rest.push(["revision:", attribs.name, attribs.norm, attribs.comment].filter(Boolean).join(" "));
}

/** A subject is named by the most exact of its three names. */
function readSubjects(head: Element, dispatch: Dispatch): void {
  const codes: string[] = [];
  for (const { attribs } of all(head, "tobject.subject")) {
    const [detail, matter, type] = ["detail", "matter", "type"].map(
      (name) => attribs[`tobject.subject.${name}`],
    );
    const name = detail || matter || type;
    if (name) dispatch.topics.push(name);
    else codes.push(attribs["tobject.subject.refnum"] ?? "");
  }
  for (const { attribs } of all(head, "keyword")) if (attribs.key) dispatch.topics.push(attribs.key);
  if (codes.length > 0) dispatch.rest.push(`subjects by their codes alone: ${codes.join(", ")}`);
}

function readBodyHead(head: Element | undefined, dispatch: Dispatch): void {
  if (!head) return;
  const [first, ...others] = [...all(head, "hl1"), ...all(head, "hl2")]
    .map(textOf)
    .filter((text) => text !== "");
  dispatch.headline = first ?? "";
  const abstract = all(head, "abstract").map(textOf).join(" ");
  const second = others.find((text) => text !== first);
  dispatch.standfirst = abstract || second;
  dispatch.rest.push(
    ...others
      .filter((text) => text !== first && text !== dispatch.standfirst)
      .map((text) => `headline: ${text}`),
  );
  for (const byline of children(head, "byline")) {
    const title = all(byline, "byttl").map(textOf).join(" ");
    dispatch.byline = [dispatch.byline, textOf(byline).replace(title, "")].filter(Boolean).join(" and ");
    if (title !== "") dispatch.rest.push(`byline: ${title}`);
  }
  const dateline = child(head, "dateline");
  const dated = dateline && child(dateline, "story.date");
  if (dated) dispatch.date ??= dated.attribs.norm;
  dispatch.dateline = trimEndOf(textOf(dateline).replace(textOf(dated), ""), /[\s,–-]/);
  dispatch.source = textOf(child(head, "distributor"));
  for (const rights of children(head, "rights")) dispatch.rights.push(textOf(rights));
  for (const note of children(head, "note")) {
    if (isForDesk(note)) dispatch.notes.push(textOf(note));
    else dispatch.rest.push(`note: ${textOf(note)}`);
  }
}
