// Pictures in a real browser, with JavaScript and without, in a house of their own whose RED lounges are open to those who say they are of age.
import assert from "node:assert/strict";
import { after, before, test } from "node:test";

import { connected, launch, line, stored, visitor } from "./support/browser.mjs";
import { unique } from "./support/house.mjs";
import { Browser, newMember } from "./support/member.mjs";
import { send } from "./support/members.mjs";
import { OwnHouse } from "./support/own_house.mjs";
import { png } from "./support/picture.mjs";

let browser;
let house;
before(async () => {
  house = await OwnHouse.start({ ATTEMPTS: 1000, UPLOADS: 1000, POSTS: 1000 }, { RED_LOUNGES: "declared" });
  browser = await launch();
});
after(async () => {
  await browser?.close();
  await house?.stop();
});

const PICTURE = { name: "sunset.png", mimeType: "image/png", buffer: png(900, 600) };
const LOUNGE = "/lounges/en-all";

const cookies = (api) => [...api.cookies].map(([name, value]) => ({ name, value, url: house.base }));

// A page of somebody who has come in by the API.
async function page_of(t, api, options = {}) {
  const one = await visitor(browser, { baseURL: house.base, ...options });
  await one.context.addCookies(cookies(api));
  t.after(() => one.end());
  return one.page;
}
async function member_page(t, options) {
  const { browser: api } = await newMember(house);
  return page_of(t, api, options);
}
async function guest_page(t, options) {
  const api = new Browser(house.base);
  await api.good("/api/auth/guest", { ageCategory: "18+", name: unique("g") });
  return page_of(t, api, options);
}

const shown = (page, text) => line(page, text).locator(".picture img");
const loaded = (image) => image.evaluate((one) => one.decode().then(() => one.naturalWidth));
const choose = (page, file = PICTURE) => page.setInputFiles("#picture-file", file);
const box = (page) => page.locator("#picture-box");

test("a picture is chosen, shown above the box, sent with words, and seen by everybody", async (t) => {
  const [ana, zoe] = await Promise.all([member_page(t), guest_page(t)]);
  await Promise.all([ana.goto(LOUNGE), zoe.goto(LOUNGE)]);
  await Promise.all([connected(ana), connected(zoe)]);
  await choose(ana);
  await box(ana).locator(".thumbnail:not([hidden])").waitFor();
  assert.ok((await loaded(box(ana).locator(".thumbnail"))) > 0);
  const text = unique("look ");
  await ana.fill("#body", text);
  await ana.press("#body", "Enter");
  await stored(ana, text).waitFor();
  assert.ok(await box(ana).isHidden(), "the box is free again");
  for (const page of [ana, zoe]) {
    await shown(page, text).waitFor();
    assert.equal(await loaded(shown(page, text)), 640);
    assert.match(await shown(page, text).getAttribute("alt"), /^Picture from /);
  }
  await zoe.reload();
  assert.equal(await loaded(shown(zoe, text)), 640, "and in the page of the server");
  const address = await line(zoe, text).locator(".picture").getAttribute("href");
  assert.equal((await zoe.request.get(address)).status(), 200);
  await ana.request.post(`${LOUNGE}/messages/${await line(ana, text).getAttribute("data-seq")}/delete`, {
    form: { csrfToken: await ana.inputValue('#composer input[name="csrfToken"]') },
  });
  await zoe.locator(".line.removed").last().waitFor();
  assert.equal((await zoe.request.get(address)).status(), 404, "a removed message's picture is gone");
});

test("guests are offered nothing to add a picture with", async (t) => {
  const zoe = await guest_page(t);
  await zoe.goto(LOUNGE);
  await connected(zoe);
  assert.equal(await zoe.locator("#picture-file, #picture-box").count(), 0);
});

