// Stands in for a service outside of the house: an HTTP server on loopback that keeps what it was asked and answers as it is told.
import http from "node:http";

export class Provider {
  requests = [];
  #answers = [];

  static async start() {
    const provider = new Provider();
    provider.server = http.createServer((request, response) => provider.#serve(request, response));
    await new Promise((resolve) => provider.server.listen(0, "127.0.0.1", resolve));
    provider.url = `http://127.0.0.1:${provider.server.address().port}`;
    return provider;
  }

  async stop() {
    this.server.closeAllConnections();
    await new Promise((resolve) => this.server.close(resolve));
  }

  // What the next request gets: { status, body, headers }, "silence", "hang up", or what a function makes of the request. Whatever comes unannounced is
  // answered 599.
  will(answer) { this.#answers.push(answer); }

  async #serve(request, response) {
    const chunks = [];
    for await (const chunk of request) chunks.push(chunk);
    const asked = { method: request.method, path: request.url, headers: request.headers, body: Buffer.concat(chunks).toString() };
    this.requests.push(asked);
    const told = this.#answers.shift() ?? { status: 599, body: {} };
    const answer = typeof told === "function" ? await told(asked) : told;
    if (answer === "silence") return;
    if (answer === "hang up") {
      request.socket.destroy();
      return;
    }
    response.writeHead(answer.status, { "content-type": "application/json", ...answer.headers });
    response.end(JSON.stringify(answer.body));
  }
}
