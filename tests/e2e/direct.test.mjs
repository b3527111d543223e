// Direct messages, blocks and the pages of people, in real browsers, with JavaScript and without. The house at BASE_URL; SMS are read in $CHATROOM_VAR.
import assert from "node:assert/strict";
import { after, before, test } from "node:test";

import { connected, enter, launch, line, say, stored, visitor } from "./support/browser.mjs";
import { guest, unique } from "./support/house.mjs";
import { newMember as member } from "./support/members.mjs";
import { until } from "./support/protocol_v1.mjs";

let browser;
before(async () => { browser = await launch(); });
after(() => browser.close());

// Each with a browser of their own; they leave at the end, and no script of theirs may have failed.
function together(title, options, body) {
  test(title, async () => {
    const visitors = [];
    const come = async () => {
      visitors.push(await visitor(browser, options));
      return visitors.at(-1).page;
    };
    try {
      await body(come);
    } finally {
      for (const one of visitors) await one.end();
    }
  });
}
const withScripts = (title, body) => together(title, {}, body);
const withoutScripts = (title, body) => together(`${title} (without JavaScript)`, { javaScriptEnabled: false }, body);

const talk = (page, peer) => page.goto(`/direct/${peer.id}`);
const messages = (page) => page.locator("#lines .body").allInnerTexts();
const message = (page, text) => page.locator("#lines .line", { hasText: text });

// Resolves when the page hears such a frame.
const frame = (page, matches) => new Promise((resolve) => {
  page.on("websocket", (socket) => socket.on("framereceived", ({ payload }) => matches(JSON.parse(payload)) && resolve()));
});

// The first answer to the page's asking for lines is made, and comes after `meanwhile`.
async function holdFirstLines(page, meanwhile) {
  let held = false;
  await page.route("**/direct/*/lines*", async (route) => {
    const response = await route.fetch();
    if (!held) {
      held = true;
      await meanwhile();
      await page.evaluate(() => new Promise((resolve) => { setTimeout(resolve); }));
    }
    await route.fulfill({ response });
  });
}

withScripts("two members write to each other live, each message once; badge and list tell of what is unread", async (come) => {
  const [one, two] = [await come(), await come()];
  const [ana, ben] = [await member(one), await member(two)];
  await two.goto("/languages");
  await talk(one, ben);
  await say(one, "good morning");
  await message(one, "good morning").waitFor();
  assert.deepEqual(await messages(one), ["good morning"]);

  await two.reload();
  assert.equal(await two.locator(".messages-link .badge").textContent(), "1");
  await two.locator(".messages-link").click();
  await two.locator(".row-link", { hasText: ana.name }).click();
  await message(two, "good morning").waitFor();
  await two.waitForLoadState(); // the line is there before the scripts are
  await say(two, "and to you");
  for (const page of [one, two]) await message(page, "and to you").waitFor();
  await say(one, "a **bold** word");
  for (const page of [one, two]) await message(page, "a bold word").locator("strong").waitFor();
  assert.deepEqual(await messages(one), await messages(two));
  assert.equal((await messages(two)).length, 3);
  // The page tells it as it shows it, and nobody waits for that.
  await until(async () => {
    await two.goto("/direct");
    return (await two.locator(".badge").count()) === 0;
  }, "what was seen live is read");
});

withScripts("the badge in the head of a lounge counts live", async (come) => {
  const [one, two] = [await come(), await come()];
  const [ana, ben] = [await member(one), await member(two)];
  await two.goto("/lounges/de-at");
  await connected(two);
  await talk(one, ben);
  await say(one, "psst");
  await two.locator(".messages-link .badge", { hasText: "1" }).waitFor({ state: "attached" });
  const second = await two.context().newPage();
  await talk(second, ana);
  await message(second, "psst").waitFor();
  await two.locator(".messages-link .badge").waitFor({ state: "detached" });
});

withScripts("a message taken back disappears for both while they look", async (come) => {
  const [one, two] = [await come(), await come()];
  const [ana, ben] = [await member(one), await member(two)];
  await talk(one, ben);
  await talk(two, ana);
  await say(one, "a secret");
  await message(two, "a secret").waitFor();
  await message(one, "a secret").locator(".take-back button").click();
  for (const page of [one, two]) {
    await message(page, "This message was removed.").waitFor();
    assert.equal(await message(page, "a secret").count(), 0);
  }
});

withScripts("what is written while the line is broken goes out once when it is back", async (come) => {
  const [one, two] = [await come(), await come()];
  const [, ben] = [await member(one), await member(two)];
  await talk(one, ben);
  await say(one, "before");
  await message(one, "before").waitFor();
  await one.context().setOffline(true);
  await one.locator("#banner:not([hidden])").waitFor();
  await say(one, "written in the dark");
  await one.context().setOffline(false);
  await message(one, "written in the dark").waitFor();
  await one.reload();
  assert.deepEqual(await messages(one), ["before", "written in the dark"]);
});

withScripts("what is stored while the page asks for lines is shown, though the answer does not hold it yet", async (come) => {
  const [one, two] = [await come(), await come()];
  const [, ben] = [await member(one), await member(two)];
  const heard = Promise.all([frame(one, ({ t }) => t === "ack"), frame(one, ({ kind }) => kind === "direct")]);
  await holdFirstLines(one, async () => {
    await say(one, "in between");
    await heard;
  });
  await talk(one, ben);
  await message(one, "in between").waitFor();
  assert.deepEqual(await messages(one), ["in between"]);
});

