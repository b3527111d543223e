// What `make bench` compares must be comparable, and what it adds up must be right.
import assert from "node:assert/strict";
import { readFileSync } from "node:fs";
import { test } from "node:test";

import * as figures from "../load/figures.mjs";
import { like, parse, print } from "../load/nginx_config.mjs";

const product = readFileSync(new URL("../../nginx/chatroom.conf.in", import.meta.url), "utf8");
const find = (directives, ...words) => directives.filter((directive) => words.every((word, i) => directive.words[i] === word));

test("an nginx configuration survives being read and printed", () => {
  assert.deepEqual(parse(print(parse(product))), parse(product));
});

test("socket.io's nginx treats sockets as the product's does", () => {
  const theirs = parse(like(product, { port: 1234, socket: "/tmp/node.sock", folder: "/tmp" }));
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

test("faults of all rounds are added up", () => {
  assert.deepEqual(figures.faults([{ faults: { gaps: 1, repeats: 0 } }, { faults: { gaps: 2, repeats: 5 } }]), { gaps: 3, repeats: 5 });
});
