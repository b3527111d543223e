// The phases, in their order. Each prints its table.
import { setTimeout as pause } from "node:timers/promises";

import { commit_rates } from "./commits.mjs";
import * as figures from "./figures.mjs";
import { first_visits } from "./first_visit.mjs";
import { difference, page_of } from "./same_page.mjs";
import { set_scene } from "./scene.mjs";
import { start_express, start_react } from "./sides.mjs";
import * as table from "./table.mjs";

// Idle memory first: on servers that have served nobody yet. The restart last: it ends the processes that are watched.
const PHASES = { idle, handshakes, one, saturate, lounges, big, stall, posts, page, visit, restart };
export const phase_names = Object.keys(PHASES);

// `names`: of phases. Resolves to what each found; `scene_posts` is how many posts were made by other than the load client.
export async function measure(bench, names, place) {
  const results = { scene_posts: 0 };
  for (const [name, phase] of Object.entries(PHASES)) {
    if (!names.includes(name)) continue;
    const { scene_posts = 0, ...found } = await phase(bench, place);
    Object.assign(results, found);
    results.scene_posts += scene_posts;
  }
  return results;
}

async function idle(bench) {
  return { idle: await bench.compare(bench.plans.idle, figures.idle, table.idle) };
}

async function handshakes(bench) {
  return { handshakes: await bench.compare(bench.plans.handshakes, figures.handshakes, table.handshakes) };
}

async function big(bench) {
  return { big: await bench.compare(bench.plans.big, figures.fan_out, table.fan_out) };
}

async function stall(bench) {
  return { stall: await bench.compare(bench.plans.stall, figures.stall, table.stall) };
}

async function saturate(bench) {
  return { saturate: await bench.compare(bench.plans.saturate, figures.fan_out, table.fan_out, bench.repeated) };
}

// Nothing can be joined here, so it shows what the way costs: a second table has loopback TCP.
async function one(bench) {
  const { plans, tcp, repeated } = bench;
  const found = { one: await bench.compare(plans.one, figures.fan_out, table.fan_out, repeated) };
  if (tcp) return found;
  const by_tcp = { ...plans.one, title: `${plans.one.title}, over loopback TCP` };
  return { ...found, one_tcp: await bench.compare(by_tcp, figures.fan_out, table.fan_out, { tcp: true }) };
}

async function lounges(bench) {
  const { plans, repeated } = bench;
  const { socketio } = await bench.compare(plans.ramp, figures.ramp, null, { names: ["socketio"] });
  bench.say(table.ramp(plans.ramp.title, socketio));
  const at = (share) => plans.lounges(socketio.kept_per_second, share);
  const sixty = await bench.compare(at(0.6), figures.fan_out, table.fan_out, repeated);
  const full = await bench.compare(at(1), figures.fan_out, table.fan_out, repeated);
  return { ramp: socketio, sixty, full };
}

async function posts(bench) {
  const { product } = await bench.compare(bench.plans.posts, figures.fan_out, null, { names: ["product"] });
  const commits = await commit_rates(bench.sides.product.database_socket(), Math.min(3, bench.seconds));
  bench.say(table.posts(bench.plans.posts.title, product, commits));
  return { posts: product, commits };
}

async function page(bench, { root, scratch }) {
  const { product } = bench.sides;
  const path = `/lounges/${product.lounges[0]}`;
  const scene = await set_scene({ unix: product.unix, port: product.port, tokens: product.tokens, slug: product.lounges[0] });
  // Who comes is told within a second, and the first visit moves the visitor's marker on.
  await pause(1500);
  await page_of(product, path);
  const ours = await page_of(product, path);
  const express = await start_express({ root, scratch, product, assets: ours.match(/\/static\/([0-9a-f]{12})\//)[1] });
  try {
    const other = await difference_of(product, express, path);
    if (other) throw new Error(`Express does not render the same page: ${other}`);
    const plan = { ...bench.plans.page, options: { ...bench.plans.page.options, path } };
    const pages = await compare_pages(bench, plan, { product, express });
    const floor = await bench.compare(bench.plans.floor, figures.page, table.page, { names: ["product"] });
    return { scene_posts: scene.posts, page: pages, floor };
  } finally {
    await express.stop();
    scene.leave();
  }
}

async function visit(bench, { root, scratch }) {
  const { product } = bench.sides;
  const [slug] = product.lounges;
  const scene = await set_scene({ unix: product.unix, port: product.port, tokens: product.tokens, slug });
  const react = await start_react({ root, scratch, product });
  try {
    const seen = await first_visits({ product, react }, `/lounges/${slug}`, bench.plans.visit.rounds);
    bench.say(table.visit(bench.plans.visit.title, seen));
    return { scene_posts: scene.posts, visit: seen };
  } finally {
    await react.stop();
    scene.leave();
  }
}

// Nothing once they are the same: on a busy machine it may be told later.
async function difference_of(product, express, path) {
  for (let tries = 1; ; tries += 1) {
    const other = difference(await page_of(product, path), await page_of(express, path));
    if (!other || tries === 20) return other;
    await pause(500);
  }
}

async function compare_pages(bench, plan, sides) {
  const reports = Object.fromEntries(Object.keys(sides).map((name) => [name, []]));
  for (let round = 0; round < bench.repeated.rounds; ++round) {
    for (const [name, side] of Object.entries(sides)) {
      const report = await bench.run(plan, side, round);
      if (!report.ok) throw new Error(`${name} answered a page wrongly`);
      reports[name].push(report);
    }
  }
  const seen = Object.fromEntries(Object.entries(reports).map(([name, rounds]) => [name, figures.page(rounds)]));
  bench.say(table.page(plan.title, seen));
  return seen;
}

async function restart(bench) {
  const { product } = bench.sides;
  const { title, ...plan } = bench.plans.restart;
  const side = { ...product, watch: product.watch_with_supervisor() };
  const options = { ...plan.options, kill: product.watch.server[0] };
  const seen = figures.restart([await bench.run({ title, ...plan, options }, side)]);
  product.find_processes();
  bench.say(table.restart(title, seen));
  return { restart: seen };
}
