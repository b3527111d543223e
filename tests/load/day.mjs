// A day and a night of a house, compressed: does it stay as small as it was?
//
//     node day.mjs               prints a line for each hour of it, then what grew
//
// DAY_MINUTES (default 30) hold the 24 hours: what people do in them is done in full, in less time; what goes by the clock (presence, jobs, retention) keeps its own pace. Between 20 people at
// the depth of the night and 200 (DAY_PEOPLE) in the afternoon stay half an hour each, say something every minute, load a page every six, and send ten pictures an hour in all. Every message and every
// place in a stream is checked, as in tests/e2e/support/persistent_client.mjs.
import { execFileSync } from "node:child_process";
import http from "node:http";
import { setTimeout as pause } from "node:timers/promises";

import { newMember } from "../e2e/support/member.mjs";
import { OwnHouse } from "../e2e/support/own_house.mjs";
import { PersistentClient } from "../e2e/support/persistent_client.mjs";
import { png } from "../e2e/support/picture.mjs";
import { newSession } from "../e2e/support/protocol_v1.mjs";
import { held_by, total_kib } from "./processes.mjs";

const MINUTES = Number(process.env.DAY_MINUTES ?? 30);
const HOURS = 24;
const HOUR_MS = (MINUTES * 60_000) / HOURS;
const FASTER = 3_600_000 / HOUR_MS;
const LOUNGES = ["en-us", "en-gb", "de-de", "fr-fr", "es-es"];
const MOST = Number(process.env.DAY_PEOPLE ?? 200);
const PEOPLE = { least: MOST / 10, most: MOST };
const STAY_MS = (30 * 60_000) / FASTER;
const POST_MS = 60_000 / FASTER;
const PAGE_MS = (6 * 60_000) / FASTER;
const PICTURES_AN_HOUR = 10;
const SESSIONS = 300;
const PICTURE = png(1600, 1200);

// Fewest at 4 o'clock, most at 16.
const people_at = (hour) => Math.round(PEOPLE.least + ((PEOPLE.most - PEOPLE.least) * (1 - Math.cos((2 * Math.PI * (hour - 4)) / HOURS))) / 2);
const hour_of = (begun) => (Date.now() - begun) / HOUR_MS;
const mb = (kib) => (kib / 1024).toFixed(1);
const bytes_below = (folder, name) => Number(execFileSync("du", ["-sb", `${folder}/${name}`], { encoding: "utf8" }).split("\t")[0]);

// Of a page by a connection of its own, read to its end: a visitor does not keep one for half a day.
function status_of(address, headers) {
  return new Promise((resolve, reject) => {
    const request = http.get(address, { headers, agent: false }, (answer) => answer.on("end", () => resolve(answer.statusCode)).resume());
    request.on("error", reject);
  });
}

class Day {
  people = [];
  messages = 0;
  gone = 0;
  pages = 0;
  pictures = 0;
  faults = [];

  // `member`: a Browser, who sends pictures; `sessions`: of guests, who do the rest.
  constructor(house, member, sessions) { Object.assign(this, { house, member, sessions, next: 0 }); }

  come() {
    const session = this.sessions[this.next++ % this.sessions.length];
    const client = new PersistentClient(this.house.base, session, [LOUNGES[this.next % LOUNGES.length]], { every: POST_MS, fromNow: true });
    client.until = Date.now() + STAY_MS * (0.5 + Math.random());
    this.people.push(client);
  }

  leave(client) {
    this.people.splice(this.people.indexOf(client), 1);
    this.messages += client.acknowledged.size;
    this.faults.push(...client.faults);
    this.gone += 1;
    client.end();
  }

  // Called again and again: who has stayed long enough goes, and as many come as the hour wants.
  turn(hour) {
    for (const client of this.people.filter((one) => one.until < Date.now())) this.leave(client);
    while (this.people.length > people_at(hour)) this.leave(this.people[0]);
    for (let come = 0; this.people.length < people_at(hour) && come < 20; come += 1) this.come();
  }

  async look_at_page() {
    const { session, lounges } = this.people[Math.floor(Math.random() * this.people.length)];
    const status = await status_of(`${this.house.base}/lounges/${lounges[0]}`, { cookie: `tempSessionToken=${session.tempSessionToken}` });
    if (status === 200) this.pages += 1;
    else this.faults.push(`a page answered ${status}`);
  }

