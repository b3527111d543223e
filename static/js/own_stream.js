// What happens to the person and not to the lounge: `@me` of PROTOCOL.md. `welcome` tells how things stand at its number, so that nothing before it is
// ever missed.

import { LoungeStream } from "./stream.js";

export class OwnStream extends LoungeStream {
  constructor(connection) {
    super(connection, "@me", 0);
  }

  receive(frame) {
    if (frame.t === "welcome") this.lastSeq = frame.me.seq;
    super.receive(frame);
  }
}
