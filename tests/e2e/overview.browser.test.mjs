// The overview of the house as an administrator sees it: narrow and wide, from right to left, with JavaScript and without. A house of its own.
import assert from "node:assert/strict";
import { readFile } from "node:fs/promises";
import { after, before, test } from "node:test";

import { enter, launch, visitor } from "./support/browser.mjs";
import { becomeAdmin } from "./support/moderator.mjs";
import { OwnHouse } from "./support/own_house.mjs";
import { pictures } from "./support/pictures.mjs";

const PAGE = "/moderation/overview";

let house;
let browser;
let admin;
before(async () => {
  browser = await launch();
  house = await OwnHouse.start({ ATTEMPTS: 1000, SMS_PER_PREFIX: 1000, SMS_PER_DAY: 1000 });
  admin = await visitor(browser, { baseURL: house.base, viewport: { width: 1280, height: 900 } });
  await becomeAdmin(house, admin.page);
});
after(async () => {
  await admin?.end();
  await browser?.close();
  await house?.stop();
});

const sql = (statement) => house.instance("sql", "chatroom", "-e", statement);
const open = (page, query = "") => page.goto(PAGE + query, { waitUntil: "domcontentloaded" });

// A page of the administrator, who may have another language, screen, or no scripts.
async function another(options, body) {
  const storageState = await admin.context.storageState();
  const one = await visitor(browser, { baseURL: house.base, storageState, ...options });
  try {
    await body(one.page);
  } finally {
    await one.end();
  }
}

async function accessible(page) {
  await page.evaluate(await readFile(new URL("../node_modules/axe-core/axe.min.js", import.meta.url), "utf8"));
  const { violations } = await page.evaluate(() => window.axe.run());
  assert.deepEqual(violations.map(({ id, nodes }) => `${id}: ${nodes[0].html}`), []);
  await notWider(page);
}

const notWider = async (page) => assert.ok(await page.evaluate(() => document.documentElement.scrollWidth <= window.innerWidth), "nothing is wider than the page");

// What a month would have left behind, but for the last hour, which is counted anew.
function past(step, minutes, count) {
  const rows = [];
  for (let nth = Math.ceil(65 / minutes); nth < count; nth += 1) {
    const hours = (nth * minutes) / 60;
    const evening = 1 + Math.sin(((hours + 3) * Math.PI) / 12);
    const noise = (nth * 7919) % 13;
    const row = [12 + 20 * evening + noise / 3, 30 + 60 * evening + noise, (minutes / 5) * (20 * evening + noise), (minutes / 5) * (1 + evening), (minutes / 60) * (noise % 4),
      noise % 5, (noise % 5) * 17, noise % 3, noise % 4, (minutes / 5) * (noise % 3), noise % 11 === 0 ? 1 : 0, 990 * (noise % 3), 1250 * (noise % 5), noise % 7 === 0 ? 800 : 0,
      (minutes / 5) * (noise % 2), noise % 12 === 0 ? 1 : 0, noise === 3 ? 1 : 0];
    const width = minutes * 60;
    rows.push(`('${step}', FROM_UNIXTIME(FLOOR(UNIX_TIMESTAMP() / ${width}) * ${width} - ${nth * width}), ${row.map((value) => Math.round(value)).join(", ")})`);
  }
  return `SET time_zone = '+00:00'; INSERT IGNORE INTO house_sample (step, at, members_online, guests_online, posts, guests_entered, sign_ups, cases_open, case_wait_minutes, cases_decided, proofs_waiting,
    payments, payments_failed, paid_usd, paid_eur, paid_gbp, sms_sent, sms_failed, jobs_late) VALUES ${rows.join(", ")}`;
}

test("the jobs count the house, and what happens is seen without loading the page anew", async () => {
  const { page } = admin;
  await open(page);
  // The first count comes within seconds of the start.
  await page.waitForFunction(async (path) => (await (await fetch(path)).text()).includes("the last time for"), PAGE);
  await open(page);
  await accessible(page);
  await page.locator("#numbers-of-posts").click();
  assert.equal(await page.locator("#chart-posts tbody tr").count(), 24);

  const guest = await visitor(browser, { baseURL: house.base });
  await enter(guest.page, "Grace");
  await guest.end();
  await sql(`INSERT INTO moderation_case (participant_id, top_reason, urgency, opened_at) SELECT id, 'SPAM', 50, UTC_TIMESTAMP(3) - INTERVAL 3 HOUR FROM participant WHERE display_name = 'Grace'`);
  // As when somebody comes back to the tab.
  await page.evaluate(() => document.dispatchEvent(new Event("visibilitychange")));
  const need = page.getByRole("link", { name: "1 report waits" });
  await need.waitFor();
  assert.equal(await page.locator("#chart-cases .chart-value").textContent(), "1");
  assert.ok(await page.locator("#numbers-posts").evaluate((details) => details.open), "what was opened stays open");
  await need.click();
  await page.waitForURL("**/moderation");
});

test("times are those of the viewer's clock, and days those of UTC", async () => {
  await another({ timezoneId: "Asia/Kolkata", viewport: { width: 1280, height: 900 } }, async (page) => {
    await open(page);
    const [iso, text] = await page.locator("#chart-online .chart-times time").first().evaluate((time) => [time.dateTime, time.textContent]);
    assert.equal(text, new Intl.DateTimeFormat("en", { hour: "numeric", minute: "2-digit", timeZone: "Asia/Kolkata" }).format(new Date(iso)));
    await page.click("#span-30d");
    await page.waitForURL("**span=30d");
    const day = page.locator("#chart-online .chart-times time").first();
    assert.equal(await day.textContent(), new Intl.DateTimeFormat("en", { month: "short", day: "numeric", timeZone: "UTC" }).format(new Date(await day.getAttribute("datetime"))));
  });
});

test("a month of figures fits a telephone and a desk, light and dark, in English and in Arabic", async () => {
  await sql(past("FINE", 5, 290));
  await sql(past("HOUR", 60, 720));
  for (const language of ["en", "ar"]) {
    await another({ viewport: { width: 360, height: 640 } }, async (page) => {
      for (const span of ["24h", "30d"]) {
        await open(page, `?lang=${language}&span=${span}`);
        assert.equal(await page.locator("html").getAttribute("dir"), language === "ar" ? "rtl" : "ltr");
        await page.locator("#numbers-of-online").click();
        await accessible(page);
        await page.locator("#numbers-of-online").click();
        await page.setViewportSize({ width: 1280, height: 900 });
        await notWider(page);
        await page.setViewportSize({ width: 360, height: 640 });
        await notWider(page);
        await pictures(page, `overview-${language}-${span}`);
      }
    });
  }
});

test("without JavaScript it says UTC, opens its tables, and loads itself anew", async () => {
  await another({ javaScriptEnabled: false }, async (page) => {
    await open(page);
    assert.match(await page.locator("#chart-posts .chart-times time").first().textContent(), /^\d\d:00 UTC$/);
    assert.equal(await page.locator("noscript meta[http-equiv=refresh], meta[http-equiv=refresh]").count(), 1);
    await page.locator("#numbers-of-posts").click();
    assert.ok(await page.locator("#chart-posts table").isVisible());
  });
});
