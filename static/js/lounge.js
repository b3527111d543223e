// The lounge's page: makes the parts and joins them up. Each part is a file of its own; here is only who hears whom. What nobody needs before they touch the
// page comes when they do (hands.js).

import { Banner } from "./banner.js";
import { giveEars } from "./ears.js";
import { handsOf } from "./hands.js";
import { History } from "./history.js";
import { lazily } from "./lazily.js";
import { uncoverOnClick } from "./line.js";
import { Log } from "./log.js";
import { connectionFor } from "./own_connection.js";
import { byId, Page } from "./page.js";
import { Presence } from "./presence.js";
import { Reading } from "./reading.js";
import { BrowserStore, joinDraft, TabStore } from "./store.js";
import { LoungeStream } from "./stream.js";
import { Times } from "./times.js";

// What was begun before the page was loaded anew, and goes on. (What was said and not sent lies elsewhere; it is of somebody who has written here.)
const KEPT = ["acts", "reply"];

const page = new Page(byId("lounge"));
const log = new Log({ scroller: byId("log"), list: byId("lines"), template: byId("line-template"), page, times: new Times(page.language, page.slug) });
const history = new History({ log, page, older: byId("more"), later: byId("later"), toNewest: byId("to-newest"), reached: goLive });
if (byId("away")) import("./away.js").then(({ showMissedInPlace }) => showMissedInPlace(byId("away"), log));
byId("room-menu").addEventListener("toggle", offerOwnDays, { once: true });
showReactionsAsButtons();
if (byId("market-panel")) showMarketOnceSeen(byId("market-panel"));
closeMembersInPlace();
uncoverOnClick(byId("lines"), page);
showPlacesBeside();
const listening = page.atEnd ? null : import("./listen.js").then(({ listen }) => listen(page, { log }));
if (page.atEnd) goLive();

async function goLive() {
  (await listening)?.end();
  page.root.dataset.live = "";
  page.root.classList.add("has-menu");
  const connection = connectionFor(page, () => `/lounges/${page.slug}/lines?after=${page.lastSeq}`);
  const stream = new LoungeStream(connection, page.slug, page.lastSeq);
  const presence = new Presence({
    list: byId("member-list"), template: byId("member-template"), counts: document.querySelector("[data-present]"), total: byId("members-count"), page,
  });
  const { title, alerts, own } = giveEars({ page, connection, log, presence, where: `/lounges/${page.slug}` });
  const unread = lazily(() => import("./unread.js"), async ({ Unread }) => new Unread({ log, pill: byId("pill"), count: byId("pill-count"), title: await title.come(), page }));
  new Reading({ log, page, stream, connection, told: page.atEnd ? page.lastSeq : 0 });
  new Banner({ box: byId("banner"), text: byId("banner-text"), link: byId("banner-link"), button: byId("banner-button"), page, connection });
  const typing = lazily(() => import("./typing.js"), ({ Typing }) => new Typing({ line: byId("typing"), page, connection }));
  const store = new TabStore(`chatroom:${page.slug}:`);
  const hands = handsOf({ page, log, history, connection, stream, own, store, presence, alerts, typing });

  stream.addEventListener("event", ({ detail }) => show(detail, { typing, unread, alerts, hands }));
  stream.addEventListener("resync", ({ detail }) => resync(detail, hands));
  connection.addEventListener("frame", ({ detail }) => hear(detail, { presence, typing }));
  own.addEventListener("event", ({ detail }) => hearDecision(detail, hands));
  const box = byId("body");
  joinDraft(box, store);
  if (byId("held") || box.value || KEPT.some((key) => store.read(key, null)) || new BrowserStore("chatroom:").read("writes", false)) await hands.come();
  connection.connect();
}

function show(event, { typing, unread, alerts, hands }) {
  if (event.kind === "rename") return rename(event.name);
  if (event.kind !== "message") return change(event, hands);
  showMessage(event, { outbox: hands.now?.outbox, typing: typing.now, unread, alerts });
  hands.now?.acts.reached(event.seq);
}

// The operator calls the lounge by another name.
function rename(name) {
  const heading = document.querySelector(".room-title h1").firstChild;
  document.title = document.title.replace(heading.data.trim(), name);
  heading.data = `${name} `;
}

// In their order, also while what applies them is on its way.
async function change(event, hands) {
  const { changes, acts } = hands.now ?? (await hands.come());
  changes.receive(event);
  acts.reached(event.seq);
}

async function resync(seq, hands) {
  await history.latest(seq);
  hands.now?.acts.reached(seq);
}

async function showMessage(event, { outbox, typing, unread, alerts }) {
  const mine = event.from?.id === page.viewer.id;
  if (mine) outbox?.stored(event.cid, event);
  if (event.from) typing?.forget(event.from.id);
  const isNews = log.add(event) && !mine && !page.blocked.has(event.from?.id);
  if (isNews) (unread.now ?? (await unread.come())).arrived();
  if (event.re?.from?.id === page.viewer.id) (await alerts.come()).hearLine(event);
}

async function hear(frame, { presence, typing }) {
  if (frame.t === "welcome") page.viewer = frame.you;
  if (frame.lounge !== page.slug) return;
  if (frame.t === "presence") presence.receive(frame);
  if (frame.t === "typing") (await typing.come()).receive(frame);
}

// A moderator has decided on a post of one's own that was held. Once it is there, what shows it hears of that itself.
async function hearDecision(event, hands) {
  if (event.kind === "not_shown" && !hands.now) (await hands.come()).held.hear(event);
}

async function offerOwnDays() {
  const { goByOwnDays } = await import("./day.js");
  goByOwnDays({ form: byId("day-form"), date: byId("date"), zone: byId("zone") });
}

// The server's HTML shows reactions as texts. What a press on one does comes with the rest of what is at hand.
function showReactionsAsButtons() {
  const buttons = lazily(() => import("./reaction_buttons.js"));
  log.eachLine(async (line) => line.querySelector("span.reaction") && (await buttons.come()).drawGiven(line, page));
}

// On a phone that is when the list of members is opened.
function showMarketOnceSeen(panel) {
  const market = lazily(() => import("./market_panel.js"), ({ MarketPanel }) => new MarketPanel(panel));
  new IntersectionObserver(async (told) => {
    const { isIntersecting } = told.at(-1);
    if (isIntersecting || market.now) (await market.come()).seen(isIntersecting);
  }).observe(panel);
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
