// A client of `chatroom.v1` written from PROTOCOL.md alone: sessions, single connections, history. Times are milliseconds.
import assert from "node:assert/strict";
import { randomUUID } from "node:crypto";
import http from "node:http";

import WebSocket from "ws";

export const houseAtBaseUrl = process.env.BASE_URL ?? "http://127.0.0.1:8080";
const PATIENCE_MS = 30_000;

// Resolves to the first truthy result of `condition`, looked at again every few milliseconds; rejects, saying what was awaited.
export async function until(condition, what, patience_ms = PATIENCE_MS) {
  const end = Date.now() + patience_ms;
  for (;;) {
    const result = await condition();
    if (result) return result;
    if (Date.now() > end) throw new Error(`${typeof what === "function" ? what() : what}: not within ${patience_ms} ms`);
    await new Promise((resolve) => setTimeout(resolve, 5));
  }
}

// ---- sessions and pages

const csrfTokens = new Map(); // one for each house: asking is limited

async function csrfToken(base) {
  if (!csrfTokens.has(base)) {
    const answer = await fetch(`${base}/api/auth/csrf`, { method: "POST" });
    assert.equal(answer.status, 200, "POST /api/auth/csrf");
    csrfTokens.set(base, (await answer.json()).csrfToken);
  }
  return csrfTokens.get(base);
}

// Resolves to { tempSessionToken, guestId, name, expiresAt }.
export async function newSession(base = houseAtBaseUrl) {
  const token = await csrfToken(base);
  const answer = await fetch(`${base}/api/auth/guest`, {
    method: "POST",
    headers: { "content-type": "application/json", "x-csrf-token": token, cookie: `csrfToken=${token}` },
    body: JSON.stringify({ ageCategory: "18+" }),
  });
  assert.equal(answer.status, 200, "POST /api/auth/guest");
  return answer.json();
}

// Sends a form as a page of this session would. Redirects are not followed. `signal` ends it early.
export async function postForm(base, session, path, fields, signal = undefined) {
  const token = await csrfToken(base);
  return fetch(base + path, {
    method: "POST",
    redirect: "manual",
    signal,
    headers: { cookie: `csrfToken=${token}; tempSessionToken=${session.tempSessionToken}` },
    body: new URLSearchParams({ ...fields, csrfToken: token }),
  });
}

// All events of a lounge after a sequence number, by the history's pages.
export async function history(base, session, lounge, after = 0) {
  const events = [];
  for (let more = true; more; ) {
    const from = events.at(-1)?.seq ?? after;
    const page = await historyPage(base, session, lounge, `after=${from}`);
    assert.ok(page.events.length > 0 || !page.more, "a page that promises more holds something");
    events.push(...page.events);
    more = page.more;
  }
  return events;
}

export async function historyPage(base, session, lounge, query) {
  const headers = { accept: "application/json", authorization: `Bearer ${session.tempSessionToken}` };
  const answer = await fetch(`${base}/lounges/${lounge}/lines?${query}`, { headers, signal: AbortSignal.timeout(PATIENCE_MS) });
  assert.equal(answer.status, 200, `history of ${lounge}`);
  return answer.json();
}

// ---- the handshake by hand

// Resolves to the HTTP status of an upgrade request. A header given as undefined is left out.
export function handshakeStatus(base, changes) {
  const usual = {
    connection: "Upgrade",
    upgrade: "websocket",
    "sec-websocket-version": "13",
    "sec-websocket-key": "dGhlIHNhbXBsZSBub25jZQ==",
    "sec-websocket-protocol": "chatroom.v1",
  };
  const headers = Object.fromEntries(Object.entries({ ...usual, ...changes }).filter(([, value]) => value !== undefined));
  return new Promise((resolve, reject) => {
    const request = http.get(`${base}/ws`, { headers, timeout: PATIENCE_MS, agent: false });
    request.on("timeout", () => request.destroy(new Error("no answer to the handshake")));
    request.on("error", reject);
    const done = (response, socket = response.socket) => {
      socket.destroy();
      resolve(response.statusCode);
    };
    request.on("upgrade", done);
    request.on("response", (response) => done(response));
  });
}

// ---- one connection

export class Connection {
  // Every frame that came, in order.
  frames = [];
  closeCode = null;
  refused = null;

  constructor(session, base = houseAtBaseUrl, { handshakeTimeout = PATIENCE_MS } = {}) {
    const headers = { authorization: `Bearer ${session.tempSessionToken}` };
    this.socket = new WebSocket(`${base.replace(/^http/, "ws")}/ws`, "chatroom.v1", { headers, handshakeTimeout });
    this.socket.on("message", (data) => this.frames.push(JSON.parse(data)));
    this.socket.on("error", (error) => { this.refused ??= error; });
    this.socket.on("close", (code) => { this.closeCode = code; });
  }

  // Resolves once welcomed.
  static async open(session, base = houseAtBaseUrl) {
    const connection = new Connection(session, base);
    connection.you = (await connection.frame((frame) => frame.t === "welcome", "welcome")).you;
    return connection;
  }

  send(frame) { this.sendRaw(JSON.stringify(frame)); }
  sendRaw(data, options = {}) { this.socket.send(data, { binary: false, ...options }); }

  // The first matching frame at or after `from`.
  frame(matches, what, from = 0) {
    return until(
      () => this.frames.slice(from).find(matches) ?? (this.closeCode !== null && this.#unexpectedEnd(what)),
      () => `${what}; last came ${JSON.stringify(this.frames.slice(-3))}`,
    );
  }

  #unexpectedEnd(what) { throw new Error(`closed with ${this.closeCode} (${this.refused ?? "no error"}) before ${what}`); }

  // Sends and resolves to the first matching frame that comes after.
  ask(frame, matches, what) {
    const from = this.frames.length;
    this.send(frame);
    return this.frame(matches, what, from);
  }

  // Resolves to `joined` or `resync`, or to the `nack`.
  join(lounge, since) {
    const matches = ({ t, lounge: of }) => t === "nack" || (of === lounge && (t === "joined" || t === "resync"));
    return this.ask({ t: "join", lounge, since }, matches, `an answer to join ${lounge}`);
  }

  // Resolves to the `ack` or `nack`.
  post(lounge, body, id = randomUUID()) {
    return this.ask({ t: "post", id, lounge, body }, (frame) => /^n?ack$/.test(frame.t) && frame.id === id, `an answer to post ${id}`);
  }

  events(lounge) { return this.frames.filter((frame) => frame.t === "event" && frame.lounge === lounge); }

  // Resolves to the close code.
  async ended() {
    await until(() => this.closeCode !== null, "the end of the connection");
    return this.closeCode;
  }

  async close() {
    this.socket.close();
    await this.ended();
  }

  // As when the line breaks: no close frame.
  drop() { this.socket.terminate(); }
}
