// The card of what the first link of a message leads to: the server's own fragment, filled.

// `template`: of a line. `preview`: as an event tells it; nothing takes the card off.
export function showPreview(line, template, preview, page) {
  const there = line.querySelector(".preview");
  if (!preview) return there?.remove();
  const card = template.content.querySelector(".preview").cloneNode(true);
  fill(card, line, preview, page);
  if (there) there.replaceWith(card);
  else (line.querySelector(".shown") ?? line.querySelector(".edited") ?? line.querySelector(".body")).after(card);
  return undefined;
}

function fill(card, line, { url, site, title, text, picture, video }, page) {
  for (const link of card.querySelectorAll("a:not(.picture)")) link.href = url;
  card.querySelector(".preview-site bdi").textContent = site;
  if (!video) for (const mark of card.querySelectorAll(".preview-film, .play")) mark.remove();
  card.querySelector(".preview-title").textContent = title;
  if (text) card.querySelector(".preview-text").textContent = text;
  else card.querySelector(".preview-text").remove();
  if (picture) showPicture(card.querySelector(".preview-picture"), `/lounges/${page.slug}/messages/${line.dataset.seq}/preview/${picture.key}`, picture, page);
  else card.querySelector(".preview-picture").remove();
}

// Plain, or blurred, when nothing but a blur is loaded before somebody asks for more: as the fragment of this lounge is.
function showPicture(link, address, { width, height, blur }, page) {
  const image = link.querySelector("img");
  Object.assign(image, { width, height });
  if (link.matches(".picture")) {
    link.href = address;
    if (blur) image.src = `data:image/webp;base64,${blur}`;
  } else {
    Object.assign(image, { src: address, alt: altOf(link.closest(".preview"), page) });
  }
}

// A site's name stands apart in the sentence, as the server has it.
export const altOf = (card, page) => page.text("pictureOf", { site: `\u2068${card.querySelector(".preview-site bdi").textContent}\u2069` });
