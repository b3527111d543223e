// One provider and a house of its own, whose patience is long: only what a test makes due happens. What tests of payments have in common.
import assert from "node:assert/strict";
import { after, afterEach, before, describe } from "node:test";

import { MarketHouse, new_key } from "./market.mjs";
import { BtcPayProvider, PayPalProvider, StripeProvider } from "./payments.mjs";
import { until } from "./protocol_v1.mjs";

const SOON_MS = 30_000; // the jobs look every second

export const PRICE = 1250; // EUR 12.50

// The providers beside each other, `tests(desk)` of each one by one. After each test nothing waits and the books agree.
export function at_each_provider(what, tests) {
  describe(what, { concurrency: 3 }, () => {
    for (const Kind of [StripeProvider, PayPalProvider, BtcPayProvider]) {
      describe(Kind.name, { concurrency: 1 }, () => {
        const desk = new Desk(Kind);
        before(() => desk.open());
        after(() => desk.house?.stop());
        afterEach(() => desk.is_in_balance());
        tests(desk);
      });
    }
  });
}

class Desk {
  constructor(Kind) { this.Kind = Kind; }

  async open() {
    this.provider = await this.Kind.start();
    this.house = await MarketHouse.start([this.provider], { PAYMENT_ASK_MS: 600_000, REFUND_RETRY_MS: 600_000 });
    [this.seller, this.buyer, this.other] = await this.house.members("Sal", "Bea", "Ben");
  }

  async is_in_balance() {
    await this.house.notices_are_followed();
    await this.house.books_agree();
  }

  // A piece of a new listing, on the way to the provider.
  async bought() {
    const item = await this.house.listing(this.seller, { price: PRICE });
    const key = new_key();
    const answer = await this.house.buy(this.buyer, item, this.provider.method, key);
    assert.equal(answer.status, 303, answer.text);
    const id = await this.house.order_of(this.buyer, key);
    return { id, item, key, reference: (await this.house.order(id)).reference };
  }

  async paid() {
    const order = await this.bought();
    await this.provider.pay(order.reference);
    await this.come_back(order.id);
    assert.equal(await this.house.state(order.id), "COMPLETED/NONE");
    return order;
  }

  // From the provider's page.
  come_back(id) { return this.buyer.open(`/market/orders/${id}/return`); }

  // The provider has the money of what the buyer has approved, and its answer was lost.
  async taken_unnoticed(order) {
    if (!this.provider.collecting) return;
    this.provider.stand_in.trouble(this.provider.collecting, "lose");
    await this.come_back(order.id);
    assert.equal(await this.house.state(order.id), "PENDING/NONE");
  }

  send(event, how) { return this.provider.send(this.house, event, how); }
  async tell_all(reference) {
    for (const event of this.provider.events_of(reference)) assert.equal(await this.send(event), 200);
  }

  // How many notices the house has kept.
  kept() { return this.house.count("SELECT COUNT(*) FROM payment_event"); }
  // The amounts that the provider was asked to give back.
  given_back(order) { return this.provider.stand_in.given_back().filter(({ once }) => once.endsWith(order.key)).map(({ minor }) => minor); }
  checkouts() { return this.provider.stand_in.asked.filter((line) => this.provider.begins.test(line)).length; }

  // Resolves to the order's refunds, once there are some and all of them were sent.
  async all_sent(id) {
    let now;
    await until(async () => (now = await this.house.refunds(id)).length > 0 && now.every(({ status }) => status === "SENT"), () => `refunds are sent; they are ${JSON.stringify(now)}`, SOON_MS);
    return now;
  }
}
