// Stripe, as far as the house asks it: Checkout Sessions, Payment Intents and Refunds with keys of idempotency, and signed events. tests/e2e/payment_stand_ins.test.mjs
// drives it with Stripe's own client.
import { isDeepStrictEqual } from "node:util";

import Stripe from "stripe";

import { Refusal, StandIn, deliver, new_id, now_s } from "./stand_in.mjs";

const SMALL = "abcdefghijklmnopqrstuvwxyzABCDEFGHIJKLMNOPQRSTUVWXYZ0123456789";
const HALF_HOUR_S = 1800;
const DAY_S = 86_400;

// What a session may be made of, as far as the house could want it.
const SESSION_FIELDS = [/^mode$/, /^payment_method_types\[\d*\]$/, /^line_items\[\d+\]\[quantity\]$/, /^line_items\[\d+\]\[price_data\]\[(currency|unit_amount)\]$/,
  /^line_items\[\d+\]\[price_data\]\[product_data\]\[name\]$/, /^client_reference_id$/, /^(payment_intent_data\[metadata\]|metadata)\[\w+\]$/, /^(success|cancel)_url$/,
  /^expires_at$/, /^expand\[\d*\]$/];
const REFUND_FIELDS = [/^payment_intent$/, /^amount$/, /^reason$/, /^metadata\[\w+\]$/];

const wrong = (message, more = {}, status = 400) => new Refusal(status, { error: { type: "invalid_request_error", message, ...more } });

function fields_of(body, allowed) {
  const fields = Object.fromEntries(new URLSearchParams(body));
  for (const name of Object.keys(fields)) {
    if (!allowed.some((pattern) => pattern.test(name))) throw wrong(`Received unknown parameter: ${name}`, { code: "parameter_unknown", param: name });
  }
  return fields;
}

function needed(fields, name) {
  if (!fields[name]) throw wrong(`Missing required param: ${name}.`, { code: "parameter_missing", param: name });
  return fields[name];
}

function whole_number(fields, name) {
  const text = needed(fields, name);
  if (!/^\d+$/.test(text)) throw wrong(`Invalid integer: ${text}`, { code: "parameter_invalid_integer", param: name });
  return Number(text);
}

export class StripeStandIn extends StandIn {
  secret_key = "sk_test_stand_in";
  webhook_secret = "whsec_stand_in";
  sessions = new Map();
  payments = new Map();
  refunds = [];
  events = []; // in the order in which they came to be; tests deliver them
  #done = new Map(); // by key of idempotency

  static start(port) { return new StripeStandIn().listen(port); }

  get settings() { return { STRIPE_SECRET_KEY: this.secret_key, STRIPE_WEBHOOK_SECRET: this.webhook_secret, STRIPE_API_URL: this.url }; }

