// Pages before and beside the lounges: the door, languages, accounts' ways in, what the house says of itself.
import { phrase } from "../../member.mjs";
import { send } from "../../members.mjs";
import { inTurn, sent } from "../shows.mjs";

const LONG = "a long story ".repeat(500);

const withPassword = async (page, house) => {
  await page.fill("#phone-number", house.people.careful.number);
  await page.fill("#password", phrase);
  await send(page, ".form button.primary");
  await page.locator("#code").waitFor();
};

export const door = () => [
  { name: "entry", who: "visitor", path: "/" },
  { name: "entry-wanted", who: "visitor", path: "/?next=de-at" },
  { name: "entry-errors", who: "visitor", path: "/", show: sent(".enter-form", { "#name": "x" }, { button: 'button[value="choose"]' }) },
  { name: "entry-taken", who: "visitor", path: "/", show: sent(".enter-form", { "#name": "Lantern", 'input[value="18+"]': true }, { button: 'button[value="choose"]' }) },
  { name: "entry-again", who: "guest", path: "/" },
  {
    name: "entry-rush", who: "visitor", path: "/", alone: true, show: sent(".enter-form", { "#name": "Rushed" }, { button: 'button[value="choose"]' }),
    before: (house) => house.market.house.script("rush", "on"), after: (house) => house.market.house.script("rush", "off"),
  },
  { name: "entry-rush-plain", who: "visitor", path: "/", alone: true, scripts: false, before: (house) => house.market.house.script("rush", "on"), after: (house) => house.market.house.script("rush", "off") },
  { name: "languages", who: "visitor", path: "/languages" },
  { name: "languages-unread", who: "returning", path: "/languages" },
  { name: "lounges", who: "visitor", path: "/languages/en" },
  { name: "lounges-unread", who: "returning", path: "/languages/en" },
  { name: "lounges-red", who: "red", path: "/languages/de" },
  { name: "lounges-arabic", who: "member", path: "/languages/ar" },
  {
    name: "lounges-none-found", who: "guest", path: "/languages/en",
    show: async (page) => {
      await page.fill("#search-text", "nowhere at all");
      await page.locator("#nothing-found:not(:empty)").waitFor();
    },
  },
  { name: "sign-in", who: "visitor", path: "/signin" },
  { name: "sign-in-sent", who: "visitor", path: "/signin?done=signup" },
  { name: "sign-in-errors", who: "visitor", path: "/signin", show: sent(".form", { "#phone-number": "+12025550143", "#password": "not this one" }) },
  { name: "sign-in-empty", who: "visitor", path: "/signin", show: sent(".form") },
  { name: "sign-in-code", who: "visitor", path: "/signin", leads: "/signin/code", show: withPassword },
  { name: "sign-in-code-error", who: "visitor", path: "/signin", show: inTurn(withPassword, sent(".form", { "#code": "000000" })) },
  { name: "sign-up", who: "visitor", path: "/signup" },
  { name: "sign-up-guest", who: "guest", path: "/signup" },
  { name: "sign-up-errors", who: "visitor", path: "/signup", show: sent(".form", { "#phone-number": "12", "#birth-year": "2024" }) },
  { name: "sign-up-young", who: "visitor", path: "/signup", show: sent(".form", { "#phone-number": "+12025550143", "#birth-year": "2024" }) },
  { name: "forgotten", who: "visitor", path: "/forgotten" },
  { name: "forgotten-errors", who: "visitor", path: "/forgotten", show: sent(".form", { "#phone-number": "12" }) },
  { name: "terms", who: "visitor", path: "/terms" },
  { name: "privacy", who: "member", path: "/privacy" },
  { name: "preferences", who: "visitor", path: "/preferences" },
  { name: "preferences-member", who: "member", path: "/preferences?next=/languages" },
  { name: "own-lounges", who: "guest", path: "/lounges", status: null },
  { name: "keys", who: "guest", path: "/keys" },
  { name: "offline", who: "visitor", path: "/offline" },
  { name: "share", who: "guest", path: "/share" },
  { name: "share-text", who: "guest", path: "/share?title=Orange%20cake&text=For%20a%20rainy%20evening&url=http://cooking.example/orange-cake" },
  { name: "styleguide", who: "visitor", path: "/styleguide" },
  { name: "removal", who: "visitor", path: "/removal" },
  { name: "removal-errors", who: "visitor", path: "/removal", show: sent("#removal", { "#removal-link": "https://elsewhere.example/", "#removal-text": "Please" }) },
  { name: "removal-long", who: "visitor", path: "/removal", show: sent("#removal", { "#removal-ground": "LAW", "#removal-text": LONG, 'input[name="isTrue"]': true }) },
  { name: "removal-waits", who: "visitor", path: (house) => house.removals.waits },
  { name: "removal-note-error", who: "visitor", path: (house) => house.removals.waits, show: sent('.form[action$="/note"]', { textarea: LONG }, { button: "button" }) },
  { name: "removal-settled", who: "visitor", path: (house) => house.removals.settled },
];
