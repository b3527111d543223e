// A moderator has decided something about this person while the page is open: it is said at its head, as the next page would say it.

import { byId } from "./page.js";

export class Decided {
  constructor({ page }) {
    this.page = page;
  }

  hear({ kind, type, in: lounge, lifted }) {
    if (kind === "appeal_decided") return this.tell();
    if (kind !== "sanction") return undefined;
    if (lifted) return type === "MUTE" ? byId("muted")?.remove() : undefined;
    // The page that comes instead says why.
    if (type === "KICK" && lounge === this.page.slug) return location.reload();
    return this.tell();
  }

  tell() {
    const box = byId("decided");
    if (!box) return;
    box.querySelector("a").href = "/decisions/mine";
    box.hidden = false;
  }
}
