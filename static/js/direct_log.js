// The lines of a conversation: the server's own, in their order, and behind them what is still on its way. To static/js/pending.js it is what log.js is for
// a lounge.

import { bodyOf } from "./format.js";
import { initial } from "./line.js";

export class DirectLog {
  constructor({ list, end, template, page, times }) {
    Object.assign(this, { list, end, template, page, times });
    this.mineByCid = new Map();
    for (const line of list.children) this.finish(line);
  }

  // True when it is new to the page. What was on its way is shown as the server tells it.
  add(line) {
    const seq = Number(line.dataset.seq);
    if (seq <= this.page.lastSeq) return false;
    this.page.lastSeq = seq;
    this.finish(line);
    this.pending(line.dataset.cid)?.remove();
    const waiting = this.list.querySelector(".line.pending");
    if (waiting) waiting.before(line);
    else this.list.append(line);
    return true;
  }

  // A line that changed.
  replace(line) {
    const shown = this.list.querySelector(`.line[data-seq="${line.dataset.seq}"]`);
    if (!shown) return;
    this.finish(line);
    shown.replaceWith(line);
  }

  addPending({ id, body, at }) {
    const line = this.template.content.querySelector(".line").cloneNode(true);
    const { viewer } = this.page;
    Object.assign(line.dataset, { author: viewer.id, cid: id, at });
    line.classList.add("mine", "pending");
    Object.assign(line.querySelector(".author"), { textContent: viewer.name, href: `/people/${viewer.id}` });
    line.querySelector(".body").append(...bodyOf({ body }));
    this.list.append(line);
    this.finish(line);
    return line;
  }

  pending(cid) {
    return cid ? this.list.querySelector(`.line.pending[data-cid="${CSS.escape(cid)}"]`) : null;
  }

  // Stored. It stands as it is until the server's own line comes and takes its place.
  settle(line) {
    line.classList.remove("refused");
  }

  remove(line) {
    line.remove();
  }

  keepView(change) {
    const atEnd = this.end.getBoundingClientRect().top <= innerHeight;
    change();
    if (atEnd) this.toEnd();
  }

  toEnd() {
    this.end.scrollIntoView({ block: "end" });
  }

  finish(line) {
    line.querySelector(".avatar").textContent = initial(line.querySelector(".author").textContent);
    this.times.show(line);
    if (line.dataset.seq && line.matches(".mine")) this.mineByCid.set(line.dataset.cid, line);
  }
}
