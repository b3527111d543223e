// Where sound and notifications are switched on, for this browser.

import { bell } from "./bell.js";
import { Popup } from "./popup.js";
import { Push } from "./push.js";

export class AlertChoices {
  constructor({ button, box, alerts }) {
    Object.assign(this, { box, alerts });
    this.popup = new Popup(box);
    this.sound = box.querySelector('[name="sound"]');
    this.desktop = box.querySelector('[name="desktop"]');
    this.closed = box.querySelector('[name="closed"]');
    this.sound.addEventListener("change", () => this.chooseSound());
    this.desktop.addEventListener("change", () => this.chooseDesktop());
    this.closed.addEventListener("change", () => this.chooseClosed());
    button.addEventListener("click", () => this.open(button));
    this.show();
  }

  open(button) {
    this.show();
    this.popup.open(button, button);
    this.sound.focus();
  }

  // Another tab may have changed them, or the browser taken the permission back.
  show() {
    this.sound.checked = this.alerts.store.read("sound", false);
    this.desktop.checked = this.alerts.mayNotify() && this.alerts.store.read("desktop", false);
    this.desktop.closest("label").hidden = !("Notification" in window);
    this.closed.checked = this.alerts.push.isWanted;
    for (const part of [this.closed.closest("label"), this.box.querySelector(".alerts-hint")]) part.hidden = !Push.isPossible;
  }

  chooseSound() {
    this.alerts.store.write("sound", this.sound.checked);
    if (this.sound.checked) bell();
  }

  async chooseDesktop() {
    await this.askFor(this.desktop);
    this.alerts.store.write("desktop", this.desktop.checked);
  }

  async chooseClosed() {
    await this.askFor(this.closed);
    if (!this.closed.checked) return this.alerts.push.switchOff();
    this.closed.disabled = true;
    const done = await this.alerts.push.switchOn();
    Object.assign(this.closed, { disabled: false, checked: done });
    this.explain(done ? null : "closed");
  }

  // Leaves the tick only where the browser permits notifications.
  async askFor(tick) {
    if (tick.checked && !this.alerts.mayNotify()) await Notification.requestPermission();
    const refused = tick.checked && !this.alerts.mayNotify();
    if (refused) tick.checked = false;
    this.explain(refused ? "permission" : null);
  }

  explain(why) {
    for (const text of this.box.querySelectorAll(".error")) text.hidden = text.dataset.why !== why;
  }
}
