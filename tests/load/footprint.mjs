// What a house takes in memory as it is delivered: idle, with 100 and with 1,000 people talking.
//
//     node footprint.mjs         prints a table
//
// The house is its own, with the usual number of workers; only the limits that one address has are raised, because all come from here. People sit in FOOTPRINT_LOUNGES lounges, each says
// something every FOOTPRINT_PAUSE seconds on average and loads the lounge's page every two minutes. What is told is the largest sum seen in FOOTPRINT_SECONDS (default 60) of talk.
import { setTimeout as pause } from "node:timers/promises";

import { OwnHouse } from "../e2e/support/own_house.mjs";
import { PersistentClient } from "../e2e/support/persistent_client.mjs";
import { newSession, until } from "../e2e/support/protocol_v1.mjs";
import { held_by, total_kib } from "./processes.mjs";

const PEOPLE = (process.env.FOOTPRINT_PEOPLE ?? "100 1000").split(" ").map(Number);
const SECONDS = Number(process.env.FOOTPRINT_SECONDS ?? 60);
const PAUSE_MS = 1000 * Number(process.env.FOOTPRINT_PAUSE ?? 30);
const LOUNGES = ["en-us", "en-gb", "de-de", "fr-fr", "es-es", "pt-br", "ar-eg", "hi-in", "zh-cn", "en-in"].slice(0, Number(process.env.FOOTPRINT_LOUNGES ?? 10));
const PAGE_EVERY_MS = 120_000;
const LOOK_EVERY_MS = 2000;

const mb = (kib) => (kib / 1024).toFixed(1);

async function load_page(house, { session, lounges }) {
  const headers = { cookie: `tempSessionToken=${session.tempSessionToken}` };
  const answer = await fetch(`${house.base}/lounges/${lounges[0]}`, { headers });
  if (answer.status !== 200) throw new Error(`the lounge's page answered ${answer.status}`);
  await answer.arrayBuffer();
}

async function come_in(house, people, count) {
  while (people.length < count) {
    const session = await newSession(house.base);
    people.push(new PersistentClient(house.base, session, [LOUNGES[people.length % LOUNGES.length]], { every: PAUSE_MS }));
  }
  await until(() => people.every(({ ready }) => ready), `${count} people are in`, 120_000);
}

// The look with the largest sum.
async function largest_while(house, people) {
  let largest = null;
  let next = 0;
  const failures = [];
  const pages = setInterval(() => load_page(house, people[next++ % people.length]).catch((error) => failures.push(error)), PAGE_EVERY_MS / Math.max(1, people.length));
  for (const end = Date.now() + 1000 * SECONDS; Date.now() < end; await pause(LOOK_EVERY_MS)) {
    const held = held_by(house.folder);
    if (!largest || total_kib(held) > total_kib(largest)) largest = held;
  }
  clearInterval(pages);
  if (failures.length) throw failures[0];
  return largest;
}

function print(columns) {
  const names = Object.keys(columns[0].held);
  const row = (name, cells) => console.log([name.padEnd(14), ...cells.map((cell) => String(cell).padStart(14))].join(" "));
  row("PSS, MB", columns.map(({ title }) => title));
  for (const name of names) row(`${name} (${columns[0].held[name].processes})`, columns.map(({ held }) => mb(held[name].pss_kib)));
  row("sum", columns.map(({ held }) => mb(total_kib(held))));
  row("messages", columns.map(({ messages }) => messages));
}

const house = await OwnHouse.start({ POSTS: 100_000, SOCKETS_PER_SESSION: 100 }, { CHATROOM_WORKERS: "" });
const people = [];
try {
  await pause(5000);
  const columns = [{ title: "idle", held: held_by(house.folder), messages: 0 }];
  for (const count of PEOPLE) {
    await come_in(house, people, count);
    const held = await largest_while(house, people);
    columns.push({ title: `${count} people`, held, messages: people.reduce((sum, { acknowledged }) => sum + acknowledged.size, 0) });
  }
  const faults = people.flatMap((client) => client.faults);
  if (faults.length) throw new Error(`${faults.length} faults, the first: ${faults[0]}`);
  print(columns);
} finally {
  people.forEach((client) => client.end());
  await house.stop();
}
