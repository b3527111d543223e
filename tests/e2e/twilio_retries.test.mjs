// SMS that Twilio did not take at once: what goes wrong is tried again by itself, with no more than one message in the end, and the operator sees every step.
// The waits are shortened; HACKING.md says what they are.
import assert from "node:assert/strict";
import { after, before, beforeEach, test } from "node:test";

import twilio from "twilio";

import { SmsHouse, accepted, asked_for, new_phone } from "./support/sms_house.mjs";

const PATIENCE_MS = 180_000; // the house waits for an answer for twelve seconds, and looks every two

let house;
let provider;
before(async () => {
  house = await SmsHouse.start({ SMS_RETRY_MS: 100, SMS_ASK_AFTER_MS: 200, SMS_ABSENT_AFTER_MS: 400 });
  ({ provider } = house);
});
after(() => house?.stop());
beforeEach(() => { provider.requests.length = 0; });

const list = (...messages) => ({ status: 200, body: { messages, next_page_uri: null } });

// What Twilio would list, had it taken that request.
function taken(sid, request) {
  const fields = new URLSearchParams(request.body);
  return {
    sid, to: fields.get("To"), from: fields.get("From"), body: fields.get("Body"), status: "sent", date_sent: null, date_created: new Date().toUTCString(),
  };
}

test("a 500, a 429 and a time-out are tried again, the time-out after Twilio was asked", async () => {
  // Each answer waits until the operator has looked at what the one before has left.
  let id;
  const seen = [];
  const look_first = (answer) => async () => {
    seen.push({ ...(await house.sms(await id)), listed: await house.script("sms-outbox") });
    return answer;
  };
  provider.will({ status: 500, body: { code: 20500, status: 500 } });
  provider.will(look_first({ status: 429, body: { code: 20429, status: 429 } }));
  provider.will(look_first("silence"));
  provider.will(look_first(list()));
  provider.will(look_first(list()));
  provider.will(look_first(accepted("SM1")));
  id = house.sign_up(new_phone());
  const sent = await house.becomes(await id, "SENT", PATIENCE_MS);

  assert.deepEqual([sent.attempts, sent.reference, sent.phone, sent.body], [4, "SM1", null, null]);
  const steps = seen.map(({ status, attempts, inquiry }) => [status, attempts, inquiry]);
  assert.deepEqual(steps, [
    ["SENDING", 2, null],
    ["SENDING", 3, null],
    ["UNKNOWN", 3, null],
    ["UNKNOWN", 3, "not known to Twilio"],
    ["SENDING", 4, null],
  ]);
  const errors = ["Twilio answered 500, code 20500", "Twilio answered 429, code 20429"];
  assert.deepEqual(seen.slice(0, 2).map(({ error }) => error), errors);
  for (const { error } of seen.slice(2)) assert.match(error, /^no answer from Twilio: Timeout/);
  assert.match(seen[3].listed, new RegExp(`#${await id}  UNKNOWN .*3 attempts, Twilio is asked about it in 0 s\\n(.*\\n)*? +asked +not known to Twilio\\n`));
  assert.deepEqual(provider.requests.map(({ method }) => method), ["POST", "POST", "POST", "GET", "GET", "POST"]);
  const texts = new Set(provider.requests.filter(({ method }) => method === "POST").map(({ body }) => body));
  assert.equal(texts.size, 1);
});

test("a message that Twilio took and did not answer for is not sent again; the house asks for it exactly as Twilio's own SDK does", async () => {
  const phone = new_phone();
  provider.will("hang up");
  provider.will(() => list(taken("SM2", provider.requests[0])));
  const sent = await house.becomes(await house.sign_up(phone), "SENT", PATIENCE_MS);
  assert.deepEqual([sent.attempts, sent.reference, sent.inquiry], [1, "SM2", "known to Twilio"]);
  assert.deepEqual(provider.requests.map(({ method }) => method), ["POST", "GET"]);

  provider.will(() => list(taken("SM2", provider.requests[0])));
  const found = await house.sdk(twilio).messages.list({ to: phone, from: SmsHouse.FROM, pageSize: 100 });
  assert.deepEqual(found.map(({ sid }) => sid), ["SM2"]);
  const [, ours, theirs] = provider.requests.map(asked_for);
  assert.deepEqual(ours, theirs);
});

test("a question that is not answered leaves the message where the operator sees it, and is put again", async () => {
  provider.will("hang up");
  provider.will({ status: 503, body: { code: 20503, status: 503 } });
  let seen;
  const id = house.sign_up(new_phone());
  provider.will(async () => {
    seen = (await house.outbox()).find((one) => one.status === "UNKNOWN");
    return list(taken("SM3", provider.requests[0]));
  });
  const sent = await house.becomes(await id, "SENT", PATIENCE_MS);
  assert.equal(sent.reference, "SM3");
  assert.deepEqual([seen.id, seen.inquiry], [sent.id, "Twilio answered 503, code 20503"]);
  assert.match(seen.error, /^no answer from Twilio: /);
  assert.deepEqual(provider.requests.map(({ method }) => method), ["POST", "GET", "GET"]);
});

test("the logs hold neither phones nor texts nor the account's token, nor what Twilio was asked", () => house.has_discreet_logs());
