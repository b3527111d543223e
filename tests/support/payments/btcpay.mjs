// A BTCPay Server, as far as the house asks it: invoices of one store, pull payments for refunds, and signed notices.
import { createHmac } from "node:crypto";

import { Refusal, StandIn, deliver, new_id, now_s } from "./stand_in.mjs";

const SMALL = "ABCDEFGHJKLMNPQRSTUVWXYZabcdefghijkmnopqrstuvwxyz123456789";
const MONEY = /^\d+(\.\d+)?$/;

const minor_of = (amount) => Math.round(Number(amount) * 100);

const wrong = (path, message) => new Refusal(422, [{ path, message }]);
const error = (status, code) => new Refusal(status, { code, message: "The stand-in says no." });

function json_of(request) {
  if (request.headers["content-type"]?.split(";")[0] !== "application/json") throw error(415, "unsupported-media-type");
  try {
    return JSON.parse(request.body);
  } catch {
    throw error(400, "malformed-json");
  }
}

function only(body, names) {
  for (const name of Object.keys(body)) {
    if (!names.includes(name)) throw wrong(name, "unknown member");
  }
}

export class BtcPayStandIn extends StandIn {
  api_key = "key-stand-in";
  store_id = "StandInStore1";
  webhook_secret = "hook-stand-in";
  invoices = new Map();
  pull_payments = [];
  events = [];

  static start(port) { return new BtcPayStandIn().listen(port); }

  get settings() {
    return { BTCPAY_URL: this.url, BTCPAY_API_KEY: this.api_key, BTCPAY_STORE_ID: this.store_id, BTCPAY_WEBHOOK_SECRET: this.webhook_secret };
  }

