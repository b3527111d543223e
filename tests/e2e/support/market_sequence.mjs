// One random order from the press of Buy to wherever it gets, while others do the same and programs die: what people, providers and their notices may do in any order.
// Its choices follow from a seed.
import assert from "node:assert/strict";

import { new_key } from "./market.mjs";
import { until } from "./protocol_v1.mjs";

const PAID_SOON_MS = 15_000;
const TROUBLES = ["hang up", "lose", 500, 503, 429];

// Numbers from 0 to below 1 (mulberry32).
export function random_of(seed) {
  let state = seed >>> 0;
  return () => {
    state = (state + 0x6d2b79f5) >>> 0;
    let mixed = Math.imul(state ^ (state >>> 15), state | 1);
    mixed ^= mixed + Math.imul(mixed ^ (mixed >>> 7), mixed | 61);
    return ((mixed ^ (mixed >>> 14)) >>> 0) / 4_294_967_296;
  };
}

const wait = (ms) => new Promise((resolve) => { setTimeout(resolve, ms); });

export class Sequence {
  // `world`: { house, sellers (by item), buyers, moderator, items, kill }.
  constructor(world, seed) {
    this.world = world;
    this.house = world.house;
    this.random = random_of(seed);
    this.story = [];
  }

  // Resolves to what it came to, in a word.
  async run() {
    const { world } = this;
    this.provider = this.pick(this.house.providers);
    this.item = this.pick(world.items);
    this.buyer = this.pick(world.buyers);
    this.seller = this.item.seller;
    const dies = this.chance(0.2) ? this.pick(["before", "after"]) : null;
    if (this.chance(0.25)) this.make_trouble();
    if (dies === "before") await this.let_die();
    if (!await this.buy()) return "sold out";
    await this.decide_about_paying();
    if (dies === "after") await this.let_die();
    if (!await this.is_paid()) return "not paid";
    for (let acts = this.below(5); acts > 0; acts -= 1) await this.act();
    return "paid";
  }

  // ---- chance --------------------------------------------------------------------------------------------------------------

  below(n) { return Math.floor(this.random() * n); }
  pick(list) { return list[this.below(list.length)]; }
  chance(share) { return this.random() < share; }
  note(what) { this.story.push(what); }
  // Of { name: weight }.
  weighed(weights) {
    let at = this.random() * Object.values(weights).reduce((sum, weight) => sum + weight, 0);
    for (const [name, weight] of Object.entries(weights)) if ((at -= weight) < 0) return name;
    return Object.keys(weights)[0];
  }
  pause() { return wait(this.below(800)); }

  // ---- buying and paying ---------------------------------------------------------------------------------------------------

  make_trouble() {
    const { begins, refunding, ending, collecting } = this.provider;
    const what = this.pick(TROUBLES);
    this.note(`${this.provider.method} will ${what}`);
    this.provider.stand_in.trouble(this.pick([begins, refunding, ending, collecting ?? ending]), what);
  }

  async let_die() {
    const what = this.weighed({ worker: 4, jobs: 4, mariadb: 2 });
    this.note(`${what} dies`);
    // At no particular moment of what others do.
    this.world.kill(what, this.below(400));
    await this.pause();
  }

  // Somebody presses again until they get an answer. False when there is no piece.
  async buy() {
    const key = new_key();
    this.note(`buys ${this.item.id} by ${this.provider.method}`);
    for (;;) {
      const twice = this.chance(0.2) ? [tolerant(() => this.house.buy(this.buyer, this.item.id, this.provider.method, key))] : [];
      const answer = await tolerant(() => this.house.buy(this.buyer, this.item.id, this.provider.method, key));
      await Promise.all(twice);
      this.id = await this.house.order_of(this.buyer, key);
      if (this.id) break;
      if (answer.status === 409) return false;
      assert.ok(answer.status === 0 || answer.status >= 500, `Buy is answered by ${answer.status}: ${answer.text}`);
      await wait(200);
    }
    this.note(`order ${this.id}`);
    for (let patience = 3; patience > 0 && !(await this.house.order(this.id)).reference; patience -= 1) {
      await this.send(`/market/orders/${this.id}/pay`);
      await wait(100);
    }
    this.reference = (await this.house.order(this.id)).reference;
    return true;
  }

