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

// The product's configuration with one server that listens as the product's does and holds `locations`. `upstreams`: more blocks of http.
function around(product, { unix, port, folder }, locations, upstreams = []) {
  const main = parse(product);
  const http = named(main, "http")[0].block;
  const own = (address) => [address, ...listening(http, address.startsWith("unix:"))];
  const server = [
    { words: ["listen", ...own(`127.0.0.1:${port}`)] },
    { words: ["listen", ...own(`unix:${unix}`)] },
    ...locations(named(http, "server")),
  ];
  const kept = without(http, "server", "upstream", "include", "access_log", "error_log");
  const logs = [{ words: ["access_log", "off"] }, { words: ["error_log", `${folder}/error.log`] }];
  return print([
    ...without(main, "http", "stream", "include", "pid", "error_log", "daemon"),
    { words: ["pid", `${folder}/nginx.pid`] },
    { words: ["http"], block: [...kept, ...logs, ...upstreams, { words: ["server"], block: server }] },
  ]);
}

// How the product listens, but for the address. Only arrivals by TCP can be spread by the kernel.
function listening(http, by_unix) {
  const words = named(named(http, "server")[0].block, "listen")[0].words.slice(2);
  return by_unix ? words.filter((word) => word !== "reuseport") : words;
}

// The product's configuration, listening on the unix socket `unix` as well; `sockets`: what nginx is to include for sockets with a port of their own, listening at `unix`.sockets.
export function with_unix_socket(product, unix, sockets = "") {
  const main = parse(product);
  const http = named(main, "http")[0].block;
  named(http, "server")[0].block.unshift({ words: ["listen", `unix:${unix}`, ...listening(http, true)] });
  if (!sockets) return print(main);
  const own = parse(sockets);
  named(named(own, "stream")[0].block, "server")[0].block.unshift({ words: ["listen", `unix:${unix}.sockets`, "backlog=4096"] });
  return print([...named(main, "load_module"), ...own, ...without(main, "include", "load_module")]);
}

// For sockets: everything goes to `socket` with the product's own settings for /ws. `place`: { unix, port, socket, folder }.
export function like(product, place) {
  return around(product, place, (servers) => {
    const ws = without(location(servers, "/ws"), "proxy_pass", "limit_conn", "limit_req");
    return [{ words: ["location", "/"], block: [...ws, { words: ["proxy_pass", `http://unix:${place.socket}`] }] }];
  });
}

// For pages: everything goes to `socket` over kept connections, as the documentation of Express asks, with as much room for a page
// as the product's workers have.
export function like_pages(product, place) {
  const upstream = [{ words: ["server", `unix:${place.socket}`] }, { words: ["keepalive", "16"] }];
  const block = [
    { words: ["proxy_pass", "http://pages"] },
    { words: ["proxy_http_version", "1.1"] },
    { words: ["proxy_set_header", "Connection", '""'] },
    { words: ["proxy_set_header", "Host", "$http_host"] },
    { words: ["proxy_buffer_size", "8k"] },
    { words: ["proxy_buffers", "32", "8k"] },
  ];
  return around(product, place, () => [{ words: ["location", "/"], block }], [{ words: ["upstream", "pages"], block: upstream }]);
}

// For an app of both kinds: sockets as like() has them, pages as like_pages(); and compressed, which the product's own configuration says of single locations.
export function like_app(product, place) {
  const upstream = [{ words: ["server", `unix:${place.socket}`] }, { words: ["keepalive", "16"] }];
  const proxy = [
    { words: ["proxy_pass", "http://app"] },
    { words: ["proxy_http_version", "1.1"] },
    { words: ["proxy_set_header", "Host", "$http_host"] },
  ];
  const pages = [...proxy, { words: ["proxy_set_header", "Connection", '""'] }, { words: ["gzip", "on"] }];
  const sockets = [...proxy, { words: ["proxy_set_header", "Upgrade", "$http_upgrade"] }, { words: ["proxy_set_header", "Connection", "upgrade"] }];
  const locations = [{ words: ["location", "/"], block: pages }, { words: ["location", "/socket.io/"], block: sockets }];
  return around(product, place, () => locations, [{ words: ["upstream", "app"], block: upstream }]);
}
