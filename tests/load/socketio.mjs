// The yardstick's side of the comparison: npm socket.io behind an nginx that is configured as the product's.
import { once } from "node:events";
import { mkdirSync, writeFileSync } from "node:fs";
import { createRequire } from "node:module";
import { join } from "node:path";
import { fileURLToPath } from "node:url";

import { end, is_alive, spawn_mortal } from "./mortal.mjs";
import { like } from "./nginx_config.mjs";

const peer = fileURLToPath(new URL("socketio_peer.mjs", import.meta.url));

export class SocketIo {
  name = "socketio";
  protocol = "socketio";
  tokens = []; // it has no sessions
  version = createRequire(import.meta.url)("socket.io/package.json").version;

  // `product`: the product's nginx configuration.
  constructor({ folder, port, product }) {
    this.folder = folder;
    this.port = port;
    this.product = product;
  }

  async start() {
    mkdirSync(join(this.folder, "tmp"), { recursive: true });
    const socket = join(this.folder, "node.sock");
    const configuration = join(this.folder, "nginx.conf");
    writeFileSync(configuration, like(this.product, { port: this.port, socket, folder: this.folder }));
    this.node = spawn_mortal(process.execPath, [peer, socket], ["ignore", "pipe", "inherit"]);
    await once(this.node.stdout, "data");
    const foreground = ["-p", this.folder, "-c", configuration, "-e", "stderr", "-g", "daemon off;"];
    this.nginx = spawn_mortal("nginx", foreground, ["ignore", "ignore", "inherit"]);
    await this.#answers();
    this.watch = { nginx: [this.nginx.pid], server: [this.node.pid] };
  }

  async stop() {
    if (this.nginx) await end(this.nginx);
    if (this.node) await end(this.node);
  }

  // Resolves when nginx passes requests on to node.
  async #answers() {
    const deadline = Date.now() + 10_000;
    for (;;) {
      const up = await fetch(`http://127.0.0.1:${this.port}/socket.io/`).then(() => true, () => false);
      if (up) return;
      if (Date.now() > deadline || !is_alive(this.nginx)) throw new Error("nginx before socket.io does not answer");
      await new Promise((resolve) => setTimeout(resolve, 20));
    }
  }
}
