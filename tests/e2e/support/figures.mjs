// What a house says of itself for Prometheus.
import assert from "node:assert/strict";
import { spawn } from "node:child_process";
import { readFile } from "node:fs/promises";

export const PAGES = "/metrics";
export const SOCKETS = "/metrics/sockets";

export class Figures {
  static async of(base, path) {
    const answer = await fetch(base + path);
    assert.equal(answer.status, 200);
    return new Figures(await answer.text());
  }

  constructor(text) {
    this.text = text;
    this.values = new Map();
    for (const line of text.split("\n").filter((one) => one && !one.startsWith("#"))) {
      const [, series, value] = /^(\S+?(?:\{.*\})?) (\S+)$/.exec(line) ?? assert.fail(`no line of figures: ${line}`);
      this.values.set(series, value === "+Inf" ? Infinity : Number(value));
    }
  }

  // `series` as it is written: chatroom_people{kind="guests"}. What has never happened is not told, and counts as 0.
  get(series) { return this.values.get(series) ?? 0; }

  has(name) { return [...this.values.keys()].some((series) => series === name || series.startsWith(`${name}{`)); }

  // What was added to a series since those.
  since(before, series) { return this.get(series) - before.get(series); }

  // The buckets of one histogram, in their order: [[bound, count], ...]. `labels` as in `group="lounges"`.
  buckets(name, labels = "") {
    const head = `${name}_bucket{${labels ? `${labels},` : ""}le="`;
    return [...this.values].filter(([series]) => series.startsWith(head))
      .map(([series, count]) => [Number(series.slice(head.length, -2).replace("+Inf", "Infinity")), count]);
  }
}

// Of rules and dashboards: the names of our figures in them, those of histograms with their endings.
export async function namesIn(file) {
  return [...new Set((await readFile(file, "utf8")).match(/\b(?:chatroom|process)_[a-z_]+/g))].sort();
}

export const missing = (names, pages) => names.filter((name) => !pages.some((page) => page.has(name)));

// What promtool says of it; fails the test with that where it is not content.
export function promtool(args, input = "") {
  return new Promise((resolve, reject) => {
    const tool = spawn("promtool", args);
    let said = "";
    for (const stream of [tool.stdout, tool.stderr]) stream.on("data", (data) => { said += data; });
    tool.on("error", reject);
    tool.on("close", (status) => (status === 0 ? resolve(said) : reject(new assert.AssertionError({ message: `promtool ${args.join(" ")}: ${status}\n${said}` }))));
    tool.stdin.end(input);
  });
}
