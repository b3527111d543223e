// From the client's reports to the figures that are compared.

const sum = (values) => values.reduce((a, b) => a + b, 0);
const mean = (values) => sum(values) / values.length;

// Costs of several rounds, weighted by what each round delivered.
function costs(rounds, of, weight) {
  const total = sum(rounds.map(weight));
  const groups = Object.keys(of(rounds[0]));
  return Object.fromEntries(groups.map((group) => [group, sum(rounds.map((round) => of(round)[group] * weight(round))) / total]));
}

function latency(rounds, of) {
  return { p50: mean(rounds.map((round) => of(round).p50)), p99: mean(rounds.map((round) => of(round).p99)) };
}

// Several rounds of a fan-out as one: rates and costs over all of them, each quantile the mean of the rounds' quantiles.
export function fan_out(rounds) {
  const cost = costs(rounds, (r) => r.cpu_us_per_delivery, (r) => r.deliveries);
  return {
    deliveries_per_second: sum(rounds.map((r) => r.deliveries)) / sum(rounds.map((r) => r.seconds)),
    posts_per_second: sum(rounds.map((r) => r.posts)) / sum(rounds.map((r) => r.seconds)),
    cpu_us_per_delivery: { ...cost, front: cost.nginx + cost.server },
    ack_us: latency(rounds, (r) => r.ack_us),
    delivery_us: latency(rounds, (r) => r.delivery_us),
    last_reader_us: latency(rounds, (r) => r.last_reader_us),
  };
}

export function page(rounds) {
  return {
    requests_per_second: sum(rounds.map((r) => r.requests)) / sum(rounds.map((r) => r.seconds)),
    cpu_us_per_request: costs(rounds, (r) => r.cpu_us_per_request, (r) => r.requests),
    request_us: latency(rounds, (r) => r.request_us),
  };
}

export function idle([round]) {
  const { nginx, server } = round.kib_per_socket;
  return { sockets: round.sockets, nginx, server };
}

export function stall([round]) {
  const delivered = (phase) => ({ p50: phase.delivery_us.p50, p99: phase.delivery_us.p99 });
  return { before: delivered(round.before), during: delivered(round.during), stalled_reader: round.stalled_reader };
}

// The four that clients count, and whatever else went wrong, over all rounds.
export function faults(rounds) {
  const names = Object.keys(rounds[0].faults);
  return Object.fromEntries(names.map((name) => [name, sum(rounds.map((round) => round.faults[name]))]));
}
