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
  provider.people = { mia: { age_over_18: false } };
});
after(async () => {
  await browser?.close();
  await house?.stop();
  await provider?.stop();
});

async function signed_in(name, options) {
  const [member] = await house.members(name);
  const one = await visitor(browser, { baseURL: house.base, ...options });
  await one.context.addCookies([{ name: "accessToken", value: member.cookies.get("accessToken"), url: house.base }]);
  // The provider's sign-in pages want a font from elsewhere.
  await one.context.route((url) => url.hostname !== "127.0.0.1", (route) => route.abort());
  return { ...one, member };
}

async function press(page) {
  await page.getByRole("button", { name: /Prove it with .?Example ID/ }).click();
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

for (const javaScriptEnabled of [true, false]) {
  const how = javaScriptEnabled ? "with JavaScript" : "without JavaScript";

  test(`a member goes there, signs in, and comes back proven; the address bar keeps nothing of it (${how})`, async () => {
    const login = `anna ${how}`;
    provider.people[login] = { age_over_18: true };
    const { page, member, end } = await signed_in("Ann " + javaScriptEnabled, { javaScriptEnabled });
    await page.goto("/account/verification");
    await press(page);
    await sign_in(page, login);
    assert.equal(new URL(page.url()).pathname + new URL(page.url()).search, "/account/verification?done=proven");
    await page.getByText("Your age is proven. Welcome.").waitFor();
    assert.equal(await house.count(`SELECT COUNT(*) FROM id_verification WHERE user_id = ${member.user} AND status = 'APPROVED' AND way = 'OPENID'`), 1);
    assert.equal(await page.getByRole("button", { name: /Prove it with .?Example ID/ }).count(), 0);
    await end();
  });

  test(`who is too young reads so, and may press again (${how})`, async () => {
    const { page, member, end } = await signed_in("Mia " + javaScriptEnabled, { javaScriptEnabled });
    await page.goto("/account/verification");
    await press(page);
    await sign_in(page, "mia");
    await page.getByText("The service did not say that you are an adult.").waitFor();
    assert.equal(await house.count(`SELECT COUNT(*) FROM id_verification WHERE user_id = ${member.user}`), 0);
    await press(page);
    await end();
  });
}
