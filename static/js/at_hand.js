// What the page of a lounge has at hand for somebody who touches it: what they write, what they do to messages, what rings. Loaded at the first sign of a person
// (hands.js), or when something else needs it first. As in lounge.js, here is only who hears whom.

import { tellActivity } from "./activity.js";
import { AlertChoices } from "./alert_choices.js";
import "./alerts.js"; // alerts.come() has it at once, and the number in the title
import "./title_count.js";
import { Composer } from "./composer.js";
import { Held } from "./held.js";
import { messageParts } from "./messages.js";
import { Outbox } from "./outbox.js";
import { byId } from "./page.js";
import { Pending } from "./pending.js";
import { Picture } from "./picture.js";
import { BrowserStore } from "./store.js";
import { styleSheet } from "./style_sheet.js";

export async function atHand(parts) {
  await styleSheet("tools");
  const { page, log, store, connection, stream, own, alerts, typing } = parts;
  const outbox = new Outbox({ connection, place: `/lounges/${page.slug}`, page, frameOf: (entry) => frameOf(entry, page), offersOthers: true });
  const composer = new Composer({ form: byId("composer"), counter: byId("counter"), store, page, picture: picturesOn(page) });
  const messages = messageParts({ ...parts, composer });
  new Pending({ log, outbox, composer, reply: messages.reply, template: byId("status-template"), page });
  const held = new Held({ page, outbox, stream, own });
  new AlertChoices({ button: byId("alerts-button"), box: byId("alerts"), alerts: await alerts.come() });
  composer.addEventListener("writing", async () => (await typing.come()).tell());
  composer.addEventListener("send", (event) => say(event, { connection, log, outbox, messages }));
  tellActivity(connection, page);
  return { outbox, held, ...messages };
}

function frameOf({ id, body, re, media }, page) {
  return { t: "post", id, lounge: page.slug, body, replyTo: re?.seq, media: media?.id };
}

function say(event, { connection, log, outbox, messages: { editing, reply } }) {
  if (connection.state === "ended") return event.preventDefault();
  if (editing.active) {
    event.preventDefault();
    return editing.save(event.detail.body);
  }
  new BrowserStore("chatroom:").write("writes", true);
  outbox.add(event.detail.body, { re: reply.take(), media: event.detail.media });
  log.toEnd();
}

function picturesOn(page) {
  return page.isMember ? new Picture({ form: byId("composer"), input: byId("picture-file"), box: byId("picture-box"), page }) : undefined;
}
