// Who is away, seen by somebody else in a real browser. A house of its own, where people are away after seconds.
import assert from "node:assert/strict";
import { after, before, test } from "node:test";

import { connected, enter, enterLounge, launch, say, stored, visitor } from "./support/browser.mjs";
import { unique } from "./support/house.mjs";
import { OwnHouse } from "./support/own_house.mjs";
import { until } from "./support/protocol_v1.mjs";

const AWAY_MS = 8000; // so long at most may it take until somebody sees that a person is present
const LIVE_LINES = 3;
const LOUNGE = "en-gb";

let house;
let browser;
before(async () => {
  browser = await launch();
  house = await OwnHouse.start({ AWAY_MS, LIVE_LINES });
});
after(async () => {
  await browser?.close();
  await house?.stop();
});

const member = (page, name) => page.locator("#member-list .member", { hasText: name });
const away = (page, name) => member(page, name).and(page.locator(".is-away")).locator(".member-away");
const present = (page, name) => member(page, name).and(page.locator(":not(.is-away):not(:has(.member-away))"));

function withVisitors(title, body) {
  test(title, async () => {
    const visitors = [];
    const come = async (options = {}) => {
      visitors.push(await visitor(browser, { baseURL: house.base, viewport: { width: 1280, height: 800 }, ...options }));
      return visitors.at(-1).page;
    };
    try {
      await body(come);
    } finally {
      for (const one of visitors) await one.end();
    }
  });
}

withVisitors("who does nothing is shown as away to others, and as present again with the next key", async (come) => {
  const [ana, bob] = [await come(), await come()];
  const name = await enterLounge(ana, LOUNGE, unique("ana"));
  await enterLounge(bob, LOUNGE, unique("bob"));
  await ana.keyboard.press("Shift");
  await present(bob, name).waitFor();
  await away(bob, name).waitFor();
  assert.equal((await away(bob, name).textContent()).trim(), "away", "also for who cannot see the ring");
  // Their own page heard it too: it tells the next act at once, not a minute after the last.
  await away(ana, name).waitFor();
  await ana.keyboard.press("Shift");
  await present(bob, name).waitFor();
  await away(bob, name).waitFor();
  await say(ana, "back again");
  await present(bob, name).waitFor();
});

withVisitors("the page as the server makes it shows who is away, and never its own visitor", async (come) => {
  const [ana, plain] = [await come(), await come({ javaScriptEnabled: false })];
  const name = await enterLounge(ana, LOUNGE, unique("ana"));
  await away(ana, name).waitFor();
  await enter(plain, unique("plain"), { go: "liveliest", next: LOUNGE });
  // Sockets may hear of it before the database does.
  await until(async () => {
    await plain.reload({ waitUntil: "domcontentloaded" });
    return (await away(plain, name).count()) === 1;
  }, "the server's page shows it");
  await ana.reload();
  await connected(ana);
  await present(ana, name).waitFor();
});

withVisitors("a page without scripts stays away when its stream begins again, and is back when it is loaded anew", async (come) => {
  const [ana, plain] = [await come(), await come({ javaScriptEnabled: false })];
  await enterLounge(ana, LOUNGE, unique("ana"));
  const streams = [];
  plain.on("request", (request) => request.url().includes("/live/") && streams.push(request.url()));
  const name = await enter(plain, unique("plain"), { go: "liveliest", next: LOUNGE });
  await away(ana, name).waitFor();
  const before = streams.length;
  const texts = Array.from({ length: LIVE_LINES + 1 }, () => unique("said "));
  for (const text of texts) {
    await say(ana, text);
    await stored(ana, text).waitFor();
  }
  await plain.frameLocator("iframe.live-frame").locator(".line", { hasText: texts.at(-1) }).waitFor();
  assert.ok(streams.length > before, "the stream has begun again");
  // What is told of somebody who comes later is told after whatever the new stream may have changed.
  const later = await enterLounge(await come(), LOUNGE, unique("later"));
  await member(ana, later).waitFor();
  assert.equal(await away(ana, name).count(), 1);
  await plain.reload({ waitUntil: "domcontentloaded" });
  await present(ana, name).waitFor();
});
