// Every page of the house in every state, for whoever looks at all of them: axe and the validator (gallery.browser.test.mjs), people (scripts/screenshots).
//
// An entry is { name, who, path, show, ... }:
//   who      visitor, or somebody of gallery/people.mjs
//   path     or a function of the house
//   status   that the page answers with; 200 when it is left out, null: whatever
//   show     what is done on the page to bring it into the state
//   leads    where that ends, if it is another page
//   done     what undoes it, where the page would not forget it by itself
//   scripts  false: in a browser without JavaScript
//   viewport what the window shows is a picture of it: what scrolls is a part of the page
//   afresh   it does not survive a change of the window's size
//   begin    what each visit needs of the house before it
//   alone    nobody else looks at the house meanwhile; `before`, `after`: what is done to the house
import assert from "node:assert/strict";

import { visitor } from "./browser.mjs";
import { GalleryHouse } from "./gallery/house.mjs";
import { door } from "./gallery/pages/door.mjs";
import { faults } from "./gallery/pages/faults.mjs";
import { lounges } from "./gallery/pages/lounge.mjs";
import { market } from "./gallery/pages/market.mjs";
import { persons } from "./gallery/pages/people.mjs";
import { staff } from "./gallery/pages/staff.mjs";
import { cookiesOf } from "./gallery/people.mjs";

export const entries = [...door(), ...lounges(), ...persons(), ...market(), ...staff(), ...faults()];

export const PHONE = { width: 360, height: 740 };
export const WIDE = { width: 1280, height: 860 };

export class Gallery {
  static async open(browser) {
    const self = new Gallery();
    self.browser = browser;
    self.house = await GalleryHouse.open(browser);
    return self;
  }

  close() { return this.house.close(); }

  // Where its page is.
  pathOf({ path }) { return typeof path === "function" ? path(this.house) : path; }
  // Everything that is looked at.
  get paths() { return entries.flatMap((entry) => [this.pathOf(entry), ...(entry.leads ? [entry.leads] : [])]); }

  // `look(lane)` while the house is as the entry wants it.
  async around(entry, look) {
    await entry.before?.(this.house);
    try {
      return await look();
    } finally {
      await entry.after?.(this.house);
    }
  }
}

// One page at a time, in a browser context for everybody who looks.
export class Lane {
  #visitors = new Map();

  constructor(gallery) { this.gallery = gallery; }

  // Resolves to { page, html }: the page as the entry wants it, and what the server sent.
  async visit(entry, { locale = "en-US", colorScheme = "light", viewport = PHONE } = {}) {
    await entry.begin?.(this.gallery.house);
    const page = await this.#pageOf(entry, locale);
    await page.setViewportSize(viewport);
    await page.mouse.move(0, 0);
    await page.emulateMedia({ colorScheme, reducedMotion: "reduce" });
    if (page.url().includes("#")) await page.goto("about:blank"); // or the same page without it is no new one
    let document;
    const heard = (response) => {
      if (response.request().isNavigationRequest() && response.frame() === page.mainFrame() && (response.status() < 300 || response.status() >= 400)) document = response;
    };
    page.on("response", heard);
    try {
      const answer = await page.goto(this.gallery.pathOf(entry), { waitUntil: entry.scripts === false ? "commit" : "load" });
      if (entry.status !== null) assert.equal(answer.status(), entry.status ?? 200, `the answer to ${page.url()}`);
      await entry.show?.(page, this.gallery.house);
    } finally {
      page.off("response", heard);
    }
    return { page, html: () => document.text() };
  }

  async #pageOf({ who, scripts = true, alone }, locale) {
    const key = `${who} ${locale} ${scripts}`;
    if (alone) await this.#leave(key); // the person may be another one
    if (!this.#visitors.has(key)) {
      const one = await visitor(this.gallery.browser, { baseURL: this.gallery.house.base, locale, javaScriptEnabled: scripts });
      if (who !== "visitor") await one.context.addCookies(cookiesOf(this.gallery.house.people[who], this.gallery.house.base));
      this.#visitors.set(key, one);
    }
    const { page } = this.#visitors.get(key);
    // What was typed before would come back.
    if (page.url().startsWith(this.gallery.house.base)) {
      await page.evaluate(() => {
        localStorage.clear();
        sessionStorage.clear();
      });
    }
    return page;
  }

  async #leave(key) {
    const one = this.#visitors.get(key);
    this.#visitors.delete(key);
    await one?.context.close();
  }

  async close() {
    for (const { end } of this.#visitors.values()) await end();
  }
}