  async send_picture() {
    const headers = { "content-type": "application/octet-stream", "x-csrf-token": this.member.cookies.get("csrfToken") };
    const answer = await this.member.request("/api/media", { method: "POST", headers, body: PICTURE });
    const { status } = answer;
    await answer.arrayBuffer(); // else its connection is kept
    if (status === 201 || status === 200) this.pictures += 1;
    else this.faults.push(`a picture was answered with ${status}`);
  }

  said() { return this.messages + this.people.reduce((sum, { acknowledged }) => sum + acknowledged.size, 0); }
}

function sample(day, hour) {
  const { folder } = day.house;
  const held = held_by(folder);
  return { hour, held, people: day.people.length, messages: day.said(), database: bytes_below(folder, "mysql"), logs: bytes_below(folder, "log") };
}

function print(one) {
  const { held } = one;
  const cells = [one.hour.toFixed(0), one.people, one.messages, ...Object.values(held).map(({ pss_kib }) => mb(pss_kib)), mb(total_kib(held)),
    Object.values(held).reduce((sum, { descriptors }) => sum + descriptors, 0), mb(one.database / 1024), mb(one.logs / 1024)];
  console.log(cells.map((cell) => String(cell).padStart(9)).join(" "));
}

// The mean of a service's memory or descriptors in the samples of these hours.
function mean(samples, [from, to], of) {
  const within = samples.filter(({ hour }) => hour >= from && hour < to).map(of);
  return within.reduce((sum, value) => sum + value, 0) / within.length;
}

// Equally many people are there from 8 to 12 and from 20 to 24 o'clock: what is more in the evening has grown.
function print_growth(samples) {
  console.log("\nfrom 8-12 to 20-24 o'clock, when as many people are there");
  for (const service of Object.keys(samples[0].held)) {
    const [early, late] = [[8, 12], [20, 24]].map((hours) => ["pss_kib", "descriptors"].map((what) => mean(samples, hours, ({ held }) => held[service][what])));
    console.log(`${service.padEnd(12)} ${mb(early[0])} -> ${mb(late[0])} MB PSS, ${early[1].toFixed(0)} -> ${late[1].toFixed(0)} descriptors`);
  }
  const [first, last] = [samples[0], samples.at(-1)];
  const said = last.messages - first.messages;
  console.log(`disk: ${((last.database - first.database) / said).toFixed(0)} bytes of database and ${((last.logs - first.logs) / said).toFixed(0)} of logs for each of ${said} messages`);
}

async function main(house) {
  const sessions = [];
  while (sessions.length < SESSIONS) sessions.push(await newSession(house.base));
  const { browser } = await newMember(house);
  const day = new Day(house, browser, sessions);
  const begun = Date.now();
  const failed = (error) => day.faults.push(error.message);
  const timers = [
    setInterval(() => day.turn(hour_of(begun)), 200),
    setInterval(() => day.people.length && day.look_at_page().catch(failed), PAGE_MS / ((PEOPLE.least + PEOPLE.most) / 2)),
    setInterval(() => day.send_picture().catch(failed), HOUR_MS / PICTURES_AN_HOUR),
  ];
  const samples = [];
  console.log(["hour", "people", "messages", ...Object.keys(held_by(house.folder)), "sum MB", "files", "db MB", "logs MB"].map((cell) => cell.padStart(9).slice(0, 9)).join(" "));
  try {
    for (let hour = 0.5; hour < HOURS; hour += 0.5) {
      await pause(Math.max(0, begun + hour * HOUR_MS - Date.now()));
      samples.push(sample(day, hour));
      if (Number.isInteger(hour)) print(samples.at(-1));
    }
    await pause(Math.max(0, begun + HOURS * HOUR_MS - Date.now()));
  } finally {
    timers.forEach(clearInterval);
    for (const client of [...day.people]) day.leave(client);
  }
  print_growth(samples);
  console.log(`${day.gone} visits, ${day.messages} messages, ${day.pages} pages, ${day.pictures} pictures; ${day.faults.length} faults ${day.faults.slice(0, 3).join("; ")}`);
  process.exitCode = day.faults.length ? 1 : 0;
}

const house = await OwnHouse.start({ POSTS: 1_000_000, SOCKETS_PER_SESSION: 100, ATTEMPTS: 1000, UPLOADS: 100_000 }, { CHATROOM_WORKERS: "" });
try {
  await main(house);
} finally {
  await house.stop();
}
