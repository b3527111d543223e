// Reads gettext catalogues (.po) and compares them with the texts that the product shows. Used by scripts/lib/texts.mjs.

// Entries as { line, id, plural, strings, fuzzy }; obsolete ones (#~) are left out.
export function parse_po(source) {
  const entries = [];
  let entry = null;
  let field = null;
  let fuzzy = false;
  for (const [index, line] of source.split("\n").entries()) {
    const keyed = line.match(/^(msgid|msgid_plural|msgstr(?:\[\d+\])?)\s+"(.*)"\s*$/);
    const more = line.match(/^"(.*)"\s*$/);
    if (keyed) {
      const [, key, text] = keyed;
      if (key === "msgid") entries.push((entry = { line: index + 1, fuzzy, fields: {} }));
      fuzzy = false;
      field = key;
      entry.fields[field] = unescaped(text);
    } else if (more && field) {
      entry.fields[field] += unescaped(more[1]);
    } else {
      field = null;
      fuzzy ||= /^#,.*\bfuzzy\b/.test(line);
    }
  }
  return entries.map(({ line, fuzzy, fields }) => ({
    line,
    fuzzy,
    id: fields.msgid,
    plural: fields.msgid_plural,
    strings: Object.entries(fields).filter(([key]) => key.startsWith("msgstr")).map(([, text]) => text),
  }));
}

const unescaped = (text) => text.replace(/\\(.)/g, (_, c) => ({ n: "\n", t: "\t", '"': '"', "\\": "\\" })[c] ?? c);

const markers = (text) => text.match(/\{\{[^}]*\}\}/g) ?? [];
// {name}: what scripts and programs fill in.
const names = (text) => text.match(/(?<!\{)\{[a-z]\w*\}(?!\})/gi) ?? [];
// {1} stands for the number; a language may leave it out of a form that says "one".
const numbers = (text) => text.match(/(?<!\{)\{\d*\}(?!\})/g) ?? [];

// How many forms a counted text has in the language whose entries these are; undefined where the head does not say.
export function plural_forms(entries) {
  const [, forms] = entries.find(({ id }) => id === "")?.strings[0].match(/nplurals=(\d+)/) ?? [];
  return forms && Number(forms);
}

// What is wrong with the translation of one text, or nothing. `forms`: of a counted text.
export function complaint(wanted, entry, forms = entry?.strings.length) {
  if (!entry) return "is missing";
  if (wanted.plural !== undefined && entry.plural !== wanted.plural) return `has another plural than "${wanted.plural}"`;
  if (entry.plural !== undefined && entry.strings.length !== forms) return `has ${entry.strings.length} forms, not ${forms}`;
  if (entry.strings.some((text) => text === "")) return "is not translated";
  if (entry.fuzzy) return "is marked as fuzzy, so msgfmt leaves it out: say what is unsure in a comment, \"# unsure: ...\"";
  for (const text of entry.strings) {
    if (String(markers(text).sort()) !== String(markers(entry.id).sort())) return "has other {{MARKERS}} than its text";
    if (String(names(text).sort()) !== String(names(entry.id).sort())) return "has other {names} than its text";
    const known = [...numbers(entry.id), ...numbers(entry.plural ?? "")];
    if (numbers(text).some((number) => !known.includes(number))) return "has other {1} than its text";
  }
  return null;
}
