// A browser's side of the accounts' JSON API: a cookie jar and the CSRF token. No browser.
import assert from "node:assert/strict";

import WebSocket from "ws";

let numbers = 1000;
// A number nobody else in this house has.
export const freshNumber = () => `+1202456${(numbers += 1)}`;

export const phrase = "a long and lovely phrase";

export class Browser {
  cookies = new Map();

  constructor(base) {
    this.base = base;
  }

  // Resolves to the response; cookies are kept. Redirects are not followed.
  async request(path, options = {}) {
    const headers = { cookie: [...this.cookies].map(([name, value]) => `${name}=${value}`).join("; "), ...options.headers };
    const answer = await fetch(this.base + path, { redirect: "manual", ...options, headers });
    // Debian's Node 18 joins them by commas; none of ours holds one.
    for (const line of (answer.headers.get("set-cookie") ?? "").split(/, (?=[^;,]+=)/).filter(Boolean)) {
      const [, name, value] = /^([^=]+)=([^;]*)/.exec(line);
      if (/max-age=0(;|$)/i.test(line)) this.cookies.delete(name);
      else this.cookies.set(name, value);
    }
    return answer;
  }

  async call(path, body = {}) {
    if (!this.cookies.has("csrfToken")) await this.request("/api/auth/csrf", { method: "POST" });
    const headers = { "content-type": "application/json", "x-csrf-token": this.cookies.get("csrfToken") };
    return this.request(path, { method: "POST", headers, body: JSON.stringify(body) });
  }

  async good(path, body) {
    const answer = await this.call(path, body);
    assert.equal(answer.status, 200, `${path}: ${await answer.clone().text()}`);
    return answer.json();
  }

  signIn(phoneNumber, password = phrase) { return this.good("/api/auth/signin", { phoneNumber, password }); }

  // Opens a socket with the cookies. Resolves after the welcome to { welcome, ended }, where ended resolves to { code, bye, at }.
  socket() {
    const cookie = [...this.cookies].map(([name, value]) => `${name}=${value}`).join("; ");
    const socket = new WebSocket(`${this.base.replace(/^http/, "ws")}/ws`, "chatroom.v1", { headers: { cookie } });
    let bye = null;
    const ended = new Promise((resolve) => socket.on("close", (code) => resolve({ code, bye, at: performance.now() })));
    return new Promise((resolve, reject) => {
      socket.on("error", reject);
      socket.on("message", (data) => {
        const frame = JSON.parse(data);
        if (frame.t === "bye") bye = frame.code;
        if (frame.t === "welcome") resolve({ welcome: frame, ended, close: () => socket.close() });
      });
    });
  }
}

// The password in the newest SMS of the house's outbox, as the operator reads it.
export async function smsPassword(house) {
  const outbox = JSON.parse(await house.script("sms-outbox", "--all", "--json"));
  const newest = outbox.reduce((one, other) => (other.id > one.id ? other : one));
  return /: ([0-9A-Za-z]{10})\./.exec(newest.body)[1];
}

// Signs up with a fresh number and sets `phrase`. Resolves to { number, browser }, signed in.
export async function newMember(house) {
  const number = freshNumber();
  const browser = new Browser(house.base);
  await browser.good("/api/auth/signup", { phoneNumber: number, birthYear: 1980 });
  const currentPassword = await smsPassword(house);
  await browser.signIn(number, currentPassword);
  await browser.good("/api/auth/change-password", { phoneNumber: number, currentPassword, newPassword: phrase });
  return { number, browser };
}
