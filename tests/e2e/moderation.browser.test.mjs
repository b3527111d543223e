// A report and what comes of it, as those concerned see it: who reports, who is reported, two moderators. With JavaScript and without. A house of its own.
import assert from "node:assert/strict";
import { after, before, test } from "node:test";

import { connected, enter, launch, say, stored, visitor } from "./support/browser.mjs";
import { unique } from "./support/house.mjs";
import { newMember } from "./support/member.mjs";
import { send } from "./support/members.mjs";
import { becomeModerator } from "./support/moderator.mjs";
import { OwnHouse } from "./support/own_house.mjs";
import { pictures } from "./support/pictures.mjs";
import { png } from "./support/picture.mjs";
import { doToMessage, lineWith } from "./support/talk.mjs";

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

withVisitors("a moderator deletes a message from its menu without leaving the lounge, and lifting that brings it back to open pages", {}, async (come) => {
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
  const box = judge.locator("#order-box");
  await doToMessage(judge, text, "moderate");
  await box.locator("#moderate").waitFor();
  assert.ok(await box.locator('input[name="action"]').first().evaluate((one) => one === document.activeElement), "the keys go on in the box");
  await pictures(judge, "moderate");

  // Put aside and taken up again, nothing is lost, and the line has the focus meanwhile.
  await judge.fill("#order-text", "Please do not.");
  await judge.keyboard.press("Escape");
  await box.waitFor({ state: "hidden" });
  assert.ok(await stored(judge, text).evaluate((line) => line === document.activeElement));
  await doToMessage(judge, text, "moderate");
  assert.equal(await judge.inputValue("#order-text"), "Please do not.");

  // Refused: in its place, with all that was typed.
  await judge.check('#order-box input[value="KICK"]');
  await judge.selectOption("#order-ground", "HARASSMENT");
  await box.locator("button.primary").click();
  await judge.locator("#order-lasts-error").waitFor();
  assert.ok(await judge.isChecked('#order-box input[value="KICK"]'));
  assert.equal(await judge.inputValue("#order-text"), "Please do not.");
  assert.ok(await judge.locator("#order-lasts").evaluate((one) => one === document.activeElement), "where something is to be mended");
  await pictures(judge, "moderate-refused");

  // No answer: nothing is pretended.
  await judge.context().setOffline(true);
  await judge.selectOption("#order-lasts", "1h");
  await box.locator("button.primary").click();
  await box.getByText("No answer came.").waitFor();
  await judge.context().setOffline(false);

  await judge.check('#order-box input[value="MESSAGE_DELETE"]');
  await box.locator("button.primary").click();
  await box.waitFor({ state: "hidden" });
  await judge.getByText("Done. It stands on record.").waitFor();
  await stored(reader, text).waitFor({ state: "detached" });
  assert.equal(new URL(judge.url()).pathname, "/lounges/es-co", "in the lounge all the while");
  assert.ok(await judge.locator(".line.removed").first().evaluate((line) => line === document.activeElement));
  const id = await author.locator("[data-viewer]").first().getAttribute("data-viewer");
  await judge.goto(`/people/${id}`);
  await pictures(judge, "record");
  await send(judge, 'form[action$="/lift"] button');
  await stored(reader, text).waitFor();
});

const looks = async () => (await house.script("audit-export")).split("\n").filter((row) => row.includes("case.see_picture")).length;

