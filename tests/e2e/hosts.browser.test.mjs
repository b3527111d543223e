// Two hosts of one house behind a balancer, with browsers at both: what is killed at one is made good by the other.
import assert from "node:assert/strict";
import { after, before, test } from "node:test";

import { Balancer } from "./support/balancer.mjs";
import { enterLounge, launch, say, stored, visitor } from "./support/browser.mjs";
import { unique } from "./support/house.mjs";
import { OwnHouse, shared } from "./support/own_house.mjs";
import { until } from "./support/protocol_v1.mjs";
import { Redis } from "./support/redis.mjs";

const PROMISED = { timeout: 60_000 }; // who is here is true again so soon after a kill

let browser, balancer, redis, one, two;
before(async () => {
  [browser, balancer, redis] = [await launch(), await Balancer.start(), await Redis.start()];
  const settings = { REDIS_URL: redis.url, FRONTEND_URL: balancer.address };
  one = await OwnHouse.start({}, settings);
  two = await OwnHouse.start({}, { ...settings, CHATROOM_SIDECAR: "ws2", ...(await shared(one)) });
  balancer.hosts = [one.base, two.base];
});
after(async () => {
  await browser?.close();
  await two?.stop();
  await one?.stop();
  await redis?.stop();
  balancer?.stop();
});

// `come(host)`: a visitor whose browser is led to the first (0) or the second host (1).
function withVisitors(title, body) {
  test(title, async () => {
    const visitors = [];
    const come = async (host) => {
      visitors.push(await visitor(browser, { baseURL: balancer.address, userAgent: `Chromium host-${host}`, viewport: { width: 1280, height: 800 } }));
      return visitors.at(-1);
    };
    try {
      await body(come);
    } finally {
      for (const one of visitors) await one.end();
    }
  });
}

const member = (page, name) => page.locator("#member-list .member", { hasText: name });
const count = (page, people) => page.locator("#members-count", { hasText: new RegExp(`^${people}$`) });

async function everybodySees(pages, names) {
  for (const page of pages) {
    for (const name of names) await member(page, name).waitFor();
    await count(page, names.length).waitFor();
  }
}

withVisitors("a sidecar is killed: who is still there stays in lists and counts, who is gone leaves them", async (come) => {
  const lounge = "de-at";
  const [ana, ben, cleo] = [await come(0), await come(1), await come(1)];
  const names = [];
  for (const { page } of [ana, ben, cleo]) names.push(await enterLounge(page, lounge, unique("v")));
  await everybodySees([ana.page, ben.page, cleo.page], names);
  const list = await ana.context.newPage();
  await list.goto("/languages/de");
  await list.locator(`[data-slug="${lounge}"] .row-count`, { hasText: "3 people here" }).waitFor();

  const old = await two.pid("ws");
  process.kill(old, "SIGKILL");
  await cleo.context.close(); // before she could come back
  await until(async () => ![0, old].includes(await two.pid("ws")), "the sidecar is back");
  for (const { page } of [ana, ben]) {
    await count(page, 2).waitFor(PROMISED);
    await member(page, names[2]).waitFor({ state: "detached", ...PROMISED });
    for (const name of names.slice(0, 2)) await member(page, name).waitFor();
  }
  await list.locator(`[data-slug="${lounge}"] .row-count`, { hasText: "2 people here" }).waitFor(PROMISED);
  const text = unique("still here ");
  await say(ben.page, text);
  await stored(ana.page, text).waitFor();
});

withVisitors("a browser at each of two hosts talk; one host is killed, and its browser comes back through the other, and misses nothing", async (come) => {
  const [ana, ben, cleo] = [await come(0), await come(1), await come(1)];
  const names = [];
  for (const { page } of [ana, ben, cleo]) names.push(await enterLounge(page, "pt-br", unique("v")));
  await everybodySees([ana.page, ben.page], names);
  const [asked, answered, meanwhile, back] = [unique("asked "), unique("answered "), unique("meanwhile "), unique("back ")];
  await say(ana.page, asked);
  await stored(ben.page, asked).waitFor();
  await say(ben.page, answered);
  await stored(ana.page, answered).waitFor();

  await two.kill();
  await cleo.context.close();
  await say(ana.page, meanwhile);
  await stored(ben.page, meanwhile).waitFor(PROMISED);
  await say(ben.page, back);
  await stored(ana.page, back).waitFor();
  for (const { page } of [ana, ben]) {
    await member(page, names[2]).waitFor({ state: "detached", ...PROMISED });
    await count(page, 2).waitFor(PROMISED);
    assert.deepEqual(await page.locator("#lines .line .body").allInnerTexts(), [asked, answered, meanwhile, back], "each once, in the same order");
  }
});
