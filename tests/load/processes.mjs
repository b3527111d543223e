// What the processes of an instance hold, read from /proc. They are told apart by the marks of scripts/lib/processes.sh.
import { readdirSync, readFileSync, readlinkSync } from "node:fs";

const SERVICES = ["mariadb", "fcgi", "ws", "jobs", "nginx"];

const read = (path) => {
  try {
    return readFileSync(path, "latin1");
  } catch {
    return ""; // it has ended
  }
};
const folder_of = (pid) => {
  try {
    return readlinkSync(`/proc/${pid}/cwd`);
  } catch {
    return "";
  }
};

// The service of the instance in `folder` that a process belongs to; "supervision" for runit's own; undefined for others.
function service_of(pid, folder) {
  const marks = read(`/proc/${pid}/environ`).split("\0");
  const where = folder_of(pid);
  const service = SERVICES.find((name) => marks.includes(`CHATROOM_SERVICE=${folder}/service/${name}`) || (name === "nginx" && where === `${folder}/service/nginx`));
  const isLogger = where.endsWith("/log") && where.startsWith(`${folder}/service/`);
  return isLogger ? "supervision" : service ?? (marks.includes(`CHATROOM_INSTANCE=${folder}`) ? "supervision" : undefined);
}

const kib = (text, name) => Number(text.match(new RegExp(`^${name}:\\s+(\\d+)`, "m"))?.[1] ?? 0);

// { service: { processes, pss_kib, descriptors } }, shared pages counted in parts (PSS).
export function held_by(folder) {
  const held = Object.fromEntries([...SERVICES, "supervision"].map((name) => [name, { processes: 0, pss_kib: 0, descriptors: 0 }]));
  for (const pid of readdirSync("/proc").filter((name) => /^\d+$/.test(name))) {
    const service = service_of(pid, folder);
    const memory = service && read(`/proc/${pid}/smaps_rollup`);
    if (!memory) continue;
    held[service].processes += 1;
    held[service].pss_kib += kib(memory, "Pss");
    held[service].descriptors += open_files(pid);
  }
  return held;
}

function open_files(pid) {
  try {
    return readdirSync(`/proc/${pid}/fd`).length;
  } catch {
    return 0;
  }
}

export const total_kib = (held) => Object.values(held).reduce((sum, { pss_kib }) => sum + pss_kib, 0);
