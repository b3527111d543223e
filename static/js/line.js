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
  showPicture(line, removed ? null : event.media, page);
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
  for (const part of line.querySelectorAll(".veil, .quote, .edited, .shown, .reactions, .ways-link, .status")) part.remove();
  line.querySelector(".body").replaceChildren(page.text("removed"));
  line.classList.remove("going", "changing", "being-edited");
  line.classList.add("removed");
}

// The fragment is that of this lounge: plain, or blurred, when nothing but a blur is loaded before somebody asks for more.
function showPicture(line, media, page) {
  const place = line.querySelector(".shown");
  if (!media) return place?.remove();
  const link = place.querySelector(".picture");
  const image = link.querySelector("img");
  link.href = `/media/${media.id}/${media.key}`;
  Object.assign(image, { width: media.width, height: media.height });
  if (!image.classList.contains("blurred")) uncover(link, image, line, page);
  else if (media.blur) image.src = `data:image/webp;base64,${media.blur}`;
}

function uncover(link, image, line, page) {
  const name = line.querySelector(".author").textContent;
  Object.assign(image, { src: `${link.getAttribute("href")}/thumb`, alt: page.text("pictureFrom", { name }) });
}

// A blurred picture shows itself at the first click, and opens at the next.
export function uncoverOnClick(list, page) {
  list.addEventListener("click", (event) => {
    const link = event.target.closest(".picture");
    const image = link?.querySelector(".blurred");
    if (!image) return;
    event.preventDefault();
    uncover(link, image, link.closest(".line"), page);
    image.classList.remove("blurred");
    link.querySelector(".uncover").remove();
  });
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
