// A sound and a notification of the system when somebody mentions or writes to this person while they look elsewhere. Both are off until switched on here,
// for this browser.

import { bell } from "./bell.js";
import { Popup } from "./popup.js";
import { BrowserStore } from "./store.js";

// Another tab hears of the same within this time, or finds it stored.
const LATE = 10_000;
const KINDS = new Set(["mention", "direct"]);

export class Alerts {
  constructor({ button, box, page, own }) {
    Object.assign(this, { page, box, store: new BrowserStore("chatroom:alerts:") });
    this.popup = new Popup(box);
    this.sound = box.querySelector('[name="sound"]');
    this.desktop = box.querySelector('[name="desktop"]');
    this.sound.addEventListener("change", () => this.chooseSound());
    this.desktop.addEventListener("change", () => this.chooseDesktop());
    button.hidden = false;
    button.addEventListener("click", () => this.open(button));
    own.addEventListener("event", ({ detail }) => this.hear(detail));
    this.show();
  }

  open(button) {
    this.show();
    this.popup.open(button, button);
    this.sound.focus();
  }

  // Another tab may have changed them, or the browser taken the permission back.
  show() {
    this.sound.checked = this.store.read("sound", false);
    this.desktop.checked = this.mayNotify() && this.store.read("desktop", false);
    this.desktop.closest("label").hidden = !("Notification" in window);
  }

  chooseSound() {
    this.store.write("sound", this.sound.checked);
    if (this.sound.checked) bell();
  }

  async chooseDesktop() {
    if (this.desktop.checked && !this.mayNotify()) await Notification.requestPermission();
    const refused = this.desktop.checked && !this.mayNotify();
    this.box.querySelector(".error").hidden = !refused;
    if (refused) this.desktop.checked = false;
    this.store.write("desktop", this.desktop.checked);
  }

  mayNotify() {
    return "Notification" in window && Notification.permission === "granted";
  }

  async hear(event) {
    if (!KINDS.has(event.kind) || !event.from || event.removed || event.from.id === this.page.viewer.id) return;
    if (this.page.blocked.has(event.from.id) || this.inSight(event) || !(await this.firstToTell(event.seq))) return;
    if (this.store.read("sound", false)) bell();
    if (this.mayNotify() && this.store.read("desktop", false)) this.notify(event);
  }

  inSight({ kind, in: lounge }) {
    return document.hasFocus() && kind === "mention" && lounge === this.page.slug;
  }

  // One of the tabs of this browser is enough: whoever gets the lock. (What one tab stores, another may see only later.)
  firstToTell(seq) {
    if (!navigator.locks) return this.notYetTold(seq);
    return new Promise((answer) => {
      navigator.locks.request(`chatroom:told:${this.page.viewer.id}:${seq}`, { ifAvailable: true }, (lock) => {
        const first = lock !== null && this.notYetTold(seq);
        answer(first);
        return first ? new Promise((over) => setTimeout(over, LATE)) : undefined;
      });
    });
  }

  notYetTold(seq) {
    const key = `told:${this.page.viewer.id}`;
    if (this.store.read(key, 0) >= seq) return false;
    this.store.write(key, seq);
    return true;
  }

  notify({ kind, seq, from, in: lounge, text, body }) {
    const title = this.page.text(kind === "mention" ? "mentionedYou" : "wroteToYou", { name: from.name });
    const notification = new Notification(title, { body: text ?? body, tag: `chatroom-${seq}`, icon: "/static/icons/favicon.svg" });
    notification.addEventListener("click", () => {
      window.focus();
      notification.close();
      if (kind === "direct") location.assign(`/direct/${from.id}#end`);
      else if (lounge !== this.page.slug) location.assign(`/lounges/${lounge}`);
    });
  }
}
