// What people do to messages, in two real browsers, against a running house at BASE_URL (see browser.test.mjs).
import assert from "node:assert/strict";
import { after, before, test } from "node:test";

import { connected, enterLounge, launch, say } from "./support/browser.mjs";
import { fillLounge, unique } from "./support/house.mjs";
import { changeFrames, doToMessage, lineWith, openMenu, withVisitors } from "./support/talk.mjs";

let browser;
before(async () => { browser = await launch(); });
after(() => browser.close());

const inLounge = (title, lounge, body) => test(title, () => withVisitors(browser, async (come) => {
  const enter = async (options) => {
    const page = await come(options);
    page.name = await enterLounge(page, lounge);
    return page;
  };
  await body(enter, lounge);
}));

const tombstone = "This message was removed.";

inLounge("a format is the same elements from the server and from the script", "es-hn", async (enter, lounge) => {
  const page = await enter();
  const mark = unique("f");
  const bodies = [
    "plain", "**bold** *italic* _italic_ ***both*** `code`", "two\nlines\n\n  *indented*", "> quoted **b**\n> more\n\nreply", "```\n  code *x*\n\n<b>\n```\nafter",
    "/me waves *hard*", "see https://x.org/a_b?c=d&e=f#g, and (www.x.org).", "https://bücher.de/ä https://p\u0430ypal.com", `@${page.name} and @nobody-${mark}`, "<script>alert(1)</script> <img src=x onerror=alert(1)> &amp;",
    "> <b>\n```\n</code></pre>\n```", "مرحبا **بكم** `code`", "`<i>`", "\\*kept\\* ¯\\_(ツ)_/¯ 2*3*4 snake_case",
  ].map((body, i) => `${body} ${mark}${i}`.replace(/^(.*```)( \S+)$/s, "$1\n$2"));
  await fillLounge(lounge, bodies);
  await lineWith(page, `${mark}${bodies.length - 1}`).waitFor();
  const [made, served] = await page.evaluate(async (mark) => {
    const html = (line) => `${[...line.classList].filter((name) => name !== "arriving" && name !== "to-me").join(" ")} ${line.querySelector(".body").innerHTML}`;
    const bodyOf = (lines) => lines.filter((line) => line.querySelector(".body").textContent.includes(mark)).map((line) => line.querySelector(".body").innerHTML);
    const answer = await fetch(`/lounges/${document.getElementById("lounge").dataset.slug}/lines`);
    const fragment = new DOMParser().parseFromString(await answer.text(), "text/html");
    return [bodyOf([...document.querySelectorAll("#lines .line")]), bodyOf([...fragment.querySelectorAll(".line")])];
  }, mark);
  assert.equal(made.length, bodies.length);
  assert.deepEqual(made, served);
  const all = made.join("");
  for (const part of ["<strong>", "<em>", "<strong><em>", "<code>", "<blockquote>", "<pre><code>", 'class="me"', 'class="mention"', 'rel="nofollow noopener noreferrer ugc" target="_blank"']) {
    assert.ok(all.includes(part), part);
  }
  assert.ok(!all.includes("<script"));
  assert.equal(await lineWith(page, `${mark}8`).evaluate((line) => line.classList.contains("to-me")), true);
});

inLounge("an own message is edited in the box, and changes for everybody, also where it is quoted", "en-jm", async (enter) => {
  const [ana, ben] = [await enter(), await enter()];
  const [text, answer, draft] = [unique("first "), unique("answer "), unique("draft ")];
  await say(ana, `*${text}*`);
  await lineWith(ben, text).waitFor();
  await doToMessage(ben, text, "reply");
  await say(ben, answer);
  assert.match(await lineWith(ana, answer).locator(".quote").textContent(), new RegExp(`${ana.name}.*${text}`));

  await ana.fill("#body", draft);
  await doToMessage(ana, text, "edit");
  await ana.waitForFunction((typed) => document.getElementById("body").value === typed, `*${text}*`);
  const changed = unique("changed ");
  await ana.fill("#body", `**${changed}**`);
  await ana.press("#body", "Enter");
  assert.equal(await ana.inputValue("#body"), draft, "what was being written is back");
  for (const page of [ana, ben]) {
    await page.locator("#lines .body strong", { hasText: changed }).waitFor();
    await lineWith(page, changed).locator(".edited").waitFor();
    assert.equal(await lineWith(page, text).count(), 0);
    await lineWith(page, answer).locator(".quote-text", { hasText: changed }).waitFor();
  }
  await ben.reload();
  await lineWith(ben, changed).locator(".edited").waitFor();
});

inLounge("an own message can be changed although the clock of the machine is an hour fast", "en-jm", async (enter) => {
  const page = await enter();
  await page.context().addInitScript(() => {
    const { now } = Date;
    Date.now = () => now() + 3_600_000;
  });
  await page.reload();
  await connected(page);
  const text = unique("skewed ");
  await say(page, text);
  await doToMessage(page, text, "edit");
  await page.locator("#composer-bar:not([hidden])").waitFor();
});

inLounge("Arrow-up takes the last own message into an empty box, and Esc leaves it as it was", "en-jm", async (enter) => {
  const page = await enter();
  const text = unique("last ");
  await say(page, text);
  await lineWith(page, text).waitFor();
  await page.press("#body", "ArrowUp");
  await page.waitForFunction((typed) => document.getElementById("body").value === typed, text);
  assert.equal(await page.locator("#composer-bar").isVisible(), true);
  await page.locator("#body").pressSequentially(" more");
  await page.press("#body", "Escape");
  assert.equal(await page.inputValue("#body"), "");
  assert.equal(await page.locator("#composer-bar").isVisible(), false);
  assert.equal(await lineWith(page, text).locator(".body").textContent(), text);
});

inLounge("deleting asks once more, and leaves a tombstone, also where it is quoted", "es-py", async (enter) => {
  const [ana, ben] = [await enter(), await enter()];
  const [text, answer] = [unique("gone "), unique("answer ")];
  await say(ana, text);
  await lineWith(ben, text).waitFor();
  await doToMessage(ben, text, "reply");
  await say(ben, answer);
  await lineWith(ana, answer).waitFor();
  assert.equal(await (async () => { await openMenu(ana, answer); return ana.locator('#message-menu [data-do="delete"]').isVisible(); })(), false);
  await ana.keyboard.press("Escape");

  await doToMessage(ana, text, "delete");
  await ana.locator('#delete-confirm [data-do="keep"]').click();
  assert.equal(await lineWith(ben, text).count(), 1);
  await doToMessage(ana, text, "delete");
  await ana.locator('#delete-confirm [data-do="delete"]').click();
  for (const page of [ana, ben]) {
    await lineWith(page, text).waitFor({ state: "detached" });
    assert.equal(await lineWith(page, answer).locator(".quote").textContent().then((said) => said.trim()), tombstone);
  }
  await ben.reload();
  assert.equal(await lineWith(ben, answer).locator(".quote").textContent().then((said) => said.trim()), tombstone);
});

inLounge("a quote leads to what it quotes, however far above that is", "en-ng", async (enter, lounge) => {
  const ana = await enter();
  const [text, answer] = [unique("far "), unique("answer ")];
  await say(ana, text);
  await lineWith(ana, text).waitFor();
  const between = Array.from({ length: 55 }, () => unique("between "));
  await fillLounge(lounge, between);
  await lineWith(ana, between.at(-1)).waitFor();
  await doToMessage(ana, text, "reply");
  await say(ana, answer);
  await lineWith(ana, answer).waitFor();
  const ben = await enter({ reducedMotion: "reduce" });
  assert.equal(await lineWith(ben, text).count(), 0);
  // It is lit for two seconds: whoever looks afterwards may be late.
  await Promise.all([ben.locator("#lines .line.lit", { hasText: text }).waitFor(), lineWith(ben, answer).locator(".quote").click()]);
  const [box, room] = [await lineWith(ben, text).boundingBox(), await ben.locator("#log").boundingBox()];
  assert.ok(box.y >= room.y && box.y + box.height <= room.y + room.height, "it stands in sight");
});

inLounge("reactions are counted for all, once for each person and emoji, and taken back by a second press", "en-ke", async (enter) => {
  const [ana, ben] = [await enter(), await enter()];
  const text = unique("react ");
  await say(ana, text);
  await lineWith(ben, text).waitFor();
  await openMenu(ben, text);
  await ben.locator('#message-menu [data-emoji="👍"]').click();
  const thumb = (page) => lineWith(page, text).locator('button.reaction[data-emoji="👍"]');
  await thumb(ana).waitFor();
  assert.equal(await thumb(ana).getAttribute("aria-pressed"), "false");
  await ana.locator("#member-list", { hasText: ben.name }).waitFor({ state: "attached" });
  await thumb(ana).hover();
  assert.match(await thumb(ana).getAttribute("title"), new RegExp(ben.name));
  await thumb(ana).click();
  for (const page of [ana, ben]) await lineWith(page, text).locator('button.reaction[data-count="2"][aria-pressed="true"]:not(.pending)').waitFor();
  await ana.reload();
  await connected(ana);
  assert.deepEqual(await thumb(ana).evaluate((button) => [button.dataset.count, button.getAttribute("aria-pressed")]), ["2", "true"]);
  await thumb(ana).click();
  await lineWith(ben, text).locator('button.reaction[data-count="1"]').waitFor();
  await thumb(ben).click();
  for (const page of [ana, ben]) await thumb(page).waitFor({ state: "detached" });
});

inLounge("what is refused goes back to what it was, with the reason", "en-ke", async (enter) => {
  const page = await enter();
  const text = unique("mine ");
  await say(page, text);
  await lineWith(page, text).waitFor();
  const refused = await enter();
  await lineWith(refused, text).waitFor();
  // A message that its author has removed meanwhile, unseen: the page still offers what can no longer be done.
  await refused.context().setOffline(true);
  await refused.locator("#banner:not([hidden])").waitFor();
  await openMenu(refused, text);
  await refused.locator('#message-menu [data-emoji="🔥"]').click();
  await lineWith(refused, text).locator("button.reaction.pending").waitFor();
  await doToMessage(page, text, "delete");
  await page.locator('#delete-confirm [data-do="delete"]').click();
  await lineWith(page, text).waitFor({ state: "detached" });
  await refused.context().setOffline(false);
  await lineWith(refused, text).waitFor({ state: "detached" });
  assert.equal(await refused.locator("#lines .reaction.pending").count(), 0);
});

test("a refused edit shows the reason and gives the text back", () => withVisitors(browser, async (come) => {
  const page = await come();
  const sent = new Set();
  page.on("websocket", (socket) => socket.on("framesent", ({ payload }) => JSON.parse(payload).t === "edit" && sent.add(JSON.parse(payload).id)));
  let refusing = false;
  await changeFrames(page, (frame) => {
    if (!refusing) return frame;
    if (frame.kind === "edit") return null;
    return frame.t === "ack" ? { t: "nack", id: frame.id, code: "edit_too_late", message: "Too late." } : frame;
  });
  await enterLounge(page, "en-sg");
  const [text, changed] = [unique("kept "), unique("late ")];
  await say(page, `**${text}**`);
  await lineWith(page, text).locator("strong").waitFor();
  refusing = true;
  await page.press("#body", "ArrowUp");
  await page.waitForFunction((typed) => document.getElementById("body").value.includes(typed), text);
  await page.fill("#body", changed);
  await page.press("#body", "Enter");
  await lineWith(page, text).locator(".status-text", { hasText: "Too late." }).waitFor();
  assert.equal(await lineWith(page, text).locator(".body").innerHTML(), `<p><strong>${text}</strong></p>`);
  await lineWith(page, text).locator(".status .edit").click();
  assert.equal(await page.inputValue("#body"), changed);
}));

inLounge("what was done while the connection was away is done when it is back, once", "en-sg", async (enter) => {
  const [ana, ben] = [await enter(), await enter()];
  const [text, other] = [unique("offline "), unique("other ")];
  await say(ana, text);
  await say(ben, other);
  await lineWith(ana, other).waitFor();
  await lineWith(ben, text).waitFor();
  await ana.context().setOffline(true);
  await ana.locator("#banner:not([hidden])").waitFor();
  const changed = unique("after ");
  await ana.press("#body", "ArrowUp");
  await ana.waitForFunction((typed) => document.getElementById("body").value === typed, text);
  await ana.fill("#body", changed);
  await ana.press("#body", "Enter");
  await ana.locator("#lines .line.changing .body", { hasText: changed }).waitFor();
  await openMenu(ana, other);
  await ana.locator('#message-menu [data-emoji="😂"]').click();
  await ana.context().setOffline(false);
  await lineWith(ben, changed).locator(".edited").waitFor();
  await lineWith(ben, other).locator('button.reaction[data-emoji="😂"][data-count="1"]').waitFor();
  await lineWith(ana, changed).and(ana.locator(":not(.changing)")).waitFor();
  assert.equal(await lineWith(ben, changed).count(), 1);
});

inLounge("an emoji is found by its name, put into the box, and offered first the next time", "es-ni", async (enter) => {
  const page = await enter();
  await page.fill("#body", "so ");
  await page.click("#composer-emoji");
  await page.locator("#emoji-picker input").pressSequentially("unic");
  await page.locator("#emoji-picker .picker-grid button:only-child", { hasText: "🦄" }).waitFor();
  await page.keyboard.press("Enter");
  assert.equal(await page.inputValue("#body"), "so 🦄");
  assert.equal(await page.evaluate(() => document.activeElement.id), "body");

  await page.click("#composer-emoji");
  await page.locator("#emoji-picker .picker-grid button").first().waitFor();
  assert.equal(await page.locator("#emoji-picker .picker-grid button").first().textContent(), "🦄");
  await page.keyboard.press("ArrowDown");
  await page.keyboard.press("ArrowDown");
  await page.keyboard.press("ArrowRight");
  await page.keyboard.press("Enter");
  assert.equal(await page.inputValue("#body"), "so 🦄😃");
  await page.click("#composer-emoji");
  await page.locator("#emoji-picker input").fill("🪿");
  await page.keyboard.press("Enter");
  assert.equal(await page.inputValue("#body"), "so 🦄😃🪿");
  await page.click("#composer-emoji");
  await page.keyboard.press("Escape");
  assert.equal(await page.locator("#emoji-picker").isVisible(), false);
});

inLounge("who types an emoji's name and Enter before the emoji have come gets it as soon as they have", "es-ni", async (enter) => {
  const page = await enter({ serviceWorkers: "block" }); // what a worker fetches cannot be held back
  let come;
  const held = new Promise((resolve) => { come = resolve; });
  await page.route("**/js/emoji.js*", async (route) => {
    await held;
    await route.continue();
  });
  await page.click("#composer-emoji");
  await page.keyboard.type("unic");
  await page.keyboard.press("Enter");
  assert.equal(await page.inputValue("#body"), "");
  come();
  await page.waitForFunction(() => document.getElementById("body").value === "🦄");
  assert.equal(await page.locator("#emoji-picker").isVisible(), false);
});

inLounge("a name after @ is completed by the keys, and whoever is meant sees it marked", "en-ph", async (enter) => {
  const [ana, ben] = [await enter(), await enter()];
  await ana.locator("#member-list", { hasText: ben.name }).waitFor({ state: "attached" });
  await ana.locator("#body").pressSequentially(`hi @${ben.name.slice(0, 6)}`);
  const list = ana.locator("#mention-list");
  await list.locator("[role=option]", { hasText: ben.name }).waitFor();
  assert.equal(await ana.getAttribute("#body", "aria-activedescendant"), await list.locator('[aria-selected="true"]').getAttribute("id"));
  await ana.keyboard.press("Escape");
  assert.equal(await list.isVisible(), false);
  await ana.locator("#body").pressSequentially(ben.name.slice(6, 8));
  await list.waitFor();
  await ana.keyboard.press("Tab");
  assert.equal(await ana.inputValue("#body"), `hi @${ben.name} `);
  await ana.press("#body", "Enter");
  const mention = (page) => page.locator("#lines .mention", { hasText: `@${ben.name}` });
  await mention(ben).waitFor();
  await mention(ana).waitFor();
  assert.equal(await ben.locator("#lines .line.to-me").filter({ has: ben.locator(".mention") }).count(), 1);
  assert.equal(await ana.locator("#lines .line.to-me").count(), 0);
});

inLounge("everything is done by the keys alone", "en-nz", async (enter) => {
  const page = await enter();
  const [text, answer] = [unique("keys "), unique("by keys ")];
  await page.locator("#body").pressSequentially(text);
  await page.keyboard.press("Enter");
  await lineWith(page, text).waitFor();
  // Back from the box to the log, whatever lies between.
  const toLog = async () => {
    for (let i = 0; i < 60 && (await page.evaluate(() => document.activeElement.id)) !== "log"; i += 1) await page.keyboard.press("Shift+Tab");
  };
  await toLog();
  await page.keyboard.press("ArrowUp");
  assert.match(await page.evaluate(() => document.activeElement.querySelector(".body").textContent), new RegExp(text));
  await page.keyboard.press("Enter");
  await page.keyboard.press("ArrowRight");
  await page.keyboard.press("Enter");
  await lineWith(page, text).locator('button.reaction[data-emoji="❤️"]').waitFor();
  assert.equal(await page.evaluate(() => document.activeElement.classList.contains("line")), true);

  const menuTo = async (label) => {
    await page.keyboard.press("Enter");
    for (let i = 0; i < 15 && (await page.evaluate(() => document.activeElement.textContent.trim())) !== label; i += 1) await page.keyboard.press("ArrowDown");
    await page.keyboard.press("Enter");
  };
  await menuTo("Answer");
  await page.keyboard.type(answer);
  await page.keyboard.press("Enter");
  await lineWith(page, answer).locator(".quote").waitFor();
  await toLog();
  await page.keyboard.press("End");
  await menuTo("Delete");
  await page.keyboard.press("ArrowUp");
  await page.keyboard.press("Enter");
  await lineWith(page, answer).waitFor({ state: "detached" });
});

inLounge("the pointer finds a bar at the message, a finger a long press", "en-nz", async (enter) => {
  const page = await enter({ viewport: { width: 1280, height: 800 } });
  const text = unique("point ");
  await say(page, text);
  await lineWith(page, text).locator(".body").hover();
  await page.locator('#line-tools [data-do="reply"]').click();
  assert.equal(await page.locator("#composer-bar .bar-quote").textContent(), text);
  await page.keyboard.press("Escape");

  const phone = await enter({ hasTouch: true, isMobile: true });
  await lineWith(phone, text).locator(".body").tap();
  await phone.locator("#line-tools").waitFor();
  const { x, y, width, height } = await lineWith(phone, text).locator(".body").boundingBox();
  const fingers = await phone.context().newCDPSession(phone);
  await fingers.send("Input.dispatchTouchEvent", { type: "touchStart", touchPoints: [{ x: x + width / 2, y: y + height - 2 }] });
  await phone.locator("#message-menu").waitFor();
  await fingers.send("Input.dispatchTouchEvent", { type: "touchEnd", touchPoints: [] });
  await phone.locator('#message-menu [data-emoji="👍"]').tap();
  await lineWith(page, text).locator('button.reaction[data-emoji="👍"]').waitFor();
});
