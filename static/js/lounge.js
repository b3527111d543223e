// The lounge's page: makes the parts and joins them up. Each part is a file of its own; here is only who hears whom.

import { tellActivity } from "./activity.js";
import { AlertChoices } from "./alert_choices.js";
import { showMissedInPlace } from "./away.js";
import { Banner } from "./banner.js";
import { Composer } from "./composer.js";
import { goByOwnDays } from "./day.js";
import { giveEars, listen } from "./ears.js";
import { Held } from "./held.js";
import { History } from "./history.js";
import { uncoverOnClick } from "./line.js";
import { Log } from "./log.js";
import { messageParts } from "./messages.js";
import { Outbox } from "./outbox.js";
import { connectionFor } from "./own_connection.js";
import { byId, Page } from "./page.js";
import { Pending } from "./pending.js";
import { Picture } from "./picture.js";
import { Presence } from "./presence.js";
import { Reading } from "./reading.js";
import { TabStore } from "./store.js";
import { LoungeStream } from "./stream.js";
import { Times } from "./times.js";
import { Typing } from "./typing.js";
import { Unread } from "./unread.js";

const page = new Page(byId("lounge"));
const log = new Log({ scroller: byId("log"), list: byId("lines"), template: byId("line-template"), page, times: new Times(page.language, page.slug) });
const history = new History({ log, page, older: byId("more"), later: byId("later"), toNewest: byId("to-newest"), reached: goLive });
showMissedInPlace(byId("away"), log);
goByOwnDays({ form: byId("day-form"), date: byId("date"), zone: byId("zone") });
closeMembersInPlace();
uncoverOnClick(byId("lines"), page);
showPlacesBeside();
const listening = page.atEnd ? null : listen(page, { log });
if (page.atEnd) goLive();

function goLive() {
  listening?.end();
  const store = new TabStore(`chatroom:${page.slug}:`);
  const connection = connectionFor(page, () => `/lounges/${page.slug}/lines?after=${page.lastSeq}`);
  const stream = new LoungeStream(connection, page.slug, page.lastSeq);
  const outbox = new Outbox({ connection, place: `/lounges/${page.slug}`, page, frameOf, offersOthers: true });
  const composer = new Composer({ form: byId("composer"), counter: byId("counter"), store, page, picture: addPictures() });
  const typing = new Typing({ line: byId("typing"), page, connection });
  const presence = new Presence({
    list: byId("member-list"), template: byId("member-template"), counts: document.querySelector("[data-present]"), total: byId("members-count"), page,
  });
  const { title, alerts, own } = giveEars({ page, connection, log, presence, where: `/lounges/${page.slug}` });
  new AlertChoices({ button: byId("alerts-button"), box: byId("alerts"), alerts });
  const unread = new Unread({ log, pill: byId("pill"), count: byId("pill-count"), title, page });
  new Reading({ log, page, stream, connection, told: page.atEnd ? page.lastSeq : 0 });
  const messages = messageParts({ page, log, history, connection, stream, store, composer, presence });
  new Pending({ log, outbox, composer, reply: messages.reply, template: byId("status-template"), page });
  new Held({ page, outbox, stream, own });
  new Banner({ box: byId("banner"), text: byId("banner-text"), link: byId("banner-link"), button: byId("banner-button"), page, connection });

  stream.addEventListener("event", ({ detail }) => show(detail, { outbox, typing, unread, alerts, messages }));
  stream.addEventListener("resync", ({ detail }) => resync(detail, messages));
  connection.addEventListener("frame", ({ detail }) => hear(detail, { presence, typing }));
  composer.addEventListener("writing", () => typing.tell());
  composer.addEventListener("send", (event) => say(event, { connection, outbox, messages }));
  tellActivity(connection, page);
  connection.connect();
}

function frameOf({ id, body, re, media }) {
  return { t: "post", id, lounge: page.slug, body, replyTo: re?.seq, media: media?.id };
}

function show(event, { outbox, typing, unread, alerts, messages }) {
  if (event.kind === "message") showMessage(event, { outbox, typing, unread, alerts });
  else messages.changes.receive(event);
  messages.acts.reached(event.seq);
}

async function resync(seq, { acts }) {
  await history.latest(seq);
  acts.reached(seq);
}

function showMessage(event, { outbox, typing, unread, alerts }) {
  const mine = event.from?.id === page.viewer.id;
  if (mine) outbox.stored(event.cid, event);
  if (event.from) typing.forget(event.from.id);
  if (log.add(event) && !mine && !page.blocked.has(event.from?.id)) unread.arrived();
  alerts.hearLine(event);
}

function hear(frame, { presence, typing }) {
  if (frame.t === "welcome") page.viewer = frame.you;
  if (frame.lounge !== page.slug) return;
  if (frame.t === "presence") presence.receive(frame);
  if (frame.t === "typing") typing.receive(frame);
}

function say(event, { connection, outbox, messages: { editing, reply } }) {
  if (connection.state === "ended") return event.preventDefault();
  if (editing.active) {
    event.preventDefault();
    return editing.save(event.detail.body);
  }
  outbox.add(event.detail.body, { re: reply.take(), media: event.detail.media });
  log.toEnd();
}

function addPictures() {
  if (!page.isMember) return undefined;
  byId("add-picture").hidden = false;
  return new Picture({ form: byId("composer"), input: byId("picture-file"), box: byId("picture-box"), page });
}

// Loaded where there is room for it (lounge.css).
function showPlacesBeside() {
  const wide = matchMedia("(min-width: 75rem)");
  const load = () => wide.matches && import("./places.js");
  wide.addEventListener("change", load);
  load();
}

// The sheet of members is opened by the address. Closing replaces it, so that the back button does not open the sheet again.
function closeMembersInPlace() {
  const close = () => location.replace("#log");
  document.querySelector(".members-close").addEventListener("click", (event) => {
    event.preventDefault();
    close();
  });
  window.addEventListener("keydown", ({ key }) => key === "Escape" && location.hash === "#members" && close());
}
