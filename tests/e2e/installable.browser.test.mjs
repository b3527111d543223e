// The house as an app, in a real browser: what it installs, what stands in for a page where there is no network, what becomes of what was written there, and what goes to and
// comes from other apps. The network is real, and really cut (support/network.mjs).
import assert from "node:assert/strict";
import { after, before, test } from "node:test";

import { connected, enter, enterLounge, launch, line, say, stored, visitor } from "./support/browser.mjs";
import { base, unique } from "./support/house.mjs";
import { network } from "./support/network.mjs";
import { until } from "./support/protocol_v1.mjs";
import { openMenu } from "./support/talk.mjs";

const LANGUAGES = ["en", "es", "fr", "de", "pt", "ar", "hi", "zh"];
const LOUNGE = "en-nz";

let browser;
before(async () => { browser = await launch(); });
after(() => browser.close());

// Somebody whose network can be cut.
async function withCut(body, options = {}) {
  const way = await network();
  const one = await visitor(browser, { proxy: way.proxy, permissions: ["background-sync"], ...options });
  try {
    await body({ ...one, way });
  } finally {
    way.up();
    await one.end();
    way.close();
  }
}

async function withReader(body) {
  const reader = await visitor(browser);
  try {
    await enterLounge(reader.page, LOUNGE);
    await body(reader.page);
  } finally {
    await reader.end();
  }
}

const kept = (page) => page.evaluate(async () => {
  const addresses = [];
  for (const name of await caches.keys()) {
    for (const { url } of await (await caches.open(name)).keys()) addresses.push(new URL(url).pathname);
  }
  return addresses;
});

// The worker is there, and has what it needs without a network. (A page that was just coming when it took over is without it, until the next.)
async function installed(page) {
  await page.keyboard.press("Shift"); // the first sign of a person brings it in
  await page.evaluate(() => navigator.serviceWorker.ready.then(() => {}));
  await until(async () => (await kept(page)).includes("/offline"), "the worker has the page for offline");
  return page.context().serviceWorkers()[0];
}

// In the lounge, with everything that the page loads at the first touch (what is typed before that has come waits for it).
async function settled(page) {
  await enterLounge(page, LOUNGE);
  const worker = await installed(page);
  await page.focus("#body");
  await page.keyboard.press("Shift");
  await page.waitForFunction(() => self.unsent);
  await page.waitForLoadState("networkidle");
  return worker;
}

const queue = (page) => page.evaluate(async () => {
  if (!self.unsent) await import("/static/js/unsent.js");
  return (await self.unsent.all()).map(({ body, refused }) => ({ body, refused: refused?.text }));
});

// Said where there is no network; then the tab is closed.
async function leaveUnsent({ page, context, way }, text) {
  await settled(page);
  way.down();
  await say(page, text);
  await line(page, text).locator(".status-text", { hasText: "Goes out when the connection is back" }).waitFor();
  await until(async () => (await queue(page)).length === 1, "it lies in the queue");
  const next = await context.newPage();
  await page.close();
  return next;
}

test("the manifest is whole in each language, and nothing but the test's own browser speaks against installing it", () => withCut(async ({ page, context }) => {
  const devtools = await context.newCDPSession(page);
  for (const language of LANGUAGES) {
    await page.goto(`/?lang=${language}`);
    const { errors, data } = await devtools.send("Page.getAppManifest");
    assert.deepEqual(errors, [], language);
    const manifest = JSON.parse(data);
    assert.equal(manifest.lang, language);
    assert.equal(manifest.dir, language === "ar" ? "rtl" : "ltr");
    assert.ok(manifest.name && manifest.short_name && manifest.description && manifest.start_url, language);
    for (const { src, type } of manifest.icons) {
      const icon = await page.request.get(src);
      assert.equal(icon.headers()["content-type"].split(";")[0], type);
    }
  }
  await installed(page);
  const { installabilityErrors } = await devtools.send("Page.getInstallabilityErrors");
  assert.deepEqual(installabilityErrors.map(({ errorId }) => errorId).filter((id) => id !== "in-incognito"), []);
}));

