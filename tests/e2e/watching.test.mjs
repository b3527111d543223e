// What the operator sees: figures that count what happened and nothing else, alerts and a dashboard of figures that there are, one id through all logs and the
// database, and a doctor who finds what was broken.
import assert from "node:assert/strict";
import { execFile } from "node:child_process";
import { chmod, readFile, rm, writeFile } from "node:fs/promises";
import { dirname, join } from "node:path";
import { after, before, test } from "node:test";
import { createServer } from "node:tls";
import { fileURLToPath } from "node:url";
import { promisify } from "node:util";

import { Figures, PAGES, SOCKETS, missing, namesIn, promtool } from "./support/figures.mjs";
import { OwnHouse } from "./support/own_house.mjs";
import { Connection, newSession, postForm, until } from "./support/protocol_v1.mjs";

const MONITORING = join(dirname(fileURLToPath(import.meta.url)), "../../scripts/monitoring");
const LOUNGE = "en-us";

let house;
before(async () => {
  // Beside its data: what it was asked, word for word.
  house = await OwnHouse.start({ POSTS: 100_000 }, { CHATROOM_TEST_MARIADB_OPTIONS: "--general-log=1 --general-log-file=general.log" });
});
after(() => house?.stop());

const pages = () => Figures.of(house.base, PAGES);
const sockets = () => Figures.of(house.base, SOCKETS);
const requests = (method, route, status) => `chatroom_http_requests_total{method="${method}",route="${route}",status="${status}"}`;

// Each bucket holds what the ones before it hold; the last holds all.
function assertHistogram(figures, name, labels, count) {
  const buckets = figures.buckets(name, labels);
  assert.ok(buckets.length > 8, `buckets of ${name}`);
  for (const [i, [bound, held]] of buckets.entries()) {
    assert.ok(i === 0 || (bound > buckets[i - 1][0] && held >= buckets[i - 1][1]), `${name} at ${bound}`);
  }
  assert.deepEqual(buckets.at(-1), [Infinity, count]);
  assert.equal(figures.get(`${name}_count${labels ? `{${labels}}` : ""}`), count);
}

test("pages are counted once each, by route, method and status, and timed by group", async () => {
  const before = await pages();
  for (let i = 0; i < 7; i += 1) await fetch(`${house.base}/languages?sought=${i}`);
  for (let i = 0; i < 3; i += 1) await fetch(`${house.base}/languages/${"en"}`, { method: "HEAD" });
  for (let i = 0; i < 2; i += 1) await fetch(`${house.base}/wp-admin/${i}`);
  const session = await newSession(house.base);
  for (const body of ["one", "two"]) assert.equal((await postForm(house.base, session, `/lounges/${LOUNGE}/messages`, { body, clientId: body })).status, 303);
  const now = await pages();
  const added = (series) => now.since(before, series);
  assert.equal(added(requests("GET", "/languages", "2xx")), 7);
  assert.equal(added(requests("GET", "/languages/{code}", "2xx")), 3);
  assert.equal(added(requests("none", "none", "4xx")), 2);
  assert.equal(added(requests("POST", "/lounges/{slug}/messages", "3xx")), 2);
  assert.equal(added(requests("GET", "/metrics", "2xx")), 1);
  assert.equal(added('chatroom_http_request_duration_seconds_count{group="languages"}'), 10);
  assertHistogram(now, "chatroom_http_request_duration_seconds", 'group="languages"', before.get('chatroom_http_request_duration_seconds_count{group="languages"}') + 10);
  assert.ok(added('chatroom_http_request_seconds_total{method="GET",route="/languages"}') > 0);
  assert.doesNotMatch(now.text, /wp-admin|sought/, "what strangers ask for makes no series");
  const all = [...now.values].filter(([series]) => series.startsWith("chatroom_http_requests_total")).reduce((sum, [, count]) => sum + count, 0);
  const timed = [...now.values].filter(([series]) => series.startsWith("chatroom_http_request_duration_seconds_count")).reduce((sum, [, count]) => sum + count, 0);
  assert.equal(timed, all);
});

