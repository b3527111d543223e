// The sidecar is killed again and again while two members write to each other: what was acknowledged is there once, and nothing is there twice.
import assert from "node:assert/strict";
import { randomUUID } from "node:crypto";
import { after, before, test } from "node:test";

import WebSocket from "ws";

import { newMember } from "./support/member.mjs";
import { OwnHouse } from "./support/own_house.mjs";
import { until } from "./support/protocol_v1.mjs";

const KILLS = 3;
const BACK_WITHIN_MS = 60_000;

let house;
before(async () => { house = await OwnHouse.start({ POSTS: 100_000, ATTEMPTS: 1000, SMS_PER_PREFIX: 1000 }); });
after(() => house?.stop());

// Writes without pause, comes back whenever the line breaks, follows @me from the last number seen and sends again what was not answered.
class Correspondent {
  acknowledged = new Map(); // client id -> place
  unanswered = new Map(); // client id -> frame
  read = []; // client ids of direct events, in their order
  faults = [];
  lastSeq = 0;
  breaks = 0;

  constructor(browser) {
    this.browser = browser;
    this.#connect();
  }

  writeTo(peer) {
    this.writing = setInterval(() => {
      if (this.unanswered.size >= 4) return;
      const frame = { t: "dm", id: randomUUID(), to: peer, body: `at ${Date.now()}` };
      this.unanswered.set(frame.id, frame);
      this.#send(frame);
    }, 20);
  }

  stop() { clearInterval(this.writing); }
  end() {
    this.stop();
    this.over = true;
    this.socket.terminate();
  }

  #send(frame) { if (this.ready) this.socket.send(JSON.stringify(frame)); }

  #connect() {
    this.ready = false;
    const cookie = [...this.browser.cookies].map(([name, value]) => `${name}=${value}`).join("; ");
    const socket = new WebSocket(`${this.browser.base.replace(/^http/, "ws")}/ws`, "chatroom.v1", { headers: { cookie } });
    this.socket = socket;
    socket.on("error", () => {});
    socket.on("close", () => {
      this.breaks += 1;
      this.ready = false;
      if (!this.over) setTimeout(() => this.#connect(), 100 + Math.random() * 200);
    });
    socket.on("message", (data) => this.#receive(JSON.parse(data)));
  }

  #receive(frame) {
    if (frame.t === "welcome") {
      this.me = frame.you.id;
      this.ready = true;
      this.#send({ t: "join", lounge: "@me", since: this.lastSeq });
      for (const one of this.unanswered.values()) this.#send(one);
    } else if (frame.t === "ack") {
      const before = this.acknowledged.get(frame.id);
      if (before && before !== frame.n) this.faults.push(`${frame.id}: acknowledged as ${before}, then as ${frame.n}`);
      this.acknowledged.set(frame.id, frame.n);
      this.unanswered.delete(frame.id);
    } else if (frame.t === "nack") {
      if (frame.code !== "unavailable") this.faults.push(JSON.stringify(frame));
      setTimeout(() => this.unanswered.has(frame.id) && this.#send(this.unanswered.get(frame.id)), frame.retryAfter ?? 100);
    } else if (frame.t === "event") {
      if (frame.seq !== this.lastSeq + 1) this.faults.push(`@me: ${frame.seq} came after ${this.lastSeq}`);
      this.lastSeq = frame.seq;
      if (frame.kind === "direct") this.read.push(frame.cid);
    }
  }
}

async function history(browser, peer) {
  const all = [];
  for (let more = true; more; ) {
    const answer = await browser.request(`/direct/${peer}/lines?after=${all.at(-1)?.n ?? 0}`, { headers: { accept: "application/json" } });
    assert.equal(answer.status, 200);
    const page = await answer.json();
    all.push(...page.messages);
    more = page.more;
  }
  return all;
}

test("kill -9 of the sidecar in the middle of direct messages loses and doubles none", async (t) => {
  const [one, two] = [await newMember(house), await newMember(house)];
  const people = [new Correspondent(one.browser), new Correspondent(two.browser)];
  try {
    await until(() => people.every(({ me }) => me), "both are welcome", BACK_WITHIN_MS);
    people[0].writeTo(people[1].me);
    people[1].writeTo(people[0].me);
    for (let round = 1; round <= KILLS; round += 1) {
      const reached = people.map(({ acknowledged }) => acknowledged.size);
      await until(() => people.every(({ acknowledged }, i) => acknowledged.size > reached[i] + 10), "both write", BACK_WITHIN_MS);
      process.kill(await house.pid("ws"), "SIGKILL");
      await until(() => people.every(({ breaks }) => breaks >= round), "both lines broke", BACK_WITHIN_MS);
    }
    people.forEach((person) => person.stop());
    await until(() => people.every(({ unanswered, ready }) => ready && unanswered.size === 0), "every message is answered", BACK_WITHIN_MS);
    const total = people[0].acknowledged.size + people[1].acknowledged.size;
    await until(() => people.every(({ read }) => read.length >= total), "both have read everything", BACK_WITHIN_MS);

    const stored = await history(one.browser, people[1].me);
    assert.deepEqual(stored, await history(two.browser, people[0].me), "both see the same");
    assert.deepEqual(stored.map(({ n }) => n), Array.from({ length: total }, (_, i) => i + 1), "no hole, none twice");
    const places = new Map(stored.map(({ cid, n }) => [cid, n]));
    assert.equal(places.size, total);
    for (const person of people) {
      for (const [id, n] of person.acknowledged) assert.equal(places.get(id), n, `${id} was acknowledged`);
      assert.deepEqual(person.read, stored.map(({ cid }) => cid), "read once each, in order");
      assert.deepEqual(person.faults, []);
    }
    t.diagnostic(`${total} messages over ${KILLS} kills; breaks: ${people.map(({ breaks }) => breaks)}`);
  } finally {
    people.forEach((person) => person.end());
  }
});
