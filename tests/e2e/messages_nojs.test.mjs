// What people do to messages with JavaScript switched off, against a running house at BASE_URL.
import assert from "node:assert/strict";
import { after, before, test } from "node:test";

import { enter, launch } from "./support/browser.mjs";
import { guest, unique } from "./support/house.mjs";
import { send as submit } from "./support/members.mjs";
import { withVisitors } from "./support/talk.mjs";

let browser;
before(async () => { browser = await launch(); });
after(() => browser.close());

const live = (page) => page.frameLocator("iframe.live-frame");
const lineOf = (page, text) => live(page).locator(".line").filter({ has: page.frameLocator("iframe.live-frame").locator(".body", { hasText: text }) });

const withoutScripts = (title, lounge, body) => test(title, () => withVisitors(browser, async (come) => {
  const page = await come({ javaScriptEnabled: false });
  const name = await enter(page, unique("v"), { go: "liveliest", next: lounge });
  await body(page, name, lounge);
}));

async function post(page, text) {
  await page.fill("#body", text);
  await submit(page, ".send");
  await lineOf(page, text).waitFor();
}

// The page of one message, by the link that its line has.
async function openMessage(page, text) {
  await Promise.all([
    page.waitForURL("**/messages/*", { waitUntil: "domcontentloaded" }),
    lineOf(page, text).locator(".ways-link").click({ noWaitAfter: true }),
  ]);
}

async function send(page, button) {
  await Promise.all([page.waitForURL((url) => !/messages\/\d+/.test(url.pathname), { waitUntil: "domcontentloaded" }), button.click({ noWaitAfter: true })]);
}

withoutScripts("a message is changed on its page", "es-gt", async (page) => {
  const [text, changed] = [unique("old "), unique("new ")];
  await post(page, text);
  await openMessage(page, text);
  assert.equal(await page.inputValue("#edit-body"), text);
  await page.fill("#edit-body", `**${changed}**`);
  await send(page, page.locator('form[action$="/edit"] button'));
  await lineOf(page, changed).locator("strong").waitFor();
  await lineOf(page, changed).locator(".edited").waitFor();
  assert.equal(await lineOf(page, text).count(), 0);
});

withoutScripts("a message is answered on its page, and the quote leads back to it", "es-gt", async (page, name) => {
  const [text, answer] = [unique("asked "), unique("answered ")];
  await post(page, text);
  await openMessage(page, text);
  await page.fill("#body", answer);
  await send(page, page.locator('form[action$="/messages"] button'));
  const quote = lineOf(page, answer).locator(".quote");
  await quote.waitFor();
  assert.match(await quote.textContent(), new RegExp(`${name}\\s+${text}`));
  await Promise.all([page.waitForURL("**/messages/*", { waitUntil: "domcontentloaded" }), quote.click({ noWaitAfter: true })]);
  assert.equal(await page.locator(".line .body").textContent(), text);
});

withoutScripts("a reaction is given on the page of a message, and taken back there", "es-bo", async (page, name, lounge) => {
  const speaker = await guest(lounge);
  const text = unique("said ");
  await speaker.say(text);
  speaker.leave();
  await lineOf(page, text).waitFor();
  await openMessage(page, text);
  await send(page, page.locator('button.reaction[value="👍"]'));
  await lineOf(page, text).locator('.reaction.mine[data-emoji="👍"]').waitFor();
  await openMessage(page, text);
  assert.equal(await page.locator('form[action$="/edit"]').count(), 0, "another's message cannot be changed");
  await send(page, page.locator('button.reaction[value="👍"]'));
  await lineOf(page, text).waitFor();
  assert.equal(await lineOf(page, text).locator(".reaction").count(), 0);
});

withoutScripts("an own message is removed on its page", "es-bo", async (page) => {
  const text = unique("oops ");
  await post(page, text);
  await openMessage(page, text);
  await send(page, page.locator('form[action$="/delete"] button'));
  await live(page).locator(".line.removed").first().waitFor();
  assert.equal(await lineOf(page, text).count(), 0);
});
