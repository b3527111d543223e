// The house as a screen reader has it: through the accessibility tree alone somebody comes in, finds their way, posts, and hears what others say.
import assert from "node:assert/strict";
import { after, before, test } from "node:test";

import { faultsOf, Tree } from "./support/accessibility_tree.mjs";
import { connected, enterLounge, launch, say } from "./support/browser.mjs";
import { WholeHouse } from "./support/every_page.mjs";
import { unique } from "./support/house.mjs";

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

const wide = { viewport: { width: 1280, height: 800 } };
const somebody = () => house.guest(browser, wide);

async function comeIn(tree, name) {
  await tree.page.goto("/?next=en-gb");
  await tree.type("textbox", "Your name here", name);
  await tree.focus("radio", /^18\+ Main/);
  await tree.page.keyboard.press("Space");
  await tree.follow("button", /^Start talking/);
  await connected(tree.page);
}

test("somebody who hears the page comes in, posts, hears it and what others say, and leaves", async () => {
  const [one, other] = [await somebody(), await somebody()];
  try {
    const tree = await Tree.of(one.page);
    const [name, otherName] = [unique("a"), unique("b")];
    await comeIn(tree, name);
    await enterLounge(other.page, "en-gb", otherName);

    const log = await tree.find("log", "Messages");
    assert.equal(log.is.live, "polite", "it is read out when somebody has finished speaking");
    assert.ok(!log.is.atomic, "what is new alone");
    assert.ok(!log.is.busy);
    const text = unique("heard ");
    await tree.type("textbox", "Your message", text);
    await one.page.keyboard.press("Enter");
    await tree.find("StaticText", text, { within: "log" });
    assert.equal((await tree.focused()).name, "Your message", "one can go on writing");

    const answer = unique("and answered ");
    await say(other.page, answer);
    await tree.find("StaticText", answer, { within: "log" });
    await tree.find("link", otherName, { within: "log" });
    await tree.find("link", otherName, { within: "complementary" });

    await tree.follow("link", "Lounges");
    await tree.find("heading", "Which language tonight?");
    await tree.follow("button", "Leave");
    await tree.find("textbox", "Your name here");
  } finally {
    await one.end();
    await other.end();
  }
});

test("the menu of a message is one, and what it does is said", async () => {
  const [one, other] = [await somebody(), await somebody()];
  try {
    const tree = await Tree.of(one.page);
    await comeIn(tree, unique("a"));
    await enterLounge(other.page, "en-gb", unique("b"));
    const text = unique("a line ");
    await say(other.page, text);
    await tree.find("StaticText", text, { within: "log" });
    await tree.focus("log", "Messages");
    await one.page.keyboard.press("ArrowUp");
    await one.page.keyboard.press("Enter");
    await tree.find("menu", "What to do with this message");
    await one.page.keyboard.press("Enter");
    const reaction = await tree.find("button", /👍/, { within: "log" });
    assert.equal(reaction.is.pressed, "true");
  } finally {
    await one.end();
    await other.end();
  }
});

// ---- errors

// The one that has the focus is the first that is wrong, it says so, and the reason is read with it.
async function assertTold(tree, page, [role, name], reason) {
  await page.waitForFunction(() => document.activeElement !== document.body);
  const field = await tree.focused();
  assert.deepEqual([field.role, field.name], [role, name]);
  assert.equal(field.is.invalid, "true");
  assert.match(field.description, reason);
}

test("what is wrong in a form is where the focus is, and is read with its field", async () => {
  const one = await somebody();
  const { page } = one;
  try {
    const tree = await Tree.of(page);
    await page.goto("/");
    await tree.type("textbox", "Your name here", "a b");
    await tree.focus("radio", /^18\+ Main/);
    await page.keyboard.press("Space");
    await tree.follow("button", "Choose a lounge");
    await assertTold(tree, page, ["textbox", "Your name here"], /\w/);

    await page.goto("/signup");
    await tree.type("textbox", "Phone number", "1");
    await tree.type("textbox", "Year of birth", "2020");
    await tree.follow("button", "Send me a password");
    await assertTold(tree, page, ["textbox", "Phone number"], /\w/);
    const year = await tree.find("textbox", "Year of birth");
    assert.ok(year.is.invalid !== "true" || year.description.length > 0);
  } finally {
    await one.end();
  }
});

// ---- every page

async function listen(page, paths, titles) {
  const tree = await Tree.of(page);
  const faults = [];
  for (const path of paths) {
    await page.goto(path, { waitUntil: "domcontentloaded" });
    // A lounge is its talk down to the lower edge: it has no foot.
    const lounge = /^\/lounges\/[^/]*$/.test(path);
    if (lounge) await connected(page);
    faults.push(...(await faultsOf(tree, lounge ? ["main", "banner"] : undefined)).map((fault) => `${path}: ${fault}`));
    const title = await page.title();
    if (titles.has(title)) faults.push(`${path}: has the title of ${titles.get(title)}: ${title}`);
    titles.set(title, path);
  }
  return faults;
}

test("every page has its landmarks, its headings in order, a title of its own and a name for every control", async () => {
  const guest = await somebody();
  const one = await house.member(browser, wide);
  try {
    const titles = new Map();
    const faults = [...(await listen(guest.page, house.outside, titles)), ...(await listen(one.page, house.inside(), titles))];
    assert.deepEqual(faults, []);
  } finally {
    await guest.end();
    await one.end();
  }
});
