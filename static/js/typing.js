// 'Ana is writing…': what others do is shown for a few seconds, what this person does is told at most every three.

import { onceEvery } from "./page.js";

const FORGET_AFTER = 5000;
const TELL_EVERY = 3000;

export class Typing {
  constructor({ line, page, connection }) {
    Object.assign(this, { line, page });
    this.writers = new Map();
    this.tell = onceEvery(TELL_EVERY, () => connection.send({ t: "typing", lounge: page.slug }));
  }

  receive({ who }) {
    for (const { id, name } of who) if (id !== this.page.viewer.id && !this.page.blocked.has(id)) this.note(id, name);
    this.show();
  }

  note(id, name) {
    clearTimeout(this.writers.get(id)?.timer);
    this.writers.set(id, { name, timer: setTimeout(() => this.forget(id), FORGET_AFTER) });
  }

  // Whoever has spoken, left or gone quiet.
  forget(id) {
    clearTimeout(this.writers.get(id)?.timer);
    if (this.writers.delete(id)) this.show();
  }

  show() {
    const [first, second, more] = [...this.writers.values()].map(({ name }) => isolate(name));
    let text = "";
    if (more) text = this.page.text("typingMany");
    else if (second) text = this.page.text("typingTwo", { name: first, other: second });
    else if (first) text = this.page.text("typingOne", { name: first });
    this.line.textContent = text;
  }
}

// A name of the other direction must not turn the sentence round it.
const isolate = (name) => `\u2068${name}\u2069`;
