// Posts of one's own that wait for a moderator. The page lists them; those that were sent from this tab stand among the lines already, and what was decided goes.

import { byId } from "./page.js";

export class Held {
  constructor({ page, outbox, stream, own }) {
    Object.assign(this, { page, outbox, box: byId("held") });
    outbox.addEventListener("kept", ({ detail }) => this.take(detail.id));
    outbox.addEventListener("held", ({ detail }) => this.take(detail.id));
    stream.addEventListener("event", ({ detail: { kind, cid } }) => kind === "message" && this.take(cid));
    own.addEventListener("event", ({ detail }) => this.hear(detail));
  }

  // A moderator has decided.
  hear({ kind, in: lounge, cid }) {
    if (kind !== "not_shown" || lounge !== this.page.slug) return;
    this.take(cid);
    this.outbox.notShown(cid, this.page.text("notShown"));
  }

  take(cid) {
    for (const item of this.box?.querySelectorAll("li") ?? []) if (item.dataset.cid === cid) item.remove();
    if (this.box && !this.box.querySelector("li")) this.box.hidden = true;
  }
}
