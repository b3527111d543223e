// Prints the figures for people. A table has a column for each side, the product first, and one for its ratio to each other side.

const WIDTHS = { label: 46, value: 17, ratio: 12 };
const NAMES = { socketio: "socket.io", react: "react+socket.io" };

const whole = new Intl.NumberFormat("en-US", { maximumFractionDigits: 0 });
const number = (value) => (value >= 100 ? whole.format(value) : value.toFixed(value >= 10 ? 1 : 2));
const ms = (us) => number(us / 1000);
const both = ({ p50, p99 }) => `${ms(p50)} / ${ms(p99)}`;

function line(label, values, ratios = []) {
  const cells = [...values.map((value) => [value, WIDTHS.value]), ...ratios.map((ratio) => [ratio, WIDTHS.ratio])];
  return (label.padEnd(WIDTHS.label) + cells.map(([text, width]) => String(text).padStart(width)).join("")).trimEnd();
}

// `sides`: { product: figures, ... }.
function heading(title, sides) {
  const names = Object.keys(sides).map((name) => NAMES[name] ?? name);
  return ["", title, line("", names, names.slice(1).map((name) => `/ ${name}`))];
}

// `of`: figures -> a number, or undefined where a side has none.
function compared(label, sides, of, show = number, weigh = of) {
  const [ours, ...others] = Object.values(sides);
  const values = [ours, ...others].map((side) => (of(side) === undefined ? "-" : show(of(side))));
  const ratios = others.map((side) => (of(side) === undefined ? "" : (weigh(ours) / weigh(side)).toFixed(2)));
  return line(`  ${label}`, values, ratios);
}

const latencies = (label, sides, of) => compared(`${label}, ms p50 / p99`, sides, of, both, (side) => of(side).p99);

export function fan_out(title, sides) {
  const cpu = (label, part) => compared(`CPU µs per delivery: ${label}`, sides, (side) => side.cpu_us_per_delivery[part]);
  return [
    ...heading(title, sides),
    compared("posts a second", sides, (side) => side.posts_per_second),
    compared("deliveries a second", sides, (side) => side.deliveries_per_second),
    cpu("nginx", "nginx"),
    cpu("sidecar, node", "server"),
    cpu("both together", "front"),
    cpu("database", "database"),
    latencies("acknowledged", sides, (side) => side.ack_us),
    latencies("delivered", sides, (side) => side.delivery_us),
    latencies("delivered to the last reader", sides, (side) => side.last_reader_us),
  ];
}

export function visit(title, sides) {
  return [
    ...heading(title, sides),
    compared("first contentful paint, ms (median)", sides, (side) => side.first_ms),
    compared("largest contentful paint, ms (median)", sides, (side) => side.largest_ms),
    compared("bytes over the line until it is connected", sides, (side) => side.bytes),
    compared("requests", sides, (side) => side.requests),
  ];
}

export function handshakes(title, sides) {
  const cpu = (label, part) => compared(`CPU µs per handshake: ${label}`, sides, (side) => side.cpu_us_per_handshake[part]);
  return [
    ...heading(title, sides),
    compared("handshakes a second", sides, (side) => side.handshakes_per_second),
    cpu("nginx", "nginx"),
    cpu("sidecar, node", "server"),
    cpu("both together", "front"),
    cpu("database (sessions are checked)", "database"),
    latencies("until the server's first word", sides, (side) => side.handshake_us),
  ];
}

export function page(title, sides) {
  const cpu = (label, part) => compared(`CPU µs per request: ${label}`, sides, (side) => side.cpu_us_per_request[part]);
  return [
    ...heading(title, sides),
    compared("bytes", sides, (side) => side.bytes),
    compared("requests a second", sides, (side) => side.requests_per_second),
    cpu("nginx", "nginx"),
    cpu("page workers, node", "server"),
    cpu("database", "database"),
    cpu("all together", "whole"),
    latencies("answered", sides, (side) => side.request_us),
  ];
}

export function idle(title, sides) {
  const memory = (label, part) => compared(`KiB per socket: ${label}`, sides, (side) => side[part].pss);
  return [...heading(title, sides), memory("nginx", "nginx"), memory("sidecar, node", "server")];
}

