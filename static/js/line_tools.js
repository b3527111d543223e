// How a message is reached: a small bar beside the line the mouse is on or a finger has tapped, a long press, and the arrow keys within the log.
// The bar stands outside of the log, where screen readers would read it out as news; the keyboard opens the menu itself.

import { MessageMenu } from "./message_menu.js";

const LONG_PRESS = 500;
const KEYS = { r: "reply", e: "edit", "+": "react", Delete: "delete", Backspace: "delete" };
const SLIP = 10;

export class LineTools {
  constructor({ bar, log, menu, actions }) {
    Object.assign(this, { bar, log, menu, actions });
    const { scroller } = log;
    // Once it has been hidden (by lines that moved), moving within a line brings it back.
    for (const kind of ["pointerover", "pointermove"]) scroller.addEventListener(kind, (event) => event.pointerType === "mouse" && this.hover(event));
    scroller.addEventListener("pointerleave", (event) => bar.contains(event.relatedTarget) || this.hide());
    scroller.addEventListener("scroll", () => this.hide(), { passive: true });
    bar.addEventListener("pointerleave", (event) => scroller.contains(event.relatedTarget) || this.hide());
    bar.addEventListener("click", ({ target }) => this.pressed(target.closest("[data-do]")));
    scroller.addEventListener("keydown", (event) => this.key(event));
    this.listenToFingers(scroller);
  }

  hover({ target }) {
    const line = target.closest(".line");
    if (line && line !== this.line) this.show(line);
  }

  // Over the upper corner of what is said, at its outer end.
  show(line) {
    if (!MessageMenu.appliesTo(line)) return this.hide();
    this.line = line;
    this.bar.hidden = false;
    const body = line.querySelector(".body").getBoundingClientRect();
    const { left, right } = line.getBoundingClientRect();
    const { offsetWidth: width, offsetHeight: height, style } = this.bar;
    const room = this.log.scroller.getBoundingClientRect();
    const toTheRight = (document.documentElement.dir === "rtl") === line.classList.contains("mine");
    const beside = toTheRight ? Math.min(body.right - width / 3, right - width) : Math.max(body.left - width * 2 / 3, left);
    style.left = `${beside}px`;
    style.top = `${Math.max(room.top, body.top - height * 0.6)}px`;
  }

  hide() {
    this.bar.hidden = true;
    this.line = null;
  }

  pressed(button) {
    if (!button || !this.line) return;
    const { line } = this;
    const anchor = line.querySelector(".body");
    if (button.dataset.do === "more") this.menu.open(line, button, this.focusable(line));
    else this.actions[button.dataset.do](line, button.dataset.do === "react" ? button : anchor, this.focusable(line));
    this.hide();
  }

  // ---- fingers

  listenToFingers(scroller) {
    scroller.addEventListener("pointerdown", (event) => event.pointerType === "touch" && this.fingerDown(event));
    scroller.addEventListener("pointermove", (event) => this.finger && this.slipped(event) && this.lift());
    for (const kind of ["pointerup", "pointercancel"]) scroller.addEventListener(kind, () => this.lift());
    // Else the end of a long press would count as a press elsewhere, and close what it has opened.
    scroller.addEventListener("touchend", (event) => this.opened && event.preventDefault(), { passive: false });
    // A browser that tells of long presses itself may do so first, and give us no more of the finger.
    scroller.addEventListener("contextmenu", (event) => event.pointerType === "touch" && this.pressedAtLength(event));
    scroller.addEventListener("click", (event) => event.pointerType === "touch" && this.tapped(event));
  }

  ownLine(target) {
    const line = target.closest(".line");
    return MessageMenu.appliesTo(line) && !target.closest("a, button") ? line : null;
  }

  fingerDown({ target, clientX, clientY }) {
    this.opened = false;
    const line = this.ownLine(target);
    if (!line) return;
    this.finger = { clientX, clientY };
    this.timer = setTimeout(() => this.pressedLong(line), LONG_PRESS);
  }

  pressedAtLength(event) {
    const line = this.ownLine(event.target);
    if (!line) return;
    event.preventDefault();
    if (!this.opened) this.pressedLong(line);
  }

  slipped({ clientX, clientY }) {
    return Math.hypot(clientX - this.finger.clientX, clientY - this.finger.clientY) > SLIP;
  }

  lift() {
    clearTimeout(this.timer);
    this.finger = null;
  }

  pressedLong(line) {
    this.lift();
    this.hide();
    this.opened = true;
    navigator.vibrate?.(10);
    this.menu.open(line, line.querySelector(".body"), this.focusable(line));
  }

  tapped({ target }) {
    const line = this.ownLine(target);
    if (line && line !== this.line) this.show(line);
    else this.hide();
  }

  // ---- keys

  key(event) {
    const line = event.target.closest(".line");
    if (event.target !== line && event.target !== this.log.scroller) return;
    const opens = event.key === "Enter" || event.key === " " || event.key === "ContextMenu" || (event.key === "F10" && event.shiftKey);
    if (line && opens && MessageMenu.appliesTo(line)) {
      event.preventDefault();
      return this.menu.open(line, line.querySelector(".body"), line);
    }
    if (event.ctrlKey || event.metaKey || event.altKey) return;
    if (line && KEYS[event.key] && MessageMenu.appliesTo(line)) {
      event.preventDefault();
      return this.menu.begin(KEYS[event.key], line, line);
    }
    const toNewest = event.key === "End" && this.log.cut;
    const next = this.neighbour(line, event.key);
    if (!next) return;
    event.preventDefault();
    if (toNewest) return this.log.toEnd();
    this.goTo(next);
  }

  goTo(line) {
    this.focusable(line).focus({ preventScroll: true });
    line.scrollIntoView({ block: "nearest" });
  }

  neighbour(line, key) {
    if (key === "End" || (!line && key === "ArrowUp")) return this.log.lastLine();
    if (key === "ArrowUp") return this.log.neighbour(line, "previousElementSibling");
    if (key === "ArrowDown" && line) return this.log.neighbour(line, "nextElementSibling");
    return key === "Home" ? this.log.list.querySelector(".line") : null;
  }

  focusable(line) {
    line.tabIndex = -1;
    return line;
  }
}
