// What the processes of one host cost: processor time and memory by service. A host is a network namespace.
import { execFileSync } from "node:child_process";
import { readdirSync, readFileSync, readlinkSync } from "node:fs";

const TICKS_PER_SECOND = Number(execFileSync("getconf", ["CLK_TCK"], { encoding: "utf8" }));
const SERVICES = new Map(Object.entries({
  nginx: "nginx", "chatroom-ws": "sidecar", "chatroom-fcgi": "workers", "chatroom-admin": "jobs, relay", mariadbd: "database",
  haproxy: "haproxy", "redis-server": "redis", "redis-sentinel": "redis", elect: "elect", socat: "elect",
}));

const read = (path) => { try { return readFileSync(path, "utf8"); } catch { return ""; } };
const networkOf = (pid) => { try { return readlinkSync(`/proc/${pid}/ns/net`); } catch { return ""; } };

// [pid, service] of each process of ours in the network of that process.
function processesBeside(pid) {
  const network = networkOf(pid);
  return readdirSync("/proc").filter((name) => /^\d+$/.test(name) && networkOf(name) === network)
    .map((name) => [name, SERVICES.get(read(`/proc/${name}/comm`).trim())]).filter(([, service]) => service);
}

const cpuOf = (pid) => {
  const fields = read(`/proc/${pid}/stat`).split(") ")[1]?.split(" ") ?? [];
  // Its own, and that of children that have ended: scripts/elect works by them.
  return fields.slice(11, 15).reduce((sum, ticks) => sum + Number(ticks), 0) / TICKS_PER_SECOND;
};
const pssOf = (pid) => Number(/^Pss:\s+(\d+)/m.exec(read(`/proc/${pid}/smaps_rollup`))?.[1] ?? 0) / 1024;

function byService(pid, measure) {
  const sums = {};
  for (const [process, service] of processesBeside(pid)) sums[service] = (sums[service] ?? 0) + measure(process);
  return sums;
}

// `pid`: any process of the host. Seconds, and MiB as PSS.
export const cpu = (pid) => byService(pid, cpuOf);
export const memory = (pid) => byService(pid, pssOf);
// The processes by service, but those whose parent is one of them: for a meter that counts descendants by itself.
export function roots(pid) {
  const groups = {};
  for (const [process, service] of processesBeside(pid)) (groups[service] ??= []).push(process);
  const parentOf = (process) => read(`/proc/${process}/stat`).split(") ")[1]?.split(" ")[1];
  return Object.fromEntries(Object.entries(groups).map(([service, pids]) => [service.replace(", ", "-"), pids.filter((one) => !pids.includes(parentOf(one)))]));
}