test("where there is no network a page in the visitor's language stands in, and opens what was wanted once it is back", () => withCut(async ({ page, way }) => {
  await page.goto("/languages");
  await installed(page);
  way.down();
  await page.goto("/terms");
  assert.equal(await page.locator("html").getAttribute("lang"), "ar");
  assert.equal(await page.locator("html").getAttribute("dir"), "rtl");
  assert.equal(new URL(page.url()).pathname, "/terms");
  await page.locator("#offline h1").waitFor();
  assert.ok(await page.evaluate(() => [...document.styleSheets].some(({ cssRules }) => cssRules.length > 50)), "it has its look");
  await page.locator("#unsent").waitFor({ state: "hidden" });
  way.up();
  await page.locator("#again").click();
  await page.locator("body.page-terms").waitFor();
  way.down();
  await page.goto("/privacy");
  await page.locator("#offline").waitFor();
  way.up();
  await page.evaluate(() => window.dispatchEvent(new Event("online")));
  await page.locator("body.page-privacy").waitFor();
}, { locale: "ar" }));

test("it stands in in the language and the appearance that were chosen last", () => withCut(async ({ page, way }) => {
  await page.goto("/preferences?next=/languages");
  await installed(page);
  await page.locator('input[name="language"][value="fr"]').check();
  await page.locator('input[name="theme"][value="dark"]').check();
  await page.locator("main form button").click();
  await page.waitForURL((url) => url.pathname === "/languages");
  const shown = () => page.evaluate(async () => (await (await caches.match("/offline")).text()).slice(0, 200));
  await until(async () => (await shown()).includes('<html lang="fr" dir="ltr" data-theme="dark">'), "the new one is kept");
  way.down();
  await page.goto("/terms");
  assert.equal(await page.locator("html").getAttribute("lang"), "fr");
  assert.equal(await page.locator("html").getAttribute("data-theme"), "dark");
}));

