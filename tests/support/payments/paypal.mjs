// PayPal, as far as the house asks it: tokens, Orders v2, captures and refunds with PayPal-Request-Id, and notices with a signature that PayPal itself verifies.
import { createHash, generateKeyPairSync, randomUUID, sign, verify } from "node:crypto";

import { Refusal, StandIn, deliver, new_id } from "./stand_in.mjs";

const MONEY = /^(0|[1-9]\d*)\.\d\d$/;
const CURRENCIES = ["USD", "EUR", "GBP"];

const ERRORS = { 400: "INVALID_REQUEST", 401: "AUTHENTICATION_FAILURE", 404: "RESOURCE_NOT_FOUND", 409: "RESOURCE_CONFLICT", 422: "UNPROCESSABLE_ENTITY" };
const wrong = (status, issue, field) =>
  new Refusal(status, { name: ERRORS[status], message: "The stand-in says no.", debug_id: new_id(13), details: [{ issue, ...(field ? { field, location: "body" } : {}) }], links: [] });

function needed(value, field) {
  if (value === undefined || value === null || value === "") throw wrong(400, "MISSING_REQUIRED_PARAMETER", field);
  return value;
}

function money(amount, field) {
  if (!CURRENCIES.includes(needed(amount?.currency_code, `${field}/currency_code`))) throw wrong(422, "INVALID_CURRENCY_CODE", field);
  if (!MONEY.test(needed(amount.value, `${field}/value`))) throw wrong(422, "DECIMAL_PRECISION", field);
  if (Number(amount.value) <= 0) throw wrong(422, "CANNOT_BE_ZERO_OR_NEGATIVE", field);
  return Math.round(Number(amount.value) * 100);
}

const text_of = (minor) => `${Math.floor(minor / 100)}.${`${minor % 100}`.padStart(2, "0")}`;

function json_of(request) {
  if (request.headers["content-type"]?.split(";")[0] !== "application/json") throw new Refusal(415, { name: "UNSUPPORTED_MEDIA_TYPE" });
  try {
    return JSON.parse(request.body || "{}");
  } catch {
    throw wrong(400, "MALFORMED_REQUEST_JSON");
  }
}

const fingerprint = (bytes) => createHash("sha256").update(bytes).digest("hex");

export class PayPalStandIn extends StandIn {
  client_id = "client-stand-in";
  client_secret = "secret-stand-in";
  webhook_id = "1JE4291016473214C";
  orders = new Map();
  captures = new Map();
  events = [];
  #tokens = new Set();
  #done = new Map();
  #keys = generateKeyPairSync("rsa", { modulusLength: 2048 });

  static start(port) { return new PayPalStandIn().listen(port); }

  get settings() {
    return { PAYPAL_CLIENT_ID: this.client_id, PAYPAL_CLIENT_SECRET: this.client_secret, PAYPAL_WEBHOOK_ID: this.webhook_id, PAYPAL_ENV: "sandbox", PAYPAL_API_URL: this.url };
  }

