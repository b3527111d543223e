// Runs chatroom-load against one side of the comparison.
import { once } from "node:events";
import { writeFileSync } from "node:fs";
import { join } from "node:path";
import { text } from "node:stream/consumers";

import { spawn_mortal } from "./mortal.mjs";

const PATIENCE_S = 120; // beyond the measured time: connecting thousands, waiting for quiet, draining

export class Client {
  // `program`: chatroom-load; `scratch`: a folder for its input.
  constructor(program, scratch) {
    this.program = program;
    this.scratch = scratch;
  }

  // `side`: { name, protocol, unix, port, tokens, watch: { group: [pid, ...] } }; over TCP where `unix` is missing. `sockets`: where sockets go in its place, but in
  // runs that also ask for pages.
  // Resolves to the client's report, with `ok` false when it counted a fault; rejects when it could not run.
  run(side, { scenario, lounges, options }) {
    const unix = side.unix && !["page", "restart"].includes(scenario) ? side.sockets ?? side.unix : side.unix;
    const args = [
      scenario,
      ...["--protocol", side.protocol, "--port", side.port, ...(unix ? ["--unix", unix] : [])],
      ...["--lounges", this.#file(`${side.name}.lounges`, lounges)],
      ...["--tokens", this.#file(`${side.name}.tokens`, side.tokens)],
      ...Object.entries(side.watch).flatMap(([group, pids]) => ["--watch", `${group}=${pids.join(",")}`]),
      ...Object.entries(options).flatMap(([name, value]) => (value === true ? [`--${name}`] : [`--${name}`, value])),
    ].map(String);
    return this.#report(args, (4 * Number(options.seconds) * (options.steps ?? 1) + PATIENCE_S) * 1000);
  }

  async #report(args, limit_ms) {
    const child = spawn_mortal(this.program, args, ["ignore", "pipe", "pipe"]);
    const timer = setTimeout(() => child.kill("SIGKILL"), limit_ms);
    const [out, complaint, [code, signal]] = await Promise.all([text(child.stdout), text(child.stderr), once(child, "exit")]);
    clearTimeout(timer);
    if (!out) throw new Error(`chatroom-load ${args[0]}: ${complaint.trim() || `ended with ${code ?? signal}`}`);
    return { ...JSON.parse(out), ok: code === 0 };
  }

  #file(name, lines) {
    const path = join(this.scratch, name);
    writeFileSync(path, lines.map((line) => `${line}\n`).join(""), { mode: 0o600 });
    return path;
  }
}
