// Lines on demand at both ends of the log, and the latest ones when the stream says that too much was missed. All come as the server's own fragment.

import { seqOf } from "./line.js";

const RETRY_LATEST = 2000;
const MOST_PAGES = 20;

export class History {
  // `reached` is called once the log holds the newest line: from then on it goes by itself.
  constructor({ log, page, older, later, toNewest, reached }) {
    Object.assign(this, { log, page, reached, toNewest });
    this.earlier = new Edge(this, older ?? emptyEdge(log, "older"), {
      text: "older", margin: "400px 0px 0px", query: () => `before=${log.firstSeq()}`, take: (lines) => this.takeOlder(lines),
    });
    log.scroller.addEventListener("trimmed", () => this.earlier.offer(true));
    this.earlier.offer(Boolean(older));
    this.showTarget();
    if (page.atEnd) return;
    this.later = new Edge(this, later ?? emptyEdge(log, "later"), {
      text: "later", margin: "0px 0px 400px", query: () => `after=${this.lastSeq()}`, take: (lines) => this.takeLater(lines),
    });
    this.later.offer(true);
  }

  takeOlder(lines) {
    this.log.scroller.setAttribute("aria-busy", "true");
    this.log.adopt(lines.reverse());
    this.log.scroller.removeAttribute("aria-busy");
    return lines.length > 0 && this.log.firstSeq() > 1;
  }

  // What is being read stays where it is, although the scroller is held at its end.
  takeLater(lines) {
    const { scroller } = this.log;
    const anchor = this.log.lastLine();
    const before = anchor?.getBoundingClientRect().top;
    this.log.adopt(lines);
    if (anchor) scroller.scrollTop += anchor.getBoundingClientRect().top - before;
    if (lines.length > 0) return true;
    this.arrive();
    return false;
  }

  arrive() {
    this.page.lastSeq = this.lastSeq();
    this.toNewest?.remove();
    this.later.remove();
    this.reached();
  }

  lastSeq() {
    const last = this.log.lastLine();
    return last ? seqOf(last) : 0;
  }

  showTarget() {
    this.log.scroller.classList.remove("from-first");
    document.getElementById("target")?.scrollIntoView({ block: "center" });
  }

  // Earlier lines until that of `seq` is there; without it when it is too far away, or none.
  async reach(seq) {
    for (let pages = 0; pages < MOST_PAGES && this.log.firstSeq() > seq && (await this.earlier.load()); pages += 1);
  }

  // In place of everything up to `seq`, the newest line there was when the stream gave up. Without it the log would have a hole: tried until it comes.
  async latest(seq) {
    await this.earlier.loading;
    const lines = await this.earlier.fetch(`before=${seq + 1}`);
    if (!lines) return void setTimeout(() => this.latest(seq), RETRY_LATEST);
    this.log.clear(seq);
    this.log.adopt(lines);
    this.log.toEnd();
    this.earlier.offer(this.log.firstSeq() > 1);
  }
}

// One end of the log: a link that loads more when it comes near, or when it is followed.
class Edge {
  constructor({ log, page }, box, { text, margin, query, take }) {
    Object.assign(this, { log, page, box, text, query, take });
    this.link = box.querySelector("a");
    this.link.addEventListener("click", (event) => {
      event.preventDefault();
      this.load();
    });
    this.watcher = new IntersectionObserver(([{ isIntersecting }]) => isIntersecting && !this.failed && this.load(), {
      root: log.scroller, rootMargin: margin,
    });
  }

  // Whether lines came. Asked again meanwhile, the answer is the same.
  load() {
    this.running ??= this.loadOnce().finally(() => { this.running = null; });
    return this.running;
  }

  async loadOnce() {
    if (this.loading) return false;
    const lines = await this.fetch(this.query());
    if (!lines) return false;
    this.offer(this.take(lines));
    return lines.length > 0;
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

  remove() {
    this.watcher.disconnect();
    this.box.remove();
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

// A lounge that was short when the page was made gets older lines once its log is trimmed, and later ones once somebody speaks.
function emptyEdge(log, text) {
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
