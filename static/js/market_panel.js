// The market beside the talk: what was offered last in this lounge's language. Asked for when the panel is seen, and again now and then while it is.

import { styleSheet } from "./style_sheet.js";

const EVERY = 120_000;

export class MarketPanel {
  constructor(panel) {
    Object.assign(this, { panel, list: panel.querySelector("[data-items]"), asked: -Infinity, isSeen: false });
    panel.addEventListener("toggle", () => this.refresh());
    document.addEventListener("visibilitychange", () => this.refresh());
    setInterval(() => this.refresh(), EVERY);
  }

  seen(isSeen) {
    this.isSeen = isSeen;
    this.refresh();
  }

  async refresh() {
    if (document.hidden || !this.isSeen || !this.panel.open || Date.now() - this.asked < EVERY) return;
    this.asked = Date.now();
    const { language, lounge } = this.panel.dataset;
    const query = new URLSearchParams({ language, lounge });
    try {
      const [answer] = await Promise.all([fetch(`/market/panel?${query}`, { headers: { accept: "text/html" } }), styleSheet("market")]);
      if (answer.ok) this.list.replaceChildren(...fragmentOf(await answer.text()));
    } catch {
      // What stands there is good enough; the next round asks again.
    }
  }
}

// The server's own template, escaped there.
function fragmentOf(html) {
  return new DOMParser().parseFromString(html, "text/html").body.childNodes;
}
