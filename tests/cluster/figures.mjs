// One host beside three, under the same load: what they carry, and what each service of a host pays for it. All of it, clients included,
// shares the processors of this machine, so rates of three hosts are no more than those of one here: what a post or a delivery costs is
// what counts, and what a host of one's own would hold follows from it (HACKING.md, "Sizes").
import { mkdirSync, rmSync } from "node:fs";
import { execFileSync } from "node:child_process";
import { availableParallelism } from "node:os";
import { dirname, join } from "node:path";
import { fileURLToPath } from "node:url";

import { newSession } from "../e2e/support/protocol_v1.mjs";
import { Client } from "../load/client.mjs";
import { cpu, memory, roots } from "./host_meter.mjs";
import { allIsWell, cluster, elected, HOSTS } from "./laboratory.mjs";

const root = join(dirname(fileURLToPath(import.meta.url)), "../..");
const { SCRATCH, BUILD } = process.env;
const SECONDS = Number(process.env.CLUSTER_SECONDS ?? 8);
const SESSIONS = 60;
// By all hosts together; each carries its part, in lounges of its own.
const PHASES = [
  { title: "at rest, one message after the other, 90 readers", scenario: "one", per: "post", rooms: 3, readers: 90 },
  { title: "durable posts, 180 posters in 18 lounges", scenario: "saturate", rooms: 18, readers: 180, posters: 180, window: 180, per: "post" },
  { title: "deliveries, 900 readers in 3 lounges", scenario: "saturate", rooms: 3, readers: 900, posters: 12, window: 192, per: "delivery" },
  { title: "the page of a lounge with 50 lines, 9 requests at a time", scenario: "page", per: "page", readers: 3, rooms: 3, of: 0, connections: 9 },
  { title: "3,000 sockets that wait, in 30 lounges", scenario: "idle", per: "socket", rooms: 30, readers: 3000, of: 0 },
];

class Side {
  // `hosts`: of each, where people come in, what the house is called where it is not that, and a process.
  constructor(name, hosts) { Object.assign(this, { name, hosts }); }

  async prepare() {
    for (const host of this.hosts) {
      host.tokens = [];
      while (host.tokens.length < SESSIONS) host.tokens.push((await newSession(`http://${host.address}:${host.port}`)).tempSessionToken);
    }
  }

  async run({ scenario, rooms, readers, posters, window, connections }, lounges, from) {
    const share = (count) => count && Math.round(count / this.hosts.length);
    const before = this.hosts.map(({ pid }) => cpu(pid));
    const reports = await Promise.all(this.hosts.map((host, index) => {
      const here = lounges.slice(from + index * share(rooms), from + (index + 1) * share(rooms));
      const options = { host: host.address, ...(host.name && { name: host.name }), readers: share(readers), seconds: SECONDS, warmup: connections ? 0 : 1,
        ...(posters && { posters: share(posters), window: share(window) }),
        ...(connections && { connections: share(connections), path: `/lounges/${here[0]}`, needle: "data-seq=", "needle-count": 50 }),
        // Jobs, elections and other houses never rest.
        "no-settle": true };
      const side = { name: `${this.name}${index}`, protocol: "chatroom", port: host.port, tokens: host.tokens, watch: scenario === "idle" ? roots(host.pid) : {} };
      return new Client(join(BUILD, "bin/chatroom-load"), SCRATCH).run(side, { scenario, lounges: here, options });
    }));
    if (reports.some(({ ok }) => !ok)) throw new Error(`${this.name}: the clients counted faults: ${JSON.stringify(reports.map(({ faults }) => faults))}`);
    const after = this.hosts.map(({ pid }) => cpu(pid));
    return { reports, cpu: after.map((host, index) => less(host, before[index])), memory: this.hosts.map(({ pid }) => memory(pid)) };
  }
}

const less = (after, before) => Object.fromEntries(Object.entries(after).map(([service, value]) => [service, value - (before[service] ?? 0)]));
const total = (values) => Object.values(values).reduce((sum, value) => sum + value, 0);
const sum = (reports, of) => reports.reduce((all, report) => all + of(report), 0);
const most = (reports, of) => Math.max(...reports.map(of));

async function oneHost() {
  const folder = join(SCRATCH, "one");
  mkdirSync(folder, { mode: 0o700 });
  const instance = (command) => execFileSync(join(root, "scripts/instance"), [command], { env: { ...process.env, CHATROOM_VAR: folder, PORT: "8080" }, encoding: "utf8" });
  instance("start");
  return { side: new Side("one", [{ address: "127.0.0.1", port: 8080, pid: process.pid }]), stop: () => { instance("stop"); rmSync(folder, { recursive: true, force: true }); } };
}

