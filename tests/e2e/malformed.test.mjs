// What a broken or hostile client sends is refused as PROTOCOL.md says, and harms nobody else.
import assert from "node:assert/strict";
import { randomBytes, randomUUID } from "node:crypto";
import { after, before, describe, test } from "node:test";

import { OwnHouse, servicePid } from "./support/own_house.mjs";
import { Connection, handshakeStatus, houseAtBaseUrl as base, newSession, until } from "./support/protocol_v1.mjs";

const LOUNGE = "es-uy";
const FRAME_LIMIT = 16_384;
const state = process.env.CHATROOM_VAR ?? new URL("../../var", import.meta.url).pathname;

let sidecar;
let session;
before(async () => {
  sidecar = await servicePid(state, "ws");
  assert.ok(sidecar > 0, `the sidecar of ${state} runs`);
  session = await newSession();
});
after(async () => {
  assert.equal(await servicePid(state, "ws"), sidecar, "the same sidecar has served all along");
  const connection = await Connection.open(await newSession());
  assert.equal((await connection.post(LOUNGE, "still served")).t, "ack");
  await connection.close();
});

const text = (frame) => (typeof frame === "string" || Buffer.isBuffer(frame) ? frame : JSON.stringify(frame));
const post = (changes) => ({ t: "post", id: "one", lounge: LOUNGE, body: "text", ...changes });
// A frame of that many bytes that would be well-formed.
const sized = (bytes, head = '{"t":"active","pad":"', tail = '"}') => head + "x".repeat(bytes - head.length - tail.length) + tail;

// [what, frame, code of the nack, id of the nack]
const refusedFrames = [
  ["an empty frame", "", "malformed"],
  ["no JSON", "hello", "malformed"],
  ["JSON cut short", '{"t":"post","id":"one"', "malformed"],
  ["something behind the object", '{"t":"active"}{}', "malformed"],
  ["an array", [{ t: "active" }], "malformed"],
  ["null", "null", "malformed"],
  ["a number", "1e999", "malformed"],
  ["an object nested 2,000 deep", '{"t":'.repeat(2000) + "1" + "}".repeat(2000), "malformed"],
  ["a zero byte", '{"t":"active"\0}', "malformed"],
  ["half a surrogate pair", '{"t":"post","id":"one","lounge":"en-us","body":"\\ud800"}', "malformed"],
  ["no type", { lounge: LOUNGE }, "malformed"],
  ["a type that is a number", { t: 1 }, "malformed"],
  ["an unknown type", { t: "shout", id: "one" }, "unknown_type", "one"],
  ["a type with a capital", { t: "Post", id: "one" }, "unknown_type", "one"],
  ["join without a lounge", { t: "join" }, "malformed"],
  ["join of a number", { t: "join", lounge: 7 }, "malformed"],
  ["join of null", { t: "join", lounge: null }, "malformed"],
  ["since as text", { t: "join", lounge: LOUNGE, since: "4" }, "malformed"],
  ["since below zero", { t: "join", lounge: LOUNGE, since: -1 }, "malformed"],
  ["since with a fraction", { t: "join", lounge: LOUNGE, since: 1.5 }, "malformed"],
  ["since above 2^64", '{"t":"join","lounge":"es-uy","since":99999999999999999999}', "malformed"],
  ["leave without a lounge", { t: "leave" }, "malformed"],
  ["typing with a list", { t: "typing", lounge: [LOUNGE] }, "malformed"],
  ["post without a body", { t: "post", id: "one", lounge: LOUNGE }, "malformed", "one"],
  ["post with a body that is a number", post({ body: 5 }), "malformed", "one"],
  ["post with a body that is an object", post({ body: {} }), "malformed", "one"],
  ["post without an id", { t: "post", lounge: LOUNGE, body: "text" }, "malformed"],
  ["post with an id that is a number", post({ id: 5 }), "malformed"],
  ["an empty id", post({ id: "" }), "bad_id"],
  ["an id of 37 characters", post({ id: "x".repeat(37) }), "bad_id"],
  ["an id with a space", post({ id: "a b" }), "bad_id"],
  ["an id with an accent", post({ id: "é" }), "bad_id"],
  ["an id that is SQL", post({ id: "' OR 1=1 --" }), "bad_id"],
  ["an empty body", post({ body: "" }), "body_empty", "one"],
  ["a body of white space", post({ body: " \n\t\u3000 " }), "body_empty", "one"],
  ["a body of 4,001 characters", post({ body: "x".repeat(4001) }), "body_too_long", "one"],
  ["a bell", post({ body: "a\u0007b" }), "body_invalid", "one"],
  ["an escape sequence", post({ body: "\u001b[2J" }), "body_invalid", "one"],
  ["a zero character", post({ body: "a\u0000b" }), "body_invalid", "one"],
  ["a delete character", post({ body: "a\u007fb" }), "body_invalid", "one"],
  ["a control character of Latin-1", post({ body: "a\u0085b" }), "body_invalid", "one"],
  ["post to an unknown lounge", post({ lounge: "xx-nowhere" }), "unknown_lounge", "one"],
  ["join of an unknown lounge", { t: "join", lounge: "xx-nowhere" }, "unknown_lounge"],
  ["join of a lounge with a path", { t: "join", lounge: "../en-us" }, "unknown_lounge"],
  ["join of an endless slug", { t: "join", lounge: "e".repeat(10_000) }, "unknown_lounge"],
  ["join of a closed lounge", { t: "join", lounge: "es-uy-red" }, "age_unproven"],
  ["post to a closed lounge", post({ lounge: "es-uy-red" }), "age_unproven", "one"],
  ["typing where not joined", { t: "typing", lounge: LOUNGE }, "not_joined"],
  ["leave where not joined", { t: "leave", lounge: LOUNGE }, "not_joined"],
];

