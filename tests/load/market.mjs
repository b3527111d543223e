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

// Each statement about listings that a page leads to, with its values, as the server's own log has it, and what it does with it.
async function explain(house, browser, name, path) {
  const sql = (text) => house.instance("sql", "chatroom", "-Ne", text);
  await sql("SET GLOBAL log_output = 'TABLE'; TRUNCATE mysql.general_log; SET GLOBAL general_log = 1");
  await get(browser, path);
  await sql("SET GLOBAL general_log = 0");
  const said = await sql("SELECT DISTINCT REPLACE(CONVERT(argument USING utf8mb4), '\\n', ' ') FROM mysql.general_log WHERE command_type = 'Execute' AND argument REGEXP 'marketplace_(item|word|picture)'");
  console.log(`\n${name}: ${path}`);
  for (const statement of said.split("\n").filter(Boolean).slice(0, 6)) {
    console.log(`  ${statement.slice(0, 150)}${statement.length > 150 ? " ..." : ""}`);
    const plan = await sql(`ANALYZE ${statement}`);
    for (const line of plan.trim().split("\n")) {
      const [, , table, type, , key, , , , rows, , filtered, extra] = line.split("\t");
      console.log(`    ${table.padEnd(3)} ${type.padEnd(7)} ${key.padEnd(38)} looked at ${rows.padStart(6)}, kept ${filtered}%  ${extra ?? ""}`);
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
    for (const [name, path] of Object.entries(PAGES)) await explain(house, browser, name, path);
  } finally {
    await house.stop();
  }
}

await main();
