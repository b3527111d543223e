// What a line answers, as it shows above its body.

const LENGTH = 140;

export const beginningOf = (text) => [...text].slice(0, LENGTH).join("");

// Fills the empty quote of a new line; takes it away when there is none.
export function fillQuote(line, slug, re, removedText) {
  const quote = line.querySelector(".quote");
  if (!re) return quote?.remove();
  quote.dataset.re = re.seq;
  quote.href = `/lounges/${slug}/messages/${re.seq}`;
  if (re.removed) return unquote(quote, removedText);
  say(quote, re.from, re.text);
}

function say(quote, { id, name }, text) {
  quote.dataset.author = id;
  quote.querySelector(".quote-author").textContent = name;
  quote.querySelector(".quote-text").textContent = text;
}

export const quotesOf = (list, seq) => list.querySelectorAll(`.quote[data-re="${seq}"]`);

// One that the server has veiled has no text to change: it asks for it when it is unveiled.
export function requote(quote, body) {
  const text = quote.querySelector(".quote-text");
  if (text) text.textContent = beginningOf(body);
  else quote.dataset.changed = "";
}

// What is to be read again.
export function quoteAnew(quote, log, { from, body }) {
  quote.replaceChildren(...log.template.content.querySelector(".quote").cloneNode(true).childNodes);
  say(quote, from, beginningOf(body));
  if (isBlocked(quote, log)) quote.prepend(newVeil(log.page));
}

export function unquote(quote, text) {
  const said = document.createElement("span");
  said.className = "quote-text";
  said.textContent = text;
  quote.dataset.author = "";
  quote.replaceChildren(said);
}

// An answer to somebody whom the viewer has blocked does not show what they said, also when they were blocked or it was edited only now.
export function veilQuote(line, log) {
  const quote = line.querySelector(":scope > .quote");
  const veil = quote?.querySelector(".quote-veil");
  const blocked = quote && isBlocked(quote, log);
  if (blocked && !veil) quote.prepend(newVeil(log.page));
  if (blocked || !veil) return;
  if (quote.querySelector(".quote-text")) veil.remove();
  else askFor(quote, log);
}

const isBlocked = (quote, { page }) => page.blocked.has(Number(quote.dataset.author));

function newVeil(page) {
  const veil = document.createElement("span");
  veil.className = "quote-veil";
  veil.textContent = page.text("veiled");
  return veil;
}

// The server's own page says nothing of what it has veiled. It stays so when the answer does not come.
async function askFor(quote, log) {
  const { page } = log;
  delete quote.dataset.changed;
  const { fetchEvent } = await import("./event.js");
  const said = await fetchEvent(page.slug, Number(quote.dataset.re));
  if ("changed" in quote.dataset) return askFor(quote, log);
  if (!said || said.blocked || isBlocked(quote, log) || !quote.querySelector(".quote-veil")) return undefined;
  return log.keepView(() => {
    if (said.removed) return unquote(quote, page.text("removed"));
    quoteAnew(quote, log, said);
  });
}
