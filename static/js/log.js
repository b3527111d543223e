// The lines of a lounge on the page, ordered by seq, each once. What has no seq yet (still on its way) stands at the end. The page may hold a part of them
// alone (log_window.js): then it is cut, and what comes is only noted.

import { atOf, authorOf, buryLine, fillLine, finishLine, newLine, seqOf } from "./line.js";
import { LogView } from "./log_view.js";
import { showPreview } from "./preview.js";
import { veilQuote } from "./quote.js";

const GROUP_WITHIN = 5 * 60_000;

export class Log extends LogView {
  constructor({ scroller, list, template, page, times }) {
    super(scroller, list);
    Object.assign(this, { template, page, times });
    this.bySeq = new Map();
    this.mineByCid = new Map();
    this.dressers = [];
    this.newest = 0; // the highest seq that was heard of
    this.firstNew = list.querySelector(".line[data-new]")?.dataset;
    this.adopt([...list.children]);
  }

  // Called for every line there is and every one that comes.
  eachLine(dress) {
    this.dressers.push(dress);
    for (const line of this.list.querySelectorAll(".line")) dress(line);
  }

  // Lines of the server's HTML: those of the page, or a fragment of history.
  adopt(lines) {
    const fresh = lines.filter((line) => !this.bySeq.has(seqOf(line)));
    for (const line of fresh) this.put(line);
    const next = fresh.map((line) => this.neighbour(line, "nextElementSibling"));
    for (const line of new Set([...fresh, ...next])) this.arrange(line);
    for (const line of fresh) this.dress(line);
  }

  // An event of the lounge. True when it is new to the page.
  add(event) {
    const known = this.bySeq.get(event.seq) ?? (event.from?.id === this.page.viewer.id ? this.mineByCid.get(event.cid) : undefined);
    if (known) {
      this.complete(known, event);
      this.settle(known, event);
      return false;
    }
    if (this.isBeyond(event.seq)) this.note(event.seq);
    else this.arrive(newLine(this.template, event, this.page));
    return true;
  }

  arrive(line) {
    this.keepView(() => this.insert(line));
    line.classList.add("arriving");
    line.addEventListener("animationend", () => line.classList.remove("arriving"), { once: true });
    this.scroller.dispatchEvent(new Event("grown"));
  }

  // Where the page does not hold what lies between, its line would stand in a wrong place.
  isBeyond(seq) {
    return this.cut && seq > this.lastSeq();
  }

  isBefore(seq) {
    const first = this.stored()[0];
    return Boolean(first) && seq < seqOf(first);
  }

  note(seq) {
    this.newest = Math.max(this.newest, seq);
  }

  addPending({ id, body, at, re, media }) {
    const line = newLine(this.template, { at, from: { ...this.page.viewer }, cid: id, body, re, media }, this.page);
    line.classList.add("pending");
    line.dataset.draft = "";
    this.keepView(() => this.insert(line));
    return line;
  }

  // What was shown as it was typed is shown as the server tells it.
  complete(line, event) {
    if (!("draft" in line.dataset)) return;
    delete line.dataset.draft;
    if (event.removed) this.bury(line);
    else this.rewrite(line, event);
  }

  rewrite(line, event) {
    this.keepView(() => {
      fillLine(line, { ...event, edited: event.kind === "edit" || event.edited }, this.page);
      showPreview(line, this.template, event.preview, this.page);
      finishLine(line, this.page.viewer.id);
      this.times.show(line);
    });
  }

  preview(line, preview) {
    this.keepView(() => showPreview(line, this.template, preview, this.page));
  }

  bury(line) {
    this.keepView(() => {
      buryLine(line, this.page);
      this.arrange(line);
      this.arrange(this.neighbour(line, "nextElementSibling"));
    });
  }

  // A tombstone gives way to what was said. What stands in its place then.
  restore(line, event) {
    const whole = newLine(this.template, { ...event, seq: seqOf(line), at: atOf(line) }, this.page);
    this.keepView(() => {
      this.remove(line);
      this.insert(whole);
    });
    return whole;
  }

  // The line that was on its way is stored: it takes its number, and its place by it.
  settle(line, { seq, at, id }) {
    if (id) line.dataset.id = id;
    if (seqOf(line) === seq) return;
    if (this.bySeq.has(seq) || this.isBeyond(seq) || this.isBefore(seq)) return this.remove(line);
    line.classList.remove("pending", "refused");
    Object.assign(line.dataset, { seq, at });
    this.keepView(() => {
      this.lift(line);
      this.insert(line);
    });
  }

