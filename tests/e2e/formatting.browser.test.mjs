// What one person formats, another sees formatted: in real browsers, with JavaScript and without, whichever of the two posts.
import assert from "node:assert/strict";
import { after, before, test } from "node:test";

import { connected, enter, launch, say } from "./support/browser.mjs";
import { unique } from "./support/house.mjs";
import { send } from "./support/members.mjs";
import { withVisitors } from "./support/talk.mjs";

const LOUNGE = "es-uy";

let browser;
before(async () => { browser = await launch(); });
after(() => browser.close());

// Where the lines are: without scripts in the live frame.
const plain = { javaScriptEnabled: false };
const linesOf = (page, options) => (options === plain ? page.frameLocator("iframe.live-frame") : page).locator(".line");

async function postByForm(page, text) {
  await page.fill("#body", text);
  await send(page, ".send");
}

const textWith = (name, mark) => `**bold ${mark}** and *slanted*, \`code\`, https://chat.invalid/${mark} for @${name}\n> a quote\n\`\`\`\nas *typed*\n\`\`\``;

async function isFormatted(lines, name, mark) {
  const line = lines.filter({ hasText: `bold ${mark}` });
  await line.locator("strong", { hasText: `bold ${mark}` }).waitFor();
  const parts = { em: "slanted", "p code": "code", [`a[href="https://chat.invalid/${mark}"]`]: `https://chat.invalid/${mark}`, ".mention": `@${name}`, blockquote: "a quote", "pre code": "as *typed*" };
  for (const [part, text] of Object.entries(parts)) assert.equal(await line.locator(`.body ${part}`).textContent(), text, part);
  assert.match(await line.locator(".body a").getAttribute("rel"), /noopener/);
}

for (const [title, ofAna, ofBen] of [["both with scripts", {}, {}], ["both without scripts", plain, plain], ["the reader without scripts", {}, plain]]) {
  test(`bold, italic, code, link, quote, mention and /me reach the other browser, ${title}`, () => withVisitors(browser, async (come) => {
    const [ana, ben] = [await come(ofAna), await come(ofBen)];
    const names = [];
    for (const page of [ana, ben]) names.push(await enter(page, unique("v"), { go: "liveliest", next: LOUNGE }));
    if (ofAna !== plain) await connected(ana);
    if (ofBen !== plain) await connected(ben);
    const post = ofAna === plain ? postByForm : say;
    const [mark, deed] = [unique(), unique("waves ")];
    await post(ana, textWith(names[1], mark));
    await isFormatted(linesOf(ben, ofBen), names[1], mark);
    await isFormatted(linesOf(ana, ofAna), names[1], mark);
    await post(ana, `/me ${deed}`);
    await linesOf(ben, ofBen).locator(".me", { hasText: `${names[0]} ${deed}` }).waitFor();
    if (ofBen !== plain) await ben.locator(".line.to-me", { hasText: `bold ${mark}` }).waitFor();
  }));
}
