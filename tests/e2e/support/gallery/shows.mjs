// What somebody does on a page of the gallery to bring it into a state: forms sent as they should not be, menus and boxes opened. By selectors that no language changes.
import { connected } from "../browser.mjs";
import { send } from "../members.mjs";

async function fill(page, values) {
  for (const [selector, value] of Object.entries(values)) {
    const field = page.locator(selector).first();
    const kind = await field.evaluate((one) => one.type ?? one.tagName);
    if (value === true || value === false) await field.setChecked(value);
    else if (kind.startsWith("select")) await field.selectOption(value);
    else if (kind === "file") await field.setInputFiles(value);
    else await field.fill(value);
  }
}

// Sends the form as a browser without checks of its own would, and waits for the page that complains.
export const sent = (form, values = {}, { button = "button.primary", error = ".error:visible, .alert:visible" } = {}) => async (page) => {
  await page.locator(form).first().evaluate((one) => {
    one.noValidate = true;
    one.closest("details")?.setAttribute("open", "");
  });
  await fill(page, Object.fromEntries(Object.entries(values).map(([selector, value]) => [`${form} ${selector}`, value])));
  await send(page, `${form} ${button}`);
  await page.locator(error).first().waitFor();
};

export const clicked = (selector, appears) => async (page) => {
  await page.locator(selector).first().click();
  await page.locator(appears).first().waitFor();
};

export const unfolded = async (page) => page.locator("details").evaluateAll((all) => all.forEach((one) => one.setAttribute("open", "")));

export const inTurn = (...steps) => async (page, house) => {
  for (const step of steps) await step(page, house);
};

export const line = (page, seq) => page.locator(`#lines .line[data-seq="${seq}"]`);

// The menu of the line at this place, by the keys, and what is chosen in it.
export const menuOf = (seqOf, choice) => async (page, house) => {
  await connected(page);
  await line(page, seqOf(house)).evaluate((one) => {
    one.tabIndex = -1;
    one.focus();
  });
  await page.keyboard.press("Enter");
  await page.locator("#message-menu").waitFor();
  if (choice) await page.locator(`#message-menu [data-do="${choice}"]`).click();
};
