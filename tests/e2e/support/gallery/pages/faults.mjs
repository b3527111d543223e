// What is said when something is not as it should be.
import { connected } from "../../browser.mjs";
import { send } from "../../members.mjs";

const HOUR_S = 3600;

// As when somebody has been very fast.
const spent = (house) => house.market.rows(`UPDATE rate_limit SET hits = 1000000, window_start = UTC_TIMESTAMP(3), expires_at = TIMESTAMPADD(SECOND, ${HOUR_S}, UTC_TIMESTAMP(3))`);

export const faults = () => [
  { name: "fault-404", who: "visitor", path: "/no-such-page", status: 404 },
  { name: "fault-404-member", who: "member", path: "/lounges/no-such-lounge", status: 404 },
  { name: "fault-403-guest", who: "guest", path: "/lounges/en-us-red", status: 403 },
  { name: "fault-403-member", who: "member", path: "/lounges/en-us-red", status: 403 },
  { name: "fault-403-staff", who: "member", path: "/audit", status: 403 },
  { name: "fault-403-form", who: "guest", path: "/languages", show: async (page) => {
    await page.locator('form[action="/leave"] input[name="csrfToken"]').first().evaluate((one) => { one.value = "another"; });
    await page.locator('form[action="/leave"]').first().evaluate((one) => one.submit());
    await page.locator(".fault").waitFor();
  } },
  { name: "fault-405", who: "visitor", path: "/leave", status: 405 },
  { name: "fault-413", who: "visitor", path: "/removal", show: async (page) => {
    await page.locator("#removal-text").evaluate((one) => { one.value = "x".repeat(70_000); });
    await page.locator("#removal").evaluate((one) => one.submit());
    await page.waitForFunction(() => !document.getElementById("removal"));
  } },
  {
    name: "fault-429", who: "member", path: (house) => `/people/${house.people.jonas.person}`, alone: true, after: (house) => house.forget_uses(),
    show: async (page, house) => {
      await page.request.get("/api/push");
      await spent(house);
      await send(page, 'form[action$="/block"] button');
      await page.locator(".fault").waitFor();
    },
  },
  {
    name: "fault-500", who: "moderator", path: (house) => `/moderation/cases/${house.cases.mine}`, status: 500, alone: true,
    before: (house) => house.market.rows("CREATE TABLE evidence_away AS SELECT id, evidence FROM user_report; UPDATE user_report SET evidence = '[1]'"),
    after: (house) => house.market.rows("UPDATE user_report JOIN evidence_away USING (id) SET user_report.evidence = evidence_away.evidence; DROP TABLE evidence_away"),
  },
  {
    name: "fault-503-database", who: "member", path: "/market", status: 503, alone: true, before: (house) => house.market.rows("RENAME TABLE marketplace_item TO marketplace_item_away"),
    after: (house) => house.market.rows("RENAME TABLE marketplace_item_away TO marketplace_item"),
  },
  { name: "fault-503", who: "visitor", path: "/languages", status: 503, alone: true, before: (house) => house.close_workers(), after: (house) => house.open_workers() },
  {
    name: "session-ended", who: "leaving", path: "/lounges/en-us", viewport: true, alone: true,
    begin: (house) => house.come_again("leaving"),
    show: async (page, house) => {
      await connected(page);
      await house.people.leaving.send("/leave");
      await page.locator("#banner:visible").waitFor();
    },
  },
];
