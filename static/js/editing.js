// An own message, once more in the box. What was being written is put aside meanwhile and comes back.

import { fetchEvent } from "./event.js";
import { atOf, authorOf, seqOf } from "./line.js";

const WITHIN = 15 * 60_000;

export class Editing {
  constructor({ bar, composer, acts, log, clock, page }) {
    Object.assign(this, { bar, composer, acts, log, clock, page });
    composer.box.addEventListener("keydown", (event) => this.key(event));
  }

  get active() {
    return Boolean(this.line);
  }

  // The server decides; this is for what is offered.
  allows(line) {
    return this.isMine(line) && this.clock.now() - atOf(line) < WITHIN;
  }

  isMine(line) {
    return authorOf(line) === this.page.viewer.id && Number.isFinite(seqOf(line)) && !line.matches(".removed, .going");
  }

  async begin(line) {
    const text = await this.textOf(line);
    if (text === null || !this.allows(line)) return;
    this.bar.show({ label: this.page.text("editing"), quote: "", left: () => this.leave() });
    this.line = line;
    this.was = text;
    line.classList.add("being-edited");
    this.composer.lend(text);
  }

  // Called with what was written when the form is sent.
  save(text) {
    if (text !== this.was) this.acts.add({ kind: "edit", seq: seqOf(this.line), body: text });
    this.bar.leave();
  }

  leave() {
    this.line.classList.remove("being-edited");
    this.line = null;
    this.composer.giveBack();
  }

  // As it was typed. A line shows it formatted, so the server is asked, unless it is plain.
  async textOf(line) {
    const waiting = this.acts.of(seqOf(line)).filter(({ kind }) => kind === "edit").at(-1);
    if (waiting) return waiting.body;
    const box = line.querySelector(".body");
    if (!box.firstElementChild) return box.textContent;
    return (await fetchEvent(this.page.slug, seqOf(line)))?.body ?? null;
  }

  key(event) {
    const { key, altKey, ctrlKey, metaKey, shiftKey } = event;
    if (key !== "ArrowUp" || altKey || ctrlKey || metaKey || shiftKey || this.composer.box.value || event.isComposing || this.active) return;
    const last = [...this.log.list.querySelectorAll(".line.mine")].reverse().find((line) => this.allows(line));
    if (!last) return;
    event.preventDefault();
    this.begin(last);
  }
}
