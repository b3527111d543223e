// The load client judges the product, so it is judged first: every fault that a server can commit must be counted, exactly.
import assert from "node:assert/strict";
import { execFile, spawn } from "node:child_process";
import { once } from "node:events";
import { mkdtempSync, readFileSync, rmSync, writeFileSync } from "node:fs";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { after, test } from "node:test";
import { fileURLToPath } from "node:url";

import { start_peer } from "../load/faulty_peer.mjs";

const root = fileURLToPath(new URL("../..", import.meta.url));
const program = join(process.env.BUILD ?? join(root, "build"), "bin", "chatroom-load");
const scratch = mkdtempSync(join(tmpdir(), "chatroom-load-"));
const lounges = join(scratch, "lounges");
writeFileSync(lounges, "en-us\n");
const tokens = join(scratch, "tokens");
writeFileSync(tokens, "token\n");
after(() => rmSync(scratch, { recursive: true }));

const readers = 3;
const none = { gaps: 0, repeats: 0, disorder: 0, corruption: 0, unacknowledged: 0, refused: 0, closed: 0 };

// Runs the client; resolves to its exit code and report.
function load(port, scenario, ...more) {
  const place = ["--port", port, "--lounges", lounges, "--readers", readers];
  const time = ["--warmup", 0, "--seconds", 0.3, "--rate", 100, "--patience", 3];
  return new Promise((resolve) => {
    execFile(program, [scenario, ...place, ...time, ...more].map(String), (error, out, complaint) => {
      resolve({ code: error ? error.code : 0, report: out ? JSON.parse(out) : null, complaint });
    });
  });
}

async function load_peer(mischief, scenario = "lounges", ...more) {
  const peer = await start_peer(mischief);
  try {
    return await load(peer.port, scenario, ...more);
  } finally {
    peer.close();
  }
}

const only = (victim, change) => (frame, seq, reader) => (reader === victim ? change(frame, seq) : [frame]);
const at_fifth = (change) => (frame, seq) => (seq === 5 ? change(frame) : [frame]);

