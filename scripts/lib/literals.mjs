// The string literals of C++ sources, and the translatable texts among them. Used by scripts/lib/texts.mjs.

// What a C++ scanner steps over or stops at: comments, #include lines, raw strings, strings, characters, other text.
const TOKEN =
  /\/\/[^\n]*|\/\*[^]*?\*\/|^[ \t]*#[ \t]*include[^\n]*|\b(?:u8|[uUL])?R"([^ ()\\\t\v\f\n]{0,16})\(([^]*?)\)\1"|\b(?:u8|[uUL])?"((?:\\[^]|[^"\\\n])*)"|(?:u8|[uUL])?"((?:\\[^]|[^"\\\n])*)"|(?<![0-9A-Za-z_])'(?:\\[^]|[^'\\\n])+'|\s+|[A-Za-z_][A-Za-z0-9_]*|[^]/gmu;

const ESCAPES = { n: "\n", t: "\t", r: "\r", 0: "\0", a: "\x07", b: "\b", f: "\f", v: "\v" };

function unescaped(text) {
  return text.replace(/\\(?:x([0-9a-fA-F]+)|u([0-9a-fA-F]{4})|U([0-9a-fA-F]{8})|\n|([^]))/g, (whole, x, u, U, letter) => {
    const code = x ?? u ?? U;
    if (code) return String.fromCodePoint(parseInt(code, 16));
    return letter === undefined ? "" : (ESCAPES[letter] ?? letter);
  });
}

// The tokens that mean something, as { line, text } for literals (neighbours joined, as the compiler does) and { line, code } for the rest.
export function tokens(source) {
  const found = [];
  let line = 1;
  for (const match of source.matchAll(TOKEN)) {
    const [whole, , raw, plain, prefixed] = match;
    const literal = raw ?? (plain ?? prefixed) ?? null;
    if (literal !== null) {
      const text = raw ?? unescaped(literal);
      const last = found.at(-1);
      if (last?.text !== undefined) last.text += text;
      else found.push({ line, text });
    } else if (!/^\s|^\/\/|^\/\*|^#/.test(whole) && !/^[ \t]*#[ \t]*include/.test(whole)) {
      found.push({ line, code: whole });
    }
    line += whole.split("\n").length - 1;
  }
  return found;
}

export const literals = (source) => tokens(source).filter((token) => token.text !== undefined);

// Texts that C++ hands to the catalogue: tr("..."), language.text("..."), language.plural("one", "many", n).
export function marked_texts(source) {
  const all = tokens(source);
  return all.flatMap((token, i) => {
    if (token.text === undefined || all[i - 1]?.code !== "(") return [];
    const called = all[i - 2]?.code;
    const member = [".", ">"].includes(all[i - 3]?.code);
    if (called === "tr" || (called === "text" && member)) return [{ line: token.line, text: token.text }];
    if (called === "plural" && member && all[i + 1]?.code === ",")
      return [{ line: token.line, text: token.text, plural: all[i + 2]?.text }];
    return [];
  });
}
