// The connection of whoever looks at a page.

import { Connection } from "./socket.js";

// The page and all it holds back is another person's: theirs comes in its place. To somebody who is banned it says why. After a restore it shows what never was.
const MAKE_ANEW = new Set(["another", "banned", "restored"]);

// `probe`: an address that only a session gets an answer from.
export function connectionFor(page, probe) {
  const renewSession = page.isMember ? renew : undefined;
  const url = `${location.origin.replace(/^http/, "ws")}/ws?lang=${page.language}`;
  const connection = new Connection(url, { viewer: page.viewer.id, sessionIsOver: () => isRefused(probe()), renewSession });
  connection.addEventListener("state", ({ detail }) => MAKE_ANEW.has(detail) && location.reload());
  return connection;
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