describe("a frame that breaks a rule is answered with nack, and the connection goes on", () => {
  for (const [what, frame, code, id] of refusedFrames) {
    test(`${what}: ${code}`, async () => {
      const connection = await Connection.open(session);
      connection.sendRaw(text(frame));
      const nack = await connection.frame(({ t }) => t !== "welcome" && t !== "presence", "an answer");
      assert.deepEqual([nack.t, nack.code], ["nack", code], JSON.stringify(nack));
      if (code !== "bad_id") assert.equal(nack.id, id);
      assert.match(nack.message, /\S/);
      const next = await connection.post("xx-nowhere", "a next one");
      assert.equal(next.code, "unknown_lounge");
      await connection.close();
    });
  }
});

test("what lies just inside the bounds is accepted", async () => {
  const connection = await Connection.open(await newSession());
  const body = "👋".repeat(4000);
  const id = randomUUID().padEnd(36, "x");
  assert.equal((await connection.post(LOUNGE, body, id)).t, "ack");
  assert.equal((await connection.post(LOUNGE, "line\n\ttab")).t, "ack");
  connection.sendRaw(sized(FRAME_LIMIT));
  assert.equal((await connection.post("xx-nowhere", "after the largest frame")).code, "unknown_lounge");
  await connection.close();
});

test("a ninth lounge is too many on one connection", async () => {
  const connection = await Connection.open(await newSession());
  const lounges = ["es-uy", "es-ar", "es-mx", "es-cl", "es-co", "es-pe", "es-ve", "es-es"];
  for (const lounge of lounges) assert.equal((await connection.join(lounge)).t, "joined");
  assert.equal((await connection.join("es-bo")).code, "too_many_lounges");
  await connection.ask({ t: "leave", lounge: "es-es" }, ({ t }) => t === "left", "left");
  assert.equal((await connection.join("es-bo")).t, "joined");
  await connection.close();
});

// [what, how it is sent, the close code]
const endingFrames = [
  ["a frame above 16,384 bytes", (socket) => socket.sendRaw(sized(FRAME_LIMIT + 1)), 1009],
  ["a frame of a megabyte", (socket) => socket.sendRaw(sized(1 << 20)), 1009],
  ["fragments above 16,384 bytes together", (socket) => {
    socket.sendRaw(sized(FRAME_LIMIT / 2), { fin: false });
    socket.sendRaw("x".repeat(FRAME_LIMIT / 2 + 1), { fin: true });
  }, 1009],
  ["invalid UTF-8", (socket) => socket.sendRaw(Buffer.from('{"t":"active","x":"\xff"}', "latin1")), 1007],
  ["an overlong slash", (socket) => socket.sendRaw(Buffer.from('{"t":"active","x":"\xc0\xaf"}', "latin1")), 1007],
  ["a surrogate as UTF-8", (socket) => socket.sendRaw(Buffer.from('{"t":"active","x":"\xed\xa0\x80"}', "latin1")), 1007],
  ["a binary frame", (socket) => socket.sendRaw(Buffer.from('{"t":"active"}'), { binary: true }), 1003],
];

describe("a frame that no client of the protocol sends ends the connection", () => {
  for (const [what, send, code] of endingFrames) {
    test(`${what}: ${code}`, async () => {
      const connection = await Connection.open(session);
      send(connection);
      assert.equal(await connection.ended(), code);
    });
  }
});

