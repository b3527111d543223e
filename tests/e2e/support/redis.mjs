// A real Redis for one test: on a unix socket, without a file.
import { spawn } from "node:child_process";
import { once } from "node:events";
import { mkdtemp, rm } from "node:fs/promises";
import { connect } from "node:net";
import { tmpdir } from "node:os";
import { join } from "node:path";

import { until } from "./protocol_v1.mjs";

export class Redis {
  static async start() {
    const redis = new Redis();
    redis.folder = await mkdtemp(join(tmpdir(), "redis-"));
    redis.socket = join(redis.folder, "redis.sock");
    await redis.begin();
    return redis;
  }

  get url() { return `unix://${this.socket}`; }

  async begin() {
    const settings = ["--port", "0", "--unixsocket", this.socket, "--dir", this.folder, "--save", "", "--appendonly", "no"];
    this.process = spawn("redis-server", settings, { stdio: "ignore" });
    await until(() => this.#answers(), "Redis takes connections");
  }

  // Ends it as a machine's end would.
  async kill() {
    const ended = once(this.process, "exit");
    this.process.kill("SIGKILL");
    await ended;
  }

  async stop() {
    if (this.process.exitCode === null && this.process.signalCode === null) await this.kill();
    await rm(this.folder, { recursive: true, force: true });
  }

  #answers() {
    return new Promise((resolve) => {
      const socket = connect(this.socket).once("error", () => resolve(false));
      socket.once("connect", () => { socket.destroy(); resolve(true); });
    });
  }
}
