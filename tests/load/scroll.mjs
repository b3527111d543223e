// What it costs a phone to scroll through a long lounge: to its beginning and back, read from the browser's own trace.
//
//     node scroll.mjs            prints a table
//
// The house is its own. SCROLL_LINES (default 10000) lie in the lounge; the scripts of the page run SCROLL_SLOWNESS times slower than they are (default 4, a cheap
// phone beside this machine), the wheel turns SCROLL_SPEED pixels a second (default 5000). Headless Chromium draws without a graphics processor, so frames compete with the scripts and
// with everything else for the same processors: what counts is the CPU time of the main thread's tasks, which do not depend on who else is busy. Frames and how many were
// dropped are those of the compositor's reports (PipelineReporter), intervals those between drawn frames (DrawFrame).
import { OwnHouse } from "../e2e/support/own_house.mjs";

const LINES = Number(process.env.SCROLL_LINES ?? 10_000);
const SLOWNESS = Number(process.env.SCROLL_SLOWNESS ?? 4);
const SPEED = Number(process.env.SCROLL_SPEED ?? 5000);
const PHONE = { viewport: { width: 360, height: 640 }, hasTouch: true, isMobile: true, deviceScaleFactor: 2 };
const STEP = 20_000;
const MOST_STEPS = 500;

const ms = (us) => (us / 1000).toFixed(1);
const say = (...cells) => console.log(cells.map((cell, i) => (i ? String(cell).padStart(9) : String(cell).padEnd(26))).join(" "));

const edges = () => {
  const lines = document.querySelectorAll("#lines .line[data-seq]");
  return { first: Number(lines[0].dataset.seq), last: Number(lines[lines.length - 1].dataset.seq), held: lines.length };
};

// Scrolls by steps until the end of the log that lies there; resolves to the figures of all of them.
async function through(page, traced, scrollBy, sign, done) {
  const all = { frames: 0, dropped: 0, intervals: [], tasks: [], cpu: 0, pixels: 0, held: 0 };
  for (let i = 0; i < MOST_STEPS; i += 1) {
    const one = await traced(page, (devtools) => scrollBy(devtools, { x: 180, y: 320, distance: sign * STEP, speed: SPEED }));
    for (const name of ["frames", "dropped", "cpu"]) all[name] += one[name];
    for (const name of ["intervals", "tasks"]) all[name].push(...one[name]);
    all.pixels += STEP;
    const now = await page.evaluate(edges);
    all.held = Math.max(all.held, now.held);
    if (done(now)) return all;
  }
  throw new Error(`not there after ${MOST_STEPS} steps`);
}

async function weight(page) {
  const devtools = await page.context().newCDPSession(page);
  await devtools.send("HeapProfiler.collectGarbage");
  const [{ nodes }, { usedSize }] = [await devtools.send("Memory.getDOMCounters"), await devtools.send("Runtime.getHeapUsage")];
  await devtools.detach();
  return { nodes, heap: usedSize };
}

async function main(house) {
  process.env.BASE_URL = house.base;
  const { enterLounge, launch, visitor } = await import("../e2e/support/browser.mjs");
  const { fillWithRows, FRAME_US, quantile, scrollBy, traced } = await import("../e2e/support/long_log.mjs");
  await fillWithRows(house, "en-us", LINES);
  const browser = await launch();
  try {
    const { page, context } = await visitor(browser, PHONE);
    await enterLounge(page, "en-us");
    const before = await weight(page);
    await (await context.newCDPSession(page)).send("Emulation.setCPUThrottlingRate", { rate: SLOWNESS });
    const show = (name, figures) => {
      const over = figures.tasks.filter((one) => one > FRAME_US).length;
      const [p50, p95, p99, longest] = [0.5, 0.95, 0.99, 1].map((q) => ms(quantile(figures.intervals, q)));
      say(name, figures.frames, figures.dropped, p50, p95, p99, longest, ms(quantile(figures.tasks, 0.99)), ms(quantile(figures.tasks, 1)), `${over}/${figures.tasks.length}`, ms((figures.cpu / figures.pixels) * 1000), figures.held);
    };
    console.log(`${LINES} lines, scripts ${SLOWNESS} times slower, ${SPEED} pixels a second; milliseconds`);
    say("", "frames", "dropped", "p50", "p95", "p99", "longest", "task p99", "longest", "> 16.7", "CPU/kpx", "lines");
    show("to the beginning", await through(page, traced, scrollBy, 1, ({ first }) => first === 1));
    show("and back", await through(page, traced, scrollBy, -1, ({ last }) => last === LINES));
    const after = await weight(page);
    console.log(`nodes ${before.nodes} -> ${after.nodes}, heap ${(before.heap / 1e6).toFixed(1)} -> ${(after.heap / 1e6).toFixed(1)} MB`);
  } finally {
    await browser.close();
  }
}

const house = await OwnHouse.start();
try {
  await main(house);
} finally {
  await house.stop();
}
