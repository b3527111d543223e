// Videos in a real browser, which plays them: with JavaScript and without, in a house of their own whose RED lounges are open to those who say they are of age.
import assert from "node:assert/strict";
import { after, before, test } from "node:test";

import { connected, launch, line, stored, visitor } from "./support/browser.mjs";
import { film } from "./support/film.mjs";
import { unique } from "./support/house.mjs";
import { Browser, newMember } from "./support/member.mjs";
import { send } from "./support/members.mjs";
import { OwnHouse } from "./support/own_house.mjs";
import { until } from "./support/protocol_v1.mjs";

let browser;
let house;
let mp4;
let webm;
before(async () => {
  [house, browser, mp4, webm] = await Promise.all([
    OwnHouse.start({ ATTEMPTS: 1000, UPLOADS: 1000, POSTS: 1000 }, { RED_LOUNGES: "declared" }), launch(), film("mp4"), film("webm"),
  ]);
});
after(async () => {
  await browser?.close();
  await house?.stop();
});

const LOUNGE = "/lounges/en-all";
const as_mp4 = () => ({ name: "sea.mp4", mimeType: "video/mp4", buffer: mp4 });
const as_webm = () => ({ name: "sea.webm", mimeType: "video/webm", buffer: webm });

async function page_of(t, api, options = {}, at = house) {
  const one = await visitor(browser, { baseURL: at.base, ...options });
  await one.context.addCookies([...api.cookies].map(([name, value]) => ({ name, value, url: at.base })));
  t.after(() => one.end());
  return one.page;
}
async function member_page(t, options, at = house) {
  const { browser: api } = await newMember(at);
  return page_of(t, api, options, at);
}
async function guest_page(t, options) {
  const api = new Browser(house.base);
  await api.good("/api/auth/guest", { ageCategory: "18+", name: unique("g") });
  return page_of(t, api, options);
}

const box = (page) => page.locator("#picture-box");
const shown = (page, text) => line(page, text).locator(".film video");
const choose = (page, file) => page.setInputFiles("#picture-file", file);
const ready = (page) => box(page).and(page.locator('[data-state="ready"]')).waitFor();

async function say_with(page, file, text) {
  await choose(page, file);
  await ready(page);
  await page.fill("#body", text);
  await page.press("#body", "Enter");
  await stored(page, text).waitFor();
}

// As a visitor would, by the keyboard. It goes on, and from another place too. Asked from outside, because nothing runs in a page without scripts.
async function plays(video) {
  await video.scrollIntoViewIfNeeded();
  await video.press("Space");
  const reaches = (place) => until(async () => {
    const { at, has, wrong } = await video.evaluate((one) => ({ at: one.currentTime, has: one.readyState, wrong: one.error?.message }));
    assert.equal(wrong, undefined);
    return at > place && has >= 2; // HAVE_CURRENT_DATA
  }, `the video reaches ${place} s`, 30_000);
  await reaches(0.2);
  await video.evaluate((one) => { one.currentTime = 3; });
  await reaches(3.1);
}

test("a video is chosen, sent with words, and played by everybody", async (t) => {
  const [ana, zoe] = await Promise.all([member_page(t), guest_page(t)]);
  await Promise.all([ana.goto(LOUNGE), zoe.goto(LOUNGE)]);
  await Promise.all([connected(ana), connected(zoe)]);
  const loads = [];
  zoe.on("request", (request) => /\/media\/\d+\/[^/]+$/.test(request.url()) && loads.push(request.url()));
  for (const file of [as_mp4(), as_webm()]) {
    const text = unique("look ");
    await say_with(ana, file, text);
    assert.ok(await box(ana).isHidden(), "the box is free again");
    await shown(zoe, text).waitFor();
    assert.match(await shown(zoe, text).getAttribute("aria-label"), /^Video from /);
    assert.equal(await line(zoe, text).locator(".film-length").textContent(), "0:04");
    assert.equal(await line(zoe, text).locator(".shown").count(), 1, "and no picture");
    assert.equal((await zoe.request.get(await shown(zoe, text).getAttribute("poster"))).headers()["content-type"], "image/webp");
    assert.deepEqual(loads, [], "nothing of it is loaded before somebody asks");
    await plays(shown(zoe, text));
    await plays(shown(ana, text));
    await zoe.reload();
    await plays(shown(zoe, text));
    loads.length = 0;
  }
});

test("a removed video is gone from every page and from its address", async (t) => {
  const [ana, zoe] = await Promise.all([member_page(t), guest_page(t)]);
  await Promise.all([ana.goto(LOUNGE), zoe.goto(LOUNGE)]);
  await Promise.all([connected(ana), connected(zoe)]);
  const text = unique("gone ");
  await say_with(ana, as_mp4(), text);
  const address = await shown(zoe, text).getAttribute("src");
  assert.equal((await zoe.request.get(address)).status(), 200);
  const seq = await line(ana, text).getAttribute("data-seq");
  await ana.request.post(`${LOUNGE}/messages/${seq}/delete`, { form: { csrfToken: await ana.inputValue('#composer input[name="csrfToken"]') } });
  await zoe.locator(`.line.removed[data-seq="${seq}"]`).waitFor();
  assert.equal(await zoe.locator(`[data-seq="${seq}"] video`).count(), 0);
  assert.equal((await zoe.request.get(address)).status(), 404);
});

