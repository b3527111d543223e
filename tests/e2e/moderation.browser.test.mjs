// A report and what comes of it, as those concerned see it: who reports, who is reported, two moderators. With JavaScript and without. A house of its own.
import assert from "node:assert/strict";
import { mkdir } from "node:fs/promises";
import { after, before, test } from "node:test";

import { connected, enter, launch, say, stored, visitor } from "./support/browser.mjs";
import { unique } from "./support/house.mjs";
import { send } from "./support/members.mjs";
import { becomeModerator } from "./support/moderator.mjs";
import { OwnHouse } from "./support/own_house.mjs";
import { doToMessage } from "./support/talk.mjs";

let house;
let browser;
let moderators; // one with scripts, one without; their pages stay for all tests
before(async () => {
  browser = await launch();
  house = await OwnHouse.start({ ATTEMPTS: 1000, SMS_PER_PREFIX: 1000, SMS_PER_DAY: 1000 });
  moderators = [await visitor(browser, { baseURL: house.base }), await visitor(browser, { baseURL: house.base, javaScriptEnabled: false })];
  for (const one of moderators) one.id = await becomeModerator(house, one.page);
});
after(async () => {
  for (const one of moderators ?? []) await one.end();
  await browser?.close();
  await house?.stop();
});

function withVisitors(title, options, body) {
  test(title, async () => {
    const visitors = [];
    const come = async () => {
      visitors.push(await visitor(browser, { baseURL: house.base, ...options }));
      return visitors.at(-1).page;
    };
    try {
      await body(come);
    } finally {
      for (const one of visitors) await one.end();
    }
  });
}

async function pictures(page, name) {
  if (!process.env.PICTURES) return;
  await mkdir(process.env.PICTURES, { recursive: true });
  for (const colorScheme of ["light", "dark"]) {
    await page.emulateMedia({ colorScheme });
    for (const width of [360, 1280]) {
      await page.setViewportSize({ width, height: width === 360 ? 640 : 800 });
      await page.screenshot({ path: `${process.env.PICTURES}/${name}-${colorScheme}-${width}.png`, fullPage: true });
    }
  }
  await page.emulateMedia({ colorScheme: "light" });
  await page.setViewportSize({ width: 360, height: 640 });
}

const live = (page) => page.frameLocator("iframe.live-frame");

