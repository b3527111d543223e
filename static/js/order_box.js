// What a moderator does about a message without leaving the lounge: the form of the message's own page, in a box beside the line. The server fills it, refuses and
// explains as it does there.

import { seqOf } from "./line.js";
import { Popup } from "./popup.js";

const PATIENCE = 10_000;

export class OrderBox {
  // `tell` shows a text for a moment.
  constructor({ box, page, tell }) {
    Object.assign(this, { box, page, tell });
    this.popup = new Popup(box);
    this.place = box.querySelector(".order-form");
    this.refusal = box.querySelector(".alert");
    box.addEventListener("submit", (event) => this.submitted(event));
    box.querySelector('[data-do="cancel"]').addEventListener("click", () => this.popup.close());
    this.popup.addEventListener("closed", () => this.line.classList.remove("chosen"));
  }

  // What was begun for the same message and put aside is still there.
  async open(line, anchor, back) {
    const address = `/lounges/${this.page.slug}/messages/${seqOf(line)}`;
    if (this.address !== address) {
      const { page } = await ask(address);
      const form = page?.querySelector("#moderate");
      if (!form) return location.assign(`${address}#moderate`);
      this.show(form);
      this.address = address;
    }
    this.line = line;
    line.classList.add("chosen");
    this.popup.open(anchor, back);
    return this.focus();
  }

  show(form, refused = "") {
    this.place.replaceChildren(document.adoptNode(form));
    this.refuse(refused);
  }

  refuse(text) {
    this.refusal.textContent = text;
    this.refusal.hidden = !text;
  }

  focus() {
    const form = this.place.firstElementChild;
    (form.querySelector('[aria-invalid="true"]') ?? form.querySelector("input:checked") ?? form.querySelector('input[type="radio"]')).focus({ preventScroll: true });
  }

  async submitted(event) {
    event.preventDefault();
    if (this.sending) return;
    const form = event.target;
    const to = form.getAttribute("action"); // form.action is its choice of what shall happen
    this.wait(true);
    const { page, end } = await ask(to, { method: "POST", body: new URLSearchParams(new FormData(form)) });
    this.wait(false);
    if (!page) this.refuse(this.page.text("unanswered"));
    else if (end.startsWith("/people/")) this.done();
    else if (end !== to) location.assign(end);
    else this.comesBack(page);
  }

  // Refused: the reasons stand where the server has put them, and what was typed is still there.
  comesBack(page) {
    const form = page.querySelector("#moderate");
    if (!form) return this.refuse(page.querySelector(".fault > .lead")?.textContent ?? this.page.text("unanswered"));
    this.show(form, page.querySelector(".page > .alert")?.textContent ?? "");
    if (this.popup.isOpen) this.focus();
    return undefined;
  }

  done() {
    this.address = null;
    this.popup.close();
    this.place.replaceChildren();
    this.tell(this.page.text("moderated"));
  }

  wait(waiting) {
    this.sending = waiting;
    this.box.setAttribute("aria-busy", String(waiting));
  }
}

// The page at the end of the way, and its path; without a page when no answer came.
async function ask(address, options) {
  try {
    const answer = await fetch(address, { headers: { accept: "text/html" }, signal: AbortSignal.timeout(PATIENCE), ...options });
    return { page: new DOMParser().parseFromString(await answer.text(), "text/html"), end: new URL(answer.url).pathname };
  } catch {
    return {};
  }
}
