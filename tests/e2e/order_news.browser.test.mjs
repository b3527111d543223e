// News of orders reaches whoever it concerns: on whatever page they are, on the order's own, and without JavaScript.
import assert from "node:assert/strict";
import { after, before, test } from "node:test";

import { launch, visitor } from "./support/browser.mjs";
import { unique } from "./support/house.mjs";
import { newMember, send } from "./support/members.mjs";
import { pictures } from "./support/pictures.mjs";

let browser;
before(async () => { browser = await launch(); });
after(() => browser?.close());

const go = (page, path) => page.goto(path, { waitUntil: "domcontentloaded" });

async function list(page) {
  await go(page, "/market/sell/new");
  await page.fill("#item-title", unique("Lamp "));
  await page.fill("#item-text", "A paper lamp.");
  await page.selectOption("#item-category", "OTHER");
  await page.check('input[name="contentType"][value="SFW"]');
  await page.fill("#item-price", "12.50");
  await page.selectOption("#item-currency", "EUR");
  await page.selectOption("#item-room", "de");
  const path = await send(page, "#listing button.primary");
  const id = path.split("/")[3];
  await go(page, path);
  await send(page, `form[action="/market/items/${id}/state"] button[value="publish"]`);
  return id;
}

async function buy(page, id) {
  await go(page, `/market/items/${id}`);
  await send(page, "#buy button.primary");
  return send(page, 'button[value="paid"]');
}

async function write(page, order, text) {
  await go(page, order);
  await page.fill("#message", text);
  await send(page, `form[action="${order}/messages"] button`);
}

const dot = (page) => page.locator(".market-link .news-dot");
const listening = (page) => page.waitForFunction(() => performance.getEntriesByType("resource").some(({ name }) => name.includes("/ears.js")));

test("news of an order is told on every page, on its own page, also what came before it listened, and by a dot without JavaScript", async (t) => {
  const somebody = async (options = {}) => {
    const one = await visitor(browser, { serviceWorkers: "block", ...options }); // one test holds a script back
    t.after(() => one.end());
    await newMember(one.page);
    return one;
  };
  const seller = await somebody();
  const buyer = await somebody({ javaScriptEnabled: false });
  const id = await list(seller.page);
  await go(seller.page, "/languages");
  await listening(seller.page);
  assert.equal(await dot(seller.page).isVisible(), false);
  const order = await buy(buyer.page, id);
  assert.match(order, /^\/market\/orders\/\d+$/);

  const line = seller.page.locator("#order-news");
  await line.waitFor({ state: "visible" });
  assert.equal(await line.locator("a").getAttribute("href"), order);
  assert.equal(await dot(seller.page).isVisible(), true);
  await pictures(seller.page, "order-news");
  await seller.page.setViewportSize({ width: 360, height: 640 });
  assert.ok(await seller.page.evaluate(() => document.documentElement.scrollWidth <= window.innerWidth), "the head with its dot is not wider than a telephone");
  await seller.page.setViewportSize({ width: 1280, height: 800 });

  await line.locator("a").click();
  await seller.page.waitForURL(`**${order}`);
  assert.equal(await seller.page.locator("#order-changed").isVisible(), false);
  assert.equal(await dot(seller.page).isVisible(), false, "it was looked at");
  await listening(seller.page);
  await write(buyer.page, order, "When does it come?");
  await seller.page.locator("#order-changed").waitFor({ state: "visible" });
  await seller.page.locator("#order-changed a").click();
  await seller.page.getByText("When does it come?").waitFor();

  // What happens before the page listens is told when it does.
  let begin;
  const begun = new Promise((resolve) => { begin = resolve; });
  await seller.page.route("**/order_news.js*", async (route) => { await begun; await route.continue(); });
  await seller.page.goto(order, { waitUntil: "commit" });
  await seller.page.getByText("When does it come?").waitFor();
  await write(buyer.page, order, "Hello?");
  assert.equal(await seller.page.locator("#order-changed").isVisible(), false);
  begin();
  await seller.page.locator("#order-changed").waitFor({ state: "visible" });

  await write(seller.page, order, "Tomorrow.");
  await go(buyer.page, "/market");
  assert.equal(await dot(buyer.page).isVisible(), true);
  assert.equal(await buyer.page.locator('a[href="/market/orders"] .news-dot').isVisible(), true);
  assert.equal(await buyer.page.locator('a[href="/market/sales"] .news-dot').count(), 0);
  await pictures(buyer.page, "order-news-nojs");
  await go(buyer.page, order);
  assert.equal(await dot(buyer.page).isVisible(), false);
});
