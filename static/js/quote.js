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
  quote.querySelector(".quote-author").textContent = re.from.name;
  quote.querySelector(".quote-text").textContent = re.text;
}

export const quotesOf = (list, seq) => list.querySelectorAll(`.quote[data-re="${seq}"]`);

export function requote(quote, body) {
  quote.querySelector(".quote-text").textContent = beginningOf(body);
}

export function unquote(quote, text) {
  quote.querySelector(".quote-author")?.remove();
  quote.querySelector(".quote-text").textContent = text;
}
