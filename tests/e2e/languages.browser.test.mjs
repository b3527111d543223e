// The house in each of its languages, on a phone: somebody comes in, talks, looks round and leaves, reads no word of another language, and no page is too wide for
// its words. In Arabic all of it is mirrored.
// Whatever stands in English, or in no catalogue, is listed as "page: what is wrong".
import assert from "node:assert/strict";
import { after, before, describe, test } from "node:test";

import { connected, launch, say, stored } from "./support/browser.mjs";
import { Catalogue, languages } from "./support/catalogue.mjs";
import { WholeHouse } from "./support/every_page.mjs";
import { unique } from "./support/house.mjs";
import { Browser, freshNumber } from "./support/member.mjs";
import { textsOf } from "./support/page_texts.mjs";
import { openMenu } from "./support/talk.mjs";

const CENTS = 1_234_567;

let browser;
let house;
before(async () => {
  browser = await launch();
  house = await WholeHouse.open();
  await house.market.rows(`UPDATE marketplace_item SET title = '2468', description = '1357', price_minor = ${CENTS}, stock = 1234 WHERE id = ${house.item}`);
  await house.market.rows(`UPDATE marketplace_revision SET title = '2468', description = '1357', price_minor = ${CENTS} WHERE item_id = ${house.item}`);
});
after(async () => {
  await browser?.close();
  await house?.stop();
});

const phone = { viewport: { width: 360, height: 640 } };

// By their address first, two of them by what the browser asks for.
const BROWSERS = { ar: "ar-EG", hi: "hi-IN" };
const firstPage = (language) => (language in BROWSERS ? "/" : `/?lang=${language}`);

const withoutMarks = (text) => text.replace(/[\u200e\u200f\u061c\u2066-\u2069]/g, "").replace(/\s+/g, " ");

class Walk {
  constructor(page, language) {
    Object.assign(this, { page, language, catalogue: new Catalogue(language), found: [] });
  }

  async go(path) {
    const answer = await this.page.goto(path, { waitUntil: "domcontentloaded" });
    this.status = answer.status();
    assert.ok(this.status < 500, path);
    await this.look(path.replace(/\d+/g, "N"));
  }

  // Presses what leads to another page, and reads that.
  async press(locator, name) {
    const answered = this.page.waitForEvent("framenavigated");
    await locator.click({ noWaitAfter: true });
    await answered;
    await this.page.waitForLoadState("domcontentloaded");
    await this.look(name);
  }

  async look(name) {
    const { lang, dir, excess } = await this.page.evaluate(() => {
      const { lang, dir, scrollWidth, clientWidth } = document.documentElement;
      return { lang, dir, excess: scrollWidth - clientWidth };
    });
    assert.deepEqual([lang, dir], [this.language, this.language === "ar" ? "rtl" : "ltr"], name);
    if (excess > 0) this.found.push(`${name}: is ${excess}px wider than the window`);
    if (this.language === "en") return;
    for (const text of await textsOf(this.page)) {
      const complaint = this.catalogue.complaint(text);
      if (complaint) this.found.push(`${name}: ${complaint}`);
    }
  }

  // Each once, by the page where it was seen first.
  faults() {
    const seen = new Set();
    return this.found.filter((fault) => {
      const what = fault.includes("wider") ? fault : fault.slice(fault.indexOf(": "));
      return !seen.has(what) && seen.add(what);
    });
  }
}

async function refusedEntry(walk) {
  const { page } = walk;
  await page.fill("#name", "a b");
  await page.check('input[value="18+"]');
  await walk.press(page.locator('button[value="choose"]'), "an entry that is refused");
  await page.locator("#name-error").waitFor();
}

async function comeIn(walk) {
  const { page, language } = walk;
  await page.fill("#name", unique("v"));
  await page.check('input[value="18+"]');
  await walk.press(page.locator('button[value="choose"]'), "/languages");
  await walk.press(page.locator(`a[href="/languages/${language}"]`), "/languages/N");
  await walk.press(page.locator("#lounges a.row-link:not(.closed)").first(), "a lounge");
  await connected(page);
}

