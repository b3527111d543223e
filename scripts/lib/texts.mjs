// Usage: node scripts/lib/texts.mjs sql | html | templates | messages      (from the root of the tree; called by scripts/check)
//
// The rules about what stands in strings and templates. Prints file:line and what to do; exits 1 when a rule is broken.
import { existsSync, readFileSync, readdirSync } from "node:fs";
import { join } from "node:path";

import { complaint, parse_po, plural_forms } from "./catalogue.mjs";
import { literals, marked_texts } from "./literals.mjs";

const PROGRAMS = ["core", "fcgi", "ws", "admin"];
const TAGS =
  "a|abbr|article|aside|b|body|br|button|code|dd|details|dialog|div|dl|dt|em|fieldset|figure|footer|form|h[1-6]|head|header|hr|html|i|iframe|img|" +
  "input|label|legend|li|link|main|meta|nav|ol|option|p|pre|script|section|select|small|span|strong|style|sub|summary|sup|svg|table|tbody|td|" +
  "template|textarea|th|thead|time|title|tr|u|ul|video";
const HTML = new RegExp(`</?(?:${TAGS})(?=[\\s/>]|$)|<!doctype`, "i");
const SQL = [
  // Written as SQL usually is, anywhere in the text ...
  /\bSELECT\b[^]*\bFROM\b|\bINSERT\s+(IGNORE\s+)?INTO\b|\bREPLACE\s+INTO\b|\bUPDATE\b[^]*\bSET\b|\bDELETE\s+FROM\b/,
  // ... or as the whole of it in any case.
  /^\s*(select\s[^]*\sfrom\s|insert\s+(ignore\s+)?into\s|replace\s+into\s|update\s+\S+\s+set\s|delete\s+from\s)/i,
  /^\s*(START TRANSACTION|COMMIT|ROLLBACK|SAVEPOINT|RELEASE SAVEPOINT|(CREATE|ALTER|DROP) (TABLE|DATABASE|USER|INDEX)|LOCK TABLES|(SELECT|DO) )/,
];
const ESCAPING_ON = '{{%AUTOESCAPE context="HTML"}}';

function files_in(folder, pattern) {
  if (!existsSync(folder)) return [];
  return readdirSync(folder, { recursive: true })
    .map((name) => join(folder, name))
    .filter((name) => pattern.test(name))
    .sort();
}

const sources = () => PROGRAMS.flatMap((folder) => files_in(folder, /\.(cpp|h)$/));
const templates = () => files_in("templates", /\.html$/);
const line_at = (text, index) => text.slice(0, index).split("\n").length;

function* each_literal(skipped) {
  for (const file of sources()) {
    if (skipped.some((folder) => file.startsWith(folder))) continue;
    for (const literal of literals(readFileSync(file, "utf8"))) yield { file, ...literal };
  }
}

function* sql() {
  for (const { file, line, text } of each_literal(["core/store/", "core/db/"]))
    if (SQL.some((pattern) => pattern.test(text))) yield `${file}:${line}: SQL stands in core/store alone: move this statement there`;
}

function* html() {
  for (const { file, line, text } of each_literal([]))
    if (HTML.test(text)) yield `${file}:${line}: HTML stands in templates/ alone: make a template or fragment of it`;
}

function* template_rules() {
  for (const file of templates()) {
    const text = readFileSync(file, "utf8");
    if (!text.startsWith(ESCAPING_ON)) yield `${file}:1: must begin with ${ESCAPING_ON}, or nothing in it is escaped`;
    for (const [pattern, advice] of TEMPLATE_FAULTS)
      for (const match of text.matchAll(pattern)) yield `${file}:${line_at(text, match.index)}: ${advice}`;
  }
}

// Inside a tag, quoted values may hold anything.
const IN_TAG = `<[a-z][^\\s>/]*(?:[^>"']|"[^"]*"|'[^']*')*?\\s`;
const TEMPLATE_FAULTS = [
  [/<script\b[^>]*>(?!\s*<\/script>)/gi, "scripts stand in static/js: the content security policy forbids them here"],
  [/<style\b/gi, "styles stand in static/css: the content security policy forbids them here"],
  [new RegExp(`${IN_TAG}style\\s*=`, "gi"), "no style attribute: give it a class and a rule in static/css"],
  [new RegExp(`${IN_TAG}on[a-z]+\\s*=`, "gi"), "no on... attribute: listen in static/js"],
  [/\b(?:href|src|action)\s*=\s*["']?\s*javascript:/gi, "no javascript: address: listen in static/js"],
];

// Every text that can be shown, with the place where it was first seen.
function shown_texts() {
  const texts = new Map();
  const add = (place, { text, plural }) => texts.has(text) || texts.set(text, { place, text, plural });
  for (const file of templates()) {
    const source = readFileSync(file, "utf8");
    for (const match of source.matchAll(/\[\[([^]*?)\]\]/g))
      add(`${file}:${line_at(source, match.index)}`, { text: match[1].replace(/[ \t\r\n]+/g, " ").trim() });
  }
  for (const file of sources())
    for (const marked of marked_texts(readFileSync(file, "utf8"))) add(`${file}:${marked.line}`, marked);
  return [...texts.values()];
}

function* messages() {
  const shown = [...shown_texts()];
  const needed = new Set(["", ...shown.map(({ text }) => text)]);
  for (const file of files_in("templates/messages", /\.po$/)) {
    const entries = parse_po(readFileSync(file, "utf8"));
    const by_id = new Map(entries.map((entry) => [entry.id, entry]));
    // msgfmt stops at them; merging two branches that brought the same text makes them.
    for (const entry of entries) if (by_id.get(entry.id) !== entry) yield `${file}:${entry.line}: "${entry.id}" stands twice: keep one`;
    for (const { id, line } of entries) if (!needed.has(id)) yield `${file}:${line}: "${id}" is shown nowhere: remove it`;
    for (const wanted of shown) {
      const wrong = complaint(wanted, by_id.get(wanted.text), plural_forms(entries));
      const line = by_id.get(wanted.text)?.line ?? 1;
      if (wrong) yield `${file}:${line}: "${wanted.text}" (${wanted.place}) ${wrong}: translate it`;
    }
  }
}

const rules = { sql, html, templates: template_rules, messages };
const rule = rules[process.argv[2]];
if (!rule) throw new Error(`which rule: ${Object.keys(rules).join(", ")}?`);
const broken = [...rule()];
for (const line of broken) console.log(line);
process.exitCode = broken.length > 0 ? 1 : 0;
