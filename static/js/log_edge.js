// One end of the log: a link that loads more when it comes near, or when it is followed.

// Whoever has begun to scroll goes on: the next lines are there before they are.
const NEAR = 400;
const NEAR_WHILE_SCROLLING = 1600;
// Lines that are put in at once: what takes longer than a frame is seen.
const AT_ONCE = 10;

export class Edge {
  // `side`: "start" or "end" of the log. `query()`: what is asked for; `take(lines)`: whether there may be more.
  constructor({ log, page }, box, { text, side, query, take }) {
    Object.assign(this, { log, page, box, text, side, query, take, held: 0, turn: 0 });
    this.link = box.querySelector("a");
    this.link.addEventListener("click", (event) => {
      event.preventDefault();
      this.load();
    });
    this.watcher = this.watch(NEAR);
    log.scroller.addEventListener("scroll", () => this.lookFurther(), { once: true, passive: true });
  }

  watch(near) {
    const rootMargin = this.side === "start" ? `${near}px 0px 0px` : `0px 0px ${near}px`;
    // The newest of what it tells at once: the end may have gone out of sight and come back before anybody listened.
    return new IntersectionObserver((told) => told.at(-1).isIntersecting && !this.failed && this.load(), { root: this.log.scroller, rootMargin });
  }

  lookFurther() {
    this.watcher.disconnect();
    this.watcher = this.watch(NEAR_WHILE_SCROLLING);
    if (!this.box.hidden) this.watcher.observe(this.box);
  }

  // Whether lines came. Asked again meanwhile, the answer is the same.
  load() {
    this.running ??= this.loadOnce().finally(() => { this.running = null; });
    return this.running;
  }

  async loadOnce() {
    if (this.loading) return false;
    const { turn } = this;
    const lines = await this.fetch(this.query());
    if (!lines || turn !== this.turn) return false;
    for (const some of this.inParts(lines)) {
      if (turn !== this.turn) return false;
      this.more = this.take(some);
      await pause();
    }
    this.offer(this.more);
    return lines.length > 0;
  }

  // The nearest first.
  inParts(lines) {
    const rest = [...lines];
    const parts = [];
    do parts.push(this.side === "start" ? rest.splice(-AT_ONCE) : rest.splice(0, AT_ONCE)); while (rest.length);
    return parts;
  }

  // The lines, oldest first; null when they did not come.
  async fetch(query) {
    this.link.textContent = this.page.text("loading");
    this.loading = fetchLines(`/lounges/${this.page.slug}/lines?${query}`);
    const lines = await this.loading;
    this.failed = !lines;
    this.link.textContent = this.page.text(lines ? this.text : "olderFailed");
    this.loading = null;
    return lines;
  }

  // Observing anew makes the observer speak again, so that a tall window is filled page after page.
  offer(more) {
    this.box.hidden = !more;
    this.link.href = `/lounges/${this.page.slug}?${this.query()}`;
    this.watcher.unobserve(this.box);
    if (more) this.watcher.observe(this.box);
  }

  // What is on its way does not fit any more.
  forget() {
    this.turn += 1;
  }

  // Room for lines that are not on the page, so that nothing moves when they go and when they come back.
  hold(height) {
    this.held += height;
    this.box.classList.toggle("held", this.held > 0);
    this.box.style.blockSize = this.held > 0 ? `${this.held}px` : "";
  }

  giveBack(height) {
    this.hold(-Math.min(this.held, height));
  }

  remove() {
    this.forget();
    this.watcher.disconnect();
    this.box.remove();
  }
}

const pause = () => new Promise((resolve) => setTimeout(resolve));

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

// A lounge that was short when the page was made gets older lines once its log is trimmed, and later ones once somebody speaks.
export function emptyEdge(log, text) {
  const box = document.createElement("p");
  const link = document.createElement("a");
  box.className = "more";
  link.className = `${text} quiet`;
  link.textContent = log.page.text(text);
  box.append(link);
  if (text === "older") log.list.parentElement.prepend(box);
  else log.list.after(box);
  return box;
}
