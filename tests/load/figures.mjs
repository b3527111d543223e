// From the client's reports to the figures that are compared.

const sum = (values) => values.reduce((a, b) => a + b, 0);
const mean = (values) => sum(values) / values.length;

// Costs of several rounds, weighted by what each round counted.
function costs(rounds, of, weight) {
  const total = Math.max(sum(rounds.map(weight)), 1);
  const groups = Object.keys(of(rounds[0]));
  return Object.fromEntries(groups.map((group) => [group, sum(rounds.map((round) => of(round)[group] * weight(round))) / total]));
}

function latency(rounds, of) {
  return { p50: mean(rounds.map((round) => of(round).p50)), p99: mean(rounds.map((round) => of(round).p99)) };
}

const per_second = (rounds, of) => sum(rounds.map(of)) / sum(rounds.map(({ seconds }) => seconds));

// Several rounds of a fan-out as one: rates and costs over all of them, each quantile the mean of the rounds' quantiles.
export function fan_out(rounds) {
  const cost = costs(rounds, (r) => r.cpu_us_per_delivery, (r) => r.deliveries);
  return {
    posts: sum(rounds.map((r) => r.posts)),
    deliveries: sum(rounds.map((r) => r.deliveries)),
    deliveries_per_second: per_second(rounds, (r) => r.deliveries),
    posts_per_second: per_second(rounds, (r) => r.posts),
    cpu_us_per_delivery: { ...cost, front: cost.nginx + cost.server },
    ack_us: latency(rounds, (r) => r.ack_us),
    delivery_us: latency(rounds, (r) => r.delivery_us),
    last_reader_us: latency(rounds, (r) => r.last_reader_us),
  };
}

// `whole`: nginx, the server and the database together.
export function page(rounds) {
  const cost = costs(rounds, (r) => r.cpu_us_per_request, (r) => r.requests);
  const server = (cost.workers ?? 0) + (cost.server ?? 0);
  return {
    requests: sum(rounds.map((r) => r.requests)),
    bytes: rounds[0].bytes,
    requests_per_second: per_second(rounds, (r) => r.requests),
    cpu_us_per_request: { nginx: cost.nginx, server, database: cost.database, whole: cost.nginx + server + cost.database },
    request_us: latency(rounds, (r) => r.request_us),
  };
}

export function handshakes(rounds) {
  const cost = costs(rounds, (r) => r.cpu_us_per_handshake, (r) => r.handshakes);
  return {
    handshakes: sum(rounds.map((r) => r.handshakes)),
    handshakes_per_second: per_second(rounds, (r) => r.handshakes),
    cpu_us_per_handshake: { ...cost, front: cost.nginx + cost.server },
    handshake_us: latency(rounds, (r) => r.handshake_us),
  };
}

export function idle([round]) {
  const { nginx, server } = round.kib_per_socket;
  return { sockets: round.sockets, nginx, server };
}

export function restart([round]) {
  const { sockets, lost, still_out, attempts, all_back_seconds, away_us, posts, ack_us, cpu_us_per_socket, faults } = round;
  const failed_posts = faults.refused + faults.unacknowledged;
  return { sockets, lost, still_out, attempts, all_back_seconds, away_us, posts, failed_posts, gaps: faults.gaps, ack_us, cpu_us_per_socket };
}

export function stall([round]) {
  const delivered = (phase) => ({ p50: phase.delivery_us.p50, p99: phase.delivery_us.p99 });
  return { before: delivered(round.before), during: delivered(round.during), stalled_reader: round.stalled_reader };
}

// The rate that was kept; where not even the first step was, that step's.
export function ramp([round]) {
  return { kept_per_second: round.kept_per_second || round.steps[0].due_per_second, fell_behind: round.fell_behind, steps: round.steps };
}

// Those that clients count, over all rounds.
export function faults(rounds) {
  const names = Object.keys(rounds[0]?.faults ?? {}); // none where no phase with clients ran
  return Object.fromEntries(names.map((name) => [name, sum(rounds.map((round) => round.faults[name]))]));
}
