// A house is backed up while people talk in it, destroyed, and put back elsewhere: every message that was acknowledged up to the backup, money, record, pictures; and as it
// was at a given second. What cannot be restored is refused in words, and leaves nothing.
import assert from "node:assert/strict";
import { execFile } from "node:child_process";
import { cp, mkdir, mkdtemp, readdir, readFile, rename, rm, stat, truncate, writeFile } from "node:fs/promises";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { after, before, test } from "node:test";
import { promisify } from "node:util";

import { Backups, begin, holdTable, refusal, settingsOf } from "./support/backups.mjs";
import { MarketHouse, new_key } from "./support/market.mjs";
import { OwnHouse } from "./support/own_house.mjs";
import { PersistentClient } from "./support/persistent_client.mjs";
import { png } from "./support/picture.mjs";
import { Connection, history, newSession, until } from "./support/protocol_v1.mjs";

const run = promisify(execFile);

const LIMITS = { POSTS: 100_000, ATTEMPTS: 1000, UPLOADS: 1000 };
const WRITERS = 20;
const LOUNGES = ["en-us", "de-de", "fr-fr"];
const A_TABLE_OF_NO_HASTE = "verification_openid";
const PATIENCE = 60_000; // of the jobs' turns, on a busy machine

let market, house, safe, backups, seller, buyer, picture;
const restored = [];
const clients = [];
const before_backup = new Map(); // client id -> { lounge, seq }: acknowledged before the last log was taken
const before_second = new Map();
let second; // as seconds since 1970

before(async () => {
  safe = await mkdtemp(join(tmpdir(), "backup-"));
  market = await MarketHouse.start([], LIMITS);
  house = market.house;
  backups = new Backups(house, join(safe, "place"), join(safe, "key"));
});
after(async () => {
  clients.forEach((client) => client.end());
  for (const one of restored) await one.stop();
  await market?.stop();
  await rm(safe, { recursive: true, force: true });
});

const there = (path) => stat(path).then(() => true, () => false);
const utc = (seconds) => new Date(seconds * 1000).toISOString().slice(0, 19).replace("T", " ");

// By forms, as without JavaScript; a picture with it where one is given.
async function send(browser, path, fields, bytes) {
  if (!browser.cookies.has("csrfToken")) await browser.request("/api/auth/csrf", { method: "POST" });
  const body = bytes ? new FormData() : new URLSearchParams();
  for (const [name, value] of Object.entries({ csrfToken: browser.cookies.get("csrfToken"), ...fields })) body.append(name, value);
  if (bytes) body.append("picture", new Blob([bytes], { type: "image/png" }), "p.png");
  const answer = await browser.request(path, { method: "POST", body });
  assert.equal(answer.status, 303, `${path}: ${answer.status}`);
}

async function upload(browser, bytes) {
  const headers = { "content-type": "application/octet-stream", "x-csrf-token": browser.cookies.get("csrfToken") };
  const answer = await browser.request("/api/media", { method: "POST", headers, body: bytes });
  assert.equal(answer.status, 201);
  return answer.json();
}

test("a backup wants to know whom it is sealed for, and makes the keys", async () => {
  assert.match(await backups.refused(1), /CHATROOM_BACKUP_RECIPIENT.*scripts\/backup --new-key FILE/);
  assert.equal(await there(join(safe, "place")), false);
  const said = await backups.make("--new-key", backups.key);
  assert.match(said, /Take it away from this machine/);
  const secret = await readFile(backups.key, "utf8");
  const [, recipient] = /public key: (age1\w+)/.exec(secret);
  assert.equal((await stat(backups.key)).mode & 0o777, 0o600);
  assert.match(await settingsOf(house.folder), new RegExp(`^CHATROOM_BACKUP_RECIPIENT=${recipient}$`, "m"));
  assert.ok(!(await settingsOf(house.folder)).includes("AGE-SECRET-KEY"));
  assert.match(await backups.refused(1, "--new-key", backups.key), /is there already/);
  assert.equal(await readFile(backups.key, "utf8"), secret);
  assert.match(await backups.refused(1, "--log"), /no full backup/);
});

