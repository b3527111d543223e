// What the lounge's sequence says of messages that stand already: edits, removals and their undoing, reactions, what their links lead to. Applied to their lines and to wherever they are quoted.

import { seqOf } from "./line.js";
import { quoteAnew, quotesOf, requote, unquote } from "./quote.js";

const KINDS = new Set(["edit", "remove", "restore", "react", "preview"]);
const QUOTED = new Set(["edit", "remove", "restore"]);
const KEPT = 500;

export class Changes extends EventTarget {
  // Event: 'rewritten' (detail: the line whose body is the server's again).
  constructor({ log, reactions }) {
    super();
    Object.assign(this, { log, reactions });
    // Of messages that are not on the page: a fragment of history that is on its way may have been made before them.
    this.early = [];
    log.eachLine((line) => this.catchUp(line));
  }

  // True when it was one of these.
  receive(event) {
    if (!KINDS.has(event.kind)) return false;
    const line = this.log.bySeq.get(event.of);
    if (line) this.apply(line, event);
    else this.early = [...this.early, event].slice(-KEPT);
    if (QUOTED.has(event.kind)) this.log.keepView(() => this.changeQuotes(event));
    return true;
  }

  catchUp(line) {
    if (!this.early.length) return;
    const seq = seqOf(line);
    const due = this.early.filter(({ of }) => of === seq);
    this.early = this.early.filter(({ of }) => of !== seq);
    // A line that is restored is dressed too, and comes by here again.
    for (const event of due) this.apply(this.log.bySeq.get(seq) ?? line, event);
  }

  apply(line, event) {
    if (event.kind === "react") return this.log.keepView(() => this.reactions.receive(line, event));
    if (event.kind === "preview" && !event.removed) return this.log.preview(line, event.preview);
    this.dispatchEvent(new CustomEvent("rewritten", { detail: this.rewritten(line, event) }));
    return undefined;
  }

  // The line as it stands then. One that was restored is another element.
  rewritten(line, event) {
    if (event.kind === "remove" || event.removed) this.log.bury(line);
    else if (event.kind === "edit") this.log.rewrite(line, event);
    else if (line.matches(".removed")) return this.restored(line, event);
    return line;
  }

  restored(line, event) {
    const whole = this.log.restore(line, event);
    if (event.reacted) this.reactions.bringBack(whole);
    return whole;
  }

  changeQuotes(event) {
    for (const quote of quotesOf(this.log.list, event.of)) {
      if (event.kind === "remove" || event.removed) unquote(quote, this.log.page.text("removed"));
      else if (event.kind === "restore") quoteAnew(quote, this.log, event);
      else requote(quote, event.body);
    }
  }
}
