// The box at the bottom: grows, counts near the limit, keeps a draft over reloads, sends on Enter.

const COUNT_FROM = 200;

export class Composer extends EventTarget {
  // Events: 'writing' (at every change that leaves text), 'send' (cancelable; detail: the text; cancelled, it stays in the box).
  constructor({ form, counter, store, page }) {
    super();
    Object.assign(this, { form, counter, store, page });
    this.box = form.elements.body;
    this.kept = null;
    form.noValidate = true;
    if (!this.box.value) this.box.value = store.read("draft", "");
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
    if (body && this.left() >= 0) {
      const send = new CustomEvent("send", { detail: body, cancelable: true });
      if (this.dispatchEvent(send)) this.fill("");
    }
    this.box.focus();
  }

  // A text that could not be sent comes back in front of what has been written since.
  putBack(text) {
    if (this.kept !== null) {
      this.kept = this.kept ? `${text}\n${this.kept}` : text;
      return this.refresh();
    }
    this.fill(this.box.value ? `${text}\n${this.box.value}` : text);
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
