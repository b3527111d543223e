// A sound and a notification of the system when somebody mentions, answers or writes to this person while they look elsewhere, and their number in the
// title. Both are off until switched on (alert_choices.js). Where no page is open: push.js.

import { bell } from "./bell.js";
import { Push } from "./push.js";
import { BrowserStore } from "./store.js";

// Another tab hears of the same within this time, or finds it stored.
const LATE = 10_000;
const TITLES = { mention: "mentionedYou", direct: "wroteToYou", answer: "answeredYou" };

const pathOf = ({ kind, from, in: lounge }) => (kind === "direct" ? `/direct/${from.id}` : `/lounges/${lounge}`);

export class Alerts {
  // `where`: the lounge or conversation whose newest lines are on this page, as a path; null on other pages.
  constructor({ page, title, where }) {
    Object.assign(this, { page, title, where, store: new BrowserStore("chatroom:alerts:") });
    this.push = new Push({ store: this.store, viewer: page.viewer });
  }

  mayNotify() {
    return "Notification" in window && Notification.permission === "granted";
  }

  // A mention or a direct message, of the person's own stream.
  hear(event) {
    if (!this.concerns(event)) return;
    // In its lounge it is counted as a line.
    if (event.kind === "direct" || pathOf(event) !== this.where) this.title.add();
    this.tell(event, "");
  }

  // A message of this page's lounge. The person's own stream does not tell of answers; of one that mentions them too it does.
  hearLine(event) {
    const { id } = this.page.viewer;
    if (event.re?.from?.id !== id || !this.concerns(event) || mentions(event, id)) return;
    this.tell({ ...event, kind: "answer", in: event.lounge, text: event.body }, `:${event.lounge}`);
  }

  concerns({ from, removed }) {
    return from && !removed && from.id !== this.page.viewer.id && !this.page.blocked.has(from.id);
  }

  // `stream`: marks whose number the event's is.
  async tell(event, stream) {
    if (document.hasFocus() && pathOf(event) === this.where) return;
    if (!(await this.firstToTell(`told:${this.page.viewer.id}${stream}`, event.seq))) return;
    if (this.store.read("sound", false)) bell();
    if (this.mayNotify() && this.store.read("desktop", false)) this.notify(event);
  }

  // One of the tabs of this browser is enough: whoever gets the lock. (What one tab stores, another may see only later.)
  firstToTell(key, seq) {
    if (!navigator.locks) return this.notYetTold(key, seq);
    return new Promise((answer) => {
      navigator.locks.request(`chatroom:${key}:${seq}`, { ifAvailable: true }, (lock) => {
        const first = lock !== null && this.notYetTold(key, seq);
        answer(first);
        return first ? new Promise((over) => setTimeout(over, LATE)) : undefined;
      });
    });
  }

  notYetTold(key, seq) {
    if (this.store.read(key, 0) >= seq) return false;
    this.store.write(key, seq);
    return true;
  }

  notify(event) {
    const { kind, seq, from, text, body } = event;
    const path = pathOf(event);
    const title = this.page.text(TITLES[kind], { name: from.name });
    const options = { body: text ?? body, tag: `chatroom-${path}-${seq}`, icon: "/static/icons/favicon.svg" };
    if (this.push.registration) return this.notifyAsPush(title, options, path);
    const notification = new Notification(title, options);
    notification.addEventListener("click", () => {
      window.focus();
      notification.close();
      if (path !== this.where) location.assign(kind === "direct" ? `${path}#end` : path);
    });
  }

  // In the name of the service worker, so that what it is told of the same lies in its place and not beside it.
  notifyAsPush(title, options, path) {
    this.push.registration.showNotification(title, { ...options, tag: path, data: { path, shownAt: Date.now() } });
  }
}

const mentions = ({ format }, id) => (format ?? []).some(([, ...runs]) => runs.some((run) => run[0] === "m" && run[2] === id));
