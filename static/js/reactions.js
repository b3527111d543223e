// The reactions below a line. What is shown is what the server said, with what is on its way laid over it; so a refusal needs no undoing.

import { fetchEvent } from "./event.js";
import { seqOf } from "./line.js";
import { drawReactions, shownIn } from "./reaction_buttons.js";

export class Reactions {
  constructor({ log, acts, people, page }) {
    Object.assign(this, { log, acts, people, page });
    this.said = new WeakMap(); // line -> Map of emoji -> { count, mine, who: Set of ids, as far as known }
    this.asked = new Set(); // lines whose reactions are on their way from the server, as long as none was heard of meanwhile
    log.eachLine((line) => this.adopt(line));
    log.list.addEventListener("click", ({ target }) => this.clicked(target.closest("button.reaction")));
    // A name may be known only since it was drawn: the list of who is here comes once a second.
    for (const kind of ["pointerover", "focusin"]) log.list.addEventListener(kind, ({ target }) => this.nameAnew(target.closest("button.reaction")));
    for (const kind of ["added", "settled", "refused"]) acts.addEventListener(kind, ({ detail }) => this.redraw(detail.seq));
  }

  adopt(line) {
    if (this.said.has(line)) return;
    this.said.set(line, shownIn(line, this.page));
    this.draw(line);
  }

  // A message that is there again has those that it had, which its event does not tell: frames are the same for everybody, and some of these are this
  // viewer's own. What is given meanwhile may or may not be in the answer: then it is asked again.
  async bringBack(line) {
    this.asked.add(line);
    const event = await fetchEvent(this.page.slug, seqOf(line), { veiled: false });
    if (!this.asked.delete(line)) return this.bringBack(line);
    if (!event || event.removed) return undefined;
    const { id } = this.page.viewer;
    this.said.set(line, new Map((event.reactions ?? []).map(({ emoji, count, mine }) => [emoji, { count, mine, who: new Set(mine ? [id] : []) }])));
    return this.log.keepView(() => this.draw(line));
  }

  receive(line, { emoji, count, by, on }) {
    this.asked.delete(line);
    const said = this.said.get(line);
    const one = said.get(emoji) ?? { mine: false, who: new Set() };
    one.count = count;
    if (on) one.who.add(by);
    else one.who.delete(by);
    if (by === this.page.viewer.id) one.mine = on;
    if (count > 0) said.set(emoji, one);
    else said.delete(emoji);
    this.draw(line);
  }

  clicked(button) {
    if (button) this.toggle(button.closest(".line"), button.dataset.emoji);
  }

  nameAnew(button) {
    const one = button && this.shown(button.closest(".line")).get(button.dataset.emoji);
    if (one) button.title = this.names(one);
  }

  toggle(line, emoji) {
    const given = this.shown(line).get(emoji)?.mine;
    this.acts.add({ kind: given ? "unreact" : "react", seq: seqOf(line), emoji });
  }

  // Emoji -> { count, mine, pending, who }, in the order in which they came.
  shown(line) {
    const shown = new Map([...(this.said.get(line) ?? [])].map(([emoji, one]) => [emoji, { ...one }]));
    for (const { kind, emoji } of this.acts.of(seqOf(line))) {
      if (kind !== "react" && kind !== "unreact") continue;
      const one = shown.get(emoji) ?? { count: 0, mine: false, who: new Set() };
      const on = kind === "react";
      if (one.mine !== on) one.count += on ? 1 : -1;
      Object.assign(one, { mine: on, pending: true });
      shown.set(emoji, one);
    }
    for (const [emoji, { count }] of shown) if (count < 1) shown.delete(emoji);
    return shown;
  }

  redraw(seq) {
    const line = this.log.bySeq.get(seq);
    if (line) this.log.keepView(() => this.draw(line));
  }

  draw(line) {
    const shown = line.classList.contains("removed") ? new Map() : this.shown(line);
    drawReactions(line, shown, { page: this.page, title: (one) => this.names(one) });
  }

  // Who gave it, as far as this page has seen: the counts are the truth.
  names({ who, mine, count }) {
    const others = [...who].filter((id) => id !== this.page.viewer.id).map((id) => this.people.name(id)).filter(Boolean);
    const names = mine ? [this.page.text("you"), ...others] : others;
    const rest = count - names.length;
    if (names.length && rest > 0) names.push(this.page.text("others", { count: this.page.number(rest) }));
    return names.join(", ");
  }
}
