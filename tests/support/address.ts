import type { ChildProcess } from "node:child_process";

/** Where the site of an `npm start` stands, once it does; an error with what it said if it ends before. */
export function addressOf(server: ChildProcess): Promise<string> {
  return new Promise((found, failed) => {
    let said = "";
    const listen = (data: Buffer) => {
      said += data;
      const address = /http:\/\/localhost:\d+\//.exec(said)?.[0];
      if (address) found(address);
    };
    server.stdout?.on("data", listen);
    server.stderr?.on("data", listen);
    server.once("close", () => failed(new Error(`npm start ended: ${said}`)));
  });
}
