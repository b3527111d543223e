// Backups of a house under test: made, broken, put back.
import assert from "node:assert/strict";
import { execFile, spawn } from "node:child_process";
import { once } from "node:events";
import { readdir, readFile } from "node:fs/promises";
import { join } from "node:path";
import { promisify } from "node:util";

const run = promisify(execFile);
const scripts = new URL("../../../scripts/", import.meta.url).pathname;

export class Backups {
  // `place`: the folder of backups; `key`: the file of the secret key.
  constructor(house, place, key) { Object.assign(this, { house, place, key }); }

  make(...args) { return this.house.script("backup", "--to", this.place, ...args); }

  // Resolves to what a backup says that has to end with this status.
  async refused(status, ...args) { return refusal(this.make(...args), status); }

  async fulls() { return (await readdir(join(this.place, "full"))).sort(); }
  async newest() { return join(this.place, "full", (await this.fulls()).at(-1)); }
  async logs() {
    const [line] = await readdir(join(this.place, "logs"));
    return (await readdir(join(this.place, "logs", line))).map((name) => join(this.place, "logs", line, name)).sort();
  }

  // scripts/restore into this state folder. Resolves to what it says.
  async restore(folder, ...args) {
    const kept = Object.entries(process.env).filter(([name]) => /^(PATH|HOME|TMPDIR|BUILD|[A-Z]+SAN_OPTIONS)$/.test(name));
    const env = { ...Object.fromEntries(kept), CHATROOM_VAR: folder };
    return (await run(join(scripts, "restore"), [this.place, "--identity", this.key, ...args], { env, timeout: 120_000 })).stdout;
  }

  // Of another place or key: { place, key }.
  with(changes) { return Object.assign(new Backups(this.house, this.place, this.key), changes); }
}

// Resolves to what somebody reads who was refused with this status.
export async function refusal(promise, status = 1) {
  const error = await promise.then((said) => assert.fail(`not refused: ${said}`), (error) => error);
  assert.equal(error.code, status, `${error.stdout}${error.stderr}`);
  return error.stderr;
}

// Holds up whoever reads a table, until the function that it resolves to is called.
export async function holdTable(house, table) {
  const socket = join(house.folder, "run/mysqld.sock");
  const client = spawn("mariadb", ["--no-defaults", `--socket=${socket}`, "--user=root", "-NB", "--unbuffered", "chatroom"], { stdio: ["pipe", "pipe", "inherit"] });
  client.stdin.write(`LOCK TABLES ${table} WRITE;\nSELECT 'held';\n`);
  assert.equal(String((await once(client.stdout, "data"))[0]).trim(), "held");
  return async () => {
    client.stdin.end();
    await once(client, "exit");
  };
}

// begin(house, NAME, ARGS...): a script that can be killed; { child, ended }.
export function begin(house, name, ...args) {
  const child = spawn(join(scripts, name), args, { env: house.environment, stdio: "ignore" });
  return { child, ended: once(child, "exit") };
}

export const settingsOf = (folder) => readFile(join(folder, "chatroom.env"), "utf8");
