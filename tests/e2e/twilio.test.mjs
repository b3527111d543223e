// SMS by Twilio: what the house asks is what Twilio's own SDK asks for the same message, and what goes wrong is seen by the operator.
import assert from "node:assert/strict";
import { after, before, beforeEach, test } from "node:test";

import twilio from "twilio";

import { SmsHouse, accepted, asked_for, new_phone } from "./support/sms_house.mjs";

const TIME_OUT_MS = 90_000; // the house waits for an answer for twelve

let house;
let provider;
before(async () => {
  house = await SmsHouse.start();
  ({ provider } = house);
});
after(() => house?.stop());
beforeEach(() => { provider.requests.length = 0; });

test("the house asks Twilio exactly as Twilio's own SDK does", async () => {
  const phone = new_phone();
  provider.will(accepted("SM1"));
  const sent = await house.becomes(await house.sign_up(phone), "SENT");
  assert.deepEqual([sent.reference, sent.phone, sent.body, sent.error], ["SM1", null, null, null]);
  assert.equal(provider.requests.length, 1);

  const text = new URLSearchParams(provider.requests[0].body).get("Body");
  assert.ok(text.length > 10, "it says something");
  provider.will(accepted("SM2"));
  const message = await house.sdk(twilio).messages.create({ to: phone, from: SmsHouse.FROM, body: text });
  assert.equal(message.sid, "SM2");
  const [ours, theirs] = provider.requests.map(asked_for);
  assert.deepEqual(ours, theirs);
  assert.equal(ours.path, `/2010-04-01/Accounts/${SmsHouse.ACCOUNT}/Messages.json`);
});

test("an error of Twilio leaves the message waiting, visible, and the operator can have it sent", async () => {
  const phone = new_phone();
  provider.will({ status: 500, body: { code: 20500, message: "Internal server error", status: 500 } });
  const id = await house.sign_up(phone);
  const waiting = await house.becomes(id, "WAITING");
  assert.equal(waiting.error, "Twilio answered 500, code 20500");
  assert.equal(waiting.phone, phone);
  const pause = Date.parse(waiting.next_attempt_at) - Date.parse(waiting.created_at);
  assert.ok(pause >= 30_000, `tried again after ${pause} ms`);
  const listed = await house.script("sms-outbox");
  assert.match(listed, new RegExp(`#${id}  WAITING .*1 attempt\\n\\s+to +\\${phone}\\n\\s+text +\\S.*\\n\\s+error +Twilio answered 500, code 20500\\n`));
  assert.doesNotMatch(listed, /SMS is not set up/);

  provider.will(accepted("SM3"));
  assert.equal(await house.script("sms-outbox", "retry", String(id)), `SMS ${id} is due at once\n`);
  assert.equal((await house.becomes(id, "SENT")).reference, "SM3");
  assert.equal(provider.requests.length, 2);
  assert.equal(provider.requests[0].body, provider.requests[1].body);
});

test("a refusal for good is visible with Twilio's code, and is not repeated", async () => {
  const phone = new_phone();
  provider.will({ status: 400, body: { code: 21211, message: `The 'To' number ${phone} is not a valid phone number.`, status: 400 } });
  const id = await house.sign_up(phone);
  assert.equal((await house.becomes(id, "FAILED")).error, "Twilio answered 400, code 21211");
  await house.script("sms-outbox", "drop", String(id));
  assert.equal(await house.sms(id), undefined);
  assert.equal(provider.requests.length, 1);
});

test("no answer leaves the outcome unknown: visible, with the time when Twilio will be asked, and not sent again before", async () => {
  provider.will("silence");
  const id = await house.sign_up(new_phone());
  const unknown = await house.becomes(id, "UNKNOWN", TIME_OUT_MS);
  assert.match(unknown.error, /^no answer from Twilio: /);
  const pause = Date.parse(unknown.next_inquiry_at) - Date.parse(unknown.created_at);
  assert.ok(pause >= 60_000, `asked about after ${pause} ms`);
  assert.match(await house.script("sms-outbox"), new RegExp(`#${id}  UNKNOWN .*1 attempt, Twilio is asked about it in \\d+ s\n`));
  // The sender has been at work since: another message went out.
  provider.will(accepted("SM4"));
  await house.becomes(await house.sign_up(new_phone()), "SENT");
  assert.equal((await house.sms(id)).status, "UNKNOWN");
  assert.equal(provider.requests.length, 2);
  await house.script("sms-outbox", "drop", String(id)); // or the house would ask in the middle of another test
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
  const waiting = await house.becomes(await house.sign_up(new_phone()), "WAITING");
  assert.equal(waiting.error, "Twilio answered 429, code 20429");
  const pause = Date.parse(waiting.next_attempt_at) - Date.parse(waiting.created_at);
  assert.ok(pause >= 1_800_000, `tried again after ${pause} ms`);
});

test("the logs hold neither phones nor texts nor the account's token", () => house.has_discreet_logs());