  routes() {
    return [
      ["POST", /^\/v1\/checkout\/sessions$/, this.#api((request) => this.#create_session(request))],
      ["GET", /^\/v1\/checkout\/sessions$/, this.#api((request) => this.#list_sessions(request))],
      ["GET", /^\/v1\/checkout\/sessions\/(\w+)$/, this.#api((request, id) => this.#shown(this.#session(id), request.query))],
      ["POST", /^\/v1\/checkout\/sessions\/(\w+)\/expire$/, this.#api((request, id) => this.#expire(id))],
      ["POST", /^\/v1\/refunds$/, this.#api((request) => this.#refund(request))],
      ["GET", /^\/v1\/refunds$/, this.#api((request) => this.#list_refunds(request))],
      ["GET", /^\/c\/pay\/(\w+)$/, (request, id) => this.#checkout_page(this.#session(id))],
      ["POST", /^\/c\/pay\/(\w+)$/, (request, id) => this.#act_of_buyer(this.#session(id), new URLSearchParams(request.body).get("act"))],
    ];
  }

  refuse_unknown({ method, path }) { throw wrong(`Unrecognized request URL (${method}: ${path}).`, {}, 404); }

  // ---- the API -------------------------------------------------------------------------------------------------------------

  #api(serve) {
    return (request, ...parts) => {
      if (request.headers.authorization !== `Bearer ${this.secret_key}`) throw wrong("Invalid API Key provided", {}, 401);
      if (request.method === "POST" && request.body && request.headers["content-type"]?.split(";")[0] !== "application/x-www-form-urlencoded")
        throw wrong("Invalid request: the body must be form-encoded");
      return request.method === "POST" ? this.#once(request, () => serve(request, ...parts)) : serve(request, ...parts);
    };
  }

  // The same key gets the same answer, errors too; with other parameters it is an error.
  #once(request, act) {
    const key = request.headers["idempotency-key"];
    if (!key) return act();
    const asked = { path: request.path, body: request.body };
    const earlier = this.#done.get(key);
    if (earlier && !isDeepStrictEqual(earlier.asked, asked))
      throw new Refusal(400, { error: { type: "idempotency_error", message: "Keys for idempotent requests can only be used with the same parameters they were first used with." } });
    if (earlier?.refusal) throw earlier.refusal;
    if (earlier) return JSON.parse(earlier.answer);
    try {
      const answer = act();
      this.#done.set(key, { asked, answer: JSON.stringify(answer) });
      return answer;
    } catch (refusal) {
      this.#done.set(key, { asked, refusal });
      throw refusal;
    }
  }

  // As after a day.
  forget_keys() { this.#done.clear(); }

  #session(id) {
    const session = this.sessions.get(id);
    if (!session) throw wrong(`No such checkout.session: ${id}`, { code: "resource_missing", param: "session" }, 404);
    if (session.status === "open" && session.expires_at <= now_s()) this.#close(session);
    return session;
  }

  #create_session(request) {
    const fields = fields_of(request.body, SESSION_FIELDS);
    if (needed(fields, "mode") !== "payment") throw wrong("The stand-in knows mode=payment alone", { param: "mode" });
    const currency = needed(fields, "line_items[0][price_data][currency]");
    if (!["usd", "eur", "gbp"].includes(currency)) throw wrong(`Invalid currency: ${currency}`, { param: "line_items[0][price_data][currency]" });
    const amount = whole_number(fields, "line_items[0][price_data][unit_amount]") * whole_number(fields, "line_items[0][quantity]");
    needed(fields, "line_items[0][price_data][product_data][name]");
    const expires_at = fields.expires_at ? whole_number(fields, "expires_at") : now_s() + DAY_S;
    if (expires_at < now_s() + HALF_HOUR_S || expires_at > now_s() + DAY_S)
      throw wrong("The `expires_at` timestamp must be at least 30 minutes and at most 24 hours from Checkout Session creation.", { param: "expires_at" });
    for (const name of ["success_url", "cancel_url"]) {
      if (!URL.canParse(needed(fields, name))) throw wrong("Not a valid URL", { code: "url_invalid", param: name });
    }
    const id = `cs_test_${new_id(24, SMALL)}`;
    const session = { id, object: "checkout.session", mode: "payment", status: "open", payment_status: "unpaid", amount_total: amount, currency, expires_at, created: now_s(),
      client_reference_id: fields.client_reference_id ?? null, success_url: fields.success_url, cancel_url: fields.cancel_url, payment_intent: null, livemode: false,
      url: `${this.url}/c/pay/${id}#stand-in`, name: fields["line_items[0][price_data][product_data][name]"], order: fields["payment_intent_data[metadata][order]"] };
    this.sessions.set(id, session);
    return this.#shown(session, new URLSearchParams());
  }

  // Names of other objects, unless they are asked for whole.
  #shown({ name, order, ...session }, query) {
    const expand = [...query.entries()].filter(([key]) => key.startsWith("expand[")).map(([, value]) => value);
    const intent = this.payments.get(session.payment_intent);
    if (!intent || !expand.some((path) => path.startsWith("payment_intent"))) return session;
    const { charge, ...payment } = intent;
    const whole_charge = expand.includes("payment_intent.latest_charge");
    return { ...session, payment_intent: { ...payment, latest_charge: charge && (whole_charge ? charge : charge.id) } };
  }

  #list_sessions({ query }) {
    const data = [...this.sessions.values()].filter((session) => !query.has("payment_intent") || session.payment_intent === query.get("payment_intent"));
    return { object: "list", url: "/v1/checkout/sessions", has_more: false, data: data.slice(0, Number(query.get("limit") ?? 10)).map((one) => this.#shown(one, query)) };
  }

  #expire(id) {
    const session = this.#session(id);
    if (session.status !== "open") throw wrong(`Only Checkout Sessions with a status in ["open"] can be expired. This Checkout Session has a status of ${session.status}.`);
    this.#close(session);
    return this.#shown(session, new URLSearchParams());
  }

  #close(session) {
    Object.assign(session, { status: "expired", url: null });
    this.#tell("checkout.session.expired", this.#shown(session, new URLSearchParams()));
  }

  #refund(request) {
    const fields = fields_of(request.body, REFUND_FIELDS);
    const payment = this.payments.get(needed(fields, "payment_intent"));
    if (!payment) throw wrong(`No such payment_intent: '${fields.payment_intent}'`, { code: "resource_missing", param: "payment_intent" }, 404);
    const left = payment.amount - payment.charge.amount_refunded;
    const amount = fields.amount === undefined ? left : whole_number(fields, "amount");
    if (left === 0) throw wrong(`Charge ${payment.charge.id} has already been refunded.`, { code: "charge_already_refunded" });
    if (amount === 0 || amount > left) throw wrong("Refund amount is greater than unrefunded amount on charge", { param: "amount" });
    return this.#give_back(payment, amount, fields);
  }

  #give_back(payment, amount, fields) {
    const metadata = Object.fromEntries(Object.entries(fields).flatMap(([name, value]) => (/^metadata\[(\w+)\]$/.exec(name) ? [[RegExp.$1, value]] : [])));
    const refund = { id: `re_${new_id(24, SMALL)}`, object: "refund", amount, currency: payment.currency, status: "succeeded", created: now_s(),
      payment_intent: payment.id, charge: payment.charge.id, metadata };
    this.refunds.unshift(refund);
    payment.charge.amount_refunded += amount;
    payment.charge.refunded = payment.charge.amount_refunded === payment.amount;
    this.#tell("charge.refunded", { ...payment.charge, payment_intent: payment.id });
    return refund;
  }

  #list_refunds({ query }) {
    const data = this.refunds.filter((refund) => !query.has("payment_intent") || refund.payment_intent === query.get("payment_intent"));
    return { object: "list", url: "/v1/refunds", has_more: false, data: data.slice(0, Number(query.get("limit") ?? 10)) };
  }

