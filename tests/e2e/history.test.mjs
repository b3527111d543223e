// Finding again what was said, in a real browser with and without scripts, against a running house at BASE_URL. Each test has a lounge of its own.
import assert from "node:assert/strict";
import { after, before, test } from "node:test";

import { enter, enterLounge, launch, line, numbers, say, stored, visitor } from "./support/browser.mjs";
import { crowdLounge, fillLounge, guest, unique } from "./support/house.mjs";
import { until } from "./support/protocol_v1.mjs";
import { doToMessage, withVisitors } from "./support/talk.mjs";

let browser;
before(async () => { browser = await launch(); });
after(() => browser.close());

const MODES = [["with scripts", true], ["without scripts", false]];

function withVisitor(title, options, body) {
  test(title, async () => {
    const one = await visitor(browser, options);
    try {
      await body(one.page);
    } finally {
      await one.end();
    }
  });
}
function inBothModes(title, body) {
  for (const [mode, javaScriptEnabled] of MODES)
    withVisitor(`${title}, ${mode}`, { javaScriptEnabled }, (page) => body(page, javaScriptEnabled));
}

// The live frame of a page without scripts never ends loading.
const open = (page, address) => page.goto(address, { waitUntil: "domcontentloaded" });
const results = (page) => page.locator("#found .row");

// Looks until the jobs process has indexed it.
const search = (page, lounge, words, count = 1) => until(async () => {
  await open(page, `/lounges/${lounge}/search?q=${encodeURIComponent(words)}`);
  return (await results(page).count()) >= count;
}, `${words} is found`, 60_000);

// Without scripts the browser goes to the line when it gets to the focus, a moment after the line is there.
const inSight = (page, locator) => until(async () => {
  const [box, frame] = [await locator.boundingBox(), await page.locator("#log").boundingBox()];
  return box && frame && box.y >= frame.y - 1 && box.y + box.height <= frame.y + frame.height + 1;
}, "the line is in sight");

const LANGUAGES = {
  en: ["Meet me at the Lighthouse", "lighthouse", "Lighthouse"],
  es: ["¡Qué alegría, mañana hay fiesta!", "manana", "mañana"],
  fr: ["J’ai passé l’été à Besançon", "ete", "été"],
  de: ["Die Straße ist über Nacht vereist", "strasse", "Straße"],
  pt: ["Não há solução sem coração", "CORACAO", "coração"],
  ar: ["ذهبتُ إلى المدرسةِ صباحًا", "مدرسة", "المدرسةِ"],
  hi: ["मुझे हिन्दी में बात करना पसंद है", "पसंद", "पसंद"],
  zh: ["我们明天去长城看日出", "长城", "长城"],
};

inBothModes("a word is found in each of the eight languages, marked, and leads to its place", async (page, scripts) => {
  const lounge = scripts ? "es-py" : "es-sv";
  await enter(page, unique("v"), { go: "liveliest", next: lounge });
  const mark = unique("");
  await fillLounge(lounge, Object.values(LANGUAGES).map(([text]) => `${text} ${mark}`));
  await search(page, lounge, mark, 8);
  for (const [language, [text, words, hit]] of Object.entries(LANGUAGES)) {
    await open(page, `/lounges/${lounge}/search?q=${encodeURIComponent(`${words} ${mark}`)}`);
    assert.equal(await results(page).count(), 1, language);
    assert.deepEqual(await results(page).locator("mark").allTextContents(), [hit, mark], language);
    await results(page).locator("a").click();
    const target = page.locator("#target");
    await target.waitFor();
    assert.equal((await target.locator(".body").textContent()).trim(), `${text} ${mark}`);
    await inSight(page, target);
  }
});

