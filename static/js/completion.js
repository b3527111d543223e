// Names after "@": offered while typing, chosen by Enter, Tab or a press.

const MOST = 8;
// A letter of a script that puts spaces between words makes "@" part of an address.
const WORD_BEFORE = /[\p{Script=Latin}\p{Script=Cyrillic}\p{Script=Greek}\p{Script=Arabic}\p{Script=Devanagari}\p{N}_]$/u;
const NAME = /^[\p{L}\p{M}\p{N}_.-]*$/u;

export class Completion {
  constructor({ box, list, people }) {
    Object.assign(this, { box, list, people });
    this.at = -1;
    box.setAttribute("aria-autocomplete", "list");
    box.setAttribute("aria-controls", list.id);
    box.addEventListener("input", () => this.look());
    box.addEventListener("blur", () => this.hide());
    // Before the box's own keys: Enter chooses and does not send.
    box.addEventListener("keydown", (event) => this.key(event), true);
    list.addEventListener("pointerdown", (event) => this.pressed(event));
  }

  look() {
    const typed = this.typed();
    const found = typed === null ? [] : this.matching(plain(typed));
    if (!found.length) return this.hide();
    this.list.replaceChildren(...found.map(option));
    this.list.hidden = false;
    this.select(0);
  }

  // What stands between "@" and the cursor; null when no name is being typed.
  typed() {
    const before = this.box.value.slice(0, this.box.selectionStart);
    const start = before.lastIndexOf("@");
    const name = before.slice(start + 1);
    if (start < 0 || !NAME.test(name) || WORD_BEFORE.test(before.slice(0, start))) return null;
    this.start = start;
    return name;
  }

  matching(typed) {
    const others = this.people.others();
    const begins = others.filter(({ name }) => plain(name).startsWith(typed));
    const holds = typed ? others.filter(({ name }) => plain(name).includes(typed) && !begins.some((one) => one.name === name)) : [];
    return [...begins, ...holds].slice(0, MOST);
  }

  key(event) {
    if (this.list.hidden || event.isComposing) return;
    // The name is there already: Enter sends.
    if (event.key === "Enter" && this.list.children[this.at].dataset.name === this.typed()) return this.hide();
    const { length } = this.list.children;
    const steps = { ArrowDown: 1, ArrowUp: length - 1 };
    if (event.key in steps) this.select((this.at + steps[event.key]) % length);
    else if ((event.key === "Enter" && !event.shiftKey) || event.key === "Tab") this.choose(this.list.children[this.at]);
    else if (event.key === "Escape") this.hide();
    else return;
    event.preventDefault();
    event.stopImmediatePropagation();
  }

  pressed(event) {
    event.preventDefault(); // the focus stays in the box
    const item = event.target.closest("[role=option]");
    if (item) this.choose(item);
  }

  select(at) {
    this.at = at;
    [...this.list.children].forEach((item, i) => item.setAttribute("aria-selected", String(i === at)));
    this.box.setAttribute("aria-activedescendant", this.list.children[at].id);
    this.list.children[at].scrollIntoView({ block: "nearest" });
  }

  choose(item) {
    this.box.setRangeText(`@${item.dataset.name} `, this.start, this.box.selectionStart, "end");
    this.hide();
    this.box.dispatchEvent(new Event("input", { bubbles: true }));
  }

  hide() {
    this.list.hidden = true;
    this.list.replaceChildren();
    this.box.removeAttribute("aria-activedescendant");
  }
}

function option({ id, name }, i) {
  const item = document.createElement("li");
  const shown = document.createElement("bdi");
  shown.textContent = name;
  item.id = `mention-${i}`;
  item.setAttribute("role", "option");
  Object.assign(item.dataset, { name, author: id });
  item.append(shown);
  return item;
}

const plain = (text) => text.normalize("NFKD").replace(/\p{Mn}/gu, "").toLocaleLowerCase();
