// What looking around in a market of 100,000 listings costs: browsing in each order, and searching for rare and for frequent words.
//
//     node market.mjs            prints a table, and how the database goes about each of the statements
//
// The house is its own. CPU is that of the page workers and of the database, separately, over the requests alone; times are a single visitor's, one request after the other.
// MARKET_LISTINGS and MARKET_REQUESTS make it smaller.
import { readFileSync } from "node:fs";

import { Browser } from "../e2e/support/member.mjs";
import { OwnHouse } from "../e2e/support/own_house.mjs";
import { furnish_market } from "./market_rows.mjs";

const LISTINGS = Number(process.env.MARKET_LISTINGS ?? 100_000);
const REQUESTS = Number(process.env.MARKET_REQUESTS ?? 400);
const TICK_US = 10_000; // of /proc/<pid>/stat

const PAGES = {
  "newest, one language": "/market?language=en",
  "newest, everything": "/market?language=all",
  "newest, a category": "/market?language=en&category=VIDEOS",
  "cheapest": "/market?language=en&order=cheapest&currency=USD",
  "dearest, everything": "/market?language=all&order=dearest&currency=EUR",
  "a price range, cheapest": "/market?language=en&order=cheapest&currency=USD&least=20&most=40",
  "a price range, newest": "/market?language=en&currency=USD&least=20&most=40",
  "far back": null, // filled in by following the pages
  "search: a rare word": "/market?language=all&q=needle",
  "search: a frequent word": "/market?language=en&q=picture",
  "search: two words": "/market?language=all&q=picture+w123",
  "search: two frequent words": "/market?language=en&q=picture+even",
  "search: frequent, narrow price": "/market?language=en&q=picture&currency=USD&least=99&most=99",
  "the panel beside a lounge": "/market/panel?language=en&lounge=en-all",
  "one listing": "/market/items/500",
};

const ticks_of = (pids) => pids.reduce((sum, pid) => {
  const fields = readFileSync(`/proc/${pid}/stat`, "utf8").split(") ")[1].split(" ");
  return sum + Number(fields[11]) + Number(fields[12]);
}, 0);
const quantile = (values, q) => [...values].sort((a, b) => a - b)[Math.min(values.length - 1, Math.floor(values.length * q))];

async function get(browser, path) {
  const answer = await browser.request(path);
  const text = await answer.text();
  if (answer.status !== 200) throw new Error(`${path} answered ${answer.status}`);
  return text;
}

async function measure(browser, groups, path) {
  for (let i = 0; i < 20; i += 1) await get(browser, path);
  const before = Object.fromEntries(Object.entries(groups).map(([name, pids]) => [name, ticks_of(pids)]));
  const times = [];
  let shown = 0;
  for (let i = 0; i < REQUESTS; i += 1) {
    const began = performance.now();
    shown = (await get(browser, path)).split(/class="(?:item card|panel-item)"/).length - 1;
    times.push(performance.now() - began);
  }
  const cpu = (name) => Math.round(((ticks_of(groups[name]) - before[name]) * TICK_US) / REQUESTS);
  return { shown, workers: cpu("workers"), database: cpu("database"), p50: quantile(times, 0.5), p99: quantile(times, 0.99) };
}

// The page that 40 steps of "look further" lead to.
async function far_back(browser) {
  let path = "/market?language=en";
  for (let i = 0; i < 40; i += 1) {
    const next = /rel="next" href="([^"]+)"/.exec(await get(browser, path))?.[1];
    if (!next) break;
    path = next.replaceAll("&amp;", "&");
  }
  return path;
}

// From now on the server notes what each statement looks at. A connection has the switches of the moment it began, so all begin anew.
async function watch_statements(house) {
  const sql = (text) => house.instance("sql", "chatroom", "-Ne", text);
  await sql("SET GLOBAL log_output = 'TABLE'; SET GLOBAL log_slow_filter = ''; SET GLOBAL min_examined_row_limit = 0; SET GLOBAL long_query_time = 0; SET GLOBAL slow_query_log = 1");
  const ids = await sql("SELECT id FROM information_schema.processlist WHERE db = 'chatroom' AND id <> CONNECTION_ID()");
  for (const id of ids.split("\n").filter(Boolean)) await sql(`KILL ${id}`).catch(() => {}); // it may have ended by itself
}

// Each statement about listings that a page leads to, what it looked at for what it gave, and how.
async function explain(house, browser, name, path) {
  const sql = (text) => house.instance("sql", "chatroom", "-Ne", text);
  await get(browser, path);
  await sql("TRUNCATE mysql.slow_log");
  await get(browser, path);
  const said = await sql("SELECT rows_examined, rows_sent, REPLACE(CONVERT(sql_text USING utf8mb4), '\\n', ' ') FROM mysql.slow_log WHERE sql_text REGEXP '^SELECT.*marketplace_(item|word|picture)'");
  console.log(`\n${name}: ${path}`);
  for (const line of said.split("\n").filter(Boolean).slice(0, 5)) {
    const [examined, sent, statement] = line.split("\t");
    console.log(`  ${examined} examined for ${sent}: ${statement.slice(0, 60)} ... ${/FROM .{0,260}/.exec(statement)?.[0]}`);
    for (const row of (await sql(`EXPLAIN ${statement}`)).trim().split("\n")) {
      const [, , table, type, , key, , , , extra] = row.split("\t");
      console.log(`    ${table.padEnd(2)} ${type.padEnd(7)} ${key.padEnd(36)} ${extra ?? ""}`);
    }
  }
}

async function main() {
  const house = await OwnHouse.start({}, { RED_LOUNGES: "declared" });
  try {
    await furnish_market(house, LISTINGS);
    const browser = new Browser(house.base);
    const { tempSessionToken } = await browser.good("/api/auth/guest", { ageCategory: "18+RED" });
    browser.cookies.set("tempSessionToken", tempSessionToken);
    PAGES["far back"] = await far_back(browser);
    const groups = { workers: await house.workerPids(), database: [await house.pid("mariadb")] };
    console.log(`${LISTINGS} listings, ${REQUESTS} requests each; CPU in us a request\n`);
    console.log("shown  workers  database  p50 ms  p99 ms  page");
    for (const [name, path] of Object.entries(PAGES)) {
      const { shown, workers, database, p50, p99 } = await measure(browser, groups, path);
      console.log(`${String(shown).padStart(5)}${String(workers).padStart(9)}${String(database).padStart(10)}${p50.toFixed(1).padStart(8)}${p99.toFixed(1).padStart(8)}  ${name}`);
    }
    await watch_statements(house);
    for (const [name, path] of Object.entries(PAGES)) await explain(house, browser, name, path);
  } finally {
    await house.stop();
  }
}

await main();
