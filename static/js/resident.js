// Brings in the service worker once a page stands and has nothing else to do, and keeps in this browser what it needs where there is no page: who is here, and in which lounge they
// were last.

import { BrowserStore } from "./store.js";

const store = new BrowserStore("chatroom:");
const viewer = Number(document.getElementById("ears")?.dataset.viewer ?? 0);
const lounge = /^\/lounges\/([^/]+)/.exec(location.pathname)?.[1];
const { serviceWorker } = navigator;

store.write("viewer", viewer || null);
if (viewer && lounge) store.write("lounge", lounge);
if (serviceWorker) window.addEventListener("load", () => (window.requestIdleCallback ?? setTimeout)(() => serviceWorker.register("/sw.js", { scope: "/" }).catch(() => {})));

// What somebody has not sent goes with them.
document.addEventListener("submit", ({ target }) => {
  if (!/^\/(leave|signout)$/.test(new URL(target.action).pathname)) return;
  if (serviceWorker?.controller) serviceWorker.controller.postMessage({ left: viewer });
  else import("./unsent.js").then(() => self.unsent.forget(viewer));
});
