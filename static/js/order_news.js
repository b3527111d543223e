// Something has become of an order of the viewer's: a dot at the market's link and a line at the head of the page, or on that order's own page a word that
// it is not what it was.

import { byId } from "./page.js";

export class OrderNews {
  constructor() {
    this.changed = byId("order-changed");
    this.here = Number(this.changed?.dataset.order);
  }

  // This page's own order was looked at when the page was made: what is there came later.
  begin({ orders = [] }) {
    const elsewhere = orders.filter((order) => order !== this.here);
    this.mark(elsewhere.length > 0);
    if (elsewhere.length < orders.length) this.changedHere();
  }

  hear({ kind, order }) {
    if (kind !== "order") return;
    if (order === this.here) return this.changedHere();
    this.mark(true);
    const line = byId("order-news");
    if (!line) return;
    line.querySelector("a").href = `/market/orders/${order}`;
    line.hidden = false;
  }

  changedHere() {
    this.changed.hidden = false;
  }

  mark(news) {
    const dot = document.querySelector(".market-link .news-dot");
    if (dot) dot.hidden = !news;
  }
}
