// What came while nobody looked at this page, as a number in its title.

export class TitleCount {
  constructor(page) {
    Object.assign(this, { page, title: document.title, count: 0 });
    document.addEventListener("visibilitychange", () => document.hidden || this.show(0));
  }

  add() {
    if (document.hidden) this.show(this.count + 1);
  }

  show(count) {
    this.count = count;
    document.title = count ? `(${this.page.number(count)}) ${this.title}` : this.title;
  }
}
