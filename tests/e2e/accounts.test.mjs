// Accounts in a real browser, with JavaScript and without, against a running house at BASE_URL whose state folder is $CHATROOM_VAR: the SMS are read
// where the operator reads them. (CHATROOM_ENV=test with CHATROOM_LIMIT_ATTEMPTS and CHATROOM_LIMIT_SMS_PER_PREFIX=1000.)
import assert from "node:assert/strict";
import { readFile } from "node:fs/promises";
import { after, before, test } from "node:test";

import { connected, enter, launch, say, stored, visitor } from "./support/browser.mjs";
import { unique } from "./support/house.mjs";
import { appCode, becomeMember, newNumber, send, signIn, signUp, smsPassword, smsTo } from "./support/members.mjs";

let browser;
before(async () => { browser = await launch(); });
after(() => browser.close());

const PASSWORD = "paper lanterns on 7 boats";
const OTHER_PASSWORD = "eleven quiet herons by night";

// Once with scripts and once without; visitors leave at the end, and no script of theirs may have failed.
function bothWays(title, body) {
  for (const javaScriptEnabled of [true, false]) {
    test(`${title} (${javaScriptEnabled ? "with" : "without"} JavaScript)`, async () => {
      const visitors = [];
      const come = async (options = {}) => {
        visitors.push(await visitor(browser, { javaScriptEnabled, ...options }));
        return visitors.at(-1).page;
      };
      try {
        await body(come, javaScriptEnabled);
      } finally {
        for (const one of visitors) await one.end();
      }
    });
  }
}

// Says it and sees it stored, by the socket or by the form and the live frame. Resolves to the author's name as shown to everybody.
async function chat(page, text, scripts) {
  if (scripts) {
    await connected(page);
    await say(page, text);
    await stored(page, text).waitFor();
    return stored(page, text).locator(".author").textContent();
  }
  await page.fill("#body", text);
  await send(page, ".send");
  const line = page.frameLocator("iframe.live-frame").locator(".line", { hasText: text });
  await line.waitFor();
  return line.locator(".author").textContent();
}

const signOut = async (page) => {
  await page.goto("/account");
  return send(page, 'main form[action="/signout"] button');
};

bothWays("sign up, read the SMS, sign in, set a password, chat, sign out, forget, recover", async (come, scripts) => {
  const page = await come();
  const number = newNumber();
  await signUp(page, number);
  assert.equal(await page.inputValue("#phone-number"), number, "the number is kept");
  assert.ok(!page.url().includes(number.slice(-7)), "and stands in no address");
  const first = await smsPassword(number);
  assert.equal(await signIn(page, number, first, "fr-fr"), "/account/password");
  await page.fill("#new-password", "short");
  await send(page);
  await page.locator("#new-password-error").waitFor();
  assert.equal(await page.inputValue("#new-password"), "");
  await page.fill("#new-password", PASSWORD);
  assert.equal(await send(page), "/lounges/fr-fr");
  await chat(page, unique("as a member "), scripts);

  assert.equal(await signOut(page), "/");
  await page.goto("/account");
  assert.equal(new URL(page.url()).pathname, "/signin");
  assert.equal(await signIn(page, number, first), "/signin", "the SMS password was good for one sign-in");
  await page.locator("main [role=alert]").waitFor();

  await page.goto("/forgotten");
  await page.fill("#phone-number", number);
  assert.equal(await send(page), "/signin");
  const second = await smsPassword(number);
  assert.notEqual(second, first);
  assert.equal(await signIn(page, number, second), "/account/password");
  await page.fill("#new-password", OTHER_PASSWORD);
  assert.equal(await send(page), "/languages");
  assert.equal(await signOut(page), "/");
  assert.equal(await signIn(page, number, PASSWORD), "/signin", "the forgotten password is no longer good");
  assert.equal(await signIn(page, number, OTHER_PASSWORD), "/languages");
});

