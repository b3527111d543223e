// Brings in the service worker at the first sign of a person (a first visit on a slow line has better things to load before that), and keeps in this browser what it needs where
// there is no page: who is here, and in which lounge they were last. From the same sign on, a member's house is told that they are there.

import { BrowserStore } from "./store.js";

const store = new BrowserStore("chatroom:");
const { viewer: id, member } = document.getElementById("ears")?.dataset ?? {};
const viewer = Number(id ?? 0);
const lounge = /^\/lounges\/([^/]+)/.exec(location.pathname)?.[1];
const { serviceWorker } = navigator;
const SIGNS = ["pointerdown", "keydown", "wheel"];

// Their account is deleted.
if (location.search === "?done=deleted") forget(store.read("viewer", 0));
store.write("viewer", viewer || null);
if (viewer && lounge) store.write("lounge", lounge);
for (const sign of SIGNS) window.addEventListener(sign, appear, { passive: true });

document.addEventListener("submit", ({ target }) => {
  if (/^\/(leave|signout)$/.test(target.getAttribute("action") ?? "")) forget(viewer);
});

function appear() {
  for (const sign of SIGNS) window.removeEventListener(sign, appear);
  serviceWorker?.register("/sw.js", { scope: "/" }).catch(() => {});
  if (viewer && !serviceWorker?.controller) import("./unsent.js").catch(() => {}); // leaving has no time to wait for it
  if (member !== undefined) import("./heartbeat.js").catch(() => {});
}

// What somebody has not sent goes with them.
function forget(who) {
  store.write("lounge", null);
  if (serviceWorker?.controller) serviceWorker.controller.postMessage({ left: who });
  else import("./unsent.js").then(() => self.unsent.forget(who));
}
