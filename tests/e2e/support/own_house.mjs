// A whole house for one test file, which may therefore break it: its own state folder, port and processes.
import assert from "node:assert/strict";
import { execFile } from "node:child_process";
import { cp, mkdtemp, readdir, readFile, readlink, rm } from "node:fs/promises";
import net from "node:net";
import { tmpdir } from "node:os";
import { dirname, join } from "node:path";
import { fileURLToPath } from "node:url";
import { promisify } from "node:util";

const run = promisify(execFile);
const nothing = async () => {};
const layDatabase = async (folder) => {
  const { CHATROOM_TEST_DATABASE: database } = process.env;
  if (database) await cp(database, join(folder, "mysql"), { recursive: true });
};
const ownScripts = join(dirname(fileURLToPath(import.meta.url)), "../../../scripts");

export class OwnHouse {
  // `limits`: { POSTS: 1000, ... }, see CHATROOM_LIMIT_* in core/base/config.cpp. `settings`: others, by the names of .env.example.
  // `prepare(folder)`: what lies in its state folder before it is started; without, an empty database (tests/support/instance.sh, lay_out_database) or nothing.
  // `scripts`: those of another release than this checkout's.
  static async start(limits = {}, settings = {}, prepare = undefined, scripts = ownScripts) {
    const house = new OwnHouse();
    house.scripts = scripts;
    // Directly below the folder for temporary files: scripts/test ends what it finds there, should this test be killed.
    house.folder = await mkdtemp(join(tmpdir(), "own-"));
    await (prepare ?? (scripts === ownScripts ? layDatabase : nothing))(house.folder);
    for (let attempt = 1; ; attempt += 1) {
      const port = await freePort();
      house.base = `http://127.0.0.1:${port}`;
      house.environment = environment(house.folder, port, { ENTRIES: 100_000, RUSH_ENTRIES: 100_000, API: 100_000, ...limits }, settings);
      try {
        await house.instance("start");
        return house;
      } catch (error) {
        if (attempt < 3 && `${error.stderr}`.includes("is in use by another program")) continue;
        await house.stop();
        throw error;
      }
    }
  }

  async stop() {
    await this.instance("stop");
    await rm(this.folder, { recursive: true, force: true });
  }

  // Ends it as a machine's end would: everything at once, and nothing is begun again. The supervisor goes first.
  async kill() {
    for (let pids = await processesOf(this.folder); pids.length; pids = await processesOf(this.folder)) {
      for (const pid of pids) kill(pid);
    }
  }

  // Resolves to what scripts/instance prints.
  instance(...args) { return this.script("instance", ...args); }

  // Resolves to what the script of that name prints; rejects with its status and stderr when it fails.
  async script(name, ...args) {
    return (await run(join(this.scripts, name), args, { env: this.environment, timeout: 120_000 })).stdout;
  }

  pid(service) { return servicePid(this.folder, service); }

  // One of the page workers: a child of the parent that the supervisor started.
  async workerPids() {
    const parent = await this.pid("fcgi");
    return (await readFile(`/proc/${parent}/task/${parent}/children`, "utf8")).trim().split(/\s+/).filter(Boolean).map(Number);
  }
}

function kill(pid) {
  try {
    process.kill(pid, "SIGKILL");
  } catch (error) {
    if (error.code !== "ESRCH") throw error;
  }
}

// Of the instance in this folder: they stand in it, or name it. In the order of their birth, so that a supervisor comes before what it supervises.
async function processesOf(folder) {
  const found = [];
  for (const pid of (await readdir("/proc")).filter((name) => /^\d+$/.test(name)).map(Number)) {
    const where = await readlink(`/proc/${pid}/cwd`).catch(() => "");
    const said = await Promise.all(["cmdline", "environ"].map((file) => readFile(`/proc/${pid}/${file}`, "latin1").catch(() => "")));
    if (pid !== process.pid && [where, ...said].some((text) => text.includes(folder))) found.push(pid);
  }
  return found.sort((a, b) => a - b);
}

// The id of the process that the instance's supervisor started for a service (ws, fcgi, mariadb, nginx, jobs), or 0.
export async function servicePid(folder, service) {
  const pid = Number(await readFile(join(folder, "service", service, "supervise/pid"), "utf8"));
  if (!pid) return 0;
  // Numbers are used again: it must still be the one in this instance's folder.
  const where = await readlink(`/proc/${pid}/cwd`).catch(() => "");
  const marks = await readFile(`/proc/${pid}/environ`, "utf8").catch(() => "");
  return where.startsWith(join(folder, "service", service)) || marks.includes(`=${join(folder, "service", service)}\0`) ? pid : 0;
}

const SHARED = ["DATABASE_URL", "ACCESS_TOKEN_SECRET", "REFRESH_TOKEN_SECRET", "PHONE_ENC_KEY", "AUDIT_SECRET", "VAPID_PRIVATE_KEY"];

// The settings that every further host of this house must have in common with it.
export async function shared(house) {
  const lines = (await readFile(join(house.folder, "instance.env"), "utf8")).split("\n");
  const value = (name) => lines.find((line) => line.startsWith(`${name}=`)).slice(name.length + 1);
  return Object.fromEntries(SHARED.map((name) => [name, value(name)]));
}

// Nothing of the caller's own settings; its programs and its sanitizers' options stay.
function environment(folder, port, limits, settings) {
  const kept = Object.entries(process.env).filter(([name]) => /^(PATH|HOME|TMPDIR|BUILD|[A-Z]+SAN_OPTIONS)$/.test(name));
  const raised = Object.entries(limits).map(([name, value]) => [`CHATROOM_LIMIT_${name}`, String(value)]);
  const own = { CHATROOM_VAR: folder, PORT: String(port), CHATROOM_ENV: "test", CHATROOM_WORKERS: "2" };
  return Object.fromEntries([...kept, ...raised, ...Object.entries(own), ...Object.entries(settings)]);
}

// Below the range from which the kernel lends ports to clients.
export async function freePort() {
  for (let attempt = 0; attempt < 50; attempt += 1) {
    const port = 20_000 + Math.floor(Math.random() * 10_000);
    if (await isFree(port)) return port;
  }
  return assert.fail("no free port between 20000 and 29999");
}

function isFree(port) {
  return new Promise((resolve) => {
    const server = net.createServer().once("error", () => resolve(false));
    server.listen(port, "127.0.0.1", () => server.close(() => resolve(true)));
  });
}
