// Everything that can be done to a message, as a menu; deleting asks once more in the same place.

import { authorOf } from "./line.js";
import { moveFocus, Popup } from "./popup.js";

export class MessageMenu {
  // `actions`: what each data-do does, called with the line (and the element to open something beside).
  constructor({ box, confirm, actions, editing, page }) {
    Object.assign(this, { box, actions, editing, page });
    this.menu = new Popup(box);
    this.confirm = new Popup(confirm);
    box.addEventListener("click", ({ target }) => this.chosen(target.closest("[data-do], [data-emoji]")));
    box.addEventListener("keydown", (event) => this.key(event));
    confirm.addEventListener("click", ({ target }) => this.answered(target.closest("[data-do]")));
    confirm.addEventListener("keydown", (event) => moveFocus(event, [...confirm.querySelectorAll("button")]));
    this.menu.addEventListener("closed", () => this.unmark());
    this.confirm.addEventListener("closed", () => this.unmark());
  }

  // Nothing can be done yet to what is on its way, and no more to what is gone.
  static appliesTo(line) {
    return Boolean(line?.dataset.seq) && !line.matches(".removed, .pending");
  }

  open(line, anchor, back) {
    this.mark(line, anchor);
    this.show("edit", this.editing.allows(line));
    this.show("delete", this.editing.isMine(line));
    this.show("unpreview", this.editing.isMine(line) && line.querySelector(".preview"));
    this.show("share", navigator.share);
    const another = authorOf(line) !== this.page.viewer.id && !line.matches(".system");
    this.show("report", another);
    this.show("moderate", another && this.page.moderates);
    this.menu.open(anchor, back);
    this.items()[0].focus({ preventScroll: true });
  }

  show(action, shown) {
    this.box.querySelector(`[data-do="${action}"]`).hidden = !shown;
  }

  items() {
    return [...this.box.querySelectorAll("button:not([hidden])")];
  }

  chosen(button) {
    if (!button) return;
    const { line, anchor } = this;
    const { back } = this.menu;
    const action = button.dataset.do;
    this.menu.close({ refocus: action !== "reply" && action !== "edit" });
    if (button.dataset.emoji) this.actions.toggle(line, button.dataset.emoji);
    else if (action === "delete") this.ask(line, anchor, back);
    else this.actions[action](line, anchor, back);
  }

  // What a key does without opening the menu, where the menu would offer it.
  begin(action, line, back) {
    const anchor = line.querySelector(".body");
    if (action === "edit" && !this.editing.allows(line)) return;
    if (action !== "delete") this.actions[action](line, anchor, back);
    else if (this.editing.isMine(line)) this.ask(line, anchor, back);
  }

  ask(line, anchor, back) {
    this.mark(line, anchor);
    this.confirm.open(anchor, back);
    this.confirm.box.querySelector('[data-do="keep"]').focus({ preventScroll: true });
  }

  answered(button) {
    if (!button) return;
    const { line } = this;
    this.confirm.close();
    if (button.dataset.do === "delete") this.actions.delete(line);
  }

  key(event) {
    if (event.key === "Tab") this.menu.close();
    else moveFocus(event, this.items());
  }

  mark(line, anchor) {
    Object.assign(this, { line, anchor });
    line.classList.add("chosen");
  }

  unmark() {
    this.line.classList.remove("chosen");
  }
}
