// The lounge in a real browser, against a running house at BASE_URL (CHATROOM_ENV=test, its limit on posts as delivered, CHATROOM_LIMIT_ENTRIES=1000).
// Lounges are shared with whoever runs beside, so every name and text is made up afresh, and each test has a lounge of its own.
import assert from "node:assert/strict";
import { after, before, test } from "node:test";

import { betweenServerAnd, connected, enter, enterLounge, launch, line, numbers, say, stored, visitor } from "./support/browser.mjs";
import { fillLounge, guest, unique } from "./support/house.mjs";

let browser;
before(async () => { browser = await launch(); });
after(() => browser.close());

// Runs a test with visitors who all leave at its end, and whose scripts must not have failed.
function withVisitors(title, body) {
  test(title, async () => {
    const visitors = [];
    const come = async (options) => {
      visitors.push(await visitor(browser, options));
      return visitors.at(-1);
    };
    try {
      await body(come);
    } finally {
      for (const one of visitors) await one.end();
    }
  });
}

// Those of the texts that the log shows, in its order and as often as it shows them.
async function ours(page, texts) {
  return (await page.locator("#lines .body").allTextContents()).filter((text) => texts.includes(text));
}

// All in one go: how many one may say is counted by the clock.
const sayAtOnce = (page, texts) => page.locator("#composer").evaluate((form, all) => {
  for (const text of all) {
    form.elements.body.value = text;
    form.requestSubmit();
  }
}, texts);

withVisitors("two visitors see each other come, write, speak and go", async (come) => {
  const [ana, ben] = [await come(), await come()];
  const anaName = await enterLounge(ana.page, "en-us");
  const benName = await enterLounge(ben.page, "en-us");
  await ana.page.locator("#member-list", { hasText: benName }).waitFor({ state: "attached" });
  await ben.page.locator("#member-list", { hasText: anaName }).waitFor({ state: "attached" });

  // It is shown for five seconds: whoever looks afterwards may be late.
  await Promise.all([ana.page.locator("#typing", { hasText: benName }).waitFor(), ben.page.locator("#body").pressSequentially("Hm")]);
  const text = unique("hello ");
  await say(ben.page, text);
  await stored(ana.page, text).waitFor();
  await stored(ben.page, text).waitFor();
  assert.equal(await stored(ana.page, text).locator(".author").textContent(), benName);
  assert.equal(await stored(ben.page, text).evaluate((one) => one.classList.contains("mine")), true);
  await ana.page.locator("#typing:empty").waitFor({ state: "attached" });

  await ben.page.goto("/languages");
  await ana.page.locator("#member-list", { hasText: benName }).waitFor({ state: "detached" });
});

withVisitors("a draft survives a reload, and is gone once said", async (come) => {
  const { page } = await come();
  await enterLounge(page, "en-gb");
  const draft = `${unique("half ")}\nand a second line`;
  await page.fill("#body", draft);
  await page.reload();
  assert.equal(await page.inputValue("#body"), draft);
  const text = unique("whole ");
  await say(page, text);
  await stored(page, text).waitFor();
  await page.reload();
  assert.equal(await page.inputValue("#body"), "");
});

withVisitors("Shift+Enter makes a new line, and Enter while composing does not send", async (come) => {
  const { page } = await come();
  await enterLounge(page, "en-gb");
  const text = unique("two ");
  await page.fill("#body", text);
  await page.press("#body", "Shift+Enter");
  await page.locator("#body").dispatchEvent("keydown", { key: "Enter", keyCode: 229, isComposing: true });
  await page.locator("#body").pressSequentially("lines");
  assert.equal(await page.inputValue("#body"), `${text}\nlines`);
  await page.press("#body", "Enter");
  await page.locator("#lines .line:not(.pending) .body", { hasText: text }).waitFor();
  assert.equal(await page.locator("#lines .body", { hasText: text }).textContent(), `${text}\nlines`);
});

withVisitors("who is too fast is offered another try, and loses nothing", async (come) => {
  const [ana, ben] = [await come(), await come()];
  await enterLounge(ana.page, "en-ca");
  await enterLounge(ben.page, "en-ca");
  const texts = Array.from({ length: 7 }, () => unique("fast "));
  await sayAtOnce(ana.page, texts);
  const refused = ana.page.locator("#lines .line.refused");
  await refused.nth(1).waitFor();
  assert.deepEqual(await refused.locator(".body").allTextContents(), texts.slice(5));

  await ana.page.reload();
  await refused.nth(1).waitFor();
  for (const text of texts.slice(5)) await line(ana.page, text).locator(".retry:enabled").click();
  for (const text of texts) {
    await stored(ana.page, text).waitFor();
    await stored(ben.page, text).waitFor();
  }
  for (const text of texts) assert.equal(await line(ben.page, text).count(), 1);
});

