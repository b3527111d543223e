// The lounge's page: makes the parts and joins them up. Each part is a file of its own; here is only who hears whom.

import { Alerts } from "./alerts.js";
import { Badge } from "./badge.js";
import { Banner } from "./banner.js";
import { Blocks } from "./blocks.js";
import { Composer } from "./composer.js";
import { History } from "./history.js";
import { uncoverOnClick } from "./line.js";
import { Log } from "./log.js";
import { messageParts } from "./messages.js";
import { Outbox } from "./outbox.js";
import { OwnStream } from "./own_stream.js";
import { byId, onceEvery, Page } from "./page.js";
import { Pending } from "./pending.js";
import { Picture } from "./picture.js";
import { post } from "./post.js";
import { Presence } from "./presence.js";
import { Connection } from "./socket.js";
import { TabStore } from "./store.js";
import { LoungeStream } from "./stream.js";
import { Times } from "./times.js";
import { Typing } from "./typing.js";
import { Unread } from "./unread.js";

const ACTIVE_EVERY = 60_000;

const page = new Page(byId("lounge"));
const log = new Log({ scroller: byId("log"), list: byId("lines"), template: byId("line-template"), page, times: new Times(page.language) });
const history = new History({ log, page, more: byId("more") });
closeMembersInPlace();
uncoverOnClick(byId("lines"), page);
if (page.atEnd) goLive();

function goLive() {
  const store = new TabStore(`chatroom:${page.slug}:`);
  const renewSession = page.isMember ? async () => (await post("/api/auth/refresh")) !== 0 : undefined;
  const connection = new Connection(`${location.origin.replace(/^http/, "ws")}/ws`, { sessionIsOver, renewSession });
  const stream = new LoungeStream(connection, page.slug, page.lastSeq);
  const outbox = new Outbox({ connection, store, page });
  const composer = new Composer({ form: byId("composer"), counter: byId("counter"), store, page, picture: addPictures() });
  const typing = new Typing({ line: byId("typing"), page, connection });
  const presence = new Presence({
    list: byId("member-list"), template: byId("member-template"), counts: document.querySelector("[data-present]"), total: byId("members-count"), page,
  });
  const own = new OwnStream(connection);
  new Blocks({ page, log, presence, connection, own });
  new Badge({ link: document.querySelector(".messages-link"), page, connection, own });
  new Alerts({ button: byId("alerts-button"), box: byId("alerts"), page, own });
  const unread = new Unread({ log, pill: byId("pill"), count: byId("pill-count"), page });
  const messages = messageParts({ page, log, history, connection, stream, store, composer, presence });
  new Pending({ log, outbox, composer, reply: messages.reply, template: byId("status-template"), page });
  new Banner({ box: byId("banner"), text: byId("banner-text"), link: byId("banner-link"), button: byId("banner-button"), page, connection });

  stream.addEventListener("event", ({ detail }) => show(detail, { outbox, typing, unread, messages }));
  stream.addEventListener("resync", ({ detail }) => resync(detail, messages));
  connection.addEventListener("frame", ({ detail }) => hear(detail, { presence, typing }));
  composer.addEventListener("writing", () => typing.tell());
  composer.addEventListener("send", (event) => say(event, { connection, outbox, messages }));
  tellActivity(connection);
  connection.connect();
}

function show(event, { outbox, typing, unread, messages }) {
  if (event.kind === "message") showMessage(event, { outbox, typing, unread });
  else messages.changes.receive(event);
  messages.acts.reached(event.seq);
}

async function resync(seq, { acts }) {
  await history.latest(seq);
  acts.reached(seq);
}

function showMessage(event, { outbox, typing, unread }) {
  const mine = event.from?.id === page.viewer.id;
  if (mine) outbox.stored(event.cid, event);
  if (event.from) typing.forget(event.from.id);
  if (log.add(event) && !mine && !page.blocked.has(event.from?.id)) unread.arrived();
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

async function sessionIsOver() {
  try {
    const answer = await fetch(`/lounges/${page.slug}/lines?after=${page.lastSeq}`, { redirect: "manual" });
    return answer.status === 401 || answer.type === "opaqueredirect";
  } catch {
    return false;
  }
}

function tellActivity(connection) {
  const tell = onceEvery(ACTIVE_EVERY, () => connection.send({ t: "active" }));
  for (const kind of ["pointerdown", "keydown", "wheel"]) window.addEventListener(kind, tell, { passive: true });
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
