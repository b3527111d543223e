// What the house itself says, in two browsers, one of them without scripts. A house of its own.
import assert from "node:assert/strict";
import { mkdir } from "node:fs/promises";
import { after, before, test } from "node:test";

import { enter, enterLounge, launch, line, stored, visitor } from "./support/browser.mjs";
import { unique } from "./support/house.mjs";
import { OwnHouse } from "./support/own_house.mjs";

let house;
let browser;
before(async () => {
  browser = await launch();
  house = await OwnHouse.start({});
});
after(async () => {
  await browser?.close();
  await house?.stop();
});

async function picture(page, name) {
  if (!process.env.PICTURES) return;
  await mkdir(process.env.PICTURES, { recursive: true });
  for (const width of [360, 1280]) {
    await page.setViewportSize({ width, height: 800 });
    await page.screenshot({ path: `${process.env.PICTURES}/${name}-${width}.png` });
  }
}

test("the house says something: everybody sees it as the house's, with and without scripts, at once and later", async (t) => {
  const come = async (options = {}) => {
    const one = await visitor(browser, { baseURL: house.base, ...options });
    t.after(() => one.end());
    return one.page;
  };
  const [page, plain] = [await come(), await come({ javaScriptEnabled: false })];
  await enterLounge(page, "en-us");
  await enter(plain, unique("v"), { go: "liveliest", next: "en-us" });
  const frame = plain.frameLocator("iframe.live-frame");
  await frame.locator("ol.lines").waitFor({ state: "attached" });
  const text = unique("We restart at eight ");
  assert.match(await house.script("announce", "en", text), /^Said in \d+ lounges\.\n$/);
  await stored(page, text).waitFor();
  await frame.locator(".line.system", { hasText: text }).waitFor();
  const seen = async (place) => ({
    author: await place.locator(".author").textContent(),
    leads: await place.locator(".author").getAttribute("href"),
    house: await place.evaluate((element) => element.classList.contains("system")),
  });
  const expected = { author: "The Chatroom", leads: null, house: true };
  assert.deepEqual(await seen(line(page, text)), expected, "as the script shows it");
  await picture(page, "announcement");
  await page.reload();
  assert.deepEqual(await seen(line(page, text)), expected, "as the page shows it");
  const author = await line(page, text).getAttribute("data-author");
  assert.equal((await page.request.get(`/people/${author}`)).status(), 404);
});