withVisitor("the search field of the lounge leads to the results, on a phone by its button", { viewport: { width: 1280, height: 800 } }, async (page) => {
  await enterLounge(page, "es-cr");
  const text = unique("treasure");
  await say(page, text);
  await stored(page, text).waitFor();
  await search(page, "es-cr", text);
  await open(page, "/lounges/es-cr");
  await page.locator(".room-search input").fill(text);
  await page.locator(".room-search input").press("Enter");
  await results(page).first().waitFor();
  await page.setViewportSize({ width: 360, height: 640 });
  await open(page, "/lounges/es-cr");
  assert.equal(await page.locator(".room-search input").isVisible(), false);
  await page.locator(".room-search button").click();
  await page.locator("#q").fill(text);
  await page.locator("#q").press("Enter");
  await results(page).first().waitFor();
});

withVisitor("from a permalink one scrolls to the first line and to the newest, and is live from then on", {}, async (page) => {
  await enter(page, unique("v"), { go: "liveliest", next: "pt-gw" });
  await crowdLounge("pt-gw", 200);
  const speaker = await guest("pt-gw");
  const { seq } = await speaker.say(unique("last "));
  const middle = seq - 100;
  await open(page, `/lounges/pt-gw/${middle}`);
  const target = page.locator("#target");
  await target.waitFor();
  assert.equal(Number(await target.getAttribute("data-seq")), middle);
  await inSight(page, target);
  assert.equal(await page.locator(`#lines [data-seq="${seq}"]`).count(), 0);

  const scroll = (by, there) => page.waitForFunction(([step, selector, wanted]) => {
    document.getElementById("log").scrollBy(0, step);
    return Boolean(document.querySelector(selector)) === wanted;
  }, [by, ...there], { polling: 50 });
  await scroll(-600, ['#lines [data-seq="1"]', true]);
  await scroll(600, ["#later", false]);
  assert.deepEqual(await numbers(page), Array.from({ length: seq }, (_, i) => i + 1));

  const texts = [unique("now "), unique("live ")];
  for (const text of texts) await speaker.say(text);
  speaker.leave();
  for (const text of texts) await stored(page, text).waitFor();
  const mine = unique("mine ");
  await say(page, mine);
  await stored(page, mine).waitFor();
  const all = await numbers(page);
  assert.deepEqual(all, [...new Set(all)].sort((a, b) => a - b));
});

withVisitor("what is being read stays where it is while later lines come in", {}, async (page) => {
  await enter(page, unique("v"), { go: "liveliest", next: "pt-st" });
  await crowdLounge("pt-st", 150);
  await open(page, "/lounges/pt-st/30");
  const target = page.locator("#target");
  await target.waitFor();
  const before = (await target.boundingBox()).y;
  await page.locator("#later a").evaluate((link) => link.click());
  await page.locator('#lines [data-seq="80"]').waitFor({ state: "attached" });
  assert.ok(Math.abs((await target.boundingBox()).y - before) < 2);
});

withVisitor("without scripts a permalink has links to what is earlier, later and newest", { javaScriptEnabled: false }, async (page) => {
  await enter(page, unique("v"), { go: "liveliest", next: "pt-tl" });
  await crowdLounge("pt-tl", 160);
  await open(page, "/lounges/pt-tl/80");
  await page.locator("#target").waitFor();
  await inSight(page, page.locator("#target"));
  assert.deepEqual((await numbers(page)).slice(0, 1).concat((await numbers(page)).slice(-1)), [55, 105]);
  await page.locator("#later a").click({ noWaitAfter: true });
  await page.locator('#lines [data-seq="106"]').waitFor();
  await page.locator("#more a").click({ noWaitAfter: true });
  await page.locator('#lines [data-seq="56"]').waitFor();
  await page.locator("a.newer").click({ noWaitAfter: true });
  await page.frameLocator("iframe.live-frame").locator('[data-seq="160"]').waitFor();
});