withScripts("what is taken back while the page asks for lines is not shown, though the answer still holds it", async (come) => {
  const [one, two] = [await come(), await come()];
  const [ana, ben] = [await member(one), await member(two)];
  const heard = frame(one, ({ kind }) => kind === "direct_remove");
  await Promise.all([one.waitForResponse("**/direct/*/lines*"), talk(one, ben)]);
  await holdFirstLines(one, async () => {
    await message(two, "soon gone").locator(".take-back button").click();
    await heard;
  });
  await talk(two, ana);
  await say(two, "soon gone");
  await message(one, "This message was removed.").waitFor();
  assert.equal(await message(one, "soon gone").count(), 0);
});

withScripts("a block folds the lines of a person away at once, also for a guest, and lifting it shows them", async (come) => {
  const page = await come();
  await enter(page, unique("v"), { go: "liveliest", next: "de-lu" });
  await connected(page);
  const speaker = await guest("de-lu");
  speaker.join();
  const [before, later] = [unique("before "), unique("later ")];
  await speaker.say(before);
  await stored(page, before).waitFor();

  const second = await page.context().newPage();
  await second.goto(await stored(page, before).locator(".author").getAttribute("href"));
  await second.getByRole("button", { name: "Block this person" }).click();
  await second.getByText("You have blocked this person.").waitFor();
  await line(page, before).locator(".veil").waitFor();
  assert.equal(await line(page, before).locator(".body").isVisible(), false);
  await speaker.say(later);
  await line(page, later).locator(".veil").waitFor({ state: "attached" });
  assert.equal(await line(page, later).locator(".body").isVisible(), false);
  await page.locator(".member", { hasText: speaker.name }).locator(".member-blocked").waitFor({ state: "attached" });

  await line(page, later).locator(".veil summary").click();
  assert.equal(await line(page, later).locator(".body").isVisible(), true, "it can be shown");
  await page.reload();
  await line(page, before).locator(".veil").waitFor({ state: "attached" });
  assert.equal(await line(page, before).locator(".body").isVisible(), false, "the server folds it away too");

  await second.getByRole("button", { name: "Unblock" }).click();
  await line(page, before).locator(".veil").waitFor({ state: "detached" });
  assert.equal(await line(page, before).locator(".body").isVisible(), true);
  speaker.leave();
});

withScripts("whoever is blocked hears the same as of somebody who takes no messages, and their text comes back", async (come) => {
  const [one, two] = [await come(), await come()];
  const [ana, ben] = [await member(one), await member(two)];
  await talk(one, ben);
  await say(one, "hello");
  await message(one, "hello").waitFor();
  await two.goto(`/people/${ana.id}`);
  await two.getByRole("button", { name: "Block this person" }).click();
  await two.getByText("You have blocked this person.").waitFor();
  await say(one, "are you there?");
  const refused = one.locator(".line.refused", { hasText: "are you there?" });
  await refused.locator(".status-text", { hasText: "This person takes no messages." }).waitFor();
  await refused.locator(".edit").click();
  assert.equal(await one.inputValue("#body"), "are you there?");
  await one.reload();
  await one.locator(".notice", { hasText: "This person takes no messages." }).waitFor();
  assert.equal(await one.locator("#composer").count(), 0);
});

withoutScripts("members find each other, write, read, take back and block by links and forms alone", async (come) => {
  const [one, two] = [await come(), await come()];
  const [ana, ben] = [await member(one), await member(two)];
  await one.goto(`/people/${ben.id}`);
  await one.locator(`a[href="/direct/${ben.id}#end"]`).click();
  await one.fill("#body", "by form");
  await one.locator(".send").click();
  await message(one, "by form").waitFor();
  await two.goto("/languages");
  assert.equal(await two.locator(".messages-link .badge").textContent(), "1");
  await two.locator(".messages-link").click();
  await two.locator(".row-link", { hasText: ana.name }).click();
  await message(two, "by form").waitFor();
  await two.fill("#body", "answer");
  await two.locator(".send").click();
  await message(two, "answer").waitFor();
  await one.locator(".refresh").click();
  await message(one, "answer").waitFor();
  await message(one, "by form").locator(".take-back button").click();
  await message(one, "This message was removed.").waitFor();
  await one.goto(`/people/${ben.id}`);
  await one.getByRole("button", { name: "Block this person" }).click();
  await one.getByText("You have blocked this person.").waitFor();
  await two.fill("#body", "still there?");
  await two.locator(".send").click();
  await two.locator(".notice, .alert", { hasText: "This person takes no messages." }).first().waitFor();
  await one.goto("/account/blocks");
  await one.locator(".row", { hasText: ben.name }).getByRole("button", { name: "Unblock" }).click();
  await one.getByText("You have blocked nobody.").waitFor();
});

withoutScripts("the live frame folds a blocked person's lines away", async (come) => {
  const page = await come();
  await enter(page, unique("v"), { go: "liveliest", next: "de-li" });
  const live = page.frameLocator("iframe.live-frame");
  const speaker = await guest("de-li");
  const [before, later] = [unique("before "), unique("later ")];
  await speaker.say(before);
  const shown = (text) => live.locator(".line", { hasText: text });
  await shown(before).waitFor();
  const person = await page.context().newPage();
  await person.goto(await shown(before).locator(".author").getAttribute("href"));
  await person.getByRole("button", { name: "Block this person" }).click();
  await person.getByText("You have blocked this person.").waitFor();
  await shown(before).locator(".veil").waitFor();
  await speaker.say(later);
  speaker.leave();
  await shown(later).locator(".veil").waitFor();
  assert.equal(await shown(later).locator(".body").isVisible(), false);
  await shown(later).locator(".veil summary").click();
  assert.equal(await shown(later).locator(".body").isVisible(), true);
});
