// Visitors with a browser of their own.
import { chromium } from "playwright-core";

import { base, unique } from "./house.mjs";

const flags = ["--no-sandbox", "--disable-gpu", "--disable-background-networking", "--disable-component-update", "--disable-sync", "--no-first-run"];

// So many times slower than they are, the pages' scripts: what waits for too little fails then.
const SLOWNESS = Number(process.env.CHATROOM_TEST_SLOWNESS ?? 1);

export const launch = (more = []) => chromium.launch({ executablePath: process.env.CHROMIUM ?? "/usr/bin/chromium", args: [...flags, ...more] });

// A browser context with one page, which fails the test that owns it when a script of the page fails.
export async function visitor(browser, options = {}) {
  const context = await browser.newContext({ baseURL: base, locale: "en-US", viewport: { width: 360, height: 640 }, ...options });
  context.setDefaultTimeout(30_000);
  if (SLOWNESS > 1) context.on("page", (page) => slowDown(page).catch(() => {})); // it may be gone before
  const page = await context.newPage();
  const faults = [];
  page.on("pageerror", (error) => faults.push(error));
  page.on("console", (message) => /Content.Security.Policy/i.test(message.text()) && faults.push(new Error(message.text())));
  const end = async () => {
    await context.close();
    if (faults.length) throw faults[0];
  };
  return { page, context, end };
}

async function slowDown(page) {
  const devtools = await page.context().newCDPSession(page);
  await devtools.send("Emulation.setCPUThrottlingRate", { rate: SLOWNESS });
}

// Comes in by the form. "commit": the live frame of a page without scripts never ends loading.
export async function enter(page, name = unique("v"), { go = "choose", next = "" } = {}) {
  await page.goto(next ? `/?next=${next}` : "/", { waitUntil: "domcontentloaded" });
  await page.getByRole("textbox").first().fill(name);
  await page.locator('input[name="ageCategory"][value="18+"]').check();
  await Promise.all([
    page.waitForURL((url) => url.pathname !== "/" && url.pathname !== "/enter", { waitUntil: "domcontentloaded" }),
    page.locator(`button[value="${go}"]`).click({ noWaitAfter: true }),
  ]);
  return name;
}

export async function enterLounge(page, lounge, name) {
  const given = await enter(page, name, { go: "liveliest", next: lounge });
  await connected(page);
  return given;
}

// The page's scripts have taken over, also those that come after it stands (static/js/at_hand.js), it is connected, and the list of members has this person in it (as that of the server's own page may before).
export async function connected(page) {
  await page.locator("#lounge[data-connection]").waitFor();
  await page.keyboard.press("Shift"); // the first sign of a person
  await page.waitForFunction(() => {
    const { viewer, connection, atHand } = document.getElementById("lounge")?.dataset ?? {};
    return connection === "open" && atHand === "" && document.getElementById("banner").hidden && document.querySelector(`#member-list [data-member="${viewer}"]`);
  });
}

export async function say(page, text) {
  await page.fill("#body", text);
  await page.press("#body", "Enter");
}

// The line that holds exactly this text.
export const line = (page, text) => page.locator("#lines .line").filter({ has: page.locator(".body", { hasText: new RegExp(`^${text}$`) }) });

// Stored: it has its number and is no longer on its way.
export const stored = (page, text) => line(page, text).and(page.locator('[data-seq]:not([data-seq=""]):not(.pending):not(.refused)'));

export const numbers = (page) => page.locator("#lines .line").evaluateAll((lines) => lines.map((one) => Number(one.dataset.seq)));

// Looks at each frame from the server before the page does; what `passes` answers false to is lost on the way.
export const betweenServerAnd = (page, passes) => page.routeWebSocket(/\/ws(\?|$)/, (client) => {
  const server = client.connectToServer();
  server.onMessage((frame) => passes(JSON.parse(frame), client) && client.send(frame));
});
