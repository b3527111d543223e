// A new version takes over from the one that runs, under load. The house is a release of its own, replaced in place.
import assert from "node:assert/strict";
import { mkdtemp } from "node:fs/promises";
import http from "node:http";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { after, before, test } from "node:test";

import { checkHistory, settle } from "./support/no_loss.mjs";
import { OwnHouse } from "./support/own_house.mjs";
import { PersistentClient } from "./support/persistent_client.mjs";
import { newSession, until } from "./support/protocol_v1.mjs";
import { Release } from "./support/release.mjs";

const SOCKETS = 500;
const POSTERS = 20;
const PAGE_POSTERS = 4;
const LOUNGES = ["en-us", "en-gb", "de-de", "fr-fr", "es-es"];
const WITHIN_MS = 60_000; // a busy machine included

let release, house;
before(async () => {
  release = await Release.lay(await mkdtemp(join(tmpdir(), "chatroom-release-")));
  house = await OwnHouse.start({ POSTS: 100_000 }, { BUILD: join(release.folder, "build") }, undefined, join(release.folder, "scripts"));
});
after(async () => {
  await house?.stop();
  await release?.remove();
});

// Sends a form on a connection of its own: a kept one, which nginx may close between two requests, a browser would replace by itself. Resolves to the status.
function post(session, token, path, fields) {
  const body = new URLSearchParams({ ...fields, csrfToken: token }).toString();
  const headers = {
    cookie: `csrfToken=${token}; tempSessionToken=${session.tempSessionToken}`,
    "content-type": "application/x-www-form-urlencoded",
    "content-length": Buffer.byteLength(body),
  };
  return new Promise((resolve, reject) => {
    const request = http.request(house.base + path, { method: "POST", headers, agent: false }, (answer) => {
      answer.resume();
      answer.on("end", () => resolve(answer.statusCode));
      answer.on("error", reject);
    });
    request.on("error", reject);
    request.end(body);
  });
}

// Posts forms one after the other, as pages without scripts do; keeps what was not answered by a redirect.
class PagePoster {
  posted = 0;
  failed = [];

  constructor(session, token, lounge) {
    Object.assign(this, { session, token, lounge, over: false });
    this.done = this.#run();
  }

  async #run() {
    while (!this.over) {
      const fields = { clientId: `page-${this.session.guestId}-${this.posted}`, body: "said by a page" };
      const status = await post(this.session, this.token, `/lounges/${this.lounge}/messages`, fields).catch((error) => error.message);
      if (status === 303) this.posted += 1; else this.failed.push(status);
      await new Promise((resolve) => setTimeout(resolve, 100));
    }
  }

  end() { this.over = true; return this.done; }
}

// How long each client was without its socket, longest first.
function interruptions(clients) { return clients.map((client) => client.longestAway).sort((a, b) => b - a); }

const page = async (path) => (await fetch(house.base + path)).text();
const pids = async () => Promise.all(["fcgi", "ws", "jobs", "mariadb", "nginx"].map((name) => house.pid(name)));

test(`${SOCKETS} sockets and ${POSTERS} posters notice a new version by a short break at most, and nothing fails`, async (t) => {
  const sessions = [];
  for (let index = 0; index < SOCKETS; index += 1) sessions.push(await newSession(house.base));
  const clients = sessions.map((session, index) => new PersistentClient(house.base, session, [LOUNGES[index % LOUNGES.length]], { every: index < POSTERS ? 250 : 0 }));
  const posters = clients.slice(0, POSTERS);
  let byPage = [];
  try {
    const everybodyTalks = async (what) => {
      const since = Date.now();
      await until(() => posters.every((client) => client.hasAckOfPostAfter(since)), what, WITHIN_MS);
    };
    await until(() => clients.every((client) => client.ready), "everybody is in", 2 * WITHIN_MS);
    await everybodyTalks("everybody talks");
    const { csrfToken } = await (await fetch(`${house.base}/api/auth/csrf`, { method: "POST" })).json();
    byPage = sessions.slice(-PAGE_POSTERS).map((session, index) => new PagePoster(session, csrfToken, LOUNGES[index]));
    await until(() => byPage.every(({ posted }) => posted > 2), "the pages talk");
    const [before, old] = [await pids(), (await page("/terms")).match(/\/static\/([0-9a-f]{12})\//)[1]];

    await release.supersede();
    await house.instance("start");

    assert.match(await page("/terms"), /id="later-release"/, "the pages are those of the new version");
    const [now, version] = [await pids(), (await page("/terms")).match(/\/static\/([0-9a-f]{12})\//)[1]];
    assert.notEqual(version, old);
    for (const one of [old, version]) assert.equal((await fetch(`${house.base}/static/${one}/css/app.css`)).status, 200, `files of ${one}`);
    assert.equal(now[0], before[0], "the parent of the page workers holds their door all the time");
    assert.notEqual(now[1], before[1], "another sidecar");
    assert.deepEqual(now.slice(3), before.slice(3), "the database and nginx go on");
    await until(() => clients.every((client) => client.ready), "everybody is in again", WITHIN_MS);
    await everybodyTalks("everybody talks to the new version");

    await Promise.all(byPage.map((poster) => poster.end()));
    await settle(clients);
    assert.deepEqual(clients.flatMap((client) => client.faults), []);
    assert.deepEqual(byPage.flatMap((poster) => poster.failed), []);
    let messages = 0;
    for (const lounge of LOUNGES) messages += await checkHistory(house.base, lounge, clients);
    const away = interruptions(clients);
    assert.ok(away[0] > 0 && away.at(-1) > 0, "the sidecar was another one for everybody");
    t.diagnostic(`messages: ${messages}, ${byPage.reduce((sum, { posted }) => sum + posted, 0)} by pages; without a socket: longest ${away[0]} ms, median ${away[away.length >> 1]} ms`);
  } finally {
    for (const poster of byPage) poster.over = true;
    clients.forEach((client) => client.end());
  }
});