  // ---- what buyers and operators do there ----------------------------------------------------------------------------------

  #checkout_page(session) {
    const money = `${(session.amount_total / 100).toFixed(2)} ${session.currency.toUpperCase()}`;
    if (session.status !== "open") return this.page("This checkout is over", [["Status", session.status]], []);
    return this.page("Stripe stand-in", [["For", session.name], ["Total", money]], [["pay", "Pay"], ["decline", "Pay with a card that is declined"], ["cancel", "Back"]]);
  }

  #act_of_buyer(session, act) {
    if (act === "pay" && session.status === "open") {
      this.pay(session.id);
      return { status: 303, location: session.success_url };
    }
    if (act === "cancel") return { status: 303, location: session.cancel_url };
    return { status: 303, location: `/c/pay/${session.id}` };
  }

  // `processing`: the buyer has done all, and the bank has not.
  pay(id, { amount, currency, processing = false } = {}) {
    const session = this.#session(id);
    if (session.status !== "open") throw new Error(`a session that is ${session.status} cannot be paid`);
    const payment = { id: `pi_${new_id(24, SMALL)}`, object: "payment_intent", status: processing ? "processing" : "succeeded",
      amount: amount ?? session.amount_total, currency: currency ?? session.currency, metadata: { order: session.order } };
    payment.charge = processing ? null : this.#charge(payment);
    this.payments.set(payment.id, payment);
    Object.assign(session, { status: "complete", payment_status: processing ? "unpaid" : "paid", payment_intent: payment.id, url: null,
      amount_total: payment.amount, currency: payment.currency });
    this.#tell("checkout.session.completed", this.#shown(session, new URLSearchParams()));
    return payment.id;
  }

  #charge(payment) {
    return { id: `ch_${new_id(24, SMALL)}`, object: "charge", amount: payment.amount, currency: payment.currency, amount_refunded: 0, refunded: false, paid: true };
  }

  // What was processing comes through, or not.
  settle(id, good = true) {
    const session = this.#session(id);
    const payment = this.payments.get(session.payment_intent);
    payment.status = good ? "succeeded" : "requires_payment_method";
    if (good) payment.charge = this.#charge(payment);
    if (good) session.payment_status = "paid";
    this.#tell(`checkout.session.async_payment_${good ? "succeeded" : "failed"}`, this.#shown(session, new URLSearchParams()));
  }

  expire(id) { this.#close(this.#session(id)); }

  // By hand, on Stripe's own pages.
  refund_by_hand(payment_id, amount) { return this.#give_back(this.payments.get(payment_id), amount, {}); }

  // A refund that seemed to be made comes to nothing.
  fail_refund(id) {
    const refund = this.refunds.find((one) => one.id === id);
    refund.status = "failed";
    this.payments.get(refund.payment_intent).charge.amount_refunded -= refund.amount;
    this.#tell("refund.failed", refund);
  }

  // What it has taken and not given back, in minor units: { EUR: 1230 }.
  holds() {
    const sums = {};
    for (const { charge } of this.payments.values()) {
      const currency = charge?.currency.toUpperCase();
      if (charge) sums[currency] = (sums[currency] ?? 0) + charge.amount - charge.amount_refunded;
    }
    return sums;
  }

  // What it was asked to give back: { once, minor }.
  given_back() {
    return this.refunds.filter(({ metadata, status }) => metadata.once && status !== "failed").map(({ metadata, amount }) => ({ once: metadata.once, minor: amount }));
  }

  // ---- notices -------------------------------------------------------------------------------------------------------------

  #tell(type, object) {
    this.events.push({ id: `evt_${new_id(24, SMALL)}`, object: "event", api_version: "2024-06-20", created: now_s(), type, livemode: false,
      data: { object: JSON.parse(JSON.stringify(object)) } });
  }

  // Signed by Stripe's own library. `secret`: another one; `age_s`: how long ago; `pretends`: says that it is of now; `signed`: another body than is sent.
  send(url, event, { secret = this.webhook_secret, age_s = 0, pretends = false, signed } = {}) {
    const payload = JSON.stringify(event, null, 2);
    const header = Stripe.webhooks.generateTestHeaderString({ payload: signed ?? payload, secret, timestamp: now_s() - age_s });
    return deliver(url, payload, { "stripe-signature": pretends ? header.replace(/t=\d+/, `t=${now_s()}`) : header });
  }
}
