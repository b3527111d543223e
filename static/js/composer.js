// The box at the bottom: grows, counts near the limit, keeps a draft over reloads, sends on Enter.

import { joinDraft } from "./store.js";

const COUNT_FROM = 200;

export class Composer extends EventTarget {
  // Events: 'writing' (at every change that leaves text), 'send' (cancelable; detail: { body, media }; cancelled, all stays in the box).
  // `picture`: where members add one; nothing for guests.
  constructor({ form, counter, store, page, picture }) {
    super();
    Object.assign(this, { form, counter, store, page, picture });
    picture?.addEventListener("ready", () => this.sendWhenReady && form.requestSubmit());
    this.box = form.elements.body;
    this.kept = null;
    form.noValidate = true;
    joinDraft(this.box, store);
    this.box.addEventListener("input", () => this.changed());
    this.box.addEventListener("keydown", (event) => this.key(event));
    form.addEventListener("submit", (event) => this.submit(event));
    this.refresh();
  }

  changed() {
    this.refresh();
    if (this.box.value.trim()) this.dispatchEvent(new Event("writing"));
  }

  // keyCode 229: Safari ends the composition before the Enter that chose a candidate.
  key(event) {
    if (event.key !== "Enter" || event.shiftKey || event.isComposing || event.keyCode === 229) return;
    event.preventDefault();
    this.form.requestSubmit();
  }

  submit(event) {
    event.preventDefault();
    const body = this.box.value.trim().toWellFormed?.() ?? this.box.value.trim();
    const picture = this.picture?.state ?? "none";
    // A picture on its way is waited for; one that was refused is for the person to mend or to remove.
    this.sendWhenReady = picture === "uploading";
    const something = body || picture === "ready";
    if (something && this.left() >= 0 && !["uploading", "refused"].includes(picture)) this.send(body);
    this.box.focus();
  }

  send(body) {
    const send = new CustomEvent("send", { detail: { body, media: this.picture?.media ?? undefined }, cancelable: true });
    if (!this.dispatchEvent(send)) return;
    this.picture?.discard();
    this.fill("");
  }

  // What could not be sent comes back in front of what has been written since.
  putBack(text, media) {
    if (media) this.picture?.restore(media);
    if (this.kept !== null) {
      this.kept = this.kept && text ? `${text}\n${this.kept}` : text || this.kept;
      return this.refresh();
    }
    this.fill(this.box.value && text ? `${text}\n${this.box.value}` : text || this.box.value);
    this.box.focus();
  }

  // Another text has the box for a while; what was being written waits, and is kept over a reload as before.
  lend(text) {
    this.kept ??= this.box.value;
    this.fill(text);
    this.box.focus();
    this.box.setSelectionRange(text.length, text.length);
  }

  giveBack() {
    const text = this.kept ?? "";
    this.kept = null;
    this.fill(text);
  }

  // In place of what is selected.
  insert(text) {
    this.box.setRangeText(text, this.box.selectionStart, this.box.selectionEnd, "end");
    this.box.dispatchEvent(new Event("input", { bubbles: true }));
  }

  fill(text) {
    this.box.value = text;
    this.refresh();
  }

  left() {
    return this.page.bodyLimit - [...this.box.value.trim()].length;
  }

  refresh() {
    this.store.write("draft", this.kept ?? this.box.value);
    this.count();
    this.grow();
  }

  count() {
    const left = this.left();
    const text = left < 0 ? this.page.text("over", { count: this.page.number(-left) }) : this.page.text("left", { count: this.page.number(left) });
    this.counter.textContent = left > COUNT_FROM ? "" : text;
    this.counter.classList.toggle("over", left < 0);
  }

  grow() {
    if (CSS.supports("field-sizing", "content")) return;
    this.box.style.blockSize = "auto";
    this.box.style.blockSize = `${this.box.scrollHeight + 2}px`;
  }
}
