// What three hosts promise while one of them dies, falls silent or is restarted: nothing that was acknowledged is lost or doubled, every
// reader gets every event once and in order, and whoever comes to a host that lives is served again within 15 s.
import assert from "node:assert/strict";
import { after, before, test } from "node:test";

import { checkHistory, settle } from "../e2e/support/no_loss.mjs";
import { PersistentClient } from "../e2e/support/persistent_client.mjs";
import { history, newSession, until } from "../e2e/support/protocol_v1.mjs";
import { allIsWell, BASES, baseOf, cluster, elected, HOSTS, wait } from "./laboratory.mjs";
import { PagePoster } from "./page_poster.mjs";
import { longestWait, longestWithout } from "./service.mjs";

const LOUNGES = ["en-us", "en-gb", "de-de"];
const READERS = 60;
const WRITERS_AT_A_HOST = 6; // of the readers
const BACK_WITHIN_MS = 15_000;
const AWAY_MS = 12_000;
const SETTLED_MS = 5_000; // of load before and after a fault

let clients, posters;
before(async () => {
  await allIsWell();
  const sessions = [];
  for (let index = 0; index < READERS + HOSTS.length; index += 1) sessions.push(await newSession(BASES[index % BASES.length]));
  clients = sessions.slice(0, READERS).map((session, index) => {
    // Who writes stays with a host, so that each host's service is seen; everybody else comes back at any.
    const writes = index < WRITERS_AT_A_HOST * HOSTS.length;
    const bases = writes ? baseOf(HOSTS[index % HOSTS.length]) : BASES;
    const lounge = LOUNGES[Math.floor(index / HOSTS.length) % LOUNGES.length];
    return new PersistentClient(bases, session, [lounge], { every: writes ? 1000 : 0, longestPause: 2000 });
  });
  posters = sessions.slice(READERS).map((session, index) => new PagePoster([...BASES.slice(index), ...BASES.slice(0, index)], session, LOUNGES[0]));
  await until(() => clients.every((client) => client.ready && client.read.get(client.lounges[0]).length > 0), "everybody is in and reads", 60_000);
});
after(async () => {
  clients?.forEach((client) => client.end());
  await Promise.all(posters?.map((poster) => poster.stop()) ?? []);
});

const said = (...from) => from.flat().flatMap((one) => [...one.acknowledged.values()]);

// Does it, sees the others serve, makes it good. `living`: the hosts that must serve all the time.
async function fault(t, living, { happens, isOver }) {
  const from = Date.now();
  await happens();
  if (isOver) {
    await wait(AWAY_MS);
    await isOver();
  }
  await allIsWell();
  await wait(SETTLED_MS);
  const to = Date.now();
  const times = living.map((host) => {
    const there = said(clients).filter(({ base }) => base === baseOf(host));
    return { host, socket: longestWithout(there, from, to), form: longestWithout(said(posters[HOSTS.indexOf(host)]), from, to) };
  });
  t.diagnostic(`without an acknowledged post: ${times.map(({ host, socket, form }) => `host ${host} ${socket} ms (by the form ${form} ms)`).join(", ")}; ` +
    `longest wait of one message, at the host that was away too: ${longestWait(said(clients, posters), from, to)} ms; all took ${Math.round((to - from) / 1000)} s`);
  for (const { host, socket, form } of times) assert.ok(Math.max(socket, form) < BACK_WITHIN_MS, `host ${host} was without service for ${Math.max(socket, form)} ms`);
}
const others = (host) => HOSTS.filter((one) => one !== host);

test("everything of the host with the elected database is killed at once", async (t) => {
  const host = await elected();
  await fault(t, others(host), { happens: () => cluster("kill", host), isOver: () => cluster("restart", host) });
  assert.notEqual(await elected(), host, "who comes back stands by");
});

test("everything of another host is killed at once", async (t) => {
  const host = others(await elected())[0];
  await fault(t, others(host), { happens: () => cluster("kill", host), isOver: () => cluster("restart", host) });
});

test("the host with the elected database is cut off, and comes back", async (t) => {
  const host = await elected();
  await fault(t, others(host), { happens: () => cluster("cut", host), isOver: () => cluster("heal", host) });
});

test("another host is cut off, and comes back", async (t) => {
  const host = others(await elected())[0];
  await fault(t, others(host), { happens: () => cluster("cut", host), isOver: () => cluster("heal", host) });
});

test("the hosts are restarted one by one", async (t) => {
  for (const host of HOSTS) await fault(t, others(host), { happens: () => cluster("restart", host) });
});

test("after all that every acknowledged message is there once, and every reader has read all of it once and in order", async (t) => {
  await Promise.all(posters.map((poster) => poster.stop()));
  await settle(clients);
  assert.deepEqual([...clients, ...posters].flatMap(({ faults }) => faults), []);
  const counts = [];
  for (const lounge of LOUNGES) counts.push(await checkHistory(BASES[0], lounge, clients.filter(({ lounges }) => lounges[0] === lounge)));
  const stored = new Set((await history(BASES[1], clients[0].session, LOUNGES[0])).map(({ cid }) => cid));
  for (const id of posters.flatMap((poster) => [...poster.acknowledged.keys()])) assert.ok(stored.has(id), `${id} was acknowledged by the form`);
  const reconnects = clients.reduce((sum, client) => sum + client.reconnects, 0);
  t.diagnostic(`${counts.reduce((sum, count) => sum + count)} messages, ${said(clients, posters).length} acknowledged to these clients, ${reconnects} reconnects`);
});
