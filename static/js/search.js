// Search as you type in the list of lounges, in any script and without regard to case, accents and vowel marks.

import { byId } from "./page.js";

const input = byId("search-text");
const nothing = byId("nothing-found");
const rows = [...byId("lounges").querySelectorAll(".row")].map((row) => ({ row, text: plain(rowText(row)) }));

function rowText(row) {
  return `${row.querySelector(".row-name").textContent} ${row.dataset.slug.replaceAll("-", " ")}`;
}

// Compatibility-decomposed, with the marks dropped that only colour a letter. Vowel signs of Indic scripts (spacing marks) are letters there and stay.
function plain(text) {
  return text.normalize("NFKD").replace(/\p{Mn}/gu, "").toLocaleLowerCase().trim();
}

function filter() {
  const words = plain(input.value).split(/\s+/);
  let found = 0;
  for (const { row, text } of rows) {
    row.hidden = !words.every((word) => text.includes(word));
    if (!row.hidden) found += 1;
  }
  nothing.textContent = found ? "" : nothing.dataset.textNone;
}

function openFirstResult(event) {
  if (event.key !== "Enter") return;
  const links = rows.filter(({ row }) => !row.hidden).map(({ row }) => row.querySelector("a")).filter(Boolean);
  if (input.value && links.length) links[0].click();
}

input.addEventListener("input", filter);
input.addEventListener("keydown", openFirstResult);
filter();
