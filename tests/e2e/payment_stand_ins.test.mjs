// The stand-ins for providers of payments do as the real ones do: Stripe's own client gets from ours what it expects, and PayPal's and BTCPay Server's keep to
// their published descriptions. What the house's tests of payments prove is worth as much as this.
import assert from "node:assert/strict";
import http from "node:http";
import { after, before, test } from "node:test";

import Stripe from "stripe";

import { BtcPayStandIn } from "../support/payments/btcpay.mjs";
import { PayPalStandIn } from "../support/payments/paypal.mjs";
import { StripeStandIn } from "../support/payments/stripe.mjs";

let stripe;
let client;
let paypal;
let btcpay;
let house; // what notices are sent to
before(async () => {
  stripe = await StripeStandIn.start();
  paypal = await PayPalStandIn.start();
  btcpay = await BtcPayStandIn.start();
  const { hostname, port } = new URL(stripe.url);
  client = new Stripe(stripe.secret_key, { host: hostname, port, protocol: "http", maxNetworkRetries: 0, telemetry: false });
  house = await Ear.open();
});
after(async () => {
  for (const one of [stripe, paypal, btcpay, house]) await one?.stop();
});

// Keeps what it is told.
class Ear {
  heard = [];

  static async open() {
    const ear = new Ear();
    ear.server = http.createServer(async (request, response) => {
      const parts = [];
      for await (const part of request) parts.push(part);
      ear.heard.push({ headers: request.headers, body: Buffer.concat(parts).toString() });
      response.writeHead(200).end();
    });
    await new Promise((resolve) => { ear.server.listen(0, "127.0.0.1", resolve); });
    ear.url = `http://127.0.0.1:${ear.server.address().port}/hook`;
    return ear;
  }

  async stop() { await new Promise((resolve) => { this.server.close(resolve); }); }
}

const in_s = (seconds) => Math.floor(Date.now() / 1000) + seconds;
const session_for = (more = {}) => ({
  mode: "payment", payment_method_types: ["card"], client_reference_id: "42", success_url: "https://chat.example/back", cancel_url: "https://chat.example/back", expires_at: in_s(1900),
  line_items: [{ quantity: 1, price_data: { currency: "eur", unit_amount: 1230, product_data: { name: "Twelve pictures" } } }], ...more,
});

test("Stripe's client makes a checkout, finds it paid, and gives some of it back", async () => {
  const made = await client.checkout.sessions.create(session_for());
  assert.match(made.id, /^cs_test_/);
  assert.deepEqual([made.status, made.payment_status, made.amount_total, made.currency], ["open", "unpaid", 1230, "eur"]);
  stripe.pay(made.id);
  const paid = await client.checkout.sessions.retrieve(made.id, { expand: ["payment_intent.latest_charge"] });
  assert.deepEqual([paid.status, paid.payment_status, paid.payment_intent.status, paid.payment_intent.latest_charge.amount_refunded], ["complete", "paid", "succeeded", 0]);
  const refund = await client.refunds.create({ payment_intent: paid.payment_intent.id, amount: 200, metadata: { once: "r1" } });
  assert.deepEqual([refund.object, refund.status, refund.amount], ["refund", "succeeded", 200]);
  assert.equal((await client.refunds.list({ payment_intent: paid.payment_intent.id })).data[0].metadata.once, "r1");
  await assert.rejects(client.refunds.create({ payment_intent: paid.payment_intent.id, amount: 1031 }), Stripe.errors.StripeInvalidRequestError);
  await client.refunds.create({ payment_intent: paid.payment_intent.id });
  await assert.rejects(client.refunds.create({ payment_intent: paid.payment_intent.id }), { code: "charge_already_refunded" });
  assert.equal((await client.checkout.sessions.list({ payment_intent: paid.payment_intent.id })).data[0].id, made.id);
});

test("Stripe's client ends a checkout once, and never one that is paid", async () => {
  const open = await client.checkout.sessions.create(session_for());
  assert.equal((await client.checkout.sessions.expire(open.id)).status, "expired");
  await assert.rejects(client.checkout.sessions.expire(open.id), Stripe.errors.StripeInvalidRequestError);
  const paid = await client.checkout.sessions.create(session_for());
  stripe.pay(paid.id);
  await assert.rejects(client.checkout.sessions.expire(paid.id), Stripe.errors.StripeInvalidRequestError);
  await assert.rejects(client.checkout.sessions.retrieve("cs_test_none"), { code: "resource_missing", statusCode: 404 });
});

test("the same key of idempotency gets the same checkout, and an error with other parameters", async () => {
  const asked = session_for();
  const first = await client.checkout.sessions.create(asked, { idempotencyKey: "k1" });
  assert.equal((await client.checkout.sessions.create(asked, { idempotencyKey: "k1" })).id, first.id);
  await assert.rejects(client.checkout.sessions.create({ ...asked, client_reference_id: "43" }, { idempotencyKey: "k1" }), Stripe.errors.StripeIdempotencyError);
  stripe.forget_keys();
  assert.notEqual((await client.checkout.sessions.create(asked, { idempotencyKey: "k1" })).id, first.id);
});

