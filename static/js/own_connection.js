// The connection of whoever looks at a page.

import { Connection } from "./socket.js";
import { TabStore } from "./store.js";

// The page and all it holds back is another person's: theirs comes in its place. To somebody who is banned it says why. After a restore it shows what never was.
const MAKE_ANEW = new Set(["another", "banned", "restored"]);

// `probe`: an address that only a session gets an answer from.
export function connectionFor(page, probe) {
  const renewSession = page.isMember ? renew : undefined;
  const connection = new Connection(addresses().map((origin) => `${origin}/ws?lang=${page.language}`), { viewer: page.viewer.id, sessionIsOver: () => isRefused(probe()), renewSession });
  connection.addEventListener("state", ({ detail }) => MAKE_ANEW.has(detail) && location.reload());
  const opened = ({ detail }) => {
    if (detail !== "open") return;
    connection.removeEventListener("state", opened);
    remember(connection.urls[0]);
  };
  connection.addEventListener("state", opened);
  return connection;
}

// The sockets' own port first, where there is one: a network may let nothing through but the pages'.
const here = location.origin.replace(/^http/, "ws");
const { sockets } = document.documentElement.dataset;
const store = new TabStore("sockets.");

function addresses() { return sockets && store.read("shut") !== sockets ? [sockets, here] : [here]; }

// Of the way that a page's first connection has come by, so that the next pages of this tab do not wait for the other.
function remember(url) {
  if (sockets && !url.startsWith(sockets)) store.write("shut", sockets);
}

// Whether the house could be asked.
async function renew() {
  const { post } = await import("./post.js").catch(() => ({ post: () => 0 }));
  return (await post("/api/auth/refresh")) !== 0;
}

async function isRefused(address) {
  try {
    const answer = await fetch(address, { redirect: "manual" });
    return answer.status === 401 || answer.type === "opaqueredirect";
  } catch {
    return false;
  }
}
