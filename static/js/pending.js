// Draws the outbox into the log: a pale line while on its way, solid when stored, and on a refusal the reason with a way on.

export class Pending {
  constructor({ log, outbox, composer, reply, template, page }) {
    Object.assign(this, { log, outbox, composer, reply, template, page });
    this.lines = new Map();
    outbox.addEventListener("kept", ({ detail }) => this.resume(detail));
    outbox.addEventListener("added", ({ detail }) => this.show(detail));
    outbox.addEventListener("sent", ({ detail }) => this.say(detail, ""));
    outbox.addEventListener("waiting", ({ detail }) => this.say(detail, page.text("waiting")));
    outbox.addEventListener("held", ({ detail }) => this.say(detail, page.text("held")));
    outbox.addEventListener("refused", ({ detail }) => this.refuse(detail));
    outbox.addEventListener("stored", ({ detail }) => this.settle(detail));
  }

  // Left by an earlier page: what the page already shows was stored, the rest goes on waiting.
  resume(entry) {
    if (this.log.mineByCid.has(entry.id)) return this.outbox.drop(entry.id);
    this.show(entry);
    if (entry.refused) this.refuse(entry);
    else if (entry.held) this.say(entry, this.page.text("held"));
    else this.say(entry, this.page.text("waiting"));
  }

  show(entry) {
    this.lines.set(entry.id, this.log.addPending(entry));
  }

  settle(entry) {
    const line = this.lines.get(entry.id);
    this.lines.delete(entry.id);
    if (!line) return;
    this.log.keepView(() => line.querySelector(".status")?.remove());
    this.log.settle(line, entry);
  }

  say(entry, text) {
    const line = this.lines.get(entry.id);
    if (!line || (line.querySelector(".status-text")?.textContent ?? "") === text) return;
    line.classList.remove("refused");
    this.log.keepView(() => {
      if (!text) line.querySelector(".status")?.remove();
      else this.status(line).querySelector(".status-text").textContent = text;
    });
  }

  refuse(entry) {
    const line = this.lines.get(entry.id);
    line.classList.add("refused");
    this.log.keepView(() => {
      const status = this.status(line);
      status.querySelector(".status-text").textContent = entry.refused.text;
      this.offerRetry(status.querySelector(".retry"), entry);
      this.offerEdit(status.querySelector(".edit"), entry, line);
    });
  }

  offerRetry(button, entry) {
    const pause = (entry.refused.notBefore ?? 0) - Date.now();
    button.hidden = !entry.refused.retry;
    button.disabled = pause > 0;
    if (pause > 0) setTimeout(() => { button.disabled = false; }, pause);
    button.onclick = () => this.outbox.retry(entry);
  }

  offerEdit(button, entry, line) {
    button.hidden = false;
    button.onclick = () => {
      this.outbox.drop(entry.id);
      this.lines.delete(entry.id);
      this.log.remove(line);
      if (entry.re) this.reply.begin(entry.re);
      this.composer.putBack(entry.body, entry.media);
    };
  }

  // A fresh one each time, so that nothing of an earlier answer stays.
  status(line) {
    const status = this.template.content.querySelector(".status").cloneNode(true);
    line.querySelector(".status")?.remove();
    line.append(status);
    return status;
  }
}
