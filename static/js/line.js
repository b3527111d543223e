// One line of the log as an element: made from the server's own fragment (a <template>), so that scripts and pages never differ.

import { bodyOf } from "./format.js";
import { altOf, showPreview } from "./preview.js";
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
  if (event.system) markSystem(line, author);
  fillQuote(line, page.slug, removed ? null : re, page.text("removed"));
  if (removed) buryLine(line, page);
  else fillLine(line, event, page);
  showMedia(line, removed ? null : event.media, page);
  showPreview(line, template, removed ? null : event.preview, page);
  return line;
}

// The house says it, which is nobody.
function markSystem(line, author) {
  line.classList.add("system");
  author.removeAttribute("href");
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
  for (const part of line.querySelectorAll(".veil, .quote, .edited, .shown, .preview, .reactions, .ways-link, .status")) part.remove();
  line.querySelector(".body").replaceChildren(page.text("removed"));
  line.classList.remove("going", "changing", "being-edited");
  line.classList.add("removed");
}

// The fragment has a place for a picture and one for a video.
function showMedia(line, media, page) {
  for (const place of line.querySelectorAll(".shown")) {
    if (!media || place.matches(".film") !== Boolean(media.video)) place.remove();
    else if (media.video) showFilm(place, media, line, page);
    else showPicture(place.querySelector(".picture"), media, line, page);
  }
}

const addressOf = ({ id, key }) => `/media/${id}/${key}`;
const nameOf = (line) => line.querySelector(".author").textContent;

// The fragment is that of this lounge: plain, or blurred, when nothing but a blur is loaded before somebody asks for more.
function showPicture(link, media, line, page) {
  const image = link.querySelector("img");
  link.href = addressOf(media);
  Object.assign(image, { width: media.width, height: media.height });
  if (!image.classList.contains("blurred")) uncover(link, image, line, page);
  else if (media.blur) image.src = `data:image/webp;base64,${media.blur}`;
}

function showFilm(place, media, line, page) {
  const film = place.querySelector("video");
  place.querySelector(".film-length").textContent = clockOf(media.duration);
  if (film) fillFilm(film, addressOf(media), media, line, page);
  else showPicture(place.querySelector(".picture"), media, line, page);
}

const clockOf = (duration) => `${Math.floor(duration / 60_000)}:${String(Math.floor(duration / 1000) % 60).padStart(2, "0")}`;

function fillFilm(film, address, { width, height }, line, page) {
  Object.assign(film, { src: address, poster: `${address}/thumb`, width, height });
  film.setAttribute("aria-label", page.text("videoFrom", { name: nameOf(line) }));
}

function uncover(link, image, line, page) {
  const address = link.getAttribute("href");
  const card = link.closest(".preview");
  Object.assign(image, card ? { src: address, alt: altOf(card, page) } : { src: `${address}/thumb`, alt: page.text("pictureFrom", { name: nameOf(line) }) });
}

// In the place of its blur; it begins when somebody begins it, like any other.
function uncoverFilm(link, image, line, page) {
  const film = Object.assign(document.createElement("video"), { controls: true, playsInline: true, preload: "none" });
  fillFilm(film, link.getAttribute("href"), image, line, page);
  link.replaceWith(film);
  film.focus();
}

// A blurred picture shows itself at the first click, and opens at the next; a blurred video gives way to the video.
export function uncoverOnClick(list, page) {
  list.addEventListener("click", (event) => {
    const link = event.target.closest(".picture");
    const image = link?.querySelector(".blurred");
    if (!image) return;
    event.preventDefault();
    const line = link.closest(".line");
    if (link.closest(".film")) return uncoverFilm(link, image, line, page);
    uncover(link, image, line, page);
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