for (const scripts of [true, false]) {
  const kind = scripts ? "with JavaScript" : "without JavaScript";
  const lounge = scripts ? "es-mx" : "es-pe";

  async function post(page, text) {
    if (scripts) {
      await say(page, text);
      return stored(page, text).waitFor();
    }
    await page.fill("#body", text);
    await send(page, ".send");
    return live(page).locator(".line", { hasText: text }).waitFor();
  }

  async function arrive(page) {
    const name = await enter(page, unique("v"), { go: "liveliest", next: lounge });
    if (scripts) await connected(page);
    return name;
  }

  // The page of one message, by the menu or by the link that its line has without scripts.
  async function openMessage(page, text) {
    if (scripts) await doToMessage(page, text, "report");
    else await live(page).locator(".line", { hasText: text }).locator(".ways-link").click({ noWaitAfter: true });
    await page.locator("#report").waitFor();
  }

  withVisitors(`a report, a mute with its reason, an appeal, and it is lifted (${kind})`, { javaScriptEnabled: scripts }, async (come) => {
    const [rude, reporter] = [await come(), await come()];
    const [first, second] = scripts ? moderators : [...moderators].reverse();
    const [judge, reviewer] = [first.page, second.page];
    const name = await arrive(rude);
    await arrive(reporter);
    const insult = unique("an insult ");
    await post(rude, insult);
    if (!scripts) await reporter.reload({ waitUntil: "domcontentloaded" });
    await openMessage(reporter, insult);
    await pictures(reporter, `report-${kind}`);
    await reporter.selectOption("#report-reason", "HARASSMENT");
    await reporter.fill("#report-note", "He does it again.");
    assert.equal(await send(reporter, "#report button"), "/reports");
    await reporter.locator(".notice").waitFor();
    await pictures(reporter, `reports-${kind}`);

    await judge.goto("/moderation");
    await pictures(judge, `queue-${kind}`);
    await judge.locator(".cases .row", { hasText: name }).locator("a").click();
    await judge.locator(".evidence .reported", { hasText: insult }).waitFor();
    await judge.getByText("He does it again.").waitFor();
    await pictures(judge, `case-${kind}`);
    assert.match(await send(judge, "#take"), /\/moderation\/cases\/\d+/);
    await judge.locator("#give-back").waitFor();
    await judge.check('input[name="action"][value="MUTE"]');
    await judge.selectOption("#order-ground", "HARASSMENT");
    await judge.fill("#order-text", "Please do not insult people.");
    // Bad input: nothing is lost.
    await judge.locator("#order-lasts").evaluate((list) => { list.value = ""; });
    await send(judge, "#moderate button.primary");
    await judge.locator("#order-lasts-error").waitFor();
    assert.equal(await judge.inputValue("#order-text"), "Please do not insult people.");
    await judge.selectOption("#order-lasts", "1h");
    assert.equal(await send(judge, "#moderate button.primary"), "/moderation");
    await judge.locator(".notice").waitFor();

    // Refused, and the text is not lost.
    await rude.fill("#body", "one more insult");
    if (scripts) {
      await rude.press("#body", "Enter");
      await rude.locator(".line.refused", { hasText: "one more insult" }).waitFor();
    } else {
      await send(rude, ".send");
      assert.equal(await rude.inputValue("#body"), "one more insult");
    }
    await rude.goto(`/lounges/${lounge}`, { waitUntil: "domcontentloaded" });
    await rude.locator('a[href*="/decisions/"]').first().click({ noWaitAfter: true });
    await rude.getByText("Please do not insult people.").waitFor();
    await pictures(rude, `decision-${kind}`);
    await rude.fill("#appeal", "It was a joke among friends.");
    await send(rude, ".form button.primary");
    await rude.getByText("It was a joke among friends.").waitFor();
    assert.equal(await rude.locator("textarea#appeal").count(), 0, "one may appeal once");

    await reporter.goto("/reports", { waitUntil: "domcontentloaded" });
    await reporter.locator(".rows").getByText(/something was done/i).waitFor();

    // Whoever decided does not decide about the appeal.
    await judge.goto("/moderation");
    await judge.locator('a[href^="/moderation/appeals/"]', { hasText: name }).click();
    await judge.getByText(name).first().waitFor();
    assert.equal(await judge.locator("form button.primary").count(), 0);
    await reviewer.goto("/moderation");
    await reviewer.locator('a[href^="/moderation/appeals/"]', { hasText: name }).click();
    await reviewer.getByText("It was a joke among friends.").waitFor();
    await pictures(reviewer, `appeal-${kind}`);
    await reviewer.locator('input[type="radio"][value="lift"]').check();
    await reviewer.locator('textarea[name="answer"]').fill("Among friends, then.");
    await send(reviewer, "form button.primary");

    await rude.reload({ waitUntil: "domcontentloaded" });
    await rude.getByText("Among friends, then.").waitFor();
    await rude.goto(`/lounges/${lounge}`, { waitUntil: "domcontentloaded" });
    if (scripts) await connected(rude);
    await post(rude, unique("back again "));
  });

  withVisitors(`a ban leads to the decision whatever is opened, and lifting it opens the house again (${kind})`, { javaScriptEnabled: scripts }, async (come) => {
    const page = await come();
    await arrive(page);
    const spam = unique("spam ");
    await post(page, spam);
    const id = await page.locator("[data-viewer]").first().getAttribute("data-viewer");
    const printed = await house.script("moderate", "ban", id, "--ground", "spam", "--text", "No advertising.");
    const action = /action (\d+)/.exec(printed)[1];
    if (scripts) await page.waitForURL("**/decisions/*");
    for (const path of [`/lounges/${lounge}`, "/languages", "/"]) {
      await page.goto(path, { waitUntil: "domcontentloaded" });
      assert.match(new URL(page.url()).pathname, /^\/decisions\//, path);
    }
    await page.getByText("No advertising.").waitFor();
    await pictures(page, `ban-${kind}`);
    await house.script("lift-action", action);
    await page.goto(`/lounges/${lounge}`, { waitUntil: "domcontentloaded" });
    await page.locator("#composer").waitFor();
  });
}

withVisitors("a moderator deletes a message from its menu, and lifting that brings it back to open pages", {}, async (come) => {
  const [author, reader] = [await come(), await come()];
  for (const page of [author, reader]) {
    await enter(page, unique("v"), { go: "liveliest", next: "es-co" });
    await connected(page);
  }
  const text = unique("rude ");
  await say(author, text);
  await stored(reader, text).waitFor();
  const [{ page: judge }] = moderators;
  await judge.goto("/lounges/es-co");
  await connected(judge);
  await doToMessage(judge, text, "moderate");
  await judge.locator("#moderate").waitFor();
  await pictures(judge, "moderate");
  await judge.check('input[name="action"][value="MESSAGE_DELETE"]');
  await judge.selectOption("#order-ground", "HARASSMENT");
  await send(judge, "#moderate button.primary");
  await stored(reader, text).waitFor({ state: "detached" });
  const id = await author.locator("[data-viewer]").first().getAttribute("data-viewer");
  await judge.goto(`/people/${id}`);
  await pictures(judge, "record");
  await send(judge, 'form[action$="/lift"] button');
  await stored(reader, text).waitFor();
});

for (const scripts of [true, false]) {
  withVisitors(`on a bad night one press keeps guests from writing, and nothing they typed is lost (${scripts ? "with" : "without"} JavaScript)`, { javaScriptEnabled: scripts }, async (come) => {
    const lounge = scripts ? "es-cl" : "es-ar";
    const [{ page: judge }] = scripts ? moderators : [...moderators].reverse();
    const guest = await come();
    await enter(guest, unique("v"), { go: "liveliest", next: lounge });
    await judge.goto("/moderation");
    await judge.locator('a[href="/moderation/emergency"]').click();
    await pictures(judge, `emergency-${scripts ? "scripts" : "plain"}`);
    await judge.selectOption("#where", lounge);
    await send(judge, ".form button.danger");
    await judge.locator(".rows .row").waitFor();
    await pictures(judge, `emergency-on-${scripts ? "scripts" : "plain"}`);
    const text = unique("let me speak ");
    if (scripts) {
      await connected(guest);
      await say(guest, text);
      await guest.locator(".line.refused", { hasText: text }).getByText(/Only members may write/).waitFor();
    } else {
      await guest.fill("#body", text);
      await send(guest, ".send");
      await guest.getByText(/Only members may write/).waitFor();
      assert.equal(await guest.inputValue("#body"), text);
    }
    await send(judge, ".rows .row button");
    await judge.getByText("Everything is as usual.").waitFor();
    if (scripts) {
      await say(guest, unique("thank you "));
      await stored(guest, "thank you .*").waitFor();
    } else {
      await send(guest, ".send");
      await live(guest).locator(".line", { hasText: text }).waitFor();
    }
  });
}

test("an admin reads the record, and it tells of what was done", async () => {
  const [{ page, id }] = moderators;
  assert.equal((await page.goto("/audit")).status(), 403, "moderators do not");
  await house.script("grant-role", String(id), "admin");
  assert.equal((await page.goto("/audit")).status(), 200);
  await page.locator(".audit .row").first().waitFor();
  await page.fill("#action", "lounge.emergency");
  await send(page, ".form button.primary");
  assert.ok((await page.locator(".audit .row-name").allInnerTexts()).every((text) => text === "lounge.emergency"));
  await pictures(page, "audit");
});
