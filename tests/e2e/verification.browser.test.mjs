// Proofs of age as those concerned see them: a member who sends pictures, a reviewer who decides, a RED lounge that opens, and closes again. With JavaScript and without. A house of
// its own.
import assert from "node:assert/strict";
import { after, before, test } from "node:test";

import { enter, launch, visitor } from "./support/browser.mjs";
import { unique } from "./support/house.mjs";
import { newMember } from "./support/member.mjs";
import { send } from "./support/members.mjs";
import { becomeReviewer } from "./support/moderator.mjs";
import { OwnHouse } from "./support/own_house.mjs";
import { png } from "./support/picture.mjs";
import { pictures } from "./support/pictures.mjs";

const RED = "en-us-red";
const PAGE = "/account/verification";

let house;
let browser;
let reviewer;
before(async () => {
  browser = await launch();
  house = await OwnHouse.start({ ATTEMPTS: 1000, SMS_PER_PREFIX: 1000, SMS_PER_DAY: 1000, UPLOADS: 1000 });
  reviewer = await visitor(browser, { baseURL: house.base, viewport: { width: 1280, height: 900 } });
  await becomeReviewer(house, reviewer.page);
});
after(async () => {
  await reviewer?.end();
  await browser?.close();
  await house?.stop();
});

function withVisitors(title, options, body) {
  test(title, async () => {
    const visitors = [];
    const come = async (more = {}) => {
      visitors.push(await visitor(browser, { baseURL: house.base, ...options, ...more }));
      return visitors.at(-1).page;
    };
    try {
      await body(come);
    } finally {
      for (const one of visitors) await one.end();
    }
  });
}

// A page that is a member's. Resolves to their number.
async function member(page) {
  const { number, browser: api } = await newMember(house);
  await page.context().addCookies([...api.cookies].map(([name, value]) => ({ name, value, url: house.base })));
  return number;
}

const go = (page, path) => page.goto(path, { waitUntil: "domcontentloaded" });
const document = (seed) => ({ name: `${seed}.png`, mimeType: "image/png", buffer: png(1200, 800, (x, y) => [(x * seed) % 256, y % 256, 90]) });

async function begin(page, type) {
  await go(page, PAGE);
  await page.check(`input[name="type"][value="${type}"]`);
  await send(page, "#begin button.primary");
}

async function sendPicture(page, part, file) {
  await page.setInputFiles(`#${part}-file`, file);
  await send(page, `#${part} button[type="submit"]`);
  await page.locator(`#${part} .proof-received`).waitFor();
}

async function handIn(page, type = "AGE_ONLY") {
  await begin(page, type);
  for (const part of type === "AGE_ONLY" ? ["front", "selfie"] : ["front", "back", "selfie"]) await sendPicture(page, part, document(part.length));
  await send(page, "#hand-in button.primary");
  await page.locator("#waiting").waitFor();
}

// The only one that waits.
async function takeIt() {
  const { page } = reviewer;
  await go(page, "/moderation/proofs");
  await page.locator(".proofs .row-link").first().click();
  await page.locator("#take").waitFor();
  await send(page, "#take");
  await page.locator("#approve").waitFor();
  return page;
}

const statusOf = async (page, path) => (await page.request.get(path, { maxRedirects: 0 })).status();

