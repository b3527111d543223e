// Web Push from a house of its own to a push service of the test: what is said over real sockets arrives there, and npm http_ece and jsonwebtoken, which know
// nothing of the house, open it and prove whom it is from.
import assert from "node:assert/strict";
import { readFile } from "node:fs/promises";
import { join } from "node:path";
import { after, before, test } from "node:test";

import { Browser, newMember } from "./support/member.mjs";
import { OwnHouse } from "./support/own_house.mjs";
import { Connection, newSession, until } from "./support/protocol_v1.mjs";
import { provenClaims, PushService, SubscribedBrowser } from "./support/push_service.mjs";

const SETTLE_MS = 300;

let house, service;
before(async () => {
  service = await PushService.start();
  house = await OwnHouse.start({ ATTEMPTS: 1000, POSTS: 1000, PUSH_SETTLE_MS: SETTLE_MS }, { CHATROOM_TEST_LOCAL_PUSH: "yes", VAPID_CONTACT: "mailto:ops@chat.test" });
});
after(async () => {
  await house?.stop();
  await service?.stop();
});

const number = async (sql) => Number(await house.instance("sql", "chatroom", "-N", "-e", sql));
const nothingWaits = () => until(async () => (await number("SELECT COUNT(*) FROM push_delivery")) === 0, "everything is told");
// In a lounge, as the sidecar has stored it.
const present = (slug, count) => until(
  async () => (await number(`SELECT COUNT(*) FROM presence JOIN lounge ON id = lounge_id WHERE slug = '${slug}'`)) === count, `${count} in ${slug}`,
);

let people = 0;
// A guest with a cookie jar, who has notifications switched on.
async function subscribedGuest(language = "en") {
  const person = new Browser(house.base);
  const name = `Lea${(people += 1)}x`;
  await person.good("/api/auth/guest", { ageCategory: "18+", name });
  const browser = new SubscribedBrowser(service);
  await switchOn(person, browser, language);
  return { person, name, browser };
}

async function switchOn(person, browser, language) {
  const headers = { "content-type": "application/json", "x-csrf-token": person.cookies.get("csrfToken"), "accept-language": language };
  const answer = await person.request("/api/push", { method: "POST", headers, body: JSON.stringify(browser.offer) });
  assert.equal(answer.status, 200, await answer.text());
}

async function speaker(lounge) {
  const session = await newSession(house.base);
  const connection = await Connection.open(session, house.base);
  await connection.join(lounge);
  return { name: session.name, say: (body) => connection.post(lounge, body), ask: (frame, ...rest) => connection.ask(frame, ...rest), connection };
}

test("a mention arrives encrypted for that browser alone, and proves whom it is from", async () => {
  const { name, browser, person } = await subscribedGuest();
  const ann = await speaker("en-us");
  assert.equal((await ann.say(`@${name} come and see`)).t, "ack");
  const [request] = await service.sentTo(browser);
  assert.equal(request.method, "POST");
  const { headers } = request;
  assert.equal(headers.ttl, "86400");
  assert.equal(headers.urgency, "normal");
  assert.match(headers.topic, /^[\w-]{32}$/);
  assert.equal(headers["content-encoding"], "aes128gcm");
  assert.equal(Number(headers["content-length"]), request.body.length);
  assert.deepEqual(browser.open(request), { title: `${ann.name} mentioned you`, body: "United States · English", path: "/lounges/en-us", lang: "en", dir: "ltr" });
  assert.ok(!JSON.stringify(browser.open(request)).includes("come and see"), "never what was written");
  assert.throws(() => new SubscribedBrowser(service).open(request), "another browser cannot read it");

  const { key, sub, exp } = provenClaims(request, service.origin);
  assert.equal(sub, "mailto:ops@chat.test");
  assert.ok(exp > Date.now() / 1000 && exp < Date.now() / 1000 + 24 * 3600, "as long as RFC 8292 allows");
  assert.equal(key, (await (await person.request("/api/push")).json()).key, "the key that browsers subscribe with");
  assert.throws(() => provenClaims(request, "https://another.example.org"));
  await ann.connection.close();
});

test("ten mentions are told under one topic, and an answer is told as one", async () => {
  const { name, browser, person } = await subscribedGuest();
  const ann = await speaker("en-gb");
  // At once: what comes after they have settled is told anew.
  await Promise.all(Array.from({ length: 10 }, (_, i) => ann.say(`@${name} number ${i}`)));
  await nothingWaits();
  const sent = await service.sentTo(browser);
  assert.ok(sent.length < 10, `${sent.length} messages`);
  assert.equal(new Set(sent.map(({ headers }) => headers.topic)).size, 1);

  const token = person.cookies.get("tempSessionToken");
  const lea = await Connection.open({ tempSessionToken: token }, house.base);
  const { seq } = await lea.post("en-gb", "who is there?");
  await lea.close();
  const ack = await ann.ask({ t: "post", id: "answer-1", lounge: "en-gb", body: "I am", replyTo: seq }, ({ t }) => t === "ack" || t === "nack", "an answer");
  assert.equal(ack.t, "ack");
  const all = await service.sentTo(browser, sent.length + 1);
  assert.equal(browser.open(all.at(-1)).title, `${ann.name} answered you`);
  await ann.connection.close();
});

