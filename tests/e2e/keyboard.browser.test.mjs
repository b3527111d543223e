// The house with the keyboard alone: every page can be walked, one sees where one is, nothing holds the focus; somebody comes in, talks, answers, reacts, reports,
// becomes a member, buys and leaves. No key is sent to anything but what has the focus.
import assert from "node:assert/strict";
import { after, before, test } from "node:test";

import { connected, enterLounge, launch, line, say, stored } from "./support/browser.mjs";
import { WholeHouse } from "./support/every_page.mjs";
import { unique } from "./support/house.mjs";
import { Keys } from "./support/keyboard.mjs";
import { freshNumber, smsPassword } from "./support/member.mjs";
import { PASSWORD } from "./support/members.mjs";

let browser;
let house;
before(async () => {
  browser = await launch();
  house = await WholeHouse.open();
});
after(async () => {
  await browser?.close();
  await house?.stop();
});

const wide = { width: 1280, height: 800 };
const still = { reducedMotion: "reduce", viewport: wide };
const somebody = (options) => house.guest(browser, { ...still, ...options });
const asMember = (options) => house.member(browser, { ...still, ...options });

async function walk(page, paths, { back = false } = {}) {
  const keys = new Keys(page);
  for (const path of paths) {
    await page.goto(path, { waitUntil: "domcontentloaded" });
    if (/^\/lounges\/[^/]*$/.test(path)) await connected(page);
    const stops = await keys.round();
    assert.ok(stops > 3, `${path} has ${stops} stops`);
    if (back) await keys.round({ back });
  }
  return keys.faults;
}

for (const viewport of [wide, { width: 360, height: 640 }]) {
  test(`Tab goes through every page, in its order, and the focus is seen (${viewport.width} px wide)`, async () => {
    const guest = await somebody({ viewport });
    const one = await asMember({ viewport });
    try {
      const faults = [...(await walk(guest.page, house.outside)), ...(await walk(one.page, house.inside()))];
      assert.deepEqual(faults, []);
    } finally {
      await guest.end();
      await one.end();
    }
  });
}

test("Shift+Tab goes the same way back", async () => {
  const one = await asMember();
  try {
    assert.deepEqual(await walk(one.page, ["/", "/languages/de", "/lounges/de-all", "/market", `/market/items/${house.item}`, "/account"], { back: true }), []);
  } finally {
    await one.end();
  }
});

test("the first stop skips what is the same on every page", async () => {
  const one = await somebody();
  try {
    const keys = new Keys(one.page);
    for (const path of ["/signup", "/terms", "/preferences"]) {
      await one.page.goto(path);
      const first = await keys.tab();
      assert.equal(first.name, "Skip to the content", path);
      await keys.press("Enter");
      await keys.tab();
      assert.ok(await one.page.evaluate(() => document.activeElement.closest("main")), `${path}: the next stop is in the content`);
    }
    assert.deepEqual(keys.faults, []);
  } finally {
    await one.end();
  }
});

// ---- a guest

async function comeIn(keys, name, page) {
  await page.goto("/?next=en-us");
  await keys.to("textbox", "Your name here");
  await keys.type(name);
  await keys.to("radio", "18+");
  await keys.press("Space");
  await keys.to("button", "Start talking");
  await keys.leads();
  await connected(page);
}

async function post(keys, page, text) {
  await keys.to("textbox", "Your message");
  await keys.type(text);
  await keys.press("Enter");
  await stored(page, text).waitFor();
}

// The line that says this has the focus.
const isAt = (page, text) => page.evaluate((said) => document.activeElement.querySelector(":scope > .body")?.textContent === said, text);

// The menu of the line that holds this text: the log, the arrow keys, Enter.
async function openMenu(keys, page, text) {
  if ((await keys.focused())?.role !== "log") await keys.to("log", "Messages", { back: true });
  await keys.press("ArrowUp");
  for (let step = 0; !(await isAt(page, text)); step += 1) {
    assert.ok(step < 50, `the arrow keys lead to "${text}"`);
    await keys.press("ArrowUp");
  }
  await keys.press("Enter");
  await page.locator("#message-menu").waitFor();
}

