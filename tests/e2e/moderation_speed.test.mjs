// What a moderator does is in force at every door of two hosts at once: sockets, pages and API. By the operator's script, whose own start is told but not held
// against the house.
import assert from "node:assert/strict";
import { after, afterEach, before, test } from "node:test";

import { OwnHouse, shared } from "./support/own_house.mjs";
import { Connection, newSession, postForm, until } from "./support/protocol_v1.mjs";
import { Redis } from "./support/redis.mjs";

const LOUNGE = "en-us";
const ROUNDS = 3;

let redis, one, two;
before(async () => {
  redis = await Redis.start();
  one = await OwnHouse.start({ POSTS: 100_000, HEARTBEATS: 100_000 }, { REDIS_URL: redis.url });
  two = await OwnHouse.start({ POSTS: 100_000, HEARTBEATS: 100_000 }, { REDIS_URL: redis.url, CHATROOM_SIDECAR: "ws2", ...(await shared(one)) });
});
after(async () => {
  await two?.stop();
  await one?.stop();
  await redis?.stop();
});

// Whoever is acted upon sits at both hosts; the act comes in at the first.
let target;
async function come() {
  const session = await newSession(one.base);
  const sockets = [await Connection.open(session, one.base), await Connection.open(session, two.base)];
  for (const socket of sockets) {
    socket.send({ t: "join", lounge: LOUNGE });
    await until(() => socket.frames.some(({ t }) => t === "presence"), "the lounge is joined");
  }
  const { seq } = await sockets[0].post(LOUNGE, "something rude");
  target = { session, sockets, seq };
  return target;
}
afterEach(async () => {
  for (const socket of target?.sockets ?? []) if (socket.closeCode === null) await socket.close();
});

const headers = ({ session }) => ({ authorization: `Bearer ${session.tempSessionToken}`, accept: "application/json" });
const statusOf = async (house, path) => (await fetch(house.base + path, { headers: headers(target), redirect: "manual" })).status;
const beat = async (house) => (await fetch(`${house.base}/api/heartbeat`, { method: "POST", headers: headers(target) })).status;
const fresh = (prefix) => `${prefix}${Math.random()}`.slice(0, 14).replace(".", "");
// "403 ", "303 /where/to"
async function postByForm(house) {
  const answer = await postForm(house.base, target.session, `/lounges/${LOUNGE}/messages`, { clientId: fresh("f"), body: "by the form" });
  return `${answer.status} ${answer.headers.get("location") ?? ""}`;
}

async function moderate(...args) {
  const printed = await one.script("moderate", args[0], `${LOUNGE}/${target.seq}`, "--ground", "harassment", ...args.slice(1));
  return /action (\d+)/.exec(printed)[1];
}

// Runs the act on one fresh target a round; `refused`: [what, () => whether it is refused now]. Prints how long each took since the script was called, and holds
// the medians to a second after it has ended.
async function inForce(t, act, refusals) {
  const took = new Map(refusals.map(([what]) => [what, []]));
  for (let round = 0; round < ROUNDS; round += 1) {
    await come();
    const begin = performance.now();
    let ended;
    const acting = act().then((action) => {
      ended = performance.now();
      return action;
    });
    const refusedAt = new Map();
    await Promise.all(refusals.map(async ([what, refused]) => {
      await until(refused, what);
      refusedAt.set(what, performance.now());
    }));
    const action = await acting;
    for (const [what, at] of refusedAt) took.get(what).push({ called: at - begin, after: at - ended });
    for (const socket of target.sockets) if (socket.closeCode === null) await socket.close();
    if (action) await one.script("lift-action", action);
  }
  for (const [what, times] of took) {
    const median = times.map(({ after }) => after).sort((a, b) => a - b)[Math.floor(ROUNDS / 2)];
    t.diagnostic(`${what}: ${times.map(({ called }) => Math.round(called)).join(", ")} ms`);
    assert.ok(median < 1000, `${what}: ${median} ms after the act`);
  }
}

const nackOf = async (socket) => {
  const id = fresh("n");
  const answer = await socket.ask({ t: "post", id, lounge: LOUNGE, body: "again" }, (frame) => frame.id === id && /^n?ack$/.test(frame.t), "an answer");
  return answer.code;
};

test("a mute: refused on both sockets and by the form", (t) => inForce(t, () => moderate("mute", "--for", "10m"), [
  ["the socket at the first host", async () => (await nackOf(target.sockets[0])) === "muted"],
  ["the socket at the second host", async () => (await nackOf(target.sockets[1])) === "muted"],
  ["the form at the second host", async () => (await postByForm(two)) === "403 "],
]));

test("a kick: both sockets are out of the lounge, and its page is closed", (t) => inForce(t, () => moderate("kick", "--for", "10m"), [
  ["the socket at the first host", () => target.sockets[0].frames.some(({ t: type, code }) => type === "left" && code === "kicked")],
  ["the socket at the second host", () => target.sockets[1].frames.some(({ t: type, code }) => type === "left" && code === "kicked")],
  ["the page at the second host", async () => (await statusOf(two, `/lounges/${LOUNGE}`)) === 403],
  ["its lines", async () => (await statusOf(two, `/lounges/${LOUNGE}/lines?after=0`)) === 403],
  ["its live stream", async () => (await fetch(`${two.base}/live/${LOUNGE}`, { headers: headers(target) })).text().then((text) => text.includes("put you out"))],
]));

for (const [name, args] of [["a ban for a time", ["ban", "--for", "10m"]], ["a ban for good", ["ban"]]]) {
  test(`${name}: both sockets are closed, pages lead to the decision, the API refuses`, (t) => inForce(t, () => moderate(...args), [
    ["the socket at the first host", () => target.sockets[0].closeCode === 4403],
    ["the socket at the second host", () => target.sockets[1].closeCode === 4403],
    ["the API at the second host", async () => (await beat(two)) === 403],
    ["the API at the first host", async () => (await beat(one)) === 403],
    ["the form at the second host", async () => (await postByForm(two)).startsWith("303 /decisions/")],
  ]));
}

test("a removed message: gone from both sockets and from the page", (t) => inForce(t, () => moderate("delete"), [
  ["the socket at the first host", () => target.sockets[0].frames.some(({ t: type, kind, of }) => type === "event" && kind === "remove" && of === target.seq)],
  ["the socket at the second host", () => target.sockets[1].frames.some(({ t: type, kind, of }) => type === "event" && kind === "remove" && of === target.seq)],
  ["the history at the second host", async () => {
    const answer = await fetch(`${two.base}/lounges/${LOUNGE}/lines?after=${target.seq - 1}`, { headers: headers(target) });
    return (await answer.json()).events[0].removed === true;
  }],
]));

test("nobody new comes in from a banned person's connection, and its ban's end opens the door again", async () => {
  await come();
  const action = await moderate("ban");
  await assert.rejects(newSession(two.base), /guest/);
  await one.script("lift-action", action);
  assert.ok((await newSession(two.base)).guestId);
});
