// The lounge in its states, its waiting room, one message, search.
import { connected } from "../../browser.mjs";
import { CROWDED } from "../house.mjs";
import { clicked, line, menuOf, sent } from "../shows.mjs";
import { FULL } from "../talk.mjs";

const ROOM = `/lounges/${FULL}`;
const own = (house) => house.places[14];
const others = (house) => house.places[3];
const message = (seqOf) => (house) => `${ROOM}/messages/${seqOf(house)}`;

const PNG = Buffer.from("iVBORw0KGgoAAAANSUhEUgAAAAEAAAABCAYAAAAfFcSJAAAADUlEQVR42mNk+M9QDwADhgGAWjR9awAAAABJRU5ErkJggg==", "base64");

async function openOnly(page) { await connected(page); }

async function withPicture(page, file) {
  await connected(page);
  await page.setInputFiles("#picture-file", file);
}

const lounge = (entry) => ({ who: "guest", path: ROOM, viewport: true, afresh: true, show: openOnly, ...entry });

const talkOf = () => [
  lounge({ name: "lounge" }),
  lounge({ name: "lounge-member", who: "member" }),
  lounge({ name: "lounge-moderator", who: "moderator" }),
  lounge({ name: "lounge-arabic", who: "member", path: "/lounges/ar-eg" }),
  lounge({ name: "lounge-empty", path: "/lounges/en-nz" }),
  lounge({ name: "lounge-video", who: "member", path: "/lounges/zh-all" }),
  lounge({ name: "lounge-blocked", path: "/lounges/en-ca" }),
  lounge({ name: "lounge-muted", who: "muted" }),
  lounge({ name: "lounge-held", who: "returning", path: "/lounges/en-ie" }),
  lounge({ name: "lounge-place", path: (house) => `${ROOM}/${house.places[8]}` }),
  lounge({ name: "lounge-earlier", path: "/lounges/en-all?before=80", show: (page) => page.locator("#to-newest").waitFor() }),
  lounge({ name: "lounge-members", path: `${ROOM}#members` }),
  lounge({ name: "lounge-refused", who: "muted", show: async (page) => {
    await connected(page);
    await page.fill("#body", "May I say something?");
    await page.press("#body", "Enter");
    await page.locator(".line.refused").last().waitFor(); // what was refused before is still here
  } }),
  lounge({ name: "lounge-offline", show: async (page) => {
    await connected(page);
    await page.context().setOffline(true);
    await page.locator("#banner:visible").waitFor();
  }, done: (page) => page.context().setOffline(false) }),
  lounge({ name: "lounge-plain", scripts: false, show: (page) => page.frameLocator("iframe.live-frame").locator(".line").first().waitFor() }),
  lounge({ name: "lounge-plain-member", who: "member", scripts: false, show: (page) => page.frameLocator("iframe.live-frame").locator(".line").first().waitFor() }),
];

const tools = () => [
  lounge({ name: "lounge-menu", show: menuOf(others) }),
  lounge({ name: "lounge-menu-own", show: menuOf(own) }),
  lounge({ name: "lounge-menu-moderator", who: "moderator", show: menuOf(others) }),
  lounge({ name: "lounge-answer", show: menuOf(others, "reply") }),
  lounge({ name: "lounge-edit", show: menuOf(own, "edit") }),
  lounge({ name: "lounge-delete", show: async (page, house) => {
    await menuOf(own, "delete")(page, house);
    await page.locator("#delete-confirm").waitFor();
  } }),
  lounge({ name: "lounge-moderate", who: "moderator", show: async (page, house) => {
    await menuOf(others, "moderate")(page, house);
    await page.locator("#order-box #moderate").waitFor();
  } }),
  lounge({ name: "lounge-moderate-errors", who: "moderator", show: async (page, house) => {
    await menuOf(others, "moderate")(page, house);
    await page.check('#order-box input[value="MUTE"]');
    await page.selectOption("#order-ground", "HARASSMENT");
    await page.locator("#order-box button.primary").click();
    await page.locator("#order-lasts-error").waitFor();
  } }),
  lounge({ name: "lounge-emoji", show: async (page) => {
    await connected(page);
    await clicked("#composer-emoji", "#emoji-picker .picker-grid button")(page);
  } }),
  lounge({ name: "lounge-emoji-none", show: async (page) => {
    await connected(page);
    await clicked("#composer-emoji", "#emoji-picker .picker-grid button")(page);
    await page.fill(".picker-field", "zzzz");
    await page.locator(".picker-none").waitFor();
  } }),
  lounge({ name: "lounge-mention", show: async (page) => {
    await connected(page);
    await page.locator("#body").pressSequentially("@");
    await page.locator("#mention-list li").first().waitFor();
  } }),
  lounge({ name: "lounge-alerts", show: async (page) => {
    await connected(page);
    await clicked("#alerts-button", "#alerts")(page);
  } }),
  lounge({ name: "lounge-day", show: async (page) => {
    await connected(page);
    await clicked("#room-menu summary", "#day-form")(page);
  } }),
  lounge({ name: "lounge-long", show: async (page) => {
    await connected(page);
    await page.fill("#body", "a long story ".repeat(400));
    await page.locator("#counter:not(:empty)").waitFor();
  } }),
  lounge({ name: "lounge-hover", show: async (page, house) => {
    await connected(page);
    const body = line(page, others(house)).locator(".body");
    await body.hover();
    await page.evaluate(() => new Promise((drawn) => requestAnimationFrame(() => requestAnimationFrame(drawn)))); // it may have had to scroll, which hides them
    const { x, y } = await body.boundingBox();
    await page.mouse.move(x + 8, y + 8);
    await page.locator("#line-tools").waitFor();
  } }),
  lounge({ name: "lounge-picture", who: "member", show: async (page) => {
    await withPicture(page, { name: "sunset over the hills.png", mimeType: "image/png", buffer: PNG });
    await page.locator("#picture-box .thumbnail:not([hidden])").waitFor();
  } }),
  lounge({ name: "lounge-picture-refused", who: "member", show: async (page) => {
    await withPicture(page, { name: "notes.txt", mimeType: "text/plain", buffer: Buffer.from("no picture") });
    await page.locator("#picture-box .refusal:not(:empty)").waitFor();
  } }),
];

const around = () => [
  { name: "waiting", who: "waiting", path: `/lounges/${CROWDED}` },
  { name: "queue", who: "moderator", path: `/lounges/${CROWDED}/queue` },
  { name: "queue-empty", who: "moderator", path: `${ROOM}/queue` },
  { name: "message", who: "guest", path: message(others) },
  { name: "message-own", who: "guest", path: message(own) },
  { name: "message-picture", who: "member", path: message((house) => house.places[8]) },
  { name: "message-moderator", who: "moderator", path: message(own) },
  { name: "message-report-error", who: "guest", path: message(others), show: sent("#report", {}, { button: "button" }) },
  { name: "message-moderate-errors", who: "moderator", path: message(others), show: sent("#moderate", { 'input[value="MUTE"]': true, "#order-text": "Please do not." }) },
  { name: "search", who: "guest", path: `${ROOM}/search` },
  { name: "search-found", who: "guest", path: `${ROOM}/search?q=cake` },
  { name: "search-none", who: "guest", path: `${ROOM}/search?q=parliament` },
  { name: "search-many", who: "guest", path: "/lounges/en-all/search?q=evening" },
];

export const lounges = () => [...talkOf(), ...tools(), ...around()];
