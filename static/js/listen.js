// For a page that needs a connection for nothing but what its viewer is told.

import { tellActivity } from "./activity.js";
import { giveEars } from "./ears.js";
import { connectionFor } from "./own_connection.js";

// Returns the connection: what later needs one ends it. `hear`: told of each event of the viewer's own stream.
export function listen(page, { log, hear } = {}) {
  const connection = connectionFor(page, () => "/api/push");
  const { own } = giveEars({ page, connection, log });
  if (hear) own.addEventListener("event", ({ detail }) => hear(detail));
  tellActivity(connection, page);
  connection.connect();
  return connection;
}
