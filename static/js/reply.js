// An answer: the next message quotes this one. Kept over a reload, as the draft is.

import { authorOf, seqOf } from "./line.js";
import { beginningOf } from "./quote.js";

export class Reply {
  constructor({ bar, composer, store, page }) {
    Object.assign(this, { bar, composer, store, page });
    const kept = store.read("reply", null);
    if (kept) this.begin(kept);
  }

  to(line) {
    this.begin({
      seq: seqOf(line), id: Number(line.dataset.id),
      from: { id: authorOf(line), name: line.querySelector(".author").textContent },
      text: beginningOf(line.querySelector(".body").innerText.trim()),
    });
    this.composer.box.focus();
  }

  begin(re) {
    this.bar.show({ label: this.page.text("answering", { name: `\u2068${re.from.name}\u2069` }), quote: re.text, left: () => this.keep(null) });
    this.keep(re);
  }

  // What the message that is sent now answers, if anything.
  take() {
    const { re } = this;
    if (re) this.bar.leave();
    return re ?? undefined;
  }

  keep(re) {
    this.re = re;
    this.store.write("reply", re);
  }
}
