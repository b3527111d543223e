// Who is in the house of the gallery: guests, members, staff. Each is a browser's side without a browser, whose cookies a real one may take over.
import assert from "node:assert/strict";

import WebSocket from "ws";

import { Member } from "../market.mjs";
import { freshNumber } from "../member.mjs";
import { appCode } from "../members.mjs";

const A_DAY_S = 86_400;

export class Guest extends Member {
  static async come(base, name, ageCategory = "18+") {
    const self = new Guest(base, { name });
    self.cookies.clear();
    await self.good("/api/auth/guest", { ageCategory, name });
    const { text } = await self.open("/lounges/en-all");
    self.person = Number(/data-viewer="(\d+)"/.exec(text)[1]);
    return self;
  }
}

// What `person` takes from here on, as cookies of a real browser.
export const cookiesOf = (person, url) => [...person.cookies].map(([name, value]) => ({ name, value, url, expires: Date.now() / 1000 + A_DAY_S }));

// What core/accounts/password.cpp makes of `phrase`, at the least cost: a password of the house's own takes a third of a second each time.
const HASH = "$2b$04$aGalleryOfPagesInAHoueiUlDN/tYnbpLETI7psRdVXCUBtBVLIe";

// A member with a telephone number and the password `phrase`; `first`: they have not chosen one yet, and see one page alone.
async function withNumber(market, name, first = false) {
  const self = await Guest.come(market.base, name);
  self.number = freshNumber();
  const { userId } = await self.good("/api/auth/signup", { phoneNumber: self.number, birthYear: 1986, firstName: name, lastName: "Lindqvist" });
  self.user = Number(userId);
  await market.rows(`UPDATE user SET password_hash = '${HASH}', password_must_change = FALSE WHERE id = ${self.user}`);
  await self.signIn(self.number);
  if (first) await market.rows(`UPDATE user SET password_must_change = TRUE WHERE id = ${self.user}`);
  return self;
}

// Keeps `codes`, which are good once each.
async function takeSecondStep(person) {
  await person.send("/account/second-step/begin");
  const [, secret] = /class="secret"><code[^>]*>([^<]*)</.exec((await person.open("/account/second-step")).text);
  const { text } = await person.send("/account/second-step", { code: await appCode(secret) });
  person.codes = [...text.matchAll(/<li><code dir="ltr">([^<]*)</g)].map(([, code]) => code);
  assert.ok(person.codes.length > 0, "recovery codes");
}

const GUESTS = { guest: "Lantern", ana: "ana_mx", returning: "Night_owl", troll: "xX_shout_Xx", muted: "quiet_please", waiting: "late-again" };
const MEMBERS = {
  seller: "Tomás", buyer: "Mira", jonas: "Jonas", layla: "ليلى", arav: "आरव", rain: "小雨", chloe: "Chloé", fresh: "Nobody_yet", halfway: "Half_a_step",
  proven: "Proven", handedIn: "Handed_in", refused: "Refused", drafting: "Two_pictures", rowdy: "Rowdy", blocked: "Blocked_one",
};

export class People {
  // `market`: a MarketHouse.
  static async come(market) {
    const { base } = market;
    const self = new People();
    const members = await market.members(...Object.values(MEMBERS));
    Object.keys(MEMBERS).forEach((role, at) => { self[role] = members[at]; });
    for (const [role, name] of Object.entries(GUESTS)) self[role] = await Guest.come(base, name);
    self.red = await Guest.come(base, "After_dark", "18+RED");
    self.member = await withNumber(market, "Saga");
    self.careful = await withNumber(market, "Careful");
    self.newcomer = await withNumber(market, "Just_arrived", true);
    await takeSecondStep(self.careful);
    self.stranger = Object.assign(new Member(base, { name: "stranger" }), { cookies: new Map() });
    await self.#staff(market);
    await market.rows(`UPDATE user SET birth_year = COALESCE(birth_year, 1986), locale = NULL; UPDATE participant SET created_at = TIMESTAMPADD(DAY, -(40 + id), created_at) WHERE user_id IS NOT NULL;
      UPDATE user SET created_at = TIMESTAMPADD(DAY, -(40 + id), created_at); UPDATE user SET bio = 'I photograph gardens and sell prints.\nWrite to me in Spanish, English or Portuguese.' WHERE id = ${self.seller.user};`);
    return self;
  }

  async #staff(market) {
    const grant = (one, ...role) => market.house.script("grant-role", String(one.user), ...role);
    [this.moderator, this.second, this.hindi, this.admin, this.reviewer] = await market.members("Greta", "Paolo", "Ishan", "Ruth", "Inés");
    await grant(this.moderator, "moderator");
    await grant(this.second, "moderator");
    await grant(this.hindi, "moderator", "--room", "hi");
    await grant(this.admin, "admin");
    await grant(this.reviewer, "reviewer");
  }
}

// Sits in a lounge, as an open page would, until it is left.
export async function sitDown(person, lounge) {
  const cookie = [...person.cookies].map(([name, value]) => `${name}=${value}`).join("; ");
  const socket = new WebSocket(`${person.base.replace(/^http/, "ws")}/ws`, "chatroom.v1", { headers: { cookie, origin: person.base } });
  await new Promise((resolve, reject) => {
    socket.on("error", reject);
    socket.on("message", (data) => {
      const { t } = JSON.parse(data);
      if (t === "welcome") socket.send(JSON.stringify({ t: "join", lounge }));
      if (t === "joined" || t === "resync" || t === "nack") resolve();
    });
  });
  return () => socket.close();
}
