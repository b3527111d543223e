// The strip above the box that says what the next message will be: an answer, or a new text for an old one. One thing at a time.

export class ComposerBar {
  constructor({ bar, box }) {
    this.bar = bar;
    this.label = bar.querySelector(".bar-label");
    this.quote = bar.querySelector(".bar-quote");
    bar.querySelector(".bar-cancel").addEventListener("click", () => this.cancelled());
    box.addEventListener("keydown", (event) => this.key(event));
  }

  // `left` is called when the person leaves it, by the button, Esc, or by beginning something else.
  show({ label, quote, left }) {
    this.leave();
    this.left = left;
    this.label.textContent = label;
    this.quote.textContent = quote;
    this.bar.hidden = false;
  }

  hide() {
    this.left = null;
    this.bar.hidden = true;
  }

  leave() {
    const left = this.left;
    this.hide();
    left?.();
  }

  cancelled() {
    this.leave();
    document.getElementById("body").focus();
  }

  key(event) {
    if (event.key !== "Escape" || this.bar.hidden || event.isComposing) return;
    event.preventDefault();
    event.stopPropagation();
    this.cancelled();
  }
}
