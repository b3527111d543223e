// After the decision a document is found nowhere: not in the database, its files or its binary log, not in the house's folder, not in a backup from before; and nobody can
// open what that backup holds, restored elsewhere with every secret of the house.
import assert from "node:assert/strict";
import { execFile } from "node:child_process";
import { createHash, randomBytes } from "node:crypto";
import { mkdtemp, readFile, rm, writeFile } from "node:fs/promises";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { after, before, test } from "node:test";
import { promisify } from "node:util";

import { Browser, newMember } from "./support/member.mjs";
import { OwnHouse } from "./support/own_house.mjs";
import { png } from "./support/picture.mjs";
import { until } from "./support/protocol_v1.mjs";
import { derive, documentNames, filesBelow, keyOf, openFiles, openWith, piecesOf, search } from "./support/sealed_document.mjs";

const run = promisify(execFile);
const instance = new URL("../../scripts/instance", import.meta.url).pathname;
const WITH_BINARY_LOG = { CHATROOM_TEST_MARIADB_OPTIONS: "--log-bin=binlog --server-id=1 --binlog-format=ROW --binlog-row-image=FULL" };
// Made again at each start, see README.
const MADE_AGAIN = ["run", "service", "nginx", "log", "instance.env", "overrides.env", "lock"];

let house, elsewhere, safe, member;
const backup = {};
const sealed = new Map(); // what lay in the house before the decision, by name: { bytes, line, key, plain }
const needles = {};

before(async () => {
  safe = await mkdtemp(join(tmpdir(), "retention-"));
  house = await OwnHouse.start({}, WITH_BINARY_LOG);
});
after(async () => {
  await elsewhere?.stop();
  await house?.stop();
  await rm(safe, { recursive: true, force: true });
});

const documents = (of) => join(of.folder, "documents");
const keys = (of) => join(of.folder, "document-keys");

async function post(browser, path, fields, picture) {
  if (!browser.cookies.has("csrfToken")) await browser.request("/api/auth/csrf", { method: "POST" });
  const body = picture ? new FormData() : new URLSearchParams();
  for (const [name, value] of Object.entries({ csrfToken: browser.cookies.get("csrfToken"), ...fields })) body.append(name, value);
  if (picture) body.append("picture", new Blob([picture], { type: "image/png" }), "document.png");
  const answer = await browser.request(path, { method: "POST", body });
  assert.equal(answer.status, 303, `${path}: ${await answer.text()}`);
}

// Every pixel at random: no two pieces of it are alike, and none is anywhere else.
function noise() {
  const bytes = randomBytes(320 * 240 * 3);
  return png(320, 240, (x, y) => bytes.subarray((y * 320 + x) * 3, (y * 320 + x) * 3 + 3));
}

async function sql(of, statement) {
  const options = { env: of.environment, encoding: "buffer", maxBuffer: 1 << 28 };
  return (await run(instance, ["sql", "-N", "--raw", "chatroom", "-e", statement], options)).stdout;
}

// Every value of every table, unescaped.
async function dump(of) {
  const tables = (await sql(of, "SHOW TABLES")).toString().trim().split("\n");
  return Buffer.concat([await sql(of, tables.map((table) => `SELECT * FROM \`${table}\``).join(";"))]);
}

const everywhere = async (of) => [...(await filesBelow(of.folder)), ...(await openFiles(of.folder))];

test("a member hands their document in, and it lies there sealed", async () => {
  member = await newMember(house);
  const pictures = { front: noise(), selfie: noise() };
  await post(member.browser, "/account/verification", { type: "AGE_ONLY" });
  for (const [part, picture] of Object.entries(pictures)) await post(member.browser, `/account/verification/${part}`, {}, picture);
  await post(member.browser, "/account/verification/hand-in", {});
  const secret = /^PHONE_ENC_KEY=(.+)$/m.exec(await readFile(join(house.folder, "chatroom.env"), "utf8"))[1];
  // A reading, where this machine has text recognition, may come as a third.
  for (const name of await documentNames(documents(house))) {
    const [bytes, line] = [await readFile(join(documents(house), name)), await readFile(join(keys(house), name), "utf8")];
    const key = keyOf(name, line.trim(), secret);
    sealed.set(name, { bytes, line, key, plain: openWith(key, name, bytes) });
  }
  const webp = [...sealed.values()].filter(({ plain }) => plain.subarray(8, 12).toString() === "WEBP");
  assert.equal(webp.length, 2, "this test opens what waits, with key and secret");
  for (const [i, { plain }] of webp.entries()) needles[`the picture ${i}`] = piecesOf(plain.subarray(64));
  for (const [part, picture] of Object.entries(pictures)) needles[`the ${part} as it was sent`] = piecesOf(picture.subarray(64));
  for (const [name, { key }] of sealed) needles[`the key of ${name}`] = [key, Buffer.from(key.toString("hex")), Buffer.from(key.toString("base64"))];
  assert.deepEqual(await search(await everywhere(house), needles), [], "in the clear on no disk, at no time");
});

