// The other side of Web Push: a push service on this machine that keeps what it is sent, and a browser's subscription, whose messages npm http_ece opens.
import { createECDH, createPublicKey, randomBytes } from "node:crypto";
import { createServer } from "node:http";

import ece from "http_ece";
import jwt from "jsonwebtoken";

import { until } from "./protocol_v1.mjs";

export class PushService {
  requests = [];
  // What the next requests are answered; 201 after that.
  answers = [];

  static async start() {
    const service = new PushService();
    service.server = createServer((request, response) => service.take(request, response));
    await new Promise((resolve) => { service.server.listen(0, "127.0.0.1", resolve); });
    service.origin = `http://127.0.0.1:${service.server.address().port}`;
    return service;
  }

  async take(request, response) {
    const parts = [];
    for await (const part of request) parts.push(part);
    const { method, url, headers } = request;
    this.requests.push({ method, path: url, headers, body: Buffer.concat(parts), at: Date.now() });
    const [status, more] = this.answers.shift() ?? [201, {}];
    response.writeHead(status, more).end();
  }

  // The requests for a browser, once there are so many.
  sentTo(browser, count = 1) {
    const sent = () => this.requests.filter(({ path }) => path === browser.path);
    return until(() => sent().length >= count && sent(), () => `${count} messages for ${browser.path}; there are ${sent().length}`, 60_000);
  }

  async stop() {
    this.server.closeAllConnections();
    await new Promise((resolve) => { this.server.close(resolve); });
  }
}

// A browser that has subscribed.
export class SubscribedBrowser {
  constructor(service) {
    this.keys = createECDH("prime256v1");
    this.keys.generateKeys();
    this.auth = randomBytes(16);
    this.path = `/send/${randomBytes(12).toString("hex")}`;
    this.offer = {
      endpoint: service.origin + this.path,
      p256dh: this.keys.getPublicKey().toString("base64url"),
      auth: this.auth.toString("base64url"),
    };
  }

  // What the service worker would be given.
  open({ body }) {
    return JSON.parse(ece.decrypt(body, { version: "aes128gcm", privateKey: this.keys, authSecret: this.auth }));
  }
}

// The claims that a request's Authorization proves by the key it names; throws when it does not.
export function provenClaims({ headers }, audience) {
  const [, token, key] = /^vapid t=([\w-]+\.[\w-]+\.[\w-]+), k=([\w-]+)$/.exec(headers.authorization);
  const point = Buffer.from(key, "base64url");
  const [x, y] = [point.subarray(1, 33), point.subarray(33)].map((part) => part.toString("base64url"));
  const publicKey = createPublicKey({ key: { kty: "EC", crv: "P-256", x, y }, format: "jwk" });
  return { key, ...jwt.verify(token, publicKey, { algorithms: ["ES256"], audience }) };
}
