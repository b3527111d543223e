// What is on offer in the gallery's house, and orders in every state.
import { randomBytes, randomUUID } from "node:crypto";

import { act, hand, numberIn } from "./hands.mjs";

const PRINT = { category: "PHOTOS", contentType: "SFW", currency: "EUR", language: "en" };

const OFFERS = [
  { as: "roses", by: "seller", scene: "garden", title: "Garden in June, print 30 × 40 cm", description: "On cotton paper, signed.\nSent in a tube within a week.", price: "45.00", stock: "8" },
  { as: "wallpaper", by: "seller", scene: "sunset", title: "Evening hills, wallpaper for your phone", description: "Five files, in every size a telephone has.\nYours at once.", price: "3.50", file: true },
  { as: "town", by: "chloe", scene: "town", title: "Lyon la nuit", description: "Une série de douze photographies.\nFichiers en haute définition.", price: "12.00", stock: "1", language: "en" },
  { as: "lessons", by: "layla", title: "درس في الخط العربي، ساعة واحدة", description: "عبر الفيديو، للمبتدئين.\nنتفق على الموعد معًا.", price: "20.00", category: "SERVICES", currency: "USD" },
  { as: "portrait", by: "rain", scene: "garden", title: "Your portrait in ink", description: "You send a photograph, I paint. Ten days.", price: "1250.00", category: "CUSTOM_CONTENT", currency: "USD", stock: "3" },
  { as: "nude", by: "seller", scene: "sunset", title: "Figure studies, twelve sheets", description: "Charcoal, from life.", price: "80.00", contentType: "NSFW", consent: "yes" },
];

async function offer(person, scenes, { scene, file, by, as, ...fields }) {
  const item = numberIn((await act(person, "/market/sell/new", { ...PRINT, ...fields })).replace("/edit", ""));
  if (scene) await hand(person, `/market/items/${item}/pictures`, "picture", { name: "picture.png", type: "image/png", bytes: scenes[scene] }, fields.consent ? { consent: "yes" } : {});
  if (file) await hand(person, `/market/items/${item}/files`, "file", { name: "Evening hills.zip", type: "application/zip", bytes: Buffer.from("a picture in five sizes") });
  return item;
}

const publish = (person, item, fields = {}) => act(person, `/market/items/${item}/state`, { do: "publish", ...fields });

async function buy(buyer, item) {
  const { text } = await buyer.open(`/market/items/${item}`);
  const [method, version] = ["method", "version"].map((name) => new RegExp(`name="${name}" value="([^"]*)"`).exec(text)[1]);
  return numberIn(await act(buyer, `/market/items/${item}/buy`, { orderKey: randomBytes(16).toString("hex"), version, method }));
}

// With the way back from the page of the payment, on which the house looks.
async function pay(buyer, order, outcome = "paid") {
  const back = await act(buyer, `/market/test-payment/${order}`, { outcome });
  await buyer.open(back);
}

const writeTo = (person, order, body) => act(person, `/market/orders/${order}/messages`, { clientId: randomUUID(), body });

async function bought(buyer, item) {
  const order = await buy(buyer, item);
  await pay(buyer, order);
  return order;
}

async function listings(market, people, scenes) {
  const items = {};
  // With those that follow more than a page of them.
  for (let i = 1; i <= 26; i += 1) await market.listing([people.jonas, people.arav][i % 2], { title: `Photograph no. ${i} of a walk along the river`, price: 400 + 75 * i, stock: null });
  for (const one of OFFERS) {
    items[one.as] = await offer(people[one.by], scenes, one);
    await publish(people[one.by], items[one.as], one.consent ? { consent: "yes" } : {});
  }
  items.draft = await offer(people.seller, scenes, { title: "Postcards, a set of ten", description: "Not all are printed yet.", price: "9.00", stock: "40" });
  items.paused = await offer(people.seller, scenes, { title: "Frames of oak", description: "Made to measure.", price: "60.00" });
  await publish(people.seller, items.paused);
  await act(people.seller, `/market/items/${items.paused}/state`, { do: "pause" });
  return items;
}

async function orders(people, items) {
  const { member, buyer, seller } = people;
  const made = { pending: await buy(member, items.roses), paid: await bought(member, items.roses), delivered: await bought(member, items.wallpaper), completed: await bought(member, items.roses) };
  await writeTo(member, made.paid, "Could you sign it for Ana?");
  await writeTo(seller, made.paid, "Of course. ¡Con mucho gusto!");
  const deliver = (order) => act(seller, `/market/orders/${order}/deliver`);
  await deliver(made.completed);
  await act(member, `/market/orders/${made.completed}/confirm`);
  made.rated = await bought(buyer, items.wallpaper);
  await act(buyer, `/market/orders/${made.rated}/confirm`);
  await act(buyer, `/market/orders/${made.rated}/rate`, { stars: "4", body: "Beautiful colours. The largest file was missing at first." });
  made.disputed = await bought(member, items.roses);
  await deliver(made.disputed);
  await act(member, `/market/orders/${made.disputed}/dispute`, { body: "The tube arrived empty. I have photographs of it." });
  await writeTo(seller, made.disputed, "That has never happened before. I sent it with a witness.");
  made.refunded = await bought(buyer, items.portrait);
  await act(people.rain, `/market/orders/${made.refunded}/refund`, { amount: "1250.00" });
  made.failed = await buy(member, items.portrait);
  await pay(member, made.failed, "refused");
  made.cancelled = await buy(buyer, items.lessons);
  await act(buyer, `/market/orders/${made.cancelled}/cancel`);
  made.lastPiece = await bought(buyer, items.town); // sold out
  return made;
}

// After the seller has proven their age. Resolves to { items, orders } by what they are.
export async function trade(market, people, scenes) {
  const items = await listings(market, people, scenes);
  await act(people.seller, "/market/statement", { payout: "Tomás Prado, ES91 2100 0418 4502 0005 1332" });
  return { items, orders: await orders(people, items) };
}