  insert(line) {
    this.put(line);
    this.arrange(line);
    this.arrange(this.neighbour(line, "nextElementSibling"));
    this.dress(line);
  }

  dress(line) {
    for (const dress of this.dressers) dress(line);
  }

  // In its place by seq; what the server's page shows already stays in its own.
  put(line) {
    const seq = seqOf(line);
    finishLine(line, this.page.viewer.id);
    this.veil(line);
    this.times.show(line);
    if (line.parentElement !== this.list) this.place(line, seq);
    if (Number(this.firstNew?.seq) === seq) line.dataset.new = this.firstNew.new;
    if (line.dataset.cid && authorOf(line) === this.page.viewer.id) this.mineByCid.set(line.dataset.cid, line);
    if (!line.dataset.seq) return;
    this.bySeq.set(seq, line);
    this.note(seq);
  }

  place(line, seq) {
    const before = seq < this.firstSeq() ? null : this.lastBefore(seq);
    if (before) before.after(line);
    else this.list.prepend(line);
  }

  // Folded away when its author is blocked; and what it answers, when that is by somebody blocked.
  veil(line) {
    veilQuote(line, this);
    const veiled = this.page.blocked.has(authorOf(line)) && !line.matches(".removed");
    const veil = line.querySelector(":scope > .veil");
    if (veiled && !veil) line.prepend(this.template.content.querySelector(".veil").cloneNode(true));
    if (!veiled) veil?.remove();
  }

  // When somebody was blocked or is so no longer.
  veilAnew() {
    this.keepView(() => {
      for (const line of this.list.querySelectorAll(".line")) {
        this.veil(line);
        this.arrange(line);
      }
    });
  }

  // Takes a line out, and with it a separator that only it needed.
  lift(line) {
    const next = this.neighbour(line, "nextElementSibling");
    if (line.previousElementSibling?.matches(".day")) line.previousElementSibling.remove();
    line.remove();
    this.arrange(next);
  }

  remove(line) {
    this.mineByCid.delete(line.dataset.cid);
    this.bySeq.delete(seqOf(line));
    this.lift(line);
  }

  // Takes out many that stand beside each other.
  drop(lines) {
    if (!lines.length) return;
    const next = this.neighbour(lines.at(-1), "nextElementSibling");
    for (const line of lines) {
      this.mineByCid.delete(line.dataset.cid);
      this.bySeq.delete(seqOf(line));
      if (line.previousElementSibling?.matches(".day")) line.previousElementSibling.remove();
      line.remove();
    }
    this.arrange(next);
  }

  // Takes out all lines up to `seq`; what came later and what is on its way stays.
  clear(seq) {
    this.drop(this.stored().filter((line) => seqOf(line) <= seq));
  }

  // What has a number, in its order.
  stored() {
    return [...this.list.querySelectorAll(".line")].filter((line) => line.dataset.seq);
  }

  lastBefore(seq) {
    let line = this.lastLine();
    while (line && seqOf(line) > seq) line = this.neighbour(line, "previousElementSibling");
    return line;
  }

  lastLine() {
    const last = this.list.lastElementChild;
    return last?.matches(".day") ? this.neighbour(last, "previousElementSibling") : last;
  }

  firstSeq() {
    const first = this.list.querySelector(".line");
    return first ? seqOf(first) : 0;
  }

  lastSeq() {
    let line = this.lastLine();
    while (line && !line.dataset.seq) line = this.neighbour(line, "previousElementSibling");
    return line ? seqOf(line) : 0;
  }

  // Separator of a new day, and whether the line goes on what its author said just before.
  arrange(line) {
    if (!line) return;
    const previous = this.neighbour(line, "previousElementSibling");
    const newDay = !previous || this.times.day(atOf(previous)) !== this.times.day(atOf(line));
    if (line.previousElementSibling?.matches(".day")) line.previousElementSibling.remove();
    if (newDay) line.before(this.times.separator(atOf(line)));
    const goesOn = !newDay && !("new" in line.dataset) && !line.querySelector(":scope > .veil") && authorOf(previous) === authorOf(line) && atOf(line) - atOf(previous) < GROUP_WITHIN;
    line.classList.toggle("follows", goesOn && !previous.matches(".removed") && !line.matches(".removed"));
  }
}
