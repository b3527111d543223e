// From a quote to what it quotes: shown where it stands, with as much history as lies between; too far away, on a page about it.

const LIT_FOR = 2000;

export class Jump {
  constructor({ log, history, page }) {
    Object.assign(this, { log, history, page });
    log.list.addEventListener("click", (event) => this.clicked(event));
  }

  clicked(event) {
    const quote = event.target.closest(".quote");
    if (!quote || event.ctrlKey || event.metaKey || event.shiftKey) return;
    event.preventDefault();
    this.to(Number(quote.dataset.re));
  }

  async to(seq) {
    await this.history.reach(seq);
    const line = this.log.bySeq.get(seq);
    if (!line) return location.assign(`/lounges/${this.page.slug}/${seq}`);
    line.tabIndex = -1;
    line.focus({ preventScroll: true });
    line.scrollIntoView({ block: "center", behavior: matchMedia("(prefers-reduced-motion: reduce)").matches ? "auto" : "smooth" });
    line.classList.add("lit");
    setTimeout(() => line.classList.remove("lit"), LIT_FOR);
  }
}
