// Reads gettext catalogues (.po) and compares them with the texts that the product shows. Used by scripts/lib/texts.mjs.

// Entries as { line, id, plural, strings }; obsolete ones (#~) are left out.
export function parse_po(source) {
  const entries = [];
  let entry = null;
  let field = null;
  for (const [index, line] of source.split("\n").entries()) {
    const keyed = line.match(/^(msgid|msgid_plural|msgstr(?:\[\d+\])?)\s+"(.*)"\s*$/);
    const more = line.match(/^"(.*)"\s*$/);
    if (keyed) {
      const [, key, text] = keyed;
      if (key === "msgid") entries.push((entry = { line: index + 1, fields: {} }));
      field = key;
      entry.fields[field] = unescaped(text);
    } else if (more && field) {
      entry.fields[field] += unescaped(more[1]);
    } else {
      field = null;
    }
  }
  return entries.map(({ line, fields }) => ({
    line,
    id: fields.msgid,
    plural: fields.msgid_plural,
    strings: Object.entries(fields).filter(([key]) => key.startsWith("msgstr")).map(([, text]) => text),
  }));
}

const unescaped = (text) => text.replace(/\\(.)/g, (_, c) => ({ n: "\n", t: "\t", '"': '"', "\\": "\\" })[c] ?? c);

const markers = (text) => text.match(/\{\{[^}]*\}\}/g) ?? [];
// {1} stands for the number; a language may leave it out of a form that says "one".
const numbers = (text) => text.match(/(?<!\{)\{\d*\}(?!\})/g) ?? [];

// What is wrong with the translation of one text, or nothing.
export function complaint(wanted, entry) {
  if (!entry) return "is missing";
  if (wanted.plural !== undefined && entry.plural !== wanted.plural) return `has another plural than "${wanted.plural}"`;
  if (entry.strings.some((text) => text === "")) return "is not translated";
  for (const text of entry.strings) {
    if (String(markers(text).sort()) !== String(markers(entry.id).sort())) return "has other {{MARKERS}} than its text";
    const known = [...numbers(entry.id), ...numbers(entry.plural ?? "")];
    if (numbers(text).some((number) => !known.includes(number))) return "has other {1} than its text";
  }
  return null;
}