bothWays("a guest becomes a member under the same name, and their lines stay theirs", async (come, scripts) => {
  const page = await come();
  const name = await enter(page, unique("g"), { go: "liveliest", next: "fr-be" });
  const text = unique("as a guest ");
  await chat(page, text, scripts);
  await page.goto("/signup?next=fr-be");
  await page.locator(".notice", { hasText: name }).waitFor();
  assert.equal(await becomeMember(page, newNumber(), PASSWORD, "fr-be"), "/lounges/fr-be");
  const later = unique("as a member ");
  assert.equal(await chat(page, later, scripts), name);
  const other = await come();
  await enter(other, unique("w"), { go: "liveliest", next: "fr-be" });
  const log = scripts ? other.locator("#lines") : other.frameLocator("iframe.live-frame");
  for (const said of [text, later]) assert.equal(await log.locator(".line", { hasText: said }).locator(".author").textContent(), name);
});

bothWays("the name and the language of a member's profile hold from then on", async (come) => {
  const page = await come();
  await becomeMember(page, newNumber(), PASSWORD);
  const name = unique("p");
  await page.goto("/account");
  await page.fill("#name", "a b");
  await page.fill("#bio", "Two\nlines");
  await send(page);
  await page.locator("#name-error").waitFor();
  assert.equal(await page.inputValue("#bio"), "Two\nlines");
  await page.fill("#name", name);
  await page.selectOption("#locale", "ar");
  assert.equal(await send(page), "/account");
  assert.equal(await page.locator("html").getAttribute("dir"), "rtl");
  assert.equal(await page.inputValue("#name"), name);
  assert.equal(await page.inputValue("#bio"), "Two\nlines");
});

bothWays("a member signs out elsewhere from the list of sessions", async (come) => {
  const here = await come();
  const there = await come();
  const number = newNumber();
  await becomeMember(here, number, PASSWORD);
  assert.equal(await signIn(there, number, PASSWORD), "/languages");
  await here.goto("/account/sessions");
  assert.equal(await here.locator(".session").count(), 2);
  assert.equal(await send(here, 'form[action="/account/sessions/end"] button'), "/account/sessions");
  assert.equal(await here.locator(".session").count(), 1);
  await there.goto("/account");
  assert.equal(new URL(there.url()).pathname, "/signin");
});

bothWays("a password changed here signs out there", async (come) => {
  const here = await come();
  const there = await come();
  const number = newNumber();
  await becomeMember(here, number, PASSWORD);
  await signIn(there, number, PASSWORD);
  await here.goto("/account/password");
  await here.fill("#current-password", PASSWORD);
  await here.fill("#new-password", OTHER_PASSWORD);
  assert.equal(await send(here), "/account");
  await there.goto("/account/sessions");
  assert.equal(new URL(there.url()).pathname, "/signin");
});

bothWays("a second step is set up and asked for, gets new recovery codes, and is switched off", async (come) => {
  const page = await come();
  const number = newNumber();
  await becomeMember(page, number, PASSWORD);
  await page.goto("/account/second-step");
  await send(page);
  await page.fill("#code", await appCode(await page.locator(".secret code").textContent()));
  await send(page);
  const codes = await page.locator(".codes code").allTextContents();
  assert.equal(codes.length, 10);
  const other = await come();
  assert.equal(await signIn(other, number, PASSWORD), "/signin/code");
  await other.fill("#code", codes[0]);
  assert.equal(await send(other), "/languages");

  const form = (what) => `form[action="/account/second-step/${what}"]`;
  await page.goto("/account/second-step");
  await page.locator(form("codes"), { hasText: "You have 9 recovery codes left." }).waitFor();
  await page.fill("#new-code", codes[1]);
  await send(page, `${form("codes")} button`);
  const renewed = await page.locator(".codes code").allTextContents();
  assert.equal(new Set([...codes, ...renewed]).size, 20);

  await page.goto("/account/second-step");
  await page.fill("#off-code", codes[2]);
  await send(page, `${form("off")} button`);
  await page.locator("#off-code-error").waitFor();
  await page.fill("#off-code", renewed[0]);
  assert.equal(await send(page, `${form("off")} button`), "/account");
  await page.locator(".notice").waitFor();
  await other.goto("/account");
  assert.equal(new URL(other.url()).pathname, "/signin");
  assert.equal(await signIn(other, number, PASSWORD), "/languages", "the password alone is enough");
});

