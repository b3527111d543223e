// Each provider on the whole house: somebody buys, pays or does not, gets money back; notices come, twice, late, in any order, forged, or never. In the end the page, the
// rows, the ledger and the provider's own books say the same.
import assert from "node:assert/strict";
import { after, afterEach, before, describe, test } from "node:test";

import { MarketHouse, new_key } from "./support/market.mjs";
import { BtcPayProvider, PayPalProvider, StripeProvider } from "./support/payments.mjs";
import { until } from "./support/protocol_v1.mjs";

const AN_HOUR_S = 3600;
const PRICE = 1250; // EUR 12.50

// The house's own patience is long: only what a test makes due happens.
describe("the providers of payments", { concurrency: 3 }, () => {
  for (const Kind of [StripeProvider, PayPalProvider, BtcPayProvider]) describe(Kind.name, { concurrency: 1 }, () => of_provider(Kind));
});

function of_provider(Kind) {
  let provider;
  let house;
  let seller;
  let buyer;
  let other;
  before(async () => {
    provider = await Kind.start();
    house = await MarketHouse.start([provider], { PAYMENT_ASK_MS: 600_000, REFUND_RETRY_MS: 600_000 });
    [seller, buyer, other] = await house.members("Sal", "Bea", "Ben");
  });
  after(() => house?.stop());
  afterEach(async () => {
    await house.notices_are_followed();
    await house.books_agree();
  });

  // A piece of a new listing, on the way to the provider.
  async function bought(by = buyer) {
    const item = await house.listing(seller);
    const key = new_key();
    const answer = await house.buy(by, item, provider.method, key);
    assert.equal(answer.status, 303, answer.text);
    const id = await house.order_of(by, key);
    return { id, item, key, reference: (await house.order(id)).reference };
  }
  async function paid() {
    const order = await bought();
    await provider.pay(order.reference);
    await buyer.open(`/market/orders/${order.id}/return`);
    assert.equal(await house.state(order.id), "COMPLETED/NONE");
    return order;
  }
  // The provider has the money of what the buyer has approved, and its answer was lost.
  async function taken_unnoticed(order) {
    if (!provider.collecting) return;
    provider.stand_in.trouble(provider.collecting, "lose");
    await buyer.open(`/market/orders/${order.id}/return`);
    assert.equal(await house.state(order.id), "PENDING/NONE");
  }
  const send = (event, how) => provider.send(house, event, how);
  async function tell_all(reference) {
    for (const event of provider.events_of(reference)) assert.equal(await send(event), 200);
  }
  const kept = () => house.count("SELECT COUNT(*) FROM payment_event");
  const given_back = (order) => provider.stand_in.given_back().filter(({ once }) => once.endsWith(order.key)).map(({ minor }) => minor);
  const checkouts = () => provider.stand_in.asked.filter((line) => provider.begins.test(line)).length;
  async function all_sent(id) {
    let now;
    await until(async () => (now = await house.refunds(id)).length > 0 && now.every(({ status }) => status === "SENT"), () => `refunds are sent; they are ${JSON.stringify(now)}`, 30_000);
    return now;
  }

  test("pressing Buy leads to the provider's page, once however often it is pressed", async () => {
    const item = await house.listing(seller);
    const page = await buyer.open(`/market/items/${item}`);
    assert.match(page.policy, new RegExp(`form-action 'self'[^;]* ${provider.stand_in.url}(;| )`), "the browser may be sent there");
    const key = /name="orderKey" value="(\w+)"/.exec(page.text)[1];
    const before = checkouts();
    const first = await house.buy(buyer, item, provider.method, key);
    const again = await house.buy(buyer, item, provider.method, key);
    assert.deepEqual([first.status, again.status], [303, 303]);
    assert.ok(first.location.startsWith(provider.stand_in.url), first.location);
    assert.equal(again.location, first.location);
    assert.equal(checkouts() - before, 1);
    const id = await house.order_of(buyer, key);
    assert.equal(await house.state(id), "PENDING/NONE");
    assert.equal(await buyer.reads(id), "Waiting for payment");
    assert.equal(await house.stock(item), 0);
    assert.equal((await other.open(`/market/orders/${id}`)).status, 404, "it is nobody else's business");
  });

  test("paid, as a notice alone tells", async () => {
    const order = await bought();
    await provider.pay(order.reference);
    const event = provider.events_of(order.reference).find((one) => provider.kind(one) === provider.paid_event);
    assert.equal(await send(event), 200);
    await house.becomes(order.id, "COMPLETED/NONE");
    assert.equal(await buyer.reads(order.id), "Paid");
    assert.equal(await seller.reads(order.id), "Paid");
    assert.equal(await house.stock(order.item), 0);
  });

  test("paid, as is found when the buyer comes back", async () => {
    const order = await bought();
    await provider.pay(order.reference);
    const back = await buyer.open(`/market/orders/${order.id}/return`);
    assert.deepEqual([back.status, back.location], [303, `/market/orders/${order.id}?done=paid`]);
    assert.match((await buyer.open(back.location)).text, /Thank you. It is paid./);
    assert.equal(await buyer.reads(order.id), "Paid");
  });

  test("paid, as the house finds by itself when nobody tells it", async () => {
    const order = await bought();
    await provider.pay(order.reference);
    await house.is_due(order.id);
    await house.becomes(order.id, "COMPLETED/NONE");
  });

  test("whoever comes back without having paid finds the order as it was", async () => {
    const order = await bought();
    const back = await buyer.open(`/market/orders/${order.id}/return`);
    assert.deepEqual([back.status, back.location], [303, `/market/orders/${order.id}`]);
    assert.equal(await house.state(order.id), "PENDING/NONE");
    const page = await buyer.send(`/market/orders/${order.id}/pay`);
    assert.ok(page.location.startsWith(provider.stand_in.url), "and can pay yet");
  });

  test("notices that come twice, and the last one first, count once", async () => {
    const order = await paid();
    const events = provider.events_of(order.reference);
    const before = await kept();
    for (const event of [...events, ...events].reverse()) assert.equal(await send(event), 200);
    await house.notices_are_followed();
    assert.equal((await kept()) - before, events.length);
    assert.equal(await house.state(order.id), "COMPLETED/NONE");
    assert.equal(await house.count(`SELECT COUNT(*) FROM ledger_posting WHERE transaction_id = ${order.id}`), 1);
  });

  test("a notice of a payment that comes before the house knows of the checkout waits for it", async () => {
    const item = await house.listing(seller);
    const key = new_key();
    provider.stand_in.trouble(provider.begins, "lose");
    const lost = await house.buy(buyer, item, provider.method, key);
    assert.equal(lost.status, 503);
    assert.match(lost.text, /The payment service does not answer just now. Nothing was charged./);
    const id = await house.order_of(buyer, key);
    const reference = provider.newest;
    await provider.pay(reference);
    await tell_all(reference);
    await until(async () => (await house.count("SELECT COUNT(*) FROM payment_event WHERE outcome = 'WAITING' AND attempts > 0")) > 0, "it is put off", 30_000);
    const page = await buyer.send(`/market/orders/${id}/pay`);
    assert.equal(page.status, 303, page.text);
    assert.equal((await house.order(id)).reference, reference, "the same checkout");
    await house.notices_are_due();
    await house.becomes(id, "COMPLETED/NONE");
  });

  test("a payment that is refused gives the piece back", async () => {
    const order = await bought();
    await provider.fail(order.reference, house, () => buyer.open(`/market/orders/${order.id}/return`));
    await tell_all(order.reference);
    await house.becomes(order.id, "FAILED/REFUSED");
    assert.equal(await buyer.reads(order.id), "Not paid");
    assert.match((await buyer.open(`/market/orders/${order.id}`)).text, /The payment was refused. Nothing was charged./);
    assert.equal(await house.stock(order.item), 1);
  });

  test("a hold that is over gives the piece back, and nobody can pay any more", async () => {
    const order = await bought();
    await house.hold_is_over(order.id);
    await house.becomes(order.id, "FAILED/EXPIRED");
    assert.equal(await buyer.reads(order.id), "Not paid");
    assert.equal(await house.stock(order.item), 1);
    // PayPal knows no way to end an order: what is approved late is not collected.
    if (provider.is_open(order.reference)) await provider.pay(order.reference);
    await tell_all(order.reference);
    await buyer.open(`/market/orders/${order.id}/return`);
    await house.notices_are_followed();
    assert.equal(await house.state(order.id), "FAILED/EXPIRED");
  });

  test("the buyer cancels and pays nevertheless: it is sold if there is a piece, else all of it goes back", async () => {
    for (const gone of [false, true]) {
      const order = await bought();
      await provider.pay(order.reference);
      await taken_unnoticed(order);
      if (gone) provider.stand_in.trouble(provider.ending, 500);
      assert.equal((await buyer.send(`/market/orders/${order.id}/cancel`)).status, 303);
      if (gone) {
        await until(async () => (await house.count(`SELECT asks FROM transaction WHERE id = ${order.id}`)) > 0, "the house has asked in vain", 30_000);
        assert.equal((await house.buy(other, order.item, provider.method)).status, 303);
      }
      await tell_all(order.reference);
      if (!gone) {
        await house.becomes(order.id, "COMPLETED/NONE");
        assert.equal(await house.stock(order.item), 0);
        continue;
      }
      await house.becomes(order.id, "REFUNDED/NONE");
      const [refund] = await all_sent(order.id);
      assert.deepEqual([refund.reason, refund.minor], ["LATE", PRICE]);
      assert.equal(await house.stock(order.item), 0, "it is the other's");
    }
  });

  test("the seller gives back some, then the rest: each is sent once", async () => {
    const order = await paid();
    const give = async (amount) => assert.equal((await seller.send(`/market/orders/${order.id}/refund`, { amount })).status, 303);
    await give("5.00");
    assert.deepEqual((await all_sent(order.id)).map(({ minor }) => minor), [500]);
    assert.equal(await house.state(order.id), "COMPLETED/NONE");
    assert.equal((await seller.send(`/market/orders/${order.id}/refund`, { amount: "7.51" })).status, 400, "more than is left");
    await give("7.50");
    assert.deepEqual((await all_sent(order.id)).map(({ minor }) => minor), [500, 750]);
    assert.equal(await house.state(order.id), "REFUNDED/NONE");
    assert.equal(await buyer.reads(order.id), "Refunded");
    assert.equal(await house.stock(order.item), 1, "the piece never went out");
    assert.deepEqual(given_back(order).sort(), [500, 750]);
    const { text } = await buyer.open(`/market/orders/${order.id}`);
    if (provider.method === "CRYPTO") assert.match(text, /ready to be fetched <a [^>]*href="[^"]+\/pull-payments\/\w+"/);
    else assert.match(text, /sent back/);
    // The provider's own notices of it tell nothing new.
    await tell_all(order.reference);
    await house.notices_are_followed();
    assert.deepEqual((await house.refunds(order.id)).length, 2);
  });

  test("nothing is delivered in time: the buyer gets the money back", async () => {
    const order = await paid();
    await house.delivery_is_overdue(order.id);
    await house.becomes(order.id, "REFUNDED/NONE");
    const [refund] = await all_sent(order.id);
    assert.deepEqual([refund.reason, refund.minor], ["NOT_DELIVERED", PRICE]);
  });

  test("a provider that is away when a refund is sent is asked again, and pays once", async () => {
    for (const trouble of ["hang up", "lose", 500, 429]) {
      const order = await paid();
      provider.stand_in.trouble(provider.refunding, trouble);
      assert.equal((await seller.send(`/market/orders/${order.id}/refund`, { amount: "3.00" })).status, 303);
      let now;
      await until(async () => ["WAITING", "UNKNOWN"].includes((now = (await house.rows(`SELECT status, attempts FROM refund WHERE transaction_id = ${order.id}`))[0])[0]) && now[1] > 0,
        () => `it is put off; it is ${now}`, 30_000);
      await house.refunds_are_due(order.id);
      await all_sent(order.id);
      await house.books_agree();
    }
  });

  test("a provider that is away when somebody buys can be paid later", async () => {
    const item = await house.listing(seller);
    const key = new_key();
    provider.stand_in.trouble(provider.begins, 503);
    const answer = await house.buy(buyer, item, provider.method, key);
    assert.equal(answer.status, 503);
    assert.match(answer.text, /The payment service does not answer just now. Nothing was charged. Please try again in a moment./);
    assert.match(answer.text, /Pay now/);
    const id = await house.order_of(buyer, key);
    assert.equal(await house.stock(item), 0, "the piece is kept");
    const later = await buyer.send(`/market/orders/${id}/pay`);
    assert.equal(later.status, 303);
    await provider.pay((await house.order(id)).reference);
    await buyer.open(`/market/orders/${id}/return`);
    assert.equal(await house.state(id), "COMPLETED/NONE");
  });

  test("forged, old and swapped notices are refused, and nothing is kept", async () => {
    const order = await bought();
    const [event] = provider.events_of(order.reference).length ? provider.events_of(order.reference) : [provider.unknown_event()];
    await provider.pay(order.reference);
    const paying = provider.events_of(order.reference).find((one) => provider.kind(one) === provider.paid_event);
    const before = await kept();
    const forgeries = {
      "of another house": provider.other_secret,
      "an hour old": { age_s: AN_HOUR_S },
      "an hour old, and pretends to be new": { age_s: AN_HOUR_S, pretends: true },
      "signed for another body": { signed: JSON.stringify(event) },
    };
    for (const [what, how] of Object.entries(forgeries)) assert.equal(await send(paying, how), 400, what);
    const bare = await fetch(house.base + provider.hook, { method: "POST", body: JSON.stringify(paying), headers: { "content-type": "application/json" } });
    assert.equal(bare.status, 400, "without a signature");
    assert.deepEqual(await bare.json(), { error: "The signature of this notice is not valid." });
    assert.equal(await kept(), before);
    assert.equal(await house.state(order.id), "PENDING/NONE");
    assert.equal(await send(paying), 200, "as it was meant it is taken");
    await house.becomes(order.id, "COMPLETED/NONE");
  });

  test("a kind of notice that the house does not know is kept, and changes nothing", async () => {
    const event = provider.unknown_event();
    assert.equal(await send(event), 200);
    await house.notices_are_followed();
    assert.deepEqual((await house.rows("SELECT kind, outcome, transaction_id IS NULL FROM payment_event ORDER BY id DESC LIMIT 1"))[0], ["something.new", "NOTHING", "1"]);
  });

  if (Kind === BtcPayProvider) of_chains();
  else of_refunds_by_hand();
  if (Kind === StripeProvider) of_other_amounts();
  if (Kind === PayPalProvider) of_tokens();

  function of_refunds_by_hand() {
    test("what the operator gives back at the provider is given back here", async () => {
      const order = await paid();
      provider.refund(order.reference, 250);
      await tell_all(order.reference);
      await until(async () => (await house.order(order.id)).refunded === 250, "250 were given back", 30_000);
      assert.equal(await house.state(order.id), "COMPLETED/NONE");
      provider.refund(order.reference, 1000);
      await tell_all(order.reference);
      await house.becomes(order.id, "REFUNDED/NONE");
      assert.deepEqual((await house.refunds(order.id)).map(({ status, reason, minor }) => [status, reason, minor]), [["SENT", "PROVIDER", 250], ["SENT", "PROVIDER", 1000]]);
    });

    test("a refund that is told before the payment is taken with it", async () => {
      const order = await bought();
      await provider.pay(order.reference);
      await taken_unnoticed(order);
      provider.refund(order.reference, PRICE);
      for (const event of provider.events_of(order.reference).reverse()) assert.equal(await send(event), 200);
      await house.becomes(order.id, "REFUNDED/NONE");
      assert.equal(await house.stock(order.item), 1);
    });

    test("what the operator gives back while the house's own refund hangs in the air is not forgotten", async () => {
      const order = await paid();
      provider.stand_in.trouble(provider.refunding, "lose");
      assert.equal((await seller.send(`/market/orders/${order.id}/refund`, { amount: "3.00" })).status, 303);
      await until(async () => (await house.refunds(order.id))[0].status === "UNKNOWN", "nobody knows what became of it", 30_000);
      provider.refund(order.reference, 200);
      await tell_all(order.reference);
      await until(async () => (await house.count("SELECT COUNT(*) FROM payment_event WHERE outcome = 'WAITING' AND attempts > 0")) > 0, "the notice waits for it", 30_000);
      await house.refunds_are_due(order.id);
      await until(async () => (await house.refunds(order.id))[0].status === "SENT", "it is sent", 30_000);
      await house.notices_are_due();
      await until(async () => (await house.order(order.id)).refunded === 500, "both were given back", 30_000);
    });

    test("a refund that the operator has made at the provider already is not made again", async () => {
      const order = await paid();
      provider.stand_in.trouble(provider.refunding, "hang up");
      assert.equal((await seller.send(`/market/orders/${order.id}/refund`, { amount: "12.50" })).status, 303);
      await until(async () => (await house.refunds(order.id))[0].status === "UNKNOWN", "nobody knows what became of it", 30_000);
      provider.refund(order.reference, PRICE);
      await tell_all(order.reference);
      await house.refunds_are_due(order.id);
      await all_sent(order.id);
      assert.equal(await house.state(order.id), "REFUNDED/NONE");
      await house.notices_are_due();
    });
  }

  function of_other_amounts() {
    test("another amount than was asked for is nobody's until the operator has looked", async () => {
      for (const more of [{ amount: 1000 }, { currency: "usd" }]) {
        const order = await bought();
        provider.stand_in.pay(order.reference, more);
        await tell_all(order.reference);
        await house.becomes(order.id, "FAILED/MISMATCH");
        assert.equal(await buyer.reads(order.id), "Payment unclear");
        assert.equal(await house.stock(order.item), 1);
      }
    });
  }

  function of_tokens() {
    test("a token that PayPal has forgotten is asked for again", async () => {
      const order = await bought();
      await provider.pay(order.reference);
      provider.stand_in.forget_tokens();
      await buyer.open(`/market/orders/${order.id}/return`);
      assert.equal(await house.state(order.id), "COMPLETED/NONE");
    });

    test("a card that PayPal cannot charge leaves the order open for another", async () => {
      const order = await bought();
      provider.stand_in.approve(order.reference, { declines: true });
      await buyer.open(`/market/orders/${order.id}/return`);
      assert.equal(await house.state(order.id), "PENDING/NONE");
      await provider.pay(order.reference);
      await buyer.open(`/market/orders/${order.id}/return`);
      assert.equal(await house.state(order.id), "COMPLETED/NONE");
    });
  }

  function of_chains() {
    test("what waits for the chain keeps its piece, even when the hold is over", async () => {
      const order = await bought();
      provider.stand_in.pay(order.reference);
      await house.hold_is_over(order.id);
      await until(async () => (await house.count(`SELECT asks FROM transaction WHERE id = ${order.id}`)) > 0, "the house has asked", 30_000);
      assert.equal(await house.state(order.id), "PENDING/NONE");
      assert.equal(await house.stock(order.item), 0);
      provider.stand_in.confirm(order.reference);
      await tell_all(order.reference);
      await house.becomes(order.id, "COMPLETED/NONE");
    });

    test("what is paid after the invoice has expired is taken while there is a piece", async () => {
      const order = await bought();
      provider.stand_in.expire(order.reference);
      await tell_all(order.reference);
      await house.becomes(order.id, "FAILED/REFUSED");
      provider.stand_in.pay(order.reference);
      provider.stand_in.confirm(order.reference);
      await tell_all(order.reference);
      await house.becomes(order.id, "COMPLETED/NONE");
      assert.equal(await house.stock(order.item), 0);
    });

    test("a notice that BTCPay Server repeats hours later counts, and once", async () => {
      const order = await bought();
      await provider.pay(order.reference);
      const event = provider.events_of(order.reference).find((one) => provider.kind(one) === provider.paid_event);
      const before = await kept();
      const again = provider.stand_in.redelivery(event);
      for (const age_s of [2 * AN_HOUR_S, AN_HOUR_S]) assert.equal(await send(again, { age_s }), 200);
      await house.becomes(order.id, "COMPLETED/NONE");
      assert.equal((await kept()) - before, 1);
    });
  }
}
