// Every page in every state, looked at by machines: what axe knows of accessibility, narrow windows, and the HTML validator. A house of its own, with everything in it.
import assert from "node:assert/strict";
import { mkdtemp, rm } from "node:fs/promises";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { after, before, describe, test } from "node:test";

import { launch } from "./support/browser.mjs";
import { entries, Gallery, Lane, PHONE, WIDE } from "./support/gallery.mjs";
import { Axe } from "./support/gallery/axe.mjs";
import { liveStream } from "./support/gallery/live_stream.mjs";
import { missingPages } from "./support/gallery/routes.mjs";
import { checkMarkup, Markup } from "./support/gallery/markup.mjs";

const AT_ONCE = 2;
const NARROWEST = 320; // 1280 at 400 %

let browser;
let gallery;
let folder;
let markup;
const idle = [];
before(async () => {
  browser = await launch();
  folder = await mkdtemp(join(tmpdir(), "markup-"));
  markup = new Markup(folder);
  gallery = await Gallery.open(browser);
  for (let lane = 0; lane < AT_ONCE; lane += 1) idle.push(new Lane(gallery));
});
after(async () => {
  for (const lane of idle) await lane.close();
  await gallery?.close();
  await browser?.close();
  if (folder) await rm(folder, { recursive: true, force: true });
});

async function withLane(look) {
  const lane = idle.pop();
  try {
    await look(lane);
  } finally {
    idle.push(lane);
  }
}

async function isNoWider(page, width, height) {
  await page.setViewportSize({ width, height });
  const too_wide = await page.evaluate(() => document.documentElement.scrollWidth - window.innerWidth);
  assert.ok(too_wide <= 0, `at ${width} px the page is ${too_wide} px wider than the window`);
}

async function lookAt(entry, lane) {
  const { page, html } = await lane.visit(entry);
  try {
    await examine(entry, lane, page, html);
  } finally {
    await entry.done?.(page);
  }
}

async function examine(entry, lane, page, html) {
  await markup.keep(entry.name, await html());
  if (entry.scripts === false) return;
  const axe = await Axe.on(page);
  const faults = [...(await axe.all("phone")), ...(await axe.contrast("phone"))];
  await isNoWider(page, PHONE.width, PHONE.height);
  if (!entry.afresh) await isNoWider(page, NARROWEST, PHONE.height);
  if (entry.afresh) {
    await entry.done?.(page);
    await lane.visit(entry, { viewport: WIDE });
  } else {
    await page.setViewportSize(WIDE);
  }
  const wide = entry.afresh ? await Axe.on(page) : axe;
  faults.push(...(await wide.all("wide")), ...(await wide.contrast("wide")));
  await isNoWider(page, WIDE.width, WIDE.height);
  assert.deepEqual(faults, []);
}

test("each page of the table of routes is in the gallery", async () => {
  assert.deepEqual(await missingPages(gallery.paths), []);
});

describe("no page has a fault that axe knows, and none is wider than its window", { concurrency: AT_ONCE }, () => {
  for (const entry of entries.filter(({ alone }) => !alone)) test(entry.name, () => withLane((lane) => lookAt(entry, lane)));
});

describe("nor when the house is not as usual", { concurrency: 1 }, () => {
  for (const entry of entries.filter(({ alone }) => alone)) test(entry.name, () => withLane((lane) => gallery.around(entry, () => lookAt(entry, lane))));
});

test("the validator finds no error in what the server sends", async () => {
  await markup.keep("live", await liveStream(gallery.house));
  await markup.keepStatic();
  const { complaints, files } = await checkMarkup(folder);
  assert.ok(files > entries.length / 2, `${files} files`);
  assert.deepEqual(complaints, []);
});
