// What links lead to, as cards beside messages: in two browsers, with JavaScript and without. The sites are played by a server of this machine under names that only this
// house's test setting knows; everything else of this machine must stay out of reach.
import assert from "node:assert/strict";
import { mkdir } from "node:fs/promises";
import { after, before, test } from "node:test";

import { connected, enter, launch, say, visitor } from "./support/browser.mjs";
import { unique } from "./support/house.mjs";
import { send } from "./support/members.mjs";
import { OwnHouse } from "./support/own_house.mjs";
import { doToMessage, lineWith, openMenu } from "./support/talk.mjs";
import { until } from "./support/protocol_v1.mjs";
import { WebSite } from "./support/web_site.mjs";

let browser;
let house;
let site;
before(async () => {
  site = await WebSite.start();
  const stand_ins = site.stand_ins("page.example", "www.other.example");
  house = await OwnHouse.start({ POSTS: 1000, PREVIEWS: 1000, PREVIEWS_PER_HOST: 1000 }, { RED_LOUNGES: "declared", CHATROOM_TEST_PREVIEW_STAND_INS: stand_ins });
  browser = await launch();
});
after(async () => {
  await browser?.close();
  await house?.stop();
  await site?.stop();
});

async function visit(t, lounge, options = {}) {
  const one = await visitor(browser, { baseURL: house.base, ...options });
  t.after(() => one.end());
  if (lounge.startsWith("red")) return one;
  await enter(one.page, unique("v"), { go: "liveliest", next: lounge });
  if (options.javaScriptEnabled !== false) await connected(one.page);
  return one;
}

const card = (page, text) => lineWith(page, text).locator(".preview");
const title = (page, text) => card(page, text).locator(".preview-title");
const image = (page, text) => card(page, text).locator("img");
const width = (one) => one.evaluate((img) => img.decode().then(() => img.naturalWidth));
const silent = async (page) => assert.equal(await page.locator("#lines .preview").count(), 0);

// A second message whose card has come says that the first has had its chance.
async function after_another(page, lounge_text = unique("/after-")) {
  site.article(lounge_text, "Another", { picture: "" });
  const text = unique("another ");
  await say(page, `${text} http://page.example${lounge_text}`);
  await title(page, text).waitFor();
}

test("a message that a moderator brings back has its card and its reactions on open pages, and one's own is one's own", async (t) => {
  const path = unique("/brought-back-");
  site.article(path, "Brought back", { picture: "" });
  const [{ page: ana }, { page: bob }, { page: zoe }] = await Promise.all([visit(t, "en-ca"), visit(t, "en-ca"), visit(t, "en-ca")]);
  const text = unique("restored ");
  await say(ana, `${text} http://page.example${path}`);
  for (const page of [ana, bob]) await title(page, text).waitFor();
  const reaction = (page) => lineWith(page, text).locator('button.reaction[data-emoji="👍"]');
  await openMenu(bob, text);
  await bob.locator('#message-menu [data-emoji="👍"]').click();
  await reaction(ana).waitFor();
  await reaction(ana).click();
  for (const page of [ana, bob]) await reaction(page).filter({ hasText: "2" }).waitFor();
  const seq = await lineWith(ana, text).getAttribute("data-seq");
  const printed = await house.script("moderate", "delete", `en-ca/${seq}`, "--ground", "spam");
  for (const page of [ana, bob, zoe]) await page.locator(`#lines .line.removed[data-seq="${seq}"]`).waitFor();
  // One of them has not seen it before.
  await bob.reload();
  await connected(bob);
  await house.script("lift-action", /action (\d+)/.exec(printed)[1]);
  for (const [page, mine] of [[ana, "true"], [bob, "true"], [zoe, "false"]]) {
    await title(page, text).filter({ hasText: "Brought back" }).waitFor();
    await reaction(page).filter({ hasText: "2" }).waitFor();
    assert.equal(await reaction(page).getAttribute("aria-pressed"), mine);
  }
  // They go on to be counted.
  await reaction(zoe).click();
  for (const page of [ana, bob, zoe]) await reaction(page).filter({ hasText: "3" }).waitFor();
});

