// Reads nginx configurations, and writes one for the yardstick that treats it as the product's own treats the product.

const TOKEN = /#[^\n]*|"(?:\\.|[^"\\])*"|'(?:\\.|[^'\\])*'|[{};]|(?:\$\{[^}]*\}|\\.|[^\s{};])+/g;

// A configuration as a list of directives: { words: [...], block: [...] or undefined }.
export function parse(text) {
  const tokens = text.match(TOKEN).filter((token) => !token.startsWith("#"));
  const directives = (closing) => {
    const found = [];
    for (let words = []; tokens.length > 0; ) {
      const token = tokens.shift();
      if (token === "}" && closing) return found;
      if (token === ";" || token === "{") {
        found.push({ words, block: token === "{" ? directives(true) : undefined });
        words = [];
      } else {
        words.push(token);
      }
    }
    if (closing) throw new Error("an nginx block does not end");
    return found;
  };
  return directives(false);
}

export function print(directives, indent = "") {
  return directives
    .map(({ words, block }) => indent + words.join(" ") + (block ? ` {\n${print(block, `${indent}  `)}${indent}}\n` : ";\n"))
    .join("");
}

const named = (directives, ...names) => directives.filter(({ words }) => names.includes(words[0]));
const without = (directives, ...names) => directives.filter(({ words }) => !names.includes(words[0]));

function location(servers, path) {
  const found = servers.flatMap(({ block }) => named(block, "location")).find(({ words }) => words.at(-1) === path);
  if (!found) throw new Error(`the product's nginx configuration has no location ${path}`);
  return found.block;
}

// The product's configuration with one server that passes everything to `socket` with the product's own settings for /ws.
export function like(product, { port, socket, folder }) {
  const main = parse(product);
  const http = named(main, "http")[0].block;
  const servers = named(http, "server");
  const ws = without(location(servers, "/ws"), "proxy_pass", "limit_conn", "limit_req");
  const server = [
    { words: ["listen", `127.0.0.1:${port}`, ...named(servers[0].block, "listen")[0].words.slice(2)] },
    { words: ["location", "/"], block: [...ws, { words: ["proxy_pass", `http://unix:${socket}`] }] },
  ];
  const kept = without(http, "server", "upstream", "include", "access_log", "error_log");
  const logs = [{ words: ["access_log", "off"] }, { words: ["error_log", `${folder}/error.log`] }];
  return print([
    ...without(main, "http", "pid", "error_log", "daemon"),
    { words: ["pid", `${folder}/nginx.pid`] },
    { words: ["http"], block: [...kept, ...logs, { words: ["server"], block: server }] },
  ]);
}
