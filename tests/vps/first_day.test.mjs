// The first day of a house on a machine of its own, by a browser: a member signs up and talks, a guest answers. Called by run.sh, with BASE_URL, SMS_OUTBOX and RESOLVE.
import assert from "node:assert/strict";
import { after, before, test } from "node:test";

import { connected, enterLounge, launch, say, stored, visitor } from "../e2e/support/browser.mjs";
import { becomeMember, newNumber } from "../e2e/support/members.mjs";

const LOUNGE = "en-us";
const SELF_SIGNED = { ignoreHTTPSErrors: true };

let browser;
before(async () => { browser = await launch([`--host-resolver-rules=MAP ${process.env.RESOLVE} 127.0.0.1`]); });
after(() => browser.close());

test("plain HTTP leads to the same page over TLS", async () => {
  const { page, end } = await visitor(browser, SELF_SIGNED);
  await page.goto(`${process.env.HTTP_URL}/languages/en`);
  assert.equal(page.url(), `${process.env.BASE_URL}/languages/en`);
  await end();
});

test("a member signs up by SMS and talks, and a guest answers, both at once", async () => {
  const [member, guest] = [await visitor(browser, SELF_SIGNED), await visitor(browser, SELF_SIGNED)];
  await becomeMember(member.page, newNumber(), "a long and lovely phrase", LOUNGE);
  await member.page.goto(`/lounges/${LOUNGE}`);
  await connected(member.page);
  await enterLounge(guest.page, LOUNGE);
  await say(member.page, "is anybody there");
  await stored(guest.page, "is anybody there").waitFor();
  await say(guest.page, "here I am");
  await stored(member.page, "here I am").waitFor();
  await member.end();
  await guest.end();
});

test("what came is marked for a browser to keep to TLS, and cookies are for TLS alone", async () => {
  const { page, context, end } = await visitor(browser, SELF_SIGNED);
  const answer = await page.goto("/");
  assert.match(answer.headers()["strict-transport-security"], /max-age=\d{7,}/);
  await enterLounge(page, LOUNGE);
  const cookies = await context.cookies();
  assert.ok(cookies.length > 0);
  assert.deepEqual(cookies.filter(({ secure }) => !secure).map(({ name }) => name), []);
  await end();
});
