// What somebody wrote to somebody and did not send yet, in real browsers: shown, kept, and theirs alone. The house at BASE_URL; SMS are read in $CHATROOM_VAR.
import assert from "node:assert/strict";
import { after, before, test } from "node:test";

import { launch, say } from "./support/browser.mjs";
import { newMember, PASSWORD, signIn } from "./support/members.mjs";
import { withVisitors } from "./support/talk.mjs";

let browser;
before(async () => { browser = await launch(); });
after(() => browser.close());

const talk = (page, peer) => page.goto(`/direct/${peer.id}`);
const messages = (page) => page.locator("#lines .line:not(.pending) .body").allInnerTexts();
const message = (page, text) => page.locator("#lines .line:not(.pending)", { hasText: text });
const open = (page, viewer) => page.locator(`#conversation[data-connection="open"][data-viewer="${viewer.id}"]`).waitFor();

// Sockets of the page break at once until `line.up`, and nor can it ask whether its session lives: it is over for a moment while another signs in.
async function breakableLine(page) {
  const line = { up: false };
  await page.context().routeWebSocket(/\/ws(\?|$)/, (client) => {
    if (line.up) client.connectToServer();
    else client.close();
  });
  await page.route(/\/direct\/\d+\/lines/, (route) => (line.up ? route.continue() : route.abort()));
  return line;
}

async function signOut(page) {
  await page.setViewportSize({ width: 1280, height: 800 });
  await page.goto("/languages");
  await Promise.all([page.waitForURL((url) => url.pathname !== "/languages"), page.locator('form[action="/signout"] button').click()]);
}

test("a message on its way is shown at once, and goes out in its author's name alone, whoever signs in meanwhile", () => withVisitors(browser, async (come) => {
  const [one, two, three] = [await come(), await come(), await come()];
  const [ana, ben, carl] = [await newMember(one), await newMember(two), await newMember(three)];
  const line = await breakableLine(one);
  await talk(one, ben);
  await say(one, "from ana alone");
  await one.locator(".line.mine.pending", { hasText: "from ana alone" }).locator(".status-text", { hasText: "Goes out when the connection is back" }).waitFor();
  assert.equal(await one.inputValue("#body"), "");
  await one.fill("#body", "half a thought");

  // In another tab of the same browser, without her having left; the page that is open comes back as theirs.
  const second = await one.context().newPage();
  await one.context().clearCookies();
  await signIn(second, carl.number, PASSWORD);
  line.up = true;
  await open(one, carl);
  assert.equal(await one.locator("#lines .line").count(), 0);
  assert.equal(await one.inputValue("#body"), "", "nor is what she was writing his");
  await say(one, "from carl");
  await message(one, "from carl").waitFor();
  await talk(two, carl);
  await message(two, "from carl").waitFor();
  assert.deepEqual(await messages(two), ["from carl"]);
  await talk(two, ana);
  assert.deepEqual(await messages(two), []);

  // She comes back to the same tab.
  await signOut(one);
  await signIn(one, ana.number, PASSWORD);
  await open(two, ben);
  await talk(one, ben);
  await message(two, "from ana alone").waitFor();
  await message(one, "from ana alone").waitFor();
  assert.deepEqual(await messages(one), ["from ana alone"]);
  assert.equal(await one.locator(".line.pending").count(), 0);
  assert.equal(await one.inputValue("#body"), "half a thought");
}));

test("a text that is being written outlives a reload and the end of the session", () => withVisitors(browser, async (come) => {
  const [one, two] = [await come(), await come()];
  const [ana, ben] = [await newMember(one), await newMember(two)];
  await talk(one, ben);
  await open(one, ana);
  await one.fill("#body", "a long letter");
  await one.reload();
  assert.equal(await one.inputValue("#body"), "a long letter");
  await open(one, ana);
  await one.locator("#body").press("End");
  await one.keyboard.type(", not yet done");

  const second = await one.context().newPage();
  await signOut(second);
  await one.locator("#banner", { hasText: "Your session has ended. Your text is kept." }).waitFor();
  await one.locator("#banner-link").click();
  await signIn(one, ana.number, PASSWORD);
  await talk(one, ben);
  assert.equal(await one.inputValue("#body"), "a long letter, not yet done");
  await open(one, ana);
  await one.locator("#body").press("Enter");
  await message(one, "a long letter, not yet done").waitFor();
  await one.reload();
  assert.equal(await one.inputValue("#body"), "");
}));
