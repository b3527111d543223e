// A box of emoji with a search field. Which ones were used lately is remembered on this device alone.

import { Popup } from "./popup.js";

const KEY = "chatroom:emoji";
const LATELY = 16;

export class EmojiPicker {
  constructor({ box, page }) {
    Object.assign(this, { box, page });
    this.popup = new Popup(box);
    this.field = box.querySelector("input");
    this.list = box.querySelector(".picker-list");
    this.nothing = box.querySelector(".picker-none");
    this.field.addEventListener("input", () => this.draw());
    this.list.addEventListener("click", ({ target }) => this.chosen(target.closest("button")));
    box.addEventListener("keydown", (event) => this.key(event));
  }

  // `choose` is called with the emoji. The field takes what is typed from the first key on, Enter too; the list follows once the emoji have come.
  async open(anchor, back, choose) {
    this.choose = choose;
    this.entered = false;
    this.field.value = "";
    this.draw();
    this.popup.open(anchor, back);
    this.list.scrollTop = 0;
    this.field.focus({ preventScroll: true });
    if (this.groups) return;
    this.groups = (await import("./emoji.js")).GROUPS;
    this.draw();
    if (this.entered && this.popup.isOpen) this.chosen(this.buttons()[0]);
  }

  draw() {
    if (!this.groups) return;
    const typed = this.field.value.trim().toLowerCase();
    const groups = typed ? [this.found(typed)] : [{ key: "lately", emoji: this.lately().map((emoji) => ({ emoji, words: "" })) }, ...this.groups];
    this.list.replaceChildren(...groups.filter(({ emoji }) => emoji.length).map((group) => this.section(group)));
    this.nothing.hidden = this.list.childElementCount > 0;
    this.buttons()[0]?.setAttribute("tabindex", "0");
  }

  // By the beginnings of words; or the emoji itself, which need not be among ours.
  found(typed) {
    const terms = typed.split(/\s+/);
    const all = this.groups.flatMap(({ emoji }) => emoji);
    const emoji = all.filter(({ words }) => terms.every((term) => ` ${words}`.includes(` ${term}`)));
    if (isEmoji(typed) && !emoji.length) emoji.push({ emoji: typed, words: "" });
    return { key: "", emoji };
  }

  section({ key, emoji }) {
    const section = document.createElement("section");
    const grid = document.createElement("div");
    grid.className = "picker-grid";
    grid.append(...emoji.map((one) => this.button(one)));
    if (key) {
      const heading = document.createElement("h2");
      heading.textContent = this.page.text(`emoji${key[0].toUpperCase()}${key.slice(1)}`);
      section.append(heading);
    }
    section.append(grid);
    return section;
  }

  button({ emoji, words }) {
    const button = document.createElement("button");
    Object.assign(button, { type: "button", tabIndex: -1, textContent: emoji, title: words });
    return button;
  }

  buttons() {
    return [...this.list.querySelectorAll("button")];
  }

  chosen(button) {
    if (!button) return;
    const emoji = button.textContent;
    remember([emoji, ...this.lately().filter((one) => one !== emoji)].slice(0, LATELY));
    this.popup.close();
    this.choose(emoji);
  }

  lately() {
    try {
      const kept = JSON.parse(localStorage.getItem(KEY)) ?? [];
      return Array.isArray(kept) ? kept.filter((one) => typeof one === "string") : [];
    } catch {
      return [];
    }
  }

  key(event) {
    if (event.isComposing) return;
    if (event.target === this.field && event.key === "Enter") {
      event.preventDefault();
      this.entered = true;
      return this.chosen(this.buttons()[0]);
    }
    if (event.key === "Tab") return this.turnAround(event);
    const inField = event.target === this.field;
    if (inField && event.key !== "ArrowDown") return;
    const next = inField ? this.buttons()[0] : this.neighbour(event.target, event.key);
    if (!next) return;
    event.preventDefault();
    this.focus(next);
  }

  focus(button) {
    for (const one of this.list.querySelectorAll('[tabindex="0"]')) one.tabIndex = -1;
    button.tabIndex = 0;
    button.focus();
  }

  // Between the field and the list, and nowhere else while the box is open.
  turnAround(event) {
    event.preventDefault();
    if (event.target === this.field) this.list.querySelector('[tabindex="0"]')?.focus();
    else this.field.focus();
  }

  neighbour(button, key) {
    const buttons = this.buttons();
    const at = buttons.indexOf(button);
    const forward = document.documentElement.dir === "rtl" ? -1 : 1;
    if (key === "ArrowRight") return buttons[at + forward];
    if (key === "ArrowLeft") return buttons[at - forward];
    if (key === "Home") return buttons[0];
    if (key === "End") return buttons.at(-1);
    if (key === "ArrowDown") return nearestInRow(button, buttons.slice(at + 1));
    if (key === "ArrowUp") return nearestInRow(button, buttons.slice(0, at).reverse()) ?? this.field;
    return null;
  }
}

// Of those that follow in their order: in the first other row, the one that stands closest.
function nearestInRow({ offsetTop, offsetLeft }, others) {
  const row = others.find((one) => one.offsetTop !== offsetTop)?.offsetTop;
  const distance = (one) => Math.abs(one.offsetLeft - offsetLeft);
  return others.filter((one) => one.offsetTop === row).sort((a, b) => distance(a) - distance(b))[0];
}

function isEmoji(text) {
  const one = Intl.Segmenter ? [...new Intl.Segmenter().segment(text)].length === 1 : [...text].length <= 2;
  return one && /\p{Extended_Pictographic}|\p{Regional_Indicator}/u.test(text);
}

function remember(emoji) {
  try {
    localStorage.setItem(KEY, JSON.stringify(emoji));
  } catch {
    // Full or forbidden: the next visit begins without them.
  }
}
