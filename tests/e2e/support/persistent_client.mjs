// A participant who stays: posts without pause, and through every break of the line comes back with a back-off, joins with
// `since` and sends again what was not acknowledged, as PROTOCOL.md asks for. Counts every fault of what it reads.
import { randomUUID } from "node:crypto";

import { Connection, history } from "./protocol_v1.mjs";

const POST_EVERY_MS = 100;
const MOST_UNANSWERED = 4;
const BACK_OFF_MS = { first: 500, last: 15_000 };
// As browsers have it (static/js/socket.js, outbox.js) and PROTOCOL.md: a line may be broken without saying so.
const HANDSHAKE_WITHIN_MS = 10_000;
const ANSWER_WITHIN_MS = 20_000;
const SILENT_FOR_MS = 60_000;

export class PersistentClient {
  acknowledged = new Map(); // client id -> { lounge, seq, first: when it was sent first, at: when it was acknowledged, base: by which host }
  unanswered = new Map(); // client id -> { frame, first, sent: last }
  read = new Map(); // lounge -> seqs in the order in which they came
  faults = [];
  reconnects = 0;
  longestAway = 0; // ms from the end of a connection to the next welcome

  // Posts to the first of the lounges, every `every` ms (0: never), and reads all of them. `base`: the house; of several, any at each return.
  // `longestPause`: between two tries to come back. `fromNow`: begins where a lounge stands, like whoever opens its page, and not with its first word.
  constructor(base, session, lounges, { every = POST_EVERY_MS, longestPause = BACK_OFF_MS.last, fromNow = false } = {}) {
    Object.assign(this, { bases: [base].flat(), session, lounges, longestPause, fromNow, back_off: BACK_OFF_MS.first, over: false });
    for (const lounge of lounges) this.read.set(lounge, []);
    this.#connect();
    this.writing = every ? setInterval(() => this.#write(), every) : null;
    this.watching = setInterval(() => this.#watch(), ANSWER_WITHIN_MS / 5);
  }

  stopWriting() { clearInterval(this.writing); }

  end() {
    this.stopWriting();
    this.over = true;
    clearTimeout(this.waiting);
    clearInterval(this.watching);
    this.connection.drop();
  }

  last(lounge) { return this.read.get(lounge).at(-1) ?? 0; }

  hasAckOfPostAfter(time) { return [...this.acknowledged.values()].some(({ first }) => first > time); }

  #connect() {
    this.base = this.bases[Math.floor(Math.random() * this.bases.length)];
    const connection = new Connection(this.session, this.base, { handshakeTimeout: HANDSHAKE_WITHIN_MS });
    this.connection = connection;
    this.ready = false;
    this.#heard();
    connection.socket.on("ping", () => this.#heard());
    connection.socket.on("message", (data) => this.#receive(connection, JSON.parse(data)));
    connection.socket.on("close", () => this.#comeBack());
  }

  #comeBack() {
    if (this.over) return;
    if (this.ready) this.lostAt = Date.now();
    this.ready = false;
    this.reconnects += 1;
    this.waiting = setTimeout(() => this.#connect(), this.back_off * (0.5 + Math.random() / 2));
    this.back_off = Math.min(2 * this.back_off, this.longestPause);
  }

  #write() {
    if (this.unanswered.size >= MOST_UNANSWERED) return;
    const frame = { t: "post", id: randomUUID(), lounge: this.lounges[0], body: `said at ${Date.now()}` };
    const waiting = { frame, first: Date.now(), sent: Infinity };
    this.unanswered.set(frame.id, waiting);
    if (this.ready) this.#send(waiting);
  }

  #send(waiting) {
    waiting.sent = Date.now();
    this.connection.send(waiting.frame);
  }

  #heard() { this.lastHeard = Date.now(); }

  // A connection that is open and yet says nothing is broken without knowing it.
  #watch() {
    if (!this.ready) return;
    const late = [...this.unanswered.values()].some(({ sent }) => Date.now() - sent > ANSWER_WITHIN_MS);
    if (late || Date.now() - this.lastHeard > SILENT_FOR_MS) this.connection.drop();
  }

  #receive(connection, frame) {
    this.#heard();
    const take = { welcome: this.#welcomed, joined: this.#joined, event: this.#event, ack: this.#ack, nack: this.#nack, resync: this.#resync }[frame.t];
    take?.call(this, frame, connection);
  }

  #welcomed() {
    this.ready = true;
    if (this.lostAt) this.longestAway = Math.max(this.longestAway, Date.now() - this.lostAt);
    this.back_off = BACK_OFF_MS.first;
    for (const lounge of this.lounges) {
      const since = this.last(lounge);
      this.connection.send({ t: "join", lounge, ...(since || !this.fromNow ? { since } : {}) });
    }
    for (const waiting of this.unanswered.values()) this.#send(waiting);
  }

  // What is replayed comes next.
  #joined({ lounge, seq, replay }) {
    if (this.fromNow && !this.last(lounge) && seq > replay) this.read.get(lounge).push(seq - replay);
  }

  #event({ lounge, seq }) {
    if (seq !== this.last(lounge) + 1) this.faults.push(`${lounge}: ${seq} came after ${this.last(lounge)}`);
    this.read.get(lounge).push(seq);
  }

  #ack({ id, lounge, seq, repeated }) {
    const before = this.acknowledged.get(id);
    const waiting = this.unanswered.get(id);
    if (before && (before.seq !== seq || !repeated)) this.faults.push(`${id}: acknowledged as ${before.seq}, then as ${seq}`);
    if (!before && !waiting) this.faults.push(`${id}: acknowledged, but never sent`);
    if (!before && waiting) this.acknowledged.set(id, { lounge, seq, first: waiting.first, at: Date.now(), base: this.base });
    this.unanswered.delete(id);
  }

  #nack(nack, connection) {
    const waiting = this.unanswered.get(nack.id);
    if (!waiting || nack.code !== "unavailable") {
      this.faults.push(`refused: ${JSON.stringify(nack)}`);
      return;
    }
    setTimeout(() => this.connection === connection && this.ready && this.#send(waiting), nack.retryAfter);
  }

  // Away for too long: the history holds what lies before. Events that arrive meanwhile are put behind it.
  async #resync({ lounge, seq }) {
    const fetching = history(this.base, this.session, lounge, this.last(lounge));
    const live = [];
    const read = this.read.get(lounge);
    this.read.set(lounge, { at: () => seq + live.length, push: (next) => live.push(next) });
    try {
      const missed = (await fetching).filter((event) => event.seq <= seq).map((event) => event.seq);
      this.read.set(lounge, [...read, ...missed, ...live]);
    } catch {
      // The house went away under it: once more from where this began.
      this.read.set(lounge, read);
      this.connection.drop();
    }
  }
}
