// A box above the page: beside what it belongs to, and at the bottom of a narrow window (CSS). Esc, a press elsewhere and focus that leaves it close it, and
// the focus goes back to where it was.

const GAP = 4;
const EDGE = 8;

export class Popup extends EventTarget {
  // Event: 'closed'.
  constructor(box) {
    super();
    this.box = box;
    this.listeners = {
      pointerdown: (event) => box.contains(event.target) || this.close({ refocus: false }),
      keydown: (event) => event.key === "Escape" && this.escape(event),
      focusin: (event) => box.contains(event.target) || this.close({ refocus: false }),
    };
  }

  get isOpen() {
    return !this.box.hidden;
  }

  // `anchor`: the element it belongs to; `back`: what gets the focus afterwards.
  open(anchor, back = document.activeElement) {
    if (this.isOpen) this.close({ refocus: false });
    this.back = back;
    this.box.hidden = false;
    this.place(anchor.getBoundingClientRect());
    for (const [kind, listener] of Object.entries(this.listeners)) document.addEventListener(kind, listener, true);
  }

  close({ refocus = true } = {}) {
    if (!this.isOpen) return;
    for (const [kind, listener] of Object.entries(this.listeners)) document.removeEventListener(kind, listener, true);
    this.box.hidden = true;
    if (refocus) this.back?.focus({ preventScroll: true });
    this.dispatchEvent(new Event("closed"));
  }

  escape(event) {
    event.preventDefault();
    event.stopPropagation();
    this.close();
  }

  place({ top, bottom, left, right }) {
    const { offsetWidth: width, offsetHeight: height, style } = this.box;
    const above = bottom + GAP + height > innerHeight - EDGE;
    const startsAt = document.documentElement.dir === "rtl" ? left : right - width;
    style.top = `${Math.max(EDGE, above ? top - GAP - height : bottom + GAP)}px`;
    style.left = `${Math.max(EDGE, Math.min(startsAt, innerWidth - width - EDGE))}px`;
  }
}

// Moves the focus among `items` by the arrow keys, Home and End. Columns: how many stand in a row (1: a list).
export function moveFocus(event, items, columns = 1) {
  const at = items.indexOf(document.activeElement);
  const forward = document.documentElement.dir === "rtl" ? -1 : 1;
  const steps = { ArrowDown: columns, ArrowUp: -columns, ArrowRight: forward, ArrowLeft: -forward };
  let next;
  if (event.key === "Home") next = 0;
  else if (event.key === "End") next = items.length - 1;
  else if (event.key in steps) next = at < 0 ? 0 : at + steps[event.key];
  else return false;
  event.preventDefault();
  if (columns === 1) next = (next + items.length) % items.length;
  items[Math.max(0, Math.min(next, items.length - 1))]?.focus();
  return true;
}
