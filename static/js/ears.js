// What a page hears of its viewer's own stream, whichever page it is: the news at its head, whom they have blocked, sound, notification, the number in the title.
// On most visits nothing of it happens at once: what shows it is loaded when it does.

import { lazily } from "./lazily.js";
import { BrowserStore } from "./store.js";
import { OwnStream } from "./stream.js";

const SHOWN_BY = {
  direct: ["alerts", "news"], mention: ["alerts"], direct_read: ["news"], sanction: ["news"], appeal_decided: ["news"], order: ["news"], block: ["blocks"], unblock: ["blocks"],
};

// `where`: as in alerts.js. `log`, `presence`: what shows people, if anything does. `title` and `alerts` are given as lazily() gives them.
export function giveEars({ page, connection, log, presence, where = null }) {
  const own = new OwnStream(connection);
  const title = lazily(() => import("./title_count.js"), ({ TitleCount }) => new TitleCount(page));
  const alerts = lazily(() => import("./alerts.js"), async ({ Alerts }) => new Alerts({ page, title: await title.come(), where }));
  const news = lazily(() => import("./news.js"), ({ News }) => new News(page));
  const blocks = lazily(() => import("./blocks.js"), ({ Blocks }) => new Blocks({ page, log, presence }));
  const parts = { alerts, news, blocks };

  own.addEventListener("event", ({ detail }) => SHOWN_BY[detail.kind]?.forEach(async (name) => (await parts[name].come()).hear(detail)));
  connection.addEventListener("frame", ({ detail: { t, me, blocked } }) => {
    if (t !== "welcome") return;
    if (blocked.length !== page.blocked.size || !blocked.every((id) => page.blocked.has(id))) blocks.come().then((part) => part.become(blocked));
    if (news.now || showsNews() || me.unread.length || me.orders?.length) news.come().then((part) => part.begin(me));
  });
  // Whoever has switched on what reaches a closed page has a subscription, which is kept (push.js).
  if (new BrowserStore("chatroom:alerts:").read("closed", null) === page.viewer.id) alerts.come();
  return { own, title, alerts };
}

const showsNews = () => document.querySelector(".messages-link .badge, .news-dot:not([hidden])");
