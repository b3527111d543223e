// The waiting room in a real browser, with JavaScript and without. A house of its own, whose times are short.
import assert from "node:assert/strict";
import { mkdir } from "node:fs/promises";
import { after, before, test } from "node:test";

import { connected, enter, launch, say, stored, visitor } from "./support/browser.mjs";
import { unique } from "./support/house.mjs";
import { becomeModerator } from "./support/moderator.mjs";
import { OwnHouse } from "./support/own_house.mjs";
import { until } from "./support/protocol_v1.mjs";
import { QueueClient } from "./support/queue_client.mjs";

const UNSEEN_MS = 12_000;
const HELD_MS = 30_000;

let house;
let browser;
before(async () => {
  browser = await launch();
  house = await OwnHouse.start({ PLACE_UNSEEN_MS: UNSEEN_MS, PLACE_HELD_MS: HELD_MS });
});
after(async () => {
  await browser?.close();
  await house?.stop();
});

const position = (page, number) => page.locator("#door-position", { hasText: `number ${number} in the queue` });

// A lounge for one, with somebody in it. Resolves to them.
async function occupied(lounge) {
  await house.script("lounge", "capacity", lounge, "1");
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
  await page.waitForFunction(() => document.title.startsWith("(2) "));
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
  await until(() => ["in", "called"].includes(moved.state), () => `the next moves up; they are ${moved.state}`);
});

withVisitors("back after a long absence: the lounge says that it is full, keeps what was written, and goes on once there is room", {}, async (come) => {
  await house.script("lounge", "capacity", "es-pe", "1");
  const page = await come();
  await enter(page, unique("v"), { go: "liveliest", next: "es-pe" });
  await connected(page);
  await page.context().setOffline(true);
  await page.locator('#banner[data-state="reconnecting"]').waitFor();
  await say(page, "while I was away");
  const other = await QueueClient.come("es-pe", house.base);
  await until(() => other.state === "in", "the place is given up", 5 * UNSEEN_MS);
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

for (const javaScriptEnabled of [true, false]) {
  withVisitors(`a moderator sees who waits and admits them, and they come in (${javaScriptEnabled ? "with" : "without"} JavaScript)`, { javaScriptEnabled }, async (come) => {
    const lounge = javaScriptEnabled ? "es-co" : "es-ve";
    const inside = await occupied(lounge);
    const moderator = await come();
    await becomeModerator(house, moderator);
    await moderator.goto(`/lounges/${lounge}/queue`);
    await moderator.locator(".empty").waitFor();
    const guest = await come();
    const name = await enter(guest, unique("v"), { go: "liveliest", next: lounge });
    await position(guest, 1).waitFor();
    const look = async () => javaScriptEnabled || moderator.locator(".refresh").click();
    const row = moderator.locator("[data-participant]", { hasText: name });
    await look();
    await row.waitFor();
    await row.locator("button").focus();
    await QueueClient.come(lounge, house.base);
    await look();
    await moderator.locator(".lead", { hasText: "2 people wait." }).waitFor();
    if (javaScriptEnabled) assert.ok(await row.locator("button").evaluate((button) => button === document.activeElement), "whoever stood on the button still does");
    await picture(moderator, `queue-${javaScriptEnabled ? "scripts" : "plain"}`);
    await row.locator("button").click();
    await moderator.locator(".notice", { hasText: "Called." }).waitFor();
    await guest.locator("#composer").waitFor();
    assert.equal(inside.state, "in", "nobody had to leave for it");
  });
}

withVisitors("the waiting room is said in the visitor's language, from right to left where it is written so", { locale: "ar" }, async (come) => {
  const first = await occupied("ar-eg");
  const page = await come();
  await enter(page, unique("v"), { go: "liveliest", next: "ar-eg" });
  await page.locator("#door-position", { hasText: "رقمك في الطابور" }).waitFor();
  await picture(page, "waiting-ar");
  await first.leave();
  await page.locator("#composer").waitFor();
});
