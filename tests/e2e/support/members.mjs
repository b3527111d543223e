// People who become members by the pages: numbers that nobody else has, and the SMS as the operator reads it.
import assert from "node:assert/strict";
import { execFile } from "node:child_process";
import { randomInt } from "node:crypto";
import { dirname, join } from "node:path";
import { fileURLToPath } from "node:url";
import { promisify } from "node:util";

import { enter } from "./browser.mjs";
import { unique } from "./house.mjs";

const run = promisify(execFile);
// Of a house elsewhere: what reads its outbox.
const outbox = process.env.SMS_OUTBOX ?? join(dirname(fileURLToPath(import.meta.url)), "../../../scripts/sms-outbox");

// Of a real area code, which is what the house's rules for numbers ask for. No SMS leaves a house under test.
export const newNumber = () => `+1202${randomInt(2_000_000, 9_999_999)}`;

// What the newest SMS to this number says (the instance in $CHATROOM_VAR), or nothing.
export async function smsTo(number) {
  const messages = JSON.parse((await run(outbox, ["--json"])).stdout);
  return messages.filter((one) => one.phone === number).at(-1)?.body ?? null;
}

export async function smsPassword(number) {
  const text = await smsTo(number);
  assert.ok(text, `an SMS to the new number waits in the outbox`);
  const [, password] = text.match(/: ([a-z0-9]{10})\./i) ?? [];
  assert.ok(password, "the SMS holds a password");
  return password;
}

// Where the page is after the form that this button sends. The live frame of a page without scripts never ends loading, so only its text is waited for.
export async function send(page, button = ".form button.primary") {
  const answered = page.waitForEvent("framenavigated", (frame) => frame === page.mainFrame());
  await page.locator(button).click({ noWaitAfter: true });
  await answered;
  await page.waitForLoadState("domcontentloaded");
  return new URL(page.url()).pathname;
}

export async function signUp(page, number) {
  await page.goto("/signup");
  await page.selectOption('select[name="country"]', "US");
  await page.fill("#phone-number", number);
  await page.fill("#birth-year", "1980");
  assert.equal(await send(page), "/signin");
}

export async function signIn(page, number, password, next = "") {
  await page.goto(next ? `/signin?next=${next}` : "/signin");
  await page.fill("#phone-number", number);
  await page.fill("#password", password);
  return send(page);
}

// Signs up and in, and chooses this password; ends in the lounge or on the page of languages.
export async function becomeMember(page, number, password, next = "") {
  await signUp(page, number);
  assert.equal(await signIn(page, number, await smsPassword(number), next), "/account/password");
  await page.fill("#new-password", password);
  return send(page);
}

// What an authenticator app shows now for the key on the page.
export async function appCode(secret) {
  return (await run("oathtool", ["--totp", "--base32", secret.replaceAll(" ", "")])).stdout.trim();
}

export const PASSWORD = "paper lanterns on 7 boats";

// A member who was a guest of that name before; stands on the page of languages.
export async function newMember(page) {
  const name = await enter(page, unique("m"));
  const number = newNumber();
  await becomeMember(page, number, PASSWORD);
  return { name, number, id: await idOf(page) };
}

// From the lounge's page, which knows; its live frame never ends loading.
async function idOf(page) {
  const html = await page.request.get("/lounges/de-at").then((answer) => answer.text());
  return Number(/data-viewer="(\d+)"/.exec(html)[1]);
}