test("what a house holds: money, a record of acts, a picture, own texts, a proof that waits", async () => {
  [seller, buyer] = await market.members("Sal", "Bea");
  await market.moderator("Mod");
  const item = await market.listing(seller);
  const key = new_key();
  const page = await buyer.open(`/market/items/${item}`);
  const [, method] = /name="method" value="([^"]*)"/.exec(page.text);
  await market.buy(buyer, item, method, key);
  const order = await market.order_of(buyer, key);
  await buyer.open((await buyer.send(`/market/test-payment/${order}`, { outcome: "paid" })).location);
  await market.becomes(order, "COMPLETED/NONE");
  await seller.call("/api/heartbeat");
  picture = await upload(seller, png(300, 200));
  await send(buyer, "/account/verification", { type: "AGE_ONLY" });
  await send(buyer, "/account/verification/front", {}, png(320, 240));
  await mkdir(join(house.folder, "site"));
  await writeFile(join(house.folder, "site/terms.txt"), "Be kind.");
});

test("a backup that is killed leaves the one before as it was, and the next one clears up after it", async () => {
  await backups.make();
  const release = await holdTable(house, A_TABLE_OF_NO_HASTE);
  const first = begin(house, "backup", "--to", backups.place);
  try {
    const waits = `SELECT COUNT(*) FROM information_schema.PROCESSLIST WHERE STATE LIKE 'Waiting for table%' AND INFO LIKE '%${A_TABLE_OF_NO_HASTE}%'`;
    await until(async () => (await market.count(waits)) > 0, "it is in the middle of its dump");
    assert.match(await backups.refused(3), /another scripts\/backup is at work/);
    assert.match(await backups.refused(3, "--log"), /another scripts\/backup is at work/);
    first.child.kill("SIGKILL");
    await first.ended;
    const [whole, half] = await backups.fulls();
    assert.match(`${whole} ${half}`, /^(\w+Z) \w+Z\.new$/);
  } finally {
    await release();
  }
  assert.match(await backups.restore("", "--drill"), /The drill went well/, "of the one before");
  await backups.make("--keep", "1");
  assert.equal((await backups.fulls()).length, 1, "the one that is kept, and nothing half-made");
  assert.deepEqual((await readdir(house.folder)).filter((name) => /^backup\.(work|.*new)/.test(name)), []);
});

const acknowledged = () => clients.flatMap((client) => [...client.acknowledged]);

test("people talk while it is backed up, and go on after it", async () => {
  const sessions = await Promise.all(Array.from({ length: WRITERS }, () => newSession(house.base)));
  clients.push(...sessions.map((session, i) => new PersistentClient(house.base, session, [LOUNGES[i % LOUNGES.length]])));
  await until(() => clients.every((client) => client.acknowledged.size > 2), "everybody talks");
  const talked = acknowledged().length;
  await backups.make();
  assert.ok(acknowledged().length > talked + WRITERS, "nobody was held up");
  // Whoever was answered before that second began was committed before it.
  do {
    second = Math.floor(Date.now() / 1000) + 2;
    await until(() => Date.now() > second * 1000 - 50, "the second nears");
    for (const [id, ack] of acknowledged()) before_second.set(id, ack);
  } while (Date.now() >= second * 1000);
  await until(() => acknowledged().some(([, { first }]) => first > second * 1000 + 500), "talk goes on after it");
  for (const [id, ack] of acknowledged()) before_backup.set(id, ack);
  await backups.make("--log");
  const [full, log] = await Promise.all(["last", "log"].map((name) => readFile(join(house.folder, `backup.${name}`), "utf8")));
  assert.ok(Number(log) > Number(full) && Number(full) > 1e9, "who watches can tell how old they are");
  assert.deepEqual(clients.flatMap((client) => client.faults), []);
  // Some go on until the end.
  clients.slice(2).forEach((client) => client.stopWriting());
});

