// What was said and is not yet known to be stored. Kept for the tab until the server acknowledges it, and sent again with the same id after every
// break: the server stores an id once, so sending twice is always safe and giving up is never needed.
//
// What the server holds for a moderator stays here until that is decided; sent again after a break it is answered with how things stand.
//
// Events (detail: the entry): 'added', 'stored' (entry.seq and entry.at are the server's), 'held', 'refused', 'waiting' (will be sent again by itself), 'sent'.

// Longer than the server itself waits for its database before it answers.
const ANSWER_WITHIN = 20_000;

export class Outbox extends EventTarget {
  // `frameOf`: what is sent for an entry.
  constructor({ connection, store, page, frameOf }) {
    super();
    Object.assign(this, { connection, store, page, frameOf });
    this.entries = store.read("outbox", []).filter((entry) => !entry.held || entry.author === page.viewer.id).map((entry) => this.readopt(entry));
    connection.addEventListener("frame", ({ detail }) => this.receive(detail));
    connection.addEventListener("state", ({ detail }) => this.connectionBecame(detail));
    setInterval(() => this.watch(), ANSWER_WITHIN / 5);
  }

  // Whoever comes in again is somebody new to the server, so what an earlier session left behind is offered and not sent by itself.
  readopt(entry) {
    if (entry.author === this.page.viewer.id) return entry;
    return { ...entry, id: newId(), author: this.page.viewer.id, refused: { text: this.page.text("unconfirmed"), retry: true } };
  }

  // `re`: what it answers, `media`: the upload that it shows (both as in PROTOCOL.md), if any.
  add(body, { re, media } = {}) {
    const entry = { id: newId(), body, re, media, at: Date.now(), author: this.page.viewer.id };
    this.entries.push(entry);
    this.save();
    this.tell("added", entry);
    this.send(entry);
  }

  retry(entry) {
    delete entry.refused;
    this.save();
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
    this.save();
    return entry;
  }

  send(entry) {
    const sent = this.connection.send(this.frameOf(entry));
    entry.sentAt = sent ? Date.now() : null;
    if (!entry.held) this.tell(sent ? "sent" : "waiting", entry);
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
    this.save();
    this.tell("held", entry);
  }

  // A moderator has decided against one that was held.
  notShown(id, message) {
    const entry = this.entries.find((one) => one.id === id);
    if (entry) this.refuse(entry, { code: "not_shown", message });
  }

  refuse(entry, { code, message, retryAfter = 0 }) {
    entry.sentAt = null;
    delete entry.held;
    if (code === "unavailable" || code === "too_early" || code === "waiting") {
      setTimeout(() => this.entries.includes(entry) && this.send(entry), Math.max(retryAfter, code === "waiting" ? 5000 : 500));
      return this.tell("waiting", entry);
    }
    entry.refused = { text: message ?? code, retry: !/^body_|^bad_id|^unknown_lounge|^picture_|^said_|^content_|^not_shown/.test(code), notBefore: Date.now() + retryAfter };
    this.save();
    this.tell("refused", entry);
  }

  connectionBecame(state) {
    const unanswered = this.entries.filter(({ refused }) => !refused);
    if (state === "open") unanswered.forEach((entry) => this.send(entry));
    else if (state === "ended") unanswered.filter(({ held }) => !held).forEach((entry) => this.giveUp(entry));
    else unanswered.filter(({ held }) => !held).forEach((entry) => this.tell("waiting", Object.assign(entry, { sentAt: null })));
  }

  // For this page only: what is stored for the tab is offered again to whoever comes in next.
  giveUp(entry) {
    entry.refused = { text: this.page.text("unconfirmed"), retry: false };
    this.tell("refused", entry);
  }

  // A connection that is open and yet answers nothing is broken without knowing it.
  watch() {
    const now = Date.now();
    if (this.entries.some(({ sentAt }) => sentAt && now - sentAt > ANSWER_WITHIN)) this.connection.restart();
  }

  save() {
    const kept = this.entries.map(({ sentAt, ...entry }) => entry);
    this.store.write("outbox", kept.length ? kept : null);
  }

  tell(kind, entry) {
    this.dispatchEvent(new CustomEvent(kind, { detail: entry }));
  }
}

// crypto.randomUUID exists in secure contexts alone; a house served over plain HTTP in a home network is none.
export function newId() {
  if (crypto.randomUUID) return crypto.randomUUID();
  return Array.from(crypto.getRandomValues(new Uint8Array(16)), (byte) => byte.toString(16).padStart(2, "0")).join("");
}
