// Lines on demand at both ends of the log, and the latest ones when the stream says that too much was missed. All come as the server's own fragment.

import { Edge, emptyEdge } from "./log_edge.js";
import { LogWindow } from "./log_window.js";

const RETRY_LATEST = 2000;
const MOST_PAGES = 20;
const QUIET = 500;

export class History {
  // `reached` is called once the log holds the newest line: from then on it goes by itself.
  constructor({ log, page, older, later, toNewest, reached }) {
    Object.assign(this, { log, page, reached, toNewest, live: page.atEnd });
    this.window = new LogWindow({ log, cutEarlier: () => this.cutEarlier(), cutLater: (height) => this.cutLater(height) });
    this.earlier = new Edge({ log, page }, older ?? emptyEdge(log, "older"), {
      text: "older", side: "start", query: () => `before=${log.firstSeq()}`, take: (lines) => this.takeOlder(lines),
    });
    this.earlier.offer(Boolean(older));
    this.showTarget();
    log.scroller.addEventListener("grown", () => log.atEnd() && this.window.trim());
    log.scroller.addEventListener("newest", () => this.toEnd());
    log.scroller.addEventListener("scroll", () => this.leftBehind() && this.toEnd(), { passive: true });
    if (page.atEnd) return;
    log.cut = true;
    this.openLater(later);
    this.later.offer(true);
  }

  openLater(box) {
    this.later = new Edge({ log: this.log, page: this.page }, box ?? emptyEdge(this.log, "later"), {
      text: "later", side: "end", query: () => `after=${this.log.lastSeq()}`, take: (lines) => this.takeLater(lines),
    });
  }

  // What is on its way would no longer stand beside the rest.
  cutEarlier() {
    this.earlier.forget();
    this.earlier.offer(true);
  }

  // The same at the end; what is read stays where it is.
  cutLater(height) {
    if (!this.later) this.openLater();
    this.later.forget();
    this.later.hold(height);
    this.later.offer(true);
  }

  takeOlder(lines) {
    this.quietly(() => this.log.adopt(lines.reverse()));
    if (!this.reaching) this.window.trim();
    return lines.length > 0 && this.log.firstSeq() > 1;
  }

  // What is being read stays where it is, although the scroller is held at its end.
  takeLater(lines) {
    const { list, scroller } = this.log;
    const anchor = this.log.lastLine();
    const [before, height] = [anchor?.getBoundingClientRect().top, list.getBoundingClientRect().height];
    this.quietly(() => this.log.adopt(lines));
    this.later.giveBack(list.getBoundingClientRect().height - height);
    if (anchor) scroller.scrollTop += anchor.getBoundingClientRect().top - before;
    if (lines.length > 0 || this.missesSome()) {
      this.window.trim();
      return true;
    }
    this.arrive();
    return false;
  }

  // What was said before is not read out as new. (Browsers look at live regions somewhat later.)
  quietly(change) {
    const { scroller } = this.log;
    scroller.setAttribute("aria-busy", "true");
    change();
    clearTimeout(this.quiet);
    this.quiet = setTimeout(() => scroller.removeAttribute("aria-busy"), QUIET);
  }

  // Something came while the answer was on its way; asked for once.
  missesSome() {
    const { newest } = this.log;
    if (newest <= this.log.lastSeq() || this.missed === newest) return false;
    this.missed = newest;
    return true;
  }

  arrive() {
    this.joinEnds();
    if (this.live) return;
    this.live = true;
    this.page.lastSeq = this.log.lastSeq();
    this.toNewest?.remove();
    this.reached();
  }

  joinEnds() {
    this.log.cut = false;
    this.later?.remove();
    this.later = null;
    this.log.scroller.dispatchEvent(new Event("scroll")); // for whoever looks whether the end is reached
  }

  // Scrolled past all that is held: nobody waits for what lies between.
  leftBehind() {
    return this.live && this.log.cut && this.log.atBottom() && this.later.held > 2 * this.log.scroller.clientHeight;
  }

  toEnd() {
    if (this.live && this.log.cut) this.latest(this.log.newest);
  }

  showTarget() {
    this.log.scroller.classList.remove("from-first");
    document.getElementById("target")?.scrollIntoView({ block: "center" });
  }

  // Earlier lines until that of `seq` is there; without it when it is too far away, or none.
  async reach(seq) {
    this.reaching = true;
    for (let pages = 0; pages < MOST_PAGES && this.log.firstSeq() > seq && (await this.earlier.load()); pages += 1);
    this.reaching = false;
  }

  // In place of everything up to `seq`, the newest line there was when the stream gave up. Without it the log would have a hole: tried until it comes.
  async latest(seq) {
    this.earlier.forget();
    this.later?.forget();
    this.log.cut = false;
    const lines = await this.earlier.fetch(`before=${seq + 1}`);
    if (!lines) return void setTimeout(() => this.latest(seq), RETRY_LATEST);
    const held = this.log.list.contains(document.activeElement);
    this.log.clear(seq);
    if (held) this.log.scroller.focus({ preventScroll: true });
    this.quietly(() => this.log.adopt(lines));
    this.joinEnds();
    this.log.toEnd();
    this.earlier.offer(this.log.firstSeq() > 1);
  }
}
