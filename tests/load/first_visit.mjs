// What the first visit of a lounge is on a cheap phone with a slow line: a browser that has never been there, and a session's cookie.
import { launch } from "../e2e/support/browser.mjs";
import { Line, SCREEN } from "../e2e/support/phone.mjs";

const READY = () => document.querySelector('#lounge[data-connection="open"]') && document.querySelectorAll("#lines .line").length >= 50;

// When something was drawn first, and when the largest of what is on the screen was: milliseconds from the visit's beginning.
const PAINTS = () => new Promise((found) => {
  new PerformanceObserver((list) => {
    const [first] = performance.getEntriesByName("first-contentful-paint");
    found({ first_ms: first.startTime, largest_ms: list.getEntries().at(-1).startTime });
  }).observe({ type: "largest-contentful-paint", buffered: true });
});

async function visit(browser, { port, tokens }, path) {
  const url = `http://127.0.0.1:${port}`;
  const context = await browser.newContext(SCREEN);
  await context.addCookies([{ name: "tempSessionToken", value: tokens[0], url }]);
  const page = await context.newPage();
  const line = await Line.under(page);
  await page.goto(url + path);
  await page.waitForFunction(READY);
  await line.quiet(page);
  const seen = { ...(await page.evaluate(PAINTS)), bytes: line.bytes, requests: line.sent.length };
  await context.close();
  return seen;
}

const middle = (values) => values.sort((a, b) => a - b)[Math.floor(values.length / 2)];

// `sides` take turns; resolves to the medians of each: { product: { first_ms, largest_ms, bytes, requests }, ... }.
export async function first_visits(sides, path, rounds) {
  const browser = await launch();
  const seen = Object.fromEntries(Object.keys(sides).map((name) => [name, []]));
  try {
    for (let round = 0; round < rounds; ++round) {
      for (const [name, side] of Object.entries(sides)) seen[name].push(await visit(browser, side, path));
    }
  } finally {
    await browser.close();
  }
  const medians = (visits) => Object.fromEntries(Object.keys(visits[0]).map((figure) => [figure, middle(visits.map((one) => one[figure]))]));
  return Object.fromEntries(Object.entries(seen).map(([name, visits]) => [name, medians(visits)]));
}