test("sockets, posts, deliveries, commits, returns and dismissals are counted once each", async () => {
  const [author, reader] = await Promise.all([newSession(house.base), newSession(house.base)]);
  const before = await sockets();
  const one = await Connection.open(author, house.base);
  const two = await Connection.open(reader, house.base);
  for (const connection of [one, two]) await connection.join(LOUNGE);
  const acks = [];
  for (const body of ["three", "four", "five"]) acks.push(await one.post(LOUNGE, body));
  const last = acks.at(-1).seq;
  await two.frame(({ t, seq }) => t === "event" && seq === last, "the last one");
  let now = await sockets();
  const added = (series) => now.since(before, series);
  assert.equal(added("chatroom_sockets"), 2);
  assert.equal(added("chatroom_sockets_opened_total"), 2);
  assert.equal(added("chatroom_posts_stored_total"), 3);
  assert.equal(added("chatroom_deliveries_total"), 6);
  assert.equal(added("chatroom_commit_posts_sum"), 3);
  assert.equal(added("chatroom_commit_duration_seconds_count"), 3);
  for (const name of ["chatroom_commit_posts", "chatroom_commit_duration_seconds"]) assertHistogram(now, name, "", before.get(`${name}_count`) + 3);
  assertHistogram(now, "chatroom_post_duration_seconds", "", before.get("chatroom_post_duration_seconds_count") + 3);
  assert.equal(now.get("chatroom_posts_waiting"), 0);
  assert.equal(now.get("chatroom_flood_step"), 0);
  assert.ok(now.get("process_open_fds") > 5 && now.get("process_open_fds") < now.get("process_max_fds"));

  await two.close();
  const again = await Connection.open(reader, house.base);
  assert.equal((await again.join(LOUNGE, last - 2)).t, "joined");
  await again.join(LOUNGE, last + 1000);
  // A page is heard of by a hint.
  assert.equal((await postForm(house.base, author, `/lounges/${LOUNGE}/messages`, { body: "six", clientId: "six" })).status, 303);
  await one.frame(({ t, seq }) => t === "event" && seq === last + 1, "the page's post");
  await again.close();
  await one.close();
  now = await until(async () => { const figures = await sockets(); return figures.get("chatroom_sockets") === before.get("chatroom_sockets") && figures; }, "all have left");
  assert.equal(added("chatroom_resumes_total"), 1);
  assert.equal(added("chatroom_resyncs_total"), 1);
  assert.equal(added("chatroom_slow_readers_total"), 0);
  assert.ok(added("chatroom_hints_received_total") >= 1);
});

// Of these requests the first of each worker finds that its connection is gone.
async function requestThatTheWorkerTellsOf() {
  for (let i = 0; i < 4; i += 1) await fetch(`${house.base}/languages`);
  await house.instance("sql", "-e", "KILL CONNECTION USER chatroom@localhost");
  const ids = [];
  for (let i = 0; i < 8; i += 1) {
    const answer = await fetch(`${house.base}/languages`);
    assert.equal(answer.status, 200);
    ids.push(answer.headers.get("x-request-id"));
  }
  const log = join(house.folder, "log/fcgi/current");
  return until(async () => { const text = await readFile(log, "utf8"); return ids.find((id) => text.includes(id)); }, "a line of the worker");
}

const logsOf = async (id) => (await house.script("logs-of", id, "--json")).trim().split("\n").map((line) => JSON.parse(line));
const generalLog = () => readFile(join(house.folder, "mysql/general.log"), "utf8");

test("one id leads through nginx, the page worker and the database", async () => {
  const id = await requestThatTheWorkerTellsOf();
  const lines = await until(async () => { const found = await logsOf(id); return found.length > 1 && found; }, "nginx's line too");
  assert.deepEqual(lines.map(({ program }) => program), ["chatroom-fcgi", "nginx"]);
  assert.ok(lines.every((line) => line.id === id && line.epoch > 0 && line.level));
  assert.match(lines[0].what, /^the database connection was dead, trying again/);
  assert.deepEqual([lines[1].method, lines[1].path, lines[1].status], ["GET", "/languages", 200]);
  assert.ok(lines[0].epoch <= lines[1].epoch, "in the order of time");
  assert.match(await house.script("logs-of", id), /^\S+ chatroom-fcgi\[\d+\] warning: the database .*\n\S+ nginx GET \/languages 200, \d+ bytes, .* \[[0-9a-f]{32}\]\n$/);

  const session = await newSession(house.base);
  const posted = await postForm(house.base, session, `/lounges/${LOUNGE}/messages`, { body: "seven", clientId: "seven" });
  const named = posted.headers.get("x-request-id");
  assert.match(named, /^[0-9a-f]{32}$/);
  const asked = await until(async () => { const text = await generalLog(); return text.includes(`/* ${named} */ COMMIT`) && text; }, "the database was told");
  assert.ok(asked.includes(`/* ${named} */ START TRANSACTION`));
});

