// A way to the house that can be cut: passes bytes on, until `cut` drops every connection at once.
import { once } from "node:events";
import { connect, createServer } from "node:net";

import { base } from "./house.mjs";

export async function breakable() {
  const { hostname, port } = new URL(base);
  const open = new Set();
  const server = createServer((near) => {
    const far = connect(port || 80, hostname);
    for (const [from, to] of [[near, far], [far, near]]) {
      open.add(from);
      from.pipe(to);
      from.on("error", () => to.destroy());
      from.on("close", () => {
        open.delete(from);
        to.destroy();
      });
    }
  });
  server.listen(0, "127.0.0.1");
  await once(server, "listening");
  const cut = () => open.forEach((socket) => socket.destroy());
  return {
    address: `http://127.0.0.1:${server.address().port}`,
    cut,
    close: () => {
      server.close();
      cut();
    },
  };
}