test("nothing of it can be read without the key, and documents are not in it", async () => {
  const files = (await readdir(backups.place, { recursive: true, withFileTypes: true })).filter((one) => one.isFile());
  for (const file of files) {
    const bytes = await readFile(join(file.path, file.name));
    if (file.name.endsWith(".age")) assert.equal(bytes.subarray(0, 21).toString(), "age-encryption.org/v1", file.name);
    else assert.ok(!/said at|SECRET|Be kind/.test(bytes.toString()), file.name);
  }
  const [document] = await readdir(join(house.folder, "documents")).then((names) => names.filter((name) => /^[0-9a-f]{32}$/.test(name)));
  assert.ok(document && !files.some(({ name }) => name.includes(document)));
});

// A copy of the backups, broken in one way. Resolves to what a drill says to it.
async function drillOfBroken(name, breaks) {
  const broken = backups.with({ place: join(safe, name) });
  await cp(backups.place, broken.place, { recursive: true });
  await breaks(broken);
  const said = await refusal(broken.restore("", "--drill"));
  await rm(broken.place, { recursive: true });
  return said;
}

test("what cannot be restored is refused in words", async () => {
  const part = async (broken) => join(await broken.newest(), "database.sql.zst.age");
  assert.match(await drillOfBroken("cut", async (broken) => truncate(await part(broken), (await stat(await part(broken))).size - 1)), /damaged: database\.sql\.zst\.age: FAILED/);
  assert.match(await drillOfBroken("gap", async (broken) => Promise.all((await broken.logs()).slice(-6, -3).map((file) => rm(file)))), /log \d{6} is missing/);
  assert.match(await drillOfBroken("log", async (broken) => truncate((await broken.logs()).findLast((file) => file.endsWith(".binlog.zst.age")), 100)), /log \d{6} in .* is damaged/);
  assert.match(await drillOfBroken("newer", async (broken) => {
    const manifest = join(await broken.newest(), "manifest");
    await writeFile(manifest, (await readFile(manifest, "utf8")).replace(/^schema=.*$/m, "schema=9999"));
  }), /holds schema 9999, and these programs know \d+/);
  const other = join(safe, "other-key");
  await run("age-keygen", ["-o", other]);
  assert.match(await refusal(backups.with({ key: other }).restore("", "--drill")), /was sealed for age1\w+, and .* opens what is for age1/);
  assert.match(await refusal(backups.restore("", "--drill", "--at", "2020-02-02 02:02:02")), /no backup reaches so far back: the oldest is of/);
  assert.match(await refusal(backups.restore("", "--drill", "--at", utc(second + 86_400))), /is missing in .*: what is there reaches until/);
  assert.match(await refusal(backups.restore("", "--drill", "--at", "yesterday")), /--at takes a time of UTC/);
  assert.match(await refusal(backups.restore(house.folder)), /is not empty/);
  const silent = await backups.with({ key: other }).restore("", "--drill", "--json").catch((error) => error);
  assert.deepEqual([silent.code, silent.stdout], [1, ""], "nothing for programs");
});

const scratch = async () => (await readdir(tmpdir())).filter((name) => name.startsWith("chatroom-drill."));

test("a drill tells of everything that it looked at, or of what is missing, and leaves nothing", async () => {
  const said = await backups.restore("", "--drill");
  for (const line of [/^All \d+ rows are there/m, /^The audit log is whole: [1-9]/m, /^The ledger is whole/m, /^The streams are whole: [1-9]/m, /^All 2 pictures and files are there/m, /^The drill went well/m])
    assert.match(said, line);
  const object = (await readdir(backups.place, { recursive: true })).find((name) => name.endsWith("-thumb.webp.age"));
  await rename(join(backups.place, object), join(safe, "away"));
  const faulty = await backups.restore("", "--drill", "--json").catch((error) => error);
  assert.equal(faulty.code, 1);
  assert.match(faulty.stderr, /WRONG: 1 of 2 pictures and files are missing or damaged/);
  const { faults, into, at, schema } = JSON.parse(faulty.stdout);
  assert.deepEqual([faults, into, at], [["1 of 2 pictures and files are missing or damaged"], null, null]);
  assert.ok(schema > 20);
  await rename(join(safe, "away"), join(backups.place, object));
  assert.deepEqual(await scratch(), []);
});

