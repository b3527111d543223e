// Two hosts on one database and one Redis: each has its own nginx, workers, sidecar and relay.
import assert from "node:assert/strict";
import { after, before, test } from "node:test";

import { checkHistory, settle } from "./support/no_loss.mjs";
import { OwnHouse, shared } from "./support/own_house.mjs";
import { PersistentClient } from "./support/persistent_client.mjs";
import { Connection, newSession, until } from "./support/protocol_v1.mjs";
import { Redis } from "./support/redis.mjs";

const CLIENTS = 1000;
const WRITERS = 20;
const LOUNGES = ["en-us", "en-gb", "de-de", "fr-fr", "es-es"];
const REDIS_AWAY_MS = 20_000;
const WITHIN_MS = 60_000; // a busy machine included

let redis, one, two;
before(async () => {
  redis = await Redis.start();
  one = await OwnHouse.start({ POSTS: 100_000 }, { REDIS_URL: redis.url });
  two = await OwnHouse.start({ POSTS: 100_000 }, { REDIS_URL: redis.url, CHATROOM_SIDECAR: "ws2", ...(await shared(one)) });
});
after(async () => {
  await two?.stop();
  await one?.stop();
  await redis?.stop();
});

async function reader(house, lounge) {
  const connection = await Connection.open(await newSession(one.base), house.base);
  connection.send({ t: "join", lounge });
  await until(() => connection.frames.some((frame) => frame.t === "presence"), "the lounge is joined");
  return connection;
}
const said = (connection, body) => connection.frames.find((frame) => frame.t === "event" && frame.body === body);

test("who comes in at one host can talk at the other at once, and each sees who is at both", async () => {
  const [here, there] = [await reader(one, "de-at"), await reader(two, "de-at")];
  for (const connection of [here, there]) {
    await until(() => connection.frames.findLast((frame) => frame.t === "presence")?.count === 2, "both are counted");
  }
  await there.close();
  await until(() => here.frames.findLast((frame) => frame.t === "presence")?.count === 1, "one of them has left");
  await here.close();
});

test("what is said at one host reaches the other by a hint, long before its poll", async (t) => {
  const [writer, listener] = [await reader(one, "pt-br"), await reader(two, "pt-br")];
  const [there, later] = [[], []];
  for (let round = 0; round < 21; round += 1) {
    const body = `round ${round}`;
    const begin = performance.now();
    await writer.post("pt-br", body);
    await until(() => said(writer, body), "it is heard at this host");
    const here = performance.now();
    await until(() => said(listener, body), "it is heard at the other host");
    there.push(performance.now() - begin);
    later.push(performance.now() - here);
  }
  const median = (times) => times.sort((a, b) => a - b)[10];
  t.diagnostic(`from one host to the other: median ${median(there).toFixed(1)} ms, longest ${there.at(-1).toFixed(1)} ms`);
  // After their own host, so that a busy machine counts for nothing.
  assert.ok(median(later) < 250, `the poll alone would take 500 ms on average; these took ${later}`);
  await Promise.all([writer.close(), listener.close()]);
});

test("1,000 people over both hosts lose nothing: lines drop, a sidecar is killed, Redis is away for 20 s", async (t) => {
  const sessions = [];
  for (let index = 0; index < CLIENTS; index += 1) sessions.push(await newSession([one, two][index % 2].base));
  const clients = sessions.map((session, index) => {
    const lounges = [LOUNGES[index % LOUNGES.length]];
    return new PersistentClient([one.base, two.base], session, lounges, { every: index < WRITERS ? 500 : 0 });
  });
  const writers = clients.slice(0, WRITERS);
  let dropping;
  try {
    const everybodyTalks = async (what) => {
      const since = Date.now();
      await until(() => writers.every((client) => client.hasAckOfPostAfter(since)), what, WITHIN_MS);
    };
    await until(() => clients.every((client) => client.read.size > 0 && client.ready), "everybody is in", 2 * WITHIN_MS);
    dropping = setInterval(() => {
      for (let count = 0; count < 2; count += 1) clients[Math.floor(Math.random() * CLIENTS)].connection.drop();
    }, 200);
    await everybodyTalks("everybody talks");
    const old = await two.pid("ws");
    process.kill(old, "SIGKILL");
    await until(async () => ![0, old].includes(await two.pid("ws")), "the sidecar is back", WITHIN_MS);
    await everybodyTalks("everybody talks again");
    await redis.kill();
    const away = Date.now();
    await everybodyTalks("everybody talks without Redis");
    await until(() => Date.now() - away >= REDIS_AWAY_MS, "20 s have gone by", 2 * REDIS_AWAY_MS);
    await redis.begin();
    await everybodyTalks("everybody talks with Redis");
    clearInterval(dropping);
    await settle(clients);
    assert.deepEqual(clients.flatMap((client) => client.faults), []);
    const counts = [];
    for (const lounge of LOUNGES) counts.push(await checkHistory(one.base, lounge, clients));
    t.diagnostic(`messages: ${counts}; reconnects: ${clients.reduce((sum, client) => sum + client.reconnects, 0)}`);
  } finally {
    clearInterval(dropping);
    clients.forEach((client) => client.end());
  }
});
