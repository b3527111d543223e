// What `make bench` compares must be comparable, and what it adds up must be right.
import assert from "node:assert/strict";
import { execFile } from "node:child_process";
import { readFileSync } from "node:fs";
import { join } from "node:path";
import { test } from "node:test";
import { fileURLToPath } from "node:url";

import * as figures from "../load/figures.mjs";
import { difference } from "../load/same_page.mjs";
import { like, parse, print, with_unix_socket } from "../load/nginx_config.mjs";

const root = fileURLToPath(new URL("../..", import.meta.url));
const build = process.env.BUILD ?? join(root, "build");
// As scripts/lib/nginx.sh fills it in, as far as this is about.
const product = readFileSync(new URL("../../nginx/chatroom.conf.in", import.meta.url), "utf8")
  .replace("${LISTENERS}", "listen ${LISTEN} reuseport backlog=4096;");
const find = (directives, ...words) => directives.filter((directive) => words.every((word, i) => directive.words[i] === word));

test("an nginx configuration survives being read and printed", () => {
  assert.deepEqual(parse(print(parse(product))), parse(product));
});

test("the product's nginx listens on a unix socket as well", () => {
  const [server] = find(find(parse(with_unix_socket(product, "/tmp/nginx.sock")), "http")[0].block, "server");
  assert.deepEqual(find(server.block, "listen").map(({ words }) => words.slice(1)), [
    ["unix:/tmp/nginx.sock", "backlog=4096"],
    ["${LISTEN}", "reuseport", "backlog=4096"],
  ]);
});

test("a yardstick's nginx treats sockets as the product's does", () => {
  const theirs = parse(like(product, { unix: "/tmp/nginx.sock", port: 1234, socket: "/tmp/node.sock", folder: "/tmp" }));
  const http = (directives) => find(directives, "http")[0].block;
  const server = (directives) => find(http(directives), "server")[0].block;
  const ours = find(server(parse(product)), "location", "=", "/ws")[0].block;
  const passed = find(server(theirs), "location", "/")[0].block;
  assert.deepEqual(find(passed, "proxy_pass"), [{ words: ["proxy_pass", "http://unix:/tmp/node.sock"], block: undefined }]);
  const others = (block) => block.filter(({ words }) => words[0] !== "proxy_pass");
  assert.ok(others(ours).length > 3);
  assert.deepEqual(others(passed), others(ours));
  assert.deepEqual(find(theirs, "worker_processes"), find(parse(product), "worker_processes"));
  assert.deepEqual(find(theirs, "events"), find(parse(product), "events"));
  assert.deepEqual(find(http(theirs), "connection_pool_size"), find(http(parse(product)), "connection_pool_size"));
});

test("rounds are added up by what they delivered", () => {
  const latency = (p50, p99) => ({ p50, p99 });
  const round = (deliveries, seconds, nginx, ms) => ({
    deliveries,
    posts: deliveries / 10,
    seconds,
    cpu_us_per_delivery: { nginx, server: 1 },
    ack_us: latency(ms, 2 * ms),
    delivery_us: latency(ms, 2 * ms),
    last_reader_us: latency(ms, 2 * ms),
  });
  const total = figures.fan_out([round(1000, 1, 2, 10), round(3000, 1, 6, 30)]);
  assert.equal(total.deliveries_per_second, 2000);
  assert.equal(total.posts_per_second, 200);
  assert.deepEqual(total.cpu_us_per_delivery, { nginx: 5, server: 1, front: 6 });
  assert.deepEqual(total.ack_us, latency(20, 40));
});

test("pages are the same but for what is made anew for each", () => {
  const page = (token, line) =>
    `<html><body class="x">\n<input name="csrfToken" value="${token}">\n  <li>${line}</li><template id="line-template">`;
  assert.equal(difference(page("a", "Hello"), page("b", "Hello")), undefined);
  assert.equal(difference(page("a", "Hello"), page("a", "Hallo")), '"<li>Hello</li>" is "<li>Hallo</li>"');
});

test("faults of all rounds are added up", () => {
  assert.deepEqual(figures.faults([{ faults: { gaps: 1, repeats: 0 } }, { faults: { gaps: 2, repeats: 5 } }]), { gaps: 3, repeats: 5 });
});

// Resolves to { code, out, report }: how `make bench` ended, what it printed and wrote.
function bench(settings) {
  const env = { ...process.env, ...settings, BUILD: build };
  return new Promise((resolve) => {
    execFile(join(root, "scripts/bench"), { env, maxBuffer: 2 ** 24 }, (error, out, complaint) => {
      const [path] = out.match(/\S+\.json$/m) ?? [];
      resolve({ code: error?.code ?? 0, out, complaint, report: path && JSON.parse(readFileSync(path, "utf8")) });
    });
  });
}

// Counts alone: what it cost and how long it took says nothing at this size.
test("every phase of the bench runs, and nothing is lost in any", async () => {
  const { code, out, complaint, report } = await bench({ BENCH_SECONDS: "0.2", BENCH_SCALE: "0.02", BENCH_ROUNDS: "1" });
  assert.equal(code, 0, complaint);
  const { results, faults, durability, targets } = report;
  assert.deepEqual(Object.keys(faults), ["product", "socketio", "ws"]);
  for (const counts of Object.values(faults)) assert.ok(Object.values(counts).every((count) => count === 0), JSON.stringify(faults));
  for (const name of ["one", "one_tcp", "saturate", "sixty", "full", "big"]) {
    for (const side of ["product", "socketio", "ws"]) assert.ok(results[name][side].deliveries > 0, `${name}: ${side}`);
  }
  for (const side of ["product", "socketio", "ws"]) {
    assert.equal(results.idle[side].sockets, results.idle.product.sockets);
    assert.ok(results.handshakes[side].handshakes > 0, side);
  }
  assert.ok(results.ramp.kept_per_second > 0);
  assert.equal(results.stall.product.stalled_reader.closed, true);
  assert.ok(results.posts.posts > 0);
  for (const { rows_per_second } of Object.values(results.commits)) assert.ok(rows_per_second > 0);
  const { restart } = results;
  assert.ok(restart.lost === restart.sockets && restart.still_out === 0, JSON.stringify(restart));
  assert.ok(restart.posts > 0 && restart.failed_posts === 0 && restart.gaps === 0, JSON.stringify(restart));
  const { product: ours, express } = results.page;
  assert.ok(ours.requests > 0 && express.requests > 0 && results.floor.product.requests > 0);
  // The product names its modules in advance, besides.
  assert.ok(Math.abs(express.bytes / ours.bytes - 1) < 0.05, `${ours.bytes} and ${express.bytes} bytes`);
  assert.ok(durability.acknowledged > 0);
  assert.equal(durability.stored, durability.acknowledged);
  assert.equal(durability.flush, 1);
  assert.equal(targets.length, 14);
  for (const { what } of targets) assert.ok(out.includes(what), what);
});

test("a phase that does not exist is refused before anything starts", async () => {
  const { code, complaint } = await bench({ BENCH_PHASES: "page dancing" });
  assert.notEqual(code, 0);
  assert.match(complaint, /there is no dancing/);
});
