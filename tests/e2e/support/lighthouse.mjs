// Lighthouse as a phone sees the house: https://developer.chrome.com/docs/lighthouse. A browser of its own for each address, so that nothing is in a cache.
import lighthouse from "lighthouse";

import { launch } from "./browser.mjs";
import { freePort } from "./own_house.mjs";

const NOT_RECORDED = new Set(["NO_NAVSTART", "NO_TRACING_STARTED", "NO_FCP"]);

// `categories`: accessibility, best-practices, seo, performance. Resolves to { scores: { category: 0 to 100 }, wrong: ["category: audit"] }; the audits named in
// `without` are left out. A trace that the browser has not recorded whole says nothing of the page: then it is visited again.
export async function audited(url, categories, options = {}, left = 2) {
  const lhr = await report(url, categories, options);
  if (left > 0 && NOT_RECORDED.has(lhr.runtimeError?.code)) return audited(url, categories, options, left - 1);
  if (lhr.runtimeError) throw new Error(`${url}: ${lhr.runtimeError.message}`);
  return { scores: scoresOf(lhr), wrong: wrongIn(lhr) };
}

async function report(url, categories, { without = [] }) {
  const port = await freePort();
  const browser = await launch([`--remote-debugging-port=${port}`]);
  const settings = { onlyCategories: categories, skipAudits: without, formFactor: "mobile", disableFullPageScreenshot: true };
  // Without what is measured nothing has to be slowed down.
  if (!categories.includes("performance")) settings.throttlingMethod = "provided";
  try {
    const { lhr } = await lighthouse(url, { port, output: "json", logLevel: "silent", ignoreStatusCode: true }, { extends: "lighthouse:default", settings });
    return lhr;
  } finally {
    await browser.close();
  }
}

const scoresOf = ({ categories }) => Object.fromEntries(Object.entries(categories).map(([name, { score }]) => [name, Math.round(score * 100)]));

function wrongIn({ categories, audits }) {
  const failed = ({ id, weight }) => weight > 0 && audits[id].score !== null && audits[id].score < 1;
  return Object.entries(categories).flatMap(([name, { auditRefs }]) => auditRefs.filter(failed).map(({ id }) => `${name}: ${id} (${audits[id].title})`));
}
