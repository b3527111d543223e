// Random sequences on the whole house: people buy, pay, cancel, deliver, quarrel and give back, providers are away, notices come in any order, and pages, jobs and the database
// die in between. In the end every piece and every cent is somewhere, once. `SEED=... SEQUENCES=500` repeats and prolongs (make soak).
import assert from "node:assert/strict";
import { randomInt } from "node:crypto";
import { after, before, test } from "node:test";

import { MarketHouse } from "./support/market.mjs";
import { Sequence, at_rest, random_of } from "./support/market_sequence.mjs";
import { all_providers } from "./support/payments.mjs";
import { until } from "./support/protocol_v1.mjs";

const SEED = Number(process.env.SEED ?? randomInt(1_000_000_000));
const SEQUENCES = Number(process.env.SEQUENCES ?? 50);
const AT_ONCE = 6;
const STOCK = 3; // and a further one with every so many sequences
const REST_MS = 180_000;

// What is short here takes minutes and days in life.
const LIMITS = { PAYMENT_ASK_MS: 300, REFUND_RETRY_MS: 300, ORDER_HOLD_MS: 6000, DELIVER_WITHIN_MS: 8000, SETTLE_AFTER_MS: 4000 };

let house;
let world;
before(async () => {
  house = await MarketHouse.start(await all_providers(), LIMITS);
  const people = await house.members("Sal", "Sue", "Bea", "Ben", "Bob", "Bix");
  const [sal, sue, ...buyers] = people;
  world = { house, buyers, moderator: await house.moderator("Moe"), items: [], kill: killer() };
  for (const [seller, currency, price, stock] of [[sal, "EUR", 1250, 1], [sal, "USD", 999, STOCK], [sue, "GBP", 10_000, STOCK], [sue, "EUR", 333, STOCK], [sal, "USD", 2501, null]])
    await offer({ seller, currency, price, stock: stock === null ? null : stock + Math.ceil(SEQUENCES / 25) });
  await Promise.all([...people, world.moderator].map((one) => one.request("/api/auth/csrf", { method: "POST" })));
});
after(() => house?.stop());

async function offer({ seller, currency, price, stock }) {
  world.items.push({ id: await house.listing(seller, { currency, price, stock }), seller, price, stock });
}

// One death at a time; the next begins when the house is well again.
function killer() {
  let last = Promise.resolve();
  const kill = (what, in_ms) => {
    last = last.then(async () => {
      await new Promise((resolve) => { setTimeout(resolve, in_ms); });
      const workers = what === "worker" ? await house.house.workerPids() : [];
      const pid = what === "worker" ? workers[in_ms % workers.length] : await house.house.pid(what);
      if (!pid) return;
      kill.deaths[what] = (kill.deaths[what] ?? 0) + 1;
      process.kill(pid, "SIGKILL");
      await until(async () => (await fetch(`${house.base}/health`)).status === 200, `the house is well after ${what} died`, 60_000);
      // As after a minute: nobody else may take over before.
      await house.rows("SELECT 1");
      await house.rows("UPDATE job SET lease_until = UTC_TIMESTAMP(3) WHERE lease_until IS NOT NULL");
    });
    return last;
  };
  kill.deaths = {};
  kill.done = () => last;
  return kill;
}

test(`${SEQUENCES} random sequences, SEED=${SEED}`, async (t) => {
  t.diagnostic(`SEED=${SEED}`);
  const began = Date.now();
  const stories = await run_all();
  await world.kill.done();
  await come_to_rest();
  try {
    await everything_is_somewhere();
  } catch (error) {
    error.message += `\nSEED=${SEED}\n${stories.map(({ story }) => story.join(", ")).join("\n")}`;
    throw error;
  }
  const ends = {};
  for (const { end } of stories) ends[end] = (ends[end] ?? 0) + 1;
  t.diagnostic(`${Math.round((Date.now() - began) / 1000)} s; ${JSON.stringify(ends)}; died: ${JSON.stringify(world.kill.deaths)}; ${await sums()}`);
});

async function run_all() {
  const stories = [];
  let next = 0;
  const lane = async () => {
    while (next < SEQUENCES) {
      const one = new Sequence(world, SEED + (next += 1));
      try {
        stories.push({ story: one.story, end: await one.run() });
      } catch (error) {
        error.message += `\nSEED=${SEED}, in: ${one.story.join(", ")}`;
        throw error;
      }
    }
  };
  await Promise.all(Array.from({ length: AT_ONCE }, lane));
  return stories;
}

// First by itself; then with the notices that did not arrive, which providers send until they are taken; then with the operator, for what providers refused.
async function come_to_rest() {
  await decide_all();
  await rest();
  const random = random_of(SEED);
  for (const provider of house.providers) {
    const told = provider.stand_in.events.map((event) => [random(), event]).sort(([a], [b]) => a - b);
    for (const [, event] of told) assert.equal(await provider.send(house, event), 200, provider.kind(event));
  }
  await rest();
  await give_back_what_was_refused();
  await rest();
}

async function rest() {
  try {
    await at_rest(house, REST_MS);
  } catch (error) {
    error.message += `\nSEED=${SEED}`;
    throw error;
  }
}

async function decide_all() {
  for (const [id] of await house.rows("SELECT id FROM transaction WHERE fulfilment = 'DISPUTED' AND payment_status = 'COMPLETED'"))
    assert.equal((await world.moderator.send(`/moderation/disputes/${id}`, { amount: "0" })).status, 303);
}

// The operator pays at the provider what the house could not, and its notices say so.
async function give_back_what_was_refused() {
  const owed = await house.rows(`SELECT DISTINCT t.provider, t.provider_reference, t.refunded_minor, t.amount_minor FROM refund r JOIN transaction t ON t.id = r.transaction_id WHERE r.status = 'FAILED'`);
  for (const [method, reference, refunded, amount] of owed) {
    const provider = house.providers.find((one) => one.method === method);
    const before = provider.stand_in.events.length;
    const missing = Number(refunded) - (Number(amount) - provider.left(reference));
    if (missing > 0) provider.refund(reference, missing);
    for (const event of provider.stand_in.events.slice(before)) assert.equal(await provider.send(house, event), 200);
  }
}

async function everything_is_somewhere() {
  assert.deepEqual(await house.rows("SELECT id, payment_status FROM transaction WHERE payment_status = 'PENDING'"), []);
  assert.deepEqual(await house.rows("SELECT id, status, last_error FROM refund WHERE status <> 'SENT'"), []);
  await house.books_agree();
  for (const { id, stock } of world.items.filter((item) => item.stock !== null)) {
    const left = await house.stock(id);
    assert.ok(left >= 0);
    // With buyers for good: what was sold, and what went out before its money came back.
    const gone = await house.count(`SELECT COUNT(*) FROM transaction WHERE item_id = ${id} AND (payment_status = 'COMPLETED' OR (payment_status = 'REFUNDED' AND delivered_at IS NOT NULL))`);
    assert.equal(left + gone, stock, `pieces of listing ${id}`);
    const [[state]] = await house.rows(`SELECT state FROM marketplace_item WHERE id = ${id}`);
    assert.equal(state, left > 0 ? "PUBLISHED" : "SOLD_OUT");
  }
}

const sums = async () => (await house.rows("SELECT payment_status, COUNT(*) FROM transaction GROUP BY 1")).map(([status, count]) => `${count} ${status}`).join(", ");
