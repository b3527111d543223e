// Beside a wide lounge: the other lounges of its language, with who is there and what is new. They are the rows of that language's own page, so that counts have
// one maker; asked for only where they are shown, and again now and then while they are looked at.

import { styleSheet } from "./style_sheet.js";

const EVERY = 30_000;

const box = document.getElementById("places");
const list = box.querySelector(".places-list");
const wide = matchMedia("(min-width: 75rem)");
const letters = document.querySelector(".messages-link");

let asked = -Infinity;

async function refresh() {
  if (document.hidden || !wide.matches || performance.now() - asked < EVERY) return;
  asked = performance.now();
  const [rows] = await Promise.all([rowsNow(), styleSheet("places")]);
  if (rows.length) show(rows);
  box.dataset.ready = "";
}

async function rowsNow() {
  try {
    const answer = await fetch(box.dataset.from, { headers: { accept: "text/html" } });
    if (!answer.ok || answer.redirected) return [];
    return [...new DOMParser().parseFromString(await answer.text(), "text/html").querySelectorAll("#lounges > .row")];
  } catch {
    return []; // what stands there is good enough; the next round asks again
  }
}

// Whoever stands on one of them stays there, and so does the place to which the list was scrolled.
function show(rows) {
  const held = list.contains(document.activeElement) ? document.activeElement.closest(".row").dataset.slug : null;
  const { scrollTop } = list;
  list.replaceChildren(...rows.map((row) => document.adoptNode(row)));
  rowOf(document.getElementById("lounge").dataset.slug)?.setAttribute("aria-current", "page");
  list.scrollTop = scrollTop;
  if (held) rowOf(held)?.focus({ preventScroll: true });
}

const rowOf = (slug) => list.querySelector(`.row[data-slug="${CSS.escape(slug)}"] a`);

// How many direct messages are unread, as the head of the page has it.
function showLetters() {
  const place = document.getElementById("place-direct");
  place.querySelector(".badge")?.remove();
  const badge = letters.querySelector(".badge");
  if (badge) place.append(badge.cloneNode(true));
}

if (letters) {
  new MutationObserver(showLetters).observe(letters, { childList: true, subtree: true, characterData: true });
  showLetters();
}
wide.addEventListener("change", refresh);
document.addEventListener("visibilitychange", refresh);
setInterval(refresh, EVERY / 3);
refresh();