test("a backup is made before the decision, as the README says", async () => {
  backup.dump = join(safe, "chatroom.dump");
  await writeFile(backup.dump, await dump(house));
  await house.instance("stop");
  backup.archive = join(safe, "chatroom.tar");
  await run("tar", ["-C", house.folder, "--exclude-caches", ...MADE_AGAIN.map((name) => `--exclude=./${name}`), "-cpf", backup.archive, "."]);
  await house.instance("start");
  const [name, { bytes, line }] = [...sealed][0];
  const held = { "the name": [Buffer.from(name)], "sealed bytes": piecesOf(bytes), "the key's file": [Buffer.from(line.trim())] };
  assert.deepEqual(await search([backup.archive], held), [`the name in ${backup.archive}`, `sealed bytes in ${backup.archive}`], "the document, and no key");
  assert.deepEqual(await search([backup.dump], held), [`the name in ${backup.dump}`], "this search finds what is there");
});

test("after the decision nothing of it is left: not in rows, files, or the binary log", async () => {
  await post(member.browser, "/account/verification/take-back", {});
  await until(async () => (await documentNames(documents(house))).length === 0, "the pictures are gone");
  assert.deepEqual(await documentNames(keys(house)), []);
  await sql(house, "FLUSH TABLES; FLUSH BINARY LOGS");
  const now = join(safe, "after.dump");
  await writeFile(now, await dump(house));
  for (const [name, { bytes, line }] of sealed) {
    const text = line.trim();
    needles[`the file of the key ${name}`] = [Buffer.from(text), Buffer.from(text.slice(0, 40)), Buffer.from(text.slice(-40))];
    needles[`the sealed bytes of ${name}`] = piecesOf(bytes);
  }
  const files = [...(await everywhere(house)), now];
  const binary = files.filter((file) => /binlog\.\d+$/.test(file));
  const names = { "a document's name": [Buffer.from([...sealed.keys()][0])] };
  assert.ok((await search(binary, names)).length > 0, "the binary log tells of its row");
  assert.deepEqual(await search(files, needles), []);
  assert.match(await house.script("retention-report"), /Nothing is kept that should be gone/);
});

test("the backup holds neither the document in the clear nor a key", async () => {
  const clear = Object.fromEntries(Object.entries(needles).filter(([name]) => !name.startsWith("the sealed bytes")));
  assert.deepEqual(await search([backup.archive, backup.dump], clear), []);
});

test("restored on another host it opens nothing, with all the secrets that it holds", async () => {
  elsewhere = await OwnHouse.start({}, WITH_BINARY_LOG, (folder) => run("tar", ["-C", folder, "-xpf", backup.archive]));
  const lines = (await readFile(join(elsewhere.folder, "chatroom.env"), "utf8")).split("\n");
  const secrets = lines.map((line) => /^[A-Z_]+=(.+)$/.exec(line)?.[1]).filter((value) => value?.length >= 16);
  assert.ok(secrets.length >= 5);
  const files = await filesBelow(elsewhere.folder);
  // Whatever stands in the backup as 32 bytes of hexadecimal digits may be a key as well.
  const text = Buffer.concat(await Promise.all(files.filter((file) => /chatroom\.env|audit\.head/.test(file)).map((file) => readFile(file)))).toString();
  const tried = [...secrets, ...(text.match(/[0-9a-f]{64}/g) ?? [])].flatMap(keysFrom);
  for (const [name, { bytes, key }] of sealed) {
    assert.ok(openWith(key, name, bytes).length > 0, "with its key, which is nowhere any more, it would open");
    for (const one of tried) assert.throws(() => openWith(one, name, bytes));
  }
});

// All that a secret could be made into a key by.
function keysFrom(secret) {
  const labels = ["document key seal", "document", "phone seal", "phone look-up", "totp seal", "sms seal", "document number", "phone key id"];
  const made = labels.map((label) => derive(secret, label));
  if (/^[0-9a-f]{64}$/.test(secret)) made.push(Buffer.from(secret, "hex"));
  return [...made, createHash("sha256").update(secret).digest(), Buffer.from(secret.padEnd(32, "\0").slice(0, 32), "latin1")];
}

test("there its attempt ends as lost, and the member is told to send it again", async () => {
  const state = async () => (await sql(elsewhere, "SELECT status, outcome FROM id_verification")).toString().trim();
  await until(async () => (await state()) === "EXPIRED\tLOST", "the job has ended it", 60_000);
  await until(async () => (await documentNames(documents(elsewhere))).length === 0, "what came with the backup is destroyed", 60_000);
  const browser = new Browser(elsewhere.base);
  await browser.signIn(member.number);
  const page = await (await browser.request("/account/verification")).text();
  assert.match(page, /The pictures were lost when the house was restored from a backup\. Please send them again\./);
  await post(browser, "/account/verification", { type: "AGE_ONLY" });
  const report = JSON.parse(await elsewhere.script("retention-report", "--json"));
  assert.deepEqual(report.faults, []);
  assert.equal(report.proofs.find((one) => one.outcome === "LOST").count, 1);
});
