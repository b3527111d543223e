// What a message says, as elements: the same that templates/_block.html and _run.html make of the same format (PROTOCOL.md, section 4). Texts are set as
// texts, never as HTML; a format this script does not know shows the plain body.

const LINK_REL = "nofollow noopener noreferrer ugc";

const element = (name, ...children) => {
  const made = document.createElement(name);
  made.append(...children);
  return made;
};

const RUNS = {
  b: (text) => element("strong", text),
  i: (text) => element("em", text),
  bi: (text) => element("strong", element("em", text)),
  c: (text) => element("code", text),
  a: (text, href) => link(text, href),
  m: (text, who) => mention(text, who),
};

const BLOCKS = {
  p: (runs) => element("p", ...nodes(runs)),
  q: (runs) => element("blockquote", ...nodes(runs)),
  c: ([text]) => element("pre", element("code", text)),
  me: (runs, author) => action(nodes(runs), author),
};

// The nodes of a body. `author` is the name that an action ("/me") begins with.
export function bodyOf({ body, format, author = "" }) {
  const blocks = format?.map(([kind, ...runs]) => BLOCKS[kind]?.(runs, author));
  return blocks?.length && blocks.every(Boolean) ? blocks : [body];
}

const nodes = (runs) => runs.map((run) => (typeof run === "string" ? run : RUNS[run[0]]?.(run[1], run[2]) ?? String(run[1])));

// Whoever speaks to the server may lie to it, but a format comes from the server: only its own two schemes are links.
function link(text, href) {
  if (!/^https?:\/\//.test(href)) return text;
  const made = element("a", text);
  Object.assign(made, { href, rel: LINK_REL, target: "_blank" });
  return made;
}

function mention(text, who) {
  const made = element("span", text);
  made.className = "mention";
  made.dataset.id = who;
  return made;
}

function action(runs, author) {
  const doer = element("bdi", author);
  doer.className = "doer";
  const made = element("p", doer, " ", ...runs);
  made.className = "me";
  return made;
}
