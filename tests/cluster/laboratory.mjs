// The three hosts that scripts/cluster has started. This runs in the network in front of them.
import { execFile } from "node:child_process";
import { dirname, join } from "node:path";
import { fileURLToPath } from "node:url";
import { promisify } from "node:util";

import { until } from "../e2e/support/protocol_v1.mjs";

const run = promisify(execFile);
const root = join(dirname(fileURLToPath(import.meta.url)), "../..");
const PATIENCE_MS = 120_000;

export const HOSTS = [1, 2, 3];
export const baseOf = (host) => `http://10.77.0.${host}`;
export const BASES = HOSTS.map(baseOf);

// cluster("kill", 1), see scripts/cluster; resolves to what it prints.
export async function cluster(...words) {
  return (await run(join(root, "scripts/cluster"), words.map(String), { timeout: 3 * PATIENCE_MS })).stdout;
}

// Resolves to the host whose database node is elected, or to undefined.
export async function elected() {
  return HOSTS[(await cluster("status")).trim().split("\n").findIndex((line) => line.endsWith("database: elected"))];
}

export const wait = (ms) => new Promise((resolve) => setTimeout(resolve, ms));

// Every door leads to a well house, and no node is missing.
export async function allIsWell() {
  await until(async () => {
    const lines = (await cluster("status")).trim().split("\n");
    const well = lines.filter((line) => / \/health 200 .*database: (elected|stands by)$/.test(line));
    return well.length === HOSTS.length && lines.filter((line) => line.endsWith("elected")).length === 1;
  }, "all three hosts are well", PATIENCE_MS);
}
