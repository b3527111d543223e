// "Still here": tells the server at once and then once a minute that the member uses the page, so that they count as away only when they are.

import { onceEvery } from "./page.js";

const EVERY = 60_000;
const KINDS = ["pointerdown", "keydown", "wheel"];

const beat = onceEvery(EVERY, async () => {
  if (document.hidden) return;
  const { post } = await import("./post.js");
  const status = await post("/api/heartbeat");
  if (status === 401 || status === 403) for (const kind of KINDS) window.removeEventListener(kind, beat);
});

for (const kind of KINDS) window.addEventListener(kind, beat, { passive: true });
beat();
