// The house's texts by gettext's catalogues, to tell of what stands on a page whether it is of the page's language.
import { readFileSync } from "node:fs";

import { parse_po } from "../../../scripts/lib/catalogue.mjs";

export const languages = ["en", "es", "fr", "de", "pt", "ar", "hi", "zh"];

const folder = new URL("../../../templates/messages/", import.meta.url);
const entriesOf = (language) => parse_po(readFileSync(new URL(`${language}.po`, folder), "utf8")).filter(({ id }) => id);

const MARKER = /\{\{[^}]*\}\}|\{\w+\}/;
const ISOLATES = /[\u2066-\u2069\u200e\u200f]/g;
const tidy = (text) => text.replace(ISOLATES, "").replace(/\s+/g, " ").trim();
const isWord = (text) => /\p{L}/u.test(text);
const escaped = (text) => text.replace(/[.*+?^${}()|[\]\\]/g, "\\$&");

// What fills the markers may be anything; a text of nothing else says nothing.
const hasWords = (text) => isWord(text.split(MARKER).join(""));
const patternOf = (text) => text.split(MARKER).map((part) => escaped(part.replace(/\s+/g, " "))).join(".*");
const anyOf = (texts) => new RegExp(`^(?:${[...new Set(texts)].filter(hasWords).map(patternOf).join("|")})$`, "u");

// Proper names, and words that are the same everywhere.
const NAMES = /^(The Chatroom|RED|18\+( RED)?|UTC|USD|EUR|GBP|SMS|PDF)$/;

export class Catalogue {
  constructor(language) {
    this.language = language;
    const entries = entriesOf(language);
    this.own = anyOf(entries.flatMap(({ strings }) => strings));
    this.english = anyOf(entries.filter(({ id, strings }) => !strings.includes(id)).flatMap(({ id, plural }) => [id, plural ?? id]));
    this.exact = new Set(entries.flatMap(({ strings }) => strings.map(tidy)));
  }

  // Nothing, when the text may stand on a page of this language; else what is wrong with it. A part is what stands between two middle dots.
  complaint(text) {
    return this.fault(tidy(text)) && tidy(text).split(/\s*·\s*/).map((part) => this.fault(part)).find(Boolean);
  }

  fault(text) {
    if (!isWord(text) || NAMES.test(text) || this.exact.has(text)) return null;
    if (this.english.test(text)) return `in English: ${text}`;
    return this.own.test(text) ? null : `in no catalogue: ${text}`;
  }
}
