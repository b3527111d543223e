// Tells the house that somebody is at this page: once a minute at most, and at once where it takes them for away.

const EVERY = 60_000;
const KINDS = ["pointerdown", "keydown", "wheel"];

export function tellActivity(connection, page) {
  let told = -Infinity;
  const tell = () => {
    const now = performance.now();
    if (now - told >= EVERY && connection.send({ t: "active" })) told = now;
  };
  for (const kind of KINDS) window.addEventListener(kind, tell, { passive: true });
  document.addEventListener("visibilitychange", () => document.hidden || tell());
  connection.addEventListener("frame", ({ detail }) => {
    if (detail.t === "presence" && detail.away?.includes(page.viewer.id)) told = -Infinity;
  });
}