test("pictures are dropped and pasted, and need no words", async (t) => {
  const ana = await member_page(t);
  await ana.goto(LOUNGE);
  await connected(ana);
  for (const kind of ["drop", "paste"]) {
    const before = await ana.locator("#lines .picture").count();
    await ana.evaluate(({ kind, bytes }) => {
      const data = new DataTransfer();
      data.items.add(new File([Uint8Array.from(bytes)], "x.png", { type: "image/png" }));
      const event = kind === "drop"
        ? new DragEvent("drop", { dataTransfer: data, bubbles: true, cancelable: true })
        : new ClipboardEvent("paste", { clipboardData: data, bubbles: true, cancelable: true });
      document.getElementById("body").dispatchEvent(event);
    }, { kind, bytes: [...png(40, 30)] });
    await box(ana).and(ana.locator('[data-state="ready"]')).waitFor();
    await ana.press("#body", "Enter");
    await ana.waitForFunction((count) => document.querySelectorAll("#lines .line:not(.pending) .picture").length === count, before + 1);
  }
});

test("what is refused is said beside the box, and nothing of the text is lost", async (t) => {
  const ana = await member_page(t);
  await ana.goto(LOUNGE);
  await connected(ana);
  const text = unique("kept ");
  await ana.fill("#body", text);
  const refusal = box(ana).locator(".refusal");
  const cases = [
    [{ name: "x.svg", mimeType: "image/svg+xml", buffer: Buffer.from("<svg/>") }, /JPEG, PNG, WebP or GIF/],
    [{ name: "x.png", mimeType: "image/png", buffer: Buffer.from("<svg/> by another name") }, /JPEG, PNG, WebP or GIF/],
    [{ name: "x.png", mimeType: "image/png", buffer: PICTURE.buffer.subarray(0, 500) }, /damaged/],
    [{ name: "x.mp4", mimeType: "video/mp4", buffer: Buffer.from("....ftypisom") }, /damaged/],
    [{ name: "x.png", mimeType: "image/png", buffer: Buffer.alloc(10 * 1024 * 1024 + 1) }, /10 MB/],
  ];
  for (const [file, said] of cases) {
    await choose(ana, file);
    await refusal.filter({ hasText: said }).waitFor();
    await ana.press("#body", "Enter");
    assert.equal(await ana.inputValue("#body"), text, "it waits for the person");
  }
  await box(ana).locator(".discard").click();
  await ana.press("#body", "Enter");
  await stored(ana, text).waitFor();
});

test("an upload that breaks is tried again, and what is sent meanwhile waits for it", async (t) => {
  const ana = await member_page(t);
  await ana.goto(LOUNGE);
  await connected(ana);
  let go;
  const gate = new Promise((resolve) => { go = resolve; });
  let times = 0;
  await ana.route("**/api/media", async (route) => {
    times += 1;
    if (times === 1) return route.abort();
    await gate;
    return route.continue();
  });
  await choose(ana);
  await box(ana).locator(".retry:not([hidden])").click();
  await box(ana).and(ana.locator('[data-state="uploading"]')).waitFor();
  const text = unique("waits ");
  await ana.fill("#body", text);
  await ana.press("#body", "Enter");
  assert.equal(await ana.inputValue("#body"), text);
  go();
  await stored(ana, text).waitFor();
  await shown(ana, text).waitFor();
});

const RED_LOUNGE = "/lounges/en-all-red";

// Somebody who may see explicit pictures and has said one with this text there.
async function red_page(t, text) {
  const { browser: api } = await newMember(house);
  const ana = await page_of(t, api);
  await ana.goto("/account");
  await ana.locator('input[name="ageCategory"][value="18+RED"]').check();
  await send(ana, 'form[action="/account/profile"] button[type="submit"]');
  await ana.goto(RED_LOUNGE);
  await connected(ana);
  await choose(ana);
  await box(ana).and(ana.locator('[data-state="ready"]')).waitFor();
  await ana.fill("#body", text);
  await ana.press("#body", "Enter");
  await stored(ana, text).waitFor();
  return { ana, api };
}