async function talk(walk) {
  const { page, language } = walk;
  const text = unique("1");
  await say(page, text);
  await stored(page, text).waitFor();
  await openMenu(page, text);
  await page.keyboard.press("Escape");
  await walk.look("a lounge where somebody talks");
  const time = page.locator("#lines .line time").last();
  const [at, title, clock] = await time.evaluate((one) => [one.dateTime, one.title, one.textContent]);
  const written = (options) => new Intl.DateTimeFormat(`${language}-u-nu-latn`, options).format(new Date(at));
  assert.equal(withoutMarks(title), withoutMarks(written({ dateStyle: "full", timeStyle: "short" })));
  assert.equal(withoutMarks(clock), withoutMarks(written({ hour: "numeric", minute: "2-digit" })));
  const today = new Intl.RelativeTimeFormat(language, { numeric: "auto" }).format(0, "day");
  assert.equal((await page.locator("#lines .day").last().innerText()).toLocaleLowerCase(language), today.toLocaleLowerCase(language));
  return page.locator("#lines .line").last().evaluate((line) => line.querySelector(".permalink").getAttribute("href"));
}

async function amounts(walk) {
  const { page, language } = walk;
  const locale = `${language}-u-nu-latn`;
  const price = new Intl.NumberFormat(locale, { style: "currency", currency: "EUR" }).format(CENTS / 100);
  assert.equal(withoutMarks(await page.locator(".item-price bdi").innerText()), withoutMarks(price));
}

async function dates(walk) {
  const { page, language } = walk;
  const today = new Intl.DateTimeFormat(`${language}-u-nu-latn`, { dateStyle: "medium", timeZone: "UTC" }).format(Date.now());
  assert.ok(withoutMarks(await page.locator(".person-head .lead").innerText()).includes(withoutMarks(today)), `the day is written as ${today}`);
}

async function refusedSignIn(walk) {
  const { page } = walk;
  await walk.go("/signin");
  await page.fill("#phone-number", "+12025550123");
  await page.fill("#password", "0000000000");
  await walk.press(page.locator(".form button.primary"), "a sign-in that is refused");
}

async function refusedSignUp(walk) {
  const { page } = walk;
  await walk.go("/signup");
  await page.fill("#phone-number", "1");
  await page.fill("#birth-year", "2020");
  await walk.press(page.locator(".form button.primary"), "a sign-up that is refused");
  await page.locator("#phone-error").waitFor();
}

describe("in each language", { concurrency: 2 }, () => {
  for (const language of languages) {
    test(`nothing on any page is in another language, nor too wide (${language})`, async () => {
      const one = await house.guest(browser, { locale: BROWSERS[language] ?? "en-US", ...phone });
      const { page } = one;
      const walk = new Walk(page, language);
      try {
        await walk.go(firstPage(language));
        await refusedEntry(walk);
        await comeIn(walk);
        const place = await talk(walk);
        const [, slug, seq] = place.match(/^\/lounges\/(.*)\/(\d+)$/);
        const lounge = `/lounges/${slug}`;
        for (const path of [place, `${lounge}/messages/${seq}`, `${lounge}/search?q=1`, `${lounge}/search?q=${unique("0")}`, "/languages", "/direct", "/account/blocks", "/reports"]) await walk.go(path);
        await walk.go(`/people/${house.seller.person}`);
        await dates(walk);
        await walk.go("/market");
        await walk.go(`/market/items/${house.item}`);
        await amounts(walk);
        for (const path of [`/market/sellers/${house.seller.person}`, ...house.outside.slice(1)]) await walk.go(path);
        await walk.go("/languages");
        await walk.press(page.locator('form[action="/leave"] button:visible').first(), "the way out");
        for (const path of ["/signup", "/signin", "/forgotten", "/preferences", "/terms", "/lounges/en-us"]) await walk.go(path);
        await refusedSignIn(walk);
        await refusedSignUp(walk);
        assert.deepEqual(walk.faults(), []);
      } finally {
        await one.end();
      }
    });
  }

  // What only members see, in a language of their own account.
  for (const language of languages) {
    test(`nor on the pages of members (${language})`, async () => {
      const one = await house.member(browser, phone, language);
      const { page } = one;
      const walk = new Walk(page, language);
      try {
        for (const path of house.inside(language)) await walk.go(path);
        await walk.go(`/market/items/${house.item}`);
        await amounts(walk);
        await walk.press(page.locator("#buy button.primary"), "the test payment");
        await walk.press(page.locator('button[value="paid"]'), "an order");
        await walk.go("/market/orders");
        assert.deepEqual(walk.faults(), []);
      } finally {
        await one.end();
      }
    });
  }

  for (const language of languages) {
    test(`nor on those of whoever runs the house (${language})`, async () => {
      const one = await house.admin(browser, phone, language);
      const walk = new Walk(one.page, language);
      try {
        for (const path of house.staff) {
          await walk.go(path);
          assert.equal(walk.status, 200, path);
        }
        assert.deepEqual(walk.faults(), []);
      } finally {
        await one.end();
      }
    });
  }
});

