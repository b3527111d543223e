// What arrived unseen: the pill while the reader is scrolled up, and a part of the number in the title.

export class Unread {
  constructor({ log, pill, count, title, page }) {
    Object.assign(this, { log, pill, count, title, page });
    this.below = 0;
    pill.addEventListener("click", () => log.toEnd());
    log.scroller.addEventListener("scroll", () => log.atEnd() && this.reached(), { passive: true });
  }

  // Called after somebody else's line was added.
  arrived() {
    this.title.add();
    if (this.log.atEnd()) return;
    this.below += 1;
    this.show();
  }

  reached() {
    if (!this.below) return;
    this.below = 0;
    this.show();
  }

  show() {
    this.pill.hidden = this.below === 0;
    this.count.textContent = this.page.number(this.below);
  }
}