withVisitors("a refused text can be taken back into the box", async (come) => {
  const { page } = await come();
  await enterLounge(page, "en-ca");
  const texts = Array.from({ length: 6 }, () => unique("quick "));
  await sayAtOnce(page, texts);
  await line(page, texts[5]).locator(".edit").click();
  assert.equal(await page.inputValue("#body"), texts[5]);
  assert.equal(await line(page, texts[5]).count(), 0);
});

withVisitors("a broken connection is resumed without a gap, and what was written meanwhile goes out", async (come) => {
  const [ana, ben] = [await come(), await come()];
  await enterLounge(ana.page, "en-au");
  await enterLounge(ben.page, "en-au");
  const first = unique("before ");
  await say(ben.page, first);
  await stored(ana.page, first).waitFor();
  const last = Math.max(...(await numbers(ana.page)));
  const joins = [];
  ana.page.on("websocket", (socket) => socket.on("framesent", ({ payload }) => {
    const frame = JSON.parse(payload);
    if (frame.t === "join" && frame.lounge !== "@me") joins.push(frame);
  }));

  await ana.context.setOffline(true);
  await ana.page.locator("#banner:not([hidden])").waitFor();
  const [missed, written, after] = [unique("missed "), unique("written "), unique("after ")];
  await say(ben.page, missed);
  await stored(ben.page, missed).waitFor();
  await say(ana.page, written);
  await line(ana.page, written).and(ana.page.locator(".pending")).waitFor();

  await ana.context.setOffline(false);
  for (const text of [missed, written]) await stored(ana.page, text).waitFor();
  await stored(ben.page, written).waitFor();
  await say(ben.page, after);
  await stored(ana.page, after).waitFor();
  assert.equal(await ana.page.locator("#banner").isHidden(), true);
  assert.equal(joins[0].since, last);
  const seqs = await numbers(ana.page);
  assert.deepEqual(seqs, [...seqs].sort((a, b) => a - b));
  assert.equal(new Set(seqs).size, seqs.length);
});

withVisitors("a message whose answer was lost is sent again and appears once", async (come) => {
  const [ana, ben] = [await come(), await come()];
  let losing = true;
  await betweenServerAnd(ana.page, (frame, client) => {
    if (!losing || (frame.t !== "ack" && frame.t !== "event")) return true;
    client.close({ code: 4000 });
    return false;
  });
  await enterLounge(ana.page, "en-ie");
  await enterLounge(ben.page, "en-ie");
  const text = unique("once ");
  await say(ana.page, text);
  await stored(ben.page, text).waitFor();
  losing = false;
  await stored(ana.page, text).waitFor();
  await ana.page.reload();
  await connected(ana.page);
  for (const { page } of [ana, ben]) assert.equal(await line(page, text).count(), 1);
});

withVisitors("an event that never came is asked for when the next one shows the gap", async (come) => {
  const { page } = await come();
  const [lost, next] = [unique("lost "), unique("next ")];
  let losing = true;
  await betweenServerAnd(page, (frame) => {
    const lose = losing && frame.body === lost;
    if (lose) losing = false;
    return !lose;
  });
  await enterLounge(page, "en-ie");
  const speaker = await guest("en-ie");
  await speaker.say(lost);
  await speaker.say(next);
  speaker.leave();
  await stored(page, next).waitFor();
  assert.deepEqual(await ours(page, [lost, next]), [lost, next]);
});

withVisitors("who has missed too much gets the latest lines in place of a replay", async (come) => {
  const { page } = await come();
  const [seen, ...missed] = Array.from({ length: 4 }, () => unique("r "));
  await betweenServerAnd(page, (frame, client) => {
    if (!missed.includes(frame.body)) return true;
    if (frame.body === missed.at(-1)) client.send(JSON.stringify({ t: "resync", lounge: frame.lounge, seq: frame.seq }));
    return false;
  });
  await enterLounge(page, "en-gb");
  const speaker = await guest("en-gb");
  for (const text of [seen, ...missed]) await speaker.say(text);
  await stored(page, missed.at(-1)).waitFor();
  assert.deepEqual(await ours(page, [seen, ...missed]), [seen, ...missed]);
  const last = unique("and on ");
  await speaker.say(last);
  speaker.leave();
  await stored(page, last).waitFor();
  assert.deepEqual(await ours(page, [seen, ...missed, last]), [seen, ...missed, last]);
});

withVisitors("a page that outlived a restore is loaded anew, once, and what was being written stays", async (come) => {
  const { page } = await come();
  let era = "before";
  let cut;
  await betweenServerAnd(page, (frame, client) => {
    cut = () => client.close({ code: 4000 });
    if (frame.t === "welcome") client.send(JSON.stringify({ ...frame, era }));
    return frame.t !== "welcome";
  });
  await enterLounge(page, "en-jm");
  const mark = () => page.evaluate(() => { document.body.dataset.seen = "before"; });
  const text = unique("half a ");
  await page.fill("#body", text);
  await mark();
  era = "after";
  cut();
  await page.locator("body:not([data-seen])").waitFor();
  await connected(page);
  assert.equal(await page.inputValue("#body"), text);
  await mark();
  cut();
  await page.locator('#lounge:not([data-connection="open"])').waitFor();
  await connected(page);
  assert.equal(await page.locator("body[data-seen]").count(), 1, "the same era is no reason");
});