// One character of the body is another one.
const changed = (frame) => frame.replace(/(.)"}$/, (_, last) => `${last === "0" ? "1" : "0"}"}`);

function swapped() {
  let held = [];
  return (frame, seq) => {
    if (seq === 5) return (held = [frame]), [];
    return [frame, ...held.splice(0)];
  };
}

const as_place = (frame, seq) => frame.replace(/"seq":\d+/, `"seq":${seq}`);
const misplaced = (frame) => [frame, as_place(frame, 1).replace("en-us", "en-gb")];
const nack = (frame) => [JSON.stringify({ t: "nack", id: JSON.parse(frame).id, code: "slow_down", message: "" })];
const stored_twice = {
  event: (frame, seq) => [as_place(frame, 2 * seq - 1), as_place(frame, 2 * seq)],
  ack: (frame, seq) => [as_place(frame, 2 * seq - 1)],
};

const faulty_servers = [
  ["leaves an event out", { event: only(1, at_fifth(() => [])) }, { gaps: 1 }],
  ["sends an event twice", { event: only(1, at_fifth((frame) => [frame, frame])) }, { repeats: 1 }],
  ["exchanges two events", { event: only(1, swapped()) }, { disorder: 1 }],
  ["changes a sender for one reader", { event: only(1, at_fifth((frame) => [frame.replace("Ana", "Bob")])) }, { corruption: 1 }],
  ["changes a body for one reader", { event: only(1, at_fifth((frame) => [changed(frame)])) }, { corruption: 1 }],
  ["changes a body for all", { event: at_fifth((frame) => [changed(frame)]) }, { corruption: readers }],
  ["stores a post twice", stored_twice, "all repeated"],
  ["says something that is no JSON", { event: only(1, at_fifth((frame) => [frame, "{"])) }, { corruption: 1 }],
  ["sends an event of another lounge", { event: only(1, at_fifth(misplaced)) }, { corruption: 1 }],
  ["acknowledges with another place", { ack: at_fifth((frame) => [as_place(frame, 4)]) }, { corruption: 1, unacknowledged: 1 }],
  ["acknowledges twice", { ack: at_fifth((frame) => [frame, frame]) }, { repeats: 1 }],
  ["does not acknowledge", { ack: at_fifth(() => []) }, { unacknowledged: 1 }],
  ["refuses", { ack: at_fifth(nack) }, { refused: 1, unacknowledged: 1 }],
];

for (const [what, mischief, expected] of faulty_servers) {
  test(`a server that ${what} is found out`, async () => {
    const { code, report } = await load_peer(mischief);
    const faults = expected === "all repeated" ? { repeats: readers * report.posts } : expected;
    assert.deepEqual(report.faults, { ...none, ...faults });
    assert.equal(code, 1);
  });
}

test("a server that stops sending to one reader leaves it with a gap to the end", async () => {
  const { code, report } = await load_peer({ event: only(2, (frame, seq) => (seq < 20 ? [frame] : [])) });
  assert.deepEqual(report.faults, { ...none, gaps: report.posts - 19 });
  assert.equal(code, 1);
});

test("a server that closes connections is found out", async () => {
  const { code, report } = await load_peer({ posted: (seq, readers) => seq === 5 && readers[0].close(4408) });
  assert.equal(report.faults.closed, 1);
  assert.match(report.complaint, /closed with 4408/);
  assert.equal(code, 1);
});

for (const scenario of ["one", "saturate", "lounges"]) {
  test(`an honest server has no faults: ${scenario}`, async () => {
    const { code, report } = await load_peer({}, scenario, "--posters", 2, "--window", 4);
    assert.deepEqual(report.faults, none);
    assert.equal(code, 0);
    assert.ok(report.posts >= 29, `${report.posts} posts`);
    assert.equal(report.deliveries, report.posts * readers);
    assert.equal(report.ack_us.count, report.posts);
    assert.equal(report.acknowledged, report.posts);
    assert.equal(report.last_reader_us.count, report.posts);
  });
}

test("a reader that stops reading may be closed, and how is told", async () => {
  const close_last = (seq, all) => seq === 45 && all.at(-1).close(4408);
  const { code, report } = await load_peer({ posted: close_last }, "stall");
  assert.deepEqual(report.faults, none);
  assert.equal(code, 0);
  assert.deepEqual(report.stalled_reader, { closed: true, code: 4408 });
  assert.equal(report.before.deliveries, report.before.posts * readers);
  assert.equal(report.during.deliveries, report.during.posts * readers);
});

// The server hangs up when the process dies that the client kills, and takes everybody back.
async function load_restart({ pause = 0, ...mischief }) {
  const victim = spawn("sleep", ["60"]);
  let closed_until = 0;
  const peer = await start_peer({ greeted: (socket) => Date.now() < closed_until && (socket.terminate(), true), ...mischief });
  victim.once("exit", () => {
    closed_until = Date.now() + pause;
    peer.hang_up();
  });
  try {
    return await load(peer.port, "restart", "--kill", victim.pid, "--tokens", tokens, "--warmup", 0.3, "--patience", 10);
  } finally {
    victim.kill("SIGKILL");
    peer.close();
  }
}

test("readers come back after a restart and have what was said meanwhile", async () => {
  const { code, report } = await load_restart({});
  assert.deepEqual(report.faults, none);
  assert.equal(code, 0);
  assert.equal(report.lost, readers);
  assert.equal(report.still_out, 0);
  assert.equal(report.away_us.count, readers);
  assert.ok(report.posts > 50, `${report.posts} posts`);
});

test("an event that is left out when a reader comes back is a gap", async () => {
  let left_out = 0;
  const replay = (frames) => frames.slice(frames.length > 1 && left_out++ === 0 ? 1 : 0);
  const late = { replay, pause: 400 }; // so that there is something to miss
  const { code, report } = await load_restart(late);
  assert.deepEqual(report.faults, { ...none, gaps: 1 });
  assert.equal(code, 1);
});

test("a post through the page that fails is a refusal", async () => {
  let posts = 0;
  const { code, report } = await load_restart({ form: (status) => (++posts === 5 ? 503 : status) });
  assert.deepEqual(report.faults, { ...none, refused: 1, unacknowledged: 1 });
  assert.equal(code, 1);
});

test("handshakes are counted, and those that fail are", async () => {
  const { code, report } = await load_peer({}, "handshakes", "--connections", 4, "--seconds", 1);
  assert.deepEqual(report.faults, none);
  assert.equal(code, 0);
  assert.ok(report.handshakes > 10, `${report.handshakes} handshakes`);
  let greeted = 0;
  const refuse = (socket) => ++greeted === 5 && (socket.terminate(), true);
  const failed = await load_peer({ greeted: refuse }, "handshakes", "--connections", 4, "--seconds", 1);
  assert.deepEqual(failed.report.faults, { ...none, closed: 1 });
  assert.equal(failed.code, 1);
});

test("a server that slows down has fallen behind, twice at one rate, and kept up with the rate before", async () => {
  let due = 0;
  const slow = (socket, frame) => setTimeout(() => socket.send(frame), due++ > 600 ? 2000 : 0);
  const { report } = await load_peer({ send: slow }, "ramp", "--rate", 100, "--growth", 2, "--steps", 8, "--patience", 5);
  assert.equal(report.fell_behind, true);
  const [last, first, before] = [...report.steps].reverse(); // a busy machine may fall behind at the first
  for (const one of [first, last]) assert.ok(one.backlog > one.due_per_second / 10);
  assert.equal(first.due_per_second, last.due_per_second);
  assert.equal(report.kept_per_second, before?.due_per_second ?? 0);
});

test("idle sockets are held and their memory is told", async () => {
  // The peer is this very process, whose garbage may go meanwhile: so each socket weighs far more than that.
  const greeted = (socket) => void (socket.luggage = Buffer.alloc(128 * 1024, 1));
  const { code, report } = await load_peer({ greeted }, "idle", "--watch", `peer=${process.pid}`, "--readers", 500);
  assert.equal(code, 0);
  assert.equal(report.sockets, 500);
  const { rss, pss } = report.kib_per_socket.peer;
  assert.ok(rss > 64 && rss < 256 && pss > 64 && pss < 256, `rss ${rss} pss ${pss} KiB`);
});

test("fragments, pings and long frames are no faults", async () => {
  const send = (socket, frame) => {
    socket.send(frame.slice(0, 20), { fin: false });
    socket.ping("still there?");
    socket.send(frame.slice(20), { fin: true });
  };
  for (const size of [125, 126, 4000]) {
    const { code, report } = await load_peer({ send }, "lounges", "--body", size);
    assert.deepEqual(report.faults, none);
    assert.equal(code, 0);
  }
});

test("a post is late from when it was due, not from when it could be sent", async () => {
  const block = (seq) => {
    if (seq !== 5) return;
    for (const until = Date.now() + 400; Date.now() < until; ); // 40 posts fall due meanwhile
  };
  const { report } = await load_peer({ posted: block }, "lounges", "--seconds", 0.6);
  assert.deepEqual(report.faults, none);
  assert.ok(report.delivery_us.p50 > 50_000, `p50 ${report.delivery_us.p50} µs`);
  assert.ok(report.delivery_us.p99 > 350_000, `p99 ${report.delivery_us.p99} µs`);
});

test("latency is the server's delay", async () => {
  // The server's own clock says how late it really was: on a busy machine a timer of 40 ms takes longer.
  const delays = [];
  const late = (socket, frame) => {
    const due = performance.now();
    setTimeout(() => {
      delays.push(performance.now() - due);
      socket.send(frame);
    }, 40);
  };
  const { report } = await load_peer({ send: late });
  delays.sort((a, b) => a - b);
  for (const latency of [report.ack_us, report.delivery_us]) {
    assert.ok(latency.p50 > 39_000, `p50 ${latency.p50} µs`);
    assert.ok(latency.p50 > 1000 * delays[Math.floor(delays.length / 4)], `p50 ${latency.p50} µs, delayed by ${delays}`);
  }
});

// User and system time, the 14th and 15th field of /proc/PID/stat, in hundredths of a second.
function cpu_seconds(pid) {
  const fields = readFileSync(`/proc/${pid}/stat`, "utf8").split(") ")[1].split(" ");
  return (Number(fields[11]) + Number(fields[12])) / 100;
}

test("processor time of watched processes and of their children is counted", async () => {
  const busy = spawn("sh", ["-c", "while :; do :; done & echo $!; wait"]);
  let child;
  try {
    [child] = String(await once(busy.stdout, "data").then(([data]) => data)).split("\n");
    const before = cpu_seconds(child);
    const { report } = await load_peer({}, "lounges", "--watch", `busy=${busy.pid}`, "--seconds", 1);
    const used = (report.cpu_us_per_delivery.busy * report.deliveries) / 1e6;
    // The kernel's own account of the child, taken around the measurement: the measurement lies within it.
    const most = cpu_seconds(child) - before;
    assert.ok(used > 0 && used < most + 0.05, `${used} s of ${most} s`);
  } finally {
    // Also after a failure: nobody else ends it, and it would take a processor for good.
    if (child) process.kill(Number(child));
    busy.kill();
  }
});

test("a page that holds too little is a wrong answer", async () => {
  for (const [lines, code] of [[50, 0], [49, 1]]) {
    const peer = await start_peer({}, "<li data-seq>".repeat(lines));
    const run = await load(peer.port, "page", "--readers", 1, "--needle", "data-seq", "--needle-count", 50);
    peer.close();
    assert.equal(run.code, code);
    assert.ok(run.report.requests > 0);
    assert.equal(run.report.wrong_answers > 0, code !== 0);
  }
});

const yardstick = (name, protocol) => async () => {
  const peer = spawn(process.execPath, [join(root, `tests/load/${name}_peer.mjs`), "0"]);
  try {
    const port = String((await once(peer.stdout, "data"))[0]).match(/\d+/)[0];
    for (const scenario of ["one", "saturate", "lounges"]) {
      const { code, report } = await load(port, scenario, "--protocol", protocol, "--posters", 2, "--window", 4);
      assert.deepEqual(report.faults, none);
      assert.equal(code, 0);
      assert.equal(report.deliveries, report.posts * readers);
    }
  } finally {
    peer.kill();
  }
};

test("npm socket.io, a yardstick, is understood and has no faults", yardstick("socketio", "socketio"));
test("npm ws, a yardstick, is understood and has no faults", yardstick("ws", "chatroom"));

test("a unix socket is a way like any other", async () => {
  const path = join(scratch, "peer.sock");
  const peer = spawn(process.execPath, [join(root, "tests/load/ws_peer.mjs"), path]);
  try {
    await once(peer.stdout, "data");
    const { code, report } = await load(1, "lounges", "--unix", path);
    assert.deepEqual(report.faults, none);
    assert.equal(code, 0);
    assert.equal(report.deliveries, report.posts * readers);
  } finally {
    peer.kill();
  }
});

test("a server that is not there ends the run with 2 and a reason", async () => {
  const peer = await start_peer();
  peer.close();
  const { code, complaint } = await load(peer.port, "one");
  assert.equal(code, 2);
  assert.match(complaint, /refused/);
});
