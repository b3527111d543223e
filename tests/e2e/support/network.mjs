// The network of one browser, which can be down: a proxy on the way to the house. So pages, workers and sockets all lose it at once, under the house's own address.
import { once } from "node:events";
import { connect, createServer } from "node:net";

import { base } from "./house.mjs";

export async function network() {
  const { hostname, port } = new URL(base);
  const open = new Set();
  let isDown = false;
  const server = createServer((near) => {
    open.add(near);
    near.on("error", () => near.destroy());
    near.on("close", () => open.delete(near));
    if (isDown) return near.destroy();
    near.once("data", (head) => passOn(near, connect(port || 80, hostname), head));
  });
  server.listen(0, "127.0.0.1");
  await once(server, "listening");
  const cut = () => open.forEach((socket) => socket.destroy());
  return {
    proxy: { server: `http://127.0.0.1:${server.address().port}` },
    down: () => {
      isDown = true;
      cut();
    },
    up: () => { isDown = false; },
    close: () => {
      server.close();
      cut();
    },
  };
}

// Browsers ask a proxy for a tunnel where they want a socket; everything else they send as to the house, which understands it.
function passOn(near, far, head) {
  far.on("error", () => near.destroy());
  far.on("close", () => near.destroy());
  near.on("close", () => far.destroy());
  if (head.toString("latin1", 0, 8) === "CONNECT ") near.write("HTTP/1.1 200 Connected\r\n\r\n");
  else far.write(head);
  near.pipe(far);
  far.pipe(near);
}