test("the twentieth malformed frame ends the connection", async () => {
  const connection = await Connection.open(session);
  for (let count = 0; count < 19; count += 1) connection.sendRaw("no JSON");
  assert.equal((await connection.post("xx-nowhere", "after nineteen")).code, "unknown_lounge");
  connection.sendRaw("no JSON");
  assert.equal((await connection.frame(({ t }) => t === "bye", "bye")).code, "malformed");
  assert.equal(await connection.ended(), 4400);
  assert.equal(connection.frames.filter(({ code, t }) => t === "nack" && code === "malformed").length, 20);
});

// [what, headers in terms of a good token, the status]
const flipped = (token, at) => token.slice(0, at) + (token[at] === "A" ? "B" : "A") + token.slice(at + 1);
const bearer = (token) => ({ authorization: `Bearer ${token}` });
const handshakes = [
  ["a good one with the token as Bearer", (token) => bearer(token), 101],
  ["a good one with the token as cookie", (token) => ({ cookie: `a=b; tempSessionToken=${token}; c=d` }), 101],
  ["the house's own Origin", (token) => ({ ...bearer(token), origin: base }), 101],
  ["a foreign Origin", (token) => ({ ...bearer(token), origin: "http://elsewhere.example" }), 403],
  ["an Origin that begins like the own", (token) => ({ ...bearer(token), origin: `${base}.elsewhere.example` }), 403],
  ["the Origin null", (token) => ({ ...bearer(token), origin: "null" }), 403],
  ["no token", () => ({}), 401],
  ["an empty token", () => bearer(""), 401],
  ["a made-up token", () => bearer(randomBytes(64).toString("base64url")), 401],
  ["a token with another time", (token) => bearer(flipped(token, 7)), 401],
  ["a token with another signature", (token) => bearer(flipped(token, token.length - 2)), 401],
  ["a token cut short", (token) => bearer(token.slice(0, -1)), 401],
  ["a token with something behind it", (token) => bearer(`${token}A`), 401],
  ["no sub-protocol", (token) => ({ ...bearer(token), "sec-websocket-protocol": undefined }), 400],
  ["another sub-protocol", (token) => ({ ...bearer(token), "sec-websocket-protocol": "chatroom.v9" }), 400],
  ["version 8", (token) => ({ ...bearer(token), "sec-websocket-version": "8" }), 400],
  ["no version", (token) => ({ ...bearer(token), "sec-websocket-version": undefined }), 400],
  ["a malformed key", (token) => ({ ...bearer(token), "sec-websocket-key": "short" }), 400],
  ["no key", (token) => ({ ...bearer(token), "sec-websocket-key": undefined }), 400],
];

describe("the handshake", () => {
  for (const [what, headers, status] of handshakes) {
    test(`${what}: ${status}`, async () => {
      assert.equal(await handshakeStatus(base, headers(session.tempSessionToken)), status);
    });
  }
});

describe("in a house where sessions are short", () => {
  const SESSION_MS = 12_000; // a busy machine must be done with the first test within it
  let house;
  before(async () => { house = await OwnHouse.start({ GUEST_SESSION_MS: SESSION_MS }); });
  after(() => house?.stop());

  test("what is sent before the welcome is refused as too early", async () => {
    const early = await newSession(house.base);
    const database = await house.pid("mariadb");
    process.kill(database, "SIGSTOP"); // so that nobody can be welcomed
    try {
      const connection = new Connection(early, house.base);
      await until(() => connection.socket.readyState === 1, "the handshake");
      const nack = await connection.post(LOUNGE, "early", "early-1");
      assert.equal(nack.code, "too_early");
      const joining = await connection.join(LOUNGE);
      assert.equal(joining.code, "too_early");
      assert.ok(connection.frames.every(({ t }) => t === "nack"));
      process.kill(database, "SIGCONT");
      await connection.frame(({ t }) => t === "welcome", "welcome");
      assert.equal((await connection.post(LOUNGE, "early", "early-1")).t, "ack");
      await connection.close();
    } finally {
      process.kill(database, "SIGCONT");
    }
  });

  test("a session that runs out ends its socket, and its token opens no other: 401", async () => {
    const short = await newSession(house.base);
    const connection = await Connection.open(short, house.base);
    const bye = await connection.frame(({ t }) => t === "bye", "bye");
    assert.ok(Date.now() >= Date.parse(short.expiresAt), "not before its time");
    assert.equal(bye.code, "session_ended");
    assert.equal(await connection.ended(), 4401);
    assert.equal(await handshakeStatus(house.base, bearer(short.tempSessionToken)), 401);
    assert.equal(await handshakeStatus(house.base, bearer((await newSession(house.base)).tempSessionToken)), 101);
  });
});
