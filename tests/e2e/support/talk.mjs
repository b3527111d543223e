// What the suites about messages do on a page.
import { visitor } from "./browser.mjs";

// Visitors who all leave at the end of a test, and whose scripts must not have failed.
export async function withVisitors(browser, body) {
  const visitors = [];
  const come = async (options) => {
    visitors.push(await visitor(browser, options));
    return visitors.at(-1).page;
  };
  try {
    await body(come);
  } finally {
    for (const one of visitors) await one.end();
  }
}

// The stored line whose body holds this text, as the server tells it (and not only as it was typed).
export const lineWith = (page, text) => page.locator("#lines .line:not(.pending):not([data-draft])").filter({ has: page.locator(".body", { hasText: text }) });

// What is done by its menu, opened by the keys.
export async function openMenu(page, text) {
  await lineWith(page, text).evaluate((line) => {
    line.tabIndex = -1;
    line.focus();
  });
  await page.keyboard.press("Enter");
  await page.locator("#message-menu").waitFor();
}

export async function doToMessage(page, text, action) {
  await openMenu(page, text);
  await page.locator(`#message-menu [data-do="${action}"]`).click();
}

// Looks at each frame from the server before the page does, and may answer with another one in its place; null: it is lost.
export const changeFrames = (page, change) => page.routeWebSocket(/\/ws(\?|$)/, (client) => {
  const server = client.connectToServer();
  server.onMessage((data) => {
    const frame = change(JSON.parse(data));
    if (frame) client.send(JSON.stringify(frame));
  });
});