for (const scripts of [true, false]) {
  const kind = scripts ? "with JavaScript" : "without JavaScript";

  withVisitors(`sent, approved, the RED lounge opens; it runs out and closes, sockets included (${kind})`, { javaScriptEnabled: scripts }, async (come) => {
    const page = await come();
    await member(page);
    assert.equal(await statusOf(page, `/lounges/${RED}`), 403);
    await go(page, `/lounges/${RED}`);
    await pictures(page, `proof-closed-${kind}`);
    assert.equal(await send(page, `a[href="${PAGE}"]`), PAGE);
    await pictures(page, `proof-begin-${kind}`);
    await handIn(page);
    await pictures(page, `proof-waiting-${kind}`);

    const judge = await takeIt();
    await pictures(judge, `proof-review-${kind}`);
    // The pictures are there, marked, and no cache keeps them.
    const [shown] = await judge.locator(".proof-picture img").evaluateAll((all) => all.map((one) => one.getAttribute("src")));
    const picture = await judge.request.get(shown);
    assert.equal(picture.status(), 200);
    assert.match(picture.headers()["cache-control"], /no-store/);
    // Bad input: what was typed stays.
    await judge.fill("#birth-date", "2015-01-01");
    await judge.fill("#document-number", "L898902C3");
    await send(judge, "#approve button.primary");
    await judge.locator("#birth-date-error").waitFor();
    assert.equal(await judge.inputValue("#document-number"), "L898902C3");
    await judge.fill("#birth-date", "1980-05-17");
    await judge.fill("#expiry-date", "2031-01-01");
    assert.equal(await send(judge, "#approve button.primary"), "/moderation/proofs");

    // Where scripts run, the page says so by itself.
    if (!scripts) await go(page, PAGE);
    await page.locator("#proven").waitFor();
    await pictures(page, `proof-proven-${kind}`);
    await page.goto(`/lounges/${RED}`, { waitUntil: "commit" });
    const talk = scripts ? page.locator("#composer") : page.frameLocator("iframe.live-frame").locator("#lines, .lines, body");
    await talk.first().waitFor();
    if (scripts) await page.waitForFunction(() => document.getElementById("lounge").dataset.connection === "open");

    // Its end, before its time.
    await house.instance("sql", "chatroom", "-e", "UPDATE id_verification SET expires_at = UTC_TIMESTAMP(3) - INTERVAL 1 SECOND WHERE status = 'APPROVED'");
    const gone = scripts ? page.locator(".fault") : page.frameLocator("iframe.live-frame").locator("body");
    await gone.filter({ hasText: "people who have proven" }).waitFor();
    await pictures(page, `proof-ended-${kind}`);
    assert.equal(await statusOf(page, `/lounges/${RED}`), 403);
    await go(page, PAGE);
    await page.locator("#ended", { hasText: "run out" }).waitFor();
    await page.locator("#begin").waitFor();
  });

  withVisitors(`refused with a reason, and a second try (${kind})`, { javaScriptEnabled: scripts }, async (come) => {
    const page = await come();
    await member(page);
    await begin(page, "ID_FULL");
    // A text that calls itself a picture: said beside it, and what arrived before stays.
    await sendPicture(page, "front", document(3));
    await page.setInputFiles("#back-file", { name: "back.png", mimeType: "image/png", buffer: Buffer.from("<svg/>") });
    await page.locator('#back button[type="submit"]').click({ noWaitAfter: true });
    await page.locator("#back .error:visible", { hasText: "Only JPEG, PNG and WebP" }).waitFor();
    assert.equal(await page.locator("#front .proof-received").count(), 1);
    await pictures(page, `proof-steps-${kind}`);
    await sendPicture(page, "back", document(5));
    await sendPicture(page, "selfie", document(7));
    await send(page, "#hand-in button.primary");

    const judge = await takeIt();
    await judge.selectOption("#reject-reason", "UNREADABLE");
    await judge.fill("#reject-told", "Your thumb is on the date.");
    assert.equal(await send(judge, "#reject button[type=submit]"), "/moderation/proofs");
    if (!scripts) await go(page, PAGE);
    await page.locator("#ended", { hasText: "cannot be read" }).waitFor();
    await page.locator("#ended", { hasText: "Your thumb is on the date." }).waitFor();
    await pictures(page, `proof-refused-${kind}`);

    await handIn(page, "ID_FULL");
    const again = await takeIt();
    await again.fill("#birth-date", "1980-05-17");
    await again.fill("#expiry-date", "2031-01-01");
    await send(again, "#approve button.primary");
    if (!scripts) await go(page, PAGE);
    await page.locator("#proven").waitFor();
    assert.equal(await statusOf(page, `/lounges/${RED}`), 200);
  });
}

withVisitors("a picture of 50 MB is refused with a clear text, also by nginx", {}, async (come) => {
  const page = await come({ javaScriptEnabled: false });
  await member(page);
  await begin(page, "AGE_ONLY");
  const { value } = (await page.context().cookies()).find(({ name }) => name.endsWith("csrfToken"));
  for (const megabytes of [11, 50]) {
    const answer = await page.request.post(`${PAGE}/front`, { multipart: { csrfToken: value, picture: { name: "x.jpg", mimeType: "image/jpeg", buffer: Buffer.alloc(megabytes * 1024 * 1024, 7) } } });
    assert.equal(answer.status(), 413, `${megabytes} MB`);
    assert.match(await answer.text(), /at most 10 MB/);
  }
});

withVisitors("a guest of the RED category is told how", {}, async (come) => {
  const page = await come();
  await enter(page, unique("g"));
  await go(page, "/languages/en");
  await page.locator(`[data-slug="${RED}"]`, { hasText: "Opens when your age is proven" }).locator("a").click();
  await page.locator('.fault a[href="/signup"]').waitFor();
  await pictures(page, "proof-guest");
});

withVisitors("the camera of a computer takes the picture", {}, async () => {
  const own = await (await import("playwright-core")).chromium.launch({ executablePath: process.env.CHROMIUM ?? "/usr/bin/chromium", args: ["--no-sandbox", "--disable-gpu", "--use-fake-device-for-media-stream", "--use-fake-ui-for-media-stream"] });
  const { page, end } = await visitor(own, { baseURL: house.base, permissions: ["camera"] });
  try {
    await member(page);
    await begin(page, "AGE_ONLY");
    await page.locator('#selfie [data-do="camera"]').click();
    await page.waitForFunction(() => document.querySelector("#selfie video").videoWidth > 0);
    await page.locator('#selfie [data-do="shoot"]').click();
    await page.locator("#selfie canvas:visible").waitFor();
    await pictures(page, "proof-camera");
    await send(page, '#selfie button[type="submit"]');
    await page.locator("#selfie .proof-received").waitFor();
  } finally {
    await end();
    await own.close();
  }
});
