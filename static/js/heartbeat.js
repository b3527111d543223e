// "Still here": tells the server once a minute that the member uses the page, so that they count as away only when they are.

import { onceEvery } from "./page.js";
import { post } from "./post.js";

const EVERY = 60_000;
const KINDS = ["pointerdown", "keydown", "wheel"];

const beat = onceEvery(EVERY, async () => {
  if (document.hidden) return;
  const status = await post("/api/heartbeat");
  if (status === 401 || status === 403) for (const kind of KINDS) window.removeEventListener(kind, beat);
});

for (const kind of KINDS) window.addEventListener(kind, beat, { passive: true });
