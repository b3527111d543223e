// Where in the log somebody reads, and that it stays there whatever is put in or taken out.

const NEAR_END = 80;

export class LogView {
  constructor(scroller, list) {
    Object.assign(this, { scroller, list });
    this.cut = false; // lines that came later are not on the page
  }

  // The scroller is reversed: 0 is its end, and what grows below pushes the view up unless it is at the end.
  atEnd() {
    return !this.cut && this.atBottom();
  }

  atBottom() {
    return this.scroller.scrollTop > -NEAR_END;
  }

  toEnd() {
    if (this.cut) this.scroller.dispatchEvent(new Event("newest"));
    else this.scroller.scrollTop = 0;
  }

  keepView(change) {
    if (this.atEnd()) {
      change();
      return this.toEnd();
    }
    // By a line that is being read and not by scrollHeight, whose rounding would add up to a drift.
    const { scrollTop } = this.scroller;
    const anchor = this.lineInView();
    const before = anchor?.getBoundingClientRect().top;
    change();
    this.scroller.scrollTop = scrollTop;
    if (anchor?.isConnected) this.scroller.scrollTop += anchor.getBoundingClientRect().top - before;
  }

  // The first that reaches down to where one reads; the last where all stand above.
  lineInView() {
    const top = this.scroller.getBoundingClientRect().top + NEAR_END;
    const { children } = this.list;
    let [from, to] = [0, children.length - 1];
    while (from < to) {
      const middle = (from + to) >> 1;
      if (children[middle].getBoundingClientRect().bottom > top) to = middle;
      else from = middle + 1;
    }
    const found = children[from];
    return found?.matches(".day") ? this.neighbour(found, "nextElementSibling") : found;
  }

  neighbour(line, side) {
    let other = line[side];
    while (other && !other.matches(".line")) other = other[side];
    return other;
  }
}
