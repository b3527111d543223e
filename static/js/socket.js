// One connection that keeps itself alive: opens, waits for `welcome`, and comes back with a jittered, doubling pause whenever it breaks.
// It knows the handshake and the close codes of PROTOCOL.md, and nothing of lounges.
//
// Events: 'frame' (detail: the frame), 'state' (detail: one of the states below).
//   connecting  trying now        open      `welcome` has come         waiting   pausing before the next try
//   ended       the session is over            replaced  too many windows           stopped   refused for good
//   another     somebody else has signed in since this page was made             banned    a moderator has closed the house to them
//   restored    a backup was put back: what the page shows may never have been said

const FIRST_PAUSE = 500;
const LONGEST_PAUSE = 15_000;
const HANDSHAKE_PATIENCE = 10_000;
const FIRST_PATIENCE = 3000; // where there is another way
const FAREWELLS = new Map([["session_ended", "ended"], ["banned", "banned"]]);
const FINAL = new Map([[4401, "ended"], [4409, "replaced"], [4400, "stopped"], [1003, "stopped"], [1007, "stopped"], [1009, "stopped"]]);

export class Connection extends EventTarget {
  // `urls`: where to try, in turn; the one that has led to `welcome` is the first. `sessionIsOver` answers (a promise of) true when the server no longer
  // knows the visitor: a handshake refused with 401 looks to a script like any other broken connection. `renewSession` is called after a connection broke, before the next try, until it answers true: a
  // socket cannot bring new tokens. `viewer`: whose page this is; what it has to send must not go out in the name of another.
  constructor(urls, { viewer, sessionIsOver, renewSession = async () => true }) {
    super();
    this.urls = urls;
    this.viewer = viewer;
    this.sessionIsOver = sessionIsOver;
    this.renewSession = renewSession;
    this.state = "waiting";
    this.failures = 0;
    this.renewed = false;
    window.addEventListener("online", () => this.hurry());
    window.addEventListener("offline", () => this.restart());
    document.addEventListener("visibilitychange", () => document.hidden || this.hurry());
  }

  connect() {
    clearTimeout(this.timer);
    this.become("connecting");
    this.welcomed = false;
    const socket = new WebSocket(this.urls[0], "chatroom.v1");
    this.socket = socket;
    this.timer = setTimeout(() => this.restart(), this.urls.length > 1 && this.failures === 0 ? FIRST_PATIENCE : HANDSHAKE_PATIENCE);
    socket.addEventListener("message", ({ data }) => socket === this.socket && this.receive(data));
    socket.addEventListener("close", ({ code }) => socket === this.socket && this.closed(code));
  }

  async tryAgain() {
    clearTimeout(this.timer);
    const before = this.state;
    this.renewed ||= await this.renewSession();
    // Meanwhile somebody may have been in a hurry.
    if (this.state === before) this.connect();
  }

  send(frame) {
    if (this.state !== "open") return false;
    this.socket.send(JSON.stringify(frame));
    return true;
  }

  // Drops a connection that has gone quiet. Its close event may take a minute, so it is not waited for.
  restart() {
    if (this.state !== "open" && this.state !== "connecting") return;
    const socket = this.socket;
    this.socket = null;
    socket.close();
    this.closed(1006);
  }

  // For good.
  end(state = "ended") {
    clearTimeout(this.timer);
    this.socket?.close();
    this.socket = null;
    this.become(state);
  }

  // Tries at once instead of sitting out the pause.
  hurry() {
    if (this.state === "waiting" || this.state === "replaced" || this.state === "stopped") this.tryAgain();
  }

  receive(data) {
    const frame = JSON.parse(data);
    if (frame.t === "welcome" && frame.you.id !== this.viewer) return this.end("another");
    if (frame.t === "welcome") {
      if (this.era && frame.era !== this.era) return this.end("restored");
      this.era = frame.era;
      clearTimeout(this.timer);
      this.welcomed = true;
      this.failures = 0;
      this.renewed = false;
      this.become("open");
    } else if (frame.t === "bye") {
      this.farewell = frame.code;
    }
    this.dispatchEvent(new CustomEvent("frame", { detail: frame }));
  }

  async closed(code) {
    clearTimeout(this.timer);
    this.socket = null;
    const final = FAREWELLS.get(this.farewell) ?? FINAL.get(code);
    this.farewell = null;
    if (final) return this.become(final);

    if (!this.welcomed) this.urls.push(this.urls.shift());
    this.failures += 1;
    const pause = Math.min(LONGEST_PAUSE, FIRST_PAUSE * 2 ** (this.failures - 1)) * (0.5 + Math.random() / 2);
    this.timer = setTimeout(() => this.tryAgain(), pause);
    this.become("waiting");
    if (this.failures >= 2 && await this.sessionIsOver() && this.state !== "open") this.end();
  }

  become(state) {
    this.state = state;
    this.dispatchEvent(new CustomEvent("state", { detail: state }));
  }
}