test("nothing of anybody is kept: the page for offline and files under their versions, and no more", () => withCut(async ({ page }) => {
  const name = await enterLounge(page, LOUNGE);
  await installed(page);
  await page.reload();
  await connected(page);
  await page.goto("/languages");
  await page.goto(`/lounges/${LOUNGE}/search?q=tea`);
  const addresses = await kept(page);
  const files = addresses.filter((address) => address !== "/offline");
  assert.equal(addresses.length - files.length, 1);
  assert.ok(files.some((file) => file.endsWith("/css/app.css")));
  assert.deepEqual(files.filter((file) => !/^\/static\/[0-9a-f]{12}\//.test(file)), []);
  const page_ = await page.evaluate(async () => (await caches.match("/offline")).text());
  assert.ok(!page_.includes(name) && !page_.includes("csrfToken"));
}));

test("what was written offline outlives its tab, is shown meanwhile, and goes out once when the browser wakes the worker", () => withReader((reader) => withCut(async (one) => {
  const text = unique("sync ");
  const page = await leaveUnsent(one, text);
  await page.goto("/languages");
  await page.locator("#unsent .unsent-bodies li", { hasText: text }).waitFor();
  assert.match(await page.locator("#unsent h3").textContent(), /New Zealand/);
  const devtools = await one.context.newCDPSession(page);
  const registered = new Promise((resolve) => devtools.on("ServiceWorker.workerRegistrationUpdated", ({ registrations }) => registrations[0] && resolve(registrations[0])));
  await devtools.send("ServiceWorker.enable");
  const { registrationId } = await registered;
  await page.goto("about:blank");
  one.way.up();
  await devtools.send("ServiceWorker.dispatchSyncEvent", { origin: base, registrationId, tag: "unsent", lastChance: false });
  await stored(reader, text).waitFor();
  await page.goto(`/lounges/${LOUNGE}`);
  await connected(page);
  await stored(page, text).waitFor();
  assert.equal(await line(page, text).count(), 1);
  await until(async () => (await queue(page)).length === 0, "nothing waits any more");
  assert.equal(await line(reader, text).count(), 1);
})));

test("and where the browser does not, with the next page of the house, whichever it is", () => withReader((reader) => withCut(async (one) => {
  const text = unique("next ");
  const page = await leaveUnsent(one, text);
  one.way.up();
  await page.goto("/terms");
  await stored(reader, text).waitFor();
  await until(async () => (await queue(page)).length === 0, "nothing waits any more");
  await page.goto(`/lounges/${LOUNGE}`);
  await connected(page);
  assert.equal(await line(page, text).count(), 1);
  assert.equal(await line(reader, text).count(), 1);
})));

test("the same lounge takes over what an earlier tab has left, and says it once", () => withReader((reader) => withCut(async (one) => {
  const text = unique("same ");
  const page = await leaveUnsent(one, text);
  one.way.up();
  await page.goto(`/lounges/${LOUNGE}`);
  await connected(page);
  await stored(page, text).waitFor();
  await stored(reader, text).waitFor();
  assert.equal(await line(page, text).count(), 1);
  assert.equal(await line(reader, text).count(), 1);
})));

test("whoever comes in next in the same browser neither sends nor sees it", () => withReader((reader) => withCut(async (one) => {
  const text = unique("hers ");
  const page = await leaveUnsent(one, text);
  await one.context.clearCookies();
  one.way.up();
  const worker = await settled(page);
  await worker.evaluate(() => self.sender.sendWhatWasLeft());
  await page.goto("/languages");
  await worker.evaluate(() => self.sender.sendAll());
  assert.deepEqual((await queue(page)).map(({ body }) => body), [text], "it stays for her");
  await page.goto(`/lounges/${LOUNGE}`);
  await connected(page);
  await say(page, "mine");
  await stored(page, "mine").waitFor();
  await stored(reader, "mine").waitFor();
  assert.equal(await line(page, text).count(), 0);
  assert.equal(await line(reader, text).count(), 0);
  one.way.down();
  await page.goto("/terms");
  await page.locator("#offline").waitFor();
  assert.equal(await page.locator(".unsent-bodies li").count(), 0);
})));

test("whoever leaves takes it with them", () => withCut(async ({ page, context, way }) => {
  await settled(page);
  way.down();
  await say(page, unique("gone "));
  await until(async () => (await queue(page)).length === 1, "it lies in the queue");
  // Refused for the moment, so that it does not go out before she does.
  await page.evaluate(async () => {
    const [entry] = await self.unsent.all();
    await self.unsent.put({ ...entry, keeper: "gone", refused: { text: "Not now.", retry: true } });
  });
  const next = await context.newPage();
  await page.close();
  way.up();
  await next.goto("/languages");
  await Promise.all([next.waitForURL((url) => url.pathname === "/"), next.locator('header form[action="/leave"] button').click()]);
  await until(async () => (await queue(next)).length === 0, "nothing of hers is left");
}, { viewport: { width: 1280, height: 800 } }));

test("what is refused meanwhile is kept, and says why at the next visit", () => withCut(async ({ page, context, way }) => {
  await settled(page);
  way.down();
  await say(page, "much");
  await until(async () => (await queue(page)).length === 1, "it lies in the queue");
  await page.evaluate(async () => {
    const [entry] = await self.unsent.all();
    const body = "much ".repeat(1000);
    await self.unsent.put({ ...entry, body, frame: { ...entry.frame, body } });
  });
  const next = await context.newPage();
  await page.close();
  way.up();
  await next.goto("/terms");
  await until(async () => (await queue(next))[0]?.refused, "it was refused");
  await next.goto(`/lounges/${LOUNGE}`);
  await connected(next);
  const refused = next.locator("#lines .line.refused");
  await refused.locator(".status-text", { hasText: /characters/ }).waitFor();
  await refused.locator(".retry").waitFor({ state: "hidden" });
  await refused.locator(".edit").click();
  assert.match(await next.inputValue("#body"), /^much much/);
  await until(async () => (await queue(next)).length === 0, "it is theirs again");
}));

test("two tabs of one lounge each look after what was said in them", () => withReader((reader) => withCut(async ({ page, context, way }) => {
  await settled(page);
  const [first, second] = [unique("first "), unique("second ")];
  way.down();
  await say(page, first);
  await until(async () => (await queue(page)).length === 1, "it lies in the queue");
  way.up();
  const other = await context.newPage();
  await other.goto(`/lounges/${LOUNGE}`);
  await connected(other);
  await say(other, second);
  for (const tab of [page, other, reader]) {
    await stored(tab, first).waitFor();
    await stored(tab, second).waitFor();
    assert.equal(await line(tab, first).count(), 1);
  }
  await until(async () => (await queue(page)).length === 0, "nothing waits any more");
})));

test("what another app shares stands in the composer of a lounge, once, and nobody has said it", () => withCut(async ({ page }) => {
  await page.goto("/share?title=Tea&text=at%20five&url=https%3A%2F%2Fexample.org%2F");
  await page.getByRole("textbox").first().fill(unique("v"));
  await page.locator('input[name="ageCategory"][value="18+"]').check();
  await page.locator('button[value="liveliest"]').click();
  await page.locator("h1", { hasText: "Share into a lounge" }).waitFor();
  await page.locator('a[href^="/lounges/en-ie?draft="]').click();
  await connected(page);
  const text = "Tea\nat five\nhttps://example.org/";
  assert.equal(await page.inputValue("#body"), text);
  assert.equal(new URL(page.url()).search, "");
  await page.reload();
  await connected(page);
  assert.equal(await page.inputValue("#body"), text);
  assert.equal(await page.locator("#lines .line.mine").count(), 0);
  await page.goto("/lounges/en-ca");
  await connected(page);
  await page.goto("/share?text=again");
  assert.match(await page.locator("#own-lounges a").first().getAttribute("href"), /^\/lounges\/en-ca\?/, "where they were last stands first");
  await page.locator('#own-lounges a[href^="/lounges/en-ie"]').click();
  await connected(page);
  assert.equal(await page.inputValue("#body"), `again\n${text}`);
}));

test("a message's link is handed to another app where the browser can", () => withCut(async ({ page, context }) => {
  await enterLounge(page, LOUNGE);
  const text = unique("share ");
  await say(page, text);
  await stored(page, text).waitFor();
  await context.addInitScript(() => { navigator.share = async (what) => { window.shared = what; }; });
  await page.reload();
  await connected(page);
  await openMenu(page, text);
  await page.locator('#message-menu [data-do="share"]').click();
  const seq = await line(page, text).getAttribute("data-seq");
  assert.deepEqual(await page.evaluate(() => window.shared), { url: `${new URL(page.url()).origin}/lounges/${LOUNGE}/${seq}` });
}));

test("a link leads whoever is not in yet through the door to where it leads", async () => {
  const one = await visitor(browser);
  try {
    await enterLounge(one.page, LOUNGE);
    const text = unique("deep ");
    await say(one.page, text);
    await stored(one.page, text).waitFor();
    const seq = await line(one.page, text).getAttribute("data-seq");
    await one.context.clearCookies();
    for (const path of [`/lounges/${LOUNGE}/${seq}`, `/lounges/${LOUNGE}/messages/${seq}`]) {
      await one.page.goto(path);
      await one.page.getByRole("textbox").first().fill(unique("v"));
      await one.page.locator('input[name="ageCategory"][value="18+"]').check();
      await one.page.locator('button[value="liveliest"]').click();
      await one.page.waitForURL((url) => url.pathname === path);
      await one.page.locator(".line .body", { hasText: text }).first().waitFor();
      await one.context.clearCookies();
    }
  } finally {
    await one.end();
  }
});
