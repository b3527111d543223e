// The house of the gallery, with everything in it that its pages can show.
import { execFile } from "node:child_process";
import { join } from "node:path";
import { promisify } from "node:util";

import { MarketHouse } from "../market.mjs";
import { until } from "../protocol_v1.mjs";
import { WebSite } from "../web_site.mjs";
import { moderate } from "./moderation.mjs";
import { Guest, People, sitDown } from "./people.mjs";
import { prove } from "./proofs.mjs";
import { scenes as painted } from "./scenes.mjs";
import { talk } from "./talk.mjs";
import { trade } from "./market.mjs";

const run = promisify(execFile);

const LIMITS = {
  ATTEMPTS: 10_000, SMS_PER_PREFIX: 1000, SMS_PER_DAY: 1000, SMS_PER_PHONE: 1000, UPLOADS: 1000, POSTS: 100_000, PREVIEWS: 1000, PREVIEWS_PER_HOST: 1000, SOCKETS_PER_SESSION: 100,
  ACCESS_TOKEN_MS: 86_400_000, HEARTBEATS: 100_000, PLACE_UNSEEN_MS: 86_400_000, PLACE_HELD_MS: 86_400_000,
};
const SETTINGS = { OPENID_ISSUER: "http://127.0.0.1:9", OPENID_CLIENT_ID: "the-chatroom", OPENID_CLIENT_SECRET: "of the gallery", OPENID_CLAIM: "age_over_18", OPENID_LABEL: "Example ID", MARKET_REVIEW: "nsfw" };
export const CROWDED = "en-gb"; // full, with people at its door

export class GalleryHouse {
  // `browser` draws documents.
  static async open(browser) {
    const self = new GalleryHouse();
    self.site = await WebSite.start();
    self.site.article("/orange-cake", "Orange cake for a rainy evening", { text: "Three whole oranges, almonds and patience: a cake without flour that stays moist for days." });
    try {
      self.market = await MarketHouse.start([], LIMITS, { ...SETTINGS, CHATROOM_TEST_PREVIEW_STAND_INS: self.site.stand_ins("cooking.example") });
      await self.#furnish(browser);
      return self;
    } catch (error) {
      await self.close();
      throw error;
    }
  }

  async #furnish(browser) {
    const scenes = painted();
    const { market } = this;
    this.people = await People.come(market);
    Object.assign(this, await talk(market, this.people, scenes));
    this.attempts = await prove(market, this.people, browser);
    Object.assign(this, await trade(market, this.people, scenes));
    Object.assign(this, await moderate(market, this.people, { rude: this.rude, items: this.items, scenes }));
    await this.#stopTheClock();
    await this.#takeSeats();
  }

  // What moderators and reviewers have taken stays theirs, however long somebody looks at the pages.
  #stopTheClock() {
    const later = "TIMESTAMPADD(DAY, 1, UTC_TIMESTAMP(3))";
    return this.market.rows(`UPDATE moderation_case SET taken_until = ${later} WHERE taken_until IS NOT NULL; UPDATE id_verification SET held_until = ${later} WHERE held_until IS NOT NULL`);
  }

  async #takeSeats() {
    const { jonas, chloe, layla, arav, rain, ana, waiting, fresh } = this.people;
    const seats = [jonas, chloe, layla, arav, rain, ana].map((one) => [one, "en-us"]);
    await this.market.house.script("lounge", "capacity", CROWDED, "2");
    this.stand_up = await Promise.all([...seats, [jonas, CROWDED], [chloe, CROWDED]].map(([one, lounge]) => sitDown(one, lounge)));
    for (const one of [fresh, waiting]) await one.open(`/lounges/${CROWDED}`);
  }

  get base() { return this.market.base; }

  // No page is made any more, as while the house is changed; and again.
  async close_workers() { await run("sv", ["-w", "15", "down", this.#workers]); }
  async open_workers() {
    await run("sv", ["up", this.#workers]);
    await until(async () => (await fetch(`${this.base}/health`)).status === 200, "the workers answer");
  }
  get #workers() { return join(this.market.house.folder, "service/fcgi"); }

  // Somebody who will leave.
  async come_again(role) { this.people[role] = await Guest.come(this.base, `Leaving_${(this.#left += 1)}`); }
  #left = 0;

  // What was counted of uses that are limited.
  forget_uses() { return this.market.rows("DELETE FROM rate_limit"); }

  async close() {
    for (const leave of this.stand_up ?? []) leave();
    await this.market?.stop();
    await this.site.stop();
  }
}
