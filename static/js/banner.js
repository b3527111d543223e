// Says gently how the connection is. A break that mends itself within a second is not worth a word.

const PATIENCE = 1000;

export class Banner {
  constructor({ box, text, link, button, page, connection }) {
    Object.assign(this, { box, text, link, button, page });
    link.textContent = page.text("enter");
    button.textContent = page.text("tryNow");
    button.addEventListener("click", () => connection.hurry());
    connection.addEventListener("state", ({ detail }) => this.became(detail));
    connection.addEventListener("frame", ({ detail }) => detail.lounge === page.slug && this.heard(detail));
  }

  // Back after a long absence, and the lounge is full: what is written waits too.
  heard({ t, position }) {
    if (t === "waiting") {
      this.cancel();
      this.show("queued", { position: this.page.number(position) });
      this.button.hidden = true;
    } else if (t === "joined" || t === "resync") this.hide();
  }

  became(state) {
    this.page.root.dataset.connection = state;
    if (state === "open") return this.opened();
    // The first connection of a page is not a break, however long it takes.
    if (state === "waiting" || (state === "connecting" && this.wasOpen)) return this.breaking();
    if (state === "connecting") return undefined;
    this.cancel();
    this.show(state);
  }

  opened() {
    this.wasOpen = true;
    this.hide();
  }

  breaking() {
    if (!this.box.hidden) return this.show("reconnecting");
    this.timer ??= setTimeout(() => this.show("reconnecting"), PATIENCE);
  }

  show(state, values) {
    const text = this.page.text(state === "reconnecting" && !navigator.onLine ? "offline" : state, values);
    this.box.hidden = false;
    this.box.dataset.state = state;
    this.link.hidden = state !== "ended";
    this.button.hidden = state === "ended";
    if (this.text.textContent !== text) this.text.textContent = text;
  }

  hide() {
    this.cancel();
    this.box.hidden = true;
    this.text.textContent = "";
  }

  cancel() {
    clearTimeout(this.timer);
    this.timer = null;
  }
}
