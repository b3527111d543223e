// A lounge by a finger: real touches over the DevTools protocol.
import assert from "node:assert/strict";
import { after, before, test } from "node:test";

import { enterLounge, launch, say, stored, visitor } from "./support/browser.mjs";
import { unique } from "./support/house.mjs";

let browser;
before(async () => { browser = await launch(); });
after(() => browser.close());

const phone = { viewport: { width: 360, height: 640 }, hasTouch: true, isMobile: true };

const withFinger = (title, options, body) => test(title, async () => {
  const one = await visitor(browser, { ...phone, ...options });
  try {
    await body(one.page, await fingerOf(one));
  } finally {
    await one.end();
  }
});

async function fingerOf({ page, context }) {
  const devtools = await context.newCDPSession(page);
  const touch = (type, ...touchPoints) => devtools.send("Input.dispatchTouchEvent", { type, touchPoints });
  const draw = async ([x, y], [toX, toY], steps = 8) => {
    await touch("touchStart", { x, y });
    for (let i = 1; i <= steps; i += 1) await touch("touchMove", { x: x + ((toX - x) * i) / steps, y: y + ((toY - y) * i) / steps });
  };
  return { draw, down: (x, y) => touch("touchStart", { x, y }), up: () => touch("touchEnd") };
}

async function placeOf(locator) {
  const { x, y, width, height } = await locator.boundingBox();
  return { x: Math.round(x + width / 2), y: Math.round(y + height / 2) };
}

// The parts that a finger needs come with the first touch (or with the first word). Beside the log, where what others have said may have a link below the finger,
// which opens a tab in front of this one.
async function touchOnce(page, finger) {
  const { x, y } = await placeOf(page.locator(".room-title"));
  await finger.down(x, y);
  await finger.up();
  await page.locator(".drawn-hint").waitFor({ state: "attached" });
}

for (const [way, lounge, by] of [["ltr", "es-uy", 120], ["rtl", "ar-ma", -120]]) {
  withFinger(`a line that is drawn towards its end is answered (${way})`, { locale: way === "rtl" ? "ar" : "en-US" }, async (page, finger) => {
    await enterLounge(page, lounge);
    assert.equal(await page.evaluate(() => document.documentElement.dir), way);
    const text = unique("drawn ");
    await say(page, text);
    await stored(page, text).waitFor();
    await touchOnce(page, finger);
    const { x, y } = await placeOf(stored(page, text).locator(".body"));
    const from = 180 - by / 2;
    await finger.draw([from, y], [from + by / 3, y]);
    await page.locator(".drawn-hint:not(.ready)").waitFor();
    await finger.up();
    await page.locator(".drawn-hint").waitFor({ state: "hidden" });
    assert.equal(await page.locator("#composer-bar").isVisible(), false, "too little is nothing");

    await finger.draw([from, y], [from + by, y]);
    await page.locator(".drawn-hint.ready").waitFor();
    const moved = (await placeOf(stored(page, text).locator(".body"))).x - x;
    assert.ok(Math.sign(moved) === Math.sign(by) && Math.abs(moved) > 60, `it goes with the finger: ${moved}`);
    await finger.up();
    await page.locator("#composer-bar .bar-quote", { hasText: text }).waitFor();
    await page.locator("#body:focus").waitFor();
  });
}

withFinger("up and down the browser scrolls, and nothing else happens", {}, async (page, finger) => {
  await enterLounge(page, "es-py");
  for (let i = 0; i < 4; i += 1) await say(page, `${unique("tall ")}${"\nline".repeat(12)}`);
  await page.waitForFunction(() => document.querySelectorAll("#lines .line:not(.pending)").length >= 4);
  await finger.draw([180, 200], [190, 420], 12);
  await page.waitForFunction(() => document.getElementById("log").scrollTop < -50);
  assert.equal(await page.locator(".drawn-hint").isVisible(), false);
  await finger.up();
  assert.equal(await page.locator("#composer-bar").isVisible(), false);
});

withFinger("who is here comes in from the edge, and goes the way it came", {}, async (page, finger) => {
  await enterLounge(page, "es-bo");
  await touchOnce(page, finger);
  await finger.draw([200, 300], [60, 300]);
  await finger.up();
  assert.equal(await page.locator("#members").isVisible(), false, "from the middle it does not");
  await finger.draw([330, 300], [180, 305]);
  await finger.up();
  await page.locator("#members:target").waitFor();
  await finger.draw([100, 300], [280, 300]);
  await finger.up();
  await page.locator("#members").waitFor({ state: "hidden" });
});

withFinger("a long press opens the menu as a sheet at the bottom", {}, async (page, finger) => {
  await enterLounge(page, "es-pr");
  const text = unique("pressed ");
  await say(page, text);
  await stored(page, text).waitFor();
  const { x, y } = await placeOf(stored(page, text).locator(".body"));
  await finger.down(x, y);
  const menu = page.locator("#message-menu");
  await menu.waitFor();
  await finger.up();
  await menu.waitFor();
  const box = await menu.boundingBox();
  assert.ok(box.width >= 359 && Math.abs(box.y + box.height - 640) <= 1, JSON.stringify(box));
  assert.equal(await page.evaluate(() => getSelection().toString()), "", "nothing is selected meanwhile");
  await menu.locator('[data-do="reply"]').tap();
  await page.locator("#composer-bar .bar-quote", { hasText: text }).waitFor();
});

withFinger("who writes without having touched a line sees no sign of drawing one", {}, async (page) => {
  await enterLounge(page, "es-gt");
  const text = unique("written ");
  await say(page, text);
  await stored(page, text).waitFor();
  const hint = page.locator(".drawn-hint");
  await hint.waitFor({ state: "attached" });
  assert.equal(await hint.isVisible(), false);
});
