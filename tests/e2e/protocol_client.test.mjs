// A client written from PROTOCOL.md alone, against the running house at BASE_URL.
import assert from "node:assert/strict";
import { randomUUID } from "node:crypto";
import { test } from "node:test";

import { Connection, history, houseAtBaseUrl as base, newSession, postForm, until } from "./support/protocol_v1.mjs";

const LOUNGE = "fr-be";

// A guest per test: the allowance of posts is theirs alone.
async function guest() {
  const session = await newSession();
  return { session, connection: await Connection.open(session) };
}

const end = (...connections) => Promise.all(connections.map((connection) => connection.close()));

test("the welcome names the person and the bounds", async () => {
  const { session, connection } = await guest();
  const [welcome] = connection.frames;
  assert.equal(welcome.v, 1);
  assert.deepEqual(welcome.you, { id: Number(session.guestId), name: session.name, guest: true });
  assert.equal(welcome.expires, Date.parse(session.expiresAt));
  assert.deepEqual(welcome.limits, { frame: 16384, body: 4000, posts: 5, per: 5000, lounges: 8 });
  assert.equal(welcome.ping, 25);
  await end(connection);
});

test("joins, posts, reads, leaves", async () => {
  const [ann, ben] = [await guest(), await guest()];
  const joined = await ann.connection.join(LOUNGE);
  assert.equal(joined.t, "joined");
  await ben.connection.join(LOUNGE);
  const body = `  «Salut» 👋\n\tà tous ${randomUUID()}  `;
  const id = randomUUID();
  const ack = await ben.connection.post(LOUNGE, body, id);
  assert.equal(ack.t, "ack");
  const event = await ann.connection.frame((frame) => frame.t === "event" && frame.cid === id, "the message");
  assert.deepEqual({ ...event, id: 0 }, {
    t: "event", lounge: LOUNGE, seq: ack.seq, kind: "message", id: 0, at: ack.at,
    from: { id: ben.connection.you.id, name: ben.connection.you.name, guest: true }, cid: id, body: body.trim(),
  });
  const left = await ann.connection.ask({ t: "leave", lounge: LOUNGE }, (frame) => frame.t === "left", "left");
  assert.deepEqual(left, { t: "left", lounge: LOUNGE });

  // What is said afterwards reaches those who stayed, and not the one who left.
  const last = await ben.connection.post(LOUNGE, "encore");
  await ben.connection.frame((frame) => frame.t === "event" && frame.seq === last.seq, "the own message");
  const answer = await ann.connection.ask({ t: "leave", lounge: LOUNGE }, (frame) => frame.t === "nack", "a refusal");
  assert.equal(answer.code, "not_joined");
  assert.ok(ann.connection.events(LOUNGE).every(({ seq }) => seq < last.seq));
  await end(ann.connection, ben.connection);
});

test("sees who comes, who writes and who goes", async () => {
  const [ann, ben] = [await guest(), await guest()];
  await ann.connection.join("fr-lu");
  const list = await ann.connection.frame((frame) => frame.t === "presence" && frame.members, "the list of members");
  assert.ok(list.members.some(({ id }) => id === ann.connection.you.id));
  await ben.connection.join("fr-lu");
  await ann.connection.frame(({ t, joined }) => t === "presence" && joined?.some(({ id }) => id === ben.connection.you.id), "Ben's coming");
  ben.connection.send({ t: "typing", lounge: "fr-lu" });
  await ann.connection.frame(({ t, who }) => t === "typing" && who.some(({ id }) => id === ben.connection.you.id), "Ben's writing");
  await end(ben.connection);
  await ann.connection.frame(({ t, left }) => t === "presence" && left?.includes(ben.connection.you.id), "Ben's going");
  await end(ann.connection);
});

test("after a broken line, joining with `since` brings exactly what was missed", async () => {
  const [ann, ben] = [await guest(), await guest()];
  await ann.connection.join("fr-ch");
  const seen = await ben.connection.post("fr-ch", "seen");
  await ann.connection.frame((frame) => frame.seq === seen.seq, "the first message");
  ann.connection.drop();
  await ann.connection.ended();

  const ids = [];
  for (const body of ["missed 1", "missed 2", "missed 3"]) {
    ids.push(randomUUID());
    await ben.connection.post("fr-ch", body, ids.at(-1));
  }
  const back = await Connection.open(ann.session);
  const joined = await back.join("fr-ch", seen.seq);
  assert.deepEqual(joined, { t: "joined", lounge: "fr-ch", seq: seen.seq + 3, replay: 3 });
  await until(() => back.events("fr-ch").length >= 3, "the replay");
  // Whatever would come too much stands before the answer to a later post.
  const more = await ben.connection.post("fr-ch", "live");
  await back.frame((frame) => frame.t === "event" && frame.seq === more.seq, "the message after the replay");
  assert.deepEqual(back.events("fr-ch").map(({ seq, cid }) => [seq, cid]).slice(0, 3), ids.map((id, index) => [seen.seq + 1 + index, id]));
  assert.equal(back.events("fr-ch").length, 4);
  await end(back, ben.connection);
});

