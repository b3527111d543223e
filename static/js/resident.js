// Brings in the service worker once a page stands and has nothing else to do, and keeps in this browser what it needs where there is no page: who is here, and in which lounge they
// were last.

import { BrowserStore } from "./store.js";

const store = new BrowserStore("chatroom:");
const viewer = Number(document.getElementById("ears")?.dataset.viewer ?? 0);
const lounge = /^\/lounges\/([^/]+)/.exec(location.pathname)?.[1];
const { serviceWorker } = navigator;
const whenIdle = window.requestIdleCallback ?? setTimeout;

// Their account is deleted.
if (location.search === "?done=deleted") forget(store.read("viewer", 0));
store.write("viewer", viewer || null);
if (viewer && lounge) store.write("lounge", lounge);
if (serviceWorker) window.addEventListener("load", () => whenIdle(() => serviceWorker.register("/sw.js", { scope: "/" }).catch(() => {})));

document.addEventListener("submit", ({ target }) => {
  if (/^\/(leave|signout)$/.test(new URL(target.action).pathname)) forget(viewer);
});

// What somebody has not sent goes with them.
function forget(who) {
  store.write("lounge", null);
  if (serviceWorker?.controller) serviceWorker.controller.postMessage({ left: who });
  else import("./unsent.js").then(() => self.unsent.forget(who));
}
