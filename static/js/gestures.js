// What a finger does sideways: a line that is drawn towards its inline end is answered; drawing in from the inline-end edge brings the list of who is here,
// which goes the way it came. Up and down the browser scrolls by itself (touch-action), and to everything there is another way: menu, link, button.

import { MessageMenu } from "./message_menu.js";

const CLEAR_FROM = 12; // pixels until it is plain what is meant
const ENOUGH = 64;
const FURTHEST = 96;
const EDGE = 0.2; // of the width: the outermost pixels are the system's own
const NOT_ON = "pre, video, input, textarea, button, .reactions";

export class Gestures {
  constructor({ log, answer }) {
    Object.assign(this, { answer, hint: newHint(log) });
    this.calm = matchMedia("(prefers-reduced-motion: reduce)");
    document.addEventListener("pointerdown", (event) => this.down(event));
    document.addEventListener("pointermove", (event) => this.drag?.id === event.pointerId && this.move(event));
    document.addEventListener("pointerup", (event) => this.drag?.id === event.pointerId && this.letGo());
    document.addEventListener("pointercancel", () => this.end());
  }

  down({ pointerType, isPrimary, pointerId, target, clientX, clientY }) {
    this.end();
    if (pointerType !== "touch" || !isPrimary || target.closest(NOT_ON)) return;
    const place = target.closest(".members, #log");
    if (place) this.drag = { id: pointerId, x: clientX, y: clientY, line: target.closest(".line"), inSheet: place.matches(".members") };
  }

  move({ clientX, clientY }) {
    const { drag } = this;
    const [across, along] = [this.forward(clientX - drag.x), Math.abs(clientY - drag.y)];
    if (!drag.does) {
      if (Math.max(Math.abs(across), along) < CLEAR_FROM) return;
      drag.does = Math.abs(across) > along * 1.5 ? this.meant(drag, across) : null;
      if (!drag.does) return this.end();
    }
    drag.far = drag.does === "members" ? -across : across;
    if (drag.does === "answer") this.follow();
  }

  forward(x) {
    return document.documentElement.dir === "rtl" ? -x : x;
  }

  meant({ line, inSheet, x }, across) {
    if (inSheet) return across > 0 && location.hash === "#members" ? "close" : null;
    if (across > 0) return MessageMenu.appliesTo(line) ? "answer" : null;
    if (!document.querySelector(".present").offsetParent) return null;
    const fromEdge = document.documentElement.dir === "rtl" ? x : innerWidth - x;
    return fromEdge < innerWidth * EDGE ? "members" : null;
  }

  // The line goes with the finger, and behind it stands what is to come.
  follow() {
    const { line, far, ready } = this.drag;
    const shift = Math.max(0, Math.min(far, FURTHEST));
    if (!this.calm.matches) line.style.transform = `translateX(${this.forward(shift)}px)`;
    this.hint.hidden = false;
    this.hint.style.insetBlockStart = `${line.getBoundingClientRect().top + line.offsetHeight / 2}px`;
    this.hint.style.opacity = Math.min(1, shift / ENOUGH);
    this.drag.ready = far >= ENOUGH;
    this.hint.classList.toggle("ready", this.drag.ready);
    if (this.drag.ready && !ready) navigator.vibrate?.(10);
  }

  letGo() {
    const { does, far, line } = this.drag;
    this.end();
    if (!(far >= ENOUGH)) return;
    if (does === "answer") this.answer(line);
    else document.querySelector(does === "members" ? ".present" : ".members-close").click();
  }

  end() {
    const { line } = this.drag ?? {};
    this.drag = null;
    this.hint.hidden = true;
    if (!line) return;
    const { transform } = line.style;
    line.style.transform = "";
    if (transform && !matchMedia("(prefers-reduced-motion: reduce)").matches) line.animate([{ transform }, { transform: "none" }], { duration: 140, easing: "ease-out" });
  }
}

// Shows behind the line what letting go would do.
function newHint(log) {
  const hint = document.createElement("span");
  hint.className = "drawn-hint";
  hint.hidden = true;
  hint.setAttribute("aria-hidden", "true");
  hint.append(document.querySelector('#line-tools [data-do="reply"] svg').cloneNode(true));
  log.scroller.after(hint);
  return hint;
}
