// Keeps a list true while it is looked at: who is there, what is new, who waits. The page itself is asked for again, so that there is one maker of them.

// Seconds; a page may say how often it is worth its while.
const EVERY = 1000 * (document.querySelector("[data-fresh-every]")?.dataset.freshEvery ?? 10);

let asking = false;

async function refresh() {
  if (document.hidden || asking) return;
  asking = true;
  const now = await pageNow();
  asking = false;
  for (const part of now ? document.querySelectorAll("[data-fresh]") : []) {
    const fresh = now.querySelector(`[data-fresh="${CSS.escape(part.dataset.fresh)}"]`);
    if (fresh && !fresh.isEqualNode(part)) replace(part, document.adoptNode(fresh));
  }
  if (now) document.dispatchEvent(new Event("freshened"));
}

// Whoever stands on one of its buttons stays there, and what they have opened stays open.
function replace(part, fresh) {
  for (const opened of part.querySelectorAll("details[open][id]")) fresh.querySelector(`#${CSS.escape(opened.id)}`)?.setAttribute("open", "");
  const held = part.contains(document.activeElement) ? document.activeElement.id : "";
  part.replaceWith(fresh);
  if (held) document.getElementById(held)?.focus({ preventScroll: true });
}

// Where another page says it with less, that one is asked.
const source = document.querySelector("[data-fresh-from]")?.dataset.freshFrom ?? location.href;

// Null when it did not come, or is another one: the session may have ended.
async function pageNow() {
  try {
    const answer = await fetch(source, { headers: { accept: "text/html" }, cache: "no-store" });
    if (!answer.ok || answer.redirected) return null;
    return new DOMParser().parseFromString(await answer.text(), "text/html");
  } catch {
    return null;
  }
}

setInterval(refresh, EVERY);
document.addEventListener("visibilitychange", refresh);
// A page that comes out of the browser's store shows the past.
window.addEventListener("pageshow", ({ persisted }) => persisted && refresh());
