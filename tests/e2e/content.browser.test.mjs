// What the rules of a new house catch, as those concerned see it: who wrote it, who reads along, a moderator. With JavaScript and without. A house of its own.
import assert from "node:assert/strict";
import { after, before, test } from "node:test";

import { connected, enter, launch, line, say, stored, visitor } from "./support/browser.mjs";
import { unique } from "./support/house.mjs";
import { send } from "./support/members.mjs";
import { becomeModerator } from "./support/moderator.mjs";
import { OwnHouse } from "./support/own_house.mjs";
import { pictures } from "./support/pictures.mjs";

let house;
let browser;
let moderator;
before(async () => {
  browser = await launch();
  house = await OwnHouse.start({ ATTEMPTS: 1000, SMS_PER_PREFIX: 1000, SMS_PER_DAY: 1000 });
  await house.script("content-rules", "defaults");
  moderator = await visitor(browser, { baseURL: house.base });
  await becomeModerator(house, moderator.page);
});
after(async () => {
  await moderator?.end();
  await browser?.close();
  await house?.stop();
});

function withVisitors(title, options, body) {
  test(title, async () => {
    const visitors = [];
    const come = async (lounge) => {
      visitors.push(await visitor(browser, { baseURL: house.base, ...options }));
      const { page } = visitors.at(-1);
      const name = await enter(page, unique("v"), { go: "liveliest", next: lounge });
      if (options.javaScriptEnabled !== false) await connected(page);
      return { page, name };
    };
    try {
      await body(come);
    } finally {
      for (const one of visitors) await one.end();
    }
  });
}

async function openCase(name, tag) {
  const { page } = moderator;
  await page.goto("/moderation");
  const row = page.locator(".cases .row", { hasText: name });
  await row.getByText(tag).waitFor();
  await pictures(page, "content-queue");
  await row.locator("a").click();
  await page.locator("#held-posts").waitFor();
  return page;
}

withVisitors("what is held waits among its author's lines, is shown when nothing is wrong, and then as everybody's", {}, async (come) => {
  const [author, reader] = [await come("en-ie"), await come("en-ie")];
  const text = `write me on telegram rosy_${Math.floor(Math.random() * 9000) + 1000}`;
  await say(author.page, text);
  const waiting = author.page.locator(".line.pending", { hasText: text });
  await waiting.getByText("Waiting for a moderator. Nobody else sees it yet.").waitFor();
  await pictures(author.page, "content-waiting");
  await say(author.page, "and good evening");
  await stored(reader.page, "and good evening").waitFor();
  assert.equal(await line(reader.page, text).count(), 0);
  await author.page.reload();
  await connected(author.page);
  await author.page.locator(".line.pending", { hasText: text }).getByText("Waiting for a moderator.").waitFor();
  assert.equal(await author.page.locator("#held:visible").count(), 0, "once is enough");

  const page = await openCase(author.name, "1 post waits");
  await page.locator("#held-posts + .evidence", { hasText: text }).getByText("A way to write to them elsewhere").waitFor();
  await pictures(page, "content-case");
  await send(page, "#dismiss");
  await stored(reader.page, text).waitFor();
  await stored(author.page, text).waitFor();
  assert.equal(await line(author.page, text).count(), 1);
  assert.equal(await author.page.locator(".line.pending").count(), 0);
  const again = `${text}_2`;
  await say(author.page, again);
  await stored(reader.page, again).waitFor();
});

withVisitors("after a decision its author reads that it is not shown, and has the text", {}, async (come) => {
  const author = await come("en-ca");
  const text = `my whatsapp +44 7700 90${Math.floor(Math.random() * 9000) + 1000}`;
  await say(author.page, text);
  await author.page.locator(".line.pending", { hasText: text }).getByText("Waiting for a moderator.").waitFor();
  const page = await openCase(author.name, "1 post waits");
  await page.check('input[name="action"][value="WARNING"]');
  await page.selectOption("#order-ground", "SPAM");
  await page.fill("#order-text", "No numbers, please.");
  assert.equal(await send(page, "#moderate button.primary"), "/moderation");
  const refused = author.page.locator(".line.refused", { hasText: text });
  await refused.getByText("A moderator has looked at this message and decided not to show it.").waitFor();
  assert.equal(await refused.locator(".retry:visible").count(), 0);
  await pictures(author.page, "content-not-shown");
  await refused.locator(".edit").click();
  assert.equal(await author.page.inputValue("#body"), text);
});

withVisitors("a guest's link is refused for some minutes, with the reason, and nothing is lost", {}, async (come) => {
  const { page } = await come("en-nz");
  await say(page, "see https://lamps.example/shop");
  const refused = page.locator(".line.refused", { hasText: "lamps.example" });
  await refused.getByText("Guests can send links a few minutes after they came in.").waitFor();
  await refused.locator(".edit").click();
  assert.equal(await page.inputValue("#body"), "see https://lamps.example/shop");
});

withVisitors("a moderator tries a phrase on what was said, puts it in force, and it holds within a second", {}, async (come) => {
  const { page } = await come("en-au");
  const phrase = unique("lamp");
  await say(page, `who wants a ${phrase}?`);
  await stored(page, `who wants a ${phrase}\\?`).waitFor();
  const judge = moderator.page;
  await judge.goto("/moderation/rules");
  await judge.fill("#rule-pattern", `a ${phrase}`);
  await judge.selectOption("#rule-scope", "EVERYBODY");
  await judge.click("#try");
  await judge.locator("#trial .evidence-body", { hasText: phrase }).waitFor();
  assert.equal(await judge.inputValue("#rule-pattern"), `a ${phrase}`);
  assert.equal(await judge.inputValue("#rule-scope"), "EVERYBODY");
  assert.ok(await judge.evaluate(() => document.documentElement.scrollWidth <= innerWidth), "it fits a telephone");
  await pictures(judge, "content-rules");
  await judge.click("#put");
  await judge.locator(".rules .row", { hasText: phrase }).waitFor();
  await new Promise((resolve) => { setTimeout(resolve, 1000); }); // as promised
  await say(page, `A ${phrase.toUpperCase()}, anybody`);
  await page.locator(".line.pending", { hasText: "anybody" }).getByText("Waiting for a moderator.").waitFor();
});

withVisitors("without JavaScript the page says what waits, and refuses with the text in the form", { javaScriptEnabled: false }, async (come) => {
  const { page, name } = await come("en-za");
  const text = `snapchat: rosy_${Math.floor(Math.random() * 9000) + 1000}`;
  await page.fill("#body", text);
  await send(page, ".send");
  await page.locator("#held", { hasText: text }).waitFor();
  assert.equal(await page.frameLocator("iframe.live-frame").locator(".line", { hasText: text }).count(), 0);
  await page.fill("#body", "see https://lamps.example/shop");
  await send(page, ".send");
  await page.locator(".alert", { hasText: "Guests can send links" }).waitFor();
  assert.equal(await page.inputValue("#body"), "see https://lamps.example/shop");
  const judge = await openCase(name, "1 post waits");
  await send(judge, "#dismiss");
  await page.goto("/lounges/en-za", { waitUntil: "domcontentloaded" });
  assert.equal(await page.locator("#held").count(), 0);
  await page.frameLocator("iframe.live-frame").locator(".line", { hasText: text }).waitFor();
});
