import { SingleBar } from "cli-progress";

/** What is shorter than this many articles or files is over before anybody could read a bar. */
const few = 500;
const fewMegabytes = 50;

type Told = (phase: string, done: number, total: number) => void;

/** A bar on a terminal; a plain line for each phase elsewhere. */
export function progressOn(stream: NodeJS.WriteStream): Told {
  return stream.isTTY ? bar(stream) : lines(stream);
}

function bar(stream: NodeJS.WriteStream): Told {
  const single = new SingleBar({
    format: "{phase} {bar} {value}/{total}",
    hideCursor: true,
    clearOnComplete: true,
    stream,
  });
  return (phase, done, total) => {
    if (isShort(phase, total)) return;
    if (!single.isActive) single.start(total, done, { phase });
    single.update(done, { phase });
    if (done >= total) single.stop();
  };
}

function lines(stream: NodeJS.WriteStream): Told {
  return (phase, done, total) => {
    if (!isShort(phase, total) && done >= total) stream.write(`${phase}: ${done} of ${total}\n`);
  };
}

function isShort(phase: string, total: number): boolean {
  return total < (phase.startsWith("megabytes") ? fewMegabytes : few);
}