test("videos are dropped and pasted, and opened by themselves they play too", async (t) => {
  const ana = await member_page(t);
  await ana.goto(LOUNGE);
  await connected(ana);
  for (const kind of ["drop", "paste"]) {
    const before = await ana.locator("#lines .line:not(.pending) video").count();
    await ana.evaluate(({ kind, bytes }) => {
      const data = new DataTransfer();
      data.items.add(new File([Uint8Array.from(bytes)], "x.webm", { type: "video/webm" }));
      const event = kind === "drop"
        ? new DragEvent("drop", { dataTransfer: data, bubbles: true, cancelable: true })
        : new ClipboardEvent("paste", { clipboardData: data, bubbles: true, cancelable: true });
      document.getElementById("body").dispatchEvent(event);
    }, { kind, bytes: [...webm] });
    await ready(ana);
    await ana.press("#body", "Enter");
    await ana.waitForFunction((count) => document.querySelectorAll("#lines .line:not(.pending) video").length === count, before + 1);
  }
  await ana.goto(await ana.locator("#lines video").last().getAttribute("src"));
  // It begins by itself, or at a click.
  await ana.locator("video").evaluate((one) => { one.play(); });
  await until(() => ana.locator("video").evaluate((one) => one.currentTime > 0.2), "it plays", 30_000);
});

test("what is refused is said beside the box", async (t) => {
  const ana = await member_page(t);
  await ana.goto(LOUNGE);
  await connected(ana);
  const cases = [
    [{ name: "x.avi", mimeType: "video/x-msvideo", buffer: Buffer.from("RIFF") }, /MP4 file with H.264/],
    [{ name: "x.mp4", mimeType: "video/mp4", buffer: mp4.subarray(0, 3000) }, /damaged/],
    [{ name: "x.mp4", mimeType: "video/mp4", buffer: await film("mp4", { size: "32x32", seconds: 70 }) }, /60 seconds/],
    [{ name: "x.mp4", mimeType: "video/mp4", buffer: Buffer.alloc(20 * 1024 * 1024 + 1) }, /20 MB/],
  ];
  for (const [file, said] of cases) {
    await choose(ana, file);
    await box(ana).locator(".refusal").filter({ hasText: said }).waitFor();
  }
});

test("a house without ffmpeg advises a link", async (t) => {
  const other = await OwnHouse.start({ ATTEMPTS: 1000 }, { FFMPEG: "none" });
  t.after(() => other.stop());
  const ana = await member_page(t, {}, other);
  await ana.goto(LOUNGE);
  await connected(ana);
  assert.ok(!(await ana.locator("#picture-file").getAttribute("accept")).includes("video"));
  await choose(ana, as_mp4());
  await box(ana).locator(".refusal").filter({ hasText: /link/ }).waitFor();
});

test("a RED lounge shows a blur until somebody asks for more", async (t) => {
  const ana = await member_page(t);
  await ana.goto("/account");
  await ana.locator('input[name="ageCategory"][value="18+RED"]').check();
  await send(ana, 'form[action="/account/profile"] button[type="submit"]');
  await ana.goto("/lounges/en-all-red");
  await connected(ana);
  const text = unique("red ");
  await say_with(ana, as_mp4(), text);
  const loads = [];
  ana.on("request", (request) => request.url().includes("/media/") && loads.push(request.url()));
  for (const again of [false, true]) {
    if (again) await ana.reload();
    const blurred = line(ana, text).locator(".film .picture");
    // One's own line is drawn before the server tells the blur.
    if (again) assert.match(await blurred.locator("img.blurred").getAttribute("src"), /^data:image\/webp;base64,UklG/);
    assert.equal(await blurred.locator(".uncover").textContent(), "Show the video");
    assert.equal(await shown(ana, text).count(), 0);
    assert.deepEqual(loads, []);
    await blurred.click();
    await shown(ana, text).waitFor();
    await plays(shown(ana, text));
    loads.length = 0;
  }
});

test("without JavaScript a form sends a video, the live page shows it, and it plays", async (t) => {
  const ana = await member_page(t, { javaScriptEnabled: false });
  await ana.goto(LOUNGE, { waitUntil: "domcontentloaded" });
  const form = ana.locator(`form[action="${LOUNGE}/pictures"]`);
  const submit = async (file, text) => {
    await ana.locator(".send-picture summary").click();
    await form.locator('input[type="file"]').setInputFiles(file);
    await form.locator("textarea").fill(text);
    await Promise.all([ana.waitForEvent("framenavigated", (frame) => frame === ana.mainFrame()), form.locator("button").click({ noWaitAfter: true })]);
    await ana.waitForLoadState("domcontentloaded");
  };
  const text = unique("plain ");
  await submit({ name: "x.mp4", mimeType: "video/mp4", buffer: mp4.subarray(0, 3000) }, text);
  assert.match(await ana.locator('.alert[role="alert"]').textContent(), /damaged/);
  assert.equal(await form.locator("textarea").inputValue(), text, "the words are kept");
  await submit(as_mp4(), text);
  const said = ana.frameLocator("iframe.live-frame").locator(".line", { hasText: text });
  await said.locator(".film video").waitFor();
  await plays(said.locator(".film video"));
});
