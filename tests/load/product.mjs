// The product's side of the comparison: a scratch instance of its own, started as an operator starts one, with raised limits.
import { execFileSync } from "node:child_process";
import { readFileSync, writeFileSync } from "node:fs";
import { join } from "node:path";

import { with_unix_socket } from "./nginx_config.mjs";
import { answers } from "./node_side.mjs";

const LIMITS = {
  CHATROOM_ENV: "test",
  RED_LOUNGES: "declared", // every lounge can be entered
  CHATROOM_LIMIT_ENTRIES: "1000000",
  CHATROOM_LIMIT_RUSH_ENTRIES: "1000000",
  CHATROOM_LIMIT_API: "1000000",
  // Posts are counted in the window: a short one costs the database what the real limit of 5 costs it.
  CHATROOM_LIMIT_POSTS: "1000",
  CHATROOM_LIMIT_POSTS_PER_MS: "5",
  CHATROOM_LIMIT_SOCKETS_PER_SESSION: "1000",
};
const SESSIONS = 200;

const parent_of = (pid) => Number(readFileSync(`/proc/${pid}/stat`, "utf8").split(") ")[1].split(" ")[1]);

const children_of = (pid) => readFileSync(`/proc/${pid}/task/${pid}/children`, "utf8").trim().split(" ");

export class Product {
  name = "product";
  protocol = "chatroom";

  // `socket_port`: sockets have a port of their own.
  constructor({ root, folder, port, socket_port }) {
    this.root = root;
    this.folder = folder;
    this.port = port;
    this.url = `http://127.0.0.1:${port}`;
    this.unix = join(folder, "nginx.sock");
    this.own = socket_port ? { PUBLIC_SOCKET_PORT: String(socket_port) } : {};
    if (socket_port) this.sockets = `${this.unix}.sockets`;
  }

  // Starts the instance and sees to it that it has `lounges` lounges.
  async start(lounges) {
    this.#instance("start");
    await this.#listen_on_unix_socket();
    this.find_processes();
    this.tokens = await this.#guests(SESSIONS);
    this.lounges = await this.#lounges();
    while (this.lounges.length < lounges) this.lounges.push(this.#add_lounge(`bench-${this.lounges.length}`));
  }

  stop() {
    this.#instance("stop");
  }

  // Again after something was restarted.
  find_processes() {
    const services = { nginx: "nginx", server: "ws", database: "mariadb", workers: "fcgi" };
    this.watch = Object.fromEntries(Object.entries(services).map(([group, service]) => [group, [this.#pid(service)]]));
  }

  // For a run that kills the sidecar: its supervisor stays, whose child the next one will be.
  watch_with_supervisor() {
    const [sidecar] = this.watch.server;
    return { ...this.watch, server: [parent_of(sidecar)] };
  }

  // The nginx configuration in force.
  configuration() {
    return readFileSync(join(this.folder, "nginx", "nginx.conf"), "utf8");
  }

  // Where npm clients find the database; root, for tests only.
  database_socket() {
    return join(this.folder, "run", "mysqld.sock");
  }

  // What the database says of itself and of its promise to keep what it acknowledged.
  database() {
    const query =
      "SELECT VERSION(), @@innodb_flush_log_at_trx_commit, (SELECT COUNT(*) FROM chatroom.chat_message)";
    const [version, flush, messages] = this.#instance("sql", "-Ne", query).trim().split("\t");
    return { version, flush: Number(flush), messages: Number(messages) };
  }

  #instance(...command) {
    const env = { ...process.env, ...LIMITS, ...this.own, CHATROOM_VAR: this.folder, PORT: String(this.port) };
    const stdio = ["ignore", "pipe", "inherit"];
    return execFileSync(join(this.root, "scripts/instance"), command, { env, encoding: "utf8", stdio });
  }

  // The house has fewer lounges than a load may want.
  #add_lounge(slug) {
    const room = "(SELECT MIN(id) FROM language_room)";
    this.#instance(
      "sql",
      "chatroom",
      "-e",
      `INSERT INTO stream (kind) VALUES ('LOUNGE');
       INSERT INTO lounge (language_room_id, stream_id, slug, name, position, created_at)
       VALUES (${room}, LAST_INSERT_ID(), '${slug}', '${slug}', 1000, UTC_TIMESTAMP(3))`,
    );
    return slug;
  }

  // The supervisor's child; the client counts its descendants too.
  #pid(service) {
    return Number(readFileSync(join(this.folder, "service", service, "supervise/pid"), "utf8"));
  }

  // The product listens on TCP alone. To it all who come this way have one address, "unix:": its limits are raised anyway.
  async #listen_on_unix_socket() {
    const path = join(this.folder, "nginx", "nginx.conf");
    const sockets = this.sockets ? readFileSync(join(this.folder, "nginx", "sockets.conf"), "utf8") : "";
    writeFileSync(path, with_unix_socket(readFileSync(path, "utf8"), this.unix, sockets));
    const nginx = this.#pid("nginx");
    const before = children_of(nginx);
    process.kill(nginx, "SIGHUP");
    // The old workers hang up on whoever they still have.
    while (children_of(nginx).some((pid) => before.includes(pid))) await new Promise((resolve) => setTimeout(resolve, 20));
    await answers(this.unix);
  }

  async #guests(count) {
    const csrf = await this.#fetch("/api/auth/csrf", { method: "POST" });
    const { csrfToken } = await csrf.json();
    const headers = { "content-type": "application/json", cookie: `csrfToken=${csrfToken}`, "x-csrf-token": csrfToken };
    const body = JSON.stringify({ ageCategory: "18+RED" });
    const tokens = [];
    while (tokens.length < count) {
      const guest = await this.#fetch("/api/auth/guest", { method: "POST", headers, body });
      tokens.push((await guest.json()).tempSessionToken);
    }
    return tokens;
  }

  // The slugs of all lounges, from the pages that list them; en-us first.
  async #lounges() {
    const headers = { cookie: `tempSessionToken=${this.tokens[0]}` };
    const links = async (path, pattern) => {
      const page = await (await this.#fetch(path, { headers })).text();
      return [...page.matchAll(pattern)].map((match) => match[1]);
    };
    const slugs = new Set(["en-us"]);
    for (const language of new Set(await links("/languages", /href="\/languages\/([a-z-]+)"/g))) {
      for (const slug of await links(`/languages/${language}`, /href="\/lounges\/([a-z0-9-]+)"/g)) slugs.add(slug);
    }
    return [...slugs];
  }

  async #fetch(path, options) {
    const response = await fetch(this.url + path, options);
    if (!response.ok) throw new Error(`${path} answered ${response.status}: ${(await response.text()).slice(0, 200)}`);
    return response;
  }
}
