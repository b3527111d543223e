// Starts those who are compared.
import { once } from "node:events";
import { createServer } from "node:net";
import { join } from "node:path";

import { like, like_app, like_pages } from "./nginx_config.mjs";
import { NodeSide } from "./node_side.mjs";
import { Product } from "./product.mjs";

async function free_port() {
  const server = createServer().listen(0, "127.0.0.1");
  await once(server, "listening");
  const { port } = server.address();
  server.close();
  await once(server, "close");
  return port;
}

const YARDSTICKS = {
  socketio: { protocol: "socketio", peer: "socketio_peer.mjs" },
  ws: { protocol: "chatroom", peer: "ws_peer.mjs" },
};

async function start_yardstick(name, product, scratch) {
  const configuration = product.configuration();
  const place = { folder: join(scratch, name), port: await free_port(), configure: (where) => like(configuration, where) };
  const side = new NodeSide({ name, ...YARDSTICKS[name], ...place });
  await side.start();
  return side;
}

// Resolves to { sides: { product, socketio, ws }, stop() }. The product is ended by the caller of the benchmark.
export async function start_sides({ root, scratch, plans }) {
  const socket_port = process.env.BENCH_OWN_PORT === "1" ? await free_port() : undefined;
  const product = new Product({ root, folder: join(scratch, "product"), port: await free_port(), socket_port });
  await product.start(plans.ramp.lounges);
  const others = {};
  for (const name of Object.keys(YARDSTICKS)) others[name] = await start_yardstick(name, product, scratch);
  const stop = () => Promise.all(Object.values(others).map((side) => side.stop()));
  return { sides: { product, ...others }, stop };
}

// The yardstick for pages. `assets`: the version that the product's page gives its static files.
export async function start_express({ root, scratch, product, assets }) {
  const folder = join(scratch, "express");
  const configuration = product.configuration();
  const side = new NodeSide({
    name: "express",
    protocol: "chatroom",
    peer: "express/peer.mjs",
    args: [join(root, "templates"), join(folder, "views")],
    environment: { DATABASE_SOCKET: product.database_socket(), ASSETS: assets },
    folder,
    port: await free_port(),
    configure: (where) => like_pages(configuration, where),
  });
  await side.start();
  side.tokens = product.tokens;
  side.watch = { ...side.watch, database: product.watch.database };
  return side;
}

// The yardstick for the first visit.
export async function start_react({ root, scratch, product }) {
  const folder = join(scratch, "react");
  const configuration = product.configuration();
  const side = new NodeSide({
    name: "react",
    protocol: "socketio",
    peer: "react/peer.mjs",
    args: [join(root, "static"), join(folder, "bundle")],
    environment: { DATABASE_SOCKET: product.database_socket() },
    folder,
    port: await free_port(),
    configure: (where) => like_app(configuration, where),
  });
  await side.start();
  side.tokens = product.tokens;
  return side;
}
