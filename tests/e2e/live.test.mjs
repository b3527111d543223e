// Readers without scripts who go away, as the sidecar sees them: each is let go of, and costs nothing meanwhile. A house of its own; no browser.
import assert from "node:assert/strict";
import { once } from "node:events";
import { readFile } from "node:fs/promises";
import { request } from "node:http";
import { after, before, test } from "node:test";
import { setTimeout as pause } from "node:timers/promises";

import { OwnHouse } from "./support/own_house.mjs";
import { newSession, postForm, until } from "./support/protocol_v1.mjs";

const READERS = 20;

let house;
let session;
let cookie;
before(async () => {
  house = await OwnHouse.start({ POSTS: 1000, SOCKETS_PER_SESSION: 1000 });
  session = await newSession(house.base);
  cookie = `tempSessionToken=${session.tempSessionToken}`;
  const page = await fetch(`${house.base}/lounges/en-us`, { headers: { cookie } });
  assert.equal(page.status, 200);
});
after(() => house?.stop());

// Resolves once the first lines have come.
async function reader() {
  const asked = request(`${house.base}/live/en-us`, { headers: { cookie } }).end();
  const [answer] = await once(asked, "response");
  assert.equal(answer.statusCode, 200);
  answer.on("error", () => {}); // it is hung up below
  await once(answer, "data");
  return answer;
}

async function sockets() {
  const figures = await (await fetch(`${house.base}/metrics/sockets`)).text();
  return Number(/^chatroom_sockets (\d+)$/m.exec(figures)[1]);
}

let posts = 0;
async function say() {
  const answer = await postForm(house.base, session, "/lounges/en-us/messages", { clientId: `live-${(posts += 1)}`, body: "anybody there?" });
  assert.equal(answer.status, 303);
}

// Of the sidecar, in seconds.
async function processorTime() {
  const fields = (await readFile(`/proc/${await house.pid("ws")}/stat`, "utf8")).split(") ")[1].split(" ");
  return (Number(fields[11]) + Number(fields[12])) / 100;
}

test("readers who go while something is said to them are let go of", async () => {
  const readers = await Promise.all(Array.from({ length: READERS }, reader));
  assert.equal(await sockets(), READERS);
  // One after the other, and something is said all the while: some of it to somebody who has just gone.
  for (const one of readers) {
    one.destroy();
    await say();
  }
  await until(async () => (await sockets()) === 0, "all of them are let go of");
});

test("readers who go while nothing is said are let go of, and then the house is at rest", async () => {
  const readers = await Promise.all(Array.from({ length: READERS }, reader));
  readers.forEach((one) => one.destroy());
  await until(async () => (await sockets()) === 0, "all of them are let go of");
  const [before, began] = [await processorTime(), performance.now()];
  await pause(2000);
  const share = (await processorTime() - before) / ((performance.now() - began) / 1000);
  assert.ok(share < 0.3, `at rest the sidecar takes ${share.toFixed(2)} of a processor`);
});

test("a stream is in the language and the appearance that its page names", async () => {
  const page = await (await fetch(`${house.base}/lounges/en-us?lang=de`, { headers: { cookie: `${cookie}; theme=dark` } })).text();
  const address = /<iframe class="live-frame" src="([^"]+)"/.exec(page)[1].replaceAll("&amp;", "&");
  const asked = request(house.base + address, { headers: { cookie, "accept-language": "fr" } }).end();
  const [answer] = await once(asked, "response");
  answer.on("error", () => {});
  const [head] = await once(answer, "data");
  answer.destroy();
  assert.match(String(head), /<html lang="de" dir="ltr" class="live-root" data-theme="dark">/);
});
