// The page of a conversation: what is written goes out over the socket and is sent again with the same id until it is answered; what arrives comes as the
// server's own lines.

import { tellActivity } from "./activity.js";
import { Banner } from "./banner.js";
import { Composer } from "./composer.js";
import { DirectLog } from "./direct_log.js";
import { giveEars } from "./ears.js";
import { listen } from "./listen.js";
import { newId, Outbox } from "./outbox.js";
import { connectionFor } from "./own_connection.js";
import { byId, Page } from "./page.js";
import { Pending } from "./pending.js";
import { TabStore } from "./store.js";
import { Times } from "./times.js";

const RETRY_LINES = 2000;

const page = new Page(byId("conversation"));
const peer = Number(page.root.dataset.peer);
const log = new DirectLog({ list: byId("lines"), end: byId("end"), template: byId("line-template"), page, times: new Times(page.language) });
let loading = null;

if (page.atEnd) goLive();
else listen(page);

function goLive() {
  const connection = connectionFor(page, () => `/direct/${peer}/lines?after=${page.lastSeq}`);
  const { own } = giveEars({ page, connection, where: `/direct/${peer}` });
  new Banner({ box: byId("banner"), text: byId("banner-text"), link: byId("banner-link"), button: byId("banner-button"), page, connection });
  own.addEventListener("event", ({ detail }) => hear(detail, connection));
  // What the page missed while it was being made or the line was broken.
  connection.addEventListener("frame", ({ detail }) => detail.t === "welcome" && load(connection));
  document.addEventListener("visibilitychange", () => tellRead(connection));
  if (byId("composer")) write(connection);
  tellActivity(connection, page);
  connection.connect();
}

// ---- what arrives

function hear(event, connection) {
  const between = event.from && (event.from.id === peer || event.to === peer);
  if (!between) return;
  if (event.kind === "direct" && event.n > page.lastSeq) load(connection);
  if (event.kind !== "direct_remove") return;
  loading?.removed.push(event.n);
  reload(event.n);
}

// Everything after the last line; again when somebody has asked meanwhile: the answer may have been made before what they know of.
async function load(connection) {
  if (loading) return void (loading.again = true);
  loading = { again: false, removed: [] };
  const lines = await fetchLines(`after=${page.lastSeq}`);
  const { again, removed } = loading;
  loading = null;
  if (!lines) return void setTimeout(() => load(connection), RETRY_LINES);
  for (const line of lines) log.add(line);
  for (const place of removed) reload(place);
  if (lines.length) log.toEnd();
  tellRead(connection);
  if (again) load(connection);
}

async function reload(place) {
  const [line] = (await fetchLines(`after=${place - 1}`)) ?? [];
  if (line && Number(line.dataset.seq) === place) log.replace(line);
}

async function fetchLines(query) {
  try {
    const answer = await fetch(`/direct/${peer}/lines?${query}`, { headers: { accept: "text/html" } });
    if (!answer.ok || answer.redirected) return null;
    return [...new DOMParser().parseFromString(await answer.text(), "text/html").querySelectorAll(".line")];
  } catch {
    return null;
  }
}

// ---- what is written

function write(connection) {
  // Each member has a place of their own in it: nobody who signs in later on this tab sends, or sees, what another has left there.
  const store = new TabStore(`chatroom:direct:${page.viewer.id}:${peer}:`);
  const outbox = new Outbox({ connection, place: `/direct/${peer}`, page, frameOf: ({ id, body }) => ({ t: "dm", id, to: peer, body }) });
  const composer = new Composer({ form: byId("composer"), counter: byId("counter"), store, page });
  new Pending({ log, outbox, composer, template: byId("status-template"), page });
  outbox.addEventListener("stored", () => load(connection));
  composer.addEventListener("send", (event) => say(event, { connection, outbox }));
}

function say(event, { connection, outbox }) {
  if (connection.state === "ended") return event.preventDefault();
  outbox.add(event.detail.body);
  log.toEnd();
}

// ---- what was seen

let told = 0;
function tellRead(connection) {
  if (document.hidden || told >= page.lastSeq) return;
  if (connection.send({ t: "dm_read", id: newId(), with: peer, n: page.lastSeq })) told = page.lastSeq;
}
