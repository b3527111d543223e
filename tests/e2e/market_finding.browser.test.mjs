// The market beside the talk: a listing is found, shared into a lounge, shown there as a card and in the panel; with JavaScript and without.
import assert from "node:assert/strict";
import { after, before, test } from "node:test";

import { connected, enter, launch, visitor } from "./support/browser.mjs";
import { unique } from "./support/house.mjs";
import { addListing, addSeller } from "./support/market_rows.mjs";
import { send } from "./support/members.mjs";
import { OwnHouse } from "./support/own_house.mjs";
import { pictures } from "./support/pictures.mjs";
import { lineWith } from "./support/talk.mjs";

let browser;
let house;
let seller;
before(async () => {
  house = await OwnHouse.start({ POSTS: 1000 }, { RED_LOUNGES: "declared" });
  seller = await addSeller(house, "Sam");
  browser = await launch();
});
after(async () => {
  await browser?.close();
  await house?.stop();
});

async function visit(t, lounge, options = {}) {
  const one = await visitor(browser, { baseURL: house.base, ...options });
  t.after(() => one.end());
  await enter(one.page, unique("v"), { go: "liveliest", next: lounge });
  return one;
}

test("a listing is found, shared, and stands in the lounge as a card that leads back", async (t) => {
  const title = unique("Lamp ");
  const item = await addListing(house, { seller, title, price: 1250, currency: "EUR" });
  const { page: bob } = await visit(t, "en-gb");
  await connected(bob);
  const { page: ana } = await visit(t, "en-gb");
  await ana.goto("/market?language=en");
  await pictures(ana, "market");
  await ana.fill("#market-q", title);
  await ana.locator(".market-form button").click();
  await ana.locator(".item-link", { hasText: title }).click();
  await ana.waitForURL(`**/market/items/${item}`);
  assert.equal(await ana.locator(".item-price.big").innerText(), "€12.50");
  await pictures(ana, "item");
  await ana.selectOption("#share-lounge", "en-gb");
  assert.equal(await send(ana, "#share button"), "/lounges/en-gb");
  const line = lineWith(bob, title);
  await line.waitFor();
  const card = line.locator(".preview-title", { hasText: `${title} · €12.50` });
  await card.waitFor();
  assert.equal(await line.locator(".preview-link").getAttribute("href"), `${house.base}/market/items/${item}`);
});

test("the panel shows what is new in the lounge's language and keeps the lounge where it is", async (t) => {
  const title = unique("Fresh ");
  const item = await addListing(house, { seller, title });
  const { page, context } = await visit(t, "en-gb", { viewport: { width: 1280, height: 800 } });
  await connected(page);
  const link = page.locator("#market-panel .panel-link", { hasText: title });
  await link.waitFor();
  await pictures(page, "panel");
  const opened = context.waitForEvent("page");
  await link.click();
  const other = await opened;
  await other.waitForURL(`**/market/items/${item}`);
  assert.equal(new URL(page.url()).pathname, "/lounges/en-gb");
});

test("without scripts the market is browsed, searched and shared all the same, and a lounge has a link to it", async (t) => {
  const title = unique("Plain ");
  const item = await addListing(house, { seller, title });
  const { page } = await visit(t, "en-gb", { javaScriptEnabled: false });
  assert.equal(await page.locator("#market-panel a").getAttribute("target"), "_blank");
  await page.goto(`/market?q=${encodeURIComponent(title)}`);
  assert.equal(await page.locator(".items > li").count(), 1);
  await page.goto(`/market/items/${item}`);
  await page.selectOption("#share-lounge", "en-all");
  assert.equal(await send(page, "#share button"), "/lounges/en-all");
});

test("a blurred picture is shown at the first click", async (t) => {
  const item = await addListing(house, { seller, title: unique("Bare "), content: "NSFW", picture: true });
  const { page, end } = await visitor(browser, { baseURL: house.base });
  t.after(end);
  await page.goto("/");
  await page.getByRole("textbox").first().fill(unique("r"));
  await page.locator('input[name="ageCategory"][value="18+RED"]').check();
  await page.locator('button[value="choose"]').click();
  await page.waitForURL("**/languages");
  await page.goto(`/market/items/${item}`);
  const image = page.locator("#item-pictures img");
  assert.match(await image.getAttribute("src"), /^data:image\/webp/);
  await page.locator("#item-pictures .picture").click();
  assert.match(await image.getAttribute("src"), /\/thumb$/);
  assert.equal(await page.locator(".uncover").count(), 0);
});
