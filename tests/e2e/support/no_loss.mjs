// What promises 1 and 2 mean for a crowd of persistent clients.
import assert from "node:assert/strict";

import { history, historyPage, until } from "./protocol_v1.mjs";

const SETTLED_WITHIN_MS = 60_000;

// Ends the writing, and resolves once every post is answered and everybody has read as far as anybody was acknowledged.
export async function settle(clients) {
  clients.forEach((client) => client.stopWriting());
  await until(() => clients.every((client) => client.unanswered.size === 0), "every post is answered", SETTLED_WITHIN_MS);
  const reached = new Map();
  for (const client of clients) {
    for (const { lounge, seq } of client.acknowledged.values()) reached.set(lounge, Math.max(reached.get(lounge) ?? 0, seq));
  }
  const all = (client) => client.lounges.every((lounge) => client.last(lounge) >= reached.get(lounge));
  await until(() => clients.every(all), "every reader has read everything", SETTLED_WITHIN_MS);
}

const numbersTo = (count) => Array.from({ length: count }, (_, index) => index + 1);

// Every acknowledged message is in the history once, and every reader has read all of it, once, in order. Resolves to the number of messages.
export async function checkHistory(base, lounge, clients) {
  const { session } = clients[0];
  const events = await history(base, session, lounge);
  assert.deepEqual(events.map((event) => event.seq), numbersTo(events.length), `${lounge}: the history has no hole`);
  const backwards = await historyBackwards(base, session, lounge);
  assert.deepEqual(backwards, events, `${lounge}: the history is the same from both ends`);

  const seqs = new Map(events.map((event) => [event.cid, event.seq]));
  assert.equal(seqs.size, events.length, `${lounge}: no message is there twice`);
  for (const client of clients) {
    for (const [id, ack] of client.acknowledged) {
      if (ack.lounge === lounge) assert.equal(seqs.get(id), ack.seq, `${lounge}: ${id} was acknowledged`);
    }
    if (client.read.has(lounge)) assert.deepEqual(client.read.get(lounge), numbersTo(events.length), `${lounge}: read all, once, in order`);
  }
  return events.length;
}

async function historyBackwards(base, session, lounge) {
  let events = [];
  for (let page = { more: true }; page.more; events = [...page.events, ...events]) {
    page = await historyPage(base, session, lounge, events.length ? `before=${events[0].seq}` : "");
  }
  return events;
}
