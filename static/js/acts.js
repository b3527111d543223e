// What was done to messages (edit, delete, react, unreact, unpreview) and is not yet known to be so. Kept for the tab and sent again after every break: the server
// takes each of them twice without harm. An entry stays until its own event has come, so that what is shown never falls back in between.
//
// Events (detail: the entry): 'added', 'settled', 'refused' (entry.refused is the reason).

import { newId } from "./outbox.js";

// Longer than the server itself waits for its database before it answers.
const ANSWER_WITHIN = 20_000;

export class Acts extends EventTarget {
  constructor({ connection, stream, store, page }) {
    super();
    Object.assign(this, { connection, stream, store, page });
    // Whoever comes in again is somebody new to the server, and has no say in what was another's.
    this.entries = store.read("acts", []).filter(({ author }) => author === page.viewer.id);
    connection.addEventListener("frame", ({ detail }) => this.receive(detail));
    connection.addEventListener("state", ({ detail }) => this.connectionBecame(detail));
    setInterval(() => this.watch(), ANSWER_WITHIN / 5);
  }

  // { kind, seq, body?, emoji? }
  add(act) {
    const entry = { ...act, id: newId(), author: this.page.viewer.id };
    this.entries.push(entry);
    this.save();
    this.tell("added", entry);
    this.send(entry);
  }

  // Those that wait for the message at `seq`, in their order.
  of(seq) {
    return this.entries.filter((entry) => entry.seq === seq);
  }

  send(entry) {
    const { kind, id, seq, body, emoji } = entry;
    const sent = this.connection.send({ t: kind, id, lounge: this.page.slug, seq, body, emoji });
    entry.sentAt = sent ? Date.now() : null;
  }

  receive(frame) {
    const entry = this.entries.find(({ id }) => id === frame.id);
    if (!entry) return;
    if (frame.t === "ack") this.acknowledged(entry, frame.seq);
    else if (frame.t === "nack") this.nacked(entry, frame);
  }

  acknowledged(entry, seq) {
    entry.sentAt = null;
    entry.until = seq;
    this.reached(this.stream.lastSeq);
  }

  // The page shows everything up to `seq`.
  reached(seq) {
    for (const entry of this.entries.filter(({ until }) => until <= seq)) this.end("settled", entry);
  }

  nacked(entry, { code, message, retryAfter = 0 }) {
    entry.sentAt = null;
    if (code === "unavailable" || code === "too_early" || code === "waiting") {
      setTimeout(() => this.entries.includes(entry) && this.send(entry), Math.max(retryAfter, code === "waiting" ? 5000 : 500));
      return;
    }
    entry.refused = message ?? code;
    this.end("refused", entry);
  }

  end(how, entry) {
    this.entries = this.entries.filter((one) => one !== entry);
    this.save();
    this.tell(how, entry);
  }

  connectionBecame(state) {
    const unanswered = this.entries.filter(({ until }) => !until);
    if (state === "open") unanswered.forEach((entry) => this.send(entry));
    else if (state === "ended") unanswered.forEach((entry) => this.end("refused", Object.assign(entry, { refused: this.page.text("unconfirmed") })));
    else unanswered.forEach((entry) => { entry.sentAt = null; });
  }

  watch() {
    const now = Date.now();
    if (this.entries.some(({ sentAt }) => sentAt && now - sentAt > ANSWER_WITHIN)) this.connection.restart();
  }

  save() {
    const kept = this.entries.map(({ sentAt, ...entry }) => entry);
    this.store.write("acts", kept.length ? kept : null);
  }

  tell(kind, entry) {
    this.dispatchEvent(new CustomEvent(kind, { detail: entry }));
  }
}
