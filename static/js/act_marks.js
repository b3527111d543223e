// What is on its way to a message is shown at once, pale; a refusal brings back what stood there, with the reason.

import { seqOf } from "./line.js";

const REASON_FOR = 10_000;

export class ActMarks {
  constructor({ log, acts, changes, composer, template, page }) {
    Object.assign(this, { log, acts, composer, template, page });
    this.before = new WeakMap(); // line -> the nodes of its body as the server said it
    log.eachLine((line) => acts.of(seqOf(line)).forEach((entry) => this.mark(line, entry)));
    acts.addEventListener("added", ({ detail }) => this.on(detail, (line) => this.mark(line, detail)));
    acts.addEventListener("settled", ({ detail }) => this.on(detail, (line) => this.unmark(line, detail)));
    acts.addEventListener("refused", ({ detail }) => this.on(detail, (line) => this.refuse(line, detail)));
    changes.addEventListener("rewritten", ({ detail }) => this.before.delete(detail));
  }

  on({ seq }, change) {
    const line = this.log.bySeq.get(seq);
    if (line) this.log.keepView(() => change(line));
  }

  mark(line, { kind, body }) {
    if (kind === "delete") line.classList.add("going");
    if (kind !== "edit") return;
    const box = line.querySelector(".body");
    if (!this.before.has(line)) this.before.set(line, [...box.childNodes]);
    box.replaceChildren(body);
    line.classList.add("changing");
    line.querySelector(".status")?.remove();
  }

  unmark(line, { kind, seq }) {
    const waiting = this.acts.of(seq).map((entry) => entry.kind);
    if (kind === "delete") line.classList.remove("going");
    if (kind !== "edit" || waiting.includes("edit")) return;
    line.classList.remove("changing");
    const nodes = this.before.get(line);
    if (nodes) line.querySelector(".body").replaceChildren(...nodes);
    this.before.delete(line);
  }

  refuse(line, entry) {
    this.unmark(line, entry);
    line.querySelector(".status")?.remove();
    const status = this.template.content.querySelector(".status").cloneNode(true);
    status.querySelector(".status-text").textContent = entry.refused;
    line.append(status);
    if (entry.kind === "edit") this.offerText(status, entry);
    else setTimeout(() => this.log.keepView(() => status.remove()), REASON_FOR);
  }

  // The text that was refused is not lost: it can be taken into the box.
  offerText(status, { body }) {
    const button = status.querySelector(".edit");
    button.hidden = false;
    button.onclick = () => {
      this.log.keepView(() => status.remove());
      this.composer.putBack(body);
    };
  }
}
