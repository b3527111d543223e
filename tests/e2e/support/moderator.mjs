// Staff, who need a second step to their sign-in, in a house of the test's own.
import { newMember, phrase } from "./member.mjs";
import { appCode, send, signIn } from "./members.mjs";

// Makes the page that of a moderator of all rooms, who has taken the second step. Resolves to the member's number.
export const becomeModerator = (house, page) => becomeStaff(house, page, "moderator");
// The same of whoever looks at proofs of age, and of an administrator.
export const becomeReviewer = (house, page) => becomeStaff(house, page, "reviewer");
export const becomeAdmin = (house, page) => becomeStaff(house, page, "admin");

async function becomeStaff(house, page, role) {
  const { number, browser: api } = await newMember(house);
  await page.context().addCookies([...api.cookies].map(([name, value]) => ({ name, value, url: house.base })));
  const [{ id }] = JSON.parse(await house.script("find-user", number, "--json"));
  await page.goto("/account/second-step");
  await send(page);
  await page.fill("#code", await appCode(await page.locator(".secret code").textContent()));
  await send(page);
  const [code] = await page.locator(".codes code").allTextContents();
  await house.script("grant-role", String(id), role);
  await page.context().clearCookies();
  await signIn(page, number, phrase);
  await page.fill("#code", code);
  await send(page);
  return id;
}
