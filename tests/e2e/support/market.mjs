// A whole house beside the providers that take its money: stand-ins with books of their own. Its members and listings are rows, and everything after that goes
// through its doors.
import assert from "node:assert/strict";
import { execFile } from "node:child_process";
import { createHmac, hkdfSync, randomBytes } from "node:crypto";
import { readFile } from "node:fs/promises";
import { join } from "node:path";
import { promisify } from "node:util";

import { Browser } from "./member.mjs";
import { OwnHouse } from "./own_house.mjs";
import { until } from "./protocol_v1.mjs";

const run = promisify(execFile);
const A_DAY_S = 86_400;
const SOON_MS = 30_000; // the jobs look every second

const derived = (secret, label) => Buffer.from(hkdfSync("sha256", secret, "", label, 32));
const in_base64 = (object) => Buffer.from(JSON.stringify(object)).toString("base64url");
const quoted = (text) => `'${text.replaceAll("\\", "\\\\").replaceAll("'", "''")}'`;

// Somebody who is signed in, by name.
export class Member extends Browser {
  constructor(base, { name, user, person, token }) {
    super(base);
    Object.assign(this, { name, user, person });
    this.cookies.set("accessToken", token);
  }

  // As a form without JavaScript sends it. Resolves to { status, location, text }.
  async send(path, fields = {}) {
    if (!this.cookies.has("csrfToken")) await this.request("/api/auth/csrf", { method: "POST" });
    const body = new URLSearchParams({ csrfToken: this.cookies.get("csrfToken"), ...fields }).toString();
    return seen(await this.request(path, { method: "POST", headers: { "content-type": "application/x-www-form-urlencoded" }, body }));
  }

  async open(path) { return seen(await this.request(path)); }

  // What the order's page says of it.
  async reads(order) {
    const { status, text } = await this.open(`/market/orders/${order}`);
    assert.equal(status, 200, `the page of order ${order}`);
    return /id="order-state">([^<]*)</.exec(text)[1];
  }
}

async function seen(answer) {
  const text = await answer.text();
  return { status: answer.status, location: answer.headers.get("location"), policy: answer.headers.get("content-security-policy"), text };
}

export const new_key = () => randomBytes(16).toString("hex");

export class MarketHouse {
  // `providers`: see support/payments.mjs, started.
  static async start(providers, limits = {}, settings = {}) {
    const self = new MarketHouse();
    self.providers = providers;
    const accounts = Object.assign({}, ...providers.map(({ stand_in }) => stand_in.settings));
    self.house = await OwnHouse.start({ ORDERS: 100_000, WEBHOOKS: 100_000, ...limits }, { MARKET_REVIEW: "none", ...accounts, ...settings });
    const lines = (await readFile(join(self.house.folder, "instance.env"), "utf8")).split("\n");
    self.key = derived(lines.find((line) => line.startsWith("ACCESS_TOKEN_SECRET=")).split("=")[1], "access token");
    return self;
  }

  async stop() {
    await this.house?.stop();
    for (const { stand_in } of this.providers) await stand_in.stop();
  }

  get base() { return this.house.base; }

  // Rows of texts. What only looks waits for a database that has died.
  async rows(sql) {
    if (!/^\s*SELECT/.test(sql)) return this.#ask(sql);
    return until(() => this.#ask(sql).catch((error) => (/ERROR 20\d\d/.test(error.stderr) ? false : Promise.reject(error))), "the database answers", 60_000);
  }

  async #ask(sql) {
    const socket = join(this.house.folder, "run/mysqld.sock");
    const { stdout } = await run("mariadb", ["--no-defaults", `--socket=${socket}`, "--user=root", "--connect-timeout=5", "--default-character-set=utf8mb4", "-NB", "chatroom", "-e", sql]);
    return stdout.split("\n").filter(Boolean).map((line) => line.split("\t"));
  }

  async count(sql) { return Number((await this.rows(sql))[0][0]); }