test("whoever has the lounge open is not told; once they have left, they are", async () => {
  const { name, browser, person } = await subscribedGuest();
  const lea = await Connection.open({ tempSessionToken: person.cookies.get("tempSessionToken") }, house.base);
  await lea.join("de-at");
  const ann = await speaker("de-at");
  await present("de-at", 2);
  const elsewhere = await subscribedGuest();
  await ann.say(`@${name} @${elsewhere.name} one`);
  await service.sentTo(elsewhere.browser);
  await nothingWaits();
  assert.equal(service.requests.filter(({ path }) => path === browser.path).length, 0);
  await lea.close();
  await present("de-at", 1);
  await ann.say(`@${name} two`);
  const [request] = await service.sentTo(browser);
  assert.equal(browser.open(request).path, "/lounges/de-at");
  await ann.connection.close();
});

test("a guest is told in the language of the page where it was switched on", async () => {
  const { name, browser } = await subscribedGuest("ar");
  const ann = await speaker("ar-all");
  await ann.say(`@${name} hello`);
  const [request] = await service.sentTo(browser);
  assert.deepEqual(browser.open(request), { title: `${ann.name} ذكرك`, body: "الجميع · العربية", path: "/lounges/ar-all", lang: "ar", dir: "rtl" });
  await ann.connection.close();
});

test("a direct message is urgent, and in the member's own language", async () => {
  const [{ browser: ann }, { browser: lea }] = [await newMember(house), await newMember(house)];
  const browser = new SubscribedBrowser(service);
  await switchOn(lea, browser, "fr");
  const [{ you: from }, { you: to }] = await Promise.all([ann, lea].map(async (one) => {
    const socket = await one.socket();
    socket.close();
    return socket.welcome;
  }));
  const form = new URLSearchParams({ body: "hush", clientId: "d-1", csrfToken: ann.cookies.get("csrfToken") });
  const answer = await ann.request(`/direct/${to.id}/messages`, { method: "POST", body: form });
  assert.equal(answer.status, 303, await answer.text());
  const [request] = await service.sentTo(browser);
  assert.equal(request.headers.urgency, "high");
  assert.deepEqual(browser.open(request), { title: `${from.name} wrote to you`, body: "", path: `/direct/${from.id}`, lang: "en", dir: "ltr" });
});

test("a browser that its service does not know any more is forgotten, and one that signs out is told nothing", async () => {
  const { name, browser, person } = await subscribedGuest();
  const ann = await speaker("en-ie");
  const isOn = async () => (await (await person.request("/api/push")).json()).on;
  assert.equal(await isOn(), true);
  service.answers.push([410, {}]);
  await ann.say(`@${name} hello`);
  await service.sentTo(browser);
  await until(async () => !(await isOn()), "it is forgotten");

  const other = await subscribedGuest();
  await other.person.request("/leave", { method: "POST", body: new URLSearchParams({ csrfToken: other.person.cookies.get("csrfToken") }) });
  const still = await subscribedGuest();
  await ann.say(`@${other.name} @${still.name} hello`);
  await service.sentTo(still.browser);
  assert.equal(service.requests.filter(({ path }) => path === other.browser.path).length, 0);
  await ann.connection.close();
});

test("a service that asks for patience is asked again after it", async () => {
  const { name, browser } = await subscribedGuest();
  const ann = await speaker("en-nz");
  service.answers.push([429, { "retry-after": "40" }]);
  await ann.say(`@${name} hello`);
  const [{ at }] = await service.sentTo(browser);
  await until(async () => /answered 429/.test(await readFile(join(house.folder, "log/jobs/current"), "utf8")), "the answer is in the log");
  const log = await readFile(join(house.folder, "log/jobs/current"), "utf8");
  assert.match(log, /push: 127\.0\.0\.1 answered 429/);
  assert.ok(!log.includes(browser.path), "addresses are secrets: no log has them");
  const due = (since) => number(`SELECT TIMESTAMPDIFF(SECOND, '1970-01-01', next_attempt_at) - ${since} FROM push_delivery`);
  // Before the answer is written down it is due after the house's own pause, which is shorter.
  await until(async () => (await due(Math.floor(at / 1000))) >= 40, "40 s later");
  assert.ok((await due("UNIX_TIMESTAMP()")) <= 40);
  await ann.connection.close();
});

test("the service worker is served as strictly as everything else", async () => {
  const answer = await fetch(`${house.base}/sw.js`);
  assert.equal(answer.status, 200);
  const header = (name) => answer.headers.get(name);
  assert.match(header("content-type"), /^text\/javascript/);
  assert.equal(header("content-security-policy"), "default-src 'none'; script-src 'self'; connect-src 'self'");
  assert.equal(header("cache-control"), "no-cache");
  assert.equal(header("x-content-type-options"), "nosniff");
  assert.equal(header("cross-origin-resource-policy"), "same-origin");
  assert.equal(await answer.text(), await readFile(new URL("../../static/js/service_worker.js", import.meta.url), "utf8"));
});
