// The market beside the talk: what was offered last in this lounge's language. Asked for when the panel can be seen, and again now and then while it is.

const EVERY = 120_000;

const panel = document.getElementById("market-panel");
const list = panel?.querySelector("[data-items]");

let asked = 0;

async function refresh() {
  if (document.hidden || !panel.open || Date.now() - asked < EVERY) return;
  asked = Date.now();
  const { language, lounge } = panel.dataset;
  const query = new URLSearchParams({ language, lounge });
  try {
    const answer = await fetch(`/market/panel?${query}`, { headers: { accept: "text/html" } });
    if (answer.ok) list.replaceChildren(...fragmentOf(await answer.text()));
  } catch {
    // What stands there is good enough; the next round asks again.
  }
}

// The server's own template, escaped there.
function fragmentOf(html) {
  return new DOMParser().parseFromString(html, "text/html").body.childNodes;
}

if (list) {
  panel.addEventListener("toggle", refresh);
  document.addEventListener("visibilitychange", refresh);
  setInterval(refresh, EVERY);
  refresh();
}