inBothModes("a day leads to its first message, and one to come to the newest", async (page, scripts) => {
  const lounge = scripts ? "es-ni" : "es-hn";
  await enter(page, unique("v"), { go: "liveliest", next: lounge });
  await fillLounge(lounge, [unique("one "), unique("two ")]);
  const goTo = async (day) => {
    await open(page, `/lounges/${lounge}`);
    await page.locator("#room-menu summary").click();
    await page.locator("#date").evaluate((input, value) => { input.value = value; }, day);
    await page.locator("#day-form button").click({ noWaitAfter: true });
  };
  await goTo("2020-01-01");
  await page.waitForURL(`**/lounges/${lounge}/1`, { waitUntil: "domcontentloaded" });
  assert.equal(await page.locator("#target").getAttribute("data-seq"), "1");
  await open(page, `/lounges/${lounge}?date=2099-01-01`);
  assert.equal(new URL(page.url()).pathname, `/lounges/${lounge}`);
});

inBothModes("who comes back sees what is new, where it begins, and it is new only once", async (page, scripts) => {
  const lounge = scripts ? "hi-fj" : "hi-mu";
  await enter(page, unique("v"), { go: "liveliest", next: lounge });
  // Once the house has seen the page come and go: what its live frame would still have shown counts as read.
  const list = await page.context().newPage();
  const seen = (people) => until(async () => {
    await open(list, "/languages/hi");
    return (await list.locator(`[data-slug="${lounge}"] [data-present="${people}"]`).count()) === 1;
  }, `${people} in the lounge`);
  await seen(1);
  await open(page, "/languages");
  await seen(0);
  await list.close();
  const texts = [unique("a "), unique("b "), unique("c ")];
  await fillLounge(lounge, texts);
  await open(page, "/languages");
  await page.locator('a[href="/languages/hi"] .unread', { hasText: "3 new messages" }).waitFor();
  await open(page, "/languages/hi");
  await page.locator(`[data-slug="${lounge}"] .unread`, { hasText: "3 new messages" }).waitFor();
  await open(page, `/lounges/${lounge}`);
  const away = page.locator("#away a");
  assert.equal(await away.textContent(), "Since you were away: 3 messages");
  await away.click({ noWaitAfter: true });
  if (scripts) {
    await inSight(page, line(page, texts[0]));
    assert.equal(await line(page, texts[0]).getAttribute("data-new"), "New");
  } else {
    await page.locator("#target", { hasText: texts[0] }).waitFor();
  }
  await open(page, "/languages/hi");
  assert.equal(await page.locator(".unread").count(), 0);
});

withVisitor("what is read live is not new afterwards", {}, async (page) => {
  await enterLounge(page, "hi-np");
  const text = unique("seen ");
  await fillLounge("hi-np", [text]);
  await stored(page, text).waitFor();
  // Told a moment later, and written with the next second.
  const other = await page.context().newPage();
  await until(async () => {
    await other.goto("/languages/hi");
    return (await other.locator('[data-slug="hi-np"] .unread').count()) === 0;
  }, "it is read");
});

test("a list of lounges shows what is said meanwhile, without being loaded anew", () => withVisitors(browser, async (come) => {
  const [ana, ben] = [await come(), await come()];
  await enterLounge(ana, "de-be");
  await ana.goto("/languages/de");
  const rooms = await ana.context().newPage();
  await rooms.goto("/languages");
  for (const page of [ana, rooms]) await page.evaluate(() => { window.sameDocument = true; });
  const row = ana.locator('[data-slug="de-be"]');
  assert.equal(await row.locator(".unread").count(), 0);
  await enterLounge(ben, "de-be");
  const text = unique("news ");
  await say(ben, text);
  await stored(ben, text).waitFor();
  // The list is asked for every ten seconds, and may be asked for just before it is true.
  const soon = { timeout: 60_000 };
  await row.locator(".unread", { hasText: "1 new message" }).waitFor(soon);
  await row.locator(".row-count", { hasText: "1 person here" }).waitFor(soon);
  const room = rooms.locator('a[href="/languages/de"]');
  await room.locator(".unread", { hasText: "1 new message" }).waitFor(soon);
  await room.locator(".facts", { hasText: "1 person here" }).waitFor(soon);
  for (const page of [ana, rooms]) assert.equal(await page.evaluate(() => window.sameDocument), true);
  await ana.goto("/lounges/de-be");
  await ana.locator("#away a", { hasText: "Since you were away: 1 message" }).waitFor();
  assert.equal(await line(ana, text).getAttribute("data-new"), "New");
}));

