// Somebody at the door of a full lounge, as PROTOCOL.md asks it of a client: joins, waits, joins again when admitted, and after every break.
import { Connection, newSession, until } from "./protocol_v1.mjs";

export class QueueClient {
  state = "away"; // then "waiting", "in", or "called" (with `comes` false)
  position = null;
  comes = true; // takes the place when called
  events = 0;

  constructor(lounge, base, session) {
    Object.assign(this, { lounge, base, session });
  }

  static async come(lounge, base, session = null) {
    const client = new QueueClient(lounge, base, session ?? await newSession(base));
    await client.connect();
    return client;
  }

  // Resolves when the door has answered.
  async connect() {
    this.state = "away";
    const connection = await Connection.open(this.session, this.base);
    this.connection = connection;
    connection.socket.on("message", (data) => this.connection === connection && this.#hear(JSON.parse(data)));
    connection.send({ t: "join", lounge: this.lounge });
    await until(() => this.state !== "away", "an answer to join");
    return this;
  }

  async leave() {
    this.connection.send({ t: "leave", lounge: this.lounge });
    await until(() => this.state === "away", "left");
    await this.connection.close();
  }

  vanish() {
    this.connection.drop();
    this.state = "away";
  }

  #hear(frame) {
    if (frame.lounge !== this.lounge) return;
    if (frame.t === "event") this.events += 1;
    if (frame.t === "waiting") Object.assign(this, { state: "waiting", position: frame.position, estimate: frame.estimate });
    if (frame.t === "joined") Object.assign(this, { state: "in", position: null });
    if (frame.t === "left") this.state = "away";
    if (frame.t !== "admitted") return;
    this.state = "called";
    this.until = frame.until;
    if (this.comes) this.connection.send({ t: "join", lounge: this.lounge });
  }
}

// A member's session, as a Connection takes one.
export const sessionOf = (browser) => ({ tempSessionToken: browser.cookies.get("accessToken") });
