// Newcomers at a rush: the browser's work, the question without scripts, the operator's switch. A house of its own.
import assert from "node:assert/strict";
import { mkdir } from "node:fs/promises";
import { createHash } from "node:crypto";
import { after, afterEach, before, test } from "node:test";

import { enter, launch, visitor } from "./support/browser.mjs";
import { unique } from "./support/house.mjs";
import { OwnHouse } from "./support/own_house.mjs";

const NUMBERS = ["one", "two", "three", "four", "five", "six", "seven", "eight", "nine", "ten"];

let house;
let browser;
const visitors = [];
before(async () => {
  browser = await launch();
  house = await OwnHouse.start({ RUSH_ENTRIES: 2 });
  await house.script("rush", "on");
});
afterEach(async () => {
  for (const one of visitors.splice(0)) await one.end();
});
after(async () => {
  await browser?.close();
  await house?.stop();
});

async function come(options = {}) {
  visitors.push(await visitor(browser, { baseURL: house.base, ...options }));
  return visitors.at(-1).page;
}

async function picture(page, name) {
  if (!process.env.PICTURES) return;
  await mkdir(process.env.PICTURES, { recursive: true });
  for (const width of [360, 1280]) {
    await page.setViewportSize({ width, height: 800 });
    await page.screenshot({ path: `${process.env.PICTURES}/${name}-${width}.png`, fullPage: true });
  }
}

async function answer(page) {
  const question = await page.locator('label[for="answer"]').textContent();
  const [, first, second] = /How much is (\w+) plus (\w+)\?/.exec(question);
  return NUMBERS.indexOf(first) + NUMBERS.indexOf(second) + 2;
}

const isIn = async (page) => (await page.context().cookies()).some(({ name }) => name === "tempSessionToken");

test("with scripts a newcomer comes in without noticing anything", async () => {
  const page = await come();
  const sent = page.waitForRequest((request) => request.method() === "POST");
  await enter(page);
  const form = new URLSearchParams((await sent).postData());
  const hash = createHash("sha256").update(`${form.get("challenge")}:${form.get("proof")}`).digest();
  assert.equal(hash.readUInt32BE() >>> 15, 0, "17 bits of work were done");
  assert.equal(form.has("answer"), false);
  assert.equal(await isIn(page), true);
});

test("who is quicker than the work is let in as soon as it is done", async () => {
  const page = await come();
  let release;
  const released = new Promise((resolve) => { release = resolve; });
  await page.route("**/entry_worker.js*", async (route) => {
    await released;
    await route.continue();
  });
  await page.goto("/");
  await page.locator('input[name="ageCategory"][value="18+"]').check();
  await page.locator('button[value="choose"]').click();
  await page.locator("#task-state", { hasText: "One moment" }).waitFor();
  assert.equal(await isIn(page), false);
  release();
  await page.waitForURL("**/languages");
  assert.equal(await isIn(page), true);
});

test("where no worker runs the question is asked instead", async () => {
  const page = await come();
  await page.route("**/entry_worker.js*", (route) => route.abort());
  await page.goto("/");
  await page.locator("#answer").waitFor();
  await page.locator('input[name="ageCategory"][value="18+"]').check();
  await page.fill("#answer", String(await answer(page)));
  await page.locator('button[value="choose"]').click();
  await page.waitForURL("**/languages");
});

test("without scripts an easy question is asked, and a wrong answer may be mended", async () => {
  const page = await come({ javaScriptEnabled: false });
  const name = unique("v");
  await page.goto("/");
  await picture(page, "question");
  await page.fill("#name", name);
  await page.locator('input[name="ageCategory"][value="18+"]').check();
  await page.fill("#answer", "99");
  await page.locator('button[value="choose"]').click();
  await page.locator("#answer-error").waitFor();
  assert.equal(await page.inputValue("#name"), name);
  assert.equal(await page.locator("#answer").getAttribute("aria-invalid"), "true");
  await picture(page, "question-wrong");
  await page.fill("#answer", String(await answer(page)));
  await page.locator('button[value="choose"]').click();
  await page.waitForURL("**/languages");
});

test("a page from before the rush is sent again by itself", async () => {
  await house.script("rush", "off");
  const page = await come();
  const name = unique("v");
  await page.goto("/");
  assert.equal(await page.locator("#task").count(), 0);
  await page.fill("#name", name);
  await page.locator('input[name="ageCategory"][value="18+"]').check();
  await house.script("rush", "on");
  await page.locator('button[value="choose"]').click();
  await page.waitForURL("**/languages");
  assert.equal(await page.locator(".viewer-name").first().textContent(), name);
  await page.goto("/");
  assert.equal(await page.locator("#task").count(), 0, "who is in never meets it");
});

test("by itself a rush begins when too many come, and the operator sees it", async () => {
  await house.script("rush", "auto");
  assert.equal(await house.script("rush"), "auto: no rush\n");
  for (let i = 0; i < 3; i += 1) {
    const page = await come({ javaScriptEnabled: false });
    await page.goto("/");
    assert.equal(await page.locator("#answer").count(), 0);
    await enter(page);
  }
  assert.match(await house.script("rush"), /^auto: there is a rush until /);
  const late = await come({ javaScriptEnabled: false });
  await late.goto("/");
  assert.equal(await late.locator("#answer").count(), 1);
});
