// A lounge by its keys, and the sheet that tells them.
import assert from "node:assert/strict";
import { after, before, test } from "node:test";

import { enter, enterLounge, launch, say, stored, visitor } from "./support/browser.mjs";
import { guest, unique } from "./support/house.mjs";

let browser;
before(async () => { browser = await launch(); });
after(() => browser.close());

const withPage = (title, options, body) => test(title, async () => {
  const one = await visitor(browser, { viewport: { width: 1280, height: 800 }, ...options });
  try {
    await body(one.page);
  } finally {
    await one.end();
  }
});

const focused = (page, seq) => page.waitForFunction((wanted) => document.activeElement?.dataset.seq === wanted, seq);
const inBox = (page) => page.waitForFunction(() => document.activeElement?.id === "body");
const seqOf = (page, text) => stored(page, text).getAttribute("data-seq");

withPage("what can be done to a message is one key away while it has the focus", {}, async (page) => {
  await enterLounge(page, "fr-lu");
  const speaker = await guest("fr-lu");
  const [theirs, mine] = [unique("theirs "), unique("mine ")];
  await speaker.say(theirs);
  speaker.leave();
  await stored(page, theirs).waitFor();
  await say(page, mine);
  await stored(page, mine).waitFor();
  const own = await seqOf(page, mine);
  await page.keyboard.press("Alt+ArrowUp");
  await focused(page, own);
  await page.keyboard.press("ArrowUp");
  await focused(page, await seqOf(page, theirs));

  await page.keyboard.press("e");
  await page.keyboard.press("Delete");
  assert.equal(await page.locator("#composer-bar, #delete-confirm").locator("visible=true").count(), 0, "another's message is neither changed nor deleted");
  await page.keyboard.press("r");
  await page.locator("#bar-label", { hasText: speaker.name }).waitFor();
  await inBox(page);
  await page.keyboard.type("r?");
  assert.equal(await page.inputValue("#body"), "r?", "in a field a letter is a letter");
  await page.fill("#body", "");
  await page.keyboard.press("Escape");
  await page.locator("#composer-bar").waitFor({ state: "hidden" });

  await page.keyboard.press("Alt+ArrowUp");
  await page.keyboard.press("e");
  await page.waitForFunction((text) => document.getElementById("body").value === text, mine);
  await page.keyboard.press("Escape");
  await page.keyboard.press("Alt+ArrowUp");
  await page.keyboard.press("+");
  await page.locator("#emoji-picker").waitFor();
  await page.keyboard.press("Escape");
  await focused(page, own);
  await page.keyboard.press("Delete");
  await page.locator('#delete-confirm [data-do="keep"]:focus').waitFor();
  await page.locator('#delete-confirm [data-do="delete"]').press("Enter");
  await page.locator(`#lines .line.removed[data-seq="${own}"]`).waitFor();
});

withPage("the keys of the lounge itself, and the sheet that lists them", {}, async (page) => {
  await enterLounge(page, "fr-ch");
  const text = unique("one ");
  await say(page, text);
  await stored(page, text).waitFor();
  const sheet = page.locator("dialog.keys-sheet");
  await page.keyboard.press("Control+/");
  await sheet.locator("dd", { hasText: "Show these keys" }).first().waitFor();
  await page.keyboard.press("Escape");
  await sheet.waitFor({ state: "hidden" });
  await inBox(page);

  await page.keyboard.press("Alt+ArrowUp");
  await page.keyboard.press("?");
  await sheet.waitFor();
  await sheet.locator(".keys-close").click();
  await focused(page, await seqOf(page, text));
  await page.keyboard.press("Escape");
  await inBox(page);
  await page.keyboard.press("Alt+ArrowUp");
  await page.keyboard.press("/");
  await page.locator("#q:focus").waitFor();
  await page.locator("#body").focus();
  await page.keyboard.press("Control+k");
  await page.locator("#q:focus").waitFor();
  await page.locator("#keys-link").click();
  await sheet.waitFor();
  assert.equal(new URL(page.url()).pathname, "/lounges/fr-ch");
  await page.keyboard.press("Escape");
  await page.locator("#log").focus();
  await page.keyboard.press("m");
  await page.locator(".member-name:focus").waitFor();
});

withPage("without scripts the keys have a page", { javaScriptEnabled: false }, async (page) => {
  await enter(page, unique("v"), { go: "liveliest", next: "fr-ch" });
  await page.goto("/keys");
  assert.ok((await page.locator("#keys kbd").count()) > 10);
});

withPage("a wide page has the other lounges beside the talk, and nothing moves when they come", {}, async (page) => {
  await page.addInitScript(() => {
    window.moved = [];
    const of = ({ node }) => (node?.nodeType === Node.ELEMENT_NODE ? node : node?.parentElement)?.closest("#places, .room, .talk, .members") ?? null;
    new PerformanceObserver((list) => {
      for (const { sources } of list.getEntries()) window.moved.push(...sources.filter((one) => of(one)?.matches("#places") || of(one) === one.node).map((one) => one.node?.className));
    }).observe({ type: "layout-shift", buffered: true });
  });
  await enterLounge(page, "fr-lu");
  const here = page.locator("#places [aria-current]");
  await here.waitFor();
  assert.equal(await here.getAttribute("href"), "/lounges/fr-lu");
  assert.ok((await page.locator("#places .row").count()) > 3);
  assert.deepEqual(await page.evaluate(() => window.moved), []);
  await page.locator("#log").focus();
  await page.keyboard.press("l");
  await page.locator("#places [aria-current]:focus").waitFor();
  await page.setViewportSize({ width: 1100, height: 800 });
  await page.locator("#places").waitFor({ state: "hidden" });
});
