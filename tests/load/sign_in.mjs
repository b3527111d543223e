// How long a sign-in takes for a number that has an account and for one that has none, and what twenty sign-ins at once do to the page of a lounge.
//
//     node sign_in.mjs            prints the figures; ends with 1 when a promise is broken
//
// The house is its own, of an instance's usual size, with limits that let one address try. Figures are medians and 95 % intervals (bootstrap, seeded).
import { Browser, freshNumber, newMember } from "../e2e/support/member.mjs";
import { OwnHouse } from "../e2e/support/own_house.mjs";

const TRIES = 200;
const CROWD = 20;
const MOST_MS = 10; // width of the interval
const MOST_RATIO = 3;

const sorted = (values) => [...values].sort((a, b) => a - b);
const quantile = (values, q) => sorted(values)[Math.min(values.length - 1, Math.floor(values.length * q))];
const median = (values) => quantile(values, 0.5);

// A generator of its own, so that a figure can be had again: mulberry32.
function random(seed) {
  let state = seed;
  return () => {
    state = (state + 0x6d2b79f5) | 0;
    let t = Math.imul(state ^ (state >>> 15), 1 | state);
    t = (t + Math.imul(t ^ (t >>> 7), 61 | t)) ^ t;
    return ((t ^ (t >>> 14)) >>> 0) / 2 ** 32;
  };
}

// The 95 % interval of the difference of medians.
function interval(a, b) {
  const next = random(20);
  const draw = (values) => median(values.map(() => values[Math.floor(next() * values.length)]));
  const differences = Array.from({ length: 2000 }, () => draw(a) - draw(b));
  return [quantile(differences, 0.025), quantile(differences, 0.975)];
}

async function timed(work) {
  const began = performance.now();
  await work();
  return performance.now() - began;
}

// Alternating, so that whatever changes on the machine meanwhile hits both alike.
async function compare(house, known) {
  const browser = new Browser(house.base);
  const tries = { known: [], unknown: [] };
  for (let i = 0; i < TRIES; i += 1) {
    for (const [kind, phoneNumber] of [["known", known], ["unknown", freshNumber()]]) {
      tries[kind].push(await timed(() => browser.call("/api/auth/signin", { phoneNumber, password: "wrong" })));
    }
  }
  return tries;
}

async function pages(browser, until) {
  const times = [];
  while (!until(times)) times.push(await timed(async () => (await browser.request("/lounges/en-us")).arrayBuffer()));
  return times;
}

async function crowd(house, browser, known) {
  const rest = await pages(browser, (times) => times.length >= 500);
  let waiting = CROWD;
  const sign_ins = Array.from({ length: CROWD }, async () => {
    await new Browser(house.base).signIn(known);
    waiting -= 1;
  });
  const during = await pages(browser, () => waiting === 0);
  await Promise.all(sign_ins);
  return { rest, during };
}

const ms = (value) => value.toFixed(2);

async function main() {
  const house = await OwnHouse.start({ ATTEMPTS: 1_000_000 }, { CHATROOM_WORKERS: "4" });
  try {
    const { number, browser } = await newMember(house);
    const { known, unknown } = await compare(house, number);
    const [low, high] = interval(known, unknown);
    console.log(`sign-in refused, ms: median ${ms(median(known))} with an account, ${ms(median(unknown))} without (${TRIES} tries each)`);
    console.log(`  difference of medians, 95 %: ${ms(low)} to ${ms(high)} ms`);
    const { rest, during } = await crowd(house, browser, number);
    const ratio = quantile(during, 0.99) / quantile(rest, 0.99);
    console.log(`lounge page, ms p50 / p99: ${ms(median(rest))} / ${ms(quantile(rest, 0.99))} at rest (${rest.length} pages), ` +
      `${ms(median(during))} / ${ms(quantile(during, 0.99))} while ${CROWD} people sign in (${during.length} pages): p99 x ${ratio.toFixed(2)}`);
    const broken = [];
    if (low > 0 || high < 0) broken.push("the time of a refusal tells whether there is an account");
    if (high - low >= MOST_MS) broken.push(`the interval is wider than ${MOST_MS} ms`);
    if (ratio >= MOST_RATIO) broken.push(`people who sign in hold up the pages`);
    for (const one of broken) console.error(`sign_in: ${one}`);
    process.exitCode = broken.length > 0 ? 1 : 0;
  } finally {
    await house.stop();
  }
}

await main();