  // ---- people and listings -------------------------------------------------------------------------------------------------

  async members(...names) {
    const rows = await this.rows(names.map((name) => `
      INSERT INTO stream (kind) VALUES ('PERSON'); SET @stream = LAST_INSERT_ID();
      INSERT INTO user (created_at, updated_at) VALUES (UTC_TIMESTAMP(3), UTC_TIMESTAMP(3)); SET @user = LAST_INSERT_ID();
      INSERT INTO participant (user_id, stream_id, display_name, created_at, last_seen_at) VALUES (@user, @stream, ${quoted(name)}, UTC_TIMESTAMP(3), UTC_TIMESTAMP(3));
      SET @person = LAST_INSERT_ID();
      INSERT INTO session (user_id, refresh_token_hash, rotated_at, created_at, last_used_at, expires_at, second_step_at)
        VALUES (@user, RANDOM_BYTES(32), UTC_TIMESTAMP(3), UTC_TIMESTAMP(3), UTC_TIMESTAMP(3), TIMESTAMPADD(DAY, 1, UTC_TIMESTAMP(3)), UTC_TIMESTAMP(3));
      SELECT @user, @person, LAST_INSERT_ID();`).join(""));
    return rows.map(([user, person, session], at) => new Member(this.base, { name: names[at], user: Number(user), person: Number(person), token: this.#token(user, session) }));
  }

  // The whole house's.
  async moderator(name) {
    const [one] = await this.members(name);
    await this.house.script("grant-role", String(one.user), "moderator");
    return one;
  }

  #token(user, session) {
    const now = Math.floor(Date.now() / 1000);
    const kid = derived(this.key, "key id").subarray(0, 6).toString("base64url");
    const text = `${in_base64({ alg: "HS256", kid, typ: "JWT" })}.${in_base64({ sub: String(user), sid: Number(session), iat: now, exp: now + A_DAY_S })}`;
    return `${text}.${createHmac("sha256", this.key).update(text).digest("base64url")}`;
  }

  // `stock` null: without end.
  async listing(seller, { title = "A picture of a tree", price = 1250, currency = "EUR", stock = 1, content = "SFW" } = {}) {
    const [[id]] = await this.rows(`
      INSERT INTO marketplace_item (seller_user_id, language_room_id, title, description, category, content_type, price_minor, currency, state, moderation_status, version, stock, listed_at, created_at, updated_at)
        VALUES (${seller.user}, (SELECT MIN(id) FROM language_room), ${quoted(title)}, 'Of last summer.', 'PHOTOS', '${content}', ${price}, '${currency}', 'PUBLISHED', 'APPROVED', 1, ${stock},
          UTC_TIMESTAMP(3), UTC_TIMESTAMP(3), UTC_TIMESTAMP(3));
      SET @item = LAST_INSERT_ID();
      INSERT INTO marketplace_revision (item_id, version, title, description, category, content_type, price_minor, currency, created_at)
        SELECT id, 1, title, description, category, content_type, price_minor, currency, created_at FROM marketplace_item WHERE id = @item;
      SELECT @item`);
    return Number(id);
  }

  async stock(item) { return this.count(`SELECT COALESCE(stock, -1) FROM marketplace_item WHERE id = ${item}`); }

  // ---- orders --------------------------------------------------------------------------------------------------------------

  // Presses Buy. `key`: the same one again is the same press.
  buy(buyer, item, method, key = new_key()) { return buyer.send(`/market/items/${item}/buy`, { orderKey: key, version: "1", method }); }

  // The order of this press, or undefined.
  async order_of(buyer, key) {
    const [row] = await this.rows(`SELECT id FROM transaction WHERE buyer_user_id = ${buyer.user} AND idempotency_key = UNHEX('${key}')`);
    return row && Number(row[0]);
  }

  async order(id) {
    const [row] = await this.rows(`SELECT payment_status, fulfilment, COALESCE(failure, ''), refunded_minor, COALESCE(provider_reference, ''), COALESCE(capture_reference, '')
      FROM transaction WHERE id = ${id}`);
    const [payment, fulfilment, failure, refunded, reference, capture] = row;
    return { payment, fulfilment, failure, refunded: Number(refunded), reference, capture };
  }

  async refunds(id) {
    const rows = await this.rows(`SELECT id, status, reason, amount_minor FROM refund WHERE transaction_id = ${id} ORDER BY id`);
    return rows.map(([refund, status, reason, minor]) => ({ id: Number(refund), status, reason, minor: Number(minor) }));
  }

  // "COMPLETED/NONE", "FAILED/EXPIRED".
  async state(id) {
    const { payment, fulfilment, failure } = await this.order(id);
    return `${payment}/${payment === "FAILED" ? failure : fulfilment}`;
  }

  async becomes(id, state, patience = SOON_MS) {
    let now;
    await until(async () => (now = await this.state(id)) === state, () => `order ${id} becomes ${state}; it is ${now}`, patience);
  }

  // As if the time had come at which the house would look by itself.
  is_due(id) { return this.rows(`UPDATE transaction SET due_at = UTC_TIMESTAMP(3) WHERE id = ${id}`); }
  refunds_are_due(id) { return this.rows(`UPDATE refund SET due_at = UTC_TIMESTAMP(3) WHERE transaction_id = ${id} AND due_at IS NOT NULL`); }
  notices_are_due() { return this.rows("UPDATE payment_event SET due_at = UTC_TIMESTAMP(3) WHERE outcome = 'WAITING'"); }
  hold_is_over(id) { return this.rows(`UPDATE transaction SET hold_until = TIMESTAMPADD(SECOND, -1, UTC_TIMESTAMP(3)), due_at = UTC_TIMESTAMP(3) WHERE id = ${id}`); }
  delivery_is_overdue(id) { return this.rows(`UPDATE transaction SET paid_at = TIMESTAMPADD(DAY, -15, paid_at), due_at = UTC_TIMESTAMP(3) WHERE id = ${id}`); }

  // ---- books ---------------------------------------------------------------------------------------------------------------

  // Resolves once every notice that was kept has been followed.
  notices_are_followed() {
    return until(async () => (await this.count("SELECT COUNT(*) FROM payment_event WHERE outcome = 'WAITING'")) === 0, "all notices are followed", SOON_MS);
  }

  // The ledger is whole, and what it says lies with each provider does lie there; every refund was made there once.
  async books_agree() {
    const { whole, faults, accounts } = JSON.parse(await this.house.script("ledger-check", "--json"));
    assert.deepEqual([whole, faults], [true, []]);
    for (const { method, stand_in } of this.providers) {
      const ours = Object.fromEntries(accounts.filter(({ account }) => account === `provider:${method}`).map(({ currency, minor }) => [currency, -minor]));
      const theirs = Object.fromEntries(Object.entries(stand_in.holds()).filter(([, minor]) => minor !== 0).sort());
      assert.deepEqual(ours, theirs, `what lies with ${method}, in the ledger and in its own books`);
      await this.#refunds_were_made_once(method, stand_in);
    }
  }

  async #refunds_were_made_once(method, stand_in) {
    const sent = await this.rows(`SELECT CONCAT('refund-', r.id, '-', LOWER(HEX(t.idempotency_key))), r.amount_minor FROM refund r JOIN transaction t ON t.id = r.transaction_id
      WHERE t.provider = '${method}' AND r.status = 'SENT' AND r.provider_reference IS NOT NULL AND r.provider_reference <> 'by hand'`);
    const ours = sent.map(([once, minor]) => `${once} ${minor}`).sort();
    assert.deepEqual(stand_in.given_back().map(({ once, minor }) => `${once} ${minor}`).sort(), ours, `refunds that ${method} was asked for`);
  }
}