export function stall(title, sides) {
  const ending = ({ closed, code }) => (closed ? (code === 1006 ? "cut off" : `closed ${code}`) : "still open");
  return [
    ...heading(title, sides),
    latencies("delivered to the others before", sides, (side) => side.before),
    latencies("delivered to the others during", sides, (side) => side.during),
    line("  the reader that stopped", Object.values(sides).map((side) => ending(side.stalled_reader))),
  ];
}

export function ramp(title, { kept_per_second, fell_behind, steps }) {
  const shown = ({ due_per_second, backlog, delivery_us }) =>
    line(`  ${whole.format(due_per_second)} a second`, [both(delivery_us), whole.format(backlog)]);
  return [
    "",
    title,
    line("  due", ["ms p50 / p99", "posts behind"]),
    ...steps.slice(-4).map(shown),
    `  It keeps up with ${whole.format(kept_per_second)} a second${fell_behind ? "" : ", the most that was tried"}.`,
  ];
}

export function restart(title, it) {
  const cost = it.cpu_us_per_socket;
  return [
    "",
    title,
    line("  all back, seconds from the kill", [number(it.all_back_seconds)]),
    line("  away, ms p50 / p99", [both(it.away_us)]),
    line("  still out; attempts to connect", [`${it.still_out}; ${whole.format(it.attempts)}`]),
    line("  posts through the page meanwhile; failed", [`${it.posts}; ${it.failed_posts}`]),
    line("  events that a reader missed", [it.gaps]),
    line("  acknowledged, ms p50 / p99", [both(it.ack_us)]),
    ...["nginx", "server", "database"].map((part) => line(`  CPU µs per socket: ${part === "server" ? "sidecar" : part}`, [number(cost[part])])),
  ];
}

export function posts(title, product, { single, within, batch }) {
  const rate = (label, of) => line(`  ${label}`, [number(of)], [(product.posts_per_second / of).toFixed(2)]);
  return [
    "",
    title,
    line("", ["a second"], ["posts /"]),
    line("  posts acknowledged, and read by their lounge", [number(product.posts_per_second)]),
    rate("rows, one connection, one by one", single.rows_per_second),
    rate("the same within the server, no client", within.rows_per_second),
    rate("rows, one connection, in batches of 50", batch.rows_per_second),
    line("  acknowledged, ms p50 / p99", [both(product.ack_us)]),
  ];
}

export function faults(title, sides) {
  const names = Object.keys(sides.product);
  return [...heading(title, sides).slice(0, 2), line("", Object.keys(sides).map((name) => NAMES[name] ?? name)),
    ...names.map((name) => line(`  ${name}`, Object.values(sides).map((side) => side[name])))];
}

// `rows`: of targets.mjs.
export function targets(rows) {
  const shown = (what, ...cells) => `  ${what.padEnd(64)}${cells.map((cell) => cell.padStart(12)).join("")}`.trimEnd();
  const row = ({ what, target, seen, met }) => shown(what, target, number(seen), met ? "met" : "not met");
  return ["", "Targets", shown("", "target", "seen", ""), ...rows.map(row)];
}

export function preamble(environment, { seconds, scale, way, descriptors }) {
  const { processors, model, memory_gib, load_before, versions } = environment;
  const busy = load_before > processors / 4;
  return [
    `${processors} x ${model}, ${memory_gib} GiB; ${Object.entries(versions).map((one) => one.join(" ")).join(", ")}`,
    ...(busy ? [`THE MACHINE IS BUSY (load ${load_before.toFixed(1)} before this run): rates and latencies say little.`] : []),
    ...(scale < 1 ? [`A TRY at a scale of ${scale}: the figures mean nothing.`] : []),
    `Everything through nginx over ${way}, and over unix sockets from there; phases of ${seconds} s;`,
    `a process may open ${whole.format(descriptors)} files.`,
    "Clients, servers and database share the processors. The product commits every post to MariaDB before it acknowledges",
    "and broadcasts it; socket.io and ws do both from memory and keep nothing. Ratios are product / other; of two latencies the p99 counts.",
  ];
}

export function conclusion({ acknowledged, stored, flush }, path) {
  const counted = `${whole.format(acknowledged)} posts were acknowledged by the product, ${whole.format(stored)} lie in its database`;
  return ["", `${counted} (innodb_flush_log_at_trx_commit = ${flush}).`, `Every figure: ${path}`];
}
