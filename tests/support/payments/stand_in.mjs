// What the stand-ins for providers of payments share: an HTTP server on loopback that answers by a table of routes, goes wrong when it is told to, and keeps
// what it was asked. Each keeps state as the real one does; tests pay, refund and deliver notices by calling its methods.
import { randomBytes } from "node:crypto";
import http from "node:http";

// An answer that is none of the good ones.
export class Refusal extends Error {
  constructor(status, body) {
    super(`answers ${status}`);
    Object.assign(this, { status, body });
  }
}

export const now_s = () => Math.floor(Date.now() / 1000);
export const new_id = (length, alphabet = "ABCDEFGHJKLMNPQRSTUVWXYZ123456789") =>
  [...randomBytes(length)].map((byte) => alphabet[byte % alphabet.length]).join("");

const escaped = (text) => `${text}`.replace(/[&<>"]/g, (c) => `&#${c.charCodeAt(0)};`);

export class StandIn {
  requests = []; // { method, path, query, headers, body }
  #troubles = [];

  // `port`: a fixed one, for a house that begins before its provider.
  async listen(port = 0) {
    this.server = http.createServer((request, response) => this.#serve(request, response));
    await new Promise((resolve) => { this.server.listen(port, "127.0.0.1", resolve); });
    this.url = `http://127.0.0.1:${this.server.address().port}`;
    return this;
  }

  async stop() {
    this.server.closeAllConnections();
    await new Promise((resolve) => { this.server.close(resolve); });
  }

  // What befalls the next request whose "POST /path" matches: "hang up" and "silence" before anything is done, "lose" does it and hangs up, a number is the
  // status of an empty answer.
  trouble(pattern, what) { this.#troubles.push({ pattern, what }); }

  // "POST /path" of what was asked.
  get asked() { return this.requests.map(({ method, path }) => `${method} ${path}`); }

  // Of a subclass: [method, pattern of the path, (request, ...parts) => body of a 200 or { status, body, location, html }]. Whoever has no business there throws a Refusal.
  routes() { return []; }
  refuse_unknown(request) { throw new Refusal(404, { message: `no route ${request.path}` }); }

  async #serve(incoming, response) {
    const parts = [];
    for await (const part of incoming) parts.push(part);
    const { pathname, searchParams } = new URL(incoming.url, this.url);
    const request = { method: incoming.method, path: pathname, query: searchParams, headers: incoming.headers, body: Buffer.concat(parts).toString() };
    this.requests.push(request);
    const trouble = this.#take_trouble(`${request.method} ${request.path}`);
    if (trouble === "silence") return;
    if (trouble === "hang up") {
      incoming.socket.destroy();
      return;
    }
    const answer = typeof trouble === "number" ? { status: trouble, body: "" } : await this.#answer(request);
    if (trouble === "lose") incoming.socket.destroy();
    else write(response, answer);
  }

  #take_trouble(line) {
    const at = this.#troubles.findIndex(({ pattern }) => pattern.test(line));
    return at < 0 ? undefined : this.#troubles.splice(at, 1)[0].what;
  }

  async #answer(request) {
    try {
      for (const [method, pattern, serve] of this.routes()) {
        const found = request.method === method && pattern.exec(request.path);
        if (found) return whole(await serve(request, ...found.slice(1)));
      }
      return this.refuse_unknown(request);
    } catch (error) {
      if (error instanceof Refusal) return { status: error.status, body: error.body };
      return { status: 500, body: { message: error.stack } };
    }
  }

  // A page on which a buyer pays or gives up: forms that post back to it.
  page(title, fields, buttons) {
    const rows = fields.map(([name, value]) => `<dt>${escaped(name)}</dt><dd>${escaped(value)}</dd>`).join("");
    const forms = buttons.map(([name, value]) => `<button name="act" value="${escaped(name)}">${escaped(value)}</button>`).join(" ");
    return { status: 200, html: `<!doctype html><meta charset="utf-8"><title>${escaped(title)}</title><h1>${escaped(title)}</h1><dl>${rows}</dl><form method="post">${forms}</form>` };
  }
}

function whole(answer) {
  const is_whole = answer && typeof answer === "object" && ("status" in answer && ("body" in answer || "html" in answer || "location" in answer) && Number.isInteger(answer.status));
  return is_whole ? answer : { status: 200, body: answer };
}

function write(response, { status, body, location, html }) {
  const type = html === undefined ? "application/json" : "text/html; charset=utf-8";
  response.writeHead(status, { "content-type": type, ...(location ? { location } : {}) });
  response.end(html ?? (typeof body === "string" ? body : JSON.stringify(body ?? null)));
}

// Sends a notice to the house, as providers do; resolves to the status of the answer.
export async function deliver(url, body, headers) {
  const answer = await fetch(url, { method: "POST", body, headers: { "content-type": "application/json", ...headers }, redirect: "manual" });
  await answer.arrayBuffer();
  return answer.status;
}
