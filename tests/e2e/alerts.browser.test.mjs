// The sound and the system's notification of being mentioned or written to, in real browsers. What the page asks the browser for is written down by the
// test; whether a loudspeaker or a desktop then does it is beyond a browser without a screen.
import assert from "node:assert/strict";
import { after, before, test } from "node:test";

import { connected, enter, launch, say, visitor } from "./support/browser.mjs";
import { base, guest, unique } from "./support/house.mjs";

let browser;
before(async () => { browser = await launch(); });
after(() => browser.close());

// In the page: notes tones and notifications, and lets a notification be pressed.
function takeNotes() {
  window.notes = { tones: 0, notifications: [] };
  const begin = OscillatorNode.prototype.start;
  OscillatorNode.prototype.start = function start(...args) {
    window.notes.tones += 1;
    return begin.apply(this, args);
  };
  window.Notification = class extends Notification {
    constructor(title, options) {
      super(title, options);
      window.notes.notifications.push({ title, body: options.body, press: () => this.dispatchEvent(new Event("click")) });
    }
  };
}

async function withVisitor(permissions, body) {
  const one = await visitor(browser, { viewport: { width: 1280, height: 800 } });
  try {
    if (permissions.length) await one.context.grantPermissions(permissions, { origin: base });
    await one.context.addInitScript(takeNotes);
    const name = await enter(one.page, unique("v"), { go: "liveliest", next: "en-ie" });
    await connected(one.page);
    await body(one.page, name);
  } finally {
    await one.end();
  }
}
const notes = (page) => page.evaluate(() => ({ tones: window.notes.tones, notifications: window.notes.notifications.map(({ title, body }) => ({ title, body })) }));

async function choose(page, name) {
  await page.click("#alerts-button");
  await page.locator(`#alerts input[name="${name}"]`).check();
  await page.keyboard.press("Escape");
}

// Somebody in another lounge, so that it is out of sight however the browser sees focus.
async function mention(page, name, before = "hello") {
  const speaker = await guest("en-nz");
  speaker.join();
  const body = `${before} @${name} ${unique()}`;
  await speaker.say(body);
  speaker.leave();
  return { from: speaker.name, body };
}

test("nothing rings until it is switched on", () => withVisitor(["notifications"], async (page, name) => {
  await mention(page, name);
  await say(page, "still here");
  await page.locator("#lines .line", { hasText: "still here" }).waitFor();
  assert.deepEqual(await notes(page), { tones: 0, notifications: [] });
}));

test("a mention elsewhere rings and shows a notification, once over all tabs, which leads there", () => withVisitor(["notifications"], async (page, name) => {
  await choose(page, "sound");
  const tried = (await notes(page)).tones;
  assert.equal(tried, 2, "switching it on lets it be heard");
  await choose(page, "desktop");
  const second = await page.context().newPage();
  await second.goto("/lounges/en-ie");
  await connected(second);
  const { from, body } = await mention(page, name);
  const both = async () => {
    const [a, b] = [await notes(page), await notes(second)];
    return { tones: a.tones + b.tones - tried, notifications: [...a.notifications, ...b.notifications] };
  };
  while ((await both()).notifications.length === 0) await page.waitForTimeout(20);
  const again = await mention(page, name, "and again");
  while ((await both()).notifications.length < 2) await page.waitForTimeout(20);
  const told = await both();
  // Either tab may have told either.
  const expected = [{ title: `${from} mentioned you`, body }, { title: `${again.from} mentioned you`, body: again.body }];
  const byTitle = (a, b) => (a.title < b.title ? -1 : 1);
  assert.deepEqual(told.notifications.sort(byTitle), expected.sort(byTitle));
  assert.equal(told.tones, 4);

  const pressed = (await notes(page)).notifications.length ? page : second;
  await Promise.all([
    pressed.waitForURL((url) => url.pathname === "/lounges/en-nz"),
    pressed.evaluate(() => window.notes.notifications[0].press()),
  ]);
}));

test("the choice outlives the page; a browser that forbids notifications is explained", () => withVisitor([], async (page) => {
  await page.click("#alerts-button");
  await page.locator('#alerts input[name="desktop"]').click();
  await page.locator("#alerts .error", { hasText: "Your browser does not allow notifications from this site." }).waitFor();
  assert.equal(await page.locator('#alerts input[name="desktop"]').isChecked(), false);
  await page.locator('#alerts input[name="sound"]').check();
  await page.reload();
  await connected(page);
  await page.click("#alerts-button");
  assert.equal(await page.locator('#alerts input[name="sound"]').isChecked(), true);
  assert.equal(await page.evaluate(() => document.activeElement.name), "sound");
}));