  routes() {
    const store = `/api/v1/stores/${this.store_id}`;
    return [
      ["GET", new RegExp(`^${store}/invoices$`), this.#api((request) => this.#list(request))],
      ["POST", new RegExp(`^${store}/invoices$`), this.#api((request) => this.#create(request))],
      ["GET", new RegExp(`^${store}/invoices/(\\w+)$`), this.#api((request, id) => this.#shown(this.#invoice(id)))],
      ["GET", new RegExp(`^${store}/invoices/(\\w+)/payment-methods$`), this.#api((request, id) => this.#methods(this.#invoice(id)))],
      ["POST", new RegExp(`^${store}/invoices/(\\w+)/status$`), this.#api((request, id) => this.#mark(request, id))],
      ["POST", new RegExp(`^${store}/invoices/(\\w+)/refund$`), this.#api((request, id) => this.#refund(request, id))],
      ["GET", new RegExp(`^${store}/pull-payments$`), this.#api((request) => this.pull_payments.filter(({ archived }) => !archived || request.query.get("includeArchived") === "true"))],
      ["GET", /^\/i\/(\w+)$/, (request, id) => this.#checkout_page(this.#invoice(id))],
      ["POST", /^\/i\/(\w+)$/, (request, id) => this.#act_of_buyer(this.#invoice(id), new URLSearchParams(request.body).get("act"))],
      ["GET", /^\/pull-payments\/(\w+)$/, (request, id) => this.#claim_page(id)],
    ];
  }

  refuse_unknown() { throw error(404, "not-found"); }

  // ---- the API -------------------------------------------------------------------------------------------------------------

  #api(serve) {
    return (request, ...parts) => {
      if (request.headers.authorization !== `token ${this.api_key}`) throw error(401, "unauthenticated");
      return serve(request, ...parts);
    };
  }

  #invoice(id) {
    const invoice = this.invoices.get(id);
    if (!invoice) throw error(404, "invoice-not-found");
    if (invoice.status === "New" && invoice.expirationTime <= now_s()) this.#expire(invoice);
    return invoice;
  }

  #list({ query }) {
    const wanted = query.getAll("orderId");
    return [...this.invoices.values()].filter(({ metadata }) => !wanted.length || wanted.includes(metadata.orderId)).map((one) => this.#shown(one));
  }

  // Unlike others it makes another one when it is asked the same again.
  #create(request) {
    const { amount, currency, metadata = {}, checkout = {}, ...more } = json_of(request);
    only(more, ["receipt", "additionalSearchTerms"]);
    only(checkout, ["expirationMinutes", "monitoringMinutes", "redirectURL", "redirectAutomatically", "speedPolicy", "paymentMethods", "paymentTolerance"]);
    if (!MONEY.test(amount ?? "")) throw wrong("amount", "The amount should be a decimal text");
    if (!["USD", "EUR", "GBP"].includes(currency)) throw wrong("currency", "Invalid currency");
    const { expirationMinutes = 15 } = checkout;
    if (!Number.isInteger(expirationMinutes) || expirationMinutes < 1) throw wrong("checkout.expirationMinutes", "Expiration time must be at least 30 seconds");
    const id = new_id(22, SMALL);
    const invoice = { id, amount, currency, metadata, checkout, status: "New", additionalStatus: "None", createdTime: now_s(),
      expirationTime: now_s() + expirationMinutes * 60, payments: [] };
    this.invoices.set(id, invoice);
    this.#tell("InvoiceCreated", invoice);
    return this.#shown(invoice);
  }

  #shown({ payments, ...invoice }) {
    return { ...invoice, storeId: this.store_id, type: "Standard", checkoutLink: `${this.url}/i/${invoice.id}`, archived: false,
      monitoringExpiration: invoice.expirationTime + 86_400, availableStatusesForManualMarking: ["Settled", "Invalid"] };
  }

  #methods({ payments }) {
    return [{ paymentMethodId: "BTC-CHAIN", activated: true, currency: "BTC", payments }, { paymentMethodId: "BTC-LN", activated: true, currency: "BTC", payments: [] }];
  }

  #mark(request, id) {
    const invoice = this.#invoice(id);
    const { status } = json_of(request);
    if (!["Invalid", "Settled"].includes(status) || invoice.status === status) throw wrong("status", "Status can only be marked to invalid or settled within certain conditions.");
    Object.assign(invoice, { status, additionalStatus: "Marked" });
    this.#tell(`Invoice${status}`, invoice, { manuallyMarked: true });
    return this.#shown(invoice);
  }

  #refund(request, id) {
    const invoice = this.#invoice(id);
    const body = json_of(request);
    only(body, ["name", "description", "payoutMethods", "refundVariant", "subtractPercentage", "customAmount", "customCurrency"]);
    const refundable = invoice.status === "Settled" || (invoice.status === "Expired" && invoice.additionalStatus !== "None");
    if (!refundable) throw error(400, "non-refundable");
    if (body.refundVariant !== "Custom") throw wrong("refundVariant", "The stand-in knows Custom alone");
    if (!MONEY.test(body.customAmount ?? "") || Number(body.customAmount) <= 0) throw wrong("customAmount", "Amount must be greater than 0");
    if (!body.customCurrency) throw wrong("customCurrency", "Currency is required");
    if ((body.name ?? "").length > 50) throw wrong("name", "Name should be maximum 50 characters.");
    const pull = { id: new_id(24, SMALL), name: body.name ?? `Refund ${id}`, description: body.description ?? "", amount: body.customAmount, currency: body.customCurrency,
      period: null, autoApproveClaims: true, archived: false };
    pull.viewLink = `${this.url}/pull-payments/${pull.id}`;
    this.pull_payments.push(pull);
    return pull;
  }

  // ---- what buyers and operators do there ----------------------------------------------------------------------------------

  #checkout_page(invoice) {
    if (invoice.status !== "New") return this.page("This invoice is over", [["Status", invoice.status]], [["back", "Return to store"]]);
    return this.page("BTCPay stand-in", [["For", invoice.metadata.itemDesc], ["Total", `${invoice.amount} ${invoice.currency}`]],
      [["pay", "Pay"], ["pay unconfirmed", "Pay, and wait for the chain"], ["back", "Return to store"]]);
  }

  #act_of_buyer(invoice, act) {
    if (act?.startsWith("pay") && invoice.status === "New") {
      this.pay(invoice.id);
      if (act === "pay") this.confirm(invoice.id);
    }
    return { status: 303, location: invoice.checkout.redirectURL };
  }

  #claim_page(id) {
    const pull = this.pull_payments.find((one) => one.id === id);
    if (!pull) throw error(404, "pullpayment-not-found");
    return this.page("Claim your funds", [["Name", pull.name], ["Amount", `${pull.amount} ${pull.currency}`]], []);
  }

