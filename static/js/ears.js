// What a page hears of its viewer's own stream, whichever page it is: the badge in its head, whom they have blocked, what was decided about them, sound,
// notification, the number in the title.

import { tellActivity } from "./activity.js";
import { Alerts } from "./alerts.js";
import { Badge } from "./badge.js";
import { Blocks } from "./blocks.js";
import { Decided } from "./decided.js";
import { OrderNews } from "./order_news.js";
import { OwnStream } from "./own_stream.js";
import { connectionFor } from "./own_connection.js";
import { TitleCount } from "./title_count.js";

// `where`: as in alerts.js. `log`, `presence`: what shows people, if anything does.
export function giveEars({ page, connection, log, presence, where = null }) {
  const own = new OwnStream(connection);
  const title = new TitleCount(page);
  new Blocks({ page, log, presence, connection, own });
  new Decided({ page, own });
  new OrderNews({ connection, own });
  new Badge({ link: document.querySelector(".messages-link"), page, connection, own });
  return { own, title, alerts: new Alerts({ page, own, title, where }) };
}

// For a page that needs no connection of its own. Returns it: what later needs one ends it. `hear`: told of each event of the viewer's own stream.
export function listen(page, { log, hear } = {}) {
  const connection = connectionFor(page, () => "/api/push");
  const { own } = giveEars({ page, connection, log });
  if (hear) own.addEventListener("event", ({ detail }) => hear(detail));
  tellActivity(connection, page);
  connection.connect();
  return connection;
}
