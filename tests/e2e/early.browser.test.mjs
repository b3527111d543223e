// A lounge on a slow line: what somebody does before the parts that answer them have come (static/js/hands.js).
import assert from "node:assert/strict";
import { after, before, test } from "node:test";

import { enter, launch, stored, visitor } from "./support/browser.mjs";
import { unique } from "./support/house.mjs";

let browser;
before(async () => { browser = await launch(); });
after(() => browser.close());

// Nobody has touched the page; `meet(route)` says what becomes of the parts' files. (What a service worker fetches cannot be held back.)
const untouched = (title, lounge, options, body) => test(title, async () => {
  const one = await visitor(browser, { serviceWorkers: "block", ...options });
  const { page } = one;
  let come;
  const parts = new Promise((resolve) => { come = resolve; });
  try {
    await enter(page, unique("e"), { go: "liveliest", next: lounge });
    await page.locator('#lounge[data-connection="open"]').waitFor();
    await body(page, { parts, come });
  } finally {
    await one.end();
  }
});

const atHand = (page) => page.locator("#lounge[data-at-hand]").waitFor();
const holdBack = (page, parts) => page.route("**/js/at_hand.js", async (route) => {
  await parts;
  await route.continue();
});

untouched("two messages that are typed one after the other are two", "es-hn", {}, async (page, { parts, come }) => {
  await holdBack(page, parts);
  const [one, two, three] = [unique("one "), unique("two "), unique("three ")];
  await page.focus("#body");
  for (const text of [one, two]) {
    await page.keyboard.type(text);
    await page.keyboard.press("Enter");
  }
  await page.keyboard.type(three);
  come();
  await atHand(page);
  for (const text of [one, two]) await stored(page, text).waitFor();
  assert.equal(await page.inputValue("#body"), three);
});

untouched("a menu that a first tap opens stays open", "es-ni", { viewport: { width: 360, height: 640 }, hasTouch: true, isMobile: true }, async (page, { parts, come }) => {
  await holdBack(page, parts);
  await page.tap("#room-menu summary");
  await page.locator("#day-form").waitFor();
  come();
  await atHand(page);
  assert.equal(await page.locator("#day-form").isVisible(), true);
});

// Some browsers ask again for what did not come, others have to load the page anew: then what was to be sent is in the box.
untouched("parts that do not come at first come later, and nothing is lost", "es-sv", {}, async (page) => {
  let up = false;
  await page.route("**/js/**", (route) => (up ? route.continue() : route.abort()));
  const [said, begun] = [unique("said "), unique("begun ")];
  await page.focus("#body");
  await page.keyboard.type(said);
  await page.keyboard.press("Enter");
  await page.keyboard.type(begun);
  up = true;
  await atHand(page);
  const inBox = await page.waitForFunction((texts) => texts.find((text) => document.getElementById("body").value === text), [begun, `${said}\n${begun}`]);
  if ((await inBox.jsonValue()) !== begun) await page.press("#body", "Enter");
  await page.locator("#lines .line:not(.pending) .body", { hasText: said }).waitFor();
});