  routes() {
    return [
      ["POST", /^\/v1\/oauth2\/token$/, (request) => this.#token(request)],
      ["POST", /^\/v2\/checkout\/orders$/, this.#api((request) => this.#create_order(request))],
      ["GET", /^\/v2\/checkout\/orders\/(\w+)$/, this.#api((request, id) => this.#shown(this.#order(id)))],
      ["POST", /^\/v2\/checkout\/orders\/(\w+)\/capture$/, this.#api((request, id) => this.#capture(request, id))],
      ["GET", /^\/v2\/payments\/captures\/(\w+)$/, this.#api((request, id) => this.#shown_capture(this.#captured(id), true))],
      ["POST", /^\/v2\/payments\/captures\/(\w+)\/refund$/, this.#api((request, id) => this.#refund(request, id))],
      ["POST", /^\/v1\/notifications\/verify-webhook-signature$/, this.#api((request) => this.#verify(request))],
      ["GET", /^\/checkoutnow$/, (request) => this.#approval_page(this.#order(request.query.get("token")))],
      ["POST", /^\/checkoutnow$/, (request) => this.#act_of_buyer(this.#order(request.query.get("token")), new URLSearchParams(request.body).get("act"))],
    ];
  }

  refuse_unknown() { throw wrong(404, "INVALID_RESOURCE_ID"); }

  // ---- the API -------------------------------------------------------------------------------------------------------------

  #token(request) {
    const expected = `Basic ${Buffer.from(`${this.client_id}:${this.client_secret}`).toString("base64")}`;
    if (request.headers.authorization !== expected) throw new Refusal(401, { error: "invalid_client", error_description: "Client Authentication failed" });
    if (new URLSearchParams(request.body).get("grant_type") !== "client_credentials") throw new Refusal(400, { error: "unsupported_grant_type" });
    const token = `A21AA${new_id(60)}`;
    this.#tokens.add(token);
    return { scope: "https://uri.paypal.com/services/payments/payment", access_token: token, token_type: "Bearer", app_id: "APP-STANDIN", expires_in: 32_400 };
  }

  // Before their time.
  forget_tokens() { this.#tokens.clear(); }

  #api(serve) {
    return (request, ...parts) => {
      const token = /^Bearer (\S+)$/.exec(request.headers.authorization ?? "")?.[1];
      if (!this.#tokens.has(token)) throw new Refusal(401, { name: "AUTHENTICATION_FAILURE", error: "invalid_token" });
      return this.#once(request, () => serve(request, ...parts));
    };
  }

  // A repeat gets the resource as it is now, with 200 instead of 201.
  #once(request, act) {
    const id = request.method === "POST" && request.headers["paypal-request-id"];
    if (!id) return act();
    if (id.length > 108) throw wrong(400, "INVALID_STRING_LENGTH", "PayPal-Request-Id");
    const key = `${request.path.replace(/\w+\/(capture|refund)$/, "$1")} ${id}`;
    const earlier = this.#done.get(key);
    if (earlier && earlier.body !== fingerprint(request.path + request.body)) throw wrong(422, "PAYPAL_REQUEST_ID_PREVIOUSLY_USED");
    if (earlier) return { status: 200, body: earlier.again() };
    const answer = act();
    this.#done.set(key, { body: fingerprint(request.path + request.body), again: answer.again ?? (() => answer.body) });
    return answer;
  }

  #order(id) {
    const order = this.orders.get(id);
    if (!order) throw wrong(404, "INVALID_RESOURCE_ID");
    return order;
  }

  #captured(id) {
    const capture = this.captures.get(id);
    if (!capture) throw wrong(404, "INVALID_RESOURCE_ID");
    return capture;
  }

  #create_order(request) {
    const body = json_of(request);
    if (needed(body.intent, "/intent") !== "CAPTURE") throw wrong(400, "INVALID_PARAMETER_VALUE", "/intent");
    if (!Array.isArray(body.purchase_units) || body.purchase_units.length !== 1) throw wrong(400, "INVALID_ARRAY_MIN_ITEMS", "/purchase_units");
    const [unit] = body.purchase_units;
    const minor = money(unit.amount, "/purchase_units/0/amount");
    for (const name of ["custom_id", "invoice_id", "description"]) {
      if (unit[name] !== undefined && (unit[name].length < 1 || unit[name].length > 127)) throw wrong(400, "INVALID_STRING_LENGTH", `/purchase_units/0/${name}`);
    }
    const context = body.payment_source?.paypal?.experience_context;
    for (const name of ["return_url", "cancel_url"]) {
      if (!URL.canParse(needed(context?.[name], `/payment_source/paypal/experience_context/${name}`))) throw wrong(400, "INVALID_PARAMETER_SYNTAX", name);
    }
    const order = { id: new_id(17), status: "PAYER_ACTION_REQUIRED", minor, currency: unit.amount.currency_code, unit, context, capture: null, refunds: [] };
    this.orders.set(order.id, order);
    return { status: 201, body: this.#shown(order), again: () => this.#shown(order) };
  }

  #shown(order) {
    const { id, status, unit, capture, refunds } = order;
    const payments = capture ? { payments: { captures: [this.#shown_capture(capture, false)], ...(refunds.length ? { refunds } : {}) } } : {};
    const links = [{ href: `${this.url}/v2/checkout/orders/${id}`, rel: "self", method: "GET" }];
    if (status === "PAYER_ACTION_REQUIRED") links.push({ href: `${this.url}/checkoutnow?token=${id}`, rel: "payer-action", method: "GET" });
    if (status === "APPROVED") links.push({ href: `${this.url}/v2/checkout/orders/${id}/capture`, rel: "capture", method: "POST" });
    return { id, intent: "CAPTURE", status, purchase_units: [{ reference_id: "default", ...unit, ...payments }], links };
  }

  #shown_capture({ id, status, minor, order }, alone) {
    const { unit, currency } = order;
    const capture = { id, status, amount: { currency_code: currency, value: text_of(minor) }, final_capture: true, custom_id: unit.custom_id, invoice_id: unit.invoice_id };
    return alone ? { ...capture, supplementary_data: { related_ids: { order_id: order.id } } } : capture;
  }

  #capture(request, id) {
    json_of(request);
    const order = this.#order(id);
    if (order.capture) throw wrong(422, "ORDER_ALREADY_CAPTURED");
    if (order.status !== "APPROVED") throw wrong(422, "ORDER_NOT_APPROVED");
    if (order.declines) {
      order.status = "PAYER_ACTION_REQUIRED";
      throw wrong(422, "INSTRUMENT_DECLINED");
    }
    if ([...this.captures.values()].some((one) => one.order !== order && one.order.unit.invoice_id === order.unit.invoice_id)) throw wrong(422, "DUPLICATE_INVOICE_ID");
    order.capture = { id: new_id(17), status: order.review ? "PENDING" : "COMPLETED", minor: order.minor, order };
    order.status = "COMPLETED";
    this.captures.set(order.capture.id, order.capture);
    this.#tell(`PAYMENT.CAPTURE.${order.capture.status}`, "capture", this.#shown_capture(order.capture, true));
    return { status: 201, body: this.#shown(order), again: () => this.#shown(order) };
  }

  #refund(request, id) {
    const capture = this.#captured(id);
    const body = json_of(request);
    const left = capture.minor - returned(capture.order);
    const minor = body.amount ? money(body.amount, "/amount") : left;
    if (capture.status === "REFUNDED") throw wrong(422, "CAPTURE_FULLY_REFUNDED");
    if (body.amount && body.amount.currency_code !== capture.order.currency) throw wrong(422, "CURRENCY_MISMATCH");
    if (minor > left) throw wrong(422, "REFUND_AMOUNT_EXCEEDED");
    const refund = this.#give_back(capture, minor, body.custom_id);
    return { status: 201, body: refund };
  }

  #give_back(capture, minor, custom_id) {
    const refund = { id: new_id(17), status: "COMPLETED", amount: { currency_code: capture.order.currency, value: text_of(minor) }, ...(custom_id ? { custom_id } : {}),
      links: [{ href: `${this.url}/v2/payments/captures/${capture.id}`, rel: "up", method: "GET" }] };
    capture.order.refunds.push(refund);
    capture.status = returned(capture.order) === capture.minor ? "REFUNDED" : "PARTIALLY_REFUNDED";
    this.#tell("PAYMENT.CAPTURE.REFUNDED", "refund", refund);
    return refund;
  }

  // ---- what buyers and operators do there ----------------------------------------------------------------------------------

  #approval_page(order) {
    if (order.status !== "PAYER_ACTION_REQUIRED") return this.page("This order is over", [["Status", order.status]], []);
    return this.page("PayPal stand-in", [["For", order.unit.description], ["Total", `${text_of(order.minor)} ${order.currency}`]],
      [["approve", "Pay"], ["decline", "Pay from an account without money"], ["cancel", "Back"]]);
  }

  #act_of_buyer(order, act) {
    const open = order.status === "PAYER_ACTION_REQUIRED";
    if (act === "cancel" || !open) return { status: 303, location: this.#back(order, order.context.cancel_url) };
    this.approve(order.id, { declines: act === "decline" });
    return { status: 303, location: this.#back(order, order.context.return_url) };
  }

  // PayPal adds its own names to the address.
  #back(order, address) {
    const url = new URL(address);
    url.searchParams.set("token", order.id);
    url.searchParams.set("PayerID", "STANDINPAYER1");
    return url.href;
  }

  // `declines`: the money cannot be had when it is collected; `review`: PayPal looks at it first.
  approve(id, { declines = false, review = false } = {}) {
    const order = this.#order(id);
    if (order.status !== "PAYER_ACTION_REQUIRED") throw new Error(`an order that is ${order.status} cannot be approved`);
    Object.assign(order, { status: "APPROVED", declines, review });
    this.#tell("CHECKOUT.ORDER.APPROVED", "checkout-order", this.#shown(order));
  }

  // What PayPal looked at comes through, or not.
  settle(id, good = true) {
    const { capture } = this.#order(id);
    capture.status = good ? "COMPLETED" : "DECLINED";
    this.#tell(`PAYMENT.CAPTURE.${capture.status}`, "capture", this.#shown_capture(capture, true));
  }

  refund_by_hand(capture_id, minor) { return this.#give_back(this.#captured(capture_id), minor); }

  // Nobody agreed to it within hours.
  forget_order(id) { this.orders.delete(id); }

  // What it has taken and not given back, in minor units: { EUR: 1230 }.
  holds() {
    const sums = {};
    for (const { status, minor, order } of this.captures.values()) {
      if (["COMPLETED", "PARTIALLY_REFUNDED", "REFUNDED"].includes(status)) sums[order.currency] = (sums[order.currency] ?? 0) + minor - returned(order);
    }
    return sums;
  }

  // What of an order's payment was not given back.
  left(id) {
    const order = this.#order(id);
    return order.capture && order.capture.status !== "PENDING" && order.capture.status !== "DECLINED" ? order.minor - returned(order) : 0;
  }

  // What it was asked to give back: { once, minor }.
  given_back() {
    return [...this.orders.values()].flatMap(({ refunds }) => refunds).filter(({ custom_id }) => custom_id)
      .map(({ custom_id, amount }) => ({ once: custom_id, minor: Math.round(Number(amount.value) * 100) }));
  }

  // ---- notices -------------------------------------------------------------------------------------------------------------

  #tell(event_type, resource_type, resource) {
    this.events.push({ id: `WH-${new_id(17)}-${new_id(17)}`, event_version: "1.0", create_time: new Date().toISOString(), resource_type, event_type,
      summary: "from the stand-in", resource: JSON.parse(JSON.stringify(resource)), links: [] });
  }

  // Over the bytes as they are sent: with another writing of the same JSON it is wrong. `pretends`: says that it is of now.
  send(url, event, { webhook_id = this.webhook_id, age_s = 0, pretends = false, signed, signature } = {}) {
    const body = JSON.stringify(event, null, 1);
    const id = randomUUID();
    const ago = (seconds) => new Date(Date.now() - seconds * 1000).toISOString().replace(/\.\d+Z$/, "Z");
    const time = ago(age_s);
    const made = sign("sha256", Buffer.from(`${id}|${time}|${webhook_id}|${crc32(signed ?? body)}`), this.#keys.privateKey).toString("base64");
    return deliver(url, body, { "paypal-transmission-id": id, "paypal-transmission-time": pretends ? ago(0) : time, "paypal-transmission-sig": signature ?? made,
      "paypal-cert-url": `${this.url}/v1/notifications/certs/CERT-stand-in`, "paypal-auth-algo": "SHA256withRSA" });
  }

  #verify(request) {
    const body = json_of(request);
    for (const name of ["auth_algo", "cert_url", "transmission_id", "transmission_sig", "transmission_time", "webhook_id", "webhook_event"]) needed(body[name], `/${name}`);
    const raw = /"webhook_event":([\s\S]*)\}$/.exec(request.body)[1];
    const text = `${body.transmission_id}|${body.transmission_time}|${body.webhook_id}|${crc32(raw)}`;
    const good = body.webhook_id === this.webhook_id && verify("sha256", Buffer.from(text), this.#keys.publicKey, Buffer.from(body.transmission_sig, "base64"));
    return { verification_status: good ? "SUCCESS" : "FAILURE" };
  }
}

const returned = (order) => order.refunds.filter(({ status }) => status === "COMPLETED").reduce((sum, { amount }) => sum + Math.round(Number(amount.value) * 100), 0);

function crc32(text) {
  let crc = 0xffffffff;
  for (const byte of Buffer.from(text)) {
    crc ^= byte;
    for (let bit = 0; bit < 8; bit += 1) crc = (crc >>> 1) ^ (crc & 1 ? 0xedb88320 : 0);
  }
  return (crc ^ 0xffffffff) >>> 0;
}
