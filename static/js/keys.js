// Keys of the whole lounge. Single letters count where the log has the focus and nowhere else, so that nobody sets them off who types or speaks.

import { byId } from "./page.js";

export class Keys {
  constructor({ log, composer, tools }) {
    Object.assign(this, { log, composer, tools });
    document.addEventListener("keydown", (event) => this.take(event));
  }

  take(event) {
    this.anywhere(event);
    this.amongLines(event);
  }

  anywhere(event) {
    const { key, ctrlKey, metaKey, altKey } = event;
    if (event.defaultPrevented || event.isComposing) return;
    if ((ctrlKey || metaKey) && key.toLowerCase() === "k") this.does(event, () => this.search());
    else if (ctrlKey && key === "/") this.does(event, () => this.help());
    else if (altKey && key === "ArrowUp" && event.target === this.composer.box) this.does(event, () => this.toNewest());
  }

  amongLines(event) {
    if (event.defaultPrevented || event.ctrlKey || event.metaKey || event.altKey || !event.target.matches?.(".line, .log")) return;
    const keys = { "?": () => this.help(), "/": () => this.search(), m: () => this.members(), l: () => this.lounges(), Escape: () => this.composer.box.focus() };
    if (keys[event.key]) this.does(event, keys[event.key]);
  }

  does(event, action) {
    event.preventDefault();
    action();
  }

  help() {
    byId("keys-link").click();
  }

  search() {
    const field = byId("q");
    if (field.offsetParent) field.focus();
    else location.assign(field.form.action);
  }

  toNewest() {
    const last = this.log.lastLine();
    if (this.log.cut) this.log.toEnd();
    else if (last) this.tools.goTo(last);
  }

  // A sheet that the address opens, or a list that stands there.
  members() {
    const link = document.querySelector(".present");
    if (link.offsetParent) link.click();
    document.querySelector(link.offsetParent ? ".members-close" : ".member-name")?.focus();
  }

  lounges() {
    const here = document.querySelector("#places [aria-current]");
    if (here?.offsetParent) here.focus();
    else location.assign(document.querySelector(".room > a").href);
  }
}
