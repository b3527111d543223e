// The sound and the system's notification of being mentioned or written to, in real browsers. What the page asks the browser for is written down by the
// test; whether a loudspeaker or a desktop then does it is beyond a browser without a screen.
import assert from "node:assert/strict";
import { after, before, test } from "node:test";

import { connected, enter, launch, visitor } from "./support/browser.mjs";
import { base, crowdLounge, guest, unique } from "./support/house.mjs";
import { newMember } from "./support/members.mjs";
import { until } from "./support/protocol_v1.mjs";

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

async function withBrowser(permissions, body) {
  const one = await visitor(browser, { viewport: { width: 1280, height: 800 } });
  try {
    if (permissions.length) await one.context.grantPermissions(permissions, { origin: base });
    await one.context.addInitScript(takeNotes);
    await body(one.page);
  } finally {
    await one.end();
  }
}
const withVisitor = (permissions, body) => withBrowser(permissions, async (page) => {
  const name = await enter(page, unique("v"), { go: "liveliest", next: "en-ie" });
  await connected(page);
  await body(page, name);
});

// In the page: nobody looks at it, as far as it can know.
function lookElsewhere() {
  Object.defineProperty(document, "hidden", { configurable: true, get: () => true });
  document.hasFocus = () => false;
  document.dispatchEvent(new Event("visibilitychange"));
}
function lookAgain() {
  delete document.hidden;
  delete document.hasFocus;
  document.dispatchEvent(new Event("visibilitychange"));
}
const switchOn = (page) => page.evaluate(() => {
  for (const what of ["sound", "desktop"]) localStorage.setItem(`chatroom:alerts:${what}`, "true");
});

// Goes there; resolves once the page hears of what concerns its viewer.
async function listenAt(page, path) {
  const listens = new Promise((resolve) => {
    page.on("websocket", (socket) => socket.on("framereceived", ({ payload }) => {
      const { t, lounge } = JSON.parse(payload);
      if (t === "joined" && lounge === "@me") resolve();
    }));
  });
  await page.goto(path);
  await listens;
  await page.evaluate(lookElsewhere);
}
const title = (page, begins) => page.waitForFunction((text) => document.title.startsWith(text), begins);
const toldOnce = async (page, expected) => {
  await page.waitForFunction(() => window.notes.notifications.length > 0);
  assert.deepEqual(await notes(page), { tones: 2, notifications: [expected] });
};
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
  // The page must have heard of the mention, and have found that it is the first of the tabs, before its silence means anything.
  await page.waitForFunction(() => Object.keys(localStorage).some((key) => key.startsWith("chatroom:alerts:told:")));
  await page.evaluate(() => new Promise((resolve) => { setTimeout(resolve); }));
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
  const shown = (count) => until(async () => (await both()).notifications.length === count, `notifications: ${count}`);
  await shown(1);
  const again = await mention(page, name, "and again");
  await shown(2);
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

test("lists and pages of the past hear of a mention too, and the number in the title counts what came unseen", () => withVisitor(["notifications"], async (page, name) => {
  await switchOn(page);
  await crowdLounge("fr-tn", 150);
  for (const path of ["/languages", "/languages/en", "/lounges/fr-tn?before=20"]) {
    await listenAt(page, path);
    const { from, body } = await mention(page, name);
    await toldOnce(page, { title: `${from} mentioned you`, body });
    await title(page, "(1) ");
    await mention(page, name, "and again");
    await title(page, "(2) ");
    await page.evaluate(lookAgain);
    await page.waitForFunction(() => !document.title.startsWith("("));
  }
}));

test("the list of conversations and a conversation hear of a direct message, which the title counts", () => withBrowser(["notifications"], (page) => withBrowser([], async (other) => {
  const [ana, ben] = [await newMember(page), await newMember(other)];
  await switchOn(page);
  await other.goto(`/direct/${ana.id}`);
  const write = async (text) => {
    await other.fill("#body", text);
    await other.press("#body", "Enter");
    await other.locator("#lines .line:not(.pending)", { hasText: text }).waitFor();
  };
  for (const [index, path] of ["/direct", `/direct/${ben.id}`].entries()) {
    await listenAt(page, path);
    const text = unique("psst ");
    await write(text);
    await toldOnce(page, { title: `${ben.name} wrote to you`, body: text });
    await title(page, "(1) ");
    assert.equal(await page.locator(".messages-link .badge").count(), 1, `the badge too, at page ${index}`);
  }
})));

test("an answer is told where its lounge is open and not looked at; the title counts it once, and other lines", () => withVisitor(["notifications"], async (page, name) => {
  await switchOn(page);
  await page.reload();
  await connected(page);
  await page.fill("#body", `a question of ${name}`);
  await page.press("#body", "Enter");
  const line = page.locator(".line.mine:not(.pending)", { hasText: "a question" });
  await line.waitFor();
  const seq = Number(await line.getAttribute("data-seq"));
  await page.evaluate(lookElsewhere);
  const speaker = await guest("en-ie");
  speaker.join();
  await speaker.say("to nobody");
  await title(page, "(1) ");
  await speaker.say("the answer", { replyTo: seq });
  await title(page, "(2) ");
  await toldOnce(page, { title: `${speaker.name} answered you`, body: "the answer" });
  await speaker.say(`@${name} the answer again`, { replyTo: seq });
  await page.waitForFunction(() => window.notes.notifications.length === 2);
  await title(page, "(3) ");
  const { notifications } = await notes(page);
  assert.equal(notifications[1].title, `${speaker.name} mentioned you`, "once, though it is both");
  speaker.leave();
}));
