// The same house with JavaScript switched off, against a running one at BASE_URL.
import assert from "node:assert/strict";
import { after, before, test } from "node:test";

import { breakable } from "./support/breakable.mjs";
import { enter, launch, visitor } from "./support/browser.mjs";
import { crowdLounge, guest, unique } from "./support/house.mjs";
import { send } from "./support/members.mjs";

let browser;
before(async () => { browser = await launch(); });
after(() => browser.close());

function withoutScripts(title, body) {
  test(title, async () => {
    const one = await visitor(browser, { javaScriptEnabled: false });
    try {
      await body(one.page);
    } finally {
      await one.end();
    }
  });
}

const live = (page) => page.frameLocator("iframe.live-frame");
const lineOf = (page, text) => live(page).locator(".line", { hasText: text });

// The live frame of the page before may show the line sooner than the page after it comes.
async function post(page, text) {
  await page.fill("#body", text);
  await send(page, ".send");
}

withoutScripts("a visitor enters, posts by the form and sees the line in the live frame", async (page) => {
  const name = await enter(page, unique("v"), { go: "liveliest", next: "de-de" });
  assert.equal(new URL(page.url()).pathname, "/lounges/de-de");
  const text = unique("by form ");
  await post(page, text);
  await lineOf(page, text).waitFor();
  assert.equal(await lineOf(page, text).locator(".author").textContent(), name);
  assert.equal(await lineOf(page, text).count(), 1);
  assert.equal(await page.inputValue("#body"), "");
});

withoutScripts("another's line arrives while the page stays as it is, and is in sight", async (page) => {
  await enter(page, unique("v"), { go: "liveliest", next: "de-at" });
  await live(page).locator("ol.lines").waitFor({ state: "attached" });
  const speaker = await guest("de-at");
  const first = unique("one ");
  await speaker.say(first);
  await lineOf(page, first).waitFor();

  let loads = 0;
  page.on("framenavigated", () => { loads += 1; });
  const texts = Array.from({ length: 4 }, () => `${unique("more ")}\n\n\nlong`);
  for (const text of texts) await speaker.say(text);
  speaker.leave();
  const last = lineOf(page, texts.at(-1).split("\n")[0]);
  await last.waitFor();
  assert.equal(loads, 0);
  const [box, frame] = [await last.boundingBox(), await page.locator("iframe.live-frame").boundingBox()];
  assert.ok(box.y >= frame.y && box.y + box.height <= frame.y + frame.height + 1, "the newest line stands inside the frame");
});

withoutScripts("a live frame that has grown long starts afresh, with the latest lines before the new ones", async (page) => {
  const [early, late] = [unique("early "), unique("late ")];
  await enter(page, unique("v"), { go: "liveliest", next: "de-lu" });
  const speaker = await guest("de-lu");
  await speaker.say(early);
  await lineOf(page, early).waitFor();
  await crowdLounge("de-lu", 500);
  await lineOf(page, early).waitFor({ state: "detached" });
  await speaker.say(late);
  speaker.leave();
  await lineOf(page, late).waitFor();
  assert.ok((await live(page).locator(".line").count()) > 40, "the frame shows what was said before it started afresh");
});

test("a live frame whose stream broke comes back by itself, with what was said meanwhile", async () => {
  const way = await breakable();
  const { page, end } = await visitor(browser, { javaScriptEnabled: false, baseURL: way.address });
  try {
    await enter(page, unique("v"), { go: "liveliest", next: "de-li" });
    await live(page).locator("ol.lines").waitFor({ state: "attached" });
    way.cut();
    const speaker = await guest("de-li");
    const text = unique("meanwhile ");
    await speaker.say(text);
    speaker.leave();
    await lineOf(page, text).waitFor();
    assert.equal(await lineOf(page, text).count(), 1);
  } finally {
    await end();
    way.close();
  }
});

withoutScripts("a refused post comes back with the text and the reason, and can be sent once mended", async (page) => {
  await enter(page, unique("v"), { go: "liveliest", next: "de-ch" });
  const text = unique("long ") + "x".repeat(4000);
  await post(page, text);
  await page.locator(".foot [role=alert]").waitFor();
  assert.equal(await page.inputValue("#body"), text);
  const mended = unique("short ");
  await post(page, mended);
  await lineOf(page, mended).waitFor();
});

withoutScripts("a name that cannot be comes back in its field, with the reason", async (page) => {
  await page.goto("/");
  await page.fill("#name", "a b");
  await page.check('input[value="18+RED"]');
  await page.click('button[value="choose"]');
  await page.locator("#name-error").waitFor();
  assert.equal(await page.inputValue("#name"), "a b");
  assert.equal(await page.isChecked('input[value="18+RED"]'), true);
});

withoutScripts("languages, lounges, members and leaving work by links and forms alone", async (page) => {
  const name = await enter(page);
  await page.locator('a[href="/languages/de"]').click();
  assert.equal(await page.locator("#search").isVisible(), false);
  await page.locator('a[href="/lounges/de-de"]').click({ noWaitAfter: true });
  await page.waitForURL("**/lounges/de-de", { waitUntil: "domcontentloaded" });
  await page.locator('a[href="#members"]').click();
  await page.locator("#members:target").waitFor();
  assert.equal(await page.locator(".members-foot", { hasText: name }).isVisible(), true);
  // By the keyboard: beside a frame that never stops loading, the driver's mouse waits for a stillness that some versions do not see.
  await page.locator(".members-foot button").press("Enter", { noWaitAfter: true });
  await page.waitForURL((url) => url.pathname === "/");
});
