// What the product wants to reach, beside what this run saw. Machines differ and are noisy: this informs, and fails nothing.

const front = ({ product, socketio }) => product.cpu_us_per_delivery.front / socketio.cpu_us_per_delivery.front;
const p99 = ({ product, socketio }) => product.delivery_us.p99 / socketio.delivery_us.p99;
const whole = ({ product, express }) => product.cpu_us_per_request.whole / express.cpu_us_per_request.whole;

const most = (what, limit, unit, seen) => ({ what, target: `<= ${limit}${unit}`, seen, met: seen <= limit });
const least = (what, limit, unit, seen) => ({ what, target: `>= ${limit}${unit}`, seen, met: seen >= limit });

// By phase.
const TARGETS = {
  saturate: ({ saturate }) => [most("one lounge saturating: CPU of nginx and sidecar / socket.io", 0.1, "", front(saturate))],
  one: ({ one }) => [most("one message at a time: the same", 0.65, "", front(one))],
  sixty: ({ sixty }) => [
    most("many lounges at 60 % of socket.io's most: the same", 1, "", front(sixty)),
    most("many lounges at 60 %: p99 delivery / socket.io's", 0.5, "", p99(sixty)),
  ],
  full: ({ full }) => [most("many lounges at socket.io's most: p99 delivery / socket.io's", 0.2, "", p99(full))],
  big: ({ big }) => [most("the large lounge: p99 of the last reader", 250, " ms", big.product.last_reader_us.p99 / 1000)],
  idle: ({ idle }) => [
    most("idle: memory of the sidecar per socket", 7, " KiB", idle.product.server.pss),
    most("idle: memory of nginx per socket", 8, " KiB", idle.product.nginx.pss),
  ],
  restart: ({ restart }) => [
    most("after a kill: all back", 15, " s", restart.all_back_seconds),
    most("after a kill: posts that failed meanwhile", 0, "", restart.failed_posts),
  ],
  commits: ({ posts, commits }) => [
    least("durable posts / rows that one connection commits one by one", 3, "", posts.posts_per_second / commits.single.rows_per_second),
  ],
  visit: ({ visit }) => [most("the first visit of a lounge: bytes over the line", 61_440, "", visit.product.bytes)],
  page: ({ page }) => [most("the lounge page: CPU, database included / Express", 0.25, "", whole(page))],
};

// `results` of the phases that ran; `faults` of all of them.
export function targets_of(results, { product }) {
  const rows = Object.entries(TARGETS).flatMap(([phase, of]) => (results[phase] ? of(results) : []));
  if (product.gaps === undefined) return rows; // nobody read anything
  return [...rows, most("all phases: events that a reader missed or got twice", 0, "", product.gaps + product.repeats)];
}