test("a guest comes in, talks, answers, reacts, reports and leaves", async () => {
  const [one, other] = [await somebody(), await somebody()];
  const { page } = one;
  const keys = new Keys(page);
  try {
    await enterLounge(other.page, "en-us", unique("o"));
    await comeIn(keys, unique("k"), page);
    await post(keys, page, unique("typed "));
    const said = unique("said ");
    await say(other.page, said);
    await stored(page, said).waitFor();

    // The menu closes by Escape, and the focus is where it was.
    await openMenu(keys, page, said);
    await keys.press("Escape");
    assert.ok(await isAt(page, said), "the line has the focus again");

    await keys.press("Enter");
    await keys.press("Enter"); // 👍, the first
    await line(page, said).locator(".reaction.mine").waitFor();
    assert.ok(await isAt(page, said), "and again");

    await keys.press("Enter");
    await keys.arrowTo("Answer");
    await keys.press("Enter");
    assert.equal((await keys.focused()).id, "body");
    const answer = unique("answered ");
    await keys.type(answer);
    await keys.press("Enter");
    await stored(page, answer).waitFor();
    await line(page, answer).locator(".quote", { hasText: said }).waitFor();

    await openMenu(keys, page, said);
    await keys.arrowTo("Report");
    await keys.leads();
    await keys.to("combobox", "What is wrong");
    await keys.type("Spam");
    await keys.to("textbox", "What happened");
    await keys.type("The same again and again.");
    await keys.to("button", "Report");
    await keys.leads();
    assert.equal(new URL(page.url()).pathname, "/reports");
    await page.locator(".notice").waitFor();

    await keys.to("button", "Leave");
    await keys.leads();
    assert.equal(new URL(page.url()).pathname, "/");
    assert.deepEqual(keys.faults, []);
  } finally {
    await one.end();
    await other.end();
  }
});

test("boxes and menus take the focus, keep it, and give it back", async () => {
  const one = await somebody();
  const { page } = one;
  const keys = new Keys(page);
  try {
    await comeIn(keys, unique("k"), page);
    // What is chosen goes into the text, so the text is where one is afterwards.
    for (const [button, box, back] of [["Sound and notifications", "#alerts", "Sound and notifications"], ["Choose an emoji", "#emoji-picker", "Your message"]]) {
      await keys.to("button", button);
      await keys.press("Enter");
      await page.locator(box).waitFor();
      await page.waitForFunction((selector) => document.activeElement.closest(selector), box);
      await keys.press("Escape");
      await page.locator(box).waitFor({ state: "hidden" });
      assert.equal((await keys.focused()).name, back);
    }
    await keys.to("summary", "Go to a day", { back: true });
    await keys.press("Enter");
    await keys.to("date", "Go to a day");
    assert.deepEqual(keys.faults, []);
  } finally {
    await one.end();
  }
});

// ---- a member

async function signIn(keys, page, number, password) {
  await keys.to("textbox", "Phone number");
  await keys.type(number);
  await keys.to("textbox", "Password");
  await keys.type(password);
  await keys.to("button", "Sign in");
  await keys.leads();
}

test("somebody becomes a member, buys and signs out", async () => {
  const one = await somebody();
  const { page } = one;
  const keys = new Keys(page);
  const number = freshNumber();
  const at = () => new URL(page.url()).pathname;
  try {
    await page.goto("/");
    await keys.to("link", "Become a member");
    await keys.leads();
    await keys.to("combobox", "Country");
    await keys.type("United States");
    await keys.to("textbox", "Phone number");
    await keys.type(number);
    await keys.to("textbox", "Year of birth");
    await keys.type("1980");
    await keys.to("button", "Send me a password");
    await keys.leads();
    assert.equal(at(), "/signin");
    await signIn(keys, page, number, await smsPassword(house.market.house));
    assert.equal(at(), "/account/password", await page.locator("main").innerText());
    await keys.to("textbox", "New password");
    await keys.type(PASSWORD);
    await keys.to("button", "Save");
    await keys.leads();

    await keys.to("link", "Market");
    await keys.leads();
    await keys.to("link", /Ten pictures of trees/);
    await keys.leads();
    await keys.to("button", /^Buy for/);
    await keys.leads();
    assert.match(at(), /^\/market\/test-payment\/\d+$/);
    await keys.to("button", "Do as if it were paid");
    await keys.leads();
    assert.match(at(), /^\/market\/orders\/\d+$/);
    await keys.to("textbox", "Your message");
    await keys.type("They are lovely.");
    await keys.to("button", "Send");
    await keys.leads();
    await page.getByText("They are lovely.").waitFor();

    await keys.to("button", "Sign out");
    await keys.leads();
    assert.equal(at(), "/");
    assert.deepEqual(keys.faults, []);
  } finally {
    await one.end();
  }
});

test("an error of a form has the focus, where it is", async () => {
  const one = await somebody();
  const { page } = one;
  const keys = new Keys(page);
  try {
    await page.goto("/");
    await keys.to("textbox", "Your name here");
    await keys.type("a b");
    await keys.to("radio", "18+");
    await keys.press("Space");
    await keys.to("button", "Choose a lounge");
    await keys.leads();
    await page.waitForFunction(() => document.activeElement.id === "name");
    assert.equal(await page.getAttribute("#name", "aria-invalid"), "true");
    await keys.press("Control+a");
    await keys.type(unique("k"));
    await keys.to("button", "Choose a lounge");
    await keys.leads();
    assert.equal(new URL(page.url()).pathname, "/languages");
    assert.deepEqual(keys.faults, []);
  } finally {
    await one.end();
  }
});
