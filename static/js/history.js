// Older lines on demand, and the latest ones when the stream says that too much was missed. Both come as the server's own fragment.

const RETRY_LATEST = 2000;
const MOST_PAGES = 20;

export class History {
  constructor({ log, page, more }) {
    Object.assign(this, { log, page, more: more ?? emptyMore(log) });
    this.link = this.more.querySelector("a");
    this.link.addEventListener("click", (event) => {
      event.preventDefault();
      this.older();
    });
    log.scroller.addEventListener("trimmed", () => this.offer(true));
    this.watcher = new IntersectionObserver(([{ isIntersecting }]) => isIntersecting && !this.failed && this.older(), {
      root: log.scroller, rootMargin: "400px 0px 0px",
    });
    this.offer(Boolean(more));
  }

  // Whether lines came. Asked again meanwhile, the answer is the same.
  older() {
    this.running ??= this.loadOlder().finally(() => { this.running = null; });
    return this.running;
  }

  async loadOlder() {
    if (this.loading) return false;
    const lines = await this.fetch(`before=${this.log.firstSeq()}`);
    if (!lines) return false;
    this.log.scroller.setAttribute("aria-busy", "true");
    this.log.adopt(lines.reverse());
    this.log.scroller.removeAttribute("aria-busy");
    this.offer(lines.length > 0 && this.log.firstSeq() > 1);
    return lines.length > 0;
  }

  // Older lines until that of `seq` is there; without it when it is too far away, or none.
  async reach(seq) {
    for (let pages = 0; pages < MOST_PAGES && this.log.firstSeq() > seq && (await this.older()); pages += 1);
  }

  // In place of everything up to `seq`, the newest line there was when the stream gave up. Without it the log would have a hole: tried until it comes.
  async latest(seq) {
    await this.loading;
    const lines = await this.fetch(`before=${seq + 1}`);
    if (!lines) return void setTimeout(() => this.latest(seq), RETRY_LATEST);
    this.log.clear(seq);
    this.log.adopt(lines);
    this.log.toEnd();
    this.offer(this.log.firstSeq() > 1);
  }

  // The lines, oldest first; null when they did not come.
  async fetch(query) {
    this.link.textContent = this.page.text("loading");
    this.loading = fetchLines(`/lounges/${this.page.slug}/lines?${query}`);
    const lines = await this.loading;
    this.failed = !lines;
    this.link.textContent = this.page.text(lines ? "older" : "olderFailed");
    this.loading = null;
    return lines;
  }

  // Observing anew makes the observer speak again, so that a tall window is filled page after page.
  offer(more) {
    this.more.hidden = !more;
    this.link.href = `/lounges/${this.page.slug}?before=${this.log.firstSeq()}`;
    this.watcher.unobserve(this.more);
    if (more) this.watcher.observe(this.more);
  }
}

async function fetchLines(address) {
  try {
    const answer = await fetch(address, { headers: { accept: "text/html" } });
    if (!answer.ok || answer.redirected) return null;
    const fragment = new DOMParser().parseFromString(await answer.text(), "text/html");
    return [...fragment.querySelectorAll(".line")];
  } catch {
    return null;
  }
}

// A lounge that was short when the page was made gets older lines once its log is trimmed.
function emptyMore(log) {
  const more = document.createElement("p");
  const link = document.createElement("a");
  more.className = "more";
  link.className = "older quiet";
  link.textContent = log.page.text("older");
  more.append(link);
  log.list.parentElement.prepend(more);
  return more;
}
