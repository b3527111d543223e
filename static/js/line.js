// One line of the log as an element: made from the server's own fragment (a <template>), so that scripts and pages never differ.

import { bodyOf } from "./format.js";
import { fillQuote } from "./quote.js";

// Browsers without a segmenter show the first character of what may be several.
const graphemes = Intl.Segmenter && new Intl.Segmenter(undefined, { granularity: "grapheme" });

export function initial(name) {
  if (!graphemes) return [...name][0] ?? "";
  const [first] = graphemes.segment(name);
  return first?.segment ?? "";
}

// `page`: for its slug and texts.
export function newLine(template, event, page) {
  const { seq, id, at, from, cid, re, removed } = event;
  const line = template.content.querySelector(".line").cloneNode(true);
  Object.assign(line.dataset, { seq: seq ?? "", id: id ?? "", at: at ?? "", author: from?.id ?? "", cid: cid ?? "" });
  line.toggleAttribute("data-guest", Boolean(from?.guest));
  // The menu does what the page it leads to is for.
  line.querySelector(".ways-link").remove();
  const author = line.querySelector(".author");
  author.textContent = from?.name ?? "";
  author.href = `/people/${from?.id ?? ""}`;
  fillQuote(line, page.slug, removed ? null : veiledQuote(re, page), page.text("removed"));
  if (removed) buryLine(line, page);
  else fillLine(line, event, page);
  return line;
}

// An answer to somebody whom the viewer has blocked does not say what they said.
function veiledQuote(re, page) {
  return page.blocked.has(re?.from?.id) ? { ...re, from: { ...re.from, name: "" }, text: page.text("veiled") } : re;
}

// What the message says now.
export function fillLine(line, { body, format, edited }, page) {
  line.querySelector(".body").replaceChildren(...bodyOf({ body, format, author: line.querySelector(".author").textContent }));
  if (edited) markEdited(line, page);
}

function markEdited(line, page) {
  if (line.querySelector(".edited")) return;
  const mark = document.createElement("span");
  mark.className = "edited";
  mark.textContent = page.text("edited");
  line.querySelector(".body").after(mark);
}

// A tombstone: nothing of the message is left.
export function buryLine(line, page) {
  for (const part of line.querySelectorAll(".veil, .quote, .edited, .reactions, .ways-link, .status")) part.remove();
  line.querySelector(".body").replaceChildren(page.text("removed"));
  line.classList.remove("going", "changing", "being-edited");
  line.classList.add("removed");
}

// What a line that came from the server's HTML still lacks: the exact initial, and whose it is.
export function finishLine(line, viewerId) {
  line.querySelector(".avatar").textContent = initial(line.querySelector(".author").textContent);
  line.classList.toggle("mine", Number(line.dataset.author) === viewerId);
  line.classList.toggle("to-me", Boolean(line.querySelector(`.mention[data-id="${viewerId}"]`)));
  line.classList.toggle("action", Boolean(line.querySelector(".body > .me")));
}

export const seqOf = (line) => Number(line.dataset.seq) || Infinity;
export const authorOf = (line) => Number(line.dataset.author);
export const atOf = (line) => Number(line.dataset.at);
