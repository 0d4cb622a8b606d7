import { SingleBar } from "cli-progress";
import type { Progress } from "../press/build/build.ts";

/** A build shorter than this many articles is over before anybody could read a bar. */
const fewArticles = 500;

/** A bar on a terminal; a plain line for each phase elsewhere. */
export function progressOn(stream: NodeJS.WriteStream): Progress {
  return stream.isTTY ? bar(stream) : lines(stream);
}

function bar(stream: NodeJS.WriteStream): Progress {
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