withVisitors("the reader who scrolled up keeps their place, and a pill tells of what is new", async (come) => {
  const { page } = await come();
  const fillers = Array.from({ length: 15 }, () => unique("filler "));
  await fillLounge("en-nz", fillers);
  await enterLounge(page, "en-nz");
  await page.locator("#log").evaluate((log) => { log.scrollTop = -300; });
  const place = () => line(page, fillers[7]).evaluate((one) => one.getBoundingClientRect().top);
  const before = await place();
  const [first, second] = [unique("new "), unique("new ")];
  const speaker = await guest("en-nz");
  await speaker.say(first);
  await speaker.say(second);
  speaker.leave();
  await page.locator("#pill-count", { hasText: "2" }).waitFor();
  assert.ok(Math.abs((await place()) - before) < 1, "what is being read stays where it is");
  await page.click("#pill");
  await page.locator("#pill").waitFor({ state: "hidden" });
  assert.equal(await page.locator("#log").evaluate((log) => log.scrollTop), 0);
});

withVisitors("older lines come when the reader scrolls to the top, without moving what they read", async (come) => {
  const texts = Array.from({ length: 70 }, (_, i) => unique(`${i} `));
  await fillLounge("en-za", texts);
  const { page } = await come();
  await enterLounge(page, "en-za");
  const firstOfPage = line(page, texts[20]);
  assert.equal(await line(page, texts[19]).count(), 0);
  await firstOfPage.evaluate((one) => one.scrollIntoView());
  await line(page, texts[0]).waitFor({ state: "attached" });
  const { top, room } = await firstOfPage.evaluate((one) => ({ top: one.getBoundingClientRect().top, room: document.getElementById("log").getBoundingClientRect() }));
  assert.ok(top >= room.top - 100 && top < room.bottom, `the line that was read stands at ${top}`);
  for (const text of texts) assert.equal(await line(page, text).count(), 1);
  const seqs = await numbers(page);
  assert.deepEqual(seqs, [...seqs].sort((a, b) => a - b));
});

withVisitors("a visitor whose session ended is told so, and keeps the text", async (come) => {
  const { page, context } = await come();
  await enterLounge(page, "en-in");
  const other = await context.newPage();
  await other.goto("/languages");
  await other.getByRole("button", { name: "Leave" }).click();
  await page.locator("#banner-link:visible").waitFor();
  const text = unique("kept ");
  await say(page, text);
  assert.equal(await page.inputValue("#body"), text);
  await page.click("#banner-link");
  await page.waitForURL("**/?next=en-in");
  await enter(page, unique("v"), { go: "liveliest", next: "en-in" });
  assert.equal(await page.inputValue("#body"), text);
});

withVisitors("a name that cannot be comes back in its field, with the reason", async (come) => {
  const { page } = await come();
  await page.goto("/");
  await page.fill("#name", "a b");
  await page.check('input[value="18+"]');
  await page.click('button[value="choose"]');
  await page.locator("#name-error").waitFor();
  assert.equal(await page.inputValue("#name"), "a b");
  assert.equal(await page.isChecked('input[value="18+"]'), true);
  assert.match(await page.getAttribute("#name", "aria-describedby"), /name-error/);
});

withVisitors("the primary button leads straight into a lounge", async (come) => {
  const { page } = await come();
  await enter(page, unique("v"), { go: "liveliest" });
  assert.match(new URL(page.url()).pathname, /^\/lounges\/en-/);
});

withVisitors("lounges are found while typing, whatever the accents and the case", async (come) => {
  const { page } = await come();
  await enter(page);
  await page.goto("/languages/fr");
  const rows = page.locator("#lounges .row:visible");
  const names = async () => new Set((await rows.locator(".row-name").allTextContents()).map((name) => name.trim()));
  const all = await rows.count();
  for (const typed of ["SÉNÉG", "senegal", "fr sn"]) {
    await page.fill("#search-text", typed);
    assert.deepEqual(await names(), new Set(["Sénégal"]), typed);
  }
  await page.fill("#search-text", "nowhere at all");
  await page.locator("#nothing-found:not(:empty)").waitFor();
  await page.fill("#search-text", "");
  assert.equal(await rows.count(), all);
});

withVisitors("an Arabic browser gets the house in Arabic, from right to left", async (come) => {
  const { page } = await come({ locale: "ar-EG" });
  await page.goto("/");
  assert.deepEqual(await page.evaluate(() => [document.documentElement.lang, document.documentElement.dir]), ["ar", "rtl"]);
  assert.match(await page.locator("h1").textContent(), /\p{Script=Arabic}/u);
  await enterLounge(page, "ar-eg");
  const [send, box] = [await page.locator(".send").boundingBox(), await page.locator("#body").boundingBox()];
  assert.ok(send.x < box.x, "the send button stands at the left");
});
