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

// What fills the markers may be anything, or nothing; a text of nothing else says nothing.
const hasWords = (text) => isWord(text.split(MARKER).join(""));
const patternOf = (text) => text.split(MARKER).map((part) => escaped(part.replace(/\s+/g, " "))).join(".*").replace(/ ?\.\* ?/g, " ?.* ?");
const anyOf = (texts) => new RegExp(`^(?:${[...new Set(texts)].filter(hasWords).map(patternOf).join("|")})$`, "u");

// Proper names, names that people have in these tests, words that are the same everywhere, and names of acts and processes as the record and the logs have them.
const NAMES = /^(The Chatroom|PayPal|Stripe|RED|18\+( RED)?|UTC|USD|EUR|GBP|SMS|PDF|operator|[a-z][0-9a-f]{10}|[a-z_]+\d+|[a-z_]+(?:[.:][\w-]*)+)$/;

const table = (name) => readFileSync(new URL(`../../../sql/${name}.tsv`, import.meta.url), "utf8").split("\n").filter((row) => row && !row.startsWith("#")).map((row) => row.split("\t"));
const OWN_NAMES = new Set([...table("rooms").map(([, name]) => name), ...table("lounges").map(([, , , name]) => name)]);

// All words that a date of this language may have in it.
function datesOf(language) {
  const locale = `${language}-u-nu-latn`;
  const months = Array.from({ length: 12 }, (_, month) => Date.UTC(2026, month, 3 + month, month * 2));
  const formats = ["medium", "long", "full"].map((dateStyle) => new Intl.DateTimeFormat(locale, { dateStyle, timeStyle: "short", timeZone: "UTC" }));
  const words = new Set(formats.flatMap((format) => months.flatMap((at) => format.formatToParts(at))).flatMap(({ value }) => value.match(/[\p{L}\p{M}.\u0970]+/gu) ?? []));
  const longestFirst = [...words, "UTC"].sort((a, b) => b.length - a.length);
  return new RegExp(`^(?:${longestFirst.map(escaped).join("|")}|[^\\p{L}\\p{M}])*$`, "u");
}

export class Catalogue {
  constructor(language) {
    this.language = language;
    const entries = entriesOf(language);
    this.own = anyOf(entries.flatMap(({ strings }) => strings));
    this.english = anyOf(entries.filter(({ id, strings }) => !strings.includes(id)).flatMap(({ id, plural }) => [id, plural ?? id]));
    this.exact = new Set(entries.flatMap(({ strings }) => strings.map(tidy)));
    this.dates = datesOf(language);
  }

  // Nothing, when the text may stand on a page of this language; else what is wrong with it. A part is what stands between two middle dots.
  complaint(text) {
    const whole = tidy(text);
    return this.fault(whole) && whole.split(/\s+·\s+/).map((part) => this.fault(part.replace(/^[:–·] ?/, ""))).find(Boolean);
  }

  fault(text) {
    if (!isWord(text) || NAMES.test(text) || OWN_NAMES.has(text) || this.exact.has(text) || /\d/.test(text) && this.dates.test(text)) return null;
    if (this.english.test(text)) return `in English: ${text}`;
    return this.own.test(text) || this.isSeveral(text) ? null : `in no catalogue: ${text}`;
  }

  // Sentences that are texts of their own, one after the other.
  isSeveral(text) {
    const next = [...this.exact].filter((one) => one.length > 3 && (text === one || text.startsWith(`${one} `))).sort((a, b) => b.length - a.length)[0];
    return Boolean(next) && (text === next || this.isSeveral(text.slice(next.length + 1)));
  }
}