test("what Stripe would refuse is refused", async () => {
  for (const more of [{ expires_at: in_s(1700) }, { expires_at: in_s(90_000) }, { success_url: "nowhere" }, { mode: undefined }, { colour: "red" },
    { line_items: [{ quantity: 1, price_data: { currency: "eur", unit_amount: "12.30", product_data: { name: "x" } } }] }])
    await assert.rejects(client.checkout.sessions.create(session_for(more)), Stripe.errors.StripeInvalidRequestError, JSON.stringify(more));
  const stranger = new Stripe("sk_test_other", { host: "127.0.0.1", port: new URL(stripe.url).port, protocol: "http", maxNetworkRetries: 0 });
  await assert.rejects(stranger.checkout.sessions.create(session_for()), Stripe.errors.StripeAuthenticationError);
});

test("Stripe's library takes the notices that are good, and no others", async () => {
  const made = await client.checkout.sessions.create(session_for());
  stripe.pay(made.id);
  const event = stripe.events.at(-1);
  assert.equal(event.type, "checkout.session.completed");
  house.heard.length = 0;
  await stripe.send(house.url, event);
  await stripe.send(house.url, event, { secret: "whsec_other" });
  await stripe.send(house.url, event, { age_s: 301 });
  await stripe.send(house.url, event, { signed: "{}" });
  const read = ({ body, headers }) => Stripe.webhooks.constructEvent(body, headers["stripe-signature"], stripe.webhook_secret);
  assert.equal(read(house.heard[0]).data.object.id, made.id);
  for (const bad of house.heard.slice(1)) assert.throws(() => read(bad), Stripe.errors.StripeSignatureVerificationError);
});

test("a buyer pays on the page of each, and comes back", async () => {
  const made = await client.checkout.sessions.create(session_for());
  const page = made.url.split("#")[0];
  assert.match(await (await fetch(page)).text(), /Twelve pictures.*12\.30 EUR/);
  const back = await fetch(page, { method: "POST", body: new URLSearchParams({ act: "pay" }), redirect: "manual" });
  assert.deepEqual([back.status, back.headers.get("location")], [303, "https://chat.example/back"]);
  assert.equal((await client.checkout.sessions.retrieve(made.id)).payment_status, "paid");
});

// ---- PayPal ------------------------------------------------------------------------------------------------------------------

const paypal_token = async () => {
  const answer = await fetch(`${paypal.url}/v1/oauth2/token`, { method: "POST", body: new URLSearchParams({ grant_type: "client_credentials" }),
    headers: { authorization: `Basic ${Buffer.from(`${paypal.client_id}:${paypal.client_secret}`).toString("base64")}` } });
  return (await answer.json()).access_token;
};
async function paypal_asks(method, path, body, id) {
  const headers = { authorization: `Bearer ${await paypal_token()}`, "content-type": "application/json", ...(id ? { "paypal-request-id": id } : {}) };
  const answer = await fetch(paypal.url + path, { method, headers, ...(body ? { body: JSON.stringify(body) } : {}) });
  return { status: answer.status, ...(await answer.json()) };
}
const order_for = (once, value = "12.30") => ({ intent: "CAPTURE", purchase_units: [{ custom_id: once, invoice_id: once, amount: { currency_code: "EUR", value } }],
  payment_source: { paypal: { experience_context: { return_url: "https://chat.example/back", cancel_url: "https://chat.example/back" } } } });

test("PayPal takes the money once the buyer has agreed, and once only", async () => {
  const made = await paypal_asks("POST", "/v2/checkout/orders", order_for("o1"), "o1");
  assert.deepEqual([made.status, made.links.some(({ rel }) => rel === "payer-action")], ["PAYER_ACTION_REQUIRED", true]);
  assert.equal((await paypal_asks("POST", "/v2/checkout/orders", order_for("o1"), "o1")).id, made.id);
  const capture = () => paypal_asks("POST", `/v2/checkout/orders/${made.id}/capture`, {}, "o1-capture");
  assert.equal((await capture()).details[0].issue, "ORDER_NOT_APPROVED");
  paypal.approve(made.id);
  const taken = await capture();
  const { id } = taken.purchase_units[0].payments.captures[0];
  assert.equal((await capture()).purchase_units[0].payments.captures[0].id, id);
  assert.equal((await paypal_asks("POST", `/v2/checkout/orders/${made.id}/capture`, {}, "other")).details[0].issue, "ORDER_ALREADY_CAPTURED");
  const refund = (value, key) => paypal_asks("POST", `/v2/payments/captures/${id}/refund`, { amount: { currency_code: "EUR", value } }, key);
  assert.equal((await refund("2.00", "r1")).id, (await refund("2.00", "r1")).id);
  assert.equal((await refund("10.31", "r2")).details[0].issue, "REFUND_AMOUNT_EXCEEDED");
  assert.equal((await paypal_asks("GET", `/v2/checkout/orders/${made.id}`)).purchase_units[0].payments.captures[0].status, "PARTIALLY_REFUNDED");
});

