// What is run, with which numbers. `lounges` is how many take part; `options` are the load client's.
import { execFileSync } from "node:child_process";

const whole = new Intl.NumberFormat("en-US", { maximumFractionDigits: 0 });

// Every socket takes two descriptors of an nginx worker, and two workers do not share them evenly.
function most_sockets() {
  const limit = Number(execFileSync("/bin/sh", ["-c", "ulimit -Hn"], { encoding: "utf8" })) || 1_000_000;
  return { limit, sockets: Math.floor((limit - 500) / 2) };
}

// `scale` below 1 makes everything smaller, for a try: figures then mean nothing. `seconds`: of a measured phase.
export function plans_of({ seconds, scale }) {
  const small = (count, least) => Math.max(least, Math.round(count * scale));
  const usual = { seconds, warmup: Math.min(1, seconds), ...(scale < 1 && { "no-settle": true }) };
  const plan = (title, scenario, lounges, readers, options = {}) => ({
    title,
    scenario,
    lounges,
    options: { readers, ...usual, ...options },
  });

  const crowd = small(1000, 10);
  const [rooms, seats] = [small(200, 4), small(20, 3)];
  const big = small(5000, 20);
  const posters = small(200, 8);
  const post_rooms = small(20, 2);
  const { limit, sockets } = most_sockets();
  const idle_rooms = small(100, 4);
  // A few less than 10,000 where descriptors end there: the other end of what nginx listens to wants some too.
  const idle_seats = Math.min(small(100, 6), Math.floor(sockets / idle_rooms));
  const idle = idle_rooms * idle_seats;
  const many = `${whole.format(rooms)} lounges of ${seats} readers`;

  return {
    descriptors: limit,
    idle: plan(`${whole.format(idle)} idle sockets in ${idle_rooms} lounges`, "idle", idle_rooms, idle, { patience: 60 }),
    handshakes: plan("Handshakes, 64 at a time", "handshakes", 1, 1, { connections: small(64, 4) }),
    one: plan(`One lounge of ${whole.format(crowd)} readers, one message at a time`, "one", 1, crowd),
    saturate: plan(`One lounge of ${whole.format(crowd)} readers, saturating`, "saturate", 1, crowd, {
      posters: 8,
      window: small(256, 8),
    }),
    ramp: plan(`${many}: where socket.io falls behind`, "ramp", rooms, rooms * seats, {
      seconds: Math.min(1.5, seconds),
      rate: small(1000, 50),
      steps: scale < 1 ? 3 : 24,
    }),
    // `share` of the rate at which socket.io fell behind, `posts_per_second`.
    lounges: (posts_per_second, share) =>
      plan(
        `${many}, ${whole.format(posts_per_second * share)} posts a second due: ${Math.round(100 * share)} % of what socket.io keeps up with`,
        "lounges",
        rooms,
        rooms * seats,
        { rate: posts_per_second * share },
      ),
    big: plan(`One lounge of ${whole.format(big)} readers, 20 posts a second due`, "lounges", 1, big, { rate: 20, patience: 60 }),
    // Long enough for more than a megabyte to pile up: the outbox and what kernels and nginx take before it. So slowly that a busy machine keeps up.
    stall: plan(`One of ${small(500, 10) + 1} readers stops reading`, "stall", 1, small(500, 10), {
      ...(scale < 1 ? { rate: 100, body: 4000, seconds: 4, patience: 20 } : { rate: 50, body: 2000, seconds: Math.max(10, 2 * seconds) }),
    }),
    restart: plan(`${whole.format(idle)} sockets come back at once after a kill -9 of the sidecar`, "restart", idle_rooms, idle, {
      rate: small(50, 20),
      patience: 60,
    }),
    posts: plan(`Durable posts, ${posters} posters in ${post_rooms} lounges`, "saturate", post_rooms, posters - (posters % post_rooms), {
      posters: posters - (posters % post_rooms),
      window: posters - (posters % post_rooms),
    }),
    page: plan("The lounge page: 50 messages, answers, reactions, people", "page", 1, 1, { needle: "data-seq=", "needle-count": 50 }),
    visit: { title: "The first visit of that page: slow 4G, a phone four times slower than this machine", rounds: scale < 1 ? 1 : 5 },
    floor: plan("The smallest page: nginx -> FastCGI /health", "page", 1, 1, { path: "/health", needle: '"status":"ok"' }),
  };
}
