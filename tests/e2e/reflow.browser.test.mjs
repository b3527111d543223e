// The house enlarged to 400 % (1280 by 1024 pixels become 320 by 256), with wider spaces between letters, words and lines, for fingers that need room, and for
// whoever wants nothing to move (WCAG 2.2: 1.4.10, 1.4.12, 2.5.8, 2.3.3).
import assert from "node:assert/strict";
import { after, before, test } from "node:test";

import { connected, launch, say, stored } from "./support/browser.mjs";
import { WholeHouse } from "./support/every_page.mjs";
import { unique } from "./support/house.mjs";
import { openMenu } from "./support/talk.mjs";

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

// Calls `look(page, path)` on every page, in a window of this size; resolves to all that it found, by page.
async function onEveryPage(options, look) {
  const found = [];
  const [guest, one] = [await house.guest(browser, options), await house.member(browser, options)];
  try {
    for (const [page, paths] of [[guest.page, house.outside], [one.page, house.inside()]]) {
      for (const path of paths) {
        await page.goto(path, { waitUntil: "domcontentloaded" });
        if (/^\/lounges\/[^/]*$/.test(path)) await connected(page);
        for (const fault of await look(page, path)) found.push(`${path.replace(/\d+/g, "N")}: ${fault}`);
      }
    }
  } finally {
    await guest.end();
    await one.end();
  }
  return found;
}

// In the page: what can only be read by scrolling sideways, or not at all.
function lost() {
  const faults = [];
  const nameOf = (element) => `${element.tagName.toLowerCase()}${element.id && `#${element.id}`}.${[...element.classList].join(".")} "${element.textContent.trim().slice(0, 30)}"`;
  const { scrollWidth, clientWidth } = document.documentElement;
  if (scrollWidth > clientWidth) faults.push(`the page is ${scrollWidth - clientWidth}px wider than the window`);
  for (const element of document.querySelectorAll("body *")) {
    if (!element.checkVisibility({ visibilityProperty: true }) || element.closest(".unseen, svg, [aria-hidden=true]") || !element.textContent.trim()) continue;
    const style = getComputedStyle(element);
    const { left, right, width, height } = element.getBoundingClientRect();
    if (width <= 1 || height <= 1) continue; // only read out
    if (left < -1 || right > innerWidth + 1) {
      const scroller = element.parentElement.closest("select") || style.position === "absolute" && element.matches(".skip");
      if (!scroller) faults.push(`${nameOf(element)} goes from ${Math.round(left)} to ${Math.round(right)}`);
    }
    const clips = (overflow) => overflow === "hidden" || overflow === "clip";
    if (clips(style.overflowY) && style.whiteSpace !== "nowrap" && element.scrollHeight > element.clientHeight + 2 && style.webkitLineClamp === "none" && !element.matches("html, body, select, main, .lounge")) faults.push(`${nameOf(element)} is cut off below`);
    if (style.overflowX === "auto" && element.scrollWidth > element.clientWidth + 1) faults.push(`${nameOf(element)} scrolls sideways`);
  }
  return [...new Set(faults)];
}

const ENLARGED = { viewport: { width: 320, height: 256 }, deviceScaleFactor: 4 };

test("at 400 % every page is read by scrolling in one direction", async () => {
  assert.deepEqual(await onEveryPage(ENLARGED, (page) => page.evaluate(lost)), []);
});

test("at 400 % somebody writes, and what can be done to a message is within reach", async () => {
  const one = await house.guest(browser, ENLARGED);
  const { page } = one;
  try {
    await page.goto("/?next=en-us");
    await page.fill("#name", unique("z"));
    await page.check('input[value="18+"]');
    await page.click('button[value="liveliest"]');
    await connected(page);
    const text = unique("enlarged ");
    await say(page, text);
    await stored(page, text).waitFor();
    const inWindow = (selector) => page.locator(selector).evaluate(async (element) => {
      await Promise.all(element.getAnimations().map(({ finished }) => finished)); // it comes in from a little below
      const { top, bottom, height } = element.getBoundingClientRect();
      return top >= -1 && bottom <= innerHeight + 1 && height > 0;
    });
    assert.ok(await inWindow("#body"), "the box");
    assert.ok(await inWindow(".send"), "the button");
    assert.ok(await page.locator("#log").evaluate((log) => log.clientHeight >= 48), "there is room for a line that is read");
    await page.fill("#body", "one\ntwo\nthree\nfour\nfive\nsix\nseven\neight");
    assert.ok(await inWindow(".send"), "the button below a long text");
    await page.fill("#body", "");
    await openMenu(page, text);
    assert.ok(await inWindow("#message-menu"), "the menu");
    for (const item of await page.locator("#message-menu button:visible").all()) {
      await item.focus();
      assert.ok(await item.evaluate((button) => {
        const { top, bottom } = button.getBoundingClientRect();
        return top >= -1 && bottom <= innerHeight + 1;
      }), await item.innerText());
    }
    await page.keyboard.press("Escape");
    await page.click("#composer-emoji");
    await page.locator("#emoji-picker").waitFor();
    assert.ok(await inWindow("#emoji-picker"), "the box of emoji");
    assert.deepEqual(await page.evaluate(lost), []);
  } finally {
    await one.end();
  }
});