async function threeHosts() {
  await allIsWell();
  const hosts = [];
  for (const host of HOSTS) {
    // Any process that is in its network: nginx's supervisor will do.
    const pid = Number(execFileSync("ip", ["netns", "pids", await networkOf(host)], { encoding: "utf8" }).split("\n")[0]);
    hosts.push({ address: `10.77.0.${host}`, port: 80, name: "10.77.0.1", pid });
  }
  return new Side("three", hosts);
}

async function networkOf(host) {
  const inode = await cluster("in", host, "stat", "-L", "-c", "%i", "/proc/self/ns/net");
  const names = execFileSync("ip", ["netns", "list"], { encoding: "utf8" }).split("\n").map((line) => line.split(" ")[0]).filter(Boolean);
  return names.find((name) => execFileSync("stat", ["-L", "-c", "%i", `/run/netns/${name}`], { encoding: "utf8" }).trim() === inode.trim());
}

const mainLounges = async () => (await cluster("in", await elected(), "mariadb", "--no-defaults", "--user=root", "-BNe",
  "SELECT slug FROM chatroom.lounge WHERE access_level = 'MAIN_LOUNGE' AND slug NOT LIKE '%-all' ORDER BY id",
  `--socket=${process.env.CHATROOM_CLUSTER}/host${await elected()}/run/mysqld.sock`)).trim().split("\n");

const say = (...words) => console.log(words.join(" "));
const ms = (micros) => `${(micros / 1000).toFixed(1)} ms`;

// What the whole run cost, from the first connection to the last answer, shared out to what was acknowledged in it.
function tell(name, { per, readers, rooms }, { reports, cpu: used, memory: held }) {
  if (per === "socket") return tell_sockets(name, reports);
  const posts = sum(reports, ({ acknowledged }) => acknowledged);
  const things = { post: posts, delivery: (posts * readers) / rooms, page: sum(reports, ({ requests }) => requests) }[per];
  const rate = (of) => sum(reports, of).toFixed(0);
  if (per === "page") say(`  ${name}: ${rate(({ requests_per_second }) => requests_per_second)} pages/s, p50 ${ms(most(reports, ({ request_us }) => request_us.p50))}`);
  else say(`  ${name}: ${rate(({ posts_per_second }) => posts_per_second)} posts/s, ${rate(({ deliveries_per_second }) => deliveries_per_second)} deliveries/s;`,
    `acknowledged after ${ms(most(reports, ({ ack_us }) => ack_us.p50))} (p99 ${ms(most(reports, ({ ack_us }) => ack_us.p99))})`);
  used.forEach((host, index) => {
    const micros = Object.entries(host).map(([service, seconds]) => [service, (1e6 * seconds) / things]).sort(([, a], [, b]) => b - a);
    const parts = micros.filter(([, value]) => value >= 0.1).map(([service, value]) => `${service} ${value.toFixed(1)}`);
    say(`    host ${index + 1}: ${((1e6 * total(host)) / things).toFixed(1)} us of a processor for each ${per} of all (${parts.join(", ")}); ${total(held[index]).toFixed(0)} MiB PSS`);
  });
}

function tell_sockets(name, reports) {
  reports.forEach(({ kib_per_socket }, index) => {
    const parts = Object.entries(kib_per_socket).filter(([, { pss }]) => pss >= 0.1).map(([service, { pss }]) => `${service} ${pss.toFixed(1)}`);
    say(`  ${name}, host ${index + 1}: ${total(Object.values(kib_per_socket).map(({ pss }) => pss)).toFixed(1)} KiB PSS a socket (${parts.join(", ")})`);
  });
}

say(`${availableParallelism()} processors for everything, clients included; ${SECONDS} s a phase`);
const lounges = await mainLounges();
const three = await threeHosts();
const one = await oneHost();
try {
  for (const side of [one.side, three]) await side.prepare();
  for (const [name, side] of [["one host", one.side], ["three hosts", three]]) {
    side.hosts.forEach(({ pid }, index) => {
      const held = memory(pid);
      say(`at rest, ${name}, host ${index + 1}: ${total(held).toFixed(0)} MiB PSS (${Object.entries(held).map(([service, value]) => `${service} ${value.toFixed(0)}`).join(", ")})`);
    });
  }
  let from = 0;
  for (const phase of PHASES) {
    say(phase.title);
    for (const [name, side] of [["one host", one.side], ["three hosts", three]]) tell(name, phase, await side.run(phase, lounges, phase.of ?? from));
    from += phase.rooms;
  }
} finally {
  one.stop();
}
