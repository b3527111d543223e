// Notifications while the page is closed, in a real browser. There is no push service to be had here, so two things are put in place by the tests: what the
// service gives a browser that subscribes, and the arrival of a message, which is given to the service worker as an event like the service's.
import assert from "node:assert/strict";
import { randomBytes } from "node:crypto";
import { after, before, test } from "node:test";

import { connected, enter, launch, visitor } from "./support/browser.mjs";
import { base, unique } from "./support/house.mjs";
import { until } from "./support/protocol_v1.mjs";
import { SubscribedBrowser } from "./support/push_service.mjs";

let browser;
before(async () => { browser = await launch(); });
after(() => browser.close());

// In the page: the push service's answer.
function answerAsPushService(subscription) {
  const given = { toJSON: () => subscription, unsubscribe: async () => { window.unsubscribed = true; } };
  PushManager.prototype.subscribe = async (options) => {
    window.subscribedWith = options;
    return given;
  };
  PushManager.prototype.getSubscription = async () => given;
}

const offered = () => {
  const { offer } = new SubscribedBrowser({ origin: `https://${randomBytes(6).toString("hex")}.push.test` });
  return { endpoint: offer.endpoint, keys: { p256dh: offer.p256dh, auth: offer.auth } };
};

async function withVisitor({ permissions = ["notifications"], subscription = offered() } = {}, body) {
  const one = await visitor(browser, { viewport: { width: 1280, height: 800 } });
  try {
    await one.context.grantPermissions(permissions, { origin: base });
    if (subscription) await one.context.addInitScript(answerAsPushService, subscription);
    await enter(one.page, unique("v"), { go: "liveliest", next: "en-ie" });
    await connected(one.page);
    await body(one.page, one.context);
  } finally {
    await one.end();
  }
}

const tick = (page) => page.locator('#alerts input[name="closed"]');
const stateAtHouse = (page) => page.evaluate(async () => (await fetch("/api/push")).json());

async function switchOn(page) {
  await page.click("#alerts-button");
  await tick(page).click();
  await page.waitForFunction(() => !document.querySelector('#alerts input[name="closed"]').disabled);
  await page.keyboard.press("Escape");
}

// The service worker of the page, once it runs.
const workerOf = (context) => context.serviceWorkers()[0] ?? context.waitForEvent("serviceworker");

// Hands the service worker a message as the push service would, and waits until it has dealt with it. `inFront`: the worker sees its pages so. (A browser
// without a screen takes its pages for hidden now and then.)
const deliver = (worker, notice, { inFront = false } = {}) => worker.evaluate(async ([data, seen]) => {
  Object.defineProperty(WindowClient.prototype, "focused", { configurable: true, get: () => seen });
  Object.defineProperty(WindowClient.prototype, "visibilityState", { configurable: true, get: () => (seen ? "visible" : "hidden") });
  const event = new PushEvent("push", { data });
  const done = new Promise((resolve) => { event.waitUntil = resolve; });
  self.dispatchEvent(event);
  await (await done);
}, [JSON.stringify(notice), inFront]);

const shown = (page) => page.evaluate(async () => {
  const list = await (await navigator.serviceWorker.ready).getNotifications();
  return list.map(({ title, body, tag, lang, dir, data }) => ({ title, body, tag, lang, dir, path: data.path }));
});
const noticeOf = (path, title = "Ana mentioned you") => ({ title, body: "New Zealand · English", path, lang: "en", dir: "ltr" });

test("switching it on hands the house what the push service gave (the test, in its place), and off takes it back", () => withVisitor({}, async (page) => {
  await switchOn(page);
  const { on, key } = await stateAtHouse(page);
  assert.equal(on, true);
  const asked = await page.evaluate(() => window.subscribedWith);
  assert.deepEqual(asked, { userVisibleOnly: true, applicationServerKey: key });
  assert.equal(await page.evaluate(async () => (await navigator.serviceWorker.ready).active.scriptURL), `${base}/sw.js`);
  await page.reload();
  await connected(page);
  await page.click("#alerts-button");
  assert.equal(await tick(page).isChecked(), true, "it outlives the page");
  await tick(page).click();
  await until(async () => !(await stateAtHouse(page)).on, "it is off at the house");
  await until(() => page.evaluate(() => window.unsubscribed), "and at the push service");
}));

test("after another sign-in the page tells the house by itself, and only the same person's", () => withVisitor({}, async (page, context) => {
  await switchOn(page);
  await page.evaluate(() => fetch("/api/push/off", { method: "POST", headers: { "x-csrf-token": document.querySelector('input[name="csrfToken"]').value } }));
  assert.equal((await stateAtHouse(page)).on, false);
  await page.reload();
  await until(async () => (await stateAtHouse(page)).on, "the house knows again");
  await context.clearCookies();
  await enter(page, unique("w"), { go: "liveliest", next: "en-ie" });
  await connected(page);
  await page.click("#alerts-button");
  assert.equal(await tick(page).isChecked(), false, "somebody else at the same machine");
  assert.equal((await stateAtHouse(page)).on, false);
}));

test("a subscription for a former key of the house is replaced", () => withVisitor({}, async (page) => {
  await page.evaluate(() => {
    const { subscribe } = PushManager.prototype;
    PushManager.prototype.subscribe = async (options) => {
      if (!window.unsubscribed) throw new DOMException("another key", "InvalidStateError");
      return subscribe(options);
    };
  });
  await switchOn(page);
  assert.equal((await stateAtHouse(page)).on, true);
  assert.equal(await tick(page).isChecked(), true);
}));