test("what PayPal would refuse is refused", async () => {
  for (const body of [{ ...order_for("o2"), intent: undefined }, order_for("o2", "12.3"), order_for("o2", "0.00"), order_for("x".repeat(128)), { ...order_for("o2"), payment_source: undefined }])
    assert.ok([400, 422].includes((await paypal_asks("POST", "/v2/checkout/orders", body)).status), JSON.stringify(body));
  const answer = await fetch(`${paypal.url}/v2/checkout/orders/X`, { headers: { authorization: "Bearer guessed" } });
  assert.equal(answer.status, 401);
});

test("PayPal knows its own notices byte by byte", async () => {
  const made = await paypal_asks("POST", "/v2/checkout/orders", order_for("o3"), "o3");
  paypal.approve(made.id);
  const event = paypal.events.at(-1);
  const verdict = async ({ headers, body }, raw = body) => {
    const part = (name) => JSON.stringify(headers[`paypal-${name}`]);
    const question = `{"auth_algo":${part("auth-algo")},"cert_url":${part("cert-url")},"transmission_id":${part("transmission-id")},"transmission_sig":${part("transmission-sig")},` +
      `"transmission_time":${part("transmission-time")},"webhook_id":"${paypal.webhook_id}","webhook_event":${raw}}`;
    const answer = await fetch(`${paypal.url}/v1/notifications/verify-webhook-signature`, { method: "POST", body: question,
      headers: { authorization: `Bearer ${await paypal_token()}`, "content-type": "application/json" } });
    return (await answer.json()).verification_status;
  };
  house.heard.length = 0;
  await paypal.send(house.url, event);
  await paypal.send(house.url, event, { signed: "{}" });
  await paypal.send(house.url, event, { webhook_id: "OTHER" });
  assert.equal(await verdict(house.heard[0]), "SUCCESS");
  assert.equal(await verdict(house.heard[0], JSON.stringify(JSON.parse(house.heard[0].body))), "FAILURE");
  assert.equal(await verdict(house.heard[1]), "FAILURE");
  assert.equal(await verdict(house.heard[2]), "FAILURE");
});

// ---- BTCPay Server -----------------------------------------------------------------------------------------------------------

async function btcpay_asks(method, path, body) {
  const answer = await fetch(`${btcpay.url}/api/v1/stores/${btcpay.store_id}/${path}`, { method, headers: { authorization: `token ${btcpay.api_key}`, "content-type": "application/json" },
    ...(body ? { body: JSON.stringify(body) } : {}) });
  return { code: answer.status, body: await answer.json() };
}
const invoice_for = (once) => ({ amount: "12.30", currency: "EUR", metadata: { orderId: once }, checkout: { expirationMinutes: 30, redirectURL: "https://chat.example/back" } });

test("an invoice goes its ways: confirmed, late, in part, ended", async () => {
  const make = async (once) => (await btcpay_asks("POST", "invoices", invoice_for(once))).body.id;
  const standing = async (id) => {
    const { status, additionalStatus } = (await btcpay_asks("GET", `invoices/${id}`)).body;
    return `${status} ${additionalStatus}`;
  };
  const confirmed = await make("i1");
  btcpay.pay(confirmed);
  assert.equal(await standing(confirmed), "Processing None");
  btcpay.confirm(confirmed);
  assert.equal(await standing(confirmed), "Settled None");
  const late = await make("i2");
  btcpay.expire(late);
  btcpay.pay(late);
  assert.equal(await standing(late), "Expired PaidLate");
  const ended = await make("i3");
  assert.equal((await btcpay_asks("POST", `invoices/${ended}/status`, { status: "Invalid" })).code, 200);
  assert.equal(await standing(ended), "Invalid Marked");
  assert.equal((await btcpay_asks("POST", `invoices/${ended}/refund`, { refundVariant: "Custom", customAmount: "1", customCurrency: "EUR" })).body.code, "non-refundable");
  assert.deepEqual((await btcpay_asks("GET", "invoices?orderId=i2")).body.map(({ id }) => id), [late]);
  const { body: pull } = await btcpay_asks("POST", `invoices/${confirmed}/refund`, { name: "r1", refundVariant: "Custom", customAmount: "2.00", customCurrency: "EUR" });
  assert.equal((await btcpay_asks("GET", "pull-payments?includeArchived=true")).body[0].viewLink, pull.viewLink);
  assert.match(await (await fetch(pull.viewLink)).text(), /2\.00 EUR/);
});

test("a request that goes wrong goes wrong as it was told", async () => {
  btcpay.trouble(/^POST .*invoices$/, "lose");
  await assert.rejects(btcpay_asks("POST", "invoices", invoice_for("i4")));
  assert.equal((await btcpay_asks("GET", "invoices?orderId=i4")).body.length, 1);
  btcpay.trouble(/^POST .*invoices$/, "hang up");
  await assert.rejects(btcpay_asks("POST", "invoices", invoice_for("i5")));
  assert.equal((await btcpay_asks("GET", "invoices?orderId=i5")).body.length, 0);
});
