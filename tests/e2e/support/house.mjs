// The house under test, from outside: its address, names that nobody else uses, and guests without a browser who say things.
import assert from "node:assert/strict";
import { randomBytes } from "node:crypto";

import WebSocket from "ws";

export const base = process.env.BASE_URL ?? "http://127.0.0.1:8080";

// Letters and digits that no other run uses.
export const unique = (prefix = "") => `${prefix}${randomBytes(5).toString("hex")}`;

// A guest of the JSON API. They speak over a socket; `say` resolves when the server has acknowledged.
export async function guest(lounge) {
  const token = await session();
  const socket = new WebSocket(`${base.replace(/^http/, "ws")}/ws`, "chatroom.v1", { headers: { authorization: `Bearer ${token}` } });
  const answers = new Map();
  const welcome = new Promise((resolve, reject) => {
    socket.on("error", reject);
    socket.on("message", (data) => {
      const frame = JSON.parse(data);
      if (frame.t === "welcome") resolve(frame);
      answers.get(frame.t === "ack" || frame.t === "nack" ? frame.id : null)?.(frame);
    });
  });
  const { you } = await welcome;
  const send = (frame) => socket.send(JSON.stringify({ lounge, ...frame }));
  const say = async (body, more) => {
    const id = unique();
    const answered = new Promise((resolve) => answers.set(id, resolve));
    send({ t: "post", id, body, ...more });
    const answer = await answered;
    assert.equal(answer.t, "ack", JSON.stringify(answer));
    return answer;
  };
  return { name: you.name, say, join: () => send({ t: "join" }), type: () => send({ t: "typing" }), leave: () => socket.close() };
}

async function session() {
  const csrf = await fetch(`${base}/api/auth/csrf`, { method: "POST" });
  const { csrfToken } = await csrf.json();
  const answer = await fetch(`${base}/api/auth/guest`, {
    method: "POST",
    headers: { "content-type": "application/json", "x-csrf-token": csrfToken, cookie: `csrfToken=${csrfToken}` },
    body: JSON.stringify({ ageCategory: "18+", name: unique("e") }),
  });
  assert.equal(answer.status, 200, "a guest session by the API (CHATROOM_LIMIT_ENTRIES must allow a few dozen)");
  return (await answer.json()).tempSessionToken;
}

const AT_ONCE = 5; // as many as one may say without a pause

async function sayAsNew(lounge, texts) {
  const speaker = await guest(lounge);
  for (const text of texts) await speaker.say(text);
  speaker.leave();
}

// Says all texts in their order.
export async function fillLounge(lounge, texts) {
  for (let start = 0; start < texts.length; start += AT_ONCE) await sayAsNew(lounge, texts.slice(start, start + AT_ONCE));
}

// Says `count` texts in any order, by several guests at a time.
export async function crowdLounge(lounge, count) {
  const speakers = async (rounds) => {
    for (let round = 0; round < rounds; round += 1) await sayAsNew(lounge, Array.from({ length: AT_ONCE }, () => unique("crowd ")));
  };
  await Promise.all(Array.from({ length: 10 }, () => speakers(count / AT_ONCE / 10)));
}
