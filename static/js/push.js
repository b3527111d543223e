// Notifications while no page of the house is open: the browser's own push service wakes static/js/service_worker.js. The house has one subscription a session;
// this browser remembers for whom it was switched on, so that the same person finds it on after coming in again, and nobody else does.

import { post } from "./post.js";

export class Push {
  constructor({ store, viewer }) {
    Object.assign(this, { store, viewer, registration: null });
    if (this.isWanted) this.keep();
  }

  static get isPossible() {
    return "serviceWorker" in navigator && "PushManager" in window && "Notification" in window;
  }

  get isWanted() {
    return Push.isPossible && Notification.permission === "granted" && this.store.read("closed", null) === this.viewer.id;
  }

  // False when the browser, its push service or the house does not take part.
  async switchOn() {
    try {
      const { key } = await this.state();
      await this.subscribe(key);
      this.store.write("closed", this.viewer.id);
      return true;
    } catch {
      return false;
    }
  }

  async switchOff() {
    this.store.write("closed", null);
    const subscription = await (await navigator.serviceWorker.getRegistration("/"))?.pushManager.getSubscription();
    this.registration = null;
    await Promise.all([subscription?.unsubscribe(), post("/api/push/off")]);
  }

  // After another sign-in the house knows nothing of it yet.
  async keep() {
    try {
      const { key, on } = await this.state();
      if (on) this.registration = await navigator.serviceWorker.getRegistration("/");
      if (!this.registration) await this.subscribe(key);
    } catch {
      // The next page tries again.
    }
  }

  async state() {
    const answer = await fetch("/api/push");
    if (!answer.ok) throw new Error(`push: ${answer.status}`);
    return answer.json();
  }

  async subscribe(key) {
    await navigator.serviceWorker.register("/sw.js", { scope: "/" });
    this.registration = await navigator.serviceWorker.ready;
    const { endpoint, keys: { p256dh, auth } } = (await this.subscriptionTo(key)).toJSON();
    const status = await post("/api/push", { endpoint, p256dh, auth });
    if (status !== 200) throw new Error(`push: ${status}`);
  }

  // One for another key of the house is of no use any more.
  async subscriptionTo(applicationServerKey) {
    const { pushManager } = this.registration;
    const options = { userVisibleOnly: true, applicationServerKey };
    try {
      return await pushManager.subscribe(options);
    } catch (failure) {
      if (failure.name !== "InvalidStateError") throw failure;
      await (await pushManager.getSubscription())?.unsubscribe();
      return pushManager.subscribe(options);
    }
  }
}