test("what one says the other finds: as new after being away, by scrolling, by searching, and on its day", () => withVisitors(browser, async (come) => {
  const [ana, ben] = [await come(), await come()];
  const lounge = "pt-ao";
  await enterLounge(ben, lounge);
  await ben.goto("/languages");
  await enterLounge(ana, lounge);
  const word = unique("treasure");
  await say(ana, word);
  await stored(ana, word).waitFor();
  const seq = await stored(ana, word).getAttribute("data-seq");
  await ben.goto(`/lounges/${lounge}`);
  await ben.locator("#away a", { hasText: "Since you were away: 1 message" }).waitFor();
  assert.equal(await line(ben, word).getAttribute("data-new"), "New");

  await crowdLounge(lounge, 150);
  await ben.reload();
  assert.equal(await line(ben, word).count(), 0, "it lies too far up");
  await ben.waitForFunction((wanted) => {
    document.getElementById("log").scrollBy(0, -600);
    return Boolean(document.querySelector(`#lines [data-seq="${wanted}"]`));
  }, seq, { polling: 50 });
  assert.equal(await line(ben, word).locator(".author").textContent(), await ana.locator("#lounge").getAttribute("data-viewer-name"));

  await search(ben, lounge, word);
  await results(ben).locator("a").click();
  await ben.locator("#target .body", { hasText: word }).waitFor();
  const day = await ben.evaluate((at) => {
    const then = new Date(at);
    return [then.getFullYear(), then.getMonth() + 1, then.getDate()].map((part) => `${part}`.padStart(2, "0")).join("-");
  }, Number(await ben.locator("#target").getAttribute("data-at")));
  await ben.goto(`/lounges/${lounge}`);
  await ben.locator("#room-menu summary").click();
  await ben.fill("#date", day);
  await Promise.all([ben.waitForURL(`**/lounges/${lounge}/${seq}`), ben.locator("#day-form button").click()]);
  await ben.locator("#target .body", { hasText: word }).waitFor();
}));

test("a message's link is copied, and leads somebody else to it", () => withVisitors(browser, async (come) => {
  const [ana, ben] = [await come({ permissions: ["clipboard-read", "clipboard-write"] }), await come()];
  await enterLounge(ana, "de-ch");
  const text = unique("linked ");
  await say(ana, text);
  await stored(ana, text).waitFor();
  // It is said for three seconds: whoever looks afterwards may be late.
  await Promise.all([ana.locator("#said", { hasText: "The link is copied." }).waitFor(), doToMessage(ana, text, "link")]);
  const link = await ana.evaluate(() => navigator.clipboard.readText());
  assert.equal(new URL(link).pathname, `/lounges/de-ch/${await stored(ana, text).getAttribute("data-seq")}`);
  await fillLounge("de-ch", Array.from({ length: 60 }, () => unique("after ")));
  await enter(ben, unique("v"), { go: "liveliest", next: "de-ch" });
  await ben.goto(link);
  await ben.locator("#target").waitFor();
  assert.equal(await ben.locator("#target .body").textContent(), text);
  await inSight(ben, ben.locator("#target"));
}));

inBothModes("what a blocked person said is folded away among the results, and shown on demand", async (page, scripts) => {
  const lounge = scripts ? "fr-be" : "fr-ch";
  await enter(page, unique("v"), { go: "liveliest", next: lounge });
  const word = unique("folded");
  await fillLounge(lounge, [word]);
  await search(page, lounge, word);
  await results(page).locator("a").click();
  await open(page, await page.locator("#target .author").getAttribute("href"));
  await page.getByRole("button", { name: "Block this person" }).click();
  await page.getByText("You have blocked this person.").waitFor();
  await search(page, lounge, word);
  const result = results(page).locator(".found-body");
  assert.equal(await result.isVisible(), false);
  await results(page).locator(".veil summary").click();
  assert.equal(await result.isVisible(), true);
});
