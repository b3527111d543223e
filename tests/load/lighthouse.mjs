// What Lighthouse says of the pages that a stranger sees, speed included: the median of five visits each, as its mobile preset simulates a phone on slow 4G.
//
//     node lighthouse.mjs [PATH...]   prints a table; ends with 1 when a page is below 95 in performance, or below 100 in anything else
//
// The house is its own. LIGHTHOUSE_ROUNDS makes it shorter.
import { audited } from "../e2e/support/lighthouse.mjs";
import { OwnHouse } from "../e2e/support/own_house.mjs";
import { PUBLIC_PAGES } from "../e2e/support/public_pages.mjs";

const ROUNDS = Number(process.env.LIGHTHOUSE_ROUNDS ?? 5);
const LEAST = { performance: 95, accessibility: 100, "best-practices": 100, seo: 100 };
const CATEGORIES = Object.keys(LEAST);
const PAGES = process.argv.length > 2 ? process.argv.slice(2) : PUBLIC_PAGES;

const middle = (values) => [...values].sort((a, b) => a - b)[Math.floor(values.length / 2)];

async function visits(url) {
  const found = [];
  for (let round = 0; round < ROUNDS; round += 1) found.push(await audited(url, CATEGORIES));
  return found;
}

function row(path, found) {
  const medians = CATEGORIES.map((name) => middle(found.map(({ scores }) => scores[name])));
  const each = found.map(({ scores }) => scores.performance).join(" ");
  console.log([path.padEnd(18), ...medians.map((score, i) => String(score).padStart(CATEGORIES[i].length)), `  (performance: ${each})`].join(" "));
  const wrong = CATEGORIES.filter((name, i) => medians[i] < LEAST[name]);
  if (wrong.length) console.log(`  below: ${wrong.join(", ")}; ${[...new Set(found.flatMap(({ wrong: audits }) => audits))].join("; ")}`);
  return wrong.length === 0;
}

const house = await OwnHouse.start();
try {
  console.log(`${"".padEnd(18)} ${CATEGORIES.join(" ")}`);
  for (const path of PAGES) if (!row(path, await visits(house.base + path))) process.exitCode = 1;
} finally {
  await house.stop();
}
