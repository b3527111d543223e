// The first visit, on a cheap phone and a slow line: what it costs, and that nothing moves under the finger. Against a running house at BASE_URL, as
// browser.test.mjs asks for. Nothing here goes by the clock.
import assert from "node:assert/strict";
import { after, before, test } from "node:test";

import { enterLounge, launch, visitor } from "./support/browser.mjs";
import { fillLounge } from "./support/house.mjs";
import { newMember } from "./support/members.mjs";
import { Line, SCREEN, shiftsOf, watchShifts } from "./support/phone.mjs";

const LOUNGE = "en-sg";
const MOST_BYTES = 60 * 1024;

const TALK = [
  "Good evening from the east coast, anyone awake?", "Just got home. What a day.", "The rain has finally stopped here, the whole street smells of it.",
  "Has anybody tried the new noodle place by the station? It is **really** good", "I would go again for the dumplings alone", "brb, tea",
  "My sister is visiting next week and I have no idea where to take her", "Take her to the gardens, early, before it gets hot", "😂😂", "haha yes",
  "Does anyone know when the last train leaves on Sundays?", "Half past eleven I think, but look it up: https://trains.example/last", "ok thank you!",
];

let browser;
before(async () => {
  browser = await launch();
  await fillLounge(LOUNGE, Array.from({ length: 60 }, (_, i) => `${TALK[i % TALK.length]} ${"·".repeat(i % 7)}`));
});
after(() => browser.close());

// A browser that has never been here, but for its cookies; what it asks for; and that nothing moves.
async function onPhone(cookies, visit) {
  const { page, context, end } = await visitor(browser, SCREEN);
  await context.addCookies(cookies);
  await watchShifts(page);
  await visit(page, await Line.under(page));
  await end();
}

const guestCookies = (lounge) => cookiesAfter((page) => enterLounge(page, lounge));
const memberCookies = () => cookiesAfter((page) => newMember(page));

async function cookiesAfter(arrive) {
  const { page, context, end } = await visitor(browser);
  await arrive(page);
  const cookies = await context.cookies();
  await end();
  return cookies;
}

async function assertNothingMoved(page) {
  assert.deepEqual(await shiftsOf(page), []);
}

function assertNothingTwice(line) {
  const addresses = line.sent.map(({ url }) => url);
  assert.deepEqual(addresses.filter((url, i) => addresses.indexOf(url) < i), []);
}

async function openLounge(page, line) {
  await page.goto(`/lounges/${LOUNGE}`);
  await page.locator('#lounge[data-connection="open"]').waitFor();
  await page.locator("#member-list .member").first().waitFor({ state: "attached" });
  await line.quiet(page);
}

for (const [who, cookiesOf] of [["a guest", () => guestCookies(LOUNGE)], ["a member", memberCookies]]) {
  test(`the first visit of ${who} to a lounge with fifty lines costs sixty kilobytes at most, and nothing moves`, async () => {
    await onPhone(await cookiesOf(), async (page, line) => {
      await openLounge(page, line);
      assert.equal(await page.locator("#lines .line").count(), 50);
      assert.ok(line.bytes <= MOST_BYTES, `${line.bytes} bytes:\n${line.list()}`);
      assertNothingTwice(line);
      await assertNothingMoved(page);
    });
  });
}

test("the second visit asks for the page alone", async () => {
  await onPhone(await guestCookies(LOUNGE), async (page, line) => {
    await openLounge(page, line);
    line.forget();
    await openLounge(page, line);
    assert.deepEqual(line.sent.map(({ type }) => type).sort(), ["Document", "WebSocket"], line.list());
    await assertNothingMoved(page);
  });
});

for (const path of ["/", "/languages", "/languages/en"]) {
  test(`${path} costs thirty kilobytes at most, and nothing moves`, async () => {
    await onPhone([], async (page, line) => {
      await page.goto(path);
      await line.quiet(page);
      assert.ok(line.bytes <= MOST_BYTES / 2, `${line.bytes} bytes:\n${line.list()}`);
      assertNothingTwice(line);
      await assertNothingMoved(page);
      line.forget();
      await page.goto(path);
      await line.quiet(page);
      assert.deepEqual(line.sent.map(({ type }) => type), ["Document"], line.list());
    });
  });
}
