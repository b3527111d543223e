// Whom somebody has blocked is not heard by the answers of others either, live, in a real browser.
import assert from "node:assert/strict";
import { after, before, test } from "node:test";

import { enterLounge, launch, line, stored } from "./support/browser.mjs";
import { unique } from "./support/house.mjs";
import { Connection, newSession } from "./support/protocol_v1.mjs";
import { withVisitors } from "./support/talk.mjs";

const LOUNGE = "de-lu";
const VEILED = "Message of a blocked person";

let browser;
before(async () => { browser = await launch(); });
after(() => browser.close());

const act = async (who, frame) => {
  const id = unique();
  const answer = await who.ask({ id, lounge: LOUNGE, ...frame }, (one) => one.id === id && /^n?ack$/.test(one.t), `an answer to ${frame.t}`);
  assert.equal(answer.t, "ack", JSON.stringify(answer));
  return answer.seq;
};
const quoteIn = (page, answer) => line(page, answer).locator(".quote");
const shown = (page, answer) => quoteIn(page, answer).innerText();

async function press(page, person, button, done) {
  await page.goto(`/people/${person}`);
  await page.getByRole("button", { name: button }).click();
  await page.getByText(done).waitFor();
}

test("an answer quotes nothing of a blocked person, whatever is edited or blocked meanwhile, and quotes them again afterwards", () => withVisitors(browser, async (come) => {
  const page = await come();
  await enterLounge(page, LOUNGE, unique("v"));
  const [speaker, other] = [await Connection.open(await newSession()), await Connection.open(await newSession())];
  const [first, answer] = [unique("first "), unique("answer ")];
  const seq = await act(speaker, { t: "post", body: first });
  await act(other, { t: "post", body: answer, replyTo: seq });
  await stored(page, answer).waitFor();
  assert.equal(await shown(page, answer), `${speaker.you.name} ${first}`);

  const second = await page.context().newPage();
  const block = () => press(second, speaker.you.id, "Block this person", "You have blocked this person.");
  const unblock = () => press(second, speaker.you.id, "Unblock", "They are not told.");
  await block();
  await quoteIn(page, answer).getByText(VEILED).waitFor();
  assert.equal(await shown(page, answer), VEILED);

  // Both are lines of the same page: when the second is there, the edit before it was shown.
  const heard = async (body) => {
    await act(other, { t: "post", body, replyTo: seq });
    await stored(page, body).waitFor();
  };
  await act(speaker, { t: "edit", seq, body: `${first} changed` });
  const later = unique("later ");
  await heard(later);
  for (const text of [answer, later]) assert.equal(await shown(page, text), VEILED);
  await unblock();
  for (const text of [answer, later]) {
    await quoteIn(page, text).getByText(VEILED).waitFor({ state: "detached" });
    assert.equal(await shown(page, text), `${speaker.you.name} ${first} changed`);
  }

  await block();
  await page.reload();
  await quoteIn(page, answer).getByText(VEILED).waitFor();
  assert.equal((await quoteIn(page, answer).textContent()).trim(), VEILED, "the server's page holds nothing of it");
  await page.locator('#lounge[data-connection="open"]').waitFor();
  await act(speaker, { t: "edit", seq, body: `${first} again` });
  await heard(unique("more "));
  assert.equal(await shown(page, answer), VEILED);
  await unblock();
  await quoteIn(page, answer).getByText(`${first} again`).waitFor();
  assert.equal(await shown(page, answer), `${speaker.you.name} ${first} again`);
  for (const one of [speaker, other]) await one.close();
}));
