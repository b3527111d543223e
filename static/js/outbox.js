// What was said on this page and is not yet known to be stored. It lies in the browser's queue (unsent.js) until the server acknowledges it, and is sent again with the same id
// after every break: the server stores an id once, so sending twice is always safe and giving up is never needed. What this page leaves behind is taken over by the next one of the
// same place, or sent by the service worker (worker_sender.js).
//
// What the server holds for a moderator stays here until that is decided; sent again after a break it is answered with how things stand.
//
// Events (detail: the entry): 'added', 'kept' (taken over from an earlier page), 'stored' (entry.seq and entry.at are the server's), 'held', 'refused', 'waiting' (will be sent
// again by itself), 'sent'.

import "./unsent.js";
import { TabStore } from "./store.js";

// Longer than the server itself waits for its database before it answers.
const ANSWER_WITHIN = 20_000;
const { unsent } = self;

export class Outbox extends EventTarget {
  // `place`: the path of the page. `frameOf`: what is sent for an entry. `offersOthers`: whether what an earlier session left behind in this tab is offered to whoever comes in next.
  constructor({ connection, place, page, frameOf, offersOthers = false }) {
    super();
    Object.assign(this, { connection, place, page, frameOf, offersOthers, entries: [], keeper: newId(), tab: ownTab() });
    this.name = document.querySelector("h1 bdi, h1")?.textContent.trim() ?? "";
    connection.addEventListener("frame", ({ detail }) => this.receive(detail));
    connection.addEventListener("state", ({ detail }) => this.connectionBecame(detail));
    setInterval(() => this.watch(), ANSWER_WITHIN / 5);
    unsent.keep(this.keeper);
    this.takeOver();
  }

  async takeOver() {
    const keepers = new Set((await unsent.of(this.place)).map(({ keeper }) => keeper));
    for (const keeper of keepers) unsent.whenLeft(keeper, () => this.adoptFrom(keeper));
  }

  async adoptFrom(keeper) {
    for (const entry of await unsent.of(this.place)) {
      if (entry.keeper === keeper && this.entries.every(({ id }) => id !== entry.id)) await this.adopt(entry);
    }
  }

  async adopt(entry) {
    const own = entry.author === this.page.viewer.id;
    const offered = this.offersOthers && entry.tab === this.tab && !entry.held;
    if (!own && !offered) return;
    const adopted = own ? entry : await this.inOwnName(entry);
    adopted.refused &&= { ...adopted.refused, text: adopted.refused.text || this.page.text("unconfirmed") };
    this.entries.push(adopted);
    await this.save(adopted);
    this.tell("kept", adopted);
    if (this.entries.includes(adopted)) this.carryOn(adopted);
  }

  // Whoever comes in again is somebody new to the server, so what an earlier session left behind is offered and not sent by itself.
  async inOwnName(entry) {
    await unsent.drop(entry.id);
    return { ...entry, id: newId(), author: this.page.viewer.id, refused: { text: this.page.text("unconfirmed"), retry: true } };
  }

  carryOn(entry) {
    if (entry.refused) return;
    if (this.connection.state === "open") this.send(entry);
    else if (this.connection.state === "ended" && !entry.held) this.giveUp(entry);
  }

  // `re`: what it answers, `media`: the upload that it shows (both as in PROTOCOL.md), if any.
  add(body, { re, media } = {}) {
    const entry = { id: newId(), body, re, media, at: Date.now(), author: this.page.viewer.id };
    this.entries.push(entry);
    this.save(entry);
    this.tell("added", entry);
    this.send(entry);
  }

  retry(entry) {
    delete entry.refused;
    this.save(entry);
    this.send(entry);
  }

  // The server is known to have it: an ack, or the event itself.
  stored(id, { seq, at }) {
    const entry = this.drop(id);
    if (entry) this.tell("stored", { ...entry, seq, at });
  }

  drop(id) {
    const entry = this.entries.find((one) => one.id === id);
    this.entries = this.entries.filter((one) => one !== entry);
    if (entry) unsent.drop(id);
    return entry;
  }

  send(entry) {
    const sent = this.connection.send(this.frameOf(entry));
    entry.sentAt = sent ? Date.now() : null;
    if (!entry.held) this.tell(sent ? "sent" : "waiting", entry);
    if (!sent) askForSync();
  }

  receive(frame) {
    const entry = this.entries.find(({ id }) => id === frame.id);
    if (!entry) return;
    if (frame.t === "ack" && frame.held) this.hold(entry);
    else if (frame.t === "ack") this.stored(frame.id, frame);
    else if (frame.t === "nack") this.refuse(entry, frame);
  }

  hold(entry) {
    entry.sentAt = null;
    entry.held = true;
    this.save(entry);
    this.tell("held", entry);
  }

  // A moderator has decided against one that was held.
  notShown(id, message) {
    const entry = this.entries.find((one) => one.id === id);
    if (entry) this.refuse(entry, { code: "not_shown", message });
  }

  refuse(entry, { code, message = code, retryAfter = 0 }) {
    entry.sentAt = null;
    delete entry.held;
    if (code === "unavailable" || code === "too_early" || code === "waiting") {
      setTimeout(() => this.entries.includes(entry) && this.send(entry), Math.max(retryAfter, code === "waiting" ? 5000 : 500));
      return this.tell("waiting", entry);
    }
    entry.refused = unsent.refusal({ code, message, retryAfter });
    this.save(entry);
    this.tell("refused", entry);
  }

  connectionBecame(state) {
    const unanswered = this.entries.filter(({ refused }) => !refused);
    if (state === "open") return unanswered.forEach((entry) => this.send(entry));
    const waiting = unanswered.filter(({ held }) => !held);
    if (state === "ended") return waiting.forEach((entry) => this.giveUp(entry));
    waiting.forEach((entry) => this.tell("waiting", Object.assign(entry, { sentAt: null })));
    if (waiting.length) askForSync();
  }

  // For this page only: what is kept is offered again to whoever comes in next.
  giveUp(entry) {
    entry.refused = { text: this.page.text("unconfirmed"), retry: false };
    this.tell("refused", entry);
  }

  // A connection that is open and yet answers nothing is broken without knowing it.
  watch() {
    const now = Date.now();
    if (this.entries.some(({ sentAt }) => sentAt && now - sentAt > ANSWER_WITHIN)) this.connection.restart();
  }

  save({ sentAt, ...entry }) {
    return unsent.put({ ...entry, place: this.place, name: this.name, frame: this.frameOf(entry), keeper: this.keeper, tab: this.tab });
  }

  tell(kind, entry) {
    this.dispatchEvent(new CustomEvent(kind, { detail: entry }));
  }
}

// Where the browser can, it wakes the service worker once there is a network again, also when no page is open any more.
async function askForSync() {
  try {
    const worker = await navigator.serviceWorker.getRegistration("/");
    await worker.sync.register("unsent");
  } catch {
    // The next page of the house sees to it.
  }
}

function ownTab() {
  const store = new TabStore("chatroom:");
  const tab = store.read("tab", newId());
  store.write("tab", tab);
  return tab;
}

// crypto.randomUUID exists in secure contexts alone; a house served over plain HTTP in a home network is none.
export function newId() {
  if (crypto.randomUUID) return crypto.randomUUID();
  return Array.from(crypto.getRandomValues(new Uint8Array(16)), (byte) => byte.toString(16).padStart(2, "0")).join("");
}
