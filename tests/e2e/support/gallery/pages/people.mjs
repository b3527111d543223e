// One's own account, other people, and what is said between two.
import { inTurn, sent } from "../shows.mjs";

const LONG = "a long story ".repeat(500);
const person = (role) => (house) => `/people/${house.people[role].person}`;
const talk = (role) => (house) => `/direct/${house.people[role].person}`;

// Recovery codes are shown once: a good one brings new ones.
async function newCodes(page, house) {
  const { careful } = house.people;
  await page.fill('form[action$="/codes"] input[name="code"]', careful.codes.pop());
  await page.locator('form[action$="/codes"] button').click();
  await page.locator(".codes code").first().waitFor();
  careful.codes = await page.locator(".codes code").allTextContents();
}

const nothingChosen = (page) => page.locator('#begin [name="type"]').evaluateAll((all) => all.forEach((one) => { one.checked = false; }));

const account = () => [
  { name: "account", who: "member", path: "/account" },
  { name: "account-saved", who: "seller", path: "/account?done=profile" },
  { name: "account-errors", who: "member", path: "/account", show: sent('form[action="/account/profile"]', { "#name": "x", "#bio": "What I like" }) },
  { name: "account-bio-error", who: "member", path: "/account", show: sent('form[action="/account/profile"]', { "#bio": LONG }) },
  { name: "password", who: "member", path: "/account/password" },
  { name: "password-errors", who: "member", path: "/account/password", show: sent(".form", { "#current-password": "not this one", "#new-password": "paper lanterns on 7 boats" }) },
  { name: "password-weak", who: "newcomer", path: "/account/password", show: sent(".form", { "#new-password": "short" }) },
  { name: "password-first", who: "newcomer", path: "/account/password" },
  { name: "sessions", who: "member", path: "/account/sessions" },
  { name: "second-step-off", who: "fresh", path: "/account/second-step" },
  { name: "second-step-pending", who: "drafting", path: "/account/second-step", show: async (page) => {
    const [button] = [page.locator('form[action$="/begin"] button')];
    if (await button.count()) await button.click();
    await page.locator(".secret").waitFor();
  } },
  { name: "second-step-error", who: "proven", path: "/account/second-step", show: async (page) => {
    const button = page.locator('form[action$="/begin"] button');
    if (await button.count()) await button.click();
    await page.locator(".secret").waitFor();
    await sent(".form-part", { "#code": "000000" })(page);
  } },
  { name: "second-step-on", who: "careful", path: "/account/second-step" },
  { name: "second-step-codes", who: "careful", path: "/account/second-step", show: newCodes },
  { name: "second-step-codes-error", who: "careful", path: "/account/second-step", show: sent('form[action$="/codes"]', { 'input[name="code"]': "nonsense" }) },
  { name: "verification", who: "fresh", path: "/account/verification" },
  { name: "verification-begin-error", who: "fresh", path: "/account/verification", show: inTurn(nothingChosen, sent("#begin")) },
  { name: "verification-draft", who: "drafting", path: "/account/verification" },
  { name: "verification-draft-error", who: "drafting", path: "/account/verification", show: async (page) => {
    await page.setInputFiles("#back-file", { name: "back.png", mimeType: "image/png", buffer: Buffer.from("<svg/>") });
    await page.locator('#back button[type="submit"]').click();
    await page.locator("#back .error:visible").first().waitFor();
  } },
  { name: "verification-large", who: "drafting", path: "/account/verification?error=document_bytes", status: 413 },
  { name: "verification-waits", who: "handedIn", path: "/account/verification" },
  { name: "verification-refused", who: "refused", path: "/account/verification" },
  { name: "verification-proven", who: "seller", path: "/account/verification" },
  { name: "verification-elsewhere-failed", who: "fresh", path: "/account/verification/openid/return?state=unknown&code=x", status: null },
  { name: "data", who: "member", path: "/account/data" },
  { name: "data-error", who: "member", path: "/account/data", show: sent(".form", { "#password": "not this one" }) },
  { name: "delete", who: "member", path: "/account/delete" },
  { name: "delete-error", who: "member", path: "/account/delete", show: sent(".form", { "#password": "not this one" }) },
];

const others = () => [
  { name: "person", who: "guest", path: person("seller") },
  { name: "person-guest", who: "member", path: person("ana") },
  { name: "person-self", who: "member", path: person("member") },
  { name: "person-blocked", who: "member", path: person("blocked") },
  { name: "person-moderator", who: "moderator", path: person("muted") },
  { name: "person-report-error", who: "guest", path: person("chloe"), show: sent("#report", {}, { button: "button" }) },
  { name: "person-moderate-errors", who: "moderator", path: person("chloe"), show: sent("#moderate", { 'input[value="BAN_TEMP"]': true }) },
  { name: "blocks", who: "member", path: "/account/blocks" },
  { name: "blocks-empty", who: "fresh", path: "/account/blocks" },
  { name: "reports", who: "guest", path: "/reports" },
  { name: "reports-sent", who: "chloe", path: "/reports?sent=1" },
  { name: "reports-empty", who: "fresh", path: "/reports" },
  { name: "direct", who: "member", path: "/direct" },
  { name: "direct-empty", who: "fresh", path: "/direct" },
  { name: "direct-guest", who: "guest", path: "/direct", status: null },
  { name: "conversation", who: "member", path: talk("seller") },
  { name: "conversation-new", who: "fresh", path: talk("jonas") },
  { name: "conversation-blocked", who: "member", path: talk("blocked") },
  { name: "conversation-guest", who: "guest", path: talk("jonas"), status: null },
  { name: "conversation-plain", who: "member", path: talk("layla"), scripts: false },
];

export const persons = () => [...account(), ...others()];