test("a socket keeps the id of its handshake in the sidecar and the database", async () => {
  const session = await newSession(house.base);
  const connection = new Connection(session, house.base);
  let id;
  connection.socket.on("upgrade", (answer) => { id = answer.headers["x-request-id"]; });
  await connection.frame(({ t }) => t === "welcome", "welcome");
  await connection.join(LOUNGE);
  await connection.post(LOUNGE, "eight");
  assert.match(id, /^[0-9a-f]{32}$/);
  const asked = await until(async () => { const text = await generalLog(); return text.includes(`/* ${id} */ COMMIT`) && text; }, "the database was told");
  assert.ok(asked.includes(`/* ${id} */ START TRANSACTION`));
  for (let i = 0; i < 20; i += 1) connection.sendRaw("nonsense");
  await until(() => connection.closeCode !== null, "it is closed");
  // nginx takes the time of its line from the beginning of its turn, so either may come first.
  const lines = await until(async () => { const found = await logsOf(id).catch(() => []); return found.some(({ program }) => program === "nginx") && found; }, "nginx's line");
  const last = lines.slice(-2).map(({ program, what, path }) => `${program} ${what ?? path}`);
  assert.deepEqual(last.sort(), ["nginx /ws", "ws a connection is closed: malformed"]);
  assert.equal((await sockets()).get('chatroom_sockets_dismissed_total{code="malformed"}'), 1);
});

test("runs of jobs have ids of their own", async () => {
  const asked = await until(async () => /\/\* sample-house\.[a-z0-9]{8} \*\/ COMMIT/.test(await generalLog()), "a run of a job", 90_000);
  assert.ok(asked);
});

test("nothing is found where there is nothing, and what is no id is refused", async () => {
  await assert.rejects(house.script("logs-of", "0123456789abcdef"), ({ code, stderr }) => code === 1 && /no log says anything/.test(stderr));
  for (const id of ["", "abc", "a b c d e f", "$(reboot)"]) await assert.rejects(house.script("logs-of", id), ({ code }) => code === 2);
});

test("promtool accepts figures, rules and configuration, and the rules do what they say", async () => {
  for (const figures of [await pages(), await sockets()]) await promtool(["check", "metrics"], figures.text);
  await assert.rejects(promtool(["check", "metrics"], "chatroom_things{ 1\n"), "it would see a broken page");
  await promtool(["check", "rules", join(MONITORING, "alerts.yml")]);
  await promtool(["check", "config", join(MONITORING, "prometheus.yml")]);
  await promtool(["test", "rules", join(MONITORING, "alerts_test.yml")]);
});

test("dashboard and rules use figures that there are", async () => {
  await writeFile(join(house.folder, "backup.last"), `${Math.floor(Date.now() / 1000)}\n`);
  const told = [await pages(), await sockets()];
  await rm(join(house.folder, "backup.last"));
  for (const file of ["grafana.json", "alerts.yml"]) {
    const names = await namesIn(join(MONITORING, file));
    assert.ok(names.length > 15, file);
    assert.deepEqual(missing(names, told), [], file);
  }
  assert.deepEqual(missing(["chatroom_sockets", "chatroom_socket"], told), ["chatroom_socket"]);
  const board = JSON.parse(await readFile(join(MONITORING, "grafana.json"), "utf8"));
  const ids = board.panels.map(({ id }) => id);
  assert.equal(new Set(ids).size, ids.length);
});

