// Buying and selling.
import { sent, unfolded } from "../shows.mjs";

const LONG = "a long story ".repeat(500);
const item = (as, more = "") => (house) => `/market/items/${house.items[as]}${more}`;
const order = (as) => (house) => `/market/orders/${house.orders[as]}`;

const finding = () => [
  { name: "market", who: "member", path: "/market?language=en" },
  { name: "market-guest", who: "guest", path: "/market?language=en" },
  { name: "market-found", who: "guest", path: "/market?language=en&q=garden" },
  { name: "market-none", who: "guest", path: "/market?language=en&q=submarine" },
  { name: "market-price-error", who: "guest", path: "/market?language=en&least=many&currency=EUR", status: null },
  { name: "market-red", who: "seller", path: "/market?language=en&content=NSFW" },
  { name: "item", who: "buyer", path: item("roses") },
  { name: "item-guest", who: "guest", path: item("lessons") },
  { name: "item-own", who: "seller", path: item("roses") },
  { name: "item-begun", who: "member", path: item("roses") },
  { name: "item-rated", who: "chloe", path: item("wallpaper") },
  { name: "item-sold-out", who: "layla", path: item("town"), status: null },
  { name: "item-closed", who: "guest", path: item("nude"), status: null },
  { name: "item-report-error", who: "guest", path: item("lessons"), show: sent("#report", {}, { button: "button" }) },
  { name: "seller", who: "guest", path: (house) => `/market/sellers/${house.people.seller.person}` },
  { name: "seller-self", who: "seller", path: (house) => `/market/sellers/${house.people.seller.person}` },
  { name: "seller-empty", who: "guest", path: (house) => `/market/sellers/${house.people.fresh.person}` },
];

const selling = () => [
  { name: "sell", who: "seller", path: "/market/sell" },
  { name: "sell-empty", who: "fresh", path: "/market/sell" },
  { name: "sell-guest", who: "guest", path: "/market/sell" },
  { name: "sell-new", who: "seller", path: "/market/sell/new" },
  { name: "sell-new-errors", who: "seller", path: "/market/sell/new", show: sent("#listing", { "#item-title": "Postcards" }) },
  { name: "sell-new-price", who: "seller", path: "/market/sell/new", show: sent("#listing", { "#item-title": "Postcards", "#item-text": "Ten", "#item-category": "PHOTOS", 'input[value="SFW"]': true, "#item-price": "ten", "#item-room": "de" }) },
  { name: "sell-edit", who: "seller", path: item("wallpaper", "/edit"), show: unfolded },
  { name: "sell-edit-draft", who: "seller", path: item("draft", "/edit") },
  { name: "sell-edit-paused", who: "seller", path: item("paused", "/edit") },
  { name: "sell-edit-review", who: "seller", path: item("nude", "/edit") },
  { name: "sell-edit-errors", who: "seller", path: item("draft", "/edit"), show: sent("#listing", { "#item-title": "", "#item-price": "ten" }) },
  { name: "sell-history", who: "seller", path: item("roses", "/history") },
  { name: "sell-history-empty", who: "seller", path: item("draft", "/history") },
  { name: "sales", who: "seller", path: "/market/sales" },
  { name: "sales-empty", who: "fresh", path: "/market/sales" },
  { name: "statement", who: "seller", path: "/market/statement" },
  { name: "statement-empty", who: "fresh", path: "/market/statement" },
  { name: "statement-error", who: "fresh", path: "/market/statement", show: sent('form[action="/market/statement"]', { "#payout": LONG }, { button: "button" }) },
];

const buying = () => [
  { name: "purchases", who: "member", path: "/market/orders" },
  { name: "purchases-empty", who: "fresh", path: "/market/orders" },
  { name: "test-payment", who: "member", path: (house) => `/market/test-payment/${house.orders.pending}` },
  { name: "order-return", who: "member", path: (house) => `/market/orders/${house.orders.delivered}/return` },
  { name: "order-pending", who: "member", path: order("pending") },
  { name: "order-pending-seller", who: "seller", path: order("pending") },
  { name: "order-paid", who: "member", path: order("paid") },
  { name: "order-paid-seller", who: "seller", path: order("paid"), show: unfolded },
  { name: "order-delivered", who: "member", path: order("delivered"), show: unfolded },
  { name: "order-completed", who: "member", path: order("completed") },
  { name: "order-rate-error", who: "member", path: order("completed"), show: sent('form[action$="/rate"]', { "#rating": "Lovely" }, { button: "button" }) },
  { name: "order-message-error", who: "member", path: order("paid"), show: sent('form[action$="/messages"]', { textarea: LONG }, { button: "button" }) },
  { name: "order-dispute-error", who: "member", path: order("delivered"), show: sent('form[action$="/dispute"]', { textarea: LONG }, { button: "button" }) },
  { name: "order-refund-error", who: "seller", path: order("paid"), show: sent('form[action$="/refund"]', { "#refund-amount": "9999" }, { button: "button" }) },
  { name: "order-rated", who: "seller", path: order("rated") },
  { name: "order-disputed", who: "member", path: order("disputed") },
  { name: "order-refunded", who: "buyer", path: order("refunded") },
  { name: "order-failed", who: "member", path: order("failed") },
  { name: "order-cancelled", who: "buyer", path: order("cancelled") },
];

export const market = () => [...finding(), ...selling(), ...buying()];
