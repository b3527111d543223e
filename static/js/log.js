// The lines of a lounge on the page, ordered by seq, each once. What has no seq yet (still on its way) stands at the end.

import { atOf, authorOf, buryLine, fillLine, finishLine, newLine, seqOf } from "./line.js";
import { showPreview } from "./preview.js";
import { veilQuote } from "./quote.js";

const GROUP_WITHIN = 5 * 60_000;
const NEAR_END = 80;
const MOST_LINES = 600;
const LINES_AFTER_TRIM = 400;

export class Log {
  constructor({ scroller, list, template, page, times }) {
    Object.assign(this, { scroller, list, template, page, times });
    this.bySeq = new Map();
    this.mineByCid = new Map();
    this.dressers = [];
    this.adopt([...list.children]);
  }

  // Called for every line there is and every one that comes.
  eachLine(dress) {
    this.dressers.push(dress);
    for (const line of this.list.querySelectorAll(".line")) dress(line);
  }

  // Lines of the server's HTML: those of the page, or a fragment of history.
  adopt(lines) {
    for (const line of lines) if (!this.bySeq.has(seqOf(line))) this.insert(line);
  }

  // An event of the lounge. True when it is new to the page.
  add(event) {
    const known = this.bySeq.get(event.seq) ?? (event.from?.id === this.page.viewer.id ? this.mineByCid.get(event.cid) : undefined);
    if (known) {
      this.complete(known, event);
      this.settle(known, event);
      return false;
    }
    const line = newLine(this.template, event, this.page);
    this.keepView(() => this.insert(line));
    line.classList.add("arriving");
    line.addEventListener("animationend", () => line.classList.remove("arriving"), { once: true });
    this.trim();
    return true;
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
    if (this.bySeq.has(seq)) return this.remove(line);
    line.classList.remove("pending", "refused");
    Object.assign(line.dataset, { seq, at });
    this.keepView(() => {
      this.lift(line);
      this.insert(line);
    });
  }

  insert(line) {
    finishLine(line, this.page.viewer.id);
    this.veil(line);
    this.times.show(line);
    const before = this.lastBefore(seqOf(line));
    if (before) before.after(line);
    else this.list.prepend(line);
    if (line.dataset.seq) this.bySeq.set(seqOf(line), line);
    if (line.dataset.cid && authorOf(line) === this.page.viewer.id) this.mineByCid.set(line.dataset.cid, line);
    this.arrange(line);
    this.arrange(this.neighbour(line, "nextElementSibling"));
    for (const dress of this.dressers) dress(line);
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

  // Takes out all lines up to `seq`; what came later and what is on its way stays.
  clear(seq) {
    for (const line of [...this.bySeq.values()]) if (seqOf(line) <= seq) this.remove(line);
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

  neighbour(line, side) {
    let other = line[side];
    while (other && !other.matches(".line")) other = other[side];
    return other;
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

  // The scroller is reversed: 0 is its end, and what grows below pushes the view up unless it is at the end.
  atEnd() {
    return this.scroller.scrollTop > -NEAR_END;
  }

  toEnd() {
    this.scroller.scrollTop = 0;
  }

  keepView(change) {
    if (this.atEnd()) {
      change();
      return this.toEnd();
    }
    // By a line that is being read and not by scrollHeight, whose rounding would add up to a drift.
    const { scrollTop } = this.scroller;
    const anchor = this.lineInView();
    const before = anchor.getBoundingClientRect().top;
    change();
    this.scroller.scrollTop = scrollTop;
    this.scroller.scrollTop += anchor.getBoundingClientRect().top - before;
  }

  lineInView() {
    const { left, top, width } = this.scroller.getBoundingClientRect();
    const hit = document.elementsFromPoint(left + width / 2, top + NEAR_END).map((element) => element.closest(".line")).find(Boolean);
    return hit && this.list.contains(hit) ? hit : this.list.querySelector(".line");
  }

  trim() {
    if (this.bySeq.size <= MOST_LINES || !this.atEnd()) return;
    const lines = [...this.list.querySelectorAll(".line")];
    for (const line of lines.slice(0, lines.length - LINES_AFTER_TRIM)) if (line.dataset.seq) this.remove(line);
    this.scroller.dispatchEvent(new CustomEvent("trimmed"));
  }
}