// ---- by SMS

test("a password by SMS is in the language of the page that asks for it, later in that of the account", async () => {
  const newest = async () => JSON.parse(await house.market.house.script("sms-outbox", "--all", "--json")).reduce((one, other) => (other.id > one.id ? other : one)).body;
  const speaks = (text, language) => assert.equal(new Catalogue(language).complaint(text), null, `${language}: ${text}`);
  for (const [at, language] of languages.entries()) {
    const [phoneNumber, later] = [freshNumber(), languages[(at + 1) % languages.length]];
    const somebody = new Browser(house.base);
    somebody.cookies.set("language", language);
    const { userId } = await somebody.good("/api/auth/signup", { phoneNumber, birthYear: 1980 });
    speaks(await newest(), language);
    await house.market.rows(`UPDATE user SET locale = '${later}' WHERE id = ${Number(userId)}`);
    await somebody.good("/api/auth/forgot-password", { phoneNumber });
    speaks(await newest(), later);
  }
});

// ---- from right to left

const box = (page, selector) => page.locator(selector).first().evaluate((one) => {
  const { left, right, width } = one.getBoundingClientRect();
  return { left, right, width };
});

test("Arabic is mirrored: the members at the left, own lines at the left end, the arrow back to the right, names kept apart", async () => {
  const one = await house.guest(browser, { locale: "ar-EG", viewport: { width: 1280, height: 800 } });
  const { page } = one;
  try {
    const walk = new Walk(page, "ar");
    await walk.go("/");
    await comeIn(walk);
    const text = unique("Latin and 1 ");
    await say(page, text);
    await stored(page, text).waitFor();
    const [members, talkPane, back, title] = await Promise.all([".members", ".talk", ".room > .icon-button", ".room-title"].map((selector) => box(page, selector)));
    assert.ok(members.right <= talkPane.left + 1, "the members are at the left of the talk");
    assert.ok(back.left > title.right - 1, "the way back is at the right of the lounge's name");
    assert.equal(await page.locator(".room > .icon-button .flip").first().evaluate((icon) => new DOMMatrix(getComputedStyle(icon).transform).a), -1, "its arrow points to the right");
    const own = await box(page, "#lines .line.mine .body");
    const lines = await box(page, "#lines");
    assert.ok(own.left - lines.left < lines.right - own.right, "one's own lines are at the left, the end of a line here");
    assert.equal(await page.locator("#lines .line.mine .body").first().evaluate((body) => getComputedStyle(body).unicodeBidi), "plaintext", "what is said has the direction of its own words");
    for (const selector of ["#lines .line .author", "#member-list .member-name"]) await isolated(page, selector);
  } finally {
    await one.end();
  }
});

// A Latin name must not change the order of an Arabic sentence.
const isolated = async (page, selector) => assert.match(
  await page.locator(selector).first().evaluate((name) => `${name.closest("bdi, [dir=auto]") ? "isolate" : ""} ${getComputedStyle(name).unicodeBidi}`), /isolate|plaintext/, selector);
