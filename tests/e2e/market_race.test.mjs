// Fifty members want one piece, at the same moment.
import assert from "node:assert/strict";
import { after, before, test } from "node:test";

import { MarketHouse, new_key } from "./support/market.mjs";
import { StripeProvider } from "./support/payments.mjs";

const BUYERS = 50;

let provider;
let house;
let seller;
let buyers;
before(async () => {
  provider = await StripeProvider.start();
  house = await MarketHouse.start([provider]);
  [seller, ...buyers] = await house.members("Sal", ...Array.from({ length: BUYERS }, (_, at) => `Buyer ${at}`));
  // Each has the form before them.
  await Promise.all(buyers.map((buyer) => buyer.request("/api/auth/csrf", { method: "POST" })));
});
after(() => house?.stop());

const by_status = (answers, status) => answers.filter((answer) => answer.status === status);

test("one piece, fifty who press Buy: one is led to payment, the others read why not", async () => {
  const title = "The only picture of a tree";
  const item = await house.listing(seller, { title, stock: 1 });
  const answers = await Promise.all(buyers.map((buyer) => house.buy(buyer, item, provider.method)));
  const sold = by_status(answers, 303);
  const refused = by_status(answers, 409);
  assert.deepEqual([sold.length, refused.length], [1, BUYERS - 1], JSON.stringify(answers.map(({ status }) => status)));
  assert.ok(sold[0].location.startsWith(provider.stand_in.url));
  for (const { text } of refused) {
    assert.match(text, /The last piece has just been sold, or is held for somebody who is paying./);
    assert.ok(text.includes(title), "with the listing");
  }
  assert.equal(await house.stock(item), 0);
  assert.equal(await house.count(`SELECT COUNT(*) FROM transaction WHERE item_id = ${item}`), 1);
  assert.equal(provider.stand_in.sessions.size, 1);
  const [[id, reference, winner]] = await house.rows(`SELECT id, provider_reference, buyer_user_id FROM transaction WHERE item_id = ${item}`);
  provider.pay(reference);
  await buyers.find(({ user }) => user === Number(winner)).open(`/market/orders/${id}/return`);
  assert.equal(await house.state(id), "COMPLETED/NONE");
  await house.books_agree();
});

test("three pieces, fifty who press twice: three orders, each of somebody else", async () => {
  const item = await house.listing(seller, { stock: 3 });
  const answers = await Promise.all(buyers.flatMap((buyer) => {
    const key = new_key();
    return [house.buy(buyer, item, provider.method, key), house.buy(buyer, item, provider.method, key)];
  }));
  assert.deepEqual([by_status(answers, 303).length, by_status(answers, 409).length], [6, 2 * BUYERS - 6], JSON.stringify(answers.map(({ status }) => status)));
  assert.equal(new Set(by_status(answers, 303).map(({ location }) => location)).size, 3);
  assert.equal(await house.stock(item), 0);
  assert.deepEqual(await house.rows(`SELECT COUNT(*), COUNT(DISTINCT buyer_user_id) FROM transaction WHERE item_id = ${item}`), [["3", "3"]]);
  await house.books_agree();
});
