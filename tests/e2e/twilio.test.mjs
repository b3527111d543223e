// SMS by Twilio: what the house asks is what Twilio's own SDK asks for the same message, and what goes wrong is seen by the operator.
import assert from "node:assert/strict";
import { readFile } from "node:fs/promises";
import { join } from "node:path";
import { after, before, beforeEach, test } from "node:test";

import twilio from "twilio";

import { OwnHouse } from "./support/own_house.mjs";
import { until } from "./support/protocol_v1.mjs";
import { Provider } from "./support/provider.mjs";

const ACCOUNT = "AC0123456789abcdef0123456789abcdef";
const TOKEN = "a token: of a test";
const FROM = "+15005550006";
const SOON_MS = 20_000; // the job looks every two seconds
const TIME_OUT_MS = 30_000; // it waits for an answer for twelve

let house;
let provider;
before(async () => {
  provider = await Provider.start();
  const account = { TWILIO_ACCOUNT_SID: ACCOUNT, TWILIO_AUTH_TOKEN: TOKEN, TWILIO_FROM_NUMBER: FROM, TWILIO_API_URL: provider.url };
  house = await OwnHouse.start({ ATTEMPTS: 1000 }, account);
});
after(async () => {
  await house?.stop();
  await provider?.stop();
});
beforeEach(() => { provider.requests.length = 0; });

const accepted = (sid) => ({ status: 201, body: { sid, status: "queued", error_code: null } });

let phones = 0;
const new_phone = () => `+12024561${String(100 + ++phones).padStart(3, "0")}`;

// Makes the house queue one SMS, and resolves to its number in the outbox.
async function sign_up(phone) {
  const known = await outbox("--all");
  const { csrfToken } = await (await fetch(`${house.base}/api/auth/csrf`, { method: "POST" })).json();
  const answer = await fetch(`${house.base}/api/auth/signup`, {
    method: "POST",
    headers: { "content-type": "application/json", "x-csrf-token": csrfToken, cookie: `csrfToken=${csrfToken}` },
    body: JSON.stringify({ phoneNumber: phone, firstName: "Ann", lastName: "Other", birthYear: 1990 }),
  });
  assert.equal(answer.status, 200, await answer.text());
  const added = (await outbox("--all")).filter(({ id }) => !known.some((sms) => sms.id === id));
  assert.equal(added.length, 1);
  return added[0].id;
}

const outbox = async (...options) => JSON.parse(await house.script("sms-outbox", "--json", ...options));
const sms = async (id) => (await outbox("--all")).find((one) => one.id === id);

async function becomes(id, status, patience = SOON_MS) {
  let seen;
  const is = async () => {
    seen = await sms(id);
    return seen?.status === status && seen.attempts > 0;
  };
  await until(is, () => `SMS ${id} becomes ${status}; it is ${JSON.stringify({ ...seen, phone: null, body: null })}`, patience);
  return seen;
}

const asked_for = ({ method, path, headers, body }) => ({ method, path, authorization: headers.authorization, type: headers["content-type"], body });

test("the house asks Twilio exactly as Twilio's own SDK does", async () => {
  const phone = new_phone();
  provider.will(accepted("SM1"));
  const sent = await becomes(await sign_up(phone), "SENT");
  assert.deepEqual([sent.reference, sent.phone, sent.body, sent.error], ["SM1", null, null, null]);
  assert.equal(provider.requests.length, 1);

  const text = new URLSearchParams(provider.requests[0].body).get("Body");
  assert.ok(text.length > 10, "it says something");
  provider.will(accepted("SM2"));
  const client = twilio(ACCOUNT, TOKEN);
  client.api.baseUrl = provider.url;
  const message = await client.messages.create({ to: phone, from: FROM, body: text });
  assert.equal(message.sid, "SM2");
  const [ours, theirs] = provider.requests.map(asked_for);
  assert.deepEqual(ours, theirs);
  assert.equal(ours.path, `/2010-04-01/Accounts/${ACCOUNT}/Messages.json`);
});

test("an error of Twilio leaves the message waiting, visible, and the operator can have it sent", async () => {
  const phone = new_phone();
  provider.will({ status: 500, body: { code: 20500, message: "Internal server error", status: 500 } });
  const id = await sign_up(phone);
  const waiting = await becomes(id, "WAITING");
  assert.equal(waiting.error, "Twilio answered 500, code 20500");
  assert.equal(waiting.phone, phone);
  const pause = Date.parse(waiting.nextAttemptAt) - Date.parse(waiting.createdAt);
  assert.ok(pause >= 30_000, `tried again after ${pause} ms`);
  const listed = await house.script("sms-outbox");
  assert.match(listed, new RegExp(`#${id}  WAITING .*1 attempt\\n\\s+to +\\${phone}\\n\\s+text +\\S.*\\n\\s+error +Twilio answered 500, code 20500\\n`));
  assert.doesNotMatch(listed, /SMS is not set up/);

  provider.will(accepted("SM3"));
  assert.equal(await house.script("sms-outbox", "retry", String(id)), `SMS ${id} is due at once\n`);
  assert.equal((await becomes(id, "SENT")).reference, "SM3");
  assert.equal(provider.requests.length, 2);
  assert.equal(provider.requests[0].body, provider.requests[1].body);
});

test("a refusal for good is visible with Twilio's code, and is not repeated", async () => {
  const phone = new_phone();
  provider.will({ status: 400, body: { code: 21211, message: `The 'To' number ${phone} is not a valid phone number.`, status: 400 } });
  const id = await sign_up(phone);
  assert.equal((await becomes(id, "FAILED")).error, "Twilio answered 400, code 21211");
  await house.script("sms-outbox", "drop", String(id));
  assert.equal(await sms(id), undefined);
  assert.equal(provider.requests.length, 1);
});

test("no answer leaves the outcome unknown: visible, and never sent again by itself", async () => {
  provider.will("silence");
  const id = await sign_up(new_phone());
  const unknown = await becomes(id, "UNKNOWN", TIME_OUT_MS);
  assert.match(unknown.error, /^no answer from Twilio: /);
  // The sender has been at work since: another message went out.
  provider.will(accepted("SM4"));
  await becomes(await sign_up(new_phone()), "SENT");
  assert.equal((await sms(id)).status, "UNKNOWN");
  assert.equal(provider.requests.length, 2);
});

test("what cannot be done is said, with a status", async () => {
  for (const act of ["retry", "drop"]) {
    await assert.rejects(house.script("sms-outbox", act, "4294967295"), ({ code, stderr }) => code === 1 && stderr.includes("no SMS 4294967295"));
  }
  await assert.rejects(house.script("sms-outbox", "burn", "1"));
  assert.match(await house.script("sms-outbox", "--help"), /^Usage: scripts\/sms-outbox/);
});

test("a provider that asks for patience gets it", async () => {
  provider.will({ status: 429, body: { code: 20429, status: 429 }, headers: { "retry-after": "1800" } });
  const waiting = await becomes(await sign_up(new_phone()), "WAITING");
  assert.equal(waiting.error, "Twilio answered 429, code 20429");
  const pause = Date.parse(waiting.nextAttemptAt) - Date.parse(waiting.createdAt);
  assert.ok(pause >= 1_800_000, `tried again after ${pause} ms`);
});

test("the logs hold neither phones nor texts nor the account's token", async () => {
  for (const service of ["fcgi", "jobs", "nginx", "ws"]) {
    const log = await readFile(join(house.folder, "log", service, "current"), "utf8");
    assert.doesNotMatch(log, /2024561\d\d\d|a token: of a test/, service);
  }
});
