// Whoever has no account asks for something to be removed; a moderator decides; the answer stands where only whoever asked can find it. A house of its own.
import assert from "node:assert/strict";
import { after, before, test } from "node:test";

import { connected, enter, launch, say, stored, visitor } from "./support/browser.mjs";
import { unique } from "./support/house.mjs";
import { send } from "./support/members.mjs";
import { becomeModerator } from "./support/moderator.mjs";
import { OwnHouse } from "./support/own_house.mjs";

let house;
let browser;
let moderator;
before(async () => {
  browser = await launch();
  house = await OwnHouse.start({ ATTEMPTS: 1000, SMS_PER_PREFIX: 1000, SMS_PER_DAY: 1000 });
  moderator = await visitor(browser, { baseURL: house.base });
  await becomeModerator(house, moderator.page);
});
after(async () => {
  await moderator?.end();
  await browser?.close();
  await house?.stop();
});

for (const scripts of [true, false]) {
  const kind = scripts ? "with JavaScript" : "without JavaScript";
  const lounge = scripts ? "es-mx" : "es-pe";

  test(`what was asked for from outside is decided, and whoever asked reads the outcome (${kind})`, async () => {
    const [author, stranger] = [await visitor(browser, { baseURL: house.base }), await visitor(browser, { baseURL: house.base, javaScriptEnabled: scripts })];
    try {
      const judge = moderator.page;
      const name = await enter(author.page, unique("v"), { go: "liveliest", next: lounge });
      await connected(author.page);
      const text = unique("your photograph ");
      await say(author.page, text);
      await stored(author.page, text).waitFor();
      const seq = await stored(author.page, text).getAttribute("data-seq");

      const { page } = stranger;
      await page.goto("/");
      await page.locator('.site-foot a[href="/removal"]').click();
      await page.locator("#removal").waitFor();
      await page.fill("#removal-link", `${house.base}/lounges/${lounge}/${seq}`);
      await page.selectOption("#removal-ground", "MINOR");
      await page.fill("#removal-text", "My daughter is in it.");
      await page.fill("#removal-contact", "me at home");
      await page.check('input[name="isTrue"]');
      // Bad input: nothing is lost.
      assert.equal(await send(page, "#removal button.primary"), "/removal");
      await page.locator("#removal-contact-error").waitFor();
      assert.equal(await page.inputValue("#removal-text"), "My daughter is in it.");
      assert.equal(await page.isChecked('input[name="isTrue"]'), true);
      await page.fill("#removal-contact", "me@mail.example");
      const address = await send(page, "#removal button.primary");
      assert.match(address, /^\/removal\/\d+-[0-9a-f]{24}$/);
      await page.locator(".notice").waitFor();
      // Hidden at once, before the eyes of whoever is there.
      await stored(author.page, text).waitFor({ state: "detached" });
      await page.fill("#removal-note", "She is the one in red.");
      assert.equal(await send(page, ".form button"), address);
      await page.getByText("She is the one in red.").waitFor();

      await judge.goto("/moderation");
      await judge.locator(".cases .row", { hasText: name }).locator("a").click();
      await judge.locator(".evidence .reported", { hasText: text }).waitFor();
      await judge.getByText("She is the one in red.").waitFor();
      assert.equal(await judge.getByText("me@mail.example").count(), 0);
      await send(judge, "#take");
      await send(judge, "#contact");
      await judge.getByText("me@mail.example").waitFor();
      await judge.check('input[name="action"][value="MESSAGE_DELETE"]');
      await judge.selectOption("#order-ground", "UNDERAGE");
      await judge.fill("#order-answer", "It is gone, and will not come back.");
      assert.equal(await send(judge, "#moderate button.primary"), "/moderation");

      // Another day, another browser: the address is the key.
      await stranger.context.clearCookies();
      await page.goto(address);
      await page.locator("#answer", { hasText: "It is gone, and will not come back." }).waitFor();
      assert.equal(await page.locator("#removal-note").count(), 0);
      assert.equal(await stored(author.page, text).count(), 0);
    } finally {
      for (const one of [author, stranger]) await one.end();
    }
  });
}

test("what leads to nothing here is settled by an answer alone", async () => {
  const stranger = await visitor(browser, { baseURL: house.base });
  try {
    const { page } = stranger;
    await page.goto("/removal");
    await page.selectOption("#removal-ground", "LAW");
    const text = unique("a copy of my book ");
    await page.fill("#removal-text", text);
    await page.check('input[name="isTrue"]');
    const address = await send(page, "#removal button.primary");
    const judge = moderator.page;
    await judge.goto("/moderation");
    await judge.locator(".cases .row", { hasText: "No message and no person is named" }).locator("a").click();
    await judge.getByText(text).waitFor();
    await judge.fill("#settle-answer", "It was removed by hand.");
    assert.equal(await send(judge, "#settle button.primary"), "/moderation");
    await page.goto(address);
    await page.locator("#answer", { hasText: "It was removed by hand." }).waitFor();
  } finally {
    await stranger.end();
  }
});
