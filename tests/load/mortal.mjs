// Child processes that do not outlive the benchmark, however it ends.
import { spawn } from "node:child_process";
import { once } from "node:events";

// Like spawn. The child may open as many files as the system allows, and is told to end when this process dies, even of SIGKILL.
export function spawn_mortal(command, args, stdio, env = process.env) {
  const script = 'ulimit -Sn "$(ulimit -Hn)"; exec setpriv --pdeathsig TERM "$@"';
  return spawn("/bin/sh", ["-c", script, "sh", command, ...args.map(String)], { stdio, env });
}

export const is_alive = (child) => child.exitCode === null && child.signalCode === null;

// Resolves when the child is gone.
export async function end(child, signal = "SIGTERM") {
  if (!is_alive(child)) return;
  child.kill(signal);
  await once(child, "exit");
}
