// One line of the log as an element: made from the server's own fragment (a <template>), so that scripts and pages never differ.

import { bodyOf } from "./format.js";

// Browsers without a segmenter show the first character of what may be several.
const graphemes = Intl.Segmenter && new Intl.Segmenter(undefined, { granularity: "grapheme" });

export function initial(name) {
  if (!graphemes) return [...name][0] ?? "";
  const [first] = graphemes.segment(name);
  return first?.segment ?? "";
}

export function newLine(template, { lounge, seq, id, at, from, cid, body, format, removed }, removedText) {
  const line = template.content.querySelector(".line").cloneNode(true);
  Object.assign(line.dataset, { seq: seq ?? "", id: id ?? "", at: at ?? "", author: from?.id ?? "", cid: cid ?? "" });
  line.toggleAttribute("data-guest", Boolean(from?.guest));
  const ways = line.querySelector(".ways-link");
  if (seq && !removed) ways.href = `/lounges/${lounge}/messages/${seq}`;
  else ways.remove();
  line.querySelector(".author").textContent = from?.name ?? "";
  line.querySelector(".body").replaceChildren(...(removed ? [removedText] : bodyOf({ body, format, author: from?.name })));
  line.classList.toggle("removed", Boolean(removed));
  return line;
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
