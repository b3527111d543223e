// The page that stands in for another where there is no network: shows what is not sent yet, and tries again when there may be one.

import "./unsent.js";
import { BrowserStore } from "./store.js";

const TRY_EVERY = 10_000;
const byId = (id) => document.getElementById(id);

byId("again").addEventListener("click", (event) => {
  event.preventDefault();
  again();
});
window.addEventListener("online", again);
document.addEventListener("visibilitychange", () => document.hidden || tryIt());
setInterval(tryIt, TRY_EVERY);
showUnsent();

// Opened by itself it has nothing to try.
function again() {
  if (location.pathname === "/offline") location.assign("/");
  else location.reload();
}

// A network that is there does not always say so.
async function tryIt() {
  if (document.hidden) return;
  const there = await fetch("/static/icons/favicon.svg", { method: "HEAD", cache: "no-store" }).catch(() => null);
  if (there?.ok) again();
}

// Of whoever was here last, as this browser remembers them (resident.js).
async function showUnsent() {
  const viewer = new BrowserStore("chatroom:").read("viewer", null);
  const entries = (await self.unsent.all()).filter(({ author }) => author === viewer);
  for (const place of new Set(entries.map((entry) => entry.place)))
    byId("unsent").querySelector("ul").append(itemOf(entries.filter((entry) => entry.place === place)));
  byId("unsent").hidden = !entries.length;
}

function itemOf(entries) {
  const item = byId("unsent-place").content.cloneNode(true);
  item.querySelector("h3").textContent = entries[0].name;
  item.querySelector("ol").append(...entries.map(({ body }) => Object.assign(document.createElement("li"), { textContent: body, dir: "auto" })));
  return item;
}
