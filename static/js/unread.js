// What arrived unseen: the pill while the reader is scrolled up, the number in the title while the page is hidden.

export class Unread {
  constructor({ log, pill, count, page }) {
    Object.assign(this, { log, pill, count, page });
    this.title = document.title;
    this.below = 0;
    this.hidden = 0;
    pill.addEventListener("click", () => log.toEnd());
    log.scroller.addEventListener("scroll", () => log.atEnd() && this.reached(), { passive: true });
    document.addEventListener("visibilitychange", () => document.hidden || this.seen());
  }

  // Called after somebody else's line was added.
  arrived() {
    if (!this.log.atEnd()) this.below += 1;
    if (document.hidden) this.hidden += 1;
    this.show();
  }

  reached() {
    if (!this.below) return;
    this.below = 0;
    this.show();
  }

  seen() {
    this.hidden = 0;
    this.show();
  }

  show() {
    this.pill.hidden = this.below === 0;
    this.count.textContent = this.page.number(this.below);
    document.title = this.hidden ? `(${this.page.number(this.hidden)}) ${this.title}` : this.title;
  }
}
