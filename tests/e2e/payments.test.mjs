// Each provider on the whole house: somebody buys, and pays or does not; notices come, twice, late, in any order, forged, or never. In the end the page, the rows, the
// ledger and the provider's own books say the same.
import assert from "node:assert/strict";
import { test } from "node:test";

import { new_key } from "./support/market.mjs";
import { PRICE, at_each_provider } from "./support/payment_desk.mjs";
import { BtcPayProvider, PayPalProvider, StripeProvider } from "./support/payments.mjs";
import { until } from "./support/protocol_v1.mjs";

const AN_HOUR_S = 3600;
const SOON_MS = 30_000;

at_each_provider("payments", (desk) => {
  test("pressing Buy leads to the provider's page, once however often it is pressed", async () => {
    const item = await desk.house.listing(desk.seller);
    const page = await desk.buyer.open(`/market/items/${item}`);
    assert.match(page.policy, new RegExp(`form-action 'self'[^;]* ${desk.provider.stand_in.url}(;| )`), "the browser may be sent there");
    const key = /name="orderKey" value="(\w+)"/.exec(page.text)[1];
    const before = desk.checkouts();
    const first = await desk.house.buy(desk.buyer, item, desk.provider.method, key);
    const again = await desk.house.buy(desk.buyer, item, desk.provider.method, key);
    assert.deepEqual([first.status, again.status], [303, 303]);
    assert.ok(first.location.startsWith(desk.provider.stand_in.url), first.location);
    assert.equal(again.location, first.location);
    assert.equal(desk.checkouts() - before, 1);
    const id = await desk.house.order_of(desk.buyer, key);
    assert.equal(await desk.house.state(id), "PENDING/NONE");
    assert.equal(await desk.buyer.reads(id), "Waiting for payment");
    assert.equal(await desk.house.stock(item), 0);
    assert.equal((await desk.other.open(`/market/orders/${id}`)).status, 404, "it is nobody else's business");
  });

  test("paid, as a notice alone tells", async () => {
    const order = await desk.bought();
    await desk.provider.pay(order.reference);
    const event = desk.provider.events_of(order.reference).find((one) => desk.provider.kind(one) === desk.provider.paid_event);
    assert.equal(await desk.send(event), 200);
    await desk.house.becomes(order.id, "COMPLETED/NONE");
    assert.equal(await desk.buyer.reads(order.id), "Paid");
    assert.equal(await desk.seller.reads(order.id), "Paid");
    assert.equal(await desk.house.stock(order.item), 0);
  });

  test("paid, as is found when the buyer comes back", async () => {
    const order = await desk.bought();
    await desk.provider.pay(order.reference);
    const back = await desk.come_back(order.id);
    assert.deepEqual([back.status, back.location], [303, `/market/orders/${order.id}?done=paid`]);
    assert.match((await desk.buyer.open(back.location)).text, /Thank you. It is paid./);
    assert.equal(await desk.buyer.reads(order.id), "Paid");
  });

  test("paid, as the house finds by itself when nobody tells it", async () => {
    const order = await desk.bought();
    await desk.provider.pay(order.reference);
    await desk.house.is_due(order.id);
    await desk.house.becomes(order.id, "COMPLETED/NONE");
  });

  test("whoever comes back without having paid finds the order as it was", async () => {
    const order = await desk.bought();
    const back = await desk.come_back(order.id);
    assert.deepEqual([back.status, back.location], [303, `/market/orders/${order.id}`]);
    assert.equal(await desk.house.state(order.id), "PENDING/NONE");
    const page = await desk.buyer.send(`/market/orders/${order.id}/pay`);
    assert.ok(page.location.startsWith(desk.provider.stand_in.url), "and can pay yet");
  });

  test("notices that come twice, and the last one first, count once", async () => {
    const order = await desk.paid();
    const events = desk.provider.events_of(order.reference);
    const before = await desk.kept();
    for (const event of [...events, ...events].reverse()) assert.equal(await desk.send(event), 200);
    await desk.house.notices_are_followed();
    assert.equal((await desk.kept()) - before, events.length);
    assert.equal(await desk.house.state(order.id), "COMPLETED/NONE");
    assert.equal(await desk.house.count(`SELECT COUNT(*) FROM ledger_posting WHERE transaction_id = ${order.id}`), 1);
  });

  test("a notice of a payment that comes before the house knows of the checkout waits for it", async () => {
    const item = await desk.house.listing(desk.seller);
    const key = new_key();
    desk.provider.stand_in.trouble(desk.provider.begins, "lose");
    const lost = await desk.house.buy(desk.buyer, item, desk.provider.method, key);
    assert.equal(lost.status, 503);
    assert.match(lost.text, /The payment service does not answer just now. Nothing was charged./);
    const id = await desk.house.order_of(desk.buyer, key);
    const reference = desk.provider.newest;
    await desk.provider.pay(reference);
    await desk.tell_all(reference);
    await until(async () => (await desk.house.count("SELECT COUNT(*) FROM payment_event WHERE outcome = 'WAITING' AND attempts > 0")) > 0, "it is put off", SOON_MS);
    const page = await desk.buyer.send(`/market/orders/${id}/pay`);
    assert.equal(page.status, 303, page.text);
    assert.equal((await desk.house.order(id)).reference, reference, "the same checkout");
    await desk.house.notices_are_due();
    await desk.house.becomes(id, "COMPLETED/NONE");
  });

  test("a payment that is refused gives the piece back", async () => {
    const order = await desk.bought();
    await desk.provider.fail(order.reference, desk.house, () => desk.come_back(order.id));
    await desk.tell_all(order.reference);
    await desk.house.becomes(order.id, "FAILED/REFUSED");
    assert.equal(await desk.buyer.reads(order.id), "Not paid");
    assert.match((await desk.buyer.open(`/market/orders/${order.id}`)).text, /The payment was refused. Nothing was charged./);
    assert.equal(await desk.house.stock(order.item), 1);
  });

  test("a hold that is over gives the piece back, and nobody can pay any more", async () => {
    const order = await desk.bought();
    await desk.house.hold_is_over(order.id);
    await desk.house.becomes(order.id, "FAILED/EXPIRED");
    assert.equal(await desk.buyer.reads(order.id), "Not paid");
    assert.equal(await desk.house.stock(order.item), 1);
    // PayPal knows no way to end an order: what is approved late is not collected.
    if (desk.provider.is_open(order.reference)) await desk.provider.pay(order.reference);
    await desk.tell_all(order.reference);
    await desk.come_back(order.id);
    await desk.house.notices_are_followed();
    assert.equal(await desk.house.state(order.id), "FAILED/EXPIRED");
  });

  test("the buyer cancels and pays nevertheless: it is sold if there is a piece, else all of it goes back", async () => {
    for (const gone of [false, true]) {
      const order = await desk.bought();
      await desk.provider.pay(order.reference);
      await desk.taken_unnoticed(order);
      // Nobody else is to ask before: not for notices of the one before this.
      await desk.house.notices_are_followed();
      if (gone) desk.provider.stand_in.trouble(desk.provider.ending, 500);
      assert.equal((await desk.buyer.send(`/market/orders/${order.id}/cancel`)).status, 303);
      if (gone) {
        await until(async () => (await desk.house.count(`SELECT asks FROM transaction WHERE id = ${order.id}`)) > 0, "the house has asked in vain", SOON_MS);
        assert.equal((await desk.house.buy(desk.other, order.item, desk.provider.method)).status, 303);
      }
      await desk.tell_all(order.reference);
      if (!gone) {
        await desk.house.becomes(order.id, "COMPLETED/NONE");
        assert.equal(await desk.house.stock(order.item), 0);
        continue;
      }
      await desk.house.becomes(order.id, "REFUNDED/NONE");
      const [refund] = await desk.all_sent(order.id);
      assert.deepEqual([refund.reason, refund.minor], ["LATE", PRICE]);
      assert.equal(await desk.house.stock(order.item), 0, "it is the other's");
    }
  });

  test("a provider that is away when somebody buys can be paid later", async () => {
    const item = await desk.house.listing(desk.seller);
    const key = new_key();
    desk.provider.stand_in.trouble(desk.provider.begins, 503);
    const answer = await desk.house.buy(desk.buyer, item, desk.provider.method, key);
    assert.equal(answer.status, 503);
    assert.match(answer.text, /The payment service does not answer just now. Nothing was charged. Please try again in a moment./);
    assert.match(answer.text, /Pay now/);
    const id = await desk.house.order_of(desk.buyer, key);
    assert.equal(await desk.house.stock(item), 0, "the piece is kept");
    const later = await desk.buyer.send(`/market/orders/${id}/pay`);
    assert.equal(later.status, 303);
    await desk.provider.pay((await desk.house.order(id)).reference);
    await desk.come_back(id);
    assert.equal(await desk.house.state(id), "COMPLETED/NONE");
  });

  test("forged, old and swapped notices are refused, and nothing is kept", async () => {
    const order = await desk.bought();
    const [event] = desk.provider.events_of(order.reference).length ? desk.provider.events_of(order.reference) : [desk.provider.unknown_event()];
    await desk.provider.pay(order.reference);
    const paying = desk.provider.events_of(order.reference).find((one) => desk.provider.kind(one) === desk.provider.paid_event);
    const before = await desk.kept();
    const forgeries = {
      "of another house": desk.provider.other_secret,
      "an hour old": { age_s: AN_HOUR_S },
      "an hour old, and pretends to be new": { age_s: AN_HOUR_S, pretends: true },
      "signed for another body": { signed: JSON.stringify(event) },
    };
    for (const [what, how] of Object.entries(forgeries)) assert.equal(await desk.send(paying, how), 400, what);
    const bare = await fetch(desk.house.base + desk.provider.hook, { method: "POST", body: JSON.stringify(paying), headers: { "content-type": "application/json" } });
    assert.equal(bare.status, 400, "without a signature");
    assert.deepEqual(await bare.json(), { error: "The signature of this notice is not valid." });
    assert.equal(await desk.kept(), before);
    assert.equal(await desk.house.state(order.id), "PENDING/NONE");
    assert.equal(await desk.send(paying), 200, "as it was meant it is taken");
    await desk.house.becomes(order.id, "COMPLETED/NONE");
  });

  test("a kind of notice that the house does not know is kept, and changes nothing", async () => {
    const event = desk.provider.unknown_event();
    assert.equal(await desk.send(event), 200);
    await desk.house.notices_are_followed();
    assert.deepEqual((await desk.house.rows("SELECT kind, outcome, transaction_id IS NULL FROM payment_event ORDER BY id DESC LIMIT 1"))[0], ["something.new", "NOTHING", "1"]);
  });

  if (desk.Kind === BtcPayProvider) of_chains();
  if (desk.Kind === StripeProvider) of_other_amounts();
  if (desk.Kind === PayPalProvider) of_tokens();

  function of_other_amounts() {
    test("another amount than was asked for is nobody's until the operator has looked", async () => {
      for (const more of [{ amount: 1000 }, { currency: "usd" }]) {
        const order = await desk.bought();
        desk.provider.stand_in.pay(order.reference, more);
        await desk.tell_all(order.reference);
        await desk.house.becomes(order.id, "FAILED/MISMATCH");
        assert.equal(await desk.buyer.reads(order.id), "Payment unclear");
        assert.equal(await desk.house.stock(order.item), 1);
      }
    });
  }

  function of_tokens() {
    test("a token that PayPal has forgotten is asked for again", async () => {
      const order = await desk.bought();
      await desk.provider.pay(order.reference);
      desk.provider.stand_in.forget_tokens();
      await desk.come_back(order.id);
      assert.equal(await desk.house.state(order.id), "COMPLETED/NONE");
    });

    test("a card that PayPal cannot charge leaves the order open for another", async () => {
      const order = await desk.bought();
      desk.provider.stand_in.approve(order.reference, { declines: true });
      await desk.come_back(order.id);
      assert.equal(await desk.house.state(order.id), "PENDING/NONE");
      await desk.provider.pay(order.reference);
      await desk.come_back(order.id);
      assert.equal(await desk.house.state(order.id), "COMPLETED/NONE");
    });
  }

  function of_chains() {
    test("what waits for the chain keeps its piece, even when the hold is over", async () => {
      const order = await desk.bought();
      desk.provider.stand_in.pay(order.reference);
      await desk.house.hold_is_over(order.id);
      await until(async () => (await desk.house.count(`SELECT asks FROM transaction WHERE id = ${order.id}`)) > 0, "the house has asked", SOON_MS);
      assert.equal(await desk.house.state(order.id), "PENDING/NONE");
      assert.equal(await desk.house.stock(order.item), 0);
      desk.provider.stand_in.confirm(order.reference);
      await desk.tell_all(order.reference);
      await desk.house.becomes(order.id, "COMPLETED/NONE");
    });

    test("what is paid after the invoice has expired is taken while there is a piece", async () => {
      const order = await desk.bought();
      desk.provider.stand_in.expire(order.reference);
      await desk.tell_all(order.reference);
      await desk.house.becomes(order.id, "FAILED/REFUSED");
      desk.provider.stand_in.pay(order.reference);
      desk.provider.stand_in.confirm(order.reference);
      await desk.tell_all(order.reference);
      await desk.house.becomes(order.id, "COMPLETED/NONE");
      assert.equal(await desk.house.stock(order.item), 0);
    });

    test("a notice that BTCPay Server repeats hours later counts, and once", async () => {
      const order = await desk.bought();
      await desk.provider.pay(order.reference);
      const event = desk.provider.events_of(order.reference).find((one) => desk.provider.kind(one) === desk.provider.paid_event);
      const before = await desk.kept();
      const again = desk.provider.stand_in.redelivery(event);
      for (const age_s of [2 * AN_HOUR_S, AN_HOUR_S]) assert.equal(await desk.send(again, { age_s }), 200);
      await desk.house.becomes(order.id, "COMPLETED/NONE");
      assert.equal((await desk.kept()) - before, 1);
    });
  }
});
