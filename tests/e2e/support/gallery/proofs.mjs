// Proofs of age in every state, and the reviewer who decides about them.
import { png } from "../picture.mjs";
import { until } from "../protocol_v1.mjs";
import { passportPage } from "../travel_document.mjs";
import { act, hand } from "./hands.mjs";

const PAGE = "/account/verification";
const READ_SOON_MS = 120_000; // on a busy machine
const BEARER = { state: "UTO", number: "L898902C3", birth: "1986-08-12", expiry: "2034-04-15", sex: "F", surname: "ERIKSSON", given: "ANNA" };

const face = () => png(300, 300, (x, y) => ((x - 150) ** 2 + (y - 130) ** 2 < 6500 ? [222, 180, 150] : [90, 110 + (y % 20), 140]));
const card = (seed) => png(360, 240, (x, y) => (x > 20 && x < 130 && y > 40 && y < 180 ? [150, 130, 110] : [220, 226 - ((x * seed) % 9), 214]));

const send = (person, part, bytes) => hand(person, `${PAGE}/${part}`, "picture", { name: `${part}.png`, type: "image/png", bytes });

async function begin(person, pictures, type = "AGE_ONLY") {
  await act(person, PAGE, { type });
  await send(person, "front", pictures.front);
  return person;
}

async function handIn(market, person, pictures) {
  await begin(person, pictures);
  await send(person, "selfie", pictures.selfie);
  await act(person, `${PAGE}/hand-in`);
  return market.count(`SELECT MAX(id) FROM id_verification WHERE user_id = ${person.user}`);
}

async function take(reviewer, attempt) {
  await act(reviewer, `/moderation/proofs/${attempt}/take`);
  return `/moderation/proofs/${attempt}`;
}

const approve = async (reviewer, attempt, number) =>
  act(reviewer, `${await take(reviewer, attempt)}/approve`, { birthDate: "1986-05-17", expiryDate: "2034-01-01", number });

// Resolves to the numbers of attempts: waiting (free), mine (the reviewer's, read by the machine), approved, refused.
export async function prove(market, people, browser) {
  const page = await browser.newPage();
  const passport = { front: await passportPage(page, BEARER), selfie: face() };
  await page.close();
  const pictures = { front: card(3), selfie: passport.selfie };
  const { reviewer } = people;
  const attempts = { approved: await handIn(market, people.seller, pictures), refused: await handIn(market, people.refused, pictures) };
  await approve(reviewer, attempts.approved, "XK7304926");
  await act(reviewer, `${await take(reviewer, attempts.refused)}/reject`, { reason: "UNREADABLE", told: "Your thumb is on the date." });
  await begin(people.drafting, pictures, "ID_FULL");
  attempts.mine = await handIn(market, people.proven, passport);
  await until(() => market.count(`SELECT COUNT(*) FROM id_verification WHERE id = ${attempts.mine} AND read_at IS NOT NULL`), "the machine has read the document", READ_SOON_MS);
  await take(reviewer, attempts.mine);
  attempts.waiting = await handIn(market, people.handedIn, pictures);
  return attempts;
}
