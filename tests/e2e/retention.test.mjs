// After a reviewer's decision a document is found nowhere: not in the database, its files or its binary log, not in the house's folder, not in a backup from before; and nobody
// can open what that backup holds, restored elsewhere with every secret of the house. Until then whoever has it before them looks at it, nobody else, and each try goes on record.
import assert from "node:assert/strict";
import { execFile } from "node:child_process";
import { createHash, randomBytes } from "node:crypto";
import { mkdtemp, readFile, rm, writeFile } from "node:fs/promises";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { after, before, test } from "node:test";
import { promisify } from "node:util";

import { launch, visitor } from "./support/browser.mjs";
import { Browser, newMember } from "./support/member.mjs";
import { becomeAdmin, becomeModerator, becomeReviewer } from "./support/moderator.mjs";
import { OwnHouse } from "./support/own_house.mjs";
import { png } from "./support/picture.mjs";
import { newSession, until } from "./support/protocol_v1.mjs";
import { derive, documentNames, filesBelow, keyOf, openFiles, openWith, piecesOf, search, text } from "./support/sealed_document.mjs";
import { passportPage, zoneDate, zoneOf } from "./support/travel_document.mjs";

const run = promisify(execFile);
const instance = new URL("../../scripts/instance", import.meta.url).pathname;
const WITH_WHOLE_ROWS = { CHATROOM_TEST_MARIADB_OPTIONS: "--binlog-row-image=FULL" }; // what was there before a change, too
// Made again at each start, see README.
const MADE_AGAIN = ["run", "service", "nginx", "log", "instance.env", "overrides.env", "lock"];

const LIMITS = { ATTEMPTS: 1000, SMS_PER_PREFIX: 1000, SMS_PER_DAY: 1000, UPLOADS: 1000 };
// Born in the year that members of these tests tell at sign-up. Names and number are those of nothing else in a house.
const BEARER = { state: "UTO", number: "XK7304926", birth: "1980-02-29", expiry: "2039-04-17", sex: "F", surname: "VANTERPOOL", given: "QUILLA" };
const PATIENCE = 120_000; // of a job's turn and a reading, on a busy machine

let house, elsewhere, safe, member, second, pictures;
const staff = {}; // { id, browser } by role
const backup = {};
const sealed = new Map(); // what lay in the house before the decision, by name: { bytes, line, key, plain }
const written = writtenOn(BEARER); // what a reader of the document knows
const needles = { ...written };

before(async () => {
  safe = await mkdtemp(join(tmpdir(), "retention-"));
  house = await OwnHouse.start(LIMITS, WITH_WHOLE_ROWS);
  const chromium = await launch();
  try {
    staff.reviewer = await worker(chromium, becomeReviewer);
    staff.other = await worker(chromium, becomeReviewer);
    staff.moderator = await worker(chromium, becomeModerator);
    staff.admin = await worker(chromium, becomeAdmin);
    pictures = { front: await passportPage(await chromium.newPage(), BEARER), selfie: noise() };
  } finally {
    await chromium.close();
  }
});
after(async () => {
  await elsewhere?.stop();
  await house?.stop();
  await rm(safe, { recursive: true, force: true });
});

// Takes the second step on the pages, then goes on without them.
async function worker(chromium, become) {
  const { page, context, end } = await visitor(chromium, { baseURL: house.base });
  const id = await become(house, page);
  const browser = new Browser(house.base);
  for (const { name, value } of await context.cookies()) browser.cookies.set(name, value);
  await end();
  return { id, browser };
}

// The six digits of a date may be part of another number anywhere: they count when they stand alone, or as the zone has them.
function writtenOn(bearer) {
  const { number, birth, expiry, surname, given } = bearer;
  const [, line] = zoneOf(bearer);
  const alone = (digits) => new RegExp(`(?<![0-9a-fA-F.])${digits}(?![0-9a-fA-F])`);
  return {
    "the number": text(number),
    "the date of birth": [...text(birth, line.slice(13, 21), "February 29, 1980", "29 February 1980"), alone(zoneDate(birth)), alone(birth.replaceAll("-", ""))],
    "its last day": [...text(expiry, line.slice(20, 28)), alone(zoneDate(expiry))],
    "the surname": text(surname),
    "the given name": text(given),
  };
}

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

async function newApplicant() {
  const { number, browser } = await newMember(house);
  const [{ id }] = JSON.parse(await house.script("find-user", number, "--json"));
  return { number, browser, id };
}

