// Money that goes back, with each provider on the whole house: what the seller gives, what is late, what an operator gives back at the provider; while it is away, and when
// nobody knows what became of it. Every refund is made once, and the ledger agrees with the provider's own books.
import assert from "node:assert/strict";
import { test } from "node:test";

import { PRICE, at_each_provider } from "./support/payment_desk.mjs";
import { BtcPayProvider } from "./support/payments.mjs";
import { until } from "./support/protocol_v1.mjs";

const SOON_MS = 30_000;

at_each_provider("refunds", (desk) => {
  test("the seller gives back some, then the rest: each is sent once", async () => {
    const order = await desk.paid();
    const give = async (amount) => assert.equal((await desk.seller.send(`/market/orders/${order.id}/refund`, { amount })).status, 303);
    await give("5.00");
    assert.deepEqual((await desk.all_sent(order.id)).map(({ minor }) => minor), [500]);
    assert.equal(await desk.house.state(order.id), "COMPLETED/NONE");
    assert.equal((await desk.seller.send(`/market/orders/${order.id}/refund`, { amount: "7.51" })).status, 400, "more than is left");
    await give("7.50");
    assert.deepEqual((await desk.all_sent(order.id)).map(({ minor }) => minor), [500, 750]);
    assert.equal(await desk.house.state(order.id), "REFUNDED/NONE");
    assert.equal(await desk.buyer.reads(order.id), "Refunded");
    assert.equal(await desk.house.stock(order.item), 1, "the piece never went out");
    assert.deepEqual(desk.given_back(order).sort(), [500, 750]);
    const { text } = await desk.buyer.open(`/market/orders/${order.id}`);
    if (desk.provider.method === "CRYPTO") assert.match(text, /ready to be fetched <a [^>]*href="[^"]+\/pull-payments\/\w+"/);
    else assert.match(text, /sent back/);
    // The provider's own notices of it tell nothing new.
    await desk.tell_all(order.reference);
    await desk.house.notices_are_followed();
    assert.deepEqual((await desk.house.refunds(order.id)).length, 2);
  });

  test("nothing is delivered in time: the buyer gets the money back", async () => {
    const order = await desk.paid();
    await desk.house.delivery_is_overdue(order.id);
    await desk.house.becomes(order.id, "REFUNDED/NONE");
    const [refund] = await desk.all_sent(order.id);
    assert.deepEqual([refund.reason, refund.minor], ["NOT_DELIVERED", PRICE]);
  });

  test("a provider that is away when a refund is sent is asked again, and pays once", async () => {
    for (const trouble of ["hang up", "lose", 500, 429]) {
      const order = await desk.paid();
      desk.provider.stand_in.trouble(desk.provider.refunding, trouble);
      assert.equal((await desk.seller.send(`/market/orders/${order.id}/refund`, { amount: "3.00" })).status, 303);
      let now;
      await until(async () => ["WAITING", "UNKNOWN"].includes((now = (await desk.house.rows(`SELECT status, attempts FROM refund WHERE transaction_id = ${order.id}`))[0])[0]) && now[1] > 0,
        () => `it is put off; it is ${now}`, SOON_MS);
      await desk.house.refunds_are_due(order.id);
      await desk.all_sent(order.id);
      await desk.house.books_agree();
    }
  });

  // BTCPay Server does not tell what was refunded there.
  if (desk.Kind !== BtcPayProvider) of_refunds_by_hand();

  function of_refunds_by_hand() {
    test("what the operator gives back at the provider is given back here", async () => {
      const order = await desk.paid();
      desk.provider.refund(order.reference, 250);
      await desk.tell_all(order.reference);
      await until(async () => (await desk.house.order(order.id)).refunded === 250, "250 were given back", SOON_MS);
      assert.equal(await desk.house.state(order.id), "COMPLETED/NONE");
      desk.provider.refund(order.reference, 1000);
      await desk.tell_all(order.reference);
      await desk.house.becomes(order.id, "REFUNDED/NONE");
      assert.deepEqual((await desk.house.refunds(order.id)).map(({ status, reason, minor }) => [status, reason, minor]), [["SENT", "PROVIDER", 250], ["SENT", "PROVIDER", 1000]]);
    });

    test("a refund that is told before the payment is taken with it", async () => {
      const order = await desk.bought();
      await desk.provider.pay(order.reference);
      await desk.taken_unnoticed(order);
      desk.provider.refund(order.reference, PRICE);
      for (const event of desk.provider.events_of(order.reference).reverse()) assert.equal(await desk.send(event), 200);
      await desk.house.becomes(order.id, "REFUNDED/NONE");
      assert.equal(await desk.house.stock(order.item), 1);
    });

    test("what the operator gives back while the house's own refund hangs in the air is not forgotten", async () => {
      const order = await desk.paid();
      desk.provider.stand_in.trouble(desk.provider.refunding, "lose");
      assert.equal((await desk.seller.send(`/market/orders/${order.id}/refund`, { amount: "3.00" })).status, 303);
      await until(async () => (await desk.house.refunds(order.id))[0].status === "UNKNOWN", "nobody knows what became of it", SOON_MS);
      desk.provider.refund(order.reference, 200);
      await desk.tell_all(order.reference);
      await until(async () => (await desk.house.count("SELECT COUNT(*) FROM payment_event WHERE outcome = 'WAITING' AND attempts > 0")) > 0, "the notice waits for it", SOON_MS);
      await desk.house.refunds_are_due(order.id);
      await until(async () => (await desk.house.refunds(order.id))[0].status === "SENT", "it is sent", SOON_MS);
      await desk.house.notices_are_due();
      await until(async () => (await desk.house.order(order.id)).refunded === 500, "both were given back", SOON_MS);
    });

    test("a refund that the operator has made at the provider already is not made again", async () => {
      const order = await desk.paid();
      desk.provider.stand_in.trouble(desk.provider.refunding, "hang up");
      assert.equal((await desk.seller.send(`/market/orders/${order.id}/refund`, { amount: "12.50" })).status, 303);
      await until(async () => (await desk.house.refunds(order.id))[0].status === "UNKNOWN", "nobody knows what became of it", SOON_MS);
      desk.provider.refund(order.reference, PRICE);
      await desk.tell_all(order.reference);
      await desk.house.refunds_are_due(order.id);
      await desk.all_sent(order.id);
      assert.equal(await desk.house.state(order.id), "REFUNDED/NONE");
      await desk.house.notices_are_due();
    });

    test("what the provider refuses waits for the operator, who gives it back there", async () => {
      const order = await desk.paid();
      desk.provider.stand_in.trouble(desk.provider.refunding, 422);
      assert.equal((await desk.seller.send(`/market/orders/${order.id}/refund`, { amount: "3.00" })).status, 303);
      await until(async () => (await desk.house.refunds(order.id))[0].status === "FAILED", "it is refused", SOON_MS);
      assert.match((await desk.buyer.open(`/market/orders/${order.id}`)).text, /could not be sent back; the operator has been told/);
      desk.provider.refund(order.reference, 300);
      await desk.tell_all(order.reference);
      assert.deepEqual((await desk.all_sent(order.id)).map(({ reason, minor }) => [reason, minor]), [["SELLER", 300]]);
      assert.equal((await desk.house.order(order.id)).refunded, 300);
    });
  }
});
