/** Told of each phase of a build, and how far it is. */
export type Progress = (phase: "pages" | "search" | "articles", done: number, total: number) => void;

/** A build shorter than this many articles is over before anybody could read a bar. */
const fewArticles = 500;

/** A bar on a terminal; a plain line for each phase elsewhere. */
export async function progressOn(stream: NodeJS.WriteStream): Promise<Progress> {
  return stream.isTTY ? bar(stream) : lines(stream);
}

/** What draws bars is loaded only where one is drawn. */
async function bar(stream: NodeJS.WriteStream): Promise<Progress> {
  const { SingleBar } = await import("cli-progress");
  const single = new SingleBar({
    format: "{phase} {bar} {value}/{total}",
    hideCursor: true,
    clearOnComplete: true,
    stream,
  });
  return (phase, done, total) => {
    if (total < fewArticles) return;
    if (!single.isActive) single.start(total, done, { phase });
    single.update(done, { phase });
    if (done >= total) single.stop();
  };
}

function lines(stream: NodeJS.WriteStream): Progress {
  return (phase, done, total) => {
    if (total >= fewArticles && done >= total) stream.write(`${phase}: ${done} of ${total}\n`);
  };
}