// Resolves when the machine has looked at the pictures, to the number of the attempt.
async function handIn({ id, browser }) {
  await post(browser, "/account/verification", { type: "AGE_ONLY" });
  for (const [part, picture] of Object.entries(pictures)) await post(browser, `/account/verification/${part}`, {}, picture);
  await post(browser, "/account/verification/hand-in", {});
  const attempt = async () => (await sql(house, `SELECT id FROM id_verification WHERE user_id = ${id} AND read_at IS NOT NULL`)).toString().trim();
  return until(attempt, "the machine has read the document", PATIENCE);
}

const pageOf = async ({ browser }, attempt) => (await browser.request(`/moderation/proofs/${attempt}`)).text();
const take = ({ browser }, attempt) => post(browser, `/moderation/proofs/${attempt}/take`, {});
const valueOf = (page, id) => new RegExp(`<input id="${id}"[^>]* value="([^"]*)"`).exec(page)?.[1];
const look = ({ browser }, attempt) => browser.request(`/moderation/proofs/${attempt}/pictures/front`);
const SEEN = /1 other member has shown this document\./;

// Who has tried to look at the front, oldest first: [by, why not].
async function looks(attempt) {
  const rows = (await house.script("audit-export")).trim().split("\n").map((line) => JSON.parse(line));
  const mine = rows.filter(({ action, subject, detail }) => action === "verification.look" && subject === `verification:${attempt}` && detail.part === "FRONT");
  return mine.map(({ actor, detail }) => [actor, detail.refused ?? "shown"]);
}

test("a member hands their document in, and it lies there sealed", async () => {
  member = await newApplicant();
  member.attempt = await handIn(member);
  const secret = /^PHONE_ENC_KEY=(.+)$/m.exec(await readFile(join(house.folder, "chatroom.env"), "utf8"))[1];
  for (const name of await documentNames(documents(house))) {
    const [bytes, line] = [await readFile(join(documents(house), name)), await readFile(join(keys(house), name), "utf8")];
    const key = keyOf(name, line.trim(), secret);
    sealed.set(name, { bytes, line, key, plain: openWith(key, name, bytes) });
  }
  const webp = [...sealed.values()].filter(({ plain }) => plain.subarray(8, 12).toString() === "WEBP");
  assert.equal(webp.length, 2, "this test opens what waits, with key and secret");
  const read = [...sealed.values()].filter((one) => !webp.includes(one));
  assert.equal(read.length, 1, "and what the machine has read");
  const opened = join(safe, "opened");
  await writeFile(opened, Buffer.concat([read[0].plain, Buffer.from(zoneOf(BEARER).join("\n"))]));
  assert.deepEqual(await search([opened], written), Object.keys(written).map((name) => `${name} in ${opened}`), "this search finds what is there");
  for (const [i, { plain }] of webp.entries()) needles[`the picture ${i}`] = piecesOf(plain.subarray(64));
  for (const [part, picture] of Object.entries(pictures)) needles[`the ${part} as it was sent`] = piecesOf(picture.subarray(64));
  for (const [name, { key }] of sealed) needles[`the key of ${name}`] = [key, Buffer.from(key.toString("hex")), Buffer.from(key.toString("base64"))];
  assert.deepEqual(await search(await everywhere(house), needles), [], "in the clear on no disk, at no time");
});

test("a reviewer takes it, and finds proposed what the machine has read", async () => {
  await take(staff.reviewer, member.attempt);
  const page = await pageOf(staff.reviewer, member.attempt);
  const proposed = { birth: "birth-date", expiry: "expiry-date", number: "document-number" };
  for (const [what, id] of Object.entries(proposed)) assert.equal(valueOf(page, id), BEARER[what]);
  assert.ok(page.includes(BEARER.surname) && page.includes(BEARER.given));
  assert.doesNotMatch(page, /id="warnings"/);
});

