// The benchmark: the product and what people would pick instead, under the same loads, behind the same nginx, in one run.
//
//     node bench.mjs ROOT BUILD SCRATCH
//
// Prints tables and writes BUILD/bench/<time>.json. Ends with 1 when the product broke a promise. SCRATCH and
// what runs from it belongs to the caller, who ends it: scripts/bench.
import { mkdirSync, writeFileSync } from "node:fs";
import { cpus, loadavg, totalmem } from "node:os";
import { join } from "node:path";

import { Client } from "./client.mjs";
import * as figures from "./figures.mjs";
import { measure, phase_names } from "./measure.mjs";
import { version_of } from "./node_side.mjs";
import { plans_of } from "./plans.mjs";
import { start_sides } from "./sides.mjs";
import * as table from "./table.mjs";
import { targets_of } from "./targets.mjs";

const [root, build, scratch] = process.argv.slice(2);

function setting(name, otherwise) {
  const value = Number(process.env[name] || otherwise);
  if (!(value > 0)) throw new Error(`${name} must be a number above 0`);
  return value;
}

const settings = {
  seconds: setting("BENCH_SECONDS", 5),
  scale: Math.min(setting("BENCH_SCALE", 1), 1),
  rounds: setting("BENCH_ROUNDS", 2), // A B C A B C: what changes on the machine meanwhile hits all
  tcp: process.env.BENCH_TCP === "1",
  phases: process.env.BENCH_PHASES?.split(/[ ,]+/) ?? phase_names,
};
const unknown = settings.phases.filter((name) => !phase_names.includes(name));
if (unknown.length > 0) throw new Error(`BENCH_PHASES: there is no ${unknown[0]}, only ${phase_names.join(", ")}`);
const say = (lines) => process.stdout.write(`${lines.join("\n")}\n`);

// Runs plans on sides, shows what came of it and keeps every report.
class Bench {
  reports = []; // all that the client said, with `side` and `round`

  constructor(sides) {
    this.sides = sides;
    this.plans = plans_of(settings);
    this.repeated = { rounds: settings.rounds };
    this.seconds = settings.seconds;
    this.tcp = settings.tcp;
    this.client = new Client(join(build, "bin/chatroom-load"), scratch);
    this.say = say;
  }

  // Runs a plan on the sides `names` in turn; resolves to { product: figures, ... }, of which `figure` makes each from a side's reports.
  async compare(plan, figure, show, { rounds = 1, names = Object.keys(this.sides), tcp = settings.tcp } = {}) {
    const reports = Object.fromEntries(names.map((name) => [name, []]));
    for (let round = 0; round < rounds; ++round) {
      for (const name of names) reports[name].push(await this.run(plan, { ...this.sides[name], ...(tcp && { unix: undefined }) }, round));
    }
    const sides = Object.fromEntries(names.map((name) => [name, figure(reports[name])]));
    if (show) say(show(plan.title, sides));
    return sides;
  }

  async run({ title, scenario, lounges, options }, side, round = 0) {
    process.stderr.write(`... ${title}: ${side.name}\n`);
    const slugs = this.sides.product.lounges.slice(0, lounges);
    const report = await this.client.run(side, { scenario, lounges: slugs, options });
    if (report.complaint) process.stderr.write(`    ${report.complaint}\n`);
    this.reports.push({ side: side.name, round, ...report });
    return report;
  }

  faults() {
    const of = (name) => this.reports.filter(({ side }) => side === name);
    const names = Object.keys(this.sides).filter((name) => name === "product" || of(name).length > 0); // whichever phases ran
    return Object.fromEntries(names.map((name) => [name, figures.faults(of(name))]));
  }

  // Posts of all runs that the product acknowledged, those of warm-ups included.
  acknowledged() {
    return this.reports.filter(({ side }) => side === "product").reduce((sum, report) => sum + report.acknowledged, 0);
  }
}

function machine(mariadb) {
  const processors = cpus();
  const packages = ["socket.io", "ws", "express", "ejs", "react"].map((name) => [name, version_of(name)]);
  return {
    processors: processors.length,
    model: processors[0].model.trim(),
    memory_gib: Math.round(totalmem() / 2 ** 30),
    load_before: loadavg()[0],
    versions: { node: process.version.slice(1), ...Object.fromEntries(packages), mariadb },
  };
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
  if (results.stall && !results.stall.product.stalled_reader.closed) broken.push("a reader that stopped reading was never closed");
  if (results.restart && results.restart.still_out !== 0) broken.push(`${results.restart.still_out} readers did not come back`);
  if (durability.flush !== 1) broken.push("commits were not flushed");
  if (durability.stored !== durability.acknowledged) broken.push("other messages lie in the database than were acknowledged");
  return broken;
}

async function main(sides) {
  const bench = new Bench(sides);
  const before = sides.product.database();
  const environment = machine(before.version);
  const way = settings.tcp ? "loopback TCP" : "a unix socket";
  say(table.preamble(environment, { ...settings, way, descriptors: bench.plans.descriptors }));
  const results = await measure(bench, settings.phases, { root, scratch });
  const after = sides.product.database();
  const durability = {
    acknowledged: bench.acknowledged() + results.scene_posts,
    stored: after.messages - before.messages,
    flush: after.flush,
  };
  const faults = bench.faults();
  const targets = targets_of(results, faults);
  say(table.faults("What the clients counted, all rounds", faults));
  say(table.targets(targets));
  const path = save({ environment, settings, results, faults, targets, durability, reports: bench.reports });
  say(table.conclusion(durability, path));
  return broken_promises(faults, results, durability);
}

// Whatever hangs, the benchmark ends; what it started ends with it.
const limit_s = 480 + 90 * settings.seconds;
setTimeout(() => {
  console.error(`bench: not done after ${limit_s} s`);
  process.exit(1);
}, limit_s * 1000).unref();

try {
  const { sides, stop } = await start_sides({ root, scratch, plans: plans_of(settings) });
  try {
    const broken = await main(sides);
    if (broken.length > 0) throw new Error(broken.join(", "));
  } finally {
    await stop();
  }
} catch (error) {
  console.error(`bench: ${error.message}`);
  process.exitCode = 1;
}
// What is left open (a socket, after a failure) does not keep it.
process.exit();