bothWays("a member takes their data along, then deletes the account", async (come) => {
  const page = await come();
  const number = newNumber();
  await becomeMember(page, number, PASSWORD);
  await page.goto("/account/data");
  await page.fill("#password", PASSWORD);
  const [file] = await Promise.all([page.waitForEvent("download"), page.locator(".form button.primary").click({ noWaitAfter: true })]);
  assert.equal(file.suggestedFilename(), "the-chatroom.json");
  const data = await readFile(await file.path(), "utf8");
  assert.ok(JSON.stringify(JSON.parse(data)).includes(number));
  await page.goto("/account/delete");
  await page.fill("#password", "not this one");
  assert.equal(await send(page), "/account/delete");
  await page.locator("#password-error").waitFor();
  await page.fill("#password", PASSWORD);
  assert.equal(await send(page), "/");
  await page.locator(".notice").waitFor();
  assert.equal(await signIn(page, number, PASSWORD), "/signin");
});

bothWays("who forgets a number that has no account is answered as everybody, and no SMS is written", async (come) => {
  const page = await come();
  const number = newNumber();
  await page.goto("/forgotten");
  await page.fill("#phone-number", number);
  assert.equal(await send(page), "/signin");
  await page.locator(".notice").waitFor();
  assert.equal(await smsTo(number), null);
});

test("a lounge that is open elsewhere closes when its session is ended", async () => {
  const [here, there] = [await visitor(browser), await visitor(browser)];
  try {
    const number = newNumber();
    await becomeMember(here.page, number, PASSWORD);
    await signIn(there.page, number, PASSWORD, "fr-ch");
    await connected(there.page);
    await here.page.goto("/account/sessions");
    await send(here.page, 'form[action="/account/sessions/end"] button');
    await there.page.locator("#banner-link:visible").waitFor();
  } finally {
    await here.end();
    await there.end();
  }
});

test("a member whose connection broke and whose access token is gone gets new ones before the next try", async () => {
  const { page, context, end } = await visitor(browser);
  try {
    await becomeMember(page, newNumber(), PASSWORD, "fr-lu");
    await connected(page);
    await context.clearCookies({ name: "accessToken" });
    const renewed = page.waitForResponse((answer) => answer.url().endsWith("/api/auth/refresh"));
    await context.setOffline(true);
    await page.locator("#banner:visible").waitFor();
    await context.setOffline(false);
    assert.equal((await renewed).status(), 200);
    await connected(page);
    assert.ok((await context.cookies()).some((cookie) => cookie.name === "accessToken"));
  } finally {
    await end();
  }
});

test("a password can be looked at while it is typed, and is a password again when it is sent", async () => {
  const { page, end } = await visitor(browser);
  try {
    await page.goto("/signin");
    await page.fill("#password", "abc");
    await page.locator(".reveal .link").click();
    assert.equal(await page.locator("#password").getAttribute("type"), "text");
    await page.evaluate(() => document.querySelector(".form").addEventListener("submit", (event) => event.preventDefault()));
    await page.fill("#phone-number", "+12024561111");
    await page.locator(".form button.primary").click();
    assert.equal(await page.locator("#password").getAttribute("type"), "password");
  } finally {
    await end();
  }
});

test("a member who uses a page tells the server so, at most once a minute", async () => {
  const { page, end } = await visitor(browser);
  try {
    await becomeMember(page, newNumber(), PASSWORD);
    let beats = 0;
    page.on("request", (request) => { beats += request.url().endsWith("/api/heartbeat") ? 1 : 0; });
    await page.goto("/languages");
    const answered = page.waitForResponse((answer) => answer.url().endsWith("/api/heartbeat"));
    await page.keyboard.press("Tab");
    assert.equal((await answered).status(), 200);
    await page.keyboard.press("Tab");
    await page.keyboard.press("Tab");
    // Whatever the keys had sent would have gone before this.
    await Promise.all([page.waitForRequest("**/health"), page.evaluate(async () => { await fetch("/health"); })]);
    assert.equal(beats, 1);
  } finally {
    await end();
  }
});
