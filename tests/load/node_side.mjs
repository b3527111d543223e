// A yardstick's side of the comparison: a program on node behind an nginx that is configured as the product's.
import { once } from "node:events";
import { mkdirSync, writeFileSync } from "node:fs";
import { createRequire } from "node:module";
import { connect } from "node:net";
import { join } from "node:path";
import { fileURLToPath } from "node:url";

import { end, is_alive, spawn_mortal } from "./mortal.mjs";

const require = createRequire(import.meta.url);
export const version_of = (package_name) => require(`${package_name}/package.json`).version;

export class NodeSide {
  tokens = [];

  // `peer`: a script of this folder that takes the path of its socket, then `args`. `configure`: { unix, port, socket, folder } ->
  // nginx configuration. `protocol`: the load client's name for what it speaks.
  constructor({ name, protocol, peer, args = [], environment = {}, folder, port, configure }) {
    Object.assign(this, { name, protocol, args, environment, folder, port, configure });
    this.peer = fileURLToPath(new URL(peer, import.meta.url));
    this.unix = join(folder, "nginx.sock");
  }

  async start() {
    mkdirSync(join(this.folder, "tmp"), { recursive: true });
    const socket = join(this.folder, "node.sock");
    const configuration = join(this.folder, "nginx.conf");
    writeFileSync(configuration, this.configure({ unix: this.unix, port: this.port, socket, folder: this.folder }));
    const environment = { ...process.env, NODE_ENV: "production", ...this.environment };
    this.node = spawn_mortal(process.execPath, [this.peer, socket, ...this.args], ["ignore", "pipe", "inherit"], environment);
    const started = await Promise.race([once(this.node.stdout, "data"), once(this.node, "exit")]);
    if (!Buffer.isBuffer(started[0])) throw new Error(`${this.name} does not start`);
    const foreground = ["-p", this.folder, "-c", configuration, "-e", "stderr", "-g", "daemon off;"];
    this.nginx = spawn_mortal("nginx", foreground, ["ignore", "ignore", "inherit"]);
    await answers(this.unix, this.nginx);
    this.watch = { nginx: [this.nginx.pid], server: [this.node.pid] };
  }

  async stop() {
    if (this.nginx) await end(this.nginx);
    if (this.node) await end(this.node);
  }
}

// Resolves when something takes connections at the unix socket `path`; `server`, if given, is the child that is to.
export async function answers(path, server) {
  const deadline = Date.now() + 10_000;
  for (;;) {
    const socket = connect(path);
    const up = await once(socket, "connect").then(() => true, () => false);
    socket.destroy();
    if (up) return;
    if (Date.now() > deadline || (server && !is_alive(server))) throw new Error(`nobody answers at ${path}`);
    await new Promise((resolve) => setTimeout(resolve, 20));
  }
}
