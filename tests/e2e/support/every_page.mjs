// A house with somebody who sells something, and its pages by who may see them, for what has to be so on every one.
import { visitor } from "./browser.mjs";
import { unique } from "./house.mjs";
import { MarketHouse } from "./market.mjs";

export class WholeHouse {
  static async open() {
    const self = new WholeHouse();
    self.market = await MarketHouse.start([], { ATTEMPTS: 1000 });
    [self.seller] = await self.market.members(unique("s"));
    self.item = await self.market.listing(self.seller, { title: "Ten pictures of trees", stock: 10 });
    return self;
  }

  get base() { return this.market.base; }
  stop() { return this.market.stop(); }

  guest(browser, options) { return visitor(browser, { baseURL: this.base, ...options }); }

  // A new member; `language`: of the account.
  async member(browser, options, language = null) {
    const [member] = await this.market.members(unique("m"));
    if (language) await this.market.rows(`UPDATE user SET locale = '${language}' WHERE id = ${member.user}`);
    const one = await this.guest(browser, options);
    await one.context.addCookies([...member.cookies].map(([name, value]) => ({ name, value, url: this.base })));
    return { ...one, member };
  }

  // Somebody who runs the house.
  async admin(browser, options, language) {
    const one = await this.member(browser, options, language);
    await this.market.house.script("grant-role", String(one.member.user), "admin");
    return one;
  }

  // Whoever runs it sees these, too.
  staff = ["/moderation", "/moderation/emergency", "/moderation/rules", "/moderation/listings", "/moderation/disputes", "/moderation/overview", "/audit"];

  // Without an account.
  outside = ["/", "/signup", "/signin", "/forgotten", "/terms", "/privacy", "/removal", "/preferences", "/keys", "/no-such-page"];

  // A member's.
  inside(language = "de") {
    const { seller, item } = this;
    return ["/languages", `/languages/${language}`, `/lounges/${language}-all`, `/lounges/${language}-all/search?q=x`, "/lounges", "/share?text=1", "/direct", `/direct/${seller.person}`, `/people/${seller.person}`, "/reports",
      "/account", "/account/password", "/account/sessions", "/account/second-step", "/account/data", "/account/delete", "/account/verification", "/account/blocks", "/market", `/market/items/${item}`,
      `/market/sellers/${seller.person}`, "/market/sell", "/market/sell/new", "/market/orders", "/market/sales", "/market/statement"];
  }
}