for (const scripts of [true, false]) {
  withVisitors(`what a hidden picture shows is seen by who decides about it, and not before it is asked for (${scripts ? "with" : "without"} JavaScript)`, {}, async (come) => {
    const [author, reporter] = [await come(), await come()];
    const [{ page: judge }] = scripts ? moderators : [...moderators].reverse();
    const { browser: api } = await newMember(house);
    await author.context().addCookies([...api.cookies].map(([name, value]) => ({ name, value, url: house.base })));
    await author.goto("/lounges/es-uy");
    await connected(author);
    await author.setInputFiles("#picture-file", { name: "sunset.png", mimeType: "image/png", buffer: png(900, 600) });
    await author.locator("#picture-box .thumbnail:not([hidden])").waitFor();
    const text = unique("look ");
    await say(author, text);
    await stored(author, text).waitFor();
    await enter(reporter, unique("v"), { go: "liveliest", next: "es-uy" });
    await connected(reporter);
    const address = await lineWith(reporter, text).locator(".picture").getAttribute("href");
    await doToMessage(reporter, text, "report");
    await reporter.selectOption("#report-reason", "UNDERAGE");
    await send(reporter, "#report button");
    await lineWith(author, text).waitFor({ state: "detached" });

    await judge.goto("/moderation");
    await judge.locator(".cases .row", { hasText: "hidden" }).locator("a").click();
    await judge.getByText("Take the case to see the picture or video.").waitFor();
    assert.equal((await judge.request.get(address)).status(), 404, "it is hidden from everybody");
    const picture = `${new URL(judge.url()).pathname}/picture`;
    assert.equal((await judge.request.get(picture)).status(), 409);
    await send(judge, "#take");
    const before = await looks();
    await pictures(judge, `case-picture-folded-${scripts}`);
    await judge.reload({ waitUntil: "load" });
    assert.equal(await looks(), before, "nobody has looked yet");
    // In its place, or by itself.
    const opened = scripts ? Promise.resolve(judge) : judge.context().waitForEvent("page");
    await judge.click("#show-picture");
    const shown = await opened;
    await shown.waitForFunction((at) => document.querySelector(`img[src$="${at}"]`)?.naturalWidth > 0, picture);
    if (!scripts) await shown.close();
    await pictures(judge, `case-picture-${scripts}`);
    assert.equal(await looks(), before + 1);
    const again = await judge.request.get(picture);
    assert.equal(again.status(), 200);
    assert.equal(again.headers()["content-type"], "image/webp");
    assert.equal(again.headers()["cache-control"], "private, no-store");
    assert.equal(await looks(), before + 1, "once for each case and moderator");
    assert.equal((await reporter.request.get(picture, { maxRedirects: 0 })).status(), 303, "a guest is shown the door");
    await send(judge, "#dismiss");
    await lineWith(author, text).locator(".picture img").waitFor();
  });
}

withVisitors("a ban ends the other guests of the same browser, and nobody else", {}, async (come) => {
  const [eve, eva, ned] = [await come(), await come(), await come()];
  await enter(eve, unique("v"), { go: "liveliest", next: "es-ec" });
  const device = (await eve.context().cookies()).find(({ name }) => name === "device");
  await eva.context().addCookies([device]);
  for (const page of [eva, ned]) await enter(page, unique("v"), { go: "liveliest", next: "es-ec" });
  for (const page of [eve, eva, ned]) await connected(page);
  const id = await eve.locator("[data-viewer]").first().getAttribute("data-viewer");
  const printed = await house.script("moderate", "ban", id, "--ground", "spam", "--for", "1h");
  try {
    await eve.waitForURL("**/decisions/*");
    await eva.locator("#banner", { hasText: "Your session has ended" }).waitFor();
    await eva.goto("/lounges/es-ec");
    assert.equal(new URL(eva.url()).pathname, "/", "at the door again");
    await say(ned, "still here");
    await stored(ned, "still here").waitFor();
  } finally {
    // Else nobody new comes in from here.
    await house.script("lift-action", /action (\d+)/.exec(printed)[1]);
  }
});

for (const scripts of [true, false]) {
  withVisitors(`on a bad night one press keeps guests from writing, and nothing they typed is lost (${scripts ? "with" : "without"} JavaScript)`, { javaScriptEnabled: scripts }, async (come) => {
    const lounge = scripts ? "es-cl" : "es-ar";
    const [{ page: judge }] = scripts ? moderators : [...moderators].reverse();
    const guest = await come();
    await enter(guest, unique("v"), { go: "liveliest", next: lounge });
    await judge.goto("/moderation");
    await judge.locator('a[href="/moderation/emergency"]').click();
    assert.equal(await judge.inputValue("#where"), "", "the whole house is not chosen by itself");
    await pictures(judge, `emergency-${scripts ? "scripts" : "plain"}`);
    await judge.goto(`/lounges/${lounge}#members`, { waitUntil: "domcontentloaded" });
    if (scripts) await pictures(judge, "lounge-members"); // a picture waits for the live frame of the other, which never ends
    // Not by a click: beside a live frame that never ends, the sheet may slide in for ever.
    await judge.goto(await judge.locator('.members-head a[href^="/moderation/emergency"]').getAttribute("href"));
    await judge.locator("#where").waitFor();
    assert.equal(await judge.inputValue("#where"), lounge, "where one comes from");
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
  await page.goto("/moderation");
  assert.equal(await page.locator('a[href="/audit"]').count(), 0);
  assert.equal((await page.goto("/audit")).status(), 403, "moderators do not");
  await house.script("grant-role", String(id), "admin");
  await page.goto("/moderation");
  await pictures(page, "queue-admin");
  assert.equal(await send(page, 'a[href="/audit"]'), "/audit");
  await page.locator(".audit .row").first().waitFor();
  await page.fill("#action", "lounge.emergency");
  await send(page, ".form button.primary");
  assert.ok((await page.locator(".audit .row-name").allInnerTexts()).every((text) => text === "lounge.emergency"));
  await pictures(page, "audit");
});
