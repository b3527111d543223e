// Something has become of an order of the viewer's: a dot at the market's link and a line at the head of the page, or on that order's own page a word that
// it is not what it was. `welcome` names what happened before this page listened.

import { byId } from "./page.js";

export class OrderNews {
  constructor({ connection, own }) {
    this.changed = byId("order-changed");
    this.here = Number(this.changed?.dataset.order);
    connection.addEventListener("frame", ({ detail }) => detail.t === "welcome" && this.begin(detail.me.orders ?? []));
    own.addEventListener("event", ({ detail }) => detail.kind === "order" && this.hear(detail.order));
  }

  // This page's own order was looked at when the page was made: what is there came later.
  begin(orders) {
    const elsewhere = orders.filter((order) => order !== this.here);
    this.mark(elsewhere.length > 0);
    if (elsewhere.length < orders.length) this.hear(this.here);
  }

  hear(order) {
    if (order === this.here) {
      this.changed.hidden = false;
      return;
    }
    this.mark(true);
    const line = byId("order-news");
    if (!line) return;
    line.querySelector("a").href = `/market/orders/${order}`;
    line.hidden = false;
  }

  mark(news) {
    const dot = document.querySelector(".market-link .news-dot");
    if (dot) dot.hidden = !news;
  }
}