// ---- wider spaces

const SPACED = `* { line-height: 1.5 !important; letter-spacing: 0.12em !important; word-spacing: 0.16em !important; } p { margin-block-end: 2em !important; }`;

// In the page, as a person's own style sheet would do it.
function space(rules) {
  const sheet = new CSSStyleSheet();
  sheet.replaceSync(rules);
  document.adoptedStyleSheets = [sheet];
}

// In the page: whose words no longer fit. What is cut short on purpose, with dots, is so before.
function cut() {
  const nameOf = (element) => `${element.tagName.toLowerCase()}${element.id && `#${element.id}`}.${[...element.classList].join(".")}`;
  return [...document.querySelectorAll("body *")].filter((element) => {
    if (!element.checkVisibility({ visibilityProperty: true }) || element.closest(".unseen, svg, [aria-hidden=true], select, textarea, input") || !element.textContent.trim()) return false;
    const { overflowX, overflowY } = getComputedStyle(element);
    if (element.matches("html, body, .lounge") || element.clientWidth <= 1) return false;
    const hides = (overflow) => overflow === "hidden" || overflow === "clip";
    return hides(overflowX) && element.scrollWidth > element.clientWidth + 1 || hides(overflowY) && element.scrollHeight > element.clientHeight + 2;
  }).map(nameOf);
}

async function lostBySpaces(page) {
  const before = new Set(await page.evaluate(cut));
  await page.evaluate(space, SPACED);
  const wide = await page.evaluate(() => document.documentElement.scrollWidth > document.documentElement.clientWidth);
  const faults = (await page.evaluate(cut)).filter((name) => !before.has(name)).map((name) => `${name} is cut off by wider spaces`);
  return wide ? [...faults, "the page is wider than the window with wider spaces"] : faults;
}

// ---- fingers

// In the page: what is pressed and is too small. Links within a sentence may be as high as it is.
function small({ least, main }) {
  const faults = [];
  const CONTROLS = "a[href], button, input:not([type=hidden]), select, textarea, summary, [role=button], [role=option]";
  const MAIN = ".button, .icon-button, .send, input:not([type=radio], [type=checkbox]), select, textarea, .row-link, .choice, .tick, .brand";
  const inSentence = (element) => {
    if (getComputedStyle(element).display !== "inline") return false;
    const around = [...element.parentElement.childNodes].filter((node) => node !== element && node.textContent.trim());
    return element.matches("a") && around.length > 0;
  };
  for (const element of document.querySelectorAll(CONTROLS)) {
    const target = element.matches("input:is([type=radio], [type=checkbox]), .unseen") ? element.closest("label") ?? element : element;
    if (!target.checkVisibility({ visibilityProperty: true }) || element.closest(".skip, .unseen") || inSentence(element)) continue;
    const { width, height } = target.getBoundingClientRect();
    const wanted = target.matches(MAIN) ? main : least;
    if (Math.min(width, height) < wanted - 0.5) faults.push(`${element.tagName.toLowerCase()}${element.id && `#${element.id}`}.${[...element.classList].join(".")} "${element.textContent.trim().slice(0, 20)}" is ${Math.round(width)} by ${Math.round(height)}`);
  }
  return [...new Set(faults)];
}

// ---- nothing moves

// In the page: what would move, in whatever state.
function moving() {
  const faults = [];
  const seconds = (list) => Math.max(...list.split(",").map((one) => parseFloat(one)));
  for (const element of document.querySelectorAll("*")) {
    for (const part of ["", "::before", "::after"]) {
      const { animationName, animationDuration, transitionDuration, scrollBehavior } = getComputedStyle(element, part || null);
      const name = `${element.tagName.toLowerCase()}.${[...element.classList].join(".")}${part}`;
      if (animationName !== "none" && seconds(animationDuration) > 0) faults.push(`${name} moves: ${animationName} ${animationDuration}`);
      if (seconds(transitionDuration) > 0) faults.push(`${name} moves within ${transitionDuration}`);
      if (scrollBehavior === "smooth") faults.push(`${name} glides`);
    }
  }
  return [...new Set(faults)];
}

// ---- on every page

const SIZES = { least: 24, main: 44 };

test("on a phone whatever is pressed is 24 pixels wide and high, what is pressed most 44", async () => {
  const faults = await onEveryPage({ viewport: { width: 360, height: 640 }, hasTouch: true }, (page) => page.evaluate(small, SIZES));
  assert.deepEqual([...new Set(faults)], []);
});

test("in a wide window too; nothing moves for whoever wants that, and wider spaces between letters, words and lines cost no word", async () => {
  const faults = await onEveryPage({ viewport: { width: 1280, height: 800 }, reducedMotion: "reduce" }, async (page) =>
    [...(await page.evaluate(small, SIZES)), ...(await page.evaluate(moving)), ...(await lostBySpaces(page))]);
  assert.deepEqual([...new Set(faults)], []);
});
