// The service worker's part of the queue of unsent.js: what no page looks after any more goes out over the JSON API, under the id that it has had from the beginning.

// A page that was just closed is not gone at once.
const CLOSING = 5000;
const LATER = new Set(["waiting", "unavailable", "too_early"]);

// Nothing was wrong with what was sent: the browser is to wake the worker again.
class NotNow extends Error {}

class Sender {
  // A page has just been opened, and the network is there.
  async sendWhatWasLeft() {
    const keepers = new Set(this.due(await self.unsent.all()).map(({ keeper }) => keeper));
    const send = (keeper) => self.unsent.whenLeft(keeper, () => this.sendOf(keeper), { signal: AbortSignal.timeout(CLOSING) });
    await Promise.allSettled([...keepers].map(send));
  }

  async sendOf(keeper) {
    await this.send(this.due(await self.unsent.all()).filter((entry) => entry.keeper === keeper));
  }

  // The network is back (Background Sync). A page in sight does it by itself; one that the telephone has put to sleep does not.
  async sendAll() {
    const pages = await self.clients.matchAll({ type: "window" });
    const seen = new Set(pages.filter((page) => page.visibilityState === "visible").map(({ url }) => new URL(url).pathname));
    await this.send(this.due(await self.unsent.all()).filter(({ place }) => !seen.has(place)));
  }

  // What waits for a moderator, or for its author's own decision, is not sent again.
  due(entries) {
    return entries.filter(({ held, refused, frame }) => !held && !refused && frame);
  }

  async send(entries) {
    if (!entries.length) return;
    const { csrfToken } = await this.answerOf(await fetch("/api/auth/csrf", { method: "POST" }));
    for (const entry of entries) await this.sendOne(entry, csrfToken);
  }

  async sendOne(entry, token) {
    const { t, ...said } = entry.frame;
    const headers = { "content-type": "application/json", "x-csrf-token": token };
    const answer = await fetch("/api/posts", { method: "POST", headers, body: JSON.stringify({ ...said, author: entry.author }) });
    const told = await this.answerOf(answer);
    // Nobody is in, or somebody else: it stays for its author.
    if (answer.status === 401 || /CSRF/.test(told.error)) return;
    if (!answer.ok) await self.unsent.put({ ...entry, refused: self.unsent.refusal(told) });
    else if (told.held) await self.unsent.put({ ...entry, held: true });
    else await self.unsent.drop(entry.id);
  }

  async answerOf(answer) {
    if (answer.status === 429 || answer.status >= 500) throw new NotNow(`${answer.status}`);
    const told = await answer.json();
    if (LATER.has(told.code)) throw new NotNow(told.code);
    return told;
  }
}

self.sender = new Sender();
