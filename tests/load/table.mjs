// Prints the figures for people.

const WIDTHS = { label: 54, value: 18, ratio: 9 };

const whole = new Intl.NumberFormat("en-US", { maximumFractionDigits: 0 });
const number = (value) => (value >= 100 ? whole.format(value) : value.toFixed(value >= 10 ? 1 : 2));
const ms = (us) => number(us / 1000);

// One line: a label, the product's value, socket.io's, and product / socket.io.
function line(label, ours, theirs = "", ratio = "") {
  const cells = [ours, theirs, typeof ratio === "number" ? ratio.toFixed(2) : ratio];
  const widths = [WIDTHS.value, WIDTHS.value, WIDTHS.ratio];
  return (label.padEnd(WIDTHS.label) + cells.map((cell, i) => String(cell).padStart(widths[i])).join("")).trimEnd();
}

// `columns`: what stands in the line's cells.
const heading = (title, columns = ["product", "socket.io", "ratio"]) => `\n${line(title, ...columns)}`;

const compared = (label, ours, theirs, show = number) => line(`  ${label}`, show(ours), show(theirs), ours / theirs);
const both = ({ p50, p99 }) => `${ms(p50)} / ${ms(p99)}`;
const latencies = (label, ours, theirs) =>
  line(`  ${label}, ms p50 / p99`, both(ours), both(theirs), ours.p99 / theirs.p99);

export function fan_out(title, ours, theirs) {
  const [a, b] = [ours.cpu_us_per_delivery, theirs.cpu_us_per_delivery];
  return [
    heading(title),
    compared("posts a second", ours.posts_per_second, theirs.posts_per_second),
    compared("deliveries a second", ours.deliveries_per_second, theirs.deliveries_per_second),
    compared("CPU µs per delivery: nginx", a.nginx, b.nginx),
    compared("CPU µs per delivery: sidecar, node", a.server, b.server),
    compared("CPU µs per delivery: both together", a.front, b.front),
    line("  CPU µs per delivery: database", number(a.database), "keeps nothing"),
    latencies("acknowledged", ours.ack_us, theirs.ack_us),
    latencies("delivered", ours.delivery_us, theirs.delivery_us),
    latencies("delivered to the last reader", ours.last_reader_us, theirs.last_reader_us),
  ];
}

export function page(title, ours) {
  const cost = ours.cpu_us_per_request;
  return [
    heading(title, ["product"]),
    line("  requests a second", number(ours.requests_per_second)),
    ...["nginx", "workers", "database"].map((part) => line(`  CPU µs per request: ${part}`, number(cost[part]))),
    line("  answered, ms p50 / p99", both(ours.request_us)),
  ];
}

export function idle(title, ours, theirs) {
  const memory = (label, part) => compared(`KiB per socket: ${label}`, ours[part].pss, theirs[part].pss);
  return [heading(title), memory("nginx", "nginx"), memory("sidecar, node", "server")];
}

export function stall(title, ours, theirs) {
  const ending = ({ closed, code }) => (closed ? (code === 1006 ? "cut off" : `closed ${code}`) : "still open");
  const phase = (label, part) => latencies(label, ours[part], theirs[part]);
  return [
    heading(title),
    phase("delivered to the others before", "before"),
    phase("delivered to the others during", "during"),
    line("  the reader that stopped", ending(ours.stalled_reader), ending(theirs.stalled_reader)),
  ];
}

export function faults(title, ours, theirs) {
  return [heading(title, ["product", "socket.io"]), ...Object.keys(ours).map((name) => line(`  ${name}`, ours[name], theirs[name]))];
}

export function preamble(environment, seconds) {
  const { processors, model, memory_gib, load_before, node, mariadb } = environment;
  const busy = load_before > processors / 4;
  return [
    `${processors} x ${model}, ${memory_gib} GiB; node ${node}, socket.io ${environment["socket.io"]}, MariaDB ${mariadb}`,
    ...(busy ? [`THE MACHINE IS BUSY (load ${load_before.toFixed(1)} before this run): rates and latencies say little.`] : []),
    `Everything through nginx; phases of ${seconds} s; clients, servers and database share the processors.`,
    "The product commits every post to MariaDB before it acknowledges and broadcasts it; socket.io does both from",
    "memory and keeps nothing. Ratios are product / socket.io; of two latencies the p99 counts.",
  ];
}

export function conclusion({ acknowledged, stored, flush }, path) {
  const counted = `${whole.format(acknowledged)} posts were acknowledged by the product, ${whole.format(stored)} lie in its database`;
  return ["", `${counted} (innodb_flush_log_at_trx_commit = ${flush}).`, `Every figure: ${path}`];
}
