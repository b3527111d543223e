// Tells the house how far this person has read: what stands at the end of the log while the page is looked at.

const TELL_AFTER = 1500;

export class Reading {
  constructor({ log, page, stream, connection, told }) {
    Object.assign(this, { log, page, stream, connection, told });
    stream.addEventListener("event", () => this.look());
    connection.addEventListener("frame", ({ detail }) => detail.t === "joined" && this.look());
    log.scroller.addEventListener("scroll", () => this.look(), { passive: true });
    document.addEventListener("visibilitychange", () => (document.hidden ? this.tell() : this.look()));
  }

  look() {
    if (document.hidden || !this.log.atEnd()) return;
    this.read = this.stream.lastSeq;
    if (this.read > this.told) this.timer ??= setTimeout(() => this.tell(), TELL_AFTER);
  }

  tell() {
    clearTimeout(this.timer);
    this.timer = undefined;
    if (!(this.read > this.told)) return;
    if (this.connection.send({ t: "read", lounge: this.page.slug, seq: this.read })) this.told = this.read;
  }
}
