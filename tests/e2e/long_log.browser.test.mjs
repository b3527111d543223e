// A lounge with a long past in a real browser: the page holds a part of it, and whoever scrolls sees all of it. A house of its own, for what was said lies there as rows.
// LONG_LOG_LINES (default 1000): how many.
import assert from "node:assert/strict";
import { after, before, test } from "node:test";

import { OwnHouse } from "./support/own_house.mjs";

const LINES = Number(process.env.LONG_LOG_LINES ?? 1000);
const HELD_AT_MOST = 700; // static/js/log_window.js, and what comes in one go
const SCREEN = { width: 360, height: 640 };

let house;
let browser;
let support; // what knows the house's address

before(async () => {
  house = await OwnHouse.start({ POSTS: 1000 });
  process.env.BASE_URL = house.base;
  support = { ...(await import("./support/house.mjs")), ...(await import("./support/browser.mjs")), ...(await import("./support/long_log.mjs")) };
  browser = await support.launch();
});
after(async () => {
  await browser?.close();
  await house?.stop();
});

// With a page in a lounge of that many lines.
const inLounge = (title, lounge, lines, body) => test(title, { timeout: 300 * Math.max(LINES, 1000) }, async () => {
  await support.fillWithRows(house, lounge, lines);
  const one = await support.visitor(browser, { viewport: SCREEN, hasTouch: true, isMobile: true });
  try {
    await support.enterLounge(one.page, lounge);
    await body(one.page);
  } finally {
    await one.end();
  }
});

const atNewest = (page, seq) => page.waitForFunction((last) => {
  const lines = document.querySelectorAll("#lines .line");
  return Number(lines[lines.length - 1].dataset.seq) >= last && document.getElementById("log").scrollTop > -80;
}, seq);

// Scrolls by `step` until the line of `seq` is there; resolves to all numbers that were there, and how many at most at a time. Whatever is there is a stretch without holes.
const scrollTo = (page, step, seq) => page.evaluate(async ([by, wanted]) => {
  const log = document.getElementById("log");
  const list = document.getElementById("lines");
  const seen = new Set();
  let most = 0;
  const look = () => {
    const numbers = [...list.querySelectorAll(".line")].map((line) => Number(line.dataset.seq));
    most = Math.max(most, numbers.length);
    for (const [i, number] of numbers.entries()) {
      if (i > 0 && number !== numbers[i - 1] + 1) throw new Error(`${number} after ${numbers[i - 1]}`);
      seen.add(number);
    }
  };
  const watcher = new MutationObserver(look);
  watcher.observe(list, { childList: true });
  look();
  while (!seen.has(wanted)) {
    const blank = document.querySelector(".more.held"); // no faster than it comes: else one is brought to the newest
    if (!(blank?.getBoundingClientRect().top < innerHeight)) log.scrollBy(0, by);
    await new Promise(requestAnimationFrame);
  }
  watcher.disconnect();
  return { seen: seen.size, most };
}, [step, seq]);

inLounge("whoever scrolls to the beginning and back sees every line in its place, and the page holds a part of them", "en-us", LINES, async (page) => {
  const up = await scrollTo(page, -900, 1);
  assert.equal(up.seen, LINES);
  assert.ok(up.most <= HELD_AT_MOST, `${up.most} lines at a time`);
  assert.equal(await page.locator("#more").isVisible(), false, "there is nothing before the first");
  const down = await scrollTo(page, 900, LINES);
  assert.ok(down.seen === LINES && down.most <= HELD_AT_MOST, JSON.stringify(down));
  await page.evaluate(() => document.getElementById("log").scrollBy(0, 1e6));
  await atNewest(page, LINES);
  const text = support.unique("live ");
  await support.say(page, text);
  await support.stored(page, text).waitFor();
  assert.equal((await support.numbers(page)).at(-1), LINES + 1);
});

// Between two steps of one's own nothing moves by itself, whatever comes in above, is taken out below, or comes back.
inLounge("what is being read stays where it is while lines come and go", "en-gb", 900, async (page) => {
  const drift = (step, steps) => page.evaluate(async ([by, times]) => {
    const log = document.getElementById("log");
    const middle = () => [...document.querySelectorAll("#lines .line")].find((line) => line.getBoundingClientRect().bottom > innerHeight / 2);
    let worst = 0;
    for (let i = 0; i < times; i += 1) {
      const line = middle();
      const was = line.getBoundingClientRect().top;
      const before = log.scrollTop;
      log.scrollBy(0, by);
      const moved = log.scrollTop - before;
      for (let frame = 0; frame < 6; frame += 1) await new Promise(requestAnimationFrame);
      if (line.isConnected) worst = Math.max(worst, Math.abs(was - moved - line.getBoundingClientRect().top));
    }
    return worst;
  }, [step, steps]);
  for (const [step, steps] of [[-400, 90], [400, 60], [-400, 30]]) assert.ok((await drift(step, steps)) < 1.5, `scrolling by ${step}`);
  assert.ok((await page.locator("#lines .line").count()) <= HELD_AT_MOST);
});

inLounge("who reads far up is told of what is new, and gets there in one go", "en-ca", 800, async (page) => {
  await scrollTo(page, -900, 100);
  const speaker = await support.guest("en-ca");
  const texts = [support.unique("new "), support.unique("newer ")];
  for (const text of texts) await speaker.say(text);
  await page.locator("#pill", { hasText: "2" }).waitFor();
  assert.equal(await support.line(page, texts[0]).count(), 0, "it has no place beside what is read");
  await page.locator("#pill").click();
  for (const text of texts) await support.stored(page, text).waitFor();
  await page.locator("#pill").waitFor({ state: "hidden" });
  const numbers = await support.numbers(page);
  assert.deepEqual(numbers, Array.from(numbers, (_, i) => numbers[0] + i));

  await scrollTo(page, -900, 150);
  const [theirs, mine] = [support.unique("theirs "), support.unique("mine ")];
  await speaker.say(theirs);
  await support.say(page, mine);
  await support.stored(page, mine).waitFor();
  await support.stored(page, theirs).waitFor();
  assert.equal(await support.line(page, mine).count(), 1);
  await page.waitForFunction(() => document.getElementById("log").scrollTop > -80);
  speaker.leave();
});

inLounge("a quote of what is not on the page leads there", "en-au", 900, async (page) => {
  const speaker = await support.guest("en-au");
  const text = support.unique("answer ");
  await speaker.say(text, { replyTo: 500 });
  speaker.leave();
  await support.stored(page, text).locator(".quote").click();
  await page.waitForFunction(() => document.activeElement?.dataset.seq === "500");
  await page.waitForFunction(() => {
    const { top, bottom } = document.activeElement.getBoundingClientRect();
    return top > 0 && bottom < innerHeight;
  });
  await scrollTo(page, 900, 901);
});
