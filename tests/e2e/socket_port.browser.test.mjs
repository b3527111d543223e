// Sockets with a port of their own (PUBLIC_SOCKET_PORT): browsers come by it, nothing else is served there, and who cannot come there comes by the pages' port.
import assert from "node:assert/strict";
import { randomBytes } from "node:crypto";
import net from "node:net";
import { after, before, test } from "node:test";

import { connected, enterLounge, launch, say, stored, visitor } from "./support/browser.mjs";
import { unique } from "./support/house.mjs";
import { checkHistory, settle } from "./support/no_loss.mjs";
import { freePort, OwnHouse } from "./support/own_house.mjs";
import { PersistentClient } from "./support/persistent_client.mjs";
import { Connection, handshakeStatus, newSession, until } from "./support/protocol_v1.mjs";

let browser, house, port, sockets;
before(async () => {
  [browser, port] = [await launch(), await freePort()];
  sockets = `http://127.0.0.1:${port}`;
  house = await OwnHouse.start({ POSTS: 100_000 }, { PUBLIC_SOCKET_PORT: String(port) });
});
after(async () => {
  await browser?.close();
  await house?.stop();
});

// A visitor and the addresses of the sockets that their pages have opened.
async function come() {
  const one = await visitor(browser, { baseURL: house.base });
  const opened = [];
  one.page.on("websocket", (socket) => opened.push(new URL(socket.url()).port));
  return { ...one, opened };
}

const portOf = (address) => new URL(address).port;

test("browsers talk by it", async () => {
  const [ana, ben] = [await come(), await come()];
  try {
    await enterLounge(ana.page, "en-us");
    await enterLounge(ben.page, "en-us");
    const text = unique("by its own port ");
    await say(ana.page, text);
    await stored(ben.page, text).waitFor();
    assert.deepEqual([ana.opened, ben.opened], [[String(port)], [String(port)]]);
  } finally {
    await ana.end();
    await ben.end();
  }
});

test("who cannot come by it comes by the pages' port, at once and from then on", async () => {
  const one = await come();
  try {
    let tried = 0;
    await one.page.routeWebSocket((url) => url.port === String(port), (socket) => {
      tried += 1;
      socket.close({ code: 4000 });
    });
    await enterLounge(one.page, "en-gb");
    assert.deepEqual(one.opened, [portOf(house.base)], "routed ones are no event");
    await one.page.reload();
    await connected(one.page);
    assert.deepEqual(one.opened, [portOf(house.base), portOf(house.base)]);
    assert.equal(tried, 1, "the next page of this tab knows");
    const text = unique("by the usual way ");
    await say(one.page, text);
    await stored(one.page, text).waitFor();
  } finally {
    await one.end();
  }
});

test("nothing but sockets is served there, and to nobody from elsewhere", async () => {
  for (const path of ["/", "/health", "/metrics", "/live/en-us", "/lounges/en-us"]) assert.equal((await fetch(sockets + path)).status, 404, path);
  assert.equal((await fetch(`${sockets}/api/auth/csrf`, { method: "POST" })).ok, false);
  const session = await newSession(house.base);
  const cookie = `tempSessionToken=${session.tempSessionToken}`;
  assert.equal(await handshakeStatus(sockets, { cookie, origin: house.base }), 101);
  assert.equal(await handshakeStatus(sockets, { cookie, origin: "https://elsewhere.test" }), 403);
  assert.equal(await handshakeStatus(sockets, { origin: house.base }), 401);
});

// There nothing stands between the network and libwebsockets. Resolves when it has hung up.
function hungUpOn(bytes) {
  return new Promise((resolve, reject) => {
    const socket = net.connect({ port, host: "127.0.0.1", timeout: 40_000 }, () => socket.write(bytes));
    socket.on("timeout", () => socket.destroy(new Error(`still open: ${bytes.subarray(0, 60)}`)));
    socket.on("error", (error) => (["ECONNRESET", "EPIPE"].includes(error.code) ? resolve() : reject(error)));
    socket.on("close", resolve);
    socket.resume();
  });
}

const HEAD = "GET /ws HTTP/1.1\r\nHost: a\r\n";
const JUNK = {
  "noise": randomBytes(4096),
  "TLS where there is none": Buffer.concat([Buffer.from("160301", "hex"), randomBytes(200)]),
  "the preface of HTTP/2": Buffer.from("PRI * HTTP/2.0\r\n\r\nSM\r\n\r\n"),
  "a name without an end": Buffer.from(`GET /ws HTTP/1.1\r\n${"a".repeat(100_000)}`),
  "a header of 100 kB": Buffer.from(`${HEAD}Cookie: ${"a".repeat(100_000)}\r\n\r\n`),
  "ten thousand headers": Buffer.from(`${HEAD}${"X: y\r\n".repeat(10_000)}\r\n`),
  "an address of 100 kB": Buffer.from(`GET /ws?${"a".repeat(100_000)} HTTP/1.1\r\n\r\n`),
  "half a head, and silence": Buffer.from(HEAD),
  "nothing at all": Buffer.alloc(0),
};

test("what is no handshake is hung up on, and everybody else goes on", async () => {
  const [pid, session] = [await house.pid("ws"), await newSession(house.base)];
  const reader = await Connection.open(session, sockets);
  await reader.join("fr-fr");
  await Promise.all(Object.entries(JUNK).map(([name, bytes]) => hungUpOn(bytes).catch((error) => assert.fail(`${name}: ${error.message}`))));
  assert.equal((await reader.post("fr-fr", "still here")).t, "ack");
  assert.equal(await house.pid("ws"), pid, "the same sidecar");
  await reader.close();
});

test("a sidecar that is killed loses nothing of what goes by it", async () => {
  const sessions = await Promise.all(Array.from({ length: 6 }, () => newSession(house.base)));
  const clients = sessions.map((session) => new PersistentClient(sockets, session, ["de-de"]));
  try {
    await until(() => clients.every(({ acknowledged }) => acknowledged.size > 5), "everybody talks");
    process.kill(await house.pid("ws"), "SIGKILL");
    const since = Date.now();
    await until(() => clients.every((client) => client.hasAckOfPostAfter(since)), "everybody talks again");
    await settle(clients);
    assert.deepEqual(clients.flatMap(({ faults }) => faults), []);
    assert.ok(await checkHistory(house.base, "de-de", clients) > 30);
  } finally {
    clients.forEach((client) => client.end());
  }
});