  async decide_about_paying() {
    const fate = this.weighed({ pay: 66, abandon: 10, cancel: 8, fail: 10, "another amount": 3 });
    this.note(fate);
    if (fate === "cancel") await this.send(`/market/orders/${this.id}/cancel`);
    if (fate === "abandon" || fate === "cancel" || !this.reference) return;
    await this.pause();
    // It may be too late for that.
    if (!this.provider.is_open(this.reference)) return;
    if (fate === "fail") await this.provider.fail(this.reference, this.house, () => this.come_back());
    else if (fate === "another amount" && this.provider.method === "STRIPE") this.provider.stand_in.pay(this.reference, { amount: this.item.price - 1 });
    else await this.pay();
    if (this.chance(0.1)) await this.send(`/market/orders/${this.id}/cancel`);
    await this.tell();
  }

  async pay() {
    const slow = this.provider.method === "CRYPTO" && this.chance(0.3);
    if (!slow) return this.provider.pay(this.reference);
    this.note("the chain is slow");
    this.provider.stand_in.pay(this.reference);
    await wait(this.below(6000));
    return this.provider.stand_in.confirm(this.reference);
  }

  come_back() { return tolerant(() => this.buyer.open(`/market/orders/${this.id}/return`)); }

  // The buyer comes back, notices come in any order and more than once, or nobody says anything.
  async tell() {
    if (this.chance(0.5)) await this.come_back();
    if (this.chance(0.6)) await this.tell_notices();
  }

  async tell_notices() {
    const events = this.provider.events_of(this.reference);
    const told = [...events, ...events.filter(() => this.chance(0.3))].map((event) => [this.random(), event]).sort(([a], [b]) => a - b);
    for (const [, event] of told) await tolerant(() => this.provider.send(this.house, event));
  }

  async is_paid() {
    const end = Date.now() + PAID_SOON_MS;
    for (;;) {
      const { payment } = await this.house.order(this.id);
      if (payment === "COMPLETED" || payment === "REFUNDED") return true;
      if (payment === "FAILED" || Date.now() > end) return false;
      await wait(300);
    }
  }

  // ---- afterwards ----------------------------------------------------------------------------------------------------------

  async act() {
    await this.pause();
    const what = this.weighed({ deliver: 4, confirm: 2, dispute: 2, decide: 2, refund: 4, "refund by hand": 2, notices: 2, trouble: 2 });
    this.note(what);
    const path = `/market/orders/${this.id}`;
    if (what === "deliver") await this.send(`${path}/deliver`, {}, this.seller);
    if (what === "confirm") await this.send(`${path}/confirm`);
    if (what === "dispute") await this.send(`${path}/dispute`, { body: "It is not what I bought." });
    if (what === "decide") await this.send(`/moderation/disputes/${this.id}`, { amount: this.some_of(this.item.price), why: "As it looks." }, this.world.moderator);
    if (what === "refund") await this.send(`${path}/refund`, { amount: this.some_of(this.item.price) }, this.seller);
    if (what === "refund by hand") await this.refund_by_hand();
    if (what === "notices") await this.tell_notices();
    if (what === "trouble") this.make_trouble();
  }

  // "12.50", sometimes all of it and sometimes more than is left.
  some_of(price) { return ((this.chance(0.3) ? price : 1 + this.below(price)) / 100).toFixed(2); }

  async refund_by_hand() {
    const left = this.provider.by_hand ? this.provider.left(this.reference) : 0;
    if (left === 0) return;
    this.provider.refund(this.reference, 1 + this.below(left));
    if (this.chance(0.7)) await this.tell_notices();
  }

  send(path, fields = {}, who = this.buyer) { return tolerant(() => who.send(path, fields)); }
}

// While a program is dead there may be no answer: { status: 0 }. What is answered is answered in words.
async function tolerant(ask) {
  try {
    const answer = await ask();
    assert.ok(![404, 403, 401, 415].includes(answer.status ?? answer), `an answer ${answer.status}`);
    return answer;
  } catch (error) {
    if (error instanceof TypeError && error.message === "fetch failed") return { status: 0, text: "" };
    throw error;
  }
}

// Until the house has nothing to do any more.
export async function at_rest(house, patience_ms) {
  let stuck;
  await until(async () => {
    stuck = await house.rows(`
      SELECT 'order', id, CONCAT(provider, ' ', payment_status, ' ', fulfilment, ' due ', COALESCE(due_at, 'never')) FROM transaction WHERE closed_at IS NULL OR due_at IS NOT NULL
      UNION ALL SELECT 'refund', id, CONCAT(status, ' of ', transaction_id, ' ', COALESCE(last_error, '')) FROM refund WHERE status IN ('WAITING', 'SENDING', 'UNKNOWN')
      UNION ALL SELECT 'notice', id, kind FROM payment_event WHERE outcome = 'WAITING'`);
    if (stuck.length > 0) await wait(500);
    return stuck.length === 0;
  }, () => `the house comes to rest; what is stuck:\n${stuck.map((row) => row.join(" ")).join("\n")}\n`, patience_ms);
}