test("a browser without a push service says so and stays off", () => withVisitor({ subscription: null }, async (page) => {
  await page.click("#alerts-button");
  await tick(page).click();
  await page.locator('#alerts [data-why="closed"]', { hasText: "That did not work." }).waitFor();
  assert.equal(await tick(page).isChecked(), false);
  assert.equal((await stateAtHouse(page)).on, false);
}));

test("a browser that forbids notifications says so and asks no push service", () => withVisitor({ permissions: [] }, async (page) => {
  await page.click("#alerts-button");
  await tick(page).click();
  await page.locator('#alerts [data-why="permission"]').waitFor();
  assert.equal(await tick(page).isChecked(), false);
  assert.equal(await page.evaluate(() => window.subscribedWith), undefined);
}));

test("what arrives is shown, one notification a place, and not where it is in sight", () => withVisitor({}, async (page, context) => {
  const started = workerOf(context);
  await switchOn(page);
  const worker = await started;
  await deliver(worker, noticeOf("/lounges/en-nz"), { inFront: true });
  const first = { title: "Ana mentioned you", body: "New Zealand · English", tag: "/lounges/en-nz", lang: "en", dir: "ltr", path: "/lounges/en-nz" };
  assert.deepEqual(await shown(page), [first]);
  await deliver(worker, noticeOf("/lounges/en-nz", "Bob answered you"));
  assert.deepEqual((await shown(page)).map(({ title }) => title), ["Bob answered you"], "the newer takes its place");
  const places = async () => (await shown(page)).map(({ path }) => path).sort();
  await deliver(worker, noticeOf("/lounges/en-ie"), { inFront: true });
  await deliver(worker, { ...noticeOf("/direct/12", "Ana wrote to you"), body: "" }, { inFront: true });
  assert.deepEqual(await places(), ["/direct/12", "/lounges/en-nz"]);
  await deliver(worker, noticeOf("/lounges/en-ie"));
  assert.deepEqual(await places(), ["/direct/12", "/lounges/en-ie", "/lounges/en-nz"], "the same page behind another window");
}));

test("what a page has just shown is not shown again beside it, nor in fewer words", () => withVisitor({}, async (page, context) => {
  const started = workerOf(context);
  await switchOn(page);
  await page.evaluate(async () => {
    const data = { path: "/lounges/en-nz", shownAt: Date.now() };
    await (await navigator.serviceWorker.ready).showNotification("Ana mentioned you", { body: "what she said", tag: data.path, data });
  });
  await deliver(await started, noticeOf("/lounges/en-nz"));
  assert.deepEqual((await shown(page)).map(({ body, lang }) => [body, lang]), [["what she said", "en"]]);
}));

// Only a real press may open windows: what the service worker asks for is written down in their place.
test("pressing it leads to the tab that has the place open, or opens it (asked for, as seen from within the worker)", () => withVisitor({}, async (page, context) => {
  const started = workerOf(context);
  await switchOn(page);
  const worker = await started;
  const press = (path) => worker.evaluate(async (to) => {
    const asked = [];
    self.clients.openWindow = async (address) => asked.push(`open ${address}`);
    WindowClient.prototype.focus = async function focus() { asked.push(`focus ${new URL(this.url).pathname}`); };
    await self.registration.showNotification("Ana mentioned you", { tag: to, data: { path: to } });
    const [notification] = await self.registration.getNotifications({ tag: to });
    const event = new NotificationEvent("notificationclick", { notification });
    const done = new Promise((resolve) => { event.waitUntil = resolve; });
    self.dispatchEvent(event);
    await (await done);
    return [...asked, (await self.registration.getNotifications({ tag: to })).length];
  }, path);
  assert.deepEqual(await press("/lounges/en-ie"), ["focus /lounges/en-ie", 0]);
  assert.deepEqual(await press("/lounges/en-nz"), ["open /lounges/en-nz", 0]);
  assert.deepEqual(await press("/lounges/en"), ["open /lounges/en", 0], "no other place whose name begins alike");
}));

test("an address that the push service has changed is told to the house", () => withVisitor({}, async (page, context) => {
  const started = workerOf(context);
  await switchOn(page);
  const worker = await started;
  await page.evaluate(() => fetch("/api/push/off", { method: "POST", headers: { "x-csrf-token": document.querySelector('input[name="csrfToken"]').value } }));
  const status = await worker.evaluate(async (fresh) => {
    const event = new ExtendableEvent("pushsubscriptionchange");
    event.newSubscription = { toJSON: () => fresh };
    const done = new Promise((resolve) => { event.waitUntil = resolve; });
    self.dispatchEvent(event);
    return (await (await done)).status;
  }, offered());
  assert.equal(status, 200);
  assert.equal((await stateAtHouse(page)).on, true);
}));

test("without scripts nothing is offered that could not work", async () => {
  const one = await visitor(browser, { javaScriptEnabled: false });
  await enter(one.page, unique("v"), { go: "liveliest", next: "en-ie" });
  assert.equal(await one.page.locator("#alerts-button").isVisible(), false);
  assert.equal(await one.page.locator("#alerts").isVisible(), false);
  await one.end();
});
