// Sockets with a port of their own (PUBLIC_SOCKET_PORT): browsers come by it, nothing else is served there, and who cannot come there comes by the pages' port.
import assert from "node:assert/strict";
import { after, before, test } from "node:test";

import { connected, enterLounge, launch, say, stored, visitor } from "./support/browser.mjs";
import { unique } from "./support/house.mjs";
import { checkHistory, settle } from "./support/no_loss.mjs";
import { freePort, OwnHouse } from "./support/own_house.mjs";
import { PersistentClient } from "./support/persistent_client.mjs";
import { handshakeStatus, newSession, until } from "./support/protocol_v1.mjs";

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
