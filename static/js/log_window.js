// How much of a lounge the page holds: what is read, and a stretch of lines on either side of it. The rest is fetched again when somebody comes near, so that
// a log of ten thousand lines costs what one of some hundred does.

const MOST_LINES = 600;
const KEPT_EACH_SIDE = 250;

export class LogWindow {
  // `cutEarlier()` and `cutLater(height)` are called after lines at that end were taken out, the latter with how high they were.
  constructor({ log, cutEarlier, cutLater }) {
    Object.assign(this, { log, cutEarlier, cutLater });
  }

  trim() {
    if (this.log.bySeq.size <= MOST_LINES) return;
    const lines = this.log.stored();
    const at = lines.indexOf(this.log.lineInView());
    const read = at < 0 ? lines.length - 1 : at;
    this.trimEarlier(lines.slice(0, Math.max(0, read - KEPT_EACH_SIDE)));
    this.trimLater(lines.slice(read + KEPT_EACH_SIDE));
  }

  trimEarlier(lines) {
    if (!lines.length) return;
    this.drop(lines);
    this.cutEarlier();
  }

  // As long as something of one's own is on its way below, the end stays.
  trimLater(lines) {
    if (!lines.length || !this.log.lastLine().dataset.seq) return;
    const kept = this.log.neighbour(lines[0], "previousElementSibling");
    const height = this.log.list.getBoundingClientRect().bottom - kept.getBoundingClientRect().bottom;
    this.drop(lines);
    this.log.cut = true;
    this.cutLater(height);
  }

  // Whoever stands on one of them by the keyboard stays in the log.
  drop(lines) {
    const held = lines.some((line) => line.contains(document.activeElement));
    this.log.drop(lines);
    if (held) this.log.scroller.focus({ preventScroll: true });
  }
}
