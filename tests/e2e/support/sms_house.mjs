// A whole house that sends its SMS to a stand-in for Twilio, and what its operator sees of them.
import assert from "node:assert/strict";
import { readFile } from "node:fs/promises";
import { join } from "node:path";

import { OwnHouse } from "./own_house.mjs";
import { until } from "./protocol_v1.mjs";
import { Provider } from "./provider.mjs";

const TOKEN = "a token: of a test";
const SOON_MS = 60_000; // the job looks every two seconds

export const accepted = (sid) => ({ status: 201, body: { sid, status: "queued", error_code: null } });

// What counts of a request when two are compared.
export const asked_for = ({ method, path, headers, body }) => ({ method, path, authorization: headers.authorization, type: headers["content-type"], body });

let phones = 0;
export const new_phone = () => `+12024561${String(100 + ++phones).padStart(3, "0")}`;

export class SmsHouse {
  static ACCOUNT = "AC0123456789abcdef0123456789abcdef";
  static FROM = "+15005550006";

  // `limits`: see OwnHouse.
  static async start(limits = {}) {
    const self = new SmsHouse();
    self.provider = await Provider.start();
    const account = {
      TWILIO_ACCOUNT_SID: SmsHouse.ACCOUNT, TWILIO_AUTH_TOKEN: TOKEN, TWILIO_FROM_NUMBER: SmsHouse.FROM, TWILIO_API_URL: self.provider.url,
    };
    try {
      self.house = await OwnHouse.start({ ATTEMPTS: 1000, ...limits }, account);
    } catch (error) {
      await self.stop();
      throw error;
    }
    return self;
  }

  async stop() {
    await this.house?.stop();
    await this.provider.stop();
  }

  script(...args) { return this.house.script(...args); }

  // A client of Twilio's own, which speaks to the stand-in.
  sdk(twilio) {
    const client = twilio(SmsHouse.ACCOUNT, TOKEN);
    client.api.baseUrl = this.provider.url;
    return client;
  }

  // Makes the house queue one SMS, and resolves to its number in the outbox.
  async sign_up(phone) {
    const known = await this.outbox("--all");
    const { base } = this.house;
    const { csrfToken } = await (await fetch(`${base}/api/auth/csrf`, { method: "POST" })).json();
    const answer = await fetch(`${base}/api/auth/signup`, {
      method: "POST",
      headers: { "content-type": "application/json", "x-csrf-token": csrfToken, cookie: `csrfToken=${csrfToken}` },
      body: JSON.stringify({ phoneNumber: phone, firstName: "Ann", lastName: "Other", birthYear: 1990 }),
    });
    assert.equal(answer.status, 200, await answer.text());
    const added = (await this.outbox("--all")).filter(({ id }) => !known.some((sms) => sms.id === id));
    assert.equal(added.length, 1);
    return added[0].id;
  }

  async outbox(...options) { return JSON.parse(await this.script("sms-outbox", "--json", ...options)); }
  async sms(id) { return (await this.outbox("--all")).find((one) => one.id === id); }

  async becomes(id, status, patience = SOON_MS) {
    let seen;
    const is = async () => {
      seen = await this.sms(id);
      return seen?.status === status && seen.attempts > 0;
    };
    await until(is, () => `SMS ${id} becomes ${status}; it is ${JSON.stringify({ ...seen, phone: null, body: null })}`, patience);
    return seen;
  }

  // Neither phones nor texts nor the account's token.
  async has_discreet_logs() {
    for (const service of ["fcgi", "jobs", "nginx", "ws"]) {
      const log = await readFile(join(this.house.folder, "log", service, "current"), "utf8");
      assert.doesNotMatch(log, /2024561\d\d\d|a token: of a test|PageSize/, service);
    }
  }
}
