// The benchmark: the product and npm socket.io under the same loads, behind the same nginx, in one run.
//
//     node bench.mjs ROOT BUILD SCRATCH
//
// Prints tables and writes BUILD/bench/<time>.json. Ends with 1 when the product broke a promise. SCRATCH and
// what runs from it belongs to the caller, who ends it: scripts/bench.
import { once } from "node:events";
import { mkdirSync, writeFileSync } from "node:fs";
import { createServer } from "node:net";
import { cpus, loadavg, totalmem } from "node:os";
import { join } from "node:path";

import { Client } from "./client.mjs";
import * as figures from "./figures.mjs";
import { Product } from "./product.mjs";
import { SocketIo } from "./socketio.mjs";
import * as table from "./table.mjs";

const [root, build, scratch] = process.argv.slice(2);
const seconds = Number(process.env.BENCH_SECONDS ?? 5);
if (!(seconds > 0)) throw new Error("BENCH_SECONDS must be a number above 0");
const ROUNDS = 2; // A B A B: what changes on the machine meanwhile hits both

// `lounges` is how many take part.
const plans = {
  idle: { title: "3,000 idle sockets", scenario: "idle", lounges: 100, options: { readers: 3000 } },
  one: { title: "One lounge of 1,000 readers, one message at a time", scenario: "one", lounges: 1, options: { readers: 1000 } },
  saturate: {
    title: "One lounge of 1,000 readers, saturating",
    scenario: "saturate",
    lounges: 1,
    options: { readers: 1000, posters: 8, window: 256 },
  },
  lounges: {
    title: "200 lounges of 20 readers, 2,000 posts a second due",
    scenario: "lounges",
    lounges: 200,
    options: { readers: 4000, rate: 2000 },
  },
  stall: {
    title: "One of 501 readers stops reading",
    scenario: "stall",
    lounges: 1,
    // Long enough for more than a megabyte to pile up: the outbox and what kernels and nginx take before it.
    options: { readers: 500, rate: 50, body: 2000, seconds: Math.max(10, 2 * seconds) },
  },
  page: {
    title: "The lounge page, 50 messages",
    scenario: "page",
    lounges: 1,
    options: { readers: 1, needle: "data-seq=", "needle-count": 50 },
  },
};

async function free_port() {
  const server = createServer().listen(0, "127.0.0.1");
  await once(server, "listening");
  const { port } = server.address();
  server.close();
  await once(server, "close");
  return port;
}

class Bench {
  reports = []; // all that the client said, with `side` and `round`

  constructor(sides) {
    this.sides = sides; // { product, socketio }
    this.client = new Client(join(build, "bin/chatroom-load"), scratch);
  }

  // Runs a plan on both sides in turn, or on those named; resolves to { product: [reports], socketio: [reports] }.
  async run(plan, { rounds = 1, names = Object.keys(this.sides) } = {}) {
    const reports = Object.fromEntries(names.map((name) => [name, []]));
    for (let round = 0; round < rounds; ++round) {
      for (const name of names) reports[name].push(await this.#once(plan, name, round));
    }
    return reports;
  }

  async #once({ title, scenario, lounges, options }, name, round) {
    process.stderr.write(`... ${title}: ${name}\n`);
    const slugs = this.sides.product.lounges.slice(0, lounges);
    const report = await this.client.run(this.sides[name], { scenario, lounges: slugs, options: { seconds, ...options } });
    if (report.complaint) process.stderr.write(`    ${report.complaint}\n`);
    this.reports.push({ side: name, round, ...report });
    return report;
  }

  async compare(plan, figure, show, rounds = 1) {
    const { product, socketio } = await this.run(plan, { rounds });
    const [ours, theirs] = [figure(product), figure(socketio)];
    say(show(plan.title, ours, theirs));
    return { product: ours, socketio: theirs };
  }

  async alone(plan, figure, show) {
    const { product } = await this.run(plan, { names: ["product"] });
    const ours = figure(product);
    say(show(plan.title, ours));
    return { product: ours };
  }

  faults() {
    const of = (name) => figures.faults(this.reports.filter(({ side }) => side === name));
    return { product: of("product"), socketio: of("socketio") };
  }

  // Posts of all runs that the product acknowledged, those of warm-ups included.
  acknowledged() {
    return this.reports.filter(({ side }) => side === "product").reduce((sum, report) => sum + report.acknowledged, 0);
  }
}

const say = (lines) => process.stdout.write(`${lines.join("\n")}\n`);

function machine() {
  const processors = cpus();
  return {
    processors: processors.length,
    model: processors[0].model.trim(),
    memory_gib: Math.round(totalmem() / 2 ** 30),
    load_before: loadavg()[0],
    node: process.version,
  };
}

// Idle memory first: on servers that have served nobody yet.
async function measure(bench) {
  const results = { idle: await bench.compare(plans.idle, figures.idle, table.idle) };
  for (const name of ["one", "saturate", "lounges"]) {
    results[name] = await bench.compare(plans[name], figures.fan_out, table.fan_out, ROUNDS);
  }
  results.stall = await bench.compare(plans.stall, figures.stall, table.stall);
  results.page = await bench.alone(plans.page, figures.page, table.page);
  return results;
}

function save(report) {
  const folder = join(build, "bench");
  mkdirSync(folder, { recursive: true });
  const path = join(folder, `${new Date().toISOString().replaceAll(":", "")}.json`);
  writeFileSync(path, `${JSON.stringify(report, null, 1)}\n`);
  return path;
}

// What the product must have kept to, in words; empty when it did.
function broken_promises(faults, results, durability) {
  const broken = Object.entries(faults.product).filter(([, count]) => count !== 0).map(([name, count]) => `${count} ${name}`);
  if (!results.stall.product.stalled_reader.closed) broken.push("a reader that stopped reading was never closed");
  if (durability.flush !== 1) broken.push("commits were not flushed");
  if (durability.stored !== durability.acknowledged) broken.push("other messages lie in the database than were acknowledged");
  return broken;
}

async function main(product, socketio) {
  const bench = new Bench({ product, socketio });
  const before = product.database();
  const environment = { ...machine(), "socket.io": socketio.version, mariadb: before.version };
  say(table.preamble(environment, seconds));
  const results = await measure(bench);
  const after = product.database();
  const durability = { acknowledged: bench.acknowledged(), stored: after.messages - before.messages, flush: after.flush };
  const faults = bench.faults();
  say(table.faults("What the clients counted, all rounds", faults.product, faults.socketio));
  const path = save({ environment, seconds, results, faults, durability, reports: bench.reports });
  say(table.conclusion(durability, path));
  return broken_promises(faults, results, durability);
}

async function run() {
  const product = new Product({ root, folder: join(scratch, "product"), port: await free_port() });
  await product.start(plans.lounges.lounges);
  const configuration = product.configuration();
  const socketio = new SocketIo({ folder: join(scratch, "socketio"), port: await free_port(), product: configuration });
  try {
    await socketio.start();
    return await main(product, socketio);
  } finally {
    await socketio.stop();
  }
}

// Whatever hangs, the benchmark ends; what it started ends with it.
const limit_s = 240 + 60 * seconds;
setTimeout(() => {
  console.error(`bench: not done after ${limit_s} s`);
  process.exit(1);
}, limit_s * 1000).unref();

try {
  const broken = await run();
  if (broken.length > 0) throw new Error(broken.join(", "));
} catch (error) {
  console.error(`bench: ${error.message}`);
  process.exitCode = 1;
}
