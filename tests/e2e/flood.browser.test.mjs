// What a page shows of a flood: who is here becomes a number, and is told by name again when it is calm. A house of its own, where little is a flood.
import assert from "node:assert/strict";
import { after, before, test } from "node:test";

import { enterLounge, launch, stored, visitor } from "./support/browser.mjs";
import { unique } from "./support/house.mjs";
import { OwnHouse } from "./support/own_house.mjs";
import { Connection, newSession, until } from "./support/protocol_v1.mjs";

const LOUNGE = "en-gb";

let browser, house;
before(async () => {
  browser = await launch();
  house = await OwnHouse.start({ FLOOD_TYPING: 4, FLOOD_LISTS: 5, FLOOD_GATHER: 1_000_000, POSTS: 100_000 });
});
after(async () => {
  await browser?.close();
  await house?.stop();
});

const step = async () => Number(/^chatroom_flood_step\S* (\d)/m.exec(await (await fetch(`${house.base}/metrics/sockets`)).text())[1]);
const names = async (page) => (await page.locator("#member-list .member-name").allInnerTexts()).sort();

test("in a flood lists become counts, and come back whole; no message is left out", async () => {
  const visitors = [];
  const come = async () => {
    visitors.push(await visitor(browser, { baseURL: house.base, viewport: { width: 1280, height: 800 } }));
    return visitors.at(-1).page;
  };
  const speaker = await Connection.open(await newSession(house.base), house.base);
  let talking;
  try {
    const [ana, ben] = [await come(), await come()];
    const here = [await enterLounge(ana, LOUNGE, unique("ana")), await enterLounge(ben, LOUNGE, unique("ben"))].sort();
    await until(async () => `${await names(ana)}` === `${here}`, "the list has both");

    const said = [];
    talking = setInterval(() => {
      said.push(`word ${said.length}`);
      speaker.send({ t: "post", id: unique(), lounge: LOUNGE, body: said.at(-1) });
    }, 100);
    await until(async () => (await step()) === 2, "it is a flood");
    speaker.send({ t: "join", lounge: LOUNGE });
    for (const page of [ana, ben]) {
      await page.locator("#members-count", { hasText: /^3$/ }).waitFor();
      await page.locator("#member-list .others", { hasText: "and 3 more" }).waitFor();
      assert.deepEqual(await names(page), []);
      await page.locator("[data-present]", { hasText: "3 here" }).waitFor({ state: "attached" });
    }
    clearInterval(talking);
    await stored(ben, said.at(-1)).waitFor();
    const texts = await ben.locator("#lines .line .body").allInnerTexts();
    assert.deepEqual(texts, said.slice(-texts.length), "all that was said, in its order");
    await until(async () => (await step()) === 0, "it is calm");
    for (const page of [ana, ben]) await until(async () => `${await names(page)}` === `${[...here, speaker.you.name].sort()}`, "the list is back");
    assert.equal(await ana.locator("#member-list .others").count(), 0);
  } finally {
    clearInterval(talking);
    await speaker.close();
    for (const one of visitors) await one.end();
  }
});
