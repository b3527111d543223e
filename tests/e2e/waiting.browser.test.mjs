// The waiting room in a real browser, with JavaScript and without. A house of its own, whose times are short.
import assert from "node:assert/strict";
import { mkdir } from "node:fs/promises";
import { after, before, test } from "node:test";

import { connected, enter, launch, say, stored, visitor } from "./support/browser.mjs";
import { unique } from "./support/house.mjs";
import { OwnHouse } from "./support/own_house.mjs";
import { QueueClient } from "./support/queue_client.mjs";

const UNSEEN_MS = 12_000;

let house;
let browser;
before(async () => {
  browser = await launch();
  house = await OwnHouse.start({ PLACE_UNSEEN_MS: UNSEEN_MS, PLACE_HELD_MS: UNSEEN_MS });
});
after(async () => {
  await browser?.close();
  await house?.stop();
});

const position = (page, number) => page.locator("#door-position", { hasText: `number ${number} in the queue` });

// A lounge for one, with somebody in it. Resolves to them.
async function occupied(lounge) {
  await house.script("lounge-capacity", lounge, "1");
  const one = await QueueClient.come(lounge, house.base);
  assert.equal(one.state, "in");
  return one;
}

function withVisitors(title, options, body) {
  test(title, async () => {
    const visitors = [];
    const come = async (more = {}) => {
      visitors.push(await visitor(browser, { baseURL: house.base, ...options, ...more }));
      return visitors.at(-1).page;
    };
    try {
      await body(come);
    } finally {
      for (const one of visitors) await one.end();
    }
  });
}

async function picture(page, name) {
  if (!process.env.PICTURES) return;
  await mkdir(process.env.PICTURES, { recursive: true });
  for (const width of [360, 1280]) {
    await page.setViewportSize({ width, height: width === 360 ? 640 : 800 });
    await page.screenshot({ path: `${process.env.PICTURES}/${name}-${width}.png` });
  }
  await page.setViewportSize({ width: 360, height: 640 });
}

withVisitors("a guest waits, survives a reload, moves up and comes in by themselves", {}, async (come) => {
  const first = await occupied("es-mx");
  const second = await QueueClient.come("es-mx", house.base);
  const page = await come();
  await enter(page, unique("v"), { go: "liveliest", next: "es-mx" });
  await position(page, 2).waitFor();
  assert.equal(await page.title().then((title) => title.startsWith("(2) ")), true);
  await picture(page, "waiting");
  await page.reload();
  await position(page, 2).waitFor();
  await second.leave();
  await position(page, 1).waitFor();
  assert.equal(await page.locator("#door-progress").evaluate(({ value, max }) => `${value}/${max}`), "1/2");
  await first.leave();
  await page.locator("#composer").waitFor();
  await connected(page);
  await say(page, "here at last");
  await stored(page, "here at last").waitFor();
});

withVisitors("whoever leaves the queue by the button is out of it, and the next moves up", {}, async (come) => {
  const first = await occupied("es-ar");
  const page = await come();
  await enter(page, unique("v"), { go: "liveliest", next: "es-ar" });
  await position(page, 1).waitFor();
  const next = await QueueClient.come("es-ar", house.base);
  assert.equal(next.position, 2);
  await page.locator('form[action$="/queue/leave"] button').click();
  await page.waitForURL("**/languages/es");
  await first.leave();
  const moved = await QueueClient.come("es-ar", house.base, next.session);
  assert.ok(["in", "called"].includes(moved.state), moved.state);
});

withVisitors("back after a long absence: the lounge says that it is full, keeps what was written, and goes on once there is room", {}, async (come) => {
  await house.script("lounge-capacity", "es-pe", "1");
  const page = await come();
  await enter(page, unique("v"), { go: "liveliest", next: "es-pe" });
  await connected(page);
  await page.context().setOffline(true);
  await page.locator('#banner[data-state="reconnecting"]').waitFor();
  await say(page, "while I was away");
  const other = await QueueClient.come("es-pe", house.base);
  for (let tries = 0; other.state !== "in" && tries < 200; tries += 1) await new Promise((resolve) => setTimeout(resolve, 100));
  assert.equal(other.state, "in", "the place was given up");
  await page.context().setOffline(false);
  await page.locator("#banner", { hasText: "number 1 in the queue" }).waitFor();
  await other.leave();
  await connected(page);
  await stored(page, "while I was away").waitFor();
});

withVisitors("without scripts the page loads itself anew until the guest is in", { javaScriptEnabled: false }, async (come) => {
  const first = await occupied("es-cl");
  const page = await come();
  await enter(page, unique("v"), { go: "liveliest", next: "es-cl" });
  await position(page, 1).waitFor();
  await picture(page, "waiting-plain");
  await page.waitForEvent("framenavigated");
  await position(page, 1).waitFor();
  await first.leave();
  await page.locator("#composer").waitFor();
  await page.fill("#body", "by the form");
  await page.locator(".send").click({ noWaitAfter: true });
  await page.frameLocator("iframe.live-frame").locator(".line", { hasText: "by the form" }).waitFor();
});

withVisitors("the waiting room is said in the visitor's language, from right to left where it is written so", { locale: "ar" }, async (come) => {
  const first = await occupied("ar-eg");
  const page = await come();
  await enter(page, unique("v"), { go: "liveliest", next: "ar-eg" });
  await page.locator("#door-position", { hasText: "رقمك في الطابور" }).waitFor();
  await picture(page, "waiting-ar");
  await first.leave();
  await page.locator("#composer").waitFor();
});
