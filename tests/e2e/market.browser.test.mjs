// From a listing to money: somebody sells, shares it in a lounge, somebody buys, downloads, rates; some of it goes back. With JavaScript and without.
import assert from "node:assert/strict";
import { after, before, test } from "node:test";

import { enter, launch, visitor } from "./support/browser.mjs";
import { base, unique } from "./support/house.mjs";
import { newMember, send } from "./support/members.mjs";
import { png } from "./support/picture.mjs";
import { pictures } from "./support/pictures.mjs";

let browser;
before(async () => { browser = await launch(); });
after(() => browser?.close());

const go = (page, path) => page.goto(path, { waitUntil: "domcontentloaded" });

async function list(page, title) {
  await go(page, "/market/sell");
  await go(page, "/market/sell/new");
  await page.fill("#item-title", title);
  await page.fill("#item-text", "Ten of them, of last summer.");
  await page.selectOption("#item-category", "PHOTOS");
  await page.check('input[name="contentType"][value="SFW"]');
  await page.fill("#item-price", "12.5O");
  await page.selectOption("#item-currency", "EUR");
  await page.fill("#item-stock", "3");
  await page.selectOption("#item-room", "de");
  // A letter for a digit: the form comes back as it was.
  await send(page, "#listing button.primary");
  await page.locator("#item-price-error").waitFor();
  assert.equal(await page.inputValue("#item-title"), title);
  assert.equal(await page.inputValue("#item-price"), "12.5O");
  await page.fill("#item-price", "12,50");
  const path = await send(page, "#listing button.primary");
  assert.match(path, /^\/market\/items\/\d+\/edit$/);
  return path.split("/")[3];
}

async function upload(page, id, kind, file) {
  await page.setInputFiles(kind === "pictures" ? "#item-picture" : "#item-file", file);
  await send(page, `form[action="/market/items/${id}/${kind}"] button`);
}

async function buy(page, id) {
  await go(page, `/market/items/${id}`);
  assert.match(await send(page, "#buy button.primary"), /^\/market\/test-payment\/\d+$/);
  const path = await send(page, 'button[value="paid"]');
  assert.match(path, /^\/market\/orders\/\d+$/);
  return path;
}

const state = (page) => page.locator("#order-state").innerText();

for (const scripts of [true, false]) {
  const kind = scripts ? "with JavaScript" : "without JavaScript";
  const lounge = scripts ? "de-at" : "de-ch";

  test(`listed, shared, bought, downloaded, rated, given back (${kind})`, async () => {
    const people = [];
    const somebody = async (options = {}) => {
      const one = await visitor(browser, { javaScriptEnabled: scripts, ...options });
      people.push(one);
      return one.page;
    };
    try {
      const seller = await somebody();
      const { name } = await newMember(seller);
      const title = unique("Photos of trees ");
      const id = await list(seller, title);
      await upload(seller, id, "pictures", { name: "tree.png", mimeType: "image/png", buffer: png(64, 48) });
      await upload(seller, id, "files", { name: "Bäume & more.zip", mimeType: "application/zip", buffer: Buffer.from("what was bought") });
      await pictures(seller, `market-edit-${scripts}`);
      await send(seller, '#offer button[value="publish"]');
      assert.equal(await seller.locator("#state").count(), 1);

      // Shared in a lounge, where it becomes a card.
      await go(seller, `/market/items/${id}`);
      await seller.selectOption("#share-lounge", lounge);
      await send(seller, "#share button");

      const buyer = await somebody();
      await newMember(buyer);
      await go(buyer, `/lounges/${lounge}`);
      const card = buyer.locator(`.line a[href="${base}/market/items/${id}"], .line a[href="/market/items/${id}"]`).first();
      await card.waitFor({ state: "attached" });

      await go(buyer, `/market?language=de&q=${encodeURIComponent(title)}`);
      await buyer.locator(".item-title", { hasText: title }).waitFor();
      await pictures(buyer, `market-${scripts}`);
      await go(buyer, `/market/items/${id}`);
      await pictures(buyer, `market-item-${scripts}`);

      const order = await buy(buyer, id);
      // Files are delivered with the payment.
      assert.equal(await state(buyer), "Delivered");
      const link = await buyer.locator(".order a[download]").getAttribute("href");
      const file = await buyer.request.get(link);
      assert.equal(await file.text(), "what was bought");
      assert.match(file.headers()["content-disposition"], /^attachment; filename\*=UTF-8''B%C3%A4ume%20%26%20more\.zip$/);
      await pictures(buyer, `market-order-buyer-${scripts}`);

      // Somebody else with the link, and a guest, get nothing.
      const stranger = await somebody();
      await enter(stranger, unique("v"));
      const refused = await stranger.request.get(link, { maxRedirects: 0 });
      assert.equal(refused.status(), 303, "a guest is led to the way in");
      assert.equal((await seller.request.get(link)).status(), 404, "not even the seller");

      await buyer.fill("#message", "They are lovely.");
      await send(buyer, 'form[action$="/messages"] button');
      await send(buyer, 'form[action$="/confirm"] button');
      assert.equal(await state(buyer), "Completed");
      await buyer.check('input[name="stars"][value="5"]');
      await buyer.fill("#rating", "As described.");
      await send(buyer, 'form[action$="/rate"] button');

      await go(seller, "/market/sales");
      await seller.locator(".row", { hasText: title }).getByText("News").waitFor();
      await pictures(seller, `market-sales-${scripts}`);
      await go(seller, order);
      await seller.getByText("They are lovely.").waitFor();
      await seller.getByText("As described.").waitFor();
      await pictures(seller, `market-order-seller-${scripts}`);
      await go(seller, "/market/statement");
      await seller.locator(".balance", { hasText: "11.25" }).waitFor();

      // Half of it goes back; too much is refused, and what was typed stays.
      await go(seller, order);
      await seller.locator("summary", { hasText: "Give money back" }).click();
      await seller.fill("#refund-amount", "99");
      await send(seller, 'form[action$="/refund"] button');
      await seller.locator("#refund-amount-error").waitFor();
      assert.equal(await seller.inputValue("#refund-amount"), "99");
      await seller.fill("#refund-amount", "6.25");
      await send(seller, 'form[action$="/refund"] button');
      await go(buyer, order);
      await buyer.getByText("€6.25").first().waitFor();

      // A second order, refunded wholly: the link to the file is gone with it.
      const second = await buy(buyer, id);
      const bought = await buyer.locator(".order a[download]").getAttribute("href");
      await go(seller, second);
      await seller.locator("summary", { hasText: "Give money back" }).click();
      await send(seller, 'form[action$="/refund"] button');
      assert.equal(await state(seller), "Refunded");
      assert.equal((await buyer.request.get(bought)).status(), 404);
      await go(buyer, second);
      assert.equal(await state(buyer), "Refunded");
      await pictures(buyer, `market-refunded-${scripts}`);

      await go(buyer, `/market/items/${id}`);
      await buyer.getByText("As described.").waitFor();
      await buyer.getByRole("link", { name }).first().click();
      await buyer.locator(".item-title", { hasText: title }).waitFor();
    } finally {
      for (const one of people) await one.end();
    }
  });
}
