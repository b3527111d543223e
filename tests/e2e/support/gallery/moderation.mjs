// What moderators of the gallery have before them: reports, cases, decisions, appeals, what rules hold, and who asked from outside.
import { until } from "../protocol_v1.mjs";
import { act, numberIn, say, show } from "./hands.mjs";
import { TROUBLED } from "./talk.mjs";

const report = (person, path, reason, note = "") => act(person, `${path}/report`, { reason, note });
const message = (seq) => `/lounges/${TROUBLED}/messages/${seq}`;

async function caseAbout(market, condition) { return market.count(`SELECT MAX(id) FROM moderation_case WHERE ${condition}`); }

const newestOf = (market, person) =>
  market.count(`SELECT MAX(m.seq) FROM chat_message m JOIN lounge l ON l.id = m.lounge_id WHERE l.slug = '${TROUBLED}' AND m.participant_id = ${person.person}`);

async function codeOf(person) {
  const { location } = await person.open("/decisions/mine");
  return location;
}

async function aRudeLine(market, people, rude) {
  await report(people.guest, message(rude), "HARASSMENT", "In capitals, at everybody.");
  await report(people.chloe, message(rude), "HARASSMENT");
  await report(people.layla, message(rude), "INAPPROPRIATE_CONTENT", "هذا ليس مضحكًا");
  return caseAbout(market, `participant_id = ${people.troll.person} AND message_id IS NOT NULL`);
}

async function casesInEveryHand(market, people, { rude, items, scenes }) {
  const cases = { free: await aRudeLine(market, people, rude) };
  await report(people.chloe, `/people/${people.rowdy.person}`, "SPAM", "Writes to everybody about a casino.");
  cases.mine = await caseAbout(market, `participant_id = ${people.rowdy.person}`);
  await act(people.moderator, `/moderation/cases/${cases.mine}/take`);
  await report(people.buyer, `/market/items/${items.town}`, "SCAM", "I have seen these pictures in a shop.");
  cases.listing = await caseAbout(market, `item_id = ${items.town}`);
  await act(people.second, `/moderation/cases/${cases.listing}/take`);
  await show(people.arav, TROUBLED, scenes.town, "यह मेरी गली है");
  await report(people.ana, message(await newestOf(market, people.arav)), "UNDERAGE", "I am not sure, please look.");
  cases.picture = await caseAbout(market, `participant_id = ${people.arav.person}`);
  await act(people.moderator, `/moderation/cases/${cases.picture}/take`);
  return cases;
}

// Two decisions, two appeals: one waits, one is decided.
async function decisions(market, people, cases) {
  await say(people.muted, TROUBLED, "Buy followers, cheap, write to me!");
  await report(people.jonas, message(await newestOf(market, people.muted)), "SPAM");
  cases.decided = await caseAbout(market, `participant_id = ${people.muted.person}`);
  await act(people.second, `/moderation/cases/${cases.decided}/take`);
  await act(people.second, `/moderation/cases/${cases.decided}/decide`, { action: "MUTE", ground: "SPAM", lasts: "7d", text: "No advertising, please.", staffNote: "The third time this week." });
  const mute = await codeOf(people.muted);
  await act(people.muted, `${mute}/appeal`, { body: "It was a joke among friends. I sell nothing." });
  await act(people.moderator, `/people/${people.halfway.person}/moderate`, { action: "WARNING", ground: "HARASSMENT", text: "Please stay friendly." });
  const warning = await codeOf(people.halfway);
  await act(people.halfway, `${warning}/appeal`, { body: "I was quoting a film." });
  const appeals = (person) => market.count(`SELECT MAX(a.id) FROM appeal a JOIN moderation_action m ON m.id = a.action_id WHERE m.participant_id = ${person.person}`);
  const over = await appeals(people.halfway);
  await act(people.second, `/moderation/appeals/${over}/decide`, { verdict: "lift", answer: "So you were. Welcome back." });
  await act(people.moderator, `/people/${people.blocked.person}/moderate`, { action: "WARNING", ground: "OTHER", text: "Please read the house rules." });
  return { mute, warning, unseen: await codeOf(people.blocked), waiting: await appeals(people.muted), over };
}

async function fromOutside(market, people, rude) {
  const stranger = people.stranger;
  const ask = (fields) => act(stranger, "/removal", { isTrue: "yes", ...fields });
  const waits = await ask({ link: `${market.base}/lounges/${TROUBLED}/${rude}`, ground: "ABUSE", text: "That is about my bakery. Please take it away.", contact: "baker@mail.example" });
  const settled = await ask({ ground: "LAW", text: "Somewhere in the French lounges stands a copy of my poem." });
  const about = await caseAbout(market, "participant_id IS NULL");
  await act(people.second, `/moderation/cases/${about}/take`);
  await act(people.second, `/moderation/cases/${about}/settle`, { answer: "We have found it and removed it." });
  const [waitsAt, settledAt] = [waits, settled].map((path) => path.split("?")[0]);
  return { waits: waitsAt, settled: settledAt, request: numberIn(`/${about}`) };
}

// From here on rules hold what newcomers say; each worker has them within a second.
async function whatIsHeld(market, people) {
  await market.house.script("content-rules", "defaults");
  let tries = 0;
  await until(async () => {
    await people.returning.send("/lounges/en-ie/messages", { clientId: `held-${(tries += 1)}`, body: `write me on telegram rosy_${4710 + tries}` });
    return market.count("SELECT COUNT(*) FROM held_post");
  }, "a rule holds a line");
  return caseAbout(market, `participant_id = ${people.returning.person}`);
}

// A ban's marks would keep everybody out who comes from this machine.
async function ban(market, person) {
  await market.house.script("moderate", "ban", String(person.person), "--ground", "harassment", "--text", "Nobody shouts at people here.");
  await market.rows("DELETE FROM ban_mark");
}

// Resolves to { cases, decisions, removals }.
export async function moderate(market, people, { rude, items, scenes }) {
  const cases = await casesInEveryHand(market, people, { rude, items, scenes });
  const decided = await decisions(market, people, cases);
  const removals = await fromOutside(market, people, rude);
  cases.held = await whatIsHeld(market, people);
  await ban(market, people.troll);
  return { cases, decisions: decided, removals };
}