test("a RED lounge shows a blur until somebody asks for more", async (t) => {
  const text = unique("red ");
  const { ana } = await red_page(t, text);
  const loads = [];
  ana.on("request", (request) => request.url().includes("/media/") && loads.push(request.url()));
  await ana.reload();
  const picture = line(ana, text).locator(".picture");
  assert.ok(await picture.locator("img.blurred").isVisible());
  assert.match(await picture.locator("img").getAttribute("src"), /^data:image\/webp;base64,UklG/);
  assert.ok((await loaded(picture.locator("img"))) > 0, "the blur is a picture");
  assert.deepEqual(loads, [], "and nothing else was loaded");
  await picture.click();
  assert.equal(await loaded(picture.locator("img")), 640);
  assert.equal(await picture.locator(".blurred, .uncover").count(), 0);
});

test("an operator has any lounge blur its pictures, also those that come by the socket, and a RED one show them", async (t) => {
  await house.script("lounge", "pictures", "en-gb", "blurred");
  t.after(() => house.script("lounge", "pictures", "en-gb", "default"));
  const ana = await member_page(t);
  const bob = await guest_page(t);
  for (const page of [ana, bob]) {
    await page.goto("/lounges/en-gb");
    await connected(page);
  }
  await choose(ana);
  await box(ana).and(ana.locator('[data-state="ready"]')).waitFor();
  const text = unique("blurred ");
  await ana.fill("#body", text);
  await ana.press("#body", "Enter");
  const shown_to_bob = line(bob, text).locator(".picture");
  await shown_to_bob.locator("img.blurred").waitFor();
  await shown_to_bob.click();
  assert.equal(await loaded(shown_to_bob.locator("img")), 640);
  await bob.reload();
  await line(bob, text).locator("img.blurred").waitFor();
  await house.script("lounge", "pictures", "en-gb", "plain");
  await bob.reload();
  await stored(bob, text).waitFor();
  assert.equal(await line(bob, text).locator(".blurred").count(), 0);
});

test("without JavaScript a blurred picture is uncovered by opening it", async (t) => {
  const text = unique("red ");
  const { api } = await red_page(t, text);
  const plain = await page_of(t, api, { javaScriptEnabled: false });
  await plain.goto(RED_LOUNGE, { waitUntil: "domcontentloaded" });
  const picture = plain.frameLocator("iframe.live-frame").locator(".line", { hasText: text }).locator(".picture");
  await picture.locator("img.blurred").waitFor();
  assert.match(await picture.locator("img").getAttribute("src"), /^data:/);
  const [opened] = await Promise.all([plain.context().waitForEvent("page"), picture.click()]);
  await opened.waitForURL(/\/media\/\d+\/\w+$/, { waitUntil: "commit" });
  const answer = await plain.request.get(opened.url());
  assert.equal(answer.headers()["content-type"], "image/webp");
});

test("without JavaScript a form sends picture and words, and says what it refuses", async (t) => {
  const ana = await member_page(t, { javaScriptEnabled: false });
  await ana.goto(LOUNGE, { waitUntil: "domcontentloaded" });
  const form = ana.locator(`form[action="${LOUNGE}/pictures"]`);
  const send = async (file, text) => {
    await ana.locator(".send-picture summary").click();
    await form.locator('input[type="file"]').setInputFiles(file);
    await form.locator("textarea").fill(text);
    await Promise.all([ana.waitForEvent("framenavigated", (frame) => frame === ana.mainFrame()), form.locator("button").click({ noWaitAfter: true })]);
    await ana.waitForLoadState("domcontentloaded");
  };
  const text = unique("plain ");
  await send({ name: "x.png", mimeType: "image/png", buffer: Buffer.from("<svg/> by another name") }, text);
  assert.match(await ana.locator('.alert[role="alert"]').textContent(), /JPEG, PNG, WebP or GIF/);
  assert.equal(await form.locator("textarea").inputValue(), text, "the words are kept");
  await send(PICTURE, text);
  const said = ana.frameLocator("iframe.live-frame").locator(".line", { hasText: text });
  await said.locator(".picture img").waitFor();
  const address = await said.locator(".picture img").getAttribute("src");
  assert.equal((await ana.request.get(address)).status(), 200);
});