test("a `since` in the future is answered with resync", async () => {
  const { session, connection } = await guest();
  const { seq } = await connection.post("fr-fr", "now");
  assert.deepEqual(await connection.join("fr-fr", seq + 1000), { t: "resync", lounge: "fr-fr", seq });
  assert.equal((await history(base, session, "fr-fr", seq - 1)).at(0).seq, seq);
  await end(connection);
});

test("a repeated client id is answered with the first ack, on any connection and when slowed down", async () => {
  const { session, connection } = await guest();
  const id = randomUUID();
  const first = await connection.post(LOUNGE, "the first", id);
  assert.equal(first.t, "ack");
  const again = { ...first, repeated: true };
  assert.deepEqual(await connection.post(LOUNGE, "the first", id), again);

  // At once, here and below: the allowance is counted by the clock.
  const answers = await Promise.all(Array.from({ length: 6 }, (_, i) => connection.post(LOUNGE, `more ${i}`)));
  const refused = answers.find(({ t }) => t === "nack");
  assert.equal(refused?.code, "slow_down");
  assert.ok(refused.retryAfter > 0 && refused.retryAfter <= 5000, `retryAfter ${refused.retryAfter}`);
  assert.deepEqual(await connection.post(LOUNGE, "another body", id), again);

  const other = await Connection.open(session);
  assert.deepEqual(await other.post(LOUNGE, "the first", id), again);
  const events = await history(base, session, LOUNGE, first.seq - 1);
  assert.deepEqual(events.filter((event) => event.cid === id).map(({ seq, body }) => [seq, body]), [[first.seq, "the first"]]);
  await end(connection, other);
});

test("a post slowed down succeeds with the same id once retryAfter is over", async () => {
  const { connection } = await guest();
  const id = randomUUID();
  const answers = await Promise.all(Array.from({ length: 6 }, (_, i) => connection.post(LOUNGE, `quick ${i}`, i === 5 ? id : undefined)));
  const answer = answers.at(-1);
  assert.equal(answer.code, "slow_down");
  const allowed = Date.now() + answer.retryAfter;
  await until(() => Date.now() >= allowed, "the time to retry");
  const stored = await connection.post(LOUNGE, "at last", id);
  assert.deepEqual([stored.t, stored.repeated], ["ack", undefined]);
  await end(connection);
});

test("a post from the page reaches sockets, and its client id counts there too", async () => {
  const [ann, ben] = [await guest(), await guest()];
  await ann.connection.join(LOUNGE);
  const clientId = randomUUID();
  const answer = await postForm(base, ben.session, `/lounges/${LOUNGE}/messages`, { clientId, body: "from the page" });
  assert.equal(answer.status, 303);
  const event = await ann.connection.frame((frame) => frame.t === "event" && frame.cid === clientId, "the page's message");
  assert.deepEqual([event.from.id, event.body], [Number(ben.session.guestId), "from the page"]);
  const repeated = await ben.connection.post(LOUNGE, "from the page", clientId);
  assert.deepEqual(repeated, { t: "ack", id: clientId, lounge: LOUNGE, seq: event.seq, at: event.at, repeated: true });
  await end(ann.connection, ben.connection);
});

test("leaving the house ends its sockets", async () => {
  const { session, connection } = await guest();
  await connection.join(LOUNGE);
  const answer = await postForm(base, session, "/leave", {});
  assert.equal(answer.status, 303);
  const bye = await connection.frame((frame) => frame.t === "bye", "bye");
  assert.equal(bye.code, "session_ended");
  assert.ok(bye.message);
  assert.equal(await connection.ended(), 4401);

  // The token itself has not run out: the socket opens and is closed at once.
  const late = new Connection(session);
  assert.equal((await late.frame((frame) => frame.t === "bye" || frame.t === "welcome", "bye")).code, "session_ended");
  assert.equal(await late.ended(), 4401);
});

test("the eleventh socket of a session closes the oldest", async () => {
  const session = await newSession();
  const sockets = [];
  for (let count = 0; count < 10; count += 1) sockets.push(await Connection.open(session));
  const another = await Connection.open(await newSession());
  const answered = await sockets[0].post("nowhere", "still here");
  assert.equal(answered.code, "unknown_lounge");

  sockets.push(await Connection.open(session));
  const bye = await sockets[0].frame((frame) => frame.t === "bye", "bye");
  assert.equal(bye.code, "too_many_sockets");
  assert.equal(await sockets[0].ended(), 4409);
  const others = [...sockets.slice(1), another];
  for (const socket of others) assert.equal((await socket.post("nowhere", "still here")).code, "unknown_lounge");
  await end(...others);
});