  // All of it, seen and not confirmed. After the invoice has expired it is late.
  pay(id, { over = false, partly = false } = {}) {
    const invoice = this.#invoice(id);
    const late = invoice.status !== "New";
    invoice.payments.push({ id: new_id(64, "0123456789abcdef"), receivedDate: now_s(), value: "0.0001", status: "Processing" });
    this.#tell("InvoiceReceivedPayment", invoice, { afterExpiration: late, paymentMethodId: "BTC-CHAIN" });
    if (partly) invoice.additionalStatus = "PaidPartial";
    else if (late) invoice.additionalStatus = "PaidLate";
    else {
      Object.assign(invoice, { status: "Processing", additionalStatus: over ? "PaidOver" : "None" });
      this.#tell("InvoiceProcessing", invoice, { overPaid: over });
    }
  }

  // The chain has confirmed it, or (not good) something else instead.
  confirm(id, good = true) {
    const invoice = this.#invoice(id);
    for (const payment of invoice.payments) payment.status = good ? "Settled" : "Invalid";
    if (good) this.#tell("InvoicePaymentSettled", invoice, { paymentMethodId: "BTC-CHAIN" });
    if (invoice.status !== "Processing") return;
    invoice.status = good ? "Settled" : "Invalid";
    this.#tell(`Invoice${invoice.status}`, invoice, { manuallyMarked: false, overPaid: invoice.additionalStatus === "PaidOver" });
  }

  expire(id) { this.#expire(this.#invoice(id)); }

  #expire(invoice) {
    invoice.status = "Expired";
    this.#tell("InvoiceExpired", invoice, { partiallyPaid: invoice.additionalStatus === "PaidPartial" });
  }

  // What it has taken and not given back, in minor units: { EUR: 1230 }.
  holds() {
    const sums = {};
    const add = (currency, minor) => { sums[currency] = (sums[currency] ?? 0) + minor; };
    for (const { status, additionalStatus, payments, currency, amount } of this.invoices.values()) {
      const late = status === "Expired" && additionalStatus === "PaidLate" && payments.every((one) => one.status === "Settled");
      if (status === "Settled" || late) add(currency, minor_of(amount));
    }
    for (const { currency, amount } of this.pull_payments) add(currency, -minor_of(amount));
    return sums;
  }

  // What it was asked to give back: { once, minor }.
  given_back() { return this.pull_payments.map(({ name, amount }) => ({ once: name, minor: minor_of(amount) })); }

  // ---- notices -------------------------------------------------------------------------------------------------------------

  #tell(type, invoice, more = {}) {
    const deliveryId = new_id(22, SMALL);
    this.events.push({ deliveryId, webhookId: "W", originalDeliveryId: deliveryId, isRedelivery: false, type, timestamp: now_s(), storeId: this.store_id,
      invoiceId: invoice.id, metadata: invoice.metadata, ...more });
  }

  // The same news again, as BTCPay Server sends it when it was not taken.
  redelivery(event) { return { ...event, deliveryId: new_id(22, SMALL), isRedelivery: true }; }

  // `pretends`: says that it is of now.
  send(url, event, { secret = this.webhook_secret, age_s = 0, pretends = false, signed } = {}) {
    const old = JSON.stringify({ ...event, timestamp: event.timestamp - age_s });
    const body = pretends ? JSON.stringify(event) : old;
    const signature = createHmac("sha256", secret).update(signed ?? old).digest("hex");
    return deliver(url, body, { "btcpay-sig": `sha256=${signature}` });
  }
}
