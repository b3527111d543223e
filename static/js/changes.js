// What the lounge's sequence says of messages that stand already: edits, removals, reactions, what their links lead to. Applied to their lines and to wherever they are quoted.

import { seqOf } from "./line.js";
import { quotesOf, requote, unquote } from "./quote.js";

const KINDS = new Set(["edit", "remove", "react", "preview"]);
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
    if (event.kind === "edit" || event.kind === "remove") this.log.keepView(() => this.changeQuotes(event));
    return true;
  }

  catchUp(line) {
    if (!this.early.length) return;
    const seq = seqOf(line);
    for (const event of this.early.filter(({ of }) => of === seq)) this.apply(line, event);
    this.early = this.early.filter(({ of }) => of !== seq);
  }

  apply(line, event) {
    if (event.kind === "react") return this.log.keepView(() => this.reactions.receive(line, event));
    if (event.kind === "preview" && !event.removed) return this.log.preview(line, event.preview);
    if (event.kind === "remove" || event.removed) this.log.bury(line);
    else this.log.rewrite(line, event);
    this.dispatchEvent(new CustomEvent("rewritten", { detail: line }));
  }

  changeQuotes(event) {
    for (const quote of quotesOf(this.log.list, event.of)) {
      if (event.kind === "remove" || event.removed) unquote(quote, this.log.page.text("removed"));
      else requote(quote, event.body);
    }
  }
}
