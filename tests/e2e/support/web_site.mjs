// Stands in for sites of the Internet: a server on 127.0.0.1 that keeps what it was asked. The house reaches it by names alone, see `stand_ins`.
import http from "node:http";

import { png } from "./picture.mjs";

export class WebSite {
  static async start() {
    const site = new WebSite();
    site.asked = [];
    site.pages = new Map();
    site.server = http.createServer((request, response) => site.answer(request, response));
    await new Promise((resolve) => site.server.listen(0, "127.0.0.1", resolve));
    return site;
  }

  get port() { return this.server.address().port; }

  // Of the setting CHATROOM_TEST_PREVIEW_STAND_INS.
  stand_ins(...hosts) {
    return hosts.map((host) => `${host}=127.0.0.1:${this.port}`).join(",");
  }

  // { status, headers, body } or a function of the response.
  page(path, answer) { this.pages.set(path, answer); }

  article(path, title, { picture = "/sunset.png", text = "What the page says of itself, in a sentence or two." } = {}) {
    const body = `<!doctype html><html><head><title>Plain</title><meta property="og:title" content="${title}">
      <meta property="og:description" content="${text}">${picture ? `<meta property="og:image" content="${picture}">` : ""}</head><body>x</body></html>`;
    this.page(path, { headers: { "content-type": "text/html; charset=utf-8" }, body });
    this.page("/sunset.png", { headers: { "content-type": "image/png" }, body: png(900, 600) });
  }

  redirect(path, location) { this.page(path, { status: 302, headers: { location }, body: "" }); }

  times(path) { return this.asked.filter((one) => one.url === path).length; }

  answer(request, response) {
    this.asked.push({ url: request.url, host: request.headers.host, agent: request.headers["user-agent"] });
    const page = this.pages.get(request.url);
    if (typeof page === "function") return page(response);
    response.writeHead(page?.status ?? (page ? 200 : 404), page?.headers ?? {});
    return response.end(page?.body ?? "");
  }

  stop() {
    this.server.closeAllConnections?.();
    return new Promise((resolve) => this.server.close(resolve));
  }
}
