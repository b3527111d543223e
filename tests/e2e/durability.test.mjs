// Every part of the house is killed in turn while people talk: what was acknowledged is in the history once, and every
// reader gets every event once, in order.
import assert from "node:assert/strict";
import { randomUUID } from "node:crypto";
import { after, before, test } from "node:test";

import { OwnHouse } from "./support/own_house.mjs";
import { checkHistory, settle } from "./support/no_loss.mjs";
import { PersistentClient } from "./support/persistent_client.mjs";
import { Connection, history, newSession, until } from "./support/protocol_v1.mjs";

const CLIENTS = 20;
const LOUNGES = ["en-us", "en-gb", "de-de", "fr-fr", "es-es"];
const BACK_WITHIN_MS = 60_000; // a busy machine included

let house;
before(async () => { house = await OwnHouse.start({ POSTS: 100_000 }); });
after(() => house?.stop());

const healthy = () => fetch(`${house.base}/health`, { signal: AbortSignal.timeout(2000) }).then((answer) => answer.status === 200, () => false);

test("the database flushes every commit to the disk", async () => {
  const said = await house.instance("sql", "-N", "-e", "SELECT @@GLOBAL.innodb_flush_log_at_trx_commit, @@GLOBAL.innodb_doublewrite");
  assert.equal(said.trim(), "1\t1");
});

test("a repeated client id gets the first ack on another connection, and after the sidecar was killed", async () => {
  const session = await newSession(house.base);
  const id = randomUUID();
  const one = await Connection.open(session, house.base);
  const first = await one.post("pt-br", "once", id);
  assert.deepEqual([first.t, first.repeated], ["ack", undefined]);

  const again = { ...first, repeated: true };
  const two = await Connection.open(session, house.base);
  assert.deepEqual(await two.post("pt-br", "once", id), again);

  const old = await house.pid("ws");
  process.kill(old, "SIGKILL");
  await Promise.all([one.ended(), two.ended()]);
  await until(async () => (await house.pid("ws")) !== old && healthy(), "the sidecar is back", BACK_WITHIN_MS);
  const three = await Connection.open(session, house.base);
  assert.deepEqual(await three.post("pt-br", "once", id), again);
  await three.close();
  assert.deepEqual((await history(house.base, session, "pt-br")).map((event) => event.cid), [id]);
});

// The first of `pids` is killed; `breaks`: everybody's line goes with it (nginx's workers outlive their master for a moment).
const victims = {
  "the sidecar": { pids: async () => [await house.pid("ws")], breaks: true },
  "a page worker": { pids: () => house.workerPids() },
  MariaDB: { pids: async () => [await house.pid("mariadb")] },
  "nginx's master": { pids: async () => [await house.pid("nginx")], breaks: true },
};

// Kills, and resolves to the milliseconds until everybody's new posts are acknowledged and pages answer.
async function kill(victim, clients) {
  const pids = (await victim.pids()).filter(Boolean);
  assert.ok(pids.length > 0, "there is somebody to kill");
  const before = clients.map((client) => client.reconnects);
  const at = Date.now();
  const left = () => at + BACK_WITHIN_MS - Date.now();
  process.kill(pids[0], "SIGKILL");
  const replaced = async () => {
    const now = (await victim.pids()).filter(Boolean);
    return now.length === pids.length && !now.includes(pids[0]);
  };
  await until(replaced, "a new process", left());
  const broken = () => clients.every((client, index) => client.reconnects > before[index]);
  if (victim.breaks) await until(broken, "every line broke", left());
  const since = Date.now();
  const silent = () => clients.filter((client) => !client.hasAckOfPostAfter(since));
  await until(() => silent().length === 0, () => `new acks; ${silent().length} clients get none`, left());
  await until(healthy, "pages answer", left());
  return Date.now() - at;
}

test("sidecar, page worker, database and nginx are killed while twenty people talk in five lounges", async (t) => {
  const sessions = await Promise.all(Array.from({ length: CLIENTS }, () => newSession(house.base)));
  const clients = sessions.map((session, index) => {
    const at = (offset) => LOUNGES[(index + offset) % LOUNGES.length];
    return new PersistentClient(house.base, session, [at(0), at(1)]);
  });
  try {
    await until(() => clients.every((client) => client.hasAckOfPostAfter(0)), "everybody talks", BACK_WITHIN_MS);
    for (const [name, victim] of Object.entries(victims)) t.diagnostic(`${name}: back after ${await kill(victim, clients)} ms`);
    await settle(clients);
    assert.deepEqual(clients.flatMap((client) => client.faults), []);
    assert.ok(clients.every((client) => client.reconnects >= 2), "the line of everybody was broken by the sidecar's and nginx's end");
    const counts = [];
    for (const lounge of LOUNGES) counts.push(await checkHistory(house.base, lounge, clients));
    t.diagnostic(`messages: ${counts}; reconnects: ${clients.map((client) => client.reconnects)}`);
  } finally {
    clients.forEach((client) => client.end());
  }
});