test("a card appears for both, is the same when loaded anew, and the page was asked once", async (t) => {
  const path = unique("/article-");
  site.article(path, "Sunset &amp; sea &lt;b&gt;");
  const [{ page: ana }, { page: bob }] = await Promise.all([visit(t, "en-us"), visit(t, "en-us")]);
  const text = unique("look ");
  await say(ana, `${text} http://page.example${path}#part`);
  for (const page of [ana, bob]) {
    await title(page, text).filter({ hasText: "Sunset & sea <b>" }).waitFor();
    await image(page, text).scrollIntoViewIfNeeded();
    assert.equal(await width(image(page, text)), 640, "a thumbnail of our own");
  }
  const html = (page) => card(page, text).evaluate((one) => one.outerHTML.replace(/\s+/g, " "));
  const pushed = await html(bob);
  await bob.reload();
  await title(bob, text).waitFor();
  assert.equal(await html(bob), pushed, "the script's card is the server's");
  const link = card(bob, text).locator(".preview-link");
  assert.equal(await link.getAttribute("href"), `http://page.example${path}`);
  assert.equal(await link.getAttribute("rel"), "nofollow noopener noreferrer ugc");
  assert.equal(await card(bob, text).locator(".preview-site").textContent(), "page.example");
  assert.equal(await image(bob, text).getAttribute("alt"), "Picture of \u2068page.example\u2069");
  assert.match(await image(bob, text).getAttribute("src"), /^\/lounges\/en-us\/messages\/\d+\/preview\/\w+$/);
  const again = unique("again ");
  await say(bob, `${again} http://page.example${path}`);
  await title(ana, again).waitFor();
  assert.equal(site.times(path), 1);
  assert.match(site.asked[0].agent, /^ChatroomLinkPreview\/1\.0 \(\+http:/);
});

test("without scripts the card stands in the live frame and on the page", async (t) => {
  const path = unique("/plain-");
  site.article(path, "Plainly said");
  const { page: plain } = await visit(t, "en-gb", { javaScriptEnabled: false });
  const { page: ana } = await visit(t, "en-gb");
  const text = unique("live ");
  await say(ana, `${text} http://page.example${path}`);
  await title(ana, text).waitFor();
  const frame = plain.frameLocator(".live-frame");
  const live = frame.locator(".line").filter({ hasText: text });
  await live.locator(".preview-title", { hasText: "Plainly said" }).waitFor();
  assert.equal(await live.locator(".preview-link").getAttribute("href"), `http://page.example${path}`);
  const seq = await live.getAttribute("data-seq");
  await plain.goto(`/lounges/en-gb/messages/${seq}`);
  await plain.locator(".preview-title", { hasText: "Plainly said" }).waitFor();
  assert.equal(await plain.locator('form[action$="/preview/remove"]').count(), 0, "it is another's");
});

test("its author takes a card off, by the menu and by the form", async (t) => {
  const path = unique("/unwanted-");
  site.article(path, "Unwanted");
  const [{ page: ana }, { page: bob }] = await Promise.all([visit(t, "en-ca"), visit(t, "en-ca")]);
  const first = unique("one ");
  await say(ana, `${first} http://page.example${path}`);
  await Promise.all([title(ana, first).waitFor(), title(bob, first).waitFor()]);
  const src = await image(bob, first).getAttribute("src");
  assert.equal((await bob.request.get(src)).status(), 200);
  await openMenu(bob, first);
  assert.ok(await bob.locator('#message-menu [data-do="unpreview"]').isHidden(), "another's");
  await bob.keyboard.press("Escape");
  await doToMessage(ana, first, "unpreview");
  for (const page of [ana, bob]) await card(page, first).waitFor({ state: "detached" });
  assert.equal((await bob.request.get(src)).status(), 404, "and its picture is not given out any more");
  const { page: plain } = await visit(t, "en-ca", { javaScriptEnabled: false });
  await plain.goto("/lounges/en-ca", { waitUntil: "domcontentloaded" });
  const second = unique("two ");
  await plain.fill("#body", `${second} http://page.example${path}`);
  await send(plain, "#composer .send");
  await title(bob, second).waitFor();
  await plain.goto(`/lounges/en-ca/messages/${await lineWith(bob, second).getAttribute("data-seq")}`);
  await plain.locator('form[action$="/preview/remove"] button').click({ noWaitAfter: true });
  await card(bob, second).waitFor({ state: "detached" });
});

test("an edited message's card follows its new first link, a removed one has none", async (t) => {
  const [one, two] = [unique("/one-"), unique("/two-")];
  site.article(one, "First page");
  site.article(two, "Second page");
  const [{ page: ana }, { page: bob }] = await Promise.all([visit(t, "en-au"), visit(t, "en-au")]);
  const text = unique("edit ");
  await say(ana, `${text} http://page.example${one}`);
  await title(bob, text).filter({ hasText: "First page" }).waitFor();
  await doToMessage(ana, text, "edit");
  await ana.locator("#composer-bar:not([hidden])").waitFor();
  await say(ana, `${text} http://www.other.example${two}`);
  for (const page of [ana, bob]) await title(page, text).filter({ hasText: "Second page" }).waitFor();
  assert.equal(await card(bob, text).locator(".preview-site").textContent(), "other.example");
  await doToMessage(ana, text, "delete");
  await ana.locator('#delete-confirm [data-do="delete"]').click();
  await bob.locator(".line.removed").waitFor();
  await silent(bob);
});

test("nothing of this machine is reached: by name, number, IPv6 or redirect", async (t) => {
  const { page: ana } = await visit(t, "en-nz");
  const targets = ["http://localhost/", "http://127.0.0.1/", "http://2130706433/", "http://0x7f.1/", "http://[::1]/", "http://[::ffff:127.0.0.1]/",
    `http://127.0.0.1:${site.port}/`, `http://localhost:${site.port}/`];
  for (const target of targets) {
    const path = unique("/to-");
    site.redirect(path, target);
    await say(ana, `${target} `);
    await say(ana, `http://page.example${path}`);
  }
  await after_another(ana);
  await until(() => site.asked.filter(({ url }) => url.startsWith("/to-")).length === targets.length, "every redirect was seen");
  await after_another(ana);
  assert.equal(await ana.locator("#lines .preview").count(), 2, "the two others");
  assert.ok(site.asked.every(({ host }) => /^(page|www\.other)\.example$/.test(host)), JSON.stringify(site.asked.map(({ host }) => host)));
});

test("a slow page costs nobody else their card, and a post nothing", async (t) => {
  let failed = false;
  site.page("/slow", (response) => response.on("close", () => { failed = true; }));
  const { page: ana } = await visit(t, "en-ie");
  await say(ana, "http://page.example/slow");
  await lineWith(ana, "slow").and(ana.locator('[data-seq]:not([data-seq=""])')).waitFor();
  assert.equal(failed, false, "the post is there before the page has failed");
  await after_another(ana);
  assert.equal(await ana.locator("#lines .preview").count(), 1);
});

test("in a RED lounge the picture is blurred until somebody asks for it", async (t) => {
  const path = unique("/red-");
  site.article(path, "Behind the curtain");
  const { page: ana } = await visit(t, "red");
  await ana.goto("/?next=en-us-red");
  await ana.getByRole("textbox").first().fill(unique("r"));
  await ana.locator('input[name="ageCategory"][value="18+RED"]').check();
  await ana.locator('button[value="liveliest"]').click();
  await connected(ana);
  const text = unique("red ");
  await say(ana, `${text} http://page.example${path}`);
  await title(ana, text).waitFor();
  const link = card(ana, text).locator(".preview-picture");
  const src = () => image(ana, text).getAttribute("src");
  assert.match(await src(), /^data:image\/webp;base64,/);
  await link.click();
  assert.match(await src(), /\/preview\/\w+$/);
  await ana.reload();
  assert.match(await src(), /^data:image\/webp;base64,/, "as the server shows it");
});

test("it looks well in every size and light", { skip: !process.env.PICTURES }, async (t) => {
  const path = unique("/pictured-");
  site.article(path, "A long title of a page that goes on and on, over two lines and more than that, as titles of news do today", { text: "What the page says of itself, in a sentence or two, and then some more words that nobody needs to read at once. ".repeat(2) });
  await mkdir(process.env.PICTURES, { recursive: true });
  const { page: bob } = await visit(t, "en-all");
  await say(bob, `Here: http://page.example${path}`);
  site.article("/no-picture", "Without a picture", { picture: "", text: "" });
  await say(bob, "http://www.other.example/no-picture");
  await title(bob, "no-picture").waitFor();
  for (const locale of ["en-US", "ar"]) {
    for (const colorScheme of ["light", "dark"]) {
      const { page } = await visit(t, "en-all", { colorScheme, locale });
      await say(page, `Mine: http://page.example${path}`);
      await title(page, "Mine").first().waitFor();
      for (const size of [360, 1280]) {
        await page.setViewportSize({ width: size, height: size === 360 ? 740 : 800 });
        await page.waitForTimeout(600);
        await page.screenshot({ path: `${process.env.PICTURES}/preview-${locale}-${colorScheme}-${size}.png` });
      }
    }
  }
});
