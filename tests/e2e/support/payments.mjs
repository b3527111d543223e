// The three providers in one manner: what a buyer or an operator does there, whatever it is called.
import { BtcPayStandIn } from "../../support/payments/btcpay.mjs";
import { PayPalStandIn } from "../../support/payments/paypal.mjs";
import { StripeStandIn } from "../../support/payments/stripe.mjs";

class Provider {
  static async start() {
    const self = new this();
    self.stand_in = await self.Kind.start();
    return self;
  }

  // What it has told so far of this checkout, the oldest first.
  events_of(reference) { return this.stand_in.events.filter((event) => JSON.stringify(event).includes(reference)); }

  // Resolves to the status with which the house answers.
  send(house, event, how = {}) { return this.stand_in.send(`${house.base}${this.hook}`, event, how); }

  // One that the house has no use for.
  unknown_event() { return { ...this.example(), ...this.kind_of("something.new") }; }
}

export class StripeProvider extends Provider {
  Kind = StripeStandIn;
  method = "STRIPE";
  hook = "/webhooks/stripe";
  paid_event = "checkout.session.completed";
  begins = /POST \/v1\/checkout\/sessions$/;
  refunding = /POST \/v1\/refunds$/;
  ending = /POST \/v1\/checkout\/sessions\/\w+\/expire$/;
  by_hand = true; // the house can see what was refunded there

  pay(reference) { this.stand_in.pay(reference); }
  fail(reference) {
    this.stand_in.pay(reference, { processing: true });
    this.stand_in.settle(reference, false);
  }
  get newest() { return [...this.stand_in.sessions.keys()].at(-1); }
  is_open(reference) { return this.stand_in.sessions.get(reference).status === "open"; }
  refund(reference, minor) { return this.stand_in.refund_by_hand(this.stand_in.sessions.get(reference).payment_intent, minor); }
  // What of the payment was not given back.
  left(reference) {
    const charge = this.stand_in.payments.get(this.stand_in.sessions.get(reference).payment_intent)?.charge;
    return charge ? charge.amount - charge.amount_refunded : 0;
  }
  kind(event) { return event.type; }
  kind_of(type) { return { type }; }
  example() { return { id: "evt_something", object: "event", data: { object: { id: "xx_1", object: "thing" } } }; }
  other_secret = { secret: "whsec_of_another_house" };
  // Of refunds: they name the payment.
  events_of(reference) {
    const payment = this.stand_in.sessions.get(reference).payment_intent;
    return this.stand_in.events.filter((event) => JSON.stringify(event).includes(reference) || (payment && JSON.stringify(event).includes(payment)));
  }
}

export class PayPalProvider extends Provider {
  Kind = PayPalStandIn;
  method = "PAYPAL";
  hook = "/webhooks/paypal";
  paid_event = "CHECKOUT.ORDER.APPROVED";
  begins = /POST \/v2\/checkout\/orders$/;
  refunding = /POST \/v2\/payments\/captures\/\w+\/refund$/;
  ending = /GET \/v2\/checkout\/orders\/\w+$/;
  collecting = /POST \/v2\/checkout\/orders\/\w+\/capture$/; // what the buyer has approved is taken by the house
  by_hand = true;

  pay(reference) { this.stand_in.approve(reference); }
  // It is collected, PayPal looks at it, and says no.
  async fail(reference, house, look) {
    this.stand_in.approve(reference, { review: true });
    await look();
    const order = this.stand_in.orders.get(reference);
    if (order.capture) this.stand_in.settle(reference, false);
    else order.review = false; // nobody has collected it: it may come to something yet
  }
  get newest() { return [...this.stand_in.orders.keys()].at(-1); }
  is_open(reference) { return this.stand_in.orders.get(reference).capture === null; }
  refund(reference, minor) { return this.stand_in.refund_by_hand(this.stand_in.orders.get(reference).capture.id, minor); }
  left(reference) { return this.stand_in.left(reference); }
  kind(event) { return event.event_type; }
  kind_of(event_type) { return { event_type }; }
  example() { return { id: "WH-SOMETHING", event_version: "1.0", resource_type: "thing", resource: { id: "XX1" } }; }
  other_secret = { webhook_id: "0OF99ANOTHER9HOUSE" };
  events_of(reference) {
    const capture = this.stand_in.orders.get(reference).capture?.id;
    return this.stand_in.events.filter((event) => JSON.stringify(event).includes(reference) || (capture && JSON.stringify(event).includes(capture)));
  }
}

export class BtcPayProvider extends Provider {
  Kind = BtcPayStandIn;
  method = "CRYPTO";
  hook = "/webhooks/btcpay";
  paid_event = "InvoiceSettled";
  begins = /POST \/api\/v1\/stores\/\w+\/invoices$/;
  refunding = /POST \/api\/v1\/stores\/\w+\/invoices\/\w+\/refund$/;
  ending = /GET \/api\/v1\/stores\/\w+\/invoices\/\w+$/;
  by_hand = false;

  pay(reference) {
    this.stand_in.pay(reference);
    this.stand_in.confirm(reference);
  }
  fail(reference) {
    this.stand_in.pay(reference);
    this.stand_in.confirm(reference, false);
  }
  get newest() { return [...this.stand_in.invoices.keys()].at(-1); }
  is_open(reference) { return this.stand_in.invoices.get(reference).status === "New"; }
  kind(event) { return event.type; }
  kind_of(type) { return { type }; }
  example() {
    return { deliveryId: "Dsomething", webhookId: "W", originalDeliveryId: "Dsomething", isRedelivery: false, timestamp: Math.floor(Date.now() / 1000), storeId: this.stand_in.store_id };
  }
  other_secret = { secret: "of another house" };
}

// All of them, started.
export const all_providers = () => Promise.all([StripeProvider, PayPalProvider, BtcPayProvider].map((Kind) => Kind.start()));
