// A lounge as a numbered sequence of events: joins with the last number seen, passes each event on once and in order, and asks for a new
// replay when a number is missing.

export class LoungeStream extends EventTarget {
  constructor(connection, slug, lastSeq) {
    super();
    this.connection = connection;
    this.slug = slug;
    this.lastSeq = lastSeq;
    connection.addEventListener("frame", ({ detail }) => this.receive(detail));
  }

  join() {
    this.rejoining = true;
    this.connection.send({ t: "join", lounge: this.slug, since: this.lastSeq });
  }

  receive(frame) {
    if (frame.t === "welcome") this.join();
    if (frame.lounge !== this.slug) return;
    if (frame.t === "event") this.advance(frame);
    else if (frame.t === "resync") this.restart(frame);
    else if (frame.t === "joined") this.rejoining = false;
    // Full, after a long absence: the place is held once somebody has left. `left`: the place was lost.
    else if (frame.t === "waiting") this.rejoining = false;
    // With a code a moderator has put us out: the page says why.
    else if (frame.t === "left" && frame.code) location.reload();
    else if (frame.t === "admitted" || frame.t === "left") this.join();
  }

  advance(event) {
    if (event.seq <= this.lastSeq) return;
    if (event.seq > this.lastSeq + 1) return this.fillGap();
    this.lastSeq = event.seq;
    this.dispatchEvent(new CustomEvent("event", { detail: event }));
  }

  fillGap() {
    if (!this.rejoining) this.join();
  }

  // Too much was missed to be replayed: whoever shows lines loads the latest instead.
  restart({ seq }) {
    this.rejoining = false;
    this.lastSeq = seq;
    this.dispatchEvent(new CustomEvent("resync", { detail: seq }));
  }
}

// What happens to the person and not to the lounge: `@me` of PROTOCOL.md. `welcome` tells how things stand at its number, so that nothing before it is
// ever missed.
export class OwnStream extends LoungeStream {
  constructor(connection) {
    super(connection, "@me", 0);
  }

  receive(frame) {
    if (frame.t === "welcome") this.lastSeq = frame.me.seq;
    super.receive(frame);
  }
}