test("nobody else reads it, and each try of a member goes on record", async () => {
  const path = `/moderation/proofs/${member.attempt}`;
  const refused = { not_allowed: [member, await newApplicant(), staff.moderator, staff.admin], case_not_held: [staff.other] };
  const told = [];
  for (const [why, all] of Object.entries(refused)) {
    for (const one of all) {
      const answer = await look(one, member.attempt);
      assert.equal(answer.status, why === "not_allowed" ? 403 : 409);
      assert.match(answer.headers.get("content-type"), /^text\/html/);
      told.push([`user:${one.id}`, why]);
      if (why === "not_allowed") assert.equal((await one.browser.request(path)).status, 403);
      else assert.equal(valueOf(await pageOf(one, member.attempt), "birth-date"), undefined);
    }
  }
  for (let i = 0; i < 2; i += 1) {
    const shown = await look(staff.reviewer, member.attempt);
    assert.equal(shown.headers.get("content-type"), "image/jpeg");
    assert.match(shown.headers.get("cache-control"), /no-store/);
    await shown.arrayBuffer();
    told.push([`user:${staff.reviewer.id}`, "shown"]);
  }
  assert.deepEqual(await looks(member.attempt), told);
  // Guests, and who is not even that, do not get so far.
  const guest = new Browser(house.base);
  guest.cookies.set("tempSessionToken", (await newSession(house.base)).tempSessionToken);
  for (const browser of [guest, new Browser(house.base)]) {
    const answer = await browser.request(`${path}/pictures/front`);
    assert.deepEqual([answer.status, new URL(answer.headers.get("location"), house.base).pathname], [303, "/signin"]);
  }
  assert.deepEqual(await looks(member.attempt), told);
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

test("of a second member's attempt with the same document the reviewer is warned", async () => {
  second = await newApplicant();
  second.attempt = await handIn(second);
  await take(staff.other, second.attempt);
  assert.match(await pageOf(staff.other, second.attempt), SEEN);
});

// All that a search has to go through.
async function whatThereIs() {
  await sql(house, "FLUSH TABLES; FLUSH BINARY LOGS");
  const now = join(safe, "now.dump");
  await writeFile(now, await dump(house));
  return [...(await everywhere(house)), now];
}

test("once the reviewer has approved it nothing is left: not in rows, files, or the binary log", async () => {
  await take(staff.reviewer, member.attempt);
  const { birth: birthDate, expiry: expiryDate, number } = BEARER;
  await post(staff.reviewer.browser, `/moderation/proofs/${member.attempt}/approve`, { birthDate, expiryDate, number });
  const state = await sql(house, `SELECT status, document_hash IS NOT NULL FROM id_verification WHERE id = ${member.attempt}`);
  assert.equal(state.toString().trim(), "APPROVED\t1");
  for (const folder of [documents(house), keys(house)]) assert.deepEqual((await documentNames(folder)).filter((name) => sealed.has(name)), []);
  assert.equal((await look(staff.reviewer, member.attempt)).status, 409);
  assert.deepEqual((await looks(member.attempt)).at(-1), [`user:${staff.reviewer.id}`, "case_decided"]);
  for (const [name, { bytes, line }] of sealed) {
    const kept = line.trim();
    needles[`the file of the key ${name}`] = [kept, kept.slice(0, 40), kept.slice(-40)].map((piece) => Buffer.from(piece));
    needles[`the sealed bytes of ${name}`] = piecesOf(bytes);
  }
  const files = await whatThereIs();
  const binary = files.filter((file) => /binlog\.\d+$/.test(file));
  const names = { "a document's name": [Buffer.from([...sealed.keys()][0])] };
  assert.ok((await search(binary, names)).length > 0, "the binary log tells of its row");
  assert.deepEqual(await search(files, needles), []);
  assert.match(await house.script("retention-report"), /Nothing is kept that should be gone/);
});

test("the same document is known again by its keyed hash, until its second member takes it back", async () => {
  assert.match(await pageOf(staff.other, second.attempt), SEEN);
  await post(second.browser, "/account/verification/take-back", {});
  for (const folder of [documents(house), keys(house)]) assert.deepEqual(await documentNames(folder), []);
  const state = await sql(house, `SELECT outcome, document_hash IS NULL FROM id_verification WHERE id = ${second.attempt}`);
  assert.equal(state.toString().trim(), "WITHDRAWN\t1");
  assert.deepEqual(await search(await whatThereIs(), needles), []);
  assert.match(await house.script("retention-report"), /Nothing is kept that should be gone/);
  assert.match(await house.script("audit-verify"), /The audit log is whole/);
});

test("the backup holds neither the document in the clear nor a key", async () => {
  const clear = Object.fromEntries(Object.entries(needles).filter(([name]) => !name.startsWith("the sealed bytes")));
  assert.deepEqual(await search([backup.archive, backup.dump], clear), []);
});

test("restored on another host it opens nothing, with all the secrets that it holds", async () => {
  elsewhere = await OwnHouse.start(LIMITS, WITH_WHOLE_ROWS, (folder) => run("tar", ["-C", folder, "-xpf", backup.archive]));
  const lines = (await readFile(join(elsewhere.folder, "chatroom.env"), "utf8")).split("\n");
  const secrets = lines.map((line) => /^[A-Z_]+=(.+)$/.exec(line)?.[1]).filter((value) => value?.length >= 16);
  assert.ok(secrets.length >= 5);
  const files = await filesBelow(elsewhere.folder);
  // Whatever stands in the backup as 32 bytes of hexadecimal digits may be a key as well.
  const held = Buffer.concat(await Promise.all(files.filter((file) => /chatroom\.env|audit\.head/.test(file)).map((file) => readFile(file)))).toString();
  const tried = [...secrets, ...(held.match(/[0-9a-f]{64}/g) ?? [])].flatMap(keysFrom);
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
