// In a browser, which holds a form to the origins that the page's policy names, on every redirect: from the house to the provider's pages and back.
import assert from "node:assert/strict";
import { after, before, test } from "node:test";

import { launch, visitor } from "./support/browser.mjs";
import { MarketHouse } from "./support/market.mjs";
import { OpenIdProvider } from "./support/openid_provider.mjs";

let browser;
let provider;
let house;
before(async () => {
  browser = await launch();
  provider = await OpenIdProvider.start();
  house = await MarketHouse.start([], {}, provider.settings);
  provider.open(house.base);
  provider.people = { anna: { age_over_18: true }, mia: { age_over_18: false } };
});
after(async () => {
  await browser?.close();
  await house?.stop();
  await provider?.stop();
});

async function signed_in(name) {
  const [member] = await house.members(name);
  const one = await visitor(browser, { baseURL: house.base });
  await one.context.addCookies([{ name: "accessToken", value: member.cookies.get("accessToken"), url: house.base }]);
  // The provider's sign-in pages want a font from elsewhere.
  await one.context.route((url) => url.hostname !== "127.0.0.1", (route) => route.abort());
  return { ...one, member };
}

// The button, on a page of the house.
async function press(page) {
  await page.goto("/account");
  await page.evaluate(async () => {
    const { csrfToken } = await (await fetch("/api/auth/csrf", { method: "POST" })).json();
    const form = Object.assign(document.createElement("form"), { method: "post", action: "/account/verification/openid" });
    form.append(Object.assign(document.createElement("input"), { type: "hidden", name: "csrfToken", value: csrfToken }));
    document.body.append(form);
    form.submit();
  });
  await page.waitForURL(`${provider.issuer}/interaction/**`, { waitUntil: "domcontentloaded" });
}

async function sign_in(page, login) {
  await page.fill('input[name="login"]', login);
  await page.fill('input[name="password"]', "anything");
  await page.click("button[type=submit]");
  await page.locator('input[name="prompt"][value="consent"]').waitFor({ state: "attached" });
  await page.click("button[type=submit]");
  await page.waitForURL(`${house.base}/**`, { waitUntil: "domcontentloaded" });
}

test("a member goes there, signs in, and comes back proven; the address bar keeps nothing of it", async () => {
  const { page, member, end } = await signed_in("Ann");
  await press(page);
  await sign_in(page, "anna");
  assert.equal(new URL(page.url()).pathname + new URL(page.url()).search, "/account/verification?done=proven");
  assert.equal(await house.count(`SELECT COUNT(*) FROM id_verification WHERE user_id = ${member.user} AND status = 'APPROVED' AND way = 'OPENID'`), 1);
  await end();
});

test("who is too young reads so", async () => {
  const { page, member, end } = await signed_in("Mia");
  await press(page);
  await sign_in(page, "mia");
  await page.getByText("The service did not say that you are an adult.").waitFor();
  assert.equal(await house.count(`SELECT COUNT(*) FROM id_verification WHERE user_id = ${member.user}`), 0);
  await end();
});
