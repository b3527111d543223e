// What moderators, reviewers and administrators see.
import { sent } from "../shows.mjs";

const caseOf = (as) => (house) => `/moderation/cases/${house.cases[as]}`;
const proof = (as) => (house) => `/moderation/proofs/${house.attempts[as]}`;

const cases = () => [
  { name: "moderation", who: "moderator", path: "/moderation" },
  { name: "moderation-empty", who: "hindi", path: "/moderation" },
  { name: "moderation-admin", who: "admin", path: "/moderation" },
  { name: "moderation-reviewer", who: "reviewer", path: "/moderation" },
  { name: "case-free", who: "moderator", path: caseOf("free") },
  { name: "case-mine", who: "moderator", path: caseOf("mine") },
  { name: "case-taken", who: "moderator", path: caseOf("listing") },
  { name: "case-listing", who: "second", path: caseOf("listing") },
  { name: "case-decided", who: "moderator", path: caseOf("decided") },
  { name: "case-held", who: "moderator", path: caseOf("held") },
  { name: "case-picture", who: "moderator", path: caseOf("picture"), show: async (page) => {
    await page.click("#show-picture");
    await page.waitForFunction(() => document.querySelector(".case-picture > img")?.naturalWidth > 0);
  } },
  { name: "case-request", who: "second", path: (house) => `/moderation/cases/${house.removals.request}` },
  { name: "case-errors", who: "moderator", path: caseOf("mine"), show: sent("#moderate", { 'input[value="MUTE"]': true, "#order-text": "Please do not." }) },
  { name: "appeal", who: "moderator", path: (house) => `/moderation/appeals/${house.decisions.waiting}` },
  { name: "appeal-own", who: "second", path: (house) => `/moderation/appeals/${house.decisions.waiting}` },
  { name: "appeal-decided", who: "second", path: (house) => `/moderation/appeals/${house.decisions.over}` },
  { name: "appeal-errors", who: "moderator", path: (house) => `/moderation/appeals/${house.decisions.waiting}`, show: sent('form[action$="/decide"]') },
  { name: "emergency", who: "moderator", path: "/moderation/emergency?lounge=en-us" },
  { name: "emergency-errors", who: "moderator", path: "/moderation/emergency", show: sent(".form", {}, { button: "button.danger" }) },
  {
    name: "emergency-on", who: "moderator", path: "/moderation/emergency", alone: true, before: (house) => house.market.house.script("emergency", "fr-fr", "--write", "members"),
    after: (house) => house.market.house.script("emergency", "fr-fr", "--off"),
  },
  { name: "rules", who: "moderator", path: "/moderation/rules" },
  { name: "rules-trial", who: "moderator", path: "/moderation/rules", show: sent("#rule", { "#rule-pattern": "cake" }, { button: "#try", error: "#trial" }) },
  { name: "rules-errors", who: "moderator", path: "/moderation/rules", show: sent("#rule", { "#rule-pattern": "*" }) },
  { name: "listings", who: "moderator", path: "/moderation/listings" },
  { name: "listings-empty", who: "hindi", path: "/moderation/listings" },
  { name: "listings-error", who: "moderator", path: "/moderation/listings", show: sent('form[action^="/moderation/listings/"]', {}, { button: 'button[value="refuse"]' }) },
  { name: "disputes", who: "moderator", path: "/moderation/disputes" },
  { name: "dispute", who: "moderator", path: (house) => `/moderation/disputes/${house.orders.disputed}` },
  { name: "dispute-errors", who: "moderator", path: (house) => `/moderation/disputes/${house.orders.disputed}`, show: sent('form[action^="/moderation/disputes/"]', { "#refund": "much" }) },
  { name: "overview", who: "admin", path: "/moderation/overview" },
  { name: "audit", who: "admin", path: "/audit" },
  { name: "audit-none", who: "admin", path: "/audit?action=nothing.like.it" },
];

const proofs = () => [
  { name: "proofs", who: "reviewer", path: "/moderation/proofs" },
  { name: "proofs-unknown", who: "reviewer", path: "/moderation/proofs?proof=nine", status: null },
  { name: "proof-free", who: "reviewer", path: proof("waiting") },
  { name: "proof-mine", who: "reviewer", path: proof("mine") },
  { name: "proof-errors", who: "reviewer", path: proof("mine"), show: sent("#approve", { "#birth-date": "2015-01-01", "#expiry-date": "" }) },
  { name: "proof-reject-errors", who: "reviewer", path: proof("mine"), show: sent("#reject", {}, { button: "button" }) },
  { name: "proof-approved", who: "reviewer", path: proof("approved") },
  { name: "proof-refused", who: "reviewer", path: proof("refused") },
];

const decisions = () => [
  { name: "decision", who: "muted", path: "/decisions/mine" },
  { name: "decision-appealed", who: "visitor", path: (house) => house.decisions.mute },
  { name: "decision-lifted", who: "halfway", path: (house) => house.decisions.warning },
  { name: "decision-open", who: "visitor", path: (house) => house.decisions.unseen },
  { name: "decision-errors", who: "visitor", path: (house) => house.decisions.unseen, show: sent('form[action$="/appeal"]') },
  { name: "banned", who: "troll", path: "/languages", status: null },
];

export const staff = () => [...cases(), ...proofs(), ...decisions()];