// A house in another folder, made of the backups.
async function putBack(...args) {
  const one = await OwnHouse.start(LIMITS, {}, (folder) => backups.restore(folder, ...args));
  restored.push(one);
  return one;
}

// Client ids of all that was said in the house, with their places.
async function said(one) {
  const all = new Map();
  for (const lounge of LOUNGES) {
    for (const { cid, seq } of await history(one.base, clients[0].session, lounge)) all.set(cid, { lounge, seq });
  }
  return all;
}

const lost = (acks, all) => [...acks].filter(([id, { lounge, seq }]) => all.get(id)?.lounge !== lounge || all.get(id)?.seq !== seq);

// As `welcome` says it.
async function eraOf(base) {
  const connection = await Connection.open(clients[0].session, base);
  connection.socket.close();
  return connection.frames[0].era;
}

test("the house is destroyed, and put back elsewhere with every message that was acknowledged up to the backup", async (t) => {
  const before = await eraOf(house.base);
  await house.kill();
  clients.forEach((client) => client.end());
  await rm(house.folder, { recursive: true });
  const one = await putBack();
  const all = await said(one);
  assert.ok(before_backup.size > 100);
  assert.deepEqual(lost(before_backup, all), []);
  assert.match(before, /^[0-9a-f]{16}$/);
  assert.notEqual(await eraOf(one.base), before, "pages that were open then are to begin anew");
  t.diagnostic(`${before_backup.size} acknowledged up to the backup, ${all.size} are there; ${acknowledged().length} were acknowledged until the end`);
  for (const script of ["audit-verify", "ledger-check", "stream-check"]) await one.script(script);
  assert.match(await (await fetch(`${one.base}/terms`)).text(), /Be kind\./);
  seller.base = one.base;
  const answer = await seller.request(`/media/${picture.id}/${picture.key}`);
  assert.deepEqual([answer.status, answer.headers.get("content-type")], [200, "image/webp"]);
});

// What backups have left on the audit log of a house: before it was destroyed they did so too, after each was made.
async function onRecord(one) {
  const rows = (await one.script("audit-export")).trim().split("\n").map((row) => JSON.parse(row));
  return rows.filter(({ action }) => /^backup\./.test(action)).map(({ action }) => action).slice(-2);
}

test("a proof of age that waited has lost its pictures, and its member is asked again", async () => {
  const [one] = restored;
  const outcome = async () => (await one.instance("sql", "-N", "chatroom", "-e", "SELECT outcome FROM id_verification")).trim();
  await until(async () => (await outcome()) === "LOST", "the job has seen it", PATIENCE);
  buyer.base = one.base;
  assert.match(await (await buyer.request("/account/verification")).text(), /name="type"/);
  assert.match(await one.script("retention-report"), /Nothing is kept that should be gone/);
});

test("the house as it was when a second began: what was acknowledged before it, and nothing that was said after", async (t) => {
  const one = await putBack("--at", utc(second));
  const all = await said(one);
  assert.ok(before_second.size > 50);
  assert.deepEqual(lost(before_second, all), []);
  const later = acknowledged().filter(([, { first }]) => first >= second * 1000);
  assert.ok(later.length > 10);
  assert.deepEqual(later.filter(([id]) => all.has(id)), []);
  t.diagnostic(`${before_second.size} before ${utc(second)} are there, ${later.length} after it are not`);
  for (const script of ["audit-verify", "ledger-check", "stream-check"]) await one.script(script);
});

test("a house that was put back makes backups of its own in the same place", async () => {
  const again = new Backups(restored[0], backups.place, backups.key);
  assert.match(await again.refused(1, "--log"), /run scripts\/backup/);
  const { backup, kind } = JSON.parse(await again.make("--json"));
  assert.deepEqual([backup, kind], [(await again.fulls()).at(-1), "full"]);
  await again.make("--log");
  assert.deepEqual(await onRecord(restored[0]), ["backup.restore", "backup.make"]);
  assert.match(await again.restore("", "--drill"), /The drill went well/);
});