test("there is an end of series, and the house is told as it stands", async () => {
  const figures = await pages();
  assert.equal(figures.get("chatroom_database_up"), 1);
  assert.equal(figures.get("chatroom_database_schema"), Number(/chatroom_build_info\{program="chatroom-fcgi",schema="(\d+)"/.exec(figures.text)[1]));
  assert.ok(figures.get("chatroom_database_size_bytes") > 100_000);
  assert.ok(figures.get("chatroom_disk_free_bytes") < figures.get("chatroom_disk_size_bytes"));
  assert.ok(figures.get('chatroom_people{kind="guests"}') >= 1);
  assert.ok(figures.has("chatroom_job_last_run_timestamp_seconds"));
  assert.ok(figures.values.size < 1500, `${figures.values.size} series`);
});

// ---- the doctor

// Resolves to { status, findings }: by check, what it found.
async function doctor() {
  const done = await house.script("doctor", "--json").then((text) => ({ status: 0, text }), ({ code, stdout }) => ({ status: code, text: stdout }));
  const list = JSON.parse(done.text);
  assert.ok(list.every(({ check, state, found, advice }) => check && found && (state === "ok" ? advice === "" : ["warning", "wrong"].includes(state) && advice)), done.text);
  assert.equal(done.status, list.some(({ state }) => state === "wrong") ? 1 : 0);
  return Object.fromEntries(list.map((one) => [one.check, one]));
}
// A server with a certificate that is good for so many days.
async function withCertificate(days) {
  const [key, cert] = [join(house.folder, "key.pem"), join(house.folder, "cert.pem")];
  await promisify(execFile)("openssl", ["req", "-x509", "-newkey", "ec", "-pkeyopt", "ec_paramgen_curve:P-256", "-nodes", "-subj", "/CN=localhost", "-days", `${days}`, "-keyout", key, "-out", cert]);
  const server = createServer({ key: await readFile(key), cert: await readFile(cert) });
  server.on("tlsClientError", () => {});
  await new Promise((resolve) => { server.listen(0, "127.0.0.1", resolve); });
  return server;
}
const states = (findings, ...checks) => checks.map((check) => findings[check]?.state);

test("the doctor finds a house well, and what was broken in it", async () => {
  const well = await doctor();
  const checks = ["settings", "secrets", "port", "health", "sockets", "flood", "schema", "jobs", "sms", "money", "payments"];
  assert.deepEqual(states(well, ...checks), checks.map(() => "ok"), JSON.stringify(well));
  assert.deepEqual(states(well, "backup", "production"), ["warning", "warning"]);
  assert.ok(["system", "packages", "disk", "inodes", "memory", "swap", "descriptors", "clock", "kernel"].every((check) => well[check]));

  const settings = join(house.folder, "chatroom.env");
  const text = await readFile(settings, "utf8");
  await chmod(settings, 0o644);
  await writeFile(join(house.folder, "backup.last"), `${Math.floor(Date.now() / 1000) - 4 * 86_400}\n`);
  await writeFile(join(house.folder, "backup.drill"), `${Math.floor(Date.now() / 1000) - 3600}\n`);
  await house.instance("sql", "chatroom", "-e", "UPDATE job SET last_error = 'broken on purpose', next_run_at = UTC_TIMESTAMP(3) + INTERVAL 1 HOUR WHERE name = 'forget-members'");
  process.kill(await house.pid("ws"), "SIGSTOP");
  const ill = await doctor();
  process.kill(await house.pid("ws"), "SIGCONT");
  assert.deepEqual(states(ill, "settings", "backup", "drill", "jobs", "sockets"), ["wrong", "wrong", "ok", "wrong", "wrong"], JSON.stringify(ill));
  assert.match(ill.jobs.found, /forget-members/);
  assert.match(ill.settings.advice, /chmod 600/);
  assert.match(ill.backup.found, /4 days/);
  assert.ok(!JSON.stringify(ill).includes(/^ACCESS_TOKEN_SECRET=(.*)$/m.exec(text)[1]), "no secret is shown");
  await chmod(settings, 0o600);
});

test("the doctor reads a house that does not run", async () => {
  await house.instance("stop");
  const still = await doctor();
  assert.deepEqual(states(still, "services", "port", "settings", "health"), ["warning", "ok", "ok", undefined]);
  await writeFile(join(house.folder, "chatroom.env"), (await readFile(join(house.folder, "chatroom.env"), "utf8")).replace(/^AUDIT_SECRET=.*$/m, "AUDIT_SECRET=short"));
  house.environment = { ...house.environment, CHATROOM_ENV: "production", FRONTEND_URL: "http://chat.example.org" };
  const weak = await doctor();
  assert.deepEqual(states(weak, "secrets", "production"), ["wrong", "wrong"]);
  assert.match(weak.secrets.found, /AUDIT_SECRET$/);
  const tls = await withCertificate(5);
  house.environment.FRONTEND_URL = `https://127.0.0.1:${tls.address().port}`;
  const ending = await doctor();
  tls.close();
  assert.deepEqual(states(ending, "production", "certificate"), ["ok", "warning"]);
  assert.match(ending.certificate.found, /^good for [45] days$/);
  await assert.rejects(house.script("doctor", "--nonsense"), ({ code }) => code === 2);
});
