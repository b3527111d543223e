// Two hosts on one database and one Redis: each has its own nginx, workers, sidecar and relay.
import assert from "node:assert/strict";
import { readFile } from "node:fs/promises";
import { join } from "node:path";
import { after, before, test } from "node:test";

import { checkHistory, settle } from "./support/no_loss.mjs";
import { OwnHouse } from "./support/own_house.mjs";
import { PersistentClient } from "./support/persistent_client.mjs";
import { Connection, newSession, until } from "./support/protocol_v1.mjs";
import { Redis } from "./support/redis.mjs";

const CLIENTS = 1000;
const WRITERS = 20;
const LOUNGES = ["en-us", "en-gb", "de-de", "fr-fr", "es-es"];
const REDIS_AWAY_MS = 20_000;
const SHARED = ["DATABASE_URL", "ACCESS_TOKEN_SECRET", "REFRESH_TOKEN_SECRET", "PHONE_ENC_KEY", "AUDIT_SECRET"];

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

// What every host of one house must have in common.
async function shared(house) {
  const lines = (await readFile(join(house.folder, "instance.env"), "utf8")).split("\n");
  const value = (name) => lines.find((line) => line.startsWith(`${name}=`)).slice(name.length + 1);
  return Object.fromEntries(SHARED.map((name) => [name, value(name)]));
}

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
  const times = [];
  for (let round = 0; round < 21; round += 1) {
    const body = `round ${round}`;
    const begin = performance.now();
    await writer.post("pt-br", body);
    await until(() => said(listener, body), "it is heard at the other host");
    times.push(performance.now() - begin);
  }
  const median = times.sort((a, b) => a - b)[10];
  t.diagnostic(`from one host to the other: median ${median.toFixed(1)} ms, longest ${times.at(-1).toFixed(1)} ms`);
  assert.ok(median < 250, `the poll alone would take 500 ms on average; these took ${median}`);
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
    const everybodyTalks = async (what, within) => {
      const since = Date.now();
      await until(() => writers.every((client) => client.hasAckOfPostAfter(since)), what, within);
    };
    await until(() => clients.every((client) => client.read.size > 0 && client.ready), "everybody is in", 60_000);
    dropping = setInterval(() => {
      for (let count = 0; count < 2; count += 1) clients[Math.floor(Math.random() * CLIENTS)].connection.drop();
    }, 200);
    await everybodyTalks("everybody talks", 20_000);
    const old = await two.pid("ws");
    process.kill(old, "SIGKILL");
    await until(async () => ![0, old].includes(await two.pid("ws")), "the sidecar is back", 10_000);
    await everybodyTalks("everybody talks again", 30_000);
    await redis.kill();
    const away = Date.now();
    await everybodyTalks("everybody talks without Redis", 20_000);
    await until(() => Date.now() - away >= REDIS_AWAY_MS, "20 s have gone by", REDIS_AWAY_MS + 5000);
    await redis.begin();
    await everybodyTalks("everybody talks with Redis", 20_000);
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
