// What has been said in the lounges of the gallery, and between two people.
import { film } from "../film.mjs";
import { until } from "../protocol_v1.mjs";
import { act, hand, say, show, write } from "./hands.mjs";

const SOON_MS = 30_000; // the jobs look every second
export const FULL = "en-us"; // the lounge in which everything happens
export const TROUBLED = "en-au"; // the one that moderators look after

// Who, what, how many minutes ago.
const EVENING = [
  ["chloe", "Good evening everybody! First time in this lounge, I usually sit with the French.", 1530],
  ["jonas", "Welcome Chloé. Find a chair, the kettle is on.", 1528],
  ["layla", "مساء الخير للجميع، كيف كان يومكم؟", 1524],
  ["chloe", "Très bien, merci ! I even understood that.", 1521],
  ["arav", "नमस्ते! आज यहाँ बहुत बारिश हो रही है।", 190],
  ["jonas", "Raining here, too. I baked instead: http://cooking.example/orange-cake", 186],
  ["rain", "看起来很好吃！食谱很难吗？", 184],
  ["jonas", "Not at all. **Three oranges**, whole, boiled for an hour. Then:\n- 250 g almonds\n- 6 eggs\n- _no_ flour", 182],
  ["seller", "Para quien quiera verlo: mi jardín esta mañana.", 120],
  ["guest", "That is lovely, @Tomás. Where is it?", 60],
  ["seller", "Near Granada. Prints of it are in the market.", 58],
  ["guest", "I tried the cake. It works, and it is gone already.", 30],
  ["ana", "> It works, and it is gone already.\nSave me a piece next time! 😄", 24],
  ["chloe", "@Lantern which oven temperature did you take?", 20],
  ["guest", "180 °C, an hour, `no fan`.", 1],
];
const REACTIONS = [["jonas", 0, "👋"], ["seller", 0, "👋"], ["guest", 5, "😍"], ["ana", 5, "😍"], ["rain", 8, "❤️"], ["guest", 8, "❤️"], ["chloe", 8, "🔥"], ["jonas", 11, "🎉"]];

const CAIRO = ["أهلاً بكم في صالة مصر ☕", "مساء النور! من أين تكتبون الليلة؟", "من الإسكندرية، والبحر هادئ اليوم.", "سلام من Berlin، الجو بارد جدًا هنا!"];

async function placeOf(market, body, lounge = FULL) {
  const text = body.replaceAll("\\", "\\\\").replaceAll("'", "''");
  return market.count(`SELECT MAX(m.seq) FROM chat_message m JOIN lounge l ON l.id = m.lounge_id WHERE l.slug = '${lounge}' AND m.body = '${text}'`);
}

async function inTheFullLounge(market, people, scenes) {
  for (const [at, [who, body]] of EVENING.entries()) {
    if (at === 8) await show(people[who], FULL, scenes.garden, body);
    else if (at === 12) await say(people[who], FULL, body, { replyTo: await placeOf(market, EVENING[11][1]) });
    else await say(people[who], FULL, body);
  }
  const places = [];
  for (const [, body] of EVENING) places.push(await placeOf(market, body));
  for (const [who, line, emoji] of REACTIONS) await act(people[who], `/lounges/${FULL}/messages/${places[line]}/react`, { emoji });
  await act(people.guest, `/lounges/${FULL}/messages/${places[14]}/edit`, { body: "180 °C, an hour, `no fan`. And let it *cool*." });
  await market.rows(EVENING.map(([, , minutes], line) => aged(places[line], minutes)).join(""));
  return places;
}

// A day separator needs a yesterday.
const aged = (seq, minutes) => `UPDATE chat_message m JOIN lounge l ON l.id = m.lounge_id LEFT JOIN event e ON e.message_id = m.id
  SET m.created_at = TIMESTAMPADD(MINUTE, -${minutes}, UTC_TIMESTAMP(3)), e.created_at = TIMESTAMPADD(MINUTE, -${minutes}, UTC_TIMESTAMP(3)) WHERE l.slug = '${FULL}' AND m.seq = ${seq};`;

async function whatIsTakenBack(market, people) {
  const slip = "Sorry, wrong window";
  await say(people.ana, FULL, slip);
  await act(people.ana, `/lounges/${FULL}/messages/${await placeOf(market, slip)}/delete`);
  const rude = "YOU ARE ALL IDIOTS AND SO IS YOUR CAKE";
  await say(people.chloe, TROUBLED, "Has anybody tried the cake from next door?");
  await say(people.troll, TROUBLED, rude);
  return placeOf(market, rude, TROUBLED);
}

async function elsewhere(market, people) {
  const speakers = [people.layla, people.jonas];
  for (const [at, body] of CAIRO.entries()) await say(speakers[at % 2], "ar-eg", body);
  await say(people.blocked, "en-ca", "Nobody asked me, but I answer anyway.");
  await say(people.chloe, "en-ca", "Is anybody here from Québec?");
  await act(people.member, `/people/${people.blocked.person}/block`);
  await act(people.guest, `/people/${people.blocked.person}/block`);
  await hand(people.rain, "/lounges/zh-all/pictures", "picture", { name: "film.mp4", type: "video/mp4", bytes: await film("mp4") }, { clientId: "film-1", body: "外面在下雨" });
  // More than a page of it, for whoever looks back.
  const crowd = [people.jonas, people.chloe, people.seller, people.arav];
  await Promise.all(crowd.map(async (one) => { for (let line = 1; line <= 36; line += 1) await say(one, "en-all", `Line ${line} of a long evening, by ${one.name}.`); }));
}

async function betweenTwo(people) {
  const { member, seller, chloe, jonas, layla } = people;
  await write(seller, member, "Hola! Your print is on its way.");
  await write(member, seller, "Wonderful, thank you. Is it the one with the roses?");
  await write(seller, member, "Yes, the **big** one. Two weeks at most.");
  await write(chloe, member, "Tu viens dans le salon français ce soir ?");
  await write(layla, member, "شكرًا على الوصفة!");
  await write(member, layla, "With pleasure!");
  await write(jonas, member, "That was the wrong Saga, sorry");
  await write(member, chloe, "Avec plaisir, vers 21 h.");
}

// Resolves to where things were said.
export async function talk(market, people, scenes) {
  const places = await inTheFullLounge(market, people, scenes);
  const rude = await whatIsTakenBack(market, people);
  await elsewhere(market, people);
  await betweenTwo(people);
  await market.house.script("announce", FULL, "The house restarts at 22:00. Nothing you write is lost.");
  await until(() => market.count("SELECT COUNT(*) FROM chat_message WHERE link_preview_id IS NOT NULL"), "the card of the cake", SOON_MS);
  return { places, rude };
}
